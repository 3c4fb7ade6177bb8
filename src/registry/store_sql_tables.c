/* The tables of a registry, for both engines.
 *
 * All of a report lies together: what belongs to a report is keyed (report, number). Numbers of
 * readings, canonical entities and decisions count up in the order of intake. There are no random
 * keys but the report's digest. Times are milliseconds; known_to is STORE_FOREVER while it holds.
 *
 * Truth:
 *   reports    a text's frame, and whose copy it is; texts: the text itself, never replaced
 *   withdrawals
 *              of reports; ended where undone. erased: 1 its words are gone from the truth, 2 from
 *              everywhere
 *   bands      hashes of texts, by which copies are found
 *   readings   what one reader made of a report, and the days between which its day lies;
 *              credits: who made the report, by that reading
 *   sources    things and facts of a reading, with the number of their mentions and the region
 *              that the report gives a thing (below 0: it speaks of it; 0: none); number 0 of a
 *              report: the report itself. clues: their keys and features, see store_sql_clues.c
 *   mentions   where the things of a reading stand: store_sql_pack.c
 *   claims     source, property, value (value_source, value_for: numbers of sources of the same
 *              report); evidence: its ranges, see store_sql_pack.c. Ordinals count up in the report
 *   canonicals entities that sources are; redirect: into which one it was merged
 *   identities which source is which canonical entity; rows are added and ended, never changed; n
 *              counts those of a source
 *   decisions  on claims, keyed so that they outlive the reading; on the fields of activity of a
 *              value with their codes behind the property: subjects#nuclear,science
 *   acts       what was decided by users, and joined by the resolver: kind (enum act_kind), on
 *              what; rows of identities and decisions name theirs. made: the claim that an act
 *              stated, of an addition the first: of the reading that holds, which was given it;
 *              undone_by: the act that undid it; subject_name and object_name: what they were
 *              called then
 *   doubts     the queue: kind (enum doubt_kind); closed_by: the act that answered it
 *   redactions
 *              of values, by keyed digests (redaction.h): act: by which; complete: 0 while the
 *              derived tables and free pages may still hold the value
 *   redacted_words
 *              the forms of the words of a redacted value, by keyed digests
 *   redacted_texts
 *              by keyed digests of what reports were before they were redacted
 *   accounts   who may log in: role and state (enum account_role, account_state), the hash of the
 *              password, the entity for which it acts (0: none); version counts the changes
 *   secrets    what lets somebody in, by digests: kind (enum secret_kind); account, role and
 *              entity: see struct stored_secret
 *   settings   by enum setting
 *   audit      the chain of what users changed: struct stored_audit
 *   comments   on canonical entities, or (entity 0) on reports (enum comment_state,
 *              comment_audience). thread: the comment that began it; hider: who hid it.
 *              comment_words: its wordings, by the version of the comment from which on it is
 *              worded so; none where they were erased. comment_mentions: accounts that the newest
 *              wording names. attachments: files
 *   reviews    calls for expert review (enum review_state; days as texts, empty where unset).
 *              review_criteria, _applications, _experts: what they have; review_assignments: which
 *              expert reviews which application; review_conflicts: what joined the two then, a row
 *              for each words of a report; review_marks: of every version (criterion 0: words on
 *              the whole); review_decisions: on an application (enum review_outcome), the last
 *              holds
 *
 * Derived (each with a twin named _new while a rebuild is under way):
 *   names       of canonical entities, with the number of sources that bear each
 *   name_words  full text of names, by names.id: the driver's
 *   cards       what lists show of a canonical entity, are ordered and filtered by: see
 *               store_sql_listed.c. key: by which it is listed, ordered: 0 of facts that have no
 *               order. choice1 to day3: the values that are shown of a fact's first choices and
 *               dates. regions: below 0 where reports alone tell. confidence in thousandths, -1: it
 *               is in no list. named: the kind of the thing that its first property names
 *   name_keys   hashes of what names share, by which canonical entities are found as candidates;
 *               under the number that they had, however they were merged since
 *   profiles    features of canonical entities, bounded
 *   pairs       facts by any two of their parties, both ways round, and by body and office (a hash,
 *               below 0): where candidates are found.
 *               A row may outlive what it was made of, so it is a hint; the next rebuild drops it
 *   words       full text of readings, by reading, fed with lemmas: the driver's
 *   word_ranges where in the report each word of it stands
 *   stale       readings that ended after their words were indexed
 *   report_facets
 *              what readings are filtered and counted by, in blocks: store_sql_facets.c; has no
 *              twin
 *   tallies    how many cards of a kind have a value: store_sql_tally.c; what: enum listed_tally
 */
