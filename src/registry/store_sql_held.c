/* What a turn of the queue keeps in memory. */
#include "store_sql_held.h"

#include <string.h>

#include "map.h"
#include "store_queue.h"
#include "utf8.h"

/* A name of a canonical entity. */
struct held_name {
    int64_t canonical;
    struct span name;
    int64_t added; /* sources that bear it, since it was written last */
    int64_t id;    /* of its row, where the row is not written yet; 0 */
    bool is_there; /* there is a row of it */
    bool unsure;   /* … or none: it is to be asked */
    const struct schema_kind *kind;
};

/* The candidates of a key: entity.reports is not 0 where it was merged. */
struct held_key {
    size_t asked; /* so many, the first ones, were asked for; beside them is what was added since */
    struct stored_entities found;
};

/* The facts of a pair that are of one kind. */
struct held_pair {
    size_t asked;
    struct stored_entities facts; /* the newest first */
};

/* The reports of a band, the first ones. */
struct held_band {
    size_t asked;
    struct stored_reports found;
};

struct sql_held {
    struct arena *arena;
    bool busy;
    bool merging;
    int64_t merged[2]; /* the entities that are being merged */
    size_t text_bytes; /* of the texts that are held */
    struct map band_places;
    struct map text_places; /* of reports */
    struct {
        struct held_band *items;
        size_t count;
        size_t capacity;
    } bands;
    struct {
        struct span *items;
        size_t count;
        size_t capacity;
    } texts;
    struct map absent[ABSENCES]; /* what no report has: 1; 0: one has it since */
    struct map entity_places;
    struct map name_places;
    struct map key_places;
    struct map pair_places;
    struct {
        struct held_entity *items;
        size_t count;
        size_t capacity;
    } entities;
    struct {
        struct held_name *items;
        size_t count;
        size_t capacity;
    } names;
    struct {
        struct held_key *items;
        size_t count;
        size_t capacity;
    } keys;
    struct {
        struct held_pair *items;
        size_t count;
        size_t capacity;
    } pairs;
};

void sql_held_forget(struct sql_store *store)
{
    struct sql_held *held = store->held;
    for (size_t i = 0; i < ABSENCES; i++)
        map_init(&held->absent[i], held->arena);
    map_init(&held->band_places, held->arena);
    map_init(&held->text_places, held->arena);
    map_init(&held->entity_places, held->arena);
    map_init(&held->name_places, held->arena);
    map_init(&held->key_places, held->arena);
    map_init(&held->pair_places, held->arena);
    held->bands.count = held->texts.count = held->text_bytes = 0;
    held->entities.count = held->names.count = held->keys.count = held->pairs.count = 0;
}

void sql_held_begin(struct sql_store *store, struct arena *arena)
{
    store->held = ARENA_NEW(arena, struct sql_held, 1);
    store->held->arena = arena;
    sql_held_forget(store);
}

bool sql_held_is_busy(const struct sql_store *store)
{
    return store->held->busy;
}

/* The place of a key in a map, which is next where it is new. */
static uint32_t place_of(struct map *map, struct span key, size_t next, bool *added)
{
    uint32_t *place = map_find(map, key);
    *added = !place;
    if (place)
        return *place;
    *map_add(map, arena_copy(map->arena, key), NULL) = (uint32_t)next;
    return (uint32_t)next;
}

static struct span bytes_of(const int64_t *number)
{
    return (struct span){(const char *)number, sizeof *number};
}

/* ---- reports ---- */

bool sql_held_is_absent(const struct sql_store *store, enum held_absence what, struct span value)
{
    const uint32_t *absent = store->held ? map_find(&store->held->absent[what], value) : NULL;
    return absent && *absent;
}

/* Whether the database keeps a text as it is: of others two may become one. */
static bool is_kept(enum held_absence what, struct span value)
{
    bool is_text = what == ABSENT_PATH || what == ABSENT_ID;
    return !is_text || (!memchr(value.data, '\0', value.size) && utf8_check(value) == value.size);
}

