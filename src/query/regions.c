/* Of which subjects of Russia things and facts are.
 *
 * Places are known by their names. Of bodies and persons the registry keeps the regions of their
 * names and offices, and the regions that the reports naming them speak of: the former count, else
 * the latter where most reports speak of one. */
#include "regions.h"

#include "feature.h"
#include "view.h"
#include "words.h"

/* ---- of a thing ---- */

static void region_add(struct entity_regions *regions, const struct reference_region *region)
{
    if (!region)
        return;
    region = reference_subject(region);
    for (size_t i = 0; i < regions->count; i++)
        if (regions->items[i] == region)
            return;
    if (regions->count < REGIONS_TOLD)
        regions->items[regions->count++] = region;
}

/* A person travels: the region of his office tells where he is of, and not that of a report. */
static bool is_person(const struct schema_kind *kind)
{
    return span_equal(kind->family, SPAN("person"));
}

/* Most of the reports that name it speak of one region. */
static void home_add(const struct reference *reference, const struct stored_profile *profile,
                     struct entity_regions *regions)
{
    const struct stored_feature *best = NULL;
    size_t sum = 0;
    for (size_t i = 0; i < profile->count; i++) {
        const struct stored_feature *feature = &profile->features[i];
        if (feature->kind != FEATURE_HOME)
            continue;
        sum += feature->count;
        if (!best || feature->count > best->count)
            best = feature;
    }
    if (!best || (size_t)best->count * 5 < sum * 3)
        return;
    region_add(regions, reference_region_of_number(reference, best->value));
    regions->by_reports = regions->count > 0;
}

static void profile_regions(const struct reference *reference, const struct stored_profile *profile,
                            struct entity_regions *regions)
{
    uint32_t country = reference_country_number(reference);
    bool wide = false;
    for (size_t i = 0; i < profile->count; i++) {
        const struct stored_feature *feature = &profile->features[i];
        wide |= feature->kind == FEATURE_WIDE || feature->kind == FEATURE_BODY ||
                (feature->kind == FEATURE_REGION && feature->value == country);
        if (feature->kind == FEATURE_REGION)
            region_add(regions, reference_region_of_number(reference, feature->value));
    }
    if (!regions->count && !wide && !is_person(profile->entity.kind))
        home_add(reference, profile, regions);
}

void thing_regions(struct lookup *lookup, const struct stored_entity *entity,
                   struct entity_regions *regions)
{
    const struct reference *reference = lookup->query->reference;
    struct stored_profile profile;
    bool found;
    *regions = (struct entity_regions){.count = 0};
    if (!reference || entity->kind->is_fact || lookup->failed)
        return;
    if (kind_is_place(entity->kind)) {
        region_add(regions, reference_region_named(reference, entity->name));
        return;
    }
    if (!store_profile(lookup->query->store, entity->number, lookup->arena, &profile, &found,
                       lookup->error))
        lookup->failed = true;
    else if (found)
        profile_regions(reference, &profile, regions);
}

