/* How often each value stands in a list: of rows that were made, or of what the registry counted.
 *
 * Each facet names the parameter by which the list is asked for what has one of its values. */
#include "facets.h"

#include <stdlib.h>

#include "activity.h"
#include "regions.h"
#include "write.h"

enum { YEAR = 4 /* bytes */ };

/* A facet that is being counted. */
struct counting {
    struct arena *arena;
    struct query_facets *facets;
    size_t capacity;
    struct map places; /* of values */
};

static void counting_begin(const struct gathered *gathered, struct query_list *list,
                           struct query_facets facets, struct counting *counting)
{
    struct arena *arena = gathered->lookup->arena;
    *counting = (struct counting){.arena = arena, .facets = &list->filters[list->filter_count++]};
    *counting->facets = facets;
    map_init(&counting->places, arena);
}

/* Counts a value, whose text is asked for where it is new. */
static struct query_facet *value_count(struct counting *counting, struct span value, size_t by)
{
    struct query_facets *facets = counting->facets;
    bool added;
    uint32_t *place = map_add(&counting->places, value, &added);
    if (added) {
        if (facets->count == counting->capacity) {
            size_t capacity = counting->capacity ? counting->capacity * 2 : 8;
            struct query_facet *items = ARENA_NEW(counting->arena, struct query_facet, capacity);
            if (facets->count)
                memcpy(items, facets->items, facets->count * sizeof *items);
            facets->items = items;
            counting->capacity = capacity;
        }
        *place = (uint32_t)facets->count;
        facets->items[facets->count++] = (struct query_facet){.value = value};
    }
    facets->items[*place].count += by;
    return &facets->items[*place];
}

static int by_count(const void *left, const void *right)
{
    const struct query_facet *one = left, *other = right;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    return span_compare(one->value, other->value);
}

static int by_year(const void *left, const void *right)
{
    const struct query_facet *one = left, *other = right;
    return span_compare(other->value, one->value);
}

static void counting_sort(struct counting *counting, int (*order)(const void *, const void *))
{
    if (counting->facets->count)
        qsort(counting->facets->items, counting->facets->count, sizeof *counting->facets->items,
              order);
}

/* ---- what is counted ---- */

static struct span column_parameter(const struct gathered *gathered, struct span name)
{
    return arena_format(gathered->lookup->arena, "filter.%.*s", SPAN_ARGS(name));
}

static void column_begin(const struct gathered *gathered, const struct query_column *column,
                         struct query_list *list, struct counting *counting)
{
    counting_begin(gathered, list,
                   (struct query_facets){.name = column->name,
                                         .label = column->label,
                                         .parameter = column_parameter(gathered, column->name),
                                         .choices = column->type == VALUE_CHOICE},
                   counting);
}

/* One that is no column: "region", "district", "field", "state". */
static void other_begin(const struct gathered *gathered, const char *name, struct query_list *list,
                        struct counting *counting)
{
    const struct query *query = gathered->lookup->query;
    const char *key = arena_format(gathered->lookup->arena, "query.column.%s", name).data;
    counting_begin(gathered, list,
                   (struct query_facets){.name = span_of(name),
                                         .label = QUERY_TEXT(query, key),
                                         .parameter = span_of(name)},
                   counting);
}

static void choice_count(const struct gathered *gathered, struct counting *counting,
                         const struct schema_choice *choice, size_t by)
{
    struct query_facet *facet = value_count(counting, choice->code, by);
    if (!facet->text.data)
        facet->text = label_show(gathered->lookup->query, &choice->label);
}

static void year_count(struct counting *counting, struct span year, size_t by)
{
    if (year.size == YEAR)
        value_count(counting, year, by)->text = year;
}

static void state_count(const struct gathered *gathered, struct counting *counting,
                        enum query_state state, size_t by)
{
    const struct query *query = gathered->lookup->query;
    struct span code = query_state_code(state);
    struct query_facet *facet = value_count(counting, code, by);
    if (!facet->text.data)
        facet->text = QUERY_TEXT(
            query, arena_format(counting->arena, "query.state.%.*s", SPAN_ARGS(code)).data);
}

/* A region has a code, or is known by its name. */
static void region_count(struct counting *counting, const struct reference_region *region,
                         size_t by)
{
    value_count(counting, region->code.size ? region->code : region->name, by)->text = region->name;
}

