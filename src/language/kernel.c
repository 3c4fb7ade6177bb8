/* Many inputs of the products are zero (the layers cut off what is negative), so pairs of zeros are
 * passed over. The product has intrinsics, since no plain loop over pairs becomes the processor's
 * multiply-and-add with both gcc and clang; most other loops are plain, and compiled once more for
 * processors with AVX2. A test holds the variants together. Compiled with -fwrapv -O3. */
#include "kernel.h"

#include <stdbool.h>
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

static void sum_rows_plain(const int8_t *table, const uint8_t *exponents, const uint32_t *rows,
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

INLINE void activate_block(size_t blocks, const int16_t *const *rows, size_t count, size_t at,
                           int16_t most, int16_t *out)
{
    lanes sums[BLOCK], zeros = {0}, high = zeros + most;
    memcpy(sums, rows[0] + at, blocks * sizeof *sums);
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < blocks; k++) {
            lanes row;
            memcpy(&row, rows[i] + at + k * LANES, sizeof row);
            sums[k] += row;
        }
    for (size_t k = 0; k < blocks; k++) {
        sums[k] &= sums[k] > zeros;
        lanes less = sums[k] < high;
        sums[k] = (sums[k] & less) | (high & ~less);
    }
    memcpy(out + at, sums, blocks * sizeof *sums);
}

INLINE void activate_sum(const int16_t *const *rows, size_t count, size_t size, int16_t most,
                         int16_t *out)
{
    size_t at = 0;
    for (; at + BLOCK * LANES <= size; at += BLOCK * LANES)
        activate_block(BLOCK, rows, count, at, most, out);
    for (; at < size; at += LANES)
        activate_block(1, rows, count, at, most, out);
}

static void shift_cut_plain(const int32_t *restrict sums, size_t count, unsigned shift,
                            int16_t least, int16_t most, int16_t *restrict out)
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
    target static void add_parts_##name(const int16_t *table, const uint8_t *codes, size_t parts,  \
                                        size_t size, int16_t *out)                                 \
    {                                                                                              \
        add_parts(table, codes, parts, size, out);                                                 \
    }                                                                                              \
    target static void add_values_##name(int16_t *sums, const int16_t *values, size_t count)       \
    {                                                                                              \
        add_values(sums, values, count);                                                           \
    }                                                                                              \
    target static void activate_sum_##name(const int16_t *const *rows, size_t count, size_t size,  \
                                           int16_t most, int16_t *out)                             \
    {                                                                                              \
        activate_sum(rows, count, size, most, out);                                                \
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
                                      .activate_sum = activate_sum_plain,
                                      .shift_cut = shift_cut_plain,
                                      .dot = dot_plain};

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,bmi,bmi2")))
VARIANT(avx2, AVX2)

/* gcc widens lanes in halves, and narrows them one by one, where it has no intrinsics. */
AVX2 INLINE void rows_block_avx2(size_t blocks, const int8_t *table, const uint8_t *exponents,
                                 const uint32_t *rows, size_t count, size_t size, int16_t *out)
{
    __m256i sums[BLOCK];
    for (size_t k = 0; k < blocks; k++)
        sums[k] = _mm256_setzero_si256();
    for (size_t i = 0; i < count; i++) {
        const int8_t *from = table + (size_t)rows[i] * size;
        __m128i exponent = _mm_cvtsi32_si128(exponents[rows[i]]);
        for (size_t k = 0; k < blocks; k++) {
            __m128i row = _mm_loadu_si128((const __m128i *)(const void *)(from + k * LANES));
            sums[k] =
                _mm256_add_epi16(sums[k], _mm256_sll_epi16(_mm256_cvtepi8_epi16(row), exponent));
        }
    }
    memcpy(out, sums, blocks * sizeof *sums);
}

AVX2 static void rows_avx2(const int8_t *table, const uint8_t *exponents, const uint32_t *rows,
                           size_t count, size_t size, int16_t *out)
{
    size_t at = 0;
    for (; at + BLOCK * LANES <= size; at += BLOCK * LANES)
        rows_block_avx2(BLOCK, table + at, exponents, rows, count, size, out + at);
    for (; at < size; at += LANES)
        rows_block_avx2(1, table + at, exponents, rows, count, size, out + at);
}

/* What 16 bits cannot hold is cut to what they can, and then to the bounds. */
AVX2 static void cut_avx2(const int32_t *sums, size_t count, unsigned shift, int16_t least,
                          int16_t most, int16_t *out)
{
    __m128i by = _mm_cvtsi32_si128((int)shift);
    __m256i low = _mm256_set1_epi16(least), high = _mm256_set1_epi16(most);
    for (size_t i = 0; i < count; i += LANES) {
        const __m256i *from = (const __m256i *)(const void *)(sums + i);
        __m256i first = _mm256_sra_epi32(_mm256_loadu_si256(from), by);
        __m256i second = _mm256_sra_epi32(_mm256_loadu_si256(from + 1), by);
        __m256i packed =
            _mm256_permute4x64_epi64(_mm256_packs_epi32(first, second), 0xD8 /* 0 2 1 3 */);
        packed = _mm256_min_epi16(_mm256_max_epi16(packed, low), high);
        _mm256_storeu_si256((__m256i *)(void *)(out + i), packed);
    }
}

