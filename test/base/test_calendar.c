/* Dates and durations. */
#include "calendar_text.h"
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

START_TEST(reads_dates_as_people_write_them)
{
    static const char *const dates[][2] = {
        {"01.03.2024", "2024-03-01"},
        {"03.2024", "2024-03"},
        {"1 марта 2024 г.", "2024-03-01"},
        {"march 1, 2024", "2024-03-01"},
        {"март 2024", "2024-03"},
        {"2024 год", "2024"},
        {"2024-03", "2024-03"},
        {"31.02.2024", ""},
        {"01.03.24", ""},
        {"iv кв. 2024", ""},
        {"скоро", ""},
    };
    static const char *const due[][2] = {
        {"31.12.27", "2027-12-31"},
        {"31.12.2027 г.", "2027-12-31"},
        {"31.12.2027г", "2027-12-31"},
        {"до 31.12.2027", "2027-12-31"},
        {"не позднее 1 марта 2027 года", "2027-03-01"},
        {"iv кв. 2027", "2027-12"},
        {"1 квартал 2027 г.", "2027-03"},
        {"q2 2027", "2027-06"},
        {"дек.27", "2027-12"},
        {"май-28", "2028-05"},
        {"31.12.2027 0:00", "2027-12-31"},
        {"до 2027", "2027"},
        {"декабрь 2027", "2027-12"},
        {"31.02.27", ""},
        {"5 кв. 2027", ""},
        {"дек", ""},
        {"до", ""},
        {"г", ""},
        {"12.27.31", ""},
    };
    struct date date;
    char out[DATE_TEXT];
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        bool good = date_of_text(span_of(dates[i][0]), &date);
        ck_assert_msg(good == (dates[i][1][0] != '\0'), "%s", dates[i][0]);
        if (good)
            ck_assert_str_eq(date_write(date, out), dates[i][1]);
    }
    ck_assert(date_of_typed(SPAN("  9\xC2\xA0 ФЕВРАЛЯ  2015 г. "), &date));
    ck_assert_str_eq(date_write(date, out), "2015-02-09");
    ck_assert(!date_of_typed(SPAN("сегодня"), &date));
    for (size_t i = 0; i < sizeof due / sizeof *due; i++) {
        bool good = date_due_of_text(span_of(due[i][0]), &date);
        ck_assert_msg(good == (due[i][1][0] != '\0'), "%s", due[i][0]);
        if (good)
            ck_assert_str_eq(date_write(date, out), due[i][1]);
    }
}
END_TEST

void add_calendar(Suite *suite)
{
    SUITE_ADD(suite, reads_and_writes_dates);
    SUITE_ADD(suite, a_coarse_date_has_a_first_and_a_last_day);
    SUITE_ADD(suite, counts_days);
    SUITE_ADD(suite, reads_and_writes_durations);
    SUITE_ADD(suite, reads_dates_as_people_write_them);
}
