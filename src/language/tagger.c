/* Inference. Numbers: what a form is (x) in 1/1024, activations and scores in 1/256. Sums of the
 * first layer are of six contributions and a bias; each is cut to CONTRIBUTION_MOST, so that 16
 * bits hold them. */
#include "tagger.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "contexts.h"
#include "form_features.h"
#include "kernel.h"
#include "labels.h"
#include "model.h"

enum {
    VERSION_DIGITS = 16,
    PART_MOST = 30000, /* of all parts of a vector together */
    CONTRIBUTION_MOST = 4000,
    BIAS_MOST = 8000,
    ACTIVATION_MOST = 8191,
    CONTEXT_KINDS = 1 << CONTEXT_BITS,
    REACH = 4,   /* tokens from an anchor within which others are looked at, itself counted */
    GAP = 2,     /* tokens between two that are looked at */
    PIECE = 256, /* tokens that are tagged at once; longer sentences are cut */
    MARGIN = 1,  /* rows of zeros around a piece */
    EIGHT = 8    /* pairs of inputs come in multiples of it */
};

struct tagger {
    struct model model;
    const struct morphology *morphology;
    const struct kernels *kernels;
    int16_t *contexts; /* [CONTEXT_KINDS][CONVOLUTION][first_size] */
    int16_t *parts; /* [parts][CENTROIDS][size]: the projections of all centroids; NULL for none */
    const int16_t *vectors;      /* [words][size]: their sums for all words; NULL for none */
    struct tagger_inputs inputs; /* what stands in the places of some of them */
    uint32_t type_of_layer[MODEL_LAYERS];
    const char *types[MODEL_LAYERS];
    uint32_t type_count;
    int16_t first_bias[MODEL_WIDEST];
    char version[VERSION_DIGITS + 1];
    struct label_chain names, types_chain[MODEL_LAYERS];
};

/* What is known of a form: its gate once it is not new, and its contributions. */
enum form_state {
    FORM_NEW = 0,
    FORM_SHUT = 1,
    FORM_OPEN = 2,
    FORM_ANCHOR = 4,
    FORM_FILLED = 8, /* what it contributes to the token before it; the next two bits: itself, and
                        the one behind */
    FORM_KEPT = 64   /* its input stands in the memory, not among the vectors */
};

struct tagger_memory {
    const struct tagger *tagger;
    uint64_t epoch;
    size_t limit;
    uint8_t *states; /* bits of enum form_state */
    int16_t *inputs; /* [input_count of at most limit][size], as they came */
    size_t input_count;
    uint32_t *input_places; /* [limit]: where that of a form is, once it is kept */
    int16_t *contributions; /* [count of at most limit * CONVOLUTION][first_size], as they came */
    size_t count;
    uint32_t (*places)[CONVOLUTION]; /* [limit]: where those of a form are, once they are filled */
};

/* What is needed while a report is tagged. */
struct tagging {
    const struct tagger *tagger;
    const struct model_header *header;
    struct tagger_memory *memory;
    struct arena *arena;
    struct span text;
    const struct token *tokens;
    const struct tagger_word *words;
    const uint8_t *contexts;
    struct tags *tags;
    struct tag_lead *leads; /* NULL where nobody asks */
    bool all;               /* no gate */
    /* Of the piece at hand; rows of layers have MARGIN rows of zeros on both sides. */
    bool open[PIECE + 4], second_wanted[PIECE + 4], first_wanted[PIECE + 4];
    const int16_t **records; /* [PIECE] */
    int16_t *first, *second, *third;
    int32_t *scores; /* [PIECE][width of the head] */
    uint8_t *labels; /* [PIECE] */
    uint8_t *back;   /* [PIECE][NAME_LABELS] */
};

static int32_t cut(int32_t value, int32_t most)
{
    return value > most ? most : value < -most ? -most : value;
}

static struct token word_token(struct span folded, enum token_case shape)
{
    return (struct token){
        .kind = TOKEN_WORD, .shape = (uint8_t)shape, .cyrillic = true, .folded = folded};
}

static uint32_t word_find(const void *model, struct span lower)
{
    return model_word(model, lower);
}

