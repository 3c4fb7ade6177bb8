/* The API's redaction of personal data. */
#include "api_private.h"
#include "body.h"
#include "redact.h"

unsigned api_redact(struct exchange *exchange)
{
    enum { FIELD_WHAT, FIELD_REASON, FIELD_FORCE, FIELDS };
    static const char *const none[] = {NULL};
    static const struct span yes = {"true", 4}, no = {"false", 5};
    struct body_field fields[FIELDS] = {{.name = "what"}, {.name = "reason"}, {.name = "force"}};
    struct work work = api_work(exchange);
    struct work_redaction *redaction = ARENA_NEW(exchange->arena, struct work_redaction, 1);
    struct work_redact_order order = {0};
    struct json json;
    if (!api_parameters_known(exchange, none) ||
        !body_read(exchange->arena, exchange->body, fields, FIELDS, &exchange->error))
        return api_status(exchange);
    order.what = fields[FIELD_WHAT].value;
    order.reason = fields[FIELD_REASON].value;
    order.force = span_equal(fields[FIELD_FORCE].value, yes);
    if (fields[FIELD_FORCE].value.size && !order.force &&
        !span_equal(fields[FIELD_FORCE].value, no))
        error_add(&exchange->error, "server.parameter_invalid", "name", "force", "value",
                  fields[FIELD_FORCE].value.data, NULL);
    if (error_any(&exchange->error) || !work_redact(&work, &order, redaction, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    work_redaction_write(redaction, &json);
    exchange->caching = CACHE_NEVER;
    return order.force ? 201 : 200;
}
