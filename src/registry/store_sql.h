/* The inside of the engines that speak SQL: what SQLite and PostgreSQL share. Seen by the files
 * store_sql*.c, which hold the SQL of both, and by the drivers (store_sqlite*.c,
 * store_postgres*.c), which hold what only their database understands.
 *
 * The SQL that both share is written in what SQLite and PostgreSQL have in common, with SQLite's
 * parameters (?, ?N), its names of types and some of its words, which the driver of PostgreSQL
 * rewrites: store_postgres_text.c lists them. No column numbers its rows by itself: see
 * sql_number_next().
 *
 * store_sql_tables.c has the tables, those of the truth and those derived of it, with their
 * columns.
 *
 * One statement at a time is in progress on a connection: code that asks for each row of another
 * question collects the rows first. So a jump out of the arena leaves at most one statement open,
 * which the next one resets. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include "engine.h"
#include "redaction.h"
#include "store_accounts.h"
#include "store_acts.h"
#include "store_comments.h"
#include "store_facets.h"
#include "store_queue.h"
#include "store_reviews.h"

/* STORE_FOREVER in SQL. */
#define HOLDS "9223372036854775807"

/* The version of the tables. 6: no acts and doubts; 7: pairs without offices; 8: a row for each
 * range and mention; 9: no redactions; 10: cards of a name alone, sources without a region;
 * 11: no tallies; 12: no accounts and audit trail; 13: no comments; 14: no reviews; 15: no index of
 * days; 16: facts are counted twice as of a district, and reports without the facts that others
 * make sure; 17: no comments on reports. What those from 12 on lack an older registry is given when
 * it is opened */
enum { TABLES_VERSION = 18, TABLES_UPGRADED = 12 /* the oldest that becomes one of today */ };

enum { WORK_LIMIT = 256 * 1024 * 1024 /* the lemmas of the largest report */ };

enum { PUT_OFF_MOST = 16 * 1024 * 1024 /* with more the group is committed */ };

enum { TEXTS_KEPT = 256 /* of statements that are put together */ };

/* Authors whose numbers were asked for last. */
enum { KNOWN_AUTHORS = 4 };
struct known_author {
    char name[120];
    size_t size;
    int64_t number; /* 0: none */
};

/* Tables whose rows are numbered in the order in which they are written. */
enum sql_numbered {
    NUMBERED_REPORTS,
    NUMBERED_READINGS,
    NUMBERED_AUTHORS,
    NUMBERED_CANONICALS,
    NUMBERED_DECISIONS,
    NUMBERED_WITHDRAWALS,
    NUMBERED_NAMES,
    NUMBERED_NAMES_NEW,
    NUMBERED_TABLES
};

struct counted;
struct reading_set;
struct tallies;
struct sql_driver;
struct sql_held;

/* A driver's own struct begins with it. */
struct sql_store {
    struct store store;
    const struct sql_driver *driver;
    char *file;            /* the registry's name for people */
    struct buffer work;    /* for texts made on the way: search queries, lists of kinds */
    bool in_group;         /* a transaction is open */
    bool in_report;        /* its savepoint is open */
    bool in_batch;         /* the transaction is of reports taken from the queue */
    bool all_or_none;      /* … which have no savepoints: if one is undone all are */
    bool in_snapshot;      /* the transaction is of store_snapshot_begin() */
    int64_t batch_first;   /* number of the first of them */
    unsigned batch_asked;  /* how often it was asked for the turn */
    struct sql_held *held; /* what the turn keeps in memory, store_sql_held.h; NULL: nothing */
    int group_reports;
    int64_t group_started;
    size_t put_off;        /* bytes that the driver writes at the end of the group alone … */
    size_t put_off_before; /* … and that it had put off before the report */
    struct known_author authors[KNOWN_AUTHORS];
    size_t next_author;
    int64_t last[NUMBERED_TABLES]; /* numbers that were given last; 0: the table is to be asked */
    struct tallies *tallies;       /* changes that are not written: store_sql_tally.c */
    struct buffer asked;           /* the text of a statement that is being put together */
    char *texts[TEXTS_KEPT];       /* of statements that are put together: sql_text_keep() */
    size_t text_count;
    struct redactions *redactions; /* what is redacted, of this transaction: NULL: nothing */
    bool redactions_known;
    unsigned char redaction_key[DIGEST_KEY_SIZE];
    bool has_redaction_key;  /* it is the registry's */
    bool has_trial_key;      /* it was made for a trial, or is being noted */
    int64_t added_report;    /* of the report in hand, where it is new; 0 … */
    int64_t added_claims;    /* … and what a user stated of it */
    int64_t act;             /* that the rows written now belong to; 0: none */
    struct counted *counted; /* the table report_facets in memory: store_sql_counted.h */
    bool has_facets;         /* the table report_facets is there */
    bool facets_due;         /* the group has readings that it does not hold */
    struct {
        int64_t *items;
        size_t count;
        size_t capacity;
    } facet_facts;           /* of which the reports' entries are to be made again */
    int64_t rebuild_after;   /* the last reading that the rebuild took */
    int64_t rebuild_changes; /* what sql_changes() was when it began */
};

/* A value on its way into a parameter. */
enum sql_type {
    SQL_NULL,
    SQL_INTEGER,
    SQL_REAL,
    SQL_TEXT,
    SQL_BLOB,
    SQL_BYTES /* a text that may hold any bytes, in parameters alone */
};

struct sql_value {
    enum sql_type type;
    union {
        int64_t integer;
        double real;
        struct span bytes; /* of SQL_TEXT, SQL_BLOB and SQL_BYTES */
    };
    char date[DATE_TEXT]; /* the bytes of a day */
};

enum { PARAMETERS_MOST = 128 };

/* A statement in progress. Bind in the order of its parameters, step, read columns. */
struct statement {
    struct sql_store *store;
    void *handle; /* the driver's */
    bool stepped;
    int bound;
    struct sql_value values[PARAMETERS_MOST];
};

/* Begins the statement of the text, a literal; false with an error where it cannot. */
bool statement_begin(struct sql_store *store, const char *text, struct statement *statement,
                     struct error *error);
void bind_integer(struct statement *statement, int64_t value);
void bind_real(struct statement *statement, double value);
/* The bytes must stay until the statement ends. */
void bind_text(struct statement *statement, struct span text);
void bind_blob(struct statement *statement, struct span bytes);
/* For the column texts.text: a text with any bytes. */
void bind_bytes(struct statement *statement, struct span text);
void bind_date(struct statement *statement, struct date date);
/* NULL where value is zero. */
void bind_optional(struct statement *statement, int64_t value);
/* The next row; *row is false after the last one, when the statement has ended. */
bool statement_next(struct statement *statement, bool *row, struct error *error);
/* The next row, for loops over all of them: false where there is none; *done where all were had,
 * else it failed.
 *
 *     bool done;
 *     while (statement_row(&statement, &done, error)) { … }
 *     return done; */
