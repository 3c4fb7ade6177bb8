/* Running another program in bounds. */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    TAKEN = 64 * 1024, /* bytes read at once */
    PATH_LIMIT = 512,
    CANNOT_START = 127
};

enum { END_READ, END_WRITE };

/* A program that runs. */
struct tool {
    pid_t process;
    int output; /* ends of pipes, to be read */
    int complaints;
    int started;   /* says errno where the program could not be started */
    int64_t until; /* milliseconds of the clock that goes on */
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- starting ---- */

/* The input as a file in memory: a program may look back in it, which a pipe does not allow. */
static int input_make(struct span input)
{
    int file = memfd_create("uzel-input", MFD_CLOEXEC);
    for (size_t at = 0; file >= 0 && at < input.size;) {
        ssize_t written = write(file, input.data + at, input.size - at);
        if (written > 0) {
            at += (size_t)written;
        } else if (errno != EINTR) {
            close(file);
            return -1;
        }
    }
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    return file;
}

/* Where in PATH the program lies; false where nowhere. */
static bool program_find(const char *name, char path[PATH_LIMIT])
{
    const char *folders = getenv("PATH");
    struct span rest = span_of(folders && *folders ? folders : "/usr/bin:/bin"), folder;
    while (span_next_part(&rest, ':', &folder)) {
        int size = snprintf(path, PATH_LIMIT, "%.*s/%s", SPAN_ARGS(folder), name);
        if (folder.size && size < PATH_LIMIT && access(path, X_OK) == 0)
            return true;
    }
    errno = ENOENT;
    return false;
}

static void bound(int resource, rlim_t value)
{
    struct rlimit limit = {value, value};
    setrlimit(resource, &limit);
}

/* In the child, which shares the parent's threads' locks: calls that are safe after a fork alone.
 */
static _Noreturn void child_become(const char *path, char *const *arguments, int input,
                                   const int *pipes, const struct tool_bounds *bounds)
{
    static char *const environment[] = {(char *)(uintptr_t) "LC_ALL=C.UTF-8", NULL};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    bound(RLIMIT_CPU, bounds->cpu_seconds);
    bound(RLIMIT_AS, bounds->memory);
    bound(RLIMIT_FSIZE, 0);
    bound(RLIMIT_CORE, 0);
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    if (dup2(input, STDIN_FILENO) >= 0 && dup2(pipes[0], STDOUT_FILENO) >= 0 &&
        dup2(pipes[1], STDERR_FILENO) >= 0)
        execve(path, arguments, environment);
    int reason = errno;
    (void)!write(pipes[2], &reason, sizeof reason);
    _exit(CANNOT_START);
}

static void ends_close(int *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ends[i] >= 0)
            close(ends[i]);
}

/* Starts the program; false, and errno, where it cannot be forked. */
static bool tool_start(struct tool *tool, const char *path, const char *const *arguments, int input,
                       const struct tool_bounds *bounds)
{
    int reads[3] = {-1, -1, -1}, writes[3] = {-1, -1, -1};
    bool made = true;
    for (size_t i = 0; i < 3 && made; i++) {
        int ends[2];
        made = pipe2(ends, O_CLOEXEC) == 0;
        reads[i] = made ? ends[END_READ] : -1;
        writes[i] = made ? ends[END_WRITE] : -1;
    }
    tool->process = made ? fork() : -1;
    if (tool->process == 0)
        child_become(path, (char *const *)(uintptr_t)arguments, input, writes, bounds);
    int reason = errno;
    ends_close(writes, 3);
    if (tool->process < 0)
        ends_close(reads, 3);
    tool->output = reads[0];
    tool->complaints = reads[1];
    tool->started = reads[2];
    tool->until = milliseconds() + (int64_t)bounds->seconds * 1000;
    errno = reason;
    return tool->process > 0;
}

/* ---- listening ---- */

/* Takes what a pipe holds. False at its end, and where the buffer is full: *full. */
static bool pipe_take(int pipe, struct buffer *buffer, bool *full)
{
    char bytes[TAKEN];
    ssize_t size = read(pipe, bytes, sizeof bytes);
    if (size < 0)
        return errno == EINTR || errno == EAGAIN;
    size_t room = buffer->limit - buffer->size;
    *full = (size_t)size > room;
    buffer_append(buffer, (struct span){bytes, *full ? room : (size_t)size});
    return size > 0 && !buffer->bad;
}

/* Listens until the program has closed its output; false where a bound is reached. */
static bool tool_listen(struct tool *tool, struct buffer *output, struct buffer *complaints)
{
    struct pollfd ends[] = {{tool->output, POLLIN, 0}, {tool->complaints, POLLIN, 0}};
    bool full = false, ignored = false;
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        int64_t left = tool->until - milliseconds();
        if (left <= 0)
            return false;
        int ready = poll(ends, 2, left > 1000 ? 1000 : (int)left);
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        if (ends[0].revents && !pipe_take(ends[0].fd, output, &full))
            ends[0].fd = -1;
        if (ends[1].revents && !pipe_take(ends[1].fd, complaints, &ignored))
            ends[1].fd = -1;
        if (full || output->bad)
            return false;
    }
    return true;
}

/* Waits for the program's end, which mostly comes with that of its output; where it does not come
 * in time it is brought about. */
static int tool_wait(const struct tool *tool, bool *in_time)
{
    const struct timespec pause = {0, 1000000};
    int status = 0;
    while (*in_time && waitpid(tool->process, &status, WNOHANG) == 0) {
        *in_time = milliseconds() < tool->until;
        nanosleep(&pause, NULL);
    }
    if (*in_time)
        return status;
    kill(tool->process, SIGKILL);
    while (waitpid(tool->process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

static enum tool_outcome tool_end(struct tool *tool, bool listened)
{
    int reason = 0, status = tool_wait(tool, &listened);
    bool missing = read(tool->started, &reason, sizeof reason) == sizeof reason;
    close(tool->output);
    close(tool->complaints);
    close(tool->started);
    errno = reason;
    if (missing)
        return TOOL_MISSING;
    if (!listened || WIFSIGNALED(status))
        return TOOL_STOPPED;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? TOOL_DONE : TOOL_FAILED;
}

enum tool_outcome tool_run(const char *const *arguments, struct span input,
                           const struct tool_bounds *bounds, struct buffer *output,
                           struct buffer *complaints)
{
    char path[PATH_LIMIT];
    struct tool tool;
    if (!program_find(arguments[0], path))
        return TOOL_MISSING;
    int file = input_make(input);
    if (file < 0)
        return TOOL_MISSING;
    bool started = tool_start(&tool, path, arguments, file, bounds);
    int reason = errno;
    close(file);
    errno = reason;
    return started ? tool_end(&tool, tool_listen(&tool, output, complaints)) : TOOL_MISSING;
}
