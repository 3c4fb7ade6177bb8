/* The tagger's one hot loop. Many inputs are zero (the layers cut off what is negative), so pairs
 * of zeros are passed over. Intrinsics, since no plain loop over pairs becomes the processor's
 * multiply-and-add with both gcc and clang; the plain variant says what they compute, and a test
 * holds them together. Compiled with -fwrapv. */
#include "kernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

void kernel_add_plain(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
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

#if defined(__x86_64__)
static inline int32_t pair_load(const int16_t *at)
{
    int32_t pair;
    memcpy(&pair, at, sizeof pair);
    return pair;
}

/* A block of 8 × count outputs, whose sums stay in registers. */
__attribute__((target("avx2"), always_inline)) static inline void
block_add_avx2(size_t count, int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
               const int16_t *weights)
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

__attribute__((target("avx2"))) static void kernel_add_avx2(int32_t *sums, size_t outputs,
                                                            const int16_t *in, size_t pairs,
                                                            const int16_t *weights)
{
    size_t at = 0;
    for (; at + 64 <= outputs; at += 64)
        block_add_avx2(8, sums + at, outputs, in, pairs, weights + 2 * at);
    for (; at + 16 <= outputs; at += 16)
        block_add_avx2(2, sums + at, outputs, in, pairs, weights + 2 * at);
}

/* Every x86-64 has SSE2. A block of 4 × count outputs. */
__attribute__((always_inline)) static inline void block_add_sse2(size_t count, int32_t *sums,
                                                                 size_t outputs, const int16_t *in,
                                                                 size_t pairs,
                                                                 const int16_t *weights)
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

static void kernel_add_sse2(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                            const int16_t *weights)
{
    size_t at = 0;
    for (; at + 32 <= outputs; at += 32)
        block_add_sse2(8, sums + at, outputs, in, pairs, weights + 2 * at);
    for (; at + 16 <= outputs; at += 16)
        block_add_sse2(4, sums + at, outputs, in, pairs, weights + 2 * at);
}
#endif

kernel_add *kernel_choose(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? kernel_add_avx2 : kernel_add_sse2;
#else
    return kernel_add_plain;
#endif
}
