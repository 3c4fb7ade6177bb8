/* The table of commands. */
#include "command.h"

extern const struct command command_help;
extern const struct command command_version;

const struct command *const commands[] = {
    &command_version,
    &command_help,
    NULL,
};
