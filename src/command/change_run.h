/* What the commands share that change a registry by named actions, each whole or not there: its
 * store open for writing beside what asks. */
#ifndef CHANGE_RUN_H
#define CHANGE_RUN_H

#include "ask.h"
#include "work.h"

/* One run: the questions go to ask, the changes to work, whose store is open for writing. */
struct changing {
    struct ask *ask;
    struct work work;
    struct query query; /* of the store that is changed */
};

/* What an action's name does; the first operand is the name. */
struct action {
    const char *name;
    size_t least; /* operands, the name among them */
    size_t most;
    int (*run)(struct changing *changing); /* the exit code; EXIT_INPUT where the order is wrong */
};

/* Runs the action that the first operand names, of none the first of the table. unknown: key of the
 * error where there is no such action (action). */
int actions_run(struct ask *ask, const struct action *actions, size_t count, const char *unknown);

/* An operand; empty where there is none. */
struct span operand(const struct changing *changing, size_t index);
/* The id of the entry that an operand gives by id or name; false with an error where there is none.
 */
bool operand_entry(const struct changing *changing, size_t index, struct span *id);
struct error *errors(const struct changing *changing);
/* A text of the arena, zero-terminated. */
const char *text_of(const struct changing *changing, struct span text);
struct span option_span(const struct changing *changing, const char *name);

/* Prints what write() makes of its arguments, as one line of JSON. */
#define PRINT_JSON(write, ...)                                                                     \
    do {                                                                                           \
        struct buffer line;                                                                        \
        struct json json;                                                                          \
        buffer_init(&line, ASK_JSON_LIMIT);                                                        \
        json_init(&json, &line);                                                                   \
        write(__VA_ARGS__, &json);                                                                 \
        json_print(&line);                                                                         \
    } while (0)

#endif