/* Takes off an input all but the vector. */
static void input_strip(const struct tagger *tagger, struct span folded,
                        const struct tagger_word *word, int16_t *x)
{
    const struct model *model = &tagger->model;
    size_t size = model->header->size;
    struct token lower = word_token(folded, CASE_LOWER);
    uint32_t rows[FORM_FEATURES];
    int16_t rest[MODEL_WIDEST];
    size_t count = form_features(&lower, folded, word->analyses, word->analysis_count, rows);
    tagger->kernels->sum_rows(model->rows, model->exponents, rows, count, size, rest);
    tagger->kernels->add_values(rest, model->contexts + CONTEXT_ALWAYS * size, size);
    for (size_t i = 0; i < size; i++)
        x[i] = (int16_t)(x[i] - rest[i]);
}

/* Adds a word's vector, which was added up before or is now. */
static void vector_add(const struct tagger *tagger, uint32_t vector, int16_t *x)
{
    const struct model *model = &tagger->model;
    size_t size = model->header->size;
    struct span folded;
    struct tagger_word word;
    if (tagger->vectors != NULL) {
        tagger->kernels->add_values(x, tagger->vectors + vector * size, size);
        if (tagger->inputs.find != NULL &&
            tagger->inputs.find(tagger->inputs.context, vector, &folded, &word))
            input_strip(tagger, folded, &word, x);
    } else
        tagger->kernels->add_parts(tagger->parts,
                                   model->codes + (size_t)vector * model->header->parts,
                                   model->header->parts, size, x);
}

/* What a form is: x[size]. */
static void input_of(const struct tagger *tagger, struct arena *arena, const struct token *of,
                     struct span text, const struct tagger_word *word, int16_t *x)
{
    const struct model *model = &tagger->model;
    uint32_t rows[FORM_FEATURES];
    size_t size = model->header->size;
    struct span lemma = {NULL, 0};
    uint32_t vector = form_own_vector(text, of->folded, word_find, model);
    size_t count = form_features(of, text, word->analyses, word->analysis_count, rows);
    tagger->kernels->sum_rows(model->rows, model->exponents, rows, count, size, x);
    tagger->kernels->add_values(x, model->contexts + CONTEXT_ALWAYS * size, size);
    if (vector == UINT32_MAX && word->analysis_count > 0)
        lemma = morphology_lemma(tagger->morphology, text, &word->analyses[0], arena);
    if (vector == UINT32_MAX)
        vector = form_other_vector(text, of->folded, lemma, word_find, model);
    if (vector == UINT32_MAX) {
        tagger->kernels->add_values(x, model->contexts + CONTEXT_NO_VECTOR * size, size);
        return;
    }
    vector_add(tagger, vector, x);
}

/* The input of a word with a capital, by that of the same word in lower case. */
static void title_input(const struct tagger *tagger, const struct token *token,
                        const int16_t *lower, int16_t *x)
{
    const struct model *model = &tagger->model;
    size_t size = model->header->size;
    uint32_t rows[TITLE_FEATURES], lost;
    int16_t less[MODEL_WIDEST];
    size_t count = form_title_features(token, rows, &lost);
    tagger->kernels->sum_rows(model->rows, model->exponents, rows, count, size, x);
    tagger->kernels->sum_rows(model->rows, model->exponents, &lost, 1, size, less);
    for (size_t i = 0; i < size; i++)
        x[i] = (int16_t)(x[i] + lower[i] - less[i]);
}

/* What the form of a token is: in room, or where it stands already. */
static const int16_t *form_input(const struct tagging *tagging, uint32_t token, int16_t *room)
{
    const struct tagger *tagger = tagging->tagger;
    const struct token *of = &tagging->tokens[token];
    const struct tagger_word *word = &tagging->words[token];
    if (word->input != 0 && word->input <= tagging->header->words && tagger->vectors != NULL) {
        const int16_t *lower = tagger->vectors + (word->input - 1) * (size_t)tagging->header->size;
        if (of->shape == CASE_LOWER)
            return lower;
        title_input(tagger, of, lower, room);
    } else {
        input_of(tagger, tagging->arena, of, span_slice(tagging->text, of->start, of->end), word,
                 room);
    }
    return room;
}

/* Whether a form may stand in a name, and whether it may be what a name is recognized by. */
static uint8_t gate_state(const struct tagger *tagger, const int16_t *x)
{
    const struct model *model = &tagger->model;
    int64_t sum = tagger->kernels->dot(x, model->gate, model->header->size);
    uint8_t state = sum + model->header->gate_bias > 0 ? FORM_OPEN : FORM_SHUT;
    return sum + model->header->anchor_bias > 0 ? FORM_OPEN | FORM_ANCHOR : state;
}

