/* Analysing words: look-up, weights, lemmas; what is not in the dictionary goes to predict.c. */
#include "morphology.h"

#include "tag.h"
#include "utf8.h"
#include "word.h"

enum { READINGS = 96 };

bool morphology_open(struct morphology **morphology, const char *path, struct error *error)
{
    *morphology = NULL;
    struct morphology *opened = calloc(1, sizeof *opened);
    if (!opened) {
        return error_add(error, "dictionary.no_memory", "file", path, NULL);
    }
    if (!dictionary_open(&opened->dictionary, path, error)) {
        free(opened);
        return false;
    }
    prefixes_init(opened);
    *morphology = opened;
    return true;
}

void morphology_close(struct morphology *morphology)
{
    if (morphology) {
        dictionary_close(&morphology->dictionary);
        free(morphology);
    }
}

void morphology_rest(const struct morphology *morphology)
{
    mapped_file_rest(&morphology->dictionary.file);
}

struct span morphology_bytes(const struct morphology *morphology)
{
    return morphology->dictionary.file.bytes;
}

size_t form_codes(const struct dictionary *dictionary, const struct word *word, size_t start,
                  size_t end, uint32_t form, uint32_t target, bool folded, uint8_t *out)
{
    const struct dictionary_form *own = &dictionary->forms[form];
    size_t prefix_size, suffix_size;
    if ((size_t)own->front + own->letters > end - start) {
        return 0;
    }
    const uint8_t *prefix = dictionary_prefix(dictionary, target, &prefix_size);
    const uint8_t *suffix = dictionary_suffix(dictionary, target, folded, &suffix_size);
    const uint8_t *stem = word->codes + start + own->front;
    size_t size = prefix_size, stem_size = end - start - own->front - own->letters;
    memcpy(out, prefix, prefix_size);
    memcpy(out + size, stem, stem_size);
    for (size_t i = 0; folded && word->yo && i < stem_size; i++) {
        out[size + i] = stem[i] == CODE_YO ? CODE_IE : stem[i];
    }
    size += stem_size;
    memcpy(out + size, suffix, suffix_size);
    return size + suffix_size;
}

/* Codes of word[start, end), folded. */
static size_t fold(const struct word *word, size_t start, size_t end, uint8_t *out)
{
    for (size_t i = start; i < end; i++) {
        out[i - start] = word->codes[i] == CODE_YO ? CODE_IE : word->codes[i];
    }
    return end - start;
}

static uint32_t id_of(const struct dictionary *dictionary, const struct word *word, size_t start,
                      size_t end, uint32_t form, uint32_t target)
{
    uint8_t codes[LEMMA_CODES + WORD_LETTERS];
    size_t size = fold(word, 0, start, codes);
    size += form_codes(dictionary, word, start, end, form, target, true, codes + size);
    size += fold(word, end, word->size, codes + size);
    return codes_id(codes, size);
}

bool analysis_fill(const struct morphology *morphology, const struct word *word, size_t start,
                   size_t end, uint32_t form, struct analysis *analysis)
{
    const struct dictionary *dictionary = &morphology->dictionary;
    const struct dictionary_form *entry = &dictionary->forms[form];
    const struct dictionary_tag *tag = &dictionary->tags[entry->tag];
    if ((size_t)entry->front + entry->letters > end - start) {
        return false;
    }
    *analysis = (struct analysis){
        .pos = (uint8_t)tag->pos,
        .prefix_size = word->offsets[start],
        .suffix_size = (uint8_t)(word->offsets[word->size] - word->offsets[end]),
        .form = form,
        .grammemes = tag->grammemes,
    };
    analysis->lemma = id_of(dictionary, word, start, end, form, form - entry->lemma);
    analysis->base = entry->lemma == entry->index
                         ? analysis->lemma
                         : id_of(dictionary, word, start, end, form, form - entry->index);
    return true;
}

