/* Layout, checks and look-ups of a model file. */
#include "model.h"

#include <string.h>

#include "form_features.h"

enum { WIDTH_STEP = 16, TYPES_WIDEST = MODEL_LAYERS * TYPE_LABELS };

static bool width_good(uint32_t width)
{
    return width > 0 && width <= MODEL_WIDEST && width % WIDTH_STEP == 0;
}

static bool header_good(const struct model_header *header)
{
    return header->rows == FORM_ROWS && header->words > 0 && header->words < 1u << 24 &&
           header->parts > 0 && header->parts <= CENTROIDS && header->parts % 2 == 0 &&
           width_good(header->size) && width_good(header->first_size) &&
           width_good(header->second_size) && width_good(header->third_size) &&
           header->layers > 0 && header->layers <= MODEL_LAYERS &&
           header->types_width >= header->layers * TYPE_LABELS &&
           header->types_width <= TYPES_WIDEST && header->types_width % WIDTH_STEP == 0 &&
           header->types_bytes > 0 && header->types_bytes < 1u << 16 &&
           header->projection_shift < 32 && header->first_shift < 32 && header->second_shift < 32 &&
           header->third_shift < 32 && header->names_shift < 32 && header->types_shift < 32;
}

size_t model_layout(const struct model_header *header, struct model_section *sections,
                    size_t *total)
{
    if (!header_good(header))
        return 0;
    size_t size = header->size, first = header->first_size, second = header->second_size;
    size_t third = header->third_size, types = header->types_width, words = header->words;
    size_t vector = (size_t)header->parts * PART_SIZE;
    const struct model_section wanted[] = {
        {"types", 0, header->types_bytes},
        {"keys", 0, words * 4},
        {"codes", 0, words * header->parts},
        {"centroids", 0, vector * CENTROIDS * 2},
        {"projection", 0, vector * size * 2},
        {"rows", 0, FORM_ROWS * size},
        {"exponents", 0, FORM_ROWS},
        {"contexts", 0, CONTEXTS * size * 2},
        {"gate", 0, size * 2},
        {"first", 0, CONVOLUTION * size * first * 2},
        {"second", 0, CONVOLUTION * first * second * 2},
        {"third", 0, CONVOLUTION * second * third * 2},
        {"names", 0, third * NAME_WIDTH * 2},
        {"types_head", 0, third * types * 2},
        {"first_bias", 0, first * 4},
        {"second_bias", 0, second * 4},
        {"third_bias", 0, third * 4},
        {"names_bias", 0, NAME_WIDTH * 4},
        {"types_bias", 0, types * 4},
        {"name_steps", 0, NAME_LABELS * NAME_LABELS * 4},
        {"type_steps", 0, (size_t)header->layers * TYPE_LABELS * TYPE_LABELS * 4},
    };
    size_t count = sizeof wanted / sizeof *wanted, at = sizeof *header;
    for (size_t i = 0; i < count; i++) {
        at = (at + MODEL_ALIGNMENT - 1) / MODEL_ALIGNMENT * MODEL_ALIGNMENT;
        sections[i] = wanted[i];
        sections[i].offset = at;
        at += wanted[i].size;
    }
    *total = at;
    return count;
}

static bool damaged(struct error *error, const char *path, const char *problem)
{
    return error_add(error, "model.damaged", "file", path, "problem", problem, NULL);
}

/* The names must fill their section: one for each layer, each ended. */
static bool types_read(struct model *model, struct span names)
{
    struct span rest = names, name;
    for (uint32_t i = 0; i < model->header->layers; i++) {
        if (rest.size == 0 || memchr(rest.data, 0, rest.size) == NULL)
            return false;
        model->types[i] = rest.data;
        name = span_of(rest.data);
        rest = span_slice(rest, name.size + 1, rest.size);
    }
    return true;
}

static void sections_assign(struct model *model, const char *bytes,
                            const struct model_section *sections)
{
    const void *at[MODEL_SECTIONS];
    for (size_t i = 0; i < MODEL_SECTIONS; i++)
        at[i] = bytes + sections[i].offset;
    model->keys = at[1];
    model->codes = at[2];
    model->centroids = at[3];
    model->projection = at[4];
    model->rows = at[5];
    model->exponents = at[6];
    model->contexts = at[7];
    model->gate = at[8];
    model->first = at[9];
    model->second = at[10];
    model->third = at[11];
    model->names = at[12];
    model->types_head = at[13];
    model->first_bias = at[14];
    model->second_bias = at[15];
    model->third_bias = at[16];
    model->names_bias = at[17];
    model->types_bias = at[18];
    model->name_steps = at[19];
    model->type_steps = at[20];
}

static bool exponents_good(const struct model *model)
{
    for (size_t i = 0; i < FORM_ROWS; i++)
        if (model->exponents[i] > 8)
            return false;
    return true;
}

bool model_of_bytes(struct model *model, struct span bytes, const char *path, struct error *error)
{
    struct model_section sections[MODEL_SECTIONS] = {{0}};
    size_t total;
    *model = (struct model){.header = (const void *)bytes.data, .size = bytes.size};
    if (bytes.size < sizeof *model->header || memcmp(bytes.data, "UZELTAG\n", 8) != 0)
        return damaged(error, path, "no model");
    if (model->header->version != MODEL_VERSION)
        return damaged(error, path, "another version");
    if (model_layout(model->header, sections, &total) == 0)
        return damaged(error, path, "dimensions");
    if (total != bytes.size)
        return damaged(error, path, "size");
    sections_assign(model, bytes.data, sections);
    if (!types_read(model, (struct span){bytes.data + sections[0].offset, sections[0].size}))
        return damaged(error, path, "types");
    if (!exponents_good(model))
        return damaged(error, path, "exponents");
    return true;
}

bool model_open(struct model *model, const char *path, struct error *error)
{
    struct mapped_file file;
    *model = (struct model){0};
    if (!mapped_file_open(&file, path, error))
        return false;
    if (!model_of_bytes(model, file.bytes, path, error)) {
        mapped_file_close(&file);
        return false;
    }
    model->file = file;
    return true;
}

void model_close(struct model *model)
{
    if (model->file.bytes.data != NULL)
        mapped_file_close(&model->file);
    *model = (struct model){0};
}

uint32_t model_word_key(struct span lower)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a, folded to 32 bits */
    for (size_t i = 0; i < lower.size; i++)
        hash = (hash ^ (uint8_t)lower.data[i]) * 0x100000001B3u;
    return (uint32_t)(hash ^ hash >> 32);
}

uint32_t model_word(const struct model *model, struct span lower)
{
    enum { GUESSES = 2, NEAR = 64 };
    const uint32_t *keys = model->keys;
    int64_t key = model_word_key(lower), words = model->header->words;
    int64_t at = key * words >> 32, low = 0, high = words;
    /* Hashes are spread evenly: a second guess is next to the place. */
    for (size_t i = 0; i < GUESSES && at >= 0 && at < words; i++)
        at += (key - keys[at]) * words >> 32;
    if (at - NEAR > 0 && at - NEAR < words && keys[at - NEAR] < key)
        low = at - NEAR;
    if (at + NEAR > 0 && at + NEAR < words && keys[at + NEAR] >= key)
        high = at + NEAR;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < words && keys[low] == key ? (uint32_t)low : UINT32_MAX;
}
