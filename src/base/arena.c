/* Arenas: blocks that double in size, given back together. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *older;
    size_t size; /* with this head */
    alignas(max_align_t) char bytes[];
};

enum {
    FIRST_BLOCK = 64 * 1024,        /* a report of 3 KB and its reading fit */
    LARGEST_BLOCK = 4 * 1024 * 1024 /* growth beyond this wastes more than it saves */
};

void arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

static void blocks_free(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_release(struct arena *arena)
{
    blocks_free(arena->blocks);
    arena_init(arena, arena->limit);
}

void arena_clear(struct arena *arena)
{
#ifdef ARENA_MALLOC
    arena_release(arena);
#else
    struct arena_block *kept = arena->blocks;
    if (!kept)
        return;
    blocks_free(kept->older);
    kept->older = NULL;
    arena->used = kept->size;
    arena->next = kept->bytes;
    arena->end = (char *)kept + kept->size;
#endif
}

static _Noreturn void arena_exhaust(struct arena *arena)
{
    if (!arena->exhausted)
        abort();
    longjmp(*arena->exhausted, 1);
}

static void arena_add_block(struct arena *arena, size_t size)
{
    size_t total;
    if (__builtin_add_overflow(size, sizeof(struct arena_block), &total) ||
        total > arena->limit - arena->used)
        arena_exhaust(arena);
    struct arena_block *block = malloc(total);
    if (!block)
        arena_exhaust(arena);
    block->older = arena->blocks;
    block->size = total;
    arena->blocks = block;
    arena->used += total;
    arena->next = block->bytes;
    arena->end = (char *)block + total;
}

#ifndef ARENA_MALLOC
static size_t next_block_size(const struct arena *arena, size_t needed)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    size_t left = arena->limit - arena->used;
    if (size > left && left > sizeof(struct arena_block))
        size = left - sizeof(struct arena_block);
    return size > needed ? size : needed;
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
        arena_add_block(arena, next_block_size(arena, size));
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

void *arena_reserve(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 8;
    char *copy = arena_room_array(arena, larger, size, alignof(max_align_t));
    if (count)
        memcpy(copy, items, count * size);
    memset(copy + count * size, 0, (larger - count) * size);
    *capacity = larger;
    return copy;
}

struct span arena_copy(struct arena *arena, struct span span)
{
    char *copy = arena_room(arena, span.size + 1, 1);
    if (span.size)
        memcpy(copy, span.data, span.size);
    copy[span.size] = 0;
    return (struct span){copy, span.size};
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
