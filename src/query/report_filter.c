/* What filters want of reports, and what reports are counted by. */
#include <stdlib.h>

#include "filter.h"
#include "regions.h"
#include "store_facets.h"
#include "words.h"

enum {
    NAMED_ALIKE = 20,     /* entities of one name */
    NAMING_REPORTS = 5000 /* the newest that name an entity */
};

/* ---- entities ---- */

static bool fits_filter(enum filter filter, const struct schema_kind *kind)
{
    switch (filter) {
    case FILTER_PERSON:
        return span_equal(kind->family, SPAN("person"));
    case FILTER_CLUSTER:
        return span_equal(kind->name, SPAN("Cluster"));
    case FILTER_PARTY:
        return !kind->is_fact && !span_equal(kind->family, SPAN("person"));
    default:
        return true;
    }
}

static bool nobody(struct lookup *lookup, enum filter filter, struct span text)
{
    return error_add(lookup->error, "query.filter_nobody", "filter", filter_name(filter), "value",
                     arena_copy(lookup->arena, text).data, NULL);
}

bool things_called(struct lookup *lookup, struct span name, struct stored_numbers *things)
{
    const struct schema *schema = lookup->query->schema;
    struct span key = store_list_key(span_trim(name), lookup->arena);
    for (size_t i = 0; i < schema->kind_count; i++) {
        const struct listed_wanted wanted = {
            .kind = &schema->kinds[i], .key = key, .limit = NAMED_ALIKE};
        struct listed_entities found;
        if (schema->kinds[i].is_fact)
            continue;
        if (!store_listed(lookup->query->store, &wanted, lookup->arena, &found, lookup->error))
            return false;
        for (size_t k = 0; k < found.count; k++)
            *ARRAY_PUSH(lookup->arena, things) = found.items[k].number;
    }
    return true;
}

/* Those whose names have all the words, in any case of nouns, where none has just that name. */
static bool things_with_words(struct lookup *lookup, enum filter filter, struct span text,
                              struct stored_numbers *things)
{
    struct stored_entities found;
    struct search_query words;
    if (!lookup->query->morphology)
        return true;
    search_query_of(lookup->query->morphology, text, lookup->arena, &words);
    if (!words.phrase_count)
        return true;
    if (!store_entities_search(lookup->query->store, &words, NAMED_ALIKE, lookup->arena, &found,
                               lookup->error))
        return false;
    for (size_t i = 0; i < found.count; i++)
        if (fits_filter(filter, found.items[i].kind))
            *ARRAY_PUSH(lookup->arena, things) = found.items[i].number;
    return true;
}

/* The things of an id, or that a name in any case of nouns means; none is no error. */
static bool things_named(struct lookup *lookup, enum filter filter, struct span text,
                         struct stored_numbers *entities)
{
    struct stored_numbers called = {0};
    struct stored_entity entity;
    int64_t number;
    *entities = (struct stored_numbers){0};
    if (canonical_read(text, &number))
        *ARRAY_PUSH(lookup->arena, &called) = number;
    else if (!things_called(lookup, text, &called))
        return false;
    for (size_t i = 0; i < called.count; i++)
        if (lookup_entity(lookup, called.items[i], &entity) && fits_filter(filter, entity.kind))
            *ARRAY_PUSH(lookup->arena, entities) = entity.number;
    if (!entities->count && !canonical_read(text, &number) &&
        !things_with_words(lookup, filter, text, entities))
        return false;
    return lookup_fine(lookup);
}

bool filter_entities_read(struct lookup *lookup, enum filter filter, struct span text,
                          struct stored_numbers *entities)
{
    return things_named(lookup, filter, text, entities) &&
           (entities->count || nobody(lookup, filter, text));
}

bool filter_one_read(const struct query *query, const struct query_filters *filters,
                     struct span *id, struct error *error)
{
    static const enum filter all[] = {FILTER_ENTITY, FILTER_PARTY, FILTER_PERSON, FILTER_CLUSTER};
    struct lookup lookup;
    struct stored_entity best = {0};
    *id = (struct span){0};
    lookup_init(&lookup, query, error);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct span value = filters->values[all[i]];
        struct stored_numbers entities;
        struct stored_entity entity;
        int64_t number;
        if (!value.size)
            continue;
        if (id->size)
            return error_add(error, "query.filter_twice", "filter", filter_name(all[i]), NULL);
        *id = value;
        if (all[i] == FILTER_ENTITY && canonical_read(value, &number))
            continue;
        if (!filter_entities_read(&lookup, all[i], value, &entities))
            return false;
        for (size_t k = 0; k < entities.count; k++)
            if (lookup_entity(&lookup, entities.items[k], &entity) &&
                (!best.number || entity.reports > best.reports))
                best = entity;
        *id = arena_copy(query->arena, span_of(best.id));
    }
    return lookup_fine(&lookup);
}

