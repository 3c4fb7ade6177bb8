/* UTF-8: decoding, checking, counting, and the case of Latin and Cyrillic letters.
 *
 * Stands in place of <ctype.h> and the locale, which are banned. Only Latin and Cyrillic letters
 * have case here: the texts are Russian, and a fold of our own is twice as fast as a library's. */
#ifndef UTF8_H
#define UTF8_H

#include "span.h"

/* The code point that begins at text[*offset]; moves *offset behind it. An invalid byte gives
 * U+FFFD and moves by one. *offset must be below text.size. */
uint32_t utf8_next(struct span text, size_t *offset);
/* The code point that ends right before text[*offset]; moves *offset to its start. *offset must be
 * above zero. */
uint32_t utf8_previous(struct span text, size_t *offset);
/* Writes code_point into out (4 bytes of room); returns the number of bytes. */
size_t utf8_encode(uint32_t code_point, char *out);
/* The offset of the first byte that is not valid UTF-8 (RFC 3629); text.size where all is. */
size_t utf8_check(struct span text);
/* The number of code points in valid UTF-8. */
size_t utf8_count(struct span text);

bool code_point_is_digit(uint32_t code_point); /* 0-9 alone */
bool code_point_is_cyrillic(uint32_t code_point);
bool code_point_is_latin(
    uint32_t code_point); /* with the letters of Latin-1 and Latin Extended-A */
bool code_point_is_letter(uint32_t code_point);
bool code_point_is_upper(uint32_t code_point);
bool code_point_is_lower(uint32_t code_point);
/* White space of any kind: no-break, thin and zero-width spaces too. */
bool code_point_is_space(uint32_t code_point);
/* The other case; the code point itself where it has none. */
uint32_t code_point_to_lower(uint32_t code_point);
uint32_t code_point_to_upper(uint32_t code_point);

/* Writes text in lower case to out, which has room for text.size bytes; returns the size written.
 * Letters outside Latin and Cyrillic stay. fold_yo also turns ё into е. */
size_t utf8_lower(struct span text, char *out, bool fold_yo);

#endif