static void district_count(const struct gathered *gathered, struct counting *counting,
                           const struct reference_region *region, size_t by)
{
    if (region->district)
        value_count(counting, region->district->code, by)->text =
            gathered->lookup->query->tongue == TONGUE_RUSSIAN ? region->district->name
                                                              : region->district->english;
}

/* Columns whose values are choices, and dates where all is wanted. */
static bool is_counted(const struct query_column *column, bool all)
{
    return column->type == VALUE_CHOICE || (all && column->type == VALUE_DATE);
}

enum { OTHERS = 4 };

static void facets_begin(const struct gathered *gathered, struct query_list *list)
{
    list->filters =
        ARENA_NEW(gathered->lookup->arena, struct query_facets, gathered->column_count + OTHERS);
    list->filter_count = 0;
}

/* ---- of rows ---- */

static void cell_count(const struct gathered *gathered, struct counting *counting,
                       const struct query_values *cell)
{
    char day[DATE_TEXT];
    for (size_t i = 0; i < cell->count; i++) {
        const struct query_value *value = &cell->items[i];
        if (value->type == VALUE_CHOICE)
            choice_count(gathered, counting, value->plain.choice, 1);
        else if (value->type == VALUE_DATE)
            year_count(counting,
                       arena_copy(counting->arena,
                                  span_slice(span_of(date_write(value->plain.date, day)), 0, YEAR)),
                       1);
    }
}

/* The regions of a row, and the districts, each once. */
static void rows_places_count(const struct gathered *gathered, struct query_list *list)
{
    struct counting regions, districts;
    struct region_filter filter;
    struct lookup *lookup = gathered->lookup;
    if (!lookup->query->reference ||
        !region_filter_read(lookup, (struct span){0}, (struct span){0}, &filter))
        return;
    other_begin(gathered, "region", list, &regions);
    other_begin(gathered, "district", list, &districts);
    for (size_t i = 0; i < gathered->rows.count; i++) {
        const struct reference_region *found[ROW_REGIONS];
        size_t count = row_regions_find(lookup, &filter, &gathered->rows.items[i],
                                        gathered->columns, gathered->column_count, found);
        for (size_t k = 0; k < count; k++) {
            size_t before = 0;
            region_count(&regions, found[k], 1);
            while (before < k && found[before]->district != found[k]->district)
                before++;
            if (before == k)
                district_count(gathered, &districts, found[k], 1);
        }
    }
    counting_sort(&regions, by_count);
    counting_sort(&districts, by_count);
}

static void field_count(const struct gathered *gathered, struct counting *counting,
                        const struct field *field, size_t by)
{
    value_count(counting, field->code, by)->text =
        gathered->lookup->query->tongue == TONGUE_RUSSIAN ? field->ru : field->en;
}

static void rows_fields_count(const struct gathered *gathered, struct query_list *list)
{
    struct counting counting;
    if (!gathered->lookup->query->fields)
        return;
    other_begin(gathered, "field", list, &counting);
    for (size_t i = 0; i < gathered->rows.count; i++) {
        struct query_row *row = &gathered->rows.items[i];
        row_fields_find(gathered->lookup, row);
        for (size_t k = 0; k < row->fields.count; k++)
            field_count(gathered, &counting, row->fields.items[k], 1);
    }
    counting_sort(&counting, by_count);
}

void facets_of_rows(const struct gathered *gathered, bool all, struct query_list *list)
{
    struct counting counting;
    facets_begin(gathered, list);
    for (size_t k = 0; k < gathered->column_count; k++) {
        if (!is_counted(&gathered->columns[k], all))
            continue;
        column_begin(gathered, &gathered->columns[k], list, &counting);
        for (size_t i = 0; i < gathered->rows.count; i++)
            cell_count(gathered, &counting, &gathered->rows.items[i].cells[k]);
        if (gathered->columns[k].type == VALUE_DATE)
            counting_sort(&counting, by_year);
    }
    if (!all || (gathered->shape && span_equal(list->name, SPAN("reports"))))
        return;
    rows_places_count(gathered, list);
    rows_fields_count(gathered, list);
    other_begin(gathered, "state", list, &counting);
    for (size_t i = 0; i < gathered->rows.count; i++)
        state_count(gathered, &counting, gathered->rows.items[i].state, 1);
}

/* ---- of what the registry counted ---- */

