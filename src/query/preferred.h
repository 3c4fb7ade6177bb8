/* Lists of preferred products: what a region's or a city's services are advised to use, as the
 * faces ask for it and show it (docs/preferred.md). See query.h on answers and errors.
 *
 * A list, an item of one and a use of an item are facts that users state. How an item stands on a
 * day follows from the days of what was stated of it; nothing is overwritten. Errors besides those
 * of query.h: "query.not_preferred" (id): it is no list; "query.bad_standing" (value). */
#ifndef PREFERRED_H
#define PREFERRED_H

#include "match.h"
#include "query.h"

enum preferred_standing {
    PREFERRED_PROPOSED,
    PREFERRED_UNDER_REVIEW, /* an expert review has it, and nobody decided */
    PREFERRED_ENTERED,
    PREFERRED_EXPIRED, /* it was entered, and its term has ended */
    PREFERRED_REFUSED,
    PREFERRED_LEFT,
    PREFERRED_STANDINGS
};
/* Its code: "proposed", "under_review", … */
const char *preferred_standing_code(enum preferred_standing standing);

/* What became of an item, in the order of days. Decisions are entries alone. */
struct query_preferred_step {
    struct span code; /* "proposed", "entered", "refused", "left", "extended" */
    struct span text; /* «включена» */
    struct date day;
    struct date until; /* the term that it gave; unset: none */
    struct span reason;
    struct span report; /* id of what tells it: of an entry, or of a report */
    struct span by;     /* who stated it; empty where a report tells it */
    int64_t number;     /* of the report */
    bool ahead;         /* its day is after the question's */
};

struct query_preferred_use {
    struct span fact; /* id */
    struct query_value user;
    struct span how;
    struct date since;
    struct date until;
    bool over; /* it has ended by the question's day */
    struct query_evidences evidence;
};

/* One deployment, by all facts that tell of it. */
struct query_deployment {
    struct query_values facts; /* as values; the newest first */
    struct query_value what;
    struct query_value place;     /* these VALUE_NONE where nobody tells */
    struct query_value developer; /* whoever made or deployed it */
    int64_t count;                /* objects; 0: nobody tells */
    struct date period;
    struct query_evidences evidence; /* the sentences */
    int64_t place_number;            /* inside src/query/ alone */
};

struct query_preferred_review {
    size_t number;
    struct span title;
    struct span state; /* code, and in words */
    struct span state_label;
};

struct query_preferred_item {
    struct span id;
    struct span name;
    struct query_value list;
    struct query_value what;
    struct query_value maker; /* these VALUE_NONE where nobody tells */
    struct query_value proposed_by;
    struct span purpose;
    struct span code; /* of ОКПД2 */
    enum preferred_standing standing;
    struct span standing_text;
    struct span text; /* what else is to be said of it: why, since and until when */
    struct date proposed;
    struct date decided; /* of the decision that holds; unset: none does */
    struct span reason;
    struct date until;
    bool ends_soon; /* within TERM_DAYS */
    struct {
        struct query_preferred_step *items;
        size_t count;
        size_t capacity;
    } steps;
    struct {
        struct query_preferred_use *items; /* those that go on first */
        size_t count;
        size_t capacity;
    } uses;
    struct {
        struct query_deployment *items; /* the newest first */
        size_t count;
        size_t capacity;
    } deployments;
    int64_t deployed; /* objects of all deployments */
    size_t doubtful;  /* facts of deployments that count in nothing */
    struct {
        struct query_preferred_review *items;
        size_t count;
        size_t capacity;
    } reviews;          /* where who asks may see them */
    struct match match; /* of a search by need: its score and reasons */
};

struct query_preferred_items {
    struct query_preferred_item *items;
    size_t count;
    size_t capacity;
};

struct query_preferred_list {
    struct span id;
    struct span title;
    struct query_value owner;
    struct query_value under; /* the agreement; VALUE_NONE */
    struct query_values criteria;
    struct date since;
    struct date until;
    bool over;        /* its own term has ended */
    struct span text; /* of its term: «действует до …»; may be empty */
    struct span summary;
    size_t counts[PREFERRED_STANDINGS]; /* of all its items */
    size_t total;
    int64_t deployed;                   /* objects, of the items that are shown */
    struct date day;                    /* the question's */
    struct query_evidences evidence;    /* who stated it */
    struct query_preferred_items items; /* those asked for; of a list of lists none */
    bool more;                          /* there are items that were not looked at */
};

struct query_preferred_request {
    struct span standing; /* a code; empty: any */
    struct span maker;    /* id */
    struct span user;     /* id of who uses it */
    struct span need;     /* words or a code of ОКПД2: what answers it, the best first */
    struct span owner;    /* of a search: id of whose lists are looked at; empty: all */
    struct span under;    /* likewise: id of the agreement */
    bool reviews;         /* who asks may see reviews */
};

struct query_preferred_lists {
    struct date day;
    struct span summary;
    struct query_preferred_list *items; /* by title */
    size_t count;
    size_t capacity;
    bool more;
};

/* How an item stands, without what is counted of it; one that nobody knew of on the question's day
 * is proposed. */
bool query_preferred_stands(const struct query *query, struct span id,
                            struct query_preferred_item *item, struct error *error);

/* All lists, without their items. owner: id of whose lists are wanted; empty: all. under: id of the
 * agreement of which they are; empty: any. */
bool query_preferred_lists(const struct query *query, struct span owner, struct span under,
                           struct query_preferred_lists *lists, struct error *error);
void query_preferred_lists_write(const struct query *query,
                                 const struct query_preferred_lists *lists, struct json *json);

/* A list with those of its items that are asked for: by the day of what was last decided, those
 * that stand on it first; of a need the best first. Needs query.products for a need. */
bool query_preferred_list(const struct query *query, struct span id,
                          const struct query_preferred_request *request,
                          struct query_preferred_list *list, struct error *error);
void query_preferred_list_write(const struct query *query, const struct query_preferred_list *list,
                                struct json *json);

/* What of all lists answers a need: those that stand on one first, then by score. Needs
 * query.products. */
struct query_preferred_found {
    struct span need;
    struct span summary;
    struct date day;
    struct query_preferred_items items;
    bool more;
};
bool query_preferred_search(const struct query *query,
                            const struct query_preferred_request *request,
                            struct query_preferred_found *found, struct error *error);
void query_preferred_found_write(const struct query *query,
                                 const struct query_preferred_found *found, struct json *json);

/* One item, wherever it stands. "query.not_preferred" (id) where it is none. */
bool query_preferred_item(const struct query *query, struct span id, bool reviews,
                          struct query_preferred_item *item, struct error *error);

#endif
