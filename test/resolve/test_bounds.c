/* Between which days a report's own day lies. */
#include "fixture.h"

void add_bounds(Suite *suite);

static struct fixture fixture;
static struct trial trial;
static struct stored_report report;

static void setup(void)
{
    fixture_init(&fixture);
    trial_init(&trial, &fixture, "a", "Подписали в 2013 году. Готовится на март 2015 года.");
}

static void teardown(void)
{
    fixture_release(&fixture);
}

/* A fact of a date, with a choice that decides what the date says. */
static void tell(const char *kind, const char *property, struct date date, const char *deciding,
                 const char *code, const char *words)
{
    uint32_t fact = trial_fact(&trial, kind);
    trial_claim(&trial, fact, property, (struct value){.type = VALUE_DATE, .date = date}, words);
    if (!deciding)
        return;
    const struct schema_property *found =
        schema_property_find(kind_of(&fixture, kind), span_of(deciding));
    trial_claim(
        &trial, fact, deciding,
        (struct value){.type = VALUE_CHOICE, .choice = schema_choice_find(found, span_of(code))},
        words);
}

static void resolved(const char *earliest, const char *latest)
{
    char text[DATE_TEXT];
    bool found;
    struct resolution resolution = trial_resolve(&trial);
    CK_OK(&fixture, store_report(fixture.store, resolution.report, &fixture.arena, &report, &found,
                                 &fixture.error));
    ck_assert_str_eq(date_write(report.earliest, text), earliest);
    ck_assert_str_eq(date_write(report.latest, text), latest);
}

START_TEST(a_dated_report_is_of_its_day)
{
    tell("agreement", "signed_on", (struct date){2013, 0, 0}, "status", "signed", "2013 году");
    trial.report.published = (struct date){2014, 2, 0};
    resolved("2014-02-01", "2014-02-28");
}
END_TEST

START_TEST(what_is_past_was_before_it_and_what_is_to_come_is_after)
{
    tell("agreement", "signed_on", (struct date){2013, 0, 0}, "status", "signed", "2013 году");
    tell("agreement", "due", (struct date){2015, 3, 0}, "status", "planned", "март 2015 года");
    resolved("2013-01-01", "2015-03-31");
}
END_TEST

START_TEST(the_latest_past_and_the_earliest_plan_count)
{
    tell("decision", "date", (struct date){2013, 0, 0}, NULL, NULL, "2013 году");
    tell("project", "start", (struct date){2014, 5, 2}, "stage", "under_way", "2013 году");
    tell("project", "end", (struct date){2016, 0, 0}, "stage", "under_way", "март 2015 года");
    tell("project", "start", (struct date){2015, 3, 0}, "stage", "planned", "март 2015 года");
    resolved("2014-05-02", "2015-03-31");
}
END_TEST

START_TEST(other_dates_say_nothing)
{
    tell("programme", "until", (struct date){2013, 0, 0}, NULL, NULL, "2013 году");
    tell("meeting", "date", (struct date){2015, 3, 0}, NULL, NULL, "март 2015 года");
    resolved("", "");
}
END_TEST

START_TEST(dates_that_contradict_each_other_say_nothing)
{
    tell("decision", "date", (struct date){2016, 0, 0}, NULL, NULL, "2013 году");
    tell("agreement", "due", (struct date){2015, 3, 0}, "status", "planned", "март 2015 года");
    resolved("", "");
}
END_TEST

void add_bounds(Suite *suite)
{
    TCase *tests = tcase_create("bounds");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_dated_report_is_of_its_day);
    tcase_add_test(tests, what_is_past_was_before_it_and_what_is_to_come_is_after);
    tcase_add_test(tests, the_latest_past_and_the_earliest_plan_count);
    tcase_add_test(tests, other_dates_say_nothing);
    tcase_add_test(tests, dates_that_contradict_each_other_say_nothing);
    suite_add_tcase(suite, tests);
}
