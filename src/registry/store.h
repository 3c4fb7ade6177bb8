/* The registry's store: reports, what readings and users claim of them, and who is who.
 *
 * One interface in domain terms, several engines behind it: struct store_engine is the table of
 * functions that an engine fills (store_sql*.c; a database's driver, store_sqlite*.c or
 * store_postgres*.c, holds what only its database understands; nothing else holds SQL). Callers use
 * the functions store_…() below, never the table. Decisions and doubts stand in store_acts.h, lists
 * in store_list.h, the queue of reports to be read in store_queue.h.
 *
 * The model (docs/registry.md tells it at length):
 * - A report is a text, known by its digest, stored once, numbered from 1 in the order of intake.
 * - A reading is what one version of the reader found in one report. A new reading ends the one
 *   before (known_to), nothing is overwritten. A report that a changed file superseded has no
 *   reading that holds.
 * - A source entity is a thing or a fact of one reading; its key is (report, number), numbers run
 *   on over all readings of the report. Number 0 is the report itself, of the kind "Report", whose
 *   claims are what users state of it (published, publisher, url).
 * - A canonical entity is what source entities were found to be; its id ("ru-" and 12 hexadecimal
 *   digits) is minted once. Which source is which canonical entity is an append-only table of
 *   decisions. An id that was merged away redirects for ever.
 * - A claim says: source entity, property, value; with evidence (ranges of the report's text),
 *   author, confidence and two times: when it held, and when the registry knew it.
 *
 * Times are milliseconds of UTC since 1970, always given by the caller; no clock is read here. To
 * ask as of today pass STORE_TODAY.
 *
 * A store is one connection: one thread at a time uses it. Open one for each thread; readers never
 * wait for the writer and see whole reports only. Results live in the arena that the caller passes;
 * running out of it within arena_run() leaves the store usable.
 *
 * Errors of all functions: "registry.busy" (file), "registry.full" (file), "registry.read_only"
 * (file), "registry.damaged" (file), "registry.failed" (file, reason). After an error in a writing
 * function call store_write_cancel(): the report is undone. The earlier reports of its group stay,
 * but where the disk was full the whole group may be gone; the registry is whole in any case, and
 * reading the same files again makes it complete. */
#ifndef STORE_H
#define STORE_H

#include "arena.h"
#include "buffer.h"
#include "digest.h"
#include "error.h"
#include "schema.h"
#include "value.h"

#define STORE_FOREVER INT64_MAX /* the end of what still holds */
#define STORE_TODAY (INT64_MAX - 1)

enum {
    GROUP_REPORTS = 800,        /* reports of one commit … */
    GROUP_MILLISECONDS = 1000,  /* … unless this much time has passed since its first */
    CANONICAL_TEXT = 3 + 12 + 1 /* "ru-", hexadecimal digits, zero byte */
};

struct store;

/* ---- opening ---- */

enum store_mode {
    STORE_READ,  /* no writing; the file must exist */
    STORE_WRITE, /* the file must exist */
    STORE_CREATE /* made where it is not there */
};

/* The place of a registry that is made in memory and gone when it is closed. */
#define STORE_IN_MEMORY ":memory:"

/* Opens a registry: the path of a file, or the URL of a PostgreSQL database
 * (postgresql://USER@HOST:PORT/DATABASE); close it with store_close(). schema must outlive the
 * store. Errors besides those above: "registry.not_found" (file), "registry.cannot_open" (file,
 * reason), "registry.not_registry" (file: it is something else), "registry.newer" and
 * "registry.older" (file, version, known: made by a program with other tables). */
bool store_open(struct store **store, const char *place, enum store_mode mode,
                const struct schema *schema, struct error *error);
/* The registry's name for people: the path, or the URL without its password, which is never to be
 * shown; in arena, zero-terminated. */
struct span store_place_name(const char *place, struct arena *arena);
/* Closes the store; what was not committed is lost. NULL is allowed. */
void store_close(struct store *store);
/* Between the two a connection that reads alone sees the registry as of one moment, whatever others
 * commit meanwhile; no writer waits for it. Where a transaction is open already nothing is begun.
 * The end never fails, and may come without a beginning. */
bool store_snapshot_begin(struct store *store, struct error *error);
void store_snapshot_end(struct store *store);
/* A number that is another one than that of the last time on this connection wherever somebody may
 * have committed since; of no meaning on another connection. Ask outside of a snapshot. */
bool store_version(struct store *store, int64_t *version, struct error *error);
const struct schema *store_schema(const struct store *store);

/* ---- ids ---- */

/* The text of a canonical entity's id into out (CANONICAL_TEXT bytes), zero-terminated; returns
 * out. number counts canonical entities from 1. The id is a bijection of the number (four rounds of
 * a Feistel network over 48 bits), so that ids look unrelated, never collide, and need no index. */
const char *canonical_write(int64_t number, char *out);
/* Reads an id; false where text is none. */
bool canonical_read(struct span text, int64_t *number);

/* ---- what is written ---- */

/* Who the author of a claim or decision is: "user:NAME", or a program's version. */

