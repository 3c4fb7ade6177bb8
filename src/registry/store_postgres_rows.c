/* Many rows at once in PostgreSQL: each column travels as an array, and one statement takes them
 * apart: INSERT INTO bands SELECT a1, a2, a3 FROM unnest($1, $2, $3) AS u(a1, a2, a3). A row of a
 * statement of its own costs the server ten times as much.
 *
 * Within a transaction rows that are only added are gathered until a statement names their table,
 * or the report's savepoint or the transaction ends: whoever asks sees them. */
#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "store_postgres.h"
#include "store_sql_held.h"

enum {
    COPY_LEAST = 24,                 /* rows from which on they are copied */
    ARRAY_LIMIT = 512 * 1024 * 1024, /* bytes of a column */
    ARRAY_FULL = 4 * 1024 * 1024,    /* bytes of all columns from which on the rows are sent */
};

/* ---- arrays ---- */

static void number_put(uint32_t number, char *into)
{
    for (int i = 0; i < 4; i++)
        into[i] = (char)(number >> 8 * (3 - i));
}

static void number_append(struct buffer *out, uint32_t number)
{
    char *into = buffer_extend(out, 4);
    if (into)
        number_put(number, into);
}

static void bits_append(struct buffer *out, uint64_t bits)
{
    number_append(out, 8);
    number_append(out, (uint32_t)(bits >> 32));
    number_append(out, (uint32_t)bits);
}

void postgres_array_begin(struct postgres_array *array)
{
    buffer_clear(&array->bytes);
    char *head = buffer_extend(&array->bytes, POSTGRES_ARRAY_HEAD);
    if (head)
        memset(head, 0, POSTGRES_ARRAY_HEAD);
    array->type = SQL_NULL;
    array->count = 0;
    array->nulls = false;
}

void postgres_array_add(struct postgres_store *store, struct postgres_array *array,
                        const struct sql_value *value)
{
    struct buffer *out = &array->bytes;
    uint64_t bits = (uint64_t)value->integer;
    array->count++;
    if (value->type == SQL_NULL) {
        array->nulls = true;
        number_append(out, UINT32_MAX);
        return;
    }
    array->type = value->type;
    if (value->type == SQL_INTEGER || value->type == SQL_REAL) {
        if (value->type == SQL_REAL)
            memcpy(&bits, &value->real, sizeof bits);
        bits_append(out, bits);
        return;
    }
    struct span bytes =
        value->type == SQL_TEXT ? postgres_text_clean(store, value->bytes) : value->bytes;
    number_append(out, (uint32_t)bytes.size);
    buffer_append(out, bytes);
}

void postgres_array_add_integer(struct postgres_array *array, int64_t value)
{
    array->count++;
    array->type = SQL_INTEGER;
    bits_append(&array->bytes, (uint64_t)value);
}

void postgres_array_add_text(struct postgres_store *store, struct postgres_array *array,
                             struct span text)
{
    struct sql_value value = {.type = SQL_TEXT, .bytes = text};
    postgres_array_add(store, array, &value);
}

/* The types of elements, and of arrays of them. A column of nulls alone is of numbers. */
static const struct array_type {
    uint32_t element;
    uint32_t array;
} array_types[] = {[SQL_NULL] = {20, 1016}, [SQL_INTEGER] = {20, 1016}, [SQL_REAL] = {701, 1022},
                   [SQL_TEXT] = {25, 1009}, [SQL_BLOB] = {17, 1001},    [SQL_BYTES] = {17, 1001}};

/* Writes the head: one dimension, which begins at 1. */
struct postgres_parameter postgres_array_end(struct postgres_array *array)
{
    char *head = array->bytes.data;
    number_put(array->count != 0, head);
    number_put(array->nulls, head + 4);
    number_put(array_types[array->type].element, head + 8);
    number_put((uint32_t)array->count, head + 12);
    number_put(1, head + 16);
    size_t size = array->count ? array->bytes.size : 12;
    return (struct postgres_parameter){array_types[array->type].array, {head, size}};
}

/* ---- tables ---- */

/* Those into which rows are gathered, and what is behind them in the sets: all others. */
static const char *const tables[] = {
    "reports", "texts",      "bands",      "readings",    "credits",    "sources",   "mentions",
    "claims",  "identities", "canonicals", "names",       "name_words", "name_keys", "profiles",
    "cards",   "pairs",      "words",      "word_ranges", "stale",      "authors"};
