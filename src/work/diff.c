/* What a new reading of a report would change. */
#include "give.h"

bool work_report_diff(const struct work *work, struct span id, struct work_diff *diff,
                      struct error *error)
{
    struct report *report;
    struct reading *reading;
    struct stored_report *stored = &diff->report;
    bool found;
    *diff = (struct work_diff){0};
    if (!store_report_by_id(work->store, id, work->arena, stored, &found, error))
        return false;
    if (!found)
        return error_add(error, "work.unknown_report", "id", arena_copy(work->arena, id).data,
                         NULL);
    diff->compared =
        stored->reading != 0 && !stored_report_is_list(stored) && !stored_report_is_entry(stored);
    if (!diff->compared)
        return true;
    struct date published = stored->published_by_user ? stored->published : (struct date){0};
    if (!stored_read(work, stored, published, &report, &reading, error))
        return false;
    diff->text = report->text;
    return resolve_diff(work->store, work->reader, reading, stored->number, work->arena,
                        &diff->changes, error);
}
