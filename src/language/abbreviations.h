/* The abbreviations of news text, from lexicon/abbreviations.txt, which says what the kinds mean.
 */
#ifndef ABBREVIATIONS_H
#define ABBREVIATIONS_H

#include "span.h"

enum abbreviation_kind {
    ABBREVIATION_NONE,
    ABBREVIATION_NEVER,
    ABBREVIATION_MAY,
    ABBREVIATION_UNIT,
    ABBREVIATION_EITHER,
    ABBREVIATION_BARE
};

/* The kind of a folded abbreviation with its points, parts parted by one space («т. д.», «млн»). */
enum abbreviation_kind abbreviation_find(struct span folded);
/* Whether an abbreviation of several parts begins with these («т. »). */
bool abbreviation_begins(struct span folded);

#endif
