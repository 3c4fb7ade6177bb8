#include "contexts.h"

#include <string.h>

#include "model.h"

enum { CAPITALS_LEAST = 4, CAPITALS_TENTHS = 8 };

/* What all tokens of a sentence share. */
static uint8_t sentence_context(const struct report *report, const struct token *tokens,
                                const struct sentence *sentence)
{
    size_t words = 0, capitals = 0;
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct token *token = &tokens[sentence->first + i];
        words += token->kind == TOKEN_WORD;
        capitals +=
            token->kind == TOKEN_WORD && token->shape != CASE_LOWER && token->shape != CASE_NONE;
    }
    enum block_kind kind = report->blocks[sentence->block].kind;
    bool title = kind == BLOCK_TITLE || kind == BLOCK_HEADING;
    bool shouted = words >= CAPITALS_LEAST && capitals * 10 >= words * CAPITALS_TENTHS;
    return (uint8_t)((title ? CONTEXT_TITLE : 0) | (shouted ? CONTEXT_CAPITALS : 0));
}

static bool token_is_mark(const struct token *token, char mark)
{
    return token->kind == TOKEN_PUNCTUATION && token->folded.size == 1 &&
           token->folded.data[0] == mark;
}

static void sentence_contexts(const struct report *report, const struct tokens *tokens,
                              const struct sentence *sentence, uint8_t *contexts)
{
    uint8_t common = sentence_context(report, tokens->items, sentence);
    uint32_t quoted = 0, bracketed = 0;
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct token *token = &tokens->items[sentence->first + i];
        if (token->kind == TOKEN_QUOTE_CLOSE && quoted > 0)
            quoted--;
        if (token_is_mark(token, ')') && bracketed > 0)
            bracketed--;
        contexts[sentence->first + i] =
            (uint8_t)(common | (i == 0 ? CONTEXT_BEGINS : 0) | (quoted ? CONTEXT_QUOTED : 0) |
                      (bracketed ? CONTEXT_BRACKETED : 0));
        quoted += token->kind == TOKEN_QUOTE_OPEN && token->partner != UINT32_MAX;
        bracketed += token_is_mark(token, '(');
    }
}

void contexts_of_tokens(const struct report *report, const struct tokens *tokens, uint8_t *contexts)
{
    memset(contexts, 0, tokens->count);
    for (size_t i = 0; i < tokens->sentence_count; i++)
        sentence_contexts(report, tokens, &tokens->sentences[i], contexts);
}
