/* Charsets: recognizing and decoding.
 *
 * A table of code points for the upper half of an 8-bit charset comes from iconv; the conversion
 * itself is ours, so that nothing is held open while the arena allocates. */
#include "charset.h"

#include <iconv.h>

#include "buffer.h"
#include "utf8.h"

enum {
    SAMPLE = 64 * 1024, /* bytes looked at to guess; more does not change the answer */
    UTF16_SAMPLE = 1024,
    UPPER_HALF = 128,
    UNDEFINED = 0xFFFD
};

static const char *const eight_bit_names[] = {"windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"};
enum { EIGHT_BIT_COUNT = sizeof eight_bit_names / sizeof *eight_bit_names };

/* What a letter of Russian is worth, а to я: round(10 * ln(frequency in per mille)); counted over
 * news text. Rare letters are worth little, so a wrong charset cannot add up. */
static const signed char letter_worth[32] = {44, 28, 38, 30, 35, 44, 21, 28, 44, 26, 35,
                                             38, 34, 42, 47, 34, 40, 40, 41, 32, 15, 21,
                                             18, 24, 18, 12, -9, 27, 25, 12, 18, 29};
enum {
    WORTH_YO = 0,
    WORTH_NO_LETTER = -10,    /* dashes and quotation marks stand between words */
    WORTH_UNDEFINED = -80,    /* no such character, or a control */
    COST_CAPITAL = 2,         /* capitals are rarer */
    COST_CAPITAL_INSIDE = 40, /* «зАВОД» */
    LEAST_MEAN = 24           /* per byte of the upper half; Russian has 33-38, noise below 20 */
};

static bool report_problem(struct error *error, const char *key, struct span file, size_t offset)
{
    char name[256], number[24];
    snprintf(name, sizeof name, "%.*s", SPAN_ARGS(file));
    snprintf(number, sizeof number, "%zu", offset);
    return error_add(error, key, "file", name, "offset", number, NULL);
}

/* The code points of bytes 0x80-0xFF; false where the C library lacks the charset. */
static bool upper_half(const char *charset, uint16_t points[UPPER_HALF])
{
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return false;
    for (int i = 0; i < UPPER_HALF; i++) {
        char byte = (char)(i + 0x80), out[8], *from = &byte, *to = out;
        size_t from_size = 1, to_size = sizeof out, offset = 0;
        size_t failed = iconv(converter, &from, &from_size, &to, &to_size);
        points[i] = failed ? UNDEFINED
                           : (uint16_t)utf8_next((struct span){out, sizeof out - to_size}, &offset);
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    iconv_close(converter);
    return true;
}

/* The worth of a code point after another letter or none; *inside says whether a small letter came
 * before, and is set for the next. */
static int point_worth(uint32_t point, bool *inside)
{
    bool was_inside = *inside;
    *inside = false;
    if (point == UNDEFINED || (point >= 0x80 && point < 0xA0))
        return WORTH_UNDEFINED;
    uint32_t lower = code_point_to_lower(point);
    if (lower != 0x451 && (lower < 0x430 || lower > 0x44F))
        return WORTH_NO_LETTER;
    int worth = lower == 0x451 ? WORTH_YO : letter_worth[lower - 0x430];
    if (lower == point) {
        *inside = true;
        return worth;
    }
    *inside = was_inside;
    return worth - (was_inside ? COST_CAPITAL_INSIDE : COST_CAPITAL);
}

/* The mean worth of the upper bytes of a sample, read by a table. */
static double sample_worth(struct span sample, const uint16_t points[UPPER_HALF])
{
    long worth = 0, count = 0;
    bool inside = false;
    for (size_t i = 0; i < sample.size; i++) {
        unsigned char byte = (unsigned char)sample.data[i];
        if (byte < 0x80) {
            inside = false;
            continue;
        }
        worth += point_worth(points[byte - 0x80], &inside);
        count++;
    }
    return count ? (double)worth / (double)count : 0;
}

const char *charset_guess(struct span bytes)
{
    struct span sample = span_slice(bytes, 0, SAMPLE);
    const char *best = NULL;
    double best_worth = LEAST_MEAN;
    for (int i = 0; i < EIGHT_BIT_COUNT; i++) {
        uint16_t points[UPPER_HALF];
        if (!upper_half(eight_bit_names[i], points))
            continue;
        double worth = sample_worth(sample, points);
        if (worth > best_worth) {
            best = eight_bit_names[i];
            best_worth = worth;
        }
    }
    return best;
}

/* Bytes of an 8-bit charset as UTF-8. */
static struct span eight_bit_text(struct arena *arena, struct span bytes,
                                  const uint16_t points[UPPER_HALF])
{
    char unused[4];
    size_t size = 0, end = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        size += byte < 0x80 ? 1 : utf8_encode(points[byte - 0x80], unused);
    }
    char *out = arena_alloc(arena, size + 4, 1);
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        end += utf8_encode(byte < 0x80 ? byte : points[byte - 0x80], out + end);
    }
    return (struct span){out, size};
}