enum { TABLES = sizeof tables / sizeof *tables };
static_assert(TABLES < 31, "a set has a bit for each");

#define OTHER_TABLES ((postgres_tables)1 << TABLES)

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || byte == '_';
}

static postgres_tables table_of(struct span name)
{
    for (size_t i = 0; i < TABLES; i++)
        if (span_equal(name, span_of(tables[i])))
            return (postgres_tables)1 << i;
    return OTHER_TABLES;
}

/* Whether a table may stand behind what ends at a place: that a column is taken for a table does no
 * harm but that rows are sent before they must. */
static bool is_table_place(const char *text, const char *at)
{
    static const char *const before[] = {"FROM ", "JOIN ", "INTO ", "UPDATE ", ", "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t size = strlen(before[i]);
        if ((size_t)(at - text) >= size && strncmp(at - size, before[i], size) == 0)
            return true;
    }
    return false;
}

static struct span name_at(const char *at)
{
    size_t size = 0;
    while (is_name_byte(at[size]))
        size++;
    return (struct span){at, size};
}

static bool any_of(postgres_tables set, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (set & table_of(span_of(names[i])))
            return true;
    return false;
}

/* The tables that a text names. */
static postgres_tables tables_named(const char *text)
{
    postgres_tables found = 0;
    for (const char *at = text; *at; at++)
        if (is_name_byte(*at) && (at == text || !is_name_byte(at[-1])) && is_table_place(text, at))
            found |= table_of(name_at(at)) & ~OTHER_TABLES;
    return found;
}

void postgres_statement_describe(struct postgres_statement *statement)
{
    static const char *const changes[] = {"INSERT INTO ", "UPDATE ", "DELETE FROM "};
    const char *text = statement->text;
    statement->tables = tables_named(text);
    statement->own = 0;
    statement->reads = strncmp(text, "SELECT", 6) == 0 || strncmp(text, "WITH", 4) == 0;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (strncmp(text, changes[i], strlen(changes[i])) == 0)
            statement->own = table_of(name_at(text + strlen(changes[i])));
    statement->plain = statement->own && statement->own != OTHER_TABLES &&
                       strstr(text, "VALUES(") && !strstr(text, "SELECT") &&
                       !strstr(text, "DO UPDATE");
}

/* ---- rows ---- */

static struct postgres_rows *rows_of(struct postgres_store *store, const char *text)
{
    size_t index = 0;
    while (store->rows[index].text && store->rows[index].text != text)
        index++;
    struct postgres_rows *rows = &store->rows[index];
    if (!rows->text) {
        rows->text = text;
        rows->sent.text = text;
        postgres_statement_describe(&rows->sent);
        rows->sent.many = true;
        postgres_copy_describe(text, &rows->copy);
        for (int i = 0; i < POSTGRES_COLUMNS; i++) {
            buffer_init(&rows->columns[i].bytes, ARRAY_LIMIT);
            postgres_array_begin(&rows->columns[i]);
        }
    }
    return rows;
}

void postgres_rows_release(struct postgres_store *store)
{
    for (size_t i = 0; i < POSTGRES_ROWS; i++)
        for (int k = 0; k < POSTGRES_COLUMNS; k++)
            buffer_release(&store->rows[i].columns[k].bytes);
    for (size_t i = 0; i < POSTGRES_ASKED; i++)
        buffer_release(&store->asked[i].bytes);
}

static void rows_clear(struct postgres_rows *rows)
{
    for (int i = 0; i < rows->column_count; i++)
        postgres_array_begin(&rows->columns[i]);
}

static bool rows_copy(struct postgres_store *store, struct postgres_rows *rows, struct error *error)
{
    for (int i = 0; i < rows->column_count; i++)
        if (rows->columns[i].bytes.bad)
            return sql_no_memory(&store->sql, error);
    postgres_copy_write(rows, &store->copied);
    rows_clear(rows);
    if (store->copied.bad || store->copied.size > INT_MAX)
        return sql_no_memory(&store->sql, error);
    return postgres_copy_run(store, rows->copy.text, buffer_span(&store->copied), error);
}

