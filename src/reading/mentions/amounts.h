/* Numbers as the text writes them, in digits or in words. */
#ifndef AMOUNTS_H
#define AMOUNTS_H

#include "scan.h"

/* A number at token, with its thousands and millions: «2,5 млн», «двадцать пять», «2 000». Gives
 * the token behind it, NO_TOKEN where there is none. */
uint32_t amount_read(const struct scan *scan, uint32_t token, uint32_t end, double *value);
/* Whether «около», «более», «порядка» and the like stand before the token. */
bool amount_is_approximate(const struct scan *scan, const struct sentence *sentence,
                           uint32_t token);
/* The digits of a token as an integer; false where it holds anything else. */
bool token_integer(const struct scan *scan, uint32_t token, int *value);

#endif
