/* Many rows at once in PostgreSQL: each column travels as an array, and one statement takes them
 * apart: INSERT INTO bands SELECT a1, a2, a3 FROM unnest($1, $2, $3) AS u(a1, a2, a3). A row of a
 * statement of its own costs the server ten times as much. */
#include <stdio.h>
#include <string.h>

#include "store_postgres.h"

enum {
    ARRAY_LIMIT = 512 * 1024 * 1024, /* bytes of a column */
    ARRAY_FULL = 1024 * 1024,        /* bytes of all columns from which on the rows are sent */
    ARRAY_HEAD = 20                  /* bytes before the elements */
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
    char *head = buffer_extend(&array->bytes, ARRAY_HEAD);
    if (head)
        memset(head, 0, ARRAY_HEAD);
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
        rows->sent.many = true;
        for (int i = 0; i < POSTGRES_COLUMNS; i++)
            buffer_init(&rows->columns[i].bytes, ARRAY_LIMIT);
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

static void rows_clear(struct postgres_rows *rows, int columns)
{
    for (int i = 0; i < columns; i++)
        postgres_array_begin(&rows->columns[i]);
}

void postgres_rows_begin(struct sql_rows *rows)
{
    rows->gathered = rows_of(postgres_of(rows->statement.store), rows->one);
    rows_clear(rows->gathered, rows->columns);
}

static bool rows_send(struct sql_rows *rows, struct error *error)
{
    struct postgres_store *store = postgres_of(rows->statement.store);
    struct postgres_rows *gathered = rows->gathered;
    struct postgres_parameter parameters[POSTGRES_COLUMNS];
    if (!gathered->columns[0].count)
        return true;
    for (int i = 0; i < rows->columns; i++) {
        if (gathered->columns[i].bytes.bad)
            return sql_no_memory(&store->sql, error);
        parameters[i] = postgres_array_end(&gathered->columns[i]);
    }
    bool sent = postgres_send(store, &gathered->sent, parameters, (size_t)rows->columns, error);
    rows_clear(gathered, rows->columns);
    return sent;
}

bool postgres_rows_next(struct sql_rows *rows, struct error *error)
{
    struct postgres_store *store = postgres_of(rows->statement.store);
    struct postgres_rows *gathered = rows->gathered;
    size_t size = 0;
    for (int i = 0; i < rows->columns; i++) {
        postgres_array_add(store, &gathered->columns[i], &rows->statement.values[i]);
        size += gathered->columns[i].bytes.size;
    }
    rows->statement.bound = 0;
    return size < ARRAY_FULL || rows_send(rows, error);
}

bool postgres_rows_end(struct sql_rows *rows, struct error *error)
{
    return rows_send(rows, error);
}
