/* Fields of activity. */
#include "activity.h"

#include <stdlib.h>

#include "store_list.h"

/* The properties whose values have fields. counted: for the share of what has none. */
static const struct {
    const char *kind;
    const char *property;
    bool counted;
} classified[] = {
    {"agreement", "subjects", true},  {"project", "what", true},
    {"site", "specialization", true}, {"Product", "name", true},
    {"Project", "name", true},        {"supply", "goods", false},
    {"need", "goods", false},         {"partnership", "field", false},
    {"deployment", "what", false},    {"Programme", "name", false},
    {"Cluster", "name", false},       {"Site", "name", false},
};
enum { CLASSIFIED = sizeof classified / sizeof *classified };

static size_t classified_find(const struct schema_kind *kind,
                              const struct schema_property *property)
{
    size_t i = 0;
    while (i < CLASSIFIED && !(span_equal(kind->name, span_of(classified[i].kind)) &&
                               span_equal(property->name, span_of(classified[i].property))))
        i++;
    return i;
}

bool property_has_fields(const struct schema_kind *kind, const struct schema_property *property)
{
    return classified_find(kind, property) < CLASSIFIED;
}

static void field_add(struct query_fields *fields, const struct field *field)
{
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i] == field)
            return;
    if (fields->count < QUERY_FIELDS)
        fields->items[fields->count++] = field;
}

/* What a user decided: codes with commas between them. */
static void stated_add(struct lookup *lookup, struct span codes, struct query_fields *fields)
{
    struct span code;
    fields->stated = true;
    while (codes.size && span_next_part(&codes, ',', &code)) {
        const struct field *field = field_named(lookup->query->fields, code);
        if (field)
            field_add(fields, field);
    }
}

void claim_fields_add(struct lookup *lookup, const struct stored_claim *claim,
                      struct query_fields *fields)
{
    const struct field *found[FIELDS_MOST];
    struct span text = claim->entity.number ? claim->entity.as_said : claim->text;
    if (!lookup->query->fields || !property_has_fields(claim->kind, claim->property))
        return;
    fields->sought = true;
    if (claim->fields.data) {
        stated_add(lookup, claim->fields, fields);
        return;
    }
    size_t count =
        fields_of_text_recall(lookup->query->field_memory, lookup->query->fields, text, found);
    for (size_t i = 0; i < count; i++)
        field_add(fields, found[i]);
}

void item_fields_add(struct lookup *lookup, const struct item *item, struct query_fields *fields)
{
    bool stated = false;
    if (!lookup->query->fields)
        return;
    /* Of a thing, which has a name in each report, what a user decided of one counts for all. */
    for (size_t i = 0; i < item->claim_count && !item->entity.kind->is_fact; i++)
        stated |= item->claims[i].fields.data != NULL;
    for (size_t i = 0; i < item->claim_count; i++)
        if (!stated || item->claims[i].fields.data)
            claim_fields_add(lookup, &item->claims[i], fields);
}

void row_fields_find(struct lookup *lookup, struct query_row *row)
{
    if (row->fields.sought || !lookup->query->fields)
        return;
    for (size_t i = 0; i < row->part_count; i++)
        item_fields_add(lookup, row->parts[i], &row->fields);
}

bool field_filter_read(struct lookup *lookup, struct span name, const struct field **field)
{
    *field = name.size && lookup->query->fields ? field_named(lookup->query->fields, name) : NULL;
    return !name.size || *field ||
           error_add(lookup->error, "query.unknown_field", "field",
                     arena_copy(lookup->arena, name).data, NULL);
}

bool row_has_field(struct lookup *lookup, struct query_row *row, const struct field *field)
{
    row_fields_find(lookup, row);
    for (size_t i = 0; i < row->fields.count; i++)
        if (row->fields.items[i] == field)
            return true;
    return false;
}

/* ---- of many ---- */

static const struct schema_property *kind_property(const struct schema_kind *kind)
{
    for (size_t i = 0; i < CLASSIFIED; i++)
        if (span_equal(kind->name, span_of(classified[i].kind)))
            return schema_property_find(kind, span_of(classified[i].property));
    return NULL;
}

bool kind_has_fields(const struct schema_kind *kind)
{
    return kind_property(kind) != NULL;
}

/* A number of the list, and where it stands there. */
struct listed_place {
    int64_t number;
    size_t place;
};

static int by_number(const void *left, const void *right)
{
    const struct listed_place *one = left, *other = right;
    return (one->number > other->number) - (one->number < other->number);
}

static struct listed_place *places_sort(struct lookup *lookup, const int64_t *numbers, size_t count)
{
    struct listed_place *places = ARENA_NEW(lookup->arena, struct listed_place, count);
    for (size_t i = 0; i < count; i++)
        places[i] = (struct listed_place){numbers[i], i};
    if (count)
        qsort(places, count, sizeof *places, by_number);
    return places;
}

static const struct listed_place *place_find(const struct listed_place *places, size_t count,
                                             int64_t number)
{
    const struct listed_place key = {.number = number};
    return count ? bsearch(&key, places, count, sizeof key, by_number) : NULL;
}