static int by_reports(const void *left, const void *right)
{
    const struct stored_entity *one = left, *other = right;
    if (one->reports != other->reports)
        return (one->reports < other->reports) - (one->reports > other->reports);
    return (one->number > other->number) - (one->number < other->number);
}

bool query_named(const struct query *query, struct span name, struct stored_entities *named,
                 struct error *error)
{
    struct lookup lookup;
    struct stored_numbers entities;
    struct stored_entity entity;
    *named = (struct stored_entities){0};
    lookup_init(&lookup, query, error);
    if (!things_named(&lookup, FILTER_ENTITY, name, &entities))
        return false;
    for (size_t i = 0; i < entities.count; i++)
        if (lookup_entity(&lookup, entities.items[i], &entity)) {
            entity.name = redacted_show(query, entity.name);
            *ARRAY_PUSH(query->arena, named) = entity;
        }
    if (!lookup_fine(&lookup))
        return false;
    if (!named->count)
        return error_add(error, "query.unknown_id", "id", arena_copy(query->arena, name).data,
                         NULL);
    qsort(named->items, named->count, sizeof *named->items, by_reports);
    return true;
}

bool query_entry(const struct query *query, struct span named, struct span *id, struct error *error)
{
    struct stored_entities found;
    int64_t number;
    *id = named;
    if (!named.size || canonical_read(named, &number))
        return true;
    if (!query_named(query, named, &found, error))
        return false;
    *id = span_of(found.items[0].id);
    return true;
}

/* ---- of reports ---- */

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

/* Leaves the reports that name one of the entities, too. */
static bool naming_leave(struct lookup *lookup, enum filter filter, struct span text,
                         struct report_filter *wanted)
{
    struct stored_numbers entities, reports = {0};
    if (!filter_entities_read(lookup, filter, text, &entities))
        return false;
    for (size_t i = 0; i < entities.count; i++) {
        struct stored_sources sources = {0};
        if (!store_sources_of_entity(lookup->query->store, entities.items[i], STORE_TODAY,
                                     (struct date){0}, NAMING_REPORTS, lookup->arena, &sources,
                                     lookup->error))
            return false;
        for (size_t k = 0; k < sources.count; k++)
            *ARRAY_PUSH(lookup->arena, &reports) = sources.items[k].report;
    }
    if (reports.count)
        qsort(reports.items, reports.count, sizeof *reports.items, by_number);
    size_t kept = 0;
    for (size_t i = 0; i < reports.count; i++) {
        int64_t report = reports.items[i];
        bool again = i && reports.items[i - 1] == report;
        bool wanted_before =
            !wanted->reports ||
            (wanted->report_count &&
             bsearch(&report, wanted->reports, wanted->report_count, sizeof report, by_number));
        if (!again && wanted_before)
            reports.items[kept++] = report;
    }
    static const int64_t none = 0;
    wanted->reports = kept ? reports.items : &none;
    wanted->report_count = kept;
    return true;
}

static bool days_take(struct lookup *lookup, struct span text, struct report_filter *wanted)
{
    struct filter_days days;
    if (!filter_days_read(text, &days))
        return error_add(lookup->error, "query.filter_date", "filter", filter_name(FILTER_DATE),
                         "value", arena_copy(lookup->arena, text).data, NULL);
    wanted->from = days.from;
    wanted->until = days.until;
    wanted->dated = days.known;
    wanted->undated = days.none;
    return true;
}

