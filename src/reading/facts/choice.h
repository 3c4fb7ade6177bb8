/* Inside src/reading alone: sides chosen among all things of the report, by side_weights.h. */
#ifndef FACTS_CHOICE_H
#define FACTS_CHOICE_H

#include "draft.h"
#include "side_weights.h"

/* Gives a draft the side that it lacks: the thing that is likelier than all others, and than that
 * the report names none, together. Keeps what it was chosen from where the reader is to. */
void side_choose(struct facts *facts, struct draft *draft, enum side_question question);
/* Likewise for all drafts of the question's kind that are facts. */
void sides_choose(struct facts *facts, enum side_question question);

#endif
