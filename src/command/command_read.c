/* uzel read: reads reports, prints what it finds, and keeps it in a registry. */
#include "command.h"

#include <pwd.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "grid.h"
#include "intake_run.h"
#include "output.h"

enum {
    ROWS_MOST = 100, /* of the table, where a registry keeps the rest */
    ROWS_EVER = 20000
};

/* What the reports hold, all together. */
struct tally {
    size_t reports; /* that were read, or known */
    size_t read;
    size_t failed;
    size_t agreements;
    size_t people;
    size_t organizations;
    size_t facts;
    size_t capped; /* sentences in which the matcher reached its bound */
    size_t outcomes[RESOLVED_OUTCOMES];
};

struct reading_job {
    struct invocation *invocation;
    struct intake_run run;
    struct inputs inputs;
    struct grid grid;
    struct tally tally;
    bool json;
    bool progress; /* standard error is a terminal */
    int64_t started;
    int64_t shown; /* when progress was shown last */
};

static struct span number_text(struct reading_job *job, size_t number)
{
    return message_number(job->invocation->tongue, &job->invocation->arena, (double)number);
}

/* ---- progress ---- */

static void progress_clear(const struct reading_job *job)
{
    if (job->progress && job->shown)
        fputs("\r\033[K", stderr);
}

static void progress_show(struct reading_job *job)
{
    enum { EVERY = 100 };
    int64_t now = clock_now();
    size_t done = job->tally.reports + job->tally.failed, all = job->inputs.count;
    if (!job->progress || now - job->shown < EVERY)
        return;
    job->shown = now;
    double seconds = (double)(now - job->started + 1) / 1000;
    double rate = (double)done / seconds;
    double left = rate > 0 ? (double)(all - done) / rate : 0;
    struct arena arena; /* of its own: this is said many times */
    arena_init(&arena, 1024 * 1024);
    char numbers[4][24];
    snprintf(numbers[0], sizeof numbers[0], "%zu", done);
    snprintf(numbers[1], sizeof numbers[1], "%zu", all);
    snprintf(numbers[2], sizeof numbers[2], "%.0f", rate);
    snprintf(numbers[3], sizeof numbers[3], "%.0f", left);
    struct span line = message(job->invocation->catalogue, job->invocation->tongue, &arena,
                               "command.read.progress", "done", numbers[0], "all", numbers[1],
                               "rate", numbers[2], "left", numbers[3], NULL);
    fprintf(stderr, "\r\033[K%.*s", SPAN_ARGS(line));
    arena_release(&arena);
}

/* ---- what was read ---- */

static size_t entities_of(const struct reading *reading, const char *const *families)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->entity_count; i++)
        for (size_t k = 0; families[k] && reading->entities[i].listed; k++)
            count += span_equal(reading->entities[i].schema->family, span_of(families[k]));
    return count;
}

static size_t facts_of(const struct reading *reading, struct span kind)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->fact_count; i++)
        count += span_equal(reading->facts[i].kind->name, kind);
    return count;
}

/* A row of the table; numbers are left out where the report was not read again. */
static void row_add(struct reading_job *job, const struct intake_result *result,
                    const struct tally *here)
{
    static const char *const outcomes[RESOLVED_OUTCOMES] = {
        "command.read.new",    "command.read.version",   "command.read.again",
        "command.read.stated", "command.read.unchanged", "command.read.withdrawn"};
    struct arena *arena = &job->invocation->arena;
    if (job->json || job->grid.rows.count >= (job->run.store ? ROWS_MOST : ROWS_EVER))
        return;
    char date[DATE_TEXT]; /* in its short form: the table is wide */
    const struct report *report = result->report;
    struct span *cells = grid_row(&job->grid);
    cells[0] = arena_copy(arena, report->id);
    cells[1] = arena_copy(arena, span_of(date_write(report->published, date)));
    cells[2] = arena_copy(arena, span_of_range(report->text, report->title));
    if (result->reading) {
        cells[3] = number_text(job, here->agreements);
        cells[4] = number_text(job, here->people);
        cells[5] = number_text(job, here->organizations);
        cells[6] = number_text(job, here->facts);
    }
    if (job->run.store)
        cells[7] = TEXT(job->invocation, outcomes[result->resolution.outcome]);
}

static void count_reading(struct reading_job *job, const struct reading *reading,
                          struct tally *here)
{
    static const char *const people[] = {"person", NULL};
    static const char *const organizations[] = {"body", "firm", NULL};
    here->agreements = facts_of(reading, SPAN("agreement"));
    here->people = entities_of(reading, people);
    here->organizations = entities_of(reading, organizations);
    here->facts = reading->fact_count;
    job->tally.agreements += here->agreements;
    job->tally.people += here->people;
    job->tally.organizations += here->organizations;
    job->tally.facts += here->facts;
    job->tally.capped += reading->capped_count;
}

