/* Asking about canonical entities and the sources that they are. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

bool sql_entity_take(const struct statement *statement, struct arena *arena,
                     struct stored_entity *entity)
{
    const struct schema_kind *kind =
        schema_kind_find(statement->store->store.schema, column_span(statement, 1));
    if (!kind)
        return false;
    *entity = (struct stored_entity){.number = column_integer(statement, 0),
                                     .kind = kind,
                                     .name = column_text(statement, 2, arena),
                                     .reports = column_integer(statement, 3)};
    canonical_write(entity->number, entity->id);
    return true;
}

bool sql_entities_read(struct statement *statement, struct arena *arena,
                       struct stored_entities *entities, struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        struct stored_entity entity;
        if (sql_entity_take(statement, arena, &entity))
            *ARRAY_PUSH(arena, entities) = entity;
    }
    return done;
}

/* Those of today stand in cards; the past is asked of the truth. */
#define OF_TODAY                                                                                   \
    "SELECT canonical, kind, name, reports FROM cards"                                             \
    " WHERE kind IN (SELECT value FROM json_each(?1)) AND reports > 0 AND ?4 > 0"
#define OF_THE_PAST                                                                                \
    "SELECT c.number AS canonical, c.kind, coalesce((SELECT s.name FROM identities i"              \
    " JOIN sources s ON s.report = i.report AND s.number = i.source WHERE i.canonical = c.number"  \
    " AND i.known_from <= ?4 AND ?4 < i.known_to AND s.known_from <= ?4 AND ?4 < s.known_to"       \
    " ORDER BY length(s.name) DESC, s.name LIMIT 1), ''),"                                         \
    " coalesce((SELECT reports FROM cards k WHERE k.canonical = c.number), 0) FROM canonicals c"   \
    " WHERE c.kind IN (SELECT value FROM json_each(?1)) AND EXISTS (SELECT 1 FROM identities i"    \
    " JOIN sources s ON s.report = i.report AND s.number = i.source WHERE i.canonical = c.number"  \
    " AND i.known_from <= ?4 AND ?4 < i.known_to AND s.known_from <= ?4 AND ?4 < s.known_to)"

bool sql_entities(struct store *base, const struct entities_wanted *wanted, struct arena *arena,
                  struct stored_entities *entities, struct error *error)
{
    static const char *const lists[2][2] = {
        {OF_TODAY " AND canonical > ?2 ORDER BY canonical LIMIT ?3",
         OF_TODAY " AND canonical < ?2 ORDER BY canonical DESC LIMIT ?3"},
        {OF_THE_PAST " AND c.number > ?2 ORDER BY c.number LIMIT ?3",
         OF_THE_PAST " AND c.number < ?2 ORDER BY c.number DESC LIMIT ?3"}};
    struct sql_store *store = sql_of(base);
    struct statement statement;
    bool past = wanted->as_of != STORE_TODAY;
    *entities = (struct stored_entities){0};
    struct span kinds = sql_kinds(store, wanted->kinds, wanted->kind_count);
    if (!statement_begin(store, lists[past][wanted->newest_first], &statement, error))
        return false;
    bind_text(&statement, kinds);
    bind_integer(&statement,
                 wanted->newest_first && !wanted->after ? STORE_FOREVER : wanted->after);
    bind_integer(&statement, (int64_t)wanted->limit);
    bind_integer(&statement, wanted->as_of);
    return sql_entities_read(&statement, arena, entities, error);
}

static bool entity_read(struct sql_store *store, int64_t number, struct arena *arena,
                        struct stored_entities *entities, struct error *error)
{
    static const char find[] =
        "SELECT c.number, c.kind, coalesce(k.name, ''), coalesce(k.reports, 0)"
        " FROM canonicals c LEFT JOIN cards k ON k.canonical = c.number"
        " WHERE c.number = ? AND c.redirect IS NULL";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, number);
    return sql_entities_read(&statement, arena, entities, error);
}

bool sql_entity(struct store *base, int64_t number, struct arena *arena,
                struct stored_entity *entity, bool *found, struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct stored_entities entities = {0};
    int64_t target;
    *entity = (struct stored_entity){0};
    if (!entity_read(store, number, arena, &entities, error))
        return false;
    /* Few were merged away: their redirects are followed only then. */
    if (!entities.count && (!sql_canonical_follow(store, number, &target, error) ||
                            (target && !entity_read(store, target, arena, &entities, error))))
        return false;
    *found = entities.count > 0;
    if (*found)
        *entity = entities.items[0];
    return true;
}

/* ---- sources ---- */

#define SOURCES                                                                                    \
    "SELECT s.report, r.id, s.number, s.kind, s.name, i.canonical, coalesce(k.name, ''),"          \
    " s.mentions, coalesce(i.act, 0)"
#define SOURCES_JOINED                                                                             \
    " JOIN reports r ON r.number = s.report LEFT JOIN cards k ON k.canonical = i.canonical "

