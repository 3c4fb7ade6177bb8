/* The API's questions. */
#include "api_private.h"
#include "calendar_text.h"
#include "export.h"
#include "filter.h"
#include "progress.h"
#include "terms.h"

static const char *const no_parameters[] = {NULL};

static struct json json_of(struct exchange *exchange)
{
    struct json json;
    json_init(&json, &exchange->out);
    return json;
}

unsigned api_answer_health(struct exchange *exchange)
{
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    if (!api_parameters_known(exchange, no_parameters))
        return api_status(exchange);
    query_health_write(&query, api_options(exchange->borrowed)->version, &json);
    return 200;
}

/* Of openapi.json, by embed_file.sh. */
extern const char openapi_start[];
extern const char openapi_end[];

unsigned api_answer_openapi(struct exchange *exchange)
{
    if (!api_parameters_known(exchange, no_parameters))
        return api_status(exchange);
    buffer_append(&exchange->out,
                  (struct span){openapi_start, (size_t)(openapi_end - openapi_start)});
    return 200;
}

unsigned api_answer_overview(struct exchange *exchange)
{
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_overview *overview = ARENA_NEW(exchange->arena, struct query_overview, 1);
    if (!api_parameters_known(exchange, no_parameters) ||
        !query_overview(&query, overview, &exchange->error))
        return api_status(exchange);
    query_overview_write(&query, overview, &json);
    return 200;
}

unsigned api_answer_schema(struct exchange *exchange)
{
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    if (!api_parameters_known(exchange, no_parameters))
        return api_status(exchange);
    query_schema_write(&query, &json);
    return 200;
}

/* The filters of a list's address: filter.COLUMN=VALUE. */
static void take_filters(struct exchange *exchange, struct query_list_request *request)
{
    const struct target *target = &exchange->target;
    const struct span prefix = SPAN("filter.");
    struct query_filter *filters =
        ARENA_NEW(exchange->arena, struct query_filter, target->parameter_count + 1);
    for (size_t i = 0; i < target->parameter_count; i++) {
        const struct parameter *parameter = &target->parameters[i];
        if (span_starts_with(parameter->name, prefix))
            filters[request->filter_count++] = (struct query_filter){
                span_slice(parameter->name, prefix.size, parameter->name.size), parameter->value};
    }
    request->filters = filters;
}

bool api_take_filters(struct exchange *exchange, const struct query *query, unsigned set,
                      const char *const *others, struct query_filters *filters)
{
    *filters = (struct query_filters){0};
    for (size_t i = 0; i < exchange->target.parameter_count; i++) {
        const struct parameter *parameter = &exchange->target.parameters[i];
        enum filter filter;
        if (!filter_find(parameter->name, &filter) ||
            !span_equal(parameter->name, span_of(filter_name(filter)))) {
            if (api_parameter_known(exchange, parameter->name, others))
                continue;
            return false;
        }
        if (!filters->values[filter].size)
            filters->values[filter] = parameter->value;
    }
    return filters_fit(query, filters, set, &exchange->error);
}

bool api_take_page(struct exchange *exchange, int64_t most, size_t *offset, size_t *limit)
{
    int64_t first = 0;
    int64_t count = 0;
    if (!exchange_integer(exchange, "offset", 0, INT32_MAX, &first) ||
        !exchange_integer(exchange, "limit", 1, most, &count))
        return false;
    *offset = (size_t)first;
    *limit = (size_t)count;
    return true;
}

bool api_take_days(struct exchange *exchange, struct query *query)
{
    static const struct {
        const char *name;
        bool time;
    } days[] = {{"as_of", false}, {"known_at", true}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct span value = exchange_parameter(exchange, days[i].name);
        if (!value.data)
            continue;
        if (days[i].time ? !query_time_read(value, &query->known_at)
                         : !query_day_read(value, &query->as_of))
            return error_add(&exchange->error, "server.parameter_invalid", "name", days[i].name,
                             "value", arena_copy(exchange->arena, value).data, NULL);
    }
    return true;
}

bool api_list_is_file(const struct exchange *exchange)
{
    enum export_format format;
    return api_table_asked(exchange, &format);
}

