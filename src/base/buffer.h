/* A growable buffer of bytes with a cap.
 *
 * Appending never fails at the call: a buffer that would pass its cap, or for which malloc has no
 * memory, turns bad, drops what it holds and ignores all that follows. Check buffer.bad once, when
 * done. */
#ifndef BUFFER_H
#define BUFFER_H

#include "span.h"

struct buffer {
    char *data; /* size bytes and a zero byte; NULL while empty */
    size_t size;
    size_t capacity;
    size_t limit;
    bool bad;
};

/* An empty buffer of at most limit bytes. Release it with buffer_release(). */
void buffer_init(struct buffer *buffer, size_t limit);
/* Gives the memory back. */
void buffer_release(struct buffer *buffer);
/* Empties the buffer, keeping its memory; mends a bad one. */
void buffer_clear(struct buffer *buffer);
void buffer_append(struct buffer *buffer, struct span span);
/* Room for more bytes at the end, which count at once and are to be written at once; NULL where the
 * buffer is bad. */
char *buffer_extend(struct buffer *buffer, size_t more);

static inline void buffer_append_byte(struct buffer *buffer, char byte)
{
    if (buffer->bad || buffer->size >= buffer->limit || buffer->size + 1 >= buffer->capacity) {
        buffer_append(buffer, (struct span){&byte, 1});
        return;
    }
    buffer->data[buffer->size++] = byte;
    buffer->data[buffer->size] = 0;
}

/* Gives back the memory beyond what the buffer holds, for one that is kept. */
void buffer_fit(struct buffer *buffer);
void buffer_append_string(struct buffer *buffer, const char *string);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What the buffer holds; valid until it changes. */
struct span buffer_span(const struct buffer *buffer);

#endif
