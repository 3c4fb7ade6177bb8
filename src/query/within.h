/* Inside src/query/ alone: bodies whose names tell of what they are a part: «Департамент по
 * взаимодействию с регионами госкорпорации «Росатом»». */
#ifndef WITHIN_H
#define WITHIN_H

#include "lookup.h"

/* Whether the name of one holds, behind its first word, the words of the other's, in whatever case
 * they stand. Working memory is taken from the question's arena. */
bool name_is_within(const struct query *query, struct span part, struct span whole);
/* The same of a body with all names that reports give it. */
bool name_is_within_item(struct lookup *lookup, struct span part, const struct item *whole);

#endif
