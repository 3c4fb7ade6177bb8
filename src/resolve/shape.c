/* What a name is made of. */
#include "shape.h"

#include <string.h>

#include "name_lists.h"
#include "reference.h"
#include "utf8.h"
#include "words.h"

uint64_t hash_long(struct span text)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a, whose values never change */
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001B3u;
    return hash ? hash : 1;
}

uint32_t hash_short(struct span text)
{
    uint64_t hash = hash_long(text);
    uint32_t folded = (uint32_t)(hash ^ hash >> 32);
    return folded ? folded : 1;
}

struct span shape_fold(struct span text, struct arena *arena)
{
    char *lower = ARENA_NEW(arena, char, text.size);
    return (struct span){lower, utf8_lower(text, lower, true)};
}

/* ---- places ---- */

/* The entry that lists a thing: what «also» leads to, of an adjective its place. */
static const struct lexicon_entry *listed_entry(const struct lexicon *lexicon, uint32_t number)
{
    const struct lexicon_entry *entry = lexicon_entry(lexicon, number);
    if (entry->class == LEXICON_PLACE_ADJECTIVE && entry->place)
        entry = lexicon_entry(lexicon, entry->place);
    return entry->same ? lexicon_entry(lexicon, entry->same) : entry;
}

static bool is_kind(const struct lexicon_entry *entry, const char *kind)
{
    return entry->schema && span_equal(entry->schema->name, span_of(kind));
}

uint32_t region_of_entry(const struct lexicon *lexicon, uint32_t number)
{
    const struct lexicon_entry *entry = listed_entry(lexicon, number);
    if (!is_kind(entry, "Region") && !is_kind(entry, "Country") && entry->place)
        entry = listed_entry(lexicon, entry->place);
    return region_number(entry->name);
}

static bool is_place(const struct lexicon_entry *entry)
{
    return entry->class == LEXICON_PLACE || entry->class == LEXICON_PLACE_ADJECTIVE;
}

/* The words of a name as lexicons and dictionary have them. */
struct looked_up {
    const struct lexicon *lexicon;
    const struct tokens *tokens;
    struct lexicon_words *words; /* by token */
};

/* The longest entry at a token that is wanted; 0 where there is none. */
static uint32_t entry_at(const struct looked_up *name, size_t token,
                         bool (*wanted)(const struct lexicon_entry *), size_t *length)
{
    enum { MATCHES = 8 };
    struct lexicon_match matches[MATCHES];
    size_t count = lexicon_find(name->lexicon, &name->tokens->items[token], &name->words[token],
                                name->tokens->count - token, matches, MATCHES);
    for (size_t i = 0; i < count; i++) {
        if (!wanted(lexicon_entry(name->lexicon, matches[i].entry)))
            continue;
        *length = matches[i].count;
        return matches[i].entry;
    }
    return 0;
}

/* ---- words ---- */

static bool is_function_word(struct span folded, const struct analysis *analyses, size_t count)
{
    if (!count || folded.size > 8)
        return false;
    return analyses[0].pos == POS_CONJUNCTION || analyses[0].pos == POS_PREPOSITION;
}

/* Words by which a body is of more than one region. */
static bool is_wide_word(struct span lemma)
{
    return is_listed_word(lemma, NAME_WORD_WIDE);
}

/* Whether the dictionary knows the word as it may stand in a name: «Швабе» is no form of «шваб». */
static bool is_known(const struct analysis *analyses, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (analyses[i].known && (!(analyses[i].grammemes & GRAM_CASES) ||
                                  (analyses[i].grammemes & (GRAM_NOMINATIVE | GRAM_GENITIVE))))
            return true;
    return false;
}

/* Whether the dictionary has the word as a noun that is no name. */
static bool is_common_noun(const struct analysis *analyses, size_t count)
{
    static const grammemes proper = GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC |
                                    GRAM_PLACE_NAME | GRAM_ORGANIZATION_NAME | GRAM_TRADE_NAME |
                                    GRAM_ABBREVIATION;
    return count && analyses[0].known && analyses[0].pos == POS_NOUN &&
           !(analyses[0].grammemes & proper);
}

