/* Texts that are copies or versions of each other. */
#include "alike.h"

#include "memory.h"
#include "utf8.h"

enum {
    SHINGLE_WORDS = 4,
    BINS = 2 * TEXT_BANDS,
    SHINGLES_LEAST = 24 /* shorter texts are formulas: alike by chance */
};

static const double share_alike = 0.7;  /* of the shorter text's shingles */
static const double length_alike = 0.3; /* of the longer text's, the shorter has at least */

/* The finalizer of MurmurHash3. */
static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 33;
    hash *= 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 33;
}

static uint64_t hash_byte(uint64_t hash, uint32_t byte) /* FNV-1a */
{
    return (hash ^ (byte & 0xFF)) * 0x100000001B3u;
}

/* The hash with a letter in lower case, ё as е, in UTF-8; the letter stands in text at [start,
 * end). */
static uint64_t hash_letter(uint64_t hash, uint32_t letter, struct span text, size_t start,
                            size_t end)
{
    uint32_t lower = code_point_to_lower(letter);
    if (lower == 0x451)
        lower = 0x435;
    if (lower < 0x80)
        return hash_byte(hash, lower);
    if (lower < 0x800)
        return hash_byte(hash_byte(hash, 0xC0 | lower >> 6), 0x80 | (lower & 0x3F));
    for (size_t i = start; i < end; i++)
        hash = hash_byte(hash, (unsigned char)text.data[i]);
    return hash;
}

/* The hash of the small letters а to я that stand at text[*at], which is moved behind them. */
static uint64_t hash_small(struct span text, size_t *at, uint64_t hash)
{
    while (*at + 1 < text.size) {
        unsigned pair = utf8_pair(text.data + *at);
        if (pair - 0xD0B0 > 0xF && pair - 0xD180 > 0xF)
            break;
        hash = hash_byte(hash_byte(hash, pair >> 8), pair);
        *at += 2;
    }
    return hash;
}

/* Takes the next word, folded, off the text: its hash; false at the end. */
static bool next_word(struct span text, size_t *offset, uint64_t *hash)
{
    bool inside = false;
    *hash = 0xCBF29CE484222325u;
    while (*offset < text.size) {
        size_t start = *offset;
        *hash = hash_small(text, offset, *hash);
        inside |= *offset > start;
        start = *offset;
        if (start == text.size)
            break;
        if (text.data[start] == ' ') {
            ++*offset;
            if (inside)
                return true;
            continue;
        }
        uint32_t code_point = utf8_next(text, offset);
        if (!code_point_is_letter(code_point) && !code_point_is_digit(code_point)) {
            if (inside)
                return true;
            continue;
        }
        *hash = hash_letter(*hash, code_point, text, start, *offset);
        inside = true;
    }
    return inside;
}

static size_t shingles_find(struct span text, uint64_t *shingles)
{
    uint64_t words[SHINGLE_WORDS] = {0};
    size_t offset = 0, word = 0, count = 0;
    for (uint64_t hash; next_word(text, &offset, &hash); word++) {
        words[word % SHINGLE_WORDS] = hash;
        if (word + 1 < SHINGLE_WORDS)
            continue;
        uint64_t shingle = 0;
        for (size_t i = 1; i <= SHINGLE_WORDS; i++)
            shingle = mix(shingle ^ words[(word + i) % SHINGLE_WORDS]);
        shingles[count++] = shingle + !shingle;
    }
    return count;
}

/* The least shingle of each bin; an empty bin takes that of the next one that is not. */
static void bands_make(struct text_print *print)
{
    uint64_t least[BINS] = {0};
    bool filled[BINS] = {false};
    for (size_t i = 0; i <= print->mask; i++) {
        uint64_t shingle = print->slots[i];
        size_t bin = shingle % BINS;
        if (shingle && (!filled[bin] || shingle < least[bin])) {
            least[bin] = shingle;
            filled[bin] = true;
        }
    }
    for (size_t i = 0; i < BINS && print->count; i++) {
        size_t from = i;
        while (!filled[from % BINS])
            from++;
        if (from != i)
            least[i] = least[from % BINS] + (from - i);
    }
    for (size_t i = 0; i < TEXT_BANDS && print->count; i++)
        print->bands[i] = mix(least[2 * i] ^ mix(least[2 * i + 1]));
}

/* The slot of a shingle, or the free one where it would stand. */
static uint64_t *slot_find(const struct text_print *print, uint64_t shingle)
{
    size_t at = shingle & print->mask;
    while (print->slots[at] && print->slots[at] != shingle)
        at = (at + 1) & print->mask;
    return &print->slots[at];
}

