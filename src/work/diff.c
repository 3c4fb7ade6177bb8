/* What a new reading of a report would change. */
#include "work.h"

bool work_report_diff(const struct work *work, struct span id, struct work_diff *diff,
                      struct error *error)
{
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    struct reading *reading = ARENA_NEW(work->arena, struct reading, 1);
    struct stored_report *stored = &diff->report;
    bool found;
    *diff = (struct work_diff){0};
    if (!store_report_by_id(work->store, id, work->arena, stored, &found, error))
        return false;
    if (!found)
        return error_add(error, "work.unknown_report", "id", arena_copy(work->arena, id).data,
                         NULL);
    diff->compared = stored->reading != 0 && !stored_report_is_list(stored);
    if (!diff->compared)
        return true;
    struct report_hint hint = {stored->id, stored->source, stored->publisher, stored->url, {0}};
    if (stored->published_by_user)
        hint.published = stored->published;
    if (!store_report_text(work->store, stored->number, work->arena, &diff->text, error) ||
        !report_of_bytes(work->arena, diff->text, &hint, report, error))
        return false;
    reading_of(work->reader, work->arena, report, reading);
    return resolve_diff(work->store, work->reader, reading, stored->number, work->arena,
                        &diff->changes, error);
}
