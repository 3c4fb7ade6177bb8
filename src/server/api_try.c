/* Reading a report without storing it.
 *
 * The report is read into a registry of its own, in memory, which is asked as the real one is and
 * then forgotten: so what is shown is what would be stored. Nobody waits for it but others who try,
 * since the answer is made in the line of those that take long. */
#include "api_private.h"
#include "store.h"

struct trial {
    struct exchange *exchange;
    struct store *store; /* in memory */
    const struct sent_report *sent;
    api_tried *use;
    bool done;
};

/* The id under which the registry holds the text; NULL where it does not. */
static bool known_find(struct exchange *exchange, const struct digest *digest, const char **id)
{
    const struct lent *lent = exchange->borrowed;
    struct stored_report stored;
    bool found;
    if (!store_report_by_digest(lent->store, digest, exchange->arena, &stored, &found,
                                &exchange->error))
        return false;
    *id = found ? arena_copy(exchange->arena, stored.id).data : NULL;
    return true;
}

static bool trial_read(struct trial *trial)
{
    struct exchange *exchange = trial->exchange;
    struct work work = api_work(exchange);
    struct query query = api_query(exchange);
    struct work_report *done = ARENA_NEW(exchange->arena, struct work_report, 1);
    struct query_report *report = ARENA_NEW(exchange->arena, struct query_report, 1);
    const char *known;
    work.store = query.store = trial->store;
    work.text_most = WRITTEN_TEXT_LIMIT;
    if (!work_report_add(&work, trial->sent->bytes, &trial->sent->hint, done, &exchange->error) ||
        !known_find(exchange, &done->report.digest, &known) ||
        !query_report(&query, done->report.id, report, &exchange->error))
        return false;
    trial->use(exchange, &query, report, known);
    return true;
}

static void trial_run(void *context)
{
    struct trial *trial = context;
    trial->done = trial_read(trial);
}

bool api_try(struct exchange *exchange, const struct sent_report *sent, api_tried *use)
{
    const struct lent *lent = exchange->borrowed;
    struct trial trial = {.exchange = exchange, .sent = sent, .use = use};
    if (!store_open(&trial.store, STORE_IN_MEMORY, STORE_CREATE,
                    reader_schema(api_options(lent)->reader), &exchange->error))
        return false;
    bool finished = arena_run(exchange->arena, trial_run, &trial);
    store_close(trial.store);
    return finished ? trial.done : error_add(&exchange->error, "server.too_much", NULL);
}

static void write_trial(struct exchange *exchange, const struct query *query,
                        const struct query_report *report, const char *known)
{
    struct json json;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "known");
    json_string(&json, known);
    json_key(&json, "text");
    json_text(&json, report->text);
    json_key(&json, "report");
    query_report_write(query, report, &json);
    json_object_end(&json);
}

unsigned api_try_report(struct exchange *exchange)
{
    struct sent_report sent;
    exchange->caching = CACHE_NEVER;
    return api_take_report(exchange, &sent) && api_try(exchange, &sent, write_trial)
               ? 200
               : api_status(exchange);
}