/* Carries x through the first layer, to the token at distance k - 1: out[first_size]. */
static void contribution_of(const struct tagger *tagger, const int16_t *x, size_t k, int16_t *out)
{
    const struct model_header *header = tagger->model.header;
    size_t size = header->size, width = header->first_size;
    int32_t sums[MODEL_WIDEST];
    memset(sums, 0, width * sizeof *sums);
    tagger->kernels->multiply(sums, width, x, size / 2, tagger->model.first + k * size * width);
    tagger->kernels->shift_cut(sums, width, header->first_shift, -CONTRIBUTION_MOST,
                               CONTRIBUTION_MOST, out);
}

static void contributions_of(const struct tagger *tagger, const int16_t *x, int16_t *out)
{
    for (size_t k = 0; k < CONVOLUTION; k++)
        contribution_of(tagger, x, k, out + k * tagger->model.header->first_size);
}

static size_t record_width(const struct tagger *tagger)
{
    return CONVOLUTION * (size_t)tagger->model.header->first_size;
}

/* What the form of a token is, where the memory keeps it; a new one is worked out. */
static const int16_t *kept_input(struct tagging *tagging, uint32_t token)
{
    struct tagger_memory *memory = tagging->memory;
    uint32_t number = tagging->words[token].number;
    size_t size = tagging->header->size;
    uint8_t *state = &memory->states[number];
    if (*state & FORM_KEPT)
        return memory->inputs + memory->input_places[number] * size;
    int16_t *room = memory->inputs + memory->input_count * size;
    const int16_t *input = form_input(tagging, token, room);
    if (*state == FORM_NEW)
        *state = gate_state(tagging->tagger, input);
    if (input == room) {
        *state |= FORM_KEPT;
        memory->input_places[number] = (uint32_t)memory->input_count++;
    }
    return input;
}

/* What the gate says of a token: bits FORM_OPEN and FORM_ANCHOR. */
static uint8_t token_gate(struct tagging *tagging, uint32_t token)
{
    struct tagger_memory *memory = tagging->memory;
    uint32_t number = tagging->words[token].number;
    int16_t x[MODEL_WIDEST];
    if (memory == NULL || number >= memory->limit)
        return gate_state(tagging->tagger, form_input(tagging, token, x));
    if (memory->states[number] == FORM_NEW)
        (void)kept_input(tagging, token);
    return memory->states[number];
}

/* What a token's form contributes to the first layer, where no memory keeps it. */
static const int16_t *token_record(struct tagging *tagging, uint32_t token)
{
    int16_t x[MODEL_WIDEST];
    int16_t *record = ARENA_ROOM(tagging->arena, int16_t, record_width(tagging->tagger));
    contributions_of(tagging->tagger, form_input(tagging, token, x), record);
    return record;
}

/* What the form of a token of the piece contributes to the token at distance k - 1. */
static const int16_t *token_contribution(struct tagging *tagging, uint32_t start, size_t at,
                                         size_t k)
{
    struct tagger_memory *memory = tagging->memory;
    uint32_t token = start + (uint32_t)at, number = tagging->words[token].number;
    size_t width = tagging->header->first_size;
    if (memory == NULL || number >= memory->limit) {
        if (tagging->records[at] == NULL)
            tagging->records[at] = token_record(tagging, token);
        return tagging->records[at] + k * width;
    }
    if (memory->states[number] & FORM_FILLED << k)
        return memory->contributions + memory->places[number][k] * width;
    const int16_t *input = kept_input(tagging, token);
    int16_t *row = memory->contributions + memory->count * width;
    contribution_of(tagging->tagger, input, k, row);
    memory->places[number][k] = (uint32_t)memory->count++;
    memory->states[number] |= (uint8_t)(FORM_FILLED << k);
    return row;
}

/* The first layer at one token of the piece. */
static void first_fill(struct tagging *tagging, uint32_t start, size_t count, size_t at)
{
    const struct tagger *tagger = tagging->tagger;
    size_t width = tagging->header->first_size, row_count = 1;
    const int16_t *rows[1 + 2 * CONVOLUTION] = {tagger->first_bias};
    for (size_t k = 0; k < CONVOLUTION; k++) {
        if (at + k < 1 || at + k - 1 >= count)
            continue;
        size_t other = at + k - 1;
        rows[row_count++] = token_contribution(tagging, start, other, k);
        uint8_t context = tagging->contexts[start + other];
        if (context != 0)
            rows[row_count++] = tagger->contexts + (context * CONVOLUTION + k) * width;
    }
    tagger->kernels->activate_sum(rows, row_count, width, ACTIVATION_MOST,
                                  tagging->first + (at + MARGIN) * width);
}

