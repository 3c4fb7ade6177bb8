/* Speech by the shape of the text: answers of an interview in paragraphs that take turns, and
 * paragraphs headed by their speaker's name. Who speaks no word beside the speech says. */
#include "draft.h"
#include "news.h"

#include "grammar_parse.h"

enum {
    SHORTEST = 3,       /* tokens of an answer, its dash and point counted */
    LONGEST_LABEL = 24, /* tokens before the colon */
    LONGEST_QUESTION = 70,
    PAIRS = 2,     /* of question and answer that make an interview, with dashes */
    BARE_PAIRS = 3 /* and without them */
};
#define SURE_TURN 0.85
#define LIKELY_TURN 0.7

/* A paragraph. */
struct turn {
    uint32_t first; /* tokens, end exclusive */
    uint32_t end;
    uint32_t sentence; /* its first */
    bool dash;
    bool question;
    bool title;
    bool told; /* a pattern found speech in it */
};

struct turns {
    struct turn *items;
    size_t count;
    size_t capacity;
};

static const struct token *token_of(const struct facts *facts, uint32_t token)
{
    return &facts->reading->tokens.items[token];
}

static bool token_text_is(const struct facts *facts, uint32_t token, const char *text)
{
    return span_equal(token_of(facts, token)->folded, span_of(text));
}

static bool token_listed(const struct facts *facts, const char *list, uint32_t token)
{
    const uint32_t *set = map_find(&facts->reader->grammar->lists, span_of(list));
    struct node node = {.type = NODE_WORD, .set = set ? *set : 0};
    return set && matcher_word_fits(&facts->matcher, &node, token);
}

/* The end of a stretch without points and closing marks that have no partner in it. */
static uint32_t trimmed_end(const struct facts *facts, uint32_t first, uint32_t end)
{
    while (end > first && token_of(facts, end - 1)->kind == TOKEN_PUNCTUATION &&
           !token_text_is(facts, end - 1, ")"))
        end--;
    return end;
}