bool statement_row(struct statement *statement, bool *done, struct error *error);
/* Runs the statement to its end. Where no row of it was asked for, a driver may send it and learn
 * later, of another statement or at the end of the report, that it failed. */
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
/* The text that is kept under an address of its own, as a literal is, for statement_begin(); NULL
 * where so many others are kept that it cannot be. */
const char *sql_text_keep(struct sql_store *store, struct span text);
/* Runs SQL without parameters and rows; several statements are separated by semicolons. */
bool sql_run(struct sql_store *store, const char *text, struct error *error);
/* The first column of the first row of a statement with at most two integer parameters, of which
 * count are bound; 0 where there is no row. */
bool sql_number(struct sql_store *store, const char *text, int64_t first, int64_t second,
                int64_t *number, struct error *error);
/* Rows on their way into a table, written several at a time: a statement of many rows costs little
 * more than one of a single row. Bind each row's values to rows->statement in their order, then
 * sql_rows_next(); what is bound must stay until sql_rows_end(). Other statements may run between,
 * and see none of the rows for certain before the end; but no other rows into the same table. */
struct sql_rows {
    struct statement statement;
    const char *one;  /* inserts a row: "INSERT INTO … VALUES(…) …", a literal */
    const char *many; /* inserts ROWS_AT_ONCE of them: made by ROWS_OF; NULL: none does */
    int columns;      /* that are bound of each row; at most PARAMETERS_MOST / ROWS_AT_ONCE */
    void *gathered;   /* the driver's, where it takes all rows at once */
};
enum { ROWS_AT_ONCE = 8 };
#define ROWS_OF(insert, row) ROWS_ENDING(insert, row, "")
#define ROWS_ENDING(insert, row, end)                                                              \
    insert row end, insert row "," row "," row "," row "," row "," row "," row "," row end
void sql_rows_begin(struct sql_rows *rows, struct sql_store *store, const char *one,
                    const char *many, int columns);
/* Ends a row. */
bool sql_rows_next(struct sql_rows *rows, struct error *error);
/* Writes the rows that are left. */
bool sql_rows_end(struct sql_rows *rows, struct error *error);
/* Ends the reading of a report that holds, if any; store_sql_write.c. */
bool sql_reading_end(struct sql_store *store, int64_t report, int64_t now, struct error *error);
/* Adds the bands of a report's text. */
bool sql_bands_add(struct sql_store *store, int64_t report, const uint64_t *bands, size_t count,
                   struct error *error);
/* Runs a statement of integer parameters. */
bool sql_run_with(struct sql_store *store, const char *text, const int64_t *values, size_t count,
                  struct error *error);
/* Takes the next number of a table, within a report that is being written. */
bool sql_number_next(struct sql_store *store, enum sql_numbered table, int64_t *number,
                     struct error *error);
/* Says that rows of the table were numbered by a statement. */
void sql_numbers_forget(struct sql_store *store, enum sql_numbered table);
/* Forgets numbers and authors that were asked for: what was written is undone, or others may have
 * written meanwhile. */
void sql_known_forget(struct sql_store *store);
/* Notes that no transaction is open any more. */
void sql_group_forget(struct sql_store *store);
/* "registry.failed", out of memory. */
bool sql_no_memory(const struct sql_store *store, struct error *error);

/* The number of an author's text, which is added where it is new. */
bool sql_author(struct sql_store *store, struct span name, int64_t *number, struct error *error);
/* How often something other than an addition touched what the derived tables rest on. */
bool sql_changes(struct sql_store *store, int64_t *changes, struct error *error);
bool sql_changes_count(struct sql_store *store, struct error *error);
/* The canonical entity that a number leads to by redirects; 0 where there is none. */
bool sql_canonical_follow(struct sql_store *store, int64_t number, int64_t *found,
                          struct error *error);
/* The name of an author's number; in arena, empty where there is none. */
bool sql_author_name(struct sql_store *store, int64_t number, struct arena *arena,
                     struct span *name, struct error *error);
/* A JSON list of numbers, in store->work. */
struct span sql_numbers(struct sql_store *store, const int64_t *numbers, size_t count);
/* A JSON list of the names of kinds, in store->work. */
struct span sql_kinds(struct sql_store *store, const struct schema_kind *const *kinds,
                      size_t count);

/* The tables of today, or those that a rebuild makes. */
enum derived { DERIVED_TODAY, DERIVED_NEW };

/* store_sql_tables.c */
/* Makes the tables of a new file; in a transaction. */
bool sql_tables_make(struct sql_store *store, struct error *error);
/* Makes the tables of today of those of an older version, from TABLES_UPGRADED on; in a
 * transaction. */
bool sql_tables_upgrade(struct sql_store *store, int64_t version, struct error *error);
/* Makes the derived tables whose names end in _new, dropping those that a rebuild left behind. */
bool sql_derived_make_new(struct sql_store *store, struct error *error);
bool sql_derived_swap(struct sql_store *store, struct error *error);

/* store_sql_words.c */
bool sql_words_add(struct sql_store *store, enum derived derived, int64_t reading,
                   const struct new_token *tokens, size_t count, struct error *error);
struct sql_listed;
/* A source of a reading, of which the derived tables are to tell. */
struct derived_source {
    int64_t canonical;
    const struct schema_kind *kind;
    struct span name; /* empty: of a fact */
    struct span lemmas;
    struct span clues; /* as they are stored */
    bool minted;       /* nothing can be derived of the canonical entity yet */
    bool fresh;        /* the name is new there: made by sql_names_add() */
};
/* Counts the sources' names under their canonical entities; those that are new there get their
 * lemmas. What is made meanwhile lies in arena. */
bool sql_names_add(struct sql_store *store, enum derived derived, struct derived_source *sources,
                   size_t count, struct arena *arena, struct error *error);
/* A canonical entity with the name that a source of it bears. */
struct named_canonical {
    int64_t canonical;
    struct span name;
    const struct schema_kind *minted; /* its kind where it has just been minted; else NULL */
    const struct sql_listed *listed;  /* of one that has just been minted */
};
/* Counts a reading in the cards of its canonical entities, and names them by its sources where
 * these bear better names; sorts the sources. */
bool sql_cards_add(struct sql_store *store, enum derived derived, struct named_canonical *sources,
                   size_t count, struct error *error);
