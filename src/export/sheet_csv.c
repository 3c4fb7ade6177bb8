/* CSV: for programs, and as Excel opens it in Russia. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "buffer.h"
#include "file.h"
#include "sheet.h"

enum { PIECE = 64 * 1024, PIECE_LIMIT = 64 * 1024 * 1024 };

struct csv_sheet {
    struct sheet sheet;
    int file;
    bool excel;
    struct buffer piece; /* not written yet */
};

static bool piece_write(struct csv_sheet *csv, size_t least)
{
    int reason = 0;
    if (csv->piece.bad)
        reason = ENOMEM;
    else if (csv->piece.size >= least && !descriptor_write(csv->file, buffer_span(&csv->piece)))
        reason = errno;
    if (reason)
        return error_add(csv->sheet.error, "export.cannot_write", "reason", strerrordesc_np(reason),
                         NULL);
    if (csv->piece.size >= least)
        buffer_clear(&csv->piece);
    return true;
}

/* ---- cells ---- */

/* Whether a spreadsheet would take a text for a formula, or run it as one. */
static bool is_formula(struct span text)
{
    static const char *const beginnings[] = {"=",      "+",      "-",      "@",      "\t",
                                             "\r",     "\n",     "\uFF1D", "\uFF0B", "\uFF0D",
                                             "\uFF20", "\u2212", NULL};
    for (const char *const *beginning = beginnings; *beginning; beginning++)
        if (span_starts_with(text, span_of(*beginning)))
            return true;
    return false;
}

/* Whether Excel would show another number than the digits are: without its zeros, or rounded. */
static bool is_number_name(struct span text)
{
    enum { SHOWN_DIGITS = 11 };
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.size > SHOWN_DIGITS || (text.size > 1 && text.data[0] == '0');
}

static void text_append(struct csv_sheet *csv, struct span text)
{
    bool guarded = is_formula(text) || (csv->excel && is_number_name(text)), quoted = guarded;
    for (size_t i = 0; i < text.size && !quoted; i++)
        quoted = strchr(",;\"\r\n\t", text.data[i]) || text.data[i] == '\0';
    if (!quoted) {
        buffer_append(&csv->piece, text);
        return;
    }
    buffer_append_string(&csv->piece, guarded ? "\"'" : "\"");
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buffer_append_byte(&csv->piece, '"');
        buffer_append_byte(&csv->piece, text.data[i]);
    }
    buffer_append_byte(&csv->piece, '"');
}

static void number_append(struct csv_sheet *csv, double number)
{
    enum { WHOLE = 15 /* digits that a number of the machine surely has */ };
    size_t start = csv->piece.size;
    if (number == floor(number) && fabs(number) < 1e15)
        buffer_format(&csv->piece, "%.0f", number);
    else
        buffer_format(&csv->piece, "%.*g", WHOLE, number);
    for (size_t i = start; csv->excel && i < csv->piece.size; i++)
        if (csv->piece.data[i] == '.')
            csv->piece.data[i] = ',';
}

static void cell_append(struct csv_sheet *csv, const struct cell *cell)
{
    char date[DATE_TEXT];
    switch (cell->type) {
    case CELL_TEXT:
    case CELL_LINK:
        text_append(csv, cell->text);
        break;
    case CELL_NUMBER:
        number_append(csv, cell->number);
        break;
    case CELL_DATE:
        if (csv->excel)
            buffer_format(&csv->piece, "%02d.%02d.%04d", cell->date.day, cell->date.month,
                          cell->date.year);
        else
            buffer_append_string(&csv->piece, date_write(cell->date, date));
        break;
    case CELL_EMPTY:
        break;
    }
}

/* ---- rows ---- */

static bool csv_row(struct sheet *sheet, struct arena *arena, const struct cell *cells,
                    size_t count)
{
    struct csv_sheet *csv = (struct csv_sheet *)sheet;
    (void)arena;
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_append_byte(&csv->piece, csv->excel ? ';' : ',');
        cell_append(csv, &cells[i]);
    }
    buffer_append_string(&csv->piece, "\r\n");
    return piece_write(csv, PIECE);
}

static bool csv_begin(struct sheet *sheet, struct arena *arena, const struct sheet_column *columns,
                      size_t count)
{
    struct csv_sheet *csv = (struct csv_sheet *)sheet;
    (void)arena;
    buffer_append_string(&csv->piece, csv->excel ? "\xEF\xBB\xBF" : "");
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_append_byte(&csv->piece, csv->excel ? ';' : ',');
        text_append(csv, columns[i].title);
    }
    buffer_append_string(&csv->piece, "\r\n");
    return piece_write(csv, PIECE);
}

static void csv_drop(struct sheet *sheet)
{
    struct csv_sheet *csv = (struct csv_sheet *)sheet;
    buffer_release(&csv->piece);
    free(csv);
}

/* CSV has no place for notes. */
static bool csv_end(struct sheet *sheet, struct arena *arena, struct span title,
                    const struct sheet_note *notes, size_t count)
{
    bool written = piece_write((struct csv_sheet *)sheet, 0);
    (void)arena;
    (void)title;
    (void)notes;
    (void)count;
    csv_drop(sheet);
    return written;
}

struct sheet *sheet_csv_new(int file, bool excel, struct error *error)
{
    static const struct sheet_form form = {csv_begin, csv_row, csv_end, csv_drop};
    struct csv_sheet *csv = calloc(1, sizeof *csv);
    if (!csv) {
        error_add(error, "export.cannot_write", "reason", strerrordesc_np(ENOMEM), NULL);
        return NULL;
    }
    csv->sheet = (struct sheet){&form, error};
    csv->file = file;
    csv->excel = excel;
    buffer_init(&csv->piece, PIECE_LIMIT);
    return &csv->sheet;
}
