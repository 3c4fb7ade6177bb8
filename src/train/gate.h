/* The gate: a logistic regression over what forms are, that says which of them may stand in a name
 * at all, and, with a higher threshold, which of them names are recognized by (anchors). Behind it
 * the layers of the network run, near anchors alone; so it must be wide, and a miss costs more than
 * what it lets through in vain. */
#ifndef GATE_H
#define GATE_H

#include "network.h"

struct gate {
    float *weights; /* [widths[0]] */
    float bias;
    float anchor_bias; /* of the forms that names are recognized by */
};

struct gate_figures {
    double named; /* share of tokens in names */
    double open;  /* share that the gate lets through */
};

/* Learns a gate for a network from its own names, found with some lenience, and those annotated.
 * Weights live in arena; scratch is used. Call within arena_run() of both. */
struct gate_figures gate_learn(struct gate *gate, struct arena *arena, struct arena *scratch,
                               const struct network *network, struct workspace *workspace,
                               const struct lessons *lessons);

#endif
