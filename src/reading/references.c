/* Descriptors that stand for something named before: «регион», «госкорпорация», «глава региона».
 *
 * They are found after all names, and point at the entity of the last fitting name before them, or
 * of the first behind them where there is none. */
#include "names.h"

static bool kind_is(const struct scan *scan, const struct schema_kind *kind, enum thing thing)
{
    return kind == scan->reader->things[thing];
}

static bool is_reference_head(const struct scan *scan, const struct lexicon_match *match)
{
    return match != NULL && (match_entry(scan, match)->marks & MARK_REFERENCE) &&
           match_entry(scan, match)->schema != NULL;
}

static struct candidate *reference_add(struct scan *scan, uint32_t token,
                                       const struct lexicon_match *match, enum mention_type type)
{
    struct candidate *candidate =
        candidate_add(scan, token, token + match->count, token, type, THING_NONE);
    candidate->entry = match_entry(scan, match);
    candidate->kind = candidate->entry->schema;
    candidate->naming = NAMING_REFERENCE;
    candidate->name_end = candidate->name_first;
    candidate->unlisted = true;
    return candidate;
}

static void sentence_refer(struct scan *scan, const struct sentence *sentence)
{
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t token = sentence->first; token < end; token++) {
        if (!token_is_free(scan, token) || scan->tokens[token].kind != TOKEN_WORD)
            continue;
        const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_HEAD);
        if (is_reference_head(scan, match)) {
            reference_add(scan, token, match, MENTION_PLACE);
            continue;
        }
        match = match_of(scan, token, LEXICON_HEAD);
        if (match != NULL &&
            (is_reference_head(scan, match) || (match_entry(scan, match)->marks & MARK_LOWER)))
            reference_add(scan, token, match, MENTION_ORGANIZATION);
    }
}

void references_find(struct scan *scan)
{
    for (size_t i = 0; i < scan->reading->tokens.sentence_count; i++)
        sentence_refer(scan, &scan->reading->tokens.sentences[i]);
}

/* How well a named candidate fits a reference: 0 not at all. The same head fits best. */
static int fit(const struct scan *scan, const struct candidate *reference,
               const struct candidate *named)
{
    if (named->entity == 0 || named->unlisted || named->naming == NAMING_REFERENCE ||
        named->kind == NULL)
        return 0;
    if (reference->entry == named->entry && named->entry != NULL)
        return 3;
    if (reference->kind == named->kind)
        return 2;
    /* A state corporation is a corporation and a company too. */
    bool firm = kind_is(scan, reference->kind, THING_COMPANY);
    return firm && kind_is(scan, named->kind, THING_STATE_CORPORATION) ? 2 : 0;
}

static int compare_first(const void *left, const void *right)
{
    const struct candidate *const *one = left, *const *other = right;
    return (*one)->first < (*other)->first ? -1 : (*one)->first > (*other)->first;
}

enum { WINDOW = 60 }; /* names looked back at: keeps the search linear */

static void resolve_one(const struct scan *scan, struct candidate **order, size_t at, size_t count)
{
    struct candidate *reference = order[at];
    const struct candidate *best = NULL;
    int best_fit = 0;
    for (size_t i = at; i > 0 && i + WINDOW > at && best_fit < 3; i--) {
        int here = fit(scan, reference, order[i - 1]);
        if (here > best_fit) {
            best = order[i - 1];
            best_fit = here;
        }
    }
    for (size_t i = at + 1; best == NULL && i < count && i < at + WINDOW; i++)
        if (fit(scan, reference, order[i]) > 0)
            best = order[i];
    if (best != NULL)
        reference->entity = best->entity;
}

void references_resolve(struct scan *scan)
{
    size_t count = scan->candidates.count;
    struct candidate **order = ARENA_NEW(scan->arena, struct candidate *, count + 1);
    for (size_t i = 0; i < count; i++)
        order[i] = &scan->candidates.items[i];
    qsort(order, count, sizeof *order, compare_first);
    for (size_t i = 0; i < count; i++)
        if (order[i]->naming == NAMING_REFERENCE && order[i]->kind != NULL)
            resolve_one(scan, order, i, count);
}
