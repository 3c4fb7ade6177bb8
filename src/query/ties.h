/* Inside src/query/ alone: what joins an entity to others, for all questions of network.h. */
#ifndef TIES_H
#define TIES_H

#include "lookup.h"
#include "network.h"

/* Which tellings a question looks at. */
struct ties_wanted {
    struct tellings_wanted tellings;
    struct date since;
    struct date until;
    const bool *judged;  /* by numbers of kinds: whose facts are to be asked for their standing */
    int confidence_from; /* thousandths; facts of other confidence count in nothing */
    int confidence_to;
    bool in_state;
    enum query_state state;
    const char *property; /* both stand under the property; NULL: under any */
    bool facts;           /* facts stand beside others too: agreements, as nodes of a path */
    bool older;           /* the source has older reports, which are not looked at */
};

/* Where a telling names the other one. */
struct tie_proof {
    int64_t fact;
    int64_t report;
    uint32_t source; /* of the fact, in the report */
    uint32_t claim;
};

enum { TIE_PROOFS = 2 };

struct tie_role {
    const struct schema_kind *kind;
    const struct schema_property *property;
    size_t facts;
};

struct tie {
    int64_t number; /* of the other one */
    const struct schema_kind *kind;
    size_t reports; /* independent */
    size_t facts;
    struct {
        struct tie_role *items;
        size_t count;
        size_t capacity;
    } roles;
    struct date first;
    struct date last;
    struct tie_proof proofs[TIE_PROOFS]; /* of the newest reports, of one origin each */
    int64_t origins[TIE_PROOFS];
    size_t proof_count;
};

struct ties {
    struct tie *items;
    size_t count;
    size_t capacity;
    bool cut; /* there are more than the limit: its newest count */
};

/* Reads a scope; false with an error where a kind is unknown. */
bool ties_want(const struct query *query, const struct query_scope *scope,
               struct ties_wanted *wanted, struct error *error);
/* Leaves out what is told of facts whose confidence or state is not wanted; arena holds what is
 * made on the way. False with an error of the store. */
bool tellings_judge(const struct query *query, const struct ties_wanted *wanted,
                    struct arena *arena, struct stored_tellings *tellings, struct error *error);
/* The days of a telling: from the beginning that it gives, else the report's own day (unset where
 * neither is known), to the report's own day or the end that it gives, whichever is later. */
void telling_days(const struct stored_telling *telling, struct date *first, struct date *last);
/* Whether the question or its scope asks for days. */
bool ties_ask_for_days(const struct query *query, const struct ties_wanted *wanted);
/* The tellings of so many newest reports, of those that may tell of the days asked for. */
struct tellings_wanted newest_wanted(const struct query *query, const struct ties_wanted *wanted,
                                     size_t reports);
/* Whether the telling is of the days and reports asked for, and of the question's day. */
bool telling_is_wanted(const struct query *query, const struct ties_wanted *wanted,
                       const struct stored_telling *telling);
/* What joins the entity to others, in no order; in lookup->arena. */
void ties_find(struct lookup *lookup, const struct ties_wanted *wanted, int64_t number,
               struct ties *ties);
/* Orders ties: most independent reports first, then most facts, then the latest. */
void ties_sort(struct ties *ties);
/* A tie ready to be shown, with its evidence. */
void tie_show(struct lookup *lookup, const struct tie *tie, struct query_tie *shown);
/* The newest agreements that two are parties of, at most PARTNER_FACTS; what lost a party since is
 * left out. */
void agreements_between(struct lookup *lookup, int64_t first, int64_t second,
                        struct query_values *facts);
/* The entity of a number as a value: one that is gone is shown by its id. */
struct query_value entity_value_show(struct lookup *lookup, int64_t number);
/* Where a comment hangs: on a card, or where report is given on the page of a report. */
struct comment_place {
    struct span entity; /* id; empty */
    struct span report; /* likewise */
    struct span name;
};

struct comment_place comment_place_show(struct lookup *lookup, int64_t entity, int64_t report);
/* The entity of an id that is asked for; false with an error where there is none. */
bool entity_asked(struct lookup *lookup, struct span id, struct stored_entity *entity);
/* A summary with what is said behind it where the answer was cut: a text of the catalogue, which
 * may hold a count. */
struct span summary_cut(const struct query *query, struct span summary, const char *key,
                        size_t count);
/* The members of a tie, within an object that is open. */
void tie_write_members(const struct query *query, const struct query_tie *tie, struct json *json);

#endif
