/* The rows of a list by region, for the map: how many are of each subject of Russia, of today's,
 * and of those provinces of other countries that have any. */
#include "list_page.h"
#include "reference.h"
#include "store_list.h"
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

bool query_map(const struct query *query, const struct query_list_request *request,
               struct query_map *map, struct error *error)
{
    struct lookup lookup;
    struct gathered gathered;
    struct listed_values values;
    bool decided;
    const char *name = arena_copy(query->arena, request->name).data;
    *map = (struct query_map){.list = request->name};
    lookup_init(&lookup, query, error);
    if (span_equal(request->name, SPAN("reports")) ||
        !gather_begin(&lookup, request->name, &gathered))
        return error_add(error, "query.unknown_list", "name", name, NULL);
    if (!lookup_fine(&lookup) ||
        !list_regions(&lookup, request, &gathered, &values, &map->total, &map->more, &decided))
        return false;
    if (!decided)
        return error_add(error, "query.map_filter", "list", name, NULL);
    if (query->reference)
        regions_place(&lookup, &values, map);
    map->label = query_list_label(query, name);
    map->summary = summary_make(&gathered, map);
    return lookup_fine(&lookup);
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
    json_key(json, "more");
    json_boolean(json, map->more);
    json_key(json, "regions");
    json_array_begin(json);
    for (size_t i = 0; i < map->count; i++)
        region_write(query, &map->regions[i], json);
    json_array_end(json);
    json_object_end(json);
}
