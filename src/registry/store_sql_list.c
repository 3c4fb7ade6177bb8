/* Asking for lists: a page of the entities of one kind, how many they are, and how often each value
 * stands among them. All of it is read from one index of cards, which covers the columns that lists
 * are ordered and filtered by (store_sql_listed.c), so that an entity that is looked at costs a
 * step of that index. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ?1 to ?18 are bound by wanted_bind(); ?19 is a limit, ?20 an offset. */
#define ALL " FROM cards k"
#define OF_ORDERED " FROM (SELECT * FROM cards WHERE ordered = 1) k" /* for the index of such */
#define AMONG                                                                                      \
    " FROM (SELECT DISTINCT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"                  \
    " CROSS JOIN cards k ON k.canonical = j.n"
#define REGIONS "(SELECT CAST(value AS INTEGER) FROM json_each(?11))"
#define WANTED                                                                                     \
    " WHERE k.kind = ?2 AND (?3 = '' OR k.choice1 = ?3) AND (?4 = '' OR k.choice2 = ?4)"           \
    " AND (?6 = '' OR (k.day1 >= ?5 AND k.day1 < ?6))"                                             \
    " AND (?8 = '' OR (k.day2 >= ?7 AND k.day2 < ?8))"                                             \
    " AND (?10 = '' OR (k.day3 >= ?9 AND k.day3 < ?10))"                                           \
    " AND (?12 = 0 OR k.region1 IN " REGIONS " OR k.region2 IN " REGIONS                           \
    " OR k.region3 IN " REGIONS                                                                    \
    ") AND k.confidence >= ?13 AND k.confidence <= ?14 AND (?15 < 0 OR k.state = ?15)"             \
    " AND (?17 = 0 OR k.named NOT IN (SELECT value FROM json_each(?16)))"                          \
    " AND (?18 = '' OR k.key = ?18)"
#define PAGE " LIMIT ?19 OFFSET ?20"

/* The lists of numbers and names that a statement binds; they must outlive it. */
static void wanted_bind(struct statement *statement, const struct listed_wanted *wanted,
                        struct arena *arena)
{
    struct sql_store *store = statement->store;
    size_t region_count = wanted->region_count;
    int64_t *regions = ARENA_NEW(arena, int64_t, region_count * 2);
    for (size_t i = 0; i < region_count; i++) {
        regions[2 * i] = wanted->regions[i];
        regions[2 * i + 1] = -wanted->regions[i];
    }
    bind_text(statement, arena_copy(arena, sql_numbers(store, wanted->among, wanted->among_count)));
    bind_text(statement, wanted->kind->name);
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        bind_text(statement, wanted->choices[i]);
    for (size_t i = 0; i < LISTED_DAYS; i++) {
        bind_text(statement, wanted->days[i].from);
        bind_text(statement, wanted->days[i].below);
    }
    bind_text(statement, arena_copy(arena, sql_numbers(store, regions, region_count * 2)));
    bind_integer(statement, region_count > 0);
    bind_integer(statement, wanted->confidence_from);
    bind_integer(statement, wanted->confidence_to ? wanted->confidence_to : LISTED_CERTAIN);
    bind_integer(statement, wanted->in_state ? (int64_t)wanted->state : -1);
    bind_text(statement,
              arena_copy(arena, sql_kinds(store, wanted->without, wanted->without_count)));
    bind_integer(statement, wanted->without_count > 0);
    bind_text(statement, wanted->key);
}

/* ---- pages ---- */

enum ordering {
    BY_KEY,      /* of things: each has one */
    BY_KEY_SOME, /* of facts */
    BY_KEY_REVERSE,
    BY_DAY,
    BY_DAY_REVERSE = BY_DAY + LISTED_DAYS,
    BY_REPORTS = BY_DAY_REVERSE + LISTED_DAYS,
    BY_REPORTS_REVERSE,
    BY_NUMBER,
    BY_NUMBER_REVERSE,
    ORDERINGS
};

#define ORDERED(from, columns, order)                                                              \
    "SELECT k.canonical, " columns from WANTED " ORDER BY " order PAGE
