/* What a document is to teach: its annotations as labels of tokens, and a teacher's beliefs.
 *
 * Each type of the second head has a layer of labels of its own, and a second one where spans of
 * the type stand within others of it. Spans that fit no tokens, cross the end of a sentence, or
 * find their place taken in their layer are left out. */
#ifndef LESSON_H
#define LESSON_H

#include "corpus.h"
#include "teacher.h"

struct layer {
    uint32_t type; /* number in corpus.types */
    uint8_t level; /* 0, or 1 for what lies within another of its type */
};

struct lesson {
    uint8_t *names; /* [tokens] labels of persons, places, organizations; NULL where unknown */
    uint8_t *types; /* [layers][tokens]; NULL where unknown */
    float *beliefs; /* [tokens][TEACHER_TAGS]; NULL without a teacher */
};

struct lessons {
    struct layer layers[MODEL_LAYERS];
    size_t layer_count;
    struct lesson *items; /* one for each document of the corpus */
    size_t left_out;      /* spans */
};

/* What a names corpus calls persons, places and organizations: in the order of enum tag_kind. */
enum { NAME_KINDS = 3 };
extern const char *const name_kinds[NAME_KINDS];

/* Makes the layers of all types that annotate documents to learn from, and the labels of all
 * documents, in the corpus's arena. Errors: "train.too_many_types" (count, limit). Call within
 * arena_run(). */
bool lessons_init(struct lessons *lessons, const struct corpus *corpus, struct error *error);
/* Asks a teacher about the documents to learn from. scratch is cleared; call within arena_run() of
 * both arenas. */
void lessons_ask(struct lessons *lessons, const struct corpus *corpus,
                 const struct teacher *teacher, struct arena *scratch);

#endif
