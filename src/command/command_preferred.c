/* uzel preferred: lists of preferred products, one list with its items, and what answers a need. */
#include "ask.h"

#include "export_run.h"
#include "output.h"
#include "preferred_sheet.h"
#include "trade_query.h"

/* A text of the catalogue with one argument. */
static struct span told(struct ask *ask, const char *key, const char *name, struct span value)
{
    return TEXT(ask->invocation, key, name, arena_copy(&ask->invocation->arena, value).data);
}

static struct span shown_value(const struct query_value *value)
{
    return value->type == VALUE_NONE ? SPAN("") : value->text;
}

static void told_print(struct ask *ask, const char *key, const char *name, struct span value)
{
    if (value.size)
        output_lines(told(ask, key, name, value), 4);
}

static void step_print(struct ask *ask, const struct query_preferred_step *step)
{
    struct span parts[] = {date_text(ask, step->day),
                           step->text,
                           step->reason,
                           date_is_set(step->until) ? told(ask, "command.preferred.until", "date",
                                                           date_text(ask, step->until))
                                                    : SPAN(""),
                           step->by,
                           step->report};
    output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 6);
}

static void uses_print(struct ask *ask, const struct query_preferred_item *item)
{
    for (size_t i = 0; i < item->uses.count; i++) {
        const struct query_preferred_use *use = &item->uses.items[i];
        struct span parts[] = {
            told(ask, use->over ? "command.preferred.used_before" : "command.preferred.used_by",
                 "name", shown_value(&use->user)),
            use->how, date_text(ask, use->since), use->fact};
        output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 4);
    }
}

static void deployments_print(struct ask *ask, const struct query_preferred_item *item)
{
    struct invocation *invocation = ask->invocation;
    if (item->deployments.count)
        output_lines(
            TEXT(invocation, "command.preferred.deployed", "count",
                 message_number(invocation->tongue, &invocation->arena, (double)item->deployed)
                     .data),
            4);
    for (size_t i = 0; i < item->deployments.count; i++) {
        const struct query_deployment *deployment = &item->deployments.items[i];
        struct span number =
            deployment->count
                ? message_number(invocation->tongue, &invocation->arena, (double)deployment->count)
                : SPAN("");
        struct span parts[] = {
            number, shown_value(&deployment->place), date_text(ask, deployment->period),
            shown_value(&deployment->developer), deployment->facts.items[0].entity};
        output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 6);
        for (size_t k = 0; k < deployment->evidence.count; k++)
            evidence_print(ask, &deployment->evidence.items[k], 8);
    }
    if (item->doubtful)
        output_lines(
            TEXT(invocation, "command.preferred.doubtful", "count",
                 message_number(invocation->tongue, &invocation->arena, (double)item->doubtful)
                     .data),
            4);
}

static void item_print(struct ask *ask, const struct query_preferred_item *item)
{
    struct span parts[] = {item->id,   shown_value(&item->what), shown_value(&item->maker),
                           item->code, item->standing_text,      item->text};
    output_write(SPAN("\n"));
    output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 2);
    if (item->match.reason_count)
        told_print(ask, "command.preferred.answers", "text",
                   query_match_text(&ask->query, &item->match));
    told_print(ask, "command.preferred.purpose", "text", item->purpose);
    told_print(ask, "command.preferred.proposed_by", "name", shown_value(&item->proposed_by));
    for (size_t i = 0; i < item->reviews.count; i++) {
        struct span review = arena_format(
            &ask->invocation->arena, "%zu, %.*s (%.*s)", item->reviews.items[i].number,
            SPAN_ARGS(item->reviews.items[i].title), SPAN_ARGS(item->reviews.items[i].state_label));
        told_print(ask, "command.preferred.review", "name", review);
    }
    for (size_t i = 0; i < item->steps.count; i++)
        step_print(ask, &item->steps.items[i]);
    uses_print(ask, item);
    deployments_print(ask, item);
}

/* ---- the questions ---- */

