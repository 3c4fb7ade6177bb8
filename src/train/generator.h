/* Numbers by chance that are the same for the same seed: xorshift64 (G. Marsaglia, "Xorshift
 * RNGs", 2003). */
#ifndef GENERATOR_H
#define GENERATOR_H

#include <stdint.h>

struct generator {
    uint64_t state; /* never zero */
};

static inline void generator_init(struct generator *generator, uint64_t seed)
{
    generator->state = 88172645463325252u + seed * 7919u;
    if (generator->state == 0)
        generator->state = 1;
}

static inline uint32_t generator_next(struct generator *generator)
{
    generator->state ^= generator->state << 13;
    generator->state ^= generator->state >> 7;
    generator->state ^= generator->state << 17;
    return (uint32_t)(generator->state >> 32);
}

/* From 0, which it may be, to 1, which it is not. */
static inline float generator_unit(struct generator *generator)
{
    return (float)(generator_next(generator) >> 8) * (1.0f / 16777216);
}

/* Near enough to the normal distribution of deviation 1. */
static inline float generator_normal(struct generator *generator)
{
    float sum = 0;
    for (int i = 0; i < 12; i++)
        sum += generator_unit(generator);
    return sum - 6;
}

#endif
