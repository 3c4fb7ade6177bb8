/* «Минпромторг», «Минобрнауки»: what a ministry is called in one word is made of the beginnings of
 * the words of its full name, in any order. */
#include "names.h"

#include "utf8.h"

enum { NAME_WORDS_MOST = 10, LEAST_LETTERS = 3, ENDING_LETTERS = 2 };

static size_t common_size(struct span one, struct span other)
{
    size_t common = 0;
    while (common < one.size && common < other.size) {
        size_t at = common, to = common;
        if (utf8_next(one, &at) != utf8_next(other, &to))
            break;
        common = at;
    }
    return common;
}

/* Whether rest is made of beginnings of words not yet used; its end may be inflected. */
static bool is_made_of(struct span rest, const struct span *words, size_t count, unsigned used)
{
    if (rest.size == 0)
        return true;
    for (size_t i = 0; i < count; i++) {
        if (used >> i & 1)
            continue;
        size_t common = common_size(rest, words[i]);
        if (utf8_count(span_slice(rest, 0, common)) < LEAST_LETTERS)
            continue;
        if (utf8_count(span_slice(rest, common, rest.size)) <= ENDING_LETTERS)
            return true;
        for (size_t size = common; utf8_count(span_slice(rest, 0, size)) >= LEAST_LETTERS;
             utf8_previous(rest, &size))
            if (is_made_of(span_slice(rest, size, rest.size), words, count, used | 1U << i))
                return true;
    }
    return false;
}

/* The words of a full name behind «министерство», without its place. */
static size_t words_of(const struct scan *scan, const struct candidate *full, struct span *words)
{
    size_t count = 0;
    uint32_t end =
        full->place != NO_CANDIDATE ? scan->candidates.items[full->place].first : full->end;
    for (uint32_t at = full->head + 1; at < end && count < NAME_WORDS_MOST; at++)
        if (utf8_count(scan->tokens[at].folded) >= LEAST_LETTERS)
            words[count++] = scan->tokens[at].folded;
    return count;
}

static bool place_fits(const struct scan *scan, const struct candidate *full, uint32_t place)
{
    const struct candidate *items = scan->candidates.items;
    return place == NO_CANDIDATE || full->place == NO_CANDIDATE ||
           span_equal(items[full->place].key, items[place].key);
}

bool is_ministry(const struct scan *scan, const struct candidate *candidate)
{
    return candidate->naming == NAMING_FULL && kind_is(scan, candidate->kind, THING_PUBLIC_BODY) &&
           span_starts_with(scan->tokens[candidate->head].folded, SPAN("министерств"));
}

bool ministry_is_called(const struct scan *scan, const struct candidate *full, uint32_t token,
                        uint32_t place)
{
    struct span folded = scan->tokens[token].folded, prefix = SPAN("мин");
    struct span words[NAME_WORDS_MOST];
    return span_starts_with(folded, prefix) && token_is_capital(scan, token) &&
           place_fits(scan, full, place) &&
           is_made_of(span_slice(folded, prefix.size, folded.size), words,
                      words_of(scan, full, words), 0);
}
