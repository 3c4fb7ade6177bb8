/* The inside of the SQLite engine: its connection, its statements, its tables. Seen by the files
 * store_sqlite*.c alone, which hold all SQL there is.
 *
 * Truth: meta, authors, reports, texts, readings, credits, sources, mentions, claims, evidence,
 * canonicals, identities, decisions. Derived: names, name_words, cards, pairs, words, word_ranges,
 * stale. store_sqlite_schema.c has them with their columns.
 *
 * One statement at a time is in progress on a connection: code that asks for each row of another
 * question collects the rows first. So a jump out of the arena leaves at most one statement open,
 * which the next one resets. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "engine.h"

/* STORE_FOREVER in SQL. */
#define HOLDS "9223372036854775807"

enum { STATEMENTS = 512 /* twice as many as there are texts of statements */ };

struct statement_slot {
    const char *text; /* a literal, by address */
    sqlite3_stmt *handle;
};

/* Authors whose numbers were asked for last. */
enum { KNOWN_AUTHORS = 4 };
struct known_author {
    char name[120];
    size_t size;
    int64_t number; /* 0: none */
};

struct sqlite_store {
    struct store store;
    sqlite3 *database;
    char *file;
    struct statement_slot statements[STATEMENTS];
    sqlite3_stmt *active; /* the statement in progress */
    struct buffer work;   /* for texts made on the way: search queries, lists of kinds */
    bool in_group;        /* a transaction is open */
    bool in_report;       /* its savepoint is open */
    int group_reports;
    int64_t group_started;
    struct known_author authors[KNOWN_AUTHORS];
    size_t next_author;
    int64_t act;             /* that the rows written now belong to; 0: none */
    int64_t rebuild_after;   /* the last reading that the rebuild took */
    int64_t rebuild_changes; /* what sqlite_changes() was when it began */
};

/* A statement in progress. Bind in the order of its parameters, step, read columns. */
struct statement {
    struct sqlite_store *store;
    sqlite3_stmt *handle;
    int bound;
};

/* Begins the statement of the text, a literal; false with an error where it cannot. */
bool statement_begin(struct sqlite_store *store, const char *text, struct statement *statement,
                     struct error *error);
void bind_integer(struct statement *statement, int64_t value);
void bind_real(struct statement *statement, double value);
/* The bytes must stay until the statement ends. */
void bind_text(struct statement *statement, struct span text);
void bind_blob(struct statement *statement, struct span bytes);
void bind_date(struct statement *statement, struct date date);
/* NULL where value is zero. */
void bind_optional(struct statement *statement, int64_t value);
/* The next row; *row is false after the last one, when the statement has ended. */
bool statement_next(struct statement *statement, bool *row, struct error *error);
/* Runs the statement to its end. */
bool statement_run(struct statement *statement, struct error *error);
/* Ends a statement of which no more rows are wanted. */
void statement_end(struct statement *statement);
int64_t column_integer(const struct statement *statement, int column);
double column_real(const struct statement *statement, int column);
bool column_is_null(const struct statement *statement, int column);
/* Valid until the next step. */
struct span column_span(const struct statement *statement, int column);
struct span column_text(const struct statement *statement, int column, struct arena *arena);
struct date column_date(const struct statement *statement, int column);
/* Runs SQL without parameters and rows. */
bool sqlite_run(struct sqlite_store *store, const char *text, struct error *error);
/* The first column of the first row of a statement with at most two integer parameters; 0 where
 * there is no row. */
bool sqlite_number(struct sqlite_store *store, const char *text, int64_t first, int64_t second,
                   int64_t *number, struct error *error);
/* Ends the reading of a report that holds, if any; store_sqlite_write.c. */
bool sqlite_reading_end(struct sqlite_store *store, int64_t report, int64_t now,
                        struct error *error);
/* Adds the bands of a report's text. */
bool sqlite_bands_add(struct sqlite_store *store, int64_t report, const uint64_t *bands,
                      size_t count, struct error *error);
