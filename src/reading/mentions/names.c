#include "names.h"

#include "utf8.h"

/* What declension changes at the end of a word, by its last letter, the longer first. A word loses
 * such ends until none is left, so that all forms of a word come to one stem; at least three
 * letters stay. */
enum { ENDS = 8, LETTERS = 32 };
static const char *const endings[LETTERS][ENDS] = {
    [0] = {"а"},
    [2] = {"ев", "ов"},
    [5] = {"ие", "ое", "ее", "ые", "ье", "е"},
    [8] = {"иями", "ями", "ами", "ыми", "ими", "ии", "ьи", "и"},
    [9] = {"ией", "ой", "ей", "ий", "ый", "й"},
    [12] = {"иям", "ием", "ям", "ам", "ем", "ом", "ым", "им"},
    [14] = {"ого", "его", "о"},
    [19] = {"ому", "ему", "у"},
    [21] = {"иях", "ях", "ах", "их", "ых"},
    [27] = {"ы"},
    [28] = {"ь"},
    [30] = {"ою", "ею", "ию", "ую", "юю", "ью", "ю"},
    [31] = {"ия", "ая", "яя", "ья", "я"},
};

enum { STEM_BYTES = 6 }; /* three Cyrillic letters */

static struct span stem_once(struct span word)
{
    if (word.size <= STEM_BYTES)
        return word;
    size_t before = word.size;
    uint32_t letter = utf8_previous(word, &before) - 0x430;
    for (size_t i = 0; letter < LETTERS && i < ENDS && endings[letter][i]; i++) {
        struct span end = span_of(endings[letter][i]);
        if (word.size >= end.size + STEM_BYTES && span_ends_with(word, end))
            return span_slice(word, 0, word.size - end.size);
    }
    return word;
}

static struct span word_stem(struct span word)
{
    struct span shorter = stem_once(word);
    while (shorter.size < word.size) {
        word = shorter;
        shorter = stem_once(word);
    }
    return word;
}

struct span name_key(struct arena *arena, struct span name)
{
    struct arena_mark mark = arena_mark(arena);
    char *folded = ARENA_ROOM(arena, char, name.size + 1);
    char *out = ARENA_ROOM(arena, char, name.size + 2);
    struct span lower = {folded, utf8_lower(name, folded, true)};
    size_t size = 0, start = 0;
    for (size_t at = 0; at <= lower.size;) {
        size_t before = at;
        uint32_t letter = at < lower.size ? utf8_next(lower, &at) : ' ';
        if (before == lower.size)
            at++;
        if (code_point_is_letter(letter) || code_point_is_digit(letter))
            continue;
        if (before > start) {
            struct span stem = word_stem(span_slice(lower, start, before));
            if (size > 0)
                out[size++] = ' ';
            memcpy(out + size, stem.data, stem.size);
            size += stem.size;
        }
        start = at;
    }
    return arena_keep(arena, mark, (struct span){out, size});
}

struct span name_key_of_tokens(const struct scan *scan, uint32_t first, uint32_t end)
{
    const struct lexicon_match *form =
        first < end ? match_of(scan, first, LEXICON_LEGAL_FORM) : NULL;
    if (form != NULL && first + form->count < end)
        first += form->count;
    struct span text = span_slice(scan->reading->report->text, scan->tokens[first].start,
                                  scan->tokens[end - 1].end);
    return name_key(scan->arena, text);
}

struct span capitalized(struct arena *arena, struct span text)
{
    if (text.size == 0)
        return text;
    size_t at = 0;
    uint32_t first = utf8_next(text, &at), upper = code_point_to_upper(first);
    if (upper == first)
        return text;
    char *out = arena_alloc(arena, text.size + 4, 1);
    size_t size = utf8_encode(upper, out);
    memcpy(out + size, text.data + at, text.size - at);
    return (struct span){out, size + text.size - at};
}

/* The reading of a word that agrees with its head; the first of the wanted parts where it has none
 * that does. */
static const struct analysis *agreeing(const struct scan *scan, uint32_t token,
                                       const struct analysis *head)
{
    const struct word *word = &scan->words[token];
    for (size_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if (((PARTS_ADJECTIVE >> analysis->pos) & 1) && analysis_agrees(analysis, head))
            return analysis;
    }
    return NULL;
}

