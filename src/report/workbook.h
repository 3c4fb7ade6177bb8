/* Tables that users send, as text in CSV for whatever reads such tables: they come as that text, or
 * as the first sheet of an XLSX workbook. */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include "arena.h"
#include "buffer.h"
#include "error.h"

/* Whether bytes are an archive, as which workbooks come; else they are the table's text itself. */
bool workbook_is(struct span bytes);

/* The text of a table that came as either, in UTF-8: a part of bytes where they were such a text,
 * else in arena. most: bytes of a workbook's text. Errors (file): those of workbook_text() and
 * charset_decode(). */
bool table_decode(struct arena *arena, struct span bytes, struct span file, size_t most,
                  struct span *text, struct error *error);

/* Appends the first sheet that is not hidden to text: a record of RFC 4180 for each row, commas
 * between the cells, each row on the line of its number, so that a message about a line finds the
 * row. Texts are as they stand, with spaces for line ends; numbers in their shortest form; days
 * ("01.02.2026", whatever the format) as 2026-02-01; of formulas the value that was kept. Errors
 * (file): "report.workbook_damaged", "report.workbook_other" (an archive that is none),
 * "report.archive_swollen", "report.document_encrypted", "report.too_large" (limit). */
bool workbook_text(struct span bytes, struct span file, struct buffer *text, struct error *error);

#endif
