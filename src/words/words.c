/* Lemmas for the search index and for questions. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "map.h"
#include "token.h"
#include "utf8.h"

enum {
    ALTERNATIVES = 4, /* lemmas of one word; the fifth reading of a word is never the meant one */
    WORD_MOST = 120   /* bytes; longer "words" are no words and are cut */
};

struct alternatives {
    struct span items[ALTERNATIVES + 1];
    size_t count;
};

static void alternative_add(struct alternatives *alternatives, struct span lemma)
{
    if (!lemma.size || alternatives->count > ALTERNATIVES)
        return;
    for (size_t i = 0; i < alternatives->count; i++)
        if (span_equal(alternatives->items[i], lemma))
            return;
    alternatives->items[alternatives->count++] = lemma;
}

/* The word in lower case, ё as е, without what splits the index's text. */
static struct span word_fold(struct span word, struct arena *arena)
{
    char *folded = ARENA_NEW(arena, char, word.size);
    size_t size = utf8_lower(word, folded, true), kept = 0;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)folded[i] > ' ' && folded[i] != '|' && folded[i] != '"')
            folded[kept++] = folded[i];
    return (struct span){folded, kept};
}

static struct span alternatives_join(const struct alternatives *alternatives, struct arena *arena)
{
    size_t size = 0, filled = 0;
    for (size_t i = 0; i < alternatives->count; i++)
        size += alternatives->items[i].size + 1;
    char *joined = ARENA_NEW(arena, char, size);
    for (size_t i = 0; i < alternatives->count; i++) {
        if (i)
            joined[filled++] = '|';
        memcpy(joined + filled, alternatives->items[i].data, alternatives->items[i].size);
        filled += alternatives->items[i].size;
    }
    return (struct span){joined, filled};
}

static bool is_spoken(struct span word)
{
    for (size_t offset = 0; offset < word.size;) {
        uint32_t code_point = utf8_next(word, &offset);
        if (code_point_is_letter(code_point) || code_point_is_digit(code_point))
            return true;
    }
    return false;
}

struct span search_lemmas(const struct morphology *morphology, struct span word,
                          struct arena *arena)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    struct alternatives alternatives = {0};
    word = utf8_cut(word, WORD_MOST);
    if (!is_spoken(word))
        return SPAN("");
    size_t count = morphology_analyze(morphology, word, analyses, ANALYSIS_LIMIT);
    bool known = count > 0 && analyses[0].known;
    for (size_t i = 0; i < count; i++)
        if (analyses[i].pos != POS_UNKNOWN && alternatives.count < ALTERNATIVES)
            alternative_add(
                &alternatives,
                word_fold(morphology_base(morphology, word, &analyses[i], arena), arena));
    /* What a guess makes of one form it may not make of another: the form itself stays findable. */
    if (!known)
        alternative_add(&alternatives, word_fold(word, arena));
    return alternatives_join(&alternatives, arena);
}

/* ---- memory ---- */

enum {
    KEPT_WORDS = 1 << 14,
    KEPT_BYTES = 126 /* a word and its lemmas; longer ones are not kept */
};

struct kept_word {
    uint8_t word_size; /* 0: free */
    uint8_t lemmas_size;
    char bytes[KEPT_BYTES];
};

struct word_memory {
    const struct morphology *morphology; /* of which the lemmas are */
    struct kept_word words[KEPT_WORDS];  /* each where its hash says */
};

bool word_memory_new(struct word_memory **memory)
{
    *memory = calloc(1, sizeof **memory);
    return *memory != NULL;
}

void word_memory_free(struct word_memory *memory)
{
    free(memory);
}

static void word_keep(struct kept_word *kept, struct span word, struct span lemmas)
{
    if (!word.size || word.size + lemmas.size > KEPT_BYTES)
        return;
    kept->word_size = (uint8_t)word.size;
    kept->lemmas_size = (uint8_t)lemmas.size;
    memcpy(kept->bytes, word.data, word.size);
    if (lemmas.size)
        memcpy(kept->bytes + word.size, lemmas.data, lemmas.size);
}

