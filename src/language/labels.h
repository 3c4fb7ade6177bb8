/* Labels of spans along a sentence: 0 is outside; 1 + 4k … 4 + 4k begin, continue, end, or are the
 * whole of a span of kind k. The best path over allowed steps alone (A. Viterbi, 1967). */
#ifndef LABELS_H
#define LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LABELS_MOST = 13, LABEL_KINDS_MOST = 3, LABEL_GATES = 8 };

/* The scores of the allowed steps. Between spans: from gate i (outside, then the end and the whole
 * of each kind) to gate j (outside, then the beginning and the whole of each kind). Within a span
 * of a kind: from its beginning and its middle to its middle and its end. */
struct label_chain {
    uint8_t count;
    uint8_t kinds;
    uint8_t from[LABEL_GATES]; /* the labels that lead through the gates, and to which */
    uint8_t to[LABEL_GATES];
    int32_t between[LABEL_GATES][LABEL_GATES];
    int32_t within[LABEL_KINDS_MOST][2][2];
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
