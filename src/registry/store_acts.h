/* The store's acts, decisions that can be undone, and the doubts that wait for one: a part of
 * store.h, whose head tells of errors, times and what lives in an arena. */
#ifndef STORE_ACTS_H
#define STORE_ACTS_H

#include "store.h"

enum act_kind {
    ACT_MERGE,   /* subject was merged into object */
    ACT_SPLIT,   /* the sources of some reports were taken out of subject and are object */
    ACT_DIFFER,  /* subject and object are never the same */
    ACT_CONFIRM, /* a claim */
    ACT_REJECT,  /* a claim */
    ACT_CORRECT, /* a claim was rejected, and another value stated in its place */
    ACT_DISMISS, /* a doubt was put aside */
    ACT_UNDO,    /* another act was undone */
    ACT_FIELDS,  /* the value of a claim is of other fields of activity */
    ACT_REDACT,  /* a value was redacted (redaction.h), the names of subject or others; for good */
    ACT_ADD,     /* what the reader missed in a report was added: a thing or fact with its claims */
    ACT_KINDS
};

/* What a user adds to a report that holds: a source of the reading, with claims of the user's. */
struct new_addition {
    /* canonical: which known one it is, 0: mint a new one. Its features name indexes plus 1 of
     * canonicals. */
    const struct new_source *source;
    const int64_t *canonicals;
    /* Their source is not looked at, and values name sources of the report by their numbers; a
     * thing's name is the first. */
    const struct new_claim *claims;
    size_t claim_count;
    const struct new_doubt *doubts; /* all of this source */
    size_t doubt_count;
};

/* What is to be done; what the kind does not need is 0. */
struct new_act {
    enum act_kind kind;
    int64_t subject;        /* canonical entities: of MERGE, SPLIT, DIFFER */
    int64_t object;         /* of MERGE, DIFFER */
    const int64_t *reports; /* of SPLIT: in which the sources stand that are taken out */
    size_t report_count;
    int64_t report; /* of CONFIRM, REJECT, CORRECT, FIELDS: the claim; of ADD */
    uint32_t claim;
    struct value value; /* of CORRECT; what it names: the numbers of sources of the report */
    struct span fields; /* of FIELDS: their codes, with commas between; empty: of none */
    int64_t doubt;  /* of DISMISS; of MERGE and DIFFER: the doubt that is answered by it, or 0 */
    int64_t undoes; /* of UNDO: number of the act */
    const struct new_addition *addition; /* of ADD */
    struct span author;
    struct span reason; /* in the user's words; may be empty */
};

/* Does an act, all or nothing, and gives its number. Everything that it changes is undone by an
 * ACT_UNDO of it: the entities merged are two again (what was found to be the merged one since
 * stays with it), those split are one, a claim is as it was, a doubt stands in the queue again.
 * Undoing what a program joined says too that the two are never the same. Errors:
 * "registry.no_entity" (entity), "registry.no_claim" (claim), "registry.no_act" (number),
 * "registry.act_undone" (number), "registry.act_final" (number: an undoing is not undone),
 * "registry.act_redaction" (number: nor is a redaction), "registry.act_needed" (number: what was
 * added is named by what was added later), "registry.no_reading" (report: nothing is added to it),
 * "registry.no_doubt" (number), "registry.nothing_to_split" (entity: no source stands in the
 * reports, or all do). */
bool store_act(struct store *store, const struct new_act *act, int64_t now, int64_t *number,
               struct error *error);

struct stored_act {
    int64_t number;
    enum act_kind kind;
    int64_t subject; /* as they were then; 0: none */
    int64_t object;
    struct span subject_name; /* what they were called then; of facts empty */
    struct span object_name;
    int64_t report;
    uint32_t claim;
    uint32_t made; /* of CORRECT: the claim that states the other value; of ADD: the first */
    int64_t undoes;
    int64_t undone_by; /* number of the act; 0 */
    struct span author;
    struct span reason;
    int64_t at; /* time */
};

struct stored_acts {
    struct stored_act *items;
    size_t count;
    size_t capacity;
};

/* Acts, newest first: those on a canonical entity and on what was merged into it (0: all), with
 * numbers below before (0: from the newest), at most limit. */
bool store_acts(struct store *store, int64_t canonical, int64_t before, size_t limit,
                struct arena *arena, struct stored_acts *acts, struct error *error);
/* One act; *found is false where there is none. */
bool store_act_of(struct store *store, int64_t number, struct arena *arena, struct stored_act *act,
                  bool *found, struct error *error);
/* Whether an act that holds says that the two are never the same. */
bool store_differ(struct store *store, int64_t one, int64_t other, bool *differ,
                  struct error *error);

/* What users added to a report, and nobody undid. */
struct stored_addition {
    int64_t act;
    uint32_t source;   /* number of the source that it made, in the report */
    struct span clues; /* of the source, see new_source */
    int64_t region;
};

struct stored_additions {
    struct stored_addition *items;
    size_t count;
    size_t capacity;
};

/* The additions to a report, in the order in which they were made. A new reading is given them
 * again (new_source.clues, new_claim.kept), so that they outlive the reading. */
bool store_additions(struct store *store, int64_t report, struct arena *arena,
                     struct stored_additions *additions, struct error *error);

enum doubt_kind {
    DOUBT_SAME, /* subject may be object */
    DOUBT_LOST  /* a reading no longer has what an act was on */
};

struct stored_doubt {
    int64_t number;
    enum doubt_kind kind;
    int64_t report;
    int64_t subject; /* canonical entities, as they are now */
    int64_t object;  /* 0: none */
    int64_t act;     /* of DOUBT_LOST */
    double score;
    struct span reasons;
    int64_t raised_at; /* time */
};

struct stored_doubts {
    struct stored_doubt *items;
    size_t count;
    size_t capacity;
    int64_t total; /* that are open */
};

/* The queue: doubts that nobody has decided, lost acts first, then the likeliest. */
bool store_doubts(struct store *store, size_t offset, size_t limit, struct arena *arena,
                  struct stored_doubts *doubts, struct error *error);
/* One doubt, open or not; *found is false where there is none. */
bool store_doubt(struct store *store, int64_t number, struct arena *arena,
                 struct stored_doubt *doubt, bool *open, bool *found, struct error *error);

#endif
