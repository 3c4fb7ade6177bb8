/* Terms that end soon: of statuses that were applied for, benefits, memberships, agreements. See
 * query.h on answers and errors. */
#ifndef TERMS_H
#define TERMS_H

#include "query.h"

enum {
    TERM_DAYS = 90, /* so many days ahead a warning is given, where nobody says otherwise */
    TERM_DAYS_MOST = 3660,
    TERMS_MOST = 100
};

struct query_terms_request {
    struct span entity; /* id of what has a part in the facts; empty: all of the registry */
    int64_t days;       /* ahead of the question's day; 0: TERM_DAYS */
    bool agreements;    /* of all the registry: those of agreements and programmes too */
};

struct query_terms {
    struct date day;
    struct date until;
    struct query_term_list terms; /* by day */
};

/* The facts whose term ends between the question's day and so many days later, as far as is told.
 * Of all the registry agreements and programmes are left out where they are not asked for: the
 * overview lists them. */
bool query_terms(const struct query *query, const struct query_terms_request *request,
                 struct query_terms *terms, struct error *error);
void query_terms_write(const struct query *query, const struct query_terms *terms,
                       struct json *json);

#endif
