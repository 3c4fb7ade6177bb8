/* The API's questions about needs and offers, and its plans. */
#include "api_private.h"
#include "plan_kept.h"
#include "plan_table.h"
#include "plans.h"
#include "trade_query.h"

static unsigned answer_matches(struct exchange *exchange, bool of_offer)
{
    static const char *const names[] = {"limit", NULL};
    struct query query = api_query(exchange);
    struct query_matches *matches = ARENA_NEW(exchange->arena, struct query_matches, 1);
    int64_t limit = 0;
    struct json json;
    json_init(&json, &exchange->out);
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "limit", 1, MATCHES_MOST, &limit) ||
        !query_matches(&query, exchange->arguments[0], of_offer, (size_t)limit, matches,
                       &exchange->error))
        return api_status(exchange);
    query_matches_write(&query, matches, &json);
    return 200;
}

unsigned api_answer_offers_of_need(struct exchange *exchange)
{
    return answer_matches(exchange, false);
}

unsigned api_answer_needs_of_offer(struct exchange *exchange)
{
    return answer_matches(exchange, true);
}

/* ---- plans ---- */

enum { FIELD_CLUSTER, FIELD_REGION, FIELD_DISTRICT, FIELD_WEIGHTS, FIELD_LEAST, FIELDS };

static bool refuse(struct exchange *exchange, const struct body_field *field)
{
    return error_add(&exchange->error, "server.parameter_invalid", "name", field->name, "value",
                     arena_copy(exchange->arena, field->value).data, NULL);
}

static bool order_take(struct exchange *exchange, struct plan_order *order)
{
    struct body_field fields[FIELDS] = {{.name = "cluster"},
                                        {.name = "region"},
                                        {.name = "district"},
                                        {.name = "weights"},
                                        {.name = "least"}};
    double least = 0;
    if (!api_take_body(exchange, fields, FIELDS))
        return false;
    *order = (struct plan_order){.request = {.cluster = fields[FIELD_CLUSTER].value,
                                             .region = fields[FIELD_REGION].value,
                                             .district = fields[FIELD_DISTRICT].value,
                                             .weights = plan_weights_usual},
                                 .author = api_work(exchange).author,
                                 .catalogue = exchange->catalogue,
                                 .tongue = exchange->tongue,
                                 .today = api_query(exchange).today};
    if (!plan_weights_read(fields[FIELD_WEIGHTS].value, &order->request.weights))
        return refuse(exchange, &fields[FIELD_WEIGHTS]);
    if (fields[FIELD_LEAST].value.size &&
        (!amount_of_text(fields[FIELD_LEAST].value, &least) || least > 1))
        return refuse(exchange, &fields[FIELD_LEAST]);
    order->request.least = (float)least;
    return true;
}

unsigned api_make_plan(struct exchange *exchange)
{
    struct plan_order order;
    struct secret id;
    exchange->caching = CACHE_NEVER;
    if (!order_take(exchange, &order))
        return api_status(exchange);
    if (!plan_begin(api_plans(exchange->borrowed), &order, &id)) {
        error_add(&exchange->error, "server.busy", NULL);
        return api_status(exchange);
    }
    exchange->location = arena_format(exchange->arena, "/api/v1/plans/%s", id.text).data;
    buffer_format(&exchange->out, "{\"plan\":\"%s\",\"state\":\"running\",\"done\":0}", id.text);
    return 202;
}

/* How far a plan is that is on its way. */
static void told_write(struct exchange *exchange, const struct plan_told *told)
{
    static const char *const states[] = {"running", "kept", "failed"};
    struct json json;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "plan");
    json_text(&json, exchange->arguments[0]);
    json_key(&json, "state");
    json_string(&json, states[told->state]);
    json_key(&json, "done");
    json_number(&json, told->state == PLAN_RUNNING ? told->done : 1);
    json_key(&json, "kept");
    json_string(&json, told->state == PLAN_KEPT ? told->kept : NULL);
    json_key(&json, "problem");
    if (told->state == PLAN_FAILED)
        json_string(&json, told->problem);
    else
        json_null(&json);
    json_object_end(&json);
}

unsigned api_answer_plans(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct query query = api_query(exchange);
    struct query_kept_plans plans;
    struct json json;
    json_init(&json, &exchange->out);
    if (!api_parameters_known(exchange, none) ||
        !query_kept_plans(&query, &plans, &exchange->error))
        return api_status(exchange);
    query_kept_plans_write(&query, &plans, &json);
    return 200;
}

/* Whether the address asks for JSON or a table; false with an error where for neither. */
static bool form_take(struct exchange *exchange, bool *file, enum export_format *form)
{
    static const char *const names[] = {"format", NULL};
    struct span given = exchange_parameter(exchange, "format");
    *file = api_table_asked(exchange, form);
    return api_parameters_known(exchange, names) &&
           (*file || !given.data || span_is(given, "json") ||
            error_add(&exchange->error, "server.parameter_invalid", "name", "format", "value",
                      arena_copy(exchange->arena, given).data, NULL));
}

unsigned api_answer_plan(struct exchange *exchange)
{
    struct query query = api_query(exchange);
    struct query_kept_plan plan;
    struct plan_told told;
    struct export_done done;
    enum export_format form;
    bool file;
    if (!form_take(exchange, &file, &form))
        return api_status(exchange);
    if (!file && plan_tell(api_plans(exchange->borrowed), exchange->arguments[0], &told)) {
        exchange->caching = CACHE_NEVER;
        told_write(exchange, &told);
        return 200;
    }
    if (!query_kept_plan(&query, exchange->arguments[0], &plan, &exchange->error) ||
        (file && !export_plan(&query, &plan, form, &done, &exchange->error)))
        return api_status(exchange);
    if (file)
        return api_give_table(exchange, &query, &done, form, plan.id);
    query_kept_plan_write(&query, &plan, &exchange->out);
    return 200;
}

unsigned api_compare_plans(struct exchange *exchange)
{
    struct query query = api_query(exchange);
    struct query_plan_changes changes;
    struct export_done done;
    enum export_format form;
    struct json json;
    bool file;
    if (!form_take(exchange, &file, &form) ||
        !query_plans_compare(&query, exchange->arguments[0], exchange->arguments[1], &changes,
                             &exchange->error) ||
        (file && !export_plan_changes(&query, &changes, form, &done, &exchange->error)))
        return api_status(exchange);
    if (file)
        return api_give_table(exchange, &query, &done, form, SPAN("plan-changes"));
    json_init(&json, &exchange->out);
    query_plan_changes_write(&query, &changes, &json);
    return 200;
}

unsigned api_stop_plan(struct exchange *exchange)
{
    exchange->caching = CACHE_NEVER;
    if (!api_take_body(exchange, NULL, 0))
        return api_status(exchange);
    if (!plan_stop(api_plans(exchange->borrowed), exchange->arguments[0])) {
        error_add(&exchange->error, "query.unknown_plan", "id",
                  arena_copy(exchange->arena, exchange->arguments[0]).data, NULL);
        return api_status(exchange);
    }
    buffer_append(&exchange->out, SPAN("{\"stopped\":true}"));
    return 200;
}
