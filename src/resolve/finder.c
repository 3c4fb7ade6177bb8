/* Asking about candidates, many at a time. */
#include "finder.h"

#include <string.h>

void finder_init(struct finder *finder, struct resolve_work *work, size_t limit,
                 struct arena *arena)
{
    *finder = (struct finder){.work = work, .arena = arena, .limit = limit};
    finder_forget(finder);
}

void finder_forget(struct finder *finder)
{
    map_init(&finder->keys, finder->arena);
    map_init(&finder->numbers, finder->arena);
    finder->candidates.count = finder->keys_asked = 0;
    finder->wanted.count = finder->profiles.count = 0;
}

/* The place of eight bytes in a map, which is the next one where they are new. */
static bool is_new(struct map *map, const void *bytes, size_t next, struct arena *arena)
{
    bool added;
    struct span key = {bytes, sizeof(uint64_t)};
    if (map_find(map, key))
        return false;
    *map_add(map, arena_copy(arena, key), &added) = (uint32_t)next;
    return true;
}

void finder_want_key(struct finder *finder, uint64_t key)
{
    struct arena *arena = finder->arena;
    if (is_new(&finder->keys, &key, finder->candidates.count, arena))
        ARRAY_PUSH(arena, &finder->candidates)->key = key;
}

bool finder_ask_keys(struct finder *finder)
{
    struct resolve_work *work = finder->work;
    size_t first = finder->keys_asked, count = finder->candidates.count - first;
    finder->keys_asked += count;
    return !count || store_candidates_of(work->store, finder->candidates.items + first, count,
                                         finder->limit, finder->arena, work->error);
}

const struct stored_entities *finder_key(const struct finder *finder, uint64_t key)
{
    const uint32_t *place = map_find(&finder->keys, (struct span){(const char *)&key, sizeof key});
    return &finder->candidates.items[*place].found;
}

void finder_want_profile(struct finder *finder, int64_t number)
{
    struct arena *arena = finder->arena;
    if (is_new(&finder->numbers, &number, finder->wanted.count, arena))
        *ARRAY_PUSH(arena, &finder->wanted) = number;
}

bool finder_ask_profiles(struct finder *finder)
{
    struct resolve_work *work = finder->work;
    size_t first = finder->profiles.count, count = finder->wanted.count - first;
    if (!count)
        return true;
    for (size_t i = 0; i < count; i++)
        ARRAY_PUSH(finder->arena, &finder->profiles);
    return store_profiles(work->store, finder->wanted.items + first, count, finder->arena,
                          finder->profiles.items + first, work->error);
}

const struct stored_profile *finder_profile(const struct finder *finder, int64_t number)
{
    const uint32_t *place =
        map_find(&finder->numbers, (struct span){(const char *)&number, sizeof number});
    return &finder->profiles.items[*place];
}