struct new_report {
    struct span id;       /* wished for; -2, -3 is added where it is taken */
    struct digest digest; /* of text */
    struct span text;
    struct span source;  /* the file's name, for people */
    struct span path;    /* by which a changed file is known again; empty: never */
    struct span charset; /* what the bytes were */
    int64_t taken_in;    /* time */
    int64_t copy_of; /* number of the report whose text this one's is a copy or a version of; 0 */
    const uint64_t *bands; /* hashes by which texts that are alike are found, one of each band */
    size_t band_count;
};

/* A report that is a user's list of organizations and no text about anything: questions about
 * reports leave it out. Its charset begins so, and it has the one band. */
#define LIST_CHARSET "csv "
#define LIST_BAND 0x7473696C /* no hash of a text is so small */

/* A list that is a kept plan of deliveries. */
#define PLAN_CHARSET LIST_CHARSET "plan"

/* A report that a user's own statements are: written by the program, and never read. Likewise. */
#define ENTRY_CHARSET "entry "
#define ENTRY_BAND 0x72746E65

/* What a report says around a thing, by which its resolver knows things apart: the store keeps and
 * counts features, their meaning is the resolver's. */
struct source_feature {
    uint8_t kind;   /* those from FEATURE_LOOSE on give way to others where a profile is full */
    bool reference; /* value is the index plus 1 of a source of the reading: what is kept is the
                       number of its canonical entity */
    uint32_t value;
    int16_t year; /* of the report; 0 where it is not known */
};

enum {
    FEATURE_LOOSE = 128,
    SOURCE_KEYS = 32,      /* most keys of a source; more are left out */
    SOURCE_FEATURES = 48,  /* most features of a source */
    PROFILE_FEATURES = 40, /* most features that are kept of a canonical entity */
    FEATURE_COUNT_MOST = 8 /* a feature is counted as far as this */
};

/* A thing or fact of a reading; its number is given by the order, see new_reading. */
struct new_source {
    const struct schema_kind *kind;
    struct span name;     /* of things: in the nominative. Of facts: empty */
    const uint64_t *keys; /* by which it is found as a candidate: hashes of what its names share */
    size_t key_count;
    const struct source_feature *features;
    size_t feature_count;
    struct span lemmas; /* of the name, for the search of names: see new_token; may be empty */
    bool veiled;        /* a name of it is redacted, and keys and features of names are keyed */
    int64_t canonical;  /* which known one it is; 0: mint a new one */
    uint32_t same_as;   /* index plus 1 of an earlier source of the reading that is the same; 0 */
    int64_t act;        /* by which the source that it inherits from came there; 0 */
    struct span clues;  /* its keys and features as an earlier source of the report had them, in
                           their place; data is NULL: none did */
    int64_t region;     /* of a thing: number of the region that its name or office tells; below 0
                           that of which the report speaks around it; 0: none */
    struct span author; /* of the decision which it is */
    struct span reason; /* why: "name", "new", "again", … */
};

struct new_claim {
    uint32_t source; /* index into new_reading.sources */
    const struct schema_property *property;
    struct value value; /* entity, fact and signatory: index into sources, plus 1 */
    double confidence;
    struct date held_from; /* when it held in the world; unset: not said */
    struct date held_to;
    const struct range *evidence;
    size_t evidence_count;
    struct span author; /* empty: the reading's */
    uint32_t kept;      /* ordinal that it had in the reading before: a user's, given again; 0 */
};

struct new_mention {
    struct range range;
    struct range name;
    bool has_name;
    uint8_t type;    /* enum mention_type */
    uint32_t source; /* index into sources, plus 1; 0: none */
};

/* Lemmas of a title's words stand in the index once more behind this byte, which no other lemma
 * begins with, so that they are asked for as such. */
#define TITLE_MARK '\x01'

/* A word for the search index. */
struct new_token {
    struct span lemmas; /* without spaces; alternatives are separated by '|' */
    struct range range;
};

/* Who made the report. */
struct new_credit {
    uint8_t role; /* enum credit_role */
    struct range name;
};

/* A thing that may be a known entity, but is not sure to be: it is a new one, and stands in the
 * queue for a user to decide. */
struct new_doubt {
    uint32_t source;     /* index into new_reading.sources */
    int64_t candidate;   /* canonical entity */
    double score;        /* the greater the likelier */
    struct span reasons; /* the resolver's: "name:+1.0 region:+1.5" */
};

struct new_reading {
    int64_t report;
    struct span reader;    /* version of program, model and grammar; the claims' author */
    struct span title;     /* of the report, by this reading; may be empty */
    struct date published; /* by user or dateline; may be unset */
    bool published_by_user;
    struct date
        earliest; /* the days between which the report's own day lies: of published, else by */
    struct date latest; /* the dates that the report gives; full dates, or unset */
    struct span language;
    int64_t known_from;
    const struct new_source *sources;
    size_t source_count;
    const struct new_claim *claims;
    size_t claim_count;
    const struct new_mention *mentions;
    size_t mention_count;
    const struct new_credit *credits;
    size_t credit_count;
    const struct new_token *tokens;
    size_t token_count;
    const struct new_doubt *doubts;
    size_t doubt_count;
};

