/* uzel check: whether a registry is sound. */
#include "ask.h"

#include "output.h"

static int check_ask(struct ask *ask)
{
    struct query_check check;
    if (!query_check(&ask->query, &check, &ask->invocation->error))
        return invocation_fail(ask->invocation, EXIT_FAILED);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_check_write, &check);
    } else {
        for (size_t i = 0; i < check.problems.count; i++)
            output_line(check.problems.items[i].text);
        output_line(check.summary);
    }
    return check.sound ? EXIT_DONE : EXIT_INPUT;
}

static int check_run(struct invocation *invocation)
{
    return ask_run(invocation, check_ask);
}

static const struct command_option check_options[] = {
    OPTION_REGISTRY, OPTION_FORMAT, {NULL, 0, NULL, NULL}};

extern const struct command command_check;
const struct command command_check = {
    .name = "check",
    .summary = "command.check.summary",
    .description = "command.check.description",
    .options = check_options,
    .run = check_run,
};