/* What happens in the turn of each input. */
static bool read_done(void *context, const struct intake_result *result)
{
    struct reading_job *job = context;
    struct tally here = {0};
    if (error_any(result->error)) {
        job->tally.failed++;
        progress_clear(job);
        error_move(&job->invocation->error, result->error);
        errors_print(job->invocation);
        return true;
    }
    job->tally.reports++;
    job->tally.outcomes[result->resolution.outcome]++;
    if (result->reading) {
        job->tally.read++;
        count_reading(job, result->reading, &here);
    }
    row_add(job, result, &here);
    if (result->json.size)
        output_line(result->json);
    progress_show(job);
    return !output_failed();
}

/* ---- the end ---- */

/* What of the registry is new, in one sentence. */
static void registry_tell(struct reading_job *job)
{
    const size_t *outcomes = job->tally.outcomes;
    size_t changed =
        outcomes[RESOLVED_VERSION] + outcomes[RESOLVED_AGAIN] + outcomes[RESOLVED_STATED];
    output_line(TEXT(job->invocation, "command.read.registry", "registry",
                     store_place_name(job->run.registry, &job->invocation->arena).data, "count",
                     number_text(job, outcomes[RESOLVED_NEW]).data, "changed",
                     number_text(job, changed).data, "same",
                     number_text(job, outcomes[RESOLVED_UNCHANGED]).data));
    if (outcomes[RESOLVED_WITHDRAWN])
        output_line(TEXT(job->invocation, "command.read.registry_withdrawn", "count",
                         number_text(job, outcomes[RESOLVED_WITHDRAWN]).data));
}

static void summary_print(struct reading_job *job)
{
    struct invocation *invocation = job->invocation;
    const struct tally *tally = &job->tally;
    grid_print(&job->grid, output_width(), output_write);
    if (tally->reports > job->grid.rows.count)
        output_line(TEXT(invocation, "command.more_rows", "count",
                         number_text(job, tally->reports - job->grid.rows.count).data));
    struct span parts[] = {
        TEXT(invocation, "count.reports", "count", number_text(job, tally->read).data),
        TEXT(invocation, "count.agreements", "count", number_text(job, tally->agreements).data),
        TEXT(invocation, "count.people", "count", number_text(job, tally->people).data),
        TEXT(invocation, "count.organizations", "count",
             number_text(job, tally->organizations).data),
        TEXT(invocation, "count.facts", "count", number_text(job, tally->facts).data),
    };
    output_write(SPAN("\n"));
    if (tally->read)
        output_line(TEXT(invocation, "command.read.summary_line", "reports", parts[0].data,
                         "agreements", parts[1].data, "people", parts[2].data, "organizations",
                         parts[3].data, "facts", parts[4].data));
    if (job->run.store)
        registry_tell(job);
}

/* Tells on standard error what did not go well, and gives the exit code. */
static int read_end(struct reading_job *job, bool whole, bool inputs_fine)
{
    struct invocation *invocation = job->invocation;
    progress_clear(job);
    if (!job->json && !output_failed() && job->tally.reports)
        summary_print(job);
    if (job->inputs.skipped)
        error_add(&invocation->error, "command.read.skipped", "count",
                  number_text(job, job->inputs.skipped).data, NULL);
    if (job->tally.capped)
        error_add(&invocation->error, "command.read.capped", "count",
                  number_text(job, job->tally.capped).data, NULL);
    if (job->tally.failed)
        error_add(&invocation->error, "command.read.failed", "count",
                  number_text(job, job->tally.failed).data, NULL);
    if (signals_interrupted() && !whole)
        error_add(&invocation->error, "command.read.interrupted", "done",
                  number_text(job, job->tally.reports).data, "all",
                  number_text(job, job->inputs.count).data, NULL);
    errors_print(invocation);
    if (job->run.failed)
        return EXIT_FAILED;
    if (signals_interrupted() && !whole)
        return EXIT_INTERRUPTED;
    return job->tally.failed || !inputs_fine ? EXIT_INPUT : EXIT_DONE;
}

/* ---- the beginning ---- */

static void columns_make(struct reading_job *job)
{
    static const char *const titles[] = {"command.column.report", "command.column.date",
                                         "command.column.title",  "command.column.agreements",
                                         "command.column.people", "command.column.organizations",
                                         "command.column.facts",  "command.column.outcome"};
    size_t count = job->run.registry ? 8 : 7;
    grid_init(&job->grid, &job->invocation->arena);
    for (size_t i = 0; i < count; i++) {
        grid_column(&job->grid, TEXT(job->invocation, titles[i]), i >= 3 && i < 7);
        if (i >= 4 && i < 7)
            grid_optional(&job->grid);
    }
}

