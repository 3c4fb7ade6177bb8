/* Inside src/reading alone: what a reader holds, and the steps of a reading.
 *
 *   tokens -> words_annotate() -> mentions_find() -> entities_find() -> facts_find()
 *
 * Each step fills its part of the reading and reads what the steps before it left. */
#ifndef READER_H
#define READER_H

#include "file.h"
#include "reading.h"
#include "time_words.h"

struct form_stock;
struct lexicon;
struct fields;
struct reference;
struct grammar;
struct tagger;

/* The schema's things by number. */
enum thing {
    THING_NONE,
    THING_PERSON,
    THING_PUBLIC_BODY,
    THING_STATE_CORPORATION,
    THING_COMPANY,
    THING_DEVELOPMENT_INSTITUTION,
    THING_RESEARCH_ORGANIZATION,
    THING_ASSOCIATION,
    THING_ORGANIZATION,
    THING_COUNTRY,
    THING_REGION,
    THING_LOCALITY,
    THING_PLACE,
    THING_CLUSTER,
    THING_SITE,
    THING_PROGRAMME,
    THING_PROJECT,
    THING_PRODUCT,
    THING_EVENT,
    THING_DOCUMENT,
    THINGS
};

/* The name that the schema gives a thing; "none" of THING_NONE. */
const char *thing_name(enum thing thing);

struct reader {
    struct arena arena; /* holds what lives as long as the reader */
    struct morphology *morphology;
    struct schema *schema;
    const struct schema_kind *things[THINGS]; /* NULL for THING_NONE */
    struct lexicon *lexicon;
    struct reference *reference; /* of regions and federal bodies; for the stages above */
    struct fields *fields;       /* of activity; likewise */
    struct time_words times;
    struct grammar *grammar;
    struct mapped_file compiled;    /* on which lexicon and grammar may stand */
    const struct form_stock *stock; /* of its forms; NULL for none */
    const char *compiled_problem;
    struct tagger *tagger; /* NULL where the folder of data has no model: rules alone */
    struct span program_version;
    struct span grammar_version;
    struct span model_version; /* empty without a model */
    bool keeps_choices;        /* reader_keep_choices() */
};

/* «замгубернатора», «замруководителя»: words that the dictionary lacks, the same in all cases,
 * which look like a genitive. */
static inline bool word_is_deputy(struct span folded, const struct word *word)
{
    return word->analysis_count && !word->analyses[0].known &&
           span_starts_with(folded, SPAN("зам")) && (word->grammemes & GRAM_GENITIVE);
}

#endif
