/* The rows of a list: things, with what the facts that name them lend, and facts. */
#include "gather.h"
#include "rank.h"
#include "states.h"

#include <stdio.h>

/* Of a thing, the newest, on a page; of one that more reports name they are sought as pairs, or
 * among what its newest sources tell. */
enum { FACTS_BESIDE = 10, FACTS_COUNTED = 200, SOURCES_LOOKED_AT = 40 };

static bool kind_is_of(const struct schema_kind *kind, const char *name)
{
    return !kind->is_fact && !span_equal(kind->family, SPAN("report")) &&
           (span_equal(kind->name, span_of(name)) || span_equal(kind->family, span_of(name)));
}

/* The kinds of the list's things. "place" is a family too, but clusters and sites are no places. */
size_t thing_kinds(const struct gathered *gathered, const struct schema_kind **kinds)
{
    const struct schema *schema = gathered->lookup->query->schema;
    size_t count = 0;
    for (size_t i = 0; i < schema->kind_count && count < KINDS_MOST; i++) {
        const struct schema_kind *kind = &schema->kinds[i];
        bool wanted = !gathered->shape && kind == gathered->kind && !kind->is_fact;
        for (size_t k = 0; gathered->shape && gathered->shape->things[k] && !wanted; k++)
            wanted = kind_is_of(kind, gathered->shape->things[k]);
        if (wanted)
            kinds[count++] = kind;
    }
    return count;
}

/* ---- columns ---- */

static void column_of_property(const struct query *query, const struct schema_property *property,
                               struct query_column *column)
{
    *column = (struct query_column){property->name, label_show(query, &property->label),
                                    property->type, property->listed, property};
}

size_t columns_of_kind(const struct query *query, const struct schema_kind *kind,
                       struct query_column **columns)
{
    *columns = ARENA_NEW(query->arena, struct query_column, kind->property_count);
    for (size_t i = 0; i < kind->property_count; i++)
        column_of_property(query, &kind->properties[i], &(*columns)[i]);
    return kind->property_count;
}

/* A column that no property of the row's own kind fills. */
static void column_make(const struct query *query, const struct shape_column *shape,
                        struct query_column *column)
{
    const char *key = arena_format(query->arena, "query.column.%s", shape->name).data;
    bool kind = strcmp(shape->name, KIND_COLUMN) == 0;
    *column = (struct query_column){
        .name = span_of(shape->name),
        .label = message(query->catalogue, query->tongue, query->arena, key, NULL),
        .type = kind           ? VALUE_CHOICE
                : shape->count ? VALUE_INTEGER
                               : VALUE_ENTITY_OR_TEXT,
        .listed = !kind && !shape->count,
    };
    if (!shape->property && !kind && !shape->count)
        column->type = VALUE_FACT;
}

static void columns_make(struct gathered *gathered)
{
    const struct query *query = gathered->lookup->query;
    const struct shape_column *shape = gathered->shape->columns;
    while (shape[gathered->column_count].name)
        gathered->column_count++;
    gathered->columns = ARENA_NEW(query->arena, struct query_column, gathered->column_count);
    for (size_t i = 0; i < gathered->column_count; i++) {
        const struct schema_property *property = NULL;
        if (!shape[i].fact && gathered->kind)
            property = schema_property_find(gathered->kind, span_of(shape[i].name));
        if (property)
            column_of_property(query, property, &gathered->columns[i]);
        else
            column_make(query, &shape[i], &gathered->columns[i]);
    }
}

/* ---- rows ---- */

void cell_add(struct arena *arena, struct query_values *cell, struct query_value value)
{
    for (size_t i = 0; i < cell->count; i++)
        if (cell->items[i].type == value.type && span_equal(cell->items[i].text, value.text))
            return;
    *ARRAY_PUSH(arena, cell) = value;
}

static struct query_row row_of(struct lookup *lookup, const struct item *item, size_t column_count)
{
    struct query_row row = {
        .id = arena_copy(lookup->arena, span_of(item->entity.id)),
        .kind = item->entity.kind,
        .name = item_name(lookup, item),
        .reports = (size_t)item->entity.reports,
        .cells = ARENA_NEW(lookup->arena, struct query_values, column_count),
    };
    claims_judge(item->claims, item->claim_count, &row.state, &row.confidence);
    return row;
}

/* Notes of what a row is made; items stay where they are. */
static void part_add(struct lookup *lookup, const struct item *item, struct query_row *row)
{
    enum { PARTS = 16 /* a thing that more facts describe has its fields by these */ };
    if (!row->parts)
        row->parts = ARENA_NEW(lookup->arena, const struct item *, PARTS);
    if (row->part_count < PARTS)
        row->parts[row->part_count++] = item;
}

