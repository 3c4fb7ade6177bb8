/* States as intervals of what reports say. */
#include "state.h"
#include "suite.h"

void add_state(Suite *suite);

static struct arena arena;
static struct observation seen[16];
static size_t count;
static struct states states;

static void setup(void)
{
    arena_init(&arena, 1 << 20);
    count = 0;
}

static void teardown(void)
{
    arena_release(&arena);
}

static struct date day(const char *text)
{
    struct date date = {0};
    ck_assert(!*text || date_read(span_of(text), &date));
    return date;
}

/* What a report of a day, or of a day between two, says of a governor. */
static struct observation *say_between(const char *earliest, const char *latest, const char *holder,
                                       enum observed what)
{
    seen[count] = (struct observation){.slot = SPAN("governor"),
                                       .holder = span_of(holder),
                                       .sole = true,
                                       .what = what,
                                       .earliest = day(earliest),
                                       .latest = day(latest)};
    return &seen[count++];
}

static struct observation *say(const char *on, const char *holder)
{
    return say_between(on, on, holder, OBSERVED_HOLDS);
}

static void make(size_t expected)
{
    states_of(seen, count, &arena, &states);
    ck_assert_uint_eq(states.count, expected);
}

#define ASSERT_DAY(date, text) ck_assert_int_eq(date_compare(date, day(text)), 0)
#define ASSERT_ON(number, text, expected)                                                          \
    ck_assert_int_eq(state_on(&states.items[number], day(text)), expected)

START_TEST(is_open_between_the_first_and_the_last_report)
{
    say("2017-05-01", "Иванов");
    say("2015-02-09", "Иванов");
    say("2016-01-01", "Иванов");
    make(1);
    ASSERT_DAY(states.items[0].first, "2015-02-09");
    ASSERT_DAY(states.items[0].last, "2017-05-01");
    ck_assert_uint_eq(states.items[0].count, 3);
    ck_assert_int_eq(states.items[0].ending, ENDING_UNKNOWN);
    ASSERT_ON(0, "2015-02-08", STATE_NOT_YET);
    ASSERT_ON(0, "2015-02-09", STATE_HOLDS);
    ASSERT_ON(0, "2016-07-01", STATE_HOLDS);
    ASSERT_ON(0, "2017-05-02", STATE_NOT_KNOWN);
}
END_TEST

START_TEST(ends_where_another_holder_is_reported)
{
    say("2015-02-09", "Иванов");
    say("2018-03-01", "Петров");
    say("2016-01-01", "Иванов");
    say("2020-01-01", "Иванов"); /* comes back */
    make(3);
    ck_assert_int_eq(states.items[0].ending, ENDING_ANOTHER);
    ASSERT_DAY(states.items[0].end, "2018-03-01");
    ck_assert_uint_eq(states.items[0].ended_by, 2);
    ASSERT_ON(0, "2017-01-01", STATE_NOT_KNOWN);
    ASSERT_ON(0, "2018-03-01", STATE_OVER);
    ASSERT_SPAN(states.items[1].holder, "Петров");
    ck_assert_int_eq(states.items[1].ending, ENDING_ANOTHER);
    ASSERT_SPAN(states.items[2].holder, "Иванов");
    ASSERT_DAY(states.items[2].first, "2020-01-01");
    ck_assert_int_eq(states.items[2].ending, ENDING_UNKNOWN);
}
END_TEST

START_TEST(two_holders_of_one_day_end_nobody)
{
    say("2015-02-09", "Иванов");
    say("2015-02-09", "Петров");
    make(2);
    ck_assert_int_eq(states.items[0].ending, ENDING_UNKNOWN);
    ck_assert_int_eq(states.items[1].ending, ENDING_UNKNOWN);
}
END_TEST

START_TEST(another_holder_ends_no_shared_office)
{
    say("2015-02-09", "Иванов")->sole = false;
    say("2016-02-09", "Петров")->sole = false;
    make(2);
    ck_assert_int_eq(states.items[0].ending, ENDING_UNKNOWN);
}
END_TEST

START_TEST(ends_where_an_end_is_reported)
{
    say("2015-02-09", "Иванов");
    say_between("2017-01-01", "2017-01-01", "Иванов", OBSERVED_ENDED)->until = day("2016-11");
    say_between("2018-01-01", "2018-01-01", "Иванов", OBSERVED_ENDED);
    make(1);
    ck_assert_int_eq(states.items[0].ending, ENDING_REPORTED);
    ASSERT_DAY(states.items[0].end, "2016-11");
    ASSERT_ON(0, "2016-11-15", STATE_NOT_KNOWN);
    ASSERT_ON(0, "2016-12-01", STATE_OVER);
}
END_TEST

START_TEST(of_one_day_what_was_stated_last_holds)
{
    say("2015-02-09", "Иванов")->stated = 8;
    say("2015-02-09", "Петров")->stated = 7;
    make(2);
    ck_assert(span_equal(states.items[0].holder, SPAN("Петров")));
    ck_assert_int_eq(states.items[0].ending, ENDING_ANOTHER);
    ck_assert_int_eq(states.items[1].ending, ENDING_UNKNOWN);
}
END_TEST

START_TEST(a_former_holder_alone_has_ended)
{
    say_between("2017-01-01", "2017-01-01", "Иванов", OBSERVED_ENDED);
    make(1);
    ck_assert(!date_is_set(states.items[0].first));
    ASSERT_DAY(states.items[0].end, "2017-01-01");
    ASSERT_ON(0, "2016-01-01", STATE_NOT_KNOWN);
    ASSERT_ON(0, "2017-01-01", STATE_OVER);
}
END_TEST

