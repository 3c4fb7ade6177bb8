/* Inside src/query/ alone: communities of a weighted graph, by the method of V. A. Traag, L.
 * Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
 * Scientific Reports 9:5233 (2019).
 *
 * It maximizes modularity with a resolution g: the sum over communities of
 *     within / 2m - g (strength / 2m)^2
 * where within is twice the weight of the ties inside, strength the sum of the weights at its nodes
 * and m the weight of all ties. Rounds of three steps: nodes move to the community that gains most
 * (a queue of those whose surroundings changed); each community is refined into parts that are well
 * connected; the parts become the nodes of the next round's graph. So no community falls apart into
 * pieces without a tie between them. What is drawn by lot depends on the seed alone. */
#ifndef LEIDEN_H
#define LEIDEN_H

#include <stdint.h>

#include "arena.h"

/* Ties both ways round, without those of a node with itself: those of node i are
 * [start[i], start[i + 1]). */
struct weighted_graph {
    size_t count;
    const size_t *start; /* count + 1 */
    const uint32_t *others;
    const float *weights; /* above 0 */
};

/* Fills community (graph->count items) with numbers from 0, gives how many there are, and returns
 * the modularity. Working memory is in arena: about 40 bytes a tie and 100 a node. */
double leiden_communities(const struct weighted_graph *graph, double resolution, uint64_t seed,
                          struct arena *arena, uint32_t *community, size_t *community_count);

#endif
