/* Adam (D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", 2015) with the weights'
 * decay apart (I. Loshchilov, F. Hutter, 2019). Of a table whose rows are rarely used only those
 * are stepped that the last gradients touched. */
#ifndef OPTIMIZER_H
#define OPTIMIZER_H

#include <stdint.h>

#include "arena.h"
#include "generator.h"

struct parameter {
    float *weights, *gradients, *means, *squares; /* [count] each */
    float *averages; /* of the weights, over averaged of their states */
    size_t averaged;
    size_t count;
    float decay;
    size_t row; /* numbers of a row of a table of rare rows; 0 for others */
    bool *touched;
    uint32_t *touched_rows;
    size_t touched_count;
};

/* Weights by chance, normal with that deviation, in arena. Call within arena_run(). */
void parameter_init(struct parameter *parameter, struct arena *arena, struct generator *generator,
                    size_t count, float deviation);
/* Makes it a table of rows, all of zeros but the first filled ones. */
void parameter_init_table(struct parameter *parameter, struct arena *arena,
                          struct generator *generator, size_t rows, size_t row, size_t filled,
                          float deviation);
/* The gradient of a table's row, which counts as touched from now on. */
float *parameter_touch(struct parameter *parameter, uint32_t row);
/* Steps against the gradients × scale and empties them. */
void parameter_step(struct parameter *parameter, float rate, float scale);

/* Takes the weights as they are into their average (P. Izmailov and others, "Averaging Weights
 * Leads to Wider Optima and Better Generalization", 2018). */
void parameter_average(struct parameter *parameter);
/* Makes the average, if any, the weights. */
void parameter_settle(struct parameter *parameter);

/* From this share of the training on weights are averaged. */
#define AVERAGE_FROM 0.6
/* The rate of learning when a share (0 to 1) of the training is done: rises from zero in the first
 * hundredths, falls evenly to two fifths until averaging begins, and stays. */
float optimizer_rate(float rate, double done);

#endif
