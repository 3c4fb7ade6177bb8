/* Tables of rows that are there already. */
#include "table.h"

#include <unistd.h>

#include "file.h"

struct span table_words(const struct query *query, const char *key)
{
    return message(query->catalogue, query->tongue, query->arena, key, NULL);
}

static bool rows_write(const struct table *table, struct sheet *sheet)
{
    for (size_t i = 0; i < table->row_count; i++) {
        struct cell cells[TABLE_COLUMNS];
        table->fill(table, i, cells);
        if (!sheet->form->row(sheet, table->query->arena, cells, table->column_count))
            return false;
    }
    return true;
}

static bool sheet_fill(const struct table *table, int file, struct error *error)
{
    struct arena *arena = table->query->arena;
    struct sheet *sheet =
        table->format == EXPORT_XLSX
            ? sheet_xlsx_new(file, table->name, table->query->tongue == TONGUE_RUSSIAN, error)
            : sheet_csv_new(file, table->format == EXPORT_CSV_EXCEL, error);
    if (!sheet)
        return false;
    if (sheet->form->begin(sheet, arena, table->heads, table->column_count) &&
        rows_write(table, sheet))
        return sheet->form->end(sheet, arena, table_words(table->query, "export.about.title"),
                                table->notes, table->note_count);
    sheet->form->drop(sheet);
    return false;
}

bool table_write(const struct table *table, struct export_done *done, struct error *error)
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
