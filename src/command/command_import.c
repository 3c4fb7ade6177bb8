/* uzel import: takes a user's own tables into a registry: lists of organizations, needs, offers. */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "import.h"
#include "intake_run.h"
#include "output.h"
#include "reader.h"
#include "trade_import.h"
#include "workbook.h"

enum { TABLE_LIMIT = 64 * 1024 * 1024 };

/* One table on its way; its working memory is its own. */
struct importing {
    struct invocation *invocation;
    struct work work;
    struct work_list list;
    struct span bytes; /* of the table, as it came */
    struct work_import done;
    enum trade_side side; /* 0: it is a list of organizations */
    struct work_trade_done traded;
    struct arena *scratch;
    bool progress;
    bool fine;
};

/* Tells how far it is, on a terminal; ends it where it was interrupted. */
static bool goes_on(void *context, size_t row, size_t rows)
{
    const struct importing *importing = context;
    if (importing->progress && row % 20 == 0)
        fprintf(stderr, "\r\033[K%zu / %zu", row, rows);
    return !signals_interrupted();
}

static bool trade_import(struct importing *importing, struct span text)
{
    const struct invocation *invocation = importing->invocation;
    const struct work_trade table = {.side = importing->side,
                                     .text = text,
                                     .source = importing->list.source,
                                     .path = importing->list.path,
                                     .catalogue = invocation->catalogue,
                                     .tongue = invocation->tongue,
                                     .goes_on = goes_on,
                                     .context = importing};
    bool good =
        work_trade_import(&importing->work, &table, reader_reference(importing->work.reader),
                          importing->scratch, &importing->traded, &importing->invocation->error);
    if (importing->progress)
        fprintf(stderr, "\r\033[K");
    return good;
}

/* The columns tell which table it is. */
static void table_import(void *context)
{
    struct importing *importing = context;
    struct error *error = &importing->invocation->error;
    struct span text;
    importing->fine = table_decode(importing->work.arena, importing->bytes, importing->list.source,
                                   TABLE_LIMIT, &text, error);
    if (!importing->fine)
        return;
    importing->side = trade_side_of(text, importing->work.arena);
    if (importing->side)
        importing->fine = trade_import(importing, text);
    else /* a list keeps in which charset it came */
        importing->fine =
            work_import(&importing->work, workbook_is(importing->bytes) ? text : importing->bytes,
                        &importing->list, &importing->done, error);
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

/* The same of needs and offers, whose reasons are sentences already. */
static int trade_tell(const struct importing *importing)
{
    struct invocation *invocation = importing->invocation;
    const struct work_trade_done *done = &importing->traded;
    for (size_t i = 0; i < done->left_out.count; i++)
        fprintf(stderr, "uzel: %.*s\n", SPAN_ARGS(done->left_out.items[i].text));
    struct span ignored =
        work_trade_ignored(&done->ignored, importing->list.source, invocation->catalogue,
                           invocation->tongue, &invocation->arena);
    if (ignored.size)
        fprintf(stderr, "uzel: %.*s\n", SPAN_ARGS(ignored));
    output_line(TEXT(
        invocation,
        importing->side == TRADE_NEEDS ? "command.import.needs" : "command.import.offers", "added",
        number_text(invocation, done->added), "changed", number_text(invocation, done->changed),
        "same", number_text(invocation, done->unchanged), "left",
        number_text(invocation, done->lines_left_out)));
    if (done->withdrawn)
        output_line(TEXT(invocation, "command.import.rows_withdrawn", "count",
                         number_text(invocation, done->withdrawn)));
    if (done->stopped)
        return EXIT_INTERRUPTED;
    return done->left_out.count ? EXIT_INPUT : EXIT_DONE;
}

static int done_tell(const struct importing *importing)
{
    if (importing->side)
        return trade_tell(importing);
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

/* One file; a table that cannot be read does not keep the others. */
static int file_import(struct importing *importing, const char *path)
{
    struct invocation *invocation = importing->invocation;
    struct buffer bytes;
    int code = EXIT_INPUT;
    buffer_init(&bytes, TABLE_LIMIT);
    importing->fine = false;
    importing->work.now = clock_now();
    list_name(importing, path);
    if (file_read(path, &bytes, &invocation->error)) {
        importing->bytes = buffer_span(&bytes);
        if (!arena_run(importing->work.arena, table_import, importing))
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
    static const size_t scratch_limit = (size_t)1 << 28;
    struct arena arena, scratch;
    int code = EXIT_DONE;
    arena_init(&arena, work_limit);
    arena_init(&scratch, scratch_limit);
    importing->work.arena = &arena;
    importing->scratch = &scratch;
    importing->progress = isatty(STDERR_FILENO);
    for (size_t i = 0;
         i < invocation->operand_count && code != EXIT_FAILED && code != EXIT_INTERRUPTED; i++) {
        arena_clear(&arena);
        int one = file_import(importing, invocation->operands[i]);
        code = one != EXIT_DONE ? one : code;
    }
    arena_release(&scratch);
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
