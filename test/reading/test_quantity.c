/* Tests of src/reading/grammar/quantity.c. Numbers in words are in the examples of the grammar. */
#include "quantity.h"

#include "sample.h"

enum counting { BARE, COUNTED };

static void check_quantity(struct sample *sample, const char *text, enum counting counting,
                           double value, double maximum)
{
    struct quantity quantity;
    sample_read(sample, text);
    uint32_t count = (uint32_t)sample->reading.tokens.count, first = 0;
    while (first + 1 < count && !quantity_begins(&sample->reading, first))
        first++;
    bool found = quantity_read(&sample->reading, first, count, counting == COUNTED, &quantity);
    ck_assert_msg(found == (value > 0), "«%s» is %sread", text, found ? "" : "not ");
    if (!found)
        return;
    ck_assert_double_eq_tol(quantity.value, value, 1e-6);
    ck_assert_double_eq_tol(quantity.maximum, maximum, 1e-6);
}

START_TEST(numbers_are_read_with_their_ranges)
{
    struct sample sample;
    sample_init(&sample);
    check_quantity(&sample, "14,5", BARE, 14.5, 0);
    check_quantity(&sample, "от 5 до 7", BARE, 5, 7);
    check_quantity(&sample, "5 — 7", BARE, 5, 7);
    check_quantity(&sample, "7 — 5", BARE, 7, 0);
    check_quantity(&sample, "09.02.2015", BARE, 0, 0);
    check_quantity(&sample, "№ 7", BARE, 0, 0);
    sample_release(&sample);
}
END_TEST

START_TEST(what_is_counted_agrees_with_its_number)
{
    struct sample sample;
    sample_init(&sample);
    check_quantity(&sample, "27 резидентов", COUNTED, 27, 0);
    check_quantity(&sample, "43 промышленных кластера", COUNTED, 43, 0);
    check_quantity(&sample, "31 компания", COUNTED, 31, 0);
    check_quantity(&sample, "от 20 до 30 предприятий", COUNTED, 20, 30);
    check_quantity(&sample, "2012 площадка", COUNTED, 0, 0);
    check_quantity(&sample, "1 компания", COUNTED, 0, 0);
    check_quantity(&sample, "4 раза", COUNTED, 0, 0);
    check_quantity(&sample, "27 работает", COUNTED, 0, 0);
    sample_release(&sample);
}
END_TEST

static void check_ordinal(struct sample *sample, const char *text, double value)
{
    struct quantity quantity;
    sample_read(sample, text);
    bool found =
        ordinal_read(&sample->reading, 0, (uint32_t)sample->reading.tokens.count, &quantity);
    ck_assert_msg(found == (value > 0), "«%s» is %sread", text, found ? "" : "not ");
    if (found)
        ck_assert_double_eq_tol(quantity.value, value, 1e-6);
}

START_TEST(ordinals_are_read_with_their_noun)
{
    struct sample sample;
    sample_init(&sample);
    check_ordinal(&sample, "седьмым резидентом", 7);
    check_ordinal(&sample, "27-м резидентом", 27);
    check_ordinal(&sample, "27 резидентов", 0);
    sample_release(&sample);
}
END_TEST

void add_quantity(Suite *suite);

void add_quantity(Suite *suite)
{
    SUITE_ADD(suite, numbers_are_read_with_their_ranges);
    SUITE_ADD(suite, what_is_counted_agrees_with_its_number);
    SUITE_ADD(suite, ordinals_are_read_with_their_noun);
}
