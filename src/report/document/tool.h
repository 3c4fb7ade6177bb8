/* Another program that is given bytes and gives bytes back, kept in bounds: its time, its memory
 * and what it says. It is started without a shell, sees none of our files and ends with us. */
#ifndef TOOL_H
#define TOOL_H

#include "buffer.h"

struct tool_bounds {
    unsigned cpu_seconds;
    unsigned seconds; /* by the clock */
    size_t memory;    /* bytes of address space */
};

enum tool_outcome {
    TOOL_DONE,    /* it ended with exit status 0 */
    TOOL_FAILED,  /* it ended otherwise */
    TOOL_STOPPED, /* it reached a bound, or said more than output takes */
    TOOL_MISSING  /* it could not be started; errno says why */
};

/* Runs the program that arguments[0] names, looked for in PATH, with input as its standard input.
 * Its standard output goes to output, what it complains of to complaints, which may cut it off;
 * both keep their limits. */
enum tool_outcome tool_run(const char *const *arguments, struct span input,
                           const struct tool_bounds *bounds, struct buffer *output,
                           struct buffer *complaints);

#endif
