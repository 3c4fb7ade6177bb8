/* Whole noun phrases. */
#include "morphology.h"

struct span morphology_inflect_phrase(const struct morphology *morphology, struct span phrase,
                                      grammemes from, grammemes wanted, struct arena *arena)
{
    struct analysis items[ANALYSIS_LIMIT];
    struct span form = phrase;
    size_t count = morphology_analyze(morphology, phrase, items, ANALYSIS_LIMIT);
    for (size_t i = 0; i < count; i++) {
        if ((!(from & GRAM_CASES) || items[i].grammemes & from & GRAM_CASES) &&
            morphology_inflect(morphology, phrase, &items[i], wanted, arena, &form)) {
            break;
        }
    }
    return form;
}
