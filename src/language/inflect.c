/* Forms of one word. */
#include "tag.h"
#include "utf8.h"
#include "word.h"

enum { IMPOSSIBLE = -1 };

static const grammemes KEPT = GRAM_TENSES | GRAM_PERFECTIVE | GRAM_IMPERFECTIVE |
                              GRAM_FIRST_PERSON | GRAM_SECOND_PERSON | GRAM_THIRD_PERSON |
                              GRAM_INDICATIVE | GRAM_IMPERATIVE | GRAM_ACTIVE | GRAM_PASSIVE |
                              GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC | GRAM_SUPERLATIVE |
                              GRAM_ORDINAL | GRAM_PRONOMINAL | GRAM_COLLECTIVE;

/* What the new form must have of one category: the wanted value, else the old one. */
static bool category_fits(grammemes category, grammemes old, grammemes wanted, grammemes new)
{
    grammemes value = wanted & category ? wanted & category : old & category;
    return !value || !(new &category) || (new &value);
}

/* How ill a form fits, 0 best; IMPOSSIBLE where it is not what is wanted. */
static int misfit(const struct dictionary_tag *old, grammemes wanted,
                  const struct dictionary_tag *new)
{
    const grammemes animacy = GRAM_ANIMATE | GRAM_INANIMATE;
    if (new->pos != old->pos || (new->grammemes &KEPT) != (old->grammemes & KEPT) ||
        !category_fits(GRAM_CASES, old->grammemes, wanted, new->grammemes) ||
        !category_fits(GRAM_NUMBERS, old->grammemes, wanted, new->grammemes) ||
        !category_fits(GRAM_GENDERS, old->grammemes, wanted, new->grammemes) ||
        (wanted & GRAM_CASES && !(new->grammemes &GRAM_CASES)) ||
        (wanted & GRAM_NUMBERS && !(new->grammemes &GRAM_NUMBERS))) {
        return IMPOSSIBLE;
    }
    int value = new->flags &TAG_VARIANT ? 8 : 0;
    value += (new->grammemes ^ old->grammemes) & (GRAM_COLLOQUIAL | GRAM_ABBREVIATION) ? 4 : 0;
    bool free_gender = !((old->grammemes | wanted) & GRAM_GENDERS);
    value += free_gender && new->grammemes &(GRAM_FEMININE | GRAM_NEUTER) ? 1 : 0;
    grammemes animate = wanted & animacy ? wanted & animacy : old->grammemes & animacy;
    if (animate && new->grammemes & animacy && !(new->grammemes &animate)) {
        value += wanted & animacy ? 16 : 2;
    }
    return value;
}

/* How many forms with the same tag stand before a form in its paradigm. */
static uint32_t series_of(const struct dictionary *dictionary, uint32_t first, uint32_t form)
{
    uint32_t series = 0;
    for (uint32_t i = first; i < form; i++) {
        series += dictionary->forms[i].tag == dictionary->forms[form].tag;
    }
    return series;
}

/* The form of the paradigm that fits best; FORM_NONE where none does. Of those that fit alike the
 * one of the same series, since a paradigm can have its forms twice («лучшего»: «лучший», not
 * «наихороший»), else the first. */
static uint32_t form_wanted(const struct dictionary *dictionary, uint32_t form, grammemes wanted)
{
    uint32_t first = form - dictionary->forms[form].index, best = FORM_NONE;
    uint32_t size = dictionary_paradigm_size(dictionary, first);
    uint32_t series = series_of(dictionary, first, form);
    int least = IMPOSSIBLE;
    const struct dictionary_tag *old = dictionary_tag(dictionary, form);
    for (uint32_t i = first; i < first + size; i++) {
        int value = misfit(old, wanted, dictionary_tag(dictionary, i));
        bool closer = best != FORM_NONE && value == least &&
                      series_of(dictionary, first, i) == series &&
                      series_of(dictionary, first, best) != series;
        if (value != IMPOSSIBLE && (least == IMPOSSIBLE || value < least || closer)) {
            least = value;
            best = i;
        }
    }
    return best;
}

/* Appends codes as letters: capitals where upper, ё only where the word is written with it. */
static size_t letters_write(const uint8_t *codes, size_t size, bool upper, bool yo, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t letter = dictionary_letter(codes[i] == CODE_YO && !yo ? CODE_IE : codes[i]);
        used += utf8_encode(upper ? code_point_to_upper(letter) : letter, out + used);
    }
    return used;
}

/* The number of letters in which two suffixes end alike («а-на-амуре», «-на-амуре»). */
static size_t common_tail(const uint8_t *one, size_t one_size, const uint8_t *other,
                          size_t other_size)
{
    size_t tail = 0;
    while (tail < one_size && tail < other_size &&
           one[one_size - 1 - tail] == other[other_size - 1 - tail]) {
        tail++;
    }
    return tail;
}

