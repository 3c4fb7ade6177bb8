/* The columns of a list's table, and the cells of its rows. */
#include "columns.h"

#include "address.h"
#include "fields.h"

enum { WIDTH_FEW = 12, WIDTH_SOME = 28, WIDTH_MANY = 60 };

/* ---- columns ---- */

static const struct {
    enum column_part part;
    const char *code;
    const char *key;
    unsigned width;
} own[] = {
    {PART_ID, "id", "export.column.id", WIDTH_FEW},
    {PART_KIND, "kind", "export.column.kind", WIDTH_SOME},
    {PART_NAME, "name", "export.column.name", WIDTH_MANY},
    {PART_FIELDS, "fields", "export.column.fields", WIDTH_SOME},
    {PART_STATE, "state", "export.column.state", WIDTH_FEW},
    {PART_CONFIDENCE, "confidence", "export.column.confidence", WIDTH_FEW},
    {PART_REPORTS, "reports", "export.column.reports", WIDTH_FEW},
    {PART_ADDRESS, "address", "export.column.address", WIDTH_SOME},
};

static void column_add(struct columns *columns, enum column_part part, size_t place,
                       struct span title, unsigned width)
{
    columns->items[columns->count] = (struct column){part, place};
    columns->heads[columns->count++] = (struct sheet_column){title, width, part == PART_CONFIDENCE};
}

static void own_add(struct columns *columns, struct arena *arena, const struct query *query,
                    enum column_part part)
{
    size_t i = 0;
    while (own[i].part != part)
        i++;
    column_add(columns, part, 0,
               columns->codes ? span_of(own[i].code)
                              : message(query->catalogue, query->tongue, arena, own[i].key, NULL),
               own[i].width);
}

static bool type_names_entities(enum value_type type)
{
    switch (type) {
    case VALUE_ENTITY:
    case VALUE_ENTITY_OR_TEXT:
    case VALUE_FACT:
    case VALUE_FACT_OR_ENTITY:
    case VALUE_SIGNATORY:
        return true;
    default:
        return false;
    }
}

static unsigned width_of(enum value_type type)
{
    switch (type) {
    case VALUE_DATE:
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_BOOLEAN:
    case VALUE_DURATION:
    case VALUE_MONEY:
        return WIDTH_FEW;
    default:
        return WIDTH_SOME;
    }
}

static void list_column_add(struct columns *columns, struct arena *arena, const struct query *query,
                            const struct query_column *column, size_t place)
{
    struct span title = arena_copy(arena, columns->codes ? column->name : column->label);
    column_add(columns, PART_VALUE, place, title, width_of(column->type));
    if (columns->codes && type_names_entities(column->type))
        column_add(columns, PART_ENTITIES, place, arena_format(arena, "%.*s_ids", SPAN_ARGS(title)),
                   WIDTH_SOME);
    if (column->type == VALUE_MONEY)
        column_add(columns, PART_TOLD, place,
                   columns->codes ? arena_format(arena, "%.*s_text", SPAN_ARGS(title))
                                  : message(query->catalogue, query->tongue, arena,
                                            "export.column.told", "column", title.data, NULL),
                   WIDTH_SOME);
}

static bool has_column(const struct query_list *list, struct span name)
{
    for (size_t i = 0; i < list->column_count; i++)
        if (span_equal(list->columns[i].name, name))
            return true;
    return false;
}

void columns_make(struct columns *columns, struct arena *arena, const struct query *query,
                  const struct query_list *list, bool codes)
{
    enum { OWN = sizeof own / sizeof *own };
    size_t most = OWN + 2 * list->column_count;
    /* A report's name is its title, which is a column. */
    bool named = codes || !span_equal(list->name, SPAN("reports"));
    *columns = (struct columns){.codes = codes,
                                .items = ARENA_NEW(arena, struct column, most),
                                .heads = ARENA_NEW(arena, struct sheet_column, most)};
    if (codes)
        own_add(columns, arena, query, PART_ID);
    if (codes && !has_column(list, SPAN("kind")))
        own_add(columns, arena, query, PART_KIND);
    if (named)
        own_add(columns, arena, query, PART_NAME);
    for (size_t i = 0; i < list->column_count; i++)
        if (!named || !span_equal(list->columns[i].name, SPAN("name")))
            list_column_add(columns, arena, query, &list->columns[i], i);
    for (int part = PART_FIELDS; part <= PART_ADDRESS; part++)
        own_add(columns, arena, query, (enum column_part)part);
    if (!codes)
        own_add(columns, arena, query, PART_ID);
}

/* ---- cells ---- */

void cell_part_add(struct arena *arena, struct span *text, struct span part)
{
    *text =
        text->size ? arena_format(arena, "%.*s; %.*s", SPAN_ARGS(*text), SPAN_ARGS(part)) : part;
}

