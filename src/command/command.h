/* What a sub-command is, and what it is given.
 *
 * One sub-command is one file with one const struct command, which stands in the table of table.c.
 * Only src/command/ prints and exits. Options are read by getopt_long() by the command's own table;
 * help, usage and errors come from the catalogue, for the C library's own words exist in the
 * languages that are installed alone. */
#ifndef COMMAND_H
#define COMMAND_H

#include "buffer.h"
#include "error.h"
#include "message.h"

enum exit_code {
    EXIT_DONE = 0,
    EXIT_INPUT = 1,         /* some input could not be read or found; the rest was done */
    EXIT_USAGE = 2,         /* the command line cannot be understood */
    EXIT_FAILED = 3,        /* data files, registry, disk or memory: nothing or not all was done */
    EXIT_INTERRUPTED = 130, /* by SIGINT or SIGTERM; what was committed stays */
    EXIT_PIPE = 141         /* whoever read the output went away */
};

/* An option of a command line. */
struct command_option {
    const char *name;     /* "registry" of --registry; NULL ends a table */
    char letter;          /* of the short form; 0 where there is none */
    const char *argument; /* key of the name of its argument; NULL where it takes none */
    const char *help;     /* key of a sentence */
};

enum { COMMAND_OPTIONS = 32 /* most options of a command, the common ones included */ };

struct invocation;

struct command {
    const char *name;
    const char *arguments;   /* key of the usage's operands; NULL where there are none */
    const char *summary;     /* key of a phrase for the list of commands */
    const char *description; /* key of the help's sentences */
    const struct command_option *options;
    size_t operands_least;
    size_t operands_most; /* SIZE_MAX: any number */
    int (*run)(struct invocation *invocation);
    const char *const *exports; /* what --format takes besides table and json, and NULL; or NULL */
};

/* One run of a command. */
struct invocation {
    const struct command *command;
    const struct catalogue *catalogue;
    enum tongue tongue;
    struct arena arena; /* for all that lives as long as the command */
    struct error error; /* printed, and emptied, by invocation_fail() and errors_print() */
    const struct command_option *given[COMMAND_OPTIONS * 2]; /* options, as they were given */
    const char *values[COMMAND_OPTIONS * 2];
    size_t given_count;
    char **operands;
    size_t operand_count;
};

/* The commands, in the order of the help; NULL ends it. */
extern const struct command *const commands[];
const struct command *command_find(const char *name);

/* The value of an option, "" of one that takes none; NULL where it was not given. The last one
 * given counts. */
const char *option_value(const struct invocation *invocation, const char *name);
/* Reads an option that is a whole number from least to most into *number, which keeps its value
 * where the option was not given. Prints what is wrong and returns false. */
bool option_number(struct invocation *invocation, const char *name, int64_t least, int64_t most,
                   int64_t *number);
/* Reads an option that is a date; as option_number(). */
bool option_date(struct invocation *invocation, const char *name, struct date *date);
/* Whether --format json was given; *json is false for table, for what the command exports besides,
 * and where it was not given. Prints what is wrong and returns false. */
bool option_json(struct invocation *invocation, bool *json);

/* A text of the catalogue in the user's language; as message(), in the invocation's arena. */
#define TEXT(invocation, ...)                                                                      \
    message((invocation)->catalogue, (invocation)->tongue, &(invocation)->arena, __VA_ARGS__, NULL)

/* Prints the invocation's errors to standard error, a line each, and forgets them. */
void errors_print(struct invocation *invocation);
/* The same, and returns code. */
int invocation_fail(struct invocation *invocation, int code);
/* Prints that the command line is wrong, and where help is; returns EXIT_USAGE. */
int invocation_misused(struct invocation *invocation);
/* Prints the help of a command, or of the program (command NULL). */
void help_print(struct invocation *invocation, const struct command *command);

/* The data folder: --data, UZEL_DATA, beside the program, installed. False with an error. */
bool invocation_data(struct invocation *invocation, struct span *folder);

/* "user:NAME" of who runs the program, in arena: the author of what he states. */
struct span user_author(struct arena *arena);

#define OPTION_REGISTRY                                                                            \
    {                                                                                              \
        "registry", 'r', "command.argument.file", "command.option.registry"                        \
    }
#define OPTION_FORMAT                                                                              \
    {                                                                                              \
        "format", 'f', "command.argument.format", "command.option.format"                          \
    }
/* Of a command whose tables can be taken away. */
#define OPTION_FORMAT_TABLES                                                                       \
    {                                                                                              \
        "format", 'f', "command.argument.format", "command.option.format_tables"                   \
    }
#define OPTION_AS_OF                                                                               \
    {                                                                                              \
        "as-of", 0, "command.argument.date", "command.option.as_of"                                \
    }
#define OPTION_KNOWN_AT                                                                            \
    {                                                                                              \
        "known-at", 0, "command.argument.time", "command.option.known_at"                          \
    }
#define OPTION_TODAY                                                                               \
    {                                                                                              \
        "today", 0, "command.argument.date", "command.option.today"                                \
    }

#endif
