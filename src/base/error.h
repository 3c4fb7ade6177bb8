/* Errors as data: what went wrong, by key, with its arguments.
 *
 * Libraries append to a struct error and return false; they never print. The key names a message of
 * the catalogue (messages/), which the faces put into Russian or English: "report.not_text" with
 * the arguments file=… and offset=…. A user's mistake has a key; a bug of the program is an
 * assert(). */
#ifndef ERROR_H
#define ERROR_H

#include "span.h"

enum {
    ERROR_ARGUMENTS = 5, /* most arguments of one message */
    ERROR_ITEMS = 1000   /* further ones are counted, not kept */
};

struct error_argument {
    const char *name;
    const char *value;
};

struct error_item {
    const char *key; /* a string literal */
    struct error_argument arguments[ERROR_ARGUMENTS];
    size_t argument_count;
};

struct error {
    struct error_item *items;
    size_t count; /* items kept */
    size_t capacity;
    size_t dropped; /* items not kept for want of room */
};

/* No errors. Release it with error_release(). */
void error_init(struct error *error);
void error_release(struct error *error);
/* Appends a message and returns false, for "return error_add(…)". After the key stand pairs of
 * strings, name and value, and a NULL; names are literals, values are copied. A NULL error is
 * allowed and ignored. */
bool error_add(struct error *error, const char *key, ...) __attribute__((sentinel));
/* Whether anything was appended. */
bool error_any(const struct error *error);
/* Moves all items of from to the end of to; from is empty after. */
void error_move(struct error *to, struct error *from);

#endif