unsigned api_give_table(struct exchange *exchange, const struct query *query,
                        const struct export_done *done, enum export_format form, struct span name)
{
    char day[DATE_TEXT];
    exchange->file = done->file;
    exchange->type = export_forms[form].type;
    exchange->caching = CACHE_NEVER;
    exchange->disposition = arena_format(exchange->arena, "attachment; filename=\"%.*s-%s%s.%s\"",
                                         SPAN_ARGS(name), date_write(query->today, day),
                                         done->more ? "-incomplete" : "", export_forms[form].ending)
                                .data;
    return 200;
}

bool api_table_asked(const struct exchange *exchange, enum export_format *format)
{
    return export_format_find(exchange_parameter(exchange, "format"), format);
}

static unsigned answer_file(struct exchange *exchange, const struct query *query,
                            const struct query_list_request *request)
{
    struct export_order order = {
        .origin = exchange->origin, .goes_on = exchange_goes_on, .context = exchange};
    struct export_done done;
    export_format_find(exchange_parameter(exchange, "format"), &order.format);
    if (!export_list(query, request, &order, &done, &exchange->error))
        return api_status(exchange);
    return api_give_table(exchange, query, &done, order.format, exchange->arguments[0]);
}

/* The filters of a list; the other parameters that it has as JSON, and those that its file has. */
static bool take_list_filters(struct exchange *exchange, const struct query *query, bool file,
                              struct query_list_request *request)
{
    static const char *const names[] = {"filter.", "facets", "sort",  "as_of",  "known_at",
                                        "format",  "offset", "limit", "cursor", NULL};
    static const char *const file_names[] = {"filter.",  "sort",   "as_of",
                                             "known_at", "format", NULL};
    struct span format = exchange_parameter(exchange, "format");
    struct query_filters filters;
    if (!api_take_filters(exchange, query, FILTERS_OF_LISTS, file ? file_names : names, &filters))
        return false;
    query_list_take(request, &filters);
    if (exchange_parameter(exchange, "cursor").size && exchange_parameter(exchange, "offset").data)
        return error_add(&exchange->error, "server.parameter_unknown", "name", "offset", NULL);
    return file || !format.data || span_equal(format, SPAN("json")) ||
           error_add(&exchange->error, "server.parameter_invalid", "name", "format", "value",
                     arena_copy(exchange->arena, format).data, NULL);
}

unsigned api_answer_list(struct exchange *exchange)
{
    int64_t facets = 0;
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_list *list = ARENA_NEW(exchange->arena, struct query_list, 1);
    bool file = api_list_is_file(exchange);
    struct query_list_request request = {
        .name = exchange->arguments[0],
        .sort = exchange_parameter(exchange, "sort"),
        .cursor = exchange_parameter(exchange, "cursor"),
    };
    take_filters(exchange, &request);
    if (!take_list_filters(exchange, &query, file, &request) ||
        !api_take_page(exchange, LIST_PAGE_MOST, &request.offset, &request.limit) ||
        !exchange_integer(exchange, "facets", 0, 1, &facets) || !api_take_days(exchange, &query))
        return api_status(exchange);
    if (file)
        return answer_file(exchange, &query, &request);
    request.facets = facets != 0;
    if (!query_list(&query, &request, list, &exchange->error))
        return api_status(exchange);
    query_list_write(&query, list, &json);
    return 200;
}

