/* uzel plan: which offers cover which needs, from tables or over a registry. */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "ask.h"
#include "data.h"
#include "file.h"
#include "output.h"
#include "plan_run.h"
#include "trade_import.h"
#include "workbook.h"

enum { TABLE_LIMIT = 64 * 1024 * 1024 };

struct planning {
    struct invocation *invocation;
    struct morphology *morphology;
    struct reference *reference;
    struct products *products;
    struct needs needs;
    struct offers offers;
    struct plan_options options;
    struct plan plan;
    struct plan_changes changes;
    struct arena scratch;
    bool progress;
    int shown; /* hundredths of the work that the terminal shows */
    bool fine;
};

/* ---- options ---- */

/* A number from 0 to most, which keeps its value where the option was not given. */
static bool option_weight(struct invocation *invocation, const char *name, double most,
                          double *weight)
{
    const char *value = option_value(invocation, name);
    if (!value)
        return true;
    if (strcmp(value, "0") == 0) {
        *weight = 0;
        return true;
    }
    char bound[24];
    snprintf(bound, sizeof bound, "%g", most);
    if (amount_of_text(span_of(value), weight) && *weight <= most)
        return true;
    return error_add(&invocation->error, "command.plan.bad_weight", "option", name, "value", value,
                     "most", bound, NULL);
}

bool plan_options_read(struct invocation *invocation, struct plan_options *options)
{
    double least = 0.6; /* below it more matches are wrong than right: docs/sourcing.md */
    const char *weights = option_value(invocation, "weights");
    bool json;
    *options = (struct plan_options){.today = clock_today(), .weights = plan_weights_usual};
    if (weights && !plan_weights_read(span_of(weights), &options->weights))
        return error_add(&invocation->error, "command.plan.bad_weights", "value", weights, NULL);
    bool good = option_json(invocation, &json) &&
                option_date(invocation, "today", &options->today) &&
                option_weight(invocation, "least", 1, &least) &&
                option_weight(invocation, "distance", 1000, &options->weights.distance) &&
                option_weight(invocation, "price", 1000, &options->weights.price);
    options->today = date_last_day(options->today);
    options->least = (float)least;
    return good;
}

/* Tables, where no registry is planned over. */
static bool options_check(struct invocation *invocation)
{
    const char *format = option_value(invocation, "format");
    if (option_value(invocation, "output"))
        return error_add(&invocation->error, "command.plan.kept_output", NULL);
    if (format && (strcmp(format, "xlsx") == 0 || strcmp(format, "csv-excel") == 0))
        return error_add(&invocation->error, "command.bad_format", "value", format, "formats",
                         "table, json, csv", NULL);
    if (invocation->operand_count)
        return error_add(&invocation->error, "command.needs_registry", NULL);
    return (option_value(invocation, "needs") && option_value(invocation, "offers")) ||
           error_add(&invocation->error, "command.plan.needs_tables", NULL);
}

/* ---- tables ---- */

/* The text of a table, in the invocation's arena; false with an error. */
static bool table_read(struct invocation *invocation, const char *path, struct span *text)
{
    struct buffer bytes;
    bool fine = false;
    buffer_init(&bytes, TABLE_LIMIT);
    if (file_read(path, &bytes, &invocation->error)) {
        struct span kept = arena_copy(&invocation->arena, buffer_span(&bytes));
        fine = table_decode(&invocation->arena, kept, span_of(path), TABLE_LIMIT, text,
                            &invocation->error);
    }
    buffer_release(&bytes);
    return fine;
}

/* The lines and columns that were left out, each on standard error. */
static void problems_tell(struct invocation *invocation, const char *file,
                          const struct trade_problems *problems, const struct trade_titles *titles)
{
    struct span ignored = work_trade_ignored(titles, span_of(file), invocation->catalogue,
                                             invocation->tongue, &invocation->arena);
    if (ignored.size)
        fprintf(stderr, "uzel: %.*s\n", SPAN_ARGS(ignored));
    for (size_t i = 0; i < problems->count; i++) {
        char line[24];
        snprintf(line, sizeof line, "%zu", problems->items[i].line);
        error_add(&invocation->error, problems->items[i].key, "file", file, "line", line, "column",
                  arena_copy(&invocation->arena, problems->items[i].column).data, "value",
                  arena_copy(&invocation->arena, problems->items[i].value).data, NULL);
        errors_print(invocation);
    }
}

static bool tables_read(struct planning *planning)
{
    struct invocation *invocation = planning->invocation;
    const char *needs = option_value(invocation, "needs");
    const char *offers = option_value(invocation, "offers");
    struct span needs_text, offers_text;
    if (!table_read(invocation, needs, &needs_text) ||
        !table_read(invocation, offers, &offers_text) ||
        !needs_read(needs_text, span_of(needs), planning->reference, &invocation->arena,
                    &planning->needs, &invocation->error) ||
        !offers_read(offers_text, span_of(offers), planning->reference, &invocation->arena,
                     &planning->offers, &invocation->error))
        return false;
    problems_tell(invocation, needs, &planning->needs.problems, &planning->needs.ignored);
    problems_tell(invocation, offers, &planning->offers.problems, &planning->offers.ignored);
    return true;
}

