/* The dictionary's source: the files of the npm package az, which hold pymorphy2's data.
 *
 * *.dawg: u32 n; u32 unit[n]; u32 n; u8 guide[n][2] (first child, next sibling). A unit: bits 0-7
 * letter in cp1251, 8 has a leaf, 9 offset shifted, 10-30 offset, 31 value. Keys are a word, 0x01,
 * and numbers of two bytes: paradigm and form, in files of endings behind a count. */
#ifndef SOURCE_H
#define SOURCE_H

#include "span.h"

struct source_dawg {
    const uint32_t *units;
    const uint8_t *guide;
    uint32_t count;
};

/* Reads the head of a file's bytes; false where they are not such a file. */
bool source_dawg_init(struct source_dawg *dawg, struct span bytes);
/* Calls visit with each key's bytes, in their order, until it returns false; false then, and where
 * the file is damaged. */
bool source_dawg_walk(const struct source_dawg *dawg,
                      bool (*visit)(void *context, const uint8_t *key, size_t size), void *context);
/* The value of a key of an .intdawg; -1 where it is absent. */
int64_t source_dawg_value(const struct source_dawg *dawg, const uint8_t *key, size_t size);
/* The number written in two bytes of a key. */
static inline uint16_t source_number(const uint8_t *bytes)
{
    return (uint16_t)(((bytes[0] ^ 1) << 6) + (bytes[1] >> 1));
}
/* The code point of a letter in cp1251, of those that words have. */
uint32_t source_letter(uint8_t byte);

#endif
