/* The program uzel: finds the sub-command, reads its options, runs it, and exits. */
#include "command.h"

#include <errno.h>
#include <stdio.h>

#include "option.h"
#include "output.h"

enum { ARENA_LIMIT = 1024 * 1024 * 1024 };

/* The language that the command line asks for: needed before anything can be said about it. */
static bool tongue_choose(struct invocation *invocation, int count, char **arguments)
{
    const char *wanted = NULL;
    for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strncmp(arguments[i], "--lang=", 7) == 0)
            wanted = arguments[i] + 7;
        else if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count)
            wanted = arguments[i + 1];
    }
    invocation->tongue = tongue_of_environment();
    if (!wanted || tongue_of(wanted, &invocation->tongue))
        return true;
    return error_add(&invocation->error, "command.bad_language", "value", wanted, NULL);
}

/* Whether the argument is an option that every command has and that takes a value; *joined says
 * that the value is part of it. */
static bool is_common_option(const char *argument, bool *joined)
{
    static const char *const names[] = {"--lang", "--data"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        *joined = strncmp(argument, names[i], size) == 0 && argument[size] == '=';
        if (*joined || strcmp(argument, names[i]) == 0)
            return true;
    }
    return false;
}

/* The index of the sub-command's name, or of the first option that only a command could know. */
static int command_index(int count, char **arguments)
{
    bool joined;
    int i = 1;
    while (i < count && is_common_option(arguments[i], &joined))
        i += joined ? 1 : 2;
    return i < count ? i : 0;
}

/* What stands where the sub-command should is an option. */
static int option_of_program(struct invocation *invocation, const char *option)
{
    if (strcmp(option, "--version") == 0)
        return command_find("version")->run(invocation);
    if (strcmp(option, "--help") != 0 && strcmp(option, "-h") != 0) {
        error_add(&invocation->error, "command.unknown_option", "option", option, NULL);
        return invocation_misused(invocation);
    }
    help_print(invocation, NULL);
    return EXIT_DONE;
}

static bool operands_fit(struct invocation *invocation)
{
    const struct command *command = invocation->command;
    if (invocation->operand_count < command->operands_least)
        return error_add(&invocation->error, "command.too_few", NULL);
    if (invocation->operand_count > command->operands_most)
        return error_add(&invocation->error, "command.too_many", "operand",
                         invocation->operands[command->operands_most], NULL);
    return true;
}

static int command_run(struct invocation *invocation, int count, char **arguments)
{
    if (!options_read(invocation, count, arguments))
        return invocation_misused(invocation);
    if (option_value(invocation, "help")) {
        help_print(invocation, invocation->command);
        return EXIT_DONE;
    }
    if (!operands_fit(invocation))
        return invocation_misused(invocation);
    return invocation->command->run(invocation);
}

/* Brings the command's name to the front, so that options may stand before it: "uzel --lang en
 * list agreements". */
static void command_to_front(char **arguments, int index)
{
    char *name = arguments[index];
    for (int i = index; i > 1; i--)
        arguments[i] = arguments[i - 1];
    arguments[1] = name;
}

static int dispatch(struct invocation *invocation, int count, char **arguments)
{
    if (!tongue_choose(invocation, count, arguments))
        return invocation_misused(invocation);
    int index = command_index(count, arguments);
    if (!index) {
        error_add(&invocation->error, "command.none", NULL);
        return invocation_misused(invocation);
    }
    if (arguments[index][0] == '-')
        return option_of_program(invocation, arguments[index]);
    invocation->command = command_find(arguments[index]);
    if (!invocation->command) {
        error_add(&invocation->error, "command.unknown_command", "command", arguments[index], NULL);
        return invocation_misused(invocation);
    }
    command_to_front(arguments, index);
    return command_run(invocation, count - 1, arguments + 1);
}

struct run {
    struct invocation *invocation;
    int count;
    char **arguments;
    int code;
};

static void run_program(void *context)
{
    struct run *run = context;
    run->code = dispatch(run->invocation, run->count, run->arguments);
}

/* The exit code, once everything is written. */
static int finish(struct invocation *invocation, int code)
{
    bool closed;
    if (output_close(&closed))
        return code;
    if (closed)
        return EXIT_PIPE;
    error_add(&invocation->error, "command.cannot_print", "reason", strerror(errno), NULL);
    return invocation_fail(invocation, EXIT_FAILED);
}

int main(int count, char **arguments)
{
    struct catalogue *catalogue = catalogue_new();
    struct invocation invocation = {.catalogue = catalogue};
    struct run run = {&invocation, count, arguments, EXIT_FAILED};
    if (!catalogue) {
        fprintf(stderr, "uzel: no memory\n");
        return EXIT_FAILED;
    }
    output_begin();
    signals_catch();
    arena_init(&invocation.arena, ARENA_LIMIT);
    error_init(&invocation.error);
    if (!arena_run(&invocation.arena, run_program, &run)) {
        arena_release(&invocation.arena);
        error_add(&invocation.error, "command.no_memory", NULL);
        run.code = invocation_fail(&invocation, EXIT_FAILED);
    }
    int code = finish(&invocation, run.code);
    error_release(&invocation.error);
    arena_release(&invocation.arena);
    catalogue_free(catalogue);
    return code;
}
