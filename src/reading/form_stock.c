/* The stock of forms: making it, and taking forms out of it. */
#include "form_stock.h"

#include "reader.h"
#include "utf8.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

/* A slot has 1 + the number of a form and, above it, bits of its hash, so that few forms are looked
 * at for nothing; 0: free. At most half of them are taken. */
enum { NUMBER_BITS = 20, FORMS_MOST = (1 << NUMBER_BITS) - 1 };

enum stocked_flags {
    STOCKED_BEGINS = 1, /* an entry of the lexicons may begin with it */
    STOCKED_TITLE = 2,  /* all the same with a capital before it */
    STOCKED_ANCHORS = 2 /* where bits of layers begin: struct grammar_word */
};

/* A form in lower case, which is its folded one. */
struct stocked {
    uint32_t letters, analyses, lemmas; /* where they begin */
    uint32_t form;                      /* of the grammar */
    uint32_t input;                     /* of the tagger: 1 + its vector; 0 for none */
    uint32_t time;                      /* 1 + number of the word of time; 0 for none */
    struct lexicon_words lexemes;
    uint8_t size; /* of its letters, in bytes */
    uint8_t analysis_count;
    uint8_t lemma_count;
    uint8_t flags; /* enum stocked_flags, and above them its anchors */
};

struct form_stock {
    const uint32_t *slots; /* a power of two of them: see form_stock.c */
    size_t slot_count;
    const struct stocked *forms;
    size_t count;
    const struct analysis *analyses;
    size_t analysis_count;
    const struct word_lemma *lemmas;
    size_t lemma_count;
    struct span letters;
    const uint32_t *of_vectors;
    size_t vector_count;
};

const struct pack_kind stock_kinds[STOCK_SECTIONS] = {
    [STOCK_SLOTS] = {"stock-slots", sizeof(uint32_t)},
    [STOCK_FORMS] = {"stock-forms", sizeof(struct stocked)},
    [STOCK_ANALYSES] = {"stock-analyses", sizeof(struct analysis)},
    [STOCK_LEMMAS] = {"stock-lemmas", sizeof(struct word_lemma)},
    [STOCK_LETTERS] = {"stock-letters", 1},
    [STOCK_VECTORS] = {"stock-vectors", sizeof(uint32_t)},
};

size_t form_stock_layout(void)
{
    return sizeof(struct stocked);
}

/* ---- making it ---- */

struct stocking {
    const struct reader *reader;
    struct arena *arena;
    void *vectors;
    uint32_t *of_vectors;
    struct map seen;
    struct {
        struct stocked *items;
        size_t count;
        size_t capacity;
    } forms;
    struct {
        struct analysis *items;
        size_t count;
        size_t capacity;
    } analyses;
    struct {
        struct word_lemma *items;
        size_t count;
        size_t capacity;
    } lemmas;
    struct {
        char *items;
        size_t count;
        size_t capacity;
    } letters;
};

/* Field by field: what lies between them would differ from file to file. */
static void analysis_copy(struct analysis *out, const struct analysis *from)
{
    memset(out, 0, sizeof *out);
    out->pos = from->pos;
    out->known = from->known;
    out->compound = from->compound;
    out->prefix_size = from->prefix_size;
    out->suffix_size = from->suffix_size;
    out->form = from->form;
    out->weight = from->weight;
    out->lemma = from->lemma;
    out->base = from->base;
    out->grammemes = from->grammemes;
}

static bool analyses_same(const struct making *one, const struct making *other)
{
    bool same = one->form.analysis_count == other->form.analysis_count;
    for (size_t i = 0; same && i < one->form.analysis_count; i++) {
        struct analysis copies[2];
        analysis_copy(&copies[0], &one->analyses[i]);
        analysis_copy(&copies[1], &other->analyses[i]);
        same = memcmp(&copies[0], &copies[1], sizeof copies[0]) == 0;
    }
    return same;
}

/* Whether a form has the same analyses with a capital: the rest follows from them and from the
 * folded letters. */
