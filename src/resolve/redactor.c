/* Finding redacted values in texts. */
#include "redactor.h"

#include <string.h>

#include "utf8.h"

enum {
    GAP_MOST = 6, /* bytes between two words of a value */
    STRESS = 0x301,
    SOFT_HYPHEN = 0xAD
};

/* A word of a text. */
struct word {
    uint32_t start;
    uint32_t end;
    uint32_t entry; /* 1 + index of its first entry; 0: none */
    bool upper;     /* begins with a capital */
    bool joined;    /* what stands before it may stand within a value */
    bool beside;    /* … and neither a sentence nor a paragraph ends there */
};

struct words {
    struct word *items;
    size_t count;
    size_t capacity;
};

/* A value that was found: of words [first, end). */
struct match {
    const struct redacted_word *entry;
    size_t end;
};

/* ---- words ---- */

static bool is_within_word(uint32_t letter)
{
    return letter == STRESS || letter == SOFT_HYPHEN;
}

/* Takes the next word off a text, folded into room; false at the end. */
static bool word_next(struct span text, size_t *at, struct range *range, char *room, size_t *size)
{
    bool inside = false;
    *size = 0;
    while (*at < text.size) {
        size_t start = *at;
        uint32_t letter = utf8_next(text, at);
        if (!code_point_is_letter(letter) && !code_point_is_digit(letter)) {
            if (!inside || is_within_word(letter))
                continue;
            *at = start;
            break;
        }
        if (!inside)
            range->start = (uint32_t)start;
        inside = true;
        range->end = (uint32_t)*at;
        letter = code_point_to_lower(letter);
        *size += utf8_encode(letter == 0x451 ? 0x435 : letter, room + *size);
    }
    return inside;
}

struct span words_fold(struct span words, struct arena *arena)
{
    char *folded = ARENA_NEW(arena, char, 2 * words.size + 8);
    char *room = ARENA_NEW(arena, char, 2 * words.size + 8);
    size_t at = 0, size, filled = 0;
    for (struct range range; word_next(words, &at, &range, room, &size);) {
        if (filled)
            folded[filled++] = ' ';
        memcpy(folded + filled, room, size);
        filled += size;
    }
    return (struct span){folded, filled};
}

static int key_compare(const void *key, const void *word)
{
    return memcmp(key, ((const struct redacted_word *)word)->key, WORD_KEY_SIZE);
}

/* 1 + the index of the first entry of a folded word; 0 where it has none. */
static uint32_t entry_find(struct redactor *redactor, struct span folded)
{
    const struct redactions *known = redactor->redactions;
    const uint32_t *kept = map_find(&redactor->words, folded);
    if (kept)
        return *kept;
    unsigned char key[WORD_KEY_SIZE];
    redaction_word_key(known->key, folded, key);
    const struct redacted_word *found =
        known->word_count
            ? bsearch(key, known->words, known->word_count, sizeof *known->words, key_compare)
            : NULL;
    uint32_t entry = 0;
    if (found) {
        while (found > known->words && memcmp(found[-1].key, key, WORD_KEY_SIZE) == 0)
            found--;
        entry = (uint32_t)(found - known->words) + 1;
    }
    *map_add(&redactor->words, arena_copy(redactor->arena, folded), NULL) = entry;
    return entry;
}

static bool gap_joins(struct span gap)
{
    if (gap.size > GAP_MOST)
        return false;
    for (size_t i = 0; i < gap.size; i++)
        if (memchr(",;:!?", gap.data[i], 5))
            return false;
    return true;
}

/* Whether a sentence or a paragraph ends in the gap behind a word: a point behind one or two
 * letters is that of an initial. */
static bool gap_ends(struct span word, struct span gap)
{
    enum { INITIAL_MOST = 2 };
    size_t lines = 0;
    for (size_t i = 0; i < gap.size; i++) {
        lines += gap.data[i] == '\n';
        if (lines > 1 || (gap.data[i] == '.' && utf8_count(word) > INITIAL_MOST))
            return true;
    }
    return false;
}

static void words_find(struct redactor *redactor, struct span text, struct arena *arena,
                       struct words *words)
{
    char *room = ARENA_NEW(arena, char, 2 * text.size + 8);
    size_t at = 0, size;
    struct range before = {0};
    for (struct range range; word_next(text, &at, &range, room, &size); before = range) {
        size_t start = range.start;
        struct span gap = span_slice(text, before.end, range.start);
        struct word *word = ARRAY_PUSH(arena, words);
        *word = (struct word){.start = range.start,
                              .end = range.end,
                              .entry = entry_find(redactor, (struct span){room, size}),
                              .upper = code_point_is_upper(utf8_next(text, &start)),
                              .joined = gap_joins(gap)};
        word->beside = word->joined && !gap_ends(span_of_range(text, before), gap);
    }
}

/* ---- finding ---- */

/* What the search looks at. */
struct search {
    struct redactor *redactor;
    struct span text;
    const struct words *words;
    bool weak; /* short forms of the active are sought too */
};

