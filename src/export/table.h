/* Inside src/export/ alone: a table of rows that are there already, written into a file at once. */
#ifndef TABLE_H
#define TABLE_H

#include "export.h"
#include "sheet.h"

enum { TABLE_COLUMNS = 24, TABLE_NOTES = 5 };

struct table {
    const struct query *query;
    enum export_format format;
    struct span name; /* of the sheet */
    struct sheet_column heads[TABLE_COLUMNS];
    size_t column_count;
    size_t row_count;
    /* The cells of a row, one for each column. */
    void (*fill)(const struct table *table, size_t row, struct cell *cells);
    const void *rows; /* for fill */
    struct sheet_note notes[TABLE_NOTES];
    size_t note_count;
};

/* A text of the catalogue. */
struct span table_words(const struct query *query, const char *key);
/* False, and no file, with an error: "export.cannot_write" (reason), those of file_temporary(). */
bool table_write(const struct table *table, struct export_done *done, struct error *error);

#endif
