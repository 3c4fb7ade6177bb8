/* What every unit test program needs: check, and a main() that runs one suite.
 *
 * A test file defines TEST cases with check's START_TEST and a function that adds them to a suite;
 * the folder's main.c lists those functions. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>

#include "span.h"

/* Adds a test case of one test function to a suite, named after it. */
#define SUITE_ADD(suite, function)                                                                 \
    do {                                                                                           \
        TCase *suite_case = tcase_create(#function);                                               \
        tcase_set_timeout(suite_case, 120);                                                        \
        tcase_add_test(suite_case, function);                                                      \
        suite_add_tcase(suite, suite_case);                                                        \
    } while (0)

/* Fails unless span's text is the string. */
#define ASSERT_SPAN(given, string)                                                                 \
    do {                                                                                           \
        struct span suite_span = (given);                                                          \
        ck_assert_msg(span_equal(suite_span, span_of(string)), "is «%.*s», should be «%s»",        \
                      SPAN_ARGS(suite_span), (string));                                            \
    } while (0)

/* Runs a suite; the exit status of its program. */
int suite_run(Suite *suite);
/* Makes a new folder, whose path goes into folder. With all that is in it, it is removed when the
 * program is gone, however that came. */
void suite_folder_make(char *folder, size_t size);

#endif
