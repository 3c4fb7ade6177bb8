/* The matcher: backtracking over a pattern's nodes, rightwards from the anchor, then leftwards. */
#include "matcher.h"

#include "form.h"
#include "matcher_run.h"
#include "quantity.h"

static void word_prepare(struct matcher *matcher, uint32_t index)
{
    const struct word *word = &matcher->reading->words[index];
    if (word->form) {
        matcher->words[index] = &word->form->of_grammar;
        return;
    }
    struct word_lemma *lemmas =
        ARENA_NEW(matcher->arena, struct word_lemma, 2 * (size_t)word->analysis_count + 1);
    struct grammar_word *made = ARENA_ROOM(matcher->arena, struct grammar_word, 1);
    *made = grammar_word_of(matcher->grammar, matcher->reading->tokens.items[index].folded,
                            word->analyses, word->analysis_count, lemmas);
    matcher->words[index] = made;
}

/* Puts a unit into the two chains, the longer before the shorter. */
static void unit_link(struct matcher *matcher, uint32_t index)
{
    struct unit *items = matcher->units.items;
    struct unit *unit = &items[index];
    uint32_t *at = &matcher->starts[unit->first];
    while (*at != UINT32_MAX && items[*at].end > unit->end)
        at = &items[*at].next_start;
    unit->next_start = *at;
    *at = index;
    at = &matcher->ends[unit->end - 1];
    while (*at != UINT32_MAX && items[*at].first < unit->first)
        at = &items[*at].next_end;
    unit->next_end = *at;
    *at = index;
}

void matcher_add_chunk(struct matcher *matcher, uint32_t first, uint32_t end, uint32_t mention)
{
    for (uint32_t i = matcher->starts[first]; i != UINT32_MAX;
         i = matcher->units.items[i].next_start)
        if (matcher->units.items[i].end == end && matcher->units.items[i].mention == mention)
            return;
    *ARRAY_PUSH(matcher->arena, &matcher->units) = (struct unit){first, end, mention, 0, 0};
    unit_link(matcher, (uint32_t)matcher->units.count - 1);
}

void matcher_init(struct matcher *matcher, const struct grammar *grammar, struct arena *arena,
                  const struct reading *reading)
{
    *matcher = (struct matcher){.grammar = grammar, .arena = arena, .reading = reading};
    size_t count = reading->tokens.count;
    map_init(&matcher->serving_numbers, arena);
    presence_init(&matcher->presence, grammar, arena);
    matcher->words = ARENA_ROOM(arena, const struct grammar_word *, count + 1);
    matcher->starts = ARENA_NEW(arena, uint32_t, count + 1);
    matcher->ends = ARENA_NEW(arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        word_prepare(matcher, i);
        matcher->starts[i] = matcher->ends[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->token_count)
            matcher_add_chunk(matcher, mention->first, mention->first + mention->token_count, i);
    }
}

static bool set_has(const struct lemma_set *set, uint32_t lemma)
{
    return lemma / 64 < set->capacity && (set->bits[lemma / 64] >> lemma % 64 & 1);
}

bool matcher_set_has(const struct matcher *matcher, uint32_t set, uint32_t lemma)
{
    return set_has(&matcher->grammar->sets.items[set], lemma);
}

/* Whether a word has the tags in a reading that is not far-fetched («и» as a noun), and is not of
 * the name of a person, body, place or office: those are mentions. */
static bool word_is_likely(const struct matcher *matcher, const struct word *word,
                           const struct node *node)
{
    if (word->mention) {
        uint8_t type = matcher->reading->mentions[word->mention - 1].type;
        if (type <= MENTION_POSITION)
            return false;
    }
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if ((i == 0 || word->analyses[i].weight >= 0.05f) && node_allows(node, &word->analyses[i]))
            return true;
    return false;
}

bool matcher_word_fits(const struct matcher *matcher, const struct node *node, uint32_t token)
{
    const struct word *word = &matcher->reading->words[token];
    if ((node->flags & NODE_CAPITAL) &&
        (matcher->reading->tokens.items[token].shape == CASE_LOWER ||
         matcher->reading->tokens.items[token].shape == CASE_NONE))
        return false;
    if (node->type == NODE_ANY)
        return (!node->parts && !node->wanted) || word_is_likely(matcher, word, node);
    const struct grammar_word *known = matcher->words[token];
    if (node->sketch && !(node->sketch & known->sketch))
        return false;
    const struct lemma_set *set = &matcher->grammar->sets.items[node->set];
    for (uint32_t i = 0; i < known->lemma_count; i++) {
        struct word_lemma lemma = known->lemmas[i];
        if (set_has(set, lemma.lemma) && node_allows(node, &word->analyses[lemma.analysis]))
            return true;
    }
    return false;
}

bool matcher_word_is_of(const struct matcher *matcher, const char *list, uint32_t token)
{
    const uint32_t *set = map_find(&matcher->grammar->lists, span_of(list));
    if (!set)
        return false;
    struct node node = {.type = NODE_WORD, .set = *set};
    return matcher_word_fits(matcher, &node, token);
}

