/* uzel resolve: the queue of what is to be decided, decisions, and their history. */
#include "ask.h"

#include <stdlib.h>

#include "decide.h"
#include "decisions.h"
#include "grid.h"
#include "intake_run.h"
#include "output.h"

/* ---- the queue ---- */

static const char *cut(struct ask *ask, struct span text)
{
    return arena_copy(&ask->invocation->arena, text).data;
}

/* «регион +1,5; тёзки −0,3» */
static struct span reasons_text(struct ask *ask, const struct query_doubt *doubt)
{
    struct arena *arena = &ask->invocation->arena;
    struct span text = SPAN("");
    for (size_t i = 0; i < doubt->reason_count; i++)
        text = arena_format(arena, "%.*s%s%.*s %+.1f", SPAN_ARGS(text), i ? "; " : "",
                            SPAN_ARGS(doubt->reasons[i].label), doubt->reasons[i].weight);
    return text;
}

static void side_print(struct ask *ask, const struct query_value *value, size_t reports)
{
    if (value->type == VALUE_NONE)
        return;
    struct span count =
        message_number(ask->invocation->tongue, &ask->invocation->arena, (double)reports);
    output_line(TEXT(ask->invocation, "command.resolve.side", "id", cut(ask, value->entity), "name",
                     cut(ask, value->text), "count", cut(ask, count)));
}

static void doubt_print(struct ask *ask, const struct query_doubt *doubt)
{
    struct arena *arena = &ask->invocation->arena;
    output_write(SPAN("\n"));
    output_line(arena_format(arena, "%zu  %.*s", doubt->number, SPAN_ARGS(doubt->text)));
    side_print(ask, &doubt->subject, doubt->subject_reports);
    side_print(ask, &doubt->object, doubt->object_reports);
    if (doubt->reason_count)
        output_lines(arena_format(arena, "    %.*s", SPAN_ARGS(reasons_text(ask, doubt))), 4);
    output_line(TEXT(ask->invocation, "command.resolve.raised", "report", cut(ask, doubt->report)));
}

static int queue_show(struct ask *ask, size_t offset, size_t limit)
{
    struct query_queue queue;
    if (!query_queue(&ask->query, offset, limit, &queue, &ask->invocation->error))
        return invocation_fail(ask->invocation, EXIT_FAILED);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_queue_write, &queue);
        return EXIT_DONE;
    }
    output_line(queue.summary);
    for (size_t i = 0; i < queue.doubts.count; i++)
        doubt_print(ask, &queue.doubts.items[i]);
    if (queue.doubts.count)
        output_lines(TEXT(ask->invocation, "command.resolve.how"), 0);
    return EXIT_DONE;
}

/* ---- the history ---- */

static int history_show(struct ask *ask, size_t limit)
{
    struct invocation *invocation = ask->invocation;
    struct query_decisions decisions;
    struct span id = invocation->operand_count > 1 ? span_of(invocation->operands[1]) : SPAN("");
    if (!query_decisions(&ask->query, id, 0, limit, &decisions, &invocation->error))
        return invocation_fail(invocation, EXIT_INPUT);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_decisions_write, &decisions);
        return EXIT_DONE;
    }
    if (!decisions.count)
        output_line(TEXT(invocation, "command.resolve.no_decisions"));
    for (size_t i = 0; i < decisions.count; i++) {
        const struct query_decision *decision = &decisions.items[i];
        struct span parts[] = {decision->at, decision->author, decision->reason};
        output_line(arena_format(&invocation->arena, "%zu  %.*s", decision->number,
                                 SPAN_ARGS(decision->text)));
        output_line(
            arena_format(&invocation->arena, "    %.*s", SPAN_ARGS(parts_join(ask, parts, 3))));
    }
    return EXIT_DONE;
}

/* ---- decisions ---- */

static struct span operand(const struct invocation *invocation, size_t index)
{
    return index < invocation->operand_count ? span_of(invocation->operands[index]) : SPAN("");
}

