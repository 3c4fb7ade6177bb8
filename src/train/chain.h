/* A linear chain over labels (a conditional random field), for training: the loss of a gold path
 * and its gradient. Lafferty, McCallum, Pereira, "Conditional random fields", 2001. Probabilities
 * are kept scaled instead of in logarithms, so that only the emissions need an exp(). */
#ifndef CHAIN_H
#define CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHAIN_LABELS = 32 };

struct chain {
    size_t labels;
    bool allowed[CHAIN_LABELS][CHAIN_LABELS]; /* from, to */
    bool starts[CHAIN_LABELS];
    bool ends[CHAIN_LABELS];
};

/* The chain of `types` kinds of span: label 0 is outside; 1 + 4t … 4 + 4t begin, inside, last, unit
 * of type t. */
void chain_of_spans(struct chain *chain, size_t types);
/* Adds weight × (marginal − gold) to gradient (same shape as emissions, rows `stride` apart) and
 * the gradient of the transitions [labels][labels] to transition_gradient; returns the loss of the
 * gold path × weight. scratch has room for 3 × length × CHAIN_LABELS floats. */
double chain_loss(const struct chain *chain, const float *transitions, const float *emissions,
                  size_t stride, size_t length, const uint8_t *gold, float weight, float *gradient,
                  float *transition_gradient, float *scratch);
/* The best path. back has room for length × CHAIN_LABELS bytes. Returns its score. */
double chain_decode(const struct chain *chain, const float *transitions, const float *emissions,
                    size_t stride, size_t length, uint8_t *path, uint8_t *back);

#endif
