/* A page of a long list. */
#include "list_page.h"

#include <stdlib.h>

#include "list_narrow.h"
#include "regions.h"

enum { SOUGHT_MOST = 400 /* rows that are made to be filtered */ };

/* What is asked of each kind of the list's rows. */
struct paging {
    struct lookup *lookup;
    const struct query_list_request *request;
    struct gathered *gathered;
    struct listed_wanted kinds[KINDS_MOST + 1];
    size_t kind_count;
    const struct schema_kind *things[KINDS_MOST];
    size_t thing_count;
    struct narrowed narrowed;
    bool decided; /* by the registry alone */
};

/* ---- kinds ---- */

/* Facts that name a thing of a list lend their values to it, and are no rows. */
static void lending_leave_out(struct paging *paging, struct listed_wanted *facts)
{
    const struct schema *schema = paging->lookup->query->schema;
    const struct schema_kind **kinds =
        ARENA_NEW(paging->lookup->arena, const struct schema_kind *, schema->kind_count);
    size_t count = 0;
    if (!paging->gathered->shape || !paging->gathered->shape->naming)
        return;
    for (size_t i = 0; i < paging->thing_count; i++)
        kinds[count++] = paging->things[i];
    facts->without = kinds;
    facts->without_count = count;
}

static void kinds_take(struct paging *paging)
{
    const struct gathered *gathered = paging->gathered;
    paging->thing_count = thing_kinds(gathered, paging->things);
    for (size_t i = 0; i < paging->thing_count; i++)
        paging->kinds[paging->kind_count++] = (struct listed_wanted){.kind = paging->things[i]};
    if (!gathered->kind || !gathered->kind->is_fact ||
        (gathered->shape && gathered->shape->lent_only))
        return;
    struct listed_wanted *facts = &paging->kinds[paging->kind_count++];
    *facts = (struct listed_wanted){.kind = gathered->kind};
    lending_leave_out(paging, facts);
}

static bool rows_count(struct paging *paging, size_t most, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < paging->kind_count && *count < most; i++) {
        size_t of_kind;
        if (!store_listed_count(paging->lookup->query->store, &paging->kinds[i], most - *count,
                                &of_kind, paging->lookup->error))
            return false;
        *count += of_kind;
    }
    return true;
}

static bool kind_is_long(struct paging *paging, const struct schema_kind *kind, bool *is_long)
{
    const struct listed_wanted wanted = {.kind = kind};
    size_t count;
    if (!kind || *is_long)
        return true;
    if (!store_listed_count(paging->lookup->query->store, &wanted, ITEMS_MOST, &count,
                            paging->lookup->error))
        return false;
    *is_long = count == ITEMS_MOST;
    return true;
}

/* Whether the list has many rows, or they are made of more facts than can be looked at. */
static bool list_is_long(struct paging *paging, bool *is_long)
{
    const struct gathered *gathered = paging->gathered;
    const struct schema *schema = paging->lookup->query->schema;
    size_t count;
    if (!rows_count(paging, LIST_SHORT + 1, &count))
        return false;
    *is_long = count > LIST_SHORT;
    if (gathered->kind && gathered->kind->is_fact && !kind_is_long(paging, gathered->kind, is_long))
        return false;
    for (size_t i = 0; gathered->shape && i < gathered->column_count; i++) {
        const char *fact = gathered->shape->columns[i].fact;
        if (fact && !kind_is_long(paging, schema_kind_find(schema, span_of(fact)), is_long))
            return false;
    }
    return true;
}

/* ---- filters ---- */

/* The bounds of "2015", "2014..2015", "2015-02..": texts of days, compared by their bytes. */
static struct listed_days days_of(struct arena *arena, struct span wanted)
{
    size_t dots = span_find(wanted, SPAN(".."), 0);
    struct span from = span_slice(wanted, 0, dots == SIZE_MAX ? wanted.size : dots);
    struct span to = dots == SIZE_MAX ? wanted : span_slice(wanted, dots + 2, wanted.size);
    return (struct listed_days){from.size ? from : SPAN("0"),
                                arena_format(arena, "%.*s~", SPAN_ARGS(to))};
}