#define ORDERED_BY_DAY(from, day) ORDERED(from, day ", 0", day " = '', " day ", k.canonical")
#define ORDERED_BY_DAY_REVERSE(from, day) ORDERED(from, day ", 0", day " DESC, k.canonical DESC")
#define ORDERED_ALL(from)                                                                          \
    {                                                                                              \
        ORDERED(from, "k.key, 0", "k.key, k.canonical"),                                           \
            ORDERED(from, "k.key, 0", "k.key = '', k.key, k.canonical"),                           \
            ORDERED(from, "k.key, 0", "k.key DESC, k.canonical DESC"),                             \
            ORDERED_BY_DAY(from, "k.day1"), ORDERED_BY_DAY(from, "k.day2"),                        \
            ORDERED_BY_DAY(from, "k.day3"), ORDERED_BY_DAY_REVERSE(from, "k.day1"),                \
            ORDERED_BY_DAY_REVERSE(from, "k.day2"), ORDERED_BY_DAY_REVERSE(from, "k.day3"),        \
            ORDERED(from, "k.key, k.reports", "k.reports, k.key, k.canonical"),                    \
            ORDERED(from, "k.key, k.reports", "k.reports DESC, k.key, k.canonical"),               \
            ORDERED(from, "k.key, 0", "k.canonical"),                                              \
            ORDERED(from, "k.key, 0", "k.canonical DESC")                                          \
    }

enum { FROM_ALL, FROM_ORDERED, FROM_AMONG, FROMS };

static int from_of(const struct listed_wanted *wanted)
{
    bool ordered = !wanted->kind->is_fact || wanted->kind->order;
    return wanted->among ? FROM_AMONG : ordered ? FROM_ORDERED : FROM_ALL;
}

static const char *const pages[FROMS][ORDERINGS] = {[FROM_ALL] = ORDERED_ALL(ALL),
                                                    [FROM_ORDERED] = ORDERED_ALL(OF_ORDERED),
                                                    [FROM_AMONG] = ORDERED_ALL(AMONG)};

static enum ordering ordering_of(const struct listed_wanted *wanted)
{
    switch (wanted->order) {
    case ORDER_DAY:
        return (enum ordering)((wanted->reverse ? BY_DAY_REVERSE : BY_DAY) + wanted->day);
    case ORDER_NUMBER:
        return wanted->reverse ? BY_NUMBER_REVERSE : BY_NUMBER;
    case ORDER_REPORTS:
        return wanted->reverse ? BY_REPORTS_REVERSE : BY_REPORTS;
    default:
        if (wanted->kind->is_fact && !wanted->kind->order)
            return wanted->reverse ? BY_NUMBER_REVERSE : BY_NUMBER;
        return wanted->reverse ? BY_KEY_REVERSE : wanted->kind->is_fact ? BY_KEY_SOME : BY_KEY;
    }
}

bool sql_listed(struct store *base, const struct listed_wanted *wanted, struct arena *arena,
                struct listed_entities *entities, struct error *error)
{
    struct statement statement;
    *entities = (struct listed_entities){0};
    if (!statement_begin(sql_of(base), pages[from_of(wanted)][ordering_of(wanted)], &statement,
                         error))
        return false;
    wanted_bind(&statement, wanted, arena);
    bind_integer(&statement, (int64_t)wanted->limit);
    bind_integer(&statement, (int64_t)wanted->offset);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        *ARRAY_PUSH(arena, entities) =
            (struct listed_entity){column_integer(&statement, 0), column_text(&statement, 1, arena),
                                   column_integer(&statement, 2)};
    }
}

/* ---- counts ---- */

/* Room for the lists that are bound, where the caller has no arena. */
struct counting {
    struct store *store;
    const struct listed_wanted *wanted;
    size_t most;
    int64_t count;
    struct arena arena;
    struct error *error;
    bool done;
};

static void count_run(void *context)
{
    static const char *const counts[FROMS] = {
        "SELECT count(*) FROM (SELECT 1" ALL WANTED " LIMIT ?19) AS c",
        "SELECT count(*) FROM (SELECT 1" OF_ORDERED WANTED " LIMIT ?19) AS c",
        "SELECT count(*) FROM (SELECT 1" AMONG WANTED " LIMIT ?19) AS c"};
    struct counting *counting = context;
    const struct listed_wanted *wanted = counting->wanted;
    struct statement statement;
    bool row;
    if (!statement_begin(sql_of(counting->store), counts[from_of(wanted)], &statement,
                         counting->error))
        return;
    wanted_bind(&statement, wanted, &counting->arena);
    bind_integer(&statement, (int64_t)counting->most);
    if (!statement_next(&statement, &row, counting->error))
        return;
    counting->count = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    counting->done = true;
}

