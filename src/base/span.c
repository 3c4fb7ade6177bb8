/* Spans of bytes: comparing, cutting and searching, without ownership. */
#include "span.h"

int span_compare(struct span left, struct span right)
{
    size_t common = left.size < right.size ? left.size : right.size;
    int order = common ? memcmp(left.data, right.data, common) : 0;
    if (order)
        return order;
    return (left.size > right.size) - (left.size < right.size);
}

size_t span_find(struct span span, struct span part, size_t from)
{
    if (from > span.size || part.size > span.size - from)
        return SIZE_MAX;
    if (part.size == 0)
        return from;
    const char *found = memmem(span.data + from, span.size - from, part.data, part.size);
    return found ? (size_t)(found - span.data) : SIZE_MAX;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

struct span span_trim(struct span span)
{
    size_t start = 0, end = span.size;
    while (start < end && is_blank(span.data[start]))
        start++;
    while (end > start && is_blank(span.data[end - 1]))
        end--;
    return span_slice(span, start, end);
}

bool span_next_line(struct span *rest, struct span *line)
{
    if (rest->size == 0)
        return false;
    const char *feed = memchr(rest->data, '\n', rest->size);
    size_t size = feed ? (size_t)(feed - rest->data) : rest->size;
    *line = span_slice(*rest, 0, size);
    *rest = span_slice(*rest, feed ? size + 1 : size, rest->size);
    if (line->size && line->data[line->size - 1] == '\r')
        line->size--;
    return true;
}

bool span_next_part(struct span *rest, char delimiter, struct span *part)
{
    if (!rest->data)
        return false;
    const char *found = rest->size ? memchr(rest->data, delimiter, rest->size) : NULL;
    if (!found) {
        *part = *rest;
        *rest = (struct span){NULL, 0};
        return true;
    }
    size_t size = (size_t)(found - rest->data);
    *part = span_slice(*rest, 0, size);
    *rest = span_slice(*rest, size + 1, rest->size);
    return true;
}

struct span span_of_range(struct span text, struct range range)
{
    return span_slice(text, range.start, range.end);
}

bool span_to_integer(struct span span, int64_t *value)
{
    bool negative = span.size && span.data[0] == '-';
    int64_t number = 0;
    if (span.size == (size_t)negative)
        return false;
    for (size_t i = negative; i < span.size; i++) {
        if (span.data[i] < '0' || span.data[i] > '9' ||
            __builtin_mul_overflow(number, 10, &number) ||
            __builtin_sub_overflow(number, span.data[i] - '0', &number))
            return false;
    }
    return negative ? (*value = number, true) : !__builtin_sub_overflow(0, number, value);
}
