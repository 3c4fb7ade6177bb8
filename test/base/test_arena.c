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

void add_arena(Suite *suite)
{
    SUITE_ADD(suite, allocates_zeroed_and_aligned);
    SUITE_ADD(suite, joins_and_formats_texts);
    SUITE_ADD(suite, ends_work_at_the_limit);
    SUITE_ADD(suite, grows_arrays);
}