/* As analysis_fill() for a whole known word; the one before it often has the same lemma. */
static inline bool fill_known(const struct morphology *morphology, const struct word *word,
                              uint32_t form, const struct analysis *before,
                              struct analysis *analysis)
{
    const struct dictionary_form *entry = &morphology->dictionary.forms[form];
    if (before) {
        const struct dictionary_form *last = &morphology->dictionary.forms[before->form];
        if (form - entry->lemma == before->form - last->lemma &&
            form - entry->index == before->form - last->index && entry->letters == last->letters &&
            entry->front == last->front) {
            const struct dictionary_tag *tag = &morphology->dictionary.tags[entry->tag];
            *analysis = *before;
            analysis->form = form;
            analysis->pos = (uint8_t)tag->pos;
            analysis->grammemes = tag->grammemes;
            return true;
        }
    }
    bool filled = analysis_fill(morphology, word, 0, word->size, form, analysis);
    analysis->known = filled;
    return filled;
}

/* Most probable first; where nothing is known of their shares, all alike and in their order. */
static void sort_readings(struct dictionary_reading *readings, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct dictionary_reading reading = readings[i];
        size_t j = i;
        for (; j > 0 && readings[j - 1].weight < reading.weight; j--) {
            readings[j] = readings[j - 1];
        }
        readings[j] = reading;
    }
}

static const grammemes PROPER = GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC | GRAM_PLACE_NAME;

/* How probable a reading is where nothing was counted: names that do not decline have as many
 * readings as cases, and plurals of names, marks of style and second forms are rare. */
static float weight_guess(const struct word *word, const struct analysis *analysis,
                          uint16_t tag_flags)
{
    grammemes set = analysis->grammemes;
    float weight = set & GRAM_FIXED ? 0.1f : 1;
    weight *= set & GRAM_COLLOQUIAL || tag_flags & TAG_VARIANT ? 0.3f : 1;
    weight *= set & GRAM_VOCATIVE ? 0.1f : 1;
    if (set & PROPER) {
        weight *= word->first_upper ? 1 : 0.2f;
        weight *= set & GRAM_PLURAL && !(set & GRAM_PLURAL_ONLY) ? 0.2f : 1;
    }
    return weight;
}

static void weigh_uncounted(const struct morphology *morphology, const struct word *word,
                            struct analysis *items, size_t count)
{
    float total = 0;
    for (size_t i = 0; i < count; i++) {
        uint16_t flags = dictionary_tag(&morphology->dictionary, items[i].form)->flags;
        items[i].weight = weight_guess(word, &items[i], flags);
        total += items[i].weight;
    }
    for (size_t i = 0; i < count; i++) {
        struct analysis item = items[i];
        size_t j = i;
        item.weight /= total;
        for (; j > 0 && items[j - 1].weight < item.weight; j--) {
            items[j] = items[j - 1];
        }
        items[j] = item;
    }
}

/* Readings with ё were counted where ё was written, so beside others they have no count at all, and
 * «объем» would never be «объём». They get a third of all; returns what was added. */
static uint32_t weigh_yo(struct dictionary_reading *readings, size_t count, uint32_t total)
{
    uint32_t yo = 0, added = 0;
    for (size_t i = 0; i < count; i++) {
        if (readings[i].yo && readings[i].weight > 0) {
            return 0;
        }
        yo += readings[i].yo;
    }
    for (size_t i = 0; total && i < count; i++) {
        if (readings[i].yo) {
            readings[i].weight = total / (2 * yo) + 1;
            added += readings[i].weight;
        }
    }
    return added;
}

