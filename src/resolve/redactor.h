/* Finding redacted values in texts, and the words by which a value is found.
 *
 * A value is found by its words in all their forms, whatever their case and what stands between
 * them («Ивановым И. И.»); a patronymic may stand beside a person's names though it was not known.
 * Short forms of a person (the family name alone, with initials, or given name and patronymic) are
 * found only where the name in full was, and not beside the name of somebody else; within a mention
 * of what is so named, any word of the name is found. */
#ifndef REDACTOR_H
#define REDACTOR_H

#include "map.h"
#include "morphology.h"
#include "redaction.h"

struct redactor {
    const struct redactions *redactions;
    const struct morphology *morphology;
    struct arena *arena; /* of words: they are kept from text to text */
    struct map words;    /* folded words to 1 + the index of their first entry in redactions->words,
                            or 0 */
    bool *active;        /* by redaction: its short forms are found too */
};

/* redactions, morphology and arena must outlive the redactor. */
void redactor_init(struct redactor *redactor, const struct redactions *redactions,
                   const struct morphology *morphology, struct arena *arena);
/* Short forms are found of nothing, until a text has names in full. */
void redactor_reset(struct redactor *redactor);
/* Whether short forms of any redaction are found. */
bool redactor_is_active(const struct redactor *redactor);

/* Short forms are found of what has a mark in the text. */
void redactor_activate(struct redactor *redactor, struct span text);

/* A text with its values masked. */
struct redacted_text {
    struct span text;     /* in arena; the span itself where nothing was found */
    struct range *ranges; /* that were masked */
    size_t count;
};

/* Masks the values in a text of a report; those found in full become active. In arena. */
void redactor_mask_text(struct redactor *redactor, struct span text, struct arena *arena,
                        struct redacted_text *masked);
/* Masks, in a masked text, the words of active values within ranges, which are mentions of what
 * bears such a value as its name: whatever stands beside them. In arena. */
void redactor_mask_mentions(struct redactor *redactor, const struct range *mentions, size_t count,
                            struct arena *arena, struct redacted_text *masked);
/* Masks the values in a short text: a name, a value, a reason. In arena; the span itself where
 * nothing was found. */
struct span redactor_mask(struct redactor *redactor, struct span text, struct arena *arena);

/* ---- the words of a value ---- */

struct needle_word {
    struct span folded;
    uint32_t needle;
    uint8_t place;
    uint8_t places;
    bool weak;
};

struct needles {
    struct needle_word *items;
    size_t count;
    size_t capacity;
    uint32_t needles;
};

enum { NEEDLE_WORDS = 12 /* of a value; more cannot be redacted */ };

/* Adds the needles of a person's name in the nominative: in all cases, with what texts are known to
 * say for its words (mentions, may be empty). alone: a name of one word is enough to be found.
 * False where it has no words, or too many. */
bool person_needles(const struct morphology *morphology, struct span name,
                    const struct span *mentions, size_t mention_count, bool alone,
                    struct arena *arena, struct needles *needles);
/* Adds the needles of any other words: as they are, and as a phrase in all cases. */
bool phrase_needles(const struct morphology *morphology, struct span words, struct arena *arena,
                    struct needles *needles);
/* Whether words are the name of a person; *name is that in the nominative. */
bool words_are_person(const struct morphology *morphology, struct span words, struct arena *arena,
                      struct span *name);
/* The words folded, with single spaces between: of what a value's digest is made. In arena. */
struct span words_fold(struct span words, struct arena *arena);

#endif
