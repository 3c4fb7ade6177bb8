/* Groups of kinds and lists of words. */
#include "fixture.h"
#include "name_lists.h"

void add_name_lists(Suite *suite);

START_TEST(kinds_that_readers_confuse_are_a_group)
{
    struct fixture fixture;
    fixture_init(&fixture);
    ck_assert_int_eq(name_group_of(kind_of(&fixture, "Company")), GROUP_ORGANIZATION);
    ck_assert_int_eq(name_group_of(kind_of(&fixture, "PublicBody")), GROUP_ORGANIZATION);
    ck_assert_int_eq(name_group_of(kind_of(&fixture, "Person")), GROUP_PERSON);
    ck_assert_int_eq(name_group_of(kind_of(&fixture, "Locality")), GROUP_PLACE);
    ck_assert_int_eq(name_group_of(kind_of(&fixture, "Site")), GROUP_OTHER);
    fixture_release(&fixture);
}
END_TEST

START_TEST(lists_are_apart)
{
    ck_assert(is_listed_word(SPAN("ооо"), NAME_WORD_FORM));
    ck_assert(!is_listed_word(SPAN("ооо"), NAME_WORD_WIDE));
    ck_assert(is_listed_word(SPAN("федеральный"), NAME_WORD_WIDE));
    ck_assert(!is_listed_word(SPAN("завод"), NAME_WORD_FORM));
}
END_TEST

void add_name_lists(Suite *suite)
{
    SUITE_ADD(suite, kinds_that_readers_confuse_are_a_group);
    SUITE_ADD(suite, lists_are_apart);
}
