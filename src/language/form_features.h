/* What a word form looks like to the tagger: rows of the model's table, the same for every place
 * where the form stands. Training and inference both call this, so that they cannot differ. */
#ifndef FORM_FEATURES_H
#define FORM_FEATURES_H

#include "morphology.h"
#include "token.h"

/* The table's rows by group; within a group by value or by hash. */
enum {
    ROWS_PLAIN = 512, /* kind, capitals, parts of speech, grammemes, length, digits */
    ROWS_ENDING = 16384,
    ROWS_BEGINNING = 4096,
    ROWS_SHAPED_ENDING = 8192,
    ROWS_FORM = 16384,
    ROWS_LEMMA = 16384,
    FORM_ROWS =
        ROWS_PLAIN + ROWS_ENDING + ROWS_BEGINNING + ROWS_SHAPED_ENDING + ROWS_FORM + ROWS_LEMMA,
    FORM_FEATURES = 192
};

/* Writes the rows of a token's form into rows (room for FORM_FEATURES); returns their number.
 * text is the token's, analyses are those of morphology_analyze(). */
size_t form_features(const struct token *token, struct span text, const struct analysis *analyses,
                     size_t count, uint32_t *rows);

/* The rows that a Cyrillic word has with a capital before it and has not in lower case, where its
 * analyses are the same: into rows (room for TITLE_FEATURES); returns their number. *lost is the
 * one that it has in lower case alone. token is the one with the capital. */
enum { TITLE_FEATURES = 3 };
size_t form_title_features(const struct token *token, uint32_t *rows, uint32_t *lost);

/* Finds the vector by which a form goes: its own in lower case, also with ё as е. find gives the
 * number of a word in lower case, UINT32_MAX where it has none; so does this. */
typedef uint32_t form_vector_find(const void *words, struct span lower);
uint32_t form_own_vector(struct span text, struct span folded, form_vector_find *find,
                         const void *words);
/* Likewise of a form that has none of its own: its lemma's (which may be empty), its last part's
 * behind a hyphen. Apart, since a lemma costs more than the search. */
uint32_t form_other_vector(struct span text, struct span folded, struct span lemma,
                           form_vector_find *find, const void *words);

#endif
