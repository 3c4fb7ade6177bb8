/* Asking about reports and their readings. */
#include <string.h>

#include "map.h"
#include "store_sql_held.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

#define STATED(property)                                                                           \
    "coalesce((SELECT value FROM claims c WHERE c.report = r.number "                              \
    "AND c.source = 0"                                                                             \
    " AND c.property = '" property "' AND c.known_to = " HOLDS "), '')"
#define REPORTS                                                                                    \
    "SELECT r.number, r.id, r.digest, r.source, r.path, r.charset, d.title, d.published,"          \
    " d.published_by_user, d.earliest, d.latest, d.language, " STATED("publisher") ", " STATED(    \
        "url") ", a.name,"                                                                         \
               " coalesce(d.number, 0), r.taken_in, coalesce(r.superseded_by, 0), r.size,"         \
               " coalesce(r.copy_of, 0), coalesce(w.known_from, 0), wa.name, w.reason,"            \
               " coalesce(w.erased, 0)"                                                            \
               " FROM reports r LEFT JOIN readings d ON d.report = r.number AND d.known_to "       \
               "= " HOLDS " LEFT JOIN authors a ON a.number = d.author"                            \
               " LEFT JOIN withdrawals w ON w.report = r.number AND w.known_to = " HOLDS           \
               " LEFT JOIN authors wa ON wa.number = w.author "

static void report_take(const struct statement *row, struct arena *arena,
                        struct stored_report *report)
{
    struct span digest = column_span(row, 2);
    if (digest.size == DIGEST_SIZE)
        memcpy(report->digest.bytes, digest.data, DIGEST_SIZE);
    report->number = column_integer(row, 0);
    report->id = column_text(row, 1, arena);
    report->source = column_text(row, 3, arena);
    report->path = column_text(row, 4, arena);
    report->charset = column_text(row, 5, arena);
    report->title = column_text(row, 6, arena);
    report->published = column_date(row, 7);
    report->published_by_user = column_integer(row, 8);
    report->earliest = column_date(row, 9);
    report->latest = column_date(row, 10);
    report->language = column_text(row, 11, arena);
    report->publisher = column_text(row, 12, arena);
    report->url = column_text(row, 13, arena);
    report->reader = column_text(row, 14, arena);
    report->reading = column_integer(row, 15);
    report->taken_in = column_integer(row, 16);
    report->superseded_by = column_integer(row, 17);
    report->text_size = (uint32_t)column_integer(row, 18);
    report->copy_of = column_integer(row, 19);
    report->withdrawn_at = column_integer(row, 20);
    report->withdrawn_by = column_text(row, 21, arena);
    report->withdrawn_why = column_text(row, 22, arena);
    report->erased = column_integer(row, 23) != 0;
    report->erasing = column_integer(row, 23) == 1;
}

/* The one report that a statement, with its parameters bound, finds. */
static bool report_find(struct statement *statement, struct arena *arena,
                        struct stored_report *report, bool *found, struct error *error)
{
    *report = (struct stored_report){0};
    if (!statement_next(statement, found, error))
        return false;
    if (*found)
        report_take(statement, arena, report);
    statement_end(statement);
    return true;
}

/* The number that a statement, with its parameters bound, finds; 0: none. Most reports that are
 * looked for are new: all of a report is asked only where there is one. */
static bool number_find(struct statement *statement, int64_t *number, struct error *error)
{
    bool found;
    if (!statement_next(statement, &found, error))
        return false;
    *number = found ? column_integer(statement, 0) : 0;
    statement_end(statement);
    return true;
}

bool sql_report(struct store *store, int64_t number, struct arena *arena,
                struct stored_report *report, bool *found, struct error *error)
{
    struct statement statement;
    if (!statement_begin(sql_of(store), REPORTS "WHERE r.number = ?", &statement, error))
        return false;
    bind_integer(&statement, number);
    return report_find(&statement, arena, report, found, error);
}

static void frame_take(const struct statement *row, struct arena *arena,
                       struct stored_report *report)
{
    report->number = column_integer(row, 0);
    report->id = column_text(row, 1, arena);
    report->charset = column_text(row, 2, arena);
    report->taken_in = column_integer(row, 3);
    report->copy_of = column_integer(row, 4);
    report->title = column_text(row, 5, arena);
    report->published = column_date(row, 6);
    report->earliest = column_date(row, 7);
    report->latest = column_date(row, 8);
}

