/* Which tokens the tagger looks at, by a small model that is made here: what a word's vector says
 * goes unchanged through the layers, so that a word votes for a label of an organization and for
 * the gate. */
#include "tagger.h"

#include <stdlib.h>

#include "form_features.h"
#include "model.h"
#include "suite.h"

void add_tagger(Suite *suite);

enum {
    WIDTH = 16, /* of all layers */
    VOTE = 1000,
    STRENGTH = 4, /* of a vote for a label */
    LEAD = 500,   /* of a label that was voted for over "outside" */
    BEGIN = 0,    /* numbers of a form's input, each a vote for that label */
    INSIDE = 1,
    LAST = 2,
    GATE = 3,
    ORGANIZATION_BEGIN = 1 + 4 * TAG_ORGANIZATION,
    OPEN = 10, /* what a word votes for the gate */
    ANCHOR = VOTE
};

/* The words of the model; all others are of no name, and shut out by the gate. */
static const struct {
    const char *word;
    int16_t label, gate;
} votes[] = {{"дом", BEGIN, ANCHOR}, {"книги", INSIDE, OPEN}, {"музыки", LAST, ANCHOR},
             {"балета", LAST, OPEN}, {"и", INSIDE, 0},        {"новой", INSIDE, 0},
             {"совсем", INSIDE, 0}};
enum { WORDS = sizeof votes / sizeof *votes };

struct made {
    struct arena arena;
    char *bytes;
    size_t size;
    struct model_section sections[MODEL_SECTIONS];
    struct tagger *tagger;
    struct tagger_memory *memory;
    struct report report;
    struct block block;
    struct tokens tokens;
    struct tag_lead *leads;
    struct tags tags;
};

static void *section_of(const struct made *made, const char *name)
{
    for (size_t i = 0; i < MODEL_SECTIONS; i++)
        if (made->sections[i].name != NULL && strcmp(made->sections[i].name, name) == 0)
            return made->bytes + made->sections[i].offset;
    ck_abort_msg("no section %s", name);
}

/* Lets input i of a matrix go to output i, from row `row` of its inputs on. */
static void pass_on(int16_t *weights, size_t row)
{
    for (size_t i = 0; i < WIDTH; i++)
        weights[((row + i) / 2 * WIDTH + i) * 2 + (row + i) % 2] = 1;
}

/* Keys are in order of their hashes; the code of a word is its number in votes. */
static void words_write(struct made *made)
{
    uint32_t *keys = section_of(made, "keys");
    uint8_t *codes = section_of(made, "codes");
    int16_t *centroids = section_of(made, "centroids");
    for (size_t i = 0; i < WORDS; i++) {
        uint32_t key = model_word_key(span_of(votes[i].word));
        size_t at = i;
        for (; at > 0 && keys[at - 1] > key; at--) {
            keys[at] = keys[at - 1];
            memcpy(codes + 2 * at, codes + 2 * (at - 1), 2);
        }
        keys[at] = key;
        codes[2 * at] = codes[2 * at + 1] = (uint8_t)i;
        centroids[i * PART_SIZE + (size_t)votes[i].label] = VOTE;
        centroids[(CENTROIDS + i) * PART_SIZE] = votes[i].gate;
    }
}

static void weights_write(struct made *made)
{
    int16_t *projection = section_of(made, "projection"), *names = section_of(made, "names");
    int16_t *first = section_of(made, "first"), *gate = section_of(made, "gate");
    int32_t *biases = section_of(made, "names_bias");
    for (size_t i = 0; i < 2 * PART_SIZE; i++)
        projection[(i / 2 * WIDTH + i) * 2 + i % 2] = 1;
    gate[GATE] = 1;
    pass_on(first + WIDTH * WIDTH, 0); /* the middle one of three tokens */
    pass_on(section_of(made, "second"), WIDTH);
    pass_on(section_of(made, "third"), WIDTH);
    for (size_t i = BEGIN; i <= LAST; i++) {
        size_t label = ORGANIZATION_BEGIN + i;
        names[(i / 2 * NAME_WIDTH + label) * 2 + i % 2] = STRENGTH;
    }
    for (size_t label = 1; label < NAME_LABELS; label++)
        biases[label] = LEAD - STRENGTH * VOTE; /* without a vote far below "outside" */
}

static void made_init(struct made *made)
{
    struct model_header header = {.version = MODEL_VERSION,
                                  .rows = FORM_ROWS,
                                  .words = WORDS,
                                  .parts = 2,
                                  .size = WIDTH,
                                  .first_size = WIDTH,
                                  .second_size = WIDTH,
                                  .third_size = WIDTH,
                                  .layers = 1,
                                  .types_width = 16,
                                  .types_bytes = 5,
                                  .gate_bias = -OPEN / 2,
                                  .anchor_bias = -ANCHOR / 2};
    struct error error;
    memcpy(header.magic, "UZELTAG\n", sizeof header.magic);
    *made = (struct made){0};
    error_init(&error);
    arena_init(&made->arena, 1 << 26);
    ck_assert_uint_gt(model_layout(&header, made->sections, &made->size), 0);
    made->bytes = calloc(1, made->size);
    ck_assert_ptr_nonnull(made->bytes);
    memcpy(made->bytes, &header, sizeof header);
    memcpy(section_of(made, "types"), "TREE", 5);
    words_write(made);
    weights_write(made);
    ck_assert(tagger_of_bytes(&made->tagger, (struct span){made->bytes, made->size}, "model", NULL,
                              &error));
    ck_assert(tagger_memory_new(&made->memory, 8));
    error_release(&error);
}