/* What a user states of a report itself; empty and unset: nothing stated. */
struct report_statement {
    struct date published;
    struct span publisher;
    struct span url;
};

/* Writing goes report by report: store_write_begin(), the functions below, store_write_end(). The
 * commit comes after GROUP_REPORTS reports or GROUP_MILLISECONDS, or with store_commit(); a kill
 * loses whole reports, never half of one.
 *
 * store_write_begin waits for other writers (some seconds, then "registry.busy"). */
bool store_write_begin(struct store *store, int64_t now, struct error *error);
/* Ends the report that store_write_begin() began; commits where the group is full. */
bool store_write_end(struct store *store, int64_t now, struct error *error);
/* Undoes what was written since store_write_begin(); the reports before it stay in the group. */
void store_write_cancel(struct store *store);
/* Commits what was ended. Call it when there is nothing more to write for the moment. */
bool store_commit(struct store *store, struct error *error);

/* Adds a report that is not there yet (see store_report_by_digest()) and gives its number. */
bool store_report_add(struct store *store, const struct new_report *report, int64_t *number,
                      struct error *error);
/* Withdraws a report: its reading no longer holds, so that all that rests on it alone is gone from
 * the answers. Nothing changes where it is withdrawn already. */
bool store_report_withdraw(struct store *store, int64_t report, struct span author,
                           struct span reason, int64_t now, struct error *error);
/* Ends the withdrawal; the report has no reading until it is read again. */
bool store_report_restore(struct store *store, int64_t report, struct span author, int64_t now,
                          struct error *error);
/* Erases a withdrawn report's words: text, id, source, path and title, what was read of it and
 * stated of it, the values in decisions on it. What remains is digest, times and authors, under the
 * id "erased-" with the digest's first 12 digits. The derived tables still hold its words: make
 * them again (store_rebuild_begin()), then store_compact(), then store_report_erased(). */
bool store_report_erase(struct store *store, int64_t report, struct error *error);
/* Says that the erasing of a report is complete. */
bool store_report_erased(struct store *store, int64_t report, struct error *error);
/* Writes the registry anew, so that nothing that was deleted remains in its files. Outside of
 * store_write_begin() and the like; waits for others who read. */
bool store_compact(struct store *store, struct error *error);
/* Says that the report newer superseded older, whose reading no longer holds. */
bool store_report_supersede(struct store *store, int64_t older, int64_t newer, int64_t now,
                            struct error *error);
/* Adds a reading, which ends the reading of the report that held before: sources with their
 * canonical entities, claims with evidence, mentions, and the search index. */
bool store_reading_add(struct store *store, const struct new_reading *reading, struct error *error);
/* Notes what a user states of a report; what the same property said before ends. Nothing changes
 * where it is stated already. *changed says whether anything did (NULL is allowed). */
bool store_report_state(struct store *store, int64_t report,
                        const struct report_statement *statement, struct span author, int64_t now,
                        bool *changed, struct error *error);

enum claim_state { CLAIM_ASSERTED, CLAIM_CONFIRMED, CLAIM_REJECTED };

/* Decides on a claim. The decision is keyed by the report's digest, the kind, the property, the
 * normalized value and the digest of the words that prove it, so it holds for the same claim of a
 * later reading. "registry.no_claim" (claim) where there is none. */
bool store_claim_decide(struct store *store, int64_t report, uint32_t claim, enum claim_state state,
                        struct span author, struct span reason, int64_t now, struct error *error);
/* The next two are for programs that decide; what a user decides is an act, which can be undone.
 *
 * Decides that a source entity is the canonical entity (0: a new one is minted and given). The
 * decision before ends. "registry.no_entity" (entity) where either does not exist. */
bool store_identity_decide(struct store *store, int64_t report, uint32_t source, int64_t *canonical,
                           struct span author, struct span reason, int64_t now,
                           struct error *error);
/* Decides that all sources of the canonical entity from are those of to; from redirects to it. */
bool store_canonical_merge(struct store *store, int64_t from, int64_t to, struct span author,
                           struct span reason, int64_t now, struct error *error);

/* ---- asking: reports ---- */

struct stored_report {
    int64_t number;
    struct span id;
    struct digest digest;
    struct span source;
    struct span path;
    struct span charset;
    struct span title; /* this and what follows, up to language, by its reading */
    struct date published;
    bool published_by_user;
    struct date earliest; /* the days between which its day lies; see new_reading */
    struct date latest;
    struct span language;
    struct span publisher; /* these two as a user stated them */
    struct span url;
    struct span reader;    /* the version that read it; empty where no reading holds */
    int64_t reading;       /* number of the reading; 0 where none holds */
    int64_t taken_in;      /* time */
    int64_t superseded_by; /* number of the report; 0 */
    uint32_t text_size;    /* bytes */
    int64_t copy_of;       /* number of the report of whose text this is a copy or version; 0 */
    int64_t withdrawn_at;  /* time; 0: it is not withdrawn */
    struct span withdrawn_by;
    struct span withdrawn_why;
    bool erased;
    bool erasing; /* … but not everywhere yet: it was interrupted */
};

