/* The writer of JSON. */
#include "json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "utf8.h"

void json_init(struct json *json, struct buffer *out)
{
    *json = (struct json){.out = out};
}

/* What stands before a value or a key: a comma, or nothing. */
static void json_separate(struct json *json)
{
    if (json->after_key)
        json->after_key = false;
    else if (json->comma[json->depth])
        buffer_append_byte(json->out, ',');
    json->comma[json->depth] = true;
}

static void json_begin(struct json *json, char bracket)
{
    json_separate(json);
    assert(json->depth < JSON_DEPTH);
    json->comma[++json->depth] = false;
    buffer_append_byte(json->out, bracket);
}

static void json_end(struct json *json, char bracket)
{
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    buffer_append_byte(json->out, bracket);
}

void json_object_begin(struct json *json)
{
    json_begin(json, '{');
}

void json_object_end(struct json *json)
{
    json_end(json, '}');
}

void json_array_begin(struct json *json)
{
    json_begin(json, '[');
}

void json_array_end(struct json *json)
{
    json_end(json, ']');
}

static void append_escape(struct buffer *out, unsigned char byte)
{
    static const char names[] = "btn\0fr";
    if (byte == '"' || byte == '\\')
        buffer_format(out, "\\%c", byte);
    else if (byte >= 8 && byte <= 13 && names[byte - 8])
        buffer_format(out, "\\%c", names[byte - 8]);
    else
        buffer_format(out, "\\u%04x", byte);
}

/* The size of the bytes at the start of text that stand in JSON as they are. */
static size_t plain_size(struct span text)
{
    const unsigned char *data = (const unsigned char *)text.data;
    size_t at = 0;
    while (at < text.size) {
        if (data[at] < 0x80) {
            if (data[at] < 0x20 || data[at] == '"' || data[at] == '\\' || data[at] == 0x7F)
                return at;
            at++;
        } else if ((data[at] | 1) == 0xD1) { /* Russian letters come in rows */
            size_t first = at;
            while (at + 1 < text.size && (data[at] | 1) == 0xD1 && (data[at + 1] & 0xC0) == 0x80)
                at += 2;
            if (at == first)
                return at;
        } else if (at + 1 < text.size && data[at] >= 0xC2 && data[at] < 0xE0 &&
                   (data[at + 1] & 0xC0) == 0x80) {
            at += 2;
        } else {
            size_t next = at;
            if (utf8_next(text, &next) == 0xFFFD && next - at == 1)
                return at;
            at = next;
        }
    }
    return at;
}

/* Appends a text in quotation marks that needs no escapes, and what stands behind it. */
static void append_plain(struct buffer *out, struct span text, const char *behind, size_t size)
{
    char *room = buffer_extend(out, text.size + 1 + size);
    if (room == NULL)
        return;
    *room = '"';
    if (text.size > 0)
        memcpy(room + 1, text.data, text.size);
    memcpy(room + 1 + text.size, behind, size);
}

static void append_quoted(struct buffer *out, struct span text)
{
    if (plain_size(text) == text.size) {
        append_plain(out, text, "\"", 1);
        return;
    }
    buffer_append_byte(out, '"');
    for (;;) {
        size_t plain = plain_size(text);
        buffer_append(out, span_slice(text, 0, plain));
        if (plain == text.size)
            break;
        unsigned char byte = (unsigned char)text.data[plain];
        if (byte < 0x80)
            append_escape(out, byte);
        else
            buffer_append_string(out, "\xEF\xBF\xBD");
        text = span_slice(text, plain + 1, text.size);
    }
    buffer_append_byte(out, '"');
}

void json_key_span(struct json *json, struct span key)
{
    json_separate(json);
    json->after_key = true;
    if (plain_size(key) == key.size) {
        append_plain(json->out, key, "\":", 2);
        return;
    }
    append_quoted(json->out, key);
    buffer_append_byte(json->out, ':');
}

void json_key(struct json *json, const char *key)
{
    json_separate(json);
    json->after_key = true;
    append_plain(json->out, span_of(key), "\":", 2);
}

void json_text(struct json *json, struct span text)
{
    json_separate(json);
    append_quoted(json->out, text);
}

void json_string(struct json *json, const char *string)
{
    if (string)
        json_text(json, span_of(string));
    else
        json_null(json);
}

/* Writes the digits of value so that they end at end; 20 bytes are free before it. */
static struct span integer_write(int64_t value, char *end)
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char *start = end;
    do {
        *--start = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--start = '-';
    return (struct span){start, (size_t)(end - start)};
}

void json_integer(struct json *json, int64_t value)
{
    char text[24];
    json_separate(json);
    buffer_append(json->out, integer_write(value, text + sizeof text));
}

void json_number(struct json *json, double value)
{
    if (!isfinite(value)) {
        json_null(json);
        return;
    }
    char text[400];
    int size = snprintf(text, sizeof text, "%.6f", value);
    while (size > 0 && text[size - 1] == '0')
        size--;
    if (size > 0 && text[size - 1] == '.')
        size--;
    json_separate(json);
    buffer_append(json->out, (struct span){text, (size_t)size});
}

void json_name(struct json *json, char letter, uint32_t number)
{
    char text[24];
    json_separate(json);
    struct span digits = integer_write(number, text + sizeof text - 1);
    char *start = text + sizeof text - 1 - digits.size;
    *--start = letter;
    *--start = '"';
    text[sizeof text - 1] = '"';
    buffer_append(json->out, (struct span){start, digits.size + 3});
}

void json_boolean(struct json *json, bool value)
{
    json_separate(json);
    buffer_append_string(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    json_separate(json);
    buffer_append_string(json->out, "null");
}
