/* The variants of the tagger's loop give the same sums. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

enum { PAIRS = 9, OUTPUTS_MOST = 208, ROUNDS = 200 };

void add_kernel(Suite *suite);

static int16_t number_by_chance(unsigned *seed)
{
    static const int16_t extremes[] = {0, 0, 0, 1, -1, INT16_MAX, INT16_MIN, -INT16_MAX};
    *seed = *seed * 1103515245u + 12345u;
    unsigned value = *seed >> 16;
    return value & 1 ? extremes[value >> 1 & 7] : (int16_t)(value ^ *seed);
}

static void check_outputs(size_t outputs, unsigned seed)
{
    int16_t in[2 * PAIRS], weights[2 * PAIRS * OUTPUTS_MOST];
    int32_t plain[OUTPUTS_MOST], chosen[OUTPUTS_MOST];
    for (size_t i = 0; i < 2 * PAIRS; i++)
        in[i] = number_by_chance(&seed);
    for (size_t i = 0; i < 2 * PAIRS * outputs; i++)
        weights[i] = number_by_chance(&seed);
    for (size_t i = 0; i < outputs; i++)
        plain[i] = chosen[i] = number_by_chance(&seed) * 65536;
    kernel_add_plain(plain, outputs, in, PAIRS, weights);
    kernel_choose()(chosen, outputs, in, PAIRS, weights);
    ck_assert_mem_eq(plain, chosen, outputs * sizeof *plain);
}

START_TEST(variants_agree)
{
    static const size_t widths[] = {16, 32, 48, 64, 80, 96, 128, 144, 208};
    for (unsigned round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
            check_outputs(widths[i], round * 77 + (unsigned)i);
}
END_TEST

START_TEST(adds_products)
{
    int16_t in[2] = {3, -2}, weights[32] = {10, 100, 1, 5};
    int32_t sums[16] = {7, 7};
    kernel_choose()(sums, 16, in, 1, weights);
    ck_assert_int_eq(sums[0], 7 + 30 - 200);
    ck_assert_int_eq(sums[1], 7 + 3 - 10);
    ck_assert_int_eq(sums[2], 0);
}
END_TEST

void add_kernel(Suite *suite)
{
    SUITE_ADD(suite, variants_agree);
    SUITE_ADD(suite, adds_products);
}
