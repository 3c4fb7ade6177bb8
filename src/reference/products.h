/* What products are called, and of what they are parts: lexicon/products.txt, whose head tells the
 * format.
 *
 * What is the same by any name is one *concept*; a number from 1. Products do not change once
 * opened and may be shared between threads. */
#ifndef PRODUCTS_H
#define PRODUCTS_H

#include "error.h"
#include "product_words.h"

struct products;

/* Reads lexicon/products.txt in the folder; morphology must outlive it. Close it with
 * products_close(). Errors: as reference_open(). */
bool products_open(struct products **products, struct span data_folder,
                   const struct morphology *morphology, struct error *error);
/* NULL is allowed. */
void products_close(struct products *products);
const struct morphology *products_morphology(const struct products *products);

/* Whether a word says nothing of what the product is: «поставка», «комплект». */
bool products_plain(const struct products *products, const struct product_word *word);
/* Whether a noun says little of it: «материал», «оборудование». */
bool products_generic(const struct products *products, const struct product_word *word);

/* A concept that is named by words of a text. */
struct product_concept {
    uint32_t concept;
    uint32_t mask; /* of the words that name it: bit i of word i */
};
enum { PRODUCT_CONCEPTS = 32 };
/* The concepts of a text's words into out (PRODUCT_CONCEPTS of room); their number. */
size_t products_concepts(const struct products *products, const struct product_words *words,
                         struct product_concept *out);
/* How a concept is called first in the lexicon. */
struct span products_name(const struct products *products, uint32_t concept);
/* Wholes of which a concept is a part; concepts. */
const uint32_t *products_wholes(const struct products *products, uint32_t concept, size_t *count);
/* Whether a concept has parts. */
bool products_whole(const struct products *products, uint32_t concept);

/* A word like «гидроцилиндр» that is an adjective and a noun in one: the rest («цилиндр») and the
 * lemma of the adjective. False for others. */
bool products_split(const struct products *products, const struct product_word *word,
                    struct span *rest, uint32_t *adjective);

/* The words of the name of an ОКПД2 code, or of the longest one known that it begins with, into
 * names (valid as long as products); NULL where none is. */
const struct span *products_of_code(const struct products *products, struct span code,
                                    size_t *count);

#endif