bool sql_listed_count(struct store *base, const struct listed_wanted *wanted, size_t most,
                      size_t *count, struct error *error)
{
    enum { LISTS_LIMIT = 64 * 1024 * 1024 };
    struct counting counting = {.store = base, .wanted = wanted, .most = most, .error = error};
    *count = 0;
    arena_init(&counting.arena, LISTS_LIMIT);
    if (!arena_run(&counting.arena, count_run, &counting))
        sql_no_memory(sql_of(base), error);
    arena_release(&counting.arena);
    *count = (size_t)counting.count;
    return counting.done;
}

/* ---- facets ---- */

#define VALUES(from, value)                                                                        \
    "SELECT v, 0, count(*) FROM (SELECT " value " AS v" from WANTED " LIMIT ?19) AS c"             \
    " WHERE v <> '' GROUP BY v ORDER BY 3 DESC, v"
#define NUMBERS(from)                                                                              \
    "SELECT '', v, count(*) FROM (SELECT k.state AS v" from WANTED " LIMIT ?19) AS c"              \
    " GROUP BY v ORDER BY 3 DESC, v"
#define PLACES(from)                                                                               \
    "WITH c AS MATERIALIZED (SELECT k.region1 AS r1, k.region2 AS r2, k.region3 AS r3" from WANTED \
    " LIMIT ?19) SELECT '', abs(v), count(*) FROM (SELECT r1 AS v FROM c UNION ALL"                \
    " SELECT r2 FROM c UNION ALL SELECT r3 FROM c) AS u WHERE v <> 0"                              \
    " GROUP BY abs(v) ORDER BY 3 DESC, 2"
#define FACETS(from)                                                                               \
    {                                                                                              \
        VALUES(from, "k.choice1"), VALUES(from, "k.choice2"),                                      \
            VALUES(from, "substr(k.day1, 1, 4)"), VALUES(from, "substr(k.day2, 1, 4)"),            \
            VALUES(from, "substr(k.day3, 1, 4)"), PLACES(from), NUMBERS(from)                      \
    }

enum {
    OF_CHOICE,
    OF_YEAR = OF_CHOICE + LISTED_CHOICES,
    OF_REGION = OF_YEAR + LISTED_DAYS,
    OF_STATE,
    FACETS_KNOWN
};

bool sql_listed_facet(struct store *base, const struct listed_wanted *wanted,
                      enum listed_facet facet, int place, size_t most, struct arena *arena,
                      struct listed_values *values, struct error *error)
{
    static const char *const facets[FROMS][FACETS_KNOWN] = {FACETS(ALL), FACETS(OF_ORDERED),
                                                            FACETS(AMONG)};
    static const int places[] = {[FACET_CHOICE] = OF_CHOICE,
                                 [FACET_YEAR] = OF_YEAR,
                                 [FACET_REGION] = OF_REGION,
                                 [FACET_STATE] = OF_STATE};
    struct statement statement;
    *values = (struct listed_values){0};
    if (!statement_begin(sql_of(base), facets[from_of(wanted)][places[facet] + place], &statement,
                         error))
        return false;
    wanted_bind(&statement, wanted, arena);
    bind_integer(&statement, (int64_t)most);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        *ARRAY_PUSH(arena, values) =
            (struct listed_value){column_text(&statement, 0, arena), column_integer(&statement, 1),
                                  (size_t)column_integer(&statement, 2)};
    }
}

/* ---- of reports ---- */

bool sql_entities_of_reports(struct store *base, const int64_t *reports, size_t count,
                             const struct schema_kind *const *kinds, size_t kind_count,
                             struct arena *arena, struct stored_numbers *entities,
                             struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT i.canonical FROM (SELECT CAST(value AS INTEGER) AS n"
        " FROM json_each(?1)) AS j CROSS JOIN sources s ON s.report = j.n AND s.number > 0"
        " AND s.known_to = " HOLDS " CROSS JOIN identities i ON i.report = s.report"
        " AND i.source = s.number AND i.known_to = " HOLDS
        " WHERE s.kind IN (SELECT value FROM json_each(?2)) ORDER BY i.canonical";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct span numbers = arena_copy(arena, sql_numbers(store, reports, count));
    struct span names = arena_copy(arena, sql_kinds(store, kinds, kind_count));
    *entities = (struct stored_numbers){0};
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, numbers);
    bind_text(&statement, names);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        *ARRAY_PUSH(arena, entities) = column_integer(&statement, 0);
    }
}