/* Notes which facts of a report have which parties. */
bool sql_pairs_add(struct sql_store *store, enum derived derived, int64_t report,
                   struct error *error);
/* The same of a reading that is being written; canonicals are those of its sources. */
bool sql_pairs_of_reading(struct sql_store *store, const struct new_reading *reading,
                          const int64_t *canonicals, struct arena *arena, struct error *error);
/* Notes that facts with the party from have the party to now. */
bool sql_pairs_move(struct sql_store *store, int64_t from, int64_t to, struct error *error);
/* Takes a reading, which still holds, out of the derived tables. */
bool sql_derived_remove(struct sql_store *store, int64_t report, int64_t reading,
                        struct error *error);
/* Makes the cards and the names of two canonical entities again, after sources went from one to
 * the other. */
bool sql_cards_exchange(struct sql_store *store, int64_t from, int64_t to, struct error *error);

/* store_sql_facets.c */
/* The table, in a registry's own or the driver's SQL. */
#define FACETS_TABLE                                                                               \
    "CREATE TABLE report_facets(first INTEGER PRIMARY KEY, last INTEGER NOT NULL,"                 \
    " facets BLOB NOT NULL) STRICT;"
/* Adds the entries of the readings that came since; before each commit. */
bool sql_facets_settle(struct sql_store *store, struct error *error);
/* Makes the entry of a report again: what it tells of, or what is stated of it, has changed. */
bool sql_facets_again(struct sql_store *store, int64_t report, struct error *error);
/* Notes a fact that begins or ceases to count: the entries of all reports that tell it are made
 * again at the end of the group. Entities that are no facts are passed by then. */
bool sql_facets_note(struct sql_store *store, int64_t canonical, struct error *error);
/* Makes the blocks again that have entries of a report, so that none of them has what a claim or a
 * name was that is no more. */
bool sql_facets_forget(struct sql_store *store, int64_t report, struct error *error);
/* Makes all entries again. */
bool sql_facets_renew(struct sql_store *store, struct error *error);
/* Compares the entries with the truth. */
bool sql_facets_check(struct sql_store *store, bool *sound, struct error *error);
/* Readings that a search found, the newest first. */
struct found_set {
    int64_t *readings;
    uint32_t *sizes; /* about two bytes a word; 0: not known */
    size_t count;
};
bool sql_is_counted(struct store *, bool *, struct error *);
bool sql_count(struct store *, struct error *);
/* store_sql_counted.c */
bool sql_reports_wanted(struct store *, const struct report_filter *, bool,
                        const struct listed_after *, size_t, size_t, struct arena *,
                        struct stored_reports *, size_t *, struct report_facets *, struct error *);

/* store_sql_clues.c */
/* Writes the keys and features of a source as they are stored; canonicals are those of the
 * reading's sources. into has CLUES_MOST bytes; returns the span of what was written. */
enum { CLUES_MOST = 1 + SOURCE_KEYS * 8 + SOURCE_FEATURES * 7 };
struct span sql_clues_write(const struct new_source *source, const int64_t *canonicals, char *into);
/* Adds the sources' clues to the keys and the profiles of their canonical entities, after
 * sql_names_add(): keys are made of names too. */
bool sql_clues_add(struct sql_store *store, enum derived derived,
                   const struct derived_source *sources, size_t count, struct arena *arena,
                   struct error *error);
/* Whether users decided on claims of the report: then the clues of its facts are not added. */
bool sql_is_decided(struct sql_store *store, int64_t report, bool *decided, struct error *error);
/* Forgets what is kept of the facts that the report tells of: a claim was decided on, or its
 * reading is to end. */
bool sql_fact_profiles_drop(struct sql_store *store, int64_t report, struct error *error);
/* Adds the profile of from to that of to. */
bool sql_profile_join(struct sql_store *store, int64_t from, int64_t to, struct error *error);
/* Makes the keys and the profile of a canonical entity again from its last sources. */
bool sql_clues_again(struct sql_store *store, int64_t canonical, struct error *error);

/* store_sql_listed.c: what lists are ordered and filtered by; the columns of cards. */
struct sql_listed {
    struct span key;
    bool ordered; /* false of facts of a kind without an order: they have no key */
    struct span choices[LISTED_CHOICES];
    struct span days[LISTED_DAYS];
    int64_t regions[LISTED_REGIONS]; /* numbers; below 0: no name or office tells it */
    int64_t confidence;              /* thousandths; -1: in no list */
    int64_t state;                   /* enum listed_state */
    struct span named;               /* kind of the thing that the first property names */
    bool unsure;                     /* the reading says several values of a property */
};
/* Those of the sources of a reading, by what it says alone. */
struct sql_listed *sql_listed_of_reading(const struct new_reading *reading, struct arena *arena);
/* Binds them in the order of the columns. */
void sql_listed_bind(struct statement *statement, const struct sql_listed *listed);
/* A reading whose cards are written. */
struct listed_reading {
    const struct new_reading *reading;
    const struct sql_listed *listed;         /* of its sources */
    const int64_t *canonicals;               /* of its sources */
    const struct schema_kind *const *minted; /* NULL: the source is of a known entity */
    bool decided;                            /* users decided on claims of the report */
};
/* Brings the columns of entities that were known before up to date. */
bool sql_listed_update(struct sql_store *store, const struct listed_reading *made,
                       struct arena *arena, struct error *error);
/* Gives a thing the key of a name, where it is called so. */
bool sql_listed_name(struct sql_store *store, enum derived derived, int64_t canonical,
                     struct span name, struct arena *arena, struct error *error);
/* Makes the columns of entities again from their claims. */
bool sql_listed_again(struct sql_store *store, enum derived derived, const int64_t *canonicals,
                      size_t count, struct error *error);
/* The same of all that a reading of the report tells of; 0: that one which holds. */
bool sql_listed_of_report(struct sql_store *store, int64_t report, int64_t reading,
                          struct error *error);
/* Makes the columns of what a report tells of, in a rebuild, where they are not made yet. */
bool sql_listed_complete(struct sql_store *store, int64_t report, struct error *error);

/* store_sql_tally.c: how many cards there are of what. The following are of today's cards. */
/* Notes what a card was and is listed by; NULL: it was not there. */
bool sql_tallies_note(struct sql_store *store, const struct schema_kind *kind,
                      const struct sql_listed *before, const struct sql_listed *after,
                      struct error *error);
