/* The API's whole registry, as the file that it is. */
#include "api_private.h"

unsigned api_answer_registry(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    const struct lent *lent = exchange->borrowed;
    const struct store_going going = {exchange_goes_on, exchange};
    struct query query = api_query(exchange);
    char day[DATE_TEXT];
    if (!api_parameters_known(exchange, none))
        return api_status(exchange);
    exchange->type = "application/vnd.sqlite3";
    exchange->caching = CACHE_NEVER;
    exchange->disposition =
        arena_format(exchange->arena, "attachment; filename=\"registry-%s.uzel\"",
                     date_write(query.today, day))
            .data;
    return store_backup(lent->store, &going, &exchange->file, &exchange->error)
               ? 200
               : api_status(exchange);
}