void things_regions(struct lookup *lookup, const int64_t *numbers, size_t count,
                    struct entity_regions *regions)
{
    const struct reference *reference = lookup->query->reference;
    struct stored_profile *profiles = ARENA_NEW(lookup->arena, struct stored_profile, count);
    for (size_t i = 0; i < count; i++)
        regions[i] = (struct entity_regions){.count = 0};
    if (!reference || lookup->failed || !count)
        return;
    if (!store_profiles(lookup->query->store, numbers, count, lookup->arena, profiles,
                        lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < count && !lookup->failed; i++) {
        const struct stored_entity *entity = &profiles[i].entity;
        if (!entity->number || entity->kind->is_fact)
            continue;
        if (kind_is_place(entity->kind))
            region_add(&regions[i], reference_region_named(reference, entity->name));
        else
            profile_regions(reference, &profiles[i], &regions[i]);
    }
}

int64_t region_place(struct lookup *lookup, const struct reference_region *region)
{
    enum { FOUND_MOST = 24 };
    const struct query *query = lookup->query;
    struct search_query words;
    struct stored_entities found = {0};
    search_query_of(query->morphology, region->name, lookup->arena, &words);
    if (lookup->failed || !words.phrase_count)
        return 0;
    if (!store_entities_search(query->store, &words, FOUND_MOST, lookup->arena, &found,
                               lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < found.count && !lookup->failed; i++) {
        const struct stored_entity *entity = &found.items[i];
        if (!kind_is_place(entity->kind))
            continue;
        const struct reference_region *its = reference_region_named(query->reference, entity->name);
        if (its && reference_region_bears(its, entity->name) && reference_subject(its) == region)
            return entity->number;
    }
    return 0;
}

/* ---- the filter ---- */

bool region_filter_read(struct lookup *lookup, struct span region, struct span district,
                        struct region_filter *filter)
{
    const struct reference *reference = lookup->query->reference;
    *filter = (struct region_filter){0};
    map_init(&filter->known, lookup->arena);
    if (region.size && reference)
        filter->region = reference_region_named(reference, region);
    /* A town is no region, though it is known by one. */
    bool is_code = filter->region && filter->region->code.size == span_trim(region).size &&
                   region.size && (unsigned char)span_trim(region).data[0] < 0x80;
    if (region.size &&
        (!filter->region || !(is_code || reference_region_bears(filter->region, region))))
        return error_add(lookup->error, "query.unknown_region", "region",
                         arena_copy(lookup->arena, region).data, NULL);
    if (filter->region)
        filter->region = reference_subject(filter->region);
    if (district.size && reference)
        filter->district = reference_district_named(reference, district);
    return !district.size || filter->district ||
           error_add(lookup->error, "query.unknown_district", "district",
                     arena_copy(lookup->arena, district).data, NULL);
}

static bool is_of_district(const struct reference_region *region,
                           const struct reference_district *district)
{
    return region->district == district ||
           (date_is_set(district->until) && region->district_before == district);
}

bool region_fits(const struct region_filter *filter, const struct reference_region *region)
{
    return (!filter->region || region == filter->region) &&
           (!filter->district || is_of_district(region, filter->district));
}

bool region_numbers(struct lookup *lookup, struct span region, struct span district,
                    const int64_t **numbers, size_t *count)
{
    const struct reference *reference = lookup->query->reference;
    struct region_filter filter;
    size_t all = 0;
    if (!region_filter_read(lookup, region, district, &filter))
        return false;
    const struct reference_region *regions = reference ? reference_regions(reference, &all) : NULL;
    int64_t *wanted = ARENA_NEW(lookup->arena, int64_t, all);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (region_fits(&filter, reference_subject(&regions[i])))
            wanted[(*count)++] = (int64_t)region_number(regions[i].name);
    *numbers = wanted;
    return true;
}

/* The regions of an entity, which is looked up once. */
static const struct entity_regions *regions_of(struct lookup *lookup, struct region_filter *filter,
                                               struct span id)
{
    struct stored_entity entity;
    bool added;
    uint32_t *index = map_add(&filter->known, id, &added);
    int64_t number;
    if (!added)
        return &filter->regions.items[*index];
    *index = (uint32_t)filter->regions.count;
    struct entity_regions *regions = ARRAY_PUSH(lookup->arena, &filter->regions);
    if (canonical_read(id, &number) && lookup_entity(lookup, number, &entity))
        thing_regions(lookup, &entity, regions);
    return regions;
}

/* What the entities of a row say of its regions. */
struct row_regions {
    bool told;    /* a name or an office tells any */
    bool fits;    /* … and it is one that is wanted */
    bool reports; /* the reports speak of one that is wanted */
};

static void entity_ask(struct lookup *lookup, struct region_filter *filter, struct span id,
                       struct row_regions *row)
{
    const struct entity_regions *regions = regions_of(lookup, filter, id);
    bool fits = false;
    for (size_t i = 0; i < regions->count; i++)
        fits |= region_fits(filter, regions->items[i]);
    row->told |= regions->count && !regions->by_reports;
    row->fits |= fits && !regions->by_reports;
    row->reports |= fits;
}

/* Bodies and places: where an agreement's parties are, and what it is about. */
static void value_ask(struct lookup *lookup, struct region_filter *filter,
                      const struct query_value *value, struct row_regions *row)
{
    if (value->type == VALUE_SIGNATORY && value->on_behalf_of)
        value_ask(lookup, filter, value->on_behalf_of, row);
    else if (value->type == VALUE_ENTITY && value->kind &&
             !span_equal(value->kind->family, SPAN("person")))
        entity_ask(lookup, filter, value->entity, row);
}

bool region_filter_fits(struct lookup *lookup, struct region_filter *filter,
                        const struct query_row *row, const struct query_column *columns,
                        size_t column_count)
{
    struct row_regions asked = {0};
    if (!row->kind->is_fact)
        entity_ask(lookup, filter, row->id, &asked);
    for (size_t k = 0; k < column_count; k++)
        for (size_t i = 0; columns[k].property && i < row->cells[k].count; i++)
            value_ask(lookup, filter, &row->cells[k].items[i], &asked);
    return asked.told ? asked.fits : asked.reports;
}

/* ---- the regions of a row ---- */

struct regions_of_row {
    const struct reference_region **items;
    size_t count;
    bool told; /* a name or an office tells them; else reports alone */
};

static void entity_join(struct lookup *lookup, struct region_filter *filter, struct span id,
                        struct regions_of_row *row)
{
    const struct entity_regions *regions = regions_of(lookup, filter, id);
    if (!regions->count || (row->told && regions->by_reports))
        return;
    if (!row->told && !regions->by_reports) {
        row->told = true;
        row->count = 0;
    }
    for (size_t i = 0; i < regions->count; i++) {
        size_t k = 0;
        while (k < row->count && row->items[k] != regions->items[i])
            k++;
        if (k == row->count && row->count < ROW_REGIONS)
            row->items[row->count++] = regions->items[i];
    }
}

static void value_join(struct lookup *lookup, struct region_filter *filter,
                       const struct query_value *value, struct regions_of_row *row)
{
    if (value->type == VALUE_SIGNATORY && value->on_behalf_of)
        value_join(lookup, filter, value->on_behalf_of, row);
    else if (value->type == VALUE_ENTITY && value->kind &&
             !span_equal(value->kind->family, SPAN("person")))
        entity_join(lookup, filter, value->entity, row);
}

size_t row_regions_find(struct lookup *lookup, struct region_filter *filter,
                        const struct query_row *row, const struct query_column *columns,
                        size_t column_count, const struct reference_region **regions)
{
    struct regions_of_row found = {.items = regions};
    if (!row->kind->is_fact)
        entity_join(lookup, filter, row->id, &found);
    for (size_t k = 0; k < column_count; k++)
        for (size_t i = 0; columns[k].property && i < row->cells[k].count; i++)
            value_join(lookup, filter, &row->cells[k].items[i], &found);
    return found.count;
}
