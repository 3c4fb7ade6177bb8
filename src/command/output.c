/* Standard output, and the signals that end a command.
 *
 * The only state of the process that uzel keeps: standard output is one for the process, and a
 * signal handler can reach nothing else. */
#include "output.h"

#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "grid.h"

static int output_errno;
static char output_room[1 << 16]; /* the C library's own is a page: 16 times the writes */
static volatile sig_atomic_t interrupted;

void output_begin(void)
{
    if (!isatty(STDOUT_FILENO))
        setvbuf(stdout, output_room, _IOFBF, sizeof output_room);
}

void output_write(struct span text)
{
    if (!output_errno && text.size && fwrite(text.data, 1, text.size, stdout) != text.size)
        output_errno = errno ? errno : EIO;
}

void output_line(struct span text)
{
    output_write(text);
    output_write(SPAN("\n"));
}

void output_lines(struct span text, size_t indent)
{
    size_t width = output_width() > indent + 20 ? output_width() - indent : 20;
    struct span line;
    while (text_wrap(&text, width, &line)) {
        for (size_t i = 0; i < indent; i++)
            output_write(SPAN(" "));
        output_line(line);
    }
}

static void csv_cell_write(struct span text, bool last)
{
    bool formula = text.size && strchr("=+-@\t\r", text.data[0]);
    output_write(SPAN("\""));
    if (formula)
        output_write(SPAN("'"));
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            output_write(SPAN("\""));
        output_write((struct span){text.data + i, 1});
    }
    output_write(last ? SPAN("\"\r\n") : SPAN("\","));
}

void output_csv_row(const struct span *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_cell_write(cells[i], i + 1 == count);
}

void output_fail(int reason)
{
    if (!output_errno)
        output_errno = reason;
}

bool output_failed(void)
{
    return output_errno != 0;
}

bool output_close(bool *closed)
{
    if (fflush(stdout) != 0 && !output_errno)
        output_errno = errno ? errno : EIO;
    *closed = output_errno == EPIPE;
    errno = output_errno;
    return !output_errno;
}

size_t output_width(void)
{
    struct winsize size;
    int64_t columns;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    if (span_to_integer(span_of(getenv("COLUMNS")), &columns) && columns >= 20 && columns < 10000)
        return (size_t)columns;
    return 100;
}

static void note_signal(int number)
{
    (void)number;
    interrupted = 1;
}

void signals_catch(void)
{
    /* SA_RESETHAND: the second signal does what it does by default. */
    struct sigaction note = {.sa_handler = note_signal, .sa_flags = SA_RESETHAND | SA_RESTART};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&note.sa_mask);
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &note, NULL);
    sigaction(SIGTERM, &note, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}

void signals_release(void)
{
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigemptyset(&usual.sa_mask);
    sigaction(SIGINT, &usual, NULL);
    sigaction(SIGTERM, &usual, NULL);
}

bool signals_interrupted(void)
{
    return interrupted;
}
