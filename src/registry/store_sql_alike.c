/* Texts that are alike: found by the bands of hashes that they share. */
#include "store_sql.h"

bool sql_bands_add(struct sql_store *store, int64_t report, const uint64_t *bands, size_t count,
                   struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        int64_t values[] = {(int64_t)i, (int64_t)bands[i], report};
        if (!sql_run_with(store, "INSERT INTO bands VALUES(?, ?, ?)", values, 3, error))
            return false;
    }
    return true;
}

struct numbers {
    int64_t *items;
    size_t count;
    size_t capacity;
};

static bool band_find(struct sql_store *store, size_t band, uint64_t hash, size_t limit,
                      struct arena *arena, struct numbers *numbers, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "SELECT report FROM bands WHERE band = ? AND hash = ?"
                         " ORDER BY report LIMIT ?",
                         &statement, error))
        return false;
    bind_integer(&statement, (int64_t)band);
    bind_integer(&statement, (int64_t)hash);
    bind_integer(&statement, (int64_t)limit);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        int64_t number = column_integer(&statement, 0);
        size_t k = 0;
        while (k < numbers->count && numbers->items[k] != number)
            k++;
        if (k == numbers->count)
            *ARRAY_PUSH(arena, numbers) = number;
    }
}

bool sql_reports_alike(struct store *base, const uint64_t *bands, size_t count, size_t limit,
                       struct arena *arena, struct stored_reports *reports, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    struct numbers numbers = {0};
    *reports = (struct stored_reports){0};
    for (size_t i = 0; i < count; i++)
        if (!band_find(store, i, bands[i], limit, arena, &numbers, error))
            return false;
    for (size_t i = 0; i < numbers.count; i++) {
        struct stored_report report;
        bool found;
        if (!sql_report(base, numbers.items[i], arena, &report, &found, error))
            return false;
        if (found)
            *ARRAY_PUSH(arena, reports) = report;
    }
    return true;
}
