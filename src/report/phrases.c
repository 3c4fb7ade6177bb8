/* Looking up the phrases of a page's frame. */
#include "phrases.h"

#include "utf8.h"

struct phrase {
    enum phrase_kind kind;
    const char *text;
};

#define ENTRY(kind, text) {PHRASE_##kind, text},
static const struct phrase phrases[] = {
#include "frame.inc"
};
#undef ENTRY

enum {
    PHRASE_COUNT = sizeof phrases / sizeof *phrases,
    LONGEST = 128, /* bytes of a phrase */
    LETTER = 2     /* of one Cyrillic letter */
};

/* The bytes of the line's start that are looked at, folded: a letter keeps its size in UTF-8 here,
 * so offsets agree with the line's own. */
static struct span folded_start(struct span text, size_t longest, char *out)
{
    size_t end = text.size < longest ? text.size : longest;
    while (end > 0 && end < text.size && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end--;
    return (struct span){out, utf8_lower(span_slice(text, 0, end), out, true)};
}

static bool word_ends_at(struct span text, size_t offset)
{
    if (offset >= text.size)
        return true;
    uint32_t next = utf8_next(text, &offset);
    return !code_point_is_letter(next);
}

/* The first two bytes of a text, which order the phrases: a Cyrillic letter, or two others. */
static unsigned first_letter(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    return bytes[0] == 0 ? 0 : (unsigned)bytes[0] << 8 | bytes[1];
}

/* The index of the first phrase whose first letter is not less. */
static size_t first_not_less(unsigned letter)
{
    size_t low = 0, high = PHRASE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (first_letter(phrases[middle].text) < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a phrase and a text agree in the bytes of key behind the first letter, as far as the
 * phrase goes. */
static bool may_match(const char *phrase, struct span key)
{
    for (size_t i = LETTER; i < key.size && phrase[i]; i++)
        if (phrase[i] != key.data[i])
            return false;
    return true;
}

enum phrase_kind phrase_at_start(struct span text, size_t *size)
{
    enum { KEY = 4 * LETTER };
    char room[LONGEST];
    struct span start = {room, 0};
    enum phrase_kind kind = PHRASE_NONE;
    *size = 0;
    /* Phrases begin with letters; many lines, as those of tables, do not. */
    if (text.size < LETTER || (unsigned char)text.data[0] < 'A')
        return kind;
    /* Nearly all lines begin with no phrase, so four letters are folded first. */
    struct span key = folded_start(text, KEY, room);
    if (key.size < LETTER)
        return kind; /* no phrase is so short */
    unsigned letter = first_letter(key.data);
    unsigned second = key.size >= 2 * LETTER ? first_letter(key.data + LETTER) : 0;
    for (size_t i = first_not_less(letter); i < PHRASE_COUNT; i++) {
        if (first_letter(phrases[i].text) != letter)
            break;
        /* They are in order: those of another second letter stand before or behind. */
        unsigned other = first_letter(phrases[i].text + LETTER);
        if (second != 0 && other > second)
            break;
        if (other < second && (other & 0xFF) != 0)
            continue;
        if (!may_match(phrases[i].text, key))
            continue;
        if (start.size == 0)
            start = folded_start(text, LONGEST, room);
        struct span phrase = span_of(phrases[i].text);
        if (phrase.size > *size && span_starts_with(start, phrase) &&
            word_ends_at(text, phrase.size)) {
            kind = phrases[i].kind;
            *size = phrase.size;
        }
    }
    return kind;
}

bool phrase_is_long(struct span phrase)
{
    return span_find(phrase, SPAN(" "), 0) != SIZE_MAX;
}
