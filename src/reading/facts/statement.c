/* Speech that its author's words interrupt: «— Мы строим, — сказал он. — Откроем весной». */
#include "draft.h"

/* The end of the block that a sentence stands in: the token behind its last. */
static uint32_t block_end(const struct reading *reading, uint32_t sentence)
{
    const struct tokens *tokens = &reading->tokens;
    uint32_t block = tokens->sentences[sentence].block;
    while (sentence + 1 < tokens->sentence_count && tokens->sentences[sentence + 1].block == block)
        sentence++;
    return tokens->sentences[sentence].first + tokens->sentences[sentence].count;
}

static bool block_begins_with_dash(const struct reading *reading, uint32_t sentence)
{
    const struct tokens *tokens = &reading->tokens;
    uint32_t block = tokens->sentences[sentence].block;
    while (sentence > 0 && tokens->sentences[sentence - 1].block == block)
        sentence--;
    return tokens->items[tokens->sentences[sentence].first].kind == TOKEN_DASH;
}

/* The token at which speech goes on behind a token; its block's end where it does not. */
static uint32_t continuation_start(const struct reading *reading, uint32_t at, uint32_t end)
{
    const struct token *items = reading->tokens.items;
    if (at + 2 < end && items[at].kind == TOKEN_PUNCTUATION && items[at + 1].kind == TOKEN_DASH)
        return at + 2;
    return end;
}

/* Adds a further stretch of tokens to a quote. */
static void quote_extend(struct facts *facts, struct claim *quote, uint32_t start, uint32_t end)
{
    const struct reading *reading = facts->reading;
    while (end > start && reading->tokens.items[end - 1].kind == TOKEN_PUNCTUATION)
        end--;
    if (start >= end)
        return;
    struct range *evidence = ARENA_NEW(facts->arena, struct range, 2);
    evidence[0] = quote->evidence[0];
    evidence[1] = tokens_range(reading, start, end);
    struct span more = span_of_range(reading->report->text, evidence[1]);
    quote->evidence = evidence;
    quote->evidence_count = 2;
    quote->value.text =
        arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(quote->value.text), SPAN_ARGS(more));
}

static void quote_cut(const struct facts *facts, struct claim *quote, struct range range)
{
    struct range *evidence = ARENA_NEW(facts->arena, struct range, 1);
    *evidence = range;
    quote->evidence = evidence;
    quote->value.text = span_of_range(facts->reading->report->text, range);
}

/* Whether a word of a stretch makes a clause of it. */
static bool has_predicate(const struct reading *reading, uint32_t first, uint32_t end)
{
    for (uint32_t token = first; token < end; token++) {
        const struct word *word = &reading->words[token];
        uint8_t pos = word->analysis_count ? word->analyses[0].pos : POS_UNKNOWN;
        if (pos == POS_VERB || pos == POS_PREDICATIVE || pos == POS_ADJECTIVE_SHORT ||
            pos == POS_PARTICIPLE_SHORT || pos == POS_INFINITIVE ||
            reading->tokens.items[token].kind == TOKEN_DASH)
            return true;
    }
    return false;
}

/* The place behind a dateline, «Омск. 5 мая. Агентство - »: a dash before any verb, near the
 * beginning of one of the first sentences. */
static uint32_t dateline_end(const struct reading *reading, uint32_t sentence, uint32_t first,
                             uint32_t end)
{
    enum { SENTENCES = 6, TOKENS = 10 };
    for (uint32_t token = first; sentence < SENTENCES && token < end && token < first + TOKENS;
         token++) {
        if (reading->tokens.items[token].kind == TOKEN_DASH)
            return reading->tokens.items[first].shape == CASE_LOWER ? first : token + 1;
        if (has_predicate(reading, token, token + 1))
            break;
    }
    return first;
}

/* The place behind «о том, что», with which a clause begins. */
static uint32_t opening_end(const struct reading *reading, uint32_t first)
{
    static const char *const words[] = {"о", "том", ",", "что"};
    uint32_t token = first;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++, token++)
        if (token >= reading->tokens.count ||
            !span_equal(reading->tokens.items[token].folded, span_of(words[i])))
            return first;
    return token;
}

/* «Теперь», «при этом»: what names nothing only links the sentence with the one before. */
static bool is_link(const struct reading *reading, uint32_t first, uint32_t end)
{
    for (uint32_t token = first; token < end; token++) {
        const struct word *word = &reading->words[token];
        if (word->mention || (word->analysis_count && (word->analyses[0].pos == POS_NOUN ||
                                                       word->analyses[0].pos == POS_VERB)))
            return false;
    }
    return true;
}

/* A headline's speaker stands in the headline: elsewhere a name behind a dash says something else.
 */
