/* Spans. */
#include "suite.h"

void add_span(Suite *suite);

START_TEST(cuts_lines_and_parts)
{
    struct span rest = SPAN("one\r\n\ntwo"), line;
    ck_assert(span_next_line(&rest, &line));
    ASSERT_SPAN(line, "one");
    ck_assert(span_next_line(&rest, &line));
    ASSERT_SPAN(line, "");
    ck_assert(span_next_line(&rest, &line));
    ASSERT_SPAN(line, "two");
    ck_assert(!span_next_line(&rest, &line));
    rest = SPAN("a,,b,");
    const char *parts[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        ck_assert(span_next_part(&rest, ',', &line));
        ASSERT_SPAN(line, parts[i]);
    }
    ck_assert(!span_next_part(&rest, ',', &line));
    ASSERT_SPAN(span_trim(SPAN(" \t два слова\n")), "два слова");
    ASSERT_SPAN(span_slice(SPAN("abc"), 2, 9), "c");
}
END_TEST

START_TEST(compares_and_finds)
{
    ck_assert_int_lt(span_compare(SPAN("ab"), SPAN("abc")), 0);
    ck_assert_int_gt(span_compare(SPAN("b"), SPAN("abc")), 0);
    ck_assert(span_starts_with(SPAN("abc"), SPAN("ab")));
    ck_assert(!span_ends_with(SPAN("c"), SPAN("bc")));
    ck_assert_uint_eq(span_find(SPAN("abcabc"), SPAN("bc"), 2), 4);
    ck_assert_uint_eq(span_find(SPAN("abc"), SPAN("x"), 0), SIZE_MAX);
}
END_TEST

START_TEST(reads_integers)
{
    int64_t value;
    ck_assert(span_to_integer(SPAN("-9223372036854775808"), &value) && value == INT64_MIN);
    ck_assert(span_to_integer(SPAN("9223372036854775807"), &value) && value == INT64_MAX);
    const char *bad[] = {"", "-", "9223372036854775808", "1a", " 1", "+1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(!span_to_integer(span_of(bad[i]), &value), "%s", bad[i]);
}
END_TEST

void add_span(Suite *suite)
{
    SUITE_ADD(suite, cuts_lines_and_parts);
    SUITE_ADD(suite, compares_and_finds);
    SUITE_ADD(suite, reads_integers);
}
