/* The loops in which training spends its time, compiled once for every processor and once for those
 * with AVX2 and FMA. The variants round differently: a model is the same byte for byte on one kind
 * of processor. */
#ifndef TILES_H
#define TILES_H

#include <stddef.h>

enum { TILE_LANES = 16 };

struct tiles {
    /* Adds to c[rows][n] the product of the left operand, whose row r has its i-th factor at
     * a[r * row + i * step], with b[depth][n]. n is a multiple of TILE_LANES. */
    void (*multiply)(size_t rows, size_t n, size_t depth, const float *a, size_t row, size_t step,
                     const float *b, size_t ldb, float *c, size_t ldc);
    /* to[count] += from[count] */
    void (*add)(float *to, const float *from, size_t count);
    /* A step of Adam (optimizer.h) over count weights, whose gradients are emptied. */
    void (*adam)(float *weights, float *gradients, float *means, float *squares, size_t count,
                 float rate, float decay, float scale);
};

/* The variant for this processor. */
const struct tiles *tiles_choose(void);
extern const struct tiles tiles_plain;
#ifdef TILES_AVX2
extern const struct tiles tiles_avx2;
#endif

#endif
