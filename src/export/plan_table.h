/* Kept plans, and what is another in one than in another, as files of the forms of export.h: CSV
 * for programs has the columns of `uzel plan --format csv`, which `uzel plan --against` reads. */
#ifndef PLAN_TABLE_H
#define PLAN_TABLE_H

#include "export.h"
#include "plan_kept.h"

/* A row for each delivery, then one for each gap. False, and no file, with an error: those of
 * query_kept_rows(), "export.cannot_write" (reason), those of file_temporary(). */
bool export_plan(const struct query *query, const struct query_kept_plan *plan,
                 enum export_format format, struct export_done *done, struct error *error);
/* A row for each change; likewise. */
bool export_plan_changes(const struct query *query, const struct query_plan_changes *changes,
                         enum export_format format, struct export_done *done, struct error *error);

#endif
