/* The hash map and interning. */
#include "intern.h"
#include "suite.h"

void add_map(Suite *suite);

START_TEST(finds_what_was_added)
{
    struct arena arena;
    struct map map;
    arena_init(&arena, 1 << 26);
    map_init(&map, &arena);
    ck_assert_ptr_null(map_find(&map, SPAN("0")));
    for (uint32_t i = 0; i < 20000; i++) {
        bool added;
        *map_add(&map, arena_format(&arena, "%u", i), &added) = i;
        ck_assert(added);
    }
    for (uint32_t i = 0; i < 20000; i++) {
        bool added;
        uint32_t *value = map_find(&map, arena_format(&arena, "%u", i));
        ck_assert_ptr_nonnull(value);
        ck_assert_uint_eq(*value, i);
        ck_assert_ptr_eq(map_add(&map, arena_format(&arena, "%u", i), &added), value);
        ck_assert(!added);
    }
    ck_assert_ptr_null(map_find(&map, SPAN("")));
    *map_add(&map, (struct span){NULL, 0}, NULL) = 9;
    ck_assert_uint_eq(*map_find(&map, SPAN("")), 9);
    arena_release(&arena);
}
END_TEST

START_TEST(interns_equal_strings_once)
{
    struct arena arena;
    struct intern intern;
    arena_init(&arena, 1 << 20);
    intern_init(&intern, &arena);
    uint32_t first = intern_add(&intern, SPAN("соглашение"));
    uint32_t second = intern_add(&intern, SPAN("меморандум"));
    ck_assert_uint_ne(first, 0);
    ck_assert_uint_ne(first, second);
    ck_assert_uint_eq(intern_add(&intern, SPAN("соглашение")), first);
    ck_assert_uint_eq(intern_find(&intern, SPAN("договор")), 0);
    ASSERT_SPAN(intern_string(&intern, second), "меморандум");
    static const char lasting[] = "договор";
    uint32_t third = intern_add_lasting(&intern, SPAN("меморандум"));
    ck_assert_uint_eq(third, second);
    third = intern_add_lasting(&intern, span_of(lasting));
    ck_assert_ptr_eq(intern_string(&intern, third).data, lasting);
    ck_assert_uint_eq(intern_find(&intern, SPAN("договор")), third);
    arena_release(&arena);
}
END_TEST

void add_map(Suite *suite)
{
    SUITE_ADD(suite, finds_what_was_added);
    SUITE_ADD(suite, interns_equal_strings_once);
}
