/* XLSX, by libxlsxwriter with constant memory: a row is in the file as soon as the next begins. */
#include <errno.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "sheet.h"
#include "utf8.h"

enum {
    TEXT_MOST = 32767,  /* letters that a cell holds */
    LINKS_MOST = 65000, /* addresses that can be followed: Excel takes no more on a sheet */
    NAME_MOST = 31,     /* letters of a sheet's name */
    NAME_ROOM = 4 * NAME_MOST + 1,
    FIRST_YEAR = 1900 /* Excel has no earlier days */
};

struct xlsx_sheet {
    struct sheet sheet;
    lxw_workbook *book;
    lxw_worksheet *rows;
    lxw_format *head;
    lxw_format *day;
    lxw_format *share;
    const struct sheet_column *columns;
    size_t column_count;
    uint32_t row;
    lxw_error failed;
};

static void note_failure(struct xlsx_sheet *xlsx, lxw_error error)
{
    if (!xlsx->failed)
        xlsx->failed = error;
}

/* A text as a cell takes it. */
static const char *cell_text(struct arena *arena, struct span text)
{
    size_t letters = 0, end = 0;
    while (end < text.size && letters < TEXT_MOST) {
        utf8_next(text, &end);
        letters++;
    }
    return arena_copy(arena, span_slice(text, 0, end)).data;
}

static void cell_write(struct xlsx_sheet *xlsx, struct arena *arena, uint16_t place,
                       const struct cell *cell)
{
    lxw_datetime day = {cell->date.year, cell->date.month, cell->date.day, 0, 0, 0};
    char date[DATE_TEXT];
    bool link = cell->type == CELL_LINK && xlsx->row < LINKS_MOST;
    switch (cell->type) {
    case CELL_DATE:
        note_failure(xlsx,
                     cell->date.year < FIRST_YEAR
                         ? worksheet_write_string(xlsx->rows, xlsx->row, place,
                                                  date_write(cell->date, date), NULL)
                         : worksheet_write_datetime(xlsx->rows, xlsx->row, place, &day, xlsx->day));
        break;
    case CELL_NUMBER:
        note_failure(xlsx, worksheet_write_number(xlsx->rows, xlsx->row, place, cell->number,
                                                  xlsx->columns[place].share ? xlsx->share : NULL));
        break;
    case CELL_TEXT:
    case CELL_LINK:
        /* Written as text, which is no formula whatever it begins with. */
        note_failure(xlsx, (link && span_starts_with(cell->text, SPAN("http"))
                                ? worksheet_write_url
                                : worksheet_write_string)(xlsx->rows, xlsx->row, place,
                                                          cell_text(arena, cell->text), NULL));
        break;
    case CELL_EMPTY:
        break;
    }
}

static bool fine(struct xlsx_sheet *xlsx)
{
    return !xlsx->failed || error_add(xlsx->sheet.error, "export.cannot_write", "reason",
                                      lxw_strerror(xlsx->failed), NULL);
}

static bool xlsx_row(struct sheet *sheet, struct arena *arena, const struct cell *cells,
                     size_t count)
{
    struct xlsx_sheet *xlsx = (struct xlsx_sheet *)sheet;
    for (size_t i = 0; i < count; i++)
        cell_write(xlsx, arena, (uint16_t)i, &cells[i]);
    xlsx->row++;
    return fine(xlsx);
}

static bool xlsx_begin(struct sheet *sheet, struct arena *arena, const struct sheet_column *columns,
                       size_t count)
{
    struct xlsx_sheet *xlsx = (struct xlsx_sheet *)sheet;
    xlsx->columns = columns;
    xlsx->column_count = count;
    worksheet_freeze_panes(xlsx->rows, 1, 0);
    for (size_t i = 0; i < count; i++) {
        worksheet_set_column(xlsx->rows, (uint16_t)i, (uint16_t)i, columns[i].width, NULL);
        note_failure(xlsx, worksheet_write_string(xlsx->rows, 0, (uint16_t)i,
                                                  cell_text(arena, columns[i].title), xlsx->head));
    }
    xlsx->row = 1;
    return fine(xlsx);
}