static struct query_value reckoned_show(const struct query *query, struct date date)
{
    return (struct query_value){
        .type = VALUE_DATE,
        .plain = {.type = VALUE_DATE, .date = date},
        .text = message_date(query->catalogue, query->tongue, query->arena, date),
        .reckoned = true};
}

/* Puts the values of a fact into the cells of the columns that are its properties. */
static void cells_fill(struct lookup *lookup, const struct item *item,
                       const struct query_column *columns, size_t column_count,
                       struct query_row *row)
{
    part_add(lookup, item, row);
    for (size_t k = 0; k < column_count; k++) {
        const struct schema_property *property = columns[k].property;
        if (property && !property->listed) {
            const struct stored_claim *chosen =
                claim_chosen(lookup, item->claims, item->claim_count, property);
            struct date reckoned = date_reckoned(lookup, item, property);
            if (chosen)
                cell_add(lookup->arena, &row->cells[k], value_show(lookup, chosen));
            else if (date_is_set(reckoned))
                cell_add(lookup->arena, &row->cells[k], reckoned_show(lookup->query, reckoned));
            continue;
        }
        for (size_t i = 0; i < item->claim_count && property; i++)
            if (item->claims[i].property == property)
                cell_add(lookup->arena, &row->cells[k], value_show(lookup, &item->claims[i]));
    }
}

void row_fill(struct lookup *lookup, const struct item *item, const struct query_column *columns,
              size_t column_count, struct query_row *row)
{
    *row = row_of(lookup, item, column_count);
    cells_fill(lookup, item, columns, column_count, row);
}

static struct span number_key(int64_t *number)
{
    return (struct span){(const char *)number, sizeof *number};
}

static void row_add(struct gathered *gathered, const struct item *item)
{
    struct lookup *lookup = gathered->lookup;
    struct query_row *row = ARRAY_PUSH(lookup->arena, &gathered->rows);
    row_fill(lookup, item, gathered->columns, gathered->column_count, row);
    int64_t *number = ARENA_NEW(lookup->arena, int64_t, 1);
    *number = item->entity.number;
    *map_add(&gathered->by_number, number_key(number), NULL) = (uint32_t)gathered->rows.count;
}

/* The row of an entity that a claim names; NULL where it has none. */
static struct query_row *row_named(struct gathered *gathered, const struct stored_reference *named)
{
    int64_t number = named->number;
    const uint32_t *index = number ? map_find(&gathered->by_number, number_key(&number)) : NULL;
    return index ? &gathered->rows.items[*index - 1] : NULL;
}

/* The kind of things is a column that the schema's labels fill. */
static void kind_cells_fill(struct gathered *gathered)
{
    struct arena *arena = gathered->lookup->arena;
    for (size_t k = 0; k < gathered->column_count; k++) {
        if (!span_equal(gathered->columns[k].name, SPAN(KIND_COLUMN)))
            continue;
        for (size_t i = 0; i < gathered->rows.count; i++) {
            struct query_row *row = &gathered->rows.items[i];
            struct schema_choice *choice = ARENA_NEW(arena, struct schema_choice, 1);
            *choice = (struct schema_choice){row->kind->name, row->kind->label};
            *ARRAY_PUSH(arena, &row->cells[k]) =
                (struct query_value){.type = VALUE_CHOICE,
                                     .text = label_show(gathered->lookup->query, &row->kind->label),
                                     .plain = {.type = VALUE_CHOICE, .choice = choice}};
        }
    }
}

/* Adds a kind that is not there yet. */
static void kind_add(const struct schema_kind **kinds, size_t *count,
                     const struct schema_kind *kind)
{
    size_t i = 0;
    while (i < *count && kinds[i] != kind)
        i++;
    if (kind && i == *count && *count < KINDS_MOST)
        kinds[(*count)++] = kind;
}

/* The facts that a column shows; NULL: of none. */
static const struct schema_kind *column_facts(const struct gathered *gathered, size_t column,
                                              const struct schema_property **naming)
{
    const struct shape_column *shape = &gathered->shape->columns[column];
    const struct schema_kind *kind =
        shape->fact ? schema_kind_find(gathered->lookup->query->schema, span_of(shape->fact))
                    : NULL;
    *naming = kind ? schema_property_find(kind, span_of(shape->naming)) : NULL;
    return *naming ? kind : NULL;
}