bool report_filter_read(struct lookup *lookup, const struct query_filters *filters,
                        struct report_filter **filter)
{
    static const enum filter entities[] = {FILTER_ENTITY, FILTER_PARTY, FILTER_PERSON,
                                           FILTER_CLUSTER};
    static const unsigned of_reports =
        FILTER_BIT(FILTER_KIND) | FILTER_BIT(FILTER_ENTITY) | FILTER_BIT(FILTER_PARTY) |
        FILTER_BIT(FILTER_PERSON) | FILTER_BIT(FILTER_CLUSTER) | FILTER_BIT(FILTER_REGION) |
        FILTER_BIT(FILTER_DISTRICT) | FILTER_BIT(FILTER_DATE) | FILTER_BIT(FILTER_SOURCE);
    const struct span *values = filters->values;
    const struct schema_kind **kinds;
    bool any = false;
    *filter = NULL;
    for (int i = 0; i < FILTERS; i++)
        any |= values[i].size && (of_reports & FILTER_BIT(i));
    if (!any)
        return true;
    struct report_filter *wanted = ARENA_NEW(lookup->arena, struct report_filter, 1);
    if (values[FILTER_KIND].size) {
        if (!filter_kinds_read(lookup, values[FILTER_KIND], &kinds, &wanted->kind_count))
            return false;
        wanted->kinds = kinds;
    }
    if (values[FILTER_DATE].size && !days_take(lookup, values[FILTER_DATE], wanted))
        return false;
    wanted->publisher = values[FILTER_SOURCE];
    if ((values[FILTER_REGION].size || values[FILTER_DISTRICT].size) &&
        !region_numbers(lookup, values[FILTER_REGION], values[FILTER_DISTRICT], &wanted->regions,
                        &wanted->region_count))
        return false;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (values[entities[i]].size &&
            !naming_leave(lookup, entities[i], values[entities[i]], wanted))
            return false;
    *filter = wanted;
    return true;
}

/* ---- facets ---- */

static struct query_facets facets_of(struct lookup *lookup, enum filter filter, const char *label,
                                     bool more, size_t count)
{
    return (struct query_facets){.name = span_of(filter_name(filter)),
                                 .label = message(lookup->query->catalogue, lookup->query->tongue,
                                                  lookup->arena, label, NULL),
                                 .parameter = span_of(filter_name(filter)),
                                 .more = more,
                                 .items = ARENA_NEW(lookup->arena, struct query_facet, count)};
}

static void kinds_show(struct lookup *lookup, const struct listed_values *values,
                       struct query_facets *facets)
{
    for (size_t i = 0; i < values->count; i++) {
        const struct schema_kind *kind =
            schema_kind_find(lookup->query->schema, values->items[i].text);
        if (kind)
            facets->items[facets->count++] = (struct query_facet){
                kind->name, label_show(lookup->query, &kind->plural), values->items[i].count};
    }
}

static void texts_show(const struct listed_values *values, struct query_facets *facets)
{
    for (size_t i = 0; i < values->count; i++)
        facets->items[facets->count++] = (struct query_facet){
            values->items[i].text, values->items[i].text, values->items[i].count};
}

/* Former regions count as those of which they are a part today. */
static void regions_show(struct lookup *lookup, const struct listed_values *values,
                         struct query_facets *facets)
{
    const struct reference *reference = lookup->query->reference;
    for (size_t i = 0; reference && i < values->count; i++) {
        const struct reference_region *region =
            reference_region_of_number(reference, (uint32_t)values->items[i].number);
        if (!region)
            continue;
        region = reference_subject(region);
        struct span value = region->code.size ? region->code : region->name;
        size_t k = 0;
        while (k < facets->count && !span_equal(facets->items[k].value, value))
            k++;
        if (k == facets->count)
            facets->items[facets->count++] = (struct query_facet){value, region->name, 0};
        facets->items[k].count += values->items[i].count;
    }
}

void report_facets_show(struct lookup *lookup, const struct report_facets *facets, bool more,
                        struct query_facets **shown, size_t *count)
{
    const struct listed_values *values = facets->values;
    struct query_facets *all = ARENA_NEW(lookup->arena, struct query_facets, REPORT_FACETS);
    all[0] =
        facets_of(lookup, FILTER_KIND, "query.column.tells_of", more, values[FACET_KIND].count);
    kinds_show(lookup, &values[FACET_KIND], &all[0]);
    all[1] = facets_of(lookup, FILTER_DATE, "query.column.year", more, values[FACET_YEAR].count);
    texts_show(&values[FACET_YEAR], &all[1]);
    all[2] =
        facets_of(lookup, FILTER_REGION, "query.column.region", more, values[FACET_REGION].count);
    regions_show(lookup, &values[FACET_REGION], &all[2]);
    all[3] = facets_of(lookup, FILTER_SOURCE, "query.column.publisher", more,
                       values[FACET_PUBLISHER].count);
    texts_show(&values[FACET_PUBLISHER], &all[3]);
    for (size_t i = 0; i < all[1].count; i++)
        if (span_equal(all[1].items[i].value, SPAN("none")))
            all[1].items[i].text = QUERY_TEXT(lookup->query, "query.without_date");
    for (size_t i = 0; i < all[3].count; i++)
        all[3].items[i].text = redacted_show(lookup->query, all[3].items[i].text);
    *shown = all;
    *count = REPORT_FACETS;
}
