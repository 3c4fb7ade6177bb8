/* The phrases of a page's frame, from lexicon/frame.txt: what begins a line that is no text. */
#ifndef PHRASES_H
#define PHRASES_H

#include "span.h"

enum phrase_kind {
    PHRASE_NONE,
    PHRASE_NOISE,
    PHRASE_MENU,
    PHRASE_RELATED,
    PHRASE_AUTHOR,
    PHRASE_PHOTO,
    PHRASE_PRESS,
    PHRASE_PUBLISHED,
    PHRASE_CURRENT
};

/* The kind of the longest phrase with which text begins, as whole words and whatever its case;
 * *size is set to the bytes of text that the phrase takes. PHRASE_NONE where there is none. */
enum phrase_kind phrase_at_start(struct span text, size_t *size);
/* Whether the phrase holds a space: one of a single word proves less. */
bool phrase_is_long(struct span phrase);

#endif