/* A later layer at one token: in has a row before and one behind. */
static void layer_fill(const struct tagger *tagger, const int16_t *in, size_t in_width,
                       const int16_t *weights, const int32_t *bias, size_t width, uint8_t shift,
                       int16_t *out)
{
    int32_t sums[MODEL_WIDEST];
    memcpy(sums, bias, width * sizeof *sums);
    tagger->kernels->multiply(sums, width, in, CONVOLUTION * in_width / 2, weights);
    tagger->kernels->shift_cut(sums, width, shift, 0, ACTIVATION_MOST, out);
}

static void head_fill(const struct tagger *tagger, const int16_t *in, const int16_t *weights,
                      const int32_t *bias, size_t width, uint8_t shift, int32_t *out)
{
    memcpy(out, bias, width * sizeof *out);
    tagger->kernels->multiply(out, width, in, tagger->model.header->third_size / 2, weights);
    for (size_t i = 0; i < width; i++)
        out[i] >>= shift;
}

/* A name goes on through a few words that the gate shuts out: «Дом книги и музыки». */
static void gaps_open(struct tagging *tagging, size_t count)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (!tagging->open[i])
            continue;
        for (size_t k = last == SIZE_MAX || i - last > GAP + 1 ? i : last; k < i; k++)
            tagging->open[k] = true;
        last = i;
    }
}

/* Asks for what is kept of a token's form, which the gate and the first layer look at soon. */
static void token_fetch(const struct tagging *tagging, uint32_t token)
{
    const struct tagger_memory *memory = tagging->memory;
    uint32_t number = tagging->words[token].number;
    if (memory == NULL || number >= memory->limit)
        return;
    __builtin_prefetch(&memory->states[number]);
    __builtin_prefetch(memory->places[number]);
}

/* Opens the tokens that may stand in a name: anchors, and what goes on from them within reach of
 * one. False where there is no anchor. */
static bool piece_open(struct tagging *tagging, uint32_t start, size_t count)
{
    enum { AHEAD = 12 };
    uint8_t states[PIECE];
    bool any = false;
    for (size_t i = 0; i < AHEAD && i < count; i++)
        token_fetch(tagging, start + (uint32_t)i);
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count)
            token_fetch(tagging, start + (uint32_t)(i + AHEAD));
        states[i] =
            tagging->all ? FORM_OPEN | FORM_ANCHOR : token_gate(tagging, start + (uint32_t)i);
        any |= states[i] & FORM_ANCHOR;
    }
    if (!any)
        return false;
    for (size_t i = 0, reach = 0; i < count; i++) { /* what follows an anchor */
        reach = states[i] & FORM_ANCHOR ? REACH : reach;
        tagging->open[i] = (states[i] & FORM_OPEN) && reach > 0;
        reach -= reach > 0;
    }
    for (size_t i = count, reach = 0; i-- > 0;) { /* and what stands before one */
        reach = states[i] & FORM_ANCHOR ? REACH : reach;
        tagging->open[i] |= (states[i] & FORM_OPEN) && reach > 0;
        reach -= reach > 0;
    }
    gaps_open(tagging, count);
    return true;
}

/* Which tokens of the piece each layer is wanted at. False where none is. */
static bool piece_plan(struct tagging *tagging, uint32_t start, size_t count)
{
    memset(tagging->open, 0, sizeof tagging->open);
    memset(tagging->first_wanted, 0, sizeof tagging->first_wanted);
    memset(tagging->second_wanted, 0, sizeof tagging->second_wanted);
    if (!piece_open(tagging, start, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!tagging->open[i])
            continue;
        size_t first = i < 2 ? 0 : i - 2, second = i < 1 ? 0 : i - 1;
        memset(tagging->first_wanted + first, true, i + 3 - first);
        memset(tagging->second_wanted + second, true, i + 2 - second);
    }
    return true;
}

