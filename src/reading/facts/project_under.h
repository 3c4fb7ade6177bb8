/* Inside src/reading alone: which agreement a project comes from. */
#ifndef FACTS_PROJECT_UNDER_H
#define FACTS_PROJECT_UNDER_H

#include "draft.h"

/* The agreements of a report, by the numbers of their drafts, in the order of the text. */
struct agreement_list {
    const uint32_t *items;
    size_t count;
};

/* Adds to a project under which agreement it is, where that is said and not yet known. */
void project_under(struct facts *facts, struct draft *project, const struct agreement_list *all);
/* Likewise what the project that is told right before comes from. */
void project_under_last(struct facts *facts, struct draft *project, const struct draft *last);

#endif
