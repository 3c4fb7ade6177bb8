/* Whether a registry is sound, as an answer. */
#include "world.h"

void add_check(Suite *suite);

static struct world world;
static struct query_check check;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

START_TEST(a_sound_registry_is_called_so)
{
    CK_OK(&world.fixture, query_check(&world.query, &check, &world.fixture.error));
    ck_assert(check.sound);
    ck_assert_uint_eq(check.problems.count, 0);
    ck_assert(span_starts_with(check.summary, SPAN("Реестр test.uzel цел: 2")));
}
END_TEST

START_TEST(each_problem_says_where_it_is)
{
    struct draft draft;
    draft_init(&draft, &world.fixture, "u", "Завод «Буран» открыт.");
    uint32_t plant = draft_source(&draft, "Company", "Буран", NULL, 0);
    draft_claim(&draft, plant, "name", text_value("Буран"), NULL);
    draft_write(&draft);
    CK_OK(&world.fixture, query_check(&world.query, &check, &world.fixture.error));
    ck_assert(!check.sound);
    ck_assert_uint_eq(check.problems.count, 1);
    ASSERT_SPAN(check.problems.items[0].table, "claims");
    ASSERT_SPAN(check.problems.items[0].where, "3.1");
    ck_assert(span_find(check.problems.items[0].text, SPAN("нет слов"), 0) != SIZE_MAX);
}
END_TEST

void add_check(Suite *suite)
{
    TCase *tests = tcase_create("check");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_sound_registry_is_called_so);
    tcase_add_test(tests, each_problem_says_where_it_is);
    suite_add_tcase(suite, tests);
}
