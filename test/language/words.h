/* The dictionary of the build, for the tests of words. */
#ifndef WORDS_H
#define WORDS_H

#include "morphology.h"

/* Opens it, or ends the test. */
static inline struct morphology *words_open(void)
{
    struct morphology *morphology;
    struct error error;
    error_init(&error);
    ck_assert(morphology_open(&morphology, getenv("UZEL_DICTIONARY"), &error));
    error_release(&error);
    return morphology;
}

/* Whether word has a reading with such a part of speech and all of these grammemes. */
static inline bool word_reads(const struct morphology *morphology, const char *word,
                              enum part_of_speech pos, grammemes set)
{
    struct analysis items[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, span_of(word), items, ANALYSIS_LIMIT);
    for (size_t i = 0; i < count; i++) {
        if (items[i].pos == pos && (items[i].grammemes & set) == set) {
            return true;
        }
    }
    return false;
}

#endif
