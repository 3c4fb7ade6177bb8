/* Inside src/query/ alone: what the answers are made from, looked up once per question.
 *
 * A lookup remembers that the store failed: functions then give empty results, and the question
 * checks lookup_fine() at its end. */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "map.h"
#include "query.h"
#include "store.h"

/* A report, with its text where it was asked for. */
struct known_report {
    struct stored_report report;
    bool has_text;
    struct span text;
    size_t *counts; /* code points before each STEP bytes of the text */
};

struct item;

struct lookup {
    const struct query *query;
    struct arena *arena;
    struct error *error;
    bool failed;
    bool cut;      /* there were more entities of some kind than the newest that were asked for */
    bool rejected; /* claims that were rejected are looked at too */
    bool brief;    /* of things a few of the newest reports' claims are enough */
    struct map numbers; /* of reports, to index + 1 of known */
    struct {
        struct known_report **items;
        size_t count;
        size_t capacity;
    } known;
    struct map facts; /* by number, to index + 1 of told */
    struct {
        const struct item **items; /* NULL where there is none */
        size_t count;
        size_t capacity;
    } told;
};

void lookup_init(struct lookup *lookup, const struct query *query, struct error *error);
bool lookup_fine(const struct lookup *lookup);
/* The report of a number; an empty one where there is none. */
struct known_report *lookup_report(struct lookup *lookup, int64_t number);
/* Looks up many reports by one question, for those who ask for each of them then: their frames (see
 * store_report_frames()). */
void lookup_reports(struct lookup *lookup, const int64_t *numbers, size_t count);
void lookup_reports_of_claims(struct lookup *lookup, const struct stored_claim *claims,
                              size_t count);
struct span lookup_text(struct lookup *lookup, struct known_report *report);
/* What a report is called: by its title or, where it has none, by its id. */
struct span report_name_show(const struct query *query, const struct stored_report *report);
/* Whether it is what a user stated of his own. */
bool lookup_is_entry(struct lookup *lookup, int64_t number);
/* An author as people read it: an account's name without "user:". */
struct span author_show(struct span author);
/* Adds an author to names, with a comma between, unless he stands there. */
struct span author_join(struct arena *arena, struct span names, struct span author);
/* The days between which the report's own day lies: one day where it is dated; at the latest the
 * day on which it was taken in. earliest is unset where nothing says. */
void report_bounds(const struct known_report *report, struct date *earliest, struct date *latest);
/* The same of a report's bounds as the store has them: gives latest where it is not set. */
void bounds_complete(struct date earliest, struct date *latest, int64_t taken_in);
/* The report of whose text this report's is a copy or a version; itself, where of none: what
 * reports of one origin say is said once. */
int64_t report_origin(const struct known_report *report);
/* The same of a report of an id. */
int64_t evidence_origin(struct lookup *lookup, struct span id);
/* A time of the registry as ISO 8601, in UTC. */
struct span time_show(struct lookup *lookup, int64_t milliseconds);
/* The entity of a number, following redirects: those of the question's time. False where there is
 * none. */
bool lookup_entity(struct lookup *lookup, int64_t number, struct stored_entity *entity);
/* The question's day: of the world that is asked for, else today. */
struct date query_day(const struct query *query);
/* The time as of which the store is asked. */
int64_t query_known_at(const struct query *query);
/* The offset in code points of a byte of the report's text. */
size_t lookup_offset(struct lookup *lookup, struct known_report *report, uint32_t byte);

/* Of each entity the claims of so many newest reports that tell of it are looked at. */
enum { CLAIM_REPORTS = 200, BRIEF_REPORTS = 8 };

/* A thing or fact with its claims: those that the question's day and time leave, without evidence.
 */
struct item {
    struct stored_entity entity;
    const struct stored_claim *claims;
    size_t claim_count;
};

struct items {
    struct item *items;
    size_t count;
    size_t capacity;
};

/* All entities of the kinds, at most ITEMS_MOST of them, the newest; by number. */
enum { ITEMS_MOST = 2000 };
void items_of_kinds(struct lookup *lookup, const struct schema_kind *const *kinds, size_t count,
                    struct items *items);
