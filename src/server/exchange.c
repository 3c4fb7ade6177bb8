/* What functions of routes do with an exchange. */
#include "exchange.h"

#include <unistd.h>

#include "stream.h"

void exchange_init(struct exchange *exchange, struct arena *arena)
{
    *exchange = (struct exchange){.arena = arena, .file = -1};
    error_init(&exchange->error);
    buffer_init(&exchange->out, EXCHANGE_ANSWER_LIMIT);
}

/* Gives up a body that is a file or a stream. */
static void body_drop(struct exchange *exchange)
{
    if (exchange->file >= 0)
        close(exchange->file);
    exchange->file = -1;
    stream_leave(exchange->stream);
    exchange->stream = NULL;
}

bool exchange_goes_on(void *exchange)
{
    const atomic_bool *stops = ((struct exchange *)exchange)->stops;
    return !stops || !atomic_load(stops);
}

void exchange_release(struct exchange *exchange)
{
    body_drop(exchange);
    error_release(&exchange->error);
    buffer_release(&exchange->out);
}

struct span exchange_parameter(const struct exchange *exchange, const char *name)
{
    return target_parameter(&exchange->target, name);
}

bool exchange_integer(struct exchange *exchange, const char *name, int64_t lowest, int64_t highest,
                      int64_t *value)
{
    struct span given = exchange_parameter(exchange, name);
    if (!given.data)
        return true;
    int64_t number;
    if (span_to_integer(given, &number) && number >= lowest && number <= highest) {
        *value = number;
        return true;
    }
    struct span copy = arena_copy(exchange->arena, given);
    return error_add(&exchange->error, "server.parameter_invalid", "name", name, "value", copy.data,
                     NULL);
}

/* The type of all is about:blank: what went wrong is told by the key, whose text is the detail. */
static void write_first(struct exchange *exchange, struct json *json, unsigned status)
{
    const struct error_item *item = &exchange->error.items[0];
    const char *title = arena_format(exchange->arena, "server.status.%u", status).data;
    json_key(json, "type");
    json_string(json, "about:blank");
    json_key(json, "title");
    json_text(json, message(exchange->catalogue, exchange->tongue, exchange->arena, title, NULL));
    json_key(json, "status");
    json_integer(json, status);
    json_key(json, "detail");
    json_text(json, message_of_error(exchange->catalogue, exchange->tongue, exchange->arena, item));
    json_key(json, "key");
    json_string(json, item->key);
    json_key(json, "arguments");
    json_object_begin(json);
    for (size_t i = 0; i < item->argument_count; i++) {
        json_key(json, item->arguments[i].name);
        json_string(json, item->arguments[i].value);
    }
    json_object_end(json);
}

void exchange_write_errors(struct exchange *exchange, unsigned status)
{
    struct json json;
    const struct error *error = &exchange->error;
    buffer_clear(&exchange->out);
    exchange->fixed = (struct span){0};
    body_drop(exchange);
    exchange->type = "application/problem+json";
    exchange->encoding = NULL;
    exchange->disposition = NULL;
    exchange->tag = NULL;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    if (error->count > 0)
        write_first(exchange, &json, status);
    if (error->count > 1) {
        json_key(&json, "more");
        json_array_begin(&json);
        for (size_t i = 1; i < error->count; i++)
            json_text(&json, message_of_error(exchange->catalogue, exchange->tongue,
                                              exchange->arena, &error->items[i]));
        json_array_end(&json);
    }
    json_object_end(&json);
}
