/* Dates and durations. */
#include "calendar.h"
#include "suite.h"

void add_calendar(Suite *suite);

static struct date read(const char *text)
{
    struct date date = {0};
    ck_assert_msg(date_read(span_of(text), &date), "%s", text);
    return date;
}

static void assert_date(struct date date, const char *text)
{
    char out[DATE_TEXT];
    ck_assert_str_eq(date_write(date, out), text);
}

START_TEST(a_coarse_date_has_a_first_and_a_last_day)
{
    assert_date(date_first_day(read("2016")), "2016-01-01");
    assert_date(date_last_day(read("2016")), "2016-12-31");
    assert_date(date_last_day(read("2016-02")), "2016-02-29");
    assert_date(date_last_day(read("2016-02-05")), "2016-02-05");
    ck_assert(!date_is_set(date_last_day((struct date){0})));
}
END_TEST

START_TEST(reads_and_writes_dates)
{
    const char *good[] = {"2015", "2015-02", "2015-02-09", "2016-02-29", "0001-01-01"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_date(read(good[i]), good[i]);
    const char *bad[] = {"",        "201",         "2015-",      "2015-13",
                         "2015-00", "2015-02-30",  "2015-02-00", "2015.02.09",
                         "-015",    "2015-02-091", "0000"};
    struct date date;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(!date_read(span_of(bad[i]), &date), "%s", bad[i]);
}
END_TEST

START_TEST(counts_days)
{
    assert_date(date_add_days(read("2015-02-28"), 1), "2015-03-01");
    assert_date(date_add_days(read("2016-03-01"), -1), "2016-02-29");
    assert_date(date_add_days(read("2015-12-31"), 366), "2016-12-31");
    assert_date(date_add_days(read("1999-12-31"), 1), "2000-01-01");
    assert_date(date_add_days(read("2015-02"), 40), "2015-02");
    assert_date(date_add_months(read("2015-01-31"), 1), "2015-02-28");
    assert_date(date_add_months(read("2015-03"), -4), "2014-11");
    assert_date(date_add_months(read("2015"), 24), "2017");
    assert_date(date_add(read("2015-02-09"), (struct duration){.years = 5}), "2020-02-09");
    ck_assert_int_eq(date_days(read("2015-12-31"), read("2016-03-01")), 61);
    ck_assert_int_eq(date_days(read("2016-01-01"), read("2015-12-31")), -1);
    ck_assert_int_eq(date_weekday(read("2015-02-09")), 1);
    ck_assert_int_eq(date_weekday(read("2026-11-22")), 7);
    ck_assert_int_lt(date_compare(read("2015"), read("2015-01")), 0);
    ck_assert_int_gt(date_compare(read("2015-02-09"), read("2014-11")), 0);
}
END_TEST

START_TEST(reads_and_writes_durations)
{
    const char *good[] = {"P5Y", "P18M", "P2Y6M", "P10D", "P2W"};
    char out[DURATION_TEXT];
    struct duration duration;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        ck_assert(duration_read(span_of(good[i]), &duration));
        ck_assert_str_eq(duration_write(duration, out), good[i]);
    }
    const char *bad[] = {"", "P", "5Y", "P5", "PY", "P5X", "P99999Y"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(!duration_read(span_of(bad[i]), &duration), "%s", bad[i]);
}
END_TEST

void add_calendar(Suite *suite)
{
    SUITE_ADD(suite, reads_and_writes_dates);
    SUITE_ADD(suite, a_coarse_date_has_a_first_and_a_last_day);
    SUITE_ADD(suite, counts_days);
    SUITE_ADD(suite, reads_and_writes_durations);
}