static size_t analyze_known(const struct morphology *morphology, const struct word *word,
                            struct analysis *out, size_t limit)
{
    struct dictionary_reading readings[READINGS];
    size_t count =
        dictionary_find(&morphology->dictionary, word->codes, word->size, readings, READINGS);
    uint32_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += readings[i].weight;
    }
    total += weigh_yo(readings, count, total);
    if (total && readings[count - 1].yo) { /* each list is sorted, two of them are not */
        sort_readings(readings, count);
    }
    size_t made = 0;
    float share = total ? 1.0f / (float)total : 0;
    for (size_t i = 0; i < count && made < limit; i++) {
        if (fill_known(morphology, word, readings[i].form, made ? &out[made - 1] : NULL,
                       &out[made])) {
            out[made++].weight = (float)readings[i].weight * share;
        }
    }
    if (made && !total) {
        weigh_uncounted(morphology, word, out, made);
    }
    return made;
}

/* A word that has no paradigm: one reading for all its cases. */
static struct analysis analysis_fixed(const struct word *word, enum part_of_speech pos,
                                      grammemes set)
{
    uint8_t codes[WORD_LETTERS];
    size_t size = fold(word, 0, word->size, codes);
    uint32_t id = codes_id(codes, size);
    return (struct analysis){.pos = (uint8_t)pos,
                             .form = FORM_NONE,
                             .weight = 1,
                             .lemma = id,
                             .base = id,
                             .grammemes = set};
}

/* An initial: one letter, with or without its point. Readings of the letter as a word come along
 * where it has no point. */
static size_t analyze_initial(const struct morphology *morphology, struct word *word,
                              struct analysis *out, size_t limit)
{
    static const grammemes initial = (GRAM_CASES & ~GRAM_VOCATIVE) | GRAM_SINGULAR | GRAM_ANIMATE |
                                     GRAM_SINGULAR_ONLY | GRAM_GIVEN_NAME | GRAM_FIXED |
                                     GRAM_ABBREVIATION | GRAM_INITIAL;
    size_t count = 0;
    bool point = word->size == 2;
    word->size = 1;
    word->text = span_slice(word->text, 0, word->offsets[1]);
    if (!point) {
        count = analyze_known(morphology, word, out, limit);
    }
    size_t words = count;
    for (size_t i = 0; i < 2 && count < limit; i++) {
        out[count] = analysis_fixed(word, POS_NOUN, initial | (i ? GRAM_FEMININE : GRAM_MASCULINE));
        out[count++].weight = words ? 0.25f : 0.5f;
    }
    for (size_t i = 0; i < words; i++) {
        out[i].weight /= 2;
    }
    for (size_t i = words; i < count; i++) {
        struct analysis item = out[i];
        size_t j = i;
        for (; j > 0 && out[j - 1].weight < item.weight; j--) {
            out[j] = out[j - 1];
        }
        out[j] = item;
    }
    return count;
}

static bool is_initial(const struct word *word)
{
    return word->first_upper && (word->codes[0] >= CODE_A || word->codes[0] == CODE_YO) &&
           word->codes[0] < CODES &&
           (word->size == 1 ||
            (word->size == 2 && word->text.size == 3 && word->text.data[2] == '.'));
}

/* «УрФУ» is no form of the town of Урфа, nor «ИСС» of a name. */
static bool looks_abbreviated(const struct word *word, const struct analysis *items, size_t count)
{
    bool shape = word->uppers > 1 && word->first_upper && word->last_upper && !word->hyphen &&
                 (word->uppers < word->size || word->size < 5);
    for (size_t i = 0; shape && i < count; i++) {
        shape = items[i].grammemes & PROPER && !(items[i].grammemes & GRAM_ABBREVIATION);
    }
    return shape;
}

/* Puts the reading as an abbreviation before the others. */
static size_t abbreviation_add(const struct word *word, struct analysis *items, size_t count)
{
    float weight = word->uppers < word->size ? 0.9f : 0.6f;
    memmove(items + 1, items, count * sizeof *items);
    items[0] = analysis_fixed(word, POS_NOUN, ABBREVIATION_GRAMMEMES);
    items[0].weight = weight;
    for (size_t i = 1; i <= count; i++) {
        items[i].weight *= 1 - weight;
    }
    return count + 1;
}

