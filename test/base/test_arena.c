/* Arenas: alignment, growth, the limit. */
#include "arena.h"
#include "suite.h"

void add_arena(Suite *suite);

START_TEST(allocates_zeroed_and_aligned)
{
    struct arena arena;
    arena_init(&arena, 1 << 24);
    for (size_t i = 1; i < 3000; i++) {
        arena_alloc(&arena, i % 7, 1);
        uint64_t *numbers = ARENA_NEW(&arena, uint64_t, i);
        ck_assert_uint_eq((uintptr_t)numbers % sizeof *numbers, 0);
        ck_assert_uint_eq(numbers[i - 1], 0);
        numbers[i - 1] = i;
        if (i % 500 == 0)
            arena_clear(&arena);
    }
    arena_release(&arena);
}
END_TEST

START_TEST(joins_and_formats_texts)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct span joined = arena_join(&arena, SPAN("Иван"), SPAN("ов"));
    ASSERT_SPAN(joined, "Иванов");
    ck_assert_int_eq(joined.data[joined.size], 0);
    ASSERT_SPAN(arena_join(&arena, (struct span){0}, (struct span){0}), "");
    /* Shorter and longer than what is formatted at once. */
    for (int width = 250; width < 260; width++) {
        struct span text = arena_format(&arena, "%*d", width, 7);
        ck_assert_uint_eq(text.size, width);
        ck_assert_int_eq(text.data[width - 1], '7');
        ck_assert_int_eq(text.data[width], 0);
    }
    arena_release(&arena);
}
END_TEST

static void take_too_much(void *context)
{
    struct arena *arena = context;
    for (;;)
        arena_alloc(arena, 1000, 8);
}

static void take_little(void *context)
{
    arena_alloc(context, 1000, 8);
}

static void take_impossible(void *context)
{
    ARENA_NEW(context, uint64_t, SIZE_MAX / 4);
}

START_TEST(ends_work_at_the_limit)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    ck_assert(!arena_run(&arena, take_too_much, &arena));
    ck_assert(!arena_run(&arena, take_impossible, &arena));
    arena_clear(&arena);
    ck_assert(arena_run(&arena, take_little, &arena));
    arena_release(&arena);
}
END_TEST

START_TEST(grows_arrays)
{
    struct {
        int *items;
        size_t count, capacity;
    } numbers = {0};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int i = 0; i < 1000; i++)
        *ARRAY_PUSH(&arena, &numbers) = i;
    ck_assert_uint_eq(numbers.count, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(numbers.items[i], i);
    ASSERT_SPAN(arena_format(&arena, "%d-%s", 7, "я"), "7-я");
    arena_release(&arena);
}
END_TEST

START_TEST(zeroes_items_that_are_pushed_again)
{
    struct {
        int *items;
        size_t count, capacity;
    } numbers = {0};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    *ARRAY_PUSH(&arena, &numbers) = 7;
    numbers.count = 0;
    ck_assert_int_eq(*ARRAY_PUSH(&arena, &numbers), 0);
    arena_release(&arena);
}
END_TEST

