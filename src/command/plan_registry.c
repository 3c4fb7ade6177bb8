/* uzel plan over a registry. */
#include <stdio.h>
#include <unistd.h>

#include "ask.h"
#include "export_run.h"
#include "grid.h"
#include "intake_run.h"
#include "output.h"
#include "plan_keep.h"
#include "plan_kept.h"
#include "plan_run.h"
#include "plan_table.h"
#include "plan_words.h"
#include "reader.h"

/* A plan on its way. */
struct planning_over {
    struct ask *ask;
    struct plan_options options;
    struct query_plan plan;
    bool progress;
    int shown;
};

static bool goes_on(void *context, double done)
{
    struct planning_over *planning = context;
    return plan_goes_on(planning->progress, &planning->shown, done);
}

/* ---- making and keeping ---- */

static bool request_make(struct planning_over *planning)
{
    struct ask *ask = planning->ask;
    struct invocation *invocation = ask->invocation;
    const struct query_plan_request request = {
        .cluster = span_of(option_value(invocation, "cluster")),
        .region = span_of(option_value(invocation, "region")),
        .district = span_of(option_value(invocation, "district")),
        .least = planning->options.least,
        .weights = planning->options.weights};
    const struct cover_watch watch = {.goes_on = goes_on, .context = planning};
    planning->progress = isatty(STDERR_FILENO);
    planning->shown = -1;
    bool made = query_plan_gather(&ask->query, &request, &planning->plan, &invocation->error) &&
                query_plan_make(&ask->query, &planning->plan, &watch, &invocation->error);
    if (planning->progress)
        fprintf(stderr, "\r\033[K");
    return made;
}

/* Keeps the plan, also one that was interrupted; *id: under which. */
static bool plan_keep(struct planning_over *planning, struct span *id)
{
    struct ask *ask = planning->ask;
    struct invocation *invocation = ask->invocation;
    struct work work = {
        .arena = &invocation->arena, .author = user_author(&invocation->arena), .now = clock_now()};
    struct reader *reader = NULL;
    struct stored_report kept;
    struct buffer text;
    struct span folder;
    buffer_init(&text, ASK_JSON_LIMIT);
    store_snapshot_end(ask->query.store);
    bool done = invocation_data(invocation, &folder) &&
                work_plan_text(&ask->query, &planning->plan, &text, &invocation->error) &&
                reader_open(&reader, folder, &invocation->error) &&
                store_open(&work.store, option_value(invocation, "registry"), STORE_WRITE,
                           reader_schema(reader), &invocation->error);
    work.reader = reader;
    done = done && work_plan_keep(&work, buffer_span(&text), &kept, &invocation->error);
    if (done)
        *id = arena_copy(&invocation->arena, kept.id);
    store_close(work.store);
    reader_close(reader);
    buffer_release(&text);
    return done;
}

/* Needs that are not in the plan, and why: somebody has to say what is missing. */
static void left_out_tell(const struct planning_over *planning)
{
    struct ask *ask = planning->ask;
    if (planning->plan.left_out.count)
        output_line(TEXT(ask->invocation, "command.plan.left_out"));
    for (size_t i = 0; i < planning->plan.left_out.count; i++) {
        const struct query_traded *traded = planning->plan.left_out.items[i].traded;
        output_lines(arena_format(&ask->invocation->arena, "%.*s  %.*s: %.*s",
                                  SPAN_ARGS(traded->fact.entity), SPAN_ARGS(traded->fact.text),
                                  SPAN_ARGS(query_left_out_text(&ask->query, traded))),
                     2);
    }
}

static void plan_tell(struct planning_over *planning, struct span id)
{
    struct ask *ask = planning->ask;
    struct plan_telling telling = {
        .invocation = ask->invocation, .query = ask->query, .plan = &planning->plan.plan};
    if (ask->json)
        ASK_PRINT_JSON(ask, query_plan_write, &planning->plan);
    else {
        plan_print(&telling);
        output_line(SPAN(""));
        left_out_tell(planning);
        output_line(TEXT(ask->invocation, "command.plan.kept", "plan", id.data));
    }
}

/* ---- those that are kept ---- */

static int plans_list(struct ask *ask)
{
    static const char *const titles[] = {
        "command.column.id",           "command.plan.column.title",  "command.plan.column.at",
        "command.plan.column.covered", "command.plan.column.before", "command.plan.column.after"};
    struct query_kept_plans plans;
    struct grid grid;
    if (!query_kept_plans(&ask->query, &plans, &ask->invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_kept_plans_write, &plans);
        return EXIT_DONE;
    }
    grid_init(&grid, &ask->invocation->arena);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        grid_column(&grid, TEXT(ask->invocation, titles[i]), false);
    for (size_t i = 0; i < plans.count; i++) {
        const struct query_kept_plan *plan = &plans.items[i];
        struct span *row = grid_row(&grid);
        row[0] = plan->id;
        row[1] = plan->title;
        row[2] = plan->at;
        row[3] = percent_text(&ask->query, plan->covered_share);
        row[4] = percent_text(&ask->query, plan->local_before);
        row[5] = percent_text(&ask->query, plan->local_after);
    }
    if (plans.count)
        grid_print(&grid, output_width(), output_write);
    else
        output_line(TEXT(ask->invocation, "command.plan.none_kept"));
    return EXIT_DONE;
}

