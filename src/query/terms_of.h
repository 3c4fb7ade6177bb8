/* Inside src/query/ alone: terms that end soon, of facts and as JSON. */
#ifndef TERMS_OF_H
#define TERMS_OF_H

#include "lookup.h"

/* Adds the terms of facts that end between the question's day and so many days later, by day. */
void terms_of_items(struct lookup *lookup, const struct items *facts, int64_t days,
                    struct query_term_list *terms);
/* The member "terms". */
void terms_write(const struct query *query, const struct query_term_list *terms, struct json *json);

#endif
