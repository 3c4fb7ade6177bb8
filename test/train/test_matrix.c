/* Products of matrices, and the variants of the loops, against what they are by definition. */
#include "matrix.h"

#include <math.h>

#include "generator.h"
#include "suite.h"

enum { M = 7, N = 32, K = 9, WIDEST = 40 };

void add_matrix(Suite *suite);

static void fill(float *values, size_t count, struct generator *generator)
{
    for (size_t i = 0; i < count; i++)
        values[i] = generator_normal(generator);
}

START_TEST(multiplies)
{
    struct generator generator;
    float a[M * WIDEST], b[WIDEST * N], c[WIDEST * N] = {0}, turned[WIDEST * WIDEST];
    generator_init(&generator, 1);
    fill(a, M * WIDEST, &generator);
    fill(b, WIDEST * N, &generator);
    matrix_multiply_add(M, N, K, a, WIDEST, b, N, c, N);
    matrix_multiply_add(M, N, K, a, WIDEST, b, N, c, N);
    for (size_t i = 0; i < M; i++)
        for (size_t j = 0; j < N; j++) {
            double sum = 0;
            for (size_t k = 0; k < K; k++)
                sum += 2 * (double)a[i * WIDEST + k] * (double)b[k * N + j];
            ck_assert_double_eq_tol((double)c[i * N + j], sum, 1e-4);
        }
    matrix_transpose(M, WIDEST, a, turned);
    for (size_t i = 0; i < M; i++)
        for (size_t j = 0; j < WIDEST; j++)
            ck_assert(turned[j * M + i] == a[i * WIDEST + j]);
}
END_TEST

START_TEST(multiplies_transposed)
{
    struct generator generator;
    float a[M * K], b[M * N], c[K * N] = {0};
    generator_init(&generator, 2);
    fill(a, M * K, &generator);
    fill(b, M * N, &generator);
    matrix_transposed_multiply_add(M, N, K, a, K, b, N, c, N);
    for (size_t k = 0; k < K; k++)
        for (size_t j = 0; j < N; j++) {
            double sum = 0;
            for (size_t i = 0; i < M; i++)
                sum += (double)a[i * K + k] * (double)b[i * N + j];
            ck_assert_double_eq_tol((double)c[k * N + j], sum, 1e-4);
        }
}
END_TEST

/* A step of Adam as its definition has it. */
START_TEST(variants_agree)
{
    const struct tiles *variants[] = {&tiles_plain, tiles_choose()};
    struct generator generator;
    float start[N], slopes[N], weights[2][N], gradients[2][N], means[2][N] = {{0}},
                                                               squares[2][N] = {{0}};
    generator_init(&generator, 3);
    fill(start, N, &generator);
    fill(slopes, N, &generator);
    for (size_t v = 0; v < 2; v++) {
        memcpy(weights[v], start, sizeof start);
        memcpy(gradients[v], slopes, sizeof slopes);
        variants[v]->adam(weights[v], gradients[v], means[v], squares[v], N, 0.1f, 0.01f, 0.5f);
        variants[v]->add(gradients[v], start, N);
    }
    for (size_t i = 0; i < N; i++) {
        double slope = 0.5 * (double)slopes[i], at = (double)start[i];
        double step = 0.1 * slope / (sqrt(0.01 * slope * slope) + 1e-6) + 0.01 * at;
        for (size_t v = 0; v < 2; v++) {
            ck_assert_double_eq_tol((double)weights[v][i], at - 0.1 * step, 1e-4);
            ck_assert(gradients[v][i] == start[i]);
        }
    }
}
END_TEST

void add_matrix(Suite *suite)
{
    SUITE_ADD(suite, multiplies);
    SUITE_ADD(suite, multiplies_transposed);
    SUITE_ADD(suite, variants_agree);
}
