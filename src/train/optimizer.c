#include "optimizer.h"

#include <string.h>

#include "tiles.h"

void parameter_init(struct parameter *parameter, struct arena *arena, struct generator *generator,
                    size_t count, float deviation)
{
    *parameter = (struct parameter){.count = count,
                                    .weights = ARENA_NEW(arena, float, count),
                                    .gradients = ARENA_NEW(arena, float, count),
                                    .means = ARENA_NEW(arena, float, count),
                                    .squares = ARENA_NEW(arena, float, count),
                                    .averages = ARENA_NEW(arena, float, count)};
    for (size_t i = 0; deviation > 0 && i < count; i++)
        parameter->weights[i] = deviation * generator_normal(generator);
}

void parameter_init_table(struct parameter *parameter, struct arena *arena,
                          struct generator *generator, size_t rows, size_t row, size_t filled,
                          float deviation)
{
    parameter_init(parameter, arena, generator, rows * row, 0);
    for (size_t i = 0; i < filled * row; i++)
        parameter->weights[i] = deviation * generator_normal(generator);
    parameter->row = row;
    parameter->touched = ARENA_NEW(arena, bool, rows);
    parameter->touched_rows = ARENA_NEW(arena, uint32_t, rows);
}

float *parameter_touch(struct parameter *parameter, uint32_t row)
{
    if (!parameter->touched[row]) {
        parameter->touched[row] = true;
        parameter->touched_rows[parameter->touched_count++] = row;
    }
    return parameter->gradients + row * parameter->row;
}

static void part_step(struct parameter *parameter, size_t at, size_t count, float rate, float scale)
{
    tiles_choose()->adam(parameter->weights + at, parameter->gradients + at, parameter->means + at,
                         parameter->squares + at, count, rate, parameter->decay, scale);
}

void parameter_step(struct parameter *parameter, float rate, float scale)
{
    if (parameter->row == 0) {
        part_step(parameter, 0, parameter->count, rate, scale);
        return;
    }
    for (size_t i = 0; i < parameter->touched_count; i++) {
        uint32_t row = parameter->touched_rows[i];
        parameter->touched[row] = false;
        part_step(parameter, row * parameter->row, parameter->row, rate, scale);
    }
    parameter->touched_count = 0;
}

void parameter_average(struct parameter *parameter)
{
    float share = 1.0f / (float)++parameter->averaged;
    for (size_t i = 0; i < parameter->count; i++)
        parameter->averages[i] += share * (parameter->weights[i] - parameter->averages[i]);
}

void parameter_settle(struct parameter *parameter)
{
    if (parameter->averaged > 0)
        memcpy(parameter->weights, parameter->averages,
               parameter->count * sizeof *parameter->weights);
}

float optimizer_rate(float rate, double done)
{
    const double rising = 0.03, last = 0.4;
    if (done < rising)
        return rate * (float)(done / rising);
    if (done < AVERAGE_FROM)
        return rate * (float)(1 - (1 - last) * done / AVERAGE_FROM);
    return rate * (float)last;
}