struct stored_reports {
    struct stored_report *items;
    size_t count;
    size_t capacity;
};

/* Each of these gives a report in arena and true; where there is none *found is false. By its
 * digest a report is known that was redacted since, too. */
bool store_report(struct store *store, int64_t number, struct arena *arena,
                  struct stored_report *report, bool *found, struct error *error);
/* The same of many at once, each once: reports has room for count, and that of numbers[i] is its
 * i-th; its number is 0 where there is none. */
bool store_reports_of(struct store *store, const int64_t *numbers, size_t count,
                      struct arena *arena, struct stored_report *reports, struct error *error);
/* The same, of which number, id, charset, title, published, earliest, latest, taken_in and copy_of
 * alone are filled: it costs a third. */
bool store_report_frames(struct store *store, const int64_t *numbers, size_t count,
                         struct arena *arena, struct stored_report *reports, struct error *error);
bool store_report_by_id(struct store *store, struct span id, struct arena *arena,
                        struct stored_report *report, bool *found, struct error *error);
bool store_report_by_digest(struct store *store, const struct digest *digest, struct arena *arena,
                            struct stored_report *report, bool *found, struct error *error);
/* The newest report that came by path and is not superseded. */
bool store_report_by_path(struct store *store, struct span path, struct arena *arena,
                          struct stored_report *report, bool *found, struct error *error);
/* All that came by path, superseded and withdrawn ones too, oldest first, at most limit; in arena.
 */
bool store_report_versions(struct store *store, struct span path, size_t limit, struct arena *arena,
                           struct stored_reports *reports, struct error *error);
/* The texts of reports, in arena, in the order of their numbers; empty where there is no such
 * report. */
bool store_report_texts(struct store *store, const int64_t *numbers, size_t count,
                        struct arena *arena, struct span *texts, struct error *error);
/* The report's text, in arena; empty where there is no such report. */
bool store_report_text(struct store *store, int64_t number, struct arena *arena, struct span *text,
                       struct error *error);

/* At most limit reports. Newest first: those with numbers below before (0: from the newest). Else
 * oldest first: those with numbers above before. Superseded and withdrawn ones only where wanted.
 */
bool store_reports(struct store *store, int64_t before, bool newest_first, bool superseded,
                   size_t limit, struct arena *arena, struct stored_reports *reports,
                   struct error *error);

/* Whether a report is a user's list of organizations. */
bool stored_report_is_list(const struct stored_report *report);
/* Whether such a list is a kept plan. */
bool stored_report_is_plan(const struct stored_report *report);
/* Whether it is what a user states of his own. */
bool stored_report_is_entry(const struct stored_report *report);
/* The one band of a report that is a list or an entry; NULL where its text gives its bands. */
const uint64_t *stored_report_band(const struct stored_report *report);
/* The lists that are neither superseded nor withdrawn (all: those too), oldest first, at most
 * limit. */
bool store_lists(struct store *store, bool all, size_t limit, struct arena *arena,
                 struct stored_reports *lists, struct error *error);

/* Reports that have any of the bands (see new_report), by band, the first limit of each: their
 * texts may be alike. Only number and copy_of are set. */
bool store_reports_alike(struct store *store, const uint64_t *bands, size_t count, size_t limit,
                         struct arena *arena, struct stored_reports *reports, struct error *error);

/* ---- asking: entities ---- */

/* A canonical entity as lists show it. */
struct stored_entity {
    int64_t number;
    char id[CANONICAL_TEXT];
    const struct schema_kind *kind;
    struct span name; /* the longest that a report gives; empty for facts */
    int64_t reports;  /* in how many it appears, today */
};

struct stored_entities {
    struct stored_entity *items;
    size_t count;
    size_t capacity;
};

/* Which entities a list wants. */
struct entities_wanted {
    const struct schema_kind *const *kinds; /* any of these */
    size_t kind_count;
    int64_t after; /* those with numbers above (newest_first: below) it; 0: from the start */
    bool newest_first;
    size_t limit;
    int64_t as_of; /* a time; STORE_TODAY */
};

/* Canonical entities that a reading holding at as_of claims, in the order of their numbers. */
bool store_entities(struct store *store, const struct entities_wanted *wanted, struct arena *arena,
                    struct stored_entities *entities, struct error *error);
/* The entity of a number, following redirects; *found is false where there is none. */
bool store_entity(struct store *store, int64_t number, struct arena *arena,
                  struct stored_entity *entity, bool *found, struct error *error);
/* The same of many at once: entities has room for count, and that of numbers[i] is its i-th; its
 * number is 0 where there is none. */
bool store_entities_of(struct store *store, const int64_t *numbers, size_t count,
                       struct arena *arena, struct stored_entity *entities, struct error *error);
/* Entities whose names have all the lemmas (see store_search()), most reports first: of very many
 * names NAMES_RANKED are looked at. */
struct search_query;
struct store_counts;
bool store_entities_search(struct store *store, const struct search_query *query, size_t limit,
                           struct arena *arena, struct stored_entities *entities,
                           struct error *error);
