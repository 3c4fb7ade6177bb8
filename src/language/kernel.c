/* Many inputs of the products are zero (the layers cut off what is negative), so pairs of zeros are
 * passed over. The product has intrinsics, since no plain loop over pairs becomes the processor's
 * multiply-and-add with both gcc and clang; the other loops are plain, and compiled once more for
 * processors with AVX2. A test holds the variants together. Compiled with -fwrapv -O3. */
#include "kernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE __attribute__((always_inline)) static inline

static void multiply_plain(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                           const int16_t *weights)
{
    for (size_t i = 0; i < pairs; i++) {
        int32_t left = in[2 * i], right = in[2 * i + 1];
        if (left == 0 && right == 0)
            continue;
        const int16_t *row = weights + i * 2 * outputs;
        for (size_t j = 0; j < outputs; j++)
            sums[j] += left * row[2 * j] + right * row[2 * j + 1];
    }
}

/* Sixteen numbers, which the compiler puts into as many registers as they need. */
typedef int16_t lanes __attribute__((vector_size(32)));
typedef int8_t small_lanes __attribute__((vector_size(16)));
enum { LANES = 16, CODES = 256 };

/* Blocks of so many lanes that their sums stay in registers. */
enum { BLOCK = 4 };

INLINE void sum_rows_block(size_t blocks, const int8_t *table, const uint8_t *exponents,
                           const uint32_t *rows, size_t count, size_t size, int16_t *out)
{
    lanes sums[BLOCK] = {{0}};
    for (size_t i = 0; i < count; i++) {
        const int8_t *from = table + (size_t)rows[i] * size;
        int16_t exponent = exponents[rows[i]];
        for (size_t k = 0; k < blocks; k++) {
            small_lanes row;
            memcpy(&row, from + k * LANES, sizeof row);
            sums[k] += __builtin_convertvector(row, lanes) << exponent;
        }
    }
    memcpy(out, sums, blocks * sizeof *sums);
}

INLINE void sum_rows(const int8_t *table, const uint8_t *exponents, const uint32_t *rows,
                     size_t count, size_t size, int16_t *out)
{
    size_t at = 0;
    for (; at + BLOCK * LANES <= size; at += BLOCK * LANES)
        sum_rows_block(BLOCK, table + at, exponents, rows, count, size, out + at);
    for (; at < size; at += LANES)
        sum_rows_block(1, table + at, exponents, rows, count, size, out + at);
}

INLINE void add_parts_block(size_t blocks, const int16_t *table, const uint8_t *codes, size_t parts,
                            size_t size, int16_t *out)
{
    lanes sums[BLOCK];
    memcpy(sums, out, blocks * sizeof *sums);
    for (size_t i = 0; i < parts; i++) {
        const int16_t *from = table + (i * CODES + codes[i]) * size;
        for (size_t k = 0; k < blocks; k++) {
            lanes part;
            memcpy(&part, from + k * LANES, sizeof part);
            sums[k] += part;
        }
    }
    memcpy(out, sums, blocks * sizeof *sums);
}

INLINE void add_parts(const int16_t *table, const uint8_t *codes, size_t parts, size_t size,
                      int16_t *out)
{
    size_t at = 0;
    for (; at + BLOCK * LANES <= size; at += BLOCK * LANES)
        add_parts_block(BLOCK, table + at, codes, parts, size, out + at);
    for (; at < size; at += LANES)
        add_parts_block(1, table + at, codes, parts, size, out + at);
}

INLINE void add_values(int16_t *restrict sums, const int16_t *restrict values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sums[i] = (int16_t)(sums[i] + values[i]);
}

INLINE void activate(int16_t *values, size_t count, int16_t most)
{
    for (size_t i = 0; i < count; i++) {
        int16_t value = values[i] < 0 ? 0 : values[i];
        values[i] = value > most ? most : value;
    }
}

INLINE void shift_cut(const int32_t *restrict sums, size_t count, unsigned shift, int16_t least,
                      int16_t most, int16_t *restrict out)
{
    for (size_t i = 0; i < count; i++) {
        int32_t value = sums[i] >> shift;
        value = value < least ? least : value;
        out[i] = (int16_t)(value > most ? most : value);
    }
}

INLINE int32_t dot(const int16_t *left, const int16_t *right, size_t count)
{
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (int32_t)left[i] * right[i];
    return sum;
}

/* The plain loops once more under names of a variant. */
#define VARIANT(name, target)                                                                      \
    target static void sum_rows_##name(const int8_t *table, const uint8_t *exponents,              \
                                       const uint32_t *rows, size_t count, size_t size,            \
                                       int16_t *out)                                               \
    {                                                                                              \
        sum_rows(table, exponents, rows, count, size, out);                                        \
    }                                                                                              \
    target static void add_parts_##name(const int16_t *table, const uint8_t *codes, size_t parts,  \
                                        size_t size, int16_t *out)                                 \
    {                                                                                              \
        add_parts(table, codes, parts, size, out);                                                 \
    }                                                                                              \
    target static void add_values_##name(int16_t *sums, const int16_t *values, size_t count)       \
    {                                                                                              \
        add_values(sums, values, count);                                                           \
    }                                                                                              \
    target static void activate_##name(int16_t *values, size_t count, int16_t most)                \
    {                                                                                              \
        activate(values, count, most);                                                             \
    }                                                                                              \
    target static void shift_cut_##name(const int32_t *sums, size_t count, unsigned shift,         \
                                        int16_t least, int16_t most, int16_t *out)                 \
    {                                                                                              \
        shift_cut(sums, count, shift, least, most, out);                                           \
    }                                                                                              \
    target static int32_t dot_##name(const int16_t *left, const int16_t *right, size_t count)      \
    {                                                                                              \
        return dot(left, right, count);                                                            \
    }

