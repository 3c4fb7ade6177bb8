#include "labels.h"

#include <string.h>

/* Less than any path that can be the best: steps and scores are cut to LIMIT, and what leads is
 * brought back to 0 at each token. */
enum { NEVER = -(1 << 29), LIMIT = 1 << 24 };

static inline bool follows(uint8_t before, uint8_t label)
{
    bool free = before == 0 || label_ends(before);
    if (free)
        return label == 0 || label_begins(label);
    return label != 0 && !label_begins(label) && label_kind(before) == label_kind(label);
}

bool label_follows(uint8_t before, uint8_t label)
{
    return follows(before, label);
}

/* The labels from which and to which gate i leads. */
static uint8_t gate_from(size_t i)
{
    return (uint8_t)(i == 0 ? 0 : 3 + 4 * ((i - 1) / 2) + (i - 1) % 2);
}

static uint8_t gate_to(size_t i)
{
    return (uint8_t)(i == 0 ? 0 : 1 + 4 * ((i - 1) / 2) + (i % 2 ? 0 : 3));
}

static int32_t cut_score(int32_t score)
{
    return score > LIMIT ? LIMIT : score < -LIMIT ? -LIMIT : score;
}

void label_chain_init(struct label_chain *chain, size_t kinds, const int32_t *scores)
{
    size_t count = 1 + 4 * kinds, gates = 1 + 2 * kinds;
    *chain = (struct label_chain){.count = (uint8_t)count, .kinds = (uint8_t)kinds};
    for (size_t i = 0; i < gates; i++) {
        chain->from[i] = gate_from(i);
        chain->to[i] = gate_to(i);
    }
    for (size_t i = 0; i < LABEL_GATES; i++)
        for (size_t j = 0; j < LABEL_GATES; j++)
            chain->between[i][j] = i < gates && j < gates
                                       ? cut_score(scores[gate_from(i) * count + gate_to(j)])
                                       : NEVER;
    for (size_t kind = 0; kind < kinds; kind++)
        for (size_t i = 0; i < 2; i++)
            for (size_t j = 0; j < 2; j++)
                chain->within[kind][i][j] =
                    cut_score(scores[(1 + 4 * kind + i) * count + 2 + 4 * kind + j]);
}

/* The kinds of a chain are told to what follows, so that its loops are unrolled for three. */
#define INLINE __attribute__((always_inline)) static inline

INLINE void path_begin(size_t kinds, const int32_t *scores, int32_t *now)
{
    for (uint8_t label = 0; label < 1 + 4 * kinds; label++)
        now[label] = follows(0, label) ? cut_score(scores[label]) : NEVER;
}

/* Half a row of gates: one operation of any processor. */
enum { HALF = LABEL_GATES / 2 };
typedef int32_t half_row __attribute__((vector_size(HALF * sizeof(int32_t))));

INLINE void gates_pass(const struct label_chain *chain, size_t kinds, const int32_t *before,
                       int32_t best[LABEL_GATES], int32_t from[LABEL_GATES])
{
    size_t gates = 1 + 2 * kinds;
    for (size_t half = 0; half < LABEL_GATES; half += HALF) {
        half_row leading, leader = {0};
        memcpy(&leading, &chain->between[0][half], sizeof leading);
        leading += before[0];
        for (size_t i = 1; i < gates; i++) {
            half_row score;
            memcpy(&score, &chain->between[i][half], sizeof score);
            score += before[chain->from[i]];
            half_row better = score > leading;
            leader = (better & (int32_t)i) | (leader & ~better);
            leading = (better & score) | (leading & ~better);
        }
        memcpy(best + half, &leading, sizeof leading);
        memcpy(from + half, &leader, sizeof leader);
    }
}

INLINE void path_step(const struct label_chain *chain, size_t kinds, const int32_t *before,
                      const int32_t *scores, int32_t *now, uint8_t *back)
{
    int32_t best[LABEL_GATES], from[LABEL_GATES], lead = INT32_MIN;
    gates_pass(chain, kinds, before, best, from);
    for (size_t j = 0; j < 1 + 2 * kinds; j++) {
        now[chain->to[j]] = best[j];
        back[chain->to[j]] = chain->from[from[j]];
    }
    for (size_t kind = 0; kind < kinds; kind++)
        for (size_t j = 0; j < 2; j++) {
            size_t begin = 1 + 4 * kind;
            int32_t first = before[begin] + chain->within[kind][0][j];
            int32_t middle = before[begin + 1] + chain->within[kind][1][j];
            now[begin + 1 + j] = middle > first ? middle : first;
            back[begin + 1 + j] = (uint8_t)(middle > first ? begin + 1 : begin);
        }
    for (size_t label = 0; label < 1 + 4 * kinds; label++) {
        now[label] += cut_score(scores[label]);
        lead = now[label] > lead ? now[label] : lead;
    }
    for (size_t label = 0; label < 1 + 4 * kinds; label++) {
        now[label] -= lead;
        now[label] = now[label] < NEVER ? NEVER : now[label];
    }
}

INLINE void decode(const struct label_chain *chain, size_t kinds, const int32_t *scores,
                   size_t stride, size_t count, uint8_t *labels, uint8_t *back)
{
    int32_t paths[2][LABELS_MOST];
    uint8_t label = 0;
    path_begin(kinds, scores, paths[0]);
    for (size_t t = 1; t < count; t++)
        path_step(chain, kinds, paths[(t - 1) % 2], scores + t * stride, paths[t % 2],
                  back + t * LABELS_MOST);
    const int32_t *last = paths[(count - 1) % 2];
    for (uint8_t i = 1; i < 1 + 4 * kinds; i++)
        if (follows(i, 0) && last[i] > last[label])
            label = i;
    for (size_t t = count; t-- > 0;) {
        labels[t] = label;
        if (t > 0)
            label = back[t * LABELS_MOST + label];
    }
}

INLINE void decode_any(const struct label_chain *chain, const int32_t *scores, size_t stride,
                       size_t count, uint8_t *labels, uint8_t *back)
{
    if (chain->kinds == LABEL_KINDS_MOST)
        decode(chain, LABEL_KINDS_MOST, scores, stride, count, labels, back);
    else
        decode(chain, chain->kinds, scores, stride, count, labels, back);
}

#if defined(__x86_64__)
/* Where the processor chooses the greater of two numbers in one operation. */
__attribute__((target("avx2"))) static void decode_avx2(const struct label_chain *chain,
                                                        const int32_t *scores, size_t stride,
                                                        size_t count, uint8_t *labels,
                                                        uint8_t *back)
{
    decode_any(chain, scores, stride, count, labels, back);
}
#endif

void label_chain_decode(const struct label_chain *chain, const int32_t *scores, size_t stride,
                        size_t count, uint8_t *labels, uint8_t *back)
{
    if (count == 0)
        return;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        decode_avx2(chain, scores, stride, count, labels, back);
        return;
    }
#endif
    decode_any(chain, scores, stride, count, labels, back);
}