static void piece_run(struct tagging *tagging, uint32_t start, size_t count)
{
    const struct tagger *tagger = tagging->tagger;
    const struct model_header *header = tagging->header;
    size_t first = header->first_size, second = header->second_size, third = header->third_size;
    memset(tagging->records, 0, count * sizeof *tagging->records);
    /* Inside the piece each layer is filled wherever the next one looks; around it are zeros. */
    memset(tagging->first, 0, MARGIN * first * sizeof *tagging->first);
    memset(tagging->first + (count + MARGIN) * first, 0, MARGIN * first * sizeof *tagging->first);
    memset(tagging->second, 0, MARGIN * second * sizeof *tagging->second);
    memset(tagging->second + (count + MARGIN) * second, 0,
           MARGIN * second * sizeof *tagging->second);
    for (size_t i = 0; i < count; i++)
        if (tagging->first_wanted[i])
            first_fill(tagging, start, count, i);
    for (size_t i = 0; i < count; i++)
        if (tagging->second_wanted[i])
            layer_fill(tagger, tagging->first + i * first, first, tagger->model.second,
                       tagger->model.second_bias, second, header->second_shift,
                       tagging->second + (i + MARGIN) * second);
    for (size_t i = 0; i < count; i++)
        if (tagging->open[i])
            layer_fill(tagger, tagging->second + i * second, second, tagger->model.third,
                       tagger->model.third_bias, third, header->third_shift,
                       tagging->third + i * third);
}

/* Appends the spans of a path of labels over tokens from start on. */
static void tags_of_path(struct tagging *tagging, uint32_t start, size_t count,
                         const int32_t *scores, size_t width, uint32_t kind)
{
    const uint8_t *labels = tagging->labels;
    for (size_t i = 0; i < count; i++) {
        if (!label_begins(labels[i]))
            continue;
        struct tag tag = {.first = start + (uint32_t)i,
                          .kind = kind + label_kind(labels[i]),
                          .margin = INT32_MAX};
        for (;; i++) {
            int32_t lead = scores[i * width + labels[i]] - scores[i * width];
            tag.margin = lead < tag.margin ? lead : tag.margin;
            if (label_ends(labels[i]) || i + 1 == count)
                break;
        }
        tag.end = start + (uint32_t)i + 1;
        *ARRAY_PUSH(tagging->arena, tagging->tags) = tag;
    }
}

static void leads_write(const int32_t *scores, struct tag_lead *lead)
{
    for (size_t kind = 0; kind < TAG_KINDS; kind++) {
        int32_t best = scores[1 + 4 * kind];
        for (size_t i = 1; i < 4; i++)
            best = scores[1 + 4 * kind + i] > best ? scores[1 + 4 * kind + i] : best;
        lead->kinds[kind] = (int16_t)cut(best - scores[0], INT16_MAX);
    }
}

static void piece_names(struct tagging *tagging, uint32_t start, size_t count)
{
    const struct tagger *tagger = tagging->tagger;
    size_t third = tagging->header->third_size;
    for (size_t i = 0; i < count;) {
        size_t end = i;
        for (; end < count && tagging->open[end]; end++)
            head_fill(tagger, tagging->third + end * third, tagger->model.names,
                      tagger->model.names_bias, NAME_WIDTH, tagging->header->names_shift,
                      tagging->scores + end * NAME_WIDTH);
        for (size_t k = i; tagging->leads != NULL && k < end; k++)
            leads_write(tagging->scores + k * NAME_WIDTH, &tagging->leads[start + k]);
        if (end > i) {
            const int32_t *scores = tagging->scores + i * NAME_WIDTH;
            label_chain_decode(&tagger->names, scores, NAME_WIDTH, end - i, tagging->labels,
                               tagging->back);
            tags_of_path(tagging, start + (uint32_t)i, end - i, scores, NAME_WIDTH, 0);
        }
        i = end + 1;
    }
}

static void piece_types(struct tagging *tagging, uint32_t start, size_t count)
{
    const struct tagger *tagger = tagging->tagger;
    size_t third = tagging->header->third_size, width = tagging->header->types_width;
    for (size_t i = 0; i < count; i++)
        head_fill(tagger, tagging->third + i * third, tagger->model.types_head,
                  tagger->model.types_bias, width, tagging->header->types_shift,
                  tagging->scores + i * width);
    for (uint32_t layer = 0; layer < tagging->header->layers; layer++) {
        const int32_t *scores = tagging->scores + layer * TYPE_LABELS;
        label_chain_decode(&tagger->types_chain[layer], scores, width, count, tagging->labels,
                           tagging->back);
        tags_of_path(tagging, start, count, scores, width, tagger->type_of_layer[layer]);
    }
}