static bool decode_eight_bit(struct arena *arena, struct span bytes, struct span file,
                             const char *charset, struct span *text, struct error *error)
{
    uint16_t points[UPPER_HALF];
    if (!upper_half(charset, points))
        return report_problem(error, "report.charset", file, 0);
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (byte >= 0x80 && points[byte - 0x80] == UNDEFINED)
            return report_problem(error, "report.charset", file, i);
    }
    *text = eight_bit_text(arena, bytes, points);
    return true;
}

/* Whether the lower half is ASCII and every byte of the upper half stands alone. */
static bool is_eight_bit(const uint16_t points[UPPER_HALF])
{
    size_t undefined = 0;
    for (int i = 0; i < UPPER_HALF; i++)
        undefined += points[i] == UNDEFINED;
    return undefined < UPPER_HALF / 2;
}

bool charset_decode_as(struct arena *arena, struct span bytes, const char *charset,
                       struct span *text)
{
    uint16_t points[UPPER_HALF];
    if (!upper_half(charset, points) || !is_eight_bit(points))
        return false;
    *text = eight_bit_text(arena, bytes, points);
    return true;
}

static uint32_t utf16_unit(struct span bytes, size_t at, bool big)
{
    unsigned char first = (unsigned char)bytes.data[at], second = (unsigned char)bytes.data[at + 1];
    return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

/* One code point of UTF-16 at *at, which moves behind it; UNDEFINED where a surrogate has no other
 * half. At least two bytes are there. */
static uint32_t utf16_next(struct span bytes, size_t *at, bool big)
{
    uint32_t unit = utf16_unit(bytes, *at, big);
    *at += 2;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit > 0xDBFF || *at + 2 > bytes.size)
        return UNDEFINED;
    uint32_t low = utf16_unit(bytes, *at, big);
    if (low < 0xDC00 || low > 0xDFFF)
        return UNDEFINED;
    *at += 2;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static bool decode_utf16(struct arena *arena, struct span bytes, size_t start, bool big,
                         struct span file, struct span *text, struct error *error)
{
    char unused[4];
    size_t size = 0, at = start, end = bytes.size - (bytes.size - start) % 2;
    while (at < end) {
        size_t here = at;
        uint32_t point = utf16_next(bytes, &at, big);
        bool cut = point == UNDEFINED && here + 2 == end && utf16_unit(bytes, here, big) < 0xDC00;
        if (cut)
            return report_problem(error, "report.truncated", file, here);
        if (point == UNDEFINED && utf16_unit(bytes, here, big) != UNDEFINED)
            return report_problem(error, "report.charset", file, here);
        if (point == 0)
            return report_problem(error, "report.binary", file, here);
        size += utf8_encode(point, unused);
    }
    if (end != bytes.size)
        return report_problem(error, "report.truncated", file, end);
    char *out = arena_alloc(arena, size + 4, 1);
    size_t written = 0;
    for (at = start; at < end;)
        written += utf8_encode(utf16_next(bytes, &at, big), out + written);
    *text = (struct span){out, size};
    return true;
}

/* Whether bytes without a mark are UTF-16: nearly all high bytes are 0x00 or those of Cyrillic and
 * of typographic marks (0x04, 0x20, 0x21), and the low bytes are not. */
static bool looks_like_utf16(struct span bytes, bool *big)
{
    size_t units = (bytes.size < UTF16_SAMPLE ? bytes.size : UTF16_SAMPLE) / 2;
    size_t high[2] = {0, 0}, zeros[2] = {0, 0}, cyrillic[2] = {0, 0};
    /* Where a tenth of either side is something else the rest decides nothing. */
    size_t beyond = units / 10 + 1;
    for (size_t i = 0; i < units * 2; i++) {
        if (i / 2 >= beyond + high[0] && i / 2 >= beyond + high[1])
            return false;
        unsigned char byte = (unsigned char)bytes.data[i];
        zeros[i & 1] += byte == 0;
        cyrillic[i & 1] += byte == 4;
        high[i & 1] += byte == 0 || byte == 4 || byte == 0x20 || byte == 0x21;
    }
    if (units < 2)
        return false;
    size_t little_sure = zeros[1] + cyrillic[1], big_sure = zeros[0] + cyrillic[0];
    *big = big_sure > little_sure;
    int side = *big ? 0 : 1;
    return high[side] * 10 >= units * 9 && (*big ? big_sure : little_sure) * 10 >= units * 7 &&
           high[1 - side] * 2 < units;
}

/* The offset of the first byte that no text holds (a control but tab, line ends, form feed,
 * backspace, escape and the end mark of old systems); size where there is none. */
static size_t find_binary(struct span bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (bytes.size - i >= sizeof(utf8_bytes)) {
            utf8_bytes here = utf8_bytes_at(bytes.data + i);
            /* Beside letters there are line ends and tabs. */
            utf8_bytes odd = (utf8_bytes)(here < 0x20) & ~(utf8_bytes)(here - 8 < 6);
            if (!utf8_bytes_any(odd)) {
                i += sizeof here - 1;
                continue;
            }
        }
        if (byte < 0x20 && (byte < 8 || (byte > 13 && byte != 0x1A && byte != 0x1B)))
            return i;
    }
    return bytes.size;
}

