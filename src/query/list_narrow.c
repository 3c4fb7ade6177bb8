/* What filters leave of a long list.
 *
 * Words: entities whose names have them all, the facts that name such entities, and what the newest
 * reports tell that have them all. */
#include "list_narrow.h"

#include <stdlib.h>

#include "filter.h"
#include "list_filters.h"
#include "store_facets.h"
#include "ties.h"
#include "words.h"

enum {
    WORD_REPORTS = 100,  /* the newest that have the words */
    WORD_NAMES = 200,    /* entities, those of most reports */
    WORD_NAMERS = 20,    /* of them those whose facts are sought … */
    WORD_FACTS = 100,    /* … the newest of each */
    NAMED_FACTS = 10000, /* the newest that name an entity */
    SOURCE_REPORTS = 400 /* the newest of a source */
};

/* A list that is being narrowed. */
struct narrowing {
    struct lookup *lookup;
    const struct query_list_request *request;
    const struct schema_kind *const *kinds;
    size_t kind_count;
    const struct schema_kind *facts;
    struct narrowed *narrowed;
};

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

/* Leaves what is among the numbers, which are sorted here. */
static void among_leave(struct narrowing *narrowing, struct stored_numbers *numbers)
{
    struct stored_numbers *left = &narrowing->narrowed->entities;
    size_t kept = 0;
    if (numbers->count)
        qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    for (size_t i = 0; i < numbers->count; i++)
        if (!i || numbers->items[i] != numbers->items[i - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
    if (!narrowing->narrowed->any) {
        narrowing->narrowed->any = true;
        *left = *numbers;
        return;
    }
    kept = 0;
    for (size_t i = 0; i < left->count && numbers->count; i++)
        if (bsearch(&left->items[i], numbers->items, numbers->count, sizeof *numbers->items,
                    by_number))
            left->items[kept++] = left->items[i];
    left->count = kept;
}

/* ---- the report ---- */

static bool by_report(struct narrowing *narrowing)
{
    struct lookup *lookup = narrowing->lookup;
    struct stored_report report;
    struct stored_numbers entities;
    bool found;
    if (!store_report_by_id(lookup->query->store, narrowing->request->report, lookup->arena,
                            &report, &found, lookup->error))
        return false;
    if (!found)
        return error_add(lookup->error, "query.unknown_id", "id",
                         arena_copy(lookup->arena, narrowing->request->report).data, NULL);
    if (!store_entities_of_reports(lookup->query->store, &report.number, 1, narrowing->kinds,
                                   narrowing->kind_count, lookup->arena, &entities, lookup->error))
        return false;
    among_leave(narrowing, &entities);
    return true;
}

/* ---- whom a fact names ---- */

/* Adds the newest facts of the kinds that name the entity, by the property unless that is NULL. */
static bool facts_add(struct narrowing *narrowing, int64_t entity,
                      const struct schema_property *property, size_t limit,
                      struct stored_numbers *facts)
{
    struct lookup *lookup = narrowing->lookup;
    const struct namings_wanted wanted = {.kinds = narrowing->kinds,
                                          .kind_count = narrowing->kind_count,
                                          .as_of = STORE_TODAY,
                                          .limit = limit};
    struct stored_namings namings = {0};
    if (!store_facts_naming(lookup->query->store, entity, &wanted, lookup->arena, &namings,
                            lookup->error))
        return false;
    narrowing->narrowed->cut |= namings.count == limit;
    for (size_t i = 0; i < namings.count; i++)
        if (!property || namings.items[i].property == property)
            *ARRAY_PUSH(lookup->arena, facts) = namings.items[i].fact;
    return true;
}

static bool is_named(const struct schema_property *property)
{
    return property->type == VALUE_ENTITY || property->type == VALUE_ENTITY_OR_TEXT ||
           property->type == VALUE_SIGNATORY;
}

bool filter_narrows(const struct schema_kind *facts, const struct query_filter *filter)
{
    const struct schema_property *property =
        facts ? schema_property_find(facts, filter->column) : NULL;
    return property && is_named(property);
}

static bool by_filter(struct narrowing *narrowing, const struct query_filter *filter)
{
    struct lookup *lookup = narrowing->lookup;
    const struct schema_property *property = schema_property_find(narrowing->facts, filter->column);
    struct stored_numbers things = {0}, facts = {0};
    struct stored_entity entity;
    int64_t number;
    if (canonical_read(filter->value, &number)) {
        if (lookup_entity(lookup, number, &entity))
            *ARRAY_PUSH(lookup->arena, &things) = entity.number;
    } else if (!things_called(lookup, filter->value, &things)) {
        return false;
    }
    /* What nobody is called may be a text, which the registry does not list by. */
    if (!things.count && property->type == VALUE_ENTITY_OR_TEXT) {
        narrowing->narrowed->unsure = true;
        return true;
    }
    for (size_t i = 0; i < things.count; i++)
        if (!facts_add(narrowing, things.items[i], property, NAMED_FACTS, &facts))
            return false;
    /* A property that is no list shows one of its values alone. */
    narrowing->narrowed->unsure |= !property->listed;
    among_leave(narrowing, &facts);
    return true;
}

/* ---- entities of the language of filters ---- */

static bool kind_is_listed(const struct narrowing *narrowing, const struct schema_kind *kind)
{
    for (size_t i = 0; i < narrowing->kind_count; i++)
        if (narrowing->kinds[i] == kind)
            return true;
    return false;
}

/* The things of the list that stand beside the entity in some fact, and itself. */
static bool beside_add(struct narrowing *narrowing, int64_t number, struct stored_numbers *found)
{
    static const struct query_scope every = {0};
    struct lookup *lookup = narrowing->lookup;
    struct stored_entity entity;
    struct ties_wanted wanted;
    struct ties ties;
    if (!ties_want(lookup->query, &every, &wanted, lookup->error))
        return false;
    ties_find(lookup, &wanted, number, &ties);
    narrowing->narrowed->cut |= ties.cut;
    for (size_t i = 0; i < ties.count; i++)
        if (kind_is_listed(narrowing, ties.items[i].kind))
            *ARRAY_PUSH(lookup->arena, found) = ties.items[i].number;
    if (lookup_entity(lookup, number, &entity) && kind_is_listed(narrowing, entity.kind))
        *ARRAY_PUSH(lookup->arena, found) = entity.number;
    return lookup_fine(lookup);
}

/* Whether the list has things, and not the facts of one kind alone. */
static bool lists_things(const struct narrowing *narrowing)
{
    return !(narrowing->facts && narrowing->kind_count == 1);
}

static bool by_entity(struct narrowing *narrowing, enum filter filter, struct span value)
{
    struct lookup *lookup = narrowing->lookup;
    struct stored_numbers entities, found = {0};
    const struct schema_property *parties =
        filter == FILTER_PARTY && narrowing->facts
            ? schema_property_find(narrowing->facts, SPAN("parties"))
            : NULL;
    if (!filter_entities_read(lookup, filter, value, &entities))
        return false;
    for (size_t i = 0; i < entities.count; i++) {
        if (narrowing->facts &&
            !facts_add(narrowing, entities.items[i], parties, NAMED_FACTS, &found))
            return false;
        if (lists_things(narrowing) && !beside_add(narrowing, entities.items[i], &found))
            return false;
    }
    among_leave(narrowing, &found);
    return true;
}

/* What the newest reports of a source tell of. */
static bool by_source(struct narrowing *narrowing, struct span source)
{
    struct lookup *lookup = narrowing->lookup;
    const struct report_filter filter = {.publisher = source};
    struct stored_reports reports;
    struct stored_numbers entities;
    size_t total;
    if (!store_reports_wanted(lookup->query->store, &filter, true, NULL, 0, SOURCE_REPORTS,
                              lookup->arena, &reports, &total, NULL, lookup->error))
        return false;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, reports.count);
    for (size_t i = 0; i < reports.count; i++)
        numbers[i] = reports.items[i].number;
    narrowing->narrowed->cut |= total > reports.count;
    if (!store_entities_of_reports(lookup->query->store, numbers, reports.count, narrowing->kinds,
                                   narrowing->kind_count, lookup->arena, &entities, lookup->error))
        return false;
    among_leave(narrowing, &entities);
    return true;
}

static bool by_entities(struct narrowing *narrowing)
{
    const struct query_list_request *request = narrowing->request;
    const struct {
        enum filter filter;
        struct span value;
    } asked[] = {{FILTER_ENTITY, request->entity},
                 {FILTER_PARTY, request->party},
                 {FILTER_PERSON, request->person},
                 {FILTER_CLUSTER, request->cluster}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (asked[i].value.size && !by_entity(narrowing, asked[i].filter, asked[i].value))
            return false;
    return !request->source.size || by_source(narrowing, request->source);
}

bool list_narrow_entities(struct lookup *lookup, const struct query_list_request *request,
                          const struct schema_kind *const *kinds, size_t kind_count,
                          const struct schema_kind *facts, struct narrowed *narrowed)
{
    struct narrowing narrowing = {lookup, request, kinds, kind_count, facts, narrowed};
    *narrowed = (struct narrowed){0};
    return by_entities(&narrowing);
}

bool narrowed_has(const struct narrowed *narrowed, int64_t number)
{
    return narrowed->entities.count && bsearch(&number, narrowed->entities.items,
                                               narrowed->entities.count, sizeof number, by_number);
}

/* ---- words ---- */

static bool of_word_reports(struct narrowing *narrowing, const struct search_query *words,
                            struct stored_numbers *found)
{
    struct lookup *lookup = narrowing->lookup;
    struct stored_numbers reports;
    if (!store_search_reports(lookup->query->store, words, WORD_REPORTS, lookup->arena, &reports,
                              lookup->error))
        return false;
    narrowing->narrowed->cut |= reports.count == WORD_REPORTS;
    return store_entities_of_reports(lookup->query->store, reports.items, reports.count,
                                     narrowing->kinds, narrowing->kind_count, lookup->arena, found,
                                     lookup->error);
}

static bool of_word_names(struct narrowing *narrowing, const struct search_query *words,
                          struct stored_numbers *found)
{
    struct lookup *lookup = narrowing->lookup;
    struct stored_entities named;
    if (!store_entities_search(lookup->query->store, words, WORD_NAMES, lookup->arena, &named,
                               lookup->error))
        return false;
    narrowing->narrowed->cut |= named.count == WORD_NAMES;
    for (size_t i = 0; i < named.count; i++) {
        *ARRAY_PUSH(lookup->arena, found) = named.items[i].number;
        if (narrowing->facts && i < WORD_NAMERS &&
            !facts_add(narrowing, named.items[i].number, NULL, WORD_FACTS, found))
            return false;
    }
    return true;
}

static bool by_words(struct narrowing *narrowing)
{
    struct lookup *lookup = narrowing->lookup;
    struct stored_numbers found = {0};
    struct search_query words;
    search_query_of(lookup->query->morphology, narrowing->request->words, lookup->arena, &words);
    narrowing->narrowed->unsure = true;
    if (!words.phrase_count)
        return true;
    if (!of_word_reports(narrowing, &words, &found) || !of_word_names(narrowing, &words, &found))
        return false;
    among_leave(narrowing, &found);
    return true;
}

bool list_narrow(struct lookup *lookup, const struct query_list_request *request,
                 const struct schema_kind *const *kinds, size_t kind_count,
                 const struct schema_kind *facts, struct narrowed *narrowed)
{
    struct narrowing narrowing = {lookup, request, kinds, kind_count, facts, narrowed};
    *narrowed = (struct narrowed){0};
    if (request->report.size && !by_report(&narrowing))
        return false;
    if (list_names_entities(request) && !by_entities(&narrowing))
        return false;
    for (size_t i = 0; i < request->filter_count; i++)
        if (filter_narrows(facts, &request->filters[i]) &&
            !by_filter(&narrowing, &request->filters[i]))
            return false;
    if (!request->words.size)
        return true;
    narrowed->unsure |= !lookup->query->morphology;
    return !lookup->query->morphology || by_words(&narrowing);
}
