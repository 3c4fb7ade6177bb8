/* The API's questions about the network. */
#include "api_private.h"
#include "brief.h"
#include "calendar_text.h"
#include "conflicts.h"
#include "filter.h"
#include "network.h"
#include "picture.h"
#include "prospects.h"

/* Names with spaces between them. */
static size_t take_names(struct exchange *exchange, const char *name, const struct span **names)
{
    struct {
        struct span *items;
        size_t count;
        size_t capacity;
    } taken = {0};
    struct span rest = exchange_parameter(exchange, name), each;
    while (span_next_part(&rest, ' ', &each))
        if (each.size)
            *ARRAY_PUSH(exchange->arena, &taken) = each;
    *names = taken.items;
    return taken.count;
}

/* since, until, and the filters of the set. */
static bool take_scope(struct exchange *exchange, const struct query *query, unsigned set,
                       const char *const *others, struct query_filters *filters,
                       struct query_scope *scope)
{
    static const char *const names[] = {"since", "until"};
    struct date *const days[] = {&scope->since, &scope->until};
    if (!api_take_filters(exchange, query, set, others, filters))
        return false;
    for (size_t i = 0; i < 2; i++) {
        struct span value = exchange_parameter(exchange, names[i]);
        if (value.data && !date_of_typed(value, days[i]))
            return error_add(&exchange->error, "server.parameter_invalid", "name", names[i],
                             "value", arena_copy(exchange->arena, value).data, NULL);
    }
    return query_scope_take(query, filters, scope, &exchange->error);
}

