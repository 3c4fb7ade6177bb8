/* Sorting by digits. */
#include "order.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11 /* bits: the counts of its values fit the nearest cache */, FEW = 512 };

static inline uint64_t key_of(const char *item, const struct order_key *key)
{
    uint64_t wide;
    uint32_t narrow;
    if (key->size == sizeof wide) {
        memcpy(&wide, item + key->offset, sizeof wide);
        return wide;
    }
    memcpy(&narrow, item + key->offset, sizeof narrow);
    return narrow;
}

/* One digit; always inlined, so that items are moved by so many bytes that are known. */
__attribute__((always_inline)) static inline void digit_order(const char *from, char *to,
                                                              size_t count, size_t size,
                                                              const struct order_key *key,
                                                              unsigned shift)
{
    size_t starts[(1 << DIGIT) + 1] = {0};
    const uint64_t mask = (1 << DIGIT) - 1;
    for (size_t i = 0; i < count; i++)
        starts[(key_of(from + i * size, key) >> shift & mask) + 1]++;
    for (size_t i = 1; i <= mask; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++) {
        size_t place = starts[key_of(from + i * size, key) >> shift & mask]++;
        memcpy(to + place * size, from + i * size, size);
    }
}

static void digit_order_any(const char *from, char *to, size_t count, size_t size,
                            const struct order_key *key, unsigned shift)
{
    if (size == 16)
        digit_order(from, to, count, 16, key, shift);
    else if (size == 24)
        digit_order(from, to, count, 24, key, shift);
    else
        digit_order(from, to, count, 32, key, shift);
}

/* The bits that any of the keys has. */
static uint64_t bits_of(const char *items, size_t count, size_t size, const struct order_key *key)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++)
        bits |= key_of(items + i * size, key);
    return bits;
}

bool order_by_keys(void *items, size_t count, size_t size, const struct order_key *keys,
                   size_t key_count)
{
    char *spare = count < FEW ? NULL : malloc(count * size);
    char *from = items, *to = spare;
    if (!spare)
        return false;
    for (size_t i = key_count; i-- > 0;)
        for (uint64_t shift = 0, bits = bits_of(from, count, size, &keys[i]); bits >> shift;
             shift += DIGIT) {
            digit_order_any(from, to, count, size, &keys[i], (unsigned)shift);
            char *other = from;
            from = to;
            to = other;
            if (shift + DIGIT >= 64)
                break;
        }
    if (from != (char *)items)
        memcpy(items, from, count * size);
    free(spare);
    return true;
}
