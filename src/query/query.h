/* The questions that the faces ask of a registry, and their answers as docs/api.md gives them.
 *
 * The command line and the server ask here alone, so they cannot differ: a question fills a struct,
 * from which a command prints a table and query_..._write() makes JSON. All answers live in
 * query.arena, and are valid until it is cleared; call within arena_run(). Each function returns
 * false and appends to error where the question cannot be answered: "query.unknown_id" (id),
 * "query.unknown_list" (name), "query.bad_cursor" (cursor), "query.unknown_column" (list, column),
 * "query.bad_filter" (column, value), "query.bad_state" (value), "query.bad_confidence" (value),
 * "query.unknown_region" (region), "query.unknown_district" (district), "query.unknown_field"
 * (field), "query.no_words", "query.bad_sort" (value), those of filter.h and of the store. */
#ifndef QUERY_H
#define QUERY_H

#include "json.h"
#include "message.h"
#include "morphology.h"
#include "schema.h"
#include "value.h"

struct field;
struct digest;
struct fields;
struct item;
struct products;
struct reference;
struct store;
struct field_memory;
struct word_memory;

/* Who asks, of what. */
struct query {
    struct store *store;
    const struct schema *schema;
    const struct catalogue *catalogue;
    const struct morphology *morphology; /* for the words of a search */
    struct word_memory *word_memory;     /* … that were met before; NULL: none is kept */
    const struct reference *reference;   /* regions and federal bodies; NULL: none are known */
    const struct fields *fields;         /* of activity; NULL: nothing has any */
    struct field_memory *field_memory;   /* … that were found before, in this registry till what
                                            they are found by changes; NULL: none are kept */
    const struct products *products;     /* what products are called; for matches and plans */
    struct span registry;                /* the registry's name, for people: its file's name */
    enum tongue tongue;
    struct date today;
    struct date as_of; /* the world as of this day, as far as is known; unset: of today */
    int64_t known_at; /* … and as it was known at this time (see store.h); 0: as it is known now */
    struct arena *arena;
};

/* Reads a day of the world ("2015-02-09", "2015-02", "2015": their last days), and a time of
 * knowledge: such a day (till its end, in UTC) or a time as histories give it
 * ("2026-11-21T22:00:00Z"). False where text is neither. */
bool query_day_read(struct span text, struct date *day);
bool query_time_read(struct span text, int64_t *time);

enum query_state { STATE_READ, STATE_STATED, STATE_CONFIRMED, STATE_REJECTED, QUERY_STATES };
/* "read", "stated", … */
struct span query_state_code(enum query_state state);

/* A value, ready to be shown. */
struct query_value {
    enum value_type type; /* never one of the two ..._OR_... types */
    struct span text;     /* in the language asked for */
    struct span entity;   /* VALUE_ENTITY, VALUE_FACT: its canonical id */
    const struct schema_kind *kind;
    struct value plain; /* dates, durations, money, numbers, choices */
    bool reckoned;      /* a date of a list that no report tells, from what they tell */
    const struct query_value *person;       /* VALUE_SIGNATORY */
    const struct query_value *on_behalf_of; /* NULL where no report says it */
};

struct query_values {
    struct query_value *items;
    size_t count;
    size_t capacity;
};

/* The words of a report that prove a claim. */
struct query_evidence {
    struct span report;
    struct span title;
    struct date published;
    struct span quote;
    size_t start; /* code points of the report's text */
    size_t end;
    struct span by; /* who stated it, where no report says it but an entry; else empty */
};

struct query_evidences {
    struct query_evidence *items;
    size_t count;
    size_t capacity;
};

/* Fields of activity (fields.h), the best first. */
enum { QUERY_FIELDS = 6 };
struct query_fields {
    const struct field *items[QUERY_FIELDS];
    size_t count;
    bool sought; /* there is something that has fields, though it may have none */
    bool stated; /* a user decided them, not words */
};

struct query_claim {
    struct span id;
    struct query_value value;
    struct span key; /* the normalized value: equal for claims that say the same */
    enum query_state state;
    bool contradicted;
    bool shown;     /* the one that lists and summaries show of its property */
    size_t sources; /* independent texts that say it */
    double confidence;
    struct span author;
    struct span decided_by;     /* who decided on it last, or stated it; empty: nobody */
    struct span decided_at;     /* ISO 8601, UTC */
    size_t decided_number;      /* of the decision; 0: none, it can be stated anew */
    struct query_fields fields; /* of its value, in cards */
    struct query_evidences evidence;
};