unsigned api_answer_neighbours(struct exchange *exchange)
{
    static const char *const names[] = {"since", "until",    "offset", "limit",
                                        "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct query_neighbours *answer = ARENA_NEW(exchange->arena, struct query_neighbours, 1);
    struct query_scope scope = {0};
    struct query_filters filters;
    struct json json;
    size_t offset, limit;
    json_init(&json, &exchange->out);
    if (!take_scope(exchange, &query, FILTERS_OF_TIES, names, &filters, &scope) ||
        !api_take_page(exchange, NEIGHBOURS_PAGE_MOST, &offset, &limit) ||
        !api_take_days(exchange, &query) ||
        !query_neighbours(&query, exchange->arguments[0], &scope, offset, limit, answer,
                          &exchange->error))
        return api_status(exchange);
    query_neighbours_write(&query, answer, &json);
    return 200;
}

static bool take_flag(struct exchange *exchange, const char *name, bool *flag)
{
    int64_t number = 0;
    if (!exchange_integer(exchange, name, 0, 1, &number))
        return false;
    *flag = number != 0;
    return true;
}

unsigned api_answer_paths(struct exchange *exchange)
{
    static const char *const names[] = {"since", "until", "depth",    "limit",
                                        "hubs",  "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct query_paths *answer = ARENA_NEW(exchange->arena, struct query_paths, 1);
    struct query_paths_request request = {.from = exchange->arguments[0],
                                          .to = exchange->arguments[1]};
    struct json json;
    struct query_filters filters;
    int64_t depth = 0, limit = 0;
    json_init(&json, &exchange->out);
    if (!take_scope(exchange, &query, FILTERS_OF_TIES, names, &filters, &request.scope) ||
        !exchange_integer(exchange, "depth", 1, PATH_DEPTH_MOST, &depth) ||
        !exchange_integer(exchange, "limit", 1, PATHS_MOST, &limit) ||
        !take_flag(exchange, "hubs", &request.hubs) || !api_take_days(exchange, &query))
        return api_status(exchange);
    request.depth = (size_t)depth;
    request.limit = (size_t)limit;
    if (!query_paths(&query, &request, answer, &exchange->error))
        return api_status(exchange);
    query_paths_write(&query, answer, &json);
    return 200;
}

unsigned api_answer_conflicts(struct exchange *exchange)
{
    static const char *const names[] = {"as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct query_conflicts *answer = ARENA_NEW(exchange->arena, struct query_conflicts, 1);
    struct query_filters filters;
    struct json json;
    json_init(&json, &exchange->out);
    if (!api_take_filters(exchange, &query, 0, names, &filters) ||
        !api_take_days(exchange, &query) ||
        !query_conflicts(&query, exchange->arguments[0], exchange->arguments[1], answer,
                         &exchange->error))
        return api_status(exchange);
    query_conflicts_write(&query, answer, &json);
    return 200;
}

unsigned api_answer_partners(struct exchange *exchange)
{
    static const char *const names[] = {"since", "until", "offset", "limit", NULL};
    struct query query = api_query(exchange);
    struct query_partners *answer = ARENA_NEW(exchange->arena, struct query_partners, 1);
    struct query_scope scope = {0};
    struct query_filters filters;
    struct json json;
    struct span entity;
    size_t offset, limit;
    json_init(&json, &exchange->out);
    if (!take_scope(exchange, &query, FILTERS_OF_PARTNERS, names, &filters, &scope) ||
        !filter_one_read(&query, &filters, &entity, &exchange->error) ||
        !api_take_page(exchange, PARTNERS_PAGE_MOST, &offset, &limit) ||
        !query_partners(&query, entity, &scope, offset, limit, answer, &exchange->error))
        return api_status(exchange);
    query_partners_write(&query, answer, &json);
    return 200;
}

unsigned api_answer_communities(struct exchange *exchange)
{
    static const char *const names[] = {"since",  "until", "places", "seed", "resolution_percent",
                                        "offset", "limit", NULL};
    enum { PERCENT = 100, RESOLUTION_MOST = 100000 };
    struct query query = api_query(exchange);
    struct query_communities *answer = ARENA_NEW(exchange->arena, struct query_communities, 1);
    struct query_communities_request request = {.seed = 0};
    struct json json;
    struct query_filters filters;
    int64_t seed = 0, percent = PERCENT;
    json_init(&json, &exchange->out);
    if (!take_scope(exchange, &query, FILTERS_OF_TIES, names, &filters, &request.scope) ||
        !take_flag(exchange, "places", &request.places) ||
        !exchange_integer(exchange, "seed", 0, INT32_MAX, &seed) ||
        !exchange_integer(exchange, "resolution_percent", 1, RESOLUTION_MOST, &percent) ||
        !api_take_page(exchange, COMMUNITIES_PAGE_MOST, &request.offset, &request.limit))
        return api_status(exchange);
    request.seed = (uint64_t)seed;
    request.resolution = (double)percent / PERCENT;
    if (!query_communities(&query, &request, answer, &exchange->error))
        return api_status(exchange);
    query_communities_write(&query, answer, &json);
    return 200;
}

enum picture_format { PICTURE_JSON, PICTURE_CSV, PICTURE_GEXF, PICTURE_FORMATS };

static bool take_format(struct exchange *exchange, enum picture_format *format)
{
    static const char *const names[PICTURE_FORMATS] = {"json", "csv", "gexf"};
    struct span value = exchange_parameter(exchange, "format");
    *format = PICTURE_JSON;
    if (!value.data)
        return true;
    for (int i = 0; i < PICTURE_FORMATS; i++) {
        if (!span_equal(value, span_of(names[i])))
            continue;
        *format = (enum picture_format)i;
        return true;
    }
    return error_add(&exchange->error, "server.parameter_invalid", "name", "format", "value",
                     arena_copy(exchange->arena, value).data, NULL);
}

static void picture_answer(struct exchange *exchange, const struct query *query,
                           const struct query_picture *picture, enum picture_format format)
{
    struct json json;
    switch (format) {
    case PICTURE_CSV:
        exchange->type = "text/csv; charset=utf-8";
        exchange->disposition = "attachment; filename=\"network.csv\"";
        query_picture_write_csv(query, picture, &exchange->out);
        break;
    case PICTURE_GEXF:
        exchange->type = "application/gexf+xml";
        exchange->disposition = "attachment; filename=\"network.gexf\"";
        query_picture_write_gexf(query, picture, &exchange->out);
        break;
    default:
        json_init(&json, &exchange->out);
        query_picture_write(query, picture, &json);
    }
}

unsigned api_answer_picture(struct exchange *exchange)
{
    static const char *const names[] = {"since", "until", "as_of", "thing",  "steps", "facts",
                                        "ties",  "limit", "edges", "format", NULL};
    struct query query = api_query(exchange);
    struct query_picture *answer = ARENA_NEW(exchange->arena, struct query_picture, 1);
    struct query_picture_request request = {.region = exchange_parameter(exchange, "region"),
                                            .district = exchange_parameter(exchange, "district")};
    struct query_filters filters;
    int64_t steps = 0, ties = 0, limit = 0, edges = 0;
    enum picture_format format;
    request.thing_count = take_names(exchange, "thing", &request.things);
    if (!take_scope(exchange, &query, FILTERS_OF_PICTURE, names, &filters, &request.scope) ||
        !filter_one_read(&query, &filters, &request.entity, &exchange->error) ||
        !exchange_integer(exchange, "steps", 1, PICTURE_STEPS_MOST, &steps) ||
        !take_flag(exchange, "facts", &request.facts) ||
        !exchange_integer(exchange, "ties", 1, INT32_MAX, &ties) ||
        !exchange_integer(exchange, "limit", 1, PICTURE_NODES_MOST, &limit) ||
        !exchange_integer(exchange, "edges", 1, PICTURE_EDGES_MOST, &edges) ||
        !take_format(exchange, &format) || !api_take_days(exchange, &query))
        return api_status(exchange);
    request.steps = (unsigned)steps;
    request.ties = (size_t)ties;
    request.limit = (size_t)limit;
    request.edges = (size_t)edges;
    if (!query_picture(&query, &request, answer, &exchange->error))
        return api_status(exchange);
    picture_answer(exchange, &query, answer, format);
    return 200;
}

unsigned api_answer_brief(struct exchange *exchange)
{
    static const char *const names[] = {"a", "b", "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct query_brief *answer = ARENA_NEW(exchange->arena, struct query_brief, 1);
    struct span asked[2];
    struct json json;
    for (size_t i = 0; i < 2; i++) {
        asked[i] = exchange_parameter(exchange, names[i]);
        if (!asked[i].size)
            error_add(&exchange->error, "server.parameter_missing", "name", names[i], NULL);
    }
    if (error_any(&exchange->error) || !api_parameters_known(exchange, names) ||
        !api_take_days(exchange, &query) ||
        !query_brief(&query, asked[0], asked[1], answer, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_brief_write(&query, answer, &json);
    return 200;
}

unsigned api_answer_prospects(struct exchange *exchange)
{
    static const char *const names[] = {"for",      "field",  "product", "region",
                                        "district", "offset", "limit",   NULL};
    struct query query = api_query(exchange);
    struct query_prospects *answer = ARENA_NEW(exchange->arena, struct query_prospects, 1);
    struct query_prospects_request request = {.entity = exchange_parameter(exchange, "for"),
                                              .field = exchange_parameter(exchange, "field"),
                                              .product = exchange_parameter(exchange, "product"),
                                              .region = exchange_parameter(exchange, "region"),
                                              .district = exchange_parameter(exchange, "district")};
    struct json json;
    if (!request.entity.size)
        error_add(&exchange->error, "server.parameter_missing", "name", "for", NULL);
    if (error_any(&exchange->error) || !api_parameters_known(exchange, names) ||
        !api_take_page(exchange, PROSPECTS_PAGE_MOST, &request.offset, &request.limit) ||
        !query_prospects(&query, &request, answer, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_prospects_write(&query, answer, &json);
    return 200;
}