/* "add REPORT KIND WORDS PROPERTY=VALUE@WORDS…": a kind may be the id of the fact to which values
 * are added, and words are left out by "-". */
static void addition_take(struct invocation *invocation, struct work_order *order)
{
    const char *name = option_value(invocation, "name"), *entity = option_value(invocation, "is");
    struct span kind = operand(invocation, 2), words = operand(invocation, 3);
    int64_t number;
    order->report = operand(invocation, 1);
    order->name = name ? span_of(name) : SPAN("");
    order->entity = canonical_read(kind, &number) ? kind : entity ? span_of(entity) : SPAN("");
    order->kind = canonical_read(kind, &number) ? SPAN("") : kind;
    order->words = span_equal(words, SPAN("-")) ? SPAN("") : words;
    order->values = SPAN("");
    for (size_t i = 4; i < invocation->operand_count; i++)
        order->values = arena_format(&invocation->arena, "%.*s%.*s\n", SPAN_ARGS(order->values),
                                     SPAN_ARGS(operand(invocation, i)));
}

/* What the operands mean to the action. */
static struct work_order order_of(struct invocation *invocation)
{
    const char *reason = option_value(invocation, "reason");
    struct work_order order = {.action = operand(invocation, 0),
                               .reason = reason ? span_of(reason) : SPAN(""),
                               .force = option_value(invocation, "force") != NULL};
    static const char *const of_numbers[] = {"same", "different", "dismiss", "undo"};
    static const char *const of_claims[] = {"confirm", "reject", "correct", "fields"};
    for (size_t i = 0; i < 4; i++)
        if (span_equal(order.action, span_of(of_numbers[i])) && invocation->operand_count > 1)
            order.number = strtoll(invocation->operands[1], NULL, 10);
    for (size_t i = 0; i < 4; i++)
        if (span_equal(order.action, span_of(of_claims[i])))
            order.claim = operand(invocation, 1);
    order.entity = operand(invocation, 1);
    order.other = operand(invocation, 2);
    order.value = operand(invocation, 2);
    if (span_equal(order.action, SPAN("add")))
        addition_take(invocation, &order);
    if (invocation->operand_count > 2) {
        size_t count = invocation->operand_count - 2;
        struct span *reports = ARENA_NEW(&invocation->arena, struct span, count);
        for (size_t i = 0; i < count; i++)
            reports[i] = operand(invocation, i + 2);
        order.reports = reports;
        order.report_count = count;
    }
    return order;
}

