/* What a thread keeps from report to report. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
    PRINTS = 4096,    /* texts whose prints are kept; one takes the place of another */
    SLOTS_MOST = 1024 /* of a print that is kept: 8 KB, a text of five hundred words */
};

struct kept_print {
    XXH128_hash_t hash; /* of the text */
    struct text_print print;
    size_t room; /* slots that print.slots has room for */
};

bool resolve_memory_new(struct resolve_memory **memory)
{
    *memory = calloc(1, sizeof **memory);
    if (!*memory)
        return false;
    (*memory)->prints = calloc(PRINTS, sizeof *(*memory)->prints);
    if (!(*memory)->prints) {
        free(*memory);
        *memory = NULL;
        return false;
    }
    word_memory_new(&(*memory)->words);
    return true;
}

void resolve_memory_free(struct resolve_memory *memory)
{
    if (!memory)
        return;
    for (size_t i = 0; i < PRINTS; i++)
        free(memory->prints[i].print.slots);
    free(memory->prints);
    word_memory_free(memory->words);
    free(memory);
}

struct word_memory *resolve_memory_words(struct resolve_memory *memory)
{
    return memory ? memory->words : NULL;
}

static void print_keep(struct kept_print *kept, XXH128_hash_t hash, const struct text_print *print)
{
    size_t slots = print->mask + 1;
    if (slots > SLOTS_MOST)
        return;
    if (kept->room < slots) {
        uint64_t *room = realloc(kept->print.slots, slots * sizeof *room);
        if (!room)
            return;
        kept->print.slots = room;
        kept->room = slots;
    }
    uint64_t *room = kept->print.slots;
    memcpy(room, print->slots, slots * sizeof *room);
    kept->hash = hash;
    kept->print = *print;
    kept->print.slots = room;
}

void text_print_kept(struct resolve_memory *memory, struct span text, struct arena *arena,
                     struct text_print *print)
{
    if (!memory) {
        text_print_fill(text, arena, print);
        return;
    }
    XXH128_hash_t hash = XXH3_128bits(text.data, text.size);
    struct kept_print *kept = &memory->prints[hash.low64 % PRINTS];
    if (kept->print.slots && XXH128_isEqual(kept->hash, hash)) {
        *print = kept->print;
        return;
    }
    text_print_fill(text, arena, print);
    print_keep(kept, hash, print);
}
