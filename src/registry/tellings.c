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

/* The tellings of facts that are wanted and name canonical. */
static bool facts_tell(struct store *store, const int64_t *facts, size_t count,
                       const struct tellings_wanted *wanted, int64_t canonical, struct arena *arena,
                       struct stored_tellings *tellings, struct error *error)
{
    size_t kept = 0;
    if (!store->engine->tellings_of(store, facts, count, wanted->as_of, arena, tellings, error))
        return false;
    for (size_t i = 0; i < tellings->count; i++)
        if (kind_is_wanted(wanted, tellings->items[i].kind) &&
            tells_of(&tellings->items[i], canonical))
            tellings->items[kept++] = tellings->items[i];
    tellings->count = kept;
    return true;
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

/* The entity itself, and the facts that name it, each once. */
static size_t facts_of(const struct stored_namings *namings, int64_t canonical, int64_t *facts,
                       struct arena *arena)
{
    struct map seen;
    size_t count = 0;
    map_init(&seen, arena);
    facts[count++] = canonical;
    for (size_t i = 0; i < namings->count; i++) {
        const int64_t *fact = &namings->items[i].fact;
        bool added;
        map_add(&seen, (struct span){(const char *)fact, sizeof *fact}, &added);
        if (added && *fact != canonical)
            facts[count++] = *fact;
    }
    return count;
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
    const struct namings_wanted naming = {.kinds = kinds,
                                          .kind_count = kinds_of(store, wanted, kinds),
                                          .as_of = wanted->as_of,
                                          .limit = wanted->limit};
    struct stored_namings namings;
    *tellings = (struct stored_tellings){0};
    if (!store_facts_naming(store, canonical, &naming, arena, &namings, error))
        return false;
    tellings->hub = wanted->hub && names_often(&namings, wanted->hub, arena);
    if (tellings->hub)
        return true;
    int64_t *facts = ARENA_NEW(arena, int64_t, namings.count + 1);
    size_t count = facts_of(&namings, canonical, facts, arena);
    if (!facts_tell(store, facts, count, wanted, canonical, arena, tellings, error))
        return false;
    if (tellings->count)
        qsort(tellings->items, tellings->count, sizeof *tellings->items, by_report);
    if (tellings->count > wanted->limit)
        tellings->count = wanted->limit;
    return true;
}

bool store_tellings_newest(struct store *store, const struct tellings_wanted *wanted,
                           struct arena *arena, struct stored_tellings *tellings, bool *more,
                           struct error *error)
{
    return store->engine->tellings_newest(store, wanted, arena, tellings, more, error);
}
