/* Where the words of a question stand in a text.
 *
 * The words of all phrases stand in a row, a bit each, and each word of the text says by its lemmas
 * which of them it is. Those bits are carried along from word to word (shift-and): a bit is set
 * where all words of its phrase up to there have just been seen. */
#include <string.h>

#include "words.h"

/* One of the alternatives of a word that is sought. */
struct placing_lemma {
    struct span text;
    uint64_t words;
};

static void lemmas_add(struct placing *placing, struct span word, unsigned place)
{
    while (word.size) {
        struct span lemma;
        span_next_part(&word, '|', &lemma);
        *ARRAY_PUSH(placing->arena, &placing->lemmas) =
            (struct placing_lemma){lemma, (uint64_t)1 << place};
    }
}

/* Adds a phrase behind the words that are there; false where there is no room. */
static bool phrase_add(struct placing *placing, struct span phrase, unsigned *count)
{
    unsigned first = *count;
    if (memchr(phrase.data, TITLE_MARK, phrase.size))
        return false;
    while (phrase.size) {
        struct span word;
        if (*count == PLACING_WORDS)
            return false;
        span_next_part(&phrase, ' ', &word);
        lemmas_add(placing, word, (*count)++);
    }
    unsigned size = *count - first;
    if (!size)
        return true;
    placing->begins |= (uint64_t)1 << first;
    placing->ends |= (uint64_t)1 << (*count - 1);
    placing->sizes[*count - 1] = (uint8_t)size;
    if (size - 1 > placing->behind)
        placing->behind = size - 1;
    return true;
}

bool placing_begin(struct placing *placing, struct word_memory *memory,
                   const struct morphology *morphology, const struct search_query *query,
                   struct arena *arena)
{
    unsigned count = 0;
    *placing = (struct placing){.memory = memory, .morphology = morphology, .arena = arena};
    for (size_t i = 0; i < query->phrase_count; i++)
        if (!phrase_add(placing, query->phrases[i], &count))
            return false;
    return count > 0;
}

void placing_text(struct placing *placing, struct span text, struct span words)
{
    placing->text = text;
    placing->words = words;
    placing->last = (struct range){0};
    placing->seen = 0;
    placing->standing = placing->found = 0;
}

/* Which of the words that are sought a word of the text is. */
static uint64_t word_match(struct placing *placing, struct span word)
{
    struct span lemmas =
        search_lemmas_recall(placing->memory, placing->morphology, word, placing->arena);
    uint64_t words = 0;
    while (lemmas.size) {
        struct span lemma;
        span_next_part(&lemmas, '|', &lemma);
        for (size_t i = 0; i < placing->lemmas.count; i++)
            if (span_equal(lemma, placing->lemmas.items[i].text))
                words |= placing->lemmas.items[i].words;
    }
    return words;
}

/* Goes on by one word, which is such of those that are sought. */
static void word_see(struct placing *placing, uint64_t words)
{
    placing->standing = (placing->standing << 1 | placing->begins) & words;
    placing->found <<= 1;
    for (uint64_t ended = placing->standing & placing->ends; ended; ended &= ended - 1) {
        unsigned size = placing->sizes[__builtin_ctzll(ended)];
        placing->found |= size < 64 ? ((uint64_t)1 << size) - 1 : UINT64_MAX;
    }
    placing->seen++;
}

bool placing_next(struct placing *placing, struct range *range)
{
    size_t blank = 0; /* words that are seen behind the end, to tell the last ones */
    for (;;) {
        struct range *last = &placing->last;
        if (word_range_take(&placing->words, last)) {
            placing->ring[placing->seen % PLACING_WORDS] = *last;
            word_see(placing, word_match(placing, span_of_range(placing->text, *last)));
        } else if (blank++ < placing->behind) {
            word_see(placing, 0);
        } else {
            return false;
        }
        if (!(placing->found >> placing->behind & 1))
            continue;
        *range = placing->ring[(placing->seen - 1 - placing->behind) % PLACING_WORDS];
        return true;
    }
}