/* Writes what was noted; before each commit, and before the table is asked. */
bool sql_tallies_settle(struct sql_store *store, struct error *error);
/* A report begins, and is undone: what was noted since is taken back. */
void sql_tallies_report_begin(struct sql_store *store);
void sql_tallies_report_undo(struct sql_store *store);
/* The group is written, or undone. */
void sql_tallies_forget(struct sql_store *store);
void sql_tallies_release(struct sql_store *store);
/* Fills the new table of a rebuild from its cards. */
bool sql_tallies_make_new(struct sql_store *store, struct error *error);
/* Adds to the table what that of version 16 lacks. */
bool sql_tallies_upgrade(struct sql_store *store, struct error *error);
/* Finds those that are not what the cards add up to. */
bool sql_tallies_check(struct sql_store *store, bool *sound, struct error *error);

/* store_sql_pack.c: lists in one row; false where bytes are no such list */
struct span sql_evidence_pack(const struct range *ranges, size_t count, struct arena *arena);
bool sql_evidence_unpack(struct span bytes, struct arena *arena, struct stored_claim *claim);
/* first is the number of the reading's first source. */
struct span sql_mentions_pack(const struct new_mention *mentions, size_t count, int64_t first,
                              struct arena *arena);
/* Takes the next mention, all but its canonical entity. */
bool sql_mention_take(struct span *rest, struct stored_mention *mention);
void sql_number_append(struct buffer *out, uint32_t number);
bool sql_number_take(struct span *rest, uint32_t *number);

/* store_sql_acts.c */
/* Notes the doubts of a reading; canonicals are those of its sources. */
bool sql_doubts_add(struct sql_store *store, const struct new_reading *reading,
                    const int64_t *canonicals, struct error *error);
/* Notes the acts of which the reading of the report that holds has lost what they were on. */
bool sql_lost_add(struct sql_store *store, int64_t report, int64_t now, struct error *error);
/* store_sql_write.c: what a value names; 0: nothing. Of a reading's claim they are indexes plus 1,
 * else numbers of sources. */
void sql_value_sources(const struct value *value, uint32_t *first, uint32_t *second);
/* Binds the two numbers of sources that a value names. */
void sql_bind_references(struct statement *statement, const struct value *value);

/* store_sql_addition.c */
/* Adds what the act (ACT_ADD) brings to the reading of its report that holds: *canonical is the
 * entity that it is, *made the first of its claims. */
bool sql_addition_make(struct sql_store *store, const struct new_act *act, int64_t now,
                       struct arena *arena, int64_t *canonical, uint32_t *made,
                       struct error *error);
/* Takes back what an act has added. */
bool sql_addition_undo(struct sql_store *store, const struct stored_act *undone, int64_t now,
                       struct error *error);
/* Ends the claims of what users added to a report, whose reading ends. */
bool sql_additions_end(struct sql_store *store, int64_t report, int64_t now, struct error *error);
/* Adds the mentions of names that users added to a report. */
bool sql_additions_mention(struct sql_store *store, int64_t report, struct arena *arena,
                           struct stored_mentions *mentions, struct error *error);
/* store_sql_claim.c: the acts whose decision is on no claim of the report's reading that holds; of
 * those on one claim the last, the newest first, at most limit. */
bool sql_decisions_lost(struct sql_store *store, int64_t report, struct arena *arena, int64_t *acts,
                        size_t limit, size_t *count, struct error *error);
/* store_sql_identity.c */
bool sql_canonical_mint(struct sql_store *store, struct span kind, int64_t now, int64_t *number,
                        struct error *error);
bool sql_identity_move(struct sql_store *store, int64_t report, int64_t source, int64_t canonical,
                       struct span author, struct span reason, int64_t now, struct error *error);
bool sql_no_entity(int64_t canonical, struct error *error);

/* store_sql_entity.c: an entity of a row that begins with canonical, kind, name, reports; false
 * where the schema does not know its kind. */
bool sql_entity_take(const struct statement *statement, struct arena *arena,
                     struct stored_entity *entity);
/* Adds a report that may be alike, unless it is there. */
void sql_report_alike(struct stored_reports *reports, const struct stored_report *report,
                      struct arena *arena);
/* Takes rows of these to their end. */
bool sql_entities_read(struct statement *statement, struct arena *arena,
                       struct stored_entities *entities, struct error *error);

/* store_sql_claim.c: what rows of claims have in common. Report, ordinal, source, canonical, kind,
 * property, type, value; author, which is left out; confidence, held_from, held_to, known_from,
 * known_to. False where the schema does not know the kind or the property. Of the value the type
 * alone is taken. */
bool sql_claim_take(const struct statement *row, const struct schema *schema, struct arena *arena,
                    struct stored_claim *claim);
/* From a column on: canonical, kind, name as said, name. */
void sql_reference_take(const struct statement *row, int column, const struct schema *schema,
                        struct arena *arena, struct stored_reference *reference);
/* Reads the value of a claim that has its type, text and references; false where the schema no
 * longer has such a value. */
bool sql_claim_value_take(struct stored_claim *claim);

/* store_sql_many.c: questions about many at once. */
/* The claims of canonical entities, as store_claims(), without words and states. */
bool sql_claims_many(struct sql_store *store, const int64_t *canonicals, size_t count,
                     const struct claims_wanted *wanted, struct arena *arena,
                     struct stored_claims *claims, struct error *error);
/* Which of the reports have a decision on a claim, of the state (-1: any); sorted, in arena. A
 * decision may have been undone since. */
bool sql_reports_decided(struct sql_store *store, const int64_t *reports, size_t count, int state,
                         struct arena *arena, int64_t **decided, size_t *decided_count,
                         struct error *error);
/* Claims by their keys, ordered. */
struct rejected_claim {
    int64_t report;
    uint32_t ordinal;
};

struct rejected_claims {
    struct rejected_claim *items;
    size_t count;
    size_t capacity;
};

/* store_sql_tellings.c: the claims of the reports that were rejected. */
bool sql_rejected_find(struct sql_store *store, const int64_t *reports, size_t count, int64_t as_of,
                       struct arena *arena, struct rejected_claims *rejected, struct error *error);
bool sql_claim_is_rejected(const struct rejected_claims *rejected, int64_t report,
                           uint32_t ordinal);
/* Sorts numbers and leaves each once; how many they are then. */
size_t sql_numbers_unique(int64_t *numbers, size_t count);
/* Whether the sorted numbers have one. */
bool sql_numbers_have(const int64_t *numbers, size_t count, int64_t number);

/* The functions of the engine's table, each in the file of what it is about. */
bool sql_write_begin(struct store *, int64_t now, struct error *);
bool sql_write_end(struct store *, int64_t now, struct error *);
void sql_write_cancel(struct store *);
bool sql_commit(struct store *, struct error *);
bool sql_report_add(struct store *, const struct new_report *, int64_t *, struct error *);
bool sql_look_ahead(struct store *, const struct report_look *, size_t, struct error *);
bool sql_report_withdraw(struct store *, int64_t, struct span, struct span, int64_t,
                         struct error *);
