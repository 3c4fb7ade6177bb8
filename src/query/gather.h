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
    bool some;                     /* only some of the list's entities have rows */
    struct stored_namings *beside; /* … of each row the newest facts that name its thing */
    struct map by_number;
};

/* The rows of some of the list's entities alone, in the order of the numbers; what facts add to a
 * thing is told by the newest of them. */
bool gather_some(struct lookup *lookup, struct span name, const int64_t *numbers, size_t count,
                 struct gathered *gathered);
/* The kinds of the list's things, at most KINDS_MOST; how many they are. */
enum { KINDS_MOST = 64 };
size_t thing_kinds(const struct gathered *gathered, const struct schema_kind **kinds);
/* The list's shape and columns, without rows; false where there is no such list. */
bool gather_begin(struct lookup *lookup, struct span name, struct gathered *gathered);
/* All rows of the list of that name; false where there is no such list (no error is added). */
bool gather(struct lookup *lookup, struct span name, struct gathered *gathered);

#endif
