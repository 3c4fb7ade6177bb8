/* What a name is made of: its words, the place that it names, what stands between its quotation
 * marks. Internal to the folder. */
#ifndef SHAPE_H
#define SHAPE_H

#include "lexicon.h"
#include "morphology.h"
#include "token.h"

enum { SHAPE_WORDS = 20 /* of a name; those behind are not looked at */ };

struct shape_word {
    struct span folded;
    struct span lemma; /* the least of its lemmas, so that it is the same for all forms */
    bool place;        /* belongs to the name of a place or is made of one: «томский» */
    bool form;         /* a legal form: «ООО» */
    bool quoted;       /* stands between the innermost quotation marks */
    bool upper;        /* «РВК» */
    bool title;
    bool common;   /* the dictionary knows it: «вектор» */
    bool noun;     /* … as a noun that is no name */
    bool function; /* «и», «по» */
    bool wide;     /* «федеральный», «международный» */
    bool latin;
};

/* How much a name tells by itself. */
enum specificity {
    SPECIFIC_PLACED, /* names its place: «Правительство Томской области» */
    SPECIFIC_WIDE, /* of a whole state or of several: «Федеральная налоговая служба» */
    SPECIFIC_RARE,   /* has a word that is no dictionary word: «Микран» */
    SPECIFIC_SHORT,  /* an abbreviation of capitals: «ТГУ» */
    SPECIFIC_COMMON, /* a dictionary word for a name: «Вектор» */
    SPECIFIC_NONE /* common nouns alone: «Центр кластерного развития» */
};

struct name_shape {
    struct shape_word words[SHAPE_WORDS];
    size_t count;
    bool has_quotes;
    uint32_t region;   /* the region or country that it names, see region_of_entry(); 0: none */
    struct span inner; /* what tells it apart: the words between the innermost quotation marks, or
                          its only word; folded. Empty where there is neither */
    struct span form;  /* the first legal form in it, folded; empty where there is none */
    struct span known; /* the register's name of a body that the lexicons know; empty */
    size_t outside;    /* words before the quotation marks that are no forms */
    bool apart;        /* it is another than the one in its name: «УК „Роснано“» */
    enum specificity specificity;
};

/* Looks at a name; lexicon may be NULL: then it names no place. country: the number of the one
 * whose regions may stand beside it in a name, reference_country_number(). In arena. */
void shape_of(const struct lexicon *lexicon, const struct morphology *morphology, uint32_t country,
              struct span name, struct arena *arena, struct name_shape *shape);
/* A number for the region (a country, where no region is known) in which the place of an entry
 * lies, never 0. Regions have equal numbers under all their names; the number is made of the name
 * in the lexicons, so that it stays the same as they grow. */
uint32_t region_of_entry(const struct lexicon *lexicon, uint32_t entry);
/* The name by which the lexicons list a place, folded («Башкирия»: «республика башкортостан»), in
 * arena; the name itself, folded, where they have none. *region (NULL is allowed): its region, or
 * 0. */
struct span place_name(const struct lexicon *lexicon, const struct morphology *morphology,
                       struct span name, struct arena *arena, uint32_t *region);
/* Lower case, ё as е; in arena. */
struct span shape_fold(struct span text, struct arena *arena);
/* A hash that stays the same for good, never 0. Of two different texts it is the same once in four
 * thousand million (hash_short) or never for our purposes (hash_long). */
uint32_t hash_short(struct span text);
uint64_t hash_long(struct span text);

#endif
