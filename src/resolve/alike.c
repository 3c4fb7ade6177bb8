/* Texts that are copies or versions of each other. */
#include "alike.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum {
    SHINGLE_WORDS = 4,
    BINS = 2 * TEXT_BANDS,
    SHINGLES_LEAST = 24, /* shorter texts are formulas: alike by chance */
    CANDIDATES = 4       /* of each band: the first, of which the others are copies */
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

/* Takes the next word, folded, off the text: its hash (FNV-1a); false at the end. */
static bool next_word(struct span text, size_t *offset, uint64_t *hash)
{
    bool inside = false;
    *hash = 0xCBF29CE484222325u;
    while (*offset < text.size) {
        uint32_t code_point = utf8_next(text, offset);
        if (!code_point_is_letter(code_point) && !code_point_is_digit(code_point)) {
            if (inside)
                return true;
            continue;
        }
        char letter[4];
        char lower[4];
        size_t size = utf8_encode(code_point, letter);
        size = utf8_lower((struct span){letter, size}, lower, true);
        for (size_t i = 0; i < size; i++)
            *hash = (*hash ^ (unsigned char)lower[i]) * 0x100000001B3u;
        inside = true;
    }
    return inside;
}

static int by_hash(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
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
        shingles[count++] = shingle;
    }
    return count;
}

/* The least shingle of each bin; an empty bin takes that of the next one that is not. */
static void bands_make(struct text_print *print)
{
    uint64_t least[BINS];
    bool filled[BINS] = {false};
    for (size_t i = 0; i < print->count; i++) {
        size_t bin = print->shingles[i] % BINS;
        if (!filled[bin]) /* they are sorted */
            least[bin] = print->shingles[i];
        filled[bin] = true;
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

void text_print_make(struct span text, struct arena *arena, struct text_print *print)
{
    size_t kept = 0;
    *print = (struct text_print){.shingles = ARENA_NEW(arena, uint64_t, text.size / 2 + 1)};
    size_t count = shingles_find(text, print->shingles);
    if (count)
        qsort(print->shingles, count, sizeof *print->shingles, by_hash);
    for (size_t i = 0; i < count; i++)
        if (!i || print->shingles[i] != print->shingles[i - 1])
            print->shingles[kept++] = print->shingles[i];
    print->count = kept;
    bands_make(print);
}

double text_prints_share(const struct text_print *left, const struct text_print *right)
{
    size_t shared = 0, least = left->count < right->count ? left->count : right->count;
    for (size_t i = 0, k = 0; i < left->count && k < right->count;) {
        if (left->shingles[i] == right->shingles[k]) {
            shared++;
            i++;
            k++;
        } else if (left->shingles[i] < right->shingles[k]) {
            i++;
        } else {
            k++;
        }
    }
    return least ? (double)shared / (double)least : 0;
}

bool text_prints_alike(const struct text_print *left, const struct text_print *right)
{
    size_t least = left->count < right->count ? left->count : right->count;
    size_t most = left->count + right->count - least;
    return least >= SHINGLES_LEAST && (double)least >= length_alike * (double)most &&
           text_prints_share(left, right) >= share_alike;
}

/* Weighs a candidate: the most alike is the one. */
static bool candidate_weigh(struct store *store, const struct text_print *print,
                            const struct stored_report *candidate, struct arena *arena,
                            double *best, int64_t *copy_of, struct error *error)
{
    struct text_print other;
    struct span text;
    if (!store_report_text(store, candidate->number, arena, &text, error))
        return false;
    text_print_make(text, arena, &other);
    double share = text_prints_share(print, &other);
    if (share > *best && text_prints_alike(print, &other)) {
        *best = share;
        *copy_of = candidate->copy_of ? candidate->copy_of : candidate->number;
    }
    return true;
}

bool copy_find(struct store *store, struct span text, struct arena *arena,
               struct new_report *report, struct error *error)
{
    struct text_print *print = ARENA_NEW(arena, struct text_print, 1);
    struct stored_reports candidates = {0};
    double best = 0;
    text_print_make(text, arena, print);
    if (print->count < SHINGLES_LEAST)
        return true;
    report->bands = print->bands;
    report->band_count = TEXT_BANDS;
    if (!store_reports_alike(store, print->bands, TEXT_BANDS, CANDIDATES, arena, &candidates,
                             error))
        return false;
    for (size_t i = 0; i < candidates.count; i++)
        if (!candidate_weigh(store, print, &candidates.items[i], arena, &best, &report->copy_of,
                             error))
            return false;
    return true;
}
