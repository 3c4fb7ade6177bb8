/* Questions about many at once in PostgreSQL: what is asked for travels as arrays, and one
 * statement answers for all of it. A statement costs the server as much as ten rows of its answer.
 */
#include "store_postgres.h"

#include "store_sql_held.h"

/* Begins a question with lists, which are empty. */
static bool ask_begin(struct sql_store *store, const char *text, size_t lists,
                      struct statement *statement, struct error *error)
{
    if (!statement_begin(store, text, statement, error) ||
        !postgres_statement_ready(postgres_of(store), statement->handle, error))
        return false;
    for (size_t i = 0; i < lists; i++)
        postgres_array_begin(&postgres_of(store)->asked[i]);
    return true;
}

static struct postgres_array *list_of(struct sql_store *store, size_t list)
{
    return &postgres_of(store)->asked[list];
}

static bool many_names_count(struct sql_store *store, enum derived derived,
                             struct counted_name *names, size_t count, struct error *error)
{
#define COUNT(suffix)                                                                              \
    "UPDATE names" suffix " AS n SET sources = n.sources + a.sources FROM"                         \
    " unnest($1, $2, $3) WITH ORDINALITY AS a(canonical, name, sources, place)"                    \
    " WHERE n.canonical = a.canonical AND n.name = a.name RETURNING a.place"
    static const char *const update[] = {COUNT(""), COUNT("_new")};
    struct statement statement;
    if (!count)
        return true;
    if (!ask_begin(store, update[derived], 3, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        postgres_array_add_integer(list_of(store, 0), names[i].canonical);
        postgres_array_add_text(postgres_of(store), list_of(store, 1), names[i].name);
        postgres_array_add_integer(list_of(store, 2), names[i].sources);
    }
    if (!postgres_ask(&statement, 3, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        names[column_integer(&statement, 0) - 1].known = true;
    }
    return done;
}

static bool many_features_read(struct sql_store *store, enum derived derived,
                               struct stored_features *features, size_t count, struct arena *arena,
                               struct error *error)
{
#define FEATURES(suffix)                                                                           \
    "SELECT a.place, p.features FROM unnest($1) WITH ORDINALITY AS a(canonical, place)"            \
    " JOIN profiles" suffix " p ON p.canonical = a.canonical"
    static const char *const find[] = {FEATURES(""), FEATURES("_new")};
    struct statement statement;
    if (!count)
        return true;
    if (!ask_begin(store, find[derived], 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        postgres_array_add_integer(list_of(store, 0), features[i].canonical);
    if (!postgres_ask(&statement, 1, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        features[column_integer(&statement, 0) - 1].bytes = column_text(&statement, 1, arena);
    }
    return done;
}

static bool many_canonicals_check(struct sql_store *store, int64_t *canonicals, size_t count,
                                  struct error *error)
{
    static const char find[] = "SELECT a.place FROM unnest($1) WITH ORDINALITY AS"
                               " a(number, place) LEFT JOIN canonicals c ON c.number = a.number"
                               " AND c.redirect IS NULL WHERE c.number IS NULL";
    struct statement statement;
    if (!ask_begin(store, find, 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (canonicals[i])
            postgres_array_add_integer(list_of(store, 0), canonicals[i]);
    if (!list_of(store, 0)->count)
        return true;
    if (!postgres_ask(&statement, 1, error))
        return false;
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        int64_t place = column_integer(&statement, 0);
        for (size_t i = 0; i < count; i++)
            if (canonicals[i] && !--place)
                canonicals[i] = -1; /* the places of those behind it stay */
    }
    for (size_t i = 0; i < count; i++)
        if (canonicals[i] < 0)
            canonicals[i] = 0;
    return true;
}

static bool many_reports_alike(struct sql_store *store, const uint64_t *bands, size_t count,
                               size_t limit, struct arena *arena, struct stored_reports *reports,
                               struct error *error)
{
    static const char find[] =
        "SELECT b.report, coalesce(r.copy_of, 0) FROM unnest($1) WITH ORDINALITY AS a(hash, place)"
        ", LATERAL (SELECT report FROM bands WHERE band = a.place - 1 AND hash = a.hash"
        " ORDER BY report LIMIT $2) AS b JOIN reports r ON r.number = b.report"
        " ORDER BY a.place, b.report";
    struct statement statement;
    if (!ask_begin(store, find, 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        postgres_array_add_integer(list_of(store, 0), (int64_t)bands[i]);
    bind_integer(&statement, (int64_t)limit);
    if (!count || !postgres_ask(&statement, 1, error))
        return !count;
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct stored_report report = {.number = column_integer(&statement, 0),
                                       .copy_of = column_integer(&statement, 1)};
        sql_report_alike(reports, &report, arena);
    }
    return done;
}

/* Asks for numbers, the first list. */
static bool numbers_ask(struct sql_store *store, const char *find, const int64_t *numbers,
                        size_t count, struct statement *statement, struct error *error)
{
    if (!ask_begin(store, find, 1, statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        postgres_array_add_integer(list_of(store, 0), numbers[i]);
    return postgres_ask(statement, 1, error);
}

static bool many_report_texts(struct sql_store *store, const int64_t *numbers, size_t count,
                              struct arena *arena, struct span *texts, struct error *error)
{
    static const char find[] = "SELECT a.place, t.text FROM unnest($1) WITH ORDINALITY AS"
                               " a(number, place) JOIN texts t ON t.report = a.number";
    struct statement statement;
    for (size_t i = 0; i < count; i++)
        texts[i] = SPAN("");
    if (!count || !numbers_ask(store, find, numbers, count, &statement, error))
        return !count;
    bool done;
    while (statement_row(&statement, &done, error)) {
        texts[column_integer(&statement, 0) - 1] = column_text(&statement, 1, arena);
    }
    return done;
}

static bool many_candidates(struct sql_store *store, struct key_candidates *keys, size_t count,
                            size_t limit, struct arena *arena, struct error *error)
{
    /* The entity stands first, as sql_entity_take() wants it. */
    static const char find[] =
        "SELECT k.canonical, c.kind, '', (c.redirect IS NOT NULL)::int, a.place"
        " FROM unnest($1) WITH ORDINALITY AS a(key, place), LATERAL"
        " (SELECT canonical FROM name_keys WHERE key = a.key ORDER BY canonical LIMIT $2) AS k"
        " JOIN canonicals c ON c.number = k.canonical ORDER BY a.place, k.canonical";
    struct statement statement;
    if (!ask_begin(store, find, 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        postgres_array_add_integer(list_of(store, 0), (int64_t)keys[i].key);
        keys[i].found = (struct stored_entities){0};
    }
    bind_integer(&statement, (int64_t)limit);
    if (!count || !postgres_ask(&statement, 1, error))
        return !count;
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct stored_entity entity;
        if (sql_entity_take(&statement, arena, &entity))
            *ARRAY_PUSH(arena, &keys[column_integer(&statement, 4) - 1].found) = entity;
    }
    return done;
}

static bool many_profiles(struct sql_store *store, const int64_t *numbers, size_t count,
                          struct arena *arena, struct raw_profile *profiles, struct error *error)
{
    static const char find[] =
        "SELECT c.number, c.kind, coalesce(k.name, ''), coalesce(k.reports, 0), p.features,"
        " a.place FROM unnest($1) WITH ORDINALITY AS a(number, place)"
        " JOIN canonicals c ON c.number = a.number AND c.redirect IS NULL"
        " LEFT JOIN cards k ON k.canonical = c.number"
        " LEFT JOIN profiles p ON p.canonical = c.number";
    struct statement statement;
    if (!count || !numbers_ask(store, find, numbers, count, &statement, error))
        return !count;
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct raw_profile *profile = &profiles[column_integer(&statement, 5) - 1];
        if (sql_entity_take(&statement, arena, &profile->entity))
            profile->features = column_text(&statement, 4, arena);
    }
    return done;
}

static bool many_facts_of_pairs(struct sql_store *store, struct pair_facts *pairs, size_t count,
                                const struct schema_kind *kind, size_t limit,
                                struct raw_profiles *told, struct arena *arena, struct error *error)
{
    static const char find[] =
        "SELECT p.fact, $3, coalesce(k.name, ''), coalesce(k.reports, 0), a.place, f.features,"
        " p.redirect IS NOT NULL"
        " FROM unnest($1, $2) WITH ORDINALITY AS a(first, second, place), LATERAL"
        " (SELECT p.fact, c.redirect FROM pairs p JOIN canonicals c ON c.number = p.fact"
        " AND c.kind = $3 WHERE p.first = a.first AND p.second = a.second"
        " ORDER BY p.fact DESC LIMIT $4) AS p"
        " LEFT JOIN cards k ON k.canonical = p.fact LEFT JOIN profiles f ON f.canonical = p.fact"
        " ORDER BY a.place, p.fact DESC";
    struct statement statement;
    if (!ask_begin(store, find, 2, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        postgres_array_add_integer(list_of(store, 0), pairs[i].first);
        postgres_array_add_integer(list_of(store, 1), pairs[i].second);
        pairs[i].facts = (struct stored_entities){0};
    }
    bind_text(&statement, kind->name);
    bind_integer(&statement, (int64_t)limit);
    if (!count || !postgres_ask(&statement, 2, error))
        return !count;
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct raw_profile fact;
        if (!sql_entity_take(&statement, arena, &fact.entity))
            continue;
        if (told && !column_integer(&statement, 6)) {
            fact.features = column_text(&statement, 5, arena);
            *ARRAY_PUSH(arena, told) = fact;
        }
        fact.entity.name = SPAN("");
        fact.entity.reports = 0;
        *ARRAY_PUSH(arena, &pairs[column_integer(&statement, 4) - 1].facts) = fact.entity;
    }
    return done;
}

static bool many_names_known(struct sql_store *store, struct counted_name *names, size_t count,
                             struct error *error)
{
    static const char find[] = "SELECT a.place FROM unnest($1, $2) WITH ORDINALITY AS"
                               " a(canonical, name, place) JOIN names n"
                               " ON n.canonical = a.canonical AND n.name = a.name";
    struct statement statement;
    if (!count)
        return true;
    if (!ask_begin(store, find, 2, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        postgres_array_add_integer(list_of(store, 0), names[i].canonical);
        postgres_array_add_text(postgres_of(store), list_of(store, 1), names[i].name);
    }
    if (!postgres_ask(&statement, 2, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        names[column_integer(&statement, 0) - 1].known = true;
    }
    return done;
}

/* Adds a value to the lists of a question. */
static void value_add(struct sql_store *store, enum held_absence what, struct span value)
{
    struct sql_value bound = {.type = SQL_BLOB, .bytes = value};
    if (what == ABSENT_DIGEST)
        postgres_array_add(postgres_of(store), list_of(store, 0), &bound);
    else
        postgres_array_add_text(postgres_of(store), list_of(store, 0), value);
}

static bool many_bands_find(struct sql_store *store, struct band_reports *bands, size_t count,
                            size_t limit, struct arena *arena, struct error *error)
{
    static const char find[] =
        "SELECT a.place, b.report, coalesce(r.copy_of, 0), r.size FROM unnest($1, $2)"
        " WITH ORDINALITY AS a(band, hash, place), LATERAL (SELECT report FROM bands"
        " WHERE band = a.band AND hash = a.hash ORDER BY report LIMIT $3) AS b"
        " JOIN reports r ON r.number = b.report ORDER BY a.place, b.report";
    struct statement statement;
    if (!ask_begin(store, find, 2, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        postgres_array_add_integer(list_of(store, 0), (int64_t)bands[i].band);
        postgres_array_add_integer(list_of(store, 1), (int64_t)bands[i].hash);
        bands[i].found = (struct stored_reports){0};
    }
    bind_integer(&statement, (int64_t)limit);
    if (!count || !postgres_ask(&statement, 2, error))
        return !count;
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, &bands[column_integer(&statement, 0) - 1].found) =
            (struct stored_report){.number = column_integer(&statement, 1),
                                   .copy_of = column_integer(&statement, 2),
                                   .text_size = (uint32_t)column_integer(&statement, 3)};
    }
    return done;
}

static bool many_reports_known(struct sql_store *store, int what, const struct span *values,
                               size_t count, bool *known, struct error *error)
{
#define LISTED " FROM unnest($1) WITH ORDINALITY AS a(value, place)"
    static const char *const find[ABSENCES] = {
        [ABSENT_DIGEST] = "SELECT a.place" LISTED " JOIN reports r ON r.digest = a.value",
        [ABSENT_PATH] = "SELECT a.place" LISTED " JOIN reports r ON r.path = a.value"
                        " AND r.path <> ''",
        [ABSENT_ID] = "SELECT a.place" LISTED " JOIN reports r ON r.id = a.value"};
    struct statement statement;
    if (!count)
        return true;
    if (!ask_begin(store, find[what], 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        value_add(store, (enum held_absence)what, values[i]);
    if (!postgres_ask(&statement, 1, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        known[column_integer(&statement, 0) - 1] = true;
    }
    return done;
}

const struct sql_many postgres_many = {
    .names_known = many_names_known,
    .reports_known = many_reports_known,
    .bands_find = many_bands_find,
    .reports_alike = many_reports_alike,
    .report_texts = many_report_texts,
    .candidates = many_candidates,
    .profiles = many_profiles,
    .facts_of_pairs = many_facts_of_pairs,
    .names_count = many_names_count,
    .features_read = many_features_read,
    .canonicals_check = many_canonicals_check,
};
