/* Interning of strings. */
#include "intern.h"

void intern_init(struct intern *intern, struct arena *arena)
{
    *intern = (struct intern){0};
    map_init(&intern->map, arena);
}

uint32_t intern_add(struct intern *intern, struct span string)
{
    uint32_t known = intern_find(intern, string);
    return known ? known : intern_add_lasting(intern, arena_copy(intern->map.arena, string));
}

uint32_t intern_add_lasting(struct intern *intern, struct span string)
{
    bool added;
    uint32_t *id = map_add(&intern->map, string, &added);
    if (!added)
        return *id;
    *ARRAY_PUSH(intern->map.arena, &intern->strings) = string;
    return *id = (uint32_t)intern->strings.count;
}

uint32_t intern_find(const struct intern *intern, struct span string)
{
    const uint32_t *id = map_find(&intern->map, string);
    return id ? *id : 0;
}

struct span intern_string(const struct intern *intern, uint32_t id)
{
    return intern->strings.items[id - 1];
}
