/* The API's batches: many files are sent, each in a request of its own, and watched while they are
 * read (batch.h). Nothing is stored, and nothing of a file is kept but what is told of it. */
#include <stdlib.h>
#include <string.h>

#include "api_private.h"
#include "body.h"
#include "utf8.h"

enum {
    TOLD_TITLE = 300,                       /* bytes of a title that are told */
    READING_ARENA_LIMIT = 512 * 1024 * 1024 /* bytes that reading one file may take */
};

/* A file as it waits: one piece of memory. */
struct given {
    const struct catalogue *catalogue;
    enum tongue tongue; /* in which is told what became of it */
    struct sent_report sent;
    char room[];
};

/* Appends a batch's error; BATCH_DONE is none. */
static unsigned outcome_status(struct exchange *exchange, enum batch_outcome outcome)
{
    static const char *const keys[] = {[BATCH_UNKNOWN] = "server.batch_unknown",
                                       [BATCH_TWICE] = "server.batch_twice",
                                       [BATCH_FULL] = "server.busy"};
    if (outcome != BATCH_DONE)
        error_add(&exchange->error, keys[outcome], NULL);
    return api_status(exchange);
}

static bool parameters_are_none(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    exchange->caching = CACHE_NEVER;
    return api_parameters_known(exchange, none);
}

/* Reads a number of lowest to highest, or refuses it. */
static bool number_of(struct exchange *exchange, const char *name, struct span text, size_t lowest,
                      size_t highest, size_t *number)
{
    int64_t value;
    *number = 0;
    if (!span_to_integer(text, &value) || value < (int64_t)lowest || value > (int64_t)highest)
        return error_add(&exchange->error, "server.parameter_invalid", "name", name, "value",
                         arena_copy(exchange->arena, text).data, NULL);
    *number = (size_t)value;
    return true;
}

unsigned api_open_batch(struct exchange *exchange)
{
    struct body_field field = {.name = "files"};
    struct secret id;
    struct json json;
    size_t files;
    if (!parameters_are_none(exchange) ||
        !body_read(exchange->arena, exchange->body, &field, 1, &exchange->error) ||
        !number_of(exchange, "files", field.value, 1, BATCH_FILES_MOST, &files))
        return api_status(exchange);
    unsigned status =
        outcome_status(exchange, batch_open(api_batches(exchange->borrowed), files, &id));
    if (status != 200)
        return status;
    exchange->location = arena_format(exchange->arena, "/api/v1/batches/%s", id.text).data;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "batch");
    json_string(&json, id.text);
    json_key(&json, "files");
    json_integer(&json, (int64_t)files);
    json_object_end(&json);
    return 201;
}

/* Copies a span to the room's free end. */
static void keep(struct span *span, char **end)
{
    if (span->size > 0)
        memcpy(*end, span->data, span->size);
    span->data = span->data ? *end : NULL;
    *end += span->size;
}

/* A copy of what was sent that outlives the request; NULL where memory is out. */
static struct given *given_new(const struct exchange *exchange, const struct sent_report *sent,
                               size_t *size)
{
    const struct report_hint *hint = &sent->hint;
    *size = sizeof(struct given) + sent->bytes.size + hint->id.size + hint->source.size +
            hint->publisher.size + hint->url.size;
    struct given *given = malloc(*size);
    if (!given)
        return NULL;
    char *end = given->room;
    given->catalogue = exchange->catalogue;
    given->tongue = exchange->tongue;
    given->sent = *sent;
    struct span *const spans[] = {&given->sent.bytes, &given->sent.hint.id,
                                  &given->sent.hint.source, &given->sent.hint.publisher,
                                  &given->sent.hint.url};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        keep(spans[i], &end);
    return given;
}

unsigned api_give_file(struct exchange *exchange)
{
    struct batches *batches = api_batches(exchange->borrowed);
    struct span id = exchange->arguments[0];
    struct sent_report sent;
    size_t number;
    size_t size;
    size_t files = batch_files(batches, id);
    exchange->caching = CACHE_NEVER;
    if (files == 0)
        return outcome_status(exchange, BATCH_UNKNOWN);
    if (!number_of(exchange, "number", exchange->arguments[1], 0, files - 1, &number) ||
        !api_take_report(exchange, &sent))
        return api_status(exchange);
    struct given *given = given_new(exchange, &sent, &size);
    enum batch_outcome outcome = given ? batch_give(batches, id, number, given, size) : BATCH_FULL;
    if (outcome != BATCH_DONE) {
        free(given);
        return outcome_status(exchange, outcome);
    }
    buffer_format(&exchange->out, "{\"file\":%zu,\"state\":\"waiting\"}", number);
    return 202;
}

