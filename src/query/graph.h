/* Inside src/query/ alone: pairs of entities that stand in facts together, gathered from what the
 * newest reports tell.
 *
 * What it takes depends on the reports and pairs that are looked at, and not on the registry;
 * PAIRS_MOST bounds the pairs. */
#ifndef GRAPH_H
#define GRAPH_H

#include "ties.h"

struct graph_pair {
    uint32_t first; /* nodes; first < second */
    uint32_t second;
    float weight;
};

enum { PAIRS_MOST = 4 * 1024 * 1024 };

struct graph {
    int64_t *numbers; /* of nodes: the canonical entities */
    size_t count;
    size_t capacity;
    struct graph_pair *pairs; /* ordered, each once */
    size_t pair_count;
    size_t pair_room;
    bool joined; /* for the last time: too little came free of it */
    bool cut;    /* the newest facts found no room */
    bool older;  /* there are reports that were not looked at */
    struct node_slot *slots;
    size_t slot_count;
    struct arena *arena;
};

/* How the entities of a fact become pairs. */
struct graph_wanted {
    struct ties_wanted ties;
    size_t reports;       /* the newest of them are looked at */
    const char *property; /* members under the property alone; NULL: all */
    bool places;          /* places too */
    bool shared;          /* weight 1 / (n - 1) of n members; else 1 */
    size_t pairs_most;    /* that are kept; 0: PAIRS_MOST */
};

/* Gathers the pairs of the facts that are wanted; in query->arena. Errors: those of the store,
 * "query.too_large" where memory is too small. */
bool graph_gather(const struct query *query, const struct graph_wanted *wanted, struct graph *graph,
                  struct error *error);

#endif
