/* Texts that are alike: found by the bands of hashes that they share. */
#include "store_sql_held.h"

bool sql_bands_add(struct sql_store *store, int64_t report, const uint64_t *bands, size_t count,
                   struct error *error)
{
    static const char *const insert[] = {ROWS_OF("INSERT INTO bands VALUES", "(?, ?, ?)")};
    struct sql_rows rows;
    sql_rows_begin(&rows, store, insert[0], insert[1], 3);
    for (size_t i = 0; i < count; i++) {
        bind_integer(&rows.statement, (int64_t)i);
        bind_integer(&rows.statement, (int64_t)bands[i]);
        bind_integer(&rows.statement, report);
        if (!sql_rows_next(&rows, error))
            return false;
    }
    return sql_rows_end(&rows, error);
}

void sql_report_alike(struct stored_reports *reports, const struct stored_report *report,
                      struct arena *arena)
{
    for (size_t i = 0; i < reports->count; i++)
        if (reports->items[i].number == report->number)
            return;
    *ARRAY_PUSH(arena, reports) = *report;
}

/* Adds the reports of a band that are not there yet. */
static bool band_find(struct sql_store *store, size_t band, uint64_t hash, size_t limit,
                      struct arena *arena, struct stored_reports *reports, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "SELECT b.report, coalesce(r.copy_of, 0) FROM bands b"
                         " JOIN reports r ON r.number = b.report WHERE b.band = ? AND b.hash = ?"
                         " ORDER BY b.report LIMIT ?",
                         &statement, error))
        return false;
    bind_integer(&statement, (int64_t)band);
    bind_integer(&statement, (int64_t)hash);
    bind_integer(&statement, (int64_t)limit);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct stored_report report = {.number = column_integer(&statement, 0),
                                       .copy_of = column_integer(&statement, 1)};
        sql_report_alike(reports, &report, arena);
    }
    return done;
}

bool sql_reports_alike(struct store *base, const uint64_t *bands, size_t count, size_t limit,
                       struct arena *arena, struct stored_reports *reports, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    *reports = (struct stored_reports){0};
    if (store->held)
        return sql_held_alike(store, bands, count, limit, arena, reports, error);
    if (store->driver->many)
        return store->driver->many->reports_alike(store, bands, count, limit, arena, reports,
                                                  error);
    for (size_t i = 0; i < count; i++)
        if (!band_find(store, i, bands[i], limit, arena, reports, error))
            return false;
    return true;
}
