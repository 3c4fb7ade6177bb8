/* The queue of reports that wait to be read, in PostgreSQL.
 *
 * queue(number, mark, path, id, source, publisher, url, published, author, place, bytes): a report
 * as it came, number the order of intake. mark is a digest of all the rest, by which several
 * programs that are given the same files add each once.
 *
 * A reader takes the first reports that nobody has taken: it locks their rows (FOR UPDATE SKIP
 * LOCKED) and keeps its transaction open until they are in the registry and gone from the queue. So
 * a reader that dies gives them back, and nothing of them was written. Its turn comes when no
 * report before its own is left; it then waits for the lock that makes it the only writer. What it
 * takes has no gaps, so that it never waits for one who waits for it; where reports before its own
 * are given back, it gives its own back too and begins with those. */
#include "store_postgres.h"
#include "store_queue.h"
#include "store_sql_held.h"

/* The second numbers of advisory locks besides those of schemas, which are greater. */
#define ADDING "1"
#define TAKING "2"

enum { LOST_ASKED = 4 /* of so many questions for the turn one asks for what was given back */ };

bool postgres_queue_make(struct sql_store *store, struct error *error)
{
    return sql_run(store,
                   "CREATE TABLE queue(number INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE,"
                   " path TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL,"
                   " publisher TEXT NOT NULL, url TEXT NOT NULL, published TEXT NOT NULL,"
                   " author TEXT NOT NULL, place TEXT NOT NULL, bytes BLOB NOT NULL);",
                   error);
}

/* ---- adding ---- */

static struct digest mark_of(struct sql_store *store, const struct queued_report *report)
{
    char date[DATE_TEXT];
    const struct span parts[] = {
        report->path,      report->id,    report->source,
        report->publisher, report->url,   span_of(date_write(report->published, date)),
        report->author,    report->place, report->bytes};
    buffer_clear(&store->work);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buffer_format(&store->work, "%zu ", parts[i].size);
        buffer_append(&store->work, parts[i]);
    }
    return digest_of(buffer_span(&store->work));
}

static bool report_insert(struct sql_rows *rows, const struct queued_report *report, size_t place,
                          struct error *error)
{
    struct statement *row = &rows->statement;
    struct digest mark = mark_of(row->store, report);
    bind_integer(row, (int64_t)place);
    bind_blob(row, (struct span){(const char *)mark.bytes, DIGEST_SIZE});
    bind_text(row, report->path);
    bind_text(row, report->id);
    bind_text(row, report->source);
    bind_text(row, report->publisher);
    bind_text(row, report->url);
    bind_date(row, report->published);
    bind_text(row, report->author);
    bind_text(row, report->place);
    bind_blob(row, report->bytes);
    return sql_rows_next(rows, error);
}

static bool reports_insert(struct sql_store *store, const struct queued_report *reports,
                           size_t count, struct error *error)
{
    static const char insert[] =
        "INSERT INTO queue VALUES((SELECT coalesce(max(number), 0) FROM queue) + ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?) ON CONFLICT(mark) DO NOTHING";
    struct sql_rows rows;
    sql_rows_begin(&rows, store, insert, NULL, 11);
    for (size_t i = 0; i < count; i++)
        if (!report_insert(&rows, &reports[i], i + 1, error))
            return false;
    return sql_rows_end(&rows, error);
}

static void group_leave(struct sql_store *store)
{
    sql_run(store, "ROLLBACK", NULL);
    sql_group_forget(store);
}

bool postgres_queue_add(struct sql_store *store, const struct queued_report *reports, size_t count,
                        struct error *error)
{
    if (!sql_run(store, "BEGIN; SELECT pg_advisory_xact_lock(" REGISTRY_LOCK ", " ADDING ");",
                 error))
        return false;
    store->in_group = true;
    if (!reports_insert(store, reports, count, error) || !sql_run(store, "COMMIT", error)) {
        group_leave(store);
        return false;
    }
    sql_group_forget(store);
    return true;
}

/* ---- taking ---- */

static void report_take(const struct statement *row, struct arena *arena,
                        struct queued_report *report)
{
    report->number = column_integer(row, 0);
    report->path = column_text(row, 1, arena);
    report->id = column_text(row, 2, arena);
    report->source = column_text(row, 3, arena);
    report->publisher = column_text(row, 4, arena);
    report->url = column_text(row, 5, arena);
    report->published = column_date(row, 6);
    report->author = column_text(row, 7, arena);
    report->place = column_text(row, 8, arena);
}

static bool reports_lock(struct sql_store *store, size_t limit, struct arena *arena,
                         struct queued_reports *reports, struct error *error)
{
    static const char find[] =
        "SELECT number, path, id, source, publisher, url, published, author, place FROM queue"
        " ORDER BY number LIMIT ? FOR UPDATE SKIP LOCKED";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, (int64_t)limit);
    bool done;
    while (statement_row(&statement, &done, error)) {
        report_take(&statement, arena, ARRAY_PUSH(arena, reports));
    }
    return done;
}

/* Leaves of the reports those up to the first gap, and as many as their bytes allow. */
static bool gap_cut(struct sql_store *store, struct queued_reports *reports, struct error *error)
{
    static const char find[] = "SELECT number, length(bytes) FROM queue WHERE number >= ?"
                               " ORDER BY number LIMIT ?";
    struct statement statement;
    size_t kept = 0;
    int64_t bytes = 0;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, reports->items[0].number);
    bind_integer(&statement, (int64_t)reports->count);
    for (bool row = true; kept < reports->count; kept++) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row || column_integer(&statement, 0) != reports->items[kept].number)
            break;
        bytes += column_integer(&statement, 1);
        if (kept && bytes > QUEUE_BYTES)
            break;
    }
    statement_end(&statement);
    reports->count = kept;
    return true;
}

