/* The API's lists of preferred products. */
#include "api_private.h"
#include "preferred_sheet.h"
#include "work_preferred.h"

/* ---- asking ---- */

static unsigned answer_file(struct exchange *exchange, const struct query *query,
                            const struct query_preferred_list *list)
{
    struct export_order order = {.origin = exchange->origin};
    struct export_done done;
    api_table_asked(exchange, &order.format);
    if (!export_preferred(query, list, &order, &done, &exchange->error))
        return api_status(exchange);
    return api_give_table(exchange, query, &done, order.format, SPAN("preferred"));
}

/* What is asked of a list or of all; reviews are told to whoever may see them. */
static struct query_preferred_request request_of(struct exchange *exchange)
{
    exchange->caching = CACHE_NEVER;
    return (struct query_preferred_request){.standing = exchange_parameter(exchange, "state"),
                                            .maker = exchange_parameter(exchange, "maker"),
                                            .user = exchange_parameter(exchange, "user"),
                                            .need = exchange_parameter(exchange, "need"),
                                            .reviews = asker_has(&exchange->asker, RIGHT_COMMENT)};
}

static unsigned answer_lists(struct exchange *exchange, const struct query *query)
{
    struct query_preferred_lists lists;
    struct json json;
    if (!query_preferred_lists(query, exchange_parameter(exchange, "owner"),
                               exchange_parameter(exchange, "under"), &lists, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_preferred_lists_write(query, &lists, &json);
    return 200;
}

static unsigned answer_need(struct exchange *exchange, const struct query *query)
{
    struct query_preferred_request request = request_of(exchange);
    struct query_preferred_found found;
    struct json json;
    request.owner = exchange_parameter(exchange, "owner");
    request.under = exchange_parameter(exchange, "under");
    if (!query_preferred_search(query, &request, &found, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_preferred_found_write(query, &found, &json);
    return 200;
}

unsigned api_answer_preferred(struct exchange *exchange)
{
    static const char *const names[] = {"owner", "under", "as_of", "known_at", NULL};
    static const char *const need_names[] = {"need",  "state", "maker",    "owner",
                                             "under", "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    bool need = exchange_parameter(exchange, "need").size > 0;
    if (!api_parameters_known(exchange, need ? need_names : names) ||
        !api_take_days(exchange, &query))
        return api_status(exchange);
    return need ? answer_need(exchange, &query) : answer_lists(exchange, &query);
}

unsigned api_answer_preferred_list(struct exchange *exchange)
{
    static const char *const names[] = {"state", "maker",    "user",   "need",
                                        "as_of", "known_at", "format", NULL};
    const struct query_preferred_request request = request_of(exchange);
    struct query query = api_query(exchange);
    struct query_preferred_list list;
    struct json json;
    if (!api_parameters_known(exchange, names) || !api_take_days(exchange, &query) ||
        !query_preferred_list(&query, exchange->arguments[0], &request, &list, &exchange->error))
        return api_status(exchange);
    if (api_list_is_file(exchange))
        return answer_file(exchange, &query, &list);
    json_init(&json, &exchange->out);
    query_preferred_list_write(&query, &list, &json);
    return 200;
}

/* ---- stating ---- */

/* A field of the body, and where its value goes. */
struct field_place {
    const char *name;
    struct span *value;
};

/* The order with what the body gives, and who states it: who may not edit does so for his
 * organization alone. */
static bool order_take(struct exchange *exchange, struct work_preferred_order *order,
                       const struct field_place *places, size_t count)
{
    struct body_field *fields = ARENA_NEW(exchange->arena, struct body_field, count + 1);
    for (size_t i = 0; i < count; i++)
        fields[i].name = places[i].name;
    fields[count].name = "note";
    if (!api_take_body(exchange, fields, count + 1))
        return false;
    for (size_t i = 0; i < count; i++)
        *places[i].value = fields[i].value;
    order->as = api_entry_order(exchange);
    order->as.note = fields[count].value;
    order->today = api_query(exchange).today;
    return true;
}

unsigned api_open_preferred(struct exchange *exchange)
{
    struct work_preferred_order order = {0};
    const struct field_place places[] = {{"title", &order.title}, {"owner", &order.owner},
                                         {"under", &order.under}, {"criteria", &order.criteria},
                                         {"since", &order.since}, {"until", &order.until}};
    struct work work = api_work(exchange);
    struct work_entry done;
    if (!order_take(exchange, &order, places, sizeof places / sizeof *places) ||
        !work_preferred_open(&work, &order, &done, &exchange->error))
        return api_status(exchange);
    return api_answer_stated(exchange, &done);
}

unsigned api_propose_preferred(struct exchange *exchange)
{
    struct work_preferred_order order = {0};
    const struct field_place places[] = {{"what", &order.what},
                                         {"maker", &order.maker},
                                         {"purpose", &order.purpose},
                                         {"okpd2", &order.okpd2},
                                         {"proposed_by", &order.proposed_by},
                                         {"proposed", &order.proposed}};
    struct work work = api_work(exchange);
    struct work_entry done;
    if (!order_take(exchange, &order, places, sizeof places / sizeof *places) ||
        !work_preferred_propose(&work, exchange->arguments[0], &order, &done, &exchange->error))
        return api_status(exchange);
    return api_answer_stated(exchange, &done);
}

unsigned api_decide_preferred(struct exchange *exchange)
{
    struct work_preferred_order order = {0};
    const struct field_place places[] = {{"outcome", &order.outcome},
                                         {"reason", &order.reason},
                                         {"decided", &order.decided},
                                         {"until", &order.until}};
    struct work work = api_work(exchange);
    struct query query = api_query(exchange);
    struct work_entry done;
    query.store = work.store;
    if (!order_take(exchange, &order, places, sizeof places / sizeof *places) ||
        !work_preferred_decide(&work, &query, exchange->arguments[0], &order, &done,
                               &exchange->error))
        return api_status(exchange);
    return api_answer_stated(exchange, &done);
}

unsigned api_use_preferred(struct exchange *exchange)
{
    struct work_preferred_order order = {0};
    const struct field_place places[] = {{"user", &order.user},
                                         {"how", &order.how},
                                         {"since", &order.since},
                                         {"until", &order.until}};
    struct work work = api_work(exchange);
    struct work_entry done;
    if (!order_take(exchange, &order, places, sizeof places / sizeof *places) ||
        !work_preferred_use(&work, exchange->arguments[0], &order, &done, &exchange->error))
        return api_status(exchange);
    return api_answer_stated(exchange, &done);
}
