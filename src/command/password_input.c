/* Reading a password from a file or the terminal. */
#include "password_input.h"

#include <fcntl.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "file.h"

enum { TYPED_MOST = 1024, FILE_LIMIT = 64 * 1024 };

/* The keys that end or mend what is typed, where the terminal hands on each by itself. */
enum { KEY_INTERRUPT = 3, KEY_END = 4, KEY_BACK = 8, KEY_DELETE = 127 };

static void character_drop(char *typed, size_t *size)
{
    while (*size > 0 && ((unsigned char)typed[--*size] & 0xC0) == 0x80)
        continue;
}

/* Reads up to the end of the line; false where it was given up. */
static bool line_type(int terminal, char *typed, size_t *size)
{
    char byte;
    *size = 0;
    while (read(terminal, &byte, 1) == 1) {
        if (byte == '\n' || byte == '\r')
            return true;
        if (byte == KEY_INTERRUPT || byte == KEY_END)
            return false;
        if (byte == KEY_BACK || byte == KEY_DELETE)
            character_drop(typed, size);
        else if (*size < TYPED_MOST)
            typed[(*size)++] = byte;
    }
    return false;
}

static void say(int terminal, struct span text)
{
    ssize_t written = write(terminal, text.data, text.size);
    (void)written; /* nothing depends on it */
}

/* Asks on the terminal; nothing is shown, and Ctrl+C is a key like others, so that the terminal is
 * always put right again. */
static bool terminal_ask(struct invocation *invocation, int terminal, const char *prompt,
                         struct span *password)
{
    struct termios before, silent;
    char typed[TYPED_MOST];
    size_t size;
    if (tcgetattr(terminal, &before) != 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    silent.c_cc[VMIN] = 1;
    silent.c_cc[VTIME] = 0;
    say(terminal, TEXT(invocation, prompt));
    tcsetattr(terminal, TCSAFLUSH, &silent);
    bool typed_whole = line_type(terminal, typed, &size);
    tcsetattr(terminal, TCSAFLUSH, &before);
    say(terminal, SPAN("\n"));
    *password = arena_copy(&invocation->arena, (struct span){typed, size});
    return typed_whole;
}

static bool terminal_password(struct invocation *invocation, struct span *password)
{
    struct span again;
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0)
        return error_add(&invocation->error, "command.password_terminal", NULL);
    bool typed = terminal_ask(invocation, terminal, "command.password", password) &&
                 terminal_ask(invocation, terminal, "command.password_again", &again);
    close(terminal);
    if (!typed)
        return error_add(&invocation->error, "command.password_none", NULL);
    return span_equal(*password, again) ||
           error_add(&invocation->error, "command.password_differs", NULL);
}

static bool file_password(struct invocation *invocation, const char *path, struct span *password)
{
    struct buffer bytes;
    struct span rest, line = {0};
    buffer_init(&bytes, FILE_LIMIT);
    bool fine = file_read(path, &bytes, &invocation->error);
    rest = buffer_span(&bytes);
    if (fine)
        fine = span_next_line(&rest, &line) ||
               error_add(&invocation->error, "command.password_none", NULL);
    *password = arena_copy(&invocation->arena, line);
    buffer_release(&bytes);
    return fine;
}

bool password_ask(struct invocation *invocation, struct span *password)
{
    const char *path = option_value(invocation, "password-file");
    return path ? file_password(invocation, path, password)
                : terminal_password(invocation, password);
}