bool sql_report_restore(struct store *, int64_t, struct span, int64_t, struct error *);
bool sql_report_erase(struct store *, int64_t, struct error *);
bool sql_report_erased(struct store *, int64_t, struct error *);
bool sql_compact(struct store *, struct error *);
bool sql_reports_alike(struct store *, const uint64_t *, size_t, size_t, struct arena *,
                       struct stored_reports *, struct error *);
bool sql_sources_of_last(struct store *, int64_t, struct arena *, struct stored_sources *,
                         int64_t *, struct error *);
bool sql_report_supersede(struct store *, int64_t, int64_t, int64_t, struct error *);
bool sql_reading_add(struct store *, const struct new_reading *, struct error *);
bool sql_report_state(struct store *, int64_t, const struct report_statement *, struct span,
                      int64_t, bool *, struct error *);
bool sql_claim_decide(struct store *, int64_t, uint32_t, enum claim_state, struct span, struct span,
                      int64_t, struct error *);
/* Decides on the fields of activity of a claim's value; keyed as a decision on the claim, with the
 * codes behind the property: "subjects#nuclear,science". */
bool sql_claim_classify(struct sql_store *store, const struct new_act *act, int64_t now,
                        struct error *error);
bool sql_identity_decide(struct store *, int64_t, uint32_t, int64_t *, struct span, struct span,
                         int64_t, struct error *);
bool sql_canonical_merge(struct store *, int64_t, int64_t, struct span, struct span, int64_t,
                         struct error *);
bool sql_act(struct store *, const struct new_act *, int64_t, int64_t *, struct error *);
bool sql_acts(struct store *, int64_t, int64_t, size_t, struct arena *, struct stored_acts *,
              struct error *);
bool sql_act_of(struct store *, int64_t, struct arena *, struct stored_act *, bool *,
                struct error *);
bool sql_additions(struct store *, int64_t, struct arena *, struct stored_additions *,
                   struct error *);
bool sql_differ(struct store *, int64_t, int64_t, bool *, struct error *);
bool sql_doubts(struct store *, size_t, size_t, struct arena *, struct stored_doubts *,
                struct error *);
bool sql_doubt(struct store *, int64_t, struct arena *, struct stored_doubt *, bool *, bool *,
               struct error *);
bool sql_report(struct store *, int64_t, struct arena *, struct stored_report *, bool *,
                struct error *);
bool sql_report_by_id(struct store *, struct span, struct arena *, struct stored_report *, bool *,
                      struct error *);
bool sql_report_by_digest(struct store *, const struct digest *, struct arena *,
                          struct stored_report *, bool *, struct error *);
bool sql_report_versions(struct store *, struct span, size_t, struct arena *,
                         struct stored_reports *, struct error *);
bool sql_report_by_path(struct store *, struct span, struct arena *, struct stored_report *, bool *,
                        struct error *);
bool sql_report_text(struct store *, int64_t, struct arena *, struct span *, struct error *);
bool sql_reports(struct store *, int64_t, bool, bool, size_t, struct arena *,
                 struct stored_reports *, struct error *);
bool sql_entities(struct store *, const struct entities_wanted *, struct arena *,
                  struct stored_entities *, struct error *);
bool sql_entity(struct store *, int64_t, struct arena *, struct stored_entity *, bool *,
                struct error *);
bool sql_entities_search(struct store *, const struct search_query *, size_t, struct arena *,
                         struct stored_entities *, struct error *);
bool sql_candidates(struct store *, uint64_t, size_t, struct arena *, struct stored_entities *,
                    struct error *);
bool sql_candidates_of(struct store *, struct key_candidates *, size_t, size_t, struct arena *,
                       struct error *);
bool sql_profiles(struct store *, const int64_t *, size_t, struct arena *, struct stored_profile *,
                  struct error *);
bool sql_facts_of_pairs(struct store *, struct pair_facts *, size_t, const struct schema_kind *,
                        size_t, struct arena *, struct error *);
bool sql_report_texts(struct store *, const int64_t *, size_t, struct arena *, struct span *,
                      struct error *);
bool sql_profile(struct store *, int64_t, struct arena *, struct stored_profile *, bool *,
                 struct error *);
bool sql_facts_paired(struct store *, int64_t, const struct schema_kind *,
                      const struct schema_property *, size_t, struct arena *,
                      struct stored_numbers *, struct error *);
bool sql_facts_between(struct store *, int64_t, int64_t, const struct schema_kind *, size_t,
                       struct arena *, struct stored_entities *, struct error *);
bool sql_facts_of_office(struct store *, int64_t, struct span, size_t, struct arena *,
                         struct stored_entities *, struct error *);
bool sql_reports_since(struct store *, const int64_t *, size_t, struct date, struct date, size_t,
                       size_t *, struct error *);
bool sql_claims(struct store *, const int64_t *, size_t, const struct claims_wanted *,
                struct arena *, struct stored_claims *, struct error *);
bool sql_claims_of_report(struct store *, int64_t, const struct claims_wanted *, struct arena *,
                          struct stored_claims *, struct error *);
bool sql_facts_naming(struct store *, int64_t, const struct namings_wanted *, struct arena *,
                      struct stored_namings *, struct error *);
bool sql_tellings_newest(struct store *, const struct tellings_wanted *, struct arena *,
                         const struct tellings_taker *, bool *, struct error *);
bool sql_telling_places(struct store *, int64_t, int64_t, struct arena *, struct telling_places *,
                        struct error *);
bool sql_tellings_at(struct store *, struct telling_places *, int64_t, struct arena *,
                     struct stored_tellings *, struct error *);
bool sql_sources(struct store *, int64_t, size_t, bool, struct arena *, struct stored_sources *,
                 struct error *);
bool sql_sources_of_report(struct store *, int64_t, struct arena *, struct stored_sources *,
                           struct error *);
bool sql_evidence_many(struct store *, struct stored_claim *const *, size_t, struct arena *,
                       struct error *);
bool sql_entities_of(struct store *, const int64_t *, size_t, struct arena *,
                     struct stored_entity *, struct error *);
bool sql_reports_of(struct store *, const int64_t *, size_t, struct arena *, struct stored_report *,
                    struct error *);
bool sql_report_frames(struct store *, const int64_t *, size_t, struct arena *,
                       struct stored_report *, struct error *);
bool sql_sources_of_entity(struct store *, int64_t, int64_t, struct date, size_t, struct arena *,
                           struct stored_sources *, struct error *);
