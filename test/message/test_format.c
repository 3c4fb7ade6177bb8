/* Dates, durations, numbers and sums as people write them. */
#include "message.h"
#include "suite.h"

#define NB "\u00a0"
#define NARROW "\u202f"

void add_format(Suite *suite);

static struct catalogue *catalogue;
static struct arena arena;

static void setup(void)
{
    catalogue = catalogue_new();
    ck_assert_ptr_nonnull(catalogue);
    arena_init(&arena, 1024 * 1024);
}

static void teardown(void)
{
    arena_release(&arena);
    catalogue_free(catalogue);
}

START_TEST(writes_dates_at_their_precision)
{
    struct date day = {2015, 2, 9}, month = {2014, 11, 0}, year = {2014, 0, 0}, none = {0};
    ASSERT_SPAN(message_date(catalogue, TONGUE_RUSSIAN, &arena, day),
                "9" NB "февраля 2015" NB "г.");
    ASSERT_SPAN(message_date(catalogue, TONGUE_ENGLISH, &arena, day), "9" NB "February 2015");
    ASSERT_SPAN(message_date(catalogue, TONGUE_RUSSIAN, &arena, month), "ноябрь 2014" NB "г.");
    ASSERT_SPAN(message_date(catalogue, TONGUE_ENGLISH, &arena, month), "November 2014");
    ASSERT_SPAN(message_date(catalogue, TONGUE_RUSSIAN, &arena, year), "2014" NB "г.");
    ASSERT_SPAN(message_date(catalogue, TONGUE_ENGLISH, &arena, year), "2014");
    ASSERT_SPAN(message_date(catalogue, TONGUE_ENGLISH, &arena, none), "");
}
END_TEST

START_TEST(writes_durations_with_plural_forms)
{
    const struct {
        struct duration duration;
        const char *ru;
        const char *en;
    } cases[] = {
        {{.years = 1}, "1" NB "год", "1" NB "year"},
        {{.years = 3}, "3" NB "года", "3" NB "years"},
        {{.years = 5}, "5" NB "лет", "5" NB "years"},
        {{.years = 11}, "11" NB "лет", "11" NB "years"},
        {{.years = 21}, "21" NB "год", "21" NB "years"},
        {{.months = 18}, "18" NB "месяцев", "18" NB "months"},
        {{.years = 2, .months = 6}, "2" NB "года 6" NB "месяцев", "2" NB "years 6" NB "months"},
        {{.days = 112}, "112" NB "дней", "112" NB "days"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct duration duration = cases[i].duration;
        ASSERT_SPAN(message_duration(catalogue, TONGUE_RUSSIAN, &arena, duration), cases[i].ru);
        ASSERT_SPAN(message_duration(catalogue, TONGUE_ENGLISH, &arena, duration), cases[i].en);
    }
}
END_TEST

START_TEST(parts_numbers_into_groups)
{
    const struct {
        double number;
        const char *ru;
        const char *en;
    } cases[] = {
        {0, "0", "0"},
        {2015, "2015", "2,015"},
        {12345, "12" NARROW "345", "12,345"},
        {1234567.5, "1" NARROW "234" NARROW "567,5", "1,234,567.5"},
        {-0.25, "−0,25", "−0.25"},
        {-0.0, "0", "0"},
        {6.5, "6,5", "6.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ASSERT_SPAN(message_number(TONGUE_RUSSIAN, &arena, cases[i].number), cases[i].ru);
        ASSERT_SPAN(message_number(TONGUE_ENGLISH, &arena, cases[i].number), cases[i].en);
    }
}
END_TEST

START_TEST(shortens_sums_only_without_loss)
{
    const struct {
        double value;
        const char *currency;
        bool approximate;
        const char *ru;
        const char *en;
    } cases[] = {
        {6.5e12, "RUB", false, "6,5" NB "трлн" NB "₽", "₽6.5" NB "trillion"},
        {2e9, "RUB", true, "около" NB "2" NB "млрд" NB "₽", "about" NB "₽2" NB "billion"},
        {1230000, "USD", false, "1,23" NB "млн" NB "$", "$1.23" NB "million"},
        {1234567, "EUR", false, "1" NARROW "234" NARROW "567" NB "€", "€1,234,567"},
        {250000, "RUB", false, "250" NARROW "000" NB "₽", "₽250,000"},
        {99.9, "BYN", false, "99,9" NB "BYN", "BYN99.9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ASSERT_SPAN(message_money(catalogue, TONGUE_RUSSIAN, &arena, cases[i].value,
                                  cases[i].currency, cases[i].approximate),
                    cases[i].ru);
        ASSERT_SPAN(message_money(catalogue, TONGUE_ENGLISH, &arena, cases[i].value,
                                  cases[i].currency, cases[i].approximate),
                    cases[i].en);
    }
}
END_TEST

void add_format(Suite *suite)
{
    TCase *format = tcase_create("format");
    tcase_add_checked_fixture(format, setup, teardown);
    tcase_add_test(format, writes_dates_at_their_precision);
    tcase_add_test(format, writes_durations_with_plural_forms);
    tcase_add_test(format, parts_numbers_into_groups);
    tcase_add_test(format, shortens_sums_only_without_loss);
    suite_add_tcase(suite, format);
}
