/* Inside src/query/ alone: what filters of the one language (filter.h) mean of a list. */
#ifndef LIST_FILTERS_H
#define LIST_FILTERS_H

#include "filter.h"
#include "gather.h"

/* Puts those that are columns of the list in the place of themselves: status, date and kind. Fails
 * with "query.filter_unfit" where the list has no such column, and where a value is none. The list
 * of reports takes them otherwise: see filters_of_list(). */
bool list_filters_apply(struct lookup *lookup, const struct gathered *gathered,
                        struct query_list_request *request);
/* The filters of a request, as they are read of reports. */
struct query_filters filters_of_list(const struct query_list_request *request);
/* Whether an entity or a source is asked for, which no column of the list tells. */
bool list_names_entities(const struct query_list_request *request);

#endif