static bool all_surnames(const struct analysis *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!(items[i].grammemes & GRAM_SURNAME)) {
            return false;
        }
    }
    return true;
}

/* «дронов» in small letters is no surname: the things called so are younger than the dictionary.
 * Puts what its ending tells before the readings of the dictionary. */
static size_t predicted_add(const struct morphology *morphology, const struct word *word,
                            struct analysis *items, size_t count, size_t limit)
{
    enum { NAME_TENTHS = 2 };
    struct analysis names[ANALYSIS_LIMIT];
    memcpy(names, items, count * sizeof *items);
    size_t made = morphology_predict(morphology, word, items, limit - count);
    for (size_t i = 0; i < made; i++) {
        items[i].weight *= 1 - NAME_TENTHS / 10.0f;
    }
    for (size_t i = 0; i < count; i++) {
        items[made + i] = names[i];
        items[made + i].weight *= made ? NAME_TENTHS / 10.0f : 1;
    }
    return made + count;
}

size_t morphology_analyze(const struct morphology *morphology, struct span text,
                          struct analysis *out, size_t limit)
{
    struct word word;
    limit = limit < ANALYSIS_LIMIT ? limit : ANALYSIS_LIMIT;
    if (limit == 0) {
        return 0;
    }
    if (!word_encode(&word, text)) {
        uint32_t id = morphology_lemma_id(text);
        out[0] = (struct analysis){.form = FORM_NONE, .weight = 1, .lemma = id, .base = id};
        return 1;
    }
    size_t count = 0;
    if (is_initial(&word)) {
        return analyze_initial(morphology, &word, out, limit);
    }
    if (!word.foreign) {
        count = analyze_known(morphology, &word, out, limit);
    }
    if (count > 0 && count < limit && looks_abbreviated(&word, out, count)) {
        return abbreviation_add(&word, out, count);
    }
    if (count == 0) {
        count = morphology_predict(morphology, &word, out, limit);
    } else if (!word.first_upper && count < limit && all_surnames(out, count)) {
        count = predicted_add(morphology, &word, out, count, limit);
    }
    if (count == 0) {
        out[count++] = analysis_fixed(&word, POS_UNKNOWN, 0);
    }
    return count;
}

uint32_t morphology_lemma_id(struct span lemma)
{
    uint8_t codes[WORD_LETTERS];
    struct word word;
    if (!word_encode(&word, lemma)) {
        return codes_id((const uint8_t *)lemma.data, lemma.size);
    }
    size_t size = fold(&word, 0, word.size, codes);
    return codes_id(codes, size);
}

/* The text of a form of the word's lexeme, folded. The parts around it come from the word. */
static struct span lexeme_text(const struct morphology *morphology, struct span text,
                               const struct analysis *analysis, bool base, struct arena *arena)
{
    const struct dictionary *dictionary = &morphology->dictionary;
    struct word word;
    if (analysis->grammemes & GRAM_INITIAL && span_ends_with(text, SPAN("."))) {
        text.size--;
    }
    char *folded = arena_alloc(arena, text.size + 1, 1);
    struct span whole = {folded, utf8_lower(text, folded, true)};
    if (analysis->form >= dictionary->counts[SECTION_FORMS] || !word_encode(&word, text) ||
        (size_t)analysis->prefix_size + analysis->suffix_size > text.size) {
        return whole;
    }
    size_t start = word_letter_at(&word, analysis->prefix_size);
    size_t end = word_letter_at(&word, text.size - analysis->suffix_size);
    const struct dictionary_form *entry = &dictionary->forms[analysis->form];
    uint32_t target = analysis->form - (base ? entry->index : entry->lemma), first;
    uint8_t codes[LEMMA_CODES];
    size_t size = form_codes(dictionary, &word, start, end, analysis->form, target, true, codes);
    struct span prefix = span_slice(whole, 0, analysis->prefix_size);
    if (analysis->compound && start > 1 &&
        compound_first(morphology, &word, start - 1, analysis, &first)) {
        uint8_t first_codes[LEMMA_CODES];
        const struct dictionary_form *own = &dictionary->forms[first];
        size_t first_size = form_codes(dictionary, &word, 0, start - 1, first,
                                       first - (base ? own->index : own->lemma), true, first_codes);
        struct span part = codes_text(first_codes, first_size, arena);
        prefix = arena_format(arena, "%.*s-", SPAN_ARGS(part));
    }
    struct span middle = codes_text(codes, size, arena);
    struct span suffix = span_slice(whole, whole.size - analysis->suffix_size, whole.size);
    /* Most words have neither. */
    if (prefix.size > 0)
        middle = arena_join(arena, prefix, middle);
    return suffix.size > 0 ? arena_join(arena, middle, suffix) : middle;
}

