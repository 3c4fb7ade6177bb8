/* Inside src/query/ alone: the entities of a long list that filters may leave, where these ask of
 * more than what the registry lists by: words, the report, whom a fact names. */
#ifndef LIST_NARROW_H
#define LIST_NARROW_H

#include "lookup.h"

struct narrowed {
    struct stored_numbers entities; /* by number */
    bool any;                       /* some filter narrows */
    bool cut;                       /* there may be more of them */
    bool unsure; /* some of them may not be wanted: their rows are to be looked at; or a filter
                    that it knows does not narrow */
};

/* What the filters of the request leave of the kinds; facts: the kind of all rows, where they are
 * facts; else NULL. */
bool list_narrow(struct lookup *lookup, const struct query_list_request *request,
                 const struct schema_kind *const *kinds, size_t kind_count,
                 const struct schema_kind *facts, struct narrowed *narrowed);
/* What the filters leave that name an entity or a source; by number. */
bool list_narrow_entities(struct lookup *lookup, const struct query_list_request *request,
                          const struct schema_kind *const *kinds, size_t kind_count,
                          const struct schema_kind *facts, struct narrowed *narrowed);
/* Whether the number is among what was left. */
bool narrowed_has(const struct narrowed *narrowed, int64_t number);
/* Whether list_narrow() knows the filter. */
bool filter_narrows(const struct schema_kind *facts, const struct query_filter *filter);

#endif
