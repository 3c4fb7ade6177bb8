/* Clues: by what a thing is found as a candidate, and what is kept of where it
 * appeared.
 *
 * Formats, all numbers little-endian:
 *   sources.clues      a byte: the number of keys, and VEILED where a name is redacted: then keys
 *                      and patronymics are keyed (redaction_hash()); keys, 8 bytes each; then
 * features, 7 bytes each: kind, value (4), year (2) profiles.features  10 bytes each: kind, count,
 * value (4), first and last year (2 each)
 *
 * Profiles are bounded: so the cost of a candidate does not grow with what is known of it. The keys
 * of an entity are written where it gets a name that is new to it or a feature that does not give
 * way, since keys are made of both.
 *
 * Facts have clues too, by which a resolver sees that one is not another without reading its
 * claims. They tell what reports say; where users decided on claims of a report, what its facts
 * are is asked of the claims alone, so their clues are left out of the profiles. */
#include <string.h>

#include "feature.h"
#include "map.h"
#include "store_sql_held.h"

enum { VEILED = 0x80, KEY_BYTES = 8, FEATURE_BYTES = 7, KEPT_BYTES = 10, AGAIN_SOURCES = 256 };

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- bytes ---- */

static char *put(char *into, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        into[i] = (char)(value >> 8 * i);
    return into + bytes;
}

static uint64_t take(const char *from, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value |= (uint64_t)(unsigned char)from[i] << 8 * i;
    return value;
}

struct span sql_clues_write(const struct new_source *source, const int64_t *canonicals, char *into)
{
    size_t keys = source->key_count < SOURCE_KEYS ? source->key_count : SOURCE_KEYS;
    size_t features =
        source->feature_count < SOURCE_FEATURES ? source->feature_count : SOURCE_FEATURES;
    char *end = into;
    if (!keys && !features)
        return SPAN("");
    end = put(end, keys | (source->veiled ? VEILED : 0), 1);
    for (size_t i = 0; i < keys; i++)
        end = put(end, source->keys[i], KEY_BYTES);
    for (size_t i = 0; i < features; i++) {
        const struct source_feature *feature = &source->features[i];
        uint64_t value = feature->reference ? (uint64_t)canonicals[feature->value - 1]
                                            : (uint64_t)feature->value;
        end = put(end, feature->kind, 1);
        end = put(end, value, 4);
        end = put(end, (uint16_t)feature->year, 2);
    }
    return (struct span){into, (size_t)(end - into)};
}

/* The bytes of a source's keys; the features follow them. */
static size_t keys_end(struct span clues)
{
    size_t end = clues.size ? 1 + ((unsigned char)clues.data[0] & ~VEILED) * (size_t)KEY_BYTES : 0;
    return end < clues.size ? end : clues.size;
}

struct span sql_clues_veil(struct span clues, const unsigned char key[DIGEST_KEY_SIZE], char *into)
{
    size_t end = keys_end(clues);
    if (!clues.size || clues.size > CLUES_MOST || ((unsigned char)clues.data[0] & VEILED))
        return clues;
    memcpy(into, clues.data, clues.size);
    put(into, (unsigned char)clues.data[0] | VEILED, 1);
    for (size_t at = 1; at + KEY_BYTES <= end; at += KEY_BYTES)
        put(into + at, redaction_hash(key, take(into + at, KEY_BYTES)), KEY_BYTES);
    for (size_t at = end; at + FEATURE_BYTES <= clues.size; at += FEATURE_BYTES) {
        uint8_t kind = (uint8_t)take(into + at, 1);
        if (kind == FEATURE_PATRONYMIC || kind == FEATURE_PATRONYMIC_LETTER)
            put(into + at + 1, (uint32_t)redaction_hash(key, take(into + at + 1, 4)), 4);
    }
    return (struct span){into, clues.size};
}

/* ---- profiles ---- */

struct profile {
    struct stored_feature features[PROFILE_FEATURES];
    size_t count;
};