static bool is_same_in_title(const struct reader *reader, const struct token *token,
                             const struct making *making)
{
    struct making title;
    char text[UINT8_MAX + 4];
    size_t at = 0;
    uint32_t first = code_point_to_upper(utf8_next(token->folded, &at));
    size_t size = utf8_encode(first, text);
    if (size != at)
        return false;
    memcpy(text + size, token->folded.data + at, token->folded.size - at);
    form_make(reader, token, (struct span){text, token->folded.size}, &title);
    return analyses_same(making, &title);
}

/* Puts the input of the form to be added next in the place of its vector, unless that is taken: two
 * words may have one. */
static uint32_t input_put(struct stocking *stocking, const struct token *token,
                          const struct making *making)
{
    const struct tagger *tagger = stocking->reader->tagger;
    uint32_t vector = tagger_vector_of(tagger, token->folded);
    struct tagger_word word = {.analyses = making->analyses,
                               .analysis_count = making->form.analysis_count};
    if (stocking->of_vectors[vector] != 0)
        return 0;
    tagger_input(tagger, token->folded, &word, vector, stocking->vectors);
    stocking->of_vectors[vector] = (uint32_t)stocking->forms.count + 1;
    return vector + 1;
}

static void stocked_add(struct stocking *stocking, const struct token *token,
                        const struct making *making)
{
    const struct reader *reader = stocking->reader;
    const struct form *form = &making->form;
    bool title = is_same_in_title(reader, token, making);
    uint32_t input = input_put(stocking, token, making);
    struct stocked *stocked = ARRAY_PUSH(stocking->arena, &stocking->forms);
    *stocked = (struct stocked){
        .letters = (uint32_t)stocking->letters.count,
        .analyses = (uint32_t)stocking->analyses.count,
        .lemmas = (uint32_t)stocking->lemmas.count,
        .form = form->of_grammar.form,
        .input = input,
        .time = form->time ? (uint32_t)(form->time - reader->times.words.items) + 1 : 0,
        .lexemes = form->lexemes,
        .size = (uint8_t)token->folded.size,
        .analysis_count = form->analysis_count,
        .lemma_count = (uint8_t)form->of_grammar.lemma_count,
        .flags = (uint8_t)((form->begins ? STOCKED_BEGINS : 0) | (title ? STOCKED_TITLE : 0) |
                           form->of_grammar.anchors << STOCKED_ANCHORS),
    };
    for (size_t i = 0; i < form->analysis_count; i++)
        analysis_copy(ARRAY_PUSH(stocking->arena, &stocking->analyses), &making->analyses[i]);
    for (size_t i = 0; i < form->of_grammar.lemma_count; i++)
        *ARRAY_PUSH(stocking->arena, &stocking->lemmas) = making->lemmas[i];
    for (size_t i = 0; i < token->folded.size; i++)
        *ARRAY_PUSH(stocking->arena, &stocking->letters) = token->folded.data[i];
}

static void word_visit(void *context, struct span folded)
{
    struct stocking *stocking = context;
    bool added;
    if (tagger_vector_of(stocking->reader->tagger, folded) == UINT32_MAX ||
        folded.size > UINT8_MAX || map_find(&stocking->seen, folded) ||
        stocking->forms.count == FORMS_MOST)
        return;
    struct making making;
    struct token token = {.kind = TOKEN_WORD,
                          .shape = CASE_LOWER,
                          .cyrillic = true,
                          .folded = arena_copy(stocking->arena, folded)};
    map_add(&stocking->seen, token.folded, &added);
    form_make(stocking->reader, &token, token.folded, &making);
    if (making.form.analysis_count > 0 && making.analyses[0].known)
        stocked_add(stocking, &token, &making);
}

uint64_t form_stock_hash(struct span folded)
{
    return XXH3_64bits(folded.data, folded.size);
}

static uint32_t slot_tag(uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~(uint32_t)FORMS_MOST;
}