void text_print_fill(struct span text, struct arena *arena, struct text_print *print)
{
    uint64_t *shingles = ARENA_ROOM(arena, uint64_t, text.size / 2 + 1);
    size_t count = shingles_find(text, shingles), slots = 2;
    while (slots < 2 * count)
        slots *= 2;
    *print = (struct text_print){.slots = ARENA_NEW(arena, uint64_t, slots), .mask = slots - 1};
    for (size_t i = 0; i < count; i++) {
        uint64_t *slot = slot_find(print, shingles[i]);
        print->count += *slot == 0;
        *slot = shingles[i];
    }
}

void text_print_make(struct span text, struct arena *arena, struct text_print *print)
{
    text_print_fill(text, arena, print);
    bands_make(print);
}

double text_prints_share(const struct text_print *left, const struct text_print *right)
{
    const struct text_print *few = left->count < right->count ? left : right;
    const struct text_print *many = few == left ? right : left;
    size_t shared = 0;
    for (size_t i = 0; i <= few->mask; i++)
        shared += few->slots[i] && *slot_find(many, few->slots[i]);
    return few->count ? (double)shared / (double)few->count : 0;
}

bool text_prints_alike(const struct text_print *left, const struct text_print *right)
{
    size_t least = left->count < right->count ? left->count : right->count;
    size_t most = left->count + right->count - least;
    return least >= SHINGLES_LEAST && (double)least >= length_alike * (double)most &&
           text_prints_share(left, right) >= share_alike;
}

size_t text_print_bands(const struct text_print *print, const uint64_t **bands)
{
    *bands = print->bands;
    return print->count < SHINGLES_LEAST ? 0 : TEXT_BANDS;
}

/* What an earlier look found of a candidate; NULL where it did not look at it. */
static const struct weighed_text *weighed_find(const struct weighed_texts *before, int64_t report)
{
    for (size_t i = 0; i < before->count; i++)
        if (before->items[i].report == report)
            return &before->items[i];
    return NULL;
}

static void text_weigh(struct resolve_memory *memory, const struct text_print *print,
                       struct span text, struct arena *arena, struct weighed_text *weighed)
{
    struct text_print other;
    text_print_kept(memory, text, arena, &other);
    weighed->share = text_prints_share(print, &other);
    weighed->alike = text_prints_alike(print, &other);
}

/* Weighs the candidates that were not weighed before. */
static bool texts_weigh(struct store *store, struct resolve_memory *memory,
                        const struct text_print *print, const struct stored_reports *candidates,
                        struct arena *arena, struct weighed_texts *weighed, struct error *error)
{
    int64_t *numbers = ARENA_NEW(arena, int64_t, candidates->count);
    struct span *texts = ARENA_NEW(arena, struct span, candidates->count);
    size_t count = 0;
    for (size_t i = 0; i < candidates->count; i++)
        if (!weighed_find(weighed, candidates->items[i].number))
            numbers[count++] = candidates->items[i].number;
    if (!store_report_texts(store, numbers, count, arena, texts, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct weighed_text *one = ARRAY_PUSH(arena, weighed);
        *one = (struct weighed_text){.report = numbers[i]};
        text_weigh(memory, print, texts[i], arena, one);
    }
    return true;
}

/* The candidates of a text that has bands, all of them weighed. */
static bool candidates_weigh(struct store *store, struct resolve_memory *memory,
                             const struct text_print *print, struct arena *arena,
                             struct stored_reports *candidates, struct weighed_texts *weighed,
                             struct error *error)
{
    return store_reports_alike(store, print->bands, TEXT_BANDS, ALIKE_CANDIDATES, arena, candidates,
                               error) &&
           texts_weigh(store, memory, print, candidates, arena, weighed, error);
}

bool texts_look_before(struct store *store, struct resolve_memory *memory,
                       const struct text_print *print, struct arena *arena,
                       struct weighed_texts *weighed, struct error *error)
{
    struct stored_reports candidates = {0};
    const uint64_t *bands;
    return !text_print_bands(print, &bands) ||
           candidates_weigh(store, memory, print, arena, &candidates, weighed, error);
}

bool copy_find(struct store *store, struct resolve_memory *memory, const struct text_print *print,
               struct weighed_texts *weighed, struct arena *arena, struct new_report *report,
               struct error *error)
{
    struct stored_reports candidates = {0};
    double best = 0;
    report->band_count = text_print_bands(print, &report->bands);
    if (!report->band_count)
        return true;
    if (!candidates_weigh(store, memory, print, arena, &candidates, weighed, error))
        return false;
    for (size_t i = 0; i < candidates.count; i++) {
        const struct stored_report *candidate = &candidates.items[i];
        const struct weighed_text *found = weighed_find(weighed, candidate->number);
        if (found->share > best && found->alike) {
            best = found->share;
            report->copy_of = candidate->copy_of ? candidate->copy_of : candidate->number;
        }
    }
    return true;
}