static void profile_take(struct profile *profile, struct span bytes)
{
    profile->count = 0;
    for (size_t at = 0; at + KEPT_BYTES <= bytes.size && profile->count < PROFILE_FEATURES;
         at += KEPT_BYTES) {
        const char *from = bytes.data + at;
        profile->features[profile->count++] =
            (struct stored_feature){.kind = (uint8_t)take(from, 1),
                                    .count = (uint8_t)take(from + 1, 1),
                                    .value = (uint32_t)take(from + 2, 4),
                                    .first_year = (int16_t)take(from + 6, 2),
                                    .last_year = (int16_t)take(from + 8, 2)};
    }
}

static struct span profile_put(const struct profile *profile, char *into)
{
    char *end = into;
    for (size_t i = 0; i < profile->count; i++) {
        const struct stored_feature *feature = &profile->features[i];
        end = put(end, feature->kind, 1);
        end = put(end, feature->count, 1);
        end = put(end, feature->value, 4);
        end = put(end, (uint16_t)feature->first_year, 2);
        end = put(end, (uint16_t)feature->last_year, 2);
    }
    return (struct span){into, (size_t)(end - into)};
}

/* Where a new feature is to stand: behind the others, or in the place of the loose one that was
 * seen least and longest ago; PROFILE_FEATURES where there is none. */
static size_t profile_room(const struct profile *profile, uint8_t kind)
{
    size_t least = PROFILE_FEATURES;
    if (profile->count < PROFILE_FEATURES)
        return profile->count;
    for (size_t i = 0; i < profile->count; i++) {
        const struct stored_feature *one = &profile->features[i];
        if (one->kind < FEATURE_LOOSE || (kind >= FEATURE_LOOSE && one->count > 1))
            continue;
        if (least == PROFILE_FEATURES || one->count < profile->features[least].count ||
            (one->count == profile->features[least].count &&
             one->last_year < profile->features[least].last_year))
            least = i;
    }
    return least;
}

/* Whether the profile changed; *gained: by a feature that does not give way. */
static bool feature_add(struct profile *profile, const struct stored_feature *added, bool *gained)
{
    for (size_t i = 0; i < profile->count; i++) {
        struct stored_feature *one = &profile->features[i];
        if (one->kind != added->kind || one->value != added->value)
            continue;
        struct stored_feature before = *one;
        unsigned count = one->count + added->count;
        one->count = (uint8_t)(count < FEATURE_COUNT_MOST ? count : FEATURE_COUNT_MOST);
        if (added->first_year && (!one->first_year || added->first_year < one->first_year))
            one->first_year = added->first_year;
        if (added->last_year > one->last_year)
            one->last_year = added->last_year;
        return before.count != one->count || before.first_year != one->first_year ||
               before.last_year != one->last_year;
    }
    size_t room = profile_room(profile, added->kind);
    if (room == PROFILE_FEATURES)
        return false;
    profile->features[room] = *added;
    profile->count += room == profile->count;
    *gained |= added->kind < FEATURE_LOOSE;
    return true;
}

static bool profile_read(struct sql_store *store, enum derived derived, int64_t canonical,
                         struct profile *profile, struct error *error)
{
    static const char *const find[] = {"SELECT features FROM profiles WHERE canonical = ?",
                                       "SELECT features FROM profiles_new WHERE canonical = ?"};
    struct statement statement;
    bool row;
    profile->count = 0;
    if (!statement_begin(store, find[derived], &statement, error))
        return false;
    bind_integer(&statement, canonical);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        profile_take(profile, column_span(&statement, 0));
    statement_end(&statement);
    return true;
}

#define PROFILE_WRITE(suffix)                                                                      \
    ROWS_ENDING("INSERT INTO profiles" suffix " VALUES", "(?, ?)",                                 \
                " ON CONFLICT(canonical) DO UPDATE SET features = excluded.features")

