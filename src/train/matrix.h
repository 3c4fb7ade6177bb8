/* Products of small float matrices, for training alone. Rows are contiguous; ld* is the distance
 * between rows in floats, so overlapping rows are allowed in a (the windows of a convolution). n is
 * a multiple of MATRIX_LANES. */
#ifndef MATRIX_H
#define MATRIX_H

#include "tiles.h"

enum { MATRIX_LANES = TILE_LANES };

/* c[m][n] += a[m][k] · b[k][n] */
void matrix_multiply_add(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b,
                         size_t ldb, float *c, size_t ldc);
/* c[k][n] += aᵀ[k][m] · b[m][n] for a[m][k] */
void matrix_transposed_multiply_add(size_t m, size_t n, size_t k, const float *a, size_t lda,
                                    const float *b, size_t ldb, float *c, size_t ldc);
/* out[n][m] = inᵀ for in[m][n] */
void matrix_transpose(size_t m, size_t n, const float *in, float *out);

#endif