struct span morphology_lemma(const struct morphology *morphology, struct span word,
                             const struct analysis *analysis, struct arena *arena)
{
    return lexeme_text(morphology, word, analysis, false, arena);
}

struct span morphology_base(const struct morphology *morphology, struct span word,
                            const struct analysis *analysis, struct arena *arena)
{
    return lexeme_text(morphology, word, analysis, true, arena);
}

struct span morphology_tag(const struct morphology *morphology, const struct analysis *analysis,
                           struct arena *arena)
{
    const struct dictionary *dictionary = &morphology->dictionary;
    if (analysis->form >= dictionary->counts[SECTION_FORMS]) {
        return analysis_tag(analysis, arena);
    }
    const struct dictionary_tag *tag = dictionary_tag(dictionary, analysis->form);
    return arena_copy(arena, span_of(dictionary->tag_text + tag->text));
}

bool analysis_agrees(const struct analysis *left, const struct analysis *right)
{
    grammemes both = left->grammemes & right->grammemes;
    if (!(both & GRAM_CASES) || !(both & GRAM_NUMBERS)) {
        return false;
    }
    grammemes animacy = GRAM_ANIMATE | GRAM_INANIMATE;
    if ((both & GRAM_CASES) == GRAM_ACCUSATIVE && left->grammemes & animacy &&
        right->grammemes & animacy && !(both & animacy)) {
        return false;
    }
    bool singular = (both & GRAM_NUMBERS) != GRAM_PLURAL;
    grammemes one = left->grammemes & GRAM_GENDERS, other = right->grammemes & GRAM_GENDERS;
    if (!singular || !one || !other || one & other) {
        return true;
    }
    return (one | other) & GRAM_COMMON && !((one | other) & GRAM_NEUTER);
}

struct word_visit {
    void (*visit)(void *context, struct span folded);
    void *context;
};

static void word_visit(void *context, const uint8_t *codes, size_t size)
{
    const struct word_visit *visit = context;
    char text[CODES * 4];
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        used +=
            utf8_encode(dictionary_letter(codes[i] == CODE_YO ? CODE_IE : codes[i]), text + used);
    }
    visit->visit(visit->context, (struct span){text, used});
}

void morphology_each_word(const struct morphology *morphology,
                          void (*visit)(void *context, struct span folded), void *context)
{
    struct word_visit wanted = {visit, context};
    dictionary_each(&morphology->dictionary, word_visit, &wanted);
}

bool morphology_analysis_good(const struct morphology *morphology, const struct analysis *analysis)
{
    unsigned char flags[2];
    memcpy(flags, &analysis->known, 1);
    memcpy(flags + 1, &analysis->compound, 1);
    return flags[0] == 1 && flags[1] == 0 && analysis->pos <= POS_INTERJECTION &&
           analysis->prefix_size == 0 && analysis->suffix_size == 0 &&
           analysis->form < morphology->dictionary.counts[SECTION_FORMS];
}