static struct span least_lemma(const struct morphology *morphology, struct span folded,
                               const struct analysis *analyses, size_t count, struct arena *arena)
{
    struct span least = folded;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (analyses[i].pos == POS_UNKNOWN || !analyses[i].known)
            continue;
        struct span lemma =
            shape_fold(morphology_base(morphology, folded, &analyses[i], arena), arena);
        if (!any || span_compare(lemma, least) < 0)
            least = lemma;
        any = true;
    }
    return least;
}

static bool is_latin(struct span word)
{
    size_t offset = 0;
    return word.size && code_point_is_latin(utf8_next(word, &offset));
}

static struct shape_word *word_add(struct name_shape *shape, const struct token *token)
{
    struct shape_word *word = &shape->words[shape->count++];
    *word = (struct shape_word){
        .folded = token->folded,
        .lemma = token->folded,
        .form = is_listed_word(token->folded, NAME_WORD_FORM),
        .upper = token->shape == CASE_UPPER,
        .title = token->shape == CASE_TITLE || token->shape == CASE_MIXED,
        .latin = is_latin(token->folded),
    };
    if (word->form && !shape->form.size)
        shape->form = token->folded;
    return word;
}

/* Marks the words of the innermost quotation marks: those of the last that open. */
static void quotes_mark(const struct tokens *tokens, const size_t *word_of,
                        struct name_shape *shape)
{
    for (size_t i = tokens->count; i-- > 0;) {
        const struct token *token = &tokens->items[i];
        if (token->kind != TOKEN_QUOTE_OPEN || token->partner == UINT32_MAX)
            continue;
        for (size_t j = i + 1; j < token->partner; j++)
            if (word_of[j])
                shape->words[word_of[j] - 1].quoted = true;
        shape->has_quotes = true;
        return;
    }
}

static void places_mark(const struct looked_up *name, const size_t *word_of, uint32_t country,
                        struct name_shape *shape)
{
    for (size_t i = 0; i < name->tokens->count; i++) {
        size_t length = 0;
        uint32_t entry = word_of[i] ? entry_at(name, i, is_place, &length) : 0;
        if (!entry)
            continue;
        for (size_t j = i; j < i + length && j < name->tokens->count; j++)
            if (word_of[j])
                shape->words[word_of[j] - 1].place = true;
        uint32_t region = region_of_entry(name->lexicon, entry);
        /* «ТПП РФ в Томской области»: the narrower place is where it is. */
        if (!shape->region || shape->region == country)
            shape->region = region;
        i += length - 1;
    }
}

/* What stands before the quotation marks may make another thing of it: «УК „Роснано“», «Департамент
 * … корпорации „Росатом“». */
static bool is_apart(const struct lexicon_entry *entry)
{
    return entry->class == LEXICON_HEAD && (entry->marks & MARK_APART);
}

static void outside_look(const struct looked_up *name, const size_t *word_of,
                         struct name_shape *shape)
{
    for (size_t i = 0; i < name->tokens->count && shape->has_quotes; i++) {
        size_t length;
        if (!word_of[i] || shape->words[word_of[i] - 1].quoted)
            continue;
        shape->outside += !shape->words[word_of[i] - 1].form;
        shape->apart |= name->lexicon && entry_at(name, i, is_apart, &length);
    }
}

static bool is_known_name(const struct lexicon_entry *entry)
{
    return entry->class == LEXICON_NAME;
}

/* What the lexicons call a body that they know, where the name is nothing else but forms. */
static void known_find(const struct looked_up *name, const size_t *word_of,
                       struct name_shape *shape, struct arena *arena)
{
    if (shape->apart || shape->outside > 1)
        return;
    for (size_t i = 0; i < name->tokens->count; i++) {
        size_t length = 0;
        if (!word_of[i] || shape->words[word_of[i] - 1].form)
            continue;
        if (shape->has_quotes && !shape->words[word_of[i] - 1].quoted)
            continue;
        uint32_t entry = entry_at(name, i, is_known_name, &length);
        size_t end = i + length;
        while (end < name->tokens->count && !word_of[end])
            end++;
        /* «Магнит» is a body that the lexicons list, and many others. */
        if (shape->words[word_of[i] - 1].noun)
            return;
        if (entry && (end == name->tokens->count || shape->has_quotes))
            shape->known = shape_fold(listed_entry(name->lexicon, entry)->name, arena);
        return;
    }
}