START_TEST(dates_that_reports_give_widen_it)
{
    struct observation *said = say("2015-02-09", "Иванов");
    said->since = day("2012");
    said->until = day("2020-06-01");
    make(1);
    ck_assert_int_eq(states.items[0].ending, ENDING_SAID);
    ASSERT_ON(0, "2011-12-31", STATE_NOT_YET);
    ASSERT_ON(0, "2012-05-01", STATE_NOT_KNOWN);
    ASSERT_ON(0, "2013-01-01", STATE_HOLDS);
    ASSERT_ON(0, "2019-01-01", STATE_HOLDS);
    ASSERT_ON(0, "2020-06-01", STATE_OVER);
}
END_TEST

START_TEST(a_later_report_outlives_a_date_that_was_said)
{
    say("2015-02-09", "Иванов")->until = day("2016-01-01");
    say("2017-01-01", "Иванов");
    make(1);
    ck_assert_int_eq(states.items[0].ending, ENDING_UNKNOWN);
    ASSERT_ON(0, "2016-06-01", STATE_HOLDS);
}
END_TEST

START_TEST(a_report_without_a_date_joins_within_its_bounds)
{
    say("2015-02-09", "Иванов");
    say_between("2014-01-01", "2019-01-01", "Иванов", OBSERVED_HOLDS);
    make(1);
    ck_assert_uint_eq(states.items[0].count, 2);
    ASSERT_DAY(states.items[0].first, "2015-02-09");
    ASSERT_DAY(states.items[0].last, "2015-02-09");
}
END_TEST

START_TEST(a_report_without_a_date_stands_alone_where_it_must)
{
    say("2015-02-09", "Иванов");
    say("2018-02-09", "Петров");
    say_between("2010-01-01", "2012-01-01", "Иванов", OBSERVED_HOLDS);
    say_between("", "2009-01-01", "Сидоров", OBSERVED_HOLDS);
    make(4);
    const struct state *loose = &states.items[3];
    ck_assert(!date_is_set(loose->first));
    ASSERT_DAY(loose->latest, "2012-01-01");
    ck_assert_int_eq(loose->ending, ENDING_ANOTHER);
    ASSERT_DAY(loose->end, "2018-02-09");
    ASSERT_ON(3, "2009-12-31", STATE_NOT_YET);
    ASSERT_ON(3, "2011-01-01", STATE_NOT_KNOWN);
    ASSERT_SPAN(states.items[2].holder, "Сидоров");
    ASSERT_DAY(states.items[2].end, "2015-02-09");
}
END_TEST

START_TEST(a_report_certainly_later_ends_another_holder)
{
    say("2015-02-09", "Иванов");
    say_between("2016-01-01", "2017-01-01", "Петров", OBSERVED_HOLDS);
    say("2014-02-09", "Орлов");
    say_between("2014-01-01", "2017-01-01", "Сидоров", OBSERVED_HOLDS); /* perhaps before him */
    make(4);
    ASSERT_SPAN(states.items[1].holder, "Иванов");
    ck_assert_int_eq(states.items[1].ending, ENDING_ANOTHER);
    ASSERT_DAY(states.items[1].end, "2017-01-01");
    ck_assert_uint_eq(states.items[1].ended_by, 2);
}
END_TEST

START_TEST(a_plan_is_no_state_until_it_has_begun)
{
    say_between("2015-01-01", "2015-01-01", "Завод", OBSERVED_PLANNED);
    say("2016-01-01", "Завод");
    make(2);
    ck_assert(states.items[0].planned);
    ck_assert_int_eq(states.items[0].ending, ENDING_BEGUN);
    ASSERT_ON(0, "2015-06-01", STATE_NOT_KNOWN);
    ASSERT_ON(0, "2016-01-01", STATE_OVER);
    ASSERT_ON(1, "2015-06-01", STATE_NOT_YET);
    ASSERT_ON(1, "2016-01-01", STATE_HOLDS);
}
END_TEST

START_TEST(slots_do_not_touch)
{
    say("2015-02-09", "Иванов");
    say("2016-02-09", "Петров")->slot = SPAN("mayor");
    make(2);
    ck_assert_int_eq(states.items[0].ending, ENDING_UNKNOWN);
}
END_TEST

void add_state(Suite *suite)
{
    TCase *tests = tcase_create("state");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, is_open_between_the_first_and_the_last_report);
    tcase_add_test(tests, ends_where_another_holder_is_reported);
    tcase_add_test(tests, two_holders_of_one_day_end_nobody);
    tcase_add_test(tests, another_holder_ends_no_shared_office);
    tcase_add_test(tests, ends_where_an_end_is_reported);
    tcase_add_test(tests, of_one_day_what_was_stated_last_holds);
    tcase_add_test(tests, a_former_holder_alone_has_ended);
    tcase_add_test(tests, dates_that_reports_give_widen_it);
    tcase_add_test(tests, a_later_report_outlives_a_date_that_was_said);
    tcase_add_test(tests, a_report_without_a_date_joins_within_its_bounds);
    tcase_add_test(tests, a_report_without_a_date_stands_alone_where_it_must);
    tcase_add_test(tests, a_report_certainly_later_ends_another_holder);
    tcase_add_test(tests, a_plan_is_no_state_until_it_has_begun);
    tcase_add_test(tests, slots_do_not_touch);
    suite_add_tcase(suite, tests);
}
