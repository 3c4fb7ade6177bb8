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

static void append_quoted(struct buffer *out, struct span text)
{
    buffer_append_byte(out, '"');
    size_t plain = 0, offset = 0;
    while (offset < text.size) {
        size_t start = offset;
        unsigned char byte = (unsigned char)text.data[offset];
        uint32_t code_point = byte < 0x80 ? (++offset, byte) : utf8_next(text, &offset);
        bool escaped =
            code_point < 0x20 || code_point == '"' || code_point == '\\' || code_point == 0x7F;
        bool invalid = code_point == 0xFFFD && offset - start == 1;
        if (!escaped && !invalid)
            continue;
        buffer_append(out, span_slice(text, plain, start));
        if (invalid)
            buffer_append_string(out, "\xEF\xBF\xBD");
        else
            append_escape(out, byte);
        plain = offset;
    }
    buffer_append(out, span_slice(text, plain, text.size));
    buffer_append_byte(out, '"');
}

void json_key_span(struct json *json, struct span key)
{
    json_separate(json);
    append_quoted(json->out, key);
    buffer_append_byte(json->out, ':');
    json->after_key = true;
}

void json_key(struct json *json, const char *key)
{
    json_key_span(json, span_of(key));
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

void json_integer(struct json *json, int64_t value)
{
    json_separate(json);
    buffer_format(json->out, "%lld", (long long)value);
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
