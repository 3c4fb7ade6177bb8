/* Labels of spans: which follow which, and the best path against all paths. */
#include "labels.h"

#include "suite.h"

enum { LENGTH = 4, STRIDE = 16 };

void add_labels(Suite *suite);

START_TEST(steps_make_whole_spans)
{
    ck_assert(label_follows(0, 0) && label_follows(0, 1) && label_follows(0, 4));
    ck_assert(!label_follows(0, 2) && !label_follows(0, 3));
    ck_assert(label_follows(1, 2) && label_follows(1, 3) && label_follows(2, 3));
    ck_assert(!label_follows(1, 0) && !label_follows(2, 0) && !label_follows(1, 7));
    ck_assert(label_follows(3, 5) && label_follows(4, 0) && label_follows(8, 1));
    ck_assert_uint_eq(label_kind(9), 2);
}
END_TEST

/* The score of a path; INT64_MIN where it is not allowed. */
static int64_t path_score(size_t count, const int32_t *steps, const int32_t *scores,
                          const uint8_t *path)
{
    int64_t score = 0;
    for (size_t t = 0; t <= LENGTH; t++) {
        uint8_t before = t > 0 ? path[t - 1] : 0, label = t < LENGTH ? path[t] : 0;
        if (!label_follows(before, label))
            return INT64_MIN;
        score += t < LENGTH ? scores[t * STRIDE + label] : 0;
        score += t > 0 && t < LENGTH ? steps[before * count + label] : 0;
    }
    return score;
}

static int64_t best_of_all(size_t count, const int32_t *steps, const int32_t *scores)
{
    uint8_t path[LENGTH] = {0};
    int64_t best = INT64_MIN;
    for (size_t t = 0; t < LENGTH;) {
        int64_t score = path_score(count, steps, scores, path);
        best = score > best ? score : best;
        for (t = 0; t < LENGTH && ++path[t] == count; t++)
            path[t] = 0;
    }
    return best;
}

START_TEST(decodes_as_all_paths)
{
    unsigned seed = 5;
    for (size_t round = 0; round < 60; round++) {
        size_t kinds = 1 + round % 3, count = 1 + 4 * kinds;
        int32_t steps[LABELS_MOST * LABELS_MOST], scores[LENGTH * STRIDE];
        struct label_chain chain;
        uint8_t labels[LENGTH], back[LENGTH * LABELS_MOST];
        for (size_t i = 0; i < LABELS_MOST * LABELS_MOST; i++)
            steps[i] = (int32_t)((seed = seed * 1103515245u + 12345u) >> 16 & 1023) - 512;
        for (size_t i = 0; i < LENGTH * STRIDE; i++)
            scores[i] = (int32_t)((seed = seed * 1103515245u + 12345u) >> 16 & 4095) - 2048;
        label_chain_init(&chain, kinds, steps);
        label_chain_decode(&chain, scores, STRIDE, LENGTH, labels, back);
        ck_assert_int_eq(path_score(count, steps, scores, labels),
                         best_of_all(count, steps, scores));
    }
}
END_TEST

void add_labels(Suite *suite)
{
    SUITE_ADD(suite, steps_make_whole_spans);
    SUITE_ADD(suite, decodes_as_all_paths);
}