static struct span word_text(const struct search *search, size_t index)
{
    const struct word *word = &search->words->items[index];
    return span_slice(search->text, word->start, word->end);
}

/* The entry of a word that belongs to the redaction, at the place of the needle (places 0: any). */
static const struct redacted_word *entry_of(const struct search *search, size_t index,
                                            int64_t redaction, uint32_t needle, uint8_t place,
                                            bool any)
{
    const struct redactions *known = search->redactor->redactions;
    const struct word *word = &search->words->items[index];
    if (!word->entry)
        return NULL;
    const struct redacted_word *first = &known->words[word->entry - 1];
    for (const struct redacted_word *one = first;
         one < known->words + known->word_count && memcmp(one->key, first->key, WORD_KEY_SIZE) == 0;
         one++)
        if (one->redaction == redaction && (any || (one->needle == needle && one->place == place)))
            return one;
    return NULL;
}

/* «Сергеевич», «Ильиничной»: by its ending. */
static bool is_patronymic(struct span word, struct arena *arena)
{
    static const char *const endings[] = {"вич",   "вича", "вичу",  "вичем", "виче", "вна",
                                          "вны",   "вне",  "вну",   "вной",  "ична", "ичны",
                                          "ичне",  "ичну", "ичной", "ьич",   "ьича", "ьичу",
                                          "ьичом", "ьиче", "мич",   "мича",  "мичу", "мичом"};
    enum { LEAST = 10 };
    struct span folded = words_fold(word, arena);
    if (folded.size < LEAST)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (span_ends_with(folded, span_of(endings[i])))
            return true;
    return false;
}

static bool follows(const struct search *search, size_t index)
{
    return index < search->words->count && search->words->items[index].joined;
}

/* Whether a word is a patronymic that may stand among a value's words. */
static bool is_passed(const struct search *search, size_t index)
{
    return follows(search, index) && search->words->items[index].upper &&
           is_patronymic(word_text(search, index), search->redactor->arena);
}

/* The end of the needle that begins with the entry at a word; 0 where it does not go on. */
static size_t needle_end(const struct search *search, size_t first,
                         const struct redacted_word *entry)
{
    size_t at = first + 1;
    for (uint8_t place = 1; place < entry->places; place++, at++) {
        if (follows(search, at) &&
            entry_of(search, at, entry->redaction, entry->needle, place, false))
            continue;
        if (!is_passed(search, at) || !follows(search, at + 1) ||
            !entry_of(search, at + 1, entry->redaction, entry->needle, place, false))
            return 0;
        at++;
    }
    return entry->places > 1 && is_passed(search, at) ? at + 1 : at;
}

static bool is_name(const struct search *search, size_t index, bool family)
{
    enum { READINGS = 8 };
    struct analysis analyses[READINGS];
    struct span word = word_text(search, index);
    if (utf8_count(word) == 1) /* «С Ивановой» has no initial, «С. Ивановой» has */
        return search->words->items[index].end < search->text.size &&
               search->text.data[search->words->items[index].end] == '.';
    size_t count = morphology_analyze(search->redactor->morphology, word, analyses, READINGS);
    for (size_t i = 0; i < count; i++) {
        if (analyses[i].grammemes & (GRAM_GIVEN_NAME | GRAM_PATRONYMIC) && analyses[i].known)
            return true;
        if (family && (analyses[i].grammemes & GRAM_SURNAME || !analyses[i].known))
            return true;
    }
    return false;
}

/* Whether a word beside a short form belongs to the name of somebody else. */
static bool is_another(const struct search *search, size_t index, int64_t redaction, bool family)
{
    return search->words->items[index].upper && !entry_of(search, index, redaction, 0, 0, true) &&
           is_name(search, index, family);
}

static bool is_beside(const struct search *search, size_t index)
{
    return index < search->words->count && search->words->items[index].beside;
}

static bool weak_fits(const struct search *search, size_t first, size_t end,
                      const struct redacted_word *entry)
{
    bool family = entry->places > 1;
    if (!search->weak || !search->redactor->active[entry->redaction - 1] ||
        !search->words->items[first].upper)
        return false;
    return !(first && is_beside(search, first) &&
             is_another(search, first - 1, entry->redaction, false)) &&
           !(is_beside(search, end) && is_another(search, end, entry->redaction, family));
}

/* The longest value that begins at a word. */
static bool match_find(const struct search *search, size_t first, struct match *match)
{
    const struct redactions *known = search->redactor->redactions;
    uint32_t entry = search->words->items[first].entry;
    *match = (struct match){0};
    if (!entry)
        return false;
    const struct redacted_word *begin = &known->words[entry - 1];
    for (const struct redacted_word *one = begin;
         one < known->words + known->word_count && memcmp(one->key, begin->key, WORD_KEY_SIZE) == 0;
         one++) {
        if (one->place)
            continue;
        size_t end = needle_end(search, first, one);
        if (end > match->end && (!one->weak || weak_fits(search, first, end, one)))
            *match = (struct match){one, end};
    }
    return match->entry != NULL;
}

/* ---- masking ---- */