struct query_property {
    const struct schema_property *property;
    struct {
        struct query_claim *items;
        size_t count;
        size_t capacity;
    } claims;
};

struct query_properties {
    struct query_property *items;
    size_t count;
    size_t capacity;
};

/* ---- lists ---- */

/* A column: a property of the schema, or one that the list itself makes (property NULL). */
struct query_column {
    struct span name;
    struct span label;
    enum value_type type;
    bool listed;
    const struct schema_property *property;
};

struct query_row {
    struct span id;
    const struct schema_kind *kind;
    struct span name;
    enum query_state state;
    double confidence;
    size_t reports;
    struct query_values *cells; /* one for each column of the list */
    struct span role;           /* in a card: the property in which the card's entity stands */
    struct span role_label;
    struct query_fields fields; /* of the rows that are shown */
    const struct item **parts;  /* what it was made of; inside src/query/ alone */
    size_t part_count;
};

struct query_rows {
    struct query_row *items;
    size_t count;
    size_t capacity;
};

struct query_filter {
    struct span column;
    struct span value;
};

/* What is asked of a list; all zero asks for everything, the first page. */
struct query_list_request {
    struct span name;
    struct span words;
    const struct query_filter *filters;
    size_t filter_count;
    struct span report;
    struct span region;   /* a subject of Russia or a province by name or ISO 3166-2 code */
    struct span district; /* a federal district by name, short name or code */
    struct span field;    /* of activity: a code or name */
    struct span state;    /* a state's code: "read", "stated", "confirmed"; "rejected" alone lists
                             what is in no other list */
    /* The filters of filter.h that are not named yet. */
    struct span kind;
    struct span entity;
    struct span party;
    struct span person;
    struct span cluster;
    struct span status;
    struct span date;
    struct span source;
    /* "0.8", "0.8..", "0.3..0.7", "..0.5": facts of such confidence; without it those that stand
     * apart as doubtful are left out, and counted. */
    struct span confidence;
    bool facets;      /* count regions, districts, fields, years and states too */
    struct span sort; /* a column's name, "-" before it for the reverse */
    size_t offset;
    struct span cursor; /* instead of offset: the next of a page before; empty: none */
    size_t limit;       /* 0: LIST_PAGE */
    bool paged;         /* a short list too is made page by page, as long ones are */
    bool all;           /* a part of all rows: see query_list_all() */
};

enum { LIST_PAGE = 50, LIST_PAGE_MOST = 500, SEARCH_PAGE = 20, SEARCH_PAGE_MOST = 100 };

/* How often a value stands in the list. */
struct query_facet {
    struct span value; /* as a filter takes it */
    struct span text;
    size_t count;
};

/* The values of a column that is a choice or (their years) a date, of "region", "district",
 * "field" or "state". */
struct query_facets {
    struct span name;
    struct span label;
    struct span parameter; /* of the address, by which one of the values is asked for */
    bool choices;          /* of a column that is a choice */
    bool more;             /* others were not looked at: each value may stand more often */
    struct query_facet *items;
    size_t count;
};

struct query_list {
    struct span name;
    const struct schema_kind *kind; /* NULL where rows are of several kinds */
    struct span label;
    struct span summary;
    struct span sort;
    size_t total;     /* rows on all pages */
    bool more;        /* there are, or may be, more than that */
    bool newest_only; /* not all entities were looked at, but the newest */
    size_t doubtful;  /* facts of little confidence that are left out */
    size_t offset;
    size_t limit;
    size_t next_part;        /* of a part of all rows: its offset; 0: there is none */
    struct span next_cursor; /* leads to the next page; empty: there is none */
    const struct query_column *columns;
    size_t column_count;
    struct query_facets *filters;
    size_t filter_count;
    struct query_rows rows;
};

/* Puts filters (filter.h) into a request. */
struct query_filters;
void query_list_take(struct query_list_request *request, const struct query_filters *filters);
bool query_list(const struct query *query, const struct query_list_request *request,
                struct query_list *list, struct error *error);
void query_list_write(const struct query *query, const struct query_list *list, struct json *json);