void listed_counts_add(struct arena *arena, struct listed_counts *counts, enum listed_tally what,
                       const struct listed_values *values)
{
    struct listed_values *sum = &counts->values[what];
    for (size_t i = 0; i < values->count; i++) {
        size_t k = 0;
        while (k < sum->count && !span_equal(sum->items[k].text, values->items[i].text))
            k++;
        if (k < sum->count)
            sum->items[k].count += values->items[i].count;
        else
            *ARRAY_PUSH(arena, sum) = values->items[i];
    }
}

static void text_add(struct arena *arena, struct listed_values *values, struct span text)
{
    for (size_t i = 0; i < values->count; i++)
        if (span_equal(values->items[i].text, text)) {
            values->items[i].count++;
            return;
        }
    if (text.size)
        *ARRAY_PUSH(arena, values) = (struct listed_value){.text = text, .count = 1};
}

static void number_add(struct arena *arena, struct listed_values *values, int64_t number, size_t by)
{
    for (size_t i = 0; i < values->count; i++)
        if (values->items[i].number == number) {
            values->items[i].count += by;
            return;
        }
    *ARRAY_PUSH(arena, values) = (struct listed_value){.number = number, .count = by};
}

/* A card is counted once as of each of its regions; so where two are of one district, or are one
 * region today, it is counted twice as of that. */
static void together_add(struct arena *arena, struct listed_counts *counts,
                         const struct reference *reference, const int64_t *numbers, size_t by)
{
    const struct reference_region *found[LISTED_REGIONS];
    for (size_t i = 0; reference && i < LISTED_REGIONS; i++) {
        bool region_again = false, district_again = false, again = false;
        const struct reference_region *region =
            reference_region_of_number(reference, (uint32_t)llabs(numbers[i]));
        found[i] = region ? reference_subject(region) : NULL;
        for (size_t k = 0; k < i && found[i]; k++) {
            again |= llabs(numbers[k]) == llabs(numbers[i]);
            region_again |= found[k] == found[i];
            district_again |= found[k] && found[k]->district == found[i]->district;
        }
        if (region_again && !again)
            number_add(arena, &counts->twice_regions, (int64_t)found[i]->number, by);
        if (district_again && !again && found[i]->district)
            number_add(arena, &counts->twice_districts, (int64_t)found[i]->number, by);
    }
}

void listed_counts_together(struct arena *arena, struct listed_counts *counts,
                            const struct reference *reference, const struct listed_values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        int64_t numbers[LISTED_REGIONS] = {0};
        const char *at = values->items[i].text.data;
        for (size_t k = 0; k < LISTED_REGIONS; k++) {
            char *end;
            numbers[k] = strtoll(at, &end, 10);
            at = end;
        }
        together_add(arena, counts, reference, numbers, values->items[i].count);
    }
}

static void row_regions_add(struct arena *arena, struct listed_values *values,
                            const struct listed_row *row)
{
    for (size_t i = 0; i < LISTED_REGIONS && row->regions[i]; i++) {
        size_t before = 0;
        while (before < i && llabs(row->regions[before]) != llabs(row->regions[i]))
            before++;
        if (before == i)
            number_add(arena, values, llabs(row->regions[i]), 1);
    }
}

void listed_counts_fields(struct arena *arena, struct listed_counts *counts,
                          const struct field_set *sets, size_t count)
{
    counts->fields = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++)
            for (uint64_t bits = sets[i].bits[k]; bits; bits &= bits - 1)
                number_add(arena, &counts->by_field, (int64_t)k * 64 + __builtin_ctzll(bits), 1);
}

/* There are few values of each. */
void listed_counts_rows(struct arena *arena, struct listed_counts *counts,
                        const struct reference *reference, const struct listed_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct listed_row *row = &rows->items[i];
        for (size_t k = 0; k < LISTED_CHOICES; k++)
            text_add(arena, &counts->values[TALLY_CHOICE + k], row->choices[k]);
        for (size_t k = 0; k < LISTED_DAYS; k++)
            text_add(arena, &counts->values[TALLY_YEAR + k], span_slice(row->days[k], 0, YEAR));
        row_regions_add(arena, &counts->values[TALLY_REGION], row);
        if (row->regions[1])
            together_add(arena, counts, reference, row->regions, 1);
        number_add(arena, &counts->values[TALLY_STATE], row->state, 1);
    }
}

static void twice_take(const struct gathered *gathered, const struct listed_counts *counts,
                       struct counting *regions, struct counting *districts)
{
    size_t count;
    const struct reference_region *all =
        reference_regions(gathered->lookup->query->reference, &count);
    for (size_t i = 0; i < counts->twice_regions.count; i++)
        region_count(regions, &all[counts->twice_regions.items[i].number],
                     -counts->twice_regions.items[i].count);
    for (size_t i = 0; i < counts->twice_districts.count; i++)
        district_count(gathered, districts, &all[counts->twice_districts.items[i].number],
                       -counts->twice_districts.items[i].count);
}

