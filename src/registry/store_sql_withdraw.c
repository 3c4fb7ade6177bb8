/* Withdrawing reports, and erasing their words. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

#define WITHDRAWN "SELECT count(*) FROM withdrawals WHERE report = ? AND known_to = " HOLDS

bool sql_report_withdraw(struct store *base, int64_t report, struct span author, struct span reason,
                         int64_t now, struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t withdrawn, author_number, number;
    if (!sql_number(store, WITHDRAWN, report, 0, &withdrawn, error))
        return false;
    if (withdrawn)
        return true;
    if (!sql_author(store, author, &author_number, error) ||
        !sql_reading_end(store, report, now, error) ||
        !sql_number_next(store, NUMBERED_WITHDRAWALS, &number, error) ||
        !statement_begin(store,
                         "INSERT INTO withdrawals(decision, report, author, reason, erased,"
                         " known_from, known_to) VALUES(?, ?, ?, ?, 0, ?, " HOLDS ")",
                         &statement, error))
        return false;
    bind_integer(&statement, number);
    bind_integer(&statement, report);
    bind_integer(&statement, author_number);
    bind_text(&statement, reason);
    bind_integer(&statement, now);
    return statement_run(&statement, error) && sql_changes_count(store, error) &&
           sql_audit_report(store, "report.withdraw", report, author, reason, now, error);
}

bool sql_report_restore(struct store *base, int64_t report, struct span author, int64_t now,
                        struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t author_number;
    if (!sql_author(store, author, &author_number, error))
        return false;
    int64_t values[] = {now, author_number, report};
    return sql_run_with(store,
                        "UPDATE withdrawals SET known_to = ?, ended_by = ?"
                        " WHERE report = ? AND known_to = " HOLDS,
                        values, 3, error) &&
           sql_changes_count(store, error) &&
           sql_audit_report(store, "report.restore", report, author, SPAN(""), now, error);
}

/* What the report's sources were ever found to be. */
#define OF_REPORT "(SELECT canonical FROM identities WHERE report = ?1)"

bool sql_report_erase(struct store *base, int64_t report, struct error *error)
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
        /* … but for what words of the report prove. */
        "DELETE FROM claims WHERE report = ? AND (source = 0 OR length(evidence) > 0 OR author IN"
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
    struct sql_store *store = sql_of(base);
    if (!sql_comments_lose(store, report, error) || !sql_conflicts_lose(store, report, error))
        return false;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!sql_run_with(store, steps[i], &report, 1, error))
            return false;
    return sql_facets_forget(store, report, error) && sql_changes_count(store, error) &&
           sql_audit_forget(store, error);
}

bool sql_report_erased(struct store *base, int64_t report, struct error *error)
{
    return sql_run_with(sql_of(base),
                        "UPDATE withdrawals SET erased = 2 WHERE report = ? AND erased = 1",
                        &report, 1, error);
}

bool sql_compact(struct store *base, struct error *error)
{
    struct sql_store *store = sql_of(base);
    return sql_commit(base, error) && store->driver->compact(store, error);
}
