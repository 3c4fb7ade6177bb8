/* Writing JSON, streaming, into a buffer. Reading is jansson's part.
 *
 * Output is one line, UTF-8, with what RFC 8259 wants escaped escaped; bytes that are not UTF-8
 * become U+FFFD. Commas are the writer's business. An unbalanced end is a bug (assert). */
#ifndef JSON_H
#define JSON_H

#include "buffer.h"

enum { JSON_DEPTH = 32 };

struct json {
    struct buffer *out;
    unsigned depth;
    bool after_key;
    bool comma[JSON_DEPTH + 1]; /* by depth: a value stands before */
};

/* A writer that appends to out, which must outlive it. There is nothing to release. */
void json_init(struct json *json, struct buffer *out);
void json_object_begin(struct json *json);
void json_object_end(struct json *json);
void json_array_begin(struct json *json);
void json_array_end(struct json *json);
void json_key(struct json *json, const char *key); /* one that needs no escapes */
void json_key_span(struct json *json, struct span key);
void json_text(struct json *json, struct span text);
void json_string(struct json *json, const char *string); /* NULL gives null */
void json_integer(struct json *json, int64_t value);
/* A letter and a number as a text: "e12". */
void json_name(struct json *json, char letter, uint32_t number);
/* At most six digits after the point and none that says nothing; not finite gives null. */
void json_number(struct json *json, double value);
void json_boolean(struct json *json, bool value);
void json_null(struct json *json);

#endif