bool sql_mentions(struct store *, int64_t, struct arena *, struct stored_mentions *,
                  struct error *);
bool sql_credits(struct store *, int64_t, struct arena *, struct stored_credits *, struct error *);
bool sql_facts_rejected(struct store *, const struct schema_kind *const *, size_t, struct arena *,
                        struct stored_numbers *, struct error *);
bool sql_facts_standing(struct store *, const int64_t *, size_t, struct arena *,
                        struct fact_standing *, struct error *);
bool sql_search(struct store *, const struct search_query *, size_t, size_t, struct arena *,
                struct search_hits *, struct error *);
bool sql_counts(struct store *, struct arena *, struct store_counts *, struct error *);
bool sql_listed(struct store *, const struct listed_wanted *, struct arena *,
                struct listed_entities *, struct error *);
bool sql_listed_count(struct store *, const struct listed_wanted *, size_t, size_t *,
                      struct error *);
bool sql_listed_texts(struct store *, const struct schema_kind *, const struct schema_property *,
                      const int64_t *numbers, size_t count, struct arena *, struct listed_texts *,
                      struct stored_numbers *decided, struct error *);
bool sql_told_since(struct store *, struct store_moment *, struct arena *, struct stored_numbers *,
                    bool *all, struct error *);
bool sql_listed_rows(struct store *, const struct listed_wanted *, size_t, struct arena *,
                     struct listed_rows *, struct error *);
bool sql_listed_tallies(struct store *, const struct schema_kind *, enum listed_tally,
                        struct arena *, struct listed_values *, struct error *);
bool sql_entities_of_reports(struct store *, const int64_t *, size_t,
                             const struct schema_kind *const *, size_t, struct arena *,
                             struct stored_numbers *, struct error *);
bool sql_search_reports(struct store *, const struct search_query *, size_t, struct arena *,
                        struct stored_numbers *, struct error *);
bool sql_reports_listed(struct store *, const struct listed_days *, bool,
                        const struct listed_after *, size_t, size_t, struct arena *,
                        struct stored_reports *, struct error *);
bool sql_reports_listed_count(struct store *, const struct listed_days *, size_t, size_t *,
                              struct error *);
bool sql_report_counts(struct store *, struct store_counts *, struct error *);
bool sql_rebuild_begin(struct store *, struct error *);
bool sql_rebuild_next(struct store *, struct arena *, struct rebuild_reading *, bool *,
                      struct error *);
bool sql_rebuild_add(struct store *, const struct rebuild_reading *, const struct span *,
                     const struct new_token *, size_t, struct error *);
bool sql_rebuild_end(struct store *, bool *, struct error *);
bool sql_copy(struct store *, struct store *, struct error *);
bool sql_backup(struct store *, const struct store_going *, int *file, struct error *);
bool sql_check(struct store *, struct error *);
bool sql_dump(struct store *, bool, struct buffer *, struct error *);
/* store_sql_accounts.c */
bool sql_account_add(struct store *, const struct stored_account *, int64_t *, struct error *);
bool sql_account_change(struct store *, const struct stored_account *, struct error *);
bool sql_account(struct store *, struct span, int64_t, struct arena *, struct stored_account *,
                 bool *, struct error *);
bool sql_accounts(struct store *, struct arena *, struct stored_accounts *, struct error *);
bool sql_secret_add(struct store *, const struct stored_secret *, int64_t *, struct error *);
bool sql_secret(struct store *, enum secret_kind, const struct digest *, int64_t, struct arena *,
                struct stored_secret *, bool *, struct error *);
bool sql_secrets(struct store *, enum secret_kind, int64_t, struct arena *, struct stored_secrets *,
                 struct error *);
bool sql_secret_change(struct store *, const struct stored_secret *, struct error *);
bool sql_sessions_end(struct store *, int64_t, int64_t, int64_t, struct error *);
bool sql_setting(struct store *, enum setting, struct arena *, struct span *, struct error *);
bool sql_setting_put(struct store *, enum setting, struct span, struct error *);
/* store_sql_audit.c */
bool sql_audit_add(struct store *, const struct new_audit *, int64_t, struct error *);
bool sql_audits(struct store *, struct span, int64_t, size_t, struct arena *,
                struct stored_audits *, struct error *);
bool sql_audit_head(struct store *, struct digest *, int64_t *, struct error *);
bool sql_audit_find(struct store *, const struct digest *, int64_t *, struct error *);
/* Appends what a user did to a report ("report.withdraw"); nothing where author is a program. */
bool sql_audit_report(struct sql_store *store, const char *what, int64_t report, struct span author,
                      struct span content, int64_t now, struct error *error);
/* Appends an act of a user's; nothing where a program did it. */
bool sql_audit_act(struct sql_store *store, const struct new_act *act, int64_t number, int64_t now,
                   struct error *error);
/* Takes the salts away: contents that are to be forgotten cannot be tried against digests. */
bool sql_audit_forget(struct sql_store *store, struct error *error);
/* Follows the chain; *sound is set to false where it breaks. */
bool sql_audit_check(struct sql_store *store, bool *sound, struct error *error);
/* store_sql_comments.c */
bool sql_comment_add(struct store *, const struct stored_comment *, int64_t *, struct error *);
bool sql_comment_change(struct store *, const struct stored_comment *, struct span, int64_t,
                        struct error *);
bool sql_comment_erase(struct store *, int64_t, struct error *);
bool sql_comment_mention(struct store *, int64_t, const int64_t *, size_t, struct error *);
bool sql_comment(struct store *, int64_t, struct arena *, struct stored_comment *, bool *,
                 struct error *);
bool sql_wordings(struct store *, int64_t, struct arena *, struct stored_wordings *,
                  struct error *);
bool sql_comments(struct store *, const struct comments_wanted *, struct arena *,
                  struct stored_comments *, struct error *);
bool sql_comments_count(struct store *, const struct comments_wanted *, int64_t *, struct error *);
bool sql_comments_by(struct store *, struct span, struct arena *, struct stored_comments *,
                     struct error *);
bool sql_comments_to(struct store *, int64_t, struct span, int64_t, size_t, struct arena *,
                     struct stored_notes *, struct error *);
bool sql_attachment_add(struct store *, const struct stored_attachment *, int64_t *,
                        struct error *);
bool sql_attachment(struct store *, int64_t, struct arena *, struct stored_attachment *, bool *,
                    struct error *);
bool sql_attachments(struct store *, int64_t, struct arena *, struct stored_attachments *,
                     struct error *);
bool sql_private_count(struct store *, int64_t *, int64_t *, struct error *);
/* Erases the comments on a report whose words are about to be erased, and on what it alone ever
 * told of. */
