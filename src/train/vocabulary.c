#include "vocabulary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "form_features.h"

static int descending(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a < *b) - (*a > *b);
}

static uint32_t frequency_least(struct arena *arena, const struct vectors *vectors, size_t limit)
{
    if (limit >= vectors->count)
        return 0;
    uint32_t *sorted = ARENA_NEW(arena, uint32_t, vectors->count);
    memcpy(sorted, vectors->frequencies, vectors->count * sizeof *sorted);
    qsort(sorted, vectors->count, sizeof *sorted, descending);
    return sorted[limit];
}

/* Vectors carry <unk> and <pad>, which are no words. */
static bool word_kept(const struct vocabulary *vocabulary, uint32_t number)
{
    return vocabulary->vectors->frequencies[number] >= vocabulary->least_frequency &&
           !span_starts_with(vocabulary->vectors->words[number], SPAN("<"));
}

static uint32_t word_find(const void *words, struct span lower)
{
    const struct vocabulary *vocabulary = words;
    uint32_t number = vectors_find(vocabulary->vectors, lower);
    return number != UINT32_MAX && word_kept(vocabulary, number) ? number : UINT32_MAX;
}

static void words_choose(struct vocabulary *vocabulary, struct arena *arena)
{
    uint32_t *words = ARENA_NEW(arena, uint32_t, vocabulary->vectors->count);
    for (uint32_t i = 0; i < vocabulary->vectors->count; i++)
        if (word_kept(vocabulary, i))
            words[vocabulary->word_count++] = i;
    vocabulary->words = words;
}

/* Values so scaled that their mean square is one. */
static void forms_fill(struct vocabulary *vocabulary, struct arena *arena,
                       const struct corpus *corpus)
{
    size_t forms = corpus->forms.count, size = vocabulary->size, count = 0;
    float *values = ARENA_NEW(arena, float, forms *size);
    bool *known = ARENA_NEW(arena, bool, forms);
    double squares = 0;
    for (size_t i = 0; i < forms; i++) {
        const struct form *form = &corpus->forms.items[i];
        uint32_t word = form_own_vector(form->text, form->folded, word_find, vocabulary);
        if (word == UINT32_MAX)
            word = form_other_vector(form->text, form->folded, form->lemma, word_find, vocabulary);
        if (word == UINT32_MAX)
            continue;
        vectors_unpack(vocabulary->vectors, word, values + i * size);
        known[i] = true;
        count++;
        for (size_t j = 0; j < size; j++)
            squares += (double)values[i * size + j] * (double)values[i * size + j];
    }
    vocabulary->scale = squares > 0 ? (float)(1 / sqrt(squares / (double)(count * size))) : 1;
    for (size_t i = 0; i < forms * size; i++)
        values[i] *= vocabulary->scale;
    vocabulary->values = values;
    vocabulary->known = known;
}

void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena,
                     const struct vectors *vectors, const struct corpus *corpus, size_t limit)
{
    *vocabulary = (struct vocabulary){.vectors = vectors,
                                      .size = vectors->parts * vectors->part_size,
                                      .least_frequency = frequency_least(arena, vectors, limit)};
    words_choose(vocabulary, arena);
    forms_fill(vocabulary, arena, corpus);
}
