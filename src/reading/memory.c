/* Forms of words: making them, and keeping them in a table of fixed size. */
#include "memory.h"

#include "form_stock.h"
#include "tagger.h"

#include <assert.h>
#include <stdlib.h>

enum {
    SLOTS_PER_FORM = 2,  /* of the hash table: at most half of it is taken */
    BYTES_PER_FORM = 320 /* on the average: letters, analyses, lemmas of the grammar */
};

struct reading_memory {
    const struct reader *reader; /* of the forms in it; NULL before the first report */
    struct form *forms;          /* limit of them */
    uint32_t *slots;             /* 1 + number of a form; 0: free. A power of two of them */
    char *bytes;                 /* what the forms point at */
    size_t limit, count;
    size_t slot_mask;
    size_t byte_limit, byte_count;
    uint64_t epoch;
    struct tagger_memory *tagger;
};

bool reading_memory_new(struct reading_memory **out, size_t limit)
{
    struct reading_memory *memory = calloc(1, sizeof *memory);
    if (memory == NULL)
        return false;
    size_t slots = 16;
    while (slots < limit * SLOTS_PER_FORM)
        slots *= 2;
    memory->limit = limit;
    memory->slot_mask = slots - 1;
    memory->byte_limit = limit * BYTES_PER_FORM;
    memory->forms = calloc(limit, sizeof *memory->forms);
    memory->slots = calloc(slots, sizeof *memory->slots);
    memory->bytes = malloc(memory->byte_limit);
    bool tagger = tagger_memory_new(&memory->tagger, limit);
    if (!memory->forms || !memory->slots || !memory->bytes || !tagger) {
        reading_memory_free(memory);
        return false;
    }
    *out = memory;
    return true;
}

void reading_memory_free(struct reading_memory *memory)
{
    if (memory == NULL)
        return;
    free(memory->forms);
    free(memory->slots);
    free(memory->bytes);
    tagger_memory_free(memory->tagger);
    free(memory);
}

size_t reading_memory_limit(const struct reading_memory *memory)
{
    return memory != NULL ? memory->limit : 0;
}

uint64_t reading_memory_epoch(const struct reading_memory *memory)
{
    return memory != NULL ? memory->epoch : 0;
}

bool reading_memory_forgets(const struct reading_memory *memory)
{
    return memory != NULL && (memory->count * 8 > memory->limit * 7 ||
                              memory->byte_count > memory->byte_limit / 8 * 7);
}

void reading_memory_begin(struct reading_memory *memory, const struct reader *reader)
{
    if (memory == NULL)
        return;
    if (!reading_memory_forgets(memory) && memory->reader == reader)
        return;
    if (memory->count > 0)
        memset(memory->slots, 0, (memory->slot_mask + 1) * sizeof *memory->slots);
    memory->count = memory->byte_count = 0;
    memory->reader = reader;
    memory->epoch++;
}

struct tagger_memory *reading_memory_tagger(struct reading_memory *memory)
{
    return memory != NULL ? memory->tagger : NULL;
}

uint64_t form_hash(const struct token *token, struct span text)
{
    return form_stock_hash(text) + token->kind - TOKEN_WORD;
}

void form_fetch_slot(const struct reading_memory *memory, uint64_t hash)
{
    if (memory != NULL)
        __builtin_prefetch(&memory->slots[hash & memory->slot_mask]);
}

void form_fetch(const struct reader *reader, const struct reading_memory *memory, uint64_t hash)
{
    uint32_t slot = memory != NULL ? memory->slots[hash & memory->slot_mask] : 0;
    if (slot != 0) {
        __builtin_prefetch(&memory->forms[slot - 1]);
        __builtin_prefetch((const char *)&memory->forms[slot] - 1);
    } else if (reader->stock != NULL)
        form_stock_fetch(reader->stock, hash);
}

void form_fetch_letters(const struct reading_memory *memory, uint64_t hash)
{
    uint32_t slot = memory != NULL ? memory->slots[hash & memory->slot_mask] : 0;
    if (slot != 0) {
        __builtin_prefetch(memory->forms[slot - 1].text.data);
        __builtin_prefetch(memory->forms[slot - 1].analyses);
    }
}

