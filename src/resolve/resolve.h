/* Writing readings into the registry, and finding which known entity a reading's entity is.
 *
 * Reading is parallel, resolving is serial: the outcome depends on the order of the reports alone.
 * struct intake gives out the reports and their turns; whoever has a turn calls resolve_prepared().
 */
#ifndef RESOLVE_H
#define RESOLVE_H

#include <pthread.h>

#include "morphology.h"
#include "reading.h"
#include "store.h"

/* ---- the order of reports ---- */

/* Gives out what is to be done: reports to read, and those that were read, one after another in
 * the order in which they were given out, to write. Whoever has time reads ahead, so that nobody
 * waits for a turn while there is something to read; what is written stays in order.
 *
 *     for (;;)
 *         switch (intake_next(&intake, take, context, &turn)) {
 *         case INTAKE_READ:  … read the file that take() took …; intake_ready(&intake, turn);
 * break; case INTAKE_WRITE: … resolve_prepared() …; intake_end(&intake); break; case INTAKE_DONE:
 * return;
 *         } */
enum { INTAKE_AHEAD = 64 /* the most reports that are given out and not written yet */ };

struct intake {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t ahead;   /* at most INTAKE_AHEAD */
    uint64_t taken; /* turns given out, from 0 */
    uint64_t ended;
    bool writing;             /* a worker has the turn `ended` */
    bool ready[INTAKE_AHEAD]; /* by turn modulo INTAKE_AHEAD */
};

enum intake_task {
    INTAKE_READ, /* the file of the turn is to be read: a turn whose file can't be read is ready too
                  */
    INTAKE_WRITE, /* the turn is to be written: until intake_end() the caller alone may use what the
                     turns guard, the writing store */
    INTAKE_DONE
};

/* Makes an intake that has at most `ahead` reports in hand (1 to INTAKE_AHEAD); release it with
 * intake_release() when no worker uses it any more. */
void intake_init(struct intake *intake, size_t ahead);
void intake_release(struct intake *intake);
/* What the calling worker is to do next; waits where there is nothing yet. take() is asked whether
 * the worker takes the next file, within the lock, so that files and turns have one order; it is
 * given the turn and how many are in hand. It may refuse for a while, as long as others are in
 * hand. Done is all when take() refuses and nothing is in hand. */
enum intake_task intake_next(struct intake *intake,
                             bool (*take)(void *context, uint64_t turn, size_t in_hand),
                             void *context, uint64_t *turn);
/* The file of the turn was read. */
void intake_ready(struct intake *intake, uint64_t turn);
/* Ends the turn that was written. */
void intake_end(struct intake *intake);

/* ---- resolving ---- */

/* Where a report came from, and who says so. */
struct resolve_origin {
    struct span path;   /* of the file, absolute: a changed file under it supersedes the report
                           before; empty (standard input): never */
    struct span author; /* of what the report's hint states: "user:NAME" */
    struct report_statement stated; /* --published, --source, --url: what the user stated */
    bool restore;                   /* a withdrawn report is taken back; else it stays withdrawn */
    int64_t now;                    /* time, see store.h */
};

enum resolve_outcome {
    RESOLVED_NEW,       /* the report was not known */
    RESOLVED_VERSION,   /* not known, and superseded the report that path had before */
    RESOLVED_AGAIN,     /* known; read again by a new reader or under another date */
    RESOLVED_STATED,    /* known and read; only what the user states of it is new */
    RESOLVED_UNCHANGED, /* nothing was written */
    RESOLVED_WITHDRAWN, /* known and withdrawn: nothing was written */
    RESOLVED_OUTCOMES
};

struct resolution {
    enum resolve_outcome outcome;
    int64_t report;     /* number */
    int64_t superseded; /* number of the report before, of RESOLVED_VERSION */
    size_t minted;      /* canonical entities that are new: things */
    size_t matched;     /* things found to be known ones */
};

/* The version of the reader by which the registry decides whether a report is to be read again:
 * program, grammar and the like, in arena. */
struct span resolve_reader_version(const struct reader *reader, struct arena *arena);

/* Whether the registry already holds a reading of the report by this reader, made under the same
 * date, and knows all that origin states; then it need not be read. Where a user stated the
 * report's date earlier and origin states none, the report is given that date, for the reading that
 * follows. Any store will do, also a reading one of the worker's own. arena is for working memory.
 */
bool resolve_is_known(struct store *store, struct report *report, struct span reader_version,
                      const struct resolve_origin *origin, struct arena *arena, bool *known,
                      struct error *error);

/* Writes a reading: the report where its text is not known, then what was read of it, each entity
 * with the canonical one that it is: a known one by a rule that is safe, else a new one. Reading
 * the same report twice by the same reader changes nothing. store must be open for writing and is
 * committed in groups: call store_commit() at the end. arena is for working memory; call within
 * arena_run() (a report that needs more is cancelled: call store_write_cancel() then). */
bool resolve_report(struct store *store, const struct reader *reader, const struct reading *reading,
                    const struct resolve_origin *origin, struct arena *arena,
                    struct resolution *resolution, struct error *error);

/* ---- lists of organizations ---- */

struct listing;

