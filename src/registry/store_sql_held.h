/* What a turn of the queue keeps in memory: what it asked of the derived tables, and what it
 * changed in them. Seen by store_sql*.c and the drivers.
 *
 * In its turn a reader is the only writer, so what it was told stays true but for what it writes
 * itself. A region or a government stands in every second report: asked for and written once a
 * turn it costs a tenth. Answers are what the database would answer if all had been written; what
 * was changed is written by sql_held_settle(), before any other statement reads those tables.
 *
 * All of it lies in an arena of the caller, within whose arena_run() the turn is written. */
#ifndef STORE_SQL_HELD_H
#define STORE_SQL_HELD_H

#include "store_sql.h"

/* Begins to hold; forgotten with the transaction. */
void sql_held_begin(struct sql_store *store, struct arena *arena);
/* Writes what was changed. */
bool sql_held_settle(struct sql_store *store, struct error *error);
/* Holds nothing any more: what is changed is written. */
bool sql_held_end(struct sql_store *store, struct error *error);
/* One entity is to be merged into another: until sql_held_merge_end() nothing is forgotten but the
 * two, then what rests on them is. */
bool sql_held_merge_begin(struct sql_store *store, int64_t from, int64_t to, struct error *error);
bool sql_held_merge_end(struct sql_store *store, int64_t from, int64_t to, struct error *error);
bool sql_held_is_merging(const struct sql_store *store);
/* Forgets the answers: another statement changed what they rest on, after sql_held_settle(). */
void sql_held_forget(struct sql_store *store);
/* Whether the statement in progress is one of these functions'. */
bool sql_held_is_busy(const struct sql_store *store);

/* By what reports are looked for. */
enum held_absence { ABSENT_DIGEST, ABSENT_PATH, ABSENT_ID, ABSENCES };
/* Whether no report has it, as sql_look_ahead() found; false where it is not known. */
bool sql_held_is_absent(const struct sql_store *store, enum held_absence what, struct span value);
/* A report is added that has it. */
void sql_held_appear(struct sql_store *store, enum held_absence what, struct span value);
/* The following only where something is held: store->held. */

/* store_reports_alike() and store_report_texts(). */
bool sql_held_alike(struct sql_store *store, const uint64_t *bands, size_t count, size_t limit,
                    struct arena *arena, struct stored_reports *reports, struct error *error);
bool sql_held_texts(struct sql_store *store, const int64_t *numbers, size_t count,
                    struct arena *arena, struct span *texts, struct error *error);
/* A report is added. */
void sql_held_report_add(struct sql_store *store, const struct new_report *report, int64_t number);

/* A canonical entity as it is today. */
struct held_entity {
    int64_t number;
    const struct schema_kind *kind; /* NULL: there is none, or it was merged */
    struct span name;               /* of its card */
    int64_t reports;
    struct span features;            /* of its profile */
    const struct sql_listed *listed; /* of its card; NULL: not asked for */
    bool minted;                     /* in this turn */
    bool has_card;                   /* in the database … */
    bool has_profile;
    bool card_changed;
    bool listed_changed;
    bool profile_changed;
};

/* Asks for those that are not held. */
bool sql_held_load(struct sql_store *store, const int64_t *numbers, size_t count,
                   struct error *error);
/* One that was loaded or minted. Valid until another one is. */
struct held_entity *sql_held_entity(struct sql_store *store, int64_t number);
void sql_held_mint(struct sql_store *store, int64_t number, const struct schema_kind *kind);
/* The bytes are copied. */
void sql_held_features_set(struct sql_store *store, int64_t number, struct span features);
/* Counts a report more, and takes the name where it is better. */
void sql_held_card_count(struct sql_store *store, int64_t number, struct span name);

/* What its card is listed by is copied; changed: it is to be written. */
void sql_held_listed_set(struct sql_store *store, int64_t number, const struct sql_listed *listed,
                         bool changed);
/* Says whether statements to come are asked for what is held. */
void sql_held_ask(struct sql_store *store, bool asks);

/* store_candidates_of() and store_facts_of_pairs(). */
bool sql_held_candidates(struct sql_store *store, struct key_candidates *keys, size_t count,
                         size_t limit, struct arena *arena, struct error *error);
bool sql_held_facts_of_pairs(struct sql_store *store, struct pair_facts *pairs, size_t count,
                             const struct schema_kind *kind, size_t limit, struct arena *arena,
                             struct error *error);
/* Rows that are on their way into name_keys and pairs. */
bool sql_held_key_add(struct sql_store *store, int64_t key, int64_t canonical, struct error *error);
bool sql_held_pair_add(struct sql_store *store, int64_t first, int64_t second, int64_t fact,
                       struct error *error);

/* Counts names, and marks those as known that are. Of those that are not, sql_held_name_add() then
 * tells what their row is. */
bool sql_held_names_count(struct sql_store *store, struct counted_name *names, size_t count,
                          struct error *error);
void sql_held_name_add(struct sql_store *store, int64_t id, const struct counted_name *name,
                       const struct schema_kind *kind);

#endif
