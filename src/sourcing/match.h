/* Which offers answer a need: by the code of ОКПД2, by words, by other names of the same, by parts
 * and wholes; each with its reasons and a score from 0 to 1.
 *
 * The head noun weighs most, other words less, rare words more than common ones; a grade or size
 * counts where it is exactly the same. docs/sourcing.md tells the formula. */
#ifndef MATCH_H
#define MATCH_H

#include "ware.h"

/* A product as somebody names it: words, code, or both. */
struct named_product {
    struct span words; /* may be empty */
    struct span code;  /* of ОКПД2; may be empty */
};

enum match_reason_kind {
    REASON_WORD,
    REASON_GRADE,
    REASON_SYNONYM,
    REASON_PART,
    REASON_ROOT,
    REASON_CODE_EQUAL,
    REASON_CODE_PART,  /* the offer's code is within the need's, or the other way round */
    REASON_CODE_NEAR,  /* both are within one class */
    REASON_CODE_WORDS, /* words of the one are the name of the other's code */
    REASON_KINDS
};

struct match_reason {
    uint8_t kind;      /* enum match_reason_kind */
    struct span need;  /* words or code of the need */
    struct span offer; /* of the offer */
};

enum { MATCH_REASONS = 4 };

struct match {
    uint32_t offer;
    float score;
    struct match_reason reasons[MATCH_REASONS]; /* the weightiest first */
    uint8_t reason_count;
};

struct match_index;

/* Makes an index of offers, in arena, which like products and the texts must outlive it. Call
 * within arena_run(). */
struct match_index *match_index_make(const struct products *products,
                                     const struct named_product *offers, size_t count,
                                     struct arena *arena);
/* The offers that answer a need by at least the score, at most limit, the best first, of equal ones
 * the first; into out. Their number. What reasons quote is in the texts or in the index's arena;
 * working memory is taken from scratch. One index may be asked by one thread at a time. */
size_t match_find(struct match_index *index, const struct named_product *need, float least,
                  struct match *out, size_t limit, struct arena *scratch);

/* As one searches: the offers that have all words asked for, in whatever order and whatever the
 * thing is, by the same features; a score of at most 0.5. Else as match_find(). */
size_t match_seek(struct match_index *index, struct span words, struct match *out, size_t limit,
                  struct arena *scratch);

/* How two codes of ОКПД2 stand to one another, from 0 to 1: 1 the same, 0.9 the offer's is a part
 * of the need's, 0.8 the other way round, 0.6 and 0.3 for the same kind and class. */
float match_codes(struct span need, struct span offer);

#endif
