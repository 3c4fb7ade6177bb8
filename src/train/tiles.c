/* Tiles of 4 rows by 16 columns: eight accumulators of eight lanes, as many as AVX2's registers
 * hold beside the operands. Compiled several times, each time with another TILES_NAME. */
#include "tiles.h"

#include <math.h>
#include <string.h>

typedef float lanes __attribute__((vector_size(32)));
enum { TILE_ROWS = 4, HALF = 8 };

static inline lanes lanes_load(const float *at)
{
    lanes value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline void lanes_add(float *at, lanes value)
{
    lanes sum = lanes_load(at) + value;
    memcpy(at, &sum, sizeof sum);
}

static inline __attribute__((always_inline)) void tile_add(size_t rows, size_t depth,
                                                           const float *a, size_t row, size_t step,
                                                           const float *b, size_t ldb, float *c,
                                                           size_t ldc)
{
    lanes sums[TILE_ROWS][2];
    memset(sums, 0, sizeof sums);
    for (size_t i = 0; i < depth; i++) {
        lanes left = lanes_load(b + i * ldb), right = lanes_load(b + i * ldb + HALF);
        for (size_t r = 0; r < rows; r++) {
            float factor = a[r * row + i * step];
            sums[r][0] += factor * left;
            sums[r][1] += factor * right;
        }
    }
    for (size_t r = 0; r < rows; r++) {
        lanes_add(c + r * ldc, sums[r][0]);
        lanes_add(c + r * ldc + HALF, sums[r][1]);
    }
}

static void tiles_multiply(size_t rows, size_t n, size_t depth, const float *a, size_t row,
                           size_t step, const float *b, size_t ldb, float *c, size_t ldc)
{
    for (size_t j = 0; j < n; j += TILE_LANES) {
        size_t i = 0;
        for (; i + TILE_ROWS <= rows; i += TILE_ROWS)
            tile_add(TILE_ROWS, depth, a + i * row, row, step, b + j, ldb, c + i * ldc + j, ldc);
        for (; i < rows; i++)
            tile_add(1, depth, a + i * row, row, step, b + j, ldb, c + i * ldc + j, ldc);
    }
}

static void tiles_add(float *restrict to, const float *restrict from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] += from[i];
}

static void tiles_adam(float *restrict weights, float *restrict gradients, float *restrict means,
                       float *restrict squares, size_t count, float rate, float decay, float scale)
{
    for (size_t i = 0; i < count; i++) {
        float slope = gradients[i] * scale;
        means[i] = 0.9f * means[i] + 0.1f * slope;
        squares[i] = 0.99f * squares[i] + 0.01f * slope * slope;
        weights[i] -= rate * (means[i] / (sqrtf(squares[i]) + 1e-6f) + decay * weights[i]);
        gradients[i] = 0;
    }
}

const struct tiles TILES_NAME = {tiles_multiply, tiles_add, tiles_adam};