/* Takes in a user's own list (listing.h) as a report: its text is the table, charset begins with
 * LIST_CHARSET, each organization is a thing with claims of origin->author, proved by its line. A
 * changed list under the same path takes the place of the one before. Names of earlier and later
 * reports are found to be the organizations by the names, the numbers make those of two lists one.
 * As resolve_report() otherwise. */
bool resolve_listing(struct store *store, const struct reader *reader, const struct report *report,
                     const struct listing *listing, const struct resolve_origin *origin,
                     struct arena *arena, struct resolution *resolution, struct error *error);

/* ---- what a user states of his own ---- */

/* An entry as a reading, and who is who in it. */
struct resolve_entry {
    const struct reading *reading;
    const int64_t *things; /* by entity: the canonical entity that it is; 0: a new one */
    const bool *names;     /* by entity: the user gave its name, which is claimed then */
    const int64_t *facts;  /* by fact: likewise */
    struct span author;    /* of the claims: who gave it, whoever takes it back */
    int64_t replaces; /* number of the report that the path must have, which gives way to this one;
                         0: none */
};

/* Takes in what a user states (docs/registry.md): its text is written by the program, charset
 * begins with ENTRY_CHARSET, claims are of origin->author. Nothing is guessed: things and facts are
 * what the entry says. As resolve_report() otherwise. Errors besides: "work.entry_changed" (id,
 * version) where the path has another report than replaces. */
bool resolve_entry(struct store *store, const struct reader *reader,
                   const struct resolve_entry *entry, const struct resolve_origin *origin,
                   struct arena *arena, struct resolution *resolution, struct error *error);

/* ---- what a new reading would change ---- */

/* A value that a new reading would add or that would be gone. */
struct reading_change {
    bool added;        /* else gone */
    int64_t canonical; /* what has the value; 0: a new thing or fact */
    const struct schema_kind *kind;
    struct span name; /* of a thing, in the report; empty for facts */
    const struct schema_property *property;
    struct span value; /* normalized; of references the name in the report, or the fact's kind */
    struct range evidence; /* the first words that prove it */
};

struct reading_changes {
    struct reading_change *items;
    size_t count;
    size_t capacity;
};

/* Compares a reading of a known report with the one that the registry holds, and writes nothing.
 * Things and facts are those that they were by the rules of a new reading. Results in arena; call
 * within arena_run(). */
bool resolve_diff(struct store *store, const struct reader *reader, const struct reading *reading,
                  int64_t report, struct arena *arena, struct reading_changes *changes,
                  struct error *error);

/* ---- what a user adds ---- */

/* A name that the reader missed. */
struct added_name {
    const struct schema_kind *kind; /* of a thing */
    struct span name;               /* as a register would have it */
    struct range range;             /* of the report's text */
    int64_t canonical;              /* which known entity it is; 0: find it */
    bool is_new;                    /* it is none of the known ones */
};

/* Finds which known entity a name is, by what the reading says around it, as if the reader had
 * found it; fills addition but for its claims. Joins known entities that the name shows to be one.
 * Between store_write_begin() and its end; results in arena, within arena_run(). */
struct new_addition;
bool resolve_added_name(struct store *store, const struct reader *reader,
                        const struct reading *reading, int64_t report,
                        const struct added_name *name, const struct resolve_origin *origin,
                        struct arena *arena, struct new_addition *addition, struct error *error);

/* What a thread keeps from report to report, so that it need not be made again: lemmas of words,
 * prints of texts. Of bounded size (36 MB); what is found with it is what would be found without.
 */
struct resolve_memory;
/* Makes a memory; false, and NULL, where the system has none left. */
bool resolve_memory_new(struct resolve_memory **memory);
/* NULL is allowed. */
void resolve_memory_free(struct resolve_memory *memory);

/* The same in two steps, so that what needs no look into the registry is done before the turn
 * comes: resolve_prepare() makes a reading ready, in arena, and resolve_prepared() writes it. What
 * is given to the first must outlive the second; both within arena_run(). memory is what the
 * thread that calls keeps from report to report, or NULL. */
struct resolve_work;
struct resolve_work *resolve_prepare(const struct reader *reader, struct resolve_memory *memory,
                                     const struct reading *reading,
                                     const struct resolve_origin *origin, struct arena *arena);
bool resolve_prepared(struct store *store, struct resolve_memory *memory, struct resolve_work *work,
                      struct resolution *resolution, struct error *error);
/* Looks, in what others may read of the registry, for the texts that the report may repeat, and
 * compares them: the turn, in which nobody else writes, then need not. May be left out; what goes
 * wrong is left for the turn to tell. Call within arena_run(). */
void resolve_look_before(struct store *reading, struct resolve_work *work);
/* Asks ahead, for all that is to be written in a turn of the registry's queue, what each would ask:
 * one question waits for its answer as long as many at once. What is found lies in arena, within
 * whose arena_run() the turn is written. May be left out. */
bool resolve_look_ahead(struct store *store, struct resolve_work *const *works, size_t count,
                        struct arena *arena, struct error *error);

/* ---- upkeep ---- */

/* Makes the derived tables again. progress may be NULL; it is called after each report. */
bool resolve_rebuild(struct store *store, const struct morphology *morphology,
                     void (*progress)(void *context, int64_t report), void *context,
                     struct error *error);

#endif
