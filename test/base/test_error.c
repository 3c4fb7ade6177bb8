/* Errors as data. */
#include "error.h"
#include "suite.h"

void add_error(Suite *suite);

START_TEST(keeps_keys_and_copies_of_values)
{
    struct error error, more;
    char name[] = "a.txt";
    error_init(&error);
    error_init(&more);
    ck_assert(!error_any(&error));
    ck_assert(!error_add(&error, "file.cannot_open", "file", name, "reason", "none", NULL));
    name[0] = 'b';
    for (int i = 0; i < 2 * ERROR_ITEMS; i++)
        error_add(&more, "report.empty", "file", name, NULL);
    error_move(&error, &more);
    ck_assert(!error_any(&more));
    ck_assert_uint_eq(error.count + error.dropped, 2 * ERROR_ITEMS + 1);
    ck_assert_str_eq(error.items[0].arguments[0].value, "a.txt");
    ck_assert_str_eq(error.items[1].key, "report.empty");
    ck_assert(!error_add(NULL, "ignored", NULL));
    error_release(&error);
}
END_TEST

void add_error(Suite *suite)
{
    SUITE_ADD(suite, keeps_keys_and_copies_of_values);
}