/* Tries the parts of a list of candidates at an anchor. */
static void candidates_try(struct matcher *matcher, struct run *run,
                           const struct candidates *candidates, uint32_t token,
                           struct matches *matches)
{
    presence_learn(&matcher->presence, matcher);
    for (size_t i = 0; i < candidates->count; i++) {
        if (!presence_may_hold(&matcher->presence, &candidates->items[i]))
            continue;
        struct candidate candidate = candidates->items[i];
        if (matches->count) {
            /* One match for each pattern and anchor. */
            const struct match *last = &matches->items[matches->count - 1];
            if (last->anchor == token &&
                last->pattern == &matcher->grammar->patterns.items[candidate.pattern])
                continue;
        }
        const struct pattern *pattern = &matcher->grammar->patterns.items[candidate.pattern];
        struct match match;
        if ((!candidate.more ||
             presence_allows(&matcher->presence, &pattern->parts.items[candidate.part])) &&
            run_pattern(run, candidate, token, &match))
            *ARRAY_PUSH(matcher->arena, matches) = match;
    }
}

/* Whether a number in figures or words begins at a token, or an ordinal one. */
static bool begins_number(const struct reading *reading, uint32_t token)
{
    const struct word *word = &reading->words[token];
    return reading->tokens.items[token].kind == TOKEN_NUMBER ||
           (word->analysis_count && (word->analyses[0].grammemes & GRAM_ORDINAL)) ||
           (word->form && word->form->time && quantity_begins(reading, token));
}

/* Tries a list that may be empty, as most are in the first layer. */
static inline void list_try(struct matcher *matcher, struct run *run,
                            const struct candidates *candidates, uint32_t token,
                            struct matches *matches)
{
    if (candidates->count)
        candidates_try(matcher, run, candidates, token, matches);
}

/* Tries what begins with a mention that a unit at the token stands for. */
static void units_try(struct matcher *matcher, struct run *run, unsigned layer, uint32_t token,
                      struct matches *matches)
{
    const struct grammar *grammar = matcher->grammar;
    uint32_t types = 0;
    uint64_t schemas = 0;
    for (uint32_t i = matcher->starts[token]; i != UINT32_MAX;
         i = matcher->units.items[i].next_start) {
        unit_kinds(matcher, matcher->units.items[i].mention, &types, &schemas);
    }
    for (; types; types &= types - 1)
        list_try(matcher, run, &grammar->by_mention[layer][__builtin_ctz(types)], token, matches);
    for (; schemas; schemas &= schemas - 1)
        list_try(matcher, run, &grammar->by_schema[layer][__builtin_ctzll(schemas)], token,
                 matches);
}

/* The lists of a layer's candidates. */
struct layer {
    unsigned number;
    const struct candidates *by_lemma;
    const struct candidates *by_form;
    const struct candidates *by_number;
};

static void token_try(struct matcher *matcher, struct run *run, const struct layer *layer,
                      uint32_t token, struct matches *matches)
{
    uint32_t previous = 0;
    const struct grammar_word *word = matcher->words[token];
    if (word->anchors >> layer->number & 1) {
        for (uint32_t i = 0; i < word->lemma_count; i++) {
            uint32_t lemma = word->lemmas[i].lemma;
            if (lemma != previous)
                list_try(matcher, run, &layer->by_lemma[lemma], token, matches);
            previous = lemma;
        }
        if (word->form)
            list_try(matcher, run, &layer->by_form[word->form], token, matches);
    }
    if (matcher->reading->tokens.items[token].kind == TOKEN_QUOTE_OPEN)
        list_try(matcher, run, &matcher->grammar->by_quote[layer->number], token, matches);
    if (layer->by_number->count && begins_number(matcher->reading, token))
        list_try(matcher, run, layer->by_number, token, matches);
    if (matcher->starts[token] != UINT32_MAX)
        units_try(matcher, run, layer->number, token, matches);
}

/* Each sentence once, though it may be capped in every layer. */
static void capped_add(struct matcher *matcher, uint32_t sentence)
{
    size_t at = matcher->capped.count;
    while (at > 0 && matcher->capped.items[at - 1] > sentence)
        at--;
    if (at > 0 && matcher->capped.items[at - 1] == sentence)
        return;
    ARRAY_PUSH(matcher->arena, &matcher->capped);
    uint32_t *items = matcher->capped.items;
    memmove(&items[at + 1], &items[at], (matcher->capped.count - 1 - at) * sizeof *items);
    items[at] = sentence;
}

void matcher_run(struct matcher *matcher, unsigned number, struct matches *matches)
{
    const struct tokens *tokens = &matcher->reading->tokens;
    const struct grammar *grammar = matcher->grammar;
    const struct layer layer = {
        .number = number,
        .by_lemma = grammar->by_lemma + number * (grammar->lemmas.strings.count + 1),
        .by_form = grammar->by_form + number * (grammar->forms.strings.count + 1),
        .by_number = &grammar->by_number[number]};
    for (uint32_t i = 0; i < tokens->sentence_count; i++) {
        struct run run;
        run_init(&run, matcher, i);
        presence_turn(&matcher->presence, tokens->sentences[i].first, run.sentence_end);
        for (uint32_t token = tokens->sentences[i].first; token < run.sentence_end; token++)
            token_try(matcher, &run, &layer, token, matches);
        if (run.capped)
            capped_add(matcher, i);
    }
}
