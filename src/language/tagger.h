/* The trained tagger: who, what and where in a text, by a small network over word forms.
 *
 * What a form contributes (its vector, endings, dictionary readings, projected through the first
 * layer) is worked out once and kept in a memory of the calling thread. A gate over forms says
 * which tokens may stand in a name at all; the layers behind it and the chain of labels run there
 * alone. Everything is in whole numbers: the same tags with every compiler and processor.
 *
 * The first head names persons, places and organizations by their naming words (as factRuEval-2016
 * has them); the second finds nested mentions of all types that the model was trained with. */
#ifndef TAGGER_H
#define TAGGER_H

#include "arena.h"
#include "error.h"
#include "morphology.h"
#include "token.h"

enum tag_kind { TAG_PERSON, TAG_PLACE, TAG_ORGANIZATION, TAG_KINDS };

struct tag {
    uint32_t first, end; /* tokens, end exclusive */
    uint32_t kind;       /* enum tag_kind; of tagger_types() the number of a type */
    int32_t margin; /* the least lead of its tokens' labels over "outside", in 1/256 of a logit */
};

struct tags {
    struct tag *items;
    size_t count;
    size_t capacity;
};

/* What the tagger needs of a token beside itself. */
struct tagger_word {
    const struct analysis *analyses;
    uint32_t analysis_count;
    uint32_t number; /* of its form in the caller's memory of forms; UINT32_MAX for none */
    /* 1 + the number of the vector in whose place its input stands, where it is written in lower
     * case, or the input of the same word in lower case, which is analysed alike; 0 for none. */
    uint32_t input;
};

/* How the labels of each kind lead over "outside" at a token, in 1/256 of a logit: below zero where
 * it is rather no name of that kind, LEAD_NONE where the gate was shut. */
#define LEAD_NONE INT16_MIN
struct tag_lead {
    int16_t kinds[TAG_KINDS];
};

struct tagger;

/* Opens a model; close it with tagger_close(). It does not change and is shared by threads.
 * morphology must outlive it. Errors: those of model_open(), "tagger.no_memory". */
bool tagger_open(struct tagger **tagger, const char *path, const struct morphology *morphology,
                 struct error *error);
/* The same without what words' vectors are made of: before anything is tagged, one of the next two
 * is called. */
bool tagger_open_bare(struct tagger **tagger, const char *path, const struct morphology *morphology,
                      struct error *error);
/* Makes ready to add up words' vectors. Errors: "tagger.no_memory". */
bool tagger_prepare(struct tagger *tagger, struct error *error);
/* The words in lower case whose whole inputs stand in the places of their vectors. */
struct tagger_inputs {
    const void *context;
    /* The letters of the one whose input stands in the place of a vector, and its analyses; false
     * where the vector itself stands there. */
    bool (*find)(const void *context, uint32_t vector, struct span *folded,
                 struct tagger_word *word);
};
/* Takes the vectors of all words as tagger_vectors() wrote them, which must outlive it, some with
 * inputs in their places as tagger_input() gave them; false where they are not as many bytes. */
bool tagger_take_vectors(struct tagger *tagger, struct span vectors, struct tagger_inputs inputs);
/* The bytes of the vectors of all words, and writing them. */
size_t tagger_vectors_size(const struct tagger *tagger);
void tagger_vectors(const struct tagger *tagger, void *out);
/* How many words have a vector. */
size_t tagger_vector_count(const struct tagger *tagger);
/* The number of a word's vector; UINT32_MAX where it has none. */
uint32_t tagger_vector_of(const struct tagger *tagger, struct span lower);
/* Writes the input of a word in lower case in the place of its vector, among all of them. */
void tagger_input(const struct tagger *tagger, struct span folded, const struct tagger_word *word,
                  uint32_t vector, void *vectors);
/* The bytes of the model's file. */
struct span tagger_bytes(const struct tagger *tagger);
/* As tagger_open() over the bytes of a model, which must outlive it and begin at a multiple of 8;
 * path names them in errors. */
bool tagger_of_bytes(struct tagger **tagger, struct span bytes, const char *path,
                     const struct morphology *morphology, struct error *error);
void tagger_close(struct tagger *tagger);
/* mapped_file_rest() of its model. */
void tagger_rest(const struct tagger *tagger);
/* The name of the type of that number; NULL from the number of types on. */
const char *tagger_type(const struct tagger *tagger, uint32_t number);
/* What tells this model from others: a digest of its file, in hexadecimal. */
struct span tagger_version(const struct tagger *tagger);
/* Digest of what the model was trained on, in hexadecimal. */
struct span tagger_data(const struct tagger *tagger);

/* What a thread keeps of forms: one record for each number below limit. Free it with
 * tagger_memory_free(). False where there is no memory. */
struct tagger_memory;
bool tagger_memory_new(struct tagger_memory **memory, size_t limit);
void tagger_memory_free(struct tagger_memory *memory);
/* To be called before each report with the epoch of the numbers: forgets all where it is another.
 */
void tagger_memory_begin(struct tagger_memory *memory, const struct tagger *tagger, uint64_t epoch);

/* Finds names in all sentences, in order, into tags (in arena). words belongs to tokens->items;
 * memory may be NULL; leads may be NULL or has room for tokens->count. Call within arena_run().
 * Linear in the length of the text. */
void tagger_names(const struct tagger *tagger, struct tagger_memory *memory, struct arena *arena,
                  const struct report *report, const struct tokens *tokens,
                  const struct tagger_word *words, struct tag_lead *leads, struct tags *tags);
/* Likewise nested mentions of all types, by sentence and then by type. */
void tagger_types(const struct tagger *tagger, struct tagger_memory *memory, struct arena *arena,
                  const struct report *report, const struct tokens *tokens,
                  const struct tagger_word *words, struct tags *tags);

#endif