static void notes_write(struct xlsx_sheet *xlsx, struct arena *arena, struct span title,
                        const struct sheet_note *notes, size_t count)
{
    enum { NAMES_WIDTH = 24, TEXTS_WIDTH = 80 };
    lxw_worksheet *sheet = workbook_add_worksheet(xlsx->book, cell_text(arena, title));
    if (!sheet) {
        note_failure(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    worksheet_set_column(sheet, 0, 0, NAMES_WIDTH, NULL);
    worksheet_set_column(sheet, 1, 1, TEXTS_WIDTH, NULL);
    for (size_t i = 0; i < count; i++) {
        note_failure(xlsx, worksheet_write_string(sheet, (uint32_t)i, 0,
                                                  cell_text(arena, notes[i].name), NULL));
        note_failure(xlsx, worksheet_write_string(sheet, (uint32_t)i, 1,
                                                  cell_text(arena, notes[i].text), NULL));
    }
}

/* Closing the book is what frees it. */
static void xlsx_drop(struct sheet *sheet)
{
    struct xlsx_sheet *xlsx = (struct xlsx_sheet *)sheet;
    if (xlsx->book)
        workbook_close(xlsx->book);
    free(xlsx);
}

static bool xlsx_end(struct sheet *sheet, struct arena *arena, struct span title,
                     const struct sheet_note *notes, size_t count)
{
    struct xlsx_sheet *xlsx = (struct xlsx_sheet *)sheet;
    if (xlsx->column_count)
        worksheet_autofilter(xlsx->rows, 0, 0, xlsx->row - 1, (uint16_t)(xlsx->column_count - 1));
    notes_write(xlsx, arena, title, notes, count);
    note_failure(xlsx, workbook_close(xlsx->book));
    xlsx->book = NULL;
    bool written = fine(xlsx);
    xlsx_drop(sheet);
    return written;
}

static lxw_format *format_new(lxw_workbook *book, const char *numbers)
{
    lxw_format *format = workbook_add_format(book);
    if (numbers)
        format_set_num_format(format, numbers);
    else
        format_set_bold(format);
    return format;
}

/* A sheet's name without what Excel refuses in it, into room. */
static const char *sheet_name(struct span name, char room[NAME_ROOM])
{
    size_t letters = 0, end = 0;
    while (end < name.size && letters++ < NAME_MOST)
        utf8_next(name, &end);
    memcpy(room, name.data, end);
    room[end] = '\0';
    for (size_t i = 0; i < end; i++)
        if (strchr("[]:*?/\\'", room[i]))
            room[i] = ' ';
    return room;
}

struct sheet *sheet_xlsx_new(int file, struct span name, bool russian, struct error *error)
{
    static const struct sheet_form form = {xlsx_begin, xlsx_row, xlsx_end, xlsx_drop};
    char room[NAME_ROOM], path[NAME_ROOM];
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct xlsx_sheet *xlsx = calloc(1, sizeof *xlsx);
    if (!xlsx) {
        error_add(error, "export.cannot_write", "reason", strerrordesc_np(ENOMEM), NULL);
        return NULL;
    }
    xlsx->sheet = (struct sheet){&form, error};
    /* The library opens its file by a path; this one leads to the file that has none. */
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    xlsx->book = workbook_new_opt(path, &options);
    xlsx->rows = xlsx->book ? workbook_add_worksheet(xlsx->book, sheet_name(name, room)) : NULL;
    if (!xlsx->rows) {
        xlsx_drop(&xlsx->sheet);
        error_add(error, "export.cannot_write", "reason", strerrordesc_np(ENOMEM), NULL);
        return NULL;
    }
    xlsx->head = format_new(xlsx->book, NULL);
    xlsx->day = format_new(xlsx->book, russian ? "dd.mm.yyyy" : "yyyy-mm-dd");
    xlsx->share = format_new(xlsx->book, "0.00");
    return &xlsx->sheet;
}
