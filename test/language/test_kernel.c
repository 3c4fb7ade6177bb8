/* The variants of the tagger's loops give the same numbers. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

enum { PAIRS_MOST = 1048, OUTPUTS_MOST = 208, ROUNDS = 60 };

void add_kernel(Suite *suite);

static int16_t number_by_chance(unsigned *seed)
{
    static const int16_t extremes[] = {0, 0, 0, 1, -1, INT16_MAX, INT16_MIN, -INT16_MAX};
    *seed = *seed * 1103515245u + 12345u;
    unsigned value = *seed >> 16;
    return value & 1 ? extremes[value >> 1 & 7] : (int16_t)(value ^ *seed);
}

static void check_outputs(size_t outputs, size_t pairs, unsigned seed)
{
    static int16_t in[2 * PAIRS_MOST], weights[2 * PAIRS_MOST * OUTPUTS_MOST];
    int32_t plain[OUTPUTS_MOST], chosen[OUTPUTS_MOST];
    for (size_t i = 0; i < 2 * pairs; i++)
        in[i] = number_by_chance(&seed);
    for (size_t i = 0; i < 2 * pairs * outputs; i++)
        weights[i] = number_by_chance(&seed);
    for (size_t i = 0; i < outputs; i++)
        plain[i] = chosen[i] = number_by_chance(&seed) * 65536;
    kernels_plain.multiply(plain, outputs, in, pairs, weights);
    kernels_choose()->multiply(chosen, outputs, in, pairs, weights);
    ck_assert_mem_eq(plain, chosen, outputs * sizeof *plain);
}

START_TEST(variants_agree)
{
    static const size_t widths[] = {16, 32, 48, 64, 80, 96, 128, 144, 208};
    static const size_t pairs[] = {8, 16, 24, 32, 56, 144};
    for (unsigned round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
            check_outputs(widths[i], pairs[round % 6], round * 77 + (unsigned)i);
    check_outputs(64, PAIRS_MOST, 5); /* more than are taken at once */
}
END_TEST

START_TEST(adds_products)
{
    int16_t in[16] = {3, -2}, weights[32] = {10, 100, 1, 5}; /* of the one pair that is not zero */
    int32_t sums[16] = {7, 7};
    kernels_choose()->multiply(sums, 16, in, 8, weights);
    ck_assert_int_eq(sums[0], 7 + 30 - 200);
    ck_assert_int_eq(sums[1], 7 + 3 - 10);
    ck_assert_int_eq(sums[2], 0);
}
END_TEST

enum { SIZE = 112, ROWS = 5, PARTS = 3, CODES = 256 };

static void check_rows(unsigned seed)
{
    static const uint32_t rows[] = {4, 0, 4, 2};
    int8_t table[ROWS * SIZE];
    uint8_t exponents[ROWS];
    int16_t plain[SIZE], chosen[SIZE];
    for (size_t i = 0; i < sizeof table; i++)
        table[i] = (int8_t)number_by_chance(&seed);
    for (size_t i = 0; i < ROWS; i++)
        exponents[i] = (uint8_t)(number_by_chance(&seed) & 7);
    kernels_plain.sum_rows(table, exponents, rows, 4, SIZE, plain);
    kernels_choose()->sum_rows(table, exponents, rows, 4, SIZE, chosen);
    ck_assert_mem_eq(plain, chosen, sizeof plain);
    for (size_t i = 0; i < SIZE; i++) {
        int sum = 0;
        for (size_t k = 0; k < 4; k++)
            sum += table[rows[k] * SIZE + i] * (1 << exponents[rows[k]]);
        ck_assert_int_eq(chosen[i], (int16_t)sum);
    }
}

START_TEST(sums_rows)
{
    for (unsigned round = 0; round < ROUNDS; round++)
        check_rows(round);
}
END_TEST

static void check_parts(unsigned seed)
{
    static int16_t table[PARTS * CODES * SIZE];
    static const uint8_t codes[PARTS] = {255, 0, 17};
    int16_t plain[SIZE], chosen[SIZE];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        table[i] = number_by_chance(&seed);
    for (size_t i = 0; i < SIZE; i++)
        plain[i] = chosen[i] = number_by_chance(&seed);
    kernels_plain.add_parts(table, codes, PARTS, SIZE, plain);
    kernels_choose()->add_parts(table, codes, PARTS, SIZE, chosen);
    ck_assert_mem_eq(plain, chosen, sizeof plain);
}

START_TEST(adds_parts)
{
    for (unsigned round = 0; round < 3; round++)
        check_parts(round);
}
END_TEST

static void check_values(unsigned seed)
{
    int16_t values[2][SIZE], more[SIZE];
    int32_t sums[SIZE];
    for (size_t i = 0; i < SIZE; i++) {
        values[0][i] = values[1][i] = (int16_t)(number_by_chance(&seed) / 2);
        more[i] = (int16_t)(number_by_chance(&seed) / 2);
        uint32_t high = (uint16_t)number_by_chance(&seed), low = (uint16_t)number_by_chance(&seed);
        sums[i] = (int32_t)(high << 16 | low);
    }
    const struct kernels *variants[] = {&kernels_plain, kernels_choose()};
    ck_assert_int_eq(variants[0]->dot(values[0], more, SIZE),
                     variants[1]->dot(values[1], more, SIZE));
    for (size_t i = 0; i < 2; i++) {
        variants[i]->add_values(values[i], more, SIZE);
        const int16_t *rows[] = {values[i], more, more};
        variants[i]->activate_sum(rows, 3, SIZE, 8191, values[i]);
    }
    ck_assert_mem_eq(values[0], values[1], sizeof values[0]);
    for (size_t i = 0; i < SIZE; i++)
        ck_assert(values[0][i] >= 0 && values[0][i] <= 8191);
    for (size_t i = 0; i < 2; i++)
        variants[i]->shift_cut(sums, SIZE, seed % 20, -4000, 4000, values[i]);
    ck_assert_mem_eq(values[0], values[1], sizeof values[0]);
    for (size_t i = 0; i < SIZE; i++)
        ck_assert(values[0][i] >= -4000 && values[0][i] <= 4000);
}

START_TEST(values_agree)
{
    for (unsigned round = 0; round < ROUNDS; round++)
        check_values(round * 31);
}
END_TEST

void add_kernel(Suite *suite)
{
    SUITE_ADD(suite, variants_agree);
    SUITE_ADD(suite, adds_products);
    SUITE_ADD(suite, sums_rows);
    SUITE_ADD(suite, adds_parts);
    SUITE_ADD(suite, values_agree);
}
