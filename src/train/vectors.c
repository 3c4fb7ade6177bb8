#include "vectors.h"

#include <string.h>
#include <zlib.h>

#include "model.h"

enum {
    TAR_BLOCK = 512,
    TAR_SIZE_AT = 124,
    TAR_SIZE_DIGITS = 11,
    TAR_NAME = 100,
    GZIP_LIMIT = 1 << 27
};

struct span tar_member(struct span tar, const char *name)
{
    for (size_t at = 0; at + TAR_BLOCK <= tar.size;) {
        const char *head = tar.data + at;
        size_t size = 0;
        for (size_t i = 0; i < TAR_SIZE_DIGITS; i++)
            if (head[TAR_SIZE_AT + i] >= '0' && head[TAR_SIZE_AT + i] <= '7')
                size = size * 8 + (size_t)(head[TAR_SIZE_AT + i] - '0');
        if (size > tar.size - at - TAR_BLOCK)
            break;
        if (strncmp(head, name, TAR_NAME) == 0)
            return (struct span){head + TAR_BLOCK, size};
        at += TAR_BLOCK + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    }
    return (struct span){NULL, 0};
}

bool gzip_unpack(struct arena *arena, struct span packed, struct span *out)
{
    if (packed.size < 18)
        return false;
    uint32_t size;
    memcpy(&size, packed.data + packed.size - sizeof size, sizeof size);
    if (size > GZIP_LIMIT)
        return false;
    char *bytes = ARENA_NEW(arena, char, (size_t)size + 1);
    unsigned char *input = ARENA_NEW(arena, unsigned char, packed.size);
    memcpy(input, packed.data, packed.size);
    z_stream stream = {.next_in = input,
                       .avail_in = (uInt)packed.size,
                       .next_out = (unsigned char *)bytes,
                       .avail_out = size + 1};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return false;
    int status = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    *out = (struct span){bytes, size};
    return status == Z_STREAM_END && stream.total_out == size;
}

static bool words_read(struct vectors *vectors, struct arena *arena, struct span packed)
{
    struct span bytes, word;
    uint32_t count;
    if (!gzip_unpack(arena, packed, &bytes) || bytes.size < sizeof count)
        return false;
    memcpy(&count, bytes.data, sizeof count);
    if (count != vectors->count || (bytes.size - sizeof count) / sizeof count < count)
        return false;
    uint32_t *frequencies = ARENA_NEW(arena, uint32_t, count);
    memcpy(frequencies, bytes.data + sizeof count, (size_t)count * sizeof count);
    struct span *words = ARENA_NEW(arena, struct span, count);
    struct span rest = span_slice(bytes, sizeof count * ((size_t)count + 1), bytes.size);
    map_init(&vectors->numbers, arena);
    for (uint32_t i = 0; i < count; i++) {
        if (!span_next_part(&rest, '\n', &word))
            return false;
        words[i] = word;
        *map_add(&vectors->numbers, word, NULL) = i;
    }
    vectors->words = words;
    vectors->frequencies = frequencies;
    return true;
}

bool vectors_read(struct vectors *vectors, struct arena *arena, struct span tar, const char *file,
                  struct error *error)
{
    uint32_t head[4];
    struct span packed = tar_member(tar, "pq.bin");
    *vectors = (struct vectors){0};
    if (packed.size < sizeof head)
        return error_add(error, "train.vectors", "file", file, NULL);
    memcpy(head, packed.data, sizeof head);
    size_t parts = head[2], codes = (size_t)head[0] * parts;
    if (parts == 0 || head[1] != parts * PART_SIZE || head[3] != CENTROIDS ||
        packed.size != sizeof head + codes + (size_t)head[1] * head[3] * sizeof(float))
        return error_add(error, "train.vectors", "file", file, NULL);
    *vectors = (struct vectors){.count = head[0],
                                .parts = parts,
                                .centroids = head[3],
                                .part_size = head[1] / parts,
                                .codes = (const uint8_t *)packed.data + sizeof head};
    float *table = ARENA_NEW(arena, float, (size_t)head[1] * head[3]);
    memcpy(table, packed.data + sizeof head + codes, (size_t)head[1] * head[3] * sizeof(float));
    vectors->table = table;
    if (!words_read(vectors, arena, tar_member(tar, "vocab.bin")))
        return error_add(error, "train.vectors", "file", file, NULL);
    return true;
}

void vectors_unpack(const struct vectors *vectors, uint32_t word, float *out)
{
    const uint8_t *codes = vectors->codes + (size_t)word * vectors->parts;
    for (size_t part = 0; part < vectors->parts; part++)
        memcpy(out + part * vectors->part_size,
               vectors->table + (part * vectors->centroids + codes[part]) * vectors->part_size,
               vectors->part_size * sizeof *out);
}

uint32_t vectors_find(const struct vectors *vectors, struct span word)
{
    const uint32_t *number = map_find(&vectors->numbers, word);
    return number == NULL ? UINT32_MAX : *number;
}
