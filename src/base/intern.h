/* Interning: equal strings become equal small numbers, from 1 on; 0 is "none". */
#ifndef INTERN_H
#define INTERN_H

#include "map.h"

struct intern {
    struct map map;
    struct {
        struct span *items; /* by id - 1 */
        size_t count;
        size_t capacity;
    } strings;
};

/* An empty table in arena. There is nothing to release. */
void intern_init(struct intern *intern, struct arena *arena);
/* The id of string, which is copied into the arena where it is new. */
uint32_t intern_add(struct intern *intern, struct span string);
/* The same of a string whose bytes outlive the table: it is not copied. */
uint32_t intern_add_lasting(struct intern *intern, struct span string);
/* The id of string; 0 where it was never added. */
uint32_t intern_find(const struct intern *intern, struct span string);
/* The string of an id that intern_add() gave. */
struct span intern_string(const struct intern *intern, uint32_t id);

#endif
