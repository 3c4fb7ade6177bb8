/* The lists that have a shape of their own: which rows they have, and which columns.
 *
 * Rows are things of some kinds, facts of one kind, or both: where a list of things has a fact
 * kind, the facts that name a thing of the list by the property naming lend it their values, and
 * the others stand as rows of their own. Any other kind of the schema is a list of its things or
 * facts, with its properties for columns. */
#ifndef SHAPE_H
#define SHAPE_H

#include "lookup.h"

/* A column. Without fact it is a property of the row's own facts (or KIND_COLUMN); else it shows
 * the facts of that kind that name the row's thing by the property naming. */
struct shape_column {
    const char *name;
    const char *fact;
    const char *naming;
    const char *property; /* of those facts; NULL: the fact itself, in few words */
    const char *role;     /* only facts whose role is this; NULL: all */
    bool count;           /* only how many there are */
};

enum { SHAPE_THINGS = 4 };

struct shape {
    const char *name;
    const char *things[SHAPE_THINGS]; /* names or families of kinds, NULL at the end */
    const char *fact;                 /* NULL: none */
    const char *naming;
    const struct shape_column *columns; /* a NULL name at the end */
    const char *sort;
    const char *count; /* key of «14 соглашений» */
    bool lent_only;    /* facts that name none of the things are no rows */
};

#define KIND_COLUMN "kind"

extern const struct shape shapes[]; /* a NULL name at the end */
const struct shape *shape_find(struct span name);

#endif
