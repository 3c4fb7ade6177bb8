/* uzel remove: withdraws reports, takes them back, or erases their words. */
#include "command.h"

#include <time.h>

#include "output.h"
#include "work.h"

enum removal { REMOVAL_WITHDRAW, REMOVAL_UNDO, REMOVAL_PURGE };

static int64_t time_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One report on its way; its working memory is its own. */
struct removing {
    struct invocation *invocation;
    struct work work;
    enum removal removal;
    struct span id;
    struct span reason;
    struct work_report done;
    bool fine;
};

static void report_remove(void *context)
{
    struct removing *removing = context;
    struct error *error = &removing->invocation->error;
    const struct work *work = &removing->work;
    switch (removing->removal) {
    case REMOVAL_WITHDRAW:
        removing->fine =
            work_report_withdraw(work, removing->id, removing->reason, &removing->done, error);
        break;
    case REMOVAL_UNDO:
        removing->fine = work_report_restore(work, removing->id, &removing->done, error);
        break;
    case REMOVAL_PURGE:
        removing->fine =
            work_report_erase(work, removing->id, removing->reason, &removing->done, error);
        break;
    }
}

static void removal_tell(const struct removing *removing)
{
    static const char *const keys[] = {"command.remove.withdrawn", "command.remove.restored",
                                       "command.remove.erased"};
    struct invocation *invocation = removing->invocation;
    const char *count =
        message_number(invocation->tongue, &invocation->arena, (double)removing->done.facts).data;
    output_line(TEXT(invocation, keys[removing->removal], "report",
                     arena_copy(&invocation->arena, removing->done.report.id).data, "count",
                     count));
}

/* A report that is not there, or cannot be taken back, does not keep the others. */
static int reports_remove(struct removing *removing)
{
    enum { WORK_LIMIT = 1 << 30 };
    struct invocation *invocation = removing->invocation;
    struct arena arena;
    int code = EXIT_DONE;
    arena_init(&arena, WORK_LIMIT);
    removing->work.arena = &arena;
    for (size_t i = 0; i < invocation->operand_count && code != EXIT_FAILED; i++) {
        arena_clear(&arena);
        removing->id = span_of(invocation->operands[i]);
        removing->fine = false;
        removing->work.now = time_now();
        if (!arena_run(&arena, report_remove, removing))
            error_add(&invocation->error, "command.no_memory_for", "file", removing->id.data, NULL);
        store_commit(removing->work.store, NULL); /* drops what was begun */
        if (removing->fine)
            removal_tell(removing);
        else if (span_starts_with(span_of(invocation->error.items[0].key), SPAN("work.")))
            code = invocation_fail(invocation, EXIT_INPUT);
        else
            code = invocation_fail(invocation, EXIT_FAILED);
    }
    arena_release(&arena);
    return code;
}

static int store_remove(struct removing *removing, const struct reader *reader)
{
    struct invocation *invocation = removing->invocation;
    if (!store_open(&removing->work.store, option_value(invocation, "registry"), STORE_WRITE,
                    reader_schema(reader), &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    removing->work.reader = reader;
    removing->work.author = user_author(&invocation->arena);
    int code = reports_remove(removing);
    store_close(removing->work.store);
    return code;
}

static int remove_run(struct invocation *invocation)
{
    bool undo = option_value(invocation, "undo"), purge = option_value(invocation, "purge");
    struct removing removing = {.invocation = invocation,
                                .removal = undo    ? REMOVAL_UNDO
                                           : purge ? REMOVAL_PURGE
                                                   : REMOVAL_WITHDRAW,
                                .reason = span_of(option_value(invocation, "reason"))};
    struct reader *reader;
    struct span folder;
    if (!option_value(invocation, "registry"))
        error_add(&invocation->error, "command.needs_registry", NULL);
    if (undo && purge)
        error_add(&invocation->error, "command.remove.conflict", NULL);
    if (error_any(&invocation->error))
        return invocation_misused(invocation);
    signals_release(); /* each report's change is whole or not there */
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    int code = store_remove(&removing, reader);
    reader_close(reader);
    return code;
}

static const struct command_option remove_options[] = {
    OPTION_REGISTRY,
    {"undo", 0, NULL, "command.remove.option.undo"},
    {"purge", 0, NULL, "command.remove.option.purge"},
    {"reason", 0, "command.argument.text", "command.remove.option.reason"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_remove;
const struct command command_remove = {
    .name = "remove",
    .arguments = "command.remove.arguments",
    .summary = "command.remove.summary",
    .description = "command.remove.description",
    .options = remove_options,
    .operands_least = 1,
    .operands_most = SIZE_MAX,
    .run = remove_run,
};
