/* Lists as files: uzel list --format csv, csv-excel, xlsx. */
#ifndef EXPORT_RUN_H
#define EXPORT_RUN_H

#include "ask.h"
#include "export.h"

/* The form of a file that --format asks for; false where it asks for none. */
bool export_form(const struct invocation *invocation, enum export_format *format);
/* Whether --output stands beside such a form alone, and a workbook does not go to a terminal; false
 * with an error. */
bool export_has_place(struct invocation *invocation);
/* Whether --format asks for a file. */
bool export_asked(const struct invocation *invocation);
/* Whether the options fit together; false with an error. */
bool export_check(struct invocation *invocation);
/* Delivers a table, whose file it closes, to --output or to standard output; false with an error.
 */
bool export_deliver(struct ask *ask, struct export_done *done);
/* Writes all rows of the list to --output or to standard output; false with an error. */
bool export_run(struct ask *ask, const struct query_list_request *request);

#endif
