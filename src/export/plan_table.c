/* Plans as files. */
#include "plan_table.h"

#include <string.h>
#include <unistd.h>

#include "file.h"
#include "sheet.h"

enum { COLUMNS_MOST = 12, NOTES_MOST = 5 };

/* A column: its name for programs, the key of its title for people; NULL: it has none for them. */
struct plan_column {
    const char *name; /* NULL: not for programs */
    const char *title;
    unsigned width;
};

static const struct plan_column plan_columns[] = {
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
static const struct plan_column change_columns[] = {
    {"need", NULL, 0},
    {"offer", NULL, 0},
    {"product", "sourcing.column.need", 36},
    {"buyer", "sourcing.column.buyer", 26},
    {"supplier", "sourcing.column.supplier", 26},
    {"unit", "export.plan.column.unit", 10},
    {"before", "sourcing.column.before", 12},
    {"after", "sourcing.column.after", 12},
};

struct table {
    const struct query *query;
    enum export_format format;
    struct span name;
    const struct plan_column *columns; /* of both forms */
    size_t column_count;
    const struct query_plan_rows *rows; /* NULL: changes */
    const struct query_plan_changes *changes;
    size_t row_count;
    struct sheet_note notes[NOTES_MOST];
    size_t note_count;
};

static struct span words_of(const struct query *query, const char *key)
{
    return message(query->catalogue, query->tongue, query->arena, key, NULL);
}

static bool is_shown(const struct table *table, const struct plan_column *column)
{
    return table->format == EXPORT_CSV ? column->name != NULL : column->title != NULL;
}

static struct cell text_cell(struct span text)
{
    return (struct cell){.type = text.size ? CELL_TEXT : CELL_EMPTY, .text = text};
}

static struct cell number_cell(double number)
{
    return (struct cell){.type = CELL_NUMBER, .number = number};
}

/* The cells of a row in all columns of plan_columns. */
static void plan_cells(const struct table *table, size_t index, struct cell *cells)
{
    const struct query_plan_row *row = &table->rows->items[index];
    bool codes = table->format == EXPORT_CSV;
    struct cell none = {.type = CELL_EMPTY};
    const struct cell all[] = {
        text_cell(words_of(table->query, row->gap ? "export.plan.gap" : "export.plan.delivery")),
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
    memcpy(cells, all, sizeof all);
}

static void change_cells(const struct table *table, size_t index, struct cell *cells)
{
    const struct query_plan_change *change = &table->changes->changes.items[index];
    const struct cell all[] = {text_cell(change->need),     text_cell(change->offer),
                               text_cell(change->product),  text_cell(change->buyer),
                               text_cell(change->supplier), text_cell(change->unit),
                               number_cell(change->before), number_cell(change->after)};
    memcpy(cells, all, sizeof all);
}

/* Leaves the cells of the columns that the form shows; their number. */
static size_t cells_choose(const struct table *table, struct cell *cells)
{
    size_t count = 0;
    for (size_t i = 0; i < table->column_count; i++)
        if (is_shown(table, &table->columns[i]))
            cells[count++] = cells[i];
    return count;
}

static bool rows_write(const struct table *table, struct sheet *sheet)
{
    struct arena *arena = table->query->arena;
    for (size_t i = 0; i < table->row_count; i++) {
        struct cell cells[COLUMNS_MOST];
        if (table->rows)
            plan_cells(table, i, cells);
        else
            change_cells(table, i, cells);
        if (!sheet->form->row(sheet, arena, cells, cells_choose(table, cells)))
            return false;
    }
    return true;
}

static size_t heads_make(const struct table *table, struct sheet_column *heads)
{
    size_t count = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct plan_column *column = &table->columns[i];
        if (is_shown(table, column))
            heads[count++] = (struct sheet_column){
                .title = table->format == EXPORT_CSV ? span_of(column->name)
                                                     : words_of(table->query, column->title),
                .width = column->width};
    }
    return count;
}

static bool sheet_fill(const struct table *table, int file, struct error *error)
{
    struct arena *arena = table->query->arena;
    struct sheet_column heads[COLUMNS_MOST];
    size_t count = heads_make(table, heads);
    struct sheet *sheet =
        table->format == EXPORT_XLSX
            ? sheet_xlsx_new(file, table->name, table->query->tongue == TONGUE_RUSSIAN, error)
            : sheet_csv_new(file, table->format == EXPORT_CSV_EXCEL, error);
    if (!sheet)
        return false;
    if (sheet->form->begin(sheet, arena, heads, count) && rows_write(table, sheet))
        return sheet->form->end(sheet, arena, words_of(table->query, "export.about.title"),
                                table->notes, table->note_count);
    sheet->form->drop(sheet);
    return false;
}

static bool table_write(const struct table *table, struct export_done *done, struct error *error)
{
    int file = file_temporary(error);
    *done = (struct export_done){.file = -1};
    if (file < 0)
        return false;
    if (!sheet_fill(table, file, error) || lseek(file, 0, SEEK_SET) != 0) {
        close(file);
        return false;
    }
    *done = (struct export_done){.file = file, .rows = table->row_count};
    return true;
}

/* What is said of a plan on the second sheet: its name, and what it covers. */
static void plan_note(struct table *table, const char *key, const struct query_kept_plan *plan)
{
    struct arena *arena = table->query->arena;
    double tenths = (double)(int64_t)(plan->covered_share * 1000 + 0.5) / 10;
    struct span text =
        arena_format(arena, "%.*s, %.*s, %s %%", SPAN_ARGS(plan->title), SPAN_ARGS(plan->at),
                     message_number(table->query->tongue, arena, tenths).data);
    table->notes[table->note_count++] = (struct sheet_note){words_of(table->query, key), text};
}

static void registry_note(struct table *table)
{
    table->notes[table->note_count++] = (struct sheet_note){
        words_of(table->query, "export.about.registry"), table->query->registry};
}

bool export_plan(const struct query *query, const struct query_kept_plan *plan,
                 enum export_format format, struct export_done *done, struct error *error)
{
    struct query_plan_rows rows;
    if (!query_kept_rows(query, plan, &rows, error))
        return false;
    struct table table = {.query = query,
                          .format = format,
                          .name = words_of(query, "export.plan.name"),
                          .columns = plan_columns,
                          .column_count = sizeof plan_columns / sizeof *plan_columns,
                          .rows = &rows,
                          .row_count = rows.count};
    registry_note(&table);
    plan_note(&table, "export.plan.name", plan);
    return table_write(&table, done, error);
}

bool export_plan_changes(const struct query *query, const struct query_plan_changes *changes,
                         enum export_format format, struct export_done *done, struct error *error)
{
    struct table table = {.query = query,
                          .format = format,
                          .name = words_of(query, "export.plan.changes"),
                          .columns = change_columns,
                          .column_count = sizeof change_columns / sizeof *change_columns,
                          .changes = changes,
                          .row_count = changes->changes.count};
    registry_note(&table);
    plan_note(&table, "export.plan.before", &changes->before);
    plan_note(&table, "export.plan.after", &changes->after);
    return table_write(&table, done, error);
}
