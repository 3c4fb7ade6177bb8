/* Reading a command line by the table of options of its command. */
#ifndef OPTION_H
#define OPTION_H

#include "command.h"

/* The options that every command has. */
extern const struct command_option common_options[];

/* All options of a command (or of the program, where it is NULL), its own first, into all
 * (COMMAND_OPTIONS of room); returns their number. */
size_t options_collect(const struct command *command, const struct command_option **all);
/* Reads options and operands of invocation->command; arguments[0] is the command's name. False
 * with an error. */
bool options_read(struct invocation *invocation, int count, char **arguments);

#endif