/* A filter on a property of the list's facts, where all rows are such. */
static bool property_filter(struct paging *paging, const struct query_filter *filter)
{
    struct listed_wanted *facts = &paging->kinds[0];
    const struct schema_property *property = schema_property_find(facts->kind, filter->column);
    int choice = property ? store_choice_place(facts->kind, property) : -1;
    int day = property ? store_day_place(facts->kind, property) : -1;
    if (choice >= 0 && !facts->choices[choice].size)
        facts->choices[choice] = filter->value;
    else if (day >= 0 && !facts->days[day].below.size)
        facts->days[day] = days_of(paging->lookup->arena, filter->value);
    else
        return false;
    return true;
}

static bool kind_filter(struct paging *paging, struct span name)
{
    size_t kept = 0;
    for (size_t i = 0; i < paging->kind_count; i++)
        if (span_equal(paging->kinds[i].kind->name, name))
            paging->kinds[kept++] = paging->kinds[i];
    paging->kind_count = kept;
    return true;
}

/* The kind of the rows where all are facts of one; else NULL. */
static const struct schema_kind *facts_of(const struct paging *paging)
{
    return paging->kind_count == 1 && paging->kinds[0].kind->is_fact ? paging->kinds[0].kind : NULL;
}

static bool filter_take(struct paging *paging, const struct query_filter *filter)
{
    const struct schema_kind *facts = facts_of(paging);
    if (filter_narrows(facts, filter))
        return true;
    if (span_equal(filter->column, SPAN(KIND_COLUMN)) && !facts)
        return kind_filter(paging, filter->value);
    return facts && property_filter(paging, filter);
}

