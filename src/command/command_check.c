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
    struct ask ask;
    int code;
    if (ask_open(&ask, invocation, &code))
        code = check_ask(&ask);
    else
        code =
            code == EXIT_USAGE ? invocation_misused(invocation) : invocation_fail(invocation, code);
    ask_close(&ask);
    return code;
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
