/* What is bought or made, as it is compared: the words of its name with their weights, and the
 * features by which it may be the same as another.
 *
 * A feature is a lemma, a grade, a concept of lexicon/products.txt, a whole of which the words name
 * a part, or a root; it *covers* the words that it is made of, by its quality: how surely two names
 * that share it mean the same there. */
#ifndef WARE_H
#define WARE_H

#include "products.h"

enum ware_feature_kind {
    FEATURE_WORD,    /* the same word */
    FEATURE_GRADE,   /* the same grade or size */
    FEATURE_NUMBER,  /* the same number in it */
    FEATURE_SYNONYM, /* another name of the same */
    FEATURE_PART,    /* the one is a part, or a kind, of the other */
    FEATURE_ROOT     /* words of one root: «резиновый» and «из резины» */
};

struct ware_feature {
    uint32_t id;
    uint32_t mask; /* the words that it covers: bit i of word i */
    float quality;
    uint8_t kind;     /* enum ware_feature_kind */
    bool noun;        /* of a noun or a grade: worth looking for */
    uint32_t concept; /* of the lexicon; 0 */
};

struct ware {
    struct product_words words;
    uint32_t roles[PRODUCT_WORDS]; /* enum ware_role */
    uint32_t head;                 /* the word that says what it is; PRODUCT_WORDS: none */
    struct ware_feature *features; /* by id */
    size_t feature_count;
};

/* ROLE_GENERIC: a head that says little. */
enum ware_role { ROLE_PLAIN, ROLE_HEAD, ROLE_GENERIC, ROLE_NOUN, ROLE_ADJECTIVE, ROLE_GRADE };

/* Which side of a match a ware is: wholes and parts are looked for from one to the other. */
enum ware_side { WARE_NEED, WARE_OFFER };

/* What text names, in arena; text must outlive it. Call within arena_run(). */
void ware_make(struct ware *ware, const struct products *products, struct span text,
               enum ware_side side, struct arena *arena);

#endif
