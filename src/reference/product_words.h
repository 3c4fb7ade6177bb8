/* The words of a product's name: «болты высокопрочные М24» as lemmas, grades and sizes.
 *
 * Prepositions and conjunctions are left out. What holds a digit is a grade: it is written in one
 * way («Ду 100», «Ду100» and «ДУ-100» are the same, so are «3х2,5» and «3x2.5»). */
#ifndef PRODUCT_WORDS_H
#define PRODUCT_WORDS_H

#include "morphology.h"

enum { PRODUCT_WORDS = 24 /* further ones do not count */, PRODUCT_LEMMAS = 6 };

struct product_word {
    struct span text;   /* as it stands */
    struct span folded; /* of a grade: as all write it */
    uint32_t lemmas[PRODUCT_LEMMAS];
    uint8_t lemma_count;
    uint32_t number; /* of a grade: its first number alone, as an id; 0 */
    bool noun;
    bool grade;
};

struct product_words {
    struct product_word items[PRODUCT_WORDS];
    size_t count;
};

/* Cuts a name into words; text must outlive them, what else they need is in arena. Call within
 * arena_run(). */
void product_words_cut(const struct morphology *morphology, struct span text, struct arena *arena,
                       struct product_words *words);

#endif
