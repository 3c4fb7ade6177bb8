/* The API's reminders, and the feeds of them. */
#include "api_accounts.h"
#include "feed.h"
#include "login.h"
#include "reminders.h"

/* Reads days and all of the address. */
static bool request_take(struct exchange *exchange, struct query_reminders_request *request)
{
    request->days = REMINDER_DAYS;
    request->now = api_now();
    int64_t all = 0;
    if (!exchange_integer(exchange, "days", 1, REMINDER_DAYS_MOST, &request->days) ||
        !exchange_integer(exchange, "all", 0, 1, &all))
        return false;
    request->all = all;
    return true;
}

unsigned api_answer_reminders(struct exchange *exchange)
{
    static const char *const names[] = {"days", "all", NULL};
    struct query query = api_query(exchange);
    struct query_reminders_request request = {.asker = api_query_asker(exchange),
                                              .account = exchange->asker.access.account.number};
    struct query_reminders reminders;
    struct json json;
    if (!api_parameters_known(exchange, names) || !request_take(exchange, &request) ||
        !query_reminders(&query, &request, &reminders, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_reminders_write(&query, &reminders, &json);
    return 200;
}

/* ---- feeds ---- */

/* Who reads a feed: the account of the secret in the address. Where there are no accounts anybody
 * on this computer may read, and so read the feed. */
static bool reader_find(struct exchange *exchange, struct query_reminders_request *request)
{
    const struct lent *lent = exchange->borrowed;
    const struct asker *asker = &exchange->asker;
    struct span token = exchange_parameter(exchange, "token");
    struct stored_account account;
    bool found;
    if (!asker->access.accounts && !asker->closed && !token.size)
        return true;
    if (!work_feed_find(lent->store, exchange->arena, token, &account, &found, &exchange->error))
        return false;
    if (!found)
        return error_add(&exchange->error, "server.feed_unknown", NULL);
    request->account = account.number;
    request->asker.author = arena_format(exchange->arena, "user:%.*s", SPAN_ARGS(account.name));
    request->asker.organization = account.role >= ROLE_PARTICIPANT ? account.entity : 0;
    return true;
}

static unsigned answer_feed(struct exchange *exchange,
                            void (*write)(const struct query *, const struct query_reminders *,
                                          const struct feed_frame *, struct buffer *),
                            const char *type)
{
    static const char *const names[] = {"token", "days", "all", NULL};
    struct query query = api_query(exchange);
    struct query_reminders_request request = {0};
    const struct feed_frame frame = {.origin = exchange->origin};
    struct query_reminders reminders;
    if (!api_parameters_known(exchange, names) || !request_take(exchange, &request) ||
        !reader_find(exchange, &request) ||
        !query_reminders(&query, &request, &reminders, &exchange->error))
        return api_status(exchange);
    write(&query, &reminders, &frame, &exchange->out);
    exchange->type = type;
    return 200;
}

unsigned api_answer_calendar(struct exchange *exchange)
{
    return answer_feed(exchange, feed_calendar_write, "text/calendar; charset=utf-8");
}

unsigned api_answer_web_feed(struct exchange *exchange)
{
    return answer_feed(exchange, feed_atom_write, "application/atom+xml; charset=utf-8");
}

/* ---- the secret of one's own ---- */

static struct span feed_address(struct exchange *exchange, const char *name, const char *secret)
{
    return arena_format(exchange->arena, "%.*s/api/v1/feeds/reminders.%s?token=" FEED_PREFIX "%s",
                        SPAN_ARGS(exchange->origin), name, secret);
}

/* made_at: 0: there is no feed. secret: NULL where it was made before. */
static unsigned feed_tell(struct exchange *exchange, int64_t made_at, const char *secret,
                          unsigned status)
{
    char time[TIME_TEXT];
    struct json json;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "made_at");
    json_string(&json, made_at ? time_write(made_at, time) : NULL);
    if (secret) {
        json_key(&json, "calendar");
        json_text(&json, feed_address(exchange, "ics", secret));
        json_key(&json, "feed");
        json_text(&json, feed_address(exchange, "atom", secret));
    }
    json_object_end(&json);
    exchange->caching = CACHE_NEVER;
    return status;
}

unsigned api_answer_own_feed(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    const struct lent *lent = exchange->borrowed;
    struct stored_secrets feeds;
    int64_t made_at = 0;
    if (!api_needs_account(exchange) || !api_parameters_known(exchange, none) ||
        !store_secrets(lent->store, SECRET_FEED, exchange->asker.access.account.number,
                       exchange->arena, &feeds, &exchange->error))
        return api_status(exchange);
    for (size_t i = 0; i < feeds.count && !made_at; i++)
        made_at = feeds.items[i].ended_at ? 0 : feeds.items[i].made_at;
    return feed_tell(exchange, made_at, NULL, 200);
}

unsigned api_make_feed(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    struct stored_secret feed;
    struct secret secret;
    if (!api_needs_account(exchange) || !api_take_body(exchange, NULL, 0) ||
        !work_feed_make(&work, &exchange->asker.access.account, &secret, &feed, &exchange->error))
        return api_status(exchange);
    return feed_tell(exchange, feed.made_at, secret.text, 201);
}

unsigned api_end_feed(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    if (!api_needs_account(exchange) || !api_take_body(exchange, NULL, 0) ||
        !work_feed_end(&work, &exchange->asker.access.account, &exchange->error))
        return api_status(exchange);
    return feed_tell(exchange, 0, NULL, 200);
}