static struct span slots_make(const struct stocking *stocking)
{
    size_t count = 2;
    while (count < 2 * stocking->forms.count)
        count *= 2;
    uint32_t *slots = ARENA_NEW(stocking->arena, uint32_t, count);
    for (uint32_t i = 0; i < stocking->forms.count; i++) {
        const struct stocked *form = &stocking->forms.items[i];
        uint64_t hash =
            form_stock_hash((struct span){stocking->letters.items + form->letters, form->size});
        size_t at = hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = slot_tag(hash) | (i + 1);
    }
    return (struct span){(const char *)slots, count * sizeof *slots};
}

void form_stock_pack(const struct reader *reader, struct arena *arena, void *vectors,
                     struct span *numbers)
{
    struct stocking stocking = {.reader = reader, .arena = arena, .vectors = vectors};
    memset(numbers, 0, STOCK_SECTIONS * sizeof *numbers);
    if (reader->tagger == NULL)
        return;
    size_t words = tagger_vector_count(reader->tagger);
    stocking.of_vectors = ARENA_NEW(arena, uint32_t, words);
    map_init(&stocking.seen, arena);
    morphology_each_word(reader->morphology, word_visit, &stocking);
    numbers[STOCK_SLOTS] = slots_make(&stocking);
    numbers[STOCK_FORMS] = (struct span){(const char *)stocking.forms.items,
                                         stocking.forms.count * sizeof *stocking.forms.items};
    numbers[STOCK_ANALYSES] =
        (struct span){(const char *)stocking.analyses.items,
                      stocking.analyses.count * sizeof *stocking.analyses.items};
    numbers[STOCK_LEMMAS] = (struct span){(const char *)stocking.lemmas.items,
                                          stocking.lemmas.count * sizeof *stocking.lemmas.items};
    numbers[STOCK_LETTERS] = (struct span){stocking.letters.items, stocking.letters.count};
    numbers[STOCK_VECTORS] =
        (struct span){(const char *)stocking.of_vectors, words * sizeof *stocking.of_vectors};
}

/* ---- taking forms out of it ---- */

const struct form_stock *form_stock_unpack(struct arena *arena, const struct span *numbers)
{
    struct form_stock *stock = ARENA_NEW(arena, struct form_stock, 1);
    size_t slots = numbers[STOCK_SLOTS].size / sizeof *stock->slots;
    if (slots == 0 || slots & (slots - 1))
        return NULL;
    *stock = (struct form_stock){
        .slots = (const void *)numbers[STOCK_SLOTS].data,
        .slot_count = slots,
        .forms = (const void *)numbers[STOCK_FORMS].data,
        .count = numbers[STOCK_FORMS].size / sizeof *stock->forms,
        .analyses = (const void *)numbers[STOCK_ANALYSES].data,
        .analysis_count = numbers[STOCK_ANALYSES].size / sizeof *stock->analyses,
        .lemmas = (const void *)numbers[STOCK_LEMMAS].data,
        .lemma_count = numbers[STOCK_LEMMAS].size / sizeof *stock->lemmas,
        .letters = numbers[STOCK_LETTERS],
        .of_vectors = (const void *)numbers[STOCK_VECTORS].data,
        .vector_count = numbers[STOCK_VECTORS].size / sizeof *stock->of_vectors,
    };
    return stock;
}

static struct span stocked_text(const struct form_stock *stock, const struct stocked *stocked)
{
    return span_slice(stock->letters, stocked->letters, (size_t)stocked->letters + stocked->size);
}

void form_stock_fetch(const struct form_stock *stock, uint64_t hash)
{
    __builtin_prefetch(&stock->slots[hash & (stock->slot_count - 1)]);
}

static const struct stocked *stocked_find(const struct form_stock *stock, struct span folded)
{
    uint64_t hash = form_stock_hash(folded);
    size_t mask = stock->slot_count - 1;
    for (size_t i = 0; i < stock->slot_count; i++) {
        uint32_t slot = stock->slots[(hash + i) & mask];
        if (slot == 0)
            return NULL;
        uint32_t number = (slot & FORMS_MOST) - 1;
        if ((slot & ~(uint32_t)FORMS_MOST) != slot_tag(hash) || number >= stock->count)
            continue;
        const struct stocked *stocked = &stock->forms[number];
        if (stocked->size == folded.size && span_equal(stocked_text(stock, stocked), folded))
            return stocked;
    }
    return NULL;
}

