/* A page of a long list. */
#include "facets.h"

#include <stdlib.h>

#include "activity.h"
#include "list_fields.h"
#include "list_narrow.h"
#include "regions.h"

enum { SOUGHT_MOST = 400 /* rows that are made to be filtered */ };

/* What is asked of each kind of the list's rows. */
struct paging {
    struct lookup *lookup;
    const struct query_list_request *request;
    const struct list_cursor *cursor; /* NULL: the first page */
    struct gathered *gathered;
    struct listed_wanted kinds[KINDS_MOST + 1];
    size_t kind_count;
    const struct schema_kind *things[KINDS_MOST];
    size_t thing_count;
    struct narrowed narrowed;
    struct standing_filter standing;
    bool decided;   /* by the registry alone */
    bool lends;     /* things have values of facts that name them */
    bool plain;     /* all rows of the kinds are wanted: they need no counting */
    bool unordered; /* the rows that were looked at are not the first ones */
};

/* ---- how many there are ---- */

static bool is_without(const struct listed_wanted *wanted, struct span kind)
{
    for (size_t i = 0; i < wanted->without_count; i++)
        if (span_equal(wanted->without[i]->name, kind))
            return true;
    return false;
}

/* How many rows of a kind there are, by what is counted beside them. */
static bool kind_total(struct paging *paging, const struct listed_wanted *wanted, size_t *total)
{
    struct listed_values all;
    *total = 0;
    if (!store_listed_tallies(paging->lookup->query->store, wanted->kind, TALLY_ALL,
                              paging->lookup->arena, &all, paging->lookup->error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (!is_without(wanted, all.items[i].text))
            *total += all.items[i].count;
    return true;
}

/* … of little confidence, which are counted apart. */
static bool doubtful_total(struct paging *paging, const struct schema_kind *kind, size_t *total)
{
    struct listed_values all;
    *total = 0;
    if (!store_listed_tallies(paging->lookup->query->store, kind, TALLY_DOUBTFUL,
                              paging->lookup->arena, &all, paging->lookup->error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        *total += all.items[i].count;
    return true;
}

/* Both of them. */
static bool cards_total(struct paging *paging, const struct listed_wanted *wanted, size_t *total)
{
    size_t doubtful;
    if (!kind_total(paging, wanted, total) || !doubtful_total(paging, wanted->kind, &doubtful))
        return false;
    *total += doubtful;
    return true;
}

/* ---- kinds ---- */

/* Facts that name a thing of a list lend their values to it, and are no rows. */
static bool lending_leave_out(struct paging *paging, struct listed_wanted *facts)
{
    const struct schema *schema = paging->lookup->query->schema;
    const struct schema_kind **kinds =
        ARENA_NEW(paging->lookup->arena, const struct schema_kind *, schema->kind_count);
    size_t count = 0;
    if (!paging->gathered->shape || !paging->gathered->shape->naming)
        return true;
    for (size_t i = 0; i < paging->thing_count; i++) {
        const struct listed_wanted things = {.kind = paging->things[i]};
        size_t total;
        if (!kind_total(paging, &things, &total))
            return false;
        if (total) /* of what is not there nothing is named */
            kinds[count++] = paging->things[i];
    }
    facts->without = kinds;
    facts->without_count = count;
    paging->lends = count > 0;
    return true;
}

static bool kinds_take(struct paging *paging)
{
    const struct gathered *gathered = paging->gathered;
    paging->thing_count = thing_kinds(gathered, paging->things);
    for (size_t i = 0; i < paging->thing_count; i++)
        paging->kinds[paging->kind_count++] = (struct listed_wanted){.kind = paging->things[i]};
    paging->lends = gathered->shape && gathered->shape->lent_only;
    if (!gathered->kind || !gathered->kind->is_fact || paging->lends)
        return true;
    struct listed_wanted *facts = &paging->kinds[paging->kind_count++];
    *facts = (struct listed_wanted){.kind = gathered->kind};
    return lending_leave_out(paging, facts);
}

static bool rows_count(struct paging *paging, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < paging->kind_count; i++) {
        size_t of_kind;
        if (!cards_total(paging, &paging->kinds[i], &of_kind))
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
    if (!cards_total(paging, &wanted, &count))
        return false;
    *is_long = count >= ITEMS_MOST;
    return true;
}

/* Whether the list has many rows, or they are made of more facts than can be looked at. */
static bool list_is_long(struct paging *paging, bool *is_long)
{
    const struct gathered *gathered = paging->gathered;
    const struct schema *schema = paging->lookup->query->schema;
    size_t count;
    if (!rows_count(paging, &count))
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

/* The bounds of "2015", "2014..2015", "2015-02..", "none", "known": texts of days, compared by
 * their bytes. */
static struct listed_days days_of(struct arena *arena, struct span wanted)
{
    if (span_equal(wanted, SPAN("none")))
        return (struct listed_days){SPAN(""), SPAN("0")};
    if (span_equal(wanted, SPAN("known")))
        return (struct listed_days){SPAN("0"), SPAN("~")};
    size_t dots = span_find(wanted, SPAN(".."), 0);
    struct span from = span_slice(wanted, 0, dots == SIZE_MAX ? wanted.size : dots);
    struct span to = dots == SIZE_MAX ? wanted : span_slice(wanted, dots + 2, wanted.size);
    return (struct listed_days){from.size ? from : SPAN("0"),
                                arena_format(arena, "%.*s~", SPAN_ARGS(to))};
}

/* A filter on a property of facts; false where the registry lists nothing by it. */
static bool property_filter(struct paging *paging, struct listed_wanted *facts,
                            const struct query_filter *filter)
{
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

/* names: with commas between. */
static bool kind_filter(struct paging *paging, struct span names)
{
    size_t kept = 0;
    for (size_t i = 0; i < paging->kind_count; i++) {
        struct span rest = names, name;
        bool wanted = false;
        while (rest.size && span_next_part(&rest, ',', &name))
            wanted |= span_equal(paging->kinds[i].kind->name, name);
        if (wanted)
            paging->kinds[kept++] = paging->kinds[i];
    }
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
    return facts && property_filter(paging, &paging->kinds[0], filter);
}

/* The numbers of the regions that are wanted. */
static bool regions_take(struct paging *paging)
{
    const struct query_list_request *request = paging->request;
    const int64_t *numbers;
    size_t taken;
    if (!request->region.size && !request->district.size)
        return true;
    if (!region_numbers(paging->lookup, request->region, request->district, &numbers, &taken))
        return false;
    if (!paging->lookup->query->reference) {
        paging->decided = false;
        return true;
    }
    for (size_t i = 0; i < paging->kind_count; i++) {
        paging->kinds[i].regions = numbers;
        paging->kinds[i].region_count = taken;
    }
    return true;
}

/* State and confidence; the registry lists nothing that is rejected. */
static bool standing_take(struct paging *paging)
{
    if (!standing_filter_read(paging->lookup, paging->request, &paging->standing))
        return false;
    for (size_t i = 0; i < paging->kind_count; i++) {
        struct listed_wanted *wanted = &paging->kinds[i];
        wanted->in_state = paging->standing.in_state;
        wanted->state = (enum listed_state)paging->standing.state;
        if (!wanted->kind->is_fact)
            continue;
        wanted->confidence_from = paging->standing.from;
        wanted->confidence_to = paging->standing.to < LISTED_CERTAIN ? paging->standing.to : 0;
    }
    return true;
}

static bool filters_take(struct paging *paging)
{
    const struct query_list_request *request = paging->request;
    /* Of all rows each is looked at; of a thing that has values of facts what its names tell is not
     * all. */
    paging->decided = !request->field.size || (!request->all && !paging->lends);
    for (size_t i = 0; i < request->filter_count; i++)
        paging->decided &= filter_take(paging, &request->filters[i]);
    /* A filter by kind leaves whole kinds. */
    bool facts = facts_of(paging) != NULL;
    paging->plain = !request->field.size && !request->region.size && !request->district.size &&
                    !request->state.size && !request->confidence.size &&
                    !(facts && request->filter_count);
    return standing_take(paging) && regions_take(paging);
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
    paging->plain &= !paging->narrowed.any;
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

/* As the registry has it: of as many reports by key and number in either order. */
static int by_reports(const struct placed *one, const struct placed *other)
{
    int order = (one->entity.reports > other->entity.reports) -
                (one->entity.reports < other->entity.reports);
    if (order)
        return one->reverse ? -order : order;
    order = span_compare(one->entity.key, other->entity.key);
    return order ? order
                 : (one->entity.number > other->entity.number) -
                       (one->entity.number < other->entity.number);
}

static int by_place(const void *left, const void *right)
{
    const struct placed *one = left, *other = right;
    int order = 0;
    if (one->order == ORDER_REPORTS)
        return by_reports(one, other);
    if (one->order != ORDER_NUMBER && !one->entity.key.size != !other->entity.key.size)
        return one->entity.key.size ? -1 : 1;
    else if (one->order != ORDER_NUMBER)
        order = span_compare(one->entity.key, other->entity.key);
    if (!order)
        order = (one->entity.number > other->entity.number) -
                (one->entity.number < other->entity.number);
    return one->reverse ? -order : order;
}

static struct list_cursor cursor_behind(size_t offset, const struct listed_entity *last)
{
    return (struct list_cursor){offset, last->number, last->reports, last->key};
}

/* The numbers of the page's entities: of each kind its first are asked for, then all are merged.
 * They begin behind the entity of the cursor, where there is one. *next is where they end; its
 * number is 0 where there are no others. One more than the page is asked for to know that. */
static bool numbers_find(struct paging *paging, size_t offset, size_t limit, int64_t **numbers,
                         size_t *count, struct list_cursor *next)
{
    struct lookup *lookup = paging->lookup;
    struct {
        struct placed *items;
        size_t count;
        size_t capacity;
    } placed = {0};
    bool alone = is_alone(paging);
    const struct list_cursor *cursor = paging->cursor;
    bool behind = cursor && cursor->number;
    size_t skipped = behind ? 0 : offset;
    for (size_t i = 0; i < paging->kind_count; i++) {
        struct listed_wanted *wanted = &paging->kinds[i];
        struct listed_entities found;
        wanted->offset = alone ? skipped : 0;
        wanted->limit = (alone ? limit : skipped + limit) + 1;
        if (behind)
            wanted->after = (struct listed_after){cursor->number, cursor->key, cursor->reports};
        if (!store_listed(lookup->query->store, wanted, lookup->arena, &found, lookup->error))
            return false;
        for (size_t k = 0; k < found.count; k++)
            *ARRAY_PUSH(lookup->arena, &placed) =
                (struct placed){found.items[k], wanted->order, wanted->reverse};
    }
    if (!alone && placed.count)
        qsort(placed.items, placed.count, sizeof *placed.items, by_place);
    size_t first = alone ? 0 : skipped < placed.count ? skipped : placed.count;
    *count = placed.count - first < limit ? placed.count - first : limit;
    *numbers = ARENA_NEW(lookup->arena, int64_t, *count);
    for (size_t i = 0; i < *count; i++)
        (*numbers)[i] = placed.items[first + i].entity.number;
    *next = (struct list_cursor){0};
    if (*count && placed.count - first > limit)
        *next = cursor_behind(offset + *count, &placed.items[first + *count - 1].entity);
    return true;
}

/* ---- counts ---- */

static void kind_count_add(struct paging *paging, const struct schema_kind *kind, size_t count,
                           struct listed_counts *counts)
{
    *ARRAY_PUSH(paging->lookup->arena, &counts->by_kind) =
        (struct listed_value){.text = kind->name, .count = count};
}

/* Which regions the kind's cards have together: there may be thousands of such rows. */
static bool together_count(struct paging *paging, const struct schema_kind *kind,
                           struct listed_counts *counts)
{
    struct lookup *lookup = paging->lookup;
    struct listed_values values;
    if (!store_listed_tallies(lookup->query->store, kind, TALLY_TOGETHER, lookup->arena, &values,
                              lookup->error))
        return false;
    listed_counts_together(lookup->arena, counts, lookup->query->reference, &values);
    return true;
}

/* All rows are wanted: total and values are known. Facts that lend their values count too. */
static bool plain_count(struct paging *paging, struct listed_counts *counts, size_t *total)
{
    struct arena *arena = paging->lookup->arena;
    for (size_t i = 0; i < paging->kind_count; i++) {
        const struct listed_wanted *wanted = &paging->kinds[i];
        size_t of_kind;
        if (!kind_total(paging, wanted, &of_kind))
            return false;
        *total += of_kind;
        kind_count_add(paging, wanted->kind, of_kind, counts);
        for (int what = TALLY_CHOICE; what < TALLY_DOUBTFUL; what++) {
            struct listed_values values;
            if (!store_listed_tallies(paging->lookup->query->store, wanted->kind,
                                      (enum listed_tally)what, arena, &values,
                                      paging->lookup->error))
                return false;
            listed_counts_add(arena, counts, (enum listed_tally)what, &values);
        }
        if (paging->request->facets && !together_count(paging, wanted->kind, counts))
            return false;
    }
    return !paging->request->facets ||
           list_fields_first(paging->lookup, paging->kinds, paging->kind_count, counts);
}

/* ---- the best index ---- */

/* How many cards of the kind have the value, or a year between two. */
static bool tally_sum(struct paging *paging, const struct schema_kind *kind, int what,
                      struct span from, struct span to, size_t *sum)
{
    struct listed_values values;
    *sum = 0;
    if (!store_listed_tallies(paging->lookup->query->store, kind, (enum listed_tally)what,
                              paging->lookup->arena, &values, paging->lookup->error))
        return false;
    for (size_t i = 0; i < values.count; i++)
        if (span_compare(values.items[i].text, from) >= 0 &&
            span_compare(values.items[i].text, to) <= 0)
            *sum += values.items[i].count;
    return true;
}

/* … a day of the years of those that are wanted. */
static bool years_sum(struct paging *paging, const struct listed_wanted *wanted, int day,
                      size_t *sum)
{
    const struct listed_days *days = &wanted->days[day];
    return tally_sum(paging, wanted->kind, TALLY_YEAR + day, span_slice(days->from, 0, 4),
                     days->below, sum);
}

static bool regions_sum(struct paging *paging, const struct listed_wanted *wanted, size_t *sum)
{
    struct listed_values values;
    *sum = 0;
    if (!store_listed_tallies(paging->lookup->query->store, wanted->kind, TALLY_REGION,
                              paging->lookup->arena, &values, paging->lookup->error))
        return false;
    for (size_t i = 0; i < values.count; i++)
        for (size_t k = 0; k < wanted->region_count; k++)
            if (wanted->regions[k] == values.items[i].number)
                *sum += values.items[i].count;
    return true;
}

static void narrow_take(struct listed_wanted *wanted, enum listed_narrow narrow, int place,
                        size_t count, size_t *least)
{
    if (count >= *least)
        return;
    *least = count;
    wanted->narrow = narrow;
    wanted->narrow_place = place;
}

/* Whether nothing has a value, or a day of the years, that is wanted: then no row is looked at.
 * Facts of little confidence are not counted, nor is what has no day. */
static bool is_nowhere(struct paging *paging, const struct listed_wanted *wanted, bool *nowhere)
{
    size_t count = 1;
    for (int i = 0; i < LISTED_CHOICES && count; i++)
        if (wanted->choices[i].size && !tally_sum(paging, wanted->kind, TALLY_CHOICE + i,
                                                  wanted->choices[i], wanted->choices[i], &count))
            return false;
    for (int i = 0; i < LISTED_DAYS && count; i++)
        if (wanted->days[i].from.size && !years_sum(paging, wanted, i, &count))
            return false;
    *nowhere = !count && wanted->confidence_from >= LISTED_SURE;
    return true;
}

/* Rows that are found by a condition's own index cost some fourteen times as much as those that
 * are passed by in the order of the list. A choice has none. */
static bool narrow_choose(struct paging *paging, struct listed_wanted *wanted)
{
    enum { DEARER = 14 };
    static const char *const states[QUERY_STATES] = {"0", "1", "2", "3"}; /* nothing has the last */
    size_t all, count;
    if (wanted->among || (wanted->kind->is_fact && !wanted->kind->order))
        return true;
    if (!kind_total(paging, wanted, &all))
        return false;
    size_t least = all / DEARER;
    for (int i = 1; i < LISTED_DAYS; i++) { /* the first is the order of such lists */
        if (!wanted->days[i].below.size)
            continue;
        if (!years_sum(paging, wanted, i, &count))
            return false;
        narrow_take(wanted, NARROW_DAY, i, count, &least);
    }
    if (wanted->region_count) {
        if (!regions_sum(paging, wanted, &count))
            return false;
        narrow_take(wanted, NARROW_REGION, 0, count, &least);
    }
    if (wanted->in_state && wanted->state != LISTED_READ) {
        struct span state = span_of(states[wanted->state]);
        if (!tally_sum(paging, wanted->kind, TALLY_STATE, state, state, &count))
            return false;
        narrow_take(wanted, NARROW_STATE, 0, count, &least);
    }
    return true;
}

/* Narrows what is wanted of each kind to what has the field, among the newest that the other
 * filters leave. */
static bool fields_narrow(struct paging *paging)
{
    const struct field *field;
    if (!field_filter_read(paging->lookup, paging->request->field, &field))
        return false;
    for (size_t i = 0; field && paging->decided && i < paging->kind_count; i++)
        if (!narrow_choose(paging, &paging->kinds[i]) ||
            !list_fields_narrow(paging->lookup, field, &paging->kinds[i], &paging->narrowed.cut))
            return false;
    return true;
}

/* ---- the question ---- */

/* By the day of the order, what has none last; equal ones by number. As the registry has it. */
static int by_day(const void *left, const void *right, void *context)
{
    const struct listed_wanted *wanted = context;
    const struct listed_row *one = left, *other = right;
    struct span a = one->days[wanted->day], b = other->days[wanted->day];
    if (!a.size != !b.size)
        return a.size ? -1 : 1;
    int order = span_compare(a, b);
    if (!order)
        order = (one->number > other->number) - (one->number < other->number);
    return wanted->reverse ? -order : order;
}

/* Rows in the order of a day, which no index has beside what else is wanted: where they are few
 * enough they are taken in the order in which they come, and sorted here; *cut says that they are
 * not, and that these are others than the first. */
static bool rows_of_day(struct paging *paging, struct listed_wanted *wanted,
                        struct listed_rows *rows, bool *cut)
{
    struct listed_wanted any = *wanted;
    struct lookup *lookup = paging->lookup;
    any.order = ORDER_KEY;
    any.reverse = !wanted->kind->order;
    if (!store_listed_rows(lookup->query->store, &any, LIST_COUNTED + 1, lookup->arena, rows,
                           lookup->error))
        return false;
    *cut = wanted->many = rows->count > LIST_COUNTED;
    if (!*cut && rows->count)
        qsort_r(rows->items, rows->count, sizeof *rows->items, by_day, wanted);
    return true;
}

/* Looks at the first rows that are wanted, to count what they have. *rows: those of a list of one
 * kind, in its order, unless there are more of them than are looked at. */
static bool rows_look(struct paging *paging, struct listed_counts *counts, size_t *total,
                      struct listed_rows *rows)
{
    struct lookup *lookup = paging->lookup;
    for (size_t i = 0; i < paging->kind_count && *total <= LIST_COUNTED; i++) {
        struct listed_wanted *wanted = &paging->kinds[i];
        bool fine = true, other = false, nowhere;
        if (!is_nowhere(paging, wanted, &nowhere) || !narrow_choose(paging, wanted))
            return false;
        if (nowhere)
            *rows = (struct listed_rows){0};
        else if (wanted->order == ORDER_DAY && !wanted->among && !wanted->narrow)
            fine = rows_of_day(paging, wanted, rows, &other);
        else
            fine = store_listed_rows(lookup->query->store, wanted, LIST_COUNTED + 1, lookup->arena,
                                     rows, lookup->error);
        if (!fine)
            return false;
        *total += rows->count;
        kind_count_add(paging, wanted->kind, rows->count, counts);
        listed_counts_rows(lookup->arena, counts, lookup->query->reference, rows);
        if (paging->request->facets && !list_fields_rows(lookup, wanted->kind, rows, counts))
            return false;
        paging->unordered |= other;
    }
    return true;
}

/* Facts of little confidence that are left out. */
static bool doubtful_count(struct paging *paging, size_t *doubtful)
{
    struct lookup *lookup = paging->lookup;
    for (size_t i = 0; i < paging->kind_count && !paging->request->confidence.size; i++) {
        struct listed_wanted wanted = paging->kinds[i];
        size_t all, count;
        if (!wanted.kind->is_fact)
            continue;
        if (!doubtful_total(paging, wanted.kind, &all))
            return false;
        count = all < LIST_COUNTED ? all : LIST_COUNTED;
        wanted.confidence_from = 0;
        wanted.confidence_to = LISTED_SURE - 1;
        bool some = !paging->plain || wanted.without_count;
        if (all && some &&
            !store_listed_count(lookup->query->store, &wanted, LIST_COUNTED, &count, lookup->error))
            return false;
        *doubtful += count;
    }
    return true;
}

/* Where the last row of a page stands in the order: the rows that were looked at do not tell. */
static bool cursor_of_number(struct paging *paging, size_t offset, int64_t number,
                             struct list_cursor *next)
{
    struct listed_wanted wanted = paging->kinds[0];
    struct listed_entities found;
    wanted.among = &number;
    wanted.among_count = 1;
    wanted.narrow = NARROW_NONE;
    wanted.offset = 0;
    wanted.limit = 1;
    if (!store_listed(paging->lookup->query->store, &wanted, paging->lookup->arena, &found,
                      paging->lookup->error))
        return false;
    if (found.count)
        *next = cursor_behind(offset, &found.items[0]);
    return true;
}

/* The numbers of the page, out of the rows that were looked at where they reach. */
static bool page_numbers(struct paging *paging, const struct listed_rows *rows, size_t limit,
                         int64_t **numbers, size_t *count, struct list_cursor *next)
{
    const struct list_cursor *cursor = paging->cursor;
    size_t first = cursor->offset;
    bool found = !cursor->number;
    for (size_t i = 0; i < rows->count && !found; i++)
        if (rows->items[i].number == cursor->number) {
            found = true;
            first = i + 1;
        }
    if (!is_alone(paging) || paging->plain || paging->unordered || !found ||
        (rows->count > LIST_COUNTED && first + limit > rows->count))
        return numbers_find(paging, cursor->offset, limit, numbers, count, next);
    first = first < rows->count ? first : rows->count;
    *count = rows->count - first < limit ? rows->count - first : limit;
    *numbers = ARENA_NEW(paging->lookup->arena, int64_t, *count);
    for (size_t i = 0; i < *count; i++)
        (*numbers)[i] = rows->items[first + i].number;
    *next = (struct list_cursor){0};
    return first + *count == rows->count || !*count ||
           cursor_of_number(paging, first + *count, (*numbers)[*count - 1], next);
}

static const struct schema_kind *fact_kind(const struct paging *paging)
{
    const struct schema_kind *last =
        paging->kind_count ? paging->kinds[paging->kind_count - 1].kind : NULL;
    return last && last->is_fact ? last : NULL;
}

static bool page_make(struct paging *paging, struct query_list *list)
{
    const struct query_list_request *request = paging->request;
    struct listed_counts *counts = ARENA_NEW(paging->lookup->arena, struct listed_counts, 1);
    struct listed_rows rows = {0};
    size_t limit = request->limit ? request->limit : LIST_PAGE, count;
    struct list_cursor next;
    int64_t *numbers;
    if (!(paging->plain ? plain_count(paging, counts, &list->total)
                        : rows_look(paging, counts, &list->total, &rows)) ||
        !page_numbers(paging, &rows, limit, &numbers, &count, &next) ||
        !doubtful_count(paging, &list->doubtful))
        return false;
    bool cut = !paging->plain && list->total > LIST_COUNTED;
    list->newest_only = paging->narrowed.cut;
    list->more = list->newest_only || cut;
    list->total = cut ? LIST_COUNTED : list->total;
    facets_of_counts(paging->gathered, fact_kind(paging), counts, request->facets, list->more,
                     list);
    if (next.number)
        list->next_cursor = list_cursor_write(paging->lookup, request, &next);
    return gather_some(paging->lookup, request->name, numbers, count, paging->gathered);
}

/* Gathers the rows of as many entities as a part has, in the list's order if the registry knows it,
 * else in its own. */
static bool part_make(struct paging *paging, struct query_list *list)
{
    const struct query_list_request *request = paging->request;
    struct list_cursor next;
    int64_t *numbers;
    size_t count;
    if (!order_take(paging, list->sort)) {
        list->sort = list_own_sort(paging->gathered);
        order_take(paging, list->sort);
    }
    if (!numbers_find(paging, request->offset, request->limit, &numbers, &count, &next))
        return false;
    list->next_part = next.number ? next.offset : 0;
    return gather_some(paging->lookup, request->name, numbers, count, paging->gathered);
}

static int by_listed_number(const void *left, const void *right)
{
    const struct listed_entity *one = left, *other = right;
    return (one->number > other->number) - (one->number < other->number);
}

static bool listed_has(const struct listed_entities *listed, int64_t number)
{
    const struct listed_entity key = {.number = number};
    return listed->count &&
           bsearch(&key, listed->items, listed->count, sizeof key, by_listed_number);
}

/* Leaves of the numbers the things, and of the facts those whose cards say that filters on their
 * own properties may let them pass: of others no rows need be made. */
static bool sought_leave(struct paging *paging, int64_t *numbers, size_t *count)
{
    struct lookup *lookup = paging->lookup;
    const struct query_list_request *request = paging->request;
    struct listed_wanted wanted;
    struct listed_entities facts, fit;
    size_t kept = 0, filters = 0;
    if (!*count || !fact_kind(paging))
        return true;
    wanted = (struct listed_wanted){.kind = fact_kind(paging),
                                    .among = numbers,
                                    .among_count = *count,
                                    .order = ORDER_NUMBER,
                                    .limit = *count};
    struct listed_wanted filtered = wanted;
    for (size_t i = 0; i < request->filter_count; i++)
        filters += property_filter(paging, &filtered, &request->filters[i]);
    if (!filters)
        return true;
    if (!store_listed(lookup->query->store, &wanted, lookup->arena, &facts, lookup->error) ||
        !store_listed(lookup->query->store, &filtered, lookup->arena, &fit, lookup->error))
        return false;
    for (size_t i = 0; i < *count; i++)
        if (!listed_has(&facts, numbers[i]) || listed_has(&fit, numbers[i]))
            numbers[kept++] = numbers[i];
    *count = kept;
    return true;
}

/* Gathers the rows among which those that are wanted are to be sought: the newest. */
static bool rows_seek(struct paging *paging)
{
    struct list_cursor next;
    int64_t *numbers;
    size_t count;
    paging->cursor = NULL; /* it is looked for among all of them */
    for (size_t i = 0; i < paging->kind_count; i++) {
        paging->kinds[i].order = ORDER_NUMBER;
        paging->kinds[i].reverse = true;
    }
    if (!numbers_find(paging, 0, SOUGHT_MOST, &numbers, &count, &next))
        return false;
    paging->lookup->cut |= paging->narrowed.cut || count == SOUGHT_MOST;
    return sought_leave(paging, numbers, &count) &&
           gather_some(paging->lookup, paging->request->name, numbers, count, paging->gathered);
}

bool list_page(struct lookup *lookup, const struct query_list_request *request,
               const struct list_cursor *cursor, struct gathered *gathered, struct query_list *list,
               enum page_rows *rows)
{
    const struct query *query = lookup->query;
    struct paging *paging = ARENA_NEW(lookup->arena, struct paging, 1);
    bool is_long;
    *rows = ROWS_ALL;
    *paging = (struct paging){
        .lookup = lookup, .request = request, .cursor = cursor, .gathered = gathered};
    if (query->known_at || date_is_set(query->as_of))
        return true;
    if (!kinds_take(paging) || !list_is_long(paging, &is_long))
        return false;
    if (!is_long && !request->paged)
        return true;
    if (!filters_take(paging) || !narrow(paging) || !fields_narrow(paging))
        return false;
    if (request->all) {
        *rows = paging->decided ? ROWS_OF_PAGE : ROWS_OF_PART;
        return part_make(paging, list);
    }
    paging->decided &= order_take(paging, list->sort);
    *rows = paging->decided ? ROWS_OF_PAGE : ROWS_SOUGHT;
    return paging->decided ? page_make(paging, list) : rows_seek(paging);
}

bool list_regions(struct lookup *lookup, const struct query_list_request *request,
                  struct gathered *gathered, struct listed_values *values, size_t *total,
                  bool *more, bool *decided)
{
    struct paging *paging = ARENA_NEW(lookup->arena, struct paging, 1);
    *paging = (struct paging){.lookup = lookup, .request = request, .gathered = gathered};
    *values = (struct listed_values){0};
    *total = 0;
    if (!kinds_take(paging) || !filters_take(paging) || !narrow(paging) || !fields_narrow(paging))
        return false;
    *decided = paging->decided;
    if (!*decided)
        return true;
    struct listed_counts *counts = ARENA_NEW(lookup->arena, struct listed_counts, 1);
    struct listed_rows rows = {0};
    if (!(paging->plain ? plain_count(paging, counts, total)
                        : rows_look(paging, counts, total, &rows)))
        return false;
    bool cut = !paging->plain && *total > LIST_COUNTED;
    *values = counts->values[TALLY_REGION];
    *more = cut || paging->narrowed.cut;
    *total = cut ? LIST_COUNTED : *total;
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
    if (!kinds_take(paging))
        return false;
    for (size_t i = 0; i < paging->kind_count; i++) {
        size_t of_kind;
        if (!kind_total(paging, &paging->kinds[i], &of_kind))
            return false;
        *count += of_kind;
    }
    return true;
}
