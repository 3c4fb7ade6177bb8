/* Looking up abbreviations in the list that is compiled in, in the order of its bytes. */
#include "abbreviations.h"

#include "utf8.h"

struct abbreviation {
    enum abbreviation_kind kind;
    uint32_t size;
    const char *text;
};

#define ENTRY(kind, text) {ABBREVIATION_##kind, sizeof(text) - 1, text},
static const struct abbreviation abbreviations[] = {
#include "abbreviations.inc"
};
#undef ENTRY

enum { COUNT = sizeof abbreviations / sizeof *abbreviations };

static struct span text_of(size_t index)
{
    return (struct span){abbreviations[index].text, abbreviations[index].size};
}

/* Byte order; the first letters decide nearly always. */
static bool stands_before(struct span left, struct span right)
{
    if (left.size >= 2 && right.size >= 2 && utf8_pair(left.data) != utf8_pair(right.data))
        return utf8_pair(left.data) < utf8_pair(right.data);
    return span_compare(left, right) < 0;
}

/* The index of the first abbreviation that does not stand before key. */
static size_t first_not_before(struct span key)
{
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stands_before(text_of(middle), key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum abbreviation_kind abbreviation_find(struct span folded)
{
    size_t index = first_not_before(folded);
    bool found = index < COUNT && span_equal(text_of(index), folded);
    return found ? abbreviations[index].kind : ABBREVIATION_NONE;
}

bool abbreviation_begins(struct span folded)
{
    size_t index = first_not_before(folded);
    return index < COUNT && span_starts_with(text_of(index), folded);
}