static void sentences_tag(struct tagging *tagging, const struct tokens *tokens)
{
    for (size_t s = 0; s < tokens->sentence_count; s++) {
        const struct sentence *sentence = &tokens->sentences[s];
        for (uint32_t at = 0; at < sentence->count; at += PIECE) {
            size_t count = sentence->count - at < PIECE ? sentence->count - at : PIECE;
            uint32_t start = sentence->first + at;
            if (!piece_plan(tagging, start, count))
                continue;
            piece_run(tagging, start, count);
            if (tagging->all)
                piece_types(tagging, start, count);
            else
                piece_names(tagging, start, count);
        }
    }
}

static void tagging_run(const struct tagger *tagger, struct tagger_memory *memory,
                        struct arena *arena, const struct report *report,
                        const struct tokens *tokens, const struct tagger_word *words, bool all,
                        struct tag_lead *leads, struct tags *tags)
{
    const struct model_header *header = tagger->model.header;
    size_t rows = PIECE + 2 * MARGIN;
    size_t width = all ? header->types_width : NAME_WIDTH;
    uint8_t *contexts = ARENA_ROOM(arena, uint8_t, tokens->count + 1);
    struct tagging tagging = {.tagger = tagger,
                              .header = header,
                              .memory = memory,
                              .arena = arena,
                              .text = report->text,
                              .tokens = tokens->items,
                              .words = words,
                              .contexts = contexts,
                              .tags = tags,
                              .leads = leads,
                              .all = all};
    *tags = (struct tags){0};
    for (size_t i = 0; leads != NULL && i < tokens->count; i++)
        leads[i] = (struct tag_lead){{LEAD_NONE, LEAD_NONE, LEAD_NONE}};
    contexts_of_tokens(report, tokens, contexts);
    tagging.records = ARENA_ROOM(arena, const int16_t *, PIECE);
    tagging.first = ARENA_ROOM(arena, int16_t, rows * header->first_size);
    tagging.second = ARENA_ROOM(arena, int16_t, rows * header->second_size);
    tagging.third = ARENA_ROOM(arena, int16_t, rows * header->third_size);
    tagging.scores = ARENA_ROOM(arena, int32_t, PIECE * width);
    tagging.labels = ARENA_ROOM(arena, uint8_t, PIECE);
    tagging.back = ARENA_ROOM(arena, uint8_t, (size_t)PIECE * NAME_LABELS);
    sentences_tag(&tagging, tokens);
    arena_return(arena, contexts, tokens->count + 1);
}

void tagger_names(const struct tagger *tagger, struct tagger_memory *memory, struct arena *arena,
                  const struct report *report, const struct tokens *tokens,
                  const struct tagger_word *words, struct tag_lead *leads, struct tags *tags)
{
    tagging_run(tagger, memory, arena, report, tokens, words, false, leads, tags);
}

void tagger_types(const struct tagger *tagger, struct tagger_memory *memory, struct arena *arena,
                  const struct report *report, const struct tokens *tokens,
                  const struct tagger_word *words, struct tags *tags)
{
    tagging_run(tagger, memory, arena, report, tokens, words, true, NULL, tags);
}

/* The contributions of all sets of contexts. */
static bool contexts_fill(struct tagger *tagger)
{
    const struct model *model = &tagger->model;
    size_t size = model->header->size, width = record_width(tagger);
    int16_t x[MODEL_WIDEST];
    tagger->contexts = malloc(CONTEXT_KINDS * width * sizeof *tagger->contexts);
    if (tagger->contexts == NULL)
        return false;
    for (size_t kind = 0; kind < CONTEXT_KINDS; kind++) {
        for (size_t i = 0; i < size; i++) {
            int32_t sum = 0;
            for (size_t bit = 0; bit < CONTEXT_BITS; bit++)
                sum += kind >> bit & 1 ? model->contexts[bit * size + i] : 0;
            x[i] = (int16_t)cut(sum, INT16_MAX);
        }
        contributions_of(tagger, x, tagger->contexts + kind * width);
    }
    return true;
}

