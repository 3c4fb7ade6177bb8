/* Inside src/query/ alone: a page of a long list, which the registry filters, sorts and cuts, so
 * that only the rows of the page are made. */
#ifndef LIST_PAGE_H
#define LIST_PAGE_H

#include "gather.h"
#include "list_cursor.h"
#include "store_list.h"

/* What a request says of state and confidence. */
struct standing_filter {
    bool in_state;
    enum query_state state;
    int from; /* thousandths of confidence, of facts */
    int to;
};

/* Reads state and confidence; false with an error where they are none. */
bool standing_filter_read(struct lookup *lookup, const struct query_list_request *request,
                          struct standing_filter *filter);
/* Reads "0.8", "0.8..", "0.3..0.7" or "..0.5", in thousandths; false where it is none of these. */
bool confidence_read(struct span text, int *from, int *to);
/* The state of a code; false where there is none. */
bool state_read(struct span code, enum query_state *state);
/* Whether the row's confidence is wanted. */
bool standing_fits(const struct standing_filter *filter, const struct query_row *row);

enum {
    LIST_SHORT = 1000,   /* lists that have no more rows are made as a whole */
    LIST_COUNTED = 10000 /* rows, and values of facets, are counted up to this */
};

/* Which rows are gathered. */
enum page_rows {
    ROWS_ALL,     /* none yet: the list is to be made as a whole, of its newest ITEMS_MOST entities
                     of each kind */
    ROWS_SOUGHT,  /* all that may be wanted, to be filtered, sorted and cut */
    ROWS_OF_PAGE, /* those of the page, and *list has its facets and total; or of a part of all */
    ROWS_OF_PART, /* some of a part of all rows are not wanted */
};

/* The order in which a list comes where none is asked for. */
struct span list_own_sort(const struct gathered *gathered);

/* Gathers rows of a long list, as far as the registry can tell which are wanted. lookup->cut says
 * that it could not for all. */
bool list_page(struct lookup *lookup, const struct query_list_request *request,
               const struct list_cursor *cursor, struct gathered *gathered, struct query_list *list,
               enum page_rows *rows);
/* How many rows that the request leaves are of which region, by its number, counted among the first
 * LIST_COUNTED of each kind; *total: of how many, *more: there are others. *decided is false, and
 * nothing is counted, where the registry alone cannot tell which rows the request leaves. */
bool list_regions(struct lookup *lookup, const struct query_list_request *request,
                  struct gathered *gathered, struct listed_values *values, size_t *total,
                  bool *more, bool *decided);
/* How many rows the list of that name has, doubtful facts left out. */
bool list_count(struct lookup *lookup, const char *name, size_t *count);

#endif