#include "store_sql.h"

/* Of what the words of all readings are: 1, those of titles too. Registries of programs that could
 * not tell them have no such row till they are rebuilt. */
#define WORDS_NOTE                                                                                 \
    "INSERT INTO meta VALUES('words_version', 1) ON CONFLICT(key) DO UPDATE"                       \
    " SET value = excluded.value;"

static const char truth_tables[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES('changes', 0), ('derived_version', 1);" WORDS_NOTE
    "CREATE TABLE authors(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE reports(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " digest BLOB NOT NULL UNIQUE, source TEXT NOT NULL, path TEXT NOT NULL, charset TEXT NOT NULL,"
    " size INTEGER NOT NULL, taken_in INTEGER NOT NULL, superseded_by INTEGER,"
    " superseded_at INTEGER, copy_of INTEGER) STRICT;"
    "CREATE INDEX reports_by_path ON reports(path) WHERE path <> '';"
    "CREATE INDEX reports_superseded ON reports(superseded_by) WHERE superseded_by IS NOT NULL;"
    "CREATE TABLE withdrawals(decision INTEGER PRIMARY KEY, report INTEGER NOT NULL,"
    " author INTEGER NOT NULL, reason TEXT NOT NULL, ended_by INTEGER, erased INTEGER NOT NULL,"
    " known_from INTEGER NOT NULL, known_to INTEGER NOT NULL) STRICT;"
    "CREATE INDEX withdrawals_by_report ON withdrawals(report);"
    "CREATE TABLE bands(band INTEGER NOT NULL, hash INTEGER NOT NULL, report INTEGER NOT NULL,"
    " PRIMARY KEY(band, hash, report)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE texts(report INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
    "CREATE TABLE readings(number INTEGER PRIMARY KEY, report INTEGER NOT NULL,"
    " author INTEGER NOT NULL, title TEXT NOT NULL, published TEXT NOT NULL,"
    " published_by_user INTEGER NOT NULL, earliest TEXT NOT NULL, latest TEXT NOT NULL,"
    " language TEXT NOT NULL, known_from INTEGER NOT NULL,"
    " known_to INTEGER NOT NULL) STRICT;"
    "CREATE INDEX readings_by_report ON readings(report);"
    "CREATE INDEX readings_by_day ON readings(published, report) WHERE known_to = " HOLDS ";"
    "CREATE TABLE credits(reading INTEGER NOT NULL, n INTEGER NOT NULL, role INTEGER NOT NULL,"
    " start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, PRIMARY KEY(reading, n)) STRICT, WITHOUT "
    "ROWID;"
    "CREATE TABLE sources(report INTEGER NOT NULL, number INTEGER NOT NULL,"
    " reading INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, clues BLOB NOT NULL,"
    " mentions INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,"
    " region INTEGER NOT NULL, PRIMARY KEY(report, number))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE mentions(report INTEGER NOT NULL, reading INTEGER NOT NULL,"
    " mentions BLOB NOT NULL, PRIMARY KEY(report, reading)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE claims(report INTEGER NOT NULL, source INTEGER NOT NULL,"
    " ordinal INTEGER NOT NULL, property TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,"
    " value_source INTEGER, value_for INTEGER, author INTEGER NOT NULL, confidence REAL NOT NULL,"
    " held_from TEXT NOT NULL, held_to TEXT NOT NULL, known_from INTEGER NOT NULL,"
    " known_to INTEGER NOT NULL, evidence BLOB NOT NULL,"
    " PRIMARY KEY(report, source, ordinal)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX claims_by_value ON claims(report, value_source) WHERE value_source IS NOT NULL;"
    "CREATE TABLE canonicals(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, redirect INTEGER,"
    " minted_at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE identities(report INTEGER NOT NULL, source INTEGER NOT NULL,"
    " n INTEGER NOT NULL, canonical INTEGER NOT NULL, author INTEGER NOT NULL,"
    " reason TEXT NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,"
    " act INTEGER, PRIMARY KEY(report, source, n)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX identities_by_act ON identities(act) WHERE act IS NOT NULL;"
    "CREATE INDEX identities_by_canonical ON identities(canonical, report, source);"
    "CREATE TABLE decisions(decision INTEGER PRIMARY KEY, digest BLOB NOT NULL, kind TEXT NOT NULL,"
    " property TEXT NOT NULL, value TEXT NOT NULL, evidence BLOB NOT NULL, state INTEGER NOT NULL,"
    " author INTEGER NOT NULL, reason TEXT NOT NULL, decided_at INTEGER NOT NULL, act INTEGER)"
    " STRICT;"
    "CREATE INDEX decisions_by_report ON decisions(digest);";

/* Days, and whom signatories sign for: one claim of twelve, of which the network of very many
 * reports needs all. */
static const char day_index[] =
    "CREATE INDEX claims_of_days ON claims(report, source, type, property, value, value_for)"
    " WHERE type = 'date' OR value_for IS NOT NULL;";

static const char redaction_tables[] =
    "CREATE TABLE redactions(number INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,"
    " act INTEGER NOT NULL, complete INTEGER NOT NULL) STRICT;"
    "CREATE TABLE redacted_words(redaction INTEGER NOT NULL, needle INTEGER NOT NULL,"
    " place INTEGER NOT NULL, key BLOB NOT NULL, places INTEGER NOT NULL, weak INTEGER NOT NULL,"
    " PRIMARY KEY(redaction, needle, place, key)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE redacted_texts(key BLOB PRIMARY KEY, report INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;";

static const char account_tables[] =
    "CREATE TABLE accounts(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " shown TEXT NOT NULL, role INTEGER NOT NULL, state INTEGER NOT NULL, password TEXT NOT NULL,"
    " entity INTEGER NOT NULL, made_at INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;"
    "CREATE TABLE secrets(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    " digest BLOB NOT NULL UNIQUE, account INTEGER NOT NULL, role INTEGER NOT NULL,"
    " entity INTEGER NOT NULL, label TEXT NOT NULL, author INTEGER NOT NULL,"
    " made_at INTEGER NOT NULL, until INTEGER NOT NULL, used_at INTEGER NOT NULL,"
    " ended_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX secrets_by_account ON secrets(account, kind);"
    "CREATE TABLE settings(number INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE audit(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, author INTEGER NOT NULL,"
    " what TEXT NOT NULL, object TEXT NOT NULL, content BLOB NOT NULL, previous BLOB NOT NULL,"
    " salt BLOB NOT NULL) STRICT;";

#define COMMENTS_BY_REPORT "CREATE INDEX comments_by_report ON comments(report) WHERE report <> 0;"
/* What the table of comments on cards alone lacks. */
static const char comment_report[] =
    "ALTER TABLE comments ADD COLUMN report INTEGER NOT NULL DEFAULT 0;" COMMENTS_BY_REPORT;

static const char comment_tables[] =
    "CREATE TABLE comments(number INTEGER PRIMARY KEY, entity INTEGER NOT NULL,"
    " thread INTEGER NOT NULL, answers INTEGER NOT NULL, audience INTEGER NOT NULL,"
    " state INTEGER NOT NULL, author INTEGER NOT NULL, reason TEXT NOT NULL, hider INTEGER,"
    " version INTEGER NOT NULL, made_at INTEGER NOT NULL, report INTEGER NOT NULL DEFAULT 0)"
    " STRICT;"
    "CREATE INDEX comments_by_entity ON comments(entity);" COMMENTS_BY_REPORT
    "CREATE INDEX comments_by_thread ON comments(thread);"
    "CREATE INDEX comments_by_author ON comments(author);"
    "CREATE TABLE comment_words(comment INTEGER NOT NULL, version INTEGER NOT NULL,"
    " at INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY(comment, version))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE comment_mentions(comment INTEGER NOT NULL, account INTEGER NOT NULL,"
    " PRIMARY KEY(comment, account)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX comment_mentions_by_account ON comment_mentions(account);"
    "CREATE TABLE attachments(number INTEGER PRIMARY KEY, comment INTEGER NOT NULL,"
    " name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL,"
    " bytes BLOB NOT NULL) STRICT;"
    "CREATE INDEX attachments_by_comment ON attachments(comment);";

static const char review_tables[] =
    "CREATE TABLE reviews(number INTEGER PRIMARY KEY, title TEXT NOT NULL, sought TEXT NOT NULL,"
    " entity INTEGER NOT NULL, scale INTEGER NOT NULL, begins TEXT NOT NULL, ends TEXT NOT NULL,"
    " state INTEGER NOT NULL, author INTEGER NOT NULL, version INTEGER NOT NULL,"
    " made_at INTEGER NOT NULL, closed_at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE review_criteria(number INTEGER PRIMARY KEY, review INTEGER NOT NULL,"
    " ordinal INTEGER NOT NULL, name TEXT NOT NULL, weight INTEGER NOT NULL) STRICT;"
    "CREATE INDEX review_criteria_by_review ON review_criteria(review);"
    "CREATE TABLE review_applications(number INTEGER PRIMARY KEY, review INTEGER NOT NULL,"
    " entity INTEGER NOT NULL, note TEXT NOT NULL, author INTEGER NOT NULL,"
    " at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX review_applications_by_review ON review_applications(review);"
    "CREATE INDEX review_applications_by_entity ON review_applications(entity);"
    "CREATE TABLE review_experts(number INTEGER PRIMARY KEY, review INTEGER NOT NULL,"
    " account INTEGER NOT NULL, person INTEGER NOT NULL, author INTEGER NOT NULL,"
    " at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX review_experts_by_review ON review_experts(review);"
    "CREATE INDEX review_experts_by_account ON review_experts(account);"
    "CREATE TABLE review_assignments(number INTEGER PRIMARY KEY, application INTEGER NOT NULL,"
    " reviewer INTEGER NOT NULL, reason TEXT NOT NULL, author INTEGER NOT NULL,"
    " at INTEGER NOT NULL, version INTEGER NOT NULL, abstained TEXT NOT NULL,"
    " changed_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX review_assignments_by_application ON review_assignments(application);"
    "CREATE TABLE review_conflicts(number INTEGER PRIMARY KEY, assignment INTEGER NOT NULL,"
    " conflict INTEGER NOT NULL, kind TEXT NOT NULL, told TEXT NOT NULL, former INTEGER NOT NULL,"
    " report INTEGER NOT NULL, quote TEXT NOT NULL) STRICT;"
    "CREATE INDEX review_conflicts_by_assignment ON review_conflicts(assignment);"
    "CREATE INDEX review_conflicts_by_report ON review_conflicts(report);"
    "CREATE TABLE review_marks(number INTEGER PRIMARY KEY, assignment INTEGER NOT NULL,"
    " version INTEGER NOT NULL, criterion INTEGER NOT NULL, mark INTEGER NOT NULL,"
    " words TEXT NOT NULL, author INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX review_marks_by_assignment ON review_marks(assignment, version);"
    "CREATE TABLE review_decisions(number INTEGER PRIMARY KEY, application INTEGER NOT NULL,"
    " outcome INTEGER NOT NULL, reason TEXT NOT NULL, author INTEGER NOT NULL,"
    " at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX review_decisions_by_application ON review_decisions(application);";

static const char act_tables[] =
    "CREATE INDEX canonicals_by_redirect ON canonicals(redirect) WHERE redirect IS NOT NULL;"
    "CREATE TABLE acts(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, subject INTEGER NOT NULL,"
    " object INTEGER NOT NULL, report INTEGER NOT NULL, claim INTEGER NOT NULL,"
    " made INTEGER NOT NULL, undoes INTEGER NOT NULL, author INTEGER NOT NULL,"
    " reason TEXT NOT NULL, at INTEGER NOT NULL, undone_by INTEGER NOT NULL,"
    " subject_name TEXT NOT NULL, object_name TEXT NOT NULL) STRICT;"
    "CREATE INDEX acts_by_subject ON acts(subject);"
    "CREATE INDEX acts_by_object ON acts(object) WHERE object <> 0;"
    "CREATE INDEX acts_making ON acts(report) WHERE made <> 0;"
    "CREATE TABLE doubts(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    " report INTEGER NOT NULL, subject INTEGER NOT NULL, object INTEGER NOT NULL,"
    " act INTEGER NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL,"
    " raised_at INTEGER NOT NULL, closed_by INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX doubts_by_subject ON doubts(subject, object, act);"
    "CREATE INDEX doubts_by_object ON doubts(object);"
    "CREATE INDEX doubts_open ON doubts(kind DESC, score DESC, number) WHERE closed_by = 0;"
    "CREATE INDEX doubts_closed ON doubts(closed_by) WHERE closed_by <> 0;";

/* The derived tables under a suffix, but for those of the full text, which the driver makes.
 * Indices are named by the suffix too, and keep that name. */
#define DERIVED_TABLES(suffix)                                                                     \
    "CREATE TABLE names" suffix "(id INTEGER PRIMARY KEY, canonical INTEGER NOT NULL,"             \
    " name TEXT NOT NULL, kind TEXT NOT NULL, sources INTEGER NOT NULL,"                           \
    " UNIQUE(canonical, name)) STRICT;"                                                            \
    "CREATE TABLE name_keys" suffix "(key INTEGER NOT NULL, canonical INTEGER NOT NULL,"           \
    " PRIMARY KEY(key, canonical)) STRICT, WITHOUT ROWID;"                                         \
    "CREATE TABLE profiles" suffix                                                                 \
    "(canonical INTEGER PRIMARY KEY, features BLOB NOT NULL) STRICT;"                              \
    "CREATE TABLE cards" suffix "(canonical INTEGER PRIMARY KEY, kind TEXT NOT NULL,"              \
    " name TEXT NOT NULL, reports INTEGER NOT NULL, key TEXT NOT NULL DEFAULT '',"                 \
    " ordered INTEGER NOT NULL DEFAULT 0, choice1 TEXT NOT NULL DEFAULT '', choice2 TEXT NOT "     \
    "NULL DEFAULT '',"                                                                             \
    " day1 TEXT NOT NULL DEFAULT '', day2 TEXT NOT NULL DEFAULT '',"                               \
    " day3 TEXT NOT NULL DEFAULT '', region1 INTEGER NOT NULL DEFAULT 0,"                          \
    " region2 INTEGER NOT NULL DEFAULT 0, region3 INTEGER NOT NULL DEFAULT 0,"                     \
    " confidence INTEGER NOT NULL DEFAULT -1, state INTEGER NOT NULL DEFAULT 0,"                   \
    " named TEXT NOT NULL DEFAULT '', UNIQUE(kind, canonical)) STRICT;"                            \
    "CREATE TABLE pairs" suffix "(first INTEGER NOT NULL, second INTEGER NOT NULL,"                \
    " fact INTEGER NOT NULL, PRIMARY KEY(first, second, fact)) STRICT, WITHOUT ROWID;"             \
    "CREATE TABLE word_ranges" suffix                                                              \
    "(reading INTEGER PRIMARY KEY, ranges BLOB NOT NULL) STRICT;"                                  \
    "CREATE TABLE stale" suffix "(reading INTEGER PRIMARY KEY) STRICT;"                            \
    "CREATE TABLE tallies" suffix "(kind TEXT NOT NULL, what INTEGER NOT NULL,"                    \
    " value TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(kind, what, value))"                \
    " STRICT, WITHOUT ROWID;"

/* What lists read: all that they are ordered and filtered by; and those by which few rows are found
 * among many. Names take turns, since an index keeps its name when its table gets another one. */
#define NARROW_INDEX(name, suffix, column, none)                                                   \
    "CREATE INDEX cards_" column "_" name " ON cards" suffix "(kind, " column                      \
    ", canonical) WHERE ordered = 1 AND " column " <> " none ";"
#define LISTED_INDEX(name, suffix)                                                                 \
    "CREATE INDEX cards_listed_" name " ON cards" suffix "(kind, key, canonical, choice1,"         \
    " choice2, day1, day2, day3, region1, region2, region3, confidence, state, named)"             \
    " WHERE ordered = 1;" NARROW_INDEX(name, suffix, "day2", "''")                                 \
        NARROW_INDEX(name, suffix, "day3", "''") NARROW_INDEX(name, suffix, "region1", "0")        \
            NARROW_INDEX(name, suffix, "region2", "0") NARROW_INDEX(name, suffix, "region3", "0")  \
                NARROW_INDEX(name, suffix, "state", "0")

#define FOR_DERIVED(verb, ending)                                                                  \
    verb " names" ending verb " name_keys" ending verb " profiles" ending verb                     \
         " cards" ending verb " pairs" ending verb " word_ranges" ending verb " stale" ending verb \
         " tallies" ending verb " name_words" ending verb " words" ending
#define RENAMED(table) "ALTER TABLE " table "_new RENAME TO " table ";"

static const char derived_tables[] = DERIVED_TABLES("") LISTED_INDEX("odd", "");
static const char derived_tables_new[] =
    FOR_DERIVED("DROP TABLE IF EXISTS", "_new;") DERIVED_TABLES("_new");
static const char listed_odd[] = LISTED_INDEX("odd", "_new");
static const char listed_even[] = LISTED_INDEX("even", "_new");
static const char derived_swap[] = FOR_DERIVED("DROP TABLE", ";") RENAMED("names")
    RENAMED("name_keys") RENAMED("profiles") RENAMED("cards") RENAMED("pairs")
        RENAMED("word_ranges") RENAMED("stale") RENAMED("tallies") RENAMED("name_words") RENAMED(
            "words") "UPDATE meta SET value = value + 1 WHERE key = 'derived_version';" WORDS_NOTE;

bool sql_tables_make(struct sql_store *store, struct error *error)
{
    return sql_run(store, truth_tables, error) && sql_run(store, day_index, error) &&
           sql_run(store, act_tables, error) && sql_run(store, redaction_tables, error) &&
           sql_run(store, account_tables, error) && sql_run(store, comment_tables, error) &&
           sql_run(store, review_tables, error) && sql_run(store, derived_tables, error) &&
           sql_run(store, FACETS_TABLE, error) &&
           store->driver->search_tables_make(store, DERIVED_TODAY, error);
}

/* Programs that mark the words of titles left no such note at first: where the oldest reading has
 * them all have. */
static bool words_look(struct sql_store *store, struct error *error)
{
    static const char oldest[] =
        "SELECT coalesce(min(number), 0) FROM readings WHERE title <> '' AND known_to = " HOLDS;
    int64_t reading, marked = 1;
    return sql_number(store, oldest, 0, 0, &reading, error) &&
           (!reading ||
            sql_number(store, store->driver->title_words, reading, 0, &marked, error)) &&
           (!marked || sql_run(store, WORDS_NOTE, error));
}

bool sql_tables_upgrade(struct sql_store *store, int64_t version, struct error *error)
{
    enum {
        WITHOUT_ACCOUNTS = 12,
        WITHOUT_COMMENTS,
        WITHOUT_REVIEWS,
        WITHOUT_DAYS,
        COUNTED_TWICE,
        COMMENTS_ON_CARDS
    };
    const char *comments = version > WITHOUT_COMMENTS ? comment_report : comment_tables;
    return (version > WITHOUT_ACCOUNTS || sql_run(store, account_tables, error)) &&
           (version > COMMENTS_ON_CARDS || sql_run(store, comments, error)) &&
           (version > WITHOUT_REVIEWS || sql_run(store, review_tables, error)) &&
           (version > WITHOUT_DAYS || sql_run(store, day_index, error)) &&
           (version > COUNTED_TWICE ||
            (words_look(store, error) && sql_tallies_upgrade(store, error) &&
             sql_facets_renew(store, error)));
}

bool sql_derived_make_new(struct sql_store *store, struct error *error)
{
    static const char version[] = "SELECT value FROM meta WHERE key = 'derived_version'";
    int64_t number;
    return sql_number(store, version, 0, 0, &number, error) &&
           sql_run(store, derived_tables_new, error) &&
           sql_run(store, number % 2 ? listed_even : listed_odd, error) &&
           store->driver->search_tables_make(store, DERIVED_NEW, error);
}

bool sql_derived_swap(struct sql_store *store, struct error *error)
{
    return sql_run(store, derived_swap, error);
}