/* The kinds of facts that lend values to the rows or fill their columns; of a thing that many
 * reports name those alone that are not found as pairs. */
static size_t kinds_beside(const struct gathered *gathered, bool often,
                           const struct schema_kind **kinds)
{
    size_t count = 0;
    if (gathered->shape && gathered->shape->naming)
        kind_add(kinds, &count, gathered->kind);
    for (size_t i = 0; gathered->shape && i < gathered->column_count; i++) {
        const struct schema_property *naming;
        const struct schema_kind *kind = column_facts(gathered, i, &naming);
        if (kind && !(often && store_is_paired(naming)))
            kind_add(kinds, &count, kind);
    }
    return count;
}

static void paired_find(struct gathered *gathered, int64_t number, struct stored_namings *namings)
{
    struct lookup *lookup = gathered->lookup;
    for (size_t i = 0; i < gathered->column_count && !lookup->failed; i++) {
        const struct schema_property *naming;
        const struct schema_kind *kind = column_facts(gathered, i, &naming);
        struct stored_numbers facts;
        if (!kind || !store_is_paired(naming))
            continue;
        if (!store_facts_paired(lookup->query->store, number, kind, naming, FACTS_COUNTED,
                                lookup->arena, &facts, lookup->error))
            lookup->failed = true;
        for (size_t k = 0; k < facts.count; k++)
            *ARRAY_PUSH(lookup->arena, namings) =
                (struct stored_naming){.fact = facts.items[k], .kind = kind, .property = naming};
    }
}

/* Asks for the newest facts that name the rows' things, of all kinds that are wanted at once. */
static void beside_find(struct gathered *gathered)
{
    struct lookup *lookup = gathered->lookup;
    const struct schema_kind *kinds[KINDS_MOST];
    struct namings_wanted wanted = {.kinds = kinds,
                                    .as_of = query_known_at(lookup->query),
                                    .limit = FACTS_COUNTED,
                                    .scanned = SOURCES_LOOKED_AT};
    gathered->beside = ARENA_NEW(lookup->arena, struct stored_namings, gathered->rows.count);
    for (size_t i = 0; gathered->shape && i < gathered->rows.count && !lookup->failed; i++) {
        const struct query_row *row = &gathered->rows.items[i];
        bool often = row->reports > SOURCES_LOOKED_AT;
        int64_t number;
        wanted.kind_count = kinds_beside(gathered, often, kinds);
        if (row->kind->is_fact || !canonical_read(row->id, &number))
            continue;
        if (wanted.kind_count &&
            !store_facts_naming(lookup->query->store, number, &wanted, lookup->arena,
                                &gathered->beside[i], lookup->error))
            lookup->failed = true;
        if (often)
            paired_find(gathered, number, &gathered->beside[i]);
    }
}

/* The newest facts of a kind that name things of the rows by a property. */
static void facts_beside(struct gathered *gathered, const struct schema_kind *kind,
                         const struct schema_property *naming, struct items *facts)
{
    struct lookup *lookup = gathered->lookup;
    struct map known;
    struct {
        int64_t *items;
        size_t count;
        size_t capacity;
    } numbers = {0};
    map_init(&known, lookup->arena);
    for (size_t i = 0; i < gathered->rows.count; i++) {
        const struct stored_namings *namings = &gathered->beside[i];
        size_t taken = 0;
        for (size_t k = 0; k < namings->count && taken < FACTS_BESIDE; k++) {
            bool added;
            taken += namings->items[k].kind == kind;
            if (namings->items[k].kind != kind || namings->items[k].property != naming)
                continue;
            map_add(&known, number_key(&namings->items[k].fact), &added);
            if (added)
                *ARRAY_PUSH(lookup->arena, &numbers) = namings->items[k].fact;
        }
    }
    items_of_numbers(lookup, numbers.items, numbers.count, facts);
}

/* The facts of a kind that may name things of the rows. */
static void facts_find(struct gathered *gathered, const struct schema_kind *kind,
                       const struct schema_property *naming, struct items *facts)
{
    if (gathered->some)
        facts_beside(gathered, kind, naming, facts);
    else
        items_of_kinds(gathered->lookup, &kind, 1, facts);
}