static int lists_print(struct ask *ask)
{
    struct query_preferred_lists lists;
    if (!query_preferred_lists(&ask->query, (struct span){0}, (struct span){0}, &lists,
                               &ask->invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_preferred_lists_write, &lists);
        return EXIT_DONE;
    }
    output_line(lists.summary);
    for (size_t i = 0; i < lists.count; i++) {
        const struct query_preferred_list *list = &lists.items[i];
        struct span parts[] = {list->id, list->title, shown_value(&list->owner), list->text};
        output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 0);
        output_lines(list->summary, 4);
    }
    return EXIT_DONE;
}

static void list_print_whole(struct ask *ask, const struct query_preferred_list *list)
{
    struct span parts[] = {list->title, shown_value(&list->owner), list->text};
    output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 0);
    output_line(list->summary);
    told_print(ask, "command.preferred.under", "name", shown_value(&list->under));
    for (size_t i = 0; i < list->criteria.count; i++)
        told_print(ask, "command.preferred.criterion", "text", list->criteria.items[i].text);
    for (size_t i = 0; i < list->items.count; i++)
        item_print(ask, &list->items.items[i]);
}

static bool file_write(struct ask *ask, const struct query_preferred_list *list)
{
    struct export_order order = {.origin = {0}};
    struct export_done done;
    export_format_find(span_of(option_value(ask->invocation, "format")), &order.format);
    return export_preferred(&ask->query, list, &order, &done, &ask->invocation->error) &&
           export_deliver(ask, &done);
}

static int list_ask(struct ask *ask, struct span id, const struct query_preferred_request *request)
{
    struct query_preferred_list list;
    if (!query_preferred_list(&ask->query, id, request, &list, &ask->invocation->error))
        return ask_failed_by(ask, "query.not_preferred")
                   ? invocation_fail(ask->invocation, EXIT_INPUT)
                   : ask_failed(ask);
    if (export_asked(ask->invocation))
        return file_write(ask, &list) ? EXIT_DONE : ask_failed(ask);
    if (ask->json)
        ASK_PRINT_JSON(ask, query_preferred_list_write, &list);
    else
        list_print_whole(ask, &list);
    return EXIT_DONE;
}

static int need_ask(struct ask *ask, const struct query_preferred_request *request)
{
    struct query_preferred_found found;
    if (!query_preferred_search(&ask->query, request, &found, &ask->invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_preferred_found_write, &found);
        return EXIT_DONE;
    }
    output_line(found.summary);
    for (size_t i = 0; i < found.items.count; i++) {
        told_print(ask, "command.preferred.list", "name", shown_value(&found.items.items[i].list));
        item_print(ask, &found.items.items[i]);
    }
    return EXIT_DONE;
}

static int preferred_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct query_preferred_request request = {.standing =
                                                  span_of(option_value(invocation, "state")),
                                              .need = span_of(option_value(invocation, "need")),
                                              .reviews = true};
    bool list = invocation->operand_count > 0;
    if (!export_check(invocation) || (!list && export_asked(invocation)))
        return invocation_misused(invocation);
    if (!ask_products(ask))
        return invocation_fail(invocation, EXIT_FAILED);
    if (list)
        return list_ask(ask, span_of(invocation->operands[0]), &request);
    return request.need.size ? need_ask(ask, &request) : lists_print(ask);
}

static int preferred_run(struct invocation *invocation)
{
    return ask_run(invocation, preferred_ask);
}

static const struct command_option preferred_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT_TABLES,
    {"need", 0, "command.argument.text", "command.preferred.option.need"},
    {"state", 0, "command.argument.state", "command.preferred.option.state"},
    {"output", 'o', "command.argument.file", "command.list.option.output"},
    OPTION_AS_OF,
    OPTION_KNOWN_AT,
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

static const char *const preferred_exports[] = {"csv", "csv-excel", "xlsx", NULL};

extern const struct command command_preferred;
const struct command command_preferred = {
    .name = "preferred",
    .arguments = "command.preferred.arguments",
    .summary = "command.preferred.summary",
    .description = "command.preferred.description",
    .options = preferred_options,
    .operands_most = 1,
    .run = preferred_run,
    .exports = preferred_exports,
};
