/* Inside src/query/ alone: the ties of many entities at once, for the picture of the network.
 *
 * A strand is what the reports of one origin tell of two nodes; the strands of two nodes become one
 * edge. Nodes are things and, where the question wants it, agreements and projects: the members of
 * such a fact are tied to it instead of to each other. What it takes depends on the reports that
 * are looked at, and STRANDS_MOST bounds the strands. */
#ifndef STRANDS_H
#define STRANDS_H

#include "ties.h"

enum {
    STRANDS_MOST = 4 * 1024 * 1024,
    STRAND_KINDS = 64,     /* kinds of facts that are told apart */
    AROUND_ENTITIES = 500, /* whose tellings are looked at for one question … */
    AROUND_TELLINGS = 24   /* … of those the farthest away so many, the newest */
};

/* Days are numbers that compare as the dates do; 0: not known. */
int32_t strand_day(struct date date);
struct date strand_date(int32_t day);

struct strand {
    uint32_t first; /* nodes; first < second */
    uint32_t second;
    uint32_t sources; /* number of the origin; of an edge: how many independent reports */
    uint32_t facts;
    uint64_t kinds; /* bits: the facts' kinds, by strand_kind() */
    int32_t begin;  /* first and last day */
    int32_t end;
};

struct strand_node {
    int64_t number; /* of the canonical entity */
    const struct schema_kind *kind;
    uint32_t level; /* around an entity: steps from it */
};

struct strands {
    struct arena *arena;
    struct {
        struct strand_node *items;
        size_t count;
        size_t capacity;
    } nodes;
    struct strand *items; /* edges: ordered by their nodes, each pair once */
    size_t count;
    size_t room;
    size_t reserved; /* strands for which there is memory */
    size_t most;     /* to which the room may grow */
    bool joined;     /* for the last time: too little came free of it */
    bool cut;        /* some facts or entities found no room */
    bool older;      /* there are reports that were not looked at */
    uint32_t *slots;
    size_t slot_count;
};

struct strands_wanted {
    struct ties_wanted ties;
    const bool *kinds; /* by numbers of kinds: which are nodes */
    bool facts;        /* agreements and projects are nodes too */
    size_t reports;    /* without a focus: the newest of them are looked at … */
    int64_t naming;    /* … of those that name this entity; 0: of all */
    int64_t focus;     /* the entity around which they are wanted; 0: none */
    unsigned steps;    /* from it */
    size_t most;       /* strands that are kept; 0: STRANDS_MOST */
};

/* Facts of the kind are nodes where facts are wanted as such. */
bool kind_is_node(const struct schema_kind *kind);
/* The bit of a kind of fact in struct strand; 0 for those beyond STRAND_KINDS. */
uint64_t strand_kind(const struct query *query, const struct schema_kind *kind);
/* Gathers the edges of the facts that are wanted, or, with a focus, those between the entities at
 * most so many steps from it; the focus is then node 0. A place or hub (of more than HUB_TELLINGS)
 * is reached, not passed through. In query->arena. False with an error: those of the store,
 * "query.too_large" where memory is too small. */
bool strands_gather(struct lookup *lookup, const struct strands_wanted *wanted,
                    const struct schema_kind *focus_kind, struct strands *strands);

#endif
