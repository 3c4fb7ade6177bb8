/* Inside predicate.c and seat.c alone: tokens as the marks and words of clauses. */
#ifndef CLAUSE_H
#define CLAUSE_H

#include "predicate.h"

#define MODIFIERS (1u << POS_ADJECTIVE | 1u << POS_PARTICIPLE | 1u << POS_NUMERAL)

static inline const struct token *token_at(const struct reading *reading, uint32_t index)
{
    return &reading->tokens.items[index];
}

static inline uint8_t part_of(const struct reading *reading, uint32_t index)
{
    const struct word *word = &reading->words[index];
    return word->analysis_count ? word->analyses[0].pos : (uint8_t)POS_UNKNOWN;
}

static inline bool is_one_of(struct span folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_is(folded, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(folded, words) is_one_of(folded, words, sizeof(words) / sizeof *(words))

static inline bool is_mark(const struct reading *reading, uint32_t index, char mark)
{
    const struct token *token = token_at(reading, index);
    return token->kind == TOKEN_PUNCTUATION && token->folded.size == 1 &&
           token->folded.data[0] == mark;
}

/* Whether a token is of a name: what its words say is nothing of the clause. */
static inline bool is_named(const struct reading *reading, uint32_t index)
{
    uint32_t mention = reading->words[index].mention;
    return mention && reading->mentions[mention - 1].type != MENTION_DATE;
}

/* Whether a token is a mark at which a stretch ends. */
bool token_is_border(const struct reading *reading, uint32_t index);
/* Whether a token joins the verbs, or the nouns, beside it: «и», «или», «но». */
bool token_joins_verbs(const struct reading *reading, uint32_t index);
/* The last token of what begins at one: of a mention, a quotation, a pair of brackets, itself. */
uint32_t piece_last(const struct reading *reading, uint32_t index, uint32_t high);
/* The mark at or behind a token at which its stretch ends; high where there is none. */
uint32_t stretch_close(const struct reading *reading, uint32_t index, uint32_t high);
/* The first token of the stretch that ends before a token. */
uint32_t stretch_open(const struct reading *reading, uint32_t index, uint32_t low);

#endif