/* Asks for reports of numbers by a statement whose rows begin with theirs. */
static bool reports_ask(struct sql_store *store, const char *find,
                        void (*take)(const struct statement *, struct arena *,
                                     struct stored_report *),
                        const int64_t *numbers, size_t count, struct arena *arena,
                        struct stored_report *reports, struct error *error)
{
    struct statement statement;
    struct map places; /* of numbers, to place + 1 */
    map_init(&places, arena);
    for (size_t i = 0; i < count; i++) {
        struct span key = {(const char *)&numbers[i], sizeof numbers[i]};
        reports[i] = (struct stored_report){0};
        *map_add(&places, key, NULL) = (uint32_t)i + 1;
    }
    if (!count)
        return true;
    struct span list = sql_numbers(store, numbers, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        int64_t number = column_integer(&statement, 0);
        const uint32_t *place =
            map_find(&places, (struct span){(const char *)&number, sizeof number});
        if (place)
            take(&statement, arena, &reports[*place - 1]);
    }
    return done;
}

#define LISTED " WHERE r.number IN (SELECT CAST(value AS INTEGER) FROM json_each(?1))"

bool sql_reports_of(struct store *store, const int64_t *numbers, size_t count, struct arena *arena,
                    struct stored_report *reports, struct error *error)
{
    return reports_ask(sql_of(store), REPORTS LISTED, report_take, numbers, count, arena, reports,
                       error);
}

bool sql_report_frames(struct store *store, const int64_t *numbers, size_t count,
                       struct arena *arena, struct stored_report *reports, struct error *error)
{
    static const char find[] =
        "SELECT r.number, r.id, r.charset, r.taken_in, coalesce(r.copy_of, 0), d.title,"
        " d.published, d.earliest, d.latest FROM reports r"
        " LEFT JOIN readings d ON d.report = r.number AND d.known_to = " HOLDS LISTED;
    return reports_ask(sql_of(store), find, frame_take, numbers, count, arena, reports, error);
}

bool sql_report_by_id(struct store *store, struct span id, struct arena *arena,
                      struct stored_report *report, bool *found, struct error *error)
{
    struct statement statement;
    if (!statement_begin(sql_of(store), REPORTS "WHERE r.id = ?", &statement, error))
        return false;
    bind_text(&statement, id);
    return report_find(&statement, arena, report, found, error);
}

bool sql_report_by_digest(struct store *store, const struct digest *digest, struct arena *arena,
                          struct stored_report *report, bool *found, struct error *error)
{
    struct span bytes = {(const char *)digest->bytes, DIGEST_SIZE};
    struct statement statement;
    int64_t number = 0;
    *found = false;
    *report = (struct stored_report){0};
    bool absent = sql_held_is_absent(sql_of(store), ABSENT_DIGEST, bytes);
    if (!absent && !statement_begin(sql_of(store), "SELECT number FROM reports WHERE digest = ?",
                                    &statement, error))
        return false;
    if (!absent)
        bind_blob(&statement, bytes);
    if ((!absent && !number_find(&statement, &number, error)) ||
        (!number && !sql_redacted_text_find(sql_of(store), digest, &number, error)))
        return false;
    return !number || sql_report(store, number, arena, report, found, error);
}

bool sql_report_by_path(struct store *store, struct span path, struct arena *arena,
                        struct stored_report *report, bool *found, struct error *error)
{
    struct statement statement;
    int64_t number;
    *found = false;
    *report = (struct stored_report){0};
    if (!path.size || sql_held_is_absent(sql_of(store), ABSENT_PATH, path))
        return true;
    if (!statement_begin(sql_of(store),
                         "SELECT number FROM reports WHERE path = ? AND path <> ''"
                         " AND superseded_by IS NULL ORDER BY number DESC LIMIT 1",
                         &statement, error))
        return false;
    bind_text(&statement, path);
    return number_find(&statement, &number, error) &&
           (!number || sql_report(store, number, arena, report, found, error));
}