static bool sources_read(struct statement *statement, struct arena *arena,
                         struct stored_sources *sources, struct error *error)
{
    const struct schema *schema = statement->store->store.schema;
    bool done;
    while (statement_row(statement, &done, error)) {
        const struct schema_kind *kind = schema_kind_find(schema, column_span(statement, 3));
        if (!kind)
            continue;
        struct stored_source *source = ARRAY_PUSH(arena, sources);
        source->report = column_integer(statement, 0);
        source->report_id = column_text(statement, 1, arena);
        source->number = (uint32_t)column_integer(statement, 2);
        source->kind = kind;
        source->name = column_text(statement, 4, arena);
        source->canonical = column_integer(statement, 5);
        canonical_write(source->canonical, source->canonical_id);
        source->canonical_name = column_text(statement, 6, arena);
        source->mentions = (uint32_t)column_integer(statement, 7);
        source->act = column_integer(statement, 8);
    }
    return done;
}

/* The last report of a page that begins after a report and holds about limit sources: whole
 * reports, one at least. */
static bool page_end(struct sql_store *store, int64_t after, size_t limit, int64_t *last,
                     struct error *error)
{
    static const char find[] =
        "SELECT report FROM (SELECT report FROM sources WHERE report > ? AND number > 0"
        " AND known_to = " HOLDS
        " ORDER BY report, number LIMIT ?) AS page ORDER BY report DESC LIMIT 1";
    return sql_number(store, find, after, (int64_t)limit, last, error);
}

bool sql_sources(struct store *base, int64_t after, size_t limit, bool facts, struct arena *arena,
                 struct stored_sources *sources, struct error *error)
{
    static const char find[] =
        SOURCES " FROM sources s JOIN identities i ON i.report = s.report AND i.source = s.number"
                " AND i.known_to = " HOLDS SOURCES_JOINED
                "WHERE s.report > ? AND s.report <= ? AND s.number > 0 AND s.known_to = " HOLDS
                " AND (? <> 0 OR s.name <> '') ORDER BY s.report, s.number";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t last;
    *sources = (struct stored_sources){0};
    if (!page_end(store, after, limit ? limit : 1, &last, error) ||
        !statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, after);
    bind_integer(&statement, last);
    bind_integer(&statement, facts);
    return sources_read(&statement, arena, sources, error);
}

bool sql_sources_of_report(struct store *base, int64_t report, struct arena *arena,
                           struct stored_sources *sources, struct error *error)
{
    static const char find[] =
        SOURCES " FROM sources s JOIN identities i ON i.report = s.report AND i.source = s.number"
                " AND i.known_to = " HOLDS SOURCES_JOINED
                "WHERE s.report = ? AND s.number > 0 AND s.known_to = " HOLDS " ORDER BY s.number";
    struct statement statement;
    *sources = (struct stored_sources){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, report);
    return sources_read(&statement, arena, sources, error);
}

bool sql_sources_of_last(struct store *base, int64_t report, struct arena *arena,
                         struct stored_sources *sources, int64_t *as_of, struct error *error)
{
    static const char last[] = "SELECT known_to - 1 FROM readings WHERE report = ?"
                               " ORDER BY number DESC LIMIT 1";
    static const char find[] =
        SOURCES " FROM sources s JOIN identities i ON i.report = s.report AND i.source = s.number"
                " AND i.known_to = " HOLDS SOURCES_JOINED
                "WHERE s.report = ?1 AND s.number > 0 AND s.known_from <= ?2 AND ?2 < s.known_to"
                " ORDER BY s.number";
    struct statement statement;
    *sources = (struct stored_sources){0};
    if (!sql_number(sql_of(base), last, report, 0, as_of, error) ||
        !statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, report);
    bind_integer(&statement, *as_of);
    return sources_read(&statement, arena, sources, error);
}

bool sql_sources_of_entity(struct store *base, int64_t canonical, int64_t as_of, struct date until,
                           size_t limit, struct arena *arena, struct stored_sources *sources,
                           struct error *error)
{
    static const char find[] =
        SOURCES " FROM identities i JOIN sources s ON s.report = i.report AND s.number = "
                "i.source" SOURCES_JOINED "WHERE i.canonical = ?1 AND i.known_from <= ?2"
                " AND ?2 < i.known_to AND s.known_from <= ?2 AND ?2 < s.known_to"
                " AND (?4 = '' OR EXISTS (SELECT 1 FROM readings d WHERE d.report = i.report"
                " AND d.earliest <= ?4)) ORDER BY i.report DESC, s.number LIMIT ?3";
    struct statement statement;
    *sources = (struct stored_sources){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_integer(&statement, as_of);
    bind_integer(&statement, (int64_t)limit);
    bind_date(&statement, until);
    return sources_read(&statement, arena, sources, error);
}