/* The list's own facts: each lends its values to the thing that it names, or is a row itself. */
static void own_facts_add(struct gathered *gathered, const struct items *facts)
{
    struct lookup *lookup = gathered->lookup;
    const struct schema_property *naming =
        gathered->shape && gathered->shape->naming
            ? schema_property_find(gathered->kind, span_of(gathered->shape->naming))
            : NULL;
    for (size_t i = 0; i < facts->count; i++) {
        const struct item *fact = &facts->items[i];
        struct query_row *row = NULL;
        for (size_t k = 0; k < fact->claim_count && naming && !row; k++)
            if (fact->claims[k].property == naming)
                row = row_named(gathered, &fact->claims[k].entity);
        if (row)
            cells_fill(lookup, fact, gathered->columns, gathered->column_count, row);
        else if (!gathered->some && (!gathered->shape || !gathered->shape->lent_only))
            row_add(gathered, fact);
    }
}

/* Whether the fact's role is the one that the column wants. */
static bool role_fits(const struct item *fact, const char *role)
{
    for (size_t i = 0; role && i < fact->claim_count; i++)
        if (fact->claims[i].value.type == VALUE_CHOICE &&
            span_equal(fact->claims[i].property->name, SPAN("role")))
            return span_equal(fact->claims[i].value.choice->code, span_of(role));
    return !role;
}

static void count_add(struct lookup *lookup, struct query_values *cell)
{
    if (!cell->count)
        *ARRAY_PUSH(lookup->arena, cell) =
            (struct query_value){.type = VALUE_INTEGER, .plain = {.type = VALUE_INTEGER}};
    struct query_value *value = &cell->items[0];
    value->text = number_show(lookup->query, (size_t)++value->plain.integer);
}

/* What one fact that names the row's thing adds to the cell of a column. */
static void linked_cell_add(struct lookup *lookup, const struct shape_column *shape,
                            const struct item *fact, const struct schema_property *naming,
                            struct query_values *cell)
{
    if (!role_fits(fact, shape->role))
        return;
    if (shape->count) {
        count_add(lookup, cell);
        return;
    }
    if (!shape->property) {
        cell_add(lookup->arena, cell, item_value(lookup, fact, fact_brief(lookup, fact, naming)));
        return;
    }
    for (size_t i = 0; i < fact->claim_count; i++)
        if (span_equal(fact->claims[i].property->name, span_of(shape->property)))
            cell_add(lookup->arena, cell, value_show(lookup, &fact->claims[i]));
}

/* Whether the role that was told is the one that the column wants. */
static bool saying_fits(const struct saying *saying, const char *role)
{
    const struct item told = {saying->fact->entity, saying->claims, saying->count};
    return role_fits(&told, role);
}

/* What a state adds to the cell of the thing that the column's property names. */
static void state_cell_add(struct gathered *gathered, size_t column, const struct told_states *told,
                           const struct state *state, const struct schema_property *naming)
{
    struct lookup *lookup = gathered->lookup;
    const struct shape_column *shape = &gathered->shape->columns[column];
    const struct saying *saying = &told->sayings[state->observations[0]];
    struct query_row *row = NULL;
    for (size_t i = 0; i < saying->count && !row; i++)
        if (saying->claims[i].property == naming)
            row = row_named(gathered, &saying->claims[i].entity);
    if (!row || !saying_fits(saying, shape->role))
        return;
    for (size_t i = 0; i < saying->count && shape->property; i++)
        if (span_equal(saying->claims[i].property->name, span_of(shape->property)))
            cell_add(lookup->arena, &row->cells[column], value_show(lookup, &saying->claims[i]));
    if (shape->property)
        return;
    struct query_state_shown shown;
    state_show(lookup, told, state, naming, &shown);
    cell_add(lookup->arena, &row->cells[column],
             item_value(lookup, saying->fact,
                        arena_format(lookup->arena, "%.*s (%.*s)", SPAN_ARGS(shown.text),
                                     SPAN_ARGS(shown.when))));
}

/* Fills a column from the states that facts tell of the rows' things: of a past day those alone
 * that hold or may hold then. */
static void state_column_fill(struct gathered *gathered, size_t column, const struct items *facts,
                              const struct schema_property *naming)
{
    struct told_states told;
    states_tell(gathered->lookup, facts, &told);
    for (size_t i = 0; i < told.states.count; i++)
        if (state_is_wanted(gathered->lookup, &told.states.items[i]))
            state_cell_add(gathered, column, &told, &told.states.items[i], naming);
}

