/* Chains: what depends on the head of a name, «экономики, инвестиций и торговли области». */
#include "organizations.h"

enum { CHAIN_TOKENS = 16 };

/* Words that are mostly one of these are no nouns of a name. */
enum {
    FUNCTION_PARTS = PART(POS_VERB) | PART(POS_INFINITIVE) | PART(POS_PREPOSITION) |
                     PART(POS_CONJUNCTION) | PART(POS_PARTICLE) | PART(POS_PRONOUN) |
                     PART(POS_ADVERB) | PART(POS_GERUND) | PART(POS_PREDICATIVE) | PART(POS_NUMERAL)
};

static bool is_stop(const struct scan *scan, uint32_t token)
{
    /* «комитет защиты журналистов» goes on, «комитета председатель Петров» does not. */
    bool members = token_read(scan, token, PARTS_NOUN, GRAM_GENITIVE) != NULL &&
                   token_read(scan, token, PARTS_NOUN, GRAM_SINGULAR) == NULL;
    if (match_of(scan, token, LEXICON_LEGAL_FORM) ||
        (match_of(scan, token, LEXICON_POSITION) && !members))
        return true;
    const struct lexicon_match *prefix = match_of(scan, token, LEXICON_POSITION_PREFIX);
    if (prefix != NULL && (match_entry(scan, prefix)->marks & (MARK_ACTING | MARK_FORMER)))
        return true;
    const struct candidate *candidate = candidate_at(scan, token);
    return candidate != NULL && candidate->type != MENTION_PLACE;
}

static bool is_noun_in(const struct scan *scan, uint32_t token, grammemes cases)
{
    const struct word *word = &scan->words[token];
    if (word->analysis_count == 0 || scan->tokens[token].folded.size <= 2 ||
        (((FUNCTION_PARTS >> word->analyses[0].pos) & 1) && word->analyses[0].known))
        return false;
    return token_read(scan, token, PARTS_NOUN, cases) != NULL;
}

static bool is_adjective_in(const struct scan *scan, uint32_t token, grammemes cases)
{
    return token_read(scan, token, PARTS_ADJECTIVE, cases) != NULL;
}

/* Whether a list goes on behind a comma or «и»: «экономики, инвестиций и торговли». */
static bool list_continues(const struct scan *scan, uint32_t token, uint32_t end, grammemes cases)
{
    bool comma = token_is(scan, token, ",");
    uint32_t at = token + 1;
    if (!comma && !token_is(scan, token, "и"))
        return false;
    while (at < end && is_adjective_in(scan, at, cases) && !is_noun_in(scan, at, cases))
        at++;
    bool heading = token > 0 && scan->tokens[token - 1].shape == CASE_UPPER &&
                   scan->tokens[token].shape != CASE_LOWER; /* «И» alone is in title case */
    if (at >= end || !is_noun_in(scan, at, cases) || is_stop(scan, at) ||
        (scan->tokens[token + 1].shape != CASE_LOWER && !heading))
        return false;
    /* «экономики и завод» ends, «кластеров и технопарков» goes on. */
    const struct lexicon_match *head = match_of(scan, token + 1, LEXICON_HEAD);
    bool many = token_read(scan, at, PARTS_NOUN, GRAM_SINGULAR) == NULL;
    if (head != NULL && !many && (match_entry(scan, head)->marks & (MARK_LOWER | MARK_REFERENCE)))
        return false;
    if (!comma)
        return true;
    /* Behind a comma only where «и» ends the list soon. */
    for (uint32_t i = at + 1; i < end && i < at + 8; i++) {
        if (token_is(scan, i, "и"))
            return true;
        if (!token_is(scan, i, ",") && !is_noun_in(scan, i, cases) &&
            !is_adjective_in(scan, i, cases))
            return false;
    }
    return false;
}

static bool is_place_reference(const struct scan *scan, uint32_t token)
{
    static const char *const words[] = {"области", "края",   "республики", "региона",
                                        "города",  "страны", "столицы",    "района"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, token, words[i]))
            return scan->tokens[token].shape == CASE_LOWER;
    return false;
}

/* Behind «Омска и Омской области» where a quoted name follows: both places are of what is so
 * called. The end of the first place where it is alone. */
static uint32_t places_end(const struct name_scan *names, uint32_t end)
{
    const struct scan *scan = names->scan;
    const struct candidate *second =
        end + 1 < names->end && token_is(scan, end, "и") ? candidate_at(scan, end + 1) : NULL;
    /* «по Курганской | и Тюменской областям»: the noun of both stands behind the second. */
    bool half = token_read(scan, end - 1, PARTS_NOUN, 0) == NULL &&
                token_read(scan, end - 1, PARTS_ADJECTIVE, 0) != NULL;
    bool both = second != NULL && second->type == MENTION_PLACE && second->first == end + 1 &&
                (half || quote_end(scan, names->sentence, second->end) != NO_TOKEN);
    return both ? second->end : end;
}

bool begins_charge(const struct scan *scan, uint32_t token)
{
    enum { REACH = 7 };
    if (!token_is(scan, token, "по"))
        return false;
    for (uint32_t back = 1; back <= REACH && back <= token; back++) {
        const struct token *before = &scan->tokens[token - back];
        if (before->kind == TOKEN_PUNCTUATION)
            return false;
        if (span_starts_with(before->folded, SPAN("проректор")))
            return true;
    }
    return false;
}