/* The same, at most limit of them. */
void items_newest(struct lookup *lookup, const struct schema_kind *const *kinds, size_t count,
                  size_t limit, struct items *items);
/* The entities of the numbers, which need not be sorted; those that are not there are left out. */
void items_of_numbers(struct lookup *lookup, const int64_t *numbers, size_t count,
                      struct items *items);

/* A fact that a value refers to, asked for once; NULL where there is none. */
const struct item *lookup_fact(struct lookup *lookup, int64_t number);
/* Asks for all facts that the claims of the items refer to by one question, for those who show
 * them then. */
void lookup_facts_of_items(struct lookup *lookup, const struct item *items, size_t count);

/* ---- showing ---- */

struct span label_show(const struct query *query, const struct schema_label *label);
/* A text of the catalogue in the language asked for, and a number as people write it. */
#define QUERY_TEXT(query, ...)                                                                     \
    message((query)->catalogue, (query)->tongue, (query)->arena, __VA_ARGS__, NULL)
struct span number_show(const struct query *query, size_t number);

/* A day for people; empty where none is set. */
struct span date_show(const struct query *query, struct date date);
/* Text without spaces around it, in small letters, ё as е: equal for what is written the same. */
struct span text_folded(struct arena *arena, struct span text);

/* A name or value of the registry for people: marks of what was redacted (redaction.h) are told in
 * the language asked for. In the question's arena; the span itself where it has none. Quotes and
 * texts keep their marks, since ranges are of them. */
struct span redacted_show(const struct query *query, struct span text);
/* The value of a claim, ready to be shown. */
struct query_value value_show(struct lookup *lookup, const struct stored_claim *claim);
/* The normalized value of a claim: equal for claims that say the same. */
struct span claim_key(struct lookup *lookup, const struct stored_claim *claim);
enum query_state claim_state_show(const struct stored_claim *claim);
/* A claim with its evidence (which has words). */
struct query_claim claim_show(struct lookup *lookup, const struct stored_claim *claim);
/* Adds the words that prove a claim, of which report, ordinal and evidence are given. */
void evidence_add(struct lookup *lookup, const struct stored_claim *claim,
                  struct query_evidences *evidence);
/* The name of an item: its own, or that of a fact, made from its claims. */
struct span item_name(struct lookup *lookup, const struct item *item);
/* What a fact says, in few words, without the values of one property (NULL: with all): «губернатор,
 * Иркутская область». */
struct span fact_brief(struct lookup *lookup, const struct item *item,
                       const struct schema_property *without);
/* An item as a value. */
struct query_value item_value(struct lookup *lookup, const struct item *item, struct span text);
/* The properties of a kind that have a claim, in the schema's order, equal values together. */
void properties_show(struct lookup *lookup, const struct schema_kind *kind,
                     const struct stored_claim *claims, size_t count,
                     struct query_properties *properties);
/* State and confidence of all claims together: rejected where all of them are. */
void claims_judge(const struct stored_claim *claims, size_t count, enum query_state *state,
                  double *confidence);
/* At most limit code points of text, with … where it was cut. */
struct span text_cut(struct arena *arena, struct span text, size_t limit);

/* Whether the source of a report says that it is one of the invented examples. */
bool query_is_example(struct span publisher);
/* The code of a mention's type (enum mention_type), as the reading's JSON has it. */
struct span query_mention_type(unsigned type);

/* ---- rows ---- */

/* A row of a list of facts: a cell for each of the columns that is a property. */
void row_fill(struct lookup *lookup, const struct item *item, const struct query_column *columns,
              size_t column_count, struct query_row *row);
/* Adds a value to a cell, unless it shows the same already. */
void cell_add(struct arena *arena, struct query_values *cell, struct query_value value);
/* The columns that show a kind's properties. */
size_t columns_of_kind(const struct query *query, const struct schema_kind *kind,
                       struct query_column **columns);

#endif
