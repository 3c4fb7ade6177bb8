/* What the registry holds, for the first page; and who is who across reports. */
#include <stdio.h>
#include <stdlib.h>

#include "activity.h"
#include "list_page.h"
#include "reference.h"
#include "report.h"
#include "store_list.h"
#include "terms.h"

enum {
    RECENT = 10,
    PROMISES = 5,
    PROMISES_LOOKED_AT = 100,
    RECENT_REPORTS = 5,
    REPORTS_ASKED = 1000,
    IDENTITY_PAGE = 2000
};

/* The lists of the overview, each with the key of its count. */
static const struct {
    const char *list;
    const char *count;
} counted[] = {
    {"agreements", "count.agreements"},
    {"people", "count.people"},
    {"organizations", "count.organizations"},
    {"sites", "count.sites"},
    {"clusters", "count.clusters"},
    {"projects", "count.projects"},
    {"programmes", "count.programmes"},
    {"places", "count.places"},
    {"needs", "count.needs"},
    {"offers", "count.offers"},
};
enum { COUNTED = sizeof counted / sizeof *counted };

static struct query_count count_make(const struct query *query, const char *list, const char *key,
                                     size_t count)
{
    return (struct query_count){list, query_list_label(query, list), count,
                                message(query->catalogue, query->tongue, query->arena, key, "count",
                                        number_show(query, count).data, NULL)};
}

static bool rows_of_list(const struct query *query, const char *name, size_t *count,
                         struct error *error)
{
    struct lookup lookup;
    lookup_init(&lookup, query, error);
    return list_count(&lookup, name, count);
}

/* What users list or state is no report. */
static bool counts_make(const struct query *query, const struct store_counts *counts,
                        struct query_overview *overview, struct error *error)
{
    overview->counts = ARENA_NEW(query->arena, struct query_count, COUNTED + 1);
    overview->counts[overview->count_count++] =
        count_make(query, "reports", "count.reports",
                   (size_t)(counts->reports - counts->lists - counts->entries));
    for (size_t i = 0; i < COUNTED; i++) {
        size_t count;
        if (!rows_of_list(query, counted[i].list, &count, error))
            return false;
        overview->counts[overview->count_count++] =
            count_make(query, counted[i].list, counted[i].count, count);
    }
    return true;
}

/* Whether every report is one of the invented examples; there are few of those. */
static bool examples_only(const struct query *query, const struct store_counts *counts,
                          bool *examples, struct error *error)
{
    struct stored_reports reports = {0};
    *examples = false;
    if (counts->reports >= REPORTS_ASKED)
        return true;
    if (!store_reports(query->store, 0, true, false, REPORTS_ASKED, query->arena, &reports, error))
        return false;
    *examples = reports.count > 0 && reports.count < REPORTS_ASKED;
    for (size_t i = 0; i < reports.count; i++)
        *examples &= stored_report_is_list(&reports.items[i]) ||
                     stored_report_is_entry(&reports.items[i]) ||
                     query_is_example(reports.items[i].publisher);
    return true;
}

static bool lists_fill(const struct query *query, struct query_overview *overview,
                       struct error *error)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    date_write(query->today, from);
    date_write(date_add_months(query->today, 12), to);
    struct query_filter until = {SPAN("until"), arena_format(query->arena, "%s..%s", from, to)};
    struct query_list_request agreements = {.name = SPAN("agreements"), .limit = RECENT};
    overview->ending_filter = until;
    struct query_list_request ending = {.name = SPAN("agreements"),
                                        .limit = RECENT,
                                        .filters = &until,
                                        .filter_count = 1,
                                        .sort = SPAN("until")};
    struct query_list_request reports = {.name = SPAN("reports"), .limit = RECENT_REPORTS};
    return query_list(query, &agreements, &overview->agreements, error) &&
           query_list(query, &ending, &overview->ending, error) &&
           query_list(query, &reports, &overview->reports, error);
}

/* ---- what was promised ---- */

static const struct {
    const char *list;
    const char *column; /* of the status */
    const char *status;
    const char *day;
    const char *text;
} promised[OVERVIEW_PROMISES] = {
    {"agreements", "status", "planned", "due", "query.promises.signing"},
    {"projects", "stage", "planned", "start", "query.promises.start"},
    {"projects", "stage", "planned", "end", "query.promises.end"},
    {"projects", "stage", "under_way", "end", "query.promises.end_under_way"},
};

/* Whether the day of a row is over: of «2026» that is so in 2027. */
static bool is_over(const struct query *query, const struct query_list *list, const char *column,
                    const struct query_row *row)
{
    for (size_t i = 0; i < list->column_count; i++) {
        if (!span_equal(list->columns[i].name, span_of(column)))
            continue;
        for (size_t k = 0; k < row->cells[i].count; k++)
            if (date_compare(date_last_day(row->cells[i].items[k].plain.date), query->today) >= 0)
                return false;
    }
    return true;
}

/* Leaves out what may yet be done in time, and all but the first few. */
static void promises_settle(const struct query *query, const char *column, struct query_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->rows.count; i++) {
        if (is_over(query, list, column, &list->rows.items[i]))
            list->rows.items[kept++] = list->rows.items[i];
        else
            list->total--;
    }
    list->rows.count = kept < PROMISES ? kept : PROMISES;
}