bool sql_report_text(struct store *store, int64_t number, struct arena *arena, struct span *text,
                     struct error *error)
{
    struct statement statement;
    bool row;
    *text = SPAN("");
    if (!statement_begin(sql_of(store), "SELECT text FROM texts WHERE report = ?", &statement,
                         error))
        return false;
    bind_integer(&statement, number);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        *text = column_text(&statement, 0, arena);
    statement_end(&statement);
    return true;
}

bool sql_report_texts(struct store *base, const int64_t *numbers, size_t count, struct arena *arena,
                      struct span *texts, struct error *error)
{
    const struct sql_many *many = sql_of(base)->driver->many;
    if (sql_of(base)->held)
        return sql_held_texts(sql_of(base), numbers, count, arena, texts, error);
    if (many)
        return many->report_texts(sql_of(base), numbers, count, arena, texts, error);
    for (size_t i = 0; i < count; i++)
        if (!sql_report_text(base, numbers[i], arena, &texts[i], error))
            return false;
    return true;
}

bool sql_reports(struct store *store, int64_t before, bool newest_first, bool superseded,
                 size_t limit, struct arena *arena, struct stored_reports *reports,
                 struct error *error)
{
    static const char up[] = REPORTS
        "WHERE r.number > ?1 AND (?2 <> 0 OR (r.superseded_by IS NULL AND w.report IS NULL))"
        " ORDER BY r.number LIMIT ?3";
    static const char down[] = REPORTS
        "WHERE r.number < ?1 AND (?2 <> 0 OR (r.superseded_by IS NULL AND w.report IS NULL))"
        " ORDER BY r.number DESC LIMIT ?3";
    struct statement statement;
    *reports = (struct stored_reports){0};
    if (!statement_begin(sql_of(store), newest_first ? down : up, &statement, error))
        return false;
    bind_integer(&statement, newest_first && !before ? STORE_FOREVER : before);
    bind_integer(&statement, superseded);
    bind_integer(&statement, (int64_t)limit);
    bool done;
    while (statement_row(&statement, &done, error)) {
        report_take(&statement, arena, ARRAY_PUSH(arena, reports));
    }
    return done;
}

bool sql_report_versions(struct store *store, struct span path, size_t limit, struct arena *arena,
                         struct stored_reports *reports, struct error *error)
{
    static const char find[] =
        REPORTS "WHERE r.path = ?1 AND r.path <> '' ORDER BY r.number LIMIT ?2";
    struct statement statement;
    bool done;
    *reports = (struct stored_reports){0};
    if (!statement_begin(sql_of(store), find, &statement, error))
        return false;
    bind_text(&statement, path);
    bind_integer(&statement, (int64_t)limit);
    while (statement_row(&statement, &done, error))
        report_take(&statement, arena, ARRAY_PUSH(arena, reports));
    return done;
}