void sql_held_appear(struct sql_store *store, enum held_absence what, struct span value)
{
    if (!store->held)
        return;
    if (!value.size || !is_kept(what, value))
        map_init(&store->held->absent[what], store->held->arena);
    else if (sql_held_is_absent(store, what, value))
        *map_find(&store->held->absent[what], value) = 0;
}

/* Asks which of the values some report has; the others are absent. */
static bool absence_find(struct sql_store *store, enum held_absence what, const struct span *values,
                         size_t count, struct error *error)
{
    struct sql_held *held = store->held;
    bool *known = ARENA_NEW(held->arena, bool, count);
    held->busy = true;
    bool fine = store->driver->many->reports_known(store, what, values, count, known, error);
    held->busy = false;
    for (size_t i = 0; i < count && fine; i++)
        if (!known[i] && values[i].size && is_kept(what, values[i]))
            *map_add(&held->absent[what], values[i], NULL) = 1;
    return fine;
}

/* ---- texts that are alike ---- */

enum {
    HELD_TEXT = 64 * 1024,        /* longer texts are asked for each time … */
    HELD_TEXTS = 16 * 1024 * 1024 /* … and what is more than so many bytes of all */
};

static struct held_band *band_hold(struct sql_held *held, size_t band, uint64_t hash)
{
    uint64_t key[2] = {band, hash};
    bool added;
    uint32_t place = place_of(&held->band_places, (struct span){(const char *)key, sizeof key},
                              held->bands.count, &added);
    if (added)
        *ARRAY_PUSH(held->arena, &held->bands) = (struct held_band){0};
    return &held->bands.items[place];
}

static const struct span *text_recall(const struct sql_held *held, int64_t report)
{
    const uint32_t *place = map_find(&held->text_places, bytes_of(&report));
    return place ? &held->texts.items[*place] : NULL;
}

/* The text is copied. */
static void text_hold(struct sql_held *held, int64_t report, struct span text)
{
    bool added;
    if (text.size > HELD_TEXT || held->text_bytes + text.size > HELD_TEXTS ||
        text_recall(held, report))
        return;
    place_of(&held->text_places, bytes_of(&report), held->texts.count, &added);
    *ARRAY_PUSH(held->arena, &held->texts) = arena_copy(held->arena, text);
    held->text_bytes += text.size;
}

void sql_held_report_add(struct sql_store *store, const struct new_report *report, int64_t number)
{
    struct sql_held *held = store->held;
    for (size_t i = 0; i < report->band_count; i++)
        *ARRAY_PUSH(held->arena,
                    &band_hold(held, i, report->bands[i])->found) = (struct stored_report){
            .number = number, .copy_of = report->copy_of, .text_size = (uint32_t)report->text.size};
    text_hold(held, number, report->text);
}

/* Asks for the bands that are not held; what was added since they were stays behind. */
static bool bands_load(struct sql_store *store, struct band_reports *bands, size_t count,
                       size_t limit, struct error *error)
{
    struct sql_held *held = store->held;
    struct band_reports *asked = ARENA_NEW(held->arena, struct band_reports, count);
    size_t asked_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct held_band *band = band_hold(held, bands[i].band, bands[i].hash);
        if (band->asked < limit)
            asked[asked_count++] = bands[i];
        band->asked = band->asked < limit ? limit : band->asked;
    }
    held->busy = true;
    bool fine =
        store->driver->many->bands_find(store, asked, asked_count, limit, held->arena, error);
    held->busy = false;
    for (size_t i = 0; i < asked_count && fine; i++) {
        struct held_band *band = band_hold(held, asked[i].band, asked[i].hash);
        for (size_t k = 0; k < band->found.count; k++)
            sql_report_alike(&asked[i].found, &band->found.items[k], held->arena);
        band->found = asked[i].found;
    }
    return fine;
}

