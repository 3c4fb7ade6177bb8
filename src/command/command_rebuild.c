/* uzel rebuild: makes the derived tables of a registry again: search, names, counts. */
#include "command.h"

#include <stdio.h>
#include <unistd.h>

#include "data.h"
#include "file.h"
#include "output.h"
#include "resolve.h"

struct rebuilding {
    struct invocation *invocation;
    size_t reports;
    bool progress;
};

static void rebuild_progress(void *context, int64_t report)
{
    struct rebuilding *rebuilding = context;
    (void)report;
    if (++rebuilding->reports % 100 == 0 && rebuilding->progress)
        fprintf(stderr, "\r\033[K%zu", rebuilding->reports);
}

static bool rebuild_store(struct rebuilding *rebuilding, const struct reader *reader)
{
    struct invocation *invocation = rebuilding->invocation;
    struct store *store;
    if (!store_open(&store, option_value(invocation, "registry"), STORE_WRITE,
                    reader_schema(reader), &invocation->error))
        return false;
    bool fine = resolve_rebuild(store, reader_morphology(reader), rebuild_progress, rebuilding,
                                &invocation->error);
    store_close(store);
    return fine;
}

static int rebuild_run(struct invocation *invocation)
{
    struct rebuilding rebuilding = {invocation, 0, isatty(STDERR_FILENO)};
    struct reader *reader;
    struct span folder;
    if (!option_value(invocation, "registry")) {
        error_add(&invocation->error, "command.needs_registry", NULL);
        return invocation_misused(invocation);
    }
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    bool fine = rebuild_store(&rebuilding, reader);
    reader_close(reader);
    if (rebuilding.progress)
        fputs("\r\033[K", stderr);
    if (!fine)
        return invocation_fail(invocation, EXIT_FAILED);
    const char *count =
        message_number(invocation->tongue, &invocation->arena, (double)rebuilding.reports).data;
    output_line(TEXT(invocation, "command.rebuild.done", "count", count));
    return EXIT_DONE;
}

static const struct command_option rebuild_options[] = {OPTION_REGISTRY, {NULL, 0, NULL, NULL}};

extern const struct command command_rebuild;
const struct command command_rebuild = {
    .name = "rebuild",
    .arguments = "command.rebuild.arguments",
    .summary = "command.rebuild.summary",
    .description = "command.rebuild.description",
    .options = rebuild_options,
    .run = rebuild_run,
};
