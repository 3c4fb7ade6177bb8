/* Withdrawing a report, taking it back, and erasing its words. */
#include "change.h"
#include "entry_given.h"
#include "give.h"
#include "import.h"
#include "plan_keep.h"

static bool report_find(const struct work *work, struct span id, struct stored_report *report,
                        struct error *error)
{
    bool found;
    if (!store_report_by_id(work->store, id, work->arena, report, &found, error))
        return false;
    return found ||
           error_add(error, "work.unknown_report", "id", arena_copy(work->arena, id).data, NULL);
}

/* What the report has become. */
static bool report_tell(const struct work *work, int64_t number, struct work_report *done,
                        struct error *error)
{
    bool found;
    if (!done)
        return true;
    *done = (struct work_report){.outcome = RESOLVED_WITHDRAWN};
    return store_report(work->store, number, work->arena, &done->report, &found, error);
}

/* A change of the store, in a transaction of its own. */
enum change { CHANGE_WITHDRAW, CHANGE_RESTORE, CHANGE_ERASE, CHANGE_ERASED };

static bool change_make(const struct work *work, enum change change, int64_t report,
                        struct span reason, struct error *error)
{
    switch (change) {
    case CHANGE_WITHDRAW:
        return store_report_withdraw(work->store, report, work->author, reason, work->now, error);
    case CHANGE_RESTORE:
        return store_report_restore(work->store, report, work->author, work->now, error);
    case CHANGE_ERASE:
        return store_report_withdraw(work->store, report, work->author, reason, work->now, error) &&
               store_report_erase(work->store, report, error) &&
               change_note(work, "report.erase",
                           arena_format(work->arena, "report %lld", (long long)report), SPAN(""),
                           error);
    case CHANGE_ERASED:
        return store_report_erased(work->store, report, error);
    }
    return false;
}

static bool changed(const struct work *work, enum change change, int64_t report, struct span reason,
                    struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, change_make(work, change, report, reason, error), error);
}

bool work_report_withdraw(const struct work *work, struct span id, struct span reason,
                          struct work_report *done, struct error *error)
{
    struct stored_report report;
    return report_find(work, id, &report, error) &&
           changed(work, CHANGE_WITHDRAW, report.number, reason, error) &&
           report_tell(work, report.number, done, error);
}

/* The date that a user stated of the report; unset: none. */
static bool stated_date(const struct work *work, int64_t report, struct date *published,
                        struct error *error)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_claims claims;
    if (!store_claims_of_report(work->store, report, &wanted, work->arena, &claims, error))
        return false;
    for (size_t i = 0; i < claims.count; i++)
        if (claims.items[i].source == 0 &&
            span_equal(claims.items[i].property->name, SPAN("published")))
            *published = claims.items[i].value.date;
    return true;
}

/* Reads the stored text again, with what a user stated of it. */
static bool read_again(const struct work *work, const struct stored_report *stored,
                       struct work_report *done, struct error *error)
{
    struct resolve_origin origin = {.author = work->author, .restore = true, .now = work->now};
    struct date published = {0};
    struct report *report;
    struct reading *reading;
    struct resolution resolution;
    if (!stated_date(work, stored->number, &published, error) ||
        !stored_read(work, stored, published, &report, &reading, error))
        return false;
    if (!resolve_report(work->store, work->reader, reading, &origin, work->arena, &resolution,
                        error) ||
        !store_commit(work->store, error))
        return false;
    done->outcome = resolution.outcome;
    done->facts = reading->fact_count;
    return true;
}

bool work_report_restore(const struct work *work, struct span id, struct work_report *done,
                         struct error *error)
{
    struct stored_report report;
    *done = (struct work_report){.outcome = RESOLVED_AGAIN};
    if (!report_find(work, id, &report, error))
        return false;
    const char *name = arena_copy(work->arena, id).data;
    if (!report.withdrawn_at)
        return error_add(error, "work.not_withdrawn", "id", name, NULL);
    if (report.erased)
        return error_add(error, "work.erased", "id", name, NULL);
    /* A report that a later version superseded has no reading. */
    bool restored = report.superseded_by
                        ? changed(work, CHANGE_RESTORE, report.number, SPAN(""), error)
                    : stored_report_is_entry(&report) ? entry_again(work, &report, done, error)
                    : stored_report_is_plan(&report)  ? work_plan_again(work, &report, error)
                    : stored_report_is_list(&report)  ? work_import_again(work, &report, error)
                                                      : read_again(work, &report, done, error);
    bool found;
    return restored &&
           store_report(work->store, report.number, work->arena, &done->report, &found, error);
}

bool work_report_erase(const struct work *work, struct span id, struct span reason,
                       struct work_report *done, struct error *error)
{
    struct stored_report report;
    if (!report_find(work, id, &report, error))
        return false;
    bool complete = report.erased && !report.erasing;
    if (!complete &&
        (!changed(work, CHANGE_ERASE, report.number, reason, error) ||
         !resolve_rebuild(work->store, reader_morphology(work->reader), NULL, NULL, error) ||
         !store_compact(work->store, error) ||
         !changed(work, CHANGE_ERASED, report.number, reason, error)))
        return false;
    return report_tell(work, report.number, done, error);
}