#define NO_TARGET
VARIANT(plain, NO_TARGET)

const struct kernels kernels_plain = {.multiply = multiply_plain,
                                      .sum_rows = sum_rows_plain,
                                      .add_parts = add_parts_plain,
                                      .add_values = add_values_plain,
                                      .activate = activate_plain,
                                      .shift_cut = shift_cut_plain,
                                      .dot = dot_plain};

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))
VARIANT(avx2, AVX2)

INLINE int32_t pair_load(const int16_t *at)
{
    int32_t pair;
    memcpy(&pair, at, sizeof pair);
    return pair;
}

/* A block of 8 × count outputs, whose sums stay in registers. */
AVX2 INLINE void block_add_avx2(size_t count, int32_t *sums, size_t outputs, const int16_t *in,
                                size_t pairs, const int16_t *weights)
{
    __m256i kept[8];
    for (size_t k = 0; k < count; k++)
        kept[k] = _mm256_loadu_si256((const __m256i *)(const void *)(sums + 8 * k));
    for (size_t i = 0; i < pairs; i++) {
        int32_t pair = pair_load(in + 2 * i);
        if (pair == 0)
            continue;
        __m256i both = _mm256_set1_epi32(pair);
        const int16_t *row = weights + i * 2 * outputs;
        for (size_t k = 0; k < count; k++) {
            __m256i weight = _mm256_loadu_si256((const __m256i *)(const void *)(row + 16 * k));
            kept[k] = _mm256_add_epi32(kept[k], _mm256_madd_epi16(both, weight));
        }
    }
    for (size_t k = 0; k < count; k++)
        _mm256_storeu_si256((__m256i *)(void *)(sums + 8 * k), kept[k]);
}

AVX2 static void multiply_avx2(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                               const int16_t *weights)
{
    size_t at = 0;
    for (; at + 64 <= outputs; at += 64)
        block_add_avx2(8, sums + at, outputs, in, pairs, weights + 2 * at);
    if (at + 32 <= outputs) {
        block_add_avx2(4, sums + at, outputs, in, pairs, weights + 2 * at);
        at += 32;
    }
    if (at + 16 <= outputs)
        block_add_avx2(2, sums + at, outputs, in, pairs, weights + 2 * at);
}

/* Every x86-64 has SSE2. A block of 4 × count outputs. */
INLINE void block_add_sse2(size_t count, int32_t *sums, size_t outputs, const int16_t *in,
                           size_t pairs, const int16_t *weights)
{
    __m128i kept[8];
    for (size_t k = 0; k < count; k++)
        kept[k] = _mm_loadu_si128((const __m128i *)(const void *)(sums + 4 * k));
    for (size_t i = 0; i < pairs; i++) {
        int32_t pair = pair_load(in + 2 * i);
        if (pair == 0)
            continue;
        __m128i both = _mm_set1_epi32(pair);
        const int16_t *row = weights + i * 2 * outputs;
        for (size_t k = 0; k < count; k++) {
            __m128i weight = _mm_loadu_si128((const __m128i *)(const void *)(row + 8 * k));
            kept[k] = _mm_add_epi32(kept[k], _mm_madd_epi16(both, weight));
        }
    }
    for (size_t k = 0; k < count; k++)
        _mm_storeu_si128((__m128i *)(void *)(sums + 4 * k), kept[k]);
}

static void multiply_sse2(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                          const int16_t *weights)
{
    size_t at = 0;
    for (; at + 32 <= outputs; at += 32)
        block_add_sse2(8, sums + at, outputs, in, pairs, weights + 2 * at);
    if (at + 16 <= outputs)
        block_add_sse2(4, sums + at, outputs, in, pairs, weights + 2 * at);
}

static const struct kernels kernels_sse2 = {.multiply = multiply_sse2,
                                            .sum_rows = sum_rows_plain,
                                            .add_parts = add_parts_plain,
                                            .add_values = add_values_plain,
                                            .activate = activate_plain,
                                            .shift_cut = shift_cut_plain,
                                            .dot = dot_plain};
static const struct kernels kernels_avx2 = {.multiply = multiply_avx2,
                                            .sum_rows = sum_rows_avx2,
                                            .add_parts = add_parts_avx2,
                                            .add_values = add_values_avx2,
                                            .activate = activate_avx2,
                                            .shift_cut = shift_cut_avx2,
                                            .dot = dot_avx2};
#endif

const struct kernels *kernels_choose(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? &kernels_avx2 : &kernels_sse2;
#else
    return &kernels_plain;
#endif
}
