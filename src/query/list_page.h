/* Inside src/query/ alone: a page of a long list, which the registry filters, sorts and cuts, so
 * that only the rows of the page are made. */
#ifndef LIST_PAGE_H
#define LIST_PAGE_H

#include "gather.h"

enum {
    LIST_SHORT = 1000,   /* lists that have no more rows are made as a whole */
    LIST_COUNTED = 10000 /* rows, and values of facets, are counted up to this */
};

/* Makes the page where the list is long and the registry can decide all that is asked; else *made
 * is false, and the list is to be made of its newest ITEMS_MOST entities of each kind. */
bool list_page(struct lookup *lookup, const struct query_list_request *request,
               struct gathered *gathered, struct query_list *list, bool *made);
/* How many rows the list of that name has. */
bool list_count(struct lookup *lookup, const char *name, size_t *count);

#endif