static bool is_headline(const struct reading *reading, const struct draft *draft, uint32_t last)
{
    uint32_t block = reading->tokens.sentences[draft->sentence].block;
    return reading->tokens.items[last].kind != TOKEN_DASH ||
           reading->report->blocks[block].kind == BLOCK_TITLE;
}

/* Indirect speech up to its author's words: a clause, without the dateline. */
static void indirect_clean(struct facts *facts, struct draft *draft, struct claim *quote)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[draft->sentence];
    uint32_t end = draft->end, sentence_end = sentence->first + sentence->count;
    uint32_t first = draft->first, last = first;
    while (last < end && reading->tokens.items[last].end <= quote->evidence[0].end)
        last++;
    if (quote->evidence[0].start != reading->tokens.items[first].start || last >= end)
        return;
    if (!is_headline(reading, draft, last) ||
        (!has_predicate(reading, first, last) &&
         !(span_equal(reading->tokens.items[end - 1].folded, SPAN(",")) &&
           has_predicate(reading, end, sentence_end)))) {
        draft_drop(draft, REFUSED_INCOMPLETE);
        return;
    }
    uint32_t begin = opening_end(reading, dateline_end(reading, draft->sentence, first, last));
    bool inserted = span_equal(reading->tokens.items[end - 1].folded, SPAN(","));
    if (inserted && is_link(reading, begin, last) && end < sentence_end) {
        uint32_t close = sentence_end;
        while (close > end && reading->tokens.items[close - 1].kind == TOKEN_PUNCTUATION)
            close--;
        if (close > end)
            quote_cut(facts, quote, tokens_range(reading, end, close));
        return;
    }
    if (last > begin + 2 && reading->tokens.items[begin].kind == TOKEN_QUOTE_OPEN &&
        reading->tokens.items[begin].partner == last - 1) {
        begin++;
        last--;
    }
    if (begin < last)
        quote_cut(facts, quote, tokens_range(reading, begin, last));
    if (inserted)
        quote_extend(facts, quote, end, sentence_end);
}

/* Whether a word can only stand in the genitive there, as an office does, «директора», though it
 * may be several directors too. */
static bool is_genitive(const struct reading *reading, uint32_t token)
{
    grammemes cases = reading->words[token].grammemes & GRAM_CASES;
    uint32_t number = reading->words[token].mention;
    bool office = number && reading->mentions[number - 1].type == MENTION_POSITION;
    return (cases & GRAM_GENITIVE) && (office || !(cases & GRAM_NOMINATIVE));
}

/* «По словам Петрова, | директора завода «Заря», | завод построят»: what only says who he is. */
static void description_cut(struct facts *facts, const struct draft *draft, struct claim *quote)
{
    const struct reading *reading = facts->reading;
    uint32_t end = draft->end, first = draft->first;
    while (first < end && reading->tokens.items[first].start < quote->evidence[0].start)
        first++;
    if (first == draft->first || reading->tokens.items[end - 1].end != quote->evidence[0].end)
        return;
    for (uint32_t token = first; token + 1 < end; token++) {
        const struct token *mark = &reading->tokens.items[token];
        if (!span_equal(mark->folded, SPAN(",")))
            continue;
        if (!is_genitive(reading, first) || has_predicate(reading, first, token) ||
            !has_predicate(reading, token, end))
            break;
        first = token + 1;
        quote_cut(facts, quote, tokens_range(reading, first, end));
    }
}

/* The closing mark of the quotation that a quote begins and that goes on behind its author's words;
 * 0 where there is none. */
static uint32_t quotation_around(const struct reading *reading, const struct draft *draft,
                                 const struct claim *quote)
{
    const struct token *items = reading->tokens.items;
    uint32_t token = draft->first;
    while (token < draft->end && items[token].end <= quote->evidence[0].start)
        token++;
    if (token == 0 || items[token - 1].kind != TOKEN_QUOTE_OPEN ||
        items[token - 1].partner == UINT32_MAX)
        return 0;
    return items[token - 1].partner >= draft->end ? items[token - 1].partner : 0;
}

void statement_continue(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    struct claim *quote = draft_claim(draft, "quote");
    if (!quote || quote->evidence_count != 1)
        return;
    uint32_t end = quotation_around(reading, draft, quote);
    if (!end && !block_begins_with_dash(reading, draft->sentence)) {
        indirect_clean(facts, draft, quote);
        if (!draft->dropped)
            description_cut(facts, draft, quote);
        return;
    }
    if (!end)
        end = block_end(reading, draft->sentence);
    uint32_t start = continuation_start(reading, draft->end, end);
    if (quote->evidence[0].end <= reading->tokens.items[draft->end - 1].start)
        quote_extend(facts, quote, start, end);
}