enum { LIST_ALL_MOST = 1000000 /* rows that query_list_all() gives at most */ };

/* What query_list_all() gave. */
struct query_all {
    size_t rows;
    bool more; /* there are, or may be, other rows */
};

/* All rows that the request leaves, whatever its offset and limit: take is given one part after
 * another, with the question by which it was asked, whose arena and so the part end with the call.
 * Parts have columns and rows, but neither total, summary nor facets. A long list that the registry
 * cannot sort as is asked comes in its own order. Where take returns false the rows end; it has
 * added an error, or wants no more. At least one part is given, which may be empty. */
bool query_list_all(const struct query *query, const struct query_list_request *request,
                    bool (*take)(void *context, const struct query *query,
                                 const struct query_list *part),
                    void *context, struct query_all *all, struct error *error);
/* The names of the lists that have one of their own, and NULL: agreements, people, … */
const char *const *query_list_names(void);
/* What a list of that name is called, in the language asked for. */
struct span query_list_label(const struct query *query, const char *name);

/* ---- the map ---- */

struct query_region_count {
    const struct reference_region *region;
    size_t count;
};

/* A country but Russia, and how many rows of the list name it. */
struct query_country_count {
    struct span id;
    struct span name;
    size_t count;
};
enum { MAP_COUNTRIES = 60 };

struct query_map {
    struct span list;
    struct span label;
    struct span summary;
    size_t total;                       /* rows, counted up to 10,000 */
    bool more;                          /* there are, or may be, others */
    struct query_region_count *regions; /* all subjects, then the provinces that have any */
    size_t count;
    struct query_country_count *countries; /* see query_map_countries() */
    size_t country_count;
};

/* How many rows of a list are of each region, of today. A row may be of several, and of none. Of
 * the request the list's name and the filters count. Errors besides those of lists:
 * "query.map_filter" (list): the registry cannot count by one of the filters. */
bool query_map(const struct query *query, const struct query_list_request *request,
               struct query_map *map, struct error *error);
/* Adds to a map of the same request the MAP_COUNTRIES countries of the most reports, each with the
 * rows that name it: those of the list with the country as entity. None where the request asks for
 * another entity. */
bool query_map_countries(const struct query *query, const struct query_list_request *request,
                         struct query_map *map, struct error *error);
void query_map_write(const struct query *query, const struct query_map *map, struct json *json);

/* ---- cards ---- */

struct query_neighbour {
    struct span id;
    struct span name;
    const struct schema_kind *kind;
    size_t facts;
};

struct query_link {
    struct span id;
    struct span name;
    struct date signed_on;
    bool current;
};

struct query_statement {
    struct span id;
    struct query_value speaker;
    struct span quote;
    struct query_evidences evidence;
};

struct query_appearance {
    struct span id;
    struct span title;
    struct date published;
    struct span publisher;
    struct span copy_of; /* id of the report of whose text it is a copy; empty */
    bool list;           /* a user's list of organizations, and no report */
    struct span by;      /* who stated it, of an entry, which is no report either; else empty */
    size_t mentions;
};

struct query_event {
    struct span at; /* ISO 8601, UTC */
    struct span text;
    struct span report;
    struct span author;
    size_t decision; /* its number, where it is one; 0 */
    bool undone;
};

/* A state as reports tell of it: an office, a membership, a place in a structure, a status. It is
 * never today's: it holds for the days of the reports. */
struct query_state_shown {
    const struct schema_kind *kind;
    const struct schema_property *property; /* of a status; NULL */
    struct query_value holder;              /* VALUE_NONE where it is not told */
    struct query_value whole;               /* of what body, cluster, holding; VALUE_NONE */
    struct span text;                       /* what is held: «мэр, Ярославль» */
    struct span when;   /* «по сообщению от 9 февраля 2015 г.» */
    struct span status; /* code: "acting", "planned"; empty */
    struct date since;  /* as reports say */
    struct date first;  /* days of the first and the last report that say so */
    struct date last;
    struct date earliest; /* where no such report is dated: the days between which it lies */
    struct date latest;
    struct span first_report; /* ids */
    struct span last_report;
    struct span ending; /* code: "unknown", "reported", "another", "said", "begun" */
    struct date end;    /* by this day it had ended */
    struct span end_report;
    struct query_value another; /* the holder who ends it; VALUE_NONE */
    struct span on_day; /* code, of the question's day: "not_yet", "holds", "unknown", "over" */
    size_t reports;
    struct span stated_by;   /* those who stated it in entries, with commas; empty: nobody */
    struct query_value fact; /* the last that tells of it */
};