/* A report that told of it later would have brought another status. */
static bool promises_fill(const struct query *query, struct query_overview *overview,
                          struct error *error)
{
    char yesterday[DATE_TEXT];
    date_write(date_add_days(query->today, -1), yesterday);
    for (size_t i = 0; i < OVERVIEW_PROMISES; i++) {
        struct query_promises *promises = &overview->promises[overview->promise_count];
        *promises = (struct query_promises){
            .text = QUERY_TEXT(query, promised[i].text),
            .filters = {{span_of(promised[i].column), span_of(promised[i].status)},
                        {span_of(promised[i].day), arena_format(query->arena, "..%s", yesterday)}}};
        const struct query_list_request request = {.name = span_of(promised[i].list),
                                                   .filters = promises->filters,
                                                   .filter_count = 2,
                                                   .sort = span_of(promised[i].day),
                                                   .limit = PROMISES_LOOKED_AT};
        if (!query_list(query, &request, &promises->list, error))
            return false;
        promises_settle(query, promised[i].day, &promises->list);
        overview->promise_count += promises->list.total > 0;
    }
    return true;
}

static bool terms_fill(const struct query *query, struct query_overview *overview,
                       struct error *error)
{
    const struct query_terms_request request = {.days = TERM_DAYS};
    struct query_terms terms;
    if (!query_terms(query, &request, &terms, error))
        return false;
    overview->terms = terms.terms;
    return true;
}

/* ---- where most is agreed ---- */

static int by_count(const void *left, const void *right)
{
    const struct query_region_count *one = left, *other = right;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    return span_compare(one->region->name, other->region->name);
}

static bool regions_fill(const struct query *query, struct query_overview *overview,
                         struct error *error)
{
    const struct query_list_request request = {.name = SPAN("agreements")};
    struct query_map map;
    if (!query->reference)
        return true;
    if (!query_map(query, &request, &map, error))
        return false;
    if (map.count)
        qsort(map.regions, map.count, sizeof *map.regions, by_count);
    for (size_t i = 0; i < map.count && i < OVERVIEW_REGIONS && map.regions[i].count; i++)
        overview->regions[overview->region_count++] = map.regions[i];
    return true;
}

/* «12 сообщений, 14 соглашений, 30 человек, 41 организация.» */
static struct span summary_make(const struct query *query, const struct query_overview *overview)
{
    if (overview->empty)
        return QUERY_TEXT(query, "query.empty");
    return arena_format(query->arena, "%s, %s, %s, %s.", overview->counts[0].text.data,
                        overview->counts[1].text.data, overview->counts[2].text.data,
                        overview->counts[3].text.data);
}

/* «Область деятельности определена у 93 % …» */
static bool classified_tell(const struct query *query, struct query_classified *classified,
                            struct error *error)
{
    struct lookup lookup;
    lookup_init(&lookup, query, error);
    fields_count(&lookup, classified);
    if (!classified->values)
        return lookup_fine(&lookup);
    size_t share = (classified->without * 100 + classified->values / 2) / classified->values;
    classified->text =
        QUERY_TEXT(query, "query.classified", "share", number_show(query, share).data, "without",
                   number_show(query, classified->without).data, "values",
                   number_show(query, classified->values).data);
    return lookup_fine(&lookup);
}

bool query_overview(const struct query *query, struct query_overview *overview, struct error *error)
{
    struct store_counts counts = {0};
    *overview = (struct query_overview){0};
    if (!store_report_counts(query->store, &counts, error) ||
        !examples_only(query, &counts, &overview->examples, error) ||
        !lists_fill(query, overview, error) || !promises_fill(query, overview, error) ||
        !regions_fill(query, overview, error) || !terms_fill(query, overview, error))
        return false;
    overview->empty = counts.reports == counts.lists;
    overview->first_published = counts.first_published;
    overview->last_published = counts.last_published;
    if (!counts_make(query, &counts, overview, error))
        return false;
    overview->summary = summary_make(query, overview);
    if (!classified_tell(query, &overview->classified, error))
        return false;
    if (overview->empty)
        overview->note = QUERY_TEXT(query, "query.note.empty", "registry",
                                    arena_copy(query->arena, query->registry).data);
    else if (overview->examples)
        overview->note = QUERY_TEXT(query, "query.note.examples");
    return true;
}

static bool is_list(const struct stored_reports *lists, int64_t report)
{
    for (size_t i = 0; i < lists->count; i++)
        if (lists->items[i].number == report)
            return true;
    return false;
}

bool query_appearances(const struct query *query, struct query_identities *identities,
                       struct error *error)
{
    int64_t after = 0;
    struct stored_reports lists = {0};
    *identities = (struct query_identities){0};
    if (!store_lists(query->store, false, REPORTS_ASKED, query->arena, &lists, error))
        return false;
    for (;;) {
        struct stored_sources sources = {0};
        if (!store_sources(query->store, after, IDENTITY_PAGE, false, query->arena, &sources,
                           error))
            return false;
        for (size_t i = 0; i < sources.count; i++) {
            const struct stored_source *source = &sources.items[i];
            after = source->report;
            if (is_list(&lists, source->report))
                continue;
            *ARRAY_PUSH(query->arena, identities) = (struct query_identity){
                source->report_id, source->name, source->kind->name,
                arena_copy(query->arena, span_of(source->canonical_id)), source->canonical_name};
        }
        if (!sources.count)
            return true;
    }
}
