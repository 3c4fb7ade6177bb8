/* Standard output and standard error: whole, checked, and without surprises from signals. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

#include "span.h"

/* Before the first writing: what goes to a file or a pipe is written in large pieces. */
void output_begin(void);
/* Writes to standard output. After a failure (a closed pipe, a full disk) nothing more is written,
 * and output_failed() holds. */
void output_write(struct span text);
void output_line(struct span text);
/* Writes text in lines that fit the terminal, each after indent spaces. */
void output_lines(struct span text, size_t indent);
/* Writes a row of a table as RFC 4180 has it. A cell that a spreadsheet would take for a formula is
 * marked so that it is none. */
void output_csv_row(const struct span *cells, size_t count);
bool output_failed(void);
/* Fails the output for a reason (errno.h) that lies before the writing. */
void output_fail(int reason);
/* Flushes standard output. False where any of it could not be written; *closed says that its
 * reader went away, which is no mistake. */
bool output_close(bool *closed);

/* Columns of the terminal behind standard output; COLUMNS, else 100 where there is none. */
size_t output_width(void);

/* From now on SIGINT and SIGTERM are only noted, once; a second one ends the program. SIGPIPE is
 * ignored: writing fails instead. */
void signals_catch(void);
bool signals_interrupted(void);
/* From now on SIGINT and SIGTERM end the program at once again: for what leaves nothing half done.
 */
void signals_release(void);

#endif