/* Runs a statement of integer parameters. */
bool sqlite_run_with(struct sqlite_store *store, const char *text, const int64_t *values,
                     size_t count, struct error *error);
/* Appends what went wrong last on the connection; returns false. */
bool sqlite_fail(struct sqlite_store *store, struct error *error);

/* The number of an author's text, which is added where it is new. */
bool sqlite_author(struct sqlite_store *store, struct span name, int64_t *number,
                   struct error *error);
/* How often something other than an addition touched what the derived tables rest on. */
bool sqlite_changes(struct sqlite_store *store, int64_t *changes, struct error *error);
bool sqlite_changes_count(struct sqlite_store *store, struct error *error);
/* The canonical entity that a number leads to by redirects; 0 where there is none. */
bool sqlite_canonical_follow(struct sqlite_store *store, int64_t number, int64_t *found,
                             struct error *error);
/* A JSON list of the names of kinds, in store->work. */
struct span sqlite_kinds(struct sqlite_store *store, const struct schema_kind *const *kinds,
                         size_t count);

/* store_sqlite_schema.c */
/* Makes the tables of a new file; in a transaction. */
bool sqlite_tables_make(struct sqlite_store *store, struct error *error);
/* Makes the derived tables whose names end in _new, dropping those that a rebuild left behind. */
bool sqlite_derived_make_new(struct sqlite_store *store, struct error *error);
bool sqlite_derived_swap(struct sqlite_store *store, struct error *error);

/* store_sqlite_words.c */
/* Makes the tokenizer and the function of positions known to the connection. */
bool sqlite_words_register(struct sqlite_store *store);
/* The tables of today, or those that a rebuild makes. */
enum derived { DERIVED_TODAY, DERIVED_NEW };
bool sqlite_words_add(struct sqlite_store *store, enum derived derived, int64_t reading,
                      const struct new_token *tokens, size_t count, struct error *error);
/* Counts a source's name under its canonical entity; one that is new there gets its lemmas, and
 * *fresh says so. */
bool sqlite_name_add(struct sqlite_store *store, enum derived derived, int64_t canonical,
                     const struct schema_kind *kind, struct span name, struct span lemmas,
                     bool *fresh, struct error *error);
/* Counts the reading in the cards of its canonical entities and names them anew. */
bool sqlite_cards_add(struct sqlite_store *store, enum derived derived, int64_t report,
                      int64_t reading, struct error *error);
/* Notes which facts of a report have which parties. */
bool sqlite_pairs_add(struct sqlite_store *store, enum derived derived, int64_t report,
                      struct error *error);
/* Notes that facts with the party from have the party to now. */
bool sqlite_pairs_move(struct sqlite_store *store, int64_t from, int64_t to, struct error *error);
/* Takes a reading, which still holds, out of the derived tables. */
bool sqlite_derived_remove(struct sqlite_store *store, int64_t report, int64_t reading,
                           struct error *error);
/* Makes the cards and the names of two canonical entities again, after sources went from one to
 * the other. */
bool sqlite_cards_exchange(struct sqlite_store *store, int64_t from, int64_t to,
                           struct error *error);

/* store_sqlite_clues.c */
/* Writes the keys and features of a source as they are stored; canonicals are those of the
 * reading's sources. into has CLUES_MOST bytes; returns the span of what was written. */
enum { CLUES_MOST = 1 + SOURCE_KEYS * 8 + SOURCE_FEATURES * 7 };
struct span sqlite_clues_write(const struct new_source *source, const int64_t *canonicals,
                               char *into);
/* Adds a source's clues to the keys and the profile of its canonical entity. fresh: its name is new
 * there, so that keys may be. */
bool sqlite_clues_add(struct sqlite_store *store, enum derived derived, int64_t canonical,
                      struct span clues, bool fresh, struct error *error);
/* Adds the profile of from to that of to. */
bool sqlite_profile_join(struct sqlite_store *store, int64_t from, int64_t to, struct error *error);
/* Makes the keys and the profile of a canonical entity again from its last sources. */
bool sqlite_clues_again(struct sqlite_store *store, int64_t canonical, struct error *error);

