/* What two participants have in common. */
#include "brief.h"
#include "world.h"

void add_brief(Suite *suite);

static struct world world;
static struct query_brief brief;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

/* Of the firm and the body that are parties of two agreements. */
static void ask(void)
{
    CK_OK(&world.fixture, query_brief(&world.query, SPAN("Вымпелом"), SPAN("Правительство Москвы"),
                                      &brief, &world.fixture.error));
}

static const struct query_brief_section *section_of(const char *code)
{
    for (size_t i = 0; i < brief.count; i++)
        if (span_is(span_of(brief.sections[i].code), code))
            return &brief.sections[i];
    return NULL;
}

START_TEST(agreements_tell_what_came_of_them)
{
    ask();
    const struct query_brief_section *agreements = section_of("agreements");
    ck_assert_ptr_nonnull(agreements);
    ck_assert_uint_eq(agreements->total, 2);
    ck_assert_uint_eq(agreements->lines.count, 2);
    ck_assert_uint_eq(agreements->rest.size + agreements->path.size, 0);
    bool continued = false;
    for (size_t i = 0; i < 2; i++)
        continued |= span_find(agreements->lines.items[i].note, SPAN("(1)"), 0) != SIZE_MAX &&
                     span_find(agreements->lines.items[i].text, SPAN("2011"), 0) != SIZE_MAX;
    ck_assert_msg(continued, "the later agreement came of the earlier one");
}
END_TEST

START_TEST(who_signed_knows_both)
{
    ask();
    const struct query_brief_section *people = section_of("people");
    ck_assert_ptr_nonnull(people);
    ck_assert_uint_eq(people->total, 1);
    ck_assert(span_equal(people->lines.items[0].text, SPAN("Сергей Иванов")));
}
END_TEST

START_TEST(each_line_has_its_source)
{
    ask();
    ck_assert_uint_gt(brief.count, 2);
    for (size_t i = 0; i < brief.count; i++) {
        ck_assert_uint_ge(brief.sections[i].total, brief.sections[i].lines.count);
        for (size_t k = 0; k < brief.sections[i].lines.count; k++)
            ck_assert_uint_gt(brief.sections[i].lines.items[k].evidence.count, 0);
    }
}
END_TEST

START_TEST(a_term_that_ends_soon_is_due)
{
    world.query.today = (struct date){2020, 1, 10};
    ask();
    const struct query_brief_section *due = section_of("due");
    ck_assert_ptr_nonnull(due);
    ck_assert_uint_eq(due->total, 1);
    world.query.today = (struct date){2019, 1, 10};
    ask();
    ck_assert_ptr_null(section_of("due"));
}
END_TEST

START_TEST(a_past_day_knows_what_had_begun_by_then)
{
    world.query.as_of = (struct date){2012, 1, 1};
    ask();
    ck_assert_uint_eq(section_of("agreements")->total, 1);
    world.query.as_of = (struct date){2010, 1, 1};
    ask();
    ck_assert_uint_eq(brief.count, 0);
    ck_assert_uint_gt(brief.summary.size, 0);
}
END_TEST

START_TEST(two_are_needed)
{
    CK_FAILS(
        &world.fixture,
        query_brief(&world.query, SPAN("Вымпел"), SPAN("Вымпелу"), &brief, &world.fixture.error),
        "query.brief_same");
    CK_FAILS(
        &world.fixture,
        query_brief(&world.query, SPAN("Вымпел"), SPAN("Атлантида"), &brief, &world.fixture.error),
        "query.unknown_id");
}
END_TEST

void add_brief(Suite *suite)
{
    TCase *tests = tcase_create("brief");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, agreements_tell_what_came_of_them);
    tcase_add_test(tests, who_signed_knows_both);
    tcase_add_test(tests, each_line_has_its_source);
    tcase_add_test(tests, a_term_that_ends_soon_is_due);
    tcase_add_test(tests, a_past_day_knows_what_had_begun_by_then);
    tcase_add_test(tests, two_are_needed);
    suite_add_tcase(suite, tests);
}
