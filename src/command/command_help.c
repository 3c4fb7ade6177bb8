/* uzel help: what the program does, or one of its commands. */
#include "command.h"

static int help_run(struct invocation *invocation)
{
    if (!invocation->operand_count) {
        help_print(invocation, NULL);
        return EXIT_DONE;
    }
    const struct command *command = command_find(invocation->operands[0]);
    if (!command) {
        error_add(&invocation->error, "command.unknown_command", "command", invocation->operands[0],
                  NULL);
        return invocation_misused(invocation);
    }
    help_print(invocation, command);
    return EXIT_DONE;
}

static const struct command_option help_options[] = {{NULL, 0, NULL, NULL}};

extern const struct command command_help;
const struct command command_help = {
    .name = "help",
    .arguments = "command.help.arguments",
    .summary = "command.help.summary",
    .description = "command.help.description",
    .options = help_options,
    .operands_most = 1,
    .run = help_run,
};
