/* Plans as files. */
#include "plan_table.h"

#include <string.h>

#include "table.h"

/* A column: its name for programs, the key of its title for people; NULL: it has none for them. */
struct plan_column {
    const char *name; /* NULL: not for programs */
    const char *title;
    unsigned width;
};

enum { PLAN_COLUMNS = 12, CHANGE_COLUMNS = 8 };

static const struct plan_column plan_columns[PLAN_COLUMNS] = {
    {NULL, "export.plan.column.row", 14},
    {"need", NULL, 0},
    {"buyer", "sourcing.column.buyer", 26},
    {"product", "sourcing.column.need", 36},
    {"offer", NULL, 0},
    {"supplier", "sourcing.column.supplier", 26},
    {"offered", "sourcing.column.offer", 36},
    {"quantity", "sourcing.column.quantity", 12},
    {"unit", "export.plan.column.unit", 10},
    {"nearness", "sourcing.column.nearness", 18},
    {"score", NULL, 0},
    {"why", "export.plan.column.why", 60},
};
static const struct plan_column change_columns[CHANGE_COLUMNS] = {
    {"need", NULL, 0},
    {"offer", NULL, 0},
    {"product", "sourcing.column.need", 36},
    {"buyer", "sourcing.column.buyer", 26},
    {"supplier", "sourcing.column.supplier", 26},
    {"unit", "export.plan.column.unit", 10},
    {"before", "sourcing.column.before", 12},
    {"after", "sourcing.column.after", 12},
};

/* In CSV for programs the columns that have a name, else those that have a title. */
static bool is_shown(const struct table *table, const struct plan_column *column)
{
    return table->format == EXPORT_CSV ? column->name != NULL : column->title != NULL;
}

/* Leaves the cells of the columns that the form shows. */
static void cells_choose(const struct table *table, const struct plan_column *columns, size_t count,
                         const struct cell *all, struct cell *cells)
{
    for (size_t i = 0; i < count; i++)
        if (is_shown(table, &columns[i]))
            *cells++ = all[i];
}

static void heads_make(struct table *table, const struct plan_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct plan_column *column = &columns[i];
        if (is_shown(table, column))
            table->heads[table->column_count++] = (struct sheet_column){
                .title = table->format == EXPORT_CSV ? span_of(column->name)
                                                     : table_words(table->query, column->title),
                .width = column->width};
    }
}

static void plan_fill(const struct table *table, size_t index, struct cell *cells)
{
    const struct query_plan_rows *rows = table->rows;
    const struct query_plan_row *row = &rows->items[index];
    bool codes = table->format == EXPORT_CSV;
    const struct cell none = {.type = CELL_EMPTY};
    const struct cell all[PLAN_COLUMNS] = {
        text_cell(table_words(table->query, row->gap ? "export.plan.gap" : "export.plan.delivery")),
        text_cell(row->need),
        text_cell(row->buyer),
        text_cell(row->product),
        text_cell(row->offer),
        text_cell(row->supplier),
        text_cell(row->offered),
        number_cell(row->quantity),
        text_cell(row->unit),
        text_cell(codes ? row->nearness : row->nearness_text),
        row->gap ? none : number_cell(row->score),
        text_cell(row->why)};
    cells_choose(table, plan_columns, PLAN_COLUMNS, all, cells);
}

static void changes_fill(const struct table *table, size_t index, struct cell *cells)
{
    const struct query_plan_changes *changes = table->rows;
    const struct query_plan_change *change = &changes->changes.items[index];
    const struct cell all[CHANGE_COLUMNS] = {
        text_cell(change->need),     text_cell(change->offer),    text_cell(change->product),
        text_cell(change->buyer),    text_cell(change->supplier), text_cell(change->unit),
        number_cell(change->before), number_cell(change->after)};
    cells_choose(table, change_columns, CHANGE_COLUMNS, all, cells);
}

/* What is said of a plan on the second sheet: its name, and what it covers. */
static void plan_note(struct table *table, const char *key, const struct query_kept_plan *plan)
{
    struct arena *arena = table->query->arena;
    double tenths = (double)(int64_t)(plan->covered_share * 1000 + 0.5) / 10;
    struct span text =
        arena_format(arena, "%.*s, %.*s, %s %%", SPAN_ARGS(plan->title), SPAN_ARGS(plan->at),
                     message_number(table->query->tongue, arena, tenths).data);
    table->notes[table->note_count++] = (struct sheet_note){table_words(table->query, key), text};
}

static void registry_note(struct table *table)
{
    table->notes[table->note_count++] = (struct sheet_note){
        table_words(table->query, "export.about.registry"), table->query->registry};
}

bool export_plan(const struct query *query, const struct query_kept_plan *plan,
                 enum export_format format, struct export_done *done, struct error *error)
{
    struct query_plan_rows rows;
    if (!query_kept_rows(query, plan, &rows, error))
        return false;
    struct table table = {.query = query,
                          .format = format,
                          .name = table_words(query, "export.plan.name"),
                          .row_count = rows.count,
                          .fill = plan_fill,
                          .rows = &rows};
    heads_make(&table, plan_columns, PLAN_COLUMNS);
    registry_note(&table);
    plan_note(&table, "export.plan.name", plan);
    return table_write(&table, done, error);
}

bool export_plan_changes(const struct query *query, const struct query_plan_changes *changes,
                         enum export_format format, struct export_done *done, struct error *error)
{
    struct table table = {.query = query,
                          .format = format,
                          .name = table_words(query, "export.plan.changes"),
                          .row_count = changes->changes.count,
                          .fill = changes_fill,
                          .rows = changes};
    heads_make(&table, change_columns, CHANGE_COLUMNS);
    registry_note(&table);
    plan_note(&table, "export.plan.before", &changes->before);
    plan_note(&table, "export.plan.after", &changes->after);
    return table_write(&table, done, error);
}