/* Canonical entities that have a source with the key, by the numbers that they had then and in
 * their order, at most limit; for the resolver. number and kind are of what they were merged into;
 * so one may stand twice. The name is empty. */
bool store_candidates(struct store *store, uint64_t key, size_t limit, struct arena *arena,
                      struct stored_entities *entities, struct error *error);

/* What is kept of the features of a canonical entity's sources. */
struct stored_feature {
    uint8_t kind;
    uint8_t count; /* of sources with it, up to FEATURE_COUNT_MOST */
    uint32_t value;
    int16_t first_year; /* 0: not known */
    int16_t last_year;
};

struct stored_profile {
    struct stored_entity entity;
    struct stored_feature *features; /* at most PROFILE_FEATURES */
    size_t count;
};

/* The profile of a canonical entity, following redirects; *found is false where there is none. */
bool store_profile(struct store *store, int64_t number, struct arena *arena,
                   struct stored_profile *profile, bool *found, struct error *error);

/* What store_candidates() gives of a key. */
struct key_candidates {
    uint64_t key;
    struct stored_entities found;
};

/* Candidates of many keys, whose found they fill: asked at once where the engine can. */
bool store_candidates_of(struct store *store, struct key_candidates *keys, size_t count,
                         size_t limit, struct arena *arena, struct error *error);

/* The profiles of many canonical entities, in their order, following redirects; entity.number is 0
 * where there is none. */
bool store_profiles(struct store *store, const int64_t *numbers, size_t count, struct arena *arena,
                    struct stored_profile *profiles, struct error *error);

/* Facts of a kind that have two canonical entities among their parties (the property "parties"),
 * the newest first, at most limit; for the resolver. Some may have lost a party since, or hold no
 * more. Only number and kind are set. */
bool store_facts_between(struct store *store, int64_t first, int64_t second,
                         const struct schema_kind *kind, size_t limit, struct arena *arena,
                         struct stored_entities *facts, struct error *error);

/* What store_facts_between() gives of two. */
struct pair_facts {
    int64_t first;
    int64_t second;
    struct stored_entities facts;
};

/* Facts between many pairs, whose facts they fill: asked at once where the engine can. */
bool store_facts_of_pairs(struct store *store, struct pair_facts *pairs, size_t count,
                          const struct schema_kind *kind, size_t limit, struct arena *arena,
                          struct error *error);
/* Facts of an office of a body (the properties "organization" and "position"), by the words of the
 * office as a report has them, or by their first word alone: the newest first, at most limit. Some
 * may hold no more. */
bool store_facts_of_office(struct store *store, int64_t body, struct span office, size_t limit,
                           struct arena *arena, struct stored_entities *facts, struct error *error);
/* How many reports that name any of the canonical entities are certainly of a later day than after,
 * and may be of until or an earlier one; copies count once. Counted up to most. */
bool store_reports_since(struct store *store, const int64_t *canonicals, size_t count,
                         struct date after, struct date until, size_t most, size_t *number,
                         struct error *error);

/* Numbers of reports or of canonical entities. */
struct stored_numbers {
    int64_t *items;
    size_t count;
    size_t capacity;
};

/* ---- asking: claims ---- */

/* The entity that a claim's value names. */
struct stored_reference {
    int64_t number; /* of the canonical entity; 0: none */
    char id[CANONICAL_TEXT];
    const struct schema_kind *kind;
    struct span name;    /* the canonical name, empty for facts */
    struct span as_said; /* the name in this claim's own report */
};

struct stored_evidence {
    struct range range; /* of the report's text */
    struct span words;  /* that text; empty unless wanted */
};

/* What a user decided last on a claim, or that he stated it. */
struct stored_deciding {
    int64_t act; /* number of the act; 0: none, he stated it of the report itself */
    struct span author;
    int64_t at; /* time; 0: nobody decided */
};

struct stored_claim {
    int64_t report;                 /* number */
    uint32_t ordinal;               /* with report, the claim's key */
    uint32_t source;                /* number of the source entity in the report */
    int64_t canonical;              /* number of the canonical entity that it is about */
    const struct schema_kind *kind; /* of the source entity */
    const struct schema_property *property;
    struct value value; /* of references only the type holds: see entity and on_behalf_of */
    struct span text;   /* value_text(); empty for references */
    struct stored_reference entity;       /* of VALUE_ENTITY, VALUE_FACT, VALUE_SIGNATORY: person */
    struct stored_reference on_behalf_of; /* of VALUE_SIGNATORY; number 0: not said */
    struct span author;
    double confidence;
    struct date held_from;
    struct date held_to;
    int64_t known_from;
    int64_t known_to; /* STORE_FOREVER while it holds */
    enum claim_state state;
    struct stored_deciding decided; /* on the state */
    struct span fields; /* as a user decided: see new_act; data is NULL where nobody did */
    struct stored_evidence *evidence;
    size_t evidence_count;
};

struct stored_claims {
    struct stored_claim *items;
    size_t count;
    size_t capacity;
};