/* Those of which users decided something, by all that is known of them. */
static void decided_fields_find(struct lookup *lookup, const struct stored_numbers *decided,
                                const struct listed_place *places, size_t count,
                                struct field_set *sets)
{
    struct stored_numbers listed = {0};
    struct items items;
    for (size_t i = 0; i < decided->count; i++)
        if (place_find(places, count, decided->items[i]))
            *ARRAY_PUSH(lookup->arena, &listed) = decided->items[i];
    if (!listed.count)
        return;
    items_of_numbers(lookup, listed.items, listed.count, &items);
    for (size_t i = 0; i < items.count; i++) {
        const struct listed_place *place = place_find(places, count, items.items[i].entity.number);
        struct query_fields fields = {.count = 0};
        if (!place)
            continue;
        item_fields_add(lookup, &items.items[i], &fields);
        sets[place->place] = (struct field_set){0};
        for (size_t k = 0; k < fields.count; k++)
            field_set_add(&sets[place->place], lookup->query->fields, fields.items[k]);
    }
}

/* Asks for the fields of the entities, whose sets are empty. */
static bool fields_ask(struct lookup *lookup, const struct schema_kind *kind,
                       const int64_t *numbers, size_t count, struct field_set *sets)
{
    const struct query *query = lookup->query;
    const struct field *found[FIELDS_MOST];
    struct listed_texts texts;
    struct stored_numbers decided;
    if (!store_listed_texts(query->store, kind, kind_property(kind), numbers, count, lookup->arena,
                            &texts, &decided, lookup->error))
        return false;
    const struct listed_place *places = places_sort(lookup, numbers, count);
    for (size_t i = 0; i < texts.count; i++) {
        const struct listed_place *place = place_find(places, count, texts.items[i].number);
        size_t fields =
            fields_of_text_recall(query->field_memory, query->fields, texts.items[i].text, found);
        for (size_t k = 0; k < fields && place; k++)
            field_set_add(&sets[place->place], query->fields, found[k]);
    }
    decided_fields_find(lookup, &decided, places, count, sets);
    return !error_any(lookup->error);
}

/* Forgets what reports have told anew of, or users decided on, since the fields were found. */
static bool memory_refresh(struct lookup *lookup)
{
    enum { CHANGES, READING };
    struct field_memory *memory = lookup->query->field_memory;
    int64_t *notes = memory ? field_memory_notes(memory) : NULL;
    struct store_moment moment;
    struct stored_numbers told;
    bool all;
    if (!memory)
        return true;
    moment = (struct store_moment){.changes = notes[CHANGES], .reading = notes[READING]};
    if (!store_told_since(lookup->query->store, &moment, lookup->arena, &told, &all, lookup->error))
        return false;
    if (all)
        field_memory_forget(memory);
    for (size_t i = 0; i < told.count; i++)
        field_memory_drop(memory, told.items[i]);
    notes[CHANGES] = moment.changes;
    notes[READING] = moment.reading;
    return true;
}

bool fields_of_listed(struct lookup *lookup, const struct schema_kind *kind, const int64_t *numbers,
                      size_t count, struct field_set *sets)
{
    struct field_memory *memory = lookup->query->field_memory;
    int64_t *unknown = ARENA_NEW(lookup->arena, int64_t, count);
    size_t *places = ARENA_NEW(lookup->arena, size_t, count), asked = 0;
    if (!memory_refresh(lookup))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!field_memory_find(memory, numbers[i], &sets[i])) {
            places[asked] = i;
            unknown[asked++] = numbers[i];
        }
    struct field_set *found = ARENA_NEW(lookup->arena, struct field_set, asked);
    if (asked && !fields_ask(lookup, kind, unknown, asked, found))
        return false;
    for (size_t i = 0; i < asked; i++) {
        sets[places[i]] = found[i];
        field_memory_keep(memory, unknown[i], found[i]);
    }
    return true;
}

/* ---- the share of what has none ---- */

static void item_count(struct lookup *lookup, const struct item *item,
                       struct query_classified *counted)
{
    for (size_t i = 0; i < item->claim_count; i++) {
        const struct stored_claim *claim = &item->claims[i];
        size_t place = classified_find(claim->kind, claim->property);
        struct query_fields fields = {.count = 0};
        if (place == CLASSIFIED || !classified[place].counted)
            continue;
        claim_fields_add(lookup, claim, &fields);
        counted->values++;
        counted->without += fields.count == 0;
    }
}

void fields_count(struct lookup *lookup, struct query_classified *counted)
{
    enum { SAMPLE = 100 /* of the newest of each kind: what is asked for often costs little */ };
    const struct query *query = lookup->query;
    for (size_t i = 0; i < CLASSIFIED && query->fields; i++) {
        const struct schema_kind *kind =
            schema_kind_find(query->schema, span_of(classified[i].kind));
        struct items items;
        if (!classified[i].counted || !kind)
            continue;
        items_newest(lookup, &kind, 1, SAMPLE, &items);
        for (size_t k = 0; k < items.count; k++)
            item_count(lookup, &items.items[k], counted);
    }
}
