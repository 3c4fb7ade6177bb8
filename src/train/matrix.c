#include "matrix.h"

const struct tiles *tiles_choose(void)
{
#ifdef TILES_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return &tiles_avx2;
#endif
    return &tiles_plain;
}

void matrix_multiply_add(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b,
                         size_t ldb, float *c, size_t ldc)
{
    tiles_choose()->multiply(m, n, k, a, lda, 1, b, ldb, c, ldc);
}

void matrix_transposed_multiply_add(size_t m, size_t n, size_t k, const float *a, size_t lda,
                                    const float *b, size_t ldb, float *c, size_t ldc)
{
    tiles_choose()->multiply(k, n, m, a, 1, lda, b, ldb, c, ldc);
}

void matrix_transpose(size_t m, size_t n, const float *in, float *out)
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            out[j * m + i] = in[i * n + j];
}
