/* Arenas: blocks that double in size, given back together. An array that has grown large has a
 * block of its own, which grows by moving its pages. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pages.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

struct arena_block {
    struct arena_block *older;
    size_t size;   /* with this head */
    size_t number; /* of a large one, in the order of making */
    alignas(max_align_t) char bytes[];
};

enum {
    FIRST_BLOCK = 64 * 1024,         /* a report of 3 KB and its reading fit */
    LARGEST_BLOCK = 4 * 1024 * 1024, /* growth beyond this wastes more than it saves */
    LONG_ARRAY = 4096,       /* may grow large: of shorter ones what stood there stays readable */
    LARGE_ARRAY = LARGE_PAGE /* has a block of its own */
};

void arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

/* Whether a block is of whole pages. */
static bool block_is_mapped(size_t size)
{
#ifdef ARENA_MALLOC
    (void)size;
    return false;
#else
    return size >= LARGE_PAGE;
#endif
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *block = block_is_mapped(size) ? pages_new(size) : malloc(size);
    if (block)
        block->size = size;
    return block;
}

static void block_free(struct arena *arena, struct arena_block *block)
{
    arena->used -= block->size;
    if (block_is_mapped(block->size))
        pages_free(block, block->size);
    else
        free(block);
}

static void blocks_free(struct arena *arena, struct arena_block **blocks)
{
    while (*blocks) {
        struct arena_block *block = *blocks;
        *blocks = block->older;
        block_free(arena, block);
    }
}

void arena_release(struct arena *arena)
{
    blocks_free(arena, &arena->blocks);
    blocks_free(arena, &arena->large);
    blocks_free(arena, &arena->spare);
    arena_init(arena, arena->limit);
}

/* Makes a block, or none, the newest, whose bytes from next on are free. */
static void arena_stand(struct arena *arena, struct arena_block *block, char *next)
{
    arena->blocks = block;
    arena->next = next;
    arena->end = block ? (char *)block + block->size : NULL;
}

void arena_clear(struct arena *arena)
{
#ifdef ARENA_MALLOC
    arena_release(arena);
#else
    size_t kept = 0;
    blocks_free(arena, &arena->large);
    arena_rewind(arena, (struct arena_mark){0});
    for (struct arena_block **place = &arena->spare; *place;) {
        struct arena_block *block = *place;
        if (kept + block->size <= ARENA_KEPT) {
            kept += block->size;
            place = &block->older;
        } else {
            *place = block->older;
            block_free(arena, block);
        }
    }
#endif
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->blocks, arena->next, arena->large_made};
}

#ifndef ARENA_MALLOC
/* Spares a block that the arena has in a chain. */
static void block_spare(struct arena *arena, struct arena_block **place)
{
    struct arena_block *block = *place;
    *place = block->older;
    block->older = arena->spare;
    arena->spare = block;
}

/* Spares the blocks of arrays that were made since the mark, wherever they stand in their chain:
 * an older one that grew has kept its place. */
static void large_rewind(struct arena *arena, size_t made)
{
    for (struct arena_block **place = &arena->large; *place;)
        if ((*place)->number > made)
            block_spare(arena, place);
        else
            place = &(*place)->older;
}
#endif

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
#ifndef ARENA_MALLOC
    large_rewind(arena, mark.large_made);
#endif
    while (arena->blocks != mark.block) {
#ifdef ARENA_MALLOC
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        block_free(arena, block);
#else
        block_spare(arena, &arena->blocks);
#endif
    }
    arena_stand(arena, mark.block, mark.next);
}

static _Noreturn void arena_exhaust(struct arena *arena)
{
    if (!arena->exhausted)
        abort();
    longjmp(*arena->exhausted, 1);
}

/* A new block with room for size bytes. */
static struct arena_block *block_add(struct arena *arena, size_t size)
{
    size_t total;
    if (__builtin_add_overflow(size, sizeof(struct arena_block), &total) || total > SIZE_MAX / 2)
        arena_exhaust(arena);
    if (block_is_mapped(total))
        total = pages_size(total);
    if (total > arena->limit - arena->used)
        blocks_free(arena, &arena->spare);
    if (total > arena->limit - arena->used)
        arena_exhaust(arena);
    struct arena_block *block = block_new(total);
    if (!block)
        arena_exhaust(arena);
    arena->used += total;
    return block;
}

