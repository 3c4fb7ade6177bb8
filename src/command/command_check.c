/* uzel check: whether a registry is sound. */
#include "ask.h"

#include "digest.h"
#include "output.h"

static int check_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    const char *given = option_value(invocation, "head");
    struct query_check check;
    struct digest head;
    if (given && !digest_read(span_of(given), &head)) {
        error_add(&invocation->error, "command.check.bad_head", "value", given, NULL);
        return invocation_misused(invocation);
    }
    if (!query_check(&ask->query, &check, &invocation->error) ||
        (given && !query_check_head(&ask->query, &head, &check, &invocation->error)))
        return invocation_fail(invocation, EXIT_FAILED);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_check_write, &check);
    } else {
        for (size_t i = 0; i < check.problems.count; i++)
            output_line(check.problems.items[i].text);
        output_line(check.summary);
        if (check.trail.size)
            output_line(check.trail);
    }
    return check.sound ? EXIT_DONE : EXIT_INPUT;
}

static int check_run(struct invocation *invocation)
{
    return ask_run(invocation, check_ask);
}

static const struct command_option check_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"head", 0, "command.argument.hash", "command.check.option.head"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_check;
const struct command command_check = {
    .name = "check",
    .summary = "command.check.summary",
    .description = "command.check.description",
    .options = check_options,
    .run = check_run,
};
