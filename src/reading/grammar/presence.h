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
    uint64_t *forms; /* of the sentence: bits by the grammar's number */
    uint32_t *touched_forms;
    size_t touched_form_count;
    uint32_t *sets; /* by 1 + number among the wanted: the stamp where the sentence holds one; that
                       of none, 0, has it always, and forms the bit of no form */
    uint32_t stamp;
    uint32_t types; /* of mentions, by bit */
    bool number;    /* holds once number_known does */
    bool number_known;
    bool known;     /* the sentence has been looked at */
    uint32_t first; /* tokens of the sentence */
    uint32_t end;
    const struct reading *reading;
    uint64_t schemas;
};

/* Finds what the parts of a pattern cannot match without; those that must match also want what the
 * pattern needs in their sentence. */
void pattern_find_wants(struct grammar *grammar, struct pattern *pattern);

/* Makes the lists of the wanted sets that hold each lemma; all parts have found their wants. */
void grammar_index_wanted(struct grammar *grammar);

void presence_init(struct presence *presence, const struct grammar *grammar, struct arena *arena);
/* Turns to the sentence of tokens first..end, which is looked at when it is first asked for: most
 * sentences have no anchor of the first layer. */
void presence_turn(struct presence *presence, uint32_t first, uint32_t end);
/* Learns what stands in the sentence, unless it is known. To be called before presence_allows() and
 * presence_has_set(). */
void presence_learn(struct presence *presence, const struct matcher *matcher);
/* The candidate of a part that is compiled, with what it wants of one kind alone, so that most are
 * refused before their part is looked at. */
struct candidate part_candidate(const struct part *part, uint32_t pattern, uint32_t number);
/* Whether the sentence holds a lemma of a set, by its number among the wanted. */
static inline bool presence_has_set(const struct presence *presence, uint32_t set)
{
    return presence->sets[set + 1] == presence->stamp;
}
static inline bool presence_has_form(const struct presence *presence, uint32_t form)
{
    return presence->forms[form / 64] >> form % 64 & 1;
}
/* Whether it holds what a candidate wants. The first set refuses most. */
static inline bool presence_may_hold(const struct presence *presence,
                                     const struct candidate *candidate)
{
    if (presence->sets[candidate->wanted[0]] != presence->stamp)
        return false;
    bool mention = !(candidate->mentions | candidate->schemas) |
                   ((candidate->mentions & presence->types) != 0) |
                   ((candidate->schemas & presence->schemas) != 0);
    return mention & (presence->sets[candidate->wanted[1]] == presence->stamp) &
           presence_has_form(presence, candidate->form);
}
/* Whether the part may match in the sentence. */
bool presence_allows(struct presence *presence, const struct part *part);

#endif