struct span search_lemmas_recall(struct word_memory *memory, const struct morphology *morphology,
                                 struct span word, struct arena *arena)
{
    if (!memory || !word.size)
        return search_lemmas(morphology, word, arena);
    if (memory->morphology != morphology)
        *memory = (struct word_memory){.morphology = morphology};
    struct kept_word *kept = &memory->words[XXH3_64bits(word.data, word.size) & (KEPT_WORDS - 1)];
    if (span_equal(word, (struct span){kept->bytes, kept->word_size}))
        return (struct span){kept->bytes + kept->word_size, kept->lemmas_size};
    struct span lemmas = search_lemmas(morphology, word, arena);
    word_keep(kept, word, lemmas);
    return lemmas;
}

struct span search_lemmas_kept(struct word_memory *memory, const struct morphology *morphology,
                               struct span word, struct arena *arena)
{
    struct span lemmas = search_lemmas_recall(memory, morphology, word, arena);
    return memory && word.size ? arena_copy(arena, lemmas) : lemmas;
}

/* ---- texts ---- */

void tokens_of_phrase(struct span text, struct arena *arena, struct tokens *tokens)
{
    struct block block = {.kind = BLOCK_PROSE, .range = {0, (uint32_t)text.size}};
    struct report report = {.text = text, .language = "ru", .blocks = &block, .block_count = 1};
    *tokens = (struct tokens){0};
    if (text.size)
        tokens_of_report(arena, &report, tokens);
}

static bool is_indexed(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER ||
           token->kind == TOKEN_INITIAL || token->kind == TOKEN_ABBREVIATION ||
           token->kind == TOKEN_ADDRESS;
}

static struct span token_text(struct span text, const struct token *token)
{
    return token_letters(text, token);
}

/* Appends the lemmas of a token to those before, with a space between; in arena. */
static struct span lemmas_append(struct span before, struct span lemmas, struct arena *arena)
{
    if (!before.size)
        return lemmas;
    return lemmas.size ? arena_format(arena, "%.*s %.*s", SPAN_ARGS(before), SPAN_ARGS(lemmas))
                       : before;
}

struct span search_lemmas_of_phrase(struct word_memory *memory, const struct morphology *morphology,
                                    struct span phrase, struct arena *arena)
{
    struct tokens tokens;
    struct span joined = SPAN("");
    tokens_of_phrase(phrase, arena, &tokens);
    for (size_t i = 0; i < tokens.count; i++)
        if (is_indexed(&tokens.items[i]))
            joined = lemmas_append(
                joined,
                search_lemmas_kept(memory, morphology, token_text(phrase, &tokens.items[i]), arena),
                arena);
    return joined;
}

/* Lemmas as those of a title: each alternative of each word behind the mark, which is cut out of
 * words. */
static struct span lemmas_mark(struct span lemmas, struct arena *arena)
{
    char *marked = ARENA_NEW(arena, char, 2 * lemmas.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < lemmas.size; i++) {
        bool begins = i == 0 || lemmas.data[i - 1] == '|' || lemmas.data[i - 1] == ' ';
        if (begins && lemmas.data[i] != '|' && lemmas.data[i] != ' ')
            marked[size++] = TITLE_MARK;
        marked[size++] = lemmas.data[i];
    }
    return (struct span){marked, size};
}

/* The lemmas of a word of the title, which is found both as such and as a word of the report. */
static struct span lemmas_of_title(struct span lemmas, struct arena *arena)
{
    struct span marked = lemmas_mark(lemmas, arena);
    return lemmas.size ? arena_format(arena, "%.*s|%.*s", SPAN_ARGS(lemmas), SPAN_ARGS(marked))
                       : lemmas;
}

void search_words_of_report(struct word_memory *memory, const struct morphology *morphology,
                            const struct report *report, const struct tokens *tokens,
                            struct arena *arena, struct search_words *words)
{
    struct span text = report->text;
    struct map known; /* from a word to 1 + the index of a token that has its lemmas */
    map_init(&known, arena);
    *words = (struct search_words){.items = ARENA_NEW(arena, struct new_token, tokens->count)};
    for (size_t i = 0; i < tokens->count; i++) {
        if (!is_indexed(&tokens->items[i]))
            continue;
        struct span word = token_text(text, &tokens->items[i]);
        bool added;
        uint32_t *index = map_add(&known, word, &added);
        struct span lemmas = added ? search_lemmas_kept(memory, morphology, word, arena)
                                   : words->items[*index].lemmas;
        if (added)
            *index = (uint32_t)words->count;
        words->items[words->count++] = (struct new_token){
            .lemmas = lemmas, .range = {tokens->items[i].start, tokens->items[i].end}};
    }
    /* Words that stood before take over lemmas of a word of the text, so titles come last. */
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].range.start >= report->title.start &&
            words->items[i].range.end <= report->title.end)
            words->items[i].lemmas = lemmas_of_title(words->items[i].lemmas, arena);
}

