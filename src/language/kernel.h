/* The tagger's loops over whole numbers.
 *
 * Weights of matrices stand in pairs: weights[i / 2][output][i % 2] for input i, so that one
 * multiply-and-add of the processor takes two inputs. Every variant of a loop gives the same
 * numbers; sums wrap where they overflow (only a damaged model can make them). Counts of outputs
 * are multiples of 16. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stddef.h>
#include <stdint.h>

struct kernels {
    /* sums[outputs] += in[2 × pairs] · weights; outputs is any multiple of 16, pairs of 8. Weights
     * of pairs of zeros are not read. */
    void (*multiply)(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                     const int16_t *weights);
    /* out[size] = the sum of count rows of table[][size], each × 2^exponents[row] */
    void (*sum_rows)(const int8_t *table, const uint8_t *exponents, const uint32_t *rows,
                     size_t count, size_t size, int16_t *out);
    /* out[size] += the sum of table[part][codes[part]][size], with 256 codes a part */
    void (*add_parts)(const int16_t *table, const uint8_t *codes, size_t parts, size_t size,
                      int16_t *out);
    /* sums[count] += values[count], which must fit */
    void (*add_values)(int16_t *sums, const int16_t *values, size_t count);
    /* out[size] = the sum of count rows, cut to 0 … most; size is a multiple of 16 */
    void (*activate_sum)(const int16_t *const *rows, size_t count, size_t size, int16_t most,
                         int16_t *out);
    /* The sum of left[i] × right[i]; count is a multiple of 16. */
    int32_t (*dot)(const int16_t *left, const int16_t *right, size_t count);
    /* out = sums / 2^shift, rounded down, cut to least … most */
    void (*shift_cut)(const int32_t *sums, size_t count, unsigned shift, int16_t least,
                      int16_t most, int16_t *out);
};

/* What every processor can do. */
extern const struct kernels kernels_plain;
/* The fastest that this processor has. */
const struct kernels *kernels_choose(void);

#endif
