/* Telling languages apart: Russian from its neighbours by letters, others by small words. */
#include "language.h"

#include "utf8.h"

enum {
    SAMPLE = 16 * 1024,
    FEW_LETTERS = 1000, /* below this the lack of a letter proves nothing: ы is one of 50 */
    SMALL_WORD = 8
};

struct letters {
    size_t cyrillic, latin, other;
    size_t russian;    /* ы э ё: not in Ukrainian, Bulgarian, Serbian */
    size_t ukrainian;  /* і ї є ґ */
    size_t belarusian; /* ў */
    size_t serbian;    /* ј љ њ ђ ћ џ */
    size_t turkic;     /* ә ғ қ ң ө ү һ ұ */
    size_t hard_sign;  /* ъ: a vowel of Bulgarian */
};

/* What the letters of U+0400 to U+047F tell, in either case; most tell nothing. */
#define LETTERS 0x80D080D0 /* the fixed bits of two letters, read as a little-endian number */
enum { LITTLE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ };
enum telling { NOTHING, RUSSIAN, UKRAINIAN, BELARUSIAN, SERBIAN, HARD_SIGN, TELLINGS };
static const uint8_t tellings[128] = {
    [0x01] = RUSSIAN,   [0x2B] = RUSSIAN,   [0x2D] = RUSSIAN,    [0x4B] = RUSSIAN,
    [0x4D] = RUSSIAN,   [0x51] = RUSSIAN,   [0x2A] = HARD_SIGN,  [0x4A] = HARD_SIGN,
    [0x04] = UKRAINIAN, [0x06] = UKRAINIAN, [0x07] = UKRAINIAN,  [0x54] = UKRAINIAN,
    [0x56] = UKRAINIAN, [0x57] = UKRAINIAN, [0x0E] = BELARUSIAN, [0x5E] = BELARUSIAN,
    [0x02] = SERBIAN,   [0x08] = SERBIAN,   [0x09] = SERBIAN,    [0x0A] = SERBIAN,
    [0x0B] = SERBIAN,   [0x0F] = SERBIAN,   [0x52] = SERBIAN,    [0x58] = SERBIAN,
    [0x59] = SERBIAN,   [0x5A] = SERBIAN,   [0x5B] = SERBIAN,    [0x5F] = SERBIAN,
};

/* Counts a letter that is none of those. */
static void count_other(struct letters *letters, uint32_t point)
{
    if (code_point_is_cyrillic(point)) {
        uint32_t lower = code_point_to_lower(point);
        letters->cyrillic++;
        if (lower == 0x491)
            letters->ukrainian++;
        else if (lower >= 0x490)
            letters->turkic++;
    } else if (code_point_is_latin(point))
        letters->latin++;
    else if (code_point_is_letter(point))
        letters->other++;
}

/* Counts letters of U+0400 to U+047F by fours as long as they stand in a row; returns the offset
 * behind them. */
static size_t count_fours(struct span sample, size_t at, size_t counts[TELLINGS])
{
    for (uint32_t half[2]; at + sizeof half <= sample.size; at += sizeof half) {
        memcpy(half, sample.data + at, sizeof half);
        uint32_t odd[] = {half[0] & 0xC0FEC0FE, half[1] & 0xC0FEC0FE};
        if (odd[0] != LETTERS || odd[1] != LETTERS)
            break;
        for (size_t i = 0; i < 4; i++) {
            uint32_t pair = half[i / 2] >> 16 * (i % 2);
            counts[tellings[(pair & 1) << 6 | (pair >> 8 & 0x3F)]]++;
        }
    }
    return at;
}

static void count_letters(struct span sample, struct letters *letters)
{
    const unsigned char *data = (const unsigned char *)sample.data;
    size_t counts[TELLINGS] = {0};
    for (size_t at = 0; at < sample.size;) {
        if (data[at] < 0x80) {
            letters->latin += (data[at] | 0x20u) - 'a' < 26;
            at++;
        } else if ((data[at] | 1) == 0xD1 && at + 1 < sample.size) {
            counts[tellings[(data[at] & 1u) << 6 | (data[at + 1] & 0x3Fu)]]++;
            at = LITTLE ? count_fours(sample, at + 2, counts) : at + 2;
        } else {
            count_other(letters, utf8_next(sample, &at));
        }
    }
    for (size_t i = 0; i < TELLINGS; i++)
        letters->cyrillic += counts[i];
    letters->russian += counts[RUSSIAN];
    letters->ukrainian += counts[UKRAINIAN];
    letters->belarusian += counts[BELARUSIAN];
    letters->serbian += counts[SERBIAN];
    letters->hard_sign += counts[HARD_SIGN];
}

/* Counts sixteen bytes at once what stands in a text of Russian and ASCII letters and the usual
 * marks alone, in which there are letters that Russian's neighbours lack. Returns the offset behind
 * what was counted: less than sixteen bytes are left, or it is 0 and the text is another. */
