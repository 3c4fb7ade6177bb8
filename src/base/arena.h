/* An arena: memory that is given back all at once, one per report and one per request.
 *
 * Nothing is freed one by one; what a step needs for itself alone stands behind a mark, to which it
 * goes back. With ARENA_MALLOC defined (the sanitizer build) every allocation is a malloc of its
 * own, so that the sanitizers see reads past its end, behind a mark, and of an array that has
 * moved.
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
    struct arena_block *large;  /* each holds one array */
    struct arena_block *spare;  /* of uses before, for this one */
    char *next;                 /* free bytes of the newest block */
    char *end;
    size_t used;       /* bytes of all blocks */
    size_t limit;      /* most bytes to ask for */
    size_t large_made; /* so many arrays had a block of their own so far */
    jmp_buf *exhausted;
};

/* Makes an empty arena that will hold at most limit bytes. Release it with arena_release(). */
void arena_init(struct arena *arena, size_t limit);
/* Gives everything back. The arena may be used again. */
void arena_release(struct arena *arena);
/* Forgets everything but keeps the memory for the next use, as far as ARENA_KEPT. */
void arena_clear(struct arena *arena);
enum { ARENA_KEPT = 16 * 1024 * 1024 };
/* Where an arena stands; to go back to it with arena_rewind(). */
struct arena_mark {
    struct arena_block *block;
    char *next;
    size_t large_made;
};
struct arena_mark arena_mark(const struct arena *arena);
/* Gives back what was taken since the mark, or most of it. What was taken before stays, but no
 * array of before may have grown in between. */
void arena_rewind(struct arena *arena, struct arena_mark mark);
/* The same, with a copy of a text that was made since the mark: all of the making but the text is
 * given back. */
struct span arena_keep(struct arena *arena, struct arena_mark mark, struct span text);
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

/* Gives an array back that nothing will read any more, before all the rest: of a huge report, whose
 * arrays have blocks of their own, the next ones take the same memory. size is in bytes. */
void arena_return(struct arena *arena, void *items, size_t size);

/* A growing array in an arena is a struct with the members items, count and capacity (size_t).
 * ARRAY_PUSH makes room for one more, counts it and gives its address; it is zeroed. The items may
 * move: no pointer to one of them outlives a push. */
#define ARRAY_PUSH(arena, array)                                                                   \
    ((array)->items = arena_reserve((arena), (array)->items, (array)->count, &(array)->capacity,   \
                                    sizeof *(array)->items),                                       \
     memset(&(array)->items[(array)->count], 0, sizeof *(array)->items),                           \
     &(array)->items[(array)->count++])
/* Room for one item more than count, not zeroed: items itself, or where they have moved to. */
void *arena_reserve(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
