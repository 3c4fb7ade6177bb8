/* Products of vectors of whole numbers with matrices, for the tagger.
 *
 * Weights stand in pairs: weights[i / 2][output][i % 2] for input i, so that one multiply-and-add
 * of the processor takes two inputs. All variants give the same sums, which wrap where they
 * overflow (a damaged model may make them). */
#ifndef KERNEL_H
#define KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* Adds to sums[outputs] the products of in[2 × pairs] with weights; outputs is a multiple of 16. */
typedef void kernel_add(int32_t *sums, size_t outputs, const int16_t *in, size_t pairs,
                        const int16_t *weights);

kernel_add kernel_add_plain;
/* The fastest variant that this processor has. */
kernel_add *kernel_choose(void);

#endif