/* ---- reports ---- */

/* Those of which a reading holds, by the index of their days; lists are left out. */
#define REPORTS_OF_DAYS                                                                            \
    " FROM readings d CROSS JOIN reports r ON r.number = d.report WHERE d.known_to = " HOLDS       \
    " AND (?2 = '' OR (d.published >= ?1 AND d.published < ?2))"                                   \
    " AND substr(r.charset, 1, 4) <> '" LIST_CHARSET "'"

static bool numbers_take(struct statement *statement, int64_t *numbers, size_t *count,
                         struct error *error)
{
    for (bool row = true;;) {
        if (!statement_next(statement, &row, error))
            return false;
        if (!row)
            return true;
        numbers[(*count)++] = column_integer(statement, 0);
    }
}

bool sql_reports_listed(struct store *base, const struct listed_days *days, bool reverse,
                        size_t offset, size_t limit, struct arena *arena,
                        struct stored_reports *reports, struct error *error)
{
    static const char *const find[2] = {
        "SELECT r.number" REPORTS_OF_DAYS
        " ORDER BY d.published = '', d.published, d.report LIMIT ?3 OFFSET ?4",
        "SELECT r.number" REPORTS_OF_DAYS
        " ORDER BY d.published DESC, d.report DESC LIMIT ?3 OFFSET ?4"};
    struct statement statement;
    size_t count = 0;
    int64_t *numbers = ARENA_NEW(arena, int64_t, limit);
    *reports = (struct stored_reports){0};
    if (!statement_begin(sql_of(base), find[reverse], &statement, error))
        return false;
    bind_text(&statement, days->from);
    bind_text(&statement, days->below);
    bind_integer(&statement, (int64_t)limit);
    bind_integer(&statement, (int64_t)offset);
    if (!numbers_take(&statement, numbers, &count, error))
        return false;
    reports->items = ARENA_NEW(arena, struct stored_report, count);
    reports->count = reports->capacity = count;
    return sql_reports_of(base, numbers, count, arena, reports->items, error);
}

bool sql_reports_listed_count(struct store *base, const struct listed_days *days, size_t most,
                              size_t *count, struct error *error)
{
    static const char find[] =
        "SELECT count(*) FROM (SELECT 1 AS one" REPORTS_OF_DAYS " LIMIT ?3) AS c";
    struct statement statement;
    bool row;
    *count = 0;
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_text(&statement, days->from);
    bind_text(&statement, days->below);
    bind_integer(&statement, (int64_t)most);
    if (!statement_next(&statement, &row, error))
        return false;
    *count = row ? (size_t)column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

bool sql_report_counts(struct store *base, struct store_counts *counts, struct error *error)
{
    static const char all[] = "SELECT count(*) FROM reports";
    static const char superseded[] = "SELECT count(*) FROM reports WHERE superseded_by IS NOT NULL";
    static const char withdrawn[] = "SELECT count(*) FROM withdrawals WHERE known_to = " HOLDS;
    static const char both[] =
        "SELECT count(*) FROM withdrawals w JOIN reports r"
        " ON r.number = w.report WHERE w.known_to = " HOLDS " AND r.superseded_by IS NOT NULL";
    static const char days[] =
        "SELECT (SELECT min(published) FROM readings WHERE known_to = " HOLDS
        " AND published <> ''), (SELECT max(published) FROM readings WHERE known_to = " HOLDS
        " AND published <> '')";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t number, twice;
    bool row;
    *counts = (struct store_counts){0};
    if (!sql_number(store, all, 0, 0, &number, error) ||
        !sql_number(store, superseded, 0, 0, &counts->superseded, error) ||
        !sql_number(store, withdrawn, 0, 0, &counts->withdrawn, error) ||
        !sql_number(store, both, 0, 0, &twice, error) ||
        !statement_begin(store, days, &statement, error) ||
        !statement_next(&statement, &row, error))
        return false;
    counts->reports = number - counts->superseded - counts->withdrawn + twice;
    if (row) {
        counts->first_published = column_date(&statement, 0);
        counts->last_published = column_date(&statement, 1);
    }
    statement_end(&statement);
    return true;
}