static bool bytes_read(struct sql_store *store, struct arena *arena, struct queued_reports *reports,
                       struct error *error)
{
    static const char find[] =
        "SELECT bytes FROM queue WHERE number >= ? AND number <= ? ORDER BY number";
    struct statement statement;
    if (!reports->count)
        return true;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, reports->items[0].number);
    bind_integer(&statement, reports->items[reports->count - 1].number);
    for (size_t i = 0;; i++) {
        bool row;
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        reports->items[i].bytes = column_text(&statement, 0, arena);
    }
}

/* Locks of the rows from the first report to the last one again: those up to the first that another
 * one has locked meanwhile, who looked whether its turn has come. */
static bool reports_lock_again(struct sql_store *store, struct queued_reports *reports,
                               struct error *error)
{
    static const char find[] = "SELECT number FROM queue WHERE number >= ? AND number <= ?"
                               " ORDER BY number FOR UPDATE SKIP LOCKED";
    struct statement statement;
    size_t locked = 0;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, reports->items[0].number);
    bind_integer(&statement, reports->items[reports->count - 1].number);
    for (bool row = true; locked < reports->count; locked++) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row || column_integer(&statement, 0) != reports->items[locked].number)
            break;
    }
    statement_end(&statement);
    reports->count = locked;
    return true;
}

/* Locks the first rows that nobody has locked, as many as are kept. What was locked beyond is given
 * back at once: another one would take rows further on, and throw its readings away. */
static bool reports_choose(struct sql_store *store, size_t limit, struct arena *arena,
                           struct queued_reports *reports, struct error *error)
{
    if (!reports_lock(store, limit, arena, reports, error))
        return false;
    size_t found = reports->count;
    if (!found)
        return true;
    return gap_cut(store, reports, error) &&
           (reports->count == found || (sql_run(store, "ROLLBACK TO SAVEPOINT taking", error) &&
                                        reports_lock_again(store, reports, error)));
}

/* Others must not take between two of the rows that this one takes. */
static bool reports_take(struct sql_store *store, size_t limit, struct arena *arena,
                         struct queued_reports *reports, struct error *error)
{
    static const char unlock[] =
        "SELECT pg_advisory_unlock(" REGISTRY_LOCK ", " TAKING ")::int::bigint";
    int64_t unlocked;
    if (!sql_run(store,
                 "BEGIN; " WRITER_SETTINGS " SELECT pg_advisory_lock(" REGISTRY_LOCK ", " TAKING
                 ");"
                 "SAVEPOINT taking;",
                 error))
        return false;
    store->in_group = store->in_batch = true;
    bool taken = reports_choose(store, limit, arena, reports, error);
    if (!taken) { /* in a transaction that failed nothing can be asked */
        group_leave(store);
        sql_number(store, unlock, 0, 0, &unlocked, NULL);
        return false;
    }
    return sql_number(store, unlock, 0, 0, &unlocked, error) &&
           bytes_read(store, arena, reports, error);
}

bool postgres_queue_take(struct sql_store *store, size_t limit, struct arena *arena,
                         struct queued_reports *reports, bool *empty, struct error *error)
{
    int64_t waiting = 0;
    *reports = (struct queued_reports){0};
    if (!reports_take(store, limit, arena, reports, error) ||
        (!reports->count &&
         !sql_number(store, "SELECT count(*) FROM queue", 0, 0, &waiting, error))) {
        group_leave(store);
        return false;
    }
    *empty = !reports->count && !waiting;
    if (!reports->count)
        group_leave(store);
    else
        store->batch_first = reports->items[0].number;
    store->all_or_none = reports->count > 1;
    store->batch_asked = 0;
    return true;
}

/* ---- the turn ---- */

bool postgres_queue_turn(struct sql_store *store, struct arena *arena, enum queue_turn *turn,
                         struct error *error)
{
    static const char lock[] = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(" REGISTRY_LOCK
                               ", current_schema()::regnamespace::oid::int)) AS locked";
    int64_t before, given_back, ignored;
    if (!sql_number(store,
                    "SELECT count(*) FROM (SELECT 1 FROM queue WHERE number < ? LIMIT 1) AS b",
                    store->batch_first, 0, &before, error))
        return false;
    *turn = QUEUE_WAIT;
    if (!before) {
        *turn = QUEUE_TURN;
        sql_known_forget(store);
        if (!sql_number(store, lock, 0, 0, &ignored, error))
            return false;
        /* With a savepoint what is held would have to be undone with it. */
        if (store->all_or_none)
            sql_held_begin(store, arena);
        return true;
    }
    /* Few readers die: that one did need not be seen at once. */
    if (store->batch_asked++ % LOST_ASKED)
        return true;
    if (!sql_number(store,
                    "SELECT number FROM queue WHERE number < ? ORDER BY number LIMIT 1"
                    " FOR UPDATE SKIP LOCKED",
                    store->batch_first, 0, &given_back, error))
        return false;
    if (given_back)
        *turn = QUEUE_LOST;
    return true;
}

bool postgres_queue_end(struct sql_store *store, int64_t last, struct error *error)
{
    int64_t values[] = {store->batch_first, last};
    bool done = sql_tallies_settle(store, error) && sql_facets_settle(store, error) &&
                sql_run_with(store, "DELETE FROM queue WHERE number >= ? AND number <= ?", values,
                             2, error) &&
                sql_run(store, "COMMIT", error);
    if (!done)
        group_leave(store);
    sql_group_forget(store);
    return done;
}

void postgres_queue_cancel(struct sql_store *store)
{
    if (store->in_batch)
        group_leave(store);
}