/* One step of a chain at token; gives the token behind it, token itself where the chain ends. */
static uint32_t chain_step(struct name_scan *names, uint32_t token, grammemes *cases,
                           struct chain *chain)
{
    struct scan *scan = names->scan;
    const struct candidate *place = candidate_at(scan, token);
    if (place != NULL && place->type == MENTION_PLACE && place->first == token) {
        chain->place = (uint32_t)(place - scan->candidates.items);
        chain->end = places_end(names, place->end);
        return names->end; /* a place ends the name */
    }
    if (is_stop(scan, token) || token_is(scan, token, "имени"))
        return token;
    if (is_place_reference(scan, token)) {
        chain->reference = true;
        chain->end = token + 1;
        return names->end;
    }
    /* «заместитель главы администрации по экономике»: what he is for, not what it is called. */
    if (token_is(scan, token, "по") && token &&
        (token_is(scan, token - 1, "администрации") || token_is(scan, token - 1, "мэрии") ||
         token_is(scan, token - 1, "правительства")))
        return token;
    if (begins_charge(scan, token))
        return token;
    if (token_is(scan, token, "по")) {
        *cases = GRAM_DATIVE;
        return token + 1;
    }
    if ((token_is(scan, token, "в") || token_is(scan, token, "во")) && token + 1 < names->end &&
        (token_is(scan, token + 1, "сфере") || token_is(scan, token + 1, "области"))) {
        *cases = GRAM_GENITIVE;
        return token + 2;
    }
    /* «взаимодействию с регионами» */
    if (token_is(scan, token, "с") && (*cases & GRAM_DATIVE)) {
        *cases = GRAM_INSTRUMENTAL;
        return token + 1;
    }
    if (list_continues(scan, token, names->end, *cases))
        return token + 1;
    if (scan->tokens[token].kind != TOKEN_WORD)
        return token;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    if (known != NULL && token_is_capital(scan, token)) {
        uint32_t after = names->depth < NAME_DEPTH ? name_read(names, token) : NO_TOKEN;
        chain->end = after != NO_TOKEN ? after : token + known->count;
        chain->named = true;
        return names->end;
    }
    if (scan->tokens[token].shape == CASE_UPPER && scan->tokens[token].cyrillic &&
        name_is_capital(names, token)) {
        chain->end = token + 1;
        chain->named = true;
        return token + 1;
    }
    bool dative = token_is(scan, token - 1, "содействия");
    grammemes wanted = *cases | (dative ? GRAM_DATIVE : 0);
    bool noun = is_noun_in(scan, token, wanted);
    if (!noun && !is_adjective_in(scan, token, wanted | GRAM_GENITIVE))
        return token;
    if (noun) {
        chain->end = token + 1;
        /* What hangs on this noun is in the genitive again. */
        *cases |= GRAM_GENITIVE;
    }
    return token + 1;
}

static bool begins_name(const struct scan *scan, uint32_t token)
{
    const struct lexicon_match *head = match_of(scan, token, LEXICON_HEAD);
    if (head == NULL)
        return match_of(scan, token, LEXICON_LEGAL_FORM) != NULL;
    /* «технопарк высоких технологий «Рассвет»», «ассоциация кластеров «Линкор»»: what stands before
     * is so called. */
    if (token_read(scan, token, PARTS_NOUN, GRAM_PLURAL) != NULL &&
        token_read(scan, token, PARTS_NOUN, GRAM_SINGULAR) == NULL)
        return false;
    uint32_t after = token + head->count;
    return token_is_kind(scan, after, TOKEN_QUOTE_OPEN) ||
           (match_entry(scan, head)->marks & MARK_LOWER) ||
           kind_is(scan, match_entry(scan, head)->schema, THING_STATE_CORPORATION);
}

/* «ассоциация содействия развитию | кластера «Иннокам»»: whose development it is tells which. */
static bool rules_cluster(const struct scan *scan, uint32_t token)
{
    const struct lexicon_match *head = match_of(scan, token, LEXICON_HEAD);
    return head != NULL && kind_is(scan, match_entry(scan, head)->schema, THING_CLUSTER) &&
           token > 0 && span_starts_with(scan->tokens[token - 1].folded, SPAN("развити"));
}

struct chain chain_read(struct name_scan *names, uint32_t token, bool unit)
{
    struct scan *scan = names->scan;
    struct chain chain = {.end = token, .place = NO_CANDIDATE};
    grammemes cases = GRAM_GENITIVE;
    uint32_t limit = token + CHAIN_TOKENS < names->end ? token + CHAIN_TOKENS : names->end;
    for (uint32_t at = token; at < limit;) {
        if (begins_name(scan, at)) {
            /* «департамент … госкорпорации «Росатом»»: a unit's name holds that of its body. */
            bool inner = unit || rules_cluster(scan, at);
            uint32_t after = inner && names->depth < NAME_DEPTH ? name_read(names, at) : NO_TOKEN;
            if (after != NO_TOKEN)
                chain.end = after;
            /* «Дни госкорпорации» */
            if (after != NO_TOKEN || !unit || at > token || !is_noun_in(scan, at, cases))
                break;
        }
        uint32_t next = chain_step(names, at, &cases, &chain);
        if (next == at)
            break;
        at = next;
    }
    return chain;
}
