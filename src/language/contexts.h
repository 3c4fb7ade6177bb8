/* What the place of a token says to the tagger, whatever its form: bits CONTEXT_* of model.h. */
#ifndef CONTEXTS_H
#define CONTEXTS_H

#include "token.h"

/* Writes the bits of all tokens into contexts (room for tokens->count; zeros where a token is in no
 * sentence). */
void contexts_of_tokens(const struct report *report, const struct tokens *tokens,
                        uint8_t *contexts);

#endif
