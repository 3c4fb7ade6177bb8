/* Inside src/query/ alone: the life of an agreement or a project over all its reports. */
#ifndef LIFE_H
#define LIFE_H

#include "lookup.h"

/* The steps that reports tell of, in the order of their days; then what the dates say of the
 * question's day: a term that runs or has run out, a day that was promised and has passed without a
 * report of what came of it. Nothing for other kinds. */
void life_make(struct lookup *lookup, const struct item *item, struct query_life *life);

#endif
