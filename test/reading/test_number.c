/* Tests of src/reading/number.c. */
#include "number.h"

#include "sample.h"

static void check_number(struct sample *sample, const char *text, double wanted)
{
    double number = -1;
    sample_read(sample, text);
    bool found = number_read(&sample->reading, 0, (uint32_t)sample->reading.tokens.count, &number);
    ck_assert_msg(found == (wanted >= 0), "«%s» is %sread", text, found ? "" : "not ");
    if (wanted >= 0)
        ck_assert_double_eq_tol(number, wanted, wanted * 1e-9);
}

START_TEST(numbers_in_figures_and_words_are_read)
{
    struct sample sample;
    sample_init(&sample);
    check_number(&sample, "200", 200);
    check_number(&sample, "14,5", 14.5);
    check_number(&sample, "5,4 тысячи", 5400);
    check_number(&sample, "сорока", 40);
    check_number(&sample, "двадцать семь", 27);
    check_number(&sample, "трёх миллионов", 3e6);
    check_number(&sample, "триста пятьдесят", 350);
    check_number(&sample, "завод", -1);
    check_number(&sample, "09.02.2015", -1);
    sample_release(&sample);
}
END_TEST

void add_number(Suite *suite);

void add_number(Suite *suite)
{
    SUITE_ADD(suite, numbers_in_figures_and_words_are_read);
}