INLINE int32_t pair_load(const int16_t *at)
{
    int32_t pair;
    memcpy(&pair, at, sizeof pair);
    return pair;
}

AVX2 INLINE __m256i eight_zeros(const int16_t *in)
{
    __m256i eight = _mm256_loadu_si256((const __m256i *)(const void *)in);
    return _mm256_cmpeq_epi32(eight, _mm256_setzero_si256());
}

/* Which of 32 pairs are not both zero: bits. */
AVX2 INLINE uint32_t pairs_that_count(const int16_t *in)
{
    __m256i first = _mm256_packs_epi32(eight_zeros(in), eight_zeros(in + 16));
    __m256i second = _mm256_packs_epi32(eight_zeros(in + 32), eight_zeros(in + 48));
    /* Packing took fours in turn. */
    __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(first, second), order);
    return ~(uint32_t)_mm256_movemask_epi8(bytes);
}

/* The same of fewer pairs, a multiple of 8. */
AVX2 INLINE uint32_t few_pairs_that_count(const int16_t *in, size_t pairs)
{
    uint32_t bits = 0;
    for (size_t at = 0; at < pairs; at += 8)
        bits |=
            (~(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(eight_zeros(in + 2 * at))) & 0xFF)
            << at;
    return bits;
}

enum { WORD = 32, WORDS = 32, PAIRS_MOST = WORD * WORDS };

/* A block of 8 × count outputs, whose sums stay in registers; only pairs that count are added. */
AVX2 INLINE void block_add_avx2(size_t count, int32_t *sums, size_t outputs, const int16_t *in,
                                const uint32_t *words, size_t word_count, const int16_t *weights)
{
    __m256i kept[12];
    for (size_t k = 0; k < count; k++)
        kept[k] = _mm256_loadu_si256((const __m256i *)(const void *)(sums + 8 * k));
    for (size_t word = 0; word < word_count; word++, in += 2 * WORD, weights += 2 * WORD * outputs)
        for (uint64_t bits = words[word]; bits; bits &= bits - 1) {
            size_t i = (size_t)__builtin_ctzll(bits);
            __m256i both = _mm256_set1_epi32(pair_load(in + 2 * i));
            const int16_t *row = weights + i * 2 * outputs;
            for (size_t k = 0; k < count; k++) {
                __m256i weight = _mm256_loadu_si256((const __m256i *)(const void *)(row + 16 * k));
                kept[k] = _mm256_add_epi32(kept[k], _mm256_madd_epi16(both, weight));
            }
        }
    for (size_t k = 0; k < count; k++)
        _mm256_storeu_si256((__m256i *)(void *)(sums + 8 * k), kept[k]);
}

/* Layers have 64 or 96 outputs: where their number is known, rows are found without a product. */
AVX2 INLINE void outputs_add_avx2(int32_t *sums, size_t outputs, const int16_t *in,
                                  const uint32_t *words, size_t count, const int16_t *weights)
{
    size_t at = 0;
    if (outputs == 64) {
        block_add_avx2(8, sums, 64, in, words, count, weights);
        return;
    }
    if (outputs == 96) {
        block_add_avx2(12, sums, 96, in, words, count, weights);
        return;
    }
    if (outputs == 16) {
        block_add_avx2(2, sums, 16, in, words, count, weights);
        return;
    }
    for (; at + 64 <= outputs; at += 64)
        block_add_avx2(8, sums + at, outputs, in, words, count, weights + 2 * at);
    for (; at < outputs; at += 16)
        block_add_avx2(2, sums + at, outputs, in, words, count, weights + 2 * at);
}

AVX2 static void multiply_avx2(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                               const int16_t *weights)
{
    uint32_t words[WORDS];
    while (pairs) {
        size_t now = pairs < PAIRS_MOST ? pairs : PAIRS_MOST, count = 0;
        for (; (count + 1) * WORD <= now; count++)
            words[count] = pairs_that_count(in + 2 * WORD * count);
        if (now % WORD) {
            words[count] = few_pairs_that_count(in + 2 * WORD * count, now % WORD);
            count++;
        }
        outputs_add_avx2(sums, outputs, in, words, count, weights);
        in += 2 * now;
        weights += 2 * now * outputs;
        pairs -= now;
    }
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
                                            .activate_sum = activate_sum_plain,
                                            .shift_cut = shift_cut_plain,
                                            .dot = dot_plain};
static const struct kernels kernels_avx2 = {.multiply = multiply_avx2,
                                            .sum_rows = rows_avx2,
                                            .add_parts = add_parts_avx2,
                                            .add_values = add_values_avx2,
                                            .activate_sum = activate_sum_avx2,
                                            .shift_cut = cut_avx2,
                                            .dot = dot_avx2};
#endif

const struct kernels *kernels_choose(void)
{
#if defined(__x86_64__)
    bool fast = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("bmi2");
    return fast ? &kernels_avx2 : &kernels_sse2;
#else
    return &kernels_plain;
#endif
}
