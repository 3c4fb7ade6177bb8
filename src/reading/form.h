/* Inside src/reading alone: a form of a word, with what is known of it before any mention is
 * sought.
 */
#ifndef FORM_H
#define FORM_H

#include "grammar.h"
#include "lexicon.h"
#include "token.h"

struct reader;
struct time_word;

/* The number of a form of a word that no memory keeps. */
#define NO_FORM UINT32_MAX

/* A form as it stands in a text, and all that follows from its letters alone. */
struct form {
    struct span text;
    uint32_t hash;
    uint32_t number; /* from 0 on, below reading_memory_limit(); NO_FORM where it is not kept */
    uint32_t input;  /* of the tagger: see struct tagger_word */
    uint8_t kind; /* enum token_kind: the letters do not tell «г.» from «г» and a full stop */
    uint8_t analysis_count;
    bool begins; /* an entry of the lexicons may begin with it */
    const struct analysis *analyses;
    grammemes grammemes;            /* of all of them together */
    const struct time_word *time;   /* NULL for none */
    struct lexicon_words lexemes;   /* its numbers in the lexicons */
    struct grammar_word of_grammar; /* and in the patterns of facts */
};

/* What a form is made of before it is known where it will be kept. */
struct making {
    struct analysis analyses[ANALYSIS_LIMIT];
    struct word_lemma lemmas[2 * ANALYSIS_LIMIT + 1];
    struct form form; /* its analyses and lemmas are to be set */
};

/* Looks a form up: the form of a token with its text. */
void form_make(const struct reader *reader, const struct token *token, struct span text,
               struct making *making);

#endif
