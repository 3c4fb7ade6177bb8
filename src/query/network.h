/* The network of a registry: who stands beside whom, and by which facts.
 *
 * Two things stand beside each other where a report tells of a fact that names both: parties and
 * signatories of an agreement, a person and the body of his office, a member and its cluster. Each
 * question is over facts of chosen kinds and of a time: a telling is of the days from the beginning
 * that it gives (signed, since, start; else the report's own day) to its end (until; else the
 * report's own day), and counts where these touch the days asked for. Reports whose texts are
 * copies count once: "independent reports".
 *
 * Errors besides those of query.h: "query.unknown_kind" (kind). */
#ifndef NETWORK_H
#define NETWORK_H

#include "query.h"

/* Which claims count; all zero: all of them. */
struct query_scope {
    const struct span *kinds; /* names of kinds of facts: "agreement", … */
    size_t kind_count;
    struct date since; /* the days asked for; a side may be unset */
    struct date until;
    struct span
        confidence;     /* of facts, as lists take it; empty: those of little count in nothing */
    struct span state;  /* only facts that are so: "read", "stated", "confirmed"; empty: any */
    struct span source; /* only what reports of this source tell, its newest SCOPE_REPORTS; in any
                           case; empty: any */
};
enum { SCOPE_REPORTS = 5000 };

struct query_filters;
/* Puts filters (filter.h) into a scope: kind, date, confidence, state and source. False with an
 * error where a value is none, or days are given twice. */
bool query_scope_take(const struct query *query, const struct query_filters *filters,
                      struct query_scope *scope, struct error *error);

/* As what one stands in facts of a kind. */
struct query_role {
    const struct schema_kind *kind;
    const struct schema_property *property;
    size_t facts;
};

/* What joins two things. */
struct query_tie {
    struct query_value entity; /* the other one */
    size_t reports;            /* independent ones that tell of both in one fact */
    size_t facts;
    struct query_role *roles; /* of the other one, most facts first */
    size_t role_count;
    struct date first; /* days of the tellings; unset: not known */
    struct date last;
    struct query_evidences evidence; /* the words that name the other one: of the newest reports */
};

/* ---- neighbours ---- */

enum {
    NEIGHBOURS_PAGE = 20,
    NEIGHBOURS_PAGE_MOST = 200,
    TELLINGS_MOST = 1000 /* of one entity that are looked at, the newest */
};

struct query_neighbours {
    struct query_value entity; /* whose they are; its id is the canonical one */
    size_t total;
    size_t offset;
    size_t limit;
    bool cut; /* it has more tellings than are looked at */
    struct span summary;
    struct query_tie *ties; /* most independent reports first, then most facts, then the latest */
    size_t count;
};

/* Who stands beside an entity, or, of a fact, who is named in it. Works as of a day and a time of
 * knowledge; offices and memberships that are over on that day are left out. limit 0:
 * NEIGHBOURS_PAGE. */
bool query_neighbours(const struct query *query, struct span id, const struct query_scope *scope,
                      size_t offset, size_t limit, struct query_neighbours *neighbours,
                      struct error *error);
void query_neighbours_write(const struct query *query, const struct query_neighbours *neighbours,
                            struct json *json);

/* ---- paths ---- */

enum {
    PATHS_PAGE = 3,
    PATHS_MOST = 10,
    PATH_DEPTH = 4,
    PATH_DEPTH_MOST = 6,
    HUB_TELLINGS = 200,   /* what more tellings name is a hub */
    PATH_ENTITIES = 1500, /* that are looked at for one question */
    HUBS_TOLD = 10
};

struct query_path_step {
    struct query_value from;
    struct query_value fact; /* of those that join the two, the one told last */
    struct query_tie to;     /* without roles but that in the fact */
};

struct query_path {
    struct query_path_step *steps;
    size_t count;
    size_t reports; /* of its weakest step */
};

struct query_paths {
    struct query_value from;
    struct query_value to;
    size_t depth;
    bool cut; /* PATH_ENTITIES were looked at: there may be more, or shorter ones */
    struct span summary;
    struct query_path *paths; /* the shortest first */
    size_t count;
    struct query_value *hubs; /* that were not passed through, at most HUBS_TOLD */
    size_t hub_count;
};