/* The numbers of the regions that are wanted. */
static bool regions_take(struct paging *paging)
{
    const struct query_list_request *request = paging->request;
    const struct reference *reference = paging->lookup->query->reference;
    struct region_filter filter;
    size_t count, taken = 0;
    if (!request->region.size && !request->district.size)
        return true;
    if (!region_filter_read(paging->lookup, request->region, request->district, &filter))
        return false;
    if (!reference) {
        paging->decided = false;
        return true;
    }
    const struct reference_region *regions = reference_regions(reference, &count);
    int64_t *numbers = ARENA_NEW(paging->lookup->arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        if (reference_subject(&regions[i]) == &regions[i] && region_fits(&filter, &regions[i]))
            numbers[taken++] = (int64_t)region_number(regions[i].name);
    for (size_t i = 0; i < paging->kind_count; i++) {
        paging->kinds[i].regions = numbers;
        paging->kinds[i].region_count = taken;
    }
    return true;
}

static bool filters_take(struct paging *paging)
{
    const struct query_list_request *request = paging->request;
    paging->decided = !request->field.size;
    for (size_t i = 0; i < request->filter_count; i++)
        paging->decided &= filter_take(paging, &request->filters[i]);
    return regions_take(paging);
}

/* Narrows what is wanted of each kind to the entities that other filters leave. */
static bool narrow(struct paging *paging)
{
    const struct schema_kind *kinds[KINDS_MOST + 1];
    for (size_t i = 0; i < paging->kind_count; i++)
        kinds[i] = paging->kinds[i].kind;
    if (!list_narrow(paging->lookup, paging->request, kinds, paging->kind_count, facts_of(paging),
                     &paging->narrowed))
        return false;
    /* Whoever wants all rows has each looked at, rather than the newest that may be wanted. */
    bool looked_at = paging->request->all && paging->narrowed.cut;
    paging->decided &= !paging->narrowed.unsure && !looked_at;
    if (looked_at)
        paging->narrowed = (struct narrowed){0};
    for (size_t i = 0; i < paging->kind_count && paging->narrowed.any; i++) {
        static const int64_t none = 0;
        const struct stored_numbers *entities = &paging->narrowed.entities;
        paging->kinds[i].among = entities->count ? entities->items : &none;
        paging->kinds[i].among_count = entities->count;
    }
    return true;
}

/* ---- order ---- */

static bool is_alone(const struct paging *paging)
{
    return paging->kind_count == 1;
}

struct span list_own_sort(const struct gathered *gathered)
{
    return span_of(gathered->shape ? gathered->shape->sort : "name");
}

/* The order of the list; false where the registry has none such. */
static bool order_take(struct paging *paging, struct span sort)
{
    bool own = span_equal(sort, list_own_sort(paging->gathered));
    bool known = true;
    bool reverse = span_starts_with(sort, SPAN("-"));
    struct span name = span_slice(sort, reverse ? 1 : 0, sort.size);
    for (size_t i = 0; i < paging->kind_count; i++) {
        struct listed_wanted *wanted = &paging->kinds[i];
        const struct schema_kind *kind = wanted->kind;
        const struct schema_property *property =
            is_alone(paging) ? schema_property_find(kind, name) : NULL;
        int day = property && kind->is_fact ? store_day_place(kind, property) : -1;
        wanted->reverse = reverse;
        if (span_equal(name, SPAN("reports")))
            wanted->order = ORDER_REPORTS;
        else if (property && kind->is_fact && property == kind->order)
            wanted->order = ORDER_KEY;
        else if (day >= 0) {
            wanted->order = ORDER_DAY;
            wanted->day = day;
        } else if (span_equal(name, SPAN("name")) && (!kind->is_fact || own)) {
            /* Facts that have no key stand newest first. */
            wanted->order = ORDER_KEY;
            wanted->reverse = reverse || (kind->is_fact && !kind->order);
        } else {
            known = false;
        }
    }
    return known;
}

/* ---- pages ---- */

struct placed {
    struct listed_entity entity;
    enum listed_order order;
    bool reverse;
};

static int by_place(const void *left, const void *right)
{
    const struct placed *one = left, *other = right;
    int order = 0;
    if (one->order == ORDER_REPORTS)
        order = (one->entity.reports > other->entity.reports) -
                (one->entity.reports < other->entity.reports);
    else if (one->order != ORDER_NUMBER && !one->entity.key.size != !other->entity.key.size)
        return one->entity.key.size ? -1 : 1;
    else if (one->order != ORDER_NUMBER)
        order = span_compare(one->entity.key, other->entity.key);
    if (!order)
        order = (one->entity.number > other->entity.number) -
                (one->entity.number < other->entity.number);
    return one->reverse ? -order : order;
}

/* The numbers of the page's entities: of each kind its first are asked for, then all are merged. */
static bool numbers_find(struct paging *paging, size_t offset, size_t limit, int64_t **numbers,
                         size_t *count)
{
    struct lookup *lookup = paging->lookup;
    struct {
        struct placed *items;
        size_t count;
        size_t capacity;
    } placed = {0};
    bool alone = is_alone(paging);
    for (size_t i = 0; i < paging->kind_count; i++) {
        struct listed_wanted *wanted = &paging->kinds[i];
        struct listed_entities found;
        wanted->offset = alone ? offset : 0;
        wanted->limit = alone ? limit : offset + limit;
        if (!store_listed(lookup->query->store, wanted, lookup->arena, &found, lookup->error))
            return false;
        for (size_t k = 0; k < found.count; k++)
            *ARRAY_PUSH(lookup->arena, &placed) =
                (struct placed){found.items[k], wanted->order, wanted->reverse};
    }
    if (!alone && placed.count)
        qsort(placed.items, placed.count, sizeof *placed.items, by_place);
    size_t first = alone ? 0 : offset < placed.count ? offset : placed.count;
    *count = placed.count - first < limit ? placed.count - first : limit;
    *numbers = ARENA_NEW(lookup->arena, int64_t, *count);
    for (size_t i = 0; i < *count; i++)
        (*numbers)[i] = placed.items[first + i].entity.number;
    return true;
}

/* ---- facets ---- */

static bool choices_count(struct paging *paging, const struct query_column *column,
                          struct query_facets *facets)
{
    struct lookup *lookup = paging->lookup;
    struct listed_wanted facts = paging->kinds[paging->kind_count - 1];
    struct listed_values values;
    int place = column->property ? store_choice_place(facts.kind, column->property) : -1;
    if (place < 0)
        return true;
    facts.without_count = 0; /* those that lend their values count too */
    if (!store_listed_facet(lookup->query->store, &facts, FACET_CHOICE, place, LIST_COUNTED,
                            lookup->arena, &values, lookup->error))
        return false;
    facets->items = ARENA_NEW(lookup->arena, struct query_facet, values.count);
    for (size_t i = 0; i < values.count; i++) {
        const struct schema_choice *choice =
            schema_choice_find(column->property, values.items[i].text);
        if (choice)
            facets->items[facets->count++] = (struct query_facet){choice, values.items[i].count};
    }
    return true;
}

/* How many there are of each kind of things. */
static bool things_count(struct paging *paging, struct query_facets *facets)
{
    struct lookup *lookup = paging->lookup;
    facets->items = ARENA_NEW(lookup->arena, struct query_facet, paging->kind_count);
    for (size_t i = 0; i < paging->kind_count; i++) {
        const struct schema_kind *kind = paging->kinds[i].kind;
        struct schema_choice *choice = ARENA_NEW(lookup->arena, struct schema_choice, 1);
        size_t count;
        if (!store_listed_count(lookup->query->store, &paging->kinds[i], LIST_COUNTED, &count,
                                lookup->error))
            return false;
        *choice = (struct schema_choice){kind->name, kind->label};
        if (count)
            facets->items[facets->count++] = (struct query_facet){choice, count};
    }
    return true;
}

static bool facets_find(struct paging *paging, struct query_list *list)
{
    const struct gathered *gathered = paging->gathered;
    list->filters = ARENA_NEW(paging->lookup->arena, struct query_facets, gathered->column_count);
    for (size_t i = 0; i < gathered->column_count; i++) {
        const struct query_column *column = &gathered->columns[i];
        bool fact = paging->kind_count && paging->kinds[paging->kind_count - 1].kind->is_fact;
        if (column->type != VALUE_CHOICE)
            continue;
        struct query_facets *facets = &list->filters[list->filter_count++];
        facets->column = column;
        if (span_equal(column->name, SPAN(KIND_COLUMN)) && !column->property
                ? !things_count(paging, facets)
                : fact && !choices_count(paging, column, facets))
            return false;
    }
    return true;
}

/* ---- the question ---- */

static bool page_make(struct paging *paging, struct query_list *list)
{
    const struct query_list_request *request = paging->request;
    size_t limit = request->limit ? request->limit : LIST_PAGE, count;
    int64_t *numbers;
    if (!rows_count(paging, LIST_COUNTED + 1, &list->total) ||
        !numbers_find(paging, request->offset, limit, &numbers, &count) ||
        !facets_find(paging, list))
        return false;
    list->newest_only = paging->narrowed.cut;
    list->more = list->newest_only || list->total > LIST_COUNTED;
    list->total = list->total > LIST_COUNTED ? LIST_COUNTED : list->total;
    return gather_some(paging->lookup, request->name, numbers, count, paging->gathered);
}

/* Gathers the rows of as many entities as a part has, in the list's order if the registry knows it,
 * else in its own. */
static bool part_make(struct paging *paging, struct query_list *list)
{
    const struct query_list_request *request = paging->request;
    int64_t *numbers;
    size_t count;
    if (!order_take(paging, list->sort)) {
        list->sort = list_own_sort(paging->gathered);
        order_take(paging, list->sort);
    }
    if (!numbers_find(paging, request->offset, request->limit, &numbers, &count))
        return false;
    list->next = count == request->limit ? request->offset + count : 0;
    return gather_some(paging->lookup, request->name, numbers, count, paging->gathered);
}

/* Gathers the rows among which those that are wanted are to be sought: the newest. */
static bool rows_seek(struct paging *paging)
{
    int64_t *numbers;
    size_t count;
    for (size_t i = 0; i < paging->kind_count; i++) {
        paging->kinds[i].order = ORDER_NUMBER;
        paging->kinds[i].reverse = true;
    }
    if (!numbers_find(paging, 0, SOUGHT_MOST, &numbers, &count))
        return false;
    paging->lookup->cut |= paging->narrowed.cut || count == SOUGHT_MOST;
    return gather_some(paging->lookup, paging->request->name, numbers, count, paging->gathered);
}

bool list_page(struct lookup *lookup, const struct query_list_request *request,
               struct gathered *gathered, struct query_list *list, enum page_rows *rows)
{
    const struct query *query = lookup->query;
    struct paging *paging = ARENA_NEW(lookup->arena, struct paging, 1);
    bool is_long;
    *rows = ROWS_ALL;
    *paging = (struct paging){.lookup = lookup, .request = request, .gathered = gathered};
    if (query->known_at || date_is_set(query->as_of))
        return true;
    kinds_take(paging);
    if (!list_is_long(paging, &is_long))
        return false;
    if (!is_long && !request->paged)
        return true;
    if (!filters_take(paging) || !narrow(paging))
        return false;
    if (request->all) {
        *rows = paging->decided ? ROWS_OF_PAGE : ROWS_OF_PART;
        return part_make(paging, list);
    }
    paging->decided &= order_take(paging, list->sort);
    *rows = paging->decided ? ROWS_OF_PAGE : ROWS_SOUGHT;
    return paging->decided ? page_make(paging, list) : rows_seek(paging);
}

static bool regions_count(struct paging *paging, struct listed_values *values)
{
    struct lookup *lookup = paging->lookup;
    for (size_t i = 0; i < paging->kind_count; i++) {
        struct listed_values of_kind;
        if (!store_listed_facet(lookup->query->store, &paging->kinds[i], FACET_REGION, 0,
                                LIST_COUNTED, lookup->arena, &of_kind, lookup->error))
            return false;
        for (size_t k = 0; k < of_kind.count; k++)
            *ARRAY_PUSH(lookup->arena, values) = of_kind.items[k];
    }
    return true;
}

bool list_regions(struct lookup *lookup, const struct query_list_request *request,
                  struct gathered *gathered, struct listed_values *values, size_t *total,
                  bool *more, bool *decided)
{
    struct paging *paging = ARENA_NEW(lookup->arena, struct paging, 1);
    *paging = (struct paging){.lookup = lookup, .request = request, .gathered = gathered};
    *values = (struct listed_values){0};
    *total = 0;
    kinds_take(paging);
    if (!filters_take(paging) || !narrow(paging))
        return false;
    *decided = paging->decided;
    if (!*decided)
        return true;
    if (!rows_count(paging, LIST_COUNTED + 1, total) || !regions_count(paging, values))
        return false;
    *more = *total > LIST_COUNTED || paging->narrowed.cut;
    *total = *total > LIST_COUNTED ? LIST_COUNTED : *total;
    return true;
}

bool list_count(struct lookup *lookup, const char *name, size_t *count)
{
    struct gathered gathered;
    struct paging *paging = ARENA_NEW(lookup->arena, struct paging, 1);
    *paging = (struct paging){.lookup = lookup, .gathered = &gathered};
    *count = 0;
    if (!gather_begin(lookup, span_of(name), &gathered))
        return true;
    kinds_take(paging);
    return rows_count(paging, SIZE_MAX / 2, count);
}
