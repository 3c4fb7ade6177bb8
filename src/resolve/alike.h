/* Texts that are copies or versions of each other: reprints, with another headline or cut short.
 * Internal to the folder.
 *
 * A text is known by its shingles, the hashes of every four words that follow each other. Two texts
 * are alike if most of the shingles of the shorter are among those of the longer. Candidates are
 * found by bands (MinHash): of the shingles, parted into sixteen bins by their hash, the least of
 * each; two of these make a band. Texts that share 50 % of their shingles share a band in nine
 * cases of ten, unrelated ones in none. */
#ifndef ALIKE_H
#define ALIKE_H

#include "store.h"

enum {
    TEXT_BANDS = 8,
    ALIKE_CANDIDATES = 4 /* of each band: the first, of which the others are copies */
};

/* The shingles of a text, each once. */
struct text_print {
    uint64_t *slots; /* a hash table; 0: a free slot, no shingle is 0 */
    size_t mask;     /* the number of slots, a power of two, less 1 */
    size_t count;    /* of shingles */
    uint64_t bands[TEXT_BANDS];
};

/* Makes the print of a text, in arena. Case, ё and what stands between words do not matter. */
void text_print_make(struct span text, struct arena *arena, struct text_print *print);
/* The same without its bands. */
void text_print_fill(struct span text, struct arena *arena, struct text_print *print);
/* The share of the shorter text's shingles that the longer has too. */
double text_prints_share(const struct text_print *left, const struct text_print *right);
/* Whether two texts are copies or versions of each other. */
bool text_prints_alike(const struct text_print *left, const struct text_print *right);

/* The bands by which a text is found; none of a short one. */
size_t text_print_bands(const struct text_print *print, const uint64_t **bands);
struct resolve_memory;

/* How alike a known report's text is to a new one's. */
struct weighed_text {
    int64_t report; /* number */
    double share;
    bool alike;
};

struct weighed_texts {
    struct weighed_text *items;
    size_t count;
    size_t capacity;
};

/* Weighs what copy_find() will weigh, as far as it is known by now, into weighed, in arena. What
 * fails is left out; error may be NULL. */
bool texts_look_before(struct store *store, struct resolve_memory *memory,
                       const struct text_print *print, struct arena *arena,
                       struct weighed_texts *weighed, struct error *error);

/* Gives a new report, whose text has the print, its bands and, where a known report's text is
 * alike, that report or the one that it is itself a copy of. weighed has what was weighed before,
 * and gets what is weighed now. memory may be NULL. */
bool copy_find(struct store *store, struct resolve_memory *memory, const struct text_print *print,
               struct weighed_texts *weighed, struct arena *arena, struct new_report *report,
               struct error *error);

#endif