bool sql_comments_lose(struct sql_store *store, int64_t report, struct error *error);
/* store_sql_reviews.c */
bool sql_review_add(struct store *, const struct stored_review *, int64_t *, struct error *);
bool sql_review_change(struct store *, const struct stored_review *, struct error *);
bool sql_application_add(struct store *, int64_t, const struct stored_application *, int64_t *,
                         struct error *);
bool sql_reviewer_add(struct store *, int64_t, const struct stored_reviewer *, int64_t *,
                      struct error *);
bool sql_assignment_add(struct store *, const struct stored_assignment *, int64_t *,
                        struct error *);
bool sql_conflict_add(struct store *, const struct stored_conflict *, struct error *);
bool sql_assignment_change(struct store *, const struct stored_assignment *, struct error *);
bool sql_mark_add(struct store *, const struct stored_mark *, struct error *);
bool sql_verdict_add(struct store *, const struct stored_verdict *, struct error *);
bool sql_review(struct store *, int64_t, struct arena *, struct stored_review *, bool *,
                struct error *);
bool sql_review_parts(struct store *, int64_t, struct arena *, struct stored_review_parts *,
                      struct error *);
bool sql_marks(struct store *, int64_t, struct arena *, struct stored_marks *, struct error *);
bool sql_reviews(struct store *, const struct reviews_wanted *, struct arena *,
                 struct stored_reviews *, struct error *);
/* Erases what noted conflicts of interest say of a report whose words are about to be erased. */
bool sql_conflicts_lose(struct sql_store *store, int64_t report, struct error *error);
/* Whether each file is that of its digest; *sound is set to false where one is not. */
bool sql_attachments_check(struct sql_store *store, bool *sound, struct error *error);
/* store_sql_redact.c */
bool sql_redactions(struct store *, const struct redactions **, struct error *);
bool sql_strings_of_report(struct store *, int64_t, struct arena *, struct stored_strings *,
                           struct error *);
bool sql_names_ever(struct store *, int64_t, struct arena *, struct stored_strings *,
                    struct error *);
bool sql_redaction_add(struct store *, const struct new_redaction *, int64_t, int64_t *,
                       struct error *);
bool sql_redact_report(struct store *, const struct redacted_report *, struct redacting *,
                       struct arena *, struct error *);
bool sql_redact_rest(struct store *, struct redacting *, struct arena *, struct error *);
bool sql_redacted_text_add(struct store *, int64_t, const struct digest *, struct error *);
bool sql_redaction_pending(struct store *, bool *, struct error *);
bool sql_redactions_complete(struct store *, struct error *);
bool sql_redaction_key(struct store *, bool, unsigned char[DIGEST_KEY_SIZE], struct error *);
void sql_redactions_release(struct sql_store *store);
/* The report that had a text of the digest before it was redacted; 0: none. */
bool sql_redacted_text_find(struct sql_store *store, const struct digest *original, int64_t *report,
                            struct error *error);
/* The digest of a redacted report's text; again: made with its number, where another report has the
 * same text. */
struct digest sql_text_digest(struct span text, int64_t report, bool again, struct arena *arena);
/* redaction_key.c: the key; *there is false where nothing was ever redacted. */
bool sql_redaction_key_read(struct sql_store *store, unsigned char key[DIGEST_KEY_SIZE],
                            bool *there, struct error *error);
/* Gives a registry the key of the one that it is a copy of. */
bool sql_redaction_key_copy(struct sql_store *from, struct sql_store *to, struct error *error);
/* store_sql_clues.c: clues with keys in place of the hashes of names, in into (CLUES_MOST bytes);
 * those that have them already as they are. */
struct span sql_clues_veil(struct span clues, const unsigned char key[DIGEST_KEY_SIZE], char *into);
/* The digest of the words that prove a claim, by which decisions know it again. */
struct digest sql_evidence_digest(struct span text, const struct stored_evidence *evidence,
                                  size_t count, struct arena *arena);
/* The normalized value by which decisions know a claim again: references by the name as said. */
struct span sql_decision_value(const struct stored_claim *claim, struct arena *arena);

/* ---- drivers ---- */

/* A reading that a search found, before its report is known. */
struct found_reading {
    int64_t reading;
    int64_t report;
    struct span positions; /* pairs (first word, number of words), 32 bits each, of this machine;
                              at most HIT_RANGES */
    struct span ranges;    /* of word_ranges */
};

struct found_readings {
    struct found_reading *items;
    size_t count;
    size_t capacity;
};

/* store_sql_words.c: adds the readings, the newest first, with their reports and ranges. */
bool sql_founds_read(struct sql_store *store, const int64_t *readings, size_t count,
                     struct arena *arena, struct found_readings *founds, struct error *error);

/* The lemmas of a row of names. */
struct name_lemmas {
    int64_t id;
    struct span lemmas;
};

/* A name of a canonical entity, and how many sources bear it. */
struct counted_name {
    int64_t canonical;
    struct span name;
    int64_t sources;
    bool known; /* there is a row of it */
};

/* The features of a canonical entity, as they are stored. */
struct stored_features {
    int64_t canonical;
    struct span bytes; /* empty where there are none */
};

/* An entity of today with its profile as it is stored; its number is 0 where there is none. */
struct raw_profile {
    struct stored_entity entity;
    struct span features;
};

struct raw_profiles {
    struct raw_profile *items;
    size_t count;
    size_t capacity;
};

/* Reports by a band of their texts. */
struct band_reports {
    size_t band;
    uint64_t hash;
    struct stored_reports found;
};

/* Questions about many at once, for a database where each question waits for its answer. */
struct sql_many {
    /* Which names there are. */
    bool (*names_known)(struct sql_store *, struct counted_name *, size_t count, struct error *);
    /* The first reports of each band, at most limit: number, copy_of and text_size. */
    bool (*bands_find)(struct sql_store *, struct band_reports *, size_t count, size_t limit,
                       struct arena *, struct error *);
    /* Which of the values (enum held_absence) some report has; known is false before. */
    bool (*reports_known)(struct sql_store *, int what, const struct span *values, size_t count,
                          bool *known, struct error *);
    /* Adds to the sources of the names that there are, and marks those as known. */
    bool (*names_count)(struct sql_store *, enum derived, struct counted_name *, size_t count,
                        struct error *);
    /* Fills the bytes, in arena. */
    bool (*features_read)(struct sql_store *, enum derived, struct stored_features *, size_t count,
                          struct arena *, struct error *);
    /* See the functions of the same names of store.h; profiles() leaves those zero that were
     * merged away; candidates that were merged have reports that are not 0. */
    bool (*reports_alike)(struct sql_store *, const uint64_t *bands, size_t count, size_t limit,
                          struct arena *, struct stored_reports *, struct error *);
    bool (*report_texts)(struct sql_store *, const int64_t *numbers, size_t count, struct arena *,
                         struct span *texts, struct error *);
    bool (*candidates)(struct sql_store *, struct key_candidates *, size_t count, size_t limit,
                       struct arena *, struct error *);
    bool (*profiles)(struct sql_store *, const int64_t *numbers, size_t count, struct arena *,
                     struct raw_profile *, struct error *);
    bool (*facts_of_pairs)(
        struct sql_store *, struct pair_facts *, size_t count, const struct schema_kind *,
        size_t limit, struct raw_profiles *told /* NULL: not wanted; adds those of the facts */,
        struct arena *, struct error *);
    /* Those that are no canonical entity, or were merged away, become 0. */
    bool (*canonicals_check)(struct sql_store *, int64_t *canonicals, size_t count, struct error *);
};