struct query_states_shown {
    struct query_state_shown *items;
    size_t count;
    size_t capacity;
};

/* A step in the life of an agreement or a project, as reports tell it or as its dates make it. */
struct query_step {
    struct span
        code; /* of the status: "planned", "signed", …; else "runs", "ran_out", "no_report" */
    struct span text; /* «подписано — 9 февраля 2015 г.» */
    struct date date; /* of the step, as reports say */
    struct date day;  /* by which the steps are ordered */
    bool dated;       /* day is that of the first report of a known day */
    bool contradicted;
    bool shown;     /* the one of several dates that is shown as the date */
    size_t sources; /* independent texts */
    size_t since;   /* of "ran_out", "no_report": reports read of the parties since the date */
    struct query_evidences evidence;
};

struct query_life {
    struct query_step *items;
    size_t count;
    size_t capacity;
};

/* A subject of Russia or a province of another country. */
struct query_region {
    struct span code; /* ISO 3166-2; may be empty */
    struct span name;
    struct span district; /* code; empty */
    struct span district_name;
    bool by_reports; /* the reports that name the entity speak of it; its name does not tell */
};

/* What came before a body or region, or after it: another one. */
struct query_succession {
    struct span name;
    struct span how; /* code: "split", "joined", "functions" */
    struct date date;
    struct span entity; /* id; empty where no report names it */
};

struct query_successions {
    struct query_succession *items;
    size_t count;
    size_t capacity;
};

/* What the reference knows of the entity (docs/registry.md); sort is empty where nothing. */
struct query_reference {
    struct span sort; /* code: "subject", "ministry", "agency", … */
    struct span sort_text;
    struct span name; /* the official one */
    struct span code; /* ISO 3166-2 */
    struct span capital;
    struct {
        struct query_former {
            struct span name;
            struct date until;
        } * items;
        size_t count;
        size_t capacity;
    } was; /* former names: the same body */
    struct date from;
    struct date until;
    struct query_successions became;
    struct query_successions came_of;
    struct {
        struct span *items;
        size_t count;
        size_t capacity;
    } texts; /* all of it in sentences */
};

/* A term that ends soon. */
struct query_term {
    struct span fact; /* id */
    const struct schema_kind *kind;
    struct span name;
    struct date until;
    size_t days;      /* from the question's day to the last one */
    struct span text; /* «Льгота или поддержка: до 1 марта 2027 г., осталось 12 дней» */
};

struct query_term_list {
    struct query_term *items;
    size_t count;
    size_t capacity;
};

struct query_card {
    struct span id;
    struct span redirected_from; /* empty where id is what was asked for */
    const struct schema_kind *kind;
    struct span name;
    struct query_values aliases;
    struct span summary;
    enum query_state state;
    double confidence;
    struct query_properties properties;
    struct {
        struct query_region *items;
        size_t count;
        size_t capacity;
    } regions;
    struct query_reference reference;
    struct query_fields fields;
    struct query_states_shown states;
    struct query_term_list terms; /* of its facts, that end within TERM_DAYS (terms.h) */
    struct query_life life;
    struct {
        struct query_list *items; /* of one kind each; rows have their role */
        size_t count;
        size_t capacity;
    } related;
    bool more; /* the totals are of the newest facts: there are others */
    struct {
        struct query_neighbour *items;
        size_t count;
        size_t capacity;
    } neighbours;
    struct {
        struct query_link *items;
        size_t count;
        size_t capacity;
    } chain;
    struct {
        struct query_statement *items;
        size_t count;
        size_t capacity;
    } statements;
    size_t statement_total;
    struct {
        struct query_appearance *items; /* the newest */
        size_t count;
        size_t capacity;
    } reports;
    size_t report_total;
    bool reports_more; /* of a past day or time: there are more than report_total */
    size_t sources;    /* independent texts among the newest reports: copies count once */
    struct {
        struct query_event *items;
        size_t count;
        size_t capacity;
    } history;
};

/* A card shows the newest CARD_ROWS facts of a kind; query_facts() gives them all. */
enum { CARD_ROWS = 20 };

