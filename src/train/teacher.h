/* A teacher: Slovnet's tagger of news (package natasha, MIT licence), whose beliefs a model learns
 * on texts that nobody annotated. Its network: word vector (navec) and a vector of the word's
 * shape, three convolutions of width 3 with ReLU and batch normalisation, a chain over its tags. */
#ifndef TEACHER_H
#define TEACHER_H

#include "corpus.h"
#include "vectors.h"

enum { TEACHER_TAGS = 7 /* O, then B and I of PER, LOC, ORG */ };

struct teacher;

/* Reads the model of a file's bytes; vectors must outlive it. Call within arena_run(). Errors:
 * "train.teacher" (file). */
bool teacher_read(struct teacher **teacher, struct arena *arena, const struct vectors *vectors,
                  struct span tar, const char *file, struct error *error);
/* Writes the teacher's belief in each of its tags for each token of a sentence given as forms:
 * out[count][TEACHER_TAGS], each row's sum 1. Memory of scratch is used. */
void teacher_believe(const struct teacher *teacher, struct arena *scratch,
                     const struct corpus *corpus, const uint32_t *forms, size_t count, float *out);

#endif