/* How claims are wanted. */
struct claims_wanted {
    int64_t as_of; /* a time; STORE_TODAY */
    bool words;    /* fill stored_evidence.words */
    bool rejected; /* also those that were rejected */
    bool bare;     /* without evidence */
    size_t newest; /* of each entity the sources of about so many newest reports alone; 0: all */
    struct date until; /* … of those that may be of this day or an earlier one; unset: of all */
    const int64_t *reports; /* and, besides the newest, those of these reports */
    size_t report_count;
};

/* The claims of canonical entities over all their sources, in the order of canonicals, then of
 * reports, then of ordinals. Claims whose kind or property the schema no longer has are left out,
 * here and below. */
bool store_claims(struct store *store, const int64_t *canonicals, size_t count,
                  const struct claims_wanted *wanted, struct arena *arena,
                  struct stored_claims *claims, struct error *error);
/* The claims of a report, by ordinal, its own (of number 0) among them. */
bool store_claims_of_report(struct store *store, int64_t report, const struct claims_wanted *wanted,
                            struct arena *arena, struct stored_claims *claims, struct error *error);
/* A fact that names a canonical entity, and by which claim. */
struct stored_naming {
    int64_t fact; /* canonical entity */
    const struct schema_kind *kind;
    const struct schema_property *property;
    int64_t report;
    uint32_t claim;  /* ordinal */
    uint32_t source; /* of the fact, in the report */
};

struct stored_namings {
    struct stored_naming *items;
    size_t count;
    size_t capacity;
};

/* Which are wanted. */
struct namings_wanted {
    const struct schema_kind *const *kinds; /* of facts of these kinds */
    size_t kind_count;
    int64_t as_of;     /* a time; STORE_TODAY */
    struct date until; /* by reports that may be of this day or an earlier one; unset: by all */
    size_t limit;
    size_t scanned; /* newest sources among which they are sought; 0: NAMINGS_SCANNED */
};

enum { NAMINGS_SCANNED = 10000 /* newest sources of an entity among which they are sought */ };

/* The claims whose value names the canonical entity: the facts that it has a part in. Newest
 * report first, then by ordinal, at most limit; those that were rejected are left out. */
bool store_facts_naming(struct store *store, int64_t canonical, const struct namings_wanted *wanted,
                        struct arena *arena, struct stored_namings *namings, struct error *error);

/* The facts of the kinds of which some claim was rejected, by number. */
bool store_facts_rejected(struct store *store, const struct schema_kind *const *kinds,
                          size_t kind_count, struct arena *arena, struct stored_numbers *facts,
                          struct error *error);

/* Whether facts are found by whom they name by the property without a look at reports: parties, and
 * the body of an office. Of parties where there are two that are entities. */
bool store_is_paired(const struct schema_property *property);
/* The newest facts of the kind, of today, that name the entity by the property, at most limit. */
bool store_facts_paired(struct store *store, int64_t canonical, const struct schema_kind *kind,
                        const struct schema_property *property, size_t limit, struct arena *arena,
                        struct stored_numbers *facts, struct error *error);

/* Fills the evidence of claims of which report, source and ordinal are given, without the words;
 * one question, however many they are. */
bool store_evidence(struct store *store, struct stored_claim *const *claims, size_t count,
                    struct arena *arena, struct error *error);

/* ---- asking: tellings ---- */

/* A thing, a fact or a date that a telling names. */
struct stored_member {
    const struct schema_property *property; /* of the fact */
    uint32_t claim;                         /* ordinal, in the telling's report */
    int64_t number;                         /* of the canonical entity; 0: it is a date */
    const struct schema_kind *kind;         /* of the entity */
    struct date date;
};

/* What one report tells of one fact, without the words: whom it names, and when. A signatory is
 * two members, he and whom he signs for. */
struct stored_telling {
    int64_t fact; /* canonical entity */
    const struct schema_kind *kind;
    int64_t report;
    uint32_t source; /* of the fact, in the report */
    int64_t origin;  /* number of the report of whose text the report is a copy; else its own */
    struct date earliest; /* the days between which the report's own day lies; unset: not known */
    struct date latest;
    int64_t taken_in; /* time */
    struct {
        struct stored_member *items;
        size_t count;
        size_t capacity;
    } members;
};

struct stored_tellings {
    struct stored_telling *items;
    size_t count;
    size_t capacity;
    bool hub;
};

/* Which tellings are wanted. */
struct tellings_wanted {
    const struct schema_kind *const *kinds; /* of facts of any of these; none: of all facts */
    size_t kind_count;
    int64_t as_of; /* a time; STORE_TODAY */
    size_t limit;
    /* Of store_tellings_naming() alone: where more than so many name the entity it is a hub, none
     * is read, and the answer says so; 0: none is. Below limit. */
    size_t hub;
    /* Of reports that may be of this day or an earlier one; unset: of all. store_tellings_naming()
     * leaves others out only where there are more than limit. */
    struct date until;
    /* Of store_tellings_newest() alone: */
    int64_t naming;         /* of reports that name this canonical entity; 0: of all */
    const int64_t *reports; /* of these numbers, which are sorted; then naming is not looked at */
    size_t report_count;
    bool bare; /* members without property and without days; whom a signatory signs for is left out.
                  Takes half as long */
    bool plain; /* members may be without property, unless they are days */
};

