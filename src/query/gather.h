/* Inside src/query/ alone: the rows of a list, before they are filtered, sorted and cut. */
#ifndef GATHER_H
#define GATHER_H

#include "shape.h"

struct gathered {
    struct lookup *lookup;
    const struct shape *shape;      /* NULL: a list of one kind of the schema */
    const struct schema_kind *kind; /* of the facts, or of the things where it is one */
    struct query_column *columns;
    size_t column_count;
    struct {
        struct query_row *items;
        size_t count;
        size_t capacity;
    } rows;
    int64_t *numbers; /* of the rows' entities */
    struct map by_number;
};

/* All rows of the list of that name; false where there is no such list (no error is added). */
bool gather(struct lookup *lookup, struct span name, struct gathered *gathered);

#endif
