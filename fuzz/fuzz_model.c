/* Fuzzes the reader of models, and the tagger.
 *
 * The input: a byte n, then n changes of a small model (three bytes where, one byte of bits to
 * turn), then a text. The changed model must be refused, or tag the text without a read outside of
 * it. The model is made here: its weights by chance, so that all labels occur. */
#include "file.h"
#include "form_features.h"
#include "model.h"
#include "tagger.h"

#include <stdlib.h>
#include <string.h>

enum { CHANGES = 32, CHANGE_SIZE = 4, WORDS = 64, LAYERS = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *model_bytes; /* ends where the model ends */
static size_t model_size;
static struct morphology *morphology;

static void model_make(void)
{
    struct model_section sections[MODEL_SECTIONS];
    struct model_header header = {.version = MODEL_VERSION,
                                  .rows = FORM_ROWS,
                                  .words = WORDS,
                                  .parts = 2,
                                  .size = 16,
                                  .first_size = 32,
                                  .second_size = 16,
                                  .third_size = 16,
                                  .layers = LAYERS,
                                  .types_width = 16,
                                  .types_bytes = 8,
                                  .projection_shift = 6,
                                  .first_shift = 6,
                                  .second_shift = 6,
                                  .third_shift = 6,
                                  .names_shift = 6,
                                  .types_shift = 6};
    memcpy(header.magic, "UZELTAG\n", sizeof header.magic);
    size_t count = model_layout(&header, sections, &model_size);
    model_bytes = malloc(model_size);
    if (count == 0 || !model_bytes)
        abort();
    uint32_t state = 1;
    for (size_t i = 0; i < model_size; i++) {
        state = state * 1103515245u + 12345u;
        model_bytes[i] = (char)(i % 2 == 0 ? state >> 24 : (state >> 24 & 1) ? 0xFF : 0);
    }
    memcpy(model_bytes, &header, sizeof header);
    memcpy(model_bytes + sections[0].offset, "A\0A\0BCD", 8);
    for (uint32_t i = 0; i < WORDS; i++) {
        uint32_t key = i << 26;
        memcpy(model_bytes + sections[1].offset + i * sizeof key, &key, sizeof key);
    }
    memset(model_bytes + sections[6].offset, 1, sections[6].size);
}

static void model_change(const uint8_t *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const uint8_t *change = changes + i * CHANGE_SIZE;
        size_t at = change[0] | (size_t)change[1] << 8 | (size_t)change[2] << 16;
        if (i % 2 == 0)
            at %= 1024; /* the header and what is behind it, which a large file would rarely meet */
        model_bytes[at % model_size] ^= (char)change[3];
    }
}

struct attempt {
    struct arena arena;
    struct tagger *tagger;
    struct tagger_memory *memory;
    struct span text;
};

static struct tagger_word *words_of(struct attempt *attempt, const struct report *report,
                                    const struct tokens *tokens)
{
    struct tagger_word *words = ARENA_NEW(&attempt->arena, struct tagger_word, tokens->count + 1);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        struct span text = span_slice(report->text, token->start, token->end);
        struct analysis *analyses = ARENA_NEW(&attempt->arena, struct analysis, ANALYSIS_LIMIT);
        words[i].analyses = analyses;
        if (token->kind == TOKEN_WORD && token->cyrillic)
            words[i].analysis_count =
                (uint32_t)morphology_analyze(morphology, text, analyses, ANALYSIS_LIMIT);
        words[i].number = (uint32_t)(i % 3 == 0 ? UINT32_MAX : i % 40);
    }
    return words;
}

/* Tags must stand within the text, in a type of the model. */
static void tags_check(const struct tagger *tagger, const struct tags *tags,
                       const struct tokens *tokens, bool names)
{
    for (size_t i = 0; i < tags->count; i++) {
        const struct tag *tag = &tags->items[i];
        if (tag->first >= tag->end || tag->end > tokens->count ||
            (names ? tag->kind >= TAG_KINDS : tagger_type(tagger, tag->kind) == NULL))
            abort();
    }
}

static void attempt_run(void *context)
{
    struct attempt *attempt = context;
    struct report report;
    struct tokens tokens;
    struct tags tags;
    struct report_hint hint = {.id = SPAN("x"), .source = SPAN("x")};
    if (!report_of_bytes(&attempt->arena, attempt->text, &hint, &report, NULL))
        return;
    tokens_of_report(&attempt->arena, &report, &tokens);
    const struct tagger_word *words = words_of(attempt, &report, &tokens);
    tagger_memory_begin(attempt->memory, attempt->tagger, 1);
    tagger_names(attempt->tagger, attempt->memory, &attempt->arena, &report, &tokens, words, NULL,
                 &tags);
    tags_check(attempt->tagger, &tags, &tokens, true);
    tagger_types(attempt->tagger, attempt->memory, &attempt->arena, &report, &tokens, words, &tags);
    tags_check(attempt->tagger, &tags, &tokens, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct attempt attempt = {0};
    if (!model_bytes) {
        model_make();
        if (!morphology_open(&morphology, FUZZ_DICTIONARY, NULL))
            abort();
    }
    size_t changes = size ? data[0] % CHANGES : 0, at = 1 + changes * CHANGE_SIZE;
    if (size < at)
        return 0;
    attempt.text = (struct span){(const char *)data + at, size - at};
    arena_init(&attempt.arena, 1 << 26);
    model_change(data + 1, changes);
    if (tagger_of_bytes(&attempt.tagger, (struct span){model_bytes, model_size}, "model",
                        morphology, NULL) &&
        tagger_memory_new(&attempt.memory, 32))
        arena_run(&attempt.arena, attempt_run, &attempt);
    tagger_memory_free(attempt.memory);
    tagger_close(attempt.tagger);
    model_change(data + 1, changes);
    arena_release(&attempt.arena);
    return 0;
}
