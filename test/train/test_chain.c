/* The chain's loss, its gradients and its best path, against all paths one by one. */
#include "chain.h"

#include <math.h>
#include <string.h>

#include "generator.h"
#include "suite.h"

enum { LENGTH = 4, STRIDE = 16, LABELS = 13 };

void add_chain(Suite *suite);

struct example {
    struct chain chain;
    float steps[LABELS * LABELS], scores[LENGTH * STRIDE];
};

static void example_init(struct example *example, size_t types, uint64_t seed)
{
    struct generator generator;
    generator_init(&generator, seed);
    chain_of_spans(&example->chain, types);
    for (size_t i = 0; i < LABELS * LABELS; i++)
        example->steps[i] = generator_normal(&generator);
    for (size_t i = 0; i < LENGTH * STRIDE; i++)
        example->scores[i] = 2 * generator_normal(&generator);
}

/* The score of a path; -INFINITY where it is not allowed. */
static double path_score(const struct example *example, const uint8_t *path)
{
    const struct chain *chain = &example->chain;
    double score = 0;
    if (!chain->starts[path[0]] || !chain->ends[path[LENGTH - 1]])
        return -INFINITY;
    for (size_t t = 0; t < LENGTH; t++) {
        score += (double)example->scores[t * STRIDE + path[t]];
        if (t > 0 && !chain->allowed[path[t - 1]][path[t]])
            return -INFINITY;
        if (t > 0)
            score += (double)example->steps[path[t - 1] * chain->labels + path[t]];
    }
    return score;
}

static bool path_next(const struct example *example, uint8_t *path)
{
    for (size_t t = 0; t < LENGTH; t++) {
        if (++path[t] < example->chain.labels)
            return true;
        path[t] = 0;
    }
    return false;
}

static double loss_of(struct example *example, const uint8_t *gold, float *slopes,
                      float *step_slopes)
{
    float room[3 * LENGTH * CHAIN_LABELS];
    memset(slopes, 0, LENGTH * STRIDE * sizeof *slopes);
    memset(step_slopes, 0, LABELS * LABELS * sizeof *step_slopes);
    return chain_loss(&example->chain, example->steps, example->scores, STRIDE, LENGTH, gold, 1,
                      slopes, step_slopes, room);
}

START_TEST(decodes_as_all_paths)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct example example;
        uint8_t path[LENGTH] = {0}, best[LENGTH], back[LENGTH * CHAIN_LABELS];
        double most = -INFINITY;
        example_init(&example, 1 + seed % 3, seed);
        do {
            double score = path_score(&example, path);
            most = score > most ? score : most;
        } while (path_next(&example, path));
        double score =
            chain_decode(&example.chain, example.steps, example.scores, STRIDE, LENGTH, best, back);
        ck_assert_double_eq_tol(score, most, 1e-4);
        ck_assert_double_eq_tol(path_score(&example, best), most, 1e-4);
    }
}
END_TEST

START_TEST(loses_as_all_paths)
{
    static const uint8_t gold[LENGTH] = {0, 1, 3, 4};
    struct example example;
    float slopes[LENGTH * STRIDE], step_slopes[LABELS * LABELS];
    uint8_t path[LENGTH] = {0};
    double sum = 0;
    example_init(&example, 1, 5);
    do
        sum += exp(path_score(&example, path));
    while (path_next(&example, path));
    ck_assert_double_eq_tol(loss_of(&example, gold, slopes, step_slopes),
                            log(sum) - path_score(&example, gold), 1e-4);
}
END_TEST

/* The change of the loss when a number is moved a little to both sides. */
static double slope_of(struct example *example, const uint8_t *gold, float *number)
{
    float slopes[LENGTH * STRIDE], step_slopes[LABELS * LABELS], kept = *number;
    const float little = 0.01f;
    *number = kept + little;
    double above = loss_of(example, gold, slopes, step_slopes);
    *number = kept - little;
    double below = loss_of(example, gold, slopes, step_slopes);
    *number = kept;
    return (above - below) / (2 * (double)little);
}

START_TEST(gradients_are_slopes)
{
    static const uint8_t gold[LENGTH] = {5, 7, 0, 12};
    struct example example;
    float slopes[LENGTH * STRIDE], step_slopes[LABELS * LABELS];
    example_init(&example, 3, 9);
    loss_of(&example, gold, slopes, step_slopes);
    for (size_t t = 0; t < LENGTH; t++)
        for (size_t label = 0; label < LABELS; label++)
            ck_assert_double_eq_tol(slope_of(&example, gold, &example.scores[t * STRIDE + label]),
                                    (double)slopes[t * STRIDE + label], 2e-3);
    for (size_t i = 0; i < LABELS * LABELS; i++)
        ck_assert_double_eq_tol(slope_of(&example, gold, &example.steps[i]), (double)step_slopes[i],
                                2e-3);
}
END_TEST

void add_chain(Suite *suite)
{
    SUITE_ADD(suite, decodes_as_all_paths);
    SUITE_ADD(suite, loses_as_all_paths);
    SUITE_ADD(suite, gradients_are_slopes);
}
