/* uzel import: takes a user's own list of organizations into a registry. */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "import.h"
#include "intake_run.h"
#include "output.h"

/* One list on its way; its working memory is its own. */
struct importing {
    struct invocation *invocation;
    struct work work;
    struct work_list list;
    struct span bytes;
    struct work_import done;
    bool fine;
};

static void list_import(void *context)
{
    struct importing *importing = context;
    importing->fine = work_import(&importing->work, importing->bytes, &importing->list,
                                  &importing->done, &importing->invocation->error);
}

static const char *number_text(struct invocation *invocation, size_t number)
{
    return message_number(invocation->tongue, &invocation->arena, (double)number).data;
}

/* The lines that were left out, each on standard error. */
static void problems_tell(const struct importing *importing)
{
    struct invocation *invocation = importing->invocation;
    const char *file = arena_copy(&invocation->arena, importing->list.source).data;
    for (size_t i = 0; i < importing->done.listing.problems.count; i++) {
        const struct listing_problem *problem = &importing->done.listing.problems.items[i];
        char line[24], other[24];
        snprintf(line, sizeof line, "%zu", problem->line);
        snprintf(other, sizeof other, "%zu", problem->other);
        error_add(&invocation->error, problem->key, "file", file, "line", line, "value",
                  arena_copy(&invocation->arena, problem->value).data, "other", other, NULL);
        errors_print(invocation);
    }
}

static int done_tell(const struct importing *importing)
{
    static const char *const outcomes[RESOLVED_OUTCOMES] = {
        "command.import.new",   "command.import.version",   "command.import.again",
        "command.import.again", "command.import.unchanged", "command.import.withdrawn"};
    struct invocation *invocation = importing->invocation;
    const struct work_import *done = &importing->done;
    problems_tell(importing);
    output_line(TEXT(invocation, outcomes[done->outcome], "list",
                     arena_copy(&invocation->arena, done->report.id).data, "count",
                     number_text(invocation, done->listing.organizations.count), "known",
                     number_text(invocation, done->known), "left",
                     number_text(invocation, done->listing.problems.count)));
    return done->listing.problems.count ? EXIT_INPUT : EXIT_DONE;
}

static void list_name(struct importing *importing, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *whole = realpath(path, NULL);
    struct arena *arena = &importing->invocation->arena;
    importing->list.source = span_of(slash ? slash + 1 : path);
    importing->list.id = file_stem(importing->list.source);
    importing->list.path = arena_copy(arena, span_of(whole ? whole : path));
    free(whole);
}

/* One file; a list that cannot be read does not keep the others. */
static int file_import(struct importing *importing, const char *path)
{
    enum { LIST_LIMIT = 64 * 1024 * 1024 };
    struct invocation *invocation = importing->invocation;
    struct buffer bytes;
    int code = EXIT_INPUT;
    buffer_init(&bytes, LIST_LIMIT);
    importing->fine = false;
    importing->work.now = clock_now();
    list_name(importing, path);
    if (file_read(path, &bytes, &invocation->error)) {
        importing->bytes = buffer_span(&bytes);
        if (!arena_run(importing->work.arena, list_import, importing))
            error_add(&invocation->error, "command.no_memory_for", "file", path, NULL);
        store_commit(importing->work.store, NULL); /* drops what an error left begun */
    }
    if (importing->fine)
        code = done_tell(importing);
    else if (span_starts_with(span_of(invocation->error.items[0].key), SPAN("registry.")))
        code = invocation_fail(invocation, EXIT_FAILED);
    else
        code = invocation_fail(invocation, EXIT_INPUT);
    buffer_release(&bytes);
    return code;
}

static int files_import(struct importing *importing)
{
    static const size_t work_limit = (size_t)1 << 30;
    struct invocation *invocation = importing->invocation;
    struct arena arena;
    int code = EXIT_DONE;
    arena_init(&arena, work_limit);
    importing->work.arena = &arena;
    for (size_t i = 0; i < invocation->operand_count && code != EXIT_FAILED; i++) {
        arena_clear(&arena);
        int one = file_import(importing, invocation->operands[i]);
        code = one != EXIT_DONE ? one : code;
    }
    arena_release(&arena);
    return code;
}

static int import_run(struct invocation *invocation)
{
    struct importing importing = {.invocation = invocation};
    const char *registry = option_value(invocation, "registry");
    struct reader *reader;
    struct span folder;
    if (!registry) {
        error_add(&invocation->error, "command.needs_registry", NULL);
        return invocation_misused(invocation);
    }
    signals_release(); /* each list is whole or not there */
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    importing.work.reader = reader;
    importing.work.author = user_author(&invocation->arena);
    int code = EXIT_FAILED;
    if (store_open(&importing.work.store, registry, STORE_CREATE, reader_schema(reader),
                   &invocation->error))
        code = files_import(&importing);
    else
        invocation_fail(invocation, EXIT_FAILED);
    store_close(importing.work.store);
    reader_close(reader);
    return code;
}

static const struct command_option import_options[] = {OPTION_REGISTRY, {NULL, 0, NULL, NULL}};

extern const struct command command_import;
const struct command command_import = {
    .name = "import",
    .arguments = "command.import.arguments",
    .summary = "command.import.summary",
    .description = "command.import.description",
    .options = import_options,
    .operands_least = 1,
    .operands_most = SIZE_MAX,
    .run = import_run,
};