static void made_release(struct made *made)
{
    tagger_memory_free(made->memory);
    tagger_close(made->tagger);
    free(made->bytes);
    arena_release(&made->arena);
}

/* Words are numbered by their places; those that a memory of 8 does not hold are worked out anew.
 */
static void made_run(void *context)
{
    struct made *made = context;
    struct tokens *tokens = &made->tokens;
    tokens_of_report(&made->arena, &made->report, tokens);
    struct tagger_word *words = ARENA_NEW(&made->arena, struct tagger_word, tokens->count + 1);
    for (uint32_t i = 0; i < tokens->count; i++)
        words[i].number = i;
    made->leads = ARENA_NEW(&made->arena, struct tag_lead, tokens->count + 1);
    tagger_names(made->tagger, made->memory, &made->arena, &made->report, tokens, words,
                 made->leads, &made->tags);
}

/* Tags a sentence; returns what was looked at and found as letters: a tag's tokens are [==], what
 * was looked at besides is +, what was not is -. */
static struct span tagged(struct made *made, const char *text, uint64_t epoch)
{
    made->block = (struct block){BLOCK_PROSE, {0, (uint32_t)strlen(text)}};
    made->report = (struct report){.text = span_of(text), .blocks = &made->block, .block_count = 1};
    tagger_memory_begin(made->memory, made->tagger, epoch);
    ck_assert(arena_run(&made->arena, made_run, made));
    size_t count = made->tokens.count;
    char *letters = calloc(1, count + 1);
    ck_assert_ptr_nonnull(letters);
    for (size_t i = 0; i < count; i++)
        letters[i] = made->leads[i].kinds[TAG_ORGANIZATION] == LEAD_NONE ? '-' : '+';
    for (size_t i = 0; i < made->tags.count; i++) {
        const struct tag *tag = &made->tags.items[i];
        ck_assert_uint_eq(tag->kind, TAG_ORGANIZATION);
        ck_assert_uint_lt(tag->first + 1, tag->end);
        ck_assert_int_eq(tag->margin, LEAD);
        for (uint32_t k = tag->first; k < tag->end; k++) {
            ck_assert_int_eq(letters[k], '+');
            letters[k] = k == tag->first ? '[' : k + 1 == tag->end ? ']' : '=';
        }
    }
    struct span found = arena_format(&made->arena, "%s", letters);
    free(letters);
    return found;
}

START_TEST(goes_on_through_words_that_the_gate_shuts_out)
{
    struct made made;
    made_init(&made);
    ASSERT_SPAN(tagged(&made, "вот дом книги музыки", 1), "-[=]");
    ASSERT_SPAN(tagged(&made, "вот дом книги и музыки", 2), "-[==]");
    ASSERT_SPAN(tagged(&made, "вот дом книги и новой музыки", 3), "-[===]");
    ASSERT_SPAN(tagged(&made, "вот дом книги и совсем новой музыки", 4), "-++---+");
    /* Nothing is opened before the first and behind the last. */
    ASSERT_SPAN(tagged(&made, "и новой дом музыки и новой", 5), "--[]--");
    made_release(&made);
}
END_TEST

START_TEST(looks_near_anchors_alone)
{
    struct made made;
    made_init(&made);
    ASSERT_SPAN(tagged(&made, "вот книги и балета", 1), "----");
    ASSERT_SPAN(tagged(&made, "дом книги книги балета", 2), "[==]");
    ASSERT_SPAN(tagged(&made, "дом книги книги книги балета", 3), "++++-");
    ASSERT_SPAN(tagged(&made, "балета балета балета балета дом", 4), "-++++");
    made_release(&made);
}
END_TEST

/* What the memory holds of a form of another epoch must not be taken for this one's. */
START_TEST(remembers_forms_of_its_epoch_alone)
{
    struct made made;
    made_init(&made);
    ASSERT_SPAN(tagged(&made, "дом книги музыки", 1), "[=]");
    ASSERT_SPAN(tagged(&made, "музыки книги дом", 2), "+++");
    ASSERT_SPAN(tagged(&made, "вот и новой дом книги музыки совсем вот дом и музыки", 3),
                "---[=]++[=]");
    made_release(&made);
}
END_TEST

void add_tagger(Suite *suite)
{
    SUITE_ADD(suite, goes_on_through_words_that_the_gate_shuts_out);
    SUITE_ADD(suite, looks_near_anchors_alone);
    SUITE_ADD(suite, remembers_forms_of_its_epoch_alone);
}