void redactor_init(struct redactor *redactor, const struct redactions *redactions,
                   const struct morphology *morphology, struct arena *arena)
{
    *redactor =
        (struct redactor){.redactions = redactions, .morphology = morphology, .arena = arena};
    map_init(&redactor->words, arena);
    redactor->active = ARENA_NEW(arena, bool, redactions->count + 1);
}

void redactor_reset(struct redactor *redactor)
{
    memset(redactor->active, 0, redactor->redactions->count * sizeof *redactor->active);
}

/* Whether the digits of a mark are those of a digest. */
static bool is_mark_of(struct span digits, const struct digest *digest)
{
    char mark[MARK_DIGITS + MARK_LEAST];
    redaction_mark_write(digest, mark, sizeof mark);
    return digits.size && memcmp(mark + 2, digits.data, digits.size) == 0;
}

void redactor_activate(struct redactor *redactor, struct span text)
{
    struct range range = {0};
    for (struct span digits; redaction_mark_find(text, range.end, &range, &digits);)
        for (size_t i = 0; i < redactor->redactions->count; i++)
            redactor->active[i] |= is_mark_of(digits, &redactor->redactions->items[i].digest);
}

bool redactor_is_active(const struct redactor *redactor)
{
    for (size_t i = 0; i < redactor->redactions->count; i++)
        if (redactor->active[i])
            return true;
    return false;
}

/* Puts a mark over a range of a text, of which it makes a copy first where it is the original. */
static void mark_put(const struct redactor *redactor, int64_t redaction, struct range range,
                     struct span original, struct arena *arena, struct redacted_text *masked)
{
    if (masked->text.data == original.data)
        masked->text = arena_copy(arena, original);
    /* The copy in the arena is ours to change. */
    redaction_mark_write(&redactor->redactions->items[redaction - 1].digest,
                         (char *)(uintptr_t)masked->text.data + range.start,
                         range.end - range.start);
    masked->ranges[masked->count++] = range;
}

static void text_mask(const struct search *search, struct arena *arena,
                      struct redacted_text *masked)
{
    struct match match;
    *masked = (struct redacted_text){.text = search->text};
    masked->ranges = ARENA_NEW(arena, struct range, search->words->count);
    for (size_t i = 0; i < search->words->count; i++) {
        if (!match_find(search, i, &match))
            continue;
        struct range range = {search->words->items[i].start,
                              search->words->items[match.end - 1].end};
        mark_put(search->redactor, match.entry->redaction, range, search->text, arena, masked);
        i = match.end - 1;
    }
}

static void active_find(const struct search *search)
{
    struct match match;
    for (size_t i = 0; i < search->words->count; i++)
        if (match_find(search, i, &match))
            search->redactor->active[match.entry->redaction - 1] = true;
}

void redactor_mask_text(struct redactor *redactor, struct span text, struct arena *arena,
                        struct redacted_text *masked)
{
    struct words words = {0};
    words_find(redactor, text, arena, &words);
    struct search search = {.redactor = redactor, .text = text, .words = &words};
    active_find(&search);
    search.weak = true;
    text_mask(&search, arena, masked);
}

/* The active redaction that a word may belong to; 0: none. */
static int64_t active_of(const struct redactor *redactor, const struct word *word)
{
    const struct redactions *known = redactor->redactions;
    if (!word->entry)
        return 0;
    const struct redacted_word *first = &known->words[word->entry - 1];
    for (const struct redacted_word *one = first;
         one < known->words + known->word_count && memcmp(one->key, first->key, WORD_KEY_SIZE) == 0;
         one++)
        if (redactor->active[one->redaction - 1])
            return one->redaction;
    return 0;
}

static void mention_mask(struct redactor *redactor, struct range mention, struct span original,
                         struct arena *arena, struct redacted_text *masked)
{
    struct words words = {0};
    words_find(redactor, span_of_range(masked->text, mention), arena, &words);
    for (size_t i = 0; i < words.count; i++) {
        int64_t redaction = active_of(redactor, &words.items[i]);
        size_t last = i;
        if (!redaction)
            continue;
        while (last + 1 < words.count && active_of(redactor, &words.items[last + 1]) == redaction)
            last++;
        struct range range = {mention.start + words.items[i].start,
                              mention.start + words.items[last].end};
        mark_put(redactor, redaction, range, original, arena, masked);
        i = last;
    }
}

void redactor_mask_mentions(struct redactor *redactor, const struct range *mentions, size_t count,
                            struct arena *arena, struct redacted_text *masked)
{
    struct span original = masked->count ? SPAN("") : masked->text;
    for (size_t i = 0; i < count; i++)
        mention_mask(redactor, mentions[i], original, arena, masked);
}

struct span redactor_mask(struct redactor *redactor, struct span text, struct arena *arena)
{
    struct words words = {0};
    struct redacted_text masked;
    words_find(redactor, text, arena, &words);
    struct search search = {.redactor = redactor, .text = text, .words = &words, .weak = true};
    text_mask(&search, arena, &masked);
    return masked.text;
}
