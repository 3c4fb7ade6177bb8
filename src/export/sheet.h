/* Inside src/export/ alone: a table that is written row by row into a file. */
#ifndef SHEET_H
#define SHEET_H

#include "arena.h"
#include "calendar.h"
#include "error.h"

enum cell_type {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER,
    CELL_DATE, /* a full one */
    CELL_LINK  /* an address; text */
};

struct cell {
    enum cell_type type;
    struct span text;
    double number;
    struct date date;
};

static inline struct cell text_cell(struct span text)
{
    return (struct cell){.type = text.size ? CELL_TEXT : CELL_EMPTY, .text = text};
}

static inline struct cell number_cell(double number)
{
    return (struct cell){.type = CELL_NUMBER, .number = number};
}

struct sheet_column {
    struct span title;
    unsigned width; /* about so many letters */
    bool share;     /* numbers from 0 to 1 */
};

/* What is said beside the table, where the file has room for that: pairs of name and value. */
struct sheet_note {
    struct span name;
    struct span text;
};

struct sheet {
    const struct sheet_form *form;
    struct error *error; /* of whoever writes */
};

/* How one form of file is written. Functions that fail have added an error; what they need for the
 * while comes from arena. The columns must outlive the sheet. */
struct sheet_form {
    bool (*begin)(struct sheet *sheet, struct arena *arena, const struct sheet_column *columns,
                  size_t count);
    bool (*row)(struct sheet *sheet, struct arena *arena, const struct cell *cells, size_t count);
    /* Ends the file, with notes; frees the sheet, whether it succeeds or not. */
    bool (*end)(struct sheet *sheet, struct arena *arena, struct span title,
                const struct sheet_note *notes, size_t count);
    /* Frees the sheet of a file that is given up. */
    void (*drop)(struct sheet *sheet);
};

/* A sheet that writes into a file that is open and empty, and stays the caller's; NULL with an
 * error. excel: as Excel opens it in Russia. name is that of the sheet, russian says how days are
 * written. */
struct sheet *sheet_csv_new(int file, bool excel, struct error *error);
struct sheet *sheet_xlsx_new(int file, struct span name, bool russian, struct error *error);

#endif
