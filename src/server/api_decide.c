/* The API's decisions: the queue, what was decided, and deciding. */
#include "api_private.h"
#include "decide.h"
#include "decisions.h"

unsigned api_answer_queue(struct exchange *exchange)
{
    static const char *const names[] = {"offset", "limit", NULL};
    struct query query = api_query(exchange);
    struct query_queue *queue = ARENA_NEW(exchange->arena, struct query_queue, 1);
    struct json json;
    int64_t offset = 0, limit = 0;
    json_init(&json, &exchange->out);
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "offset", 0, INT32_MAX, &offset) ||
        !exchange_integer(exchange, "limit", 1, QUEUE_PAGE_MOST, &limit) ||
        !query_queue(&query, (size_t)offset, (size_t)limit, queue, &exchange->error))
        return api_status(exchange);
    query_queue_write(&query, queue, &json);
    return 200;
}

unsigned api_answer_decisions(struct exchange *exchange)
{
    static const char *const names[] = {"entity", "before", "limit", NULL};
    struct query query = api_query(exchange);
    struct query_decisions *decisions = ARENA_NEW(exchange->arena, struct query_decisions, 1);
    struct json json;
    int64_t before = 0, limit = QUEUE_PAGE;
    json_init(&json, &exchange->out);
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "before", 0, INT32_MAX, &before) ||
        !exchange_integer(exchange, "limit", 1, QUEUE_PAGE_MOST, &limit) ||
        !query_decisions(&query, exchange_parameter(exchange, "entity"), (size_t)before,
                         (size_t)limit, decisions, &exchange->error))
        return api_status(exchange);
    query_decisions_write(&query, decisions, &json);
    return 200;
}

/* What a user wants decided: all texts, "reports" ids with spaces between them, "values" lines. */
enum {
    FIELD_ACTION,
    FIELD_ENTITY,
    FIELD_OTHER,
    FIELD_REPORTS,
    FIELD_CLAIM,
    FIELD_VALUE,
    FIELD_NUMBER,
    FIELD_REASON,
    FIELD_FORCE,
    FIELD_REPORT,
    FIELD_KIND,
    FIELD_WORDS,
    FIELD_NAME,
    FIELD_VALUES,
    FIELD_SEEN,
    FIELDS
};

static void reports_take(struct exchange *exchange, struct span ids, struct work_order *order)
{
    size_t most = 1;
    for (size_t i = 0; i < ids.size; i++)
        most += ids.data[i] == ' ';
    struct span *reports = ARENA_NEW(exchange->arena, struct span, most), id;
    while (span_next_part(&ids, ' ', &id))
        if (id.size)
            reports[order->report_count++] = id;
    order->reports = reports;
}

unsigned api_decide(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct body_field fields[FIELDS] = {{.name = "action"},  {.name = "entity"}, {.name = "other"},
                                        {.name = "reports"}, {.name = "claim"},  {.name = "value"},
                                        {.name = "number"},  {.name = "reason"}, {.name = "force"},
                                        {.name = "report"},  {.name = "kind"},   {.name = "words"},
                                        {.name = "name"},    {.name = "values"}, {.name = "seen"}};
    struct work work = api_work(exchange);
    struct work_decision *decision = ARENA_NEW(exchange->arena, struct work_decision, 1);
    struct work_order order = {0};
    struct json json;
    if (!api_parameters_known(exchange, none) ||
        !body_read(exchange->arena, exchange->body, fields, FIELDS, &exchange->error) ||
        !api_take_number(exchange, &fields[FIELD_NUMBER], &order.number) ||
        !api_take_number(exchange, &fields[FIELD_SEEN], &order.seen))
        return api_status(exchange);
    order.action = fields[FIELD_ACTION].value;
    order.entity = fields[FIELD_ENTITY].value;
    order.other = fields[FIELD_OTHER].value;
    order.claim = fields[FIELD_CLAIM].value;
    order.value = fields[FIELD_VALUE].value;
    order.reason = fields[FIELD_REASON].value;
    order.report = fields[FIELD_REPORT].value;
    order.kind = fields[FIELD_KIND].value;
    order.words = fields[FIELD_WORDS].value;
    order.name = fields[FIELD_NAME].value;
    order.values = fields[FIELD_VALUES].value;
    order.has_seen = fields[FIELD_SEEN].value.size > 0;
    order.force = span_equal(fields[FIELD_FORCE].value, SPAN("true"));
    reports_take(exchange, fields[FIELD_REPORTS].value, &order);
    if (!work_decide(&work, &order, decision, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    work_decision_write(decision, exchange->catalogue, exchange->tongue, exchange->arena, &json);
    exchange->caching = CACHE_NEVER;
    return decision->done ? 201 : 409;
}