/* The words that tell the thing apart, joined. */
static void inner_find(struct name_shape *shape, struct arena *arena)
{
    size_t own = 0;
    for (size_t i = 0; i < shape->count; i++)
        own += !shape->words[i].form;
    if (!shape->has_quotes && own != 1)
        return;
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_word *word = &shape->words[i];
        if (shape->has_quotes ? !word->quoted : word->form)
            continue;
        shape->inner = shape->inner.size ? arena_format(arena, "%.*s %.*s", SPAN_ARGS(shape->inner),
                                                        SPAN_ARGS(word->folded))
                                         : word->folded;
    }
}

static enum specificity specificity_of(const struct name_shape *shape)
{
    bool any = false, rare = false, upper = false, wide = false;
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_word *word = &shape->words[i];
        if (word->form || word->function || word->place || (shape->has_quotes && !word->quoted))
            continue;
        upper |= word->upper && word->folded.size <= 16;
        rare |= !word->common && !word->upper;
        wide |= word->wide;
        any = true;
    }
    if (shape->region)
        return SPECIFIC_PLACED;
    if (wide && !shape->has_quotes)
        return SPECIFIC_WIDE;
    if (rare)
        return SPECIFIC_RARE;
    if (upper)
        return SPECIFIC_SHORT;
    return shape->has_quotes && any ? SPECIFIC_COMMON : SPECIFIC_NONE;
}

void shape_of(const struct lexicon *lexicon, const struct morphology *morphology, uint32_t country,
              struct span name, struct arena *arena, struct name_shape *shape)
{
    struct tokens tokens;
    *shape = (struct name_shape){0};
    tokens_of_phrase(name, arena, &tokens);
    size_t *word_of = ARENA_NEW(arena, size_t, tokens.count);
    struct looked_up looked = {lexicon, &tokens,
                               ARENA_NEW(arena, struct lexicon_words, tokens.count)};
    for (size_t i = 0; i < tokens.count && shape->count < SHAPE_WORDS; i++) {
        struct analysis analyses[ANALYSIS_LIMIT];
        const struct token *token = &tokens.items[i];
        if (token->kind != TOKEN_WORD && token->kind != TOKEN_NUMBER &&
            token->kind != TOKEN_ABBREVIATION && token->kind != TOKEN_INITIAL)
            continue;
        struct shape_word *word = word_add(shape, token);
        size_t count = morphology_analyze(morphology, span_slice(name, token->start, token->end),
                                          analyses, ANALYSIS_LIMIT);
        word_of[i] = shape->count;
        word->lemma = least_lemma(morphology, token->folded, analyses, count, arena);
        word->common = is_known(analyses, count);
        word->function = is_function_word(token->folded, analyses, count);
        word->wide = is_wide_word(word->lemma);
        word->noun = is_common_noun(analyses, count);
        if (lexicon)
            looked.words[i] = lexicon_words_of(lexicon, token->folded, analyses, count);
    }
    quotes_mark(&tokens, word_of, shape);
    outside_look(&looked, word_of, shape);
    if (lexicon) {
        places_mark(&looked, word_of, country, shape);
        known_find(&looked, word_of, shape, arena);
    }
    inner_find(shape, arena);
    shape->specificity = specificity_of(shape);
}

/* ---- names of places ---- */

struct span place_name(const struct lexicon *lexicon, const struct morphology *morphology,
                       struct span name, struct arena *arena, uint32_t *region)
{
    struct tokens tokens;
    uint32_t none;
    size_t length = 0;
    if (!region)
        region = &none;
    *region = 0;
    tokens_of_phrase(name, arena, &tokens);
    if (!lexicon || !tokens.count)
        return shape_fold(name, arena);
    struct looked_up looked = {lexicon, &tokens,
                               ARENA_NEW(arena, struct lexicon_words, tokens.count)};
    for (size_t i = 0; i < tokens.count; i++) {
        struct analysis analyses[ANALYSIS_LIMIT];
        const struct token *token = &tokens.items[i];
        size_t count = morphology_analyze(morphology, span_slice(name, token->start, token->end),
                                          analyses, ANALYSIS_LIMIT);
        looked.words[i] = lexicon_words_of(lexicon, token->folded, analyses, count);
    }
    uint32_t entry = entry_at(&looked, 0, is_place, &length);
    if (!entry || length != tokens.count)
        return shape_fold(name, arena);
    *region = region_of_entry(lexicon, entry);
    return shape_fold(listed_entry(lexicon, entry)->name, arena);
}
