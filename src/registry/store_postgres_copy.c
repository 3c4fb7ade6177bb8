/* COPY: rows that are only added, in the form in which the server reads tables fastest. A row costs
 * half of what it costs in an INSERT that takes arrays apart.
 *
 * A text "INSERT INTO t(a, b) VALUES(?, 'x')" tells what is copied: each value must be a parameter
 * or a constant. Elements of arrays (store_postgres_rows.c) are fields of rows as they stand: four
 * bytes of size, then the bytes. */
#include <stdio.h>
#include <string.h>

#include "store_postgres.h"

enum { FIELD_SIZE = 4 };

static void size_put(uint32_t size, char *into)
{
    for (int i = 0; i < FIELD_SIZE; i++)
        into[i] = (char)(size >> 8 * (3 - i));
}

static uint32_t size_take(const char *from)
{
    uint32_t size = 0;
    for (int i = 0; i < FIELD_SIZE; i++)
        size = size << 8 | (unsigned char)from[i];
    return size;
}

/* ---- what a text tells ---- */

/* A whole number as a field. */
static void integer_write(const char *at, struct postgres_field *field)
{
    uint64_t value = 0;
    while (*at >= '0' && *at <= '9')
        value = value * 10 + (uint64_t)(*at++ - '0');
    size_put(8, field->constant);
    size_put((uint32_t)(value >> 32), field->constant + FIELD_SIZE);
    size_put((uint32_t)value, field->constant + 2 * FIELD_SIZE);
    field->size = 3 * FIELD_SIZE;
}

/* A text between apostrophes as a field; false where it is too long or has apostrophes. */
static bool text_write(struct span text, struct postgres_field *field)
{
    if (text.size + FIELD_SIZE > sizeof field->constant)
        return false;
    size_put((uint32_t)text.size, field->constant);
    if (text.size)
        memcpy(field->constant + FIELD_SIZE, text.data, text.size);
    field->size = FIELD_SIZE + text.size;
    return true;
}

/* Takes one value off the list. *parameters counts those without a number. */
static bool field_take(const char **at, int *parameters, struct postgres_field *field)
{
    const char *end;
    *field = (struct postgres_field){.column = -1};
    if (**at == '?') {
        int number = 0;
        for (++*at; **at >= '0' && **at <= '9'; ++*at)
            number = number * 10 + (**at - '0');
        field->column = number ? number - 1 : (*parameters)++;
        return true;
    }
    if (**at >= '0' && **at <= '9') {
        integer_write(*at, field);
        *at += strspn(*at, "0123456789");
        return true;
    }
    *at += **at == 'x';
    if (**at != '\'' || !(end = strchr(*at + 1, '\'')))
        return false;
    bool fits = text_write((struct span){*at + 1, (size_t)(end - *at - 1)}, field);
    *at = end + 1;
    return fits;
}

void postgres_copy_describe(const char *text, struct postgres_copy *copy)
{
    static const char insert[] = "INSERT INTO ", values[] = "VALUES(";
    const char *list = strstr(text, values);
    int parameters = 0;
    copy->field_count = 0;
    if (!list || strncmp(text, insert, strlen(insert)) != 0)
        return;
    const char *table = text + strlen(insert), *at = list + strlen(values);
    size_t count = 0;
    int size = snprintf(copy->text, sizeof copy->text, "COPY %.*s FROM STDIN (FORMAT binary)",
                        (int)(list - table), table);
    bool fits = size > 0 && (size_t)size < sizeof copy->text;
    while (fits && count < POSTGRES_COLUMNS && field_take(&at, &parameters, &copy->fields[count])) {
        count++;
        if (strncmp(at, ", ", 2) != 0)
            break;
        at += 2;
    }
    if (fits && strcmp(at, ")") == 0)
        copy->field_count = count;
}

/* ---- rows ---- */

static const char signature[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0"; /* with flags and extension */
enum { SIGNATURE_SIZE = 19 };

static void count_append(struct buffer *out, uint16_t count)
{
    buffer_append_byte(out, (char)(count >> 8));
    buffer_append_byte(out, (char)count);
}

/* The bytes of an element with its size. */
static struct span element_at(const char *at)
{
    uint32_t size = size_take(at);
    return (struct span){at, FIELD_SIZE + (size == UINT32_MAX ? 0 : (size_t)size)};
}

void postgres_copy_write(const struct postgres_rows *rows, struct buffer *out)
{
    const struct postgres_copy *copy = &rows->copy;
    const char *next[POSTGRES_COLUMNS];
    for (int i = 0; i < rows->column_count; i++)
        next[i] = rows->columns[i].bytes.data + POSTGRES_ARRAY_HEAD;
    buffer_clear(out);
    buffer_append(out, (struct span){signature, SIGNATURE_SIZE});
    for (size_t row = 0; row < rows->columns[0].count; row++) {
        count_append(out, (uint16_t)copy->field_count);
        for (size_t i = 0; i < copy->field_count; i++) {
            const struct postgres_field *field = &copy->fields[i];
            if (field->column < 0) {
                buffer_append(out, (struct span){field->constant, field->size});
                continue;
            }
            struct span element = element_at(next[field->column]);
            buffer_append(out, element);
            next[field->column] += element.size;
        }
    }
    count_append(out, UINT16_MAX);
}