/* Counts the facts that name the things of a page's rows, without a look at what they say. */
static void counts_fill(struct gathered *gathered, size_t column, const struct schema_kind *kind,
                        const struct schema_property *naming)
{
    struct lookup *lookup = gathered->lookup;
    for (size_t i = 0; i < gathered->rows.count; i++) {
        const struct stored_namings *namings = &gathered->beside[i];
        size_t counted = 0;
        struct map known;
        map_init(&known, lookup->arena);
        for (size_t k = 0; k < namings->count && counted < FACTS_COUNTED; k++) {
            bool added = namings->items[k].kind == kind && namings->items[k].property == naming;
            if (added)
                map_add(&known, number_key(&namings->items[k].fact), &added);
            if (!added)
                continue;
            count_add(lookup, &gathered->rows.items[i].cells[column]);
            counted++;
        }
    }
}

/* Fills a column from the facts that name the rows' things. */
static void linked_column_fill(struct gathered *gathered, size_t column)
{
    struct lookup *lookup = gathered->lookup;
    const struct shape_column *shape = &gathered->shape->columns[column];
    const struct schema_kind *kind = schema_kind_find(lookup->query->schema, span_of(shape->fact));
    if (!kind)
        return;
    const struct schema_property *naming = schema_property_find(kind, span_of(shape->naming));
    struct items facts;
    if (gathered->some && shape->count && !shape->role) {
        counts_fill(gathered, column, kind, naming);
        return;
    }
    facts_find(gathered, kind, naming, &facts);
    if (kind_has_states(kind) && !shape->count) {
        state_column_fill(gathered, column, &facts, naming);
        return;
    }
    for (size_t i = 0; i < facts.count; i++) {
        const struct item *fact = &facts.items[i];
        for (size_t k = 0; k < fact->claim_count; k++) {
            struct query_row *row = fact->claims[k].property == naming
                                        ? row_named(gathered, &fact->claims[k].entity)
                                        : NULL;
            if (row)
                linked_cell_add(lookup, shape, fact, naming, &row->cells[column]);
        }
    }
}

/* What facts add to the rows. */
static void columns_fill(struct gathered *gathered)
{
    for (size_t i = 0; gathered->shape && i < gathered->column_count; i++)
        if (gathered->shape->columns[i].fact)
            linked_column_fill(gathered, i);
    kind_cells_fill(gathered);
}

static void rows_gather(struct gathered *gathered)
{
    struct lookup *lookup = gathered->lookup;
    const struct schema_kind *kinds[KINDS_MOST];
    struct items items;
    items_of_kinds(lookup, kinds, thing_kinds(gathered, kinds), &items);
    for (size_t i = 0; i < items.count; i++)
        row_add(gathered, &items.items[i]);
    if (gathered->kind && gathered->kind->is_fact) {
        items_of_kinds(lookup, &gathered->kind, 1, &items);
        lookup_facts_of_items(lookup, items.items, items.count);
        own_facts_add(gathered, &items);
    }
    columns_fill(gathered);
}

bool gather_begin(struct lookup *lookup, struct span name, struct gathered *gathered)
{
    const struct schema *schema = lookup->query->schema;
    *gathered = (struct gathered){.lookup = lookup, .shape = shape_find(name)};
    map_init(&gathered->by_number, lookup->arena);
    if (gathered->shape)
        gathered->kind =
            gathered->shape->fact ? schema_kind_find(schema, span_of(gathered->shape->fact)) : NULL;
    else if (!(gathered->kind = schema_kind_find(schema, name)))
        return false;
    if (gathered->shape)
        columns_make(gathered);
    else
        gathered->column_count = columns_of_kind(lookup->query, gathered->kind, &gathered->columns);
    return true;
}

bool gather(struct lookup *lookup, struct span name, struct gathered *gathered)
{
    if (!gather_begin(lookup, name, gathered))
        return false;
    rows_gather(gathered);
    return true;
}

bool gather_some(struct lookup *lookup, struct span name, const int64_t *numbers, size_t count,
                 struct gathered *gathered)
{
    struct items items, facts;
    if (!gather_begin(lookup, name, gathered))
        return false;
    gathered->some = true;
    lookup->brief = true;
    items_of_numbers(lookup, numbers, count, &items);
    lookup->brief = false;
    lookup_facts_of_items(lookup, items.items, items.count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < items.count; k++)
            if (items.items[k].entity.number == numbers[i])
                row_add(gathered, &items.items[k]);
    const struct schema_property *naming =
        gathered->shape && gathered->shape->naming && gathered->kind
            ? schema_property_find(gathered->kind, span_of(gathered->shape->naming))
            : NULL;
    beside_find(gathered);
    if (naming && gathered->rows.count) {
        facts_find(gathered, gathered->kind, naming, &facts);
        own_facts_add(gathered, &facts);
    }
    columns_fill(gathered);
    return true;
}
