/* Inside src/query/ alone: where the page of a list ended, as a text that leads to the next one.
 *
 * It names the last row and what the list is ordered by there, so that the next page goes on behind
 * that row whatever came or went before it; and the question, since in the order of another one it
 * would mean nothing. */
#ifndef LIST_CURSOR_H
#define LIST_CURSOR_H

#include "lookup.h"

struct list_cursor {
    size_t offset;  /* of the row behind the last one, as it was counted */
    int64_t number; /* of the last row: its entity's or report's; 0: none, the page is the first */
    int64_t reports;
    struct span key; /* its key or day; of a report without number its id */
};

/* The cursor of the request, or its offset where it has none. False with "query.bad_cursor" where
 * it is none of this question. */
bool list_cursor_read(struct lookup *lookup, const struct query_list_request *request,
                      struct list_cursor *cursor);
struct span list_cursor_write(struct lookup *lookup, const struct query_list_request *request,
                              const struct list_cursor *cursor);

#endif