static bool profile_write(struct sql_store *store, int64_t canonical, const struct profile *profile,
                          struct error *error)
{
    static const char *const write[] = {PROFILE_WRITE("")};
    char room[PROFILE_FEATURES * KEPT_BYTES];
    struct statement statement;
    if (!statement_begin(store, write[0], &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_blob(&statement, profile_put(profile, room));
    return statement_run(&statement, error);
}

/* ---- adding ---- */

static void keys_begin(struct sql_rows *rows, struct sql_store *store, enum derived derived)
{
    static const char *const add[][2] = {
        {ROWS_ENDING("INSERT INTO name_keys VALUES", "(?, ?)", " ON CONFLICT DO NOTHING")},
        {ROWS_ENDING("INSERT INTO name_keys_new VALUES", "(?, ?)", " ON CONFLICT DO NOTHING")}};
    sql_rows_begin(rows, store, add[derived][0], add[derived][1], 2);
}

static bool keys_add(struct sql_rows *rows, int64_t canonical, struct span clues,
                     struct error *error)
{
    for (size_t at = 1, end = keys_end(clues); at + KEY_BYTES <= end; at += KEY_BYTES) {
        int64_t key = (int64_t)take(clues.data + at, KEY_BYTES);
        bind_integer(&rows->statement, key);
        bind_integer(&rows->statement, canonical);
        if (!sql_rows_next(rows, error))
            return false;
        if (rows->statement.store->held &&
            !sql_held_key_add(rows->statement.store, key, canonical, error))
            return false;
    }
    return true;
}

static bool clues_to_profile(struct profile *profile, struct span clues, bool *gained)
{
    bool changed = false;
    for (size_t at = keys_end(clues); at + FEATURE_BYTES <= clues.size; at += FEATURE_BYTES) {
        const char *from = clues.data + at;
        int16_t year = (int16_t)take(from + 5, 2);
        struct stored_feature feature = {.kind = (uint8_t)take(from, 1),
                                         .count = 1,
                                         .value = (uint32_t)take(from + 1, 4),
                                         .first_year = year,
                                         .last_year = year};
        changed |= feature_add(profile, &feature, gained);
    }
    return changed;
}

static bool has_features(struct span clues)
{
    return keys_end(clues) < clues.size;
}

/* Profiles that the sources of a reading add to. */
struct adding {
    struct map places; /* of canonical entities */
    struct stored_features *before;
    struct profile *profiles;
    bool *changed;
    size_t count;
    size_t minted; /* so many, the last ones, have nothing before */
};

/* The place of a canonical entity's profile. */
static uint32_t *place_of(struct adding *adding, const int64_t *canonical, bool *added)
{
    return map_add(&adding->places, (struct span){(const char *)canonical, sizeof *canonical},
                   added);
}

static void profiles_collect(struct adding *adding, const struct derived_source *sources,
                             size_t count, bool minted)
{
    for (size_t i = 0; i < count; i++) {
        bool added;
        if (sources[i].minted != minted || !has_features(sources[i].clues))
            continue;
        uint32_t *place = place_of(adding, &sources[i].canonical, &added);
        if (!added)
            continue;
        *place = (uint32_t)adding->count;
        adding->before[adding->count++].canonical = sources[i].canonical;
        adding->minted += minted;
    }
}

/* Those that are held, of what was minted in the turn too. */
static bool profiles_recall(struct sql_store *store, struct adding *adding, struct error *error)
{
    int64_t *numbers = ARENA_NEW(adding->places.arena, int64_t, adding->count);
    for (size_t i = 0; i < adding->count; i++)
        numbers[i] = adding->before[i].canonical;
    if (!sql_held_load(store, numbers, adding->count, error))
        return false;
    for (size_t i = 0; i < adding->count; i++)
        profile_take(&adding->profiles[i], sql_held_entity(store, numbers[i])->features);
    return true;
}

static bool profiles_read(struct sql_store *store, enum derived derived, struct adding *adding,
                          struct arena *arena, struct error *error)
{
    size_t known = adding->count - adding->minted;
    if (store->held)
        return profiles_recall(store, adding, error);
    if (!store->driver->many) {
        for (size_t i = 0; i < known; i++)
            if (!profile_read(store, derived, adding->before[i].canonical, &adding->profiles[i],
                              error))
                return false;
        return true;
    }
    if (!store->driver->many->features_read(store, derived, adding->before, known, arena, error))
        return false;
    for (size_t i = 0; i < known; i++)
        profile_take(&adding->profiles[i], adding->before[i].bytes);
    return true;
}

static bool profiles_write(struct sql_store *store, enum derived derived,
                           const struct adding *adding, struct arena *arena, struct error *error)
{
    static const char *const write[][2] = {{PROFILE_WRITE("")}, {PROFILE_WRITE("_new")}};
    struct sql_rows rows;
    for (size_t i = 0; store->held && i < adding->count; i++) {
        char room[PROFILE_FEATURES * KEPT_BYTES];
        if (adding->changed[i])
            sql_held_features_set(store, adding->before[i].canonical,
                                  profile_put(&adding->profiles[i], room));
    }
    if (store->held)
        return true;
    sql_rows_begin(&rows, store, write[derived][0], write[derived][1], 2);
    for (size_t i = 0; i < adding->count; i++) {
        if (!adding->changed[i])
            continue;
        char *room = ARENA_ROOM(arena, char, adding->profiles[i].count *KEPT_BYTES);
        bind_integer(&rows.statement, adding->before[i].canonical);
        bind_blob(&rows.statement, profile_put(&adding->profiles[i], room));
        if (!sql_rows_next(&rows, error))
            return false;
    }
    return sql_rows_end(&rows, error);
}

bool sql_clues_add(struct sql_store *store, enum derived derived,
                   const struct derived_source *sources, size_t count, struct arena *arena,
                   struct error *error)
{
    struct adding adding = {.before = ARENA_NEW(arena, struct stored_features, count),
                            .profiles = ARENA_NEW(arena, struct profile, count),
                            .changed = ARENA_NEW(arena, bool, count)};
    struct sql_rows keys;
    map_init(&adding.places, arena);
    profiles_collect(&adding, sources, count, false);
    profiles_collect(&adding, sources, count, true);
    if (!profiles_read(store, derived, &adding, arena, error))
        return false;
    keys_begin(&keys, store, derived);
    for (size_t i = 0; i < count; i++) {
        const struct derived_source *source = &sources[i];
        bool gained = false;
        if (has_features(source->clues)) {
            uint32_t place = *place_of(&adding, &source->canonical, NULL);
            adding.changed[place] |=
                clues_to_profile(&adding.profiles[place], source->clues, &gained);
        }
        if ((source->fresh || gained) && !keys_add(&keys, source->canonical, source->clues, error))
            return false;
    }
    return sql_rows_end(&keys, error) && profiles_write(store, derived, &adding, arena, error);
}

bool sql_is_decided(struct sql_store *store, int64_t report, bool *decided, struct error *error)
{
    int64_t decisions;
    if (!sql_number(store,
                    "SELECT count(*) FROM reports r JOIN decisions d ON d.digest = r.digest"
                    " WHERE r.number = ?",
                    report, 0, &decisions, error))
        return false;
    *decided = decisions > 0;
    return true;
}

bool sql_fact_profiles_drop(struct sql_store *store, int64_t report, struct error *error)
{
    static const char drop[] =
        "DELETE FROM profiles WHERE canonical IN (SELECT i.canonical FROM sources s"
        " JOIN identities i ON i.report = s.report AND i.source = s.number"
        " AND i.known_to = " HOLDS " WHERE s.report = ? AND s.number > 0 AND s.name = ''"
        " AND s.known_to = " HOLDS ")";
    return sql_run_with(store, drop, &report, 1, error);
}

bool sql_profile_join(struct sql_store *store, int64_t from, int64_t to, struct error *error)
{
    struct profile added, profile;
    bool gained = false; /* asked of nobody here */
    if (!profile_read(store, DERIVED_TODAY, from, &added, error) ||
        !profile_read(store, DERIVED_TODAY, to, &profile, error))
        return false;
    for (size_t i = 0; i < added.count; i++)
        feature_add(&profile, &added.features[i], &gained);
    return profile_write(store, to, &profile, error);
}

/* The clues of the last sources of an entity into store->work: each with its size before it. */
static bool clues_collect(struct sql_store *store, int64_t canonical, struct error *error)
{
    static const char find[] =
        "SELECT s.clues FROM identities i JOIN sources s ON s.report = i.report"
        " AND s.number = i.source WHERE i.canonical = ? AND i.known_to = " HOLDS
        " AND s.known_to = " HOLDS " AND (s.name <> '' OR NOT EXISTS (SELECT 1 FROM reports r"
        " JOIN decisions d ON d.digest = r.digest WHERE r.number = s.report))"
        " ORDER BY i.report DESC, i.source LIMIT ?";
    struct statement statement;
    buffer_clear(&store->work);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_integer(&statement, AGAIN_SOURCES);
    for (bool row = true;;) {
        char size[2];
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        struct span clues = column_span(&statement, 0);
        put(size, clues.size, sizeof size);
        buffer_append(&store->work, (struct span){size, sizeof size});
        buffer_append(&store->work, clues);
    }
}

bool sql_clues_again(struct sql_store *store, int64_t canonical, struct error *error)
{
    struct profile profile = {.count = 0};
    bool gained = false; /* asked of nobody here */
    /* Keys that no source has any more stay: what they find is weighed by the profile. */
    if (!clues_collect(store, canonical, error))
        return false;
    struct span rest = buffer_span(&store->work);
    struct sql_rows keys;
    keys_begin(&keys, store, DERIVED_TODAY);
    while (rest.size >= 2) {
        size_t size = (size_t)take(rest.data, 2);
        struct span clues = span_slice(rest, 2, 2 + size);
        clues_to_profile(&profile, clues, &gained);
        if (!keys_add(&keys, canonical, clues, error))
            return false;
        rest = span_slice(rest, 2 + size, rest.size);
    }
    return sql_rows_end(&keys, error) && profile_write(store, canonical, &profile, error);
}

/* ---- asking ---- */

/* Gives each candidate the number and kind of what it was merged into. */
static bool redirects_follow(struct sql_store *store, struct stored_entities *entities,
                             struct error *error)
{
    for (size_t i = 0; i < entities->count; i++) {
        struct stored_entity *entity = &entities->items[i];
        int64_t target;
        if (!entity->reports) /* stands for: was not merged */
            continue;
        if (!sql_canonical_follow(store, entity->number, &target, error))
            return false;
        entity->number = target;
        entity->reports = 0;
        canonical_write(target, entity->id);
    }
    return true;
}

bool sql_candidates(struct store *base, uint64_t key, size_t limit, struct arena *arena,
                    struct stored_entities *entities, struct error *error)
{
    static const char find[] =
        "SELECT k.canonical, c.kind, '', c.redirect IS NOT NULL FROM name_keys k"
        " JOIN canonicals c ON c.number = k.canonical WHERE k.key = ? ORDER BY k.canonical LIMIT ?";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    *entities = (struct stored_entities){0};
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, (int64_t)key);
    bind_integer(&statement, (int64_t)limit);
    return sql_entities_read(&statement, arena, entities, error) &&
           redirects_follow(store, entities, error);
}

bool sql_candidates_of(struct store *base, struct key_candidates *keys, size_t count, size_t limit,
                       struct arena *arena, struct error *error)
{
    struct sql_store *store = sql_of(base);
    const struct sql_many *many = store->driver->many;
    if (store->held ? !sql_held_candidates(store, keys, count, limit, arena, error)
                    : many && !many->candidates(store, keys, count, limit, arena, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!(many ? redirects_follow(store, &keys[i].found, error)
                   : sql_candidates(base, keys[i].key, limit, arena, &keys[i].found, error)))
            return false;
    return true;
}

/* Fills what tells of the features. */
static void profile_tell(struct span features, struct arena *arena, struct stored_profile *stored)
{
    struct profile profile;
    profile_take(&profile, features);
    stored->count = profile.count;
    stored->features = ARENA_ROOM(arena, struct stored_feature, profile.count);
    for (size_t i = 0; i < profile.count; i++)
        stored->features[i] = profile.features[i];
}

/* The profile of an entity that was not merged; its number stays 0 where there is none. */
static bool profile_find(struct sql_store *store, int64_t number, struct arena *arena,
                         struct stored_profile *stored, struct error *error)
{
    static const char find[] =
        "SELECT c.number, c.kind, coalesce(k.name, ''), coalesce(k.reports, 0), p.features"
        " FROM canonicals c LEFT JOIN cards k ON k.canonical = c.number"
        " LEFT JOIN profiles p ON p.canonical = c.number"
        " WHERE c.number = ? AND c.redirect IS NULL";
    struct statement statement;
    bool row;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, number);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row && sql_entity_take(&statement, arena, &stored->entity))
        profile_tell(column_span(&statement, 4), arena, stored);
    statement_end(&statement);
    return true;
}