unsigned api_answer_map(struct exchange *exchange)
{
    static const char *const names[] = {"list", "filter.", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_map *map = ARENA_NEW(exchange->arena, struct query_map, 1);
    struct query_list_request request = {.name = exchange_parameter(exchange, "list")};
    struct query_filters filters;
    if (!request.name.data)
        request.name = SPAN("agreements");
    take_filters(exchange, &request);
    if (!api_take_filters(exchange, &query, FILTERS_OF_MAP, names, &filters))
        return api_status(exchange);
    query_list_take(&request, &filters);
    if (!query_map(&query, &request, map, &exchange->error) ||
        !query_map_countries(&query, &request, map, &exchange->error))
        return api_status(exchange);
    query_map_write(&query, map, &json);
    return 200;
}

unsigned api_answer_card(struct exchange *exchange)
{
    static const char *const names[] = {"as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_card *card = ARENA_NEW(exchange->arena, struct query_card, 1);
    if (!api_parameters_known(exchange, names) || !api_take_days(exchange, &query) ||
        !query_card(&query, exchange->arguments[0], card, &exchange->error))
        return api_status(exchange);
    query_card_write(&query, card, &json);
    return 200;
}

unsigned api_answer_facts(struct exchange *exchange)
{
    static const char *const names[] = {"kind", "offset", "limit", "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_list *list = ARENA_NEW(exchange->arena, struct query_list, 1);
    struct query_facts_request request = {.kind = exchange_parameter(exchange, "kind")};
    if (!request.kind.data)
        error_add(&exchange->error, "server.parameter_missing", "name", "kind", NULL);
    if (error_any(&exchange->error) || !api_parameters_known(exchange, names) ||
        !api_take_page(exchange, LIST_PAGE_MOST, &request.offset, &request.limit) ||
        !api_take_days(exchange, &query) ||
        !query_facts(&query, exchange->arguments[0], &request, list, &exchange->error))
        return api_status(exchange);
    query_facts_write(&query, list, &json);
    return 200;
}

unsigned api_answer_progress(struct exchange *exchange)
{
    static const char *const names[] = {"since", "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_progress *progress = ARENA_NEW(exchange->arena, struct query_progress, 1);
    struct span since = exchange_parameter(exchange, "since");
    struct date day = {0};
    if (since.size && !date_of_typed(since, &day))
        error_add(&exchange->error, "server.parameter_invalid", "name", "since", "value",
                  arena_copy(exchange->arena, since).data, NULL);
    if (error_any(&exchange->error) || !api_parameters_known(exchange, names) ||
        !api_take_days(exchange, &query) ||
        !query_progress(&query, exchange->arguments[0], day, progress, &exchange->error))
        return api_status(exchange);
    query_progress_write(&query, progress, &json);
    return 200;
}

unsigned api_answer_terms(struct exchange *exchange)
{
    static const char *const names[] = {"entity", "days", "agreements", "as_of", "known_at", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_terms terms;
    int64_t agreements = 0;
    struct query_terms_request request = {.entity = exchange_parameter(exchange, "entity")};
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "days", 1, TERM_DAYS_MOST, &request.days) ||
        !exchange_integer(exchange, "agreements", 0, 1, &agreements) ||
        !api_take_days(exchange, &query))
        return api_status(exchange);
    request.agreements = agreements != 0;
    if (!query_terms(&query, &request, &terms, &exchange->error))
        return api_status(exchange);
    query_terms_write(&query, &terms, &json);
    return 200;
}

unsigned api_answer_report(struct exchange *exchange)
{
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_report *report = ARENA_NEW(exchange->arena, struct query_report, 1);
    if (!api_parameters_known(exchange, no_parameters) ||
        !query_report(&query, exchange->arguments[0], report, &exchange->error))
        return api_status(exchange);
    query_report_write(&query, report, &json);
    return 200;
}

unsigned api_answer_search(struct exchange *exchange)
{
    static const char *const names[] = {"sort", "facets", "offset", "limit", "as_of", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_search *search = ARENA_NEW(exchange->arena, struct query_search, 1);
    struct query_filters filters;
    struct query_search_request request = {.filters = &filters,
                                           .sort = exchange_parameter(exchange, "sort")};
    int64_t facets = 0;
    if (!api_take_filters(exchange, &query, FILTERS_OF_SEARCH, names, &filters) ||
        !exchange_integer(exchange, "facets", 0, 1, &facets) ||
        !api_take_page(exchange, SEARCH_PAGE_MOST, &request.offset, &request.limit) ||
        !api_take_days(exchange, &query))
        return api_status(exchange);
    request.facets = facets != 0;
    request.words = filters.values[FILTER_WORDS];
    filters.values[FILTER_WORDS] = (struct span){0};
    if (!query_search(&query, &request, search, &exchange->error))
        return api_status(exchange);
    query_search_write(&query, search, &json);
    return 200;
}

unsigned api_answer_suggestions(struct exchange *exchange)
{
    static const char *const names[] = {"q", "limit", NULL};
    struct query query = api_query(exchange);
    struct json json = json_of(exchange);
    struct query_suggestions suggestions;
    struct span typed = exchange_parameter(exchange, "q");
    int64_t limit = 0;
    if (!typed.data)
        error_add(&exchange->error, "server.parameter_missing", "name", "q", NULL);
    if (error_any(&exchange->error) || !api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "limit", 1, SUGGESTIONS_MOST, &limit) ||
        !query_suggest(&query, typed, (size_t)limit, &suggestions, &exchange->error))
        return api_status(exchange);
    query_suggestions_write(&query, &suggestions, &json);
    return 200;
}
