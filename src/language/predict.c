/* Analyses of words that are not in the dictionary.
 *
 * The steps and their scores are those of pymorphy2 in the version of az (M. Korobov,
 * "Morphological Analyzer and Generator for Russian and Ukrainian Languages", 2015), in its order:
 *
 *   word + particle («смотри-ка»), «по-» + adjective, word + hyphen + word; known prefix + word;
 *   any prefix + word, ending; abbreviation.
 *
 * The first step with a result ends the search, but the last three are taken together. Unlike az,
 * capitals decide nothing but abbreviations, and an abbreviation has one reading, not 36;
 * places («Петровск-Забайкальский», «Заборье-на-Тихой») are understood. */
#include <math.h>

#include "tag.h"
#include "utf8.h"
#include "word.h"

enum { READINGS = 96, CANDIDATES = 256, PARTICLE_LETTERS = 5, ABBREVIATION_CAPITALS = 5 };

struct candidates {
    const struct morphology *morphology;
    const struct word *word;
    size_t end;                        /* letters of the word whose ending counts */
    struct analysis items[CANDIDATES]; /* weight: the score so far */
    bool yo[CANDIDATES];               /* read with ё where the word has е */
    size_t count;
};

/* Longest first would be clearer to read; the order is az's, since equal scores keep it. */
static const char *const PREFIXES[] = {
    "авиа",    "авто",   "аква",    "анти",     "анти-",   "антропо", "архи",    "арт",
    "арт-",    "астро",  "аудио",   "аэро",     "без",     "бес",     "био",     "вело",
    "взаимо",  "вне",    "внутри",  "видео",    "вице-",   "вперед",  "впереди", "гекто",
    "гелио",   "гео",    "гетеро",  "гига",     "гигро",   "гипер",   "гипо",    "гомо",
    "дву",     "двух",   "де",      "дез",      "дека",    "деци",    "дис",     "до",
    "евро",    "за",     "зоо",     "интер",    "инфра",   "квази",   "квази-",  "кило",
    "кино",    "контр",  "контр-",  "космо",    "космо-",  "крипто",  "лейб-",   "лже",
    "лже-",    "макро",  "макси",   "макси-",   "мало",    "меж",     "медиа",   "медиа-",
    "мега",    "мета",   "мета-",   "метео",    "метро",   "микро",   "милли",   "мини",
    "мини-",   "моно",   "мото",    "много",    "мульти",  "нано",    "нарко",   "не",
    "небез",   "недо",   "нейро",   "нео",      "низко",   "обер-",   "обще",    "одно",
    "около",   "орто",   "палео",   "пан",      "пара",    "пента",   "пере",    "пиро",
    "поли",    "полу",   "после",   "пост",     "пост-",   "порно",   "пра",     "пра-",
    "пред",    "пресс-", "противо", "противо-", "прото",   "псевдо",  "псевдо-", "радио",
    "разно",   "ре",     "ретро",   "ретро-",   "само",    "санти",   "сверх",   "сверх-",
    "спец",    "суб",    "супер",   "супер-",   "супра",   "теле",    "тетра",   "топ-",
    "транс",   "транс-", "ультра",  "унтер-",   "штаб-",   "экзо",    "эко",     "эндо",
    "эконом-", "экс",    "экс-",    "экстра",   "экстра-", "электро", "энерго",  "этно",
};

static const char *const PARTICLES[] = {"-то", "-ка", "-таки", "-де", "-тко", "-тка", "-с", "-ста"};

enum {
    PREFIX_COUNT = sizeof PREFIXES / sizeof *PREFIXES,
    PARTICLE_COUNT = sizeof PARTICLES / sizeof *PARTICLES
};

static struct analysis *candidate_add(struct candidates *candidates, size_t start, size_t end,
                                      uint32_t form, double score)
{
    if (candidates->count == CANDIDATES) {
        return NULL;
    }
    struct analysis *item = &candidates->items[candidates->count];
    if (!analysis_fill(candidates->morphology, candidates->word, start, end, form, item)) {
        return NULL;
    }
    item->weight = (float)score;
    candidates->yo[candidates->count++] = false;
    return item;
}

