/* SQL that both engines share, as PostgreSQL writes it. */
#include <string.h>

#include "store_postgres.h"

struct rewriting {
    const char *from;
    const char *to;
    bool word; /* from is a whole word */
};

/* The longer first where one begins with another. */
static const struct rewriting rewritings[] = {
    {"CROSS JOIN", "JOIN", true},
    {"x''", "''::bytea", true},
    /* A report may hold any bytes, which PostgreSQL's text may not. */
    {"text TEXT NOT NULL", "text bytea NOT NULL", false},
    {", WITHOUT ROWID", "", false},
    {" STRICT", "", false},
    {"INTEGER", "bigint", true},
    {"REAL", "double precision", true},
    /* Compared and sorted by bytes, as SQLite does. */
    {"TEXT", "text COLLATE \"C\"", true},
    {"BLOB", "bytea", true},
};

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (byte >= '0' && byte <= '9');
}

static bool fits(const struct rewriting *one, const char *text, const char *at)
{
    size_t size = strlen(one->from);
    if (strncmp(at, one->from, size) != 0)
        return false;
    return !one->word || ((at == text || !is_word_byte(at[-1])) && !is_word_byte(at[size]));
}

static const struct rewriting *rewriting_find(const char *text, const char *at)
{
    for (size_t i = 0; i < sizeof rewritings / sizeof *rewritings; i++)
        if (fits(&rewritings[i], text, at))
            return &rewritings[i];
    return NULL;
}

/* A parameter, ? or ?N; gives what follows it. */
static const char *parameter_write(const char *at, unsigned *count, struct buffer *out)
{
    const char *end = at + 1;
    unsigned number = 0;
    while (*end >= '0' && *end <= '9')
        number = number * 10 + (unsigned)(*end++ - '0');
    buffer_format(out, "$%u", number ? number : ++*count);
    return end;
}

/* A list that a parameter holds, json_each(?N); gives what follows its parenthesis. */
static const char *list_write(const char *at, unsigned *count, struct buffer *out)
{
    buffer_append_string(out, "json_array_elements_text(");
    at = parameter_write(at + strlen("json_each("), count, out);
    buffer_append_string(out, "::json)");
    return at + 1;
}

/* Leaves out INDEXED BY and the name after it. */
static const char *hint_skip(const char *at)
{
    at += strlen("INDEXED BY ");
    while (is_word_byte(*at))
        at++;
    return at;
}

void postgres_text_write(const char *text, struct buffer *out)
{
    unsigned count = 0;
    buffer_clear(out);
    for (const char *at = text; *at;) {
        const struct rewriting *found = rewriting_find(text, at);
        if (found) {
            buffer_append_string(out, found->to);
            at += strlen(found->from);
        } else if (strncmp(at, "json_each(?", strlen("json_each(?")) == 0) {
            at = list_write(at, &count, out);
        } else if (*at == '?') {
            at = parameter_write(at, &count, out);
        } else if (strncmp(at, "INDEXED BY ", strlen("INDEXED BY ")) == 0) {
            at = hint_skip(at);
        } else {
            buffer_append_byte(out, *at++);
        }
    }
    buffer_append_byte(out, '\0');
}

/* A name for the nth column of the arrays, from 1. */
static void column_write(unsigned n, struct buffer *out)
{
    buffer_format(out, "a%u", n);
}

/* From " FROM unnest($1, $2) AS u(a1, a2)". */
static void arrays_write(size_t columns, struct buffer *out)
{
    buffer_append_string(out, " FROM unnest(");
    for (unsigned i = 1; i <= columns; i++)
        buffer_format(out, i > 1 ? ", $%u" : "$%u", i);
    buffer_append_string(out, ") AS u(");
    for (unsigned i = 1; i <= columns; i++) {
        buffer_append_string(out, i > 1 ? ", " : "");
        column_write(i, out);
    }
    buffer_append_byte(out, ')');
}

/* The parenthesis that closes the one before from. */
static const char *closing_find(const char *from)
{
    unsigned depth = 1;
    for (;; from++) {
        depth += *from == '(';
        depth -= *from == ')';
        if (!depth || !*from)
            return from;
    }
}

/* What stands for a parameter, ? or ?N; gives what follows it. */
static const char *column_take(const char *at, unsigned *count, struct buffer *out)
{
    unsigned number = 0;
    for (at++; *at >= '0' && *at <= '9'; at++)
        number = number * 10 + (unsigned)(*at - '0');
    column_write(number ? number : ++*count, out);
    return at;
}

void postgres_rows_write(const char *text, size_t columns, struct buffer *out)
{
    const char *values = strstr(text, "VALUES("), *at = values + strlen("VALUES(");
    const char *end = closing_find(at);
    unsigned count = 0;
    buffer_clear(out);
    buffer_append(out, (struct span){text, (size_t)(values - text)});
    buffer_append_string(out, " SELECT ");
    while (at < end) {
        const struct rewriting *found = rewriting_find(text, at);
        if (found) {
            buffer_append_string(out, found->to);
            at += strlen(found->from);
        } else if (*at == '?') {
            at = column_take(at, &count, out);
        } else {
            buffer_append_byte(out, *at++);
        }
    }
    arrays_write(columns, out);
    buffer_append_string(out, end + 1);
    buffer_append_byte(out, '\0');
}