struct phrases {
    struct span *items;
    size_t count;
    size_t capacity;
};

/* A hyphen stands before the token, and nothing but a space before that. */
static bool is_excluded(struct span question, const struct token *token)
{
    size_t start = token->start;
    bool hyphen = start > 0 && question.data[start - 1] == '-';
    if (!hyphen && start < question.size && question.data[start] == '-') {
        hyphen = true;
        start++;
    }
    return hyphen && (start == 1 || question.data[start - 2] == ' ');
}

/* A question that is being read. */
struct questioning {
    struct arena *arena;
    struct phrases found;
    struct phrases excluded;
    struct span phrase;
    bool not_found;
};

static void phrase_end(struct questioning *questioning)
{
    if (questioning->phrase.size)
        *ARRAY_PUSH(questioning->arena,
                    questioning->not_found ? &questioning->excluded : &questioning->found) =
            questioning->phrase;
    questioning->phrase = SPAN("");
}

void search_query_of(const struct morphology *morphology, struct span question, struct arena *arena,
                     struct search_query *query)
{
    struct tokens tokens;
    struct questioning questioning = {.arena = arena, .phrase = SPAN("")};
    bool quoted = false;
    tokens_of_phrase(question, arena, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        bool quote = token->kind == TOKEN_QUOTE_OPEN || token->kind == TOKEN_QUOTE_CLOSE;
        if (!quoted && (is_indexed(token) || token->kind == TOKEN_QUOTE_OPEN))
            questioning.not_found = is_excluded(question, token);
        if (is_indexed(token))
            questioning.phrase =
                lemmas_append(questioning.phrase,
                              search_lemmas(morphology, token_text(question, token), arena), arena);
        if (quote && token->partner != UINT32_MAX)
            quoted = token->kind == TOKEN_QUOTE_OPEN;
        if (!quoted)
            phrase_end(&questioning);
    }
    phrase_end(&questioning);
    *query = (struct search_query){.phrases = questioning.found.items,
                                   .phrase_count = questioning.found.count,
                                   .excluded = questioning.excluded.items,
                                   .excluded_count = questioning.excluded.count};
}

/* Adds phrases to those of a query; in arena. */
static const struct span *phrases_join(const struct span *before, size_t *count,
                                       const struct phrases *more, struct arena *arena)
{
    struct span *all = ARENA_NEW(arena, struct span, *count + more->count);
    if (*count)
        memcpy(all, before, *count * sizeof *all);
    if (more->count)
        memcpy(all + *count, more->items, more->count * sizeof *all);
    *count += more->count;
    return all;
}

void search_query_of_title(const struct morphology *morphology, struct span words, bool excluded,
                           struct arena *arena, struct search_query *query)
{
    struct phrases phrases = {0};
    struct span lemmas = search_lemmas_of_phrase(NULL, morphology, words, arena);
    if (!lemmas.size)
        return;
    *ARRAY_PUSH(arena, &phrases) = lemmas_mark(lemmas, arena);
    if (excluded)
        query->excluded = phrases_join(query->excluded, &query->excluded_count, &phrases, arena);
    else
        query->phrases = phrases_join(query->phrases, &query->phrase_count, &phrases, arena);
}

void search_query_begun(const struct morphology *morphology, struct span typed, struct arena *arena,
                        struct search_query *query)
{
    struct tokens tokens;
    struct phrases phrases = {0};
    tokens_of_phrase(typed, arena, &tokens);
    *query = (struct search_query){.begins = false};
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        if (!is_indexed(token))
            continue;
        query->begins = token->end == typed.size;
        struct span word = token_text(typed, token);
        struct span phrase =
            query->begins ? word_fold(word, arena) : search_lemmas(morphology, word, arena);
        if (phrase.size)
            *ARRAY_PUSH(arena, &phrases) = phrase;
    }
    query->phrases = phrases.items;
    query->phrase_count = phrases.count;
}