unsigned api_watch_batch(struct exchange *exchange)
{
    if (!parameters_are_none(exchange))
        return api_status(exchange);
    exchange->type = "text/event-stream";
    return outcome_status(exchange, batch_watch(api_batches(exchange->borrowed),
                                                exchange->arguments[0], &exchange->stream));
}

unsigned api_stop_batch(struct exchange *exchange)
{
    if (!parameters_are_none(exchange))
        return api_status(exchange);
    unsigned status = outcome_status(
        exchange, batch_stop(api_batches(exchange->borrowed), exchange->arguments[0]));
    if (status == 200)
        buffer_append_string(&exchange->out, "{\"stopped\":true}");
    return status;
}

/* ---- reading, in the table's thread ---- */

/* A file that is being read. It has an exchange of its own, which nobody asked for. */
struct trial_file {
    struct exchange exchange;
    const struct given *given;
    size_t number;
    bool read;
};

static void object_begin(struct json *json, struct buffer *out, size_t number, const char *state)
{
    json_init(json, out);
    json_object_begin(json);
    json_key(json, "file");
    json_integer(json, (int64_t)number);
    json_key(json, "state");
    json_string(json, state);
}

/* What is told of a report: enough to show it in a list. */
static void write_brief(struct exchange *exchange, const struct query *query,
                        const struct query_report *report, const char *known)
{
    struct json json;
    char published[DATE_TEXT];
    (void)query;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "title");
    json_text(&json, utf8_cut(report->title, TOLD_TITLE));
    json_key(&json, "published");
    json_string(&json,
                date_is_set(report->published) ? date_write(report->published, published) : NULL);
    json_key(&json, "summary");
    json_text(&json, report->summary);
    json_key(&json, "facts");
    json_integer(&json, (int64_t)report->facts.count);
    json_key(&json, "known");
    json_string(&json, known);
    json_object_end(&json);
}

static void trial_run(void *context)
{
    struct trial_file *trial = context;
    trial->read = api_try(&trial->exchange, &trial->given->sent, write_brief);
}

/* Why a file was not read, as the answer to a single one would have it. */
static void write_failure(void *context)
{
    struct trial_file *trial = context;
    exchange_write_errors(&trial->exchange, api_status(&trial->exchange));
}

/* {"file":3,"state":"read","report":{…}} or {"file":3,"state":"failed","problem":{…}} */
static void write_told(const struct trial_file *trial, struct buffer *told)
{
    struct json json;
    object_begin(&json, told, trial->number, trial->read ? "read" : "failed");
    json_key(&json, trial->read ? "report" : "problem");
    buffer_append(told, buffer_span(&trial->exchange.out));
    buffer_append_byte(told, '}');
}

static void trial_answer(struct trial_file *trial, const struct service *service)
{
    struct exchange *exchange = &trial->exchange;
    if (!service->borrow(service->context, false, &exchange->borrowed, &exchange->error))
        return;
    if (!arena_run(exchange->arena, trial_run, trial)) {
        trial->read = false;
        error_add(&exchange->error, "server.too_much", NULL);
    }
    service->give_back(service->context, false, exchange->borrowed);
}

bool api_read_file(void *api, const void *file, size_t number, struct buffer *told)
{
    struct trial_file trial = {.given = file, .number = number};
    struct arena arena;
    arena_init(&arena, READING_ARENA_LIMIT);
    exchange_init(&trial.exchange, &arena);
    trial.exchange.catalogue = trial.given->catalogue;
    trial.exchange.tongue = trial.given->tongue;
    trial_answer(&trial, api_service(api));
    if (!trial.read) {
        arena_clear(&arena);
        arena_run(&arena, write_failure, &trial);
    }
    write_told(&trial, told);
    exchange_release(&trial.exchange);
    arena_release(&arena);
    return trial.read;
}