static size_t count_russian(struct span sample, struct letters *letters)
{
    enum { MOST = 255 }; /* so often can a byte be counted in a byte */
    size_t at = 0, cyrillic = 0, latin = 0;
    utf8_bytes odd = {0}, russian = {0};
    while (sample.size - at > sizeof odd && !utf8_bytes_any(odd)) {
        size_t blocks = (sample.size - at - 1) / sizeof odd;
        utf8_bytes leads = {0}, others = {0};
        for (size_t end = at + (blocks < MOST ? blocks : MOST) * sizeof odd; at < end;
             at += sizeof odd) {
            utf8_bytes here = utf8_bytes_at(sample.data + at);
            utf8_bytes next = utf8_bytes_at(sample.data + at + 1);
            utf8_bytes first = (utf8_bytes)(here == 0xD0), second = (utf8_bytes)(here == 0xD1);
            utf8_bytes yo =
                (first & (utf8_bytes)(next == 0x81)) | (second & (utf8_bytes)(next == 0x91));
            russian |= yo | (second & ((utf8_bytes)(next == 0x8B) | (utf8_bytes)(next == 0x8D)));
            odd |=
                ((first & (utf8_bytes)(next < 0x90)) | (second & (utf8_bytes)(next > 0x8F))) & ~yo;
            odd |= (utf8_bytes)(here >= 0xC0) & ~first & ~second & (utf8_bytes)(here != 0xC2) &
                   (utf8_bytes)(here != 0xE2);
            leads -= first | second;
            others -= (utf8_bytes)((here | 0x20) - 'a' < 26);
        }
        cyrillic += utf8_bytes_sum(leads);
        latin += utf8_bytes_sum(others);
    }
    if (utf8_bytes_any(odd) || !utf8_bytes_any(russian))
        return 0;
    *letters = (struct letters){.cyrillic = cyrillic, .latin = latin, .russian = 1};
    return at;
}

static const char *cyrillic_language(const struct letters *letters)
{
    size_t few = letters->cyrillic / 100;
    if (letters->serbian > few)
        return letters->serbian > 2 ? "sr" : "und";
    if (letters->turkic > few)
        return letters->turkic > 2 ? "kk" : "und";
    if (letters->belarusian > few / 2 && letters->ukrainian > few)
        return "be";
    if (letters->ukrainian > few)
        return "uk";
    if (letters->cyrillic > FEW_LETTERS && letters->russian == 0)
        return letters->hard_sign > few / 2 ? "bg" : "und";
    return "ru";
}

struct small_words {
    const char *language;
    const char *words; /* with a space before and behind each */
};

static const struct small_words latin_languages[] = {
    {"en", " the of and to in is that for with was on by it as are from "},
    {"de", " der die und das von mit den im ist des für auf dem ein eine nicht "},
    {"fr", " le la les et des du un une dans est que pour par sur au qui "},
    {"es", " el los las y del un una en que por con se para es su al "},
    {"it", " il lo gli di che è per con del della un una nel sono da le "},
    {"pl", " i w na z do się że jest nie od przez dla oraz po o jak "},
};
enum { LATIN_COUNT = sizeof latin_languages / sizeof *latin_languages };

/* Whether the word, folded, is among the small words. */
static bool is_small_word(const char *words, struct span word)
{
    char key[SMALL_WORD * 2 + 2];
    key[0] = ' ';
    memcpy(key + 1, word.data, word.size);
    key[word.size + 1] = ' ';
    return span_find(span_of(words), (struct span){key, word.size + 2}, 0) != SIZE_MAX;
}

static void count_small_word(struct span word, size_t hits[LATIN_COUNT])
{
    char folded[SMALL_WORD];
    if (word.size == 0 || word.size > SMALL_WORD)
        return;
    struct span lower = {folded, utf8_lower(word, folded, false)};
    for (size_t i = 0; i < LATIN_COUNT; i++)
        hits[i] += is_small_word(latin_languages[i].words, lower);
}

static const char *latin_language(struct span sample)
{
    size_t hits[LATIN_COUNT] = {0}, words = 0, best = 0, start = 0;
    for (size_t at = 0; at < sample.size;) {
        size_t here = at;
        if (code_point_is_letter(utf8_next(sample, &at)))
            continue;
        words += here > start;
        count_small_word(span_slice(sample, start, here), hits);
        start = at;
    }
    for (size_t i = 1; i < LATIN_COUNT; i++)
        if (hits[i] > hits[best])
            best = i;
    return hits[best] >= 3 && hits[best] * 8 >= words ? latin_languages[best].language : "und";
}

const char *language_of(struct span text)
{
    struct letters letters = {0};
    struct span sample = span_slice(text, 0, SAMPLE);
    size_t counted = count_russian(sample, &letters);
    count_letters(span_slice(sample, counted, sample.size), &letters);
    size_t all = letters.cyrillic + letters.latin + letters.other;
    if (all == 0)
        return "und";
    /* Reports name foreign firms and systems: a third of Latin letters is no other language. */
    if (letters.cyrillic * 5 >= all * 2)
        return cyrillic_language(&letters);
    return letters.latin * 2 > all ? latin_language(sample) : "und";
}
