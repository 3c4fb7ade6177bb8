/* Word vectors as the package natasha carries them (navec, product quantization): read for
 * training.
 *
 * A tar file of vocab.bin (gzip: u32 count, u32 counts[count], words parted by line feeds) and
 * pq.bin (u32 vectors, dim, parts, centroids; u8 codes[vectors][parts]; f32
 * centroids[parts][centroids][dim / parts]). Little-endian. */
#ifndef VECTORS_H
#define VECTORS_H

#include "arena.h"
#include "error.h"
#include "map.h"

struct vectors {
    size_t count; /* words */
    size_t parts; /* bytes of a word's code */
    size_t centroids;
    size_t part_size; /* dimensions of a part */
    const uint8_t *codes;
    const float *table; /* [parts][centroids][part_size] */
    const struct span *words;
    const uint32_t *frequencies;
    struct map numbers; /* of word: its number */
};

/* A member of a tar file; its data is NULL where there is none of that name. */
struct span tar_member(struct span tar, const char *name);
/* Unpacks gzip into arena; false where it is damaged. */
bool gzip_unpack(struct arena *arena, struct span packed, struct span *out);
/* Reads the vectors of a file's bytes, which must outlive them. Call within arena_run(). Errors:
 * "train.vectors" (file). */
bool vectors_read(struct vectors *vectors, struct arena *arena, struct span tar, const char *file,
                  struct error *error);
/* Writes the vector of a word, parts × part_size floats. */
void vectors_unpack(const struct vectors *vectors, uint32_t word, float *out);
/* The number of a word in lower case; UINT32_MAX where it has none. */
uint32_t vectors_find(const struct vectors *vectors, struct span word);

#endif