bool sql_held_alike(struct sql_store *store, const uint64_t *bands, size_t count, size_t limit,
                    struct arena *arena, struct stored_reports *reports, struct error *error)
{
    struct band_reports *asked = ARENA_NEW(arena, struct band_reports, count);
    for (size_t i = 0; i < count; i++)
        asked[i] = (struct band_reports){.band = i, .hash = bands[i]};
    if (!bands_load(store, asked, count, limit, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct held_band *band = band_hold(store->held, i, bands[i]);
        for (size_t k = 0; k < band->found.count && k < limit; k++)
            sql_report_alike(reports, &band->found.items[k], arena);
    }
    return true;
}

bool sql_held_texts(struct sql_store *store, const int64_t *numbers, size_t count,
                    struct arena *arena, struct span *texts, struct error *error)
{
    const struct sql_many *many = store->driver->many;
    bool all = true;
    for (size_t i = 0; i < count; i++) {
        const struct span *text = text_recall(store->held, numbers[i]);
        texts[i] = text ? *text : SPAN("");
        all &= text != NULL;
    }
    if (all)
        return true;
    if (!many->report_texts(store, numbers, count, arena, texts, error))
        return false;
    for (size_t i = 0; i < count; i++)
        text_hold(store->held, numbers[i], texts[i]);
    return true;
}

/* Holds the texts of reports that are short, of all the reports that will be compared. */
static bool texts_look_ahead(struct sql_store *store, const struct stored_reports *reports,
                             struct error *error)
{
    struct sql_held *held = store->held;
    int64_t *numbers = ARENA_NEW(held->arena, int64_t, reports->count);
    struct span *texts = ARENA_NEW(held->arena, struct span, reports->count);
    size_t count = 0, bytes = 0;
    for (size_t i = 0; i < reports->count; i++) {
        uint32_t size = reports->items[i].text_size;
        if (size > HELD_TEXT || bytes + size > HELD_TEXTS)
            continue;
        bytes += size;
        numbers[count++] = reports->items[i].number;
    }
    held->busy = true;
    bool fine = store->driver->many->report_texts(store, numbers, count, held->arena, texts, error);
    held->busy = false;
    for (size_t i = 0; i < count && fine; i++)
        text_hold(held, numbers[i], texts[i]);
    return fine;
}

static bool bands_look_ahead(struct sql_store *store, const struct report_look *looks, size_t count,
                             struct error *error)
{
    struct sql_held *held = store->held;
    struct stored_reports found = {0};
    size_t limit = 0, asked_count = 0;
    for (size_t i = 0; i < count; i++) {
        asked_count += looks[i].band_count;
        limit = looks[i].alike_limit > limit ? looks[i].alike_limit : limit;
    }
    struct band_reports *asked = ARENA_NEW(held->arena, struct band_reports, asked_count);
    asked_count = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < looks[i].band_count; k++)
            asked[asked_count++] = (struct band_reports){.band = k, .hash = looks[i].bands[k]};
    if (!bands_load(store, asked, asked_count, limit, error))
        return false;
    for (size_t i = 0; i < asked_count; i++) {
        const struct held_band *band = band_hold(held, asked[i].band, asked[i].hash);
        for (size_t k = 0; k < band->found.count; k++)
            sql_report_alike(&found, &band->found.items[k], held->arena);
    }
    return texts_look_ahead(store, &found, error);
}

bool sql_look_ahead(struct store *base, const struct report_look *looks, size_t count,
                    struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    struct sql_held *held = store->held;
    if (!held || !count)
        return true;
    struct span *values[ABSENCES];
    for (size_t i = 0; i < ABSENCES; i++)
        values[i] = ARENA_NEW(held->arena, struct span, count);
    for (size_t i = 0; i < count; i++) {
        struct span digest = {(const char *)looks[i].digest.bytes, DIGEST_SIZE};
        values[ABSENT_DIGEST][i] = arena_copy(held->arena, digest);
        values[ABSENT_PATH][i] = arena_copy(held->arena, looks[i].path);
        values[ABSENT_ID][i] = arena_copy(held->arena, looks[i].id);
    }
    for (size_t i = 0; i < ABSENCES; i++)
        if (!absence_find(store, (enum held_absence)i, values[i], count, error))
            return false;
    return bands_look_ahead(store, looks, count, error);
}

