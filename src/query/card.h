/* Inside src/query/ alone: the parts of a card that stand in files of their own. */
#ifndef CARD_H
#define CARD_H

#include "lookup.h"

/* The states that facts tell of an entity (of a fact: of itself), what may hold today first. */
void card_states(struct lookup *lookup, const struct items *facts, int64_t number,
                 struct query_states_shown *states);

#endif