static bool productive(const struct candidates *candidates, uint32_t form)
{
    return dictionary_tag(&candidates->morphology->dictionary, form)->flags & TAG_PRODUCTIVE;
}

static size_t find(const struct candidates *candidates, size_t start, size_t end,
                   struct dictionary_reading *readings)
{
    return dictionary_find(&candidates->morphology->dictionary, candidates->word->codes + start,
                           end - start, readings, READINGS);
}

/* Whether the letters of the word from start on are those of text; *size is their number. */
static bool letters_match(const struct word *word, size_t start, const char *text, size_t *size)
{
    struct span span = span_of(text);
    size_t offset = 0, letter = start;
    while (offset < span.size) {
        uint8_t code = dictionary_code(utf8_next(span, &offset));
        if (letter == word->size || word->codes[letter++] != code) {
            return false;
        }
    }
    *size = letter - start;
    return true;
}

/* «смотри-ка», «какой-то» */
static void with_particle(struct candidates *candidates)
{
    const struct word *word = candidates->word;
    struct dictionary_reading readings[READINGS];
    for (size_t i = 0; i < PARTICLE_COUNT; i++) {
        size_t size = utf8_count(span_of(PARTICLES[i])), matched;
        if (word->size <= size || !letters_match(word, word->size - size, PARTICLES[i], &matched)) {
            continue;
        }
        size_t end = word->size - size;
        size_t count = find(candidates, 0, end, readings);
        for (size_t j = 0; j < count; j++) {
            candidate_add(candidates, 0, end, readings[j].form, 0.9);
        }
    }
}

/* «по-западному»: an adverb, made of an adjective's dative. */
static void with_po(struct candidates *candidates)
{
    const struct word *word = candidates->word;
    const struct dictionary *dictionary = &candidates->morphology->dictionary;
    struct dictionary_reading readings[READINGS];
    size_t size;
    if (word->size < 5 || !letters_match(word, 0, "по-", &size)) {
        return;
    }
    size_t count = find(candidates, size, word->size, readings);
    for (size_t i = 0; i < count; i++) {
        const struct dictionary_tag *tag = dictionary_tag(dictionary, readings[i].form);
        if (tag->pos == POS_ADJECTIVE && tag->grammemes & GRAM_SINGULAR &&
            tag->grammemes & GRAM_DATIVE) {
            struct analysis *item = &candidates->items[candidates->count++];
            uint32_t id = morphology_lemma_id(word->text);
            *item = (struct analysis){
                .pos = POS_ADVERB, .form = FORM_NONE, .lemma = id, .base = id, .weight = 0.9f};
            return;
        }
    }
}

static bool compound_agrees(const struct dictionary_tag *left, const struct dictionary_tag *right)
{
    grammemes same = GRAM_NUMBERS | GRAM_CASES | GRAM_TENSES | GRAM_FIRST_PERSON |
                     GRAM_SECOND_PERSON | GRAM_THIRD_PERSON;
    bool place = left->pos == POS_NOUN && right->pos == POS_ADJECTIVE &&
                 (right->grammemes & GRAM_PLURAL ||
                  left->grammemes & right->grammemes & GRAM_GENDERS); /* «Петровск-Забайкальский» */
    return !(left->grammemes & GRAM_ABBREVIATION) && (left->pos == right->pos || place) &&
           (left->grammemes & same) == (right->grammemes & same);
}

bool compound_first(const struct morphology *morphology, const struct word *word, size_t first,
                    const struct analysis *analysis, uint32_t *form)
{
    const struct dictionary *dictionary = &morphology->dictionary;
    struct dictionary_reading readings[READINGS];
    size_t count = dictionary_find(dictionary, word->codes, first, readings, READINGS);
    for (size_t i = 0; i < count; i++) {
        if (compound_agrees(dictionary_tag(dictionary, readings[i].form),
                            dictionary_tag(dictionary, analysis->form))) {
            *form = readings[i].form;
            return true;
        }
    }
    return false;
}

