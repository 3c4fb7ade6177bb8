/* The words of a product's name. */
#include "product_words.h"

#include "utf8.h"

enum { CAPITALS = 5 /* letters that may stand before a number as one grade with it */ };

/* ---- pieces ---- */

static bool is_letter(uint32_t letter)
{
    return code_point_is_letter(letter);
}

/* What joins two pieces of a word where a letter or digit stands on both sides. */
static bool is_joint(uint32_t letter)
{
    return letter == '-' || letter == '.' || letter == ',' || letter == '/' || letter == '*' ||
           letter == 0xD7 /* × */ || letter == 0x2013 /* – */;
}

static bool is_inside(uint32_t letter)
{
    return is_letter(letter) || code_point_is_digit(letter);
}

/* Whether a joint at text[at] (next is behind it) holds the word together: a hyphen does between
 * letters, the others between digits alone. */
static bool joint_holds(struct span text, size_t at, size_t next, uint32_t joint)
{
    if (at == 0 || next >= text.size)
        return false;
    size_t before = at, after = next;
    uint32_t left = utf8_previous(text, &before), right = utf8_next(text, &after);
    if (joint == '-')
        return is_inside(left) && is_inside(right);
    return code_point_is_digit(left) && code_point_is_digit(right);
}

/* Takes the next piece off *rest; false at the end. */
static bool piece_next(struct span text, size_t *from, struct span *piece)
{
    size_t at = *from, start = SIZE_MAX;
    while (at < text.size) {
        size_t next = at;
        uint32_t letter = utf8_next(text, &next);
        bool inside = is_inside(letter) || (start != SIZE_MAX && is_joint(letter) &&
                                            joint_holds(text, at, next, letter));
        if (inside && start == SIZE_MAX)
            start = at;
        if (!inside && start != SIZE_MAX)
            break;
        at = next;
    }
    *from = at;
    *piece = start == SIZE_MAX ? (struct span){0} : span_slice(text, start, at);
    return start != SIZE_MAX;
}

static bool has_digit(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

/* ---- grades ---- */

/* Letters that look the same in both alphabets, as Latin ones: people type either. */
static uint32_t one_alphabet(uint32_t letter)
{
    static const struct {
        uint16_t cyrillic;
        char latin;
    } alike[] = {{0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x43A, 'k'},
                 {0x43C, 'm'}, {0x43D, 'h'}, {0x43E, 'o'}, {0x440, 'p'},
                 {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (alike[i].cyrillic == letter)
            return (unsigned char)alike[i].latin;
    return letter == 0xD7 || letter == '*' ? 'x'
           : letter == ','                 ? '.'
           : letter == 0x2013              ? '-'
                                           : letter;
}

static struct span grade_fold(struct span text, struct arena *arena)
{
    char *lower = arena_alloc(arena, text.size + 1, 1), *out = arena_alloc(arena, text.size + 4, 1);
    struct span folded = {lower, utf8_lower(text, lower, true)};
    size_t size = 0;
    bool digits = false;
    for (size_t at = 0; at < folded.size;) {
        uint32_t letter = one_alphabet(utf8_next(folded, &at));
        digits |= code_point_is_digit(letter);
        if ((letter == '-' || letter == ' ') && !digits)
            continue; /* between letters and the number: «HLP-46» */
        if (letter != ' ')
            size += utf8_encode(letter, out + size);
    }
    return (struct span){out, size};
}

/* The id of the first number of a grade. */
static uint32_t number_of(struct span folded)
{
    size_t start = 0, end;
    while (start < folded.size && (folded.data[start] < '0' || folded.data[start] > '9'))
        start++;
    end = start;
    while (end < folded.size &&
           ((folded.data[end] >= '0' && folded.data[end] <= '9') || folded.data[end] == '.'))
        end++;
    return end > start ? morphology_lemma_id(span_slice(folded, start, end)) : 0;
}

static bool in_capitals(struct span text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.size; letters++) {
        uint32_t letter = utf8_next(text, &at);
        if (!is_letter(letter) || (letters > 0 && letters != 1 && !code_point_is_upper(letter)))
            return false;
        if (letters == 0 && !code_point_is_upper(letter))
            return false;
    }
    return letters > 0 && letters <= CAPITALS;
}

/* Units that stand behind a number as part of it. */
static bool is_unit(struct span text)
{
    static const char *const units[] = {"мм", "см", "м",   "кг", "г",   "т",   "л",  "в",
                                        "кв", "вт", "квт", "а",  "бар", "мпа", "гц", "мвт"};
    char lower[16];
    if (text.size > sizeof lower)
        return false;
    struct span folded = {lower, utf8_lower(text, lower, true)};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (span_is(folded, units[i]))
            return true;
    return false;
}

/* ---- words ---- */

static void lemma_add(struct product_word *word, uint32_t lemma)
{
    for (size_t i = 0; i < word->lemma_count; i++)
        if (word->lemmas[i] == lemma)
            return;
    if (lemma && word->lemma_count < PRODUCT_LEMMAS)
        word->lemmas[word->lemma_count++] = lemma;
}

static bool is_function_word(uint8_t pos)
{
    return pos == POS_PREPOSITION || pos == POS_CONJUNCTION || pos == POS_PARTICLE;
}

/* False for words that are no part of a name. */
static bool word_read(const struct morphology *morphology, struct span text, struct arena *arena,
                      struct product_word *word)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, text, analyses, ANALYSIS_LIMIT);
    float nouns = 0, others = 0;
    char *lower = arena_alloc(arena, text.size + 1, 1);
    *word = (struct product_word){.text = text, .folded = {lower, utf8_lower(text, lower, true)}};
    if (count && is_function_word(analyses[0].pos))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool noun = analyses[i].pos == POS_NOUN || analyses[i].pos == POS_UNKNOWN;
        *(noun ? &nouns : &others) += analyses[i].weight;
        if (analyses[i].known || i == 0)
            lemma_add(word, analyses[i].lemma);
    }
    lemma_add(word, morphology_lemma_id(word->folded));
    word->noun = nouns >= others;
    return true;
}

static void grade_read(struct span text, struct arena *arena, struct product_word *word)
{
    *word = (struct product_word){.text = text, .grade = true, .folded = grade_fold(text, arena)};
    lemma_add(word, morphology_lemma_id(word->folded));
    word->number = number_of(word->folded);
}

/* The piece with the one behind it, where both are one grade: «Ду 100», «24 В». */
static struct span piece_join(struct span text, struct span piece, size_t *from)
{
    struct span next;
    size_t after = *from;
    if (!piece_next(text, &after, &next) || next.data != piece.data + piece.size + 1 ||
        piece.data[piece.size] != ' ')
        return piece;
    bool joins = has_digit(piece) ? is_unit(next) : in_capitals(piece) && has_digit(next);
    if (!joins)
        return piece;
    *from = after;
    return (struct span){piece.data, (size_t)(next.data + next.size - piece.data)};
}

void product_words_cut(const struct morphology *morphology, struct span text, struct arena *arena,
                       struct product_words *words)
{
    struct span piece;
    size_t from = 0;
    words->count = 0;
    while (words->count < PRODUCT_WORDS && piece_next(text, &from, &piece)) {
        struct product_word *word = &words->items[words->count];
        piece = piece_join(text, piece, &from);
        if (has_digit(piece))
            grade_read(piece, arena, word);
        else if (!word_read(morphology, piece, arena, word))
            continue;
        words->count++;
    }
}
