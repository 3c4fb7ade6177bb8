/* Inside src/export/ alone: which columns a list's table has, and the cells of its rows. */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "export.h"
#include "sheet.h"

/* What a column of the table shows of a row. */
enum column_part {
    PART_ID,
    PART_KIND,
    PART_NAME,
    PART_VALUE,    /* a cell of the list */
    PART_ENTITIES, /* the ids of the entities in it */
    PART_TOLD,     /* its sums with their currency, as they are told */
    PART_FIELDS,   /* of activity */
    PART_STATE,
    PART_CONFIDENCE,
    PART_REPORTS,
    PART_ADDRESS
};

struct column {
    enum column_part part;
    size_t place; /* of the list's column */
};

/* The columns of a table; all in arena. */
struct columns {
    bool codes; /* for programs: names and normalized values instead of labels and texts */
    struct column *items;
    struct sheet_column *heads;
    size_t count;
};

/* Adds a part to a text of several, with a semicolon between. */
void cell_part_add(struct arena *arena, struct span *text, struct span part);
/* The columns of a list's table, all that outlives the list's part in arena. */
void columns_make(struct columns *columns, struct arena *arena, const struct query *query,
                  const struct query_list *list, bool codes);
/* The cells of a row into cells (columns->count); in the query's arena. */
void cells_make(const struct columns *columns, const struct query *query,
                const struct query_row *row, struct span origin, struct cell *cells);

#endif
