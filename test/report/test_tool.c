/* tool_run(): another program, its bounds, and what it says. */
#include "document/tool.h"

#include <errno.h>
#include <unistd.h>

#include "../suite.h"

static const struct tool_bounds short_bounds = {
    .cpu_seconds = 1, .seconds = 1, .memory = (size_t)256 * 1024 * 1024};
static struct buffer output, complaints;

static void setup(void)
{
    buffer_init(&output, 100000);
    buffer_init(&complaints, 10);
}

static void teardown(void)
{
    buffer_release(&output);
    buffer_release(&complaints);
}

static enum tool_outcome run(const char *const *arguments, struct span input)
{
    return tool_run(arguments, input, &short_bounds, &output, &complaints);
}

START_TEST(test_input_and_output)
{
    static char large[90000];
    static const char *const cat[] = {"cat", NULL};
    memset(large, 'a', sizeof large);
    ck_assert_int_eq(run(cat, (struct span){large, sizeof large}), TOOL_DONE);
    ck_assert_uint_eq(output.size, sizeof large);
    ck_assert_uint_eq(complaints.size, 0);
}
END_TEST

START_TEST(test_failure_and_complaints_are_cut)
{
    static const char *const fails[] = {"sh", "-c", "echo a long complaint >&2; exit 3", NULL};
    ck_assert_int_eq(run(fails, SPAN("")), TOOL_FAILED);
    ASSERT_SPAN(buffer_span(&complaints), "a long com");
}
END_TEST

START_TEST(test_bounds)
{
    static const char *const sleeps[] = {"sh", "-c", "exec >&- 2>&-; sleep 100", NULL};
    static const char *const waits[] = {"sleep", "100", NULL};
    static const char *const says[] = {"yes", NULL};
    static const char *const turns[] = {"sh", "-c", "while :; do :; done", NULL};
    ck_assert_int_eq(run(waits, SPAN("")), TOOL_STOPPED);
    ck_assert_int_eq(run(sleeps, SPAN("")), TOOL_STOPPED);
    ck_assert_int_eq(run(turns, SPAN("")), TOOL_STOPPED);
    ck_assert_int_eq(run(says, SPAN("")), TOOL_STOPPED);
    ck_assert_uint_eq(output.size, output.limit);
}
END_TEST

/* It sees no file of ours, may write none, and has nothing of our environment. */
START_TEST(test_isolation)
{
    static const char *const looks[] = {"sh", "-c", "ls /proc/self/fd | wc -w; env | grep -c HOME",
                                        NULL};
    static const char *const writes[] = {"sh", "-c", "echo x > uzel-tool-test || exit 5", NULL};
    int open_one = dup(STDERR_FILENO);
    run(looks, SPAN(""));
    ASSERT_SPAN(buffer_span(&output), "4\n0\n"); /* three streams, and what ls itself opens */
    ck_assert_int_ne(run(writes, SPAN("")), TOOL_DONE);
    close(open_one);
    unlink("uzel-tool-test");
}
END_TEST

START_TEST(test_missing)
{
    static const char *const missing[] = {"uzel-no-such-program", NULL};
    ck_assert_int_eq(run(missing, SPAN("")), TOOL_MISSING);
    ck_assert_int_eq(errno, ENOENT);
}
END_TEST

void add_tool(Suite *suite);
void add_tool(Suite *suite)
{
    TCase *tcase = tcase_create("tool");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, test_input_and_output);
    tcase_add_test(tcase, test_failure_and_complaints_are_cut);
    tcase_add_test(tcase, test_bounds);
    tcase_add_test(tcase, test_isolation);
    tcase_add_test(tcase, test_missing);
    suite_add_tcase(suite, tcase);
}