/* Whether what a stocked form names is there. */
static bool stocked_good(const struct reader *reader, const struct stocked *stocked)
{
    const struct form_stock *stock = reader->stock;
    if (stocked->analyses > stock->analysis_count || stocked->lemmas > stock->lemma_count ||
        stocked->analysis_count > stock->analysis_count - stocked->analyses ||
        stocked->lemma_count > stock->lemma_count - stocked->lemmas ||
        stocked->analysis_count == 0 || stocked->analysis_count > ANALYSIS_LIMIT ||
        stocked->time > reader->times.words.count)
        return false;
    for (size_t i = 0; i < stocked->analysis_count; i++)
        if (!morphology_analysis_good(reader->morphology, &stock->analyses[stocked->analyses + i]))
            return false;
    return true;
}

/* A form in lower case, or one with a capital of which nothing else differs from it. */
static bool is_written_as(struct span text, const struct token *token,
                          const struct stocked *stocked)
{
    enum { LETTER = 2 }; /* bytes of a Cyrillic one */
    static const char yo[LETTER] = {'\xD0', '\x81'};
    struct span folded = token->folded;
    if (token->shape == CASE_LOWER)
        return text.data == folded.data || span_equal(text, folded);
    return token->shape == CASE_TITLE && stocked->flags & STOCKED_TITLE &&
           text.size == folded.size && text.size >= LETTER && memcmp(text.data, yo, LETTER) != 0 &&
           memcmp(text.data + LETTER, folded.data + LETTER, text.size - LETTER) == 0;
}

bool form_stock_take(const struct reader *reader, const struct token *token, struct span text,
                     struct form *form)
{
    const struct form_stock *stock = reader->stock;
    if (stock == NULL || token->kind != TOKEN_WORD || !token->cyrillic || token->shape > CASE_TITLE)
        return false;
    const struct stocked *stocked = stocked_find(stock, token->folded);
    if (stocked == NULL || !is_written_as(text, token, stocked) || !stocked_good(reader, stocked))
        return false;
    *form = (struct form){
        .text = text,
        .number = NO_FORM,
        .kind = TOKEN_WORD,
        .analysis_count = stocked->analysis_count,
        .begins = stocked->flags & STOCKED_BEGINS,
        .analyses = stock->analyses + stocked->analyses,
        .time = stocked->time ? &reader->times.words.items[stocked->time - 1] : NULL,
        .lexemes = stocked->lexemes,
        .input = stocked->input,
        .of_grammar = {.lemmas = stock->lemmas + stocked->lemmas,
                       .lemma_count = stocked->lemma_count,
                       .anchors = (uint16_t)(stocked->flags >> STOCKED_ANCHORS),
                       .form = stocked->form},
    };
    form->of_grammar.sketch = grammar_word_sketch(&form->of_grammar);
    for (size_t i = 0; i < form->analysis_count; i++)
        form->grammemes |= form->analyses[i].grammemes;
    return reader->grammar == NULL ||
           grammar_word_good(reader->grammar, &form->of_grammar, form->analysis_count);
}

bool form_stock_input(const void *context, uint32_t vector, struct span *folded,
                      struct tagger_word *word)
{
    const struct reader *reader = context;
    const struct form_stock *stock = reader->stock;
    if (stock == NULL || vector >= stock->vector_count || stock->of_vectors[vector] == 0 ||
        stock->of_vectors[vector] > stock->count)
        return false;
    const struct stocked *stocked = &stock->forms[stock->of_vectors[vector] - 1];
    if (!stocked_good(reader, stocked))
        return false;
    *folded = stocked_text(stock, stocked);
    *word = (struct tagger_word){.analyses = stock->analyses + stocked->analyses,
                                 .analysis_count = stocked->analysis_count,
                                 .number = UINT32_MAX};
    return true;
}
