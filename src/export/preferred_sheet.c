/* A list of preferred products as a file. */
#include "preferred_sheet.h"

#include "columns.h"
#include "table.h"

/* The columns: names for programs, keys of labels for people. */
static const struct {
    const char *name;
    unsigned width;
} titles[] = {{"id", 16},          {"what", 40},     {"maker", 30},    {"purpose", 40},
              {"okpd2", 14},       {"standing", 16}, {"proposed", 12}, {"proposed_by", 30},
              {"decided", 12},     {"reason", 40},   {"until", 12},    {"users", 40},
              {"deployments", 50}, {"deployed", 12}, {"address", 40}};

enum { COLUMNS = sizeof titles / sizeof *titles };

struct rows {
    const struct query_preferred_items *items;
    const struct export_order *order;
};

static struct cell value_cell(const struct query_value *value)
{
    return text_cell(value->type == VALUE_NONE ? SPAN("") : value->text);
}

static struct cell date_cell(const struct query *query, struct date date)
{
    if (date.day)
        return (struct cell){.type = CELL_DATE, .date = date};
    char text[DATE_TEXT];
    return text_cell(arena_copy(query->arena, span_of(date_write(date, text))));
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

static void item_cells_make(const struct table *table, size_t row, struct cell *cells)
{
    const struct query *query = table->query;
    const struct rows *rows = table->rows;
    const struct query_preferred_item *item = &rows->items->items[row];
    bool codes = table->format == EXPORT_CSV;
    size_t at = 0;
    cells[at++] = text_cell(item->id);
    cells[at++] = value_cell(&item->what);
    cells[at++] = value_cell(&item->maker);
    cells[at++] = text_cell(item->purpose);
    cells[at++] = text_cell(item->code);
    cells[at++] =
        text_cell(codes ? span_of(preferred_standing_code(item->standing)) : item->standing_text);
    cells[at++] = date_cell(query, item->proposed);
    cells[at++] = value_cell(&item->proposed_by);
    cells[at++] = date_cell(query, item->decided);
    cells[at++] = text_cell(item->reason);
    cells[at++] = date_cell(query, item->until);
    cells[at++] = text_cell(users_text(query, item));
    cells[at++] = text_cell(deployments_text(query, item));
    cells[at++] =
        item->deployed ? number_cell((double)item->deployed) : (struct cell){.type = CELL_EMPTY};
    cells[at] =
        (struct cell){.type = CELL_LINK,
                      .text = arena_format(query->arena, "%.*s/entities/%.*s",
                                           SPAN_ARGS(rows->order->origin), SPAN_ARGS(item->id))};
}

bool export_preferred(const struct query *query, const struct query_preferred_list *list,
                      const struct export_order *order, struct export_done *done,
                      struct error *error)
{
    const struct rows rows = {&list->items, order};
    struct table table = {
        .query = query,
        .format = order->format,
        .name = table_words(query, "export.preferred.sheet"),
        .column_count = COLUMNS,
        .row_count = list->items.count,
        .fill = item_cells_make,
        .rows = &rows,
        .notes = {{table_words(query, "export.about.registry"), query->registry},
                  {table_words(query, "export.about.list"), list->title},
                  {table_words(query, "export.about.day"),
                   message_date(query->catalogue, query->tongue, query->arena, list->day)},
                  {table_words(query, "export.about.rows"),
                   message_number(query->tongue, query->arena, (double)list->items.count)}},
        .note_count = 4,
    };
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *key = arena_format(query->arena, "export.preferred.%s", titles[i].name).data;
        table.heads[i] =
            (struct sheet_column){.title = order->format == EXPORT_CSV ? span_of(titles[i].name)
                                                                       : table_words(query, key),
                                  .width = titles[i].width};
    }
    bool done_well = table_write(&table, done, error);
    done->more = done_well && list->more;
    return done_well;
}