static void counted_places(const struct gathered *gathered, const struct listed_counts *counts,
                           struct query_list *list)
{
    const struct listed_values *values = &counts->values[TALLY_REGION];
    const struct reference *reference = gathered->lookup->query->reference;
    struct counting regions, districts;
    if (!reference)
        return;
    other_begin(gathered, "region", list, &regions);
    other_begin(gathered, "district", list, &districts);
    for (size_t i = 0; i < values->count; i++) {
        const struct reference_region *region =
            reference_region_of_number(reference, (uint32_t)values->items[i].number);
        if (!region)
            continue;
        region_count(&regions, reference_subject(region), values->items[i].count);
        district_count(gathered, &districts, reference_subject(region), values->items[i].count);
    }
    twice_take(gathered, counts, &regions, &districts);
    counting_sort(&regions, by_count);
    counting_sort(&districts, by_count);
}

static void counted_kinds(const struct gathered *gathered, const struct listed_values *kinds,
                          struct counting *counting)
{
    for (size_t i = 0; i < kinds->count; i++) {
        const struct schema_kind *kind =
            schema_kind_find(gathered->lookup->query->schema, kinds->items[i].text);
        if (kind && kinds->items[i].count)
            value_count(counting, kind->name, kinds->items[i].count)->text =
                label_show(gathered->lookup->query, &kind->label);
    }
}

/* A column that is a property of the list's facts, or their kind. */
static void counted_column(const struct gathered *gathered, const struct schema_kind *kind,
                           const struct query_column *column, const struct listed_counts *counts,
                           struct query_list *list)
{
    struct counting counting;
    const struct schema_property *property = column->property;
    int choice = kind && property ? store_choice_place(kind, property) : -1;
    int day = kind && property ? store_day_place(kind, property) : -1;
    column_begin(gathered, column, list, &counting);
    if (!property && span_equal(column->name, SPAN(KIND_COLUMN)))
        counted_kinds(gathered, &counts->by_kind, &counting);
    for (size_t i = 0; choice >= 0 && i < counts->values[TALLY_CHOICE + choice].count; i++) {
        const struct listed_value *value = &counts->values[TALLY_CHOICE + choice].items[i];
        const struct schema_choice *found = schema_choice_find(property, value->text);
        if (found)
            choice_count(gathered, &counting, found, value->count);
    }
    for (size_t i = 0; day >= 0 && i < counts->values[TALLY_YEAR + day].count; i++)
        year_count(&counting, counts->values[TALLY_YEAR + day].items[i].text,
                   counts->values[TALLY_YEAR + day].items[i].count);
    counting_sort(&counting, day >= 0 ? by_year : by_count);
}

static void counted_fields(const struct gathered *gathered, const struct listed_counts *counts,
                           struct query_list *list)
{
    struct counting counting;
    size_t count;
    const struct field *all = fields_all(gathered->lookup->query->fields, &count);
    other_begin(gathered, "field", list, &counting);
    for (size_t i = 0; i < counts->by_field.count; i++)
        field_count(gathered, &counting, &all[counts->by_field.items[i].number],
                    counts->by_field.items[i].count);
    counting_sort(&counting, by_count);
    counting.facets->more = counts->fields_more;
}

void facets_of_counts(const struct gathered *gathered, const struct schema_kind *kind,
                      const struct listed_counts *counts, bool all, bool more,
                      struct query_list *list)
{
    struct counting counting;
    facets_begin(gathered, list);
    for (size_t i = 0; i < gathered->column_count; i++)
        if (is_counted(&gathered->columns[i], all))
            counted_column(gathered, kind, &gathered->columns[i], counts, list);
    if (all) {
        counted_places(gathered, counts, list);
        if (counts->fields)
            counted_fields(gathered, counts, list);
        other_begin(gathered, "state", list, &counting);
        for (size_t i = 0; i < counts->values[TALLY_STATE].count; i++)
            state_count(gathered, &counting,
                        (enum query_state)counts->values[TALLY_STATE].items[i].number,
                        counts->values[TALLY_STATE].items[i].count);
    }
    for (size_t i = 0; i < list->filter_count; i++)
        list->filters[i].more |= more;
}