/* What is to be read; *fine says whether all of it was found. False where there is nothing. */
static bool inputs_collect(struct reading_job *job, bool *fine)
{
    struct invocation *invocation = job->invocation;
    struct input stated = {.publisher = span_of(option_value(invocation, "source")),
                           .url = span_of(option_value(invocation, "url"))};
    const char *list = option_value(invocation, "list");
    if (!option_date(invocation, "published", &stated.published))
        return false;
    *fine = true;
    inputs_init(&job->inputs, &invocation->arena);
    if (list)
        *fine &= inputs_add_list(&job->inputs, list, &stated, &invocation->error);
    for (size_t i = 0; i < invocation->operand_count; i++)
        *fine &= inputs_add(&job->inputs, invocation->operands[i], &stated, &invocation->error);
    if (list || invocation->operand_count)
        return true;
    if (isatty(STDIN_FILENO))
        return error_add(&invocation->error, "command.read.nothing", NULL);
    return inputs_add(&job->inputs, "-", &stated, &invocation->error);
}

struct span user_author(struct arena *arena)
{
    const char *name = getenv("USER");
    if (!name || !*name)
        name = getenv("LOGNAME");
    const struct passwd *entry = name && *name ? NULL : getpwuid(getuid());
    if (entry)
        name = entry->pw_name;
    if (name && *name)
        return arena_format(arena, "user:%s", name);
    return arena_format(arena, "user:%ld", (long)getuid());
}

static int read_with(struct reading_job *job, bool inputs_fine)
{
    struct intake_run *run = &job->run;
    job->progress = isatty(STDERR_FILENO);
    job->started = clock_now();
    errors_print(job->invocation); /* inputs that are not there */
    if (!job->json)
        columns_make(job);
    return read_end(job, intake_run(run), inputs_fine);
}

/* Opens the reader and the registry around the run. */
static int read_open(struct reading_job *job, bool inputs_fine)
{
    struct invocation *invocation = job->invocation;
    struct intake_run *run = &job->run;
    struct span folder;
    struct reader *reader;
    int code;
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    run->reader = reader;
    run->reader_version = resolve_reader_version(reader, &invocation->arena);
    if (run->registry && !store_open(&run->store, run->registry, STORE_CREATE,
                                     reader_schema(reader), &invocation->error))
        code = invocation_fail(invocation, EXIT_FAILED);
    else
        code = read_with(job, inputs_fine);
    store_close(run->store);
    reader_close(reader);
    return code;
}

/* --tags nerel, which needs JSON. */
static bool option_tags(struct invocation *invocation, bool json, bool *types)
{
    const char *value = option_value(invocation, "tags");
    *types = value != NULL;
    if (value == NULL)
        return true;
    if (strcmp(value, "nerel") != 0)
        return error_add(&invocation->error, "command.read.bad_tags", "value", value, NULL);
    return json || error_add(&invocation->error, "command.read.tags_need_json", NULL);
}

static int read_run(struct invocation *invocation)
{
    struct reading_job job = {.invocation = invocation};
    int64_t jobs = sysconf(_SC_NPROCESSORS_ONLN);
    bool fine;
    jobs = jobs < 1 ? 1 : jobs > 64 ? 64 : jobs;
    bool types;
    if (!option_json(invocation, &job.json) || !option_tags(invocation, job.json, &types) ||
        !option_number(invocation, "jobs", 1, 256, &jobs) || !inputs_collect(&job, &fine))
        return invocation_misused(invocation);
    job.run = (struct intake_run){
        .invocation = invocation,
        .inputs = &job.inputs,
        .jobs = (size_t)jobs,
        .json = job.json,
        .types = types,
        .registry = option_value(invocation, "registry"),
        .author = user_author(&invocation->arena),
        .done = read_done,
        .context = &job,
    };
    if (!job.run.registry)
        signals_release();
    return read_open(&job, fine);
}

static const struct command_option read_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"jobs", 'j', "command.argument.number", "command.read.option.jobs"},
    {"published", 0, "command.argument.date", "command.read.option.published"},
    {"source", 0, "command.argument.text", "command.read.option.source"},
    {"url", 0, "command.argument.text", "command.read.option.url"},
    {"list", 0, "command.argument.file", "command.read.option.list"},
    {"tags", 0, "command.argument.tags", "command.read.option.tags"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_read;
const struct command command_read = {
    .name = "read",
    .arguments = "command.read.arguments",
    .summary = "command.read.summary",
    .description = "command.read.description",
    .options = read_options,
    .operands_most = SIZE_MAX,
    .run = read_run,
};