/* store_sqlite_acts.c */
/* Notes the doubts of a reading; first is the number of its first source. */
bool sqlite_doubts_add(struct sqlite_store *store, const struct new_reading *reading, int64_t first,
                       struct error *error);
/* Notes the acts of which the reading of the report that holds has lost what they were on. */
bool sqlite_lost_add(struct sqlite_store *store, int64_t report, int64_t now, struct error *error);
/* store_sqlite_claim.c: the acts whose decision is on no claim of the report's reading that holds.
 */
bool sqlite_decisions_lost(struct sqlite_store *store, int64_t report, struct arena *arena,
                           int64_t *acts, size_t limit, size_t *count, struct error *error);
/* store_sqlite_write.c */
bool sqlite_canonical_mint(struct sqlite_store *store, struct span kind, int64_t now,
                           int64_t *number, struct error *error);
bool sqlite_identity_move(struct sqlite_store *store, int64_t report, int64_t source,
                          int64_t canonical, struct span author, struct span reason, int64_t now,
                          struct error *error);
bool sqlite_no_entity(int64_t canonical, struct error *error);

/* store_sqlite_entity.c: takes rows of canonical, kind, name, reports to their end. */
bool sqlite_entities_read(struct statement *statement, struct arena *arena,
                          struct stored_entities *entities, struct error *error);

/* The functions of the table, by file: _write.c, _report.c, _entity.c, _claim.c, _words.c,
 * _rebuild.c, _check.c. */
bool sqlite_write_begin(struct store *, int64_t now, struct error *);
bool sqlite_write_end(struct store *, int64_t now, struct error *);
void sqlite_write_cancel(struct store *);
bool sqlite_commit(struct store *, struct error *);
bool sqlite_report_add(struct store *, const struct new_report *, int64_t *, struct error *);
bool sqlite_report_withdraw(struct store *, int64_t, struct span, struct span, int64_t,
                            struct error *);
bool sqlite_report_restore(struct store *, int64_t, struct span, int64_t, struct error *);
bool sqlite_report_erase(struct store *, int64_t, struct error *);
bool sqlite_report_erased(struct store *, int64_t, struct error *);
bool sqlite_compact(struct store *, struct error *);
bool sqlite_reports_alike(struct store *, const uint64_t *, size_t, size_t, struct arena *,
                          struct stored_reports *, struct error *);
bool sqlite_sources_of_last(struct store *, int64_t, struct arena *, struct stored_sources *,
                            int64_t *, struct error *);
bool sqlite_report_supersede(struct store *, int64_t, int64_t, int64_t, struct error *);
bool sqlite_reading_add(struct store *, const struct new_reading *, struct error *);
bool sqlite_report_state(struct store *, int64_t, const struct report_statement *, struct span,
                         int64_t, bool *, struct error *);
bool sqlite_claim_decide(struct store *, int64_t, uint32_t, enum claim_state, struct span,
                         struct span, int64_t, struct error *);
bool sqlite_identity_decide(struct store *, int64_t, uint32_t, int64_t *, struct span, struct span,
                            int64_t, struct error *);
bool sqlite_canonical_merge(struct store *, int64_t, int64_t, struct span, struct span, int64_t,
                            struct error *);
bool sqlite_act(struct store *, const struct new_act *, int64_t, int64_t *, struct error *);
bool sqlite_acts(struct store *, int64_t, int64_t, size_t, struct arena *, struct stored_acts *,
                 struct error *);
bool sqlite_act_of(struct store *, int64_t, struct arena *, struct stored_act *, bool *,
                   struct error *);
bool sqlite_differ(struct store *, int64_t, int64_t, bool *, struct error *);
bool sqlite_doubts(struct store *, size_t, size_t, struct arena *, struct stored_doubts *,
                   struct error *);
bool sqlite_doubt(struct store *, int64_t, struct arena *, struct stored_doubt *, bool *, bool *,
                  struct error *);
