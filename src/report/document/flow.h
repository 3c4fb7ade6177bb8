/* The text of a document while it is written: lines of words with one space between them. */
#ifndef FLOW_H
#define FLOW_H

#include "buffer.h"

struct flow {
    struct buffer *out;
    bool space; /* to be written before the next word of the line */
};

/* Writes to the end of out, which must outlive the flow and be empty or end a line. */
void flow_init(struct flow *flow, struct buffer *out);
/* Appends words to the line: white space of any length becomes one space, but for no-break spaces,
 * which stay; controls and soft hyphens are left out; bytes that are no UTF-8 become U+FFFD. */
void flow_text(struct flow *flow, struct span text);
/* A space before the next word. */
void flow_space(struct flow *flow);
/* Parts the cells of a row. */
void flow_tab(struct flow *flow);
/* Ends the line; an empty one is none. */
void flow_line(struct flow *flow);
/* Ends the line and leaves an empty one behind it. */
void flow_gap(struct flow *flow);
/* Whether nothing stands in the line yet. */
bool flow_line_is_empty(const struct flow *flow);

#endif
