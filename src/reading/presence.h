/* Inside the matcher alone: what a sentence holds, asked before a part is run over it.
 *
 * A part that wants «соглашение» cannot match in a sentence without it, whatever its anchor is. So
 * each part knows up to PART_WANTS things without which it cannot match, the rarest first, and most
 * parts are refused by one look. */
#ifndef PRESENCE_H
#define PRESENCE_H

#include "grammar_form.h"

struct matcher;

struct presence {
    uint64_t *lemmas; /* of the sentence: bits by the grammar's number */
    uint64_t *forms;
    uint32_t *touched; /* words of lemmas that are not zero */
    size_t touched_count;
    uint32_t *touched_forms;
    size_t touched_form_count;
    uint32_t *sets; /* by set: 2 * stamp + whether the sentence holds one of it */
    uint32_t stamp;
    uint32_t types; /* of mentions, by bit */
    uint64_t schemas;
};

/* Finds what a sequence of elements cannot match without. */
void part_find_wants(struct grammar *grammar, struct part *part);

void presence_init(struct presence *presence, const struct grammar *grammar, struct arena *arena);
/* Forgets the sentence before and learns what stands in tokens first..end. */
void presence_of(struct presence *presence, const struct matcher *matcher, uint32_t first,
                 uint32_t end);
/* The first set of lemmas that a part wants; NO_SET. */
uint32_t part_wanted_set(const struct part *part);
/* presence_has_set() of a set that was not asked for in this sentence. */
bool presence_find_set(struct presence *presence, const struct grammar *grammar, uint32_t set);
/* Whether the sentence holds a lemma of the set. */
static inline bool presence_has_set(struct presence *presence, const struct grammar *grammar,
                                    uint32_t set)
{
    uint32_t known = presence->sets[set];
    return known >> 1 == presence->stamp ? known & 1 : presence_find_set(presence, grammar, set);
}
/* Whether the part may match in the sentence. */
bool presence_allows(struct presence *presence, const struct grammar *grammar,
                     const struct part *part);

#endif
