/* Whom an organization could work with: those who do what is sought, of a region where that is
 * asked, and those who are two steps away in the network; each with the facts that speak for it and
 * the way there. Whom it stands beside already is left out. */
#ifndef PROSPECTS_H
#define PROSPECTS_H

#include "network.h"

enum {
    PROSPECTS_PAGE = 10,
    PROSPECTS_PAGE_MOST = 50,
    PROSPECT_ROWS = 300, /* of a list of facts that are looked at for what is sought */
    PROSPECT_BETWEEN =
        25, /* of those whom it stands beside, the best tied, whose own are looked at */
    PROSPECT_REASONS = 5, /* that are told of one */
    PROSPECT_PATH_DEPTH = 3
};

/* A fact that speaks for one: what it does. */
struct query_prospect_reason {
    struct query_value fact;
    struct span property; /* as what it stands in it */
    struct span property_label;
    struct span words; /* what the fact is about: goods, areas of cooperation, what is done */
};

struct query_prospect {
    struct query_value entity;
    struct span regions; /* names with commas between; empty: not known */
    struct {
        struct query_prospect_reason *items;
        size_t count;
        size_t capacity;
    } reasons;
    size_t facts;   /* that speak for it, told or not */
    size_t between; /* of those whom the organization stands beside, how many stand beside it */
    struct query_paths paths; /* the shortest; count is 0 where there is none */
};

struct query_prospects {
    struct query_value entity; /* for whom */
    struct span summary;
    size_t total;
    size_t offset;
    size_t limit;
    bool cut; /* not all facts, or not all of those between, were looked at */
    struct query_prospect *items;
    size_t count;
    size_t capacity;
};

struct query_prospects_request {
    struct span entity;   /* id */
    struct span field;    /* of activity: a code or name; empty: any */
    struct span product;  /* words of what is made, supplied or done; empty: any */
    struct span region;   /* name or ISO 3166-2 code; empty: any */
    struct span district; /* federal district; empty: any */
    size_t offset;
    size_t limit; /* 0: PROSPECTS_PAGE */
};

/* Those of most facts first, then those of most between. Errors: "query.unknown_id" (id),
 * "query.unknown_region", "query.unknown_district", "query.unknown_field", those of lists. */
bool query_prospects(const struct query *query, const struct query_prospects_request *request,
                     struct query_prospects *prospects, struct error *error);
void query_prospects_write(const struct query *query, const struct query_prospects *prospects,
                           struct json *json);

#endif
