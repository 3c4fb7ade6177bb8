/* A span: bytes that somebody else owns, as pointer and length.
 *
 * Text is UTF-8 everywhere inside uzel; a span need not end with a zero byte. A range is a span's
 * place in a report's text: offsets in bytes, end exclusive. */
#ifndef SPAN_H
#define SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
    const char *data;
    size_t size;
};

/* Offsets in bytes of a report's text, end exclusive; empty where start == end. */
struct range {
    uint32_t start;
    uint32_t end;
};

/* A span of a string literal, usable in constant initializers. */
#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})
/* The two arguments of a "%.*s". */
#define SPAN_ARGS(span) (int)(span).size, (span).data

/* The smallest functions stand here, so that they cost no call where every word is compared. */

/* The span of a zero-terminated string; an empty span of NULL. */
static inline struct span span_of(const char *string)
{
    return (struct span){string, string ? strlen(string) : 0};
}

static inline bool span_equal(struct span left, struct span right)
{
    return left.size == right.size &&
           (left.size == 0 || memcmp(left.data, right.data, left.size) == 0);
}

/* Whether span is the zero-terminated string, of which most differ in the first two bytes. */
static inline bool span_is(struct span span, const char *string)
{
    if (span.size >= 2 && (!string[0] || string[0] != span.data[0] || string[1] != span.data[1]))
        return false;
    return span_equal(span, span_of(string));
}

/* The part [start, end) of span; both are cut to its size. */
static inline struct span span_slice(struct span span, size_t start, size_t end)
{
    if (end > span.size)
        end = span.size;
    if (start > end)
        start = end;
    return (struct span){span.data ? span.data + start : NULL, end - start};
}

static inline bool span_starts_with(struct span span, struct span prefix)
{
    return span.size >= prefix.size &&
           (prefix.size == 0 || memcmp(span.data, prefix.data, prefix.size) == 0);
}

static inline bool span_ends_with(struct span span, struct span suffix)
{
    return span.size >= suffix.size &&
           (suffix.size == 0 ||
            memcmp(span.data + (span.size - suffix.size), suffix.data, suffix.size) == 0);
}

/* Byte order, shorter first where one begins the other: negative, zero, positive. */
int span_compare(struct span left, struct span right);
/* The offset of the first occurrence of part at or after from; SIZE_MAX where there is none. */
size_t span_find(struct span span, struct span part, size_t from);
/* Without ASCII white space (space, tab, CR, LF) at both ends. */
struct span span_trim(struct span span);
/* Takes the next line off *rest, without its LF or CRLF; false where *rest is empty. */
bool span_next_line(struct span *rest, struct span *line);
/* Takes off *rest what stands before delimiter; the whole of *rest where there is no delimiter;
 * false where *rest has been used up (its data is then NULL). */
bool span_next_part(struct span *rest, char delimiter, struct span *part);
/* The words of span between range.start and range.end. */
struct span span_of_range(struct span text, struct range range);
/* Reads the whole of span as a decimal integer; false where it is none or overflows. */
bool span_to_integer(struct span span, int64_t *value);

#endif