bool sql_profile(struct store *base, int64_t number, struct arena *arena,
                 struct stored_profile *stored, bool *found, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t target = number;
    *stored = (struct stored_profile){0};
    /* Few were merged away: their redirects are followed only then. */
    if (!profile_find(store, number, arena, stored, error) ||
        (!stored->entity.number && (!sql_canonical_follow(store, number, &target, error) ||
                                    !profile_find(store, target, arena, stored, error))))
        return false;
    *found = stored->entity.number != 0;
    return true;
}

/* The profiles of those that were not merged, by one question. */
static bool profiles_asked(struct sql_store *store, const int64_t *numbers, size_t count,
                           struct arena *arena, struct stored_profile *profiles,
                           struct error *error)
{
    struct raw_profile *raw = ARENA_NEW(arena, struct raw_profile, count);
    if (!store->driver->many->profiles(store, numbers, count, arena, raw, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        profiles[i].entity = raw[i].entity;
        profile_tell(raw[i].features, arena, &profiles[i]);
    }
    return true;
}

/* The same of what is held. */
static bool profiles_told(struct sql_store *store, const int64_t *numbers, size_t count,
                          struct arena *arena, struct stored_profile *profiles, struct error *error)
{
    if (!sql_held_load(store, numbers, count, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct held_entity *entity = sql_held_entity(store, numbers[i]);
        if (!entity->kind)
            continue;
        profiles[i].entity = (struct stored_entity){.number = entity->number,
                                                    .kind = entity->kind,
                                                    .name = arena_copy(arena, entity->name),
                                                    .reports = entity->reports};
        canonical_write(entity->number, profiles[i].entity.id);
        profile_tell(entity->features, arena, &profiles[i]);
    }
    return true;
}

bool sql_profiles(struct store *base, const int64_t *numbers, size_t count, struct arena *arena,
                  struct stored_profile *profiles, struct error *error)
{
    struct sql_store *store = sql_of(base);
    bool found;
    for (size_t i = 0; i < count; i++)
        profiles[i] = (struct stored_profile){0};
    if (store->held
            ? !profiles_told(store, numbers, count, arena, profiles, error)
            : store->driver->many && !profiles_asked(store, numbers, count, arena, profiles, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!profiles[i].entity.number &&
            !sql_profile(base, numbers[i], arena, &profiles[i], &found, error))
            return false;
    return true;
}