/* word[start, end), read as form, in the form target, with the capitals that it has. */
static struct span part_inflect(const struct dictionary *dictionary, const struct word *word,
                                size_t start, size_t end, uint32_t form, uint32_t target,
                                struct arena *arena)
{
    size_t own_prefix, own_suffix, prefix_size, suffix_size, used = 0;
    dictionary_prefix(dictionary, form, &own_prefix);
    const uint8_t *own = dictionary_suffix(dictionary, form, false, &own_suffix);
    const uint8_t *prefix = dictionary_prefix(dictionary, target, &prefix_size);
    const uint8_t *suffix = dictionary_suffix(dictionary, target, false, &suffix_size);
    size_t tail = common_tail(own, own_suffix, suffix, suffix_size), head = 0;
    while (head + tail < own_suffix && head + tail < suffix_size && own[head] == suffix[head]) {
        head++; /* «-Петербурга»: its capital stays */
    }
    struct span whole = span_slice(word->text, word->offsets[start], word->offsets[end]);
    if (own_prefix + own_suffix > end - start) {
        return whole;
    }
    struct span stem = span_slice(word->text, word->offsets[start + own_prefix],
                                  word->offsets[end - own_suffix + head]);
    struct span end_text = span_slice(word->text, word->offsets[end - tail], word->offsets[end]);
    char *out = arena_alloc(arena, (prefix_size + suffix_size) * 4 + whole.size + 8, 1);
    bool upper = word->size > 1 && word->uppers > 1 && word->last_upper;
    used = letters_write(prefix, prefix_size, upper, word->yo, out);
    if (stem.size) {
        memcpy(out + used, stem.data, stem.size);
    }
    used += stem.size;
    used += letters_write(suffix + head, suffix_size - tail - head, upper, word->yo, out + used);
    if (tail) {
        memcpy(out + used, end_text.data, end_text.size);
        used += end_text.size;
    }
    size_t first = 0, lower = 0;
    bool capital = whole.size && code_point_is_upper(utf8_next(whole, &first));
    if (used == 0 || (stem.size && own_prefix == 0 && prefix_size == 0)) {
        return (struct span){out, used};
    }
    uint32_t letter = utf8_next((struct span){out, used}, &lower);
    letter = capital ? code_point_to_upper(letter) : code_point_to_lower(letter);
    char replaced[4];
    if (utf8_encode(letter, replaced) == lower && !upper) {
        memcpy(out, replaced, lower);
    }
    return (struct span){out, used};
}

/* The first word of a compound in the case and number of the second. */
static struct span first_inflect(const struct morphology *morphology, const struct word *word,
                                 size_t letters, const struct analysis *analysis, grammemes wanted,
                                 struct arena *arena)
{
    const struct dictionary *dictionary = &morphology->dictionary;
    uint32_t form, target = FORM_NONE;
    grammemes same = wanted & (GRAM_CASES | GRAM_NUMBERS);
    if (compound_first(morphology, word, letters, analysis, &form)) {
        target = form_wanted(dictionary, form, same);
    }
    return target == FORM_NONE ? span_slice(word->text, 0, word->offsets[letters])
                               : part_inflect(dictionary, word, 0, letters, form, target, arena);
}

bool morphology_inflect(const struct morphology *morphology, struct span text,
                        const struct analysis *analysis, grammemes wanted, struct arena *arena,
                        struct span *form)
{
    const struct dictionary *dictionary = &morphology->dictionary;
    struct word word;
    if (analysis->form >= dictionary->counts[SECTION_FORMS] || analysis->grammemes & GRAM_FIXED) {
        /* An abbreviation, an initial, «пальто»: the same in every case. */
        *form = arena_copy(arena, text);
        return analysis->grammemes & GRAM_FIXED;
    }
    if (!word_encode(&word, text) ||
        (size_t)analysis->prefix_size + analysis->suffix_size > text.size) {
        return false;
    }
    uint32_t target = form_wanted(dictionary, analysis->form, wanted);
    if (target == FORM_NONE) {
        return false;
    }
    struct arena_mark mark = arena_mark(arena);
    size_t start = word_letter_at(&word, analysis->prefix_size);
    size_t end = word_letter_at(&word, text.size - analysis->suffix_size);
    struct span part = part_inflect(dictionary, &word, start, end, analysis->form, target, arena);
    struct span prefix = span_slice(text, 0, analysis->prefix_size);
    struct span suffix = span_slice(text, text.size - analysis->suffix_size, text.size);
    if (analysis->compound && start > 1) {
        prefix = first_inflect(morphology, &word, start - 1, analysis, wanted, arena);
        prefix = arena_join(arena, prefix, SPAN("-"));
    }
    part = arena_join(arena, prefix, part);
    *form = arena_keep(arena, mark, suffix.size > 0 ? arena_join(arena, part, suffix) : part);
    return true;
}
