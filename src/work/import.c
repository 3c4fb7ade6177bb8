/* Taking in a user's own list of organizations. */
#include "import.h"

#include "change.h"
#include "charset.h"

/* The list as a report: its text is the table. */
static bool report_make(const struct work *work, struct span bytes, const struct work_list *list,
                        struct report *report, struct error *error)
{
    const char *charset = "UTF-8";
    struct span text = bytes;
    const char *file = arena_copy(work->arena, list->source).data;
    char limit[24];
    snprintf(limit, sizeof limit, "%d", REPORT_LIMIT);
    if (bytes.size > REPORT_LIMIT)
        return error_add(error, "report.too_large", "file", file, "limit", limit, NULL);
    if (!charset_decode(work->arena, bytes, list->source, &text, &charset, error))
        return false;
    *report =
        (struct report){.id = list->id,
                        .source = list->source,
                        .text = arena_copy(work->arena, text),
                        .language = "ru",
                        .charset = arena_format(work->arena, LIST_CHARSET "%s", charset).data};
    report->digest = digest_of(report->text);
    return true;
}

static bool list_resolve(const struct work *work, const struct report *report,
                         const struct resolve_origin *origin, struct work_import *done,
                         struct error *error)
{
    struct resolution resolution = {0};
    bool found;
    if (!resolve_listing(work->store, work->reader, report, &done->listing, origin, work->arena,
                         &resolution, error) ||
        !change_note_report(work, resolution.outcome, resolution.report, &report->digest, error) ||
        !store_commit(work->store, error))
        return false;
    done->outcome = resolution.outcome;
    done->known = resolution.matched;
    return store_report(work->store, resolution.report, work->arena, &done->report, &found, error);
}

bool work_import(const struct work *work, struct span bytes, const struct work_list *list,
                 struct work_import *done, struct error *error)
{
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    const struct resolve_origin origin = {
        .path = list->path, .author = work->author, .restore = list->restore, .now = work->now};
    *done = (struct work_import){.outcome = RESOLVED_UNCHANGED};
    return report_make(work, bytes, list, report, error) &&
           listing_read(report->text, list->source, reader_reference(work->reader), work->arena,
                        &done->listing, error) &&
           list_resolve(work, report, &origin, done, error);
}

bool work_import_again(const struct work *work, const struct stored_report *stored,
                       struct error *error)
{
    struct span text;
    struct work_import done;
    const struct work_list list = {.id = stored->id, .source = stored->source, .restore = true};
    return store_report_text(work->store, stored->number, work->arena, &text, error) &&
           work_import(work, text, &list, &done, error);
}