/* Beyond the size from which an array has pages of its own, among other allocations. */
START_TEST(grows_large_arrays)
{
    enum { COUNT = 500000 };
    struct {
        uint64_t *items;
        size_t count, capacity;
    } numbers = {0};
    struct arena arena;
    arena_init(&arena, (size_t)1 << 28);
    for (uint64_t i = 0; i < COUNT; i++) {
        *ARRAY_PUSH(&arena, &numbers) = i * i;
        if (i % 1000 == 0)
            *ARENA_NEW(&arena, uint64_t, 1) = i;
    }
    for (uint64_t i = 0; i < COUNT; i++)
        ck_assert_uint_eq(numbers.items[i], i * i);
    arena_return(&arena, numbers.items, numbers.capacity * sizeof *numbers.items);
    uint64_t *cleared = ARENA_NEW(&arena, uint64_t, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        ck_assert_uint_eq(cleared[i], 0);
    arena_clear(&arena);
    ck_assert_uint_le(arena.used, ARENA_KEPT);
    arena_release(&arena);
    ck_assert_uint_eq(arena.used, 0);
}
END_TEST

/* An array that returns makes room for the next one: more than the limit, one after another. */
START_TEST(takes_again_what_was_returned)
{
    enum { SIZE = 8 << 20 };
    struct arena arena;
    arena_init(&arena, 20 << 20);
    struct arena_mark mark = arena_mark(&arena);
    for (int i = 0; i < 10; i++) {
        char *text = ARENA_NEW(&arena, char, SIZE);
        ck_assert_int_eq(text[SIZE - 1], 0);
        text[SIZE - 1] = 'x';
        arena_return(&arena, text, SIZE);
        arena_rewind(&arena, mark); /* with a malloc for each, it is this that frees it */
    }
    arena_release(&arena);
}
END_TEST

START_TEST(goes_back_to_a_mark)
{
    struct arena arena;
    arena_init(&arena, 1 << 22);
    struct span before = arena_copy(&arena, SPAN("до"));
    for (int i = 0; i < 5000; i++) {
        struct arena_mark mark = arena_mark(&arena);
        for (int k = 0; k < 100; k++)
            arena_format(&arena, "%d, %d", i, k);
        arena_rewind(&arena, mark);
    }
    size_t used = arena.used;
    struct arena_mark mark = arena_mark(&arena);
    struct span kept = arena_keep(
        &arena, mark, arena_join(&arena, SPAN("Иван"), arena_format(&arena, "%s", "ов")));
    ASSERT_SPAN(kept, "Иванов");
    ck_assert_int_eq(kept.data[kept.size], 0);
    ASSERT_SPAN(before, "до");
    ck_assert_uint_le(arena.used, used + 100);
    arena_release(&arena);
}
END_TEST

/* Arrays with pages of their own go back to it, too: more than the limit, one after another. */
START_TEST(goes_back_to_a_mark_with_large_arrays)
{
    enum { SIZE = 8 << 20 };
    struct arena arena;
    arena_init(&arena, 3 * (size_t)SIZE);
    char *before = arena_alloc(&arena, SIZE, 1);
    before[SIZE - 1] = 'x';
    for (int i = 0; i < 10; i++) {
        struct arena_mark mark = arena_mark(&arena);
        char *after = arena_alloc(&arena, SIZE, 1);
        ck_assert_ptr_ne(after, before);
        after[SIZE - 1] = 'y';
        arena_rewind(&arena, mark);
    }
    ck_assert_int_eq(before[SIZE - 1], 'x');
    ck_assert_uint_le(arena.used, 2 * (size_t)SIZE + (5 << 20)); /* in whole large pages */
    arena_release(&arena);
}
END_TEST

/* The second use of as much asks the system for nothing. */
START_TEST(keeps_memory_for_the_next_use)
{
    struct arena arena;
    arena_init(&arena, 1 << 24);
    size_t used = 0;
    for (int use = 0; use < 3; use++) {
        for (int i = 0; i < 5000; i++)
            arena_alloc(&arena, 1000, 8);
        if (use > 0)
            ck_assert_uint_eq(arena.used, used);
        used = arena.used;
        arena_clear(&arena);
    }
    arena_release(&arena);
}
END_TEST

void add_arena(Suite *suite)
{
    SUITE_ADD(suite, zeroes_items_that_are_pushed_again);
    SUITE_ADD(suite, grows_large_arrays);
    SUITE_ADD(suite, takes_again_what_was_returned);
    SUITE_ADD(suite, goes_back_to_a_mark);
    SUITE_ADD(suite, goes_back_to_a_mark_with_large_arrays);
    SUITE_ADD(suite, keeps_memory_for_the_next_use);
    SUITE_ADD(suite, allocates_zeroed_and_aligned);
    SUITE_ADD(suite, joins_and_formats_texts);
    SUITE_ADD(suite, ends_work_at_the_limit);
    SUITE_ADD(suite, grows_arrays);
}