/* ---- entities ---- */

struct held_entity *sql_held_entity(struct sql_store *store, int64_t number)
{
    const struct sql_held *held = store->held;
    const uint32_t *place = map_find(&held->entity_places, bytes_of(&number));
    bool changing = held->merging && (number == held->merged[0] || number == held->merged[1]);
    return place && !changing ? &held->entities.items[*place] : NULL;
}

/* The entity, which is new and empty where it was not held. */
static struct held_entity *entity_hold(struct sql_held *held, int64_t number, bool *added)
{
    uint32_t place = place_of(&held->entity_places, bytes_of(&number), held->entities.count, added);
    if (*added)
        *ARRAY_PUSH(held->arena, &held->entities) = (struct held_entity){.number = number};
    return &held->entities.items[place];
}

static void entity_fill(struct held_entity *entity, const struct raw_profile *found)
{
    *entity = (struct held_entity){.number = found->entity.number,
                                   .kind = found->entity.kind,
                                   .name = found->entity.name,
                                   .reports = found->entity.reports,
                                   .features = found->features,
                                   .has_card = true,
                                   .has_profile = true};
}

bool sql_held_load(struct sql_store *store, const int64_t *numbers, size_t count,
                   struct error *error)
{
    struct sql_held *held = store->held;
    int64_t *asked = ARENA_NEW(held->arena, int64_t, count);
    size_t asked_count = 0;
    bool added;
    for (size_t i = 0; i < count; i++) {
        entity_hold(held, numbers[i], &added);
        if (added)
            asked[asked_count++] = numbers[i];
    }
    if (!asked_count)
        return true;
    struct raw_profile *found = ARENA_NEW(held->arena, struct raw_profile, asked_count);
    held->busy = true;
    bool fine = store->driver->many->profiles(store, asked, asked_count, held->arena, found, error);
    held->busy = false;
    for (size_t i = 0; i < asked_count && fine; i++)
        if (found[i].entity.number)
            entity_fill(sql_held_entity(store, asked[i]), &found[i]);
    return fine;
}

void sql_held_mint(struct sql_store *store, int64_t number, const struct schema_kind *kind)
{
    bool added;
    *entity_hold(store->held, number, &added) =
        (struct held_entity){.number = number, .kind = kind, .name = SPAN(""), .minted = true};
}

void sql_held_features_set(struct sql_store *store, int64_t number, struct span features)
{
    struct held_entity *entity = sql_held_entity(store, number);
    entity->features = arena_copy(store->held->arena, features);
    entity->profile_changed = true;
}

void sql_held_card_count(struct sql_store *store, int64_t number, struct span name)
{
    struct held_entity *entity = sql_held_entity(store, number);
    size_t letters = utf8_count(name), others = utf8_count(entity->name);
    entity->reports++;
    entity->card_changed = true;
    if (letters > others || (letters == others && span_compare(name, entity->name) < 0))
        entity->name = arena_copy(store->held->arena, name);
}

void sql_held_ask(struct sql_store *store, bool asks)
{
    store->held->busy = asks;
}

void sql_held_listed_set(struct sql_store *store, int64_t number, const struct sql_listed *listed,
                         bool changed)
{
    struct held_entity *entity = sql_held_entity(store, number);
    struct arena *arena = store->held->arena;
    struct sql_listed *copy = ARENA_NEW(arena, struct sql_listed, 1);
    *copy = *listed;
    copy->key = arena_copy(arena, listed->key);
    copy->named = arena_copy(arena, listed->named);
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        copy->choices[i] = arena_copy(arena, listed->choices[i]);
    for (size_t i = 0; i < LISTED_DAYS; i++)
        copy->days[i] = arena_copy(arena, listed->days[i]);
    entity->listed = copy;
    entity->listed_changed |= changed;
}

/* ---- candidates ---- */

static struct held_key *key_hold(struct sql_held *held, int64_t key)
{
    bool added;
    uint32_t place = place_of(&held->key_places, bytes_of(&key), held->keys.count, &added);
    if (added)
        *ARRAY_PUSH(held->arena, &held->keys) = (struct held_key){0};
    return &held->keys.items[place];
}

