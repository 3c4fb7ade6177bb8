/* A tiny invented corpus, and tiny word vectors, for training in tests. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "buffer.h"
#include "morphology.h"
#include "trainer.h"

struct sample_files {
    char folder[32];
    struct buffer vectors; /* a file of vectors */
    struct morphology *morphology;
    struct error error;
    struct trainer_settings settings; /* of a small network */
    struct trainer_sources sources;
    char names[64], types[64];
};

/* Writes the corpus of names and that of types into a folder of their own. Take it back with
 * sample_release(). */
void sample_init(struct sample_files *sample);
void sample_release(struct sample_files *sample);
/* A file of vectors for these words, parted by line feeds. */
void sample_vectors(struct buffer *out, struct span words, uint32_t count);
/* Adds a member to a tar file. */
void sample_tar_add(struct buffer *out, const char *name, struct span bytes);

#endif
