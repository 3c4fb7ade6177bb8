/* From a trained network in floats to a model file in whole numbers (src/language/model.h). */
#ifndef QUANTIZE_H
#define QUANTIZE_H

#include "buffer.h"
#include "model.h"
#include "vectors.h"

/* The weights of a network, row-major: [input][output]; of convolutions [token][input][output].
 * Sizes are multiples of 16. */
struct weights {
    size_t size, first_size, second_size, third_size, types_width;
    size_t layers;
    const char *types[MODEL_LAYERS]; /* of each layer */
    uint8_t levels[MODEL_LAYERS];
    float vector_scale; /* vectors are multiplied by it before projection */
    const float *rows;  /* [FORM_ROWS][size] */
    const float *contexts, *projection;
    const float *gate; /* [size] */
    float gate_bias, anchor_bias;
    const float *first, *first_bias, *second, *second_bias, *third, *third_bias;
    const float *names, *names_bias, *types_head, *types_bias;
    const float *name_steps, *type_steps;
};

/* Writes a model into out. words are the numbers of the words of vectors to be kept; digest is 64
 * hexadecimal digits. Errors: "train.model_too_large",
 * "train.no_memory". */
bool model_write(const struct weights *weights, const struct vectors *vectors,
                 const uint32_t *words, size_t word_count, const char *digest, struct buffer *out,
                 struct error *error);

#endif