/* Adds an entity where its number belongs, unless it is there; falling: the greatest first. */
static void entity_insert(struct stored_entities *entities, const struct stored_entity *entity,
                          bool falling, struct arena *arena)
{
    size_t at = entities->count;
    while (at && (falling ? entities->items[at - 1].number < entity->number
                          : entities->items[at - 1].number > entity->number))
        at--;
    if (at && entities->items[at - 1].number == entity->number)
        return;
    ARRAY_PUSH(arena, entities);
    memmove(&entities->items[at + 1], &entities->items[at],
            (entities->count - 1 - at) * sizeof *entity);
    entities->items[at] = *entity;
}

/* Adds those that were asked for, which are in the same order. */
static void entities_add(struct stored_entities *entities, const struct stored_entities *added,
                         bool falling, struct arena *arena)
{
    if (!entities->count) {
        *entities = *added;
        return;
    }
    for (size_t i = 0; i < added->count; i++)
        entity_insert(entities, &added->items[i], falling, arena);
}

/* An entity as candidates are told; its kind is NULL where there is none. */
static bool entity_tell(struct sql_store *store, int64_t number, struct stored_entity *told,
                        struct error *error)
{
    if (!sql_held_load(store, &number, 1, error))
        return false;
    const struct held_entity *entity = sql_held_entity(store, number);
    *told = (struct stored_entity){.number = number, .kind = entity->kind, .name = SPAN("")};
    canonical_write(number, told->id);
    return true;
}

bool sql_held_key_add(struct sql_store *store, int64_t key, int64_t canonical, struct error *error)
{
    struct stored_entity entity;
    if (!entity_tell(store, canonical, &entity, error))
        return false;
    if (entity.kind)
        entity_insert(&key_hold(store->held, key)->found, &entity, false, store->held->arena);
    return true;
}

/* The first of the entities, in arena. */
static struct stored_entities entities_copy(const struct stored_entities *entities, size_t limit,
                                            struct arena *arena)
{
    size_t count = entities->count < limit ? entities->count : limit;
    struct stored_entities copy = {
        .items = ARENA_NEW(arena, struct stored_entity, count), .count = count, .capacity = count};
    if (count)
        memcpy(copy.items, entities->items, count * sizeof *copy.items);
    return copy;
}

bool sql_held_candidates(struct sql_store *store, struct key_candidates *keys, size_t count,
                         size_t limit, struct arena *arena, struct error *error)
{
    struct sql_held *held = store->held;
    struct key_candidates *asked = ARENA_NEW(held->arena, struct key_candidates, count);
    size_t asked_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct held_key *known = key_hold(held, (int64_t)keys[i].key);
        if (known->asked >= limit)
            continue;
        known->asked = limit;
        asked[asked_count++].key = keys[i].key;
    }
    held->busy = true;
    bool fine =
        store->driver->many->candidates(store, asked, asked_count, limit, held->arena, error);
    held->busy = false;
    for (size_t i = 0; i < asked_count && fine; i++) {
        struct held_key *known = key_hold(held, (int64_t)asked[i].key);
        entities_add(&known->found, &asked[i].found, false, held->arena);
    }
    for (size_t i = 0; i < count && fine; i++)
        keys[i].found = entities_copy(&key_hold(held, (int64_t)keys[i].key)->found, limit, arena);
    return fine;
}

/* ---- pairs ---- */

static struct held_pair *pair_hold(struct sql_held *held, int64_t first, int64_t second,
                                   const struct schema_kind *kind)
{
    int64_t key[3] = {first, second, (int64_t)kind->number};
    bool added;
    uint32_t place = place_of(&held->pair_places, (struct span){(const char *)key, sizeof key},
                              held->pairs.count, &added);
    if (added)
        *ARRAY_PUSH(held->arena, &held->pairs) = (struct held_pair){0};
    return &held->pairs.items[place];
}

