#include "form_features.h"

#include "utf8.h"

enum {
    PLAIN_KIND = 0,       /* kind × shape × script: 10 × 5 × 2 */
    PLAIN_PART = 100,     /* the likeliest part of speech */
    PLAIN_ANY_PART = 120, /* any of its parts of speech */
    PLAIN_GRAMMEME = 140, /* grammemes of the likeliest analysis: 50 */
    PLAIN_ANY_GRAMMEME = 200,
    PLAIN_LENGTH = 260, /* 1 to 16 letters */
    PLAIN_KNOWN = 280,
    PLAIN_UNKNOWN,
    PLAIN_HYPHEN,
    PLAIN_CAPITAL_BEHIND_HYPHEN,
    PLAIN_DIGIT,
    PLAIN_POINT,
    PLAIN_DIGITS = 300, /* how many of them, at most 15 */
    PLAIN_NUMBER = 320, /* a whole number below 100 as it is; years by century */
    PLAIN_YEAR = 430,
};

enum { ENDINGS = 4, LONGEST = 64, PARTS = 18 };
#define ALL_GRAMMEMES (GRAMMEME(50) - 1)

struct rows {
    uint32_t *items;
    size_t count;
};

static void row_add(struct rows *rows, uint32_t row)
{
    if (rows->count < FORM_FEATURES)
        rows->items[rows->count++] = row;
}

static uint32_t hash_mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

static uint32_t hash_letters(const uint32_t *letters, size_t count, uint32_t seed)
{
    for (size_t i = 0; i < count; i++)
        seed = hash_mix(seed, letters[i]);
    return hash_mix(seed, 0x7F4A7C15u);
}

static void rows_of_analyses(struct rows *rows, const struct analysis *analyses, size_t count)
{
    grammemes any = 0;
    uint32_t parts = 0, lemmas[4];
    size_t lemma_count = 0;
    if (count == 0)
        return;
    row_add(rows, PLAIN_PART + analyses[0].pos);
    row_add(rows, analyses[0].known ? PLAIN_KNOWN : PLAIN_UNKNOWN);
    for (size_t i = 0; i < count; i++) {
        any |= analyses[i].grammemes;
        parts |= 1u << analyses[i].pos;
        bool old = false;
        for (size_t k = 0; k < lemma_count; k++)
            old |= lemmas[k] == analyses[i].lemma;
        if (!old && lemma_count < 2)
            lemmas[lemma_count++] = analyses[i].lemma;
    }
    for (grammemes rest = any & ALL_GRAMMEMES; rest; rest &= rest - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(rest);
        if (analyses[0].grammemes & GRAMMEME(i))
            row_add(rows, PLAIN_GRAMMEME + i);
        row_add(rows, PLAIN_ANY_GRAMMEME + i);
    }
    for (uint32_t rest = parts & ((1u << PARTS) - 1); rest; rest &= rest - 1)
        row_add(rows, PLAIN_ANY_PART + (uint32_t)__builtin_ctz(rest));
    uint32_t base = ROWS_PLAIN + ROWS_ENDING + ROWS_BEGINNING + ROWS_SHAPED_ENDING + ROWS_FORM;
    for (size_t k = 0; k < lemma_count; k++)
        row_add(rows, base + hash_mix(lemmas[k], 17) % ROWS_LEMMA);
}

static void rows_of_shaped(struct rows *rows, const uint32_t *letters, size_t count,
                           const struct token *token)
{
    uint32_t base = ROWS_PLAIN + ROWS_ENDING + ROWS_BEGINNING;
    for (size_t k = 2; k <= 3 && k < count; k++)
        row_add(rows, base + hash_letters(letters + count - k, k,
                                          (uint32_t)(16 * (token->shape + 1) + k)) %
                                 ROWS_SHAPED_ENDING);
}

static uint32_t row_of_kind(const struct token *token)
{
    return PLAIN_KIND + (uint32_t)(token->kind * 5 + token->shape) * 2 + token->cyrillic;
}

static size_t letters_of(struct span folded, uint32_t letters[LONGEST], size_t *hyphen)
{
    size_t size = 0;
    for (size_t at = 0; at < folded.size && size < LONGEST; size++) {
        letters[size] = utf8_next(folded, &at);
        if (letters[size] == '-')
            *hyphen = at;
    }
    return size;
}

