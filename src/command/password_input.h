/* Reading a password: never from the command line's arguments, which others can see. */
#ifndef PASSWORD_INPUT_H
#define PASSWORD_INPUT_H

#include "command.h"

/* Reads a new password from the first line of the file of --password-file ("-": standard input), or
 * from the terminal, twice, without showing it. Errors: those of file_read(),
 * "command.password_none", "command.password_differs", "command.password_terminal". */
bool password_ask(struct invocation *invocation, struct span *password);

#endif