bool query_card(const struct query *query, struct span id, struct query_card *card,
                struct error *error);
void query_card_write(const struct query *query, const struct query_card *card, struct json *json);

struct query_facts_request {
    struct span kind; /* of facts, by name */
    size_t offset;
    size_t limit; /* 0: LIST_PAGE */
};

/* The facts of a kind that an entity has a part in: a page of them, those that the newest reports
 * tell of first, and within the page by number; rows have their role. Statements too. Errors
 * besides those above: "query.unknown_kind" (kind). */
bool query_facts(const struct query *query, struct span id,
                 const struct query_facts_request *request, struct query_list *list,
                 struct error *error);
void query_facts_write(const struct query *query, const struct query_list *list, struct json *json);

/* ---- reports ---- */

struct query_mention {
    size_t start; /* code points */
    size_t end;
    struct range range; /* the same in bytes */
    struct span type;
    struct span text;
    struct query_value entity; /* type VALUE_NONE where there is none */
};

struct query_segment {
    struct range range; /* bytes */
    size_t start;       /* code points */
    size_t end;
    struct span text;
    const uint32_t *mentions; /* indices, the outermost first */
    size_t mention_count;
    const uint32_t *facts; /* indices */
    size_t fact_count;
};

struct query_paragraph {
    bool title;
    size_t first; /* its segments */
    size_t count;
};

struct query_report_fact {
    struct span id;
    const struct schema_kind *kind;
    struct span name;
    enum query_state state;
    double confidence;
    struct query_properties properties;
};

/* Words of a report's text. */
struct query_place {
    struct range range; /* bytes; empty: nowhere */
    size_t start;       /* code points */
    size_t end;
};

struct query_credit {
    struct span role;
    struct span name;
    struct query_place place;
};

struct query_report {
    struct span id;
    struct span title;
    struct date published;
    bool published_by_user;
    struct query_place dateline; /* the words that give the date; nowhere where none do */
    struct span publisher;
    struct span source;
    struct span url;
    struct span language;
    struct span digest;
    struct span text;
    size_t length; /* code points */
    bool example;
    struct span copy_of; /* id of the report of whose text this is a copy or version; empty */
    struct span
        withdrawn_at; /* ISO 8601; empty: it is not withdrawn, else nothing below is filled */
    struct span withdrawn_by;
    struct span withdrawn_why;
    bool erased;
    struct span summary;
    struct {
        struct query_credit *items;
        size_t count;
        size_t capacity;
    } credits;
    struct {
        struct query_paragraph *items;
        size_t count;
        size_t capacity;
    } paragraphs;
    struct {
        struct query_segment *items;
        size_t count;
        size_t capacity;
    } segments;
    struct {
        struct query_mention *items;
        size_t count;
        size_t capacity;
    } mentions;
    struct {
        struct query_report_fact *items;
        size_t count;
        size_t capacity;
    } facts;
};

bool query_report(const struct query *query, struct span id, struct query_report *report,
                  struct error *error);
void query_report_write(const struct query *query, const struct query_report *report,
                        struct json *json);

/* ---- search ---- */

/* A piece of a snippet; the words found are pieces of their own. */
struct query_part {
    struct span text;
    bool hit;
};

struct query_snippet {
    size_t start; /* code points */
    size_t end;
    struct query_part *parts;
    size_t part_count;
};

struct query_hit {
    struct span report;
    struct span title;
    struct date published;
    struct span publisher;
    struct query_snippet *snippets;
    size_t snippet_count;
};

struct query_search {
    struct span words;
    struct span summary;
    size_t total; /* reports on all pages … */
    bool more;    /* … and others, which were not counted */
    size_t offset;
    size_t limit;
    bool ranked; /* those that are about it most first, of the newest SEARCH_RANKED */
    struct query_neighbour *entities;
    size_t entity_count;
    struct query_hit *hits;
    size_t hit_count;
    struct query_facets *filters; /* where facets were asked for */
    size_t filter_count;
};

/* Filters may stand among the words (filter.h); without words the filters find reports alone. */
struct query_search_request {
    struct span words;
    const struct query_filters *filters; /* others, given beside the words; NULL: none */
    struct span sort;                    /* "date" (so without it too) or "relevance" */
    bool facets;                         /* count what the reports are filtered by */
    size_t offset;
    size_t limit; /* 0: SEARCH_PAGE */
};

