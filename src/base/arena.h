/* An arena: memory that is given back all at once, one per report and one per request.
 *
 * Nothing is freed one by one. With ARENA_MALLOC defined (the sanitizer build) every allocation is
 * a malloc of its own, so that the sanitizers see reads past its end.
 *
 * An arena has a limit. Where memory runs out (the limit is reached, or malloc fails) the work that
 * arena_run() began ends at once: allocating code needs no checks, and the caller of arena_run()
 * reports the failure. Code that allocates from an arena therefore holds no other resource while it
 * does so, or runs outside arena_run() of that arena's owner. Allocating outside arena_run() is a
 * bug and aborts when memory runs out. */
#ifndef ARENA_H
#define ARENA_H

#include <setjmp.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>

#include "span.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    char *next;                 /* free bytes of the newest block */
    char *end;
    size_t used;  /* bytes asked of malloc */
    size_t limit; /* most bytes to ask for */
    jmp_buf *exhausted;
};

/* Makes an empty arena that will hold at most limit bytes. Release it with arena_release(). */
void arena_init(struct arena *arena, size_t limit);
/* Gives everything back. The arena may be used again. */
void arena_release(struct arena *arena);
/* Forgets everything but keeps one block for the next use. */
void arena_clear(struct arena *arena);
/* Memory of size bytes, zeroed, owned by the arena; never NULL. */
void *arena_alloc(struct arena *arena, size_t size, size_t alignment);
/* A copy of span's bytes, followed by a zero byte that size does not count. */
struct span arena_copy(struct arena *arena, struct span span);
/* A formatted text, zero-terminated, owned by the arena. */
struct span arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* One text behind the other, zero-terminated, owned by the arena; cheaper than arena_format(). */
struct span arena_join(struct arena *arena, struct span first, struct span second);
/* Runs work(context); false where the arena ran out of memory within. Calls may nest. */
bool arena_run(struct arena *arena, void (*work)(void *context), void *context);

#define ARENA_NEW(arena, type, count)                                                              \
    ((type *)arena_alloc_array((arena), (count), sizeof(type), alignof(type)))
void *arena_alloc_array(struct arena *arena, size_t count, size_t size, size_t alignment);
/* The same, not zeroed: for what is written whole before it is read. */
#define ARENA_ROOM(arena, type, count)                                                             \
    ((type *)arena_room_array((arena), (count), sizeof(type), alignof(type)))
void *arena_room_array(struct arena *arena, size_t count, size_t size, size_t alignment);

/* A growing array in an arena is a struct with the members items, count and capacity (size_t).
 * ARRAY_PUSH makes room for one more, counts it and gives its address; it is zeroed. */
#define ARRAY_PUSH(arena, array)                                                                   \
    ((array)->items = arena_reserve((arena), (array)->items, (array)->count, &(array)->capacity,   \
                                    sizeof *(array)->items),                                       \
     &(array)->items[(array)->count++])
/* Room for one item more than count: items itself, or a copy twice as large. */
void *arena_reserve(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