bool sql_held_pair_add(struct sql_store *store, int64_t first, int64_t second, int64_t fact,
                       struct error *error)
{
    struct stored_entity entity;
    if (!entity_tell(store, fact, &entity, error))
        return false;
    if (entity.kind)
        entity_insert(&pair_hold(store->held, first, second, entity.kind)->facts, &entity, true,
                      store->held->arena);
    return true;
}

bool sql_held_facts_of_pairs(struct sql_store *store, struct pair_facts *pairs, size_t count,
                             const struct schema_kind *kind, size_t limit, struct arena *arena,
                             struct error *error)
{
    struct sql_held *held = store->held;
    struct pair_facts *asked = ARENA_NEW(held->arena, struct pair_facts, count);
    struct raw_profiles told = {0};
    size_t asked_count = 0;
    bool added;
    for (size_t i = 0; i < count; i++) {
        struct held_pair *pair = pair_hold(held, pairs[i].first, pairs[i].second, kind);
        if (pair->asked >= limit)
            continue;
        pair->asked = limit;
        asked[asked_count++] =
            (struct pair_facts){.first = pairs[i].first, .second = pairs[i].second};
    }
    held->busy = true;
    bool fine = store->driver->many->facts_of_pairs(store, asked, asked_count, kind, limit, &told,
                                                    held->arena, error);
    held->busy = false;
    for (size_t i = 0; i < told.count && fine; i++) {
        struct held_entity *entity = entity_hold(held, told.items[i].entity.number, &added);
        if (added)
            entity_fill(entity, &told.items[i]);
    }
    for (size_t i = 0; i < asked_count && fine; i++) {
        struct held_pair *pair = pair_hold(held, asked[i].first, asked[i].second, kind);
        entities_add(&pair->facts, &asked[i].facts, true, held->arena);
    }
    for (size_t i = 0; i < count && fine; i++)
        pairs[i].facts = entities_copy(
            &pair_hold(held, pairs[i].first, pairs[i].second, kind)->facts, limit, arena);
    return fine;
}

/* ---- names ---- */

/* The name, which is new where it was not held. */
static struct held_name *name_hold(struct sql_held *held, const struct counted_name *name,
                                   bool *added)
{
    struct span key = arena_join(held->arena, bytes_of(&name->canonical), name->name);
    uint32_t place = place_of(&held->name_places, key, held->names.count, added);
    if (*added)
        *ARRAY_PUSH(held->arena, &held->names) = (struct held_name){
            .canonical = name->canonical, .name = span_slice(key, sizeof(int64_t), key.size)};
    return &held->names.items[place];
}

bool sql_held_names_count(struct sql_store *store, struct counted_name *names, size_t count,
                          struct error *error)
{
    struct sql_held *held = store->held;
    struct counted_name *asked = ARENA_NEW(held->arena, struct counted_name, count);
    size_t *places = ARENA_NEW(held->arena, size_t, count), asked_count = 0;
    bool added;
    for (size_t i = 0; i < count; i++) {
        struct held_name *name = name_hold(held, &names[i], &added);
        const struct held_entity *entity = sql_held_entity(store, names[i].canonical);
        name->added += names[i].sources;
        names[i].known = name->is_there || name->id;
        if (names[i].known || (!added && !name->unsure) || (entity && entity->minted))
            continue;
        name->unsure = false;
        places[asked_count] = i;
        asked[asked_count++] = names[i];
    }
    held->busy = true;
    bool fine = store->driver->many->names_known(store, asked, asked_count, error);
    held->busy = false;
    for (size_t i = 0; i < asked_count && fine; i++) {
        names[places[i]].known = asked[i].known;
        name_hold(held, &asked[i], &added)->is_there = asked[i].known;
    }
    return fine;
}

void sql_held_name_add(struct sql_store *store, int64_t id, const struct counted_name *name,
                       const struct schema_kind *kind)
{
    bool added;
    struct held_name *held = name_hold(store->held, name, &added);
    held->id = id;
    held->kind = kind;
}

/* ---- merging ---- */

