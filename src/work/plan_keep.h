/* Keeping a sourcing plan in the registry: as a report of its own whose text is the plan, so that
 * it has an author and a time, stands in the audit trail, and is withdrawn as reports are. */
#ifndef PLAN_KEEP_H
#define PLAN_KEEP_H

#include "plan_query.h"
#include "work.h"

/* Writes a plan that was made, in both languages, into the text that is kept. False where it is
 * larger than a report may be ("report.too_large"). */
bool work_plan_text(const struct query *query, const struct query_plan *plan, struct buffer *text,
                    struct error *error);
/* Keeps a plan's text; the same plan is kept once. Errors: those of the store. */
bool work_plan_keep(const struct work *work, struct span text, struct stored_report *kept,
                    struct error *error);
/* Takes back a plan that was withdrawn. */
bool work_plan_again(const struct work *work, const struct stored_report *stored,
                     struct error *error);

#endif