/* The ids of a compound are those of its two lemmas, joined. */
static void compound_ids(struct candidates *candidates, size_t first, uint32_t left,
                         struct analysis *item)
{
    const struct dictionary *dictionary = &candidates->morphology->dictionary;
    for (int base = 0; base < 2; base++) {
        uint8_t codes[2 * LEMMA_CODES];
        const struct dictionary_form *one = &dictionary->forms[left];
        const struct dictionary_form *other = &dictionary->forms[item->form];
        size_t size = form_codes(dictionary, candidates->word, 0, first, left,
                                 left - (base ? one->index : one->lemma), true, codes);
        codes[size++] = CODE_HYPHEN;
        size +=
            form_codes(dictionary, candidates->word, first + 1, candidates->word->size, item->form,
                       item->form - (base ? other->index : other->lemma), true, codes + size);
        *(base ? &item->base : &item->lemma) = codes_id(codes, size);
    }
}

/* Both parts are words: those that agree inflect together, else the second one alone. */
static void two_parts(struct candidates *candidates, size_t first)
{
    const struct word *word = candidates->word;
    const struct dictionary *dictionary = &candidates->morphology->dictionary;
    struct dictionary_reading left[READINGS], right[READINGS];
    size_t left_count = find(candidates, 0, first, left);
    size_t right_count = find(candidates, first + 1, word->size, right);
    for (size_t i = 0; i < left_count; i++) {
        for (size_t j = 0; j < right_count; j++) {
            if (!compound_agrees(dictionary_tag(dictionary, left[i].form),
                                 dictionary_tag(dictionary, right[j].form))) {
                continue;
            }
            struct analysis *item =
                candidate_add(candidates, first + 1, word->size, right[j].form, 0.8);
            if (item) {
                item->compound = true;
                compound_ids(candidates, first, left[i].form, item);
            }
        }
    }
    for (size_t j = 0; j < right_count; j++) {
        grammemes set = dictionary_tag(dictionary, right[j].form)->grammemes;
        bool agrees = false; /* «Усолье-Сибирского»: a neuter, since «Усолье» is */
        for (size_t i = 0; i < left_count; i++) {
            const struct dictionary_tag *tag = dictionary_tag(dictionary, left[i].form);
            agrees = agrees || (tag->pos == POS_NOUN && tag->grammemes & GRAM_NOMINATIVE &&
                                tag->grammemes & set & GRAM_GENDERS);
        }
        candidate_add(candidates, first + 1, word->size, right[j].form, agrees ? 0.31 : 0.3);
    }
}

static void behind_prefix(struct candidates *candidates, size_t size, double score)
{
    struct dictionary_reading readings[READINGS];
    size_t count = find(candidates, size, candidates->word->size, readings);
    for (size_t i = 0; i < count; i++) {
        if (productive(candidates, readings[i].form)) {
            candidate_add(candidates, size, candidates->word->size, readings[i].form, score);
        }
    }
}

void prefixes_init(struct morphology *morphology)
{
    for (uint8_t i = 0; i < PREFIX_COUNT; i++) {
        struct known_prefix *prefix = &morphology->prefixes[i];
        struct span text = span_of(PREFIXES[i]);
        size_t offset = 0;
        while (offset < text.size && prefix->size < PREFIX_LETTERS_MOST) {
            prefix->codes[prefix->size++] = dictionary_code(utf8_next(text, &offset));
        }
        uint8_t first = prefix->codes[0];
        if (morphology->prefixes_of[first].end == 0) {
            morphology->prefixes_of[first].start = i;
        }
        morphology->prefixes_of[first].end = (uint8_t)(i + 1);
    }
}

static void with_known_prefix(struct candidates *candidates)
{
    const struct morphology *morphology = candidates->morphology;
    const struct word *word = candidates->word;
    uint8_t first = word->codes[0];
    if (first >= CODES) {
        return;
    }
    for (size_t i = morphology->prefixes_of[first].start; i < morphology->prefixes_of[first].end;
         i++) {
        const struct known_prefix *prefix = &morphology->prefixes[i];
        if (word->size >= prefix->size + 3u &&
            memcmp(word->codes, prefix->codes, prefix->size) == 0) {
            behind_prefix(candidates, prefix->size, 0.7);
        }
    }
}

