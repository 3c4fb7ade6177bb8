/* UTF-8 and the case of Latin and Cyrillic letters. */
#include "utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* The length of the valid sequence at data (1-4), or 0; size bytes are there. */
static size_t sequence_length(const unsigned char *data, size_t size)
{
    unsigned char lead = data[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length > size)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((data[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (lead == 0xE0 && data[1] < 0xA0) || (lead == 0xF0 && data[1] < 0x90);
    bool surrogate = lead == 0xED && data[1] > 0x9F;
    bool beyond = lead == 0xF4 && data[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

uint32_t utf8_next_long(struct span text, size_t *offset)
{
    const unsigned char *data = (const unsigned char *)text.data + *offset;
    size_t length = sequence_length(data, text.size - *offset);
    if (length == 0) {
        ++*offset;
        return REPLACEMENT;
    }
    *offset += length;
    uint32_t code_point = data[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++)
        code_point = code_point << 6 | (data[i] & 0x3F);
    return code_point;
}

uint32_t utf8_previous(struct span text, size_t *offset)
{
    size_t end = *offset, start = end - 1;
    while (start > 0 && end - start < 4 && ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start--;
    size_t next = start;
    uint32_t code_point = utf8_next(text, &next);
    if (next != end) {
        start = end - 1;
        code_point = REPLACEMENT;
    }
    *offset = start;
    return code_point;
}

size_t utf8_encode(uint32_t code_point, char *out)
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    out[0] = (char)(code_point | (0xF00u >> length & 0xFF));
    return length;
}

/* Whether sixteen bytes are as UTF-8 has them, by the two bytes before them, which are: none that
 * begin one of those sequences of which more is asked than how many bytes there are. */
static bool block_is_plain(const char *data)
{
    utf8_bytes here = utf8_bytes_at(data);
    utf8_bytes inner = (utf8_bytes)((here & 0xC0) == 0x80);
    utf8_bytes wanted = (utf8_bytes)(utf8_bytes_at(data - 1) >= 0xC0) |
                        (utf8_bytes)(utf8_bytes_at(data - 2) >= 0xE0);
    utf8_bytes other = (utf8_bytes)((here & 0xFE) == 0xC0) | (utf8_bytes)(here == 0xE0) |
                       (utf8_bytes)(here == 0xED) | (utf8_bytes)(here >= 0xF0);
    return !utf8_bytes_any((inner ^ wanted) | other);
}

size_t utf8_check(struct span text)
{
    const unsigned char *data = (const unsigned char *)text.data;
    size_t offset = 0;
    while (offset < text.size) {
        if (offset >= 2 && text.size - offset >= sizeof(utf8_bytes) &&
            block_is_plain(text.data + offset)) {
            offset += sizeof(utf8_bytes);
            /* Back to where the character begins that the block cuts off. */
            offset -= data[offset - 1] >= 0xC0 ? 1 : data[offset - 2] >= 0xE0 ? 2 : 0;
            continue;
        }
        size_t length = sequence_length(data + offset, text.size - offset);
        if (length == 0)
            return offset;
        offset += length;
    }
    return offset;
}

size_t utf8_count(struct span text)
{
    enum { MOST = 255 };     /* so often can a byte be counted in a byte */
    size_t i = 0, inner = 0; /* bytes inside of a sequence: 10xxxxxx */
    while (text.size - i >= sizeof(utf8_bytes)) {
        size_t blocks = (text.size - i) / sizeof(utf8_bytes);
        utf8_bytes counts = {0};
        for (size_t end = i + (blocks < MOST ? blocks : MOST) * sizeof counts; i < end;
             i += sizeof counts)
            counts -= (utf8_bytes)((utf8_bytes_at(text.data + i) & 0xC0) == 0x80);
        inner += utf8_bytes_sum(counts);
    }
    for (; i < text.size; i++)
        inner += ((unsigned char)text.data[i] & 0xC0) == 0x80;
    return text.size - inner;
}

bool code_point_is_other_letter(uint32_t code_point)
{
    if (code_point_is_latin(code_point) || code_point_is_cyrillic(code_point))
        return true;
    /* Greek, Armenian, Hebrew, Arabic, the scripts of Asia: letters without case here. */
    return (code_point >= 0x370 && code_point < 0x400 && code_point != 0x37E &&
            code_point != 0x387) ||
           (code_point >= 0x531 && code_point < 0x1FFF) ||
           (code_point >= 0x3041 && code_point < 0xD800);
}

uint32_t code_point_to_other_lower(uint32_t code_point)
{
    if (code_point - 0x400 < 0x10)
        return code_point + 0x50;
    if ((code_point >= 0x460 && code_point < 0x482) ||
        (code_point >= 0x48A && code_point < 0x4C0) || (code_point >= 0x4D0 && code_point < 0x530))
        return code_point | 1;
    if (code_point >= 0xC0 && code_point < 0xDF && code_point != 0xD7)
        return code_point + 32;
    if ((code_point >= 0x100 && code_point < 0x138) || (code_point >= 0x14A && code_point < 0x178))
        return code_point | 1;
    return code_point;
}

uint32_t code_point_to_other_upper(uint32_t code_point)
{
    if (code_point - 0x450 < 0x10)
        return code_point - 0x50;
    if ((code_point >= 0x460 && code_point < 0x482) ||
        (code_point >= 0x48A && code_point < 0x4C0) || (code_point >= 0x4D0 && code_point < 0x530))
        return code_point & ~1u;
    if (code_point >= 0xE0 && code_point < 0xFF && code_point != 0xF7)
        return code_point - 32;
    if ((code_point >= 0x100 && code_point < 0x138) || (code_point >= 0x14A && code_point < 0x178))
        return code_point & ~1u;
    return code_point;
}

bool code_point_is_other_space(uint32_t code_point)
{
    switch (code_point) {
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x2060:
    case 0x3000:
    case 0xFEFF:
        return true;
    default:
        return code_point >= 0x2000 && code_point <= 0x200B;
    }
}

/* Writes the Russian letters, but ё, that stand at offset in lower case; returns how many bytes. */
static size_t lower_letters(struct span text, size_t offset, char *out)
{
    const unsigned char *data = (const unsigned char *)text.data;
    size_t size = 0;
    for (; offset + size + 1 < text.size; size += 2) {
        unsigned pair = utf8_pair((const char *)data + offset + size);
        if (pair - 0xD090 < 0x10) /* А to П: within the row of a to п */
            pair += 0x20;
        else if (pair - 0xD0A0 < 0x10) /* Р to Я */
            pair += 0xE0;
        else if (pair - 0xD0B0 > 0xF && pair - 0xD180 > 0xF)
            break;
        out[size] = (char)(pair >> 8);
        out[size + 1] = (char)pair;
    }
    return size;
}

size_t utf8_lower(struct span text, char *out, bool fold_yo)
{
    size_t size = 0;
    for (size_t offset = 0; offset < text.size;) {
        size_t letters = lower_letters(text, offset, out + size);
        size += letters;
        offset += letters;
        if (offset >= text.size)
            break;
        size_t start = offset;
        uint32_t code_point = utf8_next(text, &offset);
        uint32_t lower = code_point_to_lower(code_point);
        if (fold_yo && lower == 0x451)
            lower = 0x435;
        if (lower - 0x80 < 0x780) {
            out[size] = (char)(0xC0 | lower >> 6);
            out[size + 1] = (char)(0x80 | (lower & 0x3F));
            size += 2;
        } else if (lower < 0x80) {
            out[size++] = (char)lower;
        } else {
            memmove(out + size, text.data + start, offset - start);
            size += offset - start;
        }
    }
    return size;
}
