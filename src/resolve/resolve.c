/* Writing a reading into the registry. */
#include "alike.h"
#include "prepare.h"

#include <stdio.h>
#include <string.h>

/* What a user stated holds until a user states something else. */
static bool date_holds(const struct stored_report *known, const struct report *report)
{
    if (known->published_by_user && !report->published_by_user)
        return true;
    return known->published_by_user == report->published_by_user &&
           date_compare(known->published, report->published) == 0;
}

/* Whether the reading that the registry holds is the one that would be made now. */
static bool reading_holds(const struct stored_report *known, const struct report *report,
                          struct span reader_version)
{
    return known->reading && span_equal(known->reader, reader_version) && date_holds(known, report);
}

static bool statement_holds(const struct stored_report *known,
                            const struct report_statement *stated)
{
    return (!stated->publisher.size ||
            span_equal(known->publisher, span_trim(stated->publisher))) &&
           (!stated->url.size || span_equal(known->url, span_trim(stated->url))) &&
           (!date_is_set(stated->published) ||
            (known->published_by_user && date_compare(known->published, stated->published) == 0));
}

/* What a page says of itself, where nobody has stated it. */
static struct report_statement page_statement(const struct stored_report *known,
                                              const struct report *report,
                                              const struct report_statement *stated)
{
    struct report_statement said = {0};
    if (!known->publisher.size && !stated->publisher.size)
        said.publisher = report->publisher;
    if (!known->url.size && !stated->url.size)
        said.url = report->url;
    return said;
}

/* A text that was superseded and is found again in the file that it came from is the newest again.
 */
static bool is_back(const struct stored_report *known, const struct resolve_origin *origin)
{
    return known->superseded_by && origin->path.size && span_equal(known->path, origin->path);
}

/* A text that was superseded and turns up elsewhere stays superseded: nothing is to be read. */
static bool nothing_to_read(const struct stored_report *known, const struct report *report,
                            struct span reader_version, const struct resolve_origin *origin)
{
    if (known->withdrawn_at)
        return !origin->restore;
    if (stored_report_is_entry(known)) /* whoever reads its text finds no more in it */
        return true;
    return known->superseded_by ? !is_back(known, origin)
                                : reading_holds(known, report, reader_version);
}

bool resolve_is_known(struct store *store, struct report *report, struct span reader_version,
                      const struct resolve_origin *origin, struct arena *arena, bool *known,
                      struct error *error)
{
    struct stored_report stored = {0};
    bool found;
    *known = false;
    if (!store_report_by_digest(store, &report->digest, arena, &stored, &found, error))
        return false;
    if (found && stored.published_by_user && !report->published_by_user) {
        report->published = stored.published;
        report->published_range = (struct range){0};
        report->published_by_user = true;
    }
    struct report_statement said = page_statement(&stored, report, &origin->stated);
    *known = found && !stored.withdrawn_at &&
             nothing_to_read(&stored, report, reader_version, origin) &&
             statement_holds(&stored, &origin->stated) && statement_holds(&stored, &said);
    return true;
}

static bool report_write(struct resolve_work *work, struct resolution *resolution)
{
    const struct report *report = work->reading->report;
    struct new_report made = {.id = report->id,
                              .digest = report->digest,
                              .text = report->text,
                              .source = report->source,
                              .path = work->origin->path,
                              .charset = span_of(report->charset),
                              .taken_in = work->origin->now};
    const struct stored_report same = {.charset = made.charset};
    made.bands = stored_report_band(&same);
    if (made.bands) { /* a later list repeats an earlier one, and is no copy of it */
        made.band_count = 1;
    } else if (!copy_find(work->store, work->memory, work->print, &work->weighed, work->arena,
                          &made, work->error)) {
        return false;
    }
    return store_report_add(work->store, &made, &resolution->report, work->error);
}

/* The report that came by the same path before gives way to the new one. */
static bool older_supersede(struct resolve_work *work, int64_t older, struct resolution *resolution)
{
    resolution->outcome = RESOLVED_VERSION;
    resolution->superseded = older;
    return store_report_supersede(work->store, older, resolution->report, work->origin->now,
                                  work->error);
}

/* An entry takes the place of the version that its author saw, and of no other. */
static bool entry_fits(const struct resolve_work *work, const struct stored_report *older,
                       bool replaces)
{
    if (!work->entry || (replaces ? older->number : 0) == work->entry->replaces)
        return true;
    char version[24];
    snprintf(version, sizeof version, "%lld", (long long)older->number);
    return error_add(work->error, "work.entry_changed", "id",
                     arena_copy(work->arena, older->id).data, "version", version, NULL);
}

