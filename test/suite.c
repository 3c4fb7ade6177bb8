/* Runs the suite of a test program, and removes what its tests leave behind.
 *
 * A test that fails leaves its process at once, and one that hangs is killed with all around it: so
 * the folders of tests lie in one, which a process beside the tests removes when they are gone. */
#include "suite.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char run_folder[] = "/tmp/uzel-test-XXXXXX";

static int path_remove(const char *path, const struct stat *status, int kind, struct FTW *at)
{
    (void)status, (void)kind, (void)at;
    remove(path);
    return 0;
}

/* Until nobody can write to the pipe any more, then removes the folder. It must not hold what the
 * tests write to, which whoever runs them reads to its end. */
static _Noreturn void folder_watch(int pipe_end)
{
    enum { DEPTH = 16 };
    char byte;
    int nothing = open("/dev/null", O_RDWR);
    setsid();
    for (int standard = 0; standard < 3; standard++)
        dup2(nothing, standard);
    while (read(pipe_end, &byte, 1) < 0 && errno == EINTR)
        ;
    nftw(run_folder, path_remove, DEPTH, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

/* Check gives a test 4 seconds by the clock, which others who use the processors can take. It reads
 * the variable when a case is made, before suite_run(). */
__attribute__((constructor)) static void timeout_set(void)
{
    setenv("CK_DEFAULT_TIMEOUT", "120", 0);
}

int suite_run(Suite *suite)
{
    int ends[2];
    if (!mkdtemp(run_folder) || pipe2(ends, O_CLOEXEC) != 0)
        return 1;
    pid_t watcher = fork();
    if (watcher == 0) {
        close(ends[1]);
        folder_watch(ends[0]);
    }
    close(ends[0]);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    close(ends[1]);
    waitpid(watcher, NULL, 0);
    return failed ? 1 : 0;
}

void suite_folder_make(char *folder, size_t size)
{
    int needed = snprintf(folder, size, "%s/f-XXXXXX", run_folder);
    ck_assert(needed > 0 && (size_t)needed < size);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}
