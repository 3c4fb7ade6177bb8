/* The growable buffer. */
#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *buffer, size_t limit)
{
    *buffer = (struct buffer){.limit = limit};
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->data);
    buffer_init(buffer, buffer->limit);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    buffer->bad = false;
}

static void buffer_spoil(struct buffer *buffer)
{
    buffer->bad = true;
    buffer->size = 0;
}

/* Makes room for more bytes and a zero byte. */
static bool buffer_reserve(struct buffer *buffer, size_t more)
{
    if (buffer->bad)
        return false;
    if (more > buffer->limit - buffer->size) {
        buffer_spoil(buffer);
        return false;
    }
    size_t needed = buffer->size + more + 1;
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    while (capacity < needed)
        capacity *= 2;
    char *data = realloc(buffer->data, capacity);
    if (!data) {
        buffer_spoil(buffer);
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

char *buffer_extend(struct buffer *buffer, size_t more)
{
    if (!buffer_reserve(buffer, more))
        return NULL;
    char *room = buffer->data + buffer->size;
    buffer->size += more;
    buffer->data[buffer->size] = 0;
    return room;
}

void buffer_fit(struct buffer *buffer)
{
    char *data = buffer->size ? realloc(buffer->data, buffer->size + 1) : NULL;
    if (!data)
        return;
    buffer->data = data;
    buffer->capacity = buffer->size + 1;
}

void buffer_append(struct buffer *buffer, struct span span)
{
    if (span.size == 0 || !buffer_reserve(buffer, span.size))
        return;
    memcpy(buffer->data + buffer->size, span.data, span.size);
    buffer->size += span.size;
    buffer->data[buffer->size] = 0;
}

void buffer_append_string(struct buffer *buffer, const char *string)
{
    buffer_append(buffer, span_of(string));
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size > 0 && buffer_reserve(buffer, (size_t)size)) {
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

struct span buffer_span(const struct buffer *buffer)
{
    return (struct span){buffer->data, buffer->size};
}
