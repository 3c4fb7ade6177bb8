/* The hash map: linear probing, at most three quarters full. */
#include "map.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

static uint32_t key_hash(struct span key)
{
    return (uint32_t)XXH3_64bits(key.data, key.size);
}

/* The slot of key, or the free slot where it belongs. */
static struct map_slot *slot_of(const struct map *map, struct span key, uint32_t hash)
{
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct map_slot *slot = &map->slots[i];
        if (!slot->key.data || (slot->hash == hash && span_equal(slot->key, key)))
            return slot;
    }
}

uint32_t *map_find(const struct map *map, struct span key)
{
    if (map->count == 0)
        return NULL;
    struct map_slot *slot = slot_of(map, key.data ? key : SPAN(""), key_hash(key));
    return slot->key.data ? &slot->value : NULL;
}

static void slots_return(struct map *map, struct map_slot *slots, size_t capacity)
{
    if (capacity > 0)
        arena_return(map->arena, slots, capacity * sizeof *slots);
}

static void map_grow(struct map *map)
{
    struct map_slot *old = map->slots;
    size_t old_capacity = map->capacity;
    map->capacity = old_capacity ? old_capacity * 2 : 16;
    map->slots = ARENA_NEW(map->arena, struct map_slot, map->capacity);
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].key.data)
            *slot_of(map, old[i].key, old[i].hash) = old[i];
    slots_return(map, old, old_capacity);
}

uint32_t *map_add(struct map *map, struct span key, bool *added)
{
    if (!key.data)
        key = SPAN("");
    if (map->count * 4 >= map->capacity * 3)
        map_grow(map);
    uint32_t hash = key_hash(key);
    struct map_slot *slot = slot_of(map, key, hash);
    if (added)
        *added = !slot->key.data;
    if (!slot->key.data) {
        *slot = (struct map_slot){.key = key, .hash = hash};
        map->count++;
    }
    return &slot->value;
}

void map_return(struct map *map)
{
    slots_return(map, map->slots, map->capacity);
    map_init(map, map->arena);
}