static bool rows_send(struct postgres_store *store, struct postgres_rows *rows, struct error *error)
{
    struct postgres_parameter parameters[POSTGRES_COLUMNS];
    if (!rows->columns[0].count)
        return true;
    if (rows->copy.field_count && rows->columns[0].count >= COPY_LEAST)
        return rows_copy(store, rows, error);
    for (int i = 0; i < rows->column_count; i++) {
        if (rows->columns[i].bytes.bad)
            return sql_no_memory(&store->sql, error);
        parameters[i] = postgres_array_end(&rows->columns[i]);
    }
    bool sent = postgres_send(store, &rows->sent, parameters, (size_t)rows->column_count, error);
    rows_clear(rows);
    return sent;
}

/* No table needs rows of another one to be there; of one table, those that change rows come behind
 * those that are added. */
bool postgres_rows_flush(struct postgres_store *store, postgres_tables wanted, struct error *error)
{
    if (!(store->gathered & wanted))
        return true;
    for (int plain = 1; plain >= 0; plain--) {
        for (size_t i = 0; i < POSTGRES_ROWS && store->rows[i].text; i++) {
            struct postgres_rows *rows = &store->rows[i];
            if ((rows->sent.own & wanted) && rows->sent.plain == plain &&
                !rows_send(store, rows, error))
                return false;
        }
    }
    store->gathered &= ~wanted;
    return true;
}

/* Of tables that are held, what was changed is to be written for whoever else asks; who else
 * changes them makes the answers untrue. What is held itself asks for is added to what is on its
 * way. */
bool postgres_statement_ready(struct postgres_store *store, const struct postgres_statement *known,
                              struct error *error)
{
    static const char *const changed[] = {"names", "cards", "profiles"};
    static const char *const asked[] = {"name_keys", "pairs", "canonicals", "reports", "bands"};
    struct sql_store *sql = &store->sql;
    if (sql->held && !sql_held_is_busy(sql)) {
        if (any_of(known->tables, changed, 3) && !sql_held_settle(sql, error))
            return false;
        if (any_of(known->own, changed, 3) || any_of(known->own, asked, 5)) {
            if (!sql_held_is_merging(sql))
                sql_held_forget(sql);
            return postgres_rows_flush(store, ALL_TABLES, error);
        }
    } else if (sql->held && known->reads) {
        return true;
    }
    return postgres_rows_flush(store, known->tables, error);
}

void postgres_rows_drop(struct postgres_store *store)
{
    for (size_t i = 0; i < POSTGRES_ROWS && store->rows[i].text; i++)
        rows_clear(&store->rows[i]);
    store->gathered = 0;
}

static bool row_add(struct postgres_store *store, struct postgres_rows *rows,
                    const struct sql_value *values, struct error *error)
{
    size_t size = 0;
    for (int i = 0; i < rows->column_count; i++) {
        postgres_array_add(store, &rows->columns[i], &values[i]);
        size += rows->columns[i].bytes.size;
    }
    store->gathered |= rows->sent.own;
    return size < ARRAY_FULL ||
           postgres_rows_flush(store, rows->sent.own | rows->sent.tables, error);
}

bool postgres_row_gather(struct statement *statement, struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    const struct postgres_statement *known = statement->handle;
    struct postgres_rows *rows = rows_of(store, known->text);
    rows->column_count = statement->bound;
    return row_add(store, rows, statement->values, error);
}

void postgres_rows_begin(struct sql_rows *rows)
{
    struct postgres_rows *gathered = rows_of(postgres_of(rows->statement.store), rows->one);
    gathered->column_count = rows->columns;
    rows->gathered = gathered;
    if (!gathered->sent.plain)
        rows_clear(gathered);
}

bool postgres_rows_next(struct sql_rows *rows, struct error *error)
{
    rows->statement.bound = 0;
    return row_add(postgres_of(rows->statement.store), rows->gathered, rows->statement.values,
                   error);
}

/* Rows that are to stay wait for more of them; those that change what is there are sent. */
bool postgres_rows_end(struct sql_rows *rows, struct error *error)
{
    struct postgres_store *store = postgres_of(rows->statement.store);
    struct postgres_rows *gathered = rows->gathered;
    if (store->sql.in_group && gathered->sent.plain)
        return true;
    return postgres_statement_ready(store, &gathered->sent, error) &&
           postgres_rows_flush(store, gathered->sent.own, error);
}
