/* The rows of a list by region, for the map: how many are of each subject of the country, of
 * today's, and of those provinces of other countries that have any; and how many name another
 * country. */
#include <stdlib.h>

#include "list_filters.h"
#include "list_page.h"
#include "reference.h"
#include "store_facets.h"
#include "write.h"

static struct query_region_count *count_of(struct query_map *map,
                                           const struct reference_region *region)
{
    for (size_t i = 0; i < map->count; i++)
        if (map->regions[i].region == region)
            return &map->regions[i];
    return NULL;
}

/* All subjects, then the provinces that are named. */
static void regions_place(struct lookup *lookup, const struct listed_values *values,
                          struct query_map *map)
{
    const struct reference *reference = lookup->query->reference;
    size_t count;
    const struct reference_region *regions = reference_regions(reference, &count);
    map->regions = ARENA_NEW(lookup->arena, struct query_region_count, count);
    for (size_t i = 0; i < count; i++)
        if (regions[i].kind == REGION_SUBJECT)
            map->regions[map->count++].region = &regions[i];
    for (size_t i = 0; i < values->count; i++) {
        const struct reference_region *region =
            reference_region_of_number(reference, (uint32_t)values->items[i].number);
        if (!region)
            continue;
        region = reference_subject(region);
        struct query_region_count *counted = count_of(map, region);
        if (!counted) {
            counted = &map->regions[map->count++];
            counted->region = region;
        }
        counted->count += values->items[i].count;
    }
}

static struct span summary_make(const struct gathered *gathered, const struct query_map *map)
{
    const struct query *query = gathered->lookup->query;
    const char *key = gathered->shape ? gathered->shape->count : "count.rows";
    struct span rows = QUERY_TEXT(query, key, "count", number_show(query, map->total).data);
    size_t named = 0;
    for (size_t i = 0; i < map->count; i++)
        named += map->regions[i].count > 0;
    return QUERY_TEXT(query, map->more ? "query.map_more" : "query.map_summary", "rows", rows.data,
                      "regions", number_show(query, named).data);
}

/* Of reports: the regions that they tell of. */
static bool reports_count(struct lookup *lookup, const struct query_list_request *request,
                          struct query_map *map, struct listed_values *values)
{
    static const unsigned fit =
        FILTERS_OF_MAP & ~(FILTER_BIT(FILTER_STATUS) | FILTER_BIT(FILTER_STATE) |
                           FILTER_BIT(FILTER_CONFIDENCE) | FILTER_BIT(FILTER_REPORT));
    const struct query_filters filters = filters_of_list(request);
    struct report_filter *filter;
    struct stored_reports none;
    struct report_facets facets;
    if (request->filter_count)
        return error_add(lookup->error, "query.map_filter", "list",
                         arena_copy(lookup->arena, request->name).data, NULL);
    if (!filters_fit(lookup->query, &filters, fit, lookup->error) ||
        !report_filter_read(lookup, &filters, &filter) ||
        !store_reports_wanted(lookup->query->store, filter, true, NULL, 0, 0, lookup->arena, &none,
                              &map->total, &facets, lookup->error))
        return false;
    *values = facets.values[FACET_REGION];
    return true;
}

/* How many rows are of each region, by its number. */
static bool regions_count(struct lookup *lookup, struct query_list_request *request,
                          struct gathered *gathered, struct query_map *map,
                          struct listed_values *values)
{
    static const struct shape reports = {.name = "reports", .count = "count.reports"};
    const char *name = arena_copy(lookup->arena, request->name).data;
    bool decided;
    if (span_equal(request->name, SPAN("reports"))) {
        *gathered = (struct gathered){.lookup = lookup, .shape = &reports};
        return reports_count(lookup, request, map, values);
    }
    if (!gather_begin(lookup, request->name, gathered))
        return error_add(lookup->error, "query.unknown_list", "name", name, NULL);
    if (!lookup_fine(lookup) || !list_filters_apply(lookup, gathered, request) ||
        !list_regions(lookup, request, gathered, values, &map->total, &map->more, &decided))
        return false;
    return decided || error_add(lookup->error, "query.map_filter", "list", name, NULL);
}

bool query_map(const struct query *query, const struct query_list_request *asked,
               struct query_map *map, struct error *error)
{
    struct query_list_request request = *asked;
    struct lookup lookup;
    struct gathered gathered;
    struct listed_values values;
    const char *name = arena_copy(query->arena, request.name).data;
    *map = (struct query_map){.list = request.name};
    lookup_init(&lookup, query, error);
    if (!regions_count(&lookup, &request, &gathered, map, &values))
        return false;
    if (query->reference)
        regions_place(&lookup, &values, map);
    map->label = query_list_label(query, name);
    map->summary = summary_make(&gathered, map);
    return lookup_fine(&lookup);
}

/* ---- countries ---- */

/* Whether it is the country whose regions the map shows. */
static bool is_shown(const struct query *query, struct span name)
{
    return query->reference && reference_country_bears(reference_country(query->reference), name);
}

static int by_rows(const void *left, const void *right)
{
    const struct query_country_count *one = left, *other = right;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    return span_compare(one->name, other->name);
}

bool query_map_countries(const struct query *query, const struct query_list_request *asked,
                         struct query_map *map, struct error *error)
{
    const struct query_list_request every = {
        .name = SPAN("Country"), .sort = SPAN("-reports"), .limit = MAP_COUNTRIES + 1};
    struct query_list_request request = *asked;
    struct query_list countries, rows;
    if (asked->entity.size)
        return true;
    if (!query_list(query, &every, &countries, error))
        return false;
    map->countries = ARENA_NEW(query->arena, struct query_country_count, countries.rows.count);
    request.limit = 1;
    request.facets = false;
    for (size_t i = 0; i < countries.rows.count && map->country_count < MAP_COUNTRIES; i++) {
        const struct query_row *country = &countries.rows.items[i];
        if (is_shown(query, country->name))
            continue;
        request.entity = country->id;
        if (!query_list(query, &request, &rows, error))
            return false;
        map->countries[map->country_count++] =
            (struct query_country_count){country->id, country->name, rows.total};
    }
    if (map->country_count)
        qsort(map->countries, map->country_count, sizeof *map->countries, by_rows);
    return true;
}

static void region_write(const struct query *query, const struct query_region_count *counted,
                         struct json *json)
{
    const struct reference_region *region = counted->region;
    const struct reference_district *district = region->district;
    json_object_begin(json);
    key_text(json, "code", region->code);
    key_text(json, "name", region->name);
    key_text(json, "district", district ? district->code : (struct span){0});
    key_text(json, "district_name",
             !district                         ? (struct span){0}
             : query->tongue == TONGUE_RUSSIAN ? district->name
                                               : district->english);
    key_text(json, "country", region->country);
    key_count(json, "count", counted->count);
    json_object_end(json);
}

void query_map_write(const struct query *query, const struct query_map *map, struct json *json)
{
    json_object_begin(json);
    key_text(json, "list", map->list);
    key_text(json, "label", map->label);
    key_text(json, "summary", map->summary);
    key_count(json, "total", map->total);
    key_flag(json, "more", map->more);
    json_key(json, "regions");
    json_array_begin(json);
    for (size_t i = 0; i < map->count; i++)
        region_write(query, &map->regions[i], json);
    json_array_end(json);
    json_key(json, "countries");
    json_array_begin(json);
    for (size_t i = 0; i < map->country_count; i++) {
        json_object_begin(json);
        key_text(json, "id", map->countries[i].id);
        key_text(json, "name", map->countries[i].name);
        key_count(json, "count", map->countries[i].count);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}
