/* Fields of activity. */
#include "activity.h"

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
    size_t count = fields_of_text(lookup->query->fields, text, found);
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
