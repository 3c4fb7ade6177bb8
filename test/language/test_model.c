/* A model's bytes are checked: sizes, header, sections. */
#include "model.h"

#include <stdlib.h>

#include "form_features.h"
#include "suite.h"

enum { WORDS = 20 /* more than the room at a section's end */ };

void add_model(Suite *suite);

/* A model of the least dimensions, all weights zero. */
struct small {
    char *bytes;
    size_t size;
    struct model_header *header;
    struct model_section sections[MODEL_SECTIONS];
    struct error error;
};

static void small_init(struct small *small)
{
    struct model_header header = {.magic = "UZELTAG",
                                  .version = MODEL_VERSION,
                                  .rows = FORM_ROWS,
                                  .words = WORDS,
                                  .parts = 2,
                                  .size = 16,
                                  .first_size = 16,
                                  .second_size = 16,
                                  .third_size = 16,
                                  .layers = 2,
                                  .types_width = 16,
                                  .types_bytes = 10};
    header.magic[7] = '\n';
    *small = (struct small){0};
    error_init(&small->error);
    ck_assert_uint_gt(model_layout(&header, small->sections, &small->size), 0);
    small->bytes = calloc(1, small->size);
    ck_assert_ptr_nonnull(small->bytes);
    memcpy(small->bytes, &header, sizeof header);
    memcpy(small->bytes + small->sections[0].offset, "TREE\0TREE", 10);
    uint32_t keys[WORDS] = {1, model_word_key(SPAN("лес"))};
    memset(keys + 2, 0xFF, sizeof keys - 2 * sizeof *keys);
    memcpy(small->bytes + small->sections[1].offset, keys, sizeof keys);
    small->header = (struct model_header *)(void *)small->bytes;
}

static void small_release(struct small *small)
{
    free(small->bytes);
    error_release(&small->error);
}

static bool small_opens(struct small *small)
{
    struct model model;
    return model_of_bytes(&model, (struct span){small->bytes, small->size}, "model", &small->error);
}

START_TEST(reads_a_model)
{
    struct small small;
    struct model model;
    small_init(&small);
    ck_assert(
        model_of_bytes(&model, (struct span){small.bytes, small.size}, "model", &small.error));
    ck_assert_str_eq(model.types[0], "TREE");
    ck_assert_str_eq(model.types[1], "TREE");
    ck_assert_uint_eq(model_word(&model, SPAN("лес")), 1);
    ck_assert_uint_eq(model_word(&model, SPAN("сад")), UINT32_MAX);
    model_close(&model);
    small_release(&small);
}
END_TEST

START_TEST(refuses_what_is_cut_off)
{
    struct small small;
    small_init(&small);
    for (size_t size = 0; size < small.size; size += size < 512 ? 1 : 4099) {
        struct model model;
        ck_assert(!model_of_bytes(&model, (struct span){small.bytes, size}, "model", &small.error));
    }
    ck_assert_str_eq(small.error.items[0].key, "model.damaged");
    small_release(&small);
}
END_TEST

/* Each number of the header that says how large something is. */
START_TEST(refuses_other_dimensions)
{
    struct small small;
    small_init(&small);
    uint32_t *fields[] = {
        &small.header->version,     &small.header->rows,       &small.header->words,
        &small.header->parts,       &small.header->size,       &small.header->first_size,
        &small.header->second_size, &small.header->third_size, &small.header->layers,
        &small.header->types_width, &small.header->types_bytes};
    static const uint32_t others[] = {0, 7, 512, 1 << 20, UINT32_MAX};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
            uint32_t kept = *fields[i];
            *fields[i] = others[k];
            ck_assert_msg(!small_opens(&small), "field %zu", i);
            *fields[i] = kept;
        }
    ck_assert(small_opens(&small));
    uint8_t *shifts[] = {&small.header->projection_shift, &small.header->first_shift,
                         &small.header->second_shift,     &small.header->third_shift,
                         &small.header->names_shift,      &small.header->types_shift};
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
        *shifts[i] = 32;
        ck_assert(!small_opens(&small));
        *shifts[i] = 0;
    }
    small_release(&small);
}
END_TEST

START_TEST(refuses_damaged_sections)
{
    struct small small;
    small_init(&small);
    small.bytes[0] = 'u';
    ck_assert(!small_opens(&small));
    small.bytes[0] = 'U';
    char *types = small.bytes + small.sections[0].offset;
    types[9] = 'E'; /* the last name has no end */
    ck_assert(!small_opens(&small));
    types[9] = 0;
    small.bytes[small.sections[6].offset + 5] = 9; /* an exponent */
    ck_assert(!small_opens(&small));
    small.bytes[small.sections[6].offset + 5] = 0;
    ck_assert(small_opens(&small));
    small_release(&small);
}
END_TEST

void add_model(Suite *suite)
{
    SUITE_ADD(suite, reads_a_model);
    SUITE_ADD(suite, refuses_what_is_cut_off);
    SUITE_ADD(suite, refuses_other_dimensions);
    SUITE_ADD(suite, refuses_damaged_sections);
}
