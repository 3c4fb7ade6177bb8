/* Each matrix gets the greatest shift at which its weights fit 16 bits and no sum of products can
 * exceed 31. */
#include "quantize.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "form_features.h"

enum {
    INPUT_SHIFT = 10, /* what a form is, in 1/1024 */
    VALUE_SHIFT = 8,  /* activations and scores, in 1/256 */
    VECTOR_SHIFT = 10,
    INPUT_MOST = 16 << INPUT_SHIFT,
    ACTIVATION_MOST = 8191,
    SHIFT_MOST = 14
};

struct writing {
    const struct weights *weights;
    struct model_header header;
    struct model_section sections[MODEL_SECTIONS];
    char *bytes;
};

/* The greatest shift for a matrix [inputs][outputs] whose inputs are at most most. */
static int matrix_shift(const float *matrix, size_t inputs, size_t outputs, double most)
{
    double greatest = 1e-6;
    for (size_t j = 0; j < outputs; j++) {
        double sum = 0;
        for (size_t i = 0; i < inputs; i++) {
            double value = fabs((double)matrix[i * outputs + j]);
            greatest = value > greatest ? value : greatest;
            sum += value;
        }
        /* Inputs are rarely all at their most at once: a quarter of that must fit. */
        double needed = sum * most / 4 / 2147483647.0 * 32767.0;
        greatest = needed > greatest ? needed : greatest;
    }
    int shift = (int)floor(log2(32767.0 / greatest));
    return shift > SHIFT_MOST ? SHIFT_MOST : shift < 0 ? 0 : shift;
}

static int16_t to_number(double value)
{
    double rounded = nearbyint(value);
    return (int16_t)(rounded > 32767 ? 32767 : rounded < -32767 ? -32767 : rounded);
}

static void pairs_write(const float *matrix, size_t inputs, size_t outputs, int shift, int16_t *out)
{
    for (size_t i = 0; i < inputs; i++)
        for (size_t j = 0; j < outputs; j++)
            out[(i / 2 * outputs + j) * 2 + i % 2] =
                to_number(ldexp((double)matrix[i * outputs + j], shift));
}

static void numbers_write(const float *values, size_t count, int shift, int16_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = to_number(ldexp((double)values[i], shift));
}

static void wide_write(const float *values, size_t count, int shift, int32_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (int32_t)nearbyint(ldexp((double)values[i], shift));
}

static void *section(struct writing *writing, const char *name)
{
    for (size_t i = 0; i < MODEL_SECTIONS; i++)
        if (writing->sections[i].name != NULL && strcmp(writing->sections[i].name, name) == 0)
            return writing->bytes + writing->sections[i].offset;
    abort(); /* a name that model_layout() does not have */
}

/* Rows of bytes, each times a power of two of 1/1024. */
static void rows_write(struct writing *writing)
{
    size_t size = writing->weights->size;
    int8_t *rows = section(writing, "rows");
    uint8_t *exponents = section(writing, "exponents");
    for (size_t r = 0; r < FORM_ROWS; r++) {
        const float *row = writing->weights->rows + r * size;
        float most = 0;
        for (size_t i = 0; i < size; i++)
            most = fabsf(row[i]) > most ? fabsf(row[i]) : most;
        int exponent = 0;
        while (ldexp((double)most, INPUT_SHIFT - exponent) > 127 && exponent < 8)
            exponent++;
        exponents[r] = (uint8_t)exponent;
        for (size_t i = 0; i < size; i++) {
            double value = nearbyint(ldexp((double)row[i], INPUT_SHIFT - exponent));
            rows[r * size + i] = (int8_t)(value > 127 ? 127 : value < -127 ? -127 : value);
        }
    }
}

struct keyed {
    uint32_t key, word;
};