/* The head as a noun: the reading with which most words before it agree. */
static const struct analysis *head_reading(const struct scan *scan, uint32_t first, uint32_t head)
{
    const struct word *word = &scan->words[head];
    const struct analysis *best = NULL;
    size_t best_count = 0;
    for (size_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if (analysis->pos != POS_NOUN)
            continue;
        size_t count = 1;
        for (uint32_t k = first; k < head; k++)
            count += agreeing(scan, k, analysis) != NULL;
        if (count > best_count) {
            best = analysis;
            best_count = count;
        }
    }
    return best;
}

bool head_is_abbreviation(const struct scan *scan, uint32_t head)
{
    const struct word *word = &scan->words[head];
    struct span folded = scan->tokens[head].folded;
    if (word->analysis_count > 0 && word->analyses[0].known)
        return false;
    /* «ВЭС», «СЭС»: stations, of which the dictionary has some alone. */
    if (scan->tokens[head].shape == CASE_UPPER && span_ends_with(folded, SPAN("эс")))
        return true;
    return scan->tokens[head].shape != CASE_LOWER && span_find(folded, SPAN("-"), 0) != SIZE_MAX &&
           (word->analysis_count == 0 || word->analyses[0].pos == POS_UNKNOWN);
}

bool abbreviation_is_research(const struct scan *scan, uint32_t token)
{
    static const char *const small[] = {"гу", "ту", "пу", "му", "аиу", "нии"};
    static const char *const capital[] = {"ГУ", "ТУ", "ПУ", "МУ", "АИУ", "НИИ"};
    enum { SMALL = sizeof small / sizeof small[0] };
    bool mixed = scan->tokens[token].shape == CASE_MIXED;
    struct span word = mixed ? token_text(scan, token) : scan->tokens[token].folded;
    bool found = false;
    if (!scan->tokens[token].cyrillic || (!mixed && scan->tokens[token].shape != CASE_UPPER))
        return false;
    for (size_t i = 0; i < SMALL; i++)
        found |= word.size > strlen(small[i]) &&
                 span_ends_with(word, span_of(mixed ? capital[i] : small[i]));
    return found;
}

/* The head as the lexicons spell it, where the dictionary lacks it: «ИТ-парке» is of «ИТ-парк»;
 * empty where it has it. */
static struct span listed_head(const struct scan *scan, uint32_t head, const struct analysis *noun)
{
    const struct word *word = &scan->words[head];
    const struct lexicon_match *match = match_of(scan, head, LEXICON_HEAD);
    bool known = word->analysis_count > 0 && word->analyses[0].known;
    if (known || match == NULL || match->count > 1 || !(noun->grammemes & GRAM_SINGULAR))
        return (struct span){0};
    return match_entry(scan, match)->spelling;
}

struct span head_nominative(const struct scan *scan, uint32_t first, uint32_t head, uint32_t end)
{
    const struct morphology *morphology = scan->reader->morphology;
    /* No dictionary has «АЭС-2», which is a she as «АЭС» is. */
    static const struct analysis abbreviation = {
        .pos = POS_NOUN, .grammemes = GRAM_FEMININE | GRAM_SINGULAR | GRAM_CASES};
    const struct analysis *noun =
        head_is_abbreviation(scan, head) ? &abbreviation : head_reading(scan, first, head);
    struct span out = {0};
    if (noun == NULL || (noun->grammemes & GRAM_NOMINATIVE && first == head))
        return name_span(scan, first, end);
    grammemes number = noun->grammemes & GRAM_NUMBERS;
    for (uint32_t i = first; i <= head; i++) {
        struct span text = token_text(scan, i), form = text;
        const struct analysis *analysis = i < head ? agreeing(scan, i, noun) : noun;
        grammemes wanted = GRAM_NOMINATIVE | number;
        if (i < head && (number & GRAM_SINGULAR))
            wanted |= noun->grammemes & (GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER);
        struct span listed = i == head ? listed_head(scan, head, noun) : (struct span){0};
        if (listed.size > 0)
            form = listed;
        else if (analysis != NULL && analysis != &abbreviation)
            morphology_inflect(morphology, text, analysis, wanted, scan->arena, &form);
        bool space = i > first && scan->tokens[i].space_before;
        out = space ? arena_join(scan->arena, out, SPAN(" ")) : out;
        out = arena_join(scan->arena, out, form);
    }
    struct span rest = name_span(scan, head + 1, end);
    bool space = head + 1 < end && scan->tokens[head + 1].space_before;
    out = space ? arena_join(scan->arena, out, SPAN(" ")) : out;
    return arena_join(scan->arena, out, rest);
}
