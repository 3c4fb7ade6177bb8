/* Copying a registry's truth into an empty one, whichever engines hold them.
 *
 * Tables go over page by page: so many numbers of the column that their rows are sorted by. The
 * source is read as of one moment, the target is written in one transaction. The derived tables
 * are left empty. */
#include "store_sql.h"

/* A table, and how a page of it is asked: rows of numbers from ?1 to below ?2. */
struct copied_table {
    const char *find;
    const char *last; /* the greatest number */
    const char *insert;
    int64_t page; /* numbers of a page */
    bool texts;   /* the second column may hold any bytes */
};

#define TABLE(table, column, page, values)                                                         \
    {                                                                                              \
        "SELECT * FROM " table " WHERE " column " >= ?1 AND " column " < ?2 ORDER BY " column,     \
            "SELECT coalesce(max(" column "), 0) FROM " table,                                     \
            "INSERT INTO " table " VALUES(" values ")", page, false                                \
    }

enum { FEW = 64, MANY = 4096 };

static const struct copied_table copied_tables[] = {
    TABLE("authors", "number", MANY, "?, ?"),
    TABLE("reports", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("withdrawals", "decision", MANY, "?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("bands", "band", 1, "?, ?, ?"),
    {"SELECT * FROM texts WHERE report >= ?1 AND report < ?2 ORDER BY report",
     "SELECT coalesce(max(report), 0) FROM texts", "INSERT INTO texts VALUES(?, ?)", 1, true},
    TABLE("readings", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("credits", "reading", MANY, "?, ?, ?, ?, ?"),
    TABLE("sources", "report", FEW, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("mentions", "report", FEW, "?, ?, ?"),
    TABLE("claims", "report", FEW, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("canonicals", "number", MANY, "?, ?, ?, ?"),
    TABLE("identities", "report", FEW, "?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("decisions", "decision", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("redactions", "number", MANY, "?, ?, ?, ?"),
    TABLE("redacted_words", "redaction", FEW, "?, ?, ?, ?, ?, ?"),
    TABLE("redacted_texts", "report", MANY, "?, ?"),
    TABLE("acts", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("doubts", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("accounts", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?"),
    /* A session belongs to the place: it is left. */
    {"SELECT * FROM secrets WHERE number >= ?1 AND number < ?2 AND kind <> 2 ORDER BY number",
     "SELECT coalesce(max(number), 0) FROM secrets",
     "INSERT INTO secrets VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", MANY, false},
    TABLE("settings", "number", MANY, "?, ?"),
    TABLE("comments", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("comment_words", "comment", MANY, "?, ?, ?, ?"),
    TABLE("comment_mentions", "comment", MANY, "?, ?"),
    TABLE("attachments", "number", 1, "?, ?, ?, ?, ?, ?, ?"),
    TABLE("reviews", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("review_criteria", "number", MANY, "?, ?, ?, ?, ?"),
    TABLE("review_applications", "number", MANY, "?, ?, ?, ?, ?, ?"),
    TABLE("review_experts", "number", MANY, "?, ?, ?, ?, ?, ?"),
    TABLE("review_assignments", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("review_conflicts", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("review_marks", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?"),
    TABLE("review_decisions", "number", MANY, "?, ?, ?, ?, ?, ?"),
    TABLE("audit", "number", MANY, "?, ?, ?, ?, ?, ?, ?, ?"),
};

static void value_bind(const struct statement *row, int column, bool any_bytes,
                       struct statement *insert)
{
    struct sql_store *from = row->store;
    switch (from->driver->column_type(row, column)) {
    case SQL_NULL:
        bind_optional(insert, 0);
        break;
    case SQL_INTEGER:
        bind_integer(insert, column_integer(row, column));
        break;
    case SQL_REAL:
        bind_real(insert, column_real(row, column));
        break;
    default:
        if (any_bytes)
            bind_bytes(insert, column_span(row, column));
        else if (from->driver->column_type(row, column) == SQL_BLOB)
            bind_blob(insert, column_span(row, column));
        else
            bind_text(insert, column_span(row, column));
    }
}

static bool row_copy(const struct statement *row, const struct copied_table *table,
                     struct sql_store *to, struct error *error)
{
    struct statement insert;
    if (!statement_begin(to, table->insert, &insert, error))
        return false;
    for (int i = 0; i < row->store->driver->column_count(row); i++)
        value_bind(row, i, table->texts && i == 1, &insert);
    return statement_run(&insert, error);
}

static bool page_copy(struct sql_store *from, struct sql_store *to,
                      const struct copied_table *table, int64_t first, struct error *error)
{
    struct statement rows;
    if (!statement_begin(from, table->find, &rows, error))
        return false;
    bind_integer(&rows, first);
    bind_integer(&rows, first + table->page);
    bool done;
    while (statement_row(&rows, &done, error)) {
        if (!row_copy(&rows, table, to, error))
            return false;
    }
    return done;
}

static bool table_copy(struct sql_store *from, struct sql_store *to,
                       const struct copied_table *table, struct error *error)
{
    int64_t last;
    if (!sql_number(from, table->last, 0, 0, &last, error))
        return false;
    for (int64_t first = 0; first <= last; first += table->page)
        if (!page_copy(from, to, table, first, error))
            return false;
    return true;
}

/* What counts the changes goes on from where it stood. */
static bool meta_copy(struct sql_store *from, struct sql_store *to, struct error *error)
{
    int64_t changes;
    return sql_changes(from, &changes, error) &&
           sql_run_with(to, "UPDATE meta SET value = ? WHERE key = 'changes'", &changes, 1,
                        error) &&
           sql_redaction_key_copy(from, to, error);
}

static bool is_empty(struct sql_store *store, struct error *error)
{
    int64_t held;
    if (!sql_number(store, "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM authors)",
                    0, 0, &held, error))
        return false;
    return !held || error_add(error, "registry.not_empty", "file", store->file, NULL);
}

static bool tables_copy(struct sql_store *from, struct sql_store *to, struct error *error)
{
    if (!is_empty(to, error) || !meta_copy(from, to, error))
        return false;
    for (size_t i = 0; i < sizeof copied_tables / sizeof *copied_tables; i++)
        if (!table_copy(from, to, &copied_tables[i], error))
            return false;
    return true;
}

bool sql_backup(struct store *base, const struct store_going *going, int *file, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    *file = -1;
    return store->driver->backup
               ? store->driver->backup(store, going, file, error)
               : error_add(error, "registry.not_one_file", "file", store->file, NULL);
}

bool sql_copy(struct store *from_base, struct store *to_base, struct error *error)
{
    struct sql_store *from = (struct sql_store *)from_base, *to = (struct sql_store *)to_base;
    if (!from->driver->snapshot(from, error))
        return false;
    bool begun = sql_write_begin(to_base, 0, error);
    bool copied = begun && tables_copy(from, to, error);
    if (copied) {
        copied = sql_write_end(to_base, 0, error) && sql_commit(to_base, error);
    } else if (begun) {
        sql_write_cancel(to_base);
        sql_commit(to_base, NULL);
    }
    sql_run(from, "ROLLBACK", NULL);
    return copied;
}
