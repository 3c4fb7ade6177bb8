/* The trained tagger's file: mapped for reading, checked once, never written to.
 *
 * All numbers are little-endian; every section begins at a multiple of 64 bytes and has exactly the
 * size that the header's dimensions give. Weights are whole numbers: a value is its number divided
 * by 2^shift, so that inference gives the same tags on every processor.
 *
 *   header     struct model_header
 *   types      names of the types of the second head, each with its zero byte, in order of layers
 *   keys       u32 [words]               hashes of the words that have a vector, ascending
 *   codes      u8  [words][parts]        product quantization of the vectors: a centroid a part
 *   centroids  i16 [parts][256][PART_SIZE]
 *   projection i16 [parts*PART_SIZE/2][size][2]   vector to what a form is (pairs: see kernel.h)
 *   rows       i8  [FORM_ROWS][size]     what features add to a form (form_features.h)
 *   exponents  u8  [FORM_ROWS]           the row's numbers are to be multiplied by 2^exponent
 *   contexts   i16 [CONTEXTS][size]      what the place of a token adds
 *   gate       i16 [size]                which forms may stand in a name
 *   first      i16 [3][size/2][first_size][2]     convolution over forms
 *   second     i16 [3*first_size/2][second_size][2]
 *   third      i16 [3*second_size/2][third_size][2]
 *   names      i16 [third_size/2][NAME_WIDTH][2]  head of persons, places and organizations
 *   types_head i16 [third_size/2][types_width][2] head of all types
 *   biases     i32 of first, second, third, names, types_head
 *   name_steps i32 [NAME_LABELS][NAME_LABELS]     scores of one label after another
 *   type_steps i32 [layers][TYPE_LABELS][TYPE_LABELS]
 */
#ifndef MODEL_H
#define MODEL_H

#include "error.h"
#include "file.h"

enum {
    MODEL_VERSION = 1,
    MODEL_ALIGNMENT = 64,
    MODEL_LIMIT = 16 * 1024 * 1024, /* bytes of a file */
    PART_SIZE = 3,                  /* dimensions of a part of a vector */
    CENTROIDS = 256,
    CONVOLUTION = 3,  /* tokens that a layer sees */
    NAME_LABELS = 13, /* outside; begin, inside, last, unit of person, place, organization */
    NAME_WIDTH = 16,
    TYPE_LABELS = 5, /* outside, begin, inside, last, unit */
    MODEL_LAYERS = 64,
    MODEL_WIDEST = 512, /* units of a layer */
};

/* What the place of a token adds to its form: one row for each bit of its context, one that is
 * always there, one where the form has no vector. */
enum {
    CONTEXT_BEGINS = 1 << 0,   /* first of its sentence */
    CONTEXT_QUOTED = 1 << 1,   /* between quotation marks */
    CONTEXT_TITLE = 1 << 2,    /* in a headline or heading */
    CONTEXT_CAPITALS = 1 << 3, /* nearly all words of the sentence begin with a capital */
    CONTEXT_BRACKETED = 1 << 4,
    CONTEXT_BITS = 5,
    CONTEXT_ALWAYS = 8,
    CONTEXT_NO_VECTOR = 9,
    CONTEXTS = 10
};

struct model_header {
    char magic[8]; /* "UZELTAG\n" */
    uint32_t version;
    uint32_t rows; /* FORM_ROWS: a program with other features refuses the file */
    uint32_t words, parts;
    uint32_t size, first_size, second_size, third_size;
    uint32_t layers, types_width, types_bytes;
    uint8_t levels[MODEL_LAYERS]; /* by layer: 0, or 1 for what lies within another of its type */
    /* Two thresholds of the gate: a form above the first may stand in a name, one above the second
     * makes its neighbours be looked at. */
    int32_t gate_bias, anchor_bias;
    /* Shifts: of sums to the numbers of the next layer. */
    uint8_t projection_shift, first_shift, second_shift, third_shift, names_shift, types_shift;
    uint8_t reserved[2];
    char data_digest[64]; /* what it was trained on: digest of the texts, in hexadecimal */
};

struct model {
    struct mapped_file file;
    const struct model_header *header;
    size_t size;                     /* of the whole */
    const char *types[MODEL_LAYERS]; /* by layer */
    const uint32_t *keys;
    const uint8_t *codes;
    const int16_t *centroids, *projection;
    const int8_t *rows;
    const uint8_t *exponents;
    const int16_t *contexts, *gate, *first, *second, *third, *names, *types_head;
    const int32_t *first_bias, *second_bias, *third_bias, *names_bias, *types_bias;
    const int32_t *name_steps, *type_steps;
};

/* Maps and checks a model; close it with model_close(). Errors: those of mapped_file_open(),
 * "model.damaged" (file, problem). */
bool model_open(struct model *model, const char *path, struct error *error);
/* Likewise over bytes that must outlive it; nothing is to be closed. path names them in errors. */
bool model_of_bytes(struct model *model, struct span bytes, const char *path, struct error *error);
void model_close(struct model *model);

/* The sections of a file with these dimensions, in order, for whoever writes one. */
enum { MODEL_SECTIONS = 24 };
struct model_section {
    const char *name;
    size_t offset, size;
};
/* Fills sections (room for MODEL_SECTIONS); returns their number; *total is the file's size.
 * 0 where the dimensions are none that a model may have. */
size_t model_layout(const struct model_header *header, struct model_section *sections,
                    size_t *total);

/* The hash by which a word's vector is found. */
uint32_t model_word_key(struct span lower);
/* The number of a word's vector; UINT32_MAX where it has none. */
uint32_t model_word(const struct model *model, struct span lower);

#endif
