/* Withdrawing reports from the SQLite engine, and erasing their words. */
#include "store_sqlite.h"

static struct sqlite_store *sqlite_of(struct store *store)
{
    return (struct sqlite_store *)store;
}

#define WITHDRAWN "SELECT count(*) FROM withdrawals WHERE report = ? AND known_to = " HOLDS

bool sqlite_report_withdraw(struct store *base, int64_t report, struct span author,
                            struct span reason, int64_t now, struct error *error)
{
    struct sqlite_store *store = sqlite_of(base);
    struct statement statement;
    int64_t withdrawn, author_number;
    if (!sqlite_number(store, WITHDRAWN, report, 0, &withdrawn, error))
        return false;
    if (withdrawn)
        return true;
    if (!sqlite_author(store, author, &author_number, error) ||
        !sqlite_reading_end(store, report, now, error) ||
        !statement_begin(store,
                         "INSERT INTO withdrawals(report, author, reason, erased, known_from,"
                         " known_to) VALUES(?, ?, ?, 0, ?, " HOLDS ")",
                         &statement, error))
        return false;
    bind_integer(&statement, report);
    bind_integer(&statement, author_number);
    bind_text(&statement, reason);
    bind_integer(&statement, now);
    return statement_run(&statement, error) && sqlite_changes_count(store, error);
}

bool sqlite_report_restore(struct store *base, int64_t report, struct span author, int64_t now,
                           struct error *error)
{
    struct sqlite_store *store = sqlite_of(base);
    int64_t author_number;
    if (!sqlite_author(store, author, &author_number, error))
        return false;
    int64_t values[] = {now, author_number, report};
    return sqlite_run_with(store,
                           "UPDATE withdrawals SET known_to = ?, ended_by = ?"
                           " WHERE report = ? AND known_to = " HOLDS,
                           values, 3, error) &&
           sqlite_changes_count(store, error);
}

/* What the report's sources were ever found to be. */
#define OF_REPORT "(SELECT canonical FROM identities WHERE report = ?1)"

bool sqlite_report_erase(struct store *base, int64_t report, struct error *error)
{
    /* What users claim of things stays with its source, which keeps no name. */
    static const char *const steps[] = {
        "UPDATE withdrawals SET erased = 1 WHERE report = ? AND known_to = " HOLDS,
        "UPDATE acts SET subject_name = '' WHERE subject IN " OF_REPORT,
        "UPDATE acts SET object_name = '' WHERE object IN " OF_REPORT,
        "UPDATE doubts SET reasons = '' WHERE report = ?1 OR subject IN " OF_REPORT
        " OR object IN " OF_REPORT,
        "DELETE FROM texts WHERE report = ?",
        "DELETE FROM bands WHERE report = ?",
        "UPDATE reports SET source = '', path = '',"
        " id = 'erased-' || lower(hex(substr(digest, 1, 6))) WHERE number = ?",
        "UPDATE readings SET title = '' WHERE report = ?",
        "DELETE FROM credits WHERE reading IN (SELECT number FROM readings WHERE report = ?)",
        "DELETE FROM mentions WHERE report = ?",
        "DELETE FROM evidence WHERE report = ?",
        "DELETE FROM claims WHERE report = ? AND (source = 0 OR author IN"
        " (SELECT number FROM authors WHERE name NOT LIKE 'user:%'))",
        "DELETE FROM sources WHERE report = ?1 AND number > 0 AND NOT EXISTS"
        " (SELECT 1 FROM claims c WHERE c.report = ?1 AND (c.source = sources.number"
        "  OR c.value_source = sources.number OR c.value_for = sources.number))",
        "UPDATE sources SET name = '', clues = x'' WHERE report = ?",
        "DELETE FROM identities WHERE report = ?1 AND source NOT IN"
        " (SELECT number FROM sources WHERE report = ?1)",
        "UPDATE decisions SET value = '' WHERE digest ="
        " (SELECT digest FROM reports WHERE number = ?)",
    };
    struct sqlite_store *store = sqlite_of(base);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!sqlite_run_with(store, steps[i], &report, 1, error))
            return false;
    return sqlite_changes_count(store, error);
}

bool sqlite_report_erased(struct store *base, int64_t report, struct error *error)
{
    return sqlite_run_with(sqlite_of(base),
                           "UPDATE withdrawals SET erased = 2 WHERE report = ? AND erased = 1",
                           &report, 1, error);
}

bool sqlite_compact(struct store *base, struct error *error)
{
    struct sqlite_store *store = sqlite_of(base);
    int64_t busy;
    /* In WAL mode the new pages reach the file, and the old ones leave the log, at a checkpoint
     * that nobody's reading holds up. */
    if (!sqlite_commit(base, error) || !sqlite_run(store, "VACUUM", error) ||
        !sqlite_number(store, "PRAGMA wal_checkpoint(TRUNCATE)", 0, 0, &busy, error))
        return false;
    return !busy || error_add(error, "registry.busy", "file", store->file, NULL);
}