struct query_paths_request {
    struct span from; /* ids */
    struct span to;
    struct query_scope scope;
    size_t depth; /* most steps; 0: PATH_DEPTH */
    size_t limit; /* most paths; 0: PATHS_PAGE */
    bool hubs;    /* pass through hubs and places too */
};

/* The shortest path between two entities, and others. Of equally short ones that whose weakest step
 * is told by most reports; each further path shares nothing with those before but its ends. A path
 * passes through no place (country, region, locality) and no hub, else «Россия» would join
 * everything; its ends may be such. It may pass through an agreement that a project is under or
 * another continues. */
bool query_paths(const struct query *query, const struct query_paths_request *request,
                 struct query_paths *paths, struct error *error);
void query_paths_write(const struct query *query, const struct query_paths *paths,
                       struct json *json);

/* ---- who shares agreements ---- */

enum {
    PARTNERS_PAGE = 20,
    PARTNERS_PAGE_MOST = 200,
    PARTNER_FACTS = 5,
    PARTNER_REPORTS = 10000 /* the newest, that are looked at for all pairs */
};

struct query_pair {
    struct query_value first;
    struct query_value second;
    size_t agreements;
    struct query_values facts; /* the newest of them, at most PARTNER_FACTS */
};

struct query_partners {
    size_t total; /* pairs */
    size_t offset;
    size_t limit;
    bool cut; /* there was more than is counted */
    struct span summary;
    struct query_pair *pairs; /* most agreements in common first */
    size_t count;
};

/* Pairs of parties by the number of agreements that they share. id: of one of the pair; empty:
 * all pairs, of today, of which the newest PARTNER_REPORTS reports tell. Of the scope the days
 * alone count. limit 0: PARTNERS_PAGE. */
bool query_partners(const struct query *query, struct span id, const struct query_scope *scope,
                    size_t offset, size_t limit, struct query_partners *partners,
                    struct error *error);
void query_partners_write(const struct query *query, const struct query_partners *partners,
                          struct json *json);

/* ---- communities ---- */

enum {
    COMMUNITIES_PAGE = 10,
    COMMUNITIES_PAGE_MOST = 100,
    COMMUNITY_MEMBERS = 10,
    COMMUNITY_REPORTS = 5000, /* the newest, that are looked at */
    COMMUNITY_LEAST = 3       /* smaller ones are counted, not shown */
};

struct query_member {
    struct query_value entity;
    double weight; /* of its ties within the community */
};

struct query_community {
    size_t number; /* from 1, the largest first */
    size_t size;
    double weight;                /* of the ties within it */
    struct query_member *members; /* the first of them by weight, at most COMMUNITY_MEMBERS */
    size_t count;
};

struct query_communities {
    size_t total; /* of at least COMMUNITY_LEAST entities */
    size_t entities;
    size_t ties;
    bool cut; /* not all was looked at: there are older reports, or too many ties */
    double modularity;
    size_t offset;
    size_t limit;
    struct span summary;
    struct query_community *communities;
    size_t count;
};

struct query_communities_request {
    struct query_scope scope;
    bool places;       /* places take part too */
    double resolution; /* above 0, of modularity: the greater the smaller they get; 0: 1 */
    uint64_t seed;
    size_t offset;
    size_t limit; /* 0: COMMUNITIES_PAGE */
};

/* Groups of entities that stand beside each other more than beside others, by what the newest
 * COMMUNITY_REPORTS reports of today tell, by Leiden's method (leiden.h). A fact of n entities
 * makes ties of weight 1 / (n - 1) between each two of them, so that what each entity adds is the
 * number of its facts; of more than FACT_MEMBERS the others are left out. The same registry and
 * seed give the same communities. */
enum { FACT_MEMBERS = 24 };
bool query_communities(const struct query *query, const struct query_communities_request *request,
                       struct query_communities *communities, struct error *error);
void query_communities_write(const struct query *query, const struct query_communities *communities,
                             struct json *json);

#endif
