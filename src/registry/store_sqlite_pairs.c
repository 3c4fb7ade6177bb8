/* Facts by their parties, in the SQLite engine: where candidates for an agreement are found, and
 * how much was read of the parties since. */
#include "store_sqlite.h"

static struct sqlite_store *sqlite_of(struct store *store)
{
    return (struct sqlite_store *)store;
}

/* A party of a fact, as a report tells it. */
struct party {
    int64_t source; /* of the fact, in the report */
    int64_t fact;   /* canonical entities */
    int64_t party;
};

enum { PARTIES_MOST = 512 /* of a report; the others are no candidates */ };

/* CROSS JOIN keeps the order of the tables: each row of claims asks for two identities. */
static bool parties_read(struct sqlite_store *store, int64_t report, struct party *parties,
                         size_t *count, struct error *error)
{
    static const char find[] =
        "SELECT c.source, f.canonical, p.canonical FROM claims c"
        " CROSS JOIN identities f INDEXED BY identities_by_source"
        " ON f.report = c.report AND f.source = c.source AND f.known_to = " HOLDS
        " CROSS JOIN identities p INDEXED BY identities_by_source"
        " ON p.report = c.report AND p.source = c.value_source AND p.known_to = " HOLDS
        " WHERE c.report = ? AND c.property = 'parties' AND c.known_to = " HOLDS
        " ORDER BY c.source";
    struct statement statement;
    bool row = true;
    *count = 0;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    while (*count < PARTIES_MOST) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        parties[(*count)++] =
            (struct party){column_integer(&statement, 0), column_integer(&statement, 1),
                           column_integer(&statement, 2)};
    }
    statement_end(&statement);
    return true;
}

bool sqlite_pairs_add(struct sqlite_store *store, enum derived derived, int64_t report,
                      struct error *error)
{
    static const char *const add[] = {"INSERT OR IGNORE INTO pairs VALUES(?, ?, ?)",
                                      "INSERT OR IGNORE INTO pairs_new VALUES(?, ?, ?)"};
    struct party parties[PARTIES_MOST];
    size_t count;
    if (!parties_read(store, report, parties, &count, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            int64_t values[] = {parties[i].party, parties[k].party, parties[i].fact};
            if (parties[i].source == parties[k].source && parties[i].party != parties[k].party &&
                !sqlite_run_with(store, add[derived], values, 3, error))
                return false;
        }
    }
    return true;
}

bool sqlite_pairs_move(struct sqlite_store *store, int64_t from, int64_t to, struct error *error)
{
    static const char there[] = "INSERT OR IGNORE INTO pairs SELECT ?2, second, fact FROM pairs"
                                " WHERE first = ?1 AND second <> ?2";
    static const char back[] = "INSERT OR IGNORE INTO pairs SELECT second, ?2, fact FROM pairs"
                               " WHERE first = ?1 AND second <> ?2";
    int64_t values[] = {from, to};
    return sqlite_run_with(store, there, values, 2, error) &&
           sqlite_run_with(store, back, values, 2, error);
}

bool sqlite_facts_between(struct store *base, int64_t first, int64_t second,
                          const struct schema_kind *kind, size_t limit, struct arena *arena,
                          struct stored_entities *facts, struct error *error)
{
    static const char find[] =
        "SELECT p.fact, c.kind, '', 0 FROM pairs p JOIN canonicals c ON c.number = p.fact"
        " WHERE p.first = ? AND p.second = ? AND c.kind = ? ORDER BY p.fact DESC LIMIT ?";
    struct statement statement;
    *facts = (struct stored_entities){0};
    if (!statement_begin(sqlite_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, first);
    bind_integer(&statement, second);
    bind_text(&statement, kind->name);
    bind_integer(&statement, (int64_t)limit);
    return sqlite_entities_read(&statement, arena, facts, error);
}

/* A JSON list of numbers, in store->work. */
static struct span numbers_list(struct sqlite_store *store, const int64_t *numbers, size_t count)
{
    buffer_clear(&store->work);
    for (size_t i = 0; i < count; i++)
        buffer_format(&store->work, "%s%lld", i ? "," : "[", (long long)numbers[i]);
    buffer_append_string(&store->work, count ? "]" : "[]");
    return buffer_span(&store->work);
}

bool sqlite_reports_since(struct store *base, const int64_t *canonicals, size_t count,
                          struct date after, struct date until, size_t most, size_t *number,
                          struct error *error)
{
    static const char find[] =
        "SELECT count(*) FROM (SELECT DISTINCT coalesce(r.copy_of, r.number) FROM identities i"
        " JOIN sources s ON s.report = i.report AND s.number = i.source AND s.known_to = " HOLDS
        " JOIN reports r ON r.number = s.report"
        " JOIN readings d ON d.number = s.reading AND d.earliest > ?2"
        " AND d.earliest <= ?3"
        " WHERE i.canonical IN (SELECT value FROM json_each(?1)) AND i.known_to = " HOLDS
        " LIMIT ?4)";
    struct sqlite_store *store = sqlite_of(base);
    struct statement statement;
    bool row;
    *number = 0;
    struct span list = numbers_list(store, canonicals, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bind_date(&statement, date_last_day(after));
    bind_date(&statement, until);
    bind_integer(&statement, (int64_t)most);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        *number = (size_t)column_integer(&statement, 0);
    statement_end(&statement);
    return true;
}
