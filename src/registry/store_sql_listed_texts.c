/* What reports call the things of a list, and say of its facts, for what is found by words alone;
 * and of which entities that may have become another. */
#include "store_list.h"
#include "store_sql.h"

#define NUMBERS " FROM (SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j CROSS JOIN "

static bool texts_ask(struct sql_store *store, const struct schema_kind *kind,
                      const struct schema_property *property, struct span numbers,
                      struct arena *arena, struct listed_texts *texts, struct error *error)
{
    static const char values[] =
        "SELECT j.n, CASE WHEN c.value_source IS NULL THEN c.value ELSE s.name END" NUMBERS
        "identities i ON i.canonical = j.n AND i.known_to = " HOLDS
        " CROSS JOIN claims c ON c.report = i.report AND c.source = i.source AND c.property = ?2"
        " AND c.known_to = " HOLDS
        " LEFT JOIN sources s ON s.report = c.report AND s.number = c.value_source";
    static const char names[] =
        "SELECT j.n, m.name" NUMBERS "names m ON m.canonical = j.n WHERE m.sources > 0";
    struct statement statement;
    bool done;
    if (!statement_begin(store, kind->is_fact ? values : names, &statement, error))
        return false;
    bind_text(&statement, numbers);
    if (kind->is_fact)
        bind_text(&statement, property->name);
    while (statement_row(&statement, &done, error))
        *ARRAY_PUSH(arena, texts) =
            (struct listed_text){column_integer(&statement, 0), column_text(&statement, 1, arena)};
    return done;
}

static bool decided_ask(struct sql_store *store, const struct schema_kind *kind,
                        const struct schema_property *property, struct arena *arena,
                        struct stored_numbers *decided, struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT i.canonical FROM decisions d CROSS JOIN reports r ON r.digest = d.digest"
        " CROSS JOIN sources s ON s.report = r.number AND s.kind = d.kind AND s.known_to = " HOLDS
        " CROSS JOIN identities i ON i.report = s.report AND i.source = s.number AND i.known_to "
        "= " HOLDS " WHERE d.kind = ?1 AND (d.property = ?2 AND d.state = ?4 OR d.property LIKE ?3)"
        " ORDER BY i.canonical";
    struct statement statement;
    bool done;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, kind->name);
    bind_text(&statement, property->name);
    bind_text(&statement, arena_format(arena, "%.*s#%%", SPAN_ARGS(property->name)));
    bind_integer(&statement, CLAIM_REJECTED);
    while (statement_row(&statement, &done, error))
        *ARRAY_PUSH(arena, decided) = column_integer(&statement, 0);
    return done;
}

bool sql_listed_texts(struct store *base, const struct schema_kind *kind,
                      const struct schema_property *property, const int64_t *numbers, size_t count,
                      struct arena *arena, struct listed_texts *texts,
                      struct stored_numbers *decided, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    *texts = (struct listed_texts){0};
    *decided = (struct stored_numbers){0};
    if (!count)
        return true;
    struct span list = arena_copy(arena, sql_numbers(store, numbers, count));
    return texts_ask(store, kind, property, list, arena, texts, error) &&
           decided_ask(store, kind, property, arena, decided, error);
}

/* Each of the numbers only grows, so their sum is another one after any change. Decisions on claims
 * are no changes of what a rebuild makes. */
static bool moment_ask(struct sql_store *store, struct store_moment *now, struct error *error)
{
    return sql_number(store,
                      "SELECT (SELECT value FROM meta WHERE key = 'changes')"
                      " + (SELECT value FROM meta WHERE key = 'derived_version')"
                      " + (SELECT COALESCE(MAX(number), 0) FROM acts)"
                      " + (SELECT COALESCE(MAX(decision), 0) FROM decisions)",
                      0, 0, &now->changes, error) &&
           sql_number(store, "SELECT COALESCE(MAX(number), 0) FROM readings", 0, 0, &now->reading,
                      error);
}

bool sql_told_since(struct store *base, struct store_moment *moment, struct arena *arena,
                    struct stored_numbers *told, bool *all, struct error *error)
{
    enum { READINGS_MOST = 1000 /* of more, asking costs what it saves */ };
    static const char find[] =
        "SELECT DISTINCT i.canonical FROM readings r CROSS JOIN identities i"
        " ON i.report = r.report AND i.known_to = " HOLDS " WHERE r.number > ?1 AND r.number <= ?2";
    struct sql_store *store = (struct sql_store *)base;
    const struct store_moment before = *moment;
    struct statement statement;
    bool done;
    *told = (struct stored_numbers){0};
    if (!moment_ask(store, moment, error))
        return false;
    *all = moment->changes != before.changes || moment->reading > before.reading + READINGS_MOST;
    if (*all || moment->reading == before.reading)
        return true;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, before.reading);
    bind_integer(&statement, moment->reading);
    while (statement_row(&statement, &done, error))
        *ARRAY_PUSH(arena, told) = column_integer(&statement, 0);
    return done;
}
