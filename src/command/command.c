/* What all commands share: finding one, errors on standard error, help, the data folder. */
#include "command.h"

#include <stdio.h>

#include "data.h"
#include "option.h"
#include "output.h"
#include "utf8.h"

enum { TELLING_LIMIT = 64 * 1024 * 1024 };

const struct command *command_find(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static void stderr_line(struct span text)
{
    fprintf(stderr, "uzel: %.*s\n", SPAN_ARGS(text));
}

/* One line for each error. Their texts live in an arena of their own: this is called in turns, by
 * threads that must not use up the invocation's arena, and for any number of files. */
struct telling {
    struct invocation *invocation;
    struct arena arena;
};

static void errors_tell(void *context)
{
    struct telling *telling = context;
    struct invocation *invocation = telling->invocation;
    struct error *error = &invocation->error;
    for (size_t i = 0; i < error->count; i++)
        stderr_line(message_of_error(invocation->catalogue, invocation->tongue, &telling->arena,
                                     &error->items[i]));
    if (error->dropped) {
        struct span count =
            message_number(invocation->tongue, &telling->arena, (double)error->dropped);
        stderr_line(message(invocation->catalogue, invocation->tongue, &telling->arena,
                            "command.more_errors", "count", count.data, NULL));
    }
}

void errors_print(struct invocation *invocation)
{
    struct telling telling = {.invocation = invocation};
    arena_init(&telling.arena, TELLING_LIMIT);
    if (!arena_run(&telling.arena, errors_tell, &telling))
        fputs("uzel: …\n", stderr);
    arena_release(&telling.arena);
    error_release(&invocation->error);
}

int invocation_fail(struct invocation *invocation, int code)
{
    errors_print(invocation);
    return code;
}

int invocation_misused(struct invocation *invocation)
{
    const char *name = invocation->command ? invocation->command->name : NULL;
    const char *help = "uzel --help";
    if (invocation->command && invocation->command == command_find("help"))
        help = "uzel help"; /* "uzel help --help" tells of the command help alone */
    else if (name)
        help = arena_format(&invocation->arena, "uzel %s --help", name).data;
    errors_print(invocation);
    stderr_line(TEXT(invocation, "command.see_help", "help", help));
    return EXIT_USAGE;
}

bool invocation_data(struct invocation *invocation, struct span *folder)
{
    return data_find(&invocation->arena, option_value(invocation, "data"), INSTALLED_DATA, folder,
                     &invocation->error);
}

/* Prints text in lines of the terminal's width, each after indent spaces; the first line goes on
 * behind what stands there already (at code points). */
static void paragraph_print(struct span text, size_t indent, size_t at)
{
    size_t width = output_width() > 100 ? 100 : output_width();
    struct span word;
    for (bool first = true; span_next_part(&text, ' ', &word); first = false) {
        size_t size = utf8_count(word);
        if (!first && at + 1 + size > width) {
            printf("\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            putchar(' ');
            at++;
        }
        printf("%.*s", SPAN_ARGS(word));
        at += size;
    }
    putchar('\n');
}

static void option_print(struct invocation *invocation, const struct command_option *option)
{
    enum { INDENT = 28 };
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    struct span name = arena_format(&invocation->arena, "  %s--%s", letter, option->name);
    if (option->argument)
        name = arena_format(&invocation->arena, "%s %s", name.data,
                            TEXT(invocation, option->argument).data);
    size_t size = utf8_count(name);
    if (size > INDENT - 2)
        printf("%s\n%*s", name.data, INDENT, "");
    else
        printf("%s%*s", name.data, (int)(INDENT - size), "");
    paragraph_print(TEXT(invocation, option->help), INDENT, INDENT);
}

static void options_print(struct invocation *invocation, const struct command *command)
{
    const struct command_option *all[COMMAND_OPTIONS];
    size_t count = options_collect(command, all);
    printf("\n%s\n", TEXT(invocation, "command.options").data);
    for (size_t i = 0; i < count; i++)
        option_print(invocation, all[i]);
}

static void commands_print(struct invocation *invocation)
{
    printf("\n%s\n", TEXT(invocation, "command.commands").data);
    for (size_t i = 0; commands[i]; i++) {
        printf("  %-12s", commands[i]->name);
        paragraph_print(TEXT(invocation, commands[i]->summary), 14, 14);
    }
}

void help_print(struct invocation *invocation, const struct command *command)
{
    const char *arguments =
        command && command->arguments ? TEXT(invocation, command->arguments).data : "";
    if (!command)
        arguments = TEXT(invocation, "command.arguments").data;
    printf("%s uzel%s%s%s%s\n\n", TEXT(invocation, "command.usage").data, command ? " " : "",
           command ? command->name : "", *arguments ? " " : "", arguments);
    paragraph_print(TEXT(invocation, command ? command->description : "command.description"), 0, 0);
    if (!command)
        commands_print(invocation);
    options_print(invocation, command);
    printf("\n");
    paragraph_print(TEXT(invocation, "command.exit_codes"), 0, 0);
}