/* The tellings that name the canonical entity, or are of it where it is a fact: newest report
 * first, at most limit. Claims that were rejected do not count. */
bool store_tellings_naming(struct store *store, int64_t canonical,
                           const struct tellings_wanted *wanted, struct arena *arena,
                           struct stored_tellings *tellings, struct error *error);
/* Takes tellings, all of a fact at once; they last until it returns. Where it returns false no more
 * are handed to it. */
struct tellings_taker {
    bool (*take)(void *context, struct stored_tellings *tellings);
    void *context;
    struct arena *arena; /* holds the tellings, and is cleared each time they were taken */
};
/* Hands over all tellings of the newest reports of today, about limit of them, some facts at a
 * time: by the number of their facts, of one fact the newest report first; *more says whether there
 * are older reports. as_of is not looked at. False with an error, or where the taker returned
 * false. A report takes some 3 KB of arena. */
bool store_tellings_newest(struct store *store, const struct tellings_wanted *wanted,
                           struct arena *arena, const struct tellings_taker *taker, bool *more,
                           struct error *error);

/* ---- asking: readings ---- */

/* A source entity with the canonical entity that it is. */
struct stored_source {
    int64_t report;
    struct span report_id;
    uint32_t number;
    const struct schema_kind *kind;
    struct span name; /* in that report */
    int64_t canonical;
    char canonical_id[CANONICAL_TEXT];
    struct span canonical_name;
    uint32_t mentions; /* of the source, in its report */
    int64_t act;       /* by which it is that canonical entity; 0: none */
};

struct stored_sources {
    struct stored_source *items;
    size_t count;
    size_t capacity;
};

/* The sources of the readings that hold today, of reports with numbers above after, whole reports,
 * things only or facts too: at most about limit, by report and number. For `list appearances`. */
bool store_sources(struct store *store, int64_t after, size_t limit, bool facts,
                   struct arena *arena, struct stored_sources *sources, struct error *error);
/* The sources of one report's reading that holds today, things and facts. */
bool store_sources_of_report(struct store *store, int64_t report, struct arena *arena,
                             struct stored_sources *sources, struct error *error);
/* The sources of a report's last reading, whether it holds or has ended, with the
 * canonical entities that they are today, and the time as of which
 * its claims are to be asked (STORE_TODAY where it holds). None where it was never read. */
bool store_sources_of_last(struct store *store, int64_t report, struct arena *arena,
                           struct stored_sources *sources, int64_t *as_of, struct error *error);
/* Where a canonical entity appears: its sources as of a time (STORE_TODAY), in reports that may be
 * of the day until or an earlier one (unset: in all); newest report first, at most limit. */
bool store_sources_of_entity(struct store *store, int64_t canonical, int64_t as_of,
                             struct date until, size_t limit, struct arena *arena,
                             struct stored_sources *sources, struct error *error);

enum { MENTION_ADDED = 255 /* type of a mention that a user added: the kind tells what it is */ };

struct stored_mention {
    struct range range;
    struct range name;
    bool has_name;
    uint8_t type;    /* enum mention_type, or MENTION_ADDED */
    uint32_t source; /* 0: none */
    uint32_t order;  /* among the mentions of the reading, from 0 */
    int64_t canonical;
    char canonical_id[CANONICAL_TEXT]; /* empty where there is none */
};

struct stored_mentions {
    struct stored_mention *items;
    size_t count;
    size_t capacity;
};

/* The mentions of the report's reading that holds today, and those that users added, by start, the
 * longer first. */
bool store_mentions(struct store *store, int64_t report, struct arena *arena,
                    struct stored_mentions *mentions, struct error *error);

struct stored_credit {
    uint8_t role; /* enum credit_role */
    struct range name;
};

struct stored_credits {
    struct stored_credit *items;
    size_t count;
    size_t capacity;
};

/* Who made the report, by its reading that holds today, in the order of the text. */
bool store_credits(struct store *store, int64_t report, struct arena *arena,
                   struct stored_credits *credits, struct error *error);

/* ---- asking: search and counts ---- */

/* Lemmas that stand one after another, each a word's alternatives separated by '|': "завод" or
 * "сталь|стать". The words of one phrase are separated by a space. */
struct report_filter;
struct report_facets;
struct search_query {
    const struct span *phrases; /* all of these must be found */
    size_t phrase_count;
    const struct span *excluded; /* … and none of these */
    size_t excluded_count;
    bool begins; /* of names: the last phrase is the beginning of a word */
    struct date
        until; /* of reports: only those that may be of this day or an earlier one; unset: all */
    size_t counted; /* of reports: matches are counted as far as this; 0: SEARCH_COUNTED */
    const struct report_filter *filter; /* of reports: see store_facets.h; NULL: all */
    bool ranked; /* of reports: those that are about it most first, of the newest SEARCH_RANKED */
    bool facets; /* of reports: count what they are filtered by too */
    /* Of reports: hits come with all their words instead of those that were found. The full text
     * takes long to tell where the words stand; whoever has the text sees it at a glance. */
    bool unplaced;
};

