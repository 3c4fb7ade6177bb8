/* Looks every token up once: its analyses and what the lexicons know of it. */
#include "scan.h"

#include "utf8.h"

enum { MATCH_LIMIT = 12 };

static bool token_has_letters(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_ABBREVIATION ||
           token->kind == TOKEN_INITIAL;
}

static void word_analyze(struct scan *scan, uint32_t number)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    const struct token *token = &scan->tokens[number];
    struct word *word = &scan->words[number];
    if (!token_has_letters(token)) {
        if (token->kind == TOKEN_SYMBOL || token->kind == TOKEN_PUNCTUATION)
            scan->times[number] = time_word_find(&scan->reader->times, token->folded);
        /* «Ханты-Мансийский автономный округ – Югра» */
        if (token->kind == TOKEN_DASH)
            scan->lexemes[number] = lexicon_words_of(scan->reader->lexicon, token->folded, NULL, 0);
        return;
    }
    scan->times[number] = time_word_find(&scan->reader->times, token->folded);
    struct span text = token_text(scan, number);
    size_t count = token->cyrillic ? morphology_analyze(scan->reader->morphology, text, analyses,
                                                        ANALYSIS_LIMIT)
                                   : 0;
    struct analysis *kept = ARENA_NEW(scan->arena, struct analysis, count);
    for (size_t i = 0; i < count; i++) {
        kept[i] = analyses[i];
        word->grammemes |= analyses[i].grammemes;
    }
    word->analyses = kept;
    word->analysis_count = (uint8_t)count;
    scan->lexemes[number] = lexicon_words_of(scan->reader->lexicon, token->folded, kept, count);
}

static void sentence_match(struct scan *scan, uint32_t index)
{
    struct lexicon_match found[MATCH_LIMIT];
    const struct sentence *sentence = &scan->reading->tokens.sentences[index];
    for (uint32_t i = 0; i < sentence->count; i++) {
        uint32_t token = sentence->first + i;
        scan->match_first[token] = (uint32_t)scan->matches.count;
        scan->words[token].sentence = index;
        if (scan->lexemes[token].ids[0] == 0)
            continue;
        size_t count = lexicon_find(scan->reader->lexicon, scan->tokens + token,
                                    scan->lexemes + token, sentence->count - i, found, MATCH_LIMIT);
        if (count > 0)
            scan->words[token].entry = found[0].entry;
        for (size_t k = 0; k < count; k++)
            *ARRAY_PUSH(scan->arena, &scan->matches) = found[k];
    }
}

void words_annotate(struct scan *scan)
{
    const struct tokens *tokens = &scan->reading->tokens;
    scan->tokens = tokens->items;
    scan->words = ARENA_NEW(scan->arena, struct word, tokens->count + 1);
    scan->lexemes = ARENA_NEW(scan->arena, struct lexicon_words, tokens->count + 1);
    scan->times = ARENA_NEW(scan->arena, const struct time_word *, tokens->count + 1);
    scan->match_first = ARENA_NEW(scan->arena, uint32_t, tokens->count + 2);
    scan->owner = ARENA_NEW(scan->arena, uint32_t, tokens->count + 1);
    scan->reading->words = scan->words;
    for (uint32_t i = 0; i < tokens->count; i++)
        word_analyze(scan, i);
    for (uint32_t i = 0; i < tokens->sentence_count; i++)
        sentence_match(scan, i);
    scan->match_first[tokens->count] = (uint32_t)scan->matches.count;
}
