/* The changes that a user makes to a registry: the only way by which the faces make them.
 *
 * Each function does one change and commits it. One thread at a time works with a store that is
 * open for writing. Call within arena_run() of the arena given; where that runs out, call
 * store_commit(), which drops what was begun. */
#ifndef WORK_H
#define WORK_H

#include "reading.h"
#include "resolve.h"
#include "store.h"

struct fields;
struct reference;

/* Who changes what, and when. */
struct work {
    struct store *store; /* open for writing */
    const struct reader *reader;
    struct arena *arena;               /* for working memory and results */
    struct span author;                /* "user:NAME" */
    int64_t now;                       /* time, see store.h */
    const struct fields *fields;       /* of activity; for decisions on them */
    const struct reference *reference; /* for decisions on who is who; NULL: no country is known */
    size_t text_most; /* bytes of a report's text that is added; 0: what a report may have */
};

/* What became of a report. */
struct work_report {
    enum resolve_outcome outcome;
    struct stored_report report;
    size_t facts; /* that were read; 0 where the reading is the one that was known */
};

/* Reads a report of its bytes and takes it into the registry; hint is what the user states of it.
 * Errors: those of report_of_bytes() ("report.too_large" also of a text of more than
 * work->text_most bytes), of the store. */
bool work_report_add(const struct work *work, struct span bytes, const struct report_hint *hint,
                     struct work_report *done, struct error *error);
/* States the date on which a known report was published; it is read again, since relative dates in
 * it follow from that. Errors: "work.unknown_report" (id), "work.is_list" (id: a list has no
 * date), those of the store. */
bool work_report_date(const struct work *work, struct span id, struct date published,
                      struct work_report *done, struct error *error);

/* Withdraws a report: all that rests on it alone is gone from the answers until it is restored.
 * Nothing changes where it is withdrawn. reason is free text, for people. done may be NULL. Errors:
 * "work.unknown_report" (id), those of the store. */
bool work_report_withdraw(const struct work *work, struct span id, struct span reason,
                          struct work_report *done, struct error *error);
/* Takes a withdrawn report back: it is read again, and what it told of are the entities that they
 * were. Errors: "work.unknown_report" (id), "work.not_withdrawn" (id), "work.erased" (id), those of
 * the store. */
bool work_report_restore(const struct work *work, struct span id, struct work_report *done,
                         struct error *error);
/* Withdraws a report and erases its words from the registry and its indexes for good; digest, times
 * and authors stay, and the text is refused when it is read again. Makes the derived tables again
 * and writes the file anew, which takes as long as the registry is large. Where it was interrupted,
 * the same call on the report's new id ends it. Needs the registry to itself at the end:
 * "registry.busy" (file) where another program reads it; else as work_report_withdraw(). */
bool work_report_erase(const struct work *work, struct span id, struct span reason,
                       struct work_report *done, struct error *error);

/* What a new reading of a report would change, by the present reader. */
struct work_diff {
    struct stored_report report;
    bool compared; /* false: it is withdrawn or superseded and has no reading, or is a list */
    struct span text;
    struct reading_changes changes;
};

/* Reads a known report again and compares; nothing is written, and store may be open for reading
 * alone. Errors: "work.unknown_report" (id), those of the store. */
bool work_report_diff(const struct work *work, struct span id, struct work_diff *diff,
                      struct error *error);

#endif
