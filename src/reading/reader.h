/* Inside src/reading alone: what a reader holds, and the steps of a reading.
 *
 *   tokens -> words_annotate() -> mentions_find() -> entities_find() -> facts_find()
 *
 * Each step fills its part of the reading and reads what the steps before it left. */
#ifndef READER_H
#define READER_H

#include "reading.h"

struct lexicon;
struct grammar;

struct reader {
    struct arena arena; /* holds what lives as long as the reader */
    struct morphology *morphology;
    struct schema *schema;
    struct lexicon *lexicon;
    struct grammar *grammar;
    struct span program_version;
    struct span grammar_version;
};

#endif
