/* The tagger's network in floats, for training (its inference in whole numbers: language/tagger.h).
 *
 * What a form is: the sum of the rows of its features, its projected word vector and the rows of
 * its place. Three convolutions over three tokens each, with ReLU. A head of scores for a token:
 *
 *   0                names      a chain of 13 labels of persons, places, organizations
 *   OUTPUT_TEACHER   teacher    7 tags of another tagger, whose beliefs are learnt; training alone
 *   OUTPUT_TYPES     types      a chain of 5 labels for each layer of types
 *
 * Values of row t of a layer stand at [t * width]; weights are [input][output], of convolutions
 * [token][input][output]. */
#ifndef NETWORK_H
#define NETWORK_H

#include "batch.h"
#include "chain.h"
#include "lesson.h"
#include "optimizer.h"
#include "vocabulary.h"

enum {
    NETWORK_LAYERS = 3,
    OUTPUT_TEACHER = 16,
    OUTPUT_TYPES = 32,
};

struct network {
    const struct corpus *corpus;
    const struct vocabulary *vocabulary;
    size_t widths[NETWORK_LAYERS + 1]; /* of what a form is, and of the layers */
    size_t output_width;
    size_t layer_count; /* of types */
    struct parameter rows, contexts, projection;
    struct parameter weights[NETWORK_LAYERS], biases[NETWORK_LAYERS];
    struct parameter head, head_biases;
    struct parameter name_steps, type_steps; /* scores of one label after another */
    struct chain names, types;
};

/* Shares of what is left out by chance, so that the network relies on nothing alone. */
struct dropout {
    float rows;   /* features of endings, cases and the like */
    float words;  /* features that know a form or lemma as a whole */
    float vector; /* the whole vector of a form */
    float hidden; /* values of the layers */
};

/* Values and gradients of one batch. */
struct workspace {
    float *vectors;                    /* [rows][vector size] */
    float *values[NETWORK_LAYERS + 1]; /* [rows][width] */
    float *slopes[NETWORK_LAYERS + 1];
    float *outputs, *output_slopes; /* [rows][output_width] */
    uint8_t *masks[NETWORK_LAYERS]; /* [rows][width] which values were let through */
    bool *real;                     /* [rows] whether it is a token */
    uint32_t *forms;                /* [rows] */
    uint8_t *contexts;              /* [rows] */
    uint32_t *used_rows;            /* features of all rows that were not left out */
    size_t *used_at;                /* [rows + 1] where those of a row begin */
    float *turned;                  /* a matrix transposed */
    float *chain_room;
    uint8_t *path, *back;
};

/* A network of those widths with weights by chance. What it is given must outlive it. Call within
 * arena_run(). */
void network_init(struct network *network, struct arena *arena, struct generator *generator,
                  const struct corpus *corpus, const struct vocabulary *vocabulary,
                  const size_t widths[NETWORK_LAYERS + 1], size_t layer_count);
void workspace_init(struct workspace *workspace, struct arena *arena,
                    const struct network *network);

/* Fills workspace->outputs for a batch; dropout may be NULL. */
void network_forward(const struct network *network, struct workspace *workspace,
                     const struct batch *batch, const struct dropout *dropout,
                     struct generator *generator);
/* Runs a batch with dropout, adds the gradients of its loss to the parameters', and returns the
 * loss. */
double network_learn(struct network *network, struct workspace *workspace,
                     const struct batch *batch, const struct lessons *lessons,
                     const struct dropout *dropout, float teacher_weight,
                     struct generator *generator);
/* Steps against the gradients × scale. */
void network_step(struct network *network, float rate, float scale);
/* Takes the weights into their average; makes the average the weights. */
void network_average(struct network *network);
void network_settle(struct network *network);
/* The rows of network->contexts that a row of a batch takes: its bits', the one that is always
 * there, that of forms without a vector. Writes them (room for CONTEXTS); returns their number. */
size_t network_places(const struct network *network, const struct workspace *workspace, size_t row,
                      size_t *places);
/* What forms are, without their place: [corpus->forms.count][widths[0]]. */
void network_forms(const struct network *network, float *out);

#endif
