/* Inside src/reading alone: noun phrases, their extent, their joined members and their nominative.
 *
 * «разработки и производства техники, обмена опытом» has three members with the heads «разработки»,
 * «производства» and «обмена»; the first two share what follows them and make one value. */
#ifndef PHRASE_H
#define PHRASE_H

#include "reading.h"

enum { PHRASE_MEMBERS = 24 };

struct phrase_member {
    uint32_t first;
    uint32_t head;
    uint32_t end;
};

struct phrase {
    struct phrase_member members[PHRASE_MEMBERS];
    size_t count;
    grammemes cases; /* that all heads can have */
};

/* Reads the noun phrase that begins at token first and ends before limit; its head has one of the
 * cases (0: any). flags: NODE_MANY, members may be joined by commas; NODE_NARROW, nothing depends
 * on them but genitives and what tells their purpose («для», «по производству»). False where there
 * is none. */
bool phrase_read(const struct reading *reading, uint32_t first, uint32_t limit, grammemes cases,
                 unsigned flags, struct phrase *phrase);
/* Whether the adjective before a head, of a phrase from token first on, leaves the head none of the
 * cases: «бывшей площадки» is no nominative, although «площадки» can be one. Behind a numeral they
 * need not agree. */
bool modifier_forbids(const struct reading *reading, uint32_t first, uint32_t head,
                      grammemes cases);
/* Whether a token, a noun, says what is done, so that in «разработки и производства техники» the
 * next noun may tell to what; a field of work does not («медицины и подготовки кадров»). */
bool noun_acts(const struct reading *reading, uint32_t head);
/* The text of tokens first..end as it stands, white space made single spaces, in arena. */
struct span tokens_text(const struct reading *reading, struct arena *arena, uint32_t first,
                        uint32_t end);
/* The text of members from..to with their heads and what agrees with these in the nominative. */
struct span phrase_nominative(const struct morphology *morphology, const struct reading *reading,
                              struct arena *arena, const struct phrase *phrase, size_t from,
                              size_t to);
/* The text of the whole phrase in a case, and in a number where form has one. counted: it stands
 * behind a numeral, where an adjective need not agree with its noun. */
struct span phrase_inflected(const struct morphology *morphology, const struct reading *reading,
                             struct arena *arena, const struct phrase *phrase, grammemes form,
                             bool counted);

#endif
