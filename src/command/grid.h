/* A table of text for the terminal: columns as wide as they must be, cells wrapped to fit.
 *
 * Where the columns do not fit, optional ones are left out, the last first; where not even the
 * others do, each row is printed as a block of lines "title: cell".
 * Width is counted in code points; combining marks have none. */
#ifndef GRID_H
#define GRID_H

#include "arena.h"

enum { GRID_COLUMNS = 16 };

struct grid {
    struct arena *arena;
    struct span titles[GRID_COLUMNS];
    bool right[GRID_COLUMNS]; /* numbers stand at the right */
    bool optional[GRID_COLUMNS];
    size_t column_count;
    struct {
        struct span **items; /* column_count cells each */
        size_t count;
        size_t capacity;
    } rows;
};

/* An empty table in arena; there is nothing to release. */
void grid_init(struct grid *grid, struct arena *arena);
/* Adds a column; all columns come before the first row. title must outlive the grid. */
void grid_column(struct grid *grid, struct span title, bool right);
/* Says that the column added last may be left out. */
void grid_optional(struct grid *grid);
/* Adds a row and gives its cells, empty ones, to be filled; what they hold must outlive the grid.
 */
struct span *grid_row(struct grid *grid);
/* Writes the table for a terminal of width columns by calling write for each piece. Columns that do
 * not fit are gone after it. */
void grid_print(struct grid *grid, size_t width, void (*write)(struct span piece));

/* The columns that text takes. */
size_t text_width(struct span text);
/* Takes off *rest what fits into width columns, broken at a space where there is one, without
 * spaces at the ends; false where *rest is empty. */
bool text_wrap(struct span *rest, size_t width, struct span *line);

#endif
