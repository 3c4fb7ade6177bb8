/* uzel state: states facts and things of the user's own, with no report behind them. */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "entry.h"
#include "intake_run.h"
#include "output.h"

/* Run within arena_run() of its own arena. */
struct stating {
    struct invocation *invocation;
    struct work work;
    struct work_entry_order order;
    struct work_entry done;
    bool json;
    bool fine;
};

static void state(void *context)
{
    struct stating *stating = context;
    stating->fine = work_entry_state(&stating->work, &stating->order, &stating->done,
                                     &stating->invocation->error);
}

/* The operands as lines; what stands in one is one line. */
static struct span lines_of(struct invocation *invocation)
{
    struct span lines = SPAN("");
    for (size_t i = 0; i < invocation->operand_count; i++) {
        char *operand = invocation->operands[i];
        for (char *at = operand; *at; at++)
            if (*at == '\n' || *at == '\r')
                *at = ' ';
        lines = arena_format(&invocation->arena, "%.*s%s\n", SPAN_ARGS(lines), operand);
    }
    return lines;
}

static void done_print(const struct stating *stating)
{
    struct invocation *invocation = stating->invocation;
    const struct work_entry *done = &stating->done;
    if (stating->json) {
        struct buffer line;
        struct json json;
        buffer_init(&line, ASK_JSON_LIMIT);
        json_init(&json, &line);
        work_entry_write(done, &json);
        json_print(&line);
        return;
    }
    struct span ids = SPAN("");
    for (size_t i = 0; i < done->facts; i++)
        ids = arena_format(&invocation->arena, "%.*s%s%.*s", SPAN_ARGS(ids), i ? ", " : "",
                           SPAN_ARGS(done->ids[i]));
    const char *version =
        arena_format(&invocation->arena, "%lld", (long long)done->report.number).data;
    const char *count =
        message_number(invocation->tongue, &invocation->arena, (double)done->facts).data;
    output_line(
        TEXT(invocation,
             done->outcome == RESOLVED_VERSION ? "command.state.changed" : "command.state.stated",
             "entry", arena_copy(&invocation->arena, done->report.id).data, "count", count, "ids",
             arena_copy(&invocation->arena, ids).data, "version", version));
}

static int store_state(struct stating *stating)
{
    static const size_t work_limit = (size_t)1 << 30;
    struct invocation *invocation = stating->invocation;
    struct arena arena;
    if (!store_open(&stating->work.store, option_value(invocation, "registry"), STORE_CREATE,
                    reader_schema(stating->work.reader), &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    arena_init(&arena, work_limit);
    stating->work.arena = &arena;
    stating->work.author = user_author(&invocation->arena);
    stating->work.now = clock_now();
    if (!arena_run(&arena, state, stating))
        stating->fine = error_add(&invocation->error, "command.no_memory", NULL);
    store_commit(stating->work.store, NULL); /* drops what was begun */
    if (stating->fine)
        done_print(stating);
    bool wanting = error_any(&invocation->error) &&
                   strncmp(invocation->error.items[0].key, "work.", sizeof "work." - 1) == 0;
    arena_release(&arena);
    store_close(stating->work.store);
    if (stating->fine)
        return EXIT_DONE;
    return invocation_fail(invocation, wanting ? EXIT_INPUT : EXIT_FAILED);
}

static bool options_take(struct stating *stating)
{
    struct invocation *invocation = stating->invocation;
    const char *note = option_value(invocation, "note"), *entry = option_value(invocation, "entry");
    if (!option_value(invocation, "registry"))
        error_add(&invocation->error, "command.needs_registry", NULL);
    stating->order = (struct work_entry_order){.facts = lines_of(invocation),
                                               .note = span_of(note),
                                               .id = span_of(entry),
                                               .catalogue = invocation->catalogue,
                                               .tongue = invocation->tongue};
    option_json(invocation, &stating->json);
    option_date(invocation, "date", &stating->order.date);
    option_number(invocation, "version", 1, INT64_MAX, &stating->order.version);
    return !error_any(&invocation->error);
}

static int state_run(struct invocation *invocation)
{
    struct stating stating = {.invocation = invocation};
    struct reader *reader;
    struct span folder;
    if (!options_take(&stating))
        return invocation_misused(invocation);
    signals_release(); /* the entry is whole or not there */
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    stating.work.reader = reader;
    int code = store_state(&stating);
    reader_close(reader);
    return code;
}

static const struct command_option state_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"note", 'm', "command.argument.text", "command.state.option.note"},
    {"date", 0, "command.argument.date", "command.state.option.date"},
    {"entry", 0, "command.argument.id", "command.state.option.entry"},
    {"version", 0, "command.argument.number", "command.state.option.version"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_state;
const struct command command_state = {
    .name = "state",
    .arguments = "command.state.arguments",
    .summary = "command.state.summary",
    .description = "command.state.description",
    .options = state_options,
    .operands_least = 1,
    .operands_most = SIZE_MAX,
    .run = state_run,
};
