/* Offices that one person holds at a time. */
#include "sole_office.h"

#include "utf8.h"

enum office_kind { PLACE, ANY, NAMED };
struct entry {
    enum office_kind kind;
    const char *phrase;
};
#define ENTRY(kind, phrase) {kind, phrase},
static const struct entry offices[] = {
#include "sole_offices.inc"
};

/* The longest entry with which the folded position begins, at the end of a word; NULL. */
static const struct entry *office_find(struct span folded)
{
    const struct entry *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        struct span phrase = span_of(offices[i].phrase);
        bool begins = span_starts_with(folded, phrase) &&
                      (folded.size == phrase.size || folded.data[phrase.size] == ' ');
        if (begins && phrase.size > longest) {
            best = &offices[i];
            longest = phrase.size;
        }
    }
    return best;
}

enum sole_office sole_office_of(struct span position, struct arena *arena, struct span *key)
{
    char *out = ARENA_NEW(arena, char, position.size + 1);
    *key = span_trim((struct span){out, utf8_lower(position, out, true)});
    const struct entry *office = office_find(*key);
    if (!office || (office->kind == NAMED && key->size == span_of(office->phrase).size))
        return SOLE_NONE;
    if (office->kind != PLACE)
        return SOLE_OF_BODY;
    *key = span_of(office->phrase);
    return SOLE_OF_PLACE;
}
