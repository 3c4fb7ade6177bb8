/* What reports tell of facts, made of the store's other questions. */
#include <stdlib.h>

#include "engine.h"
#include "map.h"

static bool kind_is_wanted(const struct tellings_wanted *wanted, const struct schema_kind *kind)
{
    for (size_t i = 0; i < wanted->kind_count; i++)
        if (wanted->kinds[i] == kind)
            return true;
    return !wanted->kind_count && kind->is_fact;
}

/* Whether a telling is of the entity, or names it. */
static bool tells_of(const struct stored_telling *telling, int64_t canonical)
{
    if (telling->fact == canonical)
        return true;
    for (size_t i = 0; i < telling->members.count; i++)
        if (telling->members.items[i].number == canonical)
            return true;
    return false;
}

static int by_report(const void *left, const void *right)
{
    const struct stored_telling *a = left, *b = right;
    int order = (a->report < b->report) - (a->report > b->report);
    return order ? order : (a->source > b->source) - (a->source < b->source);
}

/* The kinds that are wanted: all kinds of facts where none is named. */
static size_t kinds_of(const struct store *store, const struct tellings_wanted *wanted,
                       const struct schema_kind **kinds)
{
    const struct schema *schema = store_schema(store);
    size_t count = 0;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (kind_is_wanted(wanted, &schema->kinds[i]))
            kinds[count++] = &schema->kinds[i];
    return count;
}

/* Leaves the places of facts of the kinds that are wanted. */
static void places_choose(const struct tellings_wanted *wanted, struct telling_places *places)
{
    size_t kept = 0;
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].kind && places->items[i].kind->is_fact &&
            kind_is_wanted(wanted, places->items[i].kind))
            places->items[kept++] = places->items[i];
    places->count = kept;
}

/* Leaves the tellings that name the entity: the claim that did may have been rejected. */
static void tellings_choose(int64_t canonical, struct stored_tellings *tellings)
{
    size_t kept = 0;
    for (size_t i = 0; i < tellings->count; i++)
        if (tells_of(&tellings->items[i], canonical))
            tellings->items[kept++] = tellings->items[i];
    tellings->count = kept;
}

/* Whether more than so many tellings are among what names an entity: one may name it twice. */
static bool names_often(const struct stored_namings *namings, size_t most, struct arena *arena)
{
    struct map seen;
    size_t count = 0;
    map_init(&seen, arena);
    for (size_t i = 0; i < namings->count && namings->count > most; i++) {
        int64_t *key = ARENA_NEW(arena, int64_t, 2);
        bool added;
        key[0] = namings->items[i].fact;
        key[1] = namings->items[i].report;
        map_add(&seen, (struct span){(const char *)key, 2 * sizeof *key}, &added);
        count += added;
    }
    return count > most;
}

bool store_tellings_naming(struct store *store, int64_t canonical,
                           const struct tellings_wanted *wanted, struct arena *arena,
                           struct stored_tellings *tellings, struct error *error)
{
    const struct schema_kind **kinds =
        ARENA_NEW(arena, const struct schema_kind *, store_schema(store)->kind_count);
    struct namings_wanted naming = {.kinds = kinds,
                                    .kind_count = kinds_of(store, wanted, kinds),
                                    .as_of = wanted->as_of,
                                    .limit = wanted->limit};
    struct stored_namings namings;
    *tellings = (struct stored_tellings){0};
    if (!store_facts_naming(store, canonical, &naming, arena, &namings, error))
        return false;
    if (namings.count == wanted->limit && date_is_set(wanted->until)) {
        naming.until = wanted->until;
        if (!store_facts_naming(store, canonical, &naming, arena, &namings, error))
            return false;
    }
    tellings->hub = wanted->hub && names_often(&namings, wanted->hub, arena);
    if (tellings->hub)
        return true;
    /* The entity itself may be a fact. */
    struct telling_places places = {0};
    struct stored_entity entity;
    bool found;
    if (!store_entity(store, canonical, arena, &entity, &found, error) ||
        (found && entity.kind->is_fact &&
         !store->engine->telling_places(store, canonical, wanted->as_of, arena, &places, error)))
        return false;
    places_choose(wanted, &places);
    for (size_t i = 0; i < namings.count; i++)
        *ARRAY_PUSH(arena, &places) =
            (struct telling_place){namings.items[i].fact, namings.items[i].kind,
                                   namings.items[i].report, namings.items[i].source};
    if (!store->engine->tellings_at(store, &places, wanted->as_of, arena, tellings, error))
        return false;
    tellings_choose(canonical, tellings);
    if (tellings->count)
        qsort(tellings->items, tellings->count, sizeof *tellings->items, by_report);
    if (tellings->count > wanted->limit)
        tellings->count = wanted->limit;
    return true;
}

bool store_tellings_newest(struct store *store, const struct tellings_wanted *wanted,
                           struct arena *arena, const struct tellings_taker *taker, bool *more,
                           struct error *error)
{
    return store->engine->tellings_newest(store, wanted, arena, taker, more, error);
}
