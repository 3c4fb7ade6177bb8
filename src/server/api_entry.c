/* The API's entries: what users state of their own. */
#include "address.h"
#include "api_private.h"
#include "body.h"
#include "entry.h"

/* What is given of an entry: all texts, "facts" lines (entry.h). */
enum { FIELD_FACTS, FIELD_NOTE, FIELD_DATE, FIELD_VERSION, FIELDS };

static bool refuse(struct exchange *exchange, const struct body_field *field)
{
    return error_add(&exchange->error, "server.parameter_invalid", "name", field->name, "value",
                     arena_copy(exchange->arena, field->value).data, NULL);
}

struct work_entry_order api_entry_order(const struct exchange *exchange)
{
    /* Who may not edit acts for his organization alone. */
    return (struct work_entry_order){.own = !asker_has(&exchange->asker, RIGHT_EDIT),
                                     .party = exchange->asker.access.account.entity,
                                     .catalogue = exchange->catalogue,
                                     .tongue = exchange->tongue};
}

static bool order_take(struct exchange *exchange, struct work_entry_order *order)
{
    static const char *const none[] = {NULL};
    struct body_field fields[FIELDS] = {
        {.name = "facts"}, {.name = "note"}, {.name = "date"}, {.name = "version"}};
    if (!api_parameters_known(exchange, none) ||
        !body_read(exchange->arena, exchange->body, fields, FIELDS, &exchange->error))
        return false;
    *order = api_entry_order(exchange);
    order->facts = fields[FIELD_FACTS].value;
    order->note = fields[FIELD_NOTE].value;
    if (fields[FIELD_DATE].value.size && !date_read(fields[FIELD_DATE].value, &order->date))
        return refuse(exchange, &fields[FIELD_DATE]);
    if (fields[FIELD_VERSION].value.size &&
        (!span_to_integer(fields[FIELD_VERSION].value, &order->version) || order->version < 1))
        return refuse(exchange, &fields[FIELD_VERSION]);
    return true;
}

static void done_write(struct exchange *exchange, const struct work_entry *done)
{
    struct json json;
    json_init(&json, &exchange->out);
    work_entry_write(done, &json);
    exchange->caching = CACHE_NEVER;
}

unsigned api_answer_stated(struct exchange *exchange, const struct work_entry *done)
{
    struct span id = address_encode(exchange->arena, done->report.id);
    done_write(exchange, done);
    exchange->location = arena_format(exchange->arena, "/api/v1/entries/%s", id.data).data;
    return 201;
}

static unsigned entry_state(struct exchange *exchange, const struct work_entry_order *order)
{
    struct work work = api_work(exchange);
    struct work_entry *done = ARENA_NEW(exchange->arena, struct work_entry, 1);
    if (!work_entry_state(&work, order, done, &exchange->error))
        return api_status(exchange);
    if (!order->id.size)
        return api_answer_stated(exchange, done);
    done_write(exchange, done);
    return 200;
}

unsigned api_add_entry(struct exchange *exchange)
{
    struct work_entry_order order;
    if (!order_take(exchange, &order))
        return api_status(exchange);
    if (order.version)
        error_add(&exchange->error, "server.parameter_unknown", "name", "version", NULL);
    return order.version ? api_status(exchange) : entry_state(exchange, &order);
}

/* Without the version that was seen nobody knows what he overwrites. */
unsigned api_change_entry(struct exchange *exchange)
{
    struct work_entry_order order;
    if (!order_take(exchange, &order))
        return api_status(exchange);
    order.id = exchange->arguments[0];
    if (!order.version)
        error_add(&exchange->error, "server.parameter_missing", "name", "version", NULL);
    return order.version ? entry_state(exchange, &order) : api_status(exchange);
}

/* Of any version's id the newest version. */
unsigned api_withdraw_entry(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    struct stored_report newest;
    if (!work_entry_find(&work, exchange->arguments[0], &newest, &exchange->error) ||
        (!asker_has(&exchange->asker, RIGHT_EDIT) &&
         !work_entry_is_own(&work, &newest, &exchange->error)))
        return api_status(exchange);
    exchange->arguments[0] = newest.id;
    return api_withdraw_report(exchange);
}

unsigned api_answer_entry(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct work work = api_work(exchange);
    struct work_entry_told *told = ARENA_NEW(exchange->arena, struct work_entry_told, 1);
    struct json json;
    if (!api_parameters_known(exchange, none) ||
        !work_entry_tell(&work, exchange->arguments[0], told, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    work_entry_told_write(told, &json);
    return 200;
}
