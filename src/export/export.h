/* What can be taken out of a registry as a file: lists, with all their rows, as CSV and XLSX.
 *
 * A list is asked for part by part (query_list_all()), and its rows are written as they come into a
 * temporary file, so that memory holds one part however long the list is, and nobody is given half
 * a file. Three forms:
 *
 * - csv: for programs. RFC 4180, UTF-8, names of columns, values as the registry normalizes them.
 * - csv-excel: as Excel opens it in Russia. A byte order mark, semicolons, labels, decimal commas,
 *   days as 09.02.2015, and numbers that are names (INN, OGRN) guarded by an apostrophe.
 * - xlsx: labels, true dates and numbers; a second sheet says what was asked of which registry.
 *
 * In each a row has the state and confidence of what it tells, the number of its reports and the
 * address of its card. A text that a spreadsheet would take for a formula is none in any of them.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "query.h"

enum export_format { EXPORT_CSV, EXPORT_CSV_EXCEL, EXPORT_XLSX, EXPORT_FORMATS };

/* How a form is asked for, and what a file of it is. */
struct export_form {
    const char *name;
    const char *type;   /* media type */
    const char *ending; /* of the file's name */
};
extern const struct export_form export_forms[EXPORT_FORMATS];
/* The form of a name; false where there is none. */
bool export_format_find(struct span name, enum export_format *format);

struct export_order {
    enum export_format format;
    struct span origin; /* what stands before the paths of cards: "http://127.0.0.1:8080"; empty:
                           nothing */
    bool (*goes_on)(void *context); /* asked now and then; false ends the work with
                                       "export.stopped". NULL: it always goes on */
    void *context;
};

struct export_done {
    int file; /* a descriptor at the beginning of the file, which has no name; the caller's */
    size_t rows;
    bool more; /* there are, or may be, other rows than those in the file */
};

/* Writes all rows that the request leaves, at most LIST_ALL_MOST. False, and no file, with an
 * error: those of query_list(), "export.stopped", "export.cannot_write" (reason) and those of
 * file_temporary(). */
bool export_list(const struct query *query, const struct query_list_request *request,
                 const struct export_order *order, struct export_done *done, struct error *error);

#endif