/* The slot of a form, or the free one where it belongs. */
static uint32_t *slot_of(const struct reading_memory *memory, const struct token *token,
                         struct span text, uint64_t hash)
{
    for (size_t at = hash & memory->slot_mask;; at = (at + 1) & memory->slot_mask) {
        uint32_t *slot = &memory->slots[at];
        if (*slot == 0)
            return slot;
        const struct form *form = &memory->forms[*slot - 1];
        if (form->hash == (uint32_t)hash && form->kind == token->kind &&
            span_equal(form->text, text))
            return slot;
    }
}

/* The bytes of what a form points at, besides its letters. */
static size_t tables_size(const struct form *form)
{
    return form->analysis_count * sizeof(struct analysis) +
           form->of_grammar.lemma_count * sizeof(struct word_lemma);
}

/* Points a form at copies of what it was made of. room is aligned. */
static void form_settle(const struct making *making, char *room, struct form *form)
{
    size_t size = making->form.analysis_count * sizeof(struct analysis);
    *form = making->form;
    form->analyses = (const struct analysis *)(void *)room;
    memcpy(room, making->analyses, size);
    form->of_grammar.lemmas = (const struct word_lemma *)(void *)(room + size);
    memcpy(room + size, making->lemmas, form->of_grammar.lemma_count * sizeof(struct word_lemma));
}

static const struct form *form_in_arena(struct arena *arena, const struct making *making)
{
    struct form *form = ARENA_NEW(arena, struct form, 1);
    char *room = arena_alloc(arena, tables_size(&making->form), alignof(struct analysis));
    form_settle(making, room, form);
    return form;
}

/* Gives a form that is kept its number and its own text, for which there is room. */
static void form_number(struct reading_memory *memory, struct form *form, char *room, uint64_t hash,
                        uint32_t *slot)
{
    memcpy(room, form->text.data, form->text.size);
    form->text.data = room;
    form->hash = (uint32_t)hash;
    form->number = (uint32_t)memory->count++;
    *slot = form->number + 1;
}

static const struct form *form_keep(struct reading_memory *memory, struct arena *arena,
                                    const struct making *making, uint64_t hash, uint32_t *slot)
{
    size_t tables = tables_size(&making->form), size = tables + making->form.text.size;
    size += (size_t)-size & (alignof(struct analysis) - 1);
    if (memory->count == memory->limit || size > memory->byte_limit - memory->byte_count)
        return form_in_arena(arena, making);
    struct form *form = &memory->forms[memory->count];
    char *room = memory->bytes + memory->byte_count;
    form_settle(making, room, form);
    form_number(memory, form, room + tables, hash, slot);
    memory->byte_count += size;
    return form;
}

/* A form whose analyses and lemmas stand in the stock: only its letters are copied. */
static const struct form *form_keep_stocked(struct reading_memory *memory, struct arena *arena,
                                            const struct form *stocked, uint64_t hash,
                                            uint32_t *slot)
{
    size_t size = stocked->text.size;
    size += (size_t)-size & (alignof(struct analysis) - 1);
    bool room = memory->count < memory->limit && size <= memory->byte_limit - memory->byte_count;
    struct form *form = room ? &memory->forms[memory->count] : ARENA_ROOM(arena, struct form, 1);
    *form = *stocked;
    if (!room)
        return form;
    form_number(memory, form, memory->bytes + memory->byte_count, hash, slot);
    memory->byte_count += size;
    return form;
}

const struct form *form_of(const struct reader *reader, struct reading_memory *memory,
                           struct arena *arena, const struct token *token, struct span text,
                           uint64_t hash)
{
    struct making making; /* not cleared: it is large */
    struct form stocked;
    if (memory == NULL) {
        form_make(reader, token, text, &making);
        return form_in_arena(arena, &making);
    }
    assert(memory->reader == reader);
    uint32_t *slot = slot_of(memory, token, text, hash);
    if (*slot != 0)
        return &memory->forms[*slot - 1];
    if (form_stock_take(reader, token, text, &stocked))
        return form_keep_stocked(memory, arena, &stocked, hash, slot);
    form_make(reader, token, text, &making);
    return form_keep(memory, arena, &making, hash, slot);
}
