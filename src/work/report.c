/* Adding a report, and stating of one what it does not say itself. */
#include "change.h"
#include "give.h"

/* The number under which the registry holds a text. */
static bool number_of(const struct work *work, const struct report *report, int64_t *number,
                      struct error *error)
{
    struct stored_report stored;
    bool found;
    if (!store_report_by_digest(work->store, &report->digest, work->arena, &stored, &found, error))
        return false;
    *number = found ? stored.number : 0;
    return true;
}

static bool read_and_resolve(const struct work *work, const struct report *report,
                             const struct resolve_origin *origin, struct work_report *done,
                             int64_t *number, struct error *error)
{
    struct reading *reading = ARENA_NEW(work->arena, struct reading, 1);
    struct resolution resolution = {0};
    reading_of(work->reader, work->arena, report, reading);
    if (!resolve_report(work->store, work->reader, reading, origin, work->arena, &resolution,
                        error))
        return false;
    done->outcome = resolution.outcome;
    done->facts = reading->fact_count;
    *number = resolution.report;
    return change_note_report(work, resolution.outcome, *number, &report->digest, error);
}

/* Takes in a report whose hint is already in it. */
static bool take_in(const struct work *work, struct report *report,
                    const struct report_statement *stated, struct work_report *done,
                    struct error *error)
{
    struct resolve_origin origin = {.author = work->author, .stated = *stated, .now = work->now};
    struct span version = resolve_reader_version(work->reader, work->arena);
    int64_t number = 0;
    bool known;
    bool found;
    *done = (struct work_report){.outcome = RESOLVED_UNCHANGED};
    if (!resolve_is_known(work->store, report, version, &origin, work->arena, &known, error))
        return false;
    bool written = known ? number_of(work, report, &number, error)
                         : read_and_resolve(work, report, &origin, done, &number, error);
    return written && store_commit(work->store, error) &&
           store_report(work->store, number, work->arena, &done->report, &found, error);
}

static bool text_is_small(const struct work *work, const struct report *report, struct error *error)
{
    char limit[24];
    if (!work->text_most || report->text.size <= work->text_most)
        return true;
    snprintf(limit, sizeof limit, "%zu", work->text_most);
    return error_add(error, "report.too_large", "file", report->source.data, "limit", limit, NULL);
}

bool work_report_add(const struct work *work, struct span bytes, const struct report_hint *hint,
                     struct work_report *done, struct error *error)
{
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    struct report_statement stated = {hint->published, hint->publisher, hint->url};
    return report_of_bytes(work->arena, bytes, hint, report, error) &&
           text_is_small(work, report, error) && take_in(work, report, &stated, done, error);
}

bool work_report_date(const struct work *work, struct span id, struct date published,
                      struct work_report *done, struct error *error)
{
    struct stored_report stored;
    struct span text;
    bool found;
    if (!store_report_by_id(work->store, id, work->arena, &stored, &found, error))
        return false;
    if (!found)
        return error_add(error, "work.unknown_report", "id", arena_copy(work->arena, id).data,
                         NULL);
    if (!report_is_read(work, &stored, error))
        return false;
    if (!store_report_text(work->store, stored.number, work->arena, &text, error))
        return false;
    struct report_hint hint = {stored.id, stored.source, stored.publisher, stored.url, published};
    struct report_statement stated = {.published = published};
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    return report_of_text(work->arena, text, &hint, report, error) &&
           take_in(work, report, &stated, done, error);
}
