/* Lists as files: uzel list --format csv, csv-excel, xlsx. */
#ifndef EXPORT_RUN_H
#define EXPORT_RUN_H

#include "ask.h"

/* Whether --format asks for a file. */
bool export_asked(const struct invocation *invocation);
/* Whether the options fit together; false with an error. */
bool export_check(struct invocation *invocation);
/* Writes all rows of the list to --output or to standard output; false with an error. */
bool export_run(struct ask *ask, const struct query_list_request *request);

#endif