bool sql_credits(struct store *store, int64_t report, struct arena *arena,
                 struct stored_credits *credits, struct error *error)
{
    struct statement statement;
    *credits = (struct stored_credits){0};
    if (!statement_begin(sql_of(store),
                         "SELECT c.role, c.start, c.\"end\" FROM readings d"
                         " JOIN credits c ON c.reading = d.number"
                         " WHERE d.report = ? AND d.known_to = " HOLDS " ORDER BY c.n",
                         &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct stored_credit *credit = ARRAY_PUSH(arena, credits);
        credit->role = (uint8_t)column_integer(&statement, 0);
        credit->name.start = (uint32_t)column_integer(&statement, 1);
        credit->name.end = (uint32_t)column_integer(&statement, 2);
    }
    return done;
}

/* The canonical entities of a report's sources, by number. */
static bool canonicals_read(struct sql_store *store, int64_t report, struct arena *arena,
                            int64_t **canonicals, size_t *count, struct error *error)
{
    static const char last[] = "SELECT coalesce(max(number), 0) FROM sources WHERE report = ?";
    static const char find[] = "SELECT source, canonical FROM identities WHERE report = ?"
                               " AND known_to = " HOLDS;
    struct statement statement;
    int64_t numbers;
    if (!sql_number(store, last, report, 0, &numbers, error))
        return false;
    *count = (size_t)numbers + 1;
    *canonicals = ARENA_NEW(arena, int64_t, *count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        size_t source = (size_t)column_integer(&statement, 0);
        if (source < *count)
            (*canonicals)[source] = column_integer(&statement, 1);
    }
    return done;
}

/* By start, the longer first, then as they came. */
static int mentions_compare(const void *left, const void *right)
{
    const struct stored_mention *one = left, *other = right;
    if (one->range.start != other->range.start)
        return one->range.start < other->range.start ? -1 : 1;
    if (one->range.end != other->range.end)
        return one->range.end > other->range.end ? -1 : 1;
    return (one->order > other->order) - (one->order < other->order);
}

static bool mentions_unpack(struct sql_store *store, int64_t report, struct arena *arena,
                            struct stored_mentions *mentions, struct error *error)
{
    static const char find[] =
        "SELECT m.mentions FROM readings d JOIN mentions m ON m.report = d.report"
        " AND m.reading = d.number WHERE d.report = ? AND d.known_to = " HOLDS;
    struct statement statement;
    bool row;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    if (!statement_next(&statement, &row, error))
        return false;
    struct span rest = row ? column_span(&statement, 0) : SPAN("");
    struct stored_mention mention;
    while (rest.size && sql_mention_take(&rest, &mention)) {
        mention.order = (uint32_t)mentions->count;
        *ARRAY_PUSH(arena, mentions) = mention;
    }
    statement_end(&statement);
    return true;
}

bool sql_mentions(struct store *base, int64_t report, struct arena *arena,
                  struct stored_mentions *mentions, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t *canonicals;
    size_t sources;
    *mentions = (struct stored_mentions){0};
    if (!canonicals_read(store, report, arena, &canonicals, &sources, error) ||
        !mentions_unpack(store, report, arena, mentions, error) ||
        !sql_additions_mention(store, report, arena, mentions, error))
        return false;
    for (size_t i = 0; i < mentions->count; i++) {
        struct stored_mention *mention = &mentions->items[i];
        mention->canonical = mention->source < sources ? canonicals[mention->source] : 0;
        if (mention->canonical)
            canonical_write(mention->canonical, mention->canonical_id);
    }
    if (mentions->count)
        qsort(mentions->items, mentions->count, sizeof *mentions->items, mentions_compare);
    return true;
}

/* ---- counts ---- */

static bool kinds_count(struct sql_store *store, struct store_counts *counts, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, "SELECT kind, count(*) FROM cards WHERE reports > 0 GROUP BY kind",
                         &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        const struct schema_kind *kind =
            schema_kind_find(store->store.schema, column_span(&statement, 0));
        if (kind)
            counts->of_kind[kind->number] = column_integer(&statement, 1);
    }
    return done;
}

bool sql_counts(struct store *base, struct arena *arena, struct store_counts *counts,
                struct error *error)
{
    static const char dates[] =
        "SELECT min(published), max(published) FROM readings WHERE known_to = " HOLDS
        " AND published <> ''";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    bool row;
    int64_t *of_kind = ARENA_NEW(arena, int64_t, store->store.schema->kind_count);
    *counts = (struct store_counts){.of_kind = of_kind};
    static const char reports[] =
        "SELECT count(*) FROM reports WHERE superseded_by IS NULL AND number NOT IN"
        " (SELECT report FROM withdrawals WHERE known_to = " HOLDS ")";
    static const char withdrawn[] = "SELECT count(*) FROM withdrawals WHERE known_to = " HOLDS;
    if (!sql_number(store, reports, 0, 0, &counts->reports, error) ||
        !sql_number(store, withdrawn, 0, 0, &counts->withdrawn, error) ||
        !sql_number(store, "SELECT count(*) FROM reports WHERE superseded_by IS NOT NULL", 0, 0,
                    &counts->superseded, error) ||
        !sql_number(store, "SELECT count(*) FROM claims WHERE known_to = " HOLDS, 0, 0,
                    &counts->claims, error) ||
        !kinds_count(store, counts, error) || !statement_begin(store, dates, &statement, error) ||
        !statement_next(&statement, &row, error))
        return false;
    if (row) {
        counts->first_published = column_date(&statement, 0);
        counts->last_published = column_date(&statement, 1);
    }
    statement_end(&statement);
    return true;
}