static void with_any_prefix(struct candidates *candidates)
{
    for (size_t size = 1; size <= 5 && candidates->word->size >= size + 3; size++) {
        behind_prefix(candidates, size, 0.3);
    }
}

/* Whether the same reading was already found by a longer ending. */
static bool ending_used(const struct candidates *candidates, size_t first,
                        const struct dictionary_reading *reading)
{
    for (size_t i = first; i < candidates->count; i++) {
        if (candidates->items[i].form == reading->form && candidates->yo[i] == reading->yo) {
            return true;
        }
    }
    return false;
}

/* Readings that differ in a ё alone are one. */
static void drop_yo(struct candidates *candidates, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < candidates->count; i++) {
        size_t same = first;
        while (same < kept && candidates->items[same].form != candidates->items[i].form) {
            same++;
        }
        if (same == kept) {
            candidates->items[kept++] = candidates->items[i];
        } else if (candidates->items[i].weight > candidates->items[same].weight) {
            candidates->items[same].weight = candidates->items[i].weight;
        }
    }
    candidates->count = kept;
}

/* Adds what an ending of so many letters suggests; whether there was anything. */
static bool with_ending_of(struct candidates *candidates, unsigned prefix, size_t skipped,
                           size_t letters, size_t first)
{
    static const double certainty[] = {0, 0.2, 0.3, 0.4, 0.5, 0.6};
    const struct word *word = candidates->word;
    struct dictionary_reading readings[READINGS];
    size_t count =
        dictionary_find_ending(&candidates->morphology->dictionary, word->codes + skipped,
                               candidates->end - skipped, prefix, letters, readings, READINGS);
    size_t before = candidates->count;
    double most = 1;
    for (size_t i = 0; i < count; i++) {
        if (productive(candidates, readings[i].form) &&
            !ending_used(candidates, first, &readings[i]) &&
            candidate_add(candidates, 0, candidates->end, readings[i].form,
                          ending_count(readings[i].weight) * certainty[letters])) {
            candidates->yo[candidates->count - 1] = readings[i].yo;
            most = fmax(most, ending_count(readings[i].weight));
        }
    }
    for (size_t i = before; i < candidates->count; i++) {
        candidates->items[i].weight /= (float)most;
    }
    return candidates->count > before;
}

/* The longest ending that is known, and the one that is a letter shorter. */
static void with_ending(struct candidates *candidates)
{
    static const uint8_t po[] = {CODE_A + 15, CODE_A + 14};
    static const uint8_t nai[] = {CODE_A + 13, CODE_A, CODE_A + 8};
    const uint8_t *codes = candidates->word->codes;
    size_t first = candidates->count, shortest = 1;
    if (candidates->end < 4) {
        return;
    }
    for (unsigned prefix = 0; prefix < 3; prefix++) {
        size_t skipped = prefix ? prefix + 1 : 0;
        if ((prefix == 1 && memcmp(codes, po, sizeof po) != 0) ||
            (prefix == 2 && memcmp(codes, nai, sizeof nai) != 0)) {
            continue;
        }
        for (size_t letters = ENDING_LETTERS; letters >= shortest; letters--) {
            if (letters + skipped < candidates->end &&
                with_ending_of(candidates, prefix, skipped, letters, first)) {
                shortest = letters > 1 ? letters - 1 : 1;
            }
        }
    }
    drop_yo(candidates, first);
}

