/* UTF-8: decoding, checking, counting, and the case of Latin and Cyrillic letters.
 *
 * Stands in place of <ctype.h> and the locale, which are banned. Only Latin and Cyrillic letters
 * have case here: the texts are Russian, and a fold of our own is twice as fast as a library's. */
#ifndef UTF8_H
#define UTF8_H

#include "span.h"

/* The rest of utf8_next(): what is neither ASCII nor of two bytes. */
uint32_t utf8_next_long(struct span text, size_t *offset);

/* The code point that begins at text[*offset]; moves *offset behind it. An invalid byte gives
 * U+FFFD and moves by one. *offset must be below text.size. */
static inline uint32_t utf8_next(struct span text, size_t *offset)
{
    const unsigned char *data = (const unsigned char *)text.data + *offset;
    if (data[0] < 0x80) {
        ++*offset;
        return data[0];
    }
    /* Two bytes: Cyrillic, so nearly all of a Russian text. */
    if (data[0] >= 0xC2 && data[0] < 0xE0 && text.size - *offset >= 2 && (data[1] & 0xC0) == 0x80) {
        *offset += 2;
        return (data[0] & 0x1Fu) << 6 | (data[1] & 0x3Fu);
    }
    return utf8_next_long(text, offset);
}

/* The code point that ends right before text[*offset]; moves *offset to its start. *offset must be
 * above zero. */
uint32_t utf8_previous(struct span text, size_t *offset);
/* The two bytes at data as one number, of which Russian's letters are simple ranges: а to п are
 * 0xD0B0 to 0xD0BF, р to я 0xD180 to 0xD18F. */
static inline unsigned utf8_pair(const char *data)
{
    return (unsigned)(unsigned char)data[0] << 8 | (unsigned char)data[1];
}

/* The offset behind the small letters а to я at text[at]. */
static inline size_t utf8_skip_small(struct span text, size_t at)
{
    while (at + 1 < text.size) {
        unsigned pair = utf8_pair(text.data + at);
        if (pair - 0xD0B0 > 0xF && pair - 0xD180 > 0xF)
            break;
        at += 2;
    }
    return at;
}

/* Writes code_point into out (4 bytes of room); returns the number of bytes. */
size_t utf8_encode(uint32_t code_point, char *out);
/* The offset of the first byte that is not valid UTF-8 (RFC 3629); text.size where all is. */
size_t utf8_check(struct span text);
/* The number of code points in valid UTF-8. */
size_t utf8_count(struct span text);

/* The beginning of text up to a character's border, at most so many bytes. */
static inline struct span utf8_cut(struct span text, size_t most)
{
    if (text.size <= most)
        return text;
    while (most > 0 && ((unsigned char)text.data[most] & 0xC0) == 0x80)
        most--;
    return span_slice(text, 0, most);
}

/* Sixteen bytes at once, which every processor that matters has an operation for, and what is asked
 * of them: each byte of an answer is 0 or 255. */
typedef uint8_t utf8_bytes __attribute__((vector_size(16)));

static inline utf8_bytes utf8_bytes_at(const char *data)
{
    utf8_bytes bytes;
    memcpy(&bytes, data, sizeof bytes);
    return bytes;
}

static inline bool utf8_bytes_any(utf8_bytes answers)
{
    uint64_t halves[2];
    memcpy(halves, &answers, sizeof halves);
    return halves[0] | halves[1];
}

/* The sum of the bytes. */
static inline size_t utf8_bytes_sum(utf8_bytes bytes)
{
    const uint64_t pairs = 0x00FF00FF00FF00FFu;
    uint64_t halves[2], sum = 0;
    memcpy(halves, &bytes, sizeof halves);
    for (size_t i = 0; i < 2; i++)
        sum += (halves[i] & pairs) + (halves[i] >> 8 & pairs);
    return sum * 0x0001000100010001u >> 48;
}

/* What every character of a text is asked stands here, so that it costs no call. */

static inline bool code_point_is_digit(uint32_t code_point) /* 0-9 alone */
{
    return code_point - '0' < 10;
}

static inline bool code_point_is_cyrillic(uint32_t code_point)
{
    return code_point - 0x400 < 0x82 || code_point - 0x48A < 0xA6;
}

/* With the letters of Latin-1 and Latin Extended-A. */
static inline bool code_point_is_latin(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point | 0x20) - 'a' < 26;
    return code_point >= 0xC0 && code_point < 0x180 && code_point != 0xD7 && code_point != 0xF7;
}

/* The rest of code_point_is_letter(): letters beyond ASCII and the usual Cyrillic ones. */
bool code_point_is_other_letter(uint32_t code_point);

static inline bool code_point_is_letter(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point | 0x20) - 'a' < 26;
    return code_point - 0x400 < 0x82 || code_point_is_other_letter(code_point);
}

/* The rest of code_point_is_space(): beyond ASCII, Latin and Cyrillic. */
bool code_point_is_other_space(uint32_t code_point);

/* White space of any kind: no-break, thin and zero-width spaces too. */
static inline bool code_point_is_space(uint32_t code_point)
{
    if (code_point < 0x1680)
        return code_point == ' ' || code_point - '\t' < 5 || code_point == 0x85 ||
               code_point == 0xA0;
    return code_point_is_other_space(code_point);
}

/* The rest of code_point_to_lower() and code_point_to_upper(): beyond ASCII and Russian letters. */
uint32_t code_point_to_other_lower(uint32_t code_point);
uint32_t code_point_to_other_upper(uint32_t code_point);

/* The other case; the code point itself where it has none. */
static inline uint32_t code_point_to_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point - 'A' < 26 ? code_point + 32 : code_point;
    if (code_point - 0x410 < 0x40)
        return code_point < 0x430 ? code_point + 0x20 : code_point;
    return code_point_to_other_lower(code_point);
}

static inline uint32_t code_point_to_upper(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point - 'a' < 26 ? code_point - 32 : code_point;
    if (code_point - 0x410 < 0x40)
        return code_point >= 0x430 ? code_point - 0x20 : code_point;
    return code_point_to_other_upper(code_point);
}

static inline bool code_point_is_upper(uint32_t code_point)
{
    return code_point_to_lower(code_point) != code_point;
}

static inline bool code_point_is_lower(uint32_t code_point)
{
    return code_point == 0xDF || code_point_to_upper(code_point) != code_point;
}

/* Writes text in lower case to out, which has room for text.size bytes; returns the size written.
 * Letters outside Latin and Cyrillic stay. fold_yo also turns ё into е. */
size_t utf8_lower(struct span text, char *out, bool fold_yo);

#endif
