/* uzel redact: replaces personal data by marks, for good. */
#include "command.h"

#include <string.h>

#include "ask.h"
#include "intake_run.h"
#include "output.h"
#include "redact.h"

/* Run within arena_run() of its own arena. */
struct hiding {
    struct invocation *invocation;
    struct work work;
    struct work_redact_order order;
    struct work_redaction redaction;
    bool json;
    bool fine;
};

static void hide(void *context)
{
    struct hiding *hiding = context;
    hiding->fine =
        work_redact(&hiding->work, &hiding->order, &hiding->redaction, &hiding->invocation->error);
}

static const char *number_text(const struct hiding *hiding, size_t number)
{
    struct invocation *invocation = hiding->invocation;
    return message_number(invocation->tongue, &invocation->arena, (double)number).data;
}

static void counts_print(const struct hiding *hiding)
{
    struct invocation *invocation = hiding->invocation;
    const struct work_redaction *redaction = &hiding->redaction;
    const char *reports =
        TEXT(invocation, "count.reports", "count", number_text(hiding, redaction->reports)).data;
    const char *claims =
        TEXT(invocation, "query.check.claims", "count", number_text(hiding, redaction->claims))
            .data;
    output_line(TEXT(invocation, "command.redact.counts", "count",
                     number_text(hiding, redaction->places), "reports", reports, "claims", claims,
                     "strings", number_text(hiding, redaction->strings)));
    if (redaction->id_count) {
        struct span ids = SPAN("");
        for (size_t i = 0; i < redaction->id_count; i++)
            ids = arena_format(&invocation->arena, "%.*s%s%.*s", SPAN_ARGS(ids), i ? ", " : "",
                               SPAN_ARGS(redaction->ids[i]));
        output_line(TEXT(invocation, "command.redact.entities", "count",
                         number_text(hiding, redaction->entities), "ids", ids.data));
    }
}

static void redaction_print(const struct hiding *hiding)
{
    struct invocation *invocation = hiding->invocation;
    const struct work_redaction *redaction = &hiding->redaction;
    if (hiding->json) {
        struct buffer line;
        struct json json;
        buffer_init(&line, ASK_JSON_LIMIT);
        json_init(&json, &line);
        work_redaction_write(redaction, &json);
        json_print(&line);
        return;
    }
    if (redaction->complete && !redaction->done) {
        output_line(TEXT(invocation, "command.redact.completed"));
        return;
    }
    output_line(redaction->done ? TEXT(invocation, "command.redact.done", "number",
                                       number_text(hiding, (size_t)redaction->number))
                                : TEXT(invocation, "command.redact.trial"));
    counts_print(hiding);
    if (!redaction->done)
        output_lines(TEXT(invocation, "command.redact.how"), 0);
}

/* Whether what went wrong is what the user named. */
static bool is_wanting(const struct error *error)
{
    static const char *const keys[] = {"work.unknown_entity",  "registry.no_claim",
                                       "work.not_text",        "work.redacted_already",
                                       "resolve.redact_short", "resolve.redact_long"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (error->count && strcmp(error->items[0].key, keys[i]) == 0)
            return true;
    return false;
}

static int store_hide(struct hiding *hiding)
{
    enum { WORK_LIMIT = 1 << 30 };
    struct invocation *invocation = hiding->invocation;
    struct arena arena;
    if (!store_open(&hiding->work.store, option_value(invocation, "registry"), STORE_WRITE,
                    reader_schema(hiding->work.reader), &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    arena_init(&arena, WORK_LIMIT);
    hiding->work.arena = &arena;
    hiding->work.author = user_author(&invocation->arena);
    hiding->work.now = clock_now();
    if (!arena_run(&arena, hide, hiding))
        hiding->fine = error_add(&invocation->error, "command.no_memory", NULL);
    store_commit(hiding->work.store, NULL); /* drops what was begun */
    if (hiding->fine)
        redaction_print(hiding);
    arena_release(&arena);
    store_close(hiding->work.store);
    return hiding->fine ? EXIT_DONE
                        : invocation_fail(invocation, is_wanting(&invocation->error) ? EXIT_INPUT
                                                                                     : EXIT_FAILED);
}

static int redact_run(struct invocation *invocation)
{
    const char *reason = option_value(invocation, "reason");
    struct hiding hiding = {.invocation = invocation,
                            .order = {.what = span_of(invocation->operands[0]),
                                      .reason = reason ? span_of(reason) : SPAN(""),
                                      .force = option_value(invocation, "force") != NULL}};
    struct reader *reader;
    struct span folder;
    if (!option_value(invocation, "registry"))
        error_add(&invocation->error, "command.needs_registry", NULL);
    option_json(invocation, &hiding.json);
    if (error_any(&invocation->error))
        return invocation_misused(invocation);
    signals_release(); /* the change is whole or not there */
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    hiding.work.reader = reader;
    int code = store_hide(&hiding);
    reader_close(reader);
    return code;
}

static const struct command_option redact_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"force", 0, NULL, "command.redact.option.force"},
    {"reason", 'm', "command.argument.text", "command.resolve.option.reason"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_redact;
const struct command command_redact = {
    .name = "redact",
    .arguments = "command.redact.arguments",
    .summary = "command.redact.summary",
    .description = "command.redact.description",
    .options = redact_options,
    .operands_least = 1,
    .operands_most = 1,
    .run = redact_run,
};
