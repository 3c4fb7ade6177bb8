/* Opening the reference. */
#include "reference.h"

#include <stdlib.h>

#include "parts.h"
#include "utf8.h"

enum { REFERENCE_LIMIT = 16 * 1024 * 1024 };

struct opening {
    struct reference *reference;
    struct span folder;
    struct error *error;
    bool good;
};

static void reference_load(void *context)
{
    struct opening *opening = context;
    opening->good = regions_load(opening->reference, opening->folder, opening->error) &&
                    bodies_load(opening->reference, opening->folder, opening->error);
}

bool reference_open(struct reference **out, struct span data_folder, struct error *error)
{
    struct reference *reference = calloc(1, sizeof *reference);
    *out = NULL;
    if (!reference)
        return error_add(error, "lexicon.no_memory", NULL);
    arena_init(&reference->arena, REFERENCE_LIMIT);
    map_init(&reference->region_names, &reference->arena);
    map_init(&reference->region_numbers, &reference->arena);
    map_init(&reference->bearers, &reference->arena);
    map_init(&reference->body_numbers, &reference->arena);
    struct opening opening = {.reference = reference, .folder = data_folder, .error = error};
    if (!arena_run(&reference->arena, reference_load, &opening))
        error_add(error, "lexicon.no_memory", NULL);
    if (!opening.good) {
        reference_close(reference);
        return false;
    }
    *out = reference;
    return true;
}

void reference_close(struct reference *reference)
{
    if (!reference)
        return;
    arena_release(&reference->arena);
    free(reference);
}

uint64_t reference_hash(uint64_t hash, struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001B3u;
    return hash;
}

struct span reference_fold_into(struct span text, char *out)
{
    size_t size = utf8_lower(text, out, true), kept = 0;
    for (size_t i = 0; i < size; i++) {
        bool dash = i + 2 < size && memcmp(out + i, "\xE2\x80", 2) == 0 &&
                    (out[i + 2] == '\x93' || out[i + 2] == '\x94');
        out[kept++] = dash ? '-' : out[i];
        i += dash ? 2 : 0;
    }
    return (struct span){out, kept};
}

struct span reference_fold(struct span text, struct arena *arena)
{
    return reference_fold_into(text, arena_alloc(arena, text.size + 1, 1));
}