bool sql_held_merge_begin(struct sql_store *store, int64_t from, int64_t to, struct error *error)
{
    struct sql_held *held = store->held;
    if (!sql_held_settle(store, error))
        return false;
    held->merging = true;
    held->merged[0] = from;
    held->merged[1] = to;
    return true;
}

bool sql_held_is_merging(const struct sql_store *store)
{
    return store->held->merging;
}

/* Names go from one to the other. */
static void names_doubt(struct sql_held *held, int64_t from, int64_t to)
{
    for (size_t i = 0; i < held->names.count; i++) {
        struct held_name *name = &held->names.items[i];
        if (name->canonical != from && name->canonical != to)
            continue;
        name->is_there = false;
        name->unsure = true;
    }
}

/* What keys lead to the one that is no more is followed. */
static void keys_redirect(struct sql_held *held, int64_t from)
{
    for (size_t i = 0; i < held->keys.count; i++) {
        struct stored_entities *found = &held->keys.items[i].found;
        for (size_t k = 0; k < found->count; k++)
            if (found->items[k].number == from)
                found->items[k].reports = 1;
    }
}

bool sql_held_merge_end(struct sql_store *store, int64_t from, int64_t to, struct error *error)
{
    struct sql_held *held = store->held;
    struct raw_profile found = {0};
    bool added;
    held->merging = false;
    held->busy = true;
    bool fine = store->driver->many->profiles(store, &to, 1, held->arena, &found, error);
    held->busy = false;
    *entity_hold(held, from, &added) = (struct held_entity){.number = from};
    *entity_hold(held, to, &added) = (struct held_entity){.number = to};
    if (fine && found.entity.number)
        entity_fill(sql_held_entity(store, to), &found);
    names_doubt(held, from, to);
    keys_redirect(held, from);
    map_init(&held->pair_places, held->arena);
    held->pairs.count = 0;
    return fine;
}

/* ---- writing ---- */

static bool name_write(struct sql_rows *rows, const struct held_name *name, struct error *error)
{
    bind_integer(&rows->statement, name->id);
    bind_integer(&rows->statement, name->canonical);
    bind_text(&rows->statement, name->name);
    bind_text(&rows->statement, name->kind->name);
    bind_integer(&rows->statement, name->added);
    return sql_rows_next(rows, error);
}

static bool names_write(struct sql_store *store, struct error *error)
{
    static const char insert[] = "INSERT INTO names VALUES(?, ?, ?, ?, ?)";
    struct sql_held *held = store->held;
    struct counted_name *known = ARENA_NEW(held->arena, struct counted_name, held->names.count);
    size_t known_count = 0;
    struct sql_rows rows;
    sql_rows_begin(&rows, store, insert, NULL, 5);
    for (size_t i = 0; i < held->names.count; i++) {
        struct held_name *name = &held->names.items[i];
        if (name->is_there && name->added)
            known[known_count++] = (struct counted_name){
                .canonical = name->canonical, .name = name->name, .sources = name->added};
        if (name->id && !name_write(&rows, name, error))
            return false;
        name->is_there |= name->id != 0;
        if (name->is_there) /* else its row is still to come: sql_held_name_add() */
            name->id = name->added = 0;
    }
    return sql_rows_end(&rows, error) &&
           store->driver->many->names_count(store, DERIVED_TODAY, known, known_count, error);
}

static bool card_write(struct sql_rows *rows, const struct held_entity *entity, struct error *error)
{
    bind_integer(&rows->statement, entity->number);
    bind_text(&rows->statement, entity->kind->name);
    bind_text(&rows->statement, entity->name);
    bind_integer(&rows->statement, entity->reports);
    return sql_rows_next(rows, error);
}