/* A value as the registry normalizes it, where its type has such a form; else as it is shown. */
static struct span value_code(const struct query *query, const struct query_value *value)
{
    struct value plain = value->plain;
    plain.type = value->type;
    switch (value->type) {
    case VALUE_DATE:
    case VALUE_DURATION:
    case VALUE_MONEY:
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_BOOLEAN:
    case VALUE_CHOICE:
        return value_text(&plain, query->arena);
    default:
        return value->text;
    }
}

/* One value that is a number or a day; false where it is none. */
static bool typed_cell(const struct query_value *value, struct cell *cell)
{
    switch (value->type) {
    case VALUE_INTEGER:
        *cell = number_cell((double)value->plain.integer);
        return true;
    case VALUE_NUMBER:
        *cell = number_cell(value->plain.number);
        return true;
    case VALUE_MONEY:
        *cell = number_cell(value->plain.money.value);
        return true;
    case VALUE_DATE:
        *cell = (struct cell){.type = CELL_DATE, .date = value->plain.date};
        return value->plain.date.day != 0;
    default:
        return false;
    }
}

/* All values of a cell as text. */
static struct cell joined_cell(const struct columns *columns, const struct query *query,
                               const struct query_values *values)
{
    struct span text = {0};
    for (size_t i = 0; i < values->count; i++)
        cell_part_add(query->arena, &text,
                      columns->codes ? value_code(query, &values->items[i])
                                     : values->items[i].text);
    return text_cell(text);
}

static struct cell value_cell(const struct columns *columns, const struct query *query,
                              const struct query_values *values)
{
    struct cell cell;
    return values->count == 1 && typed_cell(&values->items[0], &cell)
               ? cell
               : joined_cell(columns, query, values);
}

static struct cell entities_cell(const struct query *query, const struct query_values *values)
{
    struct span text = {0};
    for (size_t i = 0; i < values->count; i++) {
        const struct query_value *value = &values->items[i];
        if (value->type == VALUE_SIGNATORY)
            value = value->person;
        if (value->entity.size)
            cell_part_add(query->arena, &text, value->entity);
    }
    return text_cell(text);
}

static struct span label_of(const struct query *query, const struct schema_label *label)
{
    return query->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
}

static struct cell fields_cell(const struct columns *columns, const struct query *query,
                               const struct query_fields *fields)
{
    struct span text = {0};
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = fields->items[i];
        cell_part_add(query->arena, &text,
                      columns->codes                    ? field->code
                      : query->tongue == TONGUE_RUSSIAN ? field->ru
                                                        : field->en);
    }
    return text_cell(text);
}

static struct cell state_cell(const struct columns *columns, const struct query *query,
                              enum query_state state)
{
    struct span code = query_state_code(state);
    if (columns->codes)
        return text_cell(code);
    const char *key = arena_format(query->arena, "query.state.%.*s", SPAN_ARGS(code)).data;
    return text_cell(message(query->catalogue, query->tongue, query->arena, key, NULL));
}

static struct cell address_cell(const struct query *query, const struct query_row *row,
                                struct span origin)
{
    bool report = span_equal(row->kind->name, SPAN("Report"));
    struct span id = address_encode(query->arena, row->id);
    return (struct cell){.type = CELL_LINK,
                         .text = arena_format(query->arena, "%.*s/%s/%.*s", SPAN_ARGS(origin),
                                              report ? "reports" : "entities", SPAN_ARGS(id))};
}

static struct cell cell_make(const struct columns *columns, const struct query *query,
                             const struct query_row *row, const struct column *column,
                             struct span origin)
{
    switch (column->part) {
    case PART_ID:
        return text_cell(row->id);
    case PART_KIND:
        return text_cell(columns->codes ? row->kind->name : label_of(query, &row->kind->label));
    case PART_NAME:
        return text_cell(row->name);
    case PART_VALUE:
        return value_cell(columns, query, &row->cells[column->place]);
    case PART_ENTITIES:
        return entities_cell(query, &row->cells[column->place]);
    case PART_TOLD:
        return joined_cell(columns, query, &row->cells[column->place]);
    case PART_FIELDS:
        return fields_cell(columns, query, &row->fields);
    case PART_STATE:
        return state_cell(columns, query, row->state);
    case PART_CONFIDENCE:
        return number_cell(row->confidence);
    case PART_REPORTS:
        return number_cell((double)row->reports);
    case PART_ADDRESS:
        break;
    }
    return address_cell(query, row, origin);
}

void cells_make(const struct columns *columns, const struct query *query,
                const struct query_row *row, struct span origin, struct cell *cells)
{
    for (size_t i = 0; i < columns->count; i++)
        cells[i] = cell_make(columns, query, row, &columns->items[i], origin);
}
