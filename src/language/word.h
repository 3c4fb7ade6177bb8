/* A word as the dictionary's codes, with what its capitals say. Internal to the language folder. */
#ifndef WORD_H
#define WORD_H

#include "dictionary.h"
#include "morphology.h"

enum { WORD_LETTERS = 64 };

struct word {
    struct span text;
    size_t size;                       /* letters */
    uint8_t codes[WORD_LETTERS];       /* dictionary_code(); from 64 on for other characters */
    uint8_t offsets[WORD_LETTERS + 1]; /* byte of the text at which each letter begins */
    uint8_t uppers;                    /* capitals */
    bool first_upper;
    bool last_upper;
    bool foreign; /* has letters or marks that no word of the dictionary has */
    bool yo;
    bool hyphen;
};

/* Turns text into codes; false where it is empty or too long to be a word. */
bool word_encode(struct word *word, struct span text);
/* The text of codes in lower case, in arena. */
struct span codes_text(const uint8_t *codes, size_t size, struct arena *arena);
/* The id of a lemma given as folded codes. */
uint32_t codes_id(const uint8_t *codes, size_t size);

enum { PREFIX_LETTERS_MOST = 15, PREFIXES_MOST = 160 };

/* A prefix that makes new words, as codes. */
struct known_prefix {
    uint8_t size;
    uint8_t codes[PREFIX_LETTERS_MOST];
};

struct morphology {
    struct dictionary dictionary;
    struct known_prefix prefixes[PREFIXES_MOST];
    struct {
        uint8_t start;
        uint8_t end;
    } prefixes_of[CODES]; /* by first letter: where those that begin with it stand */
};

/* Fills in the prefixes, once, when a morphology is made. */
void prefixes_init(struct morphology *morphology);

enum { LEMMA_CODES = 2 * WORD_LETTERS + 2 * DICTIONARY_SUFFIX_MAX };

/* Writes the codes of the form `target` of the lexeme whose form `form` is word[start, end),
 * folded (ё as е) or not; 0 where they do not fit each other, which only a damaged file can do. */
size_t form_codes(const struct dictionary *dictionary, const struct word *word, size_t start,
                  size_t end, uint32_t form, uint32_t target, bool folded, uint8_t *out);

/* An abbreviation that is not in the dictionary has all cases, numbers and genders. */
#define ABBREVIATION_GRAMMEMES                                                                     \
    ((GRAM_CASES & ~GRAM_VOCATIVE) | GRAM_NUMBERS | GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER | \
     GRAM_INANIMATE | GRAM_FIXED | GRAM_ABBREVIATION)

/* Analyses of a word that is not in the dictionary (predict.c), as morphology_analyze() gives. */
size_t morphology_predict(const struct morphology *morphology, const struct word *word,
                          struct analysis *out, size_t limit);
/* Fills in all but the weight for word[start, end) read as form; false as form_codes(). */
bool analysis_fill(const struct morphology *morphology, const struct word *word, size_t start,
                   size_t end, uint32_t form, struct analysis *analysis);
/* The form that the first part of a compound has to agree with the second one read as analysis;
 * false where there is none. first is the number of letters of the first part. */
bool compound_first(const struct morphology *morphology, const struct word *word, size_t first,
                    const struct analysis *analysis, uint32_t *form);
/* The letter of word that begins at a byte. */
size_t word_letter_at(const struct word *word, size_t byte);

#endif