#ifdef ARENA_MALLOC
static void arena_add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = block_add(arena, size);
    block->older = arena->blocks;
    arena_stand(arena, block, block->bytes);
}
#else
/* The smallest spare block that holds size bytes; NULL where there is none. */
static struct arena_block *spare_take(struct arena *arena, size_t size)
{
    struct arena_block **best = NULL;
    for (struct arena_block **place = &arena->spare; *place; place = &(*place)->older)
        if (size <= (*place)->size - sizeof **place && (!best || (*place)->size < (*best)->size))
            best = place;
    if (!best)
        return NULL;
    struct arena_block *block = *best;
    *best = block->older;
    return block;
}

static size_t next_block_size(const struct arena *arena, size_t needed)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    size -= sizeof(struct arena_block);
    size_t left = arena->limit - arena->used;
    if (size > left && left > sizeof(struct arena_block))
        size = left - sizeof(struct arena_block);
    return size > needed ? size : needed;
}

static void arena_add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = spare_take(arena, size);
    if (!block)
        block = block_add(arena, next_block_size(arena, size));
    block->older = arena->blocks;
    arena_stand(arena, block, block->bytes);
}
#endif

#ifndef ARENA_MALLOC
/* A block of an array's own. */
static void *large_new(struct arena *arena, size_t size)
{
    struct arena_block *block = spare_take(arena, size);
    if (!block)
        block = block_add(arena, size);
    block->older = arena->large;
    block->number = ++arena->large_made;
    arena->large = block;
    return block->bytes;
}

/* The place of an array's own block among the large ones; NULL where it has none. */
static struct arena_block **large_find(struct arena *arena, const void *items)
{
    for (struct arena_block **place = &arena->large; *place; place = &(*place)->older)
        if (items == (*place)->bytes)
            return place;
    return NULL;
}
#endif

static void *arena_room(struct arena *arena, size_t size, size_t alignment)
{
#ifdef ARENA_MALLOC
    (void)alignment;
    arena_add_block(arena, size ? size : 1);
    char *memory = arena->next;
    arena->next = arena->end;
#else
    size_t padding = (size_t)(-(uintptr_t)arena->next & (alignment - 1));
    if (!arena->next || size + padding > (size_t)(arena->end - arena->next)) {
        if (size >= LARGE_ARRAY)
            return large_new(arena, size);
        arena_add_block(arena, size);
        padding = 0;
    }
    char *memory = arena->next + padding;
    arena->next = memory + size;
#endif
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size, size_t alignment)
{
    void *memory = arena_room(arena, size, alignment);
    if (size)
        memset(memory, 0, size);
    return memory;
}

void *arena_room_array(struct arena *arena, size_t count, size_t size, size_t alignment)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total) || total > SIZE_MAX / 4)
        arena_exhaust(arena);
    return arena_room(arena, total, alignment);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size, size_t alignment)
{
    void *memory = arena_room_array(arena, count, size, alignment);
    if (count > 0 && size > 0)
        memset(memory, 0, count * size);
    return memory;
}

/* Says that nothing reads an array any more. */
static void array_leave(void *items, size_t size)
{
#ifdef __SANITIZE_ADDRESS__
    __asan_poison_memory_region(items, size);
#else
    (void)items;
    (void)size;
#endif
}

#ifndef ARENA_MALLOC
/* Moves an array into a block of its own, or gives its block twice the pages. */
static void *large_grow(struct arena *arena, void *items, size_t used, size_t size)
{
    struct arena_block **place = large_find(arena, items), *block;
    if (!place) {
        void *room = large_new(arena, size);
        return used ? memcpy(room, items, used) : room;
    }
    size_t old_size = (*place)->size, total = pages_size(size + sizeof *block);
    if (total <= old_size)
        return items; /* a spare block may be larger than what it was taken for */
    if (total - old_size > arena->limit - arena->used)
        blocks_free(arena, &arena->spare);
    if (total - old_size > arena->limit - arena->used ||
        !(block = pages_grow(*place, old_size, total)))
        arena_exhaust(arena);
    block->size = total;
    arena->used += total - old_size;
    *place = block;
    return block->bytes;
}