/* Adds the report, or brings it back, where that is to be done. */
static bool report_place(struct resolve_work *work, const struct stored_report *known, bool found,
                         struct resolution *resolution)
{
    struct stored_report older;
    bool replaces;
    resolution->report = known->number;
    resolution->outcome = found ? RESOLVED_AGAIN : RESOLVED_NEW;
    if (found && !is_back(known, work->origin))
        return true;
    return store_report_by_path(work->store, work->origin->path, work->arena, &older, &replaces,
                                work->error) &&
           entry_fits(work, &older, replaces) && (found || report_write(work, resolution)) &&
           (!replaces || older_supersede(work, older.number, resolution));
}

/* A report that is new has no reading whose entities this one could take over. */
static bool reading_write(struct resolve_work *work, bool is_new, struct resolution *resolution)
{
    work->made.report = resolution->report;
    if (work->entry)
        entry_decide(work);
    else if ((!is_new && !heirs_find(work, resolution->report)) || !decide(work) ||
             !agreements_decide(work))
        return false;
    if ((!is_new && !additions_keep(work, resolution->report)))
        return false;
    for (size_t i = 0; i < work->thing_count; i++) {
        bool minted = !work->sources[i].canonical && !work->sources[i].same_as;
        resolution->minted += minted;
        resolution->matched += !minted;
    }
    return store_reading_add(work->store, &work->made, work->error);
}

/* Writes what is new of a report, between begin and end of the store's writing. */
static bool report_resolve(struct resolve_work *work, const struct stored_report *known, bool found,
                           struct resolution *resolution)
{
    const struct resolve_origin *origin = work->origin;
    bool unread =
        !found || !nothing_to_read(known, work->reading->report, work->reader_version, origin);
    bool stated = false, said = false;
    struct report_statement page = page_statement(known, work->reading->report, &origin->stated);
    if (known->withdrawn_at && !origin->restore) {
        resolution->report = known->number;
        resolution->outcome = RESOLVED_WITHDRAWN;
        return true;
    }
    if (known->withdrawn_at &&
        !store_report_restore(work->store, known->number, origin->author, origin->now, work->error))
        return false;
    if (!report_place(work, known, found, resolution) ||
        !store_report_state(work->store, resolution->report, &origin->stated, origin->author,
                            origin->now, &stated, work->error) ||
        !store_report_state(work->store, resolution->report, &page, work->reader_version,
                            origin->now, &said, work->error))
        return false;
    if (!unread)
        resolution->outcome = stated || said ? RESOLVED_STATED : RESOLVED_UNCHANGED;
    return !unread || reading_write(work, !found, resolution);
}

/* Takes what is redacted out of the reading; known is the report that has its text, or had it
 * before it was redacted. */
static bool values_redact(struct resolve_work *work, struct stored_report *known, bool *found)
{
    const struct redactions *redactions;
    struct span stored = SPAN("");
    struct digest read = work->reading->report->digest;
    if (!store_redactions(work->store, &redactions, work->error))
        return false;
    if (!redactions)
        return true;
    bool redacted = *found && memcmp(read.bytes, known->digest.bytes, DIGEST_SIZE) != 0;
    if (redacted &&
        !store_report_text(work->store, known->number, work->arena, &stored, work->error))
        return false;
    reading_redact(work, redactions, stored);
    work->original = read;
    work->redacted =
        memcmp(read.bytes, work->reading->report->digest.bytes, DIGEST_SIZE) != 0 && !redacted;
    return !work->redacted || store_report_by_digest(work->store, &work->reading->report->digest,
                                                     work->arena, known, found, work->error);
}

static bool write_in_turn(struct resolve_work *work, struct resolution *resolution)
{
    struct stored_report known;
    bool found;
    return store_report_by_digest(work->store, &work->reading->report->digest, work->arena, &known,
                                  &found, work->error) &&
           values_redact(work, &known, &found) && report_resolve(work, &known, found, resolution) &&
           (!work->redacted ||
            store_redacted_text_add(work->store, resolution->report, &work->original, work->error));
}

bool resolve_write(struct resolve_work *work, struct resolution *resolution)
{
    *resolution = (struct resolution){0};
    if (!work->prepared)
        prepare(work);
    /* The look-up stands inside, so that another writer cannot add the same text meanwhile. */
    if (!store_write_begin(work->store, work->origin->now, work->error))
        return false;
    if (write_in_turn(work, resolution))
        return store_write_end(work->store, work->origin->now, work->error);
    store_write_cancel(work->store);
    return false;
}