/* Names and numbers of reports. Rows of what was minted cannot be there yet, the first time. */
static bool cards_write(struct sql_store *store, bool minted, struct error *error)
{
    static const char *const insert[] = {
        "INSERT INTO cards(canonical, kind, name, reports) VALUES(?, ?, ?, ?)"
        " ON CONFLICT(canonical) DO UPDATE SET name = excluded.name, reports = excluded.reports",
        "INSERT INTO cards(canonical, kind, name, reports) VALUES(?, ?, ?, ?)"};
    struct sql_held *held = store->held;
    struct sql_rows rows;
    sql_rows_begin(&rows, store, insert[minted], NULL, 4);
    for (size_t i = 0; i < held->entities.count; i++) {
        struct held_entity *entity = &held->entities.items[i];
        if (!entity->card_changed || entity->has_card == minted || entity->listed_changed)
            continue;
        if (!card_write(&rows, entity, error))
            return false;
        entity->card_changed = false;
        entity->has_card = true;
    }
    return sql_rows_end(&rows, error);
}

/* Whole cards, of those whose other columns changed too. */
static bool whole_cards_write(struct sql_store *store, bool minted, struct error *error)
{
#define CARD                                                                                       \
    "INSERT INTO cards(canonical, kind, name, key, ordered, choice1, choice2, day1, day2, day3,"   \
    " region1, region2, region3, confidence, state, named, reports)"                               \
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    static const char *const insert[] = {
        CARD " ON CONFLICT(canonical) DO UPDATE SET name = excluded.name, key = excluded.key,"
             " ordered = excluded.ordered, choice1 = excluded.choice1, choice2 = excluded.choice2,"
             " day1 = excluded.day1, day2 = excluded.day2, day3 = excluded.day3,"
             " region1 = excluded.region1, region2 = excluded.region2, region3 = excluded.region3,"
             " confidence = excluded.confidence, state = excluded.state, named = excluded.named,"
             " reports = excluded.reports",
        CARD};
    struct sql_held *held = store->held;
    struct sql_rows rows;
    sql_rows_begin(&rows, store, insert[minted], NULL, 17);
    for (size_t i = 0; i < held->entities.count; i++) {
        struct held_entity *entity = &held->entities.items[i];
        if (!entity->listed_changed || entity->has_card == minted)
            continue;
        bind_integer(&rows.statement, entity->number);
        bind_text(&rows.statement, entity->kind->name);
        bind_text(&rows.statement, entity->name);
        sql_listed_bind(&rows.statement, entity->listed);
        bind_integer(&rows.statement, entity->reports);
        if (!sql_rows_next(&rows, error))
            return false;
        entity->card_changed = entity->listed_changed = false;
        entity->has_card = true;
    }
    return sql_rows_end(&rows, error);
}

static bool profiles_write(struct sql_store *store, bool minted, struct error *error)
{
    static const char *const insert[] = {"INSERT INTO profiles VALUES(?, ?) ON CONFLICT(canonical)"
                                         " DO UPDATE SET features = excluded.features",
                                         "INSERT INTO profiles VALUES(?, ?)"};
    struct sql_held *held = store->held;
    struct sql_rows rows;
    sql_rows_begin(&rows, store, insert[minted], NULL, 2);
    for (size_t i = 0; i < held->entities.count; i++) {
        struct held_entity *entity = &held->entities.items[i];
        if (!entity->profile_changed || entity->has_profile == minted)
            continue;
        bind_integer(&rows.statement, entity->number);
        bind_blob(&rows.statement, entity->features);
        if (!sql_rows_next(&rows, error))
            return false;
        entity->profile_changed = false;
        entity->has_profile = true;
    }
    return sql_rows_end(&rows, error);
}

/* What was there is written first: in the same run rows of what was minted come to be there. */
bool sql_held_settle(struct sql_store *store, struct error *error)
{
    struct sql_held *held = store->held;
    held->busy = true;
    bool fine = names_write(store, error) && cards_write(store, false, error) &&
                whole_cards_write(store, false, error) && cards_write(store, true, error) &&
                whole_cards_write(store, true, error) && profiles_write(store, false, error) &&
                profiles_write(store, true, error);
    held->busy = false;
    return fine;
}

bool sql_held_end(struct sql_store *store, struct error *error)
{
    bool fine = sql_held_settle(store, error);
    store->held = NULL;
    return fine;
}