static int table_tell(struct ask *ask, bool made, struct export_done *done)
{
    return made && export_deliver(ask, done) ? EXIT_DONE
                                             : invocation_fail(ask->invocation, EXIT_FAILED);
}

/* Of a plan that was kept the same JSON as when it was made. */
static int plan_show(struct ask *ask, struct span id)
{
    struct query_kept_plan plan;
    struct export_done done;
    enum export_format form;
    struct buffer text;
    if (!query_kept_plan(&ask->query, id, &plan, &ask->invocation->error))
        return invocation_fail(ask->invocation, EXIT_INPUT);
    if (export_form(ask->invocation, &form))
        return table_tell(
            ask, export_plan(&ask->query, &plan, form, &done, &ask->invocation->error), &done);
    buffer_init(&text, ASK_JSON_LIMIT);
    query_kept_plan_write(&ask->query, &plan, &text);
    json_print(&text);
    return EXIT_DONE;
}

static void change_row(struct ask *ask, const struct query_plan_change *change, struct span *row)
{
    const double numbers[] = {change->before, change->after};
    row[0] = change->product;
    row[1] = change->buyer;
    row[2] = change->supplier;
    for (size_t i = 0; i < 2; i++)
        row[3 + i] = arena_format(&ask->invocation->arena, "%s %.*s",
                                  message_number(ask->invocation->tongue, &ask->invocation->arena,
                                                 (double)(int64_t)(numbers[i] * 1000 + 0.5) / 1000)
                                      .data,
                                  SPAN_ARGS(change->unit));
}

static int kept_compare(struct ask *ask, struct span before, struct span after)
{
    static const char *const titles[] = {"sourcing.column.need", "sourcing.column.buyer",
                                         "sourcing.column.supplier", "sourcing.column.before",
                                         "sourcing.column.after"};
    struct query_plan_changes changes;
    struct export_done done;
    enum export_format form;
    struct grid grid;
    if (!query_plans_compare(&ask->query, before, after, &changes, &ask->invocation->error))
        return invocation_fail(ask->invocation, EXIT_INPUT);
    if (export_form(ask->invocation, &form))
        return table_tell(
            ask, export_plan_changes(&ask->query, &changes, form, &done, &ask->invocation->error),
            &done);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_plan_changes_write, &changes);
        return EXIT_DONE;
    }
    grid_init(&grid, &ask->invocation->arena);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        grid_column(&grid, TEXT(ask->invocation, titles[i]), false);
    for (size_t i = 0; i < changes.changes.count; i++)
        change_row(ask, &changes.changes.items[i], grid_row(&grid));
    output_line(TEXT(ask->invocation,
                     changes.changes.count ? "sourcing.heading.changes" : "sourcing.no_changes"));
    if (changes.changes.count)
        grid_print(&grid, output_width(), output_write);
    output_line(TEXT(ask->invocation, "sourcing.compared", "before",
                     percent_text(&ask->query, changes.before.covered_share).data, "after",
                     percent_text(&ask->query, changes.after.covered_share).data));
    return EXIT_DONE;
}

static int plan_make_over(struct ask *ask)
{
    struct planning_over planning = {.ask = ask};
    enum export_format form;
    struct span id;
    if (!plan_options_read(ask->invocation, &planning.options))
        return invocation_misused(ask->invocation);
    if (!ask_products(ask))
        return invocation_fail(ask->invocation, EXIT_FAILED);
    if (!request_make(&planning))
        return ask_failed_by(ask, "query.plan_no_needs") ||
                       ask_failed_by(ask, "query.plan_no_offers")
                   ? invocation_fail(ask->invocation, EXIT_INPUT)
                   : ask_failed(ask);
    if (!plan_keep(&planning, &id))
        return invocation_fail(ask->invocation, EXIT_FAILED);
    if (export_form(ask->invocation, &form)) {
        int code = plan_show(ask, id);
        return planning.plan.plan.cover.stopped ? EXIT_INTERRUPTED : code;
    }
    plan_tell(&planning, id);
    return planning.plan.plan.cover.stopped ? EXIT_INTERRUPTED : EXIT_DONE;
}

static int plan_over(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    char **operands = invocation->operands;
    size_t count = invocation->operand_count;
    if (!export_has_place(invocation))
        return invocation_misused(invocation);
    if (!count)
        return plan_make_over(ask);
    if (count == 1 && strcmp(operands[0], "list") == 0)
        return plans_list(ask);
    if (count == 2 && strcmp(operands[0], "show") == 0)
        return plan_show(ask, span_of(operands[1]));
    if (count == 3 && strcmp(operands[0], "compare") == 0)
        return kept_compare(ask, span_of(operands[1]), span_of(operands[2]));
    error_add(&invocation->error, "command.plan.bad_action", "action", operands[0], NULL);
    return invocation_misused(invocation);
}

int plan_registry_run(struct invocation *invocation)
{
    return ask_run(invocation, plan_over);
}