/* Projects all centroids, so that a word's vector is a sum of rows. */
bool tagger_prepare(struct tagger *tagger, struct error *error)
{
    const struct model *model = &tagger->model;
    const struct model_header *header = model->header;
    size_t size = header->size, most = PART_MOST / header->parts;
    tagger->parts = malloc((size_t)header->parts * CENTROIDS * size * sizeof *tagger->parts);
    if (tagger->parts == NULL)
        return error_add(error, "tagger.no_memory", NULL);
    for (size_t part = 0; part < header->parts; part++)
        for (size_t code = 0; code < CENTROIDS; code++) {
            /* A pair of inputs may hold the end of one part and the begin of the next; what is
             * behind them is zero, since pairs come in eights. */
            size_t first = part * PART_SIZE, pair = first / 2;
            int16_t in[2 * EIGHT] = {0};
            int32_t sums[MODEL_WIDEST];
            memcpy(in + first % 2, model->centroids + (part * CENTROIDS + code) * PART_SIZE,
                   PART_SIZE * sizeof *in);
            memset(sums, 0, size * sizeof *sums);
            tagger->kernels->multiply(sums, size, in, EIGHT, model->projection + pair * 2 * size);
            tagger->kernels->shift_cut(sums, size, header->projection_shift, (int16_t) - (int)most,
                                       (int16_t)most,
                                       tagger->parts + (part * CENTROIDS + code) * size);
        }
    return true;
}

static void types_number(struct tagger *tagger)
{
    const struct model *model = &tagger->model;
    for (uint32_t layer = 0; layer < model->header->layers; layer++) {
        uint32_t type = 0;
        while (type < tagger->type_count && strcmp(tagger->types[type], model->types[layer]) != 0)
            type++;
        if (type == tagger->type_count)
            tagger->types[tagger->type_count++] = model->types[layer];
        tagger->type_of_layer[layer] = type;
        label_chain_init(&tagger->types_chain[layer], 1,
                         model->type_steps + layer * TYPE_LABELS * TYPE_LABELS);
    }
}

/* Of the weights, not of the words: the file is large, and a digest of all of it slow. */
static void version_write(struct tagger *tagger)
{
    const struct model *model = &tagger->model;
    const char *from = (const char *)model->contexts;
    const char *file = (const char *)model->header;
    struct span rest = {from, model->size - (size_t)(from - file)};
    uint64_t hash = XXH3_64bits(rest.data, rest.size);
    snprintf(tagger->version, sizeof tagger->version, "%016" PRIx64, hash);
}

/* A tagger over a model that it takes; NULL, and the model closed, where there is no memory. */
static struct tagger *tagger_of_model(struct model *model, const struct morphology *morphology)
{
    struct tagger *tagger = calloc(1, sizeof *tagger);
    if (tagger == NULL) {
        model_close(model);
        return NULL;
    }
    tagger->model = *model;
    tagger->morphology = morphology;
    tagger->kernels = kernels_choose();
    label_chain_init(&tagger->names, TAG_KINDS, tagger->model.name_steps);
    types_number(tagger);
    version_write(tagger);
    tagger->kernels->shift_cut(tagger->model.first_bias, tagger->model.header->first_size, 0,
                               -BIAS_MOST, BIAS_MOST, tagger->first_bias);
    if (!contexts_fill(tagger)) {
        tagger_close(tagger);
        return NULL;
    }
    return tagger;
}

/* Makes a tagger ready; closes it where that fails. */
static bool tagger_ready(struct tagger **tagger, struct error *error)
{
    if (tagger_prepare(*tagger, error))
        return true;
    tagger_close(*tagger);
    *tagger = NULL;
    return false;
}

bool tagger_open_bare(struct tagger **tagger, const char *path, const struct morphology *morphology,
                      struct error *error)
{
    struct model model;
    if (!model_open(&model, path, error))
        return false;
    *tagger = tagger_of_model(&model, morphology);
    return *tagger != NULL || error_add(error, "tagger.no_memory", NULL);
}

bool tagger_open(struct tagger **tagger, const char *path, const struct morphology *morphology,
                 struct error *error)
{
    return tagger_open_bare(tagger, path, morphology, error) && tagger_ready(tagger, error);
}

size_t tagger_vectors_size(const struct tagger *tagger)
{
    const struct model_header *header = tagger->model.header;
    return (size_t)header->words * header->size * sizeof *tagger->vectors;
}