bool query_search(const struct query *query, const struct query_search_request *request,
                  struct query_search *search, struct error *error);
void query_search_write(const struct query *query, const struct query_search *search,
                        struct json *json);

/* Entities whose names a user may be about to type. */
struct query_suggestions {
    struct span typed;
    struct query_neighbour *items;
    size_t count;
};

enum { SUGGESTIONS = 8, SUGGESTIONS_MOST = 20 };

/* Entities whose names have the words that were typed, the last of them as a beginning unless
 * something follows it; those of the most reports first, at most limit (0: SUGGESTIONS). */
bool query_suggest(const struct query *query, struct span typed, size_t limit,
                   struct query_suggestions *suggestions, struct error *error);
void query_suggestions_write(const struct query *query, const struct query_suggestions *suggestions,
                             struct json *json);

/* ---- overview, schema, health ---- */

struct query_count {
    const char *list;
    struct span label;
    size_t count;
    struct span text; /* «14 соглашений» */
};

/* How many of the newest subjects of agreements, projects, products and specializations (at most a
 * hundred entries of each kind) have no field of activity. */
struct query_classified {
    size_t values;
    size_t without;
    struct span text; /* in a sentence */
};

/* What was promised for a day that has passed, and of which no report has told since: agreements to
 * be signed, projects to be begun or completed. */
struct query_promises {
    struct span text;               /* a sentence, which never says that it was not done */
    struct query_filter filters[2]; /* of the list: the status, and the day */
    struct query_list list;
};

enum { OVERVIEW_PROMISES = 4, OVERVIEW_REGIONS = 10 };

struct query_overview {
    bool empty;
    bool examples;
    struct span summary;
    struct span note; /* empty where there is nothing to say */
    struct query_count *counts;
    size_t count_count;
    struct date first_published;
    struct date last_published;
    struct query_classified classified;
    struct query_list agreements;
    struct query_list ending;
    struct query_filter ending_filter;
    struct query_list reports;
    struct query_promises promises[OVERVIEW_PROMISES]; /* that have rows */
    size_t promise_count;
    struct query_term_list terms; /* but those of agreements, within TERM_DAYS (terms.h) */
    struct query_region_count regions[OVERVIEW_REGIONS]; /* of most agreements, these first */
    size_t region_count;
};

bool query_overview(const struct query *query, struct query_overview *overview,
                    struct error *error);
void query_overview_write(const struct query *query, const struct query_overview *overview,
                          struct json *json);
/* The schema with its labels in the language asked for. */
void query_schema_write(const struct query *query, struct json *json);
/* {"status": "ok", …}; program is its version. */
void query_health_write(const struct query *query, const char *version, struct json *json);

/* ---- integrity ---- */

struct query_problem {
    struct span table;
    struct span where; /* the row: "7.12" is claim 12 of report 7 */
    struct span text;  /* a sentence, in the language asked for */
};

struct query_check {
    bool sound;
    struct span summary;
    struct {
        struct query_problem *items;
        size_t count;
        size_t capacity;
    } problems;        /* the first dozens */
    struct span trail; /* what was found of the head that was asked for; empty: none was */
};

/* Whether the registry is sound: each claim has its evidence, each evidence its text, and so on
 * (see store_check()). Reads all of it. */
bool query_check(const struct query *query, struct query_check *check, struct error *error);
/* Whether the audit trail goes on from one that had this head: check->trail tells, and the registry
 * is not sound where it does not. After query_check(). */
bool query_check_head(const struct query *query, const struct digest *head,
                      struct query_check *check, struct error *error);
void query_check_write(const struct query *query, const struct query_check *check,
                       struct json *json);

/* ---- who is who across reports ---- */

struct query_identity {
    struct span report;
    struct span name; /* in that report's reading */
    struct span schema;
    struct span entity;    /* canonical id */
    struct span canonical; /* its name */
};

struct query_identities {
    struct query_identity *items;
    size_t count;
    size_t capacity;
};

/* All appearances, by report and place in it: the contract docs/appearances.md. */
bool query_appearances(const struct query *query, struct query_identities *identities,
                       struct error *error);
void query_identity_write(const struct query_identity *identity, struct json *json);

#endif
