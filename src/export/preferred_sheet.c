/* A list of preferred products as a file. */
#include "preferred_sheet.h"

#include <unistd.h>

#include "columns.h"
#include "file.h"

/* The columns: names for programs, keys of labels for people. */
static const struct {
    const char *name;
    unsigned width;
} titles[] = {{"id", 16},          {"what", 40},     {"maker", 30},    {"purpose", 40},
              {"okpd2", 14},       {"standing", 16}, {"proposed", 12}, {"proposed_by", 30},
              {"decided", 12},     {"reason", 40},   {"until", 12},    {"users", 40},
              {"deployments", 50}, {"deployed", 12}, {"address", 40}};

enum { COLUMNS = sizeof titles / sizeof *titles };

struct writing {
    const struct query *query;
    const struct query_preferred_list *list;
    const struct export_order *order;
    struct sheet_column heads[COLUMNS];
};

static struct cell value_cell(const struct query_value *value)
{
    return cell_of_text(value->type == VALUE_NONE ? SPAN("") : value->text);
}

static struct cell date_cell(const struct query *query, struct date date)
{
    if (date.day)
        return (struct cell){.type = CELL_DATE, .date = date};
    char text[DATE_TEXT];
    return cell_of_text(arena_copy(query->arena, span_of(date_write(date, text))));
}

static struct span users_text(const struct query *query, const struct query_preferred_item *item)
{
    struct span text = SPAN("");
    for (size_t i = 0; i < item->uses.count; i++)
        if (!item->uses.items[i].over)
            cell_part_add(query->arena, &text, item->uses.items[i].user.text);
    return text;
}

/* The sentences that tell where it is deployed. */
static struct span deployments_text(const struct query *query,
                                    const struct query_preferred_item *item)
{
    struct span text = SPAN("");
    for (size_t i = 0; i < item->deployments.count; i++)
        if (item->deployments.items[i].evidence.count)
            cell_part_add(query->arena, &text, item->deployments.items[i].evidence.items[0].quote);
    return text;
}

static void item_cells_make(const struct writing *writing, const struct query_preferred_item *item,
                            struct cell *cells)
{
    const struct query *query = writing->query;
    bool codes = writing->order->format == EXPORT_CSV;
    size_t at = 0;
    cells[at++] = cell_of_text(item->id);
    cells[at++] = value_cell(&item->what);
    cells[at++] = value_cell(&item->maker);
    cells[at++] = cell_of_text(item->purpose);
    cells[at++] = cell_of_text(item->code);
    cells[at++] = cell_of_text(codes ? span_of(preferred_standing_code(item->standing))
                                     : item->standing_text);
    cells[at++] = date_cell(query, item->proposed);
    cells[at++] = value_cell(&item->proposed_by);
    cells[at++] = date_cell(query, item->decided);
    cells[at++] = cell_of_text(item->reason);
    cells[at++] = date_cell(query, item->until);
    cells[at++] = cell_of_text(users_text(query, item));
    cells[at++] = cell_of_text(deployments_text(query, item));
    cells[at++] = item->deployed
                      ? (struct cell){.type = CELL_NUMBER, .number = (double)item->deployed}
                      : (struct cell){.type = CELL_EMPTY};
    cells[at] =
        (struct cell){.type = CELL_LINK,
                      .text = arena_format(query->arena, "%.*s/entities/%.*s",
                                           SPAN_ARGS(writing->order->origin), SPAN_ARGS(item->id))};
}

static struct span label(const struct query *query, const char *key)
{
    return message(query->catalogue, query->tongue, query->arena, key, NULL);
}

static void heads_make(struct writing *writing)
{
    const struct query *query = writing->query;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *key = arena_format(query->arena, "export.preferred.%s", titles[i].name).data;
        writing->heads[i] = (struct sheet_column){.title = writing->order->format == EXPORT_CSV
                                                               ? span_of(titles[i].name)
                                                               : label(query, key),
                                                  .width = titles[i].width};
    }
}

static bool rows_write(const struct writing *writing, struct sheet *sheet)
{
    const struct query *query = writing->query;
    const struct query_preferred_items *items = &writing->list->items;
    struct cell cells[COLUMNS];
    if (!sheet->form->begin(sheet, query->arena, writing->heads, COLUMNS))
        return false;
    for (size_t i = 0; i < items->count; i++) {
        item_cells_make(writing, &items->items[i], cells);
        if (!sheet->form->row(sheet, query->arena, cells, COLUMNS))
            return false;
    }
    return true;
}

/* Ends the sheet, which is freed. */
static bool sheet_end(const struct writing *writing, struct sheet *sheet)
{
    const struct query *query = writing->query;
    const struct query_preferred_list *list = writing->list;
    const struct sheet_note notes[] = {
        {label(query, "export.about.registry"), query->registry},
        {label(query, "export.about.list"), list->title},
        {label(query, "export.about.day"),
         message_date(query->catalogue, query->tongue, query->arena, list->day)},
        {label(query, "export.about.rows"),
         message_number(query->tongue, query->arena, (double)list->items.count)},
    };
    return sheet->form->end(sheet, query->arena, label(query, "export.about.title"), notes,
                            sizeof notes / sizeof *notes);
}

static bool file_fill(struct writing *writing, int file, struct error *error)
{
    const struct query *query = writing->query;
    enum export_format format = writing->order->format;
    heads_make(writing);
    struct sheet *sheet = format == EXPORT_XLSX
                              ? sheet_xlsx_new(file, label(query, "export.preferred.sheet"),
                                               query->tongue == TONGUE_RUSSIAN, error)
                              : sheet_csv_new(file, format == EXPORT_CSV_EXCEL, error);
    if (!sheet)
        return false;
    if (!rows_write(writing, sheet)) {
        sheet->form->drop(sheet);
        return false;
    }
    return sheet_end(writing, sheet) && lseek(file, 0, SEEK_SET) == 0;
}

bool export_preferred(const struct query *query, const struct query_preferred_list *list,
                      const struct export_order *order, struct export_done *done,
                      struct error *error)
{
    struct writing writing = {.query = query, .list = list, .order = order};
    int file = file_temporary(error);
    *done = (struct export_done){.file = -1};
    if (file < 0)
        return false;
    if (!file_fill(&writing, file, error)) {
        close(file);
        return false;
    }
    *done = (struct export_done){file, list->items.count, list->more};
    return true;
}
