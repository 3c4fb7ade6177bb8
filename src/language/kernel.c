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

INLINE void add_row(int32_t *sums, const int8_t *row, size_t count, unsigned exponent)
{
    int32_t factor = 1 << exponent;
    for (size_t i = 0; i < count; i++)
        sums[i] += (int16_t)(row[i] * factor);
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
    target static void add_row_##name(int32_t *sums, const int8_t *row, size_t count,              \
                                      unsigned exponent)                                           \
    {                                                                                              \
        add_row(sums, row, count, exponent);                                                       \
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
                                      .add_row = add_row_plain,
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
                                            .add_row = add_row_plain,
                                            .add_values = add_values_plain,
                                            .activate = activate_plain,
                                            .shift_cut = shift_cut_plain,
                                            .dot = dot_plain};
static const struct kernels kernels_avx2 = {.multiply = multiply_avx2,
                                            .add_row = add_row_avx2,
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