/* Whether an array stands last in the newest block and can grow there. */
static bool array_extends(struct arena *arena, const void *items, size_t size, size_t more)
{
    if (!items || (const char *)items + size != arena->next ||
        more > (size_t)(arena->end - arena->next))
        return false;
    arena->next += more;
    return true;
}
#endif

/* Room for twice what an array has. */
static void *array_grow(struct arena *arena, void *items, size_t count, size_t larger, size_t size)
{
#ifndef ARENA_MALLOC
    if (array_extends(arena, items, count * size, (larger - count) * size))
        return items;
    if (larger * size >= LARGE_ARRAY)
        return large_grow(arena, items, count * size, larger * size);
#endif
    char *copy = arena_room_array(arena, larger, size, alignof(max_align_t));
    if (count) {
        memcpy(copy, items, count * size);
        if (count * size >= LONG_ARRAY)
            array_leave(items, count * size);
    }
    return copy;
}

/* Most arrays stay short; of large items, two may be all. */
static size_t first_capacity(size_t size)
{
    enum { BYTES = 256, ITEMS = 8 };
    size_t fit = BYTES / size;
    return fit >= ITEMS ? ITEMS : fit < 2 ? 2 : fit;
}

void *arena_reserve(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : first_capacity(size), total;
    if (__builtin_mul_overflow(larger, size, &total) || total > SIZE_MAX / 4)
        arena_exhaust(arena);
    items = array_grow(arena, items, count, larger, size);
    *capacity = larger;
    return items;
}

void arena_return(struct arena *arena, void *items, size_t size)
{
#ifdef ARENA_MALLOC
    (void)arena;
    if (!items)
        return;
#else
    struct arena_block **place = large_find(arena, items);
    if (!place)
        return; /* it stands among others */
    block_spare(arena, place);
#endif
    array_leave(items, size);
}

struct span arena_copy(struct arena *arena, struct span span)
{
    char *copy = arena_room(arena, span.size + 1, 1);
    if (span.size)
        memcpy(copy, span.data, span.size);
    copy[span.size] = 0;
    return (struct span){copy, span.size};
}

struct span arena_keep(struct arena *arena, struct arena_mark mark, struct span text)
{
    char held[512];
    if (text.size > sizeof held)
        return text; /* rare: it stays where it was made */
    if (text.size)
        memcpy(held, text.data, text.size);
    arena_rewind(arena, mark);
    return arena_copy(arena, (struct span){held, text.size});
}

struct span arena_format(struct arena *arena, const char *format, ...)
{
    char start[256]; /* most texts fit, and are formatted once */
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(start, sizeof start, format, arguments);
    va_end(arguments);
    char *text = arena_alloc(arena, size > 0 ? (size_t)size + 1 : 1, 1);
    if (size >= (int)sizeof start)
        vsnprintf(text, (size_t)size + 1, format, again);
    else if (size > 0)
        memcpy(text, start, (size_t)size);
    va_end(again);
    return (struct span){text, size > 0 ? (size_t)size : 0};
}

struct span arena_join(struct arena *arena, struct span first, struct span second)
{
    char *text = arena_room(arena, first.size + second.size + 1, 1);
    if (first.size)
        memcpy(text, first.data, first.size);
    if (second.size)
        memcpy(text + first.size, second.data, second.size);
    text[first.size + second.size] = 0;
    return (struct span){text, first.size + second.size};
}

bool arena_run(struct arena *arena, void (*work)(void *context), void *context)
{
    jmp_buf here;
    jmp_buf *outer = arena->exhausted;
    arena->exhausted = &here;
    bool complete = false;
    if (!setjmp(here)) {
        work(context);
        /* A jump skips this line and leaves complete as it was before setjmp. */
        arena->exhausted = outer;
        return true;
    }
    arena->exhausted = outer;
    return complete;
}