/* ---- the plan ---- */

static bool goes_on(void *context, double done)
{
    struct planning *planning = context;
    return plan_goes_on(planning->progress, &planning->shown, done);
}

static void plan_run_all(void *context)
{
    struct planning *planning = context;
    struct invocation *invocation = planning->invocation;
    planning->fine =
        plan_make(&planning->plan, &planning->needs, &planning->offers, planning->products,
                  &planning->options, &invocation->arena, &planning->scratch, &invocation->error);
}

static bool plan_with_scratch(struct planning *planning)
{
    static const size_t scratch_limit = (size_t)1 << 26;
    struct invocation *invocation = planning->invocation;
    arena_init(&planning->scratch, scratch_limit);
    if (!arena_run(&planning->scratch, plan_run_all, planning))
        planning->fine = error_add(&invocation->error, "sourcing.no_memory", NULL);
    arena_release(&planning->scratch);
    if (planning->progress)
        fprintf(stderr, "\r\033[K");
    return planning->fine;
}

/* Compares with the plan of --against, where it is given. */
static bool against_read(struct planning *planning, struct plan_telling *telling)
{
    struct invocation *invocation = planning->invocation;
    const char *path = option_value(invocation, "against");
    struct told_plan told;
    struct span text;
    if (!path)
        return true;
    if (!table_read(invocation, path, &text) ||
        !told_plan_read(text, span_of(path), &invocation->arena, &told, &invocation->error))
        return false;
    plans_compare(&told, &planning->plan, &invocation->arena, &planning->changes);
    telling->changes = &planning->changes;
    return true;
}

static bool plan_tell(struct planning *planning)
{
    const struct invocation *invocation = planning->invocation;
    struct plan_telling telling = {.invocation = planning->invocation,
                                   .query = {.catalogue = invocation->catalogue,
                                             .tongue = invocation->tongue,
                                             .arena = &planning->invocation->arena},
                                   .plan = &planning->plan};
    const char *format = option_value(planning->invocation, "format");
    if (!against_read(planning, &telling))
        return false;
    if (format && strcmp(format, "json") == 0)
        plan_print_json(&telling);
    else if (format && strcmp(format, "csv") == 0)
        plan_print_csv(&telling);
    else
        plan_print(&telling);
    return true;
}

static int plan_answer(struct planning *planning)
{
    struct invocation *invocation = planning->invocation;
    if (!tables_read(planning))
        return invocation_fail(invocation, EXIT_INPUT);
    planning->progress = isatty(STDERR_FILENO);
    planning->options.watch = (struct cover_watch){.goes_on = goes_on, .context = planning};
    if (!plan_with_scratch(planning))
        return invocation_fail(invocation, EXIT_FAILED);
    if (!plan_tell(planning))
        return invocation_fail(invocation, EXIT_INPUT);
    if (planning->plan.cover.stopped)
        return EXIT_INTERRUPTED;
    return planning->needs.problems.count || planning->offers.problems.count ? EXIT_INPUT
                                                                             : EXIT_DONE;
}

static int plan_run(struct invocation *invocation)
{
    struct planning planning = {.invocation = invocation, .shown = -1};
    struct span folder;
    int code = EXIT_FAILED;
    if (option_value(invocation, "registry"))
        return plan_registry_run(invocation);
    if (!plan_options_read(invocation, &planning.options) || !options_check(invocation))
        return invocation_misused(invocation);
    if (invocation_data(invocation, &folder) &&
        morphology_open(&planning.morphology,
                        data_path(&invocation->arena, folder, "dictionary.bin"),
                        &invocation->error) &&
        reference_open(&planning.reference, folder, &invocation->error) &&
        products_open(&planning.products, folder, planning.morphology, &invocation->error))
        code = plan_answer(&planning);
    else
        invocation_fail(invocation, EXIT_FAILED);
    products_close(planning.products);
    reference_close(planning.reference);
    morphology_close(planning.morphology);
    return code;
}

static const struct command_option plan_options[] = {
    {"needs", 0, "command.argument.file", "command.option.needs"},
    {"offers", 0, "command.argument.file", "command.option.offers"},
    {"against", 0, "command.argument.file", "command.option.against"},
    OPTION_REGISTRY,
    {"cluster", 0, "command.argument.id", "command.plan.option.cluster"},
    OPTIONS_FILTER_PLACES,
    {"weights", 0, "command.argument.text", "command.plan.option.weights"},
    {"least", 0, "command.argument.number", "command.option.least"},
    {"distance", 0, "command.argument.number", "command.option.distance"},
    {"price", 0, "command.argument.number", "command.option.price"},
    OPTION_TODAY,
    OPTION_FORMAT_TABLES,
    {"output", 'o', "command.argument.file", "command.list.option.output"},
    {NULL, 0, NULL, NULL}};

static const char *const plan_exports[] = {"csv", "csv-excel", "xlsx", NULL};

extern const struct command command_plan;
const struct command command_plan = {
    .name = "plan",
    .arguments = "command.plan.arguments",
    .summary = "command.plan.summary",
    .description = "command.plan.description",
    .options = plan_options,
    .operands_most = 3,
    .run = plan_run,
    .exports = plan_exports,
};
