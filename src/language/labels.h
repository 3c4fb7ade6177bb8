/* Labels of spans along a sentence: 0 is outside; 1 + 4k … 4 + 4k begin, continue, end, or are the
 * whole of a span of kind k. The best path over allowed steps alone (A. Viterbi, 1967). */
#ifndef LABELS_H
#define LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LABELS_MOST = 13, LABEL_STEPS_MOST = 64 };

struct label_step {
    uint8_t from, to;
    int32_t score;
};

struct label_chain {
    uint8_t count;
    uint8_t step_count;
    struct label_step steps[LABEL_STEPS_MOST]; /* by the label that they lead to */
};

static inline bool label_begins(uint8_t label)
{
    return label != 0 && ((label - 1) % 4 == 0 || (label - 1) % 4 == 3);
}

static inline bool label_ends(uint8_t label)
{
    return label != 0 && (label - 1) % 4 >= 2;
}

static inline uint32_t label_kind(uint8_t label)
{
    return (label - 1u) / 4u;
}

/* Whether one label may follow another; 0 stands before and behind a sentence too. */
bool label_follows(uint8_t before, uint8_t label);
/* A chain of kinds kinds of span (at most 3); scores[1 + 4 kinds][1 + 4 kinds] of each step. */
void label_chain_init(struct label_chain *chain, size_t kinds, const int32_t *scores);
/* Writes the best labels of count tokens, whose scores stand in rows of stride, into labels; back
 * has room for count × LABELS_MOST bytes. */
void label_chain_decode(const struct label_chain *chain, const int32_t *scores, size_t stride,
                        size_t count, uint8_t *labels, uint8_t *back);

#endif