static int keyed_compare(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

static bool words_write(struct writing *writing, const struct vectors *vectors,
                        const uint32_t *words, size_t count)
{
    uint32_t *keys = section(writing, "keys");
    uint8_t *codes = section(writing, "codes");
    struct keyed *sorted = calloc(count + 1, sizeof *sorted);
    if (sorted == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct keyed){model_word_key(vectors->words[words[i]]), words[i]};
    qsort(sorted, count, sizeof *sorted, keyed_compare);
    for (size_t i = 0; i < count; i++) {
        keys[i] = sorted[i].key;
        memcpy(codes + i * vectors->parts, vectors->codes + (size_t)sorted[i].word * vectors->parts,
               vectors->parts);
    }
    free(sorted);
    size_t values = vectors->parts * vectors->centroids * vectors->part_size;
    int16_t *centroids = section(writing, "centroids");
    for (size_t i = 0; i < values; i++)
        centroids[i] = to_number(
            ldexp((double)(vectors->table[i] * writing->weights->vector_scale), VECTOR_SHIFT));
    return true;
}

/* A layer's matrix, its bias and the shift that brings its sums to 1/256. */
static uint8_t layer_write(struct writing *writing, const char *name, const float *matrix,
                           size_t inputs, size_t outputs, const char *bias_name, const float *bias)
{
    int shift = matrix_shift(matrix, inputs, outputs, ACTIVATION_MOST);
    pairs_write(matrix, inputs, outputs, shift, section(writing, name));
    wide_write(bias, outputs, shift + VALUE_SHIFT, section(writing, bias_name));
    return (uint8_t)shift;
}

static void network_write(struct writing *writing)
{
    const struct weights *weights = writing->weights;
    struct model_header *header = &writing->header;
    size_t size = weights->size, first = weights->first_size;
    size_t vector = (size_t)header->parts * PART_SIZE;
    int shift = matrix_shift(weights->projection, vector, size, 8 << VECTOR_SHIFT);
    pairs_write(weights->projection, vector, size, shift, section(writing, "projection"));
    header->projection_shift = (uint8_t)(shift + VECTOR_SHIFT - INPUT_SHIFT);
    numbers_write(weights->contexts, CONTEXTS * size, INPUT_SHIFT, section(writing, "contexts"));
    numbers_write(weights->gate, size, VALUE_SHIFT, section(writing, "gate"));
    header->gate_bias = (int32_t)ldexp((double)weights->gate_bias, VALUE_SHIFT + INPUT_SHIFT);
    header->anchor_bias = (int32_t)ldexp((double)weights->anchor_bias, VALUE_SHIFT + INPUT_SHIFT);
    shift = matrix_shift(weights->first, CONVOLUTION * size, first, INPUT_MOST);
    for (size_t k = 0; k < CONVOLUTION; k++)
        pairs_write(weights->first + k * size * first, size, first, shift,
                    (int16_t *)section(writing, "first") + k * size * first);
    header->first_shift = (uint8_t)(shift + INPUT_SHIFT - VALUE_SHIFT);
    wide_write(weights->first_bias, first, VALUE_SHIFT, section(writing, "first_bias"));
    header->second_shift = layer_write(writing, "second", weights->second, CONVOLUTION * first,
                                       weights->second_size, "second_bias", weights->second_bias);
    header->third_shift =
        layer_write(writing, "third", weights->third, CONVOLUTION * weights->second_size,
                    weights->third_size, "third_bias", weights->third_bias);
    header->names_shift = layer_write(writing, "names", weights->names, weights->third_size,
                                      NAME_WIDTH, "names_bias", weights->names_bias);
    header->types_shift =
        layer_write(writing, "types_head", weights->types_head, weights->third_size,
                    weights->types_width, "types_bias", weights->types_bias);
    wide_write(weights->name_steps, NAME_LABELS * NAME_LABELS, VALUE_SHIFT,
               section(writing, "name_steps"));
    wide_write(weights->type_steps, weights->layers * TYPE_LABELS * TYPE_LABELS, VALUE_SHIFT,
               section(writing, "type_steps"));
}

static void types_write(struct writing *writing)
{
    char *at = section(writing, "types");
    for (size_t i = 0; i < writing->weights->layers; i++) {
        size_t size = strlen(writing->weights->types[i]) + 1;
        memcpy(at, writing->weights->types[i], size);
        at += size;
    }
}

static void header_fill(struct writing *writing, const struct vectors *vectors, size_t word_count,
                        const char *digest)
{
    const struct weights *weights = writing->weights;
    struct model_header *header = &writing->header;
    *header = (struct model_header){.version = MODEL_VERSION,
                                    .rows = FORM_ROWS,
                                    .words = (uint32_t)word_count,
                                    .parts = (uint32_t)vectors->parts,
                                    .size = (uint32_t)weights->size,
                                    .first_size = (uint32_t)weights->first_size,
                                    .second_size = (uint32_t)weights->second_size,
                                    .third_size = (uint32_t)weights->third_size,
                                    .layers = (uint32_t)weights->layers,
                                    .types_width = (uint32_t)weights->types_width};
    memcpy(header->magic, "UZELTAG\n", sizeof header->magic);
    memcpy(header->data_digest, digest, sizeof header->data_digest);
    for (size_t i = 0; i < weights->layers; i++) {
        header->types_bytes += (uint32_t)strlen(weights->types[i]) + 1;
        header->levels[i] = weights->levels[i];
    }
}

bool model_write(const struct weights *weights, const struct vectors *vectors,
                 const uint32_t *words, size_t word_count, const char *digest, struct buffer *out,
                 struct error *error)
{
    struct writing writing = {.weights = weights};
    size_t total;
    header_fill(&writing, vectors, word_count, digest);
    if (model_layout(&writing.header, writing.sections, &total) == 0 || total > MODEL_LIMIT)
        return error_add(error, "train.model_too_large", NULL);
    writing.bytes = calloc(1, total);
    if (writing.bytes == NULL)
        return error_add(error, "train.no_memory", NULL);
    types_write(&writing);
    bool good = words_write(&writing, vectors, words, word_count);
    rows_write(&writing);
    network_write(&writing);
    memcpy(writing.bytes, &writing.header, sizeof writing.header);
    if (good)
        buffer_append(out, (struct span){writing.bytes, total});
    free(writing.bytes);
    return good || error_add(error, "train.no_memory", NULL);
}