/* How many characters of more than one byte stand before end, where all is valid. */
static size_t count_wide(struct span bytes, size_t end)
{
    size_t count = 0;
    for (size_t i = 0; i < end; i++)
        count += (unsigned char)bytes.data[i] >= 0xC0;
    return count;
}

/* Whether the bytes from offset to the end begin a character that is cut off. */
static bool is_cut_character(struct span bytes, size_t offset)
{
    size_t left = bytes.size - offset;
    unsigned char lead = (unsigned char)bytes.data[offset];
    size_t wanted = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (left >= wanted)
        return false;
    for (size_t i = 1; i < left; i++)
        if (((unsigned char)bytes.data[offset + i] & 0xC0) != 0x80)
            return false;
    return true;
}

/* Bytes that are not valid UTF-8 from the offset wrong on: cut off, damaged, or of another
 * charset. */
static bool decode_other(struct arena *arena, struct span bytes, size_t wrong, struct span file,
                         struct span *text, const char **charset, struct error *error)
{
    size_t wide = count_wide(bytes, wrong);
    if (wide > 0 && is_cut_character(bytes, wrong))
        return report_problem(error, "report.truncated", file, wrong);
    /* In an 8-bit charset hardly two letters in a row look like UTF-8. */
    const char *guess = wide < 8 ? charset_guess(bytes) : NULL;
    if (!guess)
        return report_problem(error, "report.charset", file, wrong);
    *charset = guess;
    return decode_eight_bit(arena, bytes, file, guess, text, error);
}

bool charset_decode(struct arena *arena, struct span bytes, struct span file, struct span *text,
                    const char **charset, struct error *error)
{
    bool marked_little = span_starts_with(bytes, SPAN("\xFF\xFE"));
    bool marked_big = span_starts_with(bytes, SPAN("\xFE\xFF"));
    bool big = marked_big;
    if (marked_little || marked_big || looks_like_utf16(bytes, &big)) {
        *charset = big ? "UTF-16BE" : "UTF-16LE";
        size_t start = marked_little || marked_big ? 2 : 0;
        return decode_utf16(arena, bytes, start, big, file, text, error);
    }
    size_t binary = find_binary(bytes);
    if (binary < bytes.size)
        return report_problem(error, "report.binary", file, binary);
    if (span_starts_with(bytes, SPAN("%PDF-")))
        return report_problem(error, "report.binary", file, 0);
    size_t mark = span_starts_with(bytes, SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    size_t wrong = utf8_check(bytes);
    if (wrong < bytes.size)
        return decode_other(arena, bytes, wrong, file, text, charset, error);
    *charset = "UTF-8";
    *text = span_slice(bytes, mark, bytes.size);
    return true;
}
