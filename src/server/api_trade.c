/* The API's questions about needs and offers. */
#include "api_private.h"
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