static bool misused(const struct error *error)
{
    static const struct span keys[] = {
        {"work.unknown_action", 19}, {"work.missing_", 13}, {"work.bad_claim", 14}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (error->count && span_starts_with(span_of(error->items[0].key), keys[i]))
            return true;
    return false;
}

static bool wanting(const struct error *error)
{
    static const char *const keys[] = {
        "work.unknown_entity", "work.unknown_report",       "work.bad_value",
        "registry.no_claim",   "registry.no_act",           "registry.act_undone",
        "registry.act_final",  "registry.act_redaction",    "registry.no_doubt",
        "registry.no_entity",  "registry.nothing_to_split", "work.unknown_field",
        "work.unknown_kind",   "work.unknown_property",     "work.no_words",
        "work.many_words",     "work.unread_words",         "work.long_name",
        "work.is_list",        "registry.act_needed",       "registry.no_reading"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (error->count && strcmp(error->items[0].key, keys[i]) == 0)
            return true;
    return false;
}

static void warnings_print(struct invocation *invocation, const struct work_decision *decision)
{
    for (size_t i = 0; i < decision->warning_count; i++)
        output_line(
            TEXT(invocation, "command.resolve.warning", "text",
                 arena_copy(&invocation->arena, TEXT(invocation, decision->warnings[i])).data));
}

static void decision_json(struct invocation *invocation, const struct work_decision *decision)
{
    struct buffer line;
    struct json json;
    buffer_init(&line, ASK_JSON_LIMIT);
    json_init(&json, &line);
    work_decision_write(decision, invocation->catalogue, invocation->tongue, &invocation->arena,
                        &json);
    json_print(&line);
}

static int decision_print(struct ask *ask, const struct work_decision *decision)
{
    struct invocation *invocation = ask->invocation;
    if (ask->json) {
        decision_json(invocation, decision);
        return decision->done ? EXIT_DONE : EXIT_INPUT;
    }
    warnings_print(invocation, decision);
    if (!decision->done) {
        output_line(TEXT(invocation, "command.resolve.not_done"));
        return EXIT_INPUT;
    }
    struct span number =
        message_number(invocation->tongue, &invocation->arena, (double)decision->number);
    output_line(decision->entity[0]
                    ? TEXT(invocation, "command.resolve.done_entity", "number", number.data,
                           "entity", decision->entity)
                    : TEXT(invocation, "command.resolve.done", "number", number.data));
    return EXIT_DONE;
}

/* Decides, with a reader where something is added. False where that could not begin. */
static bool decision_make(struct ask *ask, struct work *work, const struct work_order *order,
                          struct work_decision *decision, bool *fine)
{
    struct invocation *invocation = ask->invocation;
    struct reader *reader = NULL;
    struct span folder;
    if (span_equal(order->action, SPAN("add")) &&
        (!invocation_data(invocation, &folder) ||
         !reader_open(&reader, folder, &invocation->error)))
        return false;
    bool opened = store_open(&work->store, option_value(invocation, "registry"), STORE_WRITE,
                             reader ? reader_schema(reader) : ask->schema, &invocation->error);
    work->reader = reader;
    *fine = opened && work_decide(work, order, decision, &invocation->error);
    if (opened)
        store_close(work->store);
    if (reader)
        reader_close(reader);
    return opened;
}

static int decide(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct work_order order = order_of(invocation);
    struct work_decision decision;
    bool fine;
    struct work work = {.fields = ask->fields,
                        .reference = ask->reference,
                        .arena = &invocation->arena,
                        .author = user_author(&invocation->arena),
                        .now = clock_now()};
    if (!decision_make(ask, &work, &order, &decision, &fine))
        return invocation_fail(invocation, EXIT_FAILED);
    if (fine)
        return decision_print(ask, &decision);
    if (misused(&invocation->error))
        return invocation_misused(invocation);
    return invocation_fail(invocation, wanting(&invocation->error) ? EXIT_INPUT : EXIT_FAILED);
}

static int resolve_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct span action = operand(invocation, 0);
    int64_t limit = QUEUE_PAGE, offset = 0;
    if (!option_number(invocation, "limit", 1, QUEUE_PAGE_MOST, &limit) ||
        !option_number(invocation, "offset", 0, INT32_MAX, &offset))
        return invocation_misused(invocation);
    if (!action.size || span_equal(action, SPAN("queue")))
        return queue_show(ask, (size_t)offset, (size_t)limit);
    if (span_equal(action, SPAN("history")))
        return history_show(ask, (size_t)limit);
    return decide(ask);
}

static int resolve_run(struct invocation *invocation)
{
    return ask_run(invocation, resolve_ask);
}

static const struct command_option resolve_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"reason", 'm', "command.argument.text", "command.resolve.option.reason"},
    {"force", 0, NULL, "command.resolve.option.force"},
    {"name", 0, "command.argument.text", "command.resolve.option.name"},
    {"is", 0, "command.argument.id", "command.resolve.option.is"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {"offset", 0, "command.argument.number", "command.list.option.offset"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_resolve;
const struct command command_resolve = {
    .name = "resolve",
    .arguments = "command.resolve.arguments",
    .summary = "command.resolve.summary",
    .description = "command.resolve.description",
    .options = resolve_options,
    .operands_most = SIZE_MAX,
    .run = resolve_run,
};
