/* A hash map from byte strings to 32-bit numbers: open addressing, xxHash.
 *
 * Keys are not copied: their bytes must outlive the map (keep them in the same arena). */
#ifndef MAP_H
#define MAP_H

#include "arena.h"

struct map_slot {
    struct span key; /* data == NULL: free */
    uint32_t hash;
    uint32_t value;
};

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t count;
    size_t capacity; /* zero or a power of two */
};

/* An empty map whose slots live in arena. There is nothing that must be released. */
void map_init(struct map *map, struct arena *arena);
/* The value of key; NULL where it is absent. Valid until the map changes. */
uint32_t *map_find(const struct map *map, struct span key);
/* The value of key, which is added with the value zero where it is absent; *added says so (NULL is
 * allowed). Valid until the map changes. */
uint32_t *map_add(struct map *map, struct span key, bool *added);
/* Gives the slots back of a map that nothing asks any more, as arena_return() does; it is empty. */
void map_return(struct map *map);

#endif
