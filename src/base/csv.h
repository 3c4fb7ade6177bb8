/* CSV as people's programs write it: RFC 4180, with commas, semicolons or tabs between the cells.
 *
 * A first line decides which of the three parts the cells. UTF-8, with or without a byte order
 * mark. */
#ifndef CSV_H
#define CSV_H

#include "arena.h"

enum { CSV_CELLS = 64 };

struct csv {
    struct span rest;
    char delimiter;
    size_t line; /* of the record read last, from 1 */
    size_t next_line;
    const char *begin;              /* of the text */
    struct range ranges[CSV_CELLS]; /* of the cells read last: where in the text they stand, without
                                       quotation marks around them; a doubled one is two there */
};

/* Begins to read text. */
void csv_init(struct csv *csv, struct span text);
/* Reads the next record that is not empty, cells in arena; *count is their number, at most
 * CSV_CELLS (further ones are dropped). False at the end. */
bool csv_next(struct csv *csv, struct arena *arena, struct span *cells, size_t *count);

#endif
