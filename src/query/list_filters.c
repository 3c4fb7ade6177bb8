/* What filters of the one language mean of a list. */
#include "list_filters.h"

#include "lookup.h"

/* Where a request has each filter. */
static struct span *place_of(struct query_list_request *request, enum filter filter)
{
    switch (filter) {
    case FILTER_WORDS:
        return &request->words;
    case FILTER_KIND:
        return &request->kind;
    case FILTER_ENTITY:
        return &request->entity;
    case FILTER_PARTY:
        return &request->party;
    case FILTER_PERSON:
        return &request->person;
    case FILTER_CLUSTER:
        return &request->cluster;
    case FILTER_REGION:
        return &request->region;
    case FILTER_DISTRICT:
        return &request->district;
    case FILTER_FIELD:
        return &request->field;
    case FILTER_STATUS:
        return &request->status;
    case FILTER_DATE:
        return &request->date;
    case FILTER_STATE:
        return &request->state;
    case FILTER_CONFIDENCE:
        return &request->confidence;
    case FILTER_SOURCE:
        return &request->source;
    case FILTER_REPORT:
        return &request->report;
    default:
        return NULL;
    }
}

void query_list_take(struct query_list_request *request, const struct query_filters *filters)
{
    for (int i = 0; i < FILTERS; i++) {
        struct span *place = place_of(request, (enum filter)i);
        if (place)
            *place = filters->values[i];
    }
}

struct query_filters filters_of_list(const struct query_list_request *request)
{
    struct query_list_request copy = *request;
    struct query_filters filters = {0};
    for (int i = 0; i < FILTERS; i++) {
        const struct span *place = place_of(&copy, (enum filter)i);
        if (place)
            filters.values[i] = *place;
    }
    return filters;
}

bool list_names_entities(const struct query_list_request *request)
{
    return request->entity.size || request->party.size || request->person.size ||
           request->cluster.size || request->source.size;
}

/* ---- columns ---- */

static const struct query_column *column_of(const struct gathered *gathered, const char *name)
{
    for (size_t i = 0; i < gathered->column_count; i++)
        if (span_equal(gathered->columns[i].name, span_of(name)))
            return &gathered->columns[i];
    return NULL;
}

/* The column of the list's day: that by which its facts are listed, else its first date. */
static const struct query_column *day_column(const struct gathered *gathered)
{
    const struct schema_property *order = gathered->kind ? gathered->kind->order : NULL;
    const struct query_column *first = NULL;
    for (size_t i = 0; i < gathered->column_count; i++) {
        const struct query_column *column = &gathered->columns[i];
        if (column->type != VALUE_DATE)
            continue;
        if (order && column->property == order)
            return column;
        first = first ? first : column;
    }
    return first;
}

static const struct query_column *status_column(const struct gathered *gathered)
{
    const struct query_column *status = column_of(gathered, "status");
    return status ? status : column_of(gathered, "stage");
}

/* The filters that a list of such columns takes. */
static bool unfit(const struct gathered *gathered, enum filter filter)
{
    const struct query *query = gathered->lookup->query;
    struct query_filters given = {0};
    unsigned set = FILTERS_OF_LISTS;
    given.values[filter] = SPAN("?");
    if (!status_column(gathered))
        set &= ~FILTER_BIT(FILTER_STATUS);
    if (!day_column(gathered))
        set &= ~FILTER_BIT(FILTER_DATE);
    if (!column_of(gathered, KIND_COLUMN))
        set &= ~FILTER_BIT(FILTER_KIND);
    return filters_fit(query, &given, set, gathered->lookup->error);
}

/* «planned, signed, ended» */
static const char *choices_text(struct lookup *lookup, const struct query_column *column)
{
    struct span text = SPAN("");
    for (size_t i = 0; i < column->property->choice_count; i++)
        text = arena_format(lookup->arena, "%.*s%s%.*s", SPAN_ARGS(text), i ? ", " : "",
                            SPAN_ARGS(column->property->choices[i].code));
    return text.data;
}

static void column_add(struct query_filter *filters, struct query_list_request *request,
                       struct span column, struct span value)
{
    filters[request->filter_count++] = (struct query_filter){column, value};
}

static bool status_apply(const struct gathered *gathered, struct query_filter *filters,
                         struct query_list_request *request)
{
    struct lookup *lookup = gathered->lookup;
    const struct query_column *column = status_column(gathered);
    if (!request->status.size)
        return true;
    if (!column)
        return unfit(gathered, FILTER_STATUS);
    if (column->property && !schema_choice_find(column->property, request->status))
        return error_add(lookup->error, "query.filter_status", "filter", filter_name(FILTER_STATUS),
                         "value", arena_copy(lookup->arena, request->status).data, "choices",
                         choices_text(lookup, column), NULL);
    column_add(filters, request, column->name, request->status);
    return true;
}

static bool date_apply(const struct gathered *gathered, struct query_filter *filters,
                       struct query_list_request *request)
{
    struct lookup *lookup = gathered->lookup;
    const struct query_column *column = day_column(gathered);
    struct filter_days days;
    if (!request->date.size)
        return true;
    if (!column)
        return unfit(gathered, FILTER_DATE);
    if (!filter_days_read(request->date, &days))
        return error_add(lookup->error, "query.filter_date", "filter", filter_name(FILTER_DATE),
                         "value", arena_copy(lookup->arena, request->date).data, NULL);
    column_add(filters, request, column->name, request->date);
    return true;
}

/* The codes of the kinds with commas between, as the column of kinds takes them. */
static bool kind_apply(const struct gathered *gathered, struct query_filter *filters,
                       struct query_list_request *request)
{
    struct lookup *lookup = gathered->lookup;
    const struct schema_kind **kinds;
    struct span codes = SPAN("");
    size_t count;
    if (!request->kind.size)
        return true;
    if (!filter_kinds_read(lookup, request->kind, &kinds, &count))
        return false;
    bool own = false;
    for (size_t i = 0; i < count; i++) {
        own |= kinds[i] == gathered->kind && gathered->kind->is_fact;
        codes = arena_format(lookup->arena, "%.*s%s%.*s", SPAN_ARGS(codes), i ? "," : "",
                             SPAN_ARGS(kinds[i]->name));
    }
    if (!column_of(gathered, KIND_COLUMN))
        return own || unfit(gathered, FILTER_KIND);
    column_add(filters, request, SPAN(KIND_COLUMN), codes);
    return true;
}

bool list_filters_apply(struct lookup *lookup, const struct gathered *gathered,
                        struct query_list_request *request)
{
    enum { OWN = 3 };
    struct query_filter *filters =
        ARENA_NEW(lookup->arena, struct query_filter, request->filter_count + OWN);
    if (request->filter_count)
        memcpy(filters, request->filters, request->filter_count * sizeof *filters);
    request->filters = filters;
    return status_apply(gathered, filters, request) && date_apply(gathered, filters, request) &&
           kind_apply(gathered, filters, request);
}
