/* Walking the source's automata. */
#include "source.h"

enum { HAS_LEAF = 1 << 8, SHIFTED = 1 << 9, DEPTH = 256 };
#define LABEL 0x800000FFu

bool source_dawg_init(struct source_dawg *dawg, struct span bytes)
{
    uint32_t count;
    if (bytes.size < 8) {
        return false;
    }
    memcpy(&count, bytes.data, 4);
    if (count == 0 || bytes.size < 8 + (uint64_t)count * 6) {
        return false;
    }
    dawg->units = (const void *)(bytes.data + 4);
    dawg->guide = (const uint8_t *)bytes.data + 8 + (size_t)count * 4;
    dawg->count = count;
    return true;
}

static uint32_t offset_of(uint32_t unit)
{
    return unit >> 10 << ((unit & SHIFTED) >> 6);
}

static bool step(const struct source_dawg *dawg, uint32_t *index, uint8_t letter)
{
    uint32_t next = *index ^ offset_of(dawg->units[*index]) ^ letter;
    if (next >= dawg->count || (dawg->units[next] & LABEL) != letter) {
        return false;
    }
    *index = next;
    return true;
}

bool source_dawg_walk(const struct source_dawg *dawg,
                      bool (*visit)(void *context, const uint8_t *key, size_t size), void *context)
{
    uint32_t path[DEPTH] = {0};
    uint8_t key[DEPTH];
    size_t depth = 0;
    uint8_t next = dawg->guide[0];
    for (;;) {
        if (next) {
            uint32_t index = path[depth];
            if (depth + 1 == DEPTH || !step(dawg, &index, next)) {
                return false;
            }
            key[depth++] = next;
            path[depth] = index;
            if (dawg->units[index] & HAS_LEAF && !visit(context, key, depth)) {
                return false;
            }
            next = dawg->guide[(size_t)index * 2];
        } else if (depth == 0) {
            return true;
        } else {
            next = dawg->guide[(size_t)path[depth] * 2 + 1];
            depth--;
        }
    }
}

int64_t source_dawg_value(const struct source_dawg *dawg, const uint8_t *key, size_t size)
{
    uint32_t index = 0;
    for (size_t i = 0; i < size; i++) {
        if (!step(dawg, &index, key[i])) {
            return -1;
        }
    }
    uint32_t leaf = index ^ offset_of(dawg->units[index]);
    if (!(dawg->units[index] & HAS_LEAF) || leaf >= dawg->count) {
        return -1;
    }
    return dawg->units[leaf] & 0x7FFFFFFF;
}

uint32_t source_letter(uint8_t byte)
{
    if (byte >= 0xE0) {
        return 0x430u + byte - 0xE0;
    }
    switch (byte) {
    case 0xB8:
        return 0x451;
    case 0x92:
        return 0x2019;
    default:
        return byte;
    }
}