static bool ends_with_question(const struct facts *facts, const struct turn *turn)
{
    for (uint32_t token = turn->end; token > turn->first && token + 3 > turn->end; token--)
        if (span_find(token_of(facts, token - 1)->folded, SPAN("?"), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool token_is_verb(const struct facts *facts, uint32_t token)
{
    const struct word *word = &facts->reading->words[token];
    return word->analysis_count && word->analyses[0].pos == POS_VERB;
}

/* Whether the author speaks inside: «…, — сказал он», «… — тихо сказал он». */
static bool author_speaks(const struct facts *facts, const struct turn *turn)
{
    for (uint32_t token = turn->first + 1; token + 2 < turn->end; token++)
        if (token_of(facts, token)->kind == TOKEN_DASH &&
            token_of(facts, token - 1)->kind == TOKEN_PUNCTUATION &&
            (token_is_verb(facts, token + 1) || token_listed(facts, "say", token + 2)))
            return true;
    return false;
}

static void turns_read(struct facts *facts, struct turns *turns)
{
    const struct tokens *tokens = &facts->reading->tokens;
    for (uint32_t i = 0; i < tokens->sentence_count; i++) {
        const struct sentence *sentence = &tokens->sentences[i];
        uint32_t end = sentence->first + sentence->count;
        if (i > 0 && tokens->sentences[i - 1].block == sentence->block) {
            turns->items[turns->count - 1].end = end;
            continue;
        }
        *ARRAY_PUSH(facts->arena, turns) = (struct turn){
            .first = sentence->first,
            .end = end,
            .sentence = i,
            .dash = tokens->items[sentence->first].kind == TOKEN_DASH,
            .title = facts->reading->report->blocks[sentence->block].kind == BLOCK_TITLE};
    }
    for (size_t i = 0; i < turns->count; i++) {
        turns->items[i].question = ends_with_question(facts, &turns->items[i]);
        turns->items[i].told = author_speaks(facts, &turns->items[i]);
    }
}

/* The turn that a token stands in. */
static struct turn *turn_at(const struct turns *turns, uint32_t token)
{
    size_t low = 0, high = turns->count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (turns->items[middle].first <= token)
            low = middle;
        else
            high = middle;
    }
    return &turns->items[low];
}

static void turns_mark(const struct facts *facts, const struct turns *turns)
{
    for (size_t i = 0; i < facts->drafts.count && turns->count; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || !draft_is(draft, "statement") || !draft_claim(draft, "speaker"))
            continue;
        struct turn *turn = turn_at(turns, draft->first);
        turn->told |= draft->first <= turn->first + 1;
    }
}

/* A list's item is no speech: «— развитие дорог;». */
static bool turn_is_speech(const struct facts *facts, const struct turn *turn)
{
    uint32_t first = turn->dash ? turn->first + 1 : turn->first;
    if (turn->told || turn->title || turn->end < first + SHORTEST)
        return false;
    const struct token *last = token_of(facts, turn->end - 1);
    return token_of(facts, first)->shape != CASE_LOWER &&
           !token_text_is(facts, turn->end - 1, ";") &&
           (last->kind == TOKEN_PUNCTUATION || last->kind == TOKEN_QUOTE_CLOSE);
}

static bool is_person(const struct facts *facts, const struct mention *mention)
{
    return mention->type == MENTION_PERSON && mention->entity != NO_ENTITY &&
           mention->token_count && facts->reading->entities[mention->entity - 1].listed;
}

/* Adds what a speaker said between two tokens; mention tells who he is. */
static void say(struct facts *facts, struct turn *turn, uint32_t first, uint32_t end,
                uint32_t mention, double confidence)
{
    const struct reading *reading = facts->reading;
    const struct pattern *patterns = facts->reader->grammar->patterns.items;
    const struct pattern *pattern = NULL;
    for (size_t i = 0; i < facts->reader->grammar->patterns.count && !pattern; i++)
        if (span_equal(patterns[i].name, SPAN("statement.reply")))
            pattern = &patterns[i];
    end = trimmed_end(facts, first, end);
    if (!pattern || mention == NO_MENTION || end <= first)
        return;
    const struct mention *speaker = &reading->mentions[mention];
    struct draft *draft = ARRAY_PUSH(facts->arena, &facts->drafts);
    *draft = (struct draft){.kind = pattern->kind,
                            .pattern = pattern,
                            .confidence = confidence,
                            .sentence = turn->sentence,
                            .first = first,
                            .end = end};
    struct range range = tokens_range(reading, first, end);
    draft_add(facts, draft, draft_property(draft, "speaker"),
              (struct value){.type = VALUE_ENTITY, .entity = speaker->entity},
              tokens_range(reading, speaker->first, speaker->first + speaker->token_count));
    draft_add(
        facts, draft, draft_property(draft, "quote"),
        (struct value){.type = VALUE_TEXT, .text = span_of_range(reading->report->text, range)},
        range);
    turn->told = true;
}

/* Labels: «Иванов: …», «Иван Петров, директор завода:» over a paragraph. */

/* The first person in a stretch of tokens, or the last; NO_MENTION. */
static uint32_t person_in(const struct facts *facts, uint32_t first, uint32_t end, bool last)
{
    const struct reading *reading = facts->reading;
    uint32_t low = 0, high = (uint32_t)reading->mention_count, found = NO_MENTION;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (reading->mentions[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i < reading->mention_count && reading->mentions[i].first < end; i++) {
        if (!is_person(facts, &reading->mentions[i]))
            continue;
        found = i;
        if (!last)
            break;
    }
    return found;
}

/* The colon behind a label that begins a paragraph; NO_NODE where there is no label. */
static uint32_t label_end(const struct facts *facts, const struct turn *turn, uint32_t *person)
{
    uint32_t limit =
        turn->first + LONGEST_LABEL < turn->end ? turn->first + LONGEST_LABEL : turn->end;
    *person = person_in(facts, turn->first, turn->first + 1, false);
    if (*person == NO_MENTION)
        return NO_NODE;
    const struct mention *mention = &facts->reading->mentions[*person];
    uint32_t after = mention->first + mention->token_count;
    if (after < limit && !token_text_is(facts, after, ":") && !token_text_is(facts, after, ",") &&
        !token_text_is(facts, after, "("))
        return NO_NODE;
    for (uint32_t token = after; token < limit; token++) {
        if (token_text_is(facts, token, ":"))
            return token;
        const struct word *word = &facts->reading->words[token];
        if (word->analysis_count && word->analyses[0].pos == POS_VERB && token == after + 1)
            return NO_NODE;
    }
    return NO_NODE;
}

/* What stands in quotation marks that cover all of a stretch is it without them. */
static void say_unquoted(struct facts *facts, struct turn *turn, uint32_t first, uint32_t end,
                         uint32_t person, double confidence)
{
    end = trimmed_end(facts, first, end);
    if (first < end && token_of(facts, first)->kind == TOKEN_DASH)
        first++;
    if (first < end && token_of(facts, first)->kind == TOKEN_QUOTE_OPEN &&
        token_of(facts, first)->partner == end - 1) {
        first++;
        end--;
    }
    say(facts, turn, first, end, person, confidence);
}

static void labels_find(struct facts *facts, struct turns *turns)
{
    size_t bare = 0;
    uint32_t person;
    for (size_t i = 0; i < turns->count; i++) {
        uint32_t colon = label_end(facts, &turns->items[i], &person);
        bare += colon != NO_NODE && colon + 2 < turns->items[i].end;
    }
    for (size_t i = 0; i < turns->count; i++) {
        struct turn *turn = &turns->items[i];
        uint32_t colon = label_end(facts, turn, &person);
        if (colon == NO_NODE)
            continue;
        if (colon + 1 == turn->end && i + 1 < turns->count && !turns->items[i + 1].told &&
            token_of(facts, turns->items[i + 1].first)->kind != TOKEN_DASH)
            say_unquoted(facts, &turns->items[i + 1], turns->items[i + 1].first,
                         turns->items[i + 1].end, person, SURE_TURN);
        else if (bare >= PAIRS && colon + SHORTEST < turn->end)
            say_unquoted(facts, turn, colon + 1, turn->end, person, SURE_TURN);
    }
}

/* Interviews: who answers is the person that the report spoke of before its first question. */

static bool is_credited(const struct facts *facts, const struct mention *mention)
{
    const struct report *report = facts->reading->report;
    for (size_t i = 0; i < report->credit_count; i++)
        if (mention->range.start >= report->credits[i].name.start &&
            mention->range.end <= report->credits[i].name.end)
            return true;
    return false;
}

/* Of the persons before a token the one who stands there most, the title's first. */
static uint32_t hero_before(const struct facts *facts, const struct turns *turns, uint32_t limit)
{
    const struct reading *reading = facts->reading;
    struct map counts;
    uint32_t best = NO_MENTION, most = 0, last = mention_from(reading, limit);
    map_init(&counts, facts->arena);
    for (uint32_t i = last > FAR_MENTIONS ? last - FAR_MENTIONS : 0; i < last; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!is_person(facts, mention) || is_credited(facts, mention))
            continue;
        bool title = turn_at(turns, mention->first)->title;
        uint32_t *count = map_add(
            &counts, (struct span){(const char *)&mention->entity, sizeof mention->entity}, NULL);
        *count += title ? 2 : 1;
        if (*count > most) {
            most = *count;
            best = i;
        }
    }
    return best;
}

/* Whether paragraphs i and i + 1 are a question and its answer. With dashes two such pairs are
 * wanted, or a run of dashes in turn; without them the answer has none either. */
static bool is_pair(const struct facts *facts, const struct turns *turns, size_t i, bool dash)
{
    const struct turn *question = &turns->items[i];
    if (i + 1 >= turns->count)
        return false;
    const struct turn *answer = &turns->items[i + 1];
    return question->question && !question->told && !question->title &&
           question->end - question->first <= LONGEST_QUESTION && answer->dash == dash &&
           !answer->question && turn_is_speech(facts, answer) &&
           token_of(facts, answer->first)->kind != TOKEN_QUOTE_OPEN;
}

/* The number of dashed paragraphs that stand in a row before turn i. */
static size_t run_before(const struct turns *turns, size_t i)
{
    size_t count = 0;
    while (i > 0 && turns->items[i - 1].dash && !turns->items[i - 1].told) {
        count++;
        i--;
    }
    return count;
}

/* How the questions are marked. */
enum style { STYLE_NONE, STYLE_BOTH, STYLE_ANSWERS, STYLE_BARE };

static enum style interview_style(const struct facts *facts, const struct turns *turns,
                                  uint32_t *start)
{
    size_t both = 0, answers = 0, bare = 0;
    *start = UINT32_MAX;
    for (size_t i = 0; i < turns->count; i++) {
        bool dashed = is_pair(facts, turns, i, true), plain = is_pair(facts, turns, i, false);
        if ((dashed || (plain && !turns->items[i].dash)) && turns->items[i].first < *start)
            *start = turns->items[i].first;
        both += dashed && turns->items[i].dash;
        answers += dashed && !turns->items[i].dash;
        bare += plain && !turns->items[i].dash;
    }
    if (both >= PAIRS && both >= answers)
        return STYLE_BOTH;
    if (answers >= PAIRS)
        return STYLE_ANSWERS;
    return bare >= BARE_PAIRS ? STYLE_BARE : STYLE_NONE;
}

/* Whether turn i answers in an interview of a style. */
static bool is_answer(const struct facts *facts, const struct turns *turns, size_t i,
                      enum style style)
{
    const struct turn *turn = &turns->items[i];
    if (i == 0 || !turn_is_speech(facts, turn))
        return false;
    switch (style) {
    case STYLE_BOTH:
        return turn->dash && run_before(turns, i) % 2 == 1;
    case STYLE_ANSWERS:
        return turn->dash;
    default:
        return is_pair(facts, turns, i - 1, false);
    }
}

static void interview_find(struct facts *facts, struct turns *turns)
{
    uint32_t start;
    enum style style = interview_style(facts, turns, &start);
    if (style == STYLE_NONE)
        return;
    uint32_t hero = hero_before(facts, turns, start);
    for (size_t i = 0; i < turns->count && hero != NO_MENTION; i++) {
        struct turn *turn = &turns->items[i];
        if (turn->first < start || !is_answer(facts, turns, i, style))
            continue;
        uint32_t first = turn->dash ? turn->first + 1 : turn->first;
        bool told = turn->told;
        say(facts, turn, first, turn->end, hero, style == STYLE_BARE ? LIKELY_TURN : SURE_TURN);
        turn->told = told; /* it counts in its run all the same */
    }
}

/* «Директор завода Иван Петров на этот раз разговорился.», and then a paragraph with a dash: he
 * was spoken of last. */
static void lone_replies_find(struct facts *facts, struct turns *turns)
{
    for (size_t i = 1; i < turns->count; i++) {
        struct turn *turn = &turns->items[i];
        const struct turn *before = &turns->items[i - 1];
        if (!turn->dash || before->dash || before->title || turn->question ||
            (i + 1 < turns->count && turns->items[i + 1].dash) || !turn_is_speech(facts, turn))
            continue;
        uint32_t from = before->first;
        const struct tokens *tokens = &facts->reading->tokens;
        for (uint32_t j = before->sentence;
             j < tokens->sentence_count && tokens->sentences[j].first < before->end; j++)
            from = tokens->sentences[j].first;
        uint32_t person = person_in(facts, from, before->end, false);
        if (person != NO_MENTION && !is_credited(facts, &facts->reading->mentions[person]))
            say(facts, turn, turn->first + 1, turn->end, person, LIKELY_TURN);
    }
}

void statements_of_dialogue(struct facts *facts)
{
    struct turns turns = {0};
    turns_read(facts, &turns);
    turns_mark(facts, &turns);
    labels_find(facts, &turns);
    interview_find(facts, &turns);
    turns_mark(facts, &turns);
    lone_replies_find(facts, &turns);
}
