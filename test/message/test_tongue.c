/* Which language the user reads. */
#include "message.h"
#include "suite.h"

void add_tongue(Suite *suite);

START_TEST(knows_the_names_of_tongues)
{
    enum tongue tongue = TONGUE_ENGLISH;
    ck_assert(tongue_of("ru", &tongue) && tongue == TONGUE_RUSSIAN);
    ck_assert(tongue_of("en-GB", &tongue) && tongue == TONGUE_ENGLISH);
    ck_assert(tongue_of("ru_RU.UTF-8", &tongue) && tongue == TONGUE_RUSSIAN);
    const char *const others[] = {"", "r", "de_DE.UTF-8", "C", "POSIX", "russian", "engl"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!tongue_of(others[i], &tongue), "%s", others[i]);
    ck_assert(!tongue_of(NULL, &tongue));
}
END_TEST

START_TEST(takes_the_first_variable_that_is_set)
{
    setenv("LC_ALL", "", 1);
    setenv("LC_MESSAGES", "en_US.UTF-8", 1);
    setenv("LANG", "ru_RU.UTF-8", 1);
    ck_assert_int_eq(tongue_of_environment(), TONGUE_ENGLISH);
    unsetenv("LC_MESSAGES");
    ck_assert_int_eq(tongue_of_environment(), TONGUE_RUSSIAN);
    setenv("LC_ALL", "en_GB", 1);
    ck_assert_int_eq(tongue_of_environment(), TONGUE_ENGLISH);
    setenv("LC_ALL", "C", 1);
    ck_assert_int_eq(tongue_of_environment(), TONGUE_RUSSIAN);
}
END_TEST

void add_tongue(Suite *suite)
{
    SUITE_ADD(suite, knows_the_names_of_tongues);
    SUITE_ADD(suite, takes_the_first_variable_that_is_set);
}