/* «Заборье-на-Тихой», «Комсомольский-на-Амуре»: the first part inflects. Whether it was so. */
static bool with_preposition(struct candidates *candidates, size_t first)
{
    static const char *const middles[] = {"-на-", "-под-", "-при-", "-над-", "-у-", "-в-"};
    const struct word *word = candidates->word;
    struct dictionary_reading readings[READINGS];
    size_t size, before = candidates->count;
    for (size_t i = 0; i < sizeof middles / sizeof *middles; i++) {
        if (letters_match(word, first, middles[i], &size)) {
            size_t count = find(candidates, 0, first, readings);
            for (size_t j = 0; j < count; j++) {
                uint8_t pos =
                    dictionary_tag(&candidates->morphology->dictionary, readings[j].form)->pos;
                if (pos == POS_NOUN || pos == POS_ADJECTIVE) {
                    candidate_add(candidates, 0, first, readings[j].form, 0.5);
                }
            }
            candidates->end = first;
            if (count == 0) {
                with_ending(candidates);
            }
            candidates->end = word->size;
        }
    }
    return candidates->count > before;
}

/* «завод-изготовитель», «интернет-магазин», «Ростов-на-Дону» */
static void with_hyphen(struct candidates *candidates)
{
    const struct word *word = candidates->word;
    size_t first = SIZE_MAX, last = 0, hyphens = 0, size;
    for (size_t i = 0; i < PREFIX_COUNT; i++) {
        if (span_ends_with(span_of(PREFIXES[i]), SPAN("-")) &&
            letters_match(word, 0, PREFIXES[i], &size)) {
            return;
        }
    }
    for (size_t i = 0; i < word->size; i++) {
        if (word->codes[i] == CODE_HYPHEN) {
            first = hyphens++ ? first : i;
            last = i;
        }
    }
    if (hyphens == 1 && first > 0 && first + 1 < word->size) {
        two_parts(candidates, first);
    } else if (hyphens > 1 && !with_preposition(candidates, first)) {
        struct dictionary_reading readings[READINGS];
        size_t count = find(candidates, last + 1, word->size, readings);
        for (size_t i = 0; i < count; i++) {
            candidate_add(candidates, last + 1, word->size, readings[i].form, 0.2);
        }
    }
}

/* «ЛенСМУ»: begins and ends with a capital and has not too many of them. */
static void as_abbreviation(struct candidates *candidates)
{
    const struct word *word = candidates->word;
    if (word->size < 2 || word->hyphen || word->foreign || !word->first_upper ||
        !word->last_upper || word->uppers > ABBREVIATION_CAPITALS ||
        candidates->count == CANDIDATES) {
        return;
    }
    uint32_t id = morphology_lemma_id(word->text);
    candidates->items[candidates->count++] = (struct analysis){
        .pos = POS_NOUN,
        .form = FORM_NONE,
        .weight = 18, /* az: 36 readings of 0.5 */
        .lemma = id,
        .base = id,
        .grammemes = ABBREVIATION_GRAMMEMES,
    };
}

static void sort_candidates(struct candidates *candidates)
{
    for (size_t i = 1; i < candidates->count; i++) {
        struct analysis item = candidates->items[i];
        size_t j = i;
        for (; j > 0 && candidates->items[j - 1].weight < item.weight; j--) {
            candidates->items[j] = candidates->items[j - 1];
        }
        candidates->items[j] = item;
    }
}

size_t morphology_predict(const struct morphology *morphology, const struct word *word,
                          struct analysis *out, size_t limit)
{
    struct candidates candidates; /* the arrays stay as they are: they are large */
    candidates.morphology = morphology;
    candidates.word = word;
    candidates.end = word->size;
    candidates.count = 0;
    if (word->hyphen) {
        with_particle(&candidates);
        if (candidates.count == 0) {
            with_po(&candidates);
        }
        if (candidates.count == 0) {
            with_hyphen(&candidates);
        }
    }
    if (candidates.count == 0) {
        with_known_prefix(&candidates);
    }
    if (candidates.count == 0) {
        with_any_prefix(&candidates);
        with_ending(&candidates);
        as_abbreviation(&candidates);
    }
    sort_candidates(&candidates);
    size_t count = candidates.count < limit ? candidates.count : limit;
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        total += candidates.items[i].weight;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = candidates.items[i];
        out[i].weight = total > 0 ? (float)(out[i].weight / total) : 1.0f / (float)count;
    }
    return count;
}