/* What a database does in its own way. */
struct sql_driver {
    bool is_file;                /* the registry is a file of its own */
    const struct sql_many *many; /* NULL: what is many is asked one by one */
    void (*close)(struct sql_store *);
    /* The statement of a text, a literal, prepared. */
    bool (*prepare)(struct sql_store *, const char *text, void **handle, struct error *);
    /* The next row; the first call binds statement->values and begins. */
    bool (*next)(struct statement *, bool *row, struct error *);
    /* Runs a statement that has not begun and of which no rows are wanted. */
    bool (*run)(struct statement *, struct error *);
    /* The same, and *changed is how many rows it changed. */
    bool (*run_counting)(struct statement *, int64_t *changed, struct error *);
    /* Rows that are sent all at once; NULL: ROWS_AT_ONCE at a time. What is bound of a row is taken
     * by rows_next(). */
    void (*rows_begin)(struct sql_rows *);
    bool (*rows_next)(struct sql_rows *, struct error *);
    bool (*rows_end)(struct sql_rows *, struct error *);
    /* Ends the statement in progress, if any. */
    void (*reset)(struct sql_store *);
    int (*column_count)(const struct statement *);
    enum sql_type (*column_type)(const struct statement *, int column);
    int64_t (*column_integer)(const struct statement *, int column);
    double (*column_real)(const struct statement *, int column);
    struct span (*column_span)(const struct statement *, int column);
    /* SQL without parameters and rows; what was sent before has succeeded where this does. */
    bool (*script)(struct sql_store *, const char *text, struct error *);
    /* Begins a transaction of the only writer; waits for others some seconds. */
    bool (*begin)(struct sql_store *, struct error *);
    /* Writes what was put off, outside of a report; before each commit. NULL: nothing is
     * ever put off. */
    bool (*settle)(struct sql_store *, struct error *);
    /* Begins a transaction that reads as of one moment. */
    bool (*snapshot)(struct sql_store *, struct error *);
    /* A number that differs where another connection has committed: see store_version(). */
    bool (*version)(struct sql_store *, int64_t *version, struct error *);
    /* Whether a transaction is open: the database may have ended it by itself. */
    bool (*in_transaction)(struct sql_store *);
    bool (*read_only)(struct sql_store *);
    bool (*compact)(struct sql_store *, struct error *);
    /* The registry as a file, see store_backup(); NULL: it is none. */
    bool (*backup)(struct sql_store *, const struct store_going *, int *file, struct error *);
    /* The database's own view of its files; *sound is set to false and errors tell what is not. */
    bool (*check)(struct sql_store *, bool *sound, struct error *);
    /* Tables of the full text, name_words and words, or their twins named _new. */
    bool (*search_tables_make)(struct sql_store *, enum derived, struct error *);
    /* lemmas: words separated by a space, the alternatives of a word by '|'. A driver may put both
     * off till settle(), counting their bytes in store->put_off: what lies behind that count has
     * been undone. */
    bool (*words_add)(struct sql_store *, enum derived, int64_t reading, struct span lemmas,
                      struct error *);
    bool (*name_words_add)(struct sql_store *, enum derived, const struct name_lemmas *,
                           size_t count, struct error *);
    /* Readings that hold all phrases and are not stale; a driver may leave out all but the newest
     * SEARCH_ORDERED. */
    bool (*words_find)(struct sql_store *, const struct search_query *, struct arena *,
                       struct reading_set *, struct error *);
    /* The same readings, the newest first, of so many hits, with their reports and where the
     * words stand. */
    bool (*words_place)(struct sql_store *, const struct search_query *, const int64_t *readings,
                        size_t count, size_t hits, struct arena *, struct found_readings *,
                        struct error *);
    /* How much of what is sought each of the readings, the newest first, is about. */
    bool (*words_rank)(struct sql_store *, const struct search_query *, const struct found_set *,
                       struct arena *, double *scores, struct error *);
    /* A question for the reading ?: 0 where no word of it is marked as one of a title. */
    const char *title_words;
    /* How many tables of the name there are, 0 or 1. */
    bool (*table_find)(struct sql_store *, const char *name, int64_t *count, struct error *);
    /* Begins a statement of rows of canonical, kind, name, reports; *any is false where the query
     * is empty. */
    bool (*names_find)(struct sql_store *, const struct search_query *, size_t limit,
                       struct statement *, bool *any, struct error *);
    /* The queue; NULL where there is none. See the functions of the same names of store.h. */
    bool (*queue_add)(struct sql_store *, const struct queued_report *, size_t count,
                      struct error *);
    bool (*queue_take)(struct sql_store *, size_t limit, struct arena *, struct queued_reports *,
                       bool *empty, struct error *);
    bool (*queue_turn)(struct sql_store *, struct arena *, enum queue_turn *, struct error *);
    bool (*queue_end)(struct sql_store *, int64_t last, struct error *);
    void (*queue_cancel)(struct sql_store *);
};

/* The engine's table of functions, for the drivers. */
extern const struct store_engine sql_engine;
/* file is copied; false where the system has no memory. */
bool sql_store_init(struct sql_store *store, const struct sql_driver *driver, const char *file,
                    const struct schema *schema);
/* What the driver's close() calls in the end. */
void sql_store_release(struct sql_store *store);
/* A day that no report is later than, where none is asked for. */
struct date search_until(const struct search_query *query);
/* One problem that a check found. */
void sql_problem_add(struct sql_store *store, const char *table, struct span where,
                     const char *problem, struct error *error);
/* "registry.newer" or "registry.older". */
bool sql_version_differs(struct sql_store *store, int64_t version, struct error *error);

#endif