enum {
    SEARCH_COUNTED = 10000, /* reports are counted as far as this, and so are their facets */
    SEARCH_RANKED = 5000,
    SEARCH_ORDERED = 200000, /* reports that are put in order, of more those taken in last */
    NAMES_RANKED = 400 /* of names that match: the oldest and the newest are ranked, half each */
};

struct search_hit {
    struct stored_report report;
    struct range *ranges; /* the words found, in the order of the text; at most HIT_RANGES */
    size_t range_count;
    struct span words; /* where they were asked for unplaced: see word_range_take() */
};

enum { HIT_RANGES = 64 };

/* Takes the next word of a hit from *words. range is that of the word before, at first {0, 0};
 * false at the end. */
bool word_range_take(struct span *words, struct range *range);

struct search_hits {
    struct search_hit *items;
    size_t count;
    size_t capacity;
    int64_t total;                      /* of all matches, beyond limit too … */
    bool more;                          /* … but there are others that were not counted */
    const struct report_facets *facets; /* NULL where none were asked for */
};

/* Reports that hold all phrases, those that were published last first (of a day those that were
 * taken in last, those without a day at the end), unless they are ranked: offset of them left out,
 * then at most limit. No phrases find all that the filter wants; nothing where there is none.
 * Errors besides the usual: "registry.uncounted" where there is a filter, see store_facets.h;
 * "registry.untitled" (file) where nothing is found by titles, and an older program made the
 * index, which may not know them. */
bool store_search(struct store *store, const struct search_query *query, size_t offset,
                  size_t limit, struct arena *arena, struct search_hits *hits, struct error *error);

struct store_counts {
    int64_t reports; /* that are neither superseded nor withdrawn, */
    int64_t entries; /* those of them that are what users state … */
    int64_t lists;   /* … and users' lists: see store_report_counts() */
    int64_t superseded;
    int64_t withdrawn;
    int64_t claims;              /* that hold today */
    int64_t *of_kind;            /* canonical entities by schema_kind.number, today */
    struct date first_published; /* of the reports that are not superseded; unset: no dates */
    struct date last_published;
};

bool store_counts(struct store *store, struct arena *arena, struct store_counts *counts,
                  struct error *error);

/* ---- upkeep ---- */

/* Making the derived tables again (search index, names, counts) beside the old ones, in short
 * transactions; store_rebuild_end() swaps. Readers and writers go on meanwhile.
 *
 * The registry knows no language, so the words come from above: ask store_rebuild_next() for a
 * reading until *found is false, and hand its words and names to store_rebuild_add(). */
struct rebuild_reading {
    int64_t reading;
    int64_t report;
    struct span text;
    struct stored_sources sources; /* its things: their names and numbers */
};

bool store_rebuild_begin(struct store *store, struct error *error);
bool store_rebuild_next(struct store *store, struct arena *arena, struct rebuild_reading *reading,
                        bool *found, struct error *error);
/* lemmas[i] are those of the name of reading->sources.items[i], as new_source.lemmas. */
bool store_rebuild_add(struct store *store, const struct rebuild_reading *reading,
                       const struct span *lemmas, const struct new_token *tokens,
                       size_t token_count, struct error *error);
/* Swaps the new tables in; the version of the derived tables grows by one. Where something else
 * than new reports came meanwhile (a reading ended, entities were merged), nothing is swapped and
 * *again is true: begin once more. */
bool store_rebuild_end(struct store *store, bool *again, struct error *error);

/* What an integrity check finds: errors "registry.unsound" (file, table, where, reason), at most
 * some dozens. Checks the file itself, and: each claim of a reading has evidence, each evidence and
 * mention lies in its text on borders of characters, each digest is its text's, each source has
 * exactly one canonical entity, each reference leads somewhere. True where all is sound. */
bool store_check(struct store *store, struct error *error);

/* Copies all of a registry but the derived tables into an empty one, of any engine, in one
 * transaction and as of one moment; afterwards make those (store_rebuild_begin()). Reports that
 * wait in a queue are not copied. Rows go over in pages of some dozens of reports; PostgreSQL holds
 * a page in memory, and of the hashes of texts one for each report. Errors besides the usual:
 * "registry.not_empty" (file). */
bool store_copy(struct store *from, struct store *to, struct error *error);

/* Whether long work goes on, asked now and then; on is NULL: it does. */
struct store_going {
    bool (*on)(void *context);
    void *context;
};

/* The whole registry as one file, with all its tables, while others read and write: as of the
 * connection's snapshot, else of the moment when it begins. *file is a descriptor at the beginning
 * of the file, which has no name any more; the caller closes it. The key of the redactions is not
 * in it, nor are the words and files that are for the parties of agreements alone and the
 * marks of reviews that are open. Errors, with
 * *file -1: "registry.not_one_file" (file) of a database, "registry.cannot_copy" (file, reason),
 * "registry.stopped". */
bool store_backup(struct store *store, const struct store_going *going, int *file,
                  struct error *error);

/* Writes the truth (all tables but the derived ones), one row a line, as text into out, in the
 * order of the keys; times only where wanted. For comparing registries. */
bool store_dump(struct store *store, bool times, struct buffer *out, struct error *error);

#endif
