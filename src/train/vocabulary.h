/* Which words' vectors a model keeps, and the vector by which each form of a corpus goes. */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include "corpus.h"
#include "vectors.h"

struct vocabulary {
    const struct vectors *vectors;
    uint32_t least_frequency; /* of a word that is kept */
    const uint32_t *words;    /* numbers of those kept */
    size_t word_count;
    size_t size;         /* dimensions of a vector */
    float scale;         /* vectors are multiplied by it */
    const float *values; /* [forms][size], scaled; zeros where a form has none */
    const bool *known;   /* [forms] */
};

/* Keeps the most frequent words, about limit of them, and finds the vectors of all forms that the
 * corpus has now. Call within arena_run(). */
void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena,
                     const struct vectors *vectors, const struct corpus *corpus, size_t limit);

#endif