bool sqlite_report(struct store *, int64_t, struct arena *, struct stored_report *, bool *,
                   struct error *);
bool sqlite_report_by_id(struct store *, struct span, struct arena *, struct stored_report *,
                         bool *, struct error *);
bool sqlite_report_by_digest(struct store *, const struct digest *, struct arena *,
                             struct stored_report *, bool *, struct error *);
bool sqlite_report_by_path(struct store *, struct span, struct arena *, struct stored_report *,
                           bool *, struct error *);
bool sqlite_report_text(struct store *, int64_t, struct arena *, struct span *, struct error *);
bool sqlite_reports(struct store *, int64_t, bool, bool, size_t, struct arena *,
                    struct stored_reports *, struct error *);
bool sqlite_entities(struct store *, const struct entities_wanted *, struct arena *,
                     struct stored_entities *, struct error *);
bool sqlite_entity(struct store *, int64_t, struct arena *, struct stored_entity *, bool *,
                   struct error *);
bool sqlite_entities_search(struct store *, const struct search_query *, size_t, struct arena *,
                            struct stored_entities *, struct error *);
bool sqlite_candidates(struct store *, uint64_t, size_t, struct arena *, struct stored_entities *,
                       struct error *);
bool sqlite_profile(struct store *, int64_t, struct arena *, struct stored_profile *, bool *,
                    struct error *);
bool sqlite_facts_between(struct store *, int64_t, int64_t, const struct schema_kind *, size_t,
                          struct arena *, struct stored_entities *, struct error *);
bool sqlite_facts_of_office(struct store *, int64_t, struct span, size_t, struct arena *,
                            struct stored_entities *, struct error *);
bool sqlite_reports_since(struct store *, const int64_t *, size_t, struct date, struct date, size_t,
                          size_t *, struct error *);
bool sqlite_claims(struct store *, const int64_t *, size_t, const struct claims_wanted *,
                   struct arena *, struct stored_claims *, struct error *);
bool sqlite_claims_of_report(struct store *, int64_t, const struct claims_wanted *, struct arena *,
                             struct stored_claims *, struct error *);
bool sqlite_claims_naming(struct store *, int64_t, size_t, const struct claims_wanted *,
                          struct arena *, struct stored_claims *, struct error *);
bool sqlite_sources(struct store *, int64_t, size_t, bool, struct arena *, struct stored_sources *,
                    struct error *);
bool sqlite_sources_of_report(struct store *, int64_t, struct arena *, struct stored_sources *,
                              struct error *);
bool sqlite_sources_of_entity(struct store *, int64_t, int64_t, size_t, struct arena *,
                              struct stored_sources *, struct error *);
bool sqlite_mentions(struct store *, int64_t, struct arena *, struct stored_mentions *,
                     struct error *);
bool sqlite_credits(struct store *, int64_t, struct arena *, struct stored_credits *,
                    struct error *);
bool sqlite_search(struct store *, const struct search_query *, size_t, size_t, struct arena *,
                   struct search_hits *, struct error *);
bool sqlite_counts(struct store *, struct arena *, struct store_counts *, struct error *);
bool sqlite_rebuild_begin(struct store *, struct error *);
bool sqlite_rebuild_next(struct store *, struct arena *, struct rebuild_reading *, bool *,
                         struct error *);
bool sqlite_rebuild_add(struct store *, const struct rebuild_reading *, const struct span *,
                        const struct new_token *, size_t, struct error *);
bool sqlite_rebuild_end(struct store *, bool *, struct error *);
bool sqlite_check(struct store *, struct error *);
bool sqlite_dump(struct store *, bool, struct buffer *, struct error *);
/* The digest of the words that prove a claim, by which decisions know it again. */
struct digest sqlite_evidence_digest(struct span text, const struct stored_evidence *evidence,
                                     size_t count, struct arena *arena);
/* The normalized value by which decisions know a claim again: references by the name as said. */
struct span sqlite_decision_value(const struct stored_claim *claim, struct arena *arena);

#endif
