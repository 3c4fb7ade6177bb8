/* Tokens and sentences of Russian news text. */
#ifndef TOKEN_H
#define TOKEN_H

#include "arena.h"
#include "report.h"

enum token_kind {
    TOKEN_WORD, /* letters, with inner hyphens and apostrophes: «научно-технический», «Т-50» */
    TOKEN_NUMBER,  /* digits, with inner spaces, points and commas: «2 000 000», «1,5»,
                      «09.02.2015», «14:30», «2015-02-09», «2015-го» (with the ending) */
    TOKEN_INITIAL, /* «И.» of «И. И. Иванов»: the letter and its point */
    TOKEN_ABBREVIATION, /* «млрд», «г.», «им.», «т. д.»: with its point; folded holds points too,
                           and one space between parts. Those written without a point (млн, км)
                           count as such behind a number only */
    TOKEN_PUNCTUATION, /* , . : ; ( ) and the like; a run of . ! ? is one («...», «?!») */
    TOKEN_QUOTE_OPEN,
    TOKEN_QUOTE_CLOSE,
    TOKEN_DASH,   /* – — or a hyphen that joins no word */
    TOKEN_SYMBOL, /* % № § $ € ₽ + = and other marks */
    TOKEN_ADDRESS /* URL, e-mail address, @name, #tag */
};

enum token_case {
    CASE_NONE,  /* no letters with case */
    CASE_LOWER, /* «завод» */
    CASE_TITLE, /* «Завод», «Усолье-Промтех» */
    CASE_UPPER, /* «ОАО» (two letters or more) */
    CASE_MIXED  /* «РТ-Биотехпром», «ВКонтакте», «iPhone» */
};

struct token {
    uint32_t start; /* bytes of the report's text */
    uint32_t end;
    uint8_t kind;  /* enum token_kind */
    uint8_t shape; /* enum token_case */
    bool space_before;
    bool cyrillic;    /* holds a Cyrillic letter */
    uint32_t partner; /* of a quote or bracket: index of the other one; UINT32_MAX where unpaired */
    struct span folded; /* lower case, ё as е, for look-ups: in the arena, or in the text itself */
};

/* The letters of a token of text: its words as they stand, but of a word without soft hyphens,
 * accents and the end of the line that parts it («соглаше-» above «ние»). Those follow its folded
 * form, which is shorter then than what stands in the text. */
static inline struct span token_letters(struct span text, const struct token *token)
{
    struct span folded = token->folded;
    if (token->kind == TOKEN_WORD && folded.size < token->end - token->start)
        return (struct span){folded.data + folded.size, folded.size};
    return span_slice(text, token->start, token->end);
}

struct sentence {
    uint32_t first; /* index of its first token */
    uint32_t count;
    uint32_t block; /* index of the report's block that it stands in */
    struct range range;
};

struct tokens {
    struct token *items;
    size_t count;
    struct sentence *sentences; /* cover all tokens of blocks that are not noise, in order */
    size_t sentence_count;
};

/* Cuts the blocks of a report (all but BLOCK_NOISE) into tokens and sentences, in arena. Linear in
 * the length of the text. Call within arena_run(). */
void tokens_of_report(struct arena *arena, const struct report *report, struct tokens *tokens);

#endif