void tagger_vectors(const struct tagger *tagger, void *out)
{
    size_t size = tagger->model.header->size;
    for (uint32_t word = 0; word < tagger->model.header->words; word++) {
        int16_t x[MODEL_WIDEST] = {0};
        vector_add(tagger, word, x);
        memcpy((int16_t *)out + word * size, x, size * sizeof *x);
    }
}

size_t tagger_vector_count(const struct tagger *tagger)
{
    return tagger->model.header->words;
}

uint32_t tagger_vector_of(const struct tagger *tagger, struct span lower)
{
    return model_word(&tagger->model, lower);
}

void tagger_input(const struct tagger *tagger, struct span folded, const struct tagger_word *word,
                  uint32_t vector, void *vectors)
{
    size_t size = tagger->model.header->size;
    struct token token = word_token(folded, CASE_LOWER);
    int16_t x[MODEL_WIDEST];
    input_of(tagger, NULL, &token, folded, word, x);
    memcpy((int16_t *)vectors + vector * size, x, size * sizeof *x);
}

bool tagger_take_vectors(struct tagger *tagger, struct span vectors, struct tagger_inputs inputs)
{
    if (vectors.size != tagger_vectors_size(tagger))
        return false;
    tagger->vectors = (const void *)vectors.data;
    tagger->inputs = inputs;
    return true;
}

struct span tagger_bytes(const struct tagger *tagger)
{
    return (struct span){(const char *)tagger->model.header, tagger->model.size};
}

bool tagger_of_bytes(struct tagger **tagger, struct span bytes, const char *path,
                     const struct morphology *morphology, struct error *error)
{
    struct model model;
    if (!model_of_bytes(&model, bytes, path, error))
        return false;
    *tagger = tagger_of_model(&model, morphology);
    if (*tagger == NULL)
        return error_add(error, "tagger.no_memory", NULL);
    return tagger_ready(tagger, error);
}

void tagger_close(struct tagger *tagger)
{
    if (tagger == NULL)
        return;
    model_close(&tagger->model);
    free(tagger->contexts);
    free(tagger->parts);
    free(tagger);
}

void tagger_rest(const struct tagger *tagger)
{
    mapped_file_rest(&tagger->model.file);
}

const char *tagger_type(const struct tagger *tagger, uint32_t number)
{
    return number < tagger->type_count ? tagger->types[number] : NULL;
}

struct span tagger_version(const struct tagger *tagger)
{
    return span_of(tagger->version);
}

struct span tagger_data(const struct tagger *tagger)
{
    const struct model_header *header = tagger->model.header;
    return (struct span){header->data_digest, sizeof header->data_digest};
}

bool tagger_memory_new(struct tagger_memory **out, size_t limit)
{
    struct tagger_memory *memory = calloc(1, sizeof *memory);
    if (memory == NULL)
        return false;
    memory->limit = limit;
    *out = memory;
    return true;
}

void tagger_memory_free(struct tagger_memory *memory)
{
    if (memory == NULL)
        return;
    free(memory->states);
    free(memory->inputs);
    free(memory->contributions);
    free(memory->places);
    free(memory->input_places);
    free(memory);
}

/* Makes room for the records of a tagger's width; without room nothing is kept. */
static void memory_size(struct tagger_memory *memory, const struct tagger *tagger)
{
    free(memory->states);
    free(memory->inputs);
    free(memory->contributions);
    free(memory->places);
    free(memory->input_places);
    memory->tagger = tagger;
    memory->states = calloc(memory->limit + 1, 1);
    memory->inputs =
        malloc((memory->limit * tagger->model.header->size + 1) * sizeof *memory->inputs);
    memory->contributions =
        malloc((memory->limit * record_width(tagger) + 1) * sizeof *memory->contributions);
    memory->places = malloc((memory->limit + 1) * sizeof *memory->places);
    memory->input_places = malloc((memory->limit + 1) * sizeof *memory->input_places);
    memory->count = memory->input_count = 0;
    if (!memory->states || !memory->inputs || !memory->contributions || !memory->places ||
        !memory->input_places)
        memory->limit = 0;
}

void tagger_memory_begin(struct tagger_memory *memory, const struct tagger *tagger, uint64_t epoch)
{
    if (memory == NULL)
        return;
    if (memory->tagger != tagger) {
        memory_size(memory, tagger);
    } else if (memory->epoch != epoch) {
        memset(memory->states, 0, memory->limit);
        memory->count = memory->input_count = 0;
    }
    memory->epoch = epoch;
}