static void rows_of_letters(struct rows *rows, const uint32_t *letters, size_t count,
                            const struct token *token)
{
    uint32_t base = ROWS_PLAIN;
    for (size_t k = 1; k <= ENDINGS && k <= count; k++)
        row_add(rows, base + hash_letters(letters + count - k, k, (uint32_t)k) % ROWS_ENDING);
    base += ROWS_ENDING;
    for (size_t k = 2; k <= 3 && k < count; k++)
        row_add(rows, base + hash_letters(letters, k, (uint32_t)k) % ROWS_BEGINNING);
    base += ROWS_BEGINNING;
    if (token->kind == TOKEN_WORD && token->shape != CASE_LOWER)
        rows_of_shaped(rows, letters, count, token);
    base += ROWS_SHAPED_ENDING;
    row_add(rows, base + hash_letters(letters, count, 1) % ROWS_FORM);
}

static void rows_of_digits(struct rows *rows, const uint32_t *letters, size_t count)
{
    uint32_t digits = 0, value = 0;
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        bool digit = letters[i] >= '0' && letters[i] <= '9';
        digits += digit;
        whole &= digit;
        value = digit && value < 100000 ? value * 10 + letters[i] - '0' : value;
    }
    if (digits == 0)
        return;
    row_add(rows, PLAIN_DIGIT);
    row_add(rows, PLAIN_DIGITS + (digits > 15 ? 15 : digits));
    if (!whole)
        row_add(rows, PLAIN_POINT);
    else if (value < 100)
        row_add(rows, PLAIN_NUMBER + value);
    else if (value >= 1000 && value < 2100)
        row_add(rows, PLAIN_YEAR + value / 100);
}

size_t form_features(const struct token *token, struct span text, const struct analysis *analyses,
                     size_t count, uint32_t *out)
{
    struct rows rows = {.items = out};
    uint32_t letters[LONGEST];
    size_t hyphen = SIZE_MAX, size = letters_of(token->folded, letters, &hyphen);
    row_add(&rows, row_of_kind(token));
    row_add(&rows, PLAIN_LENGTH + (uint32_t)(size > 16 ? 16 : size));
    if (hyphen != SIZE_MAX) {
        row_add(&rows, PLAIN_HYPHEN);
        size_t at = hyphen;
        if (at < text.size && code_point_is_upper(utf8_next(text, &at)))
            row_add(&rows, PLAIN_CAPITAL_BEHIND_HYPHEN);
    }
    rows_of_digits(&rows, letters, size);
    rows_of_letters(&rows, letters, size, token);
    rows_of_analyses(&rows, analyses, count);
    return rows.count;
}

size_t form_title_features(const struct token *token, uint32_t *out, uint32_t *lost)
{
    struct rows rows = {.items = out};
    struct token lower = *token;
    uint32_t letters[LONGEST];
    size_t hyphen, size = letters_of(token->folded, letters, &hyphen);
    lower.shape = CASE_LOWER;
    *lost = row_of_kind(&lower);
    row_add(&rows, row_of_kind(token));
    rows_of_shaped(&rows, letters, size, token);
    return rows.count;
}

static bool has_yo(struct span text)
{
    for (size_t i = 0; i + 1 < text.size; i++)
        if ((text.data[i] == '\xD1' && text.data[i + 1] == '\x91') ||
            (text.data[i] == '\xD0' && text.data[i + 1] == '\x81'))
            return true;
    return false;
}

/* The form in lower case, without the point of an abbreviation; ё stays where it stands. */
static struct span vector_key(struct span text, struct span folded, char *lower, size_t room)
{
    struct span key = span_slice(folded, 0, room);
    if (has_yo(text))
        key = (struct span){lower, utf8_lower(span_slice(text, 0, room), lower, false)};
    if (key.size > 1 && key.data[key.size - 1] == '.')
        key.size--;
    return key;
}

uint32_t form_own_vector(struct span text, struct span folded, form_vector_find *find,
                         const void *words)
{
    char lower[LONGEST * 4];
    struct span key = vector_key(text, folded, lower, sizeof lower);
    uint32_t number = find(words, key);
    return number != UINT32_MAX || span_equal(key, folded) ? number : find(words, folded);
}

uint32_t form_other_vector(struct span text, struct span folded, struct span lemma,
                           form_vector_find *find, const void *words)
{
    char lower[LONGEST * 4];
    struct span key = vector_key(text, folded, lower, sizeof lower);
    uint32_t number = lemma.size > 0 ? find(words, lemma) : UINT32_MAX;
    size_t last = 0;
    for (size_t i = 0; i < key.size; i++)
        last = key.data[i] == '-' ? i + 1 : last;
    if (number == UINT32_MAX && last > 0)
        number = find(words, span_slice(key, last, key.size));
    return number;
}
