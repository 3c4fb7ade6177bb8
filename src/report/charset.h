/* What bytes say: the charset of a text, found without being told, and the text as UTF-8.
 *
 * UTF-8 is recognized by its form, UTF-16 by its byte order mark or by where the zero bytes and the
 * Cyrillic high bytes stand, and the 8-bit charsets of Russian by the commonest letters: read in
 * the wrong charset, Russian turns into rare letters and capitals inside words. */
#ifndef CHARSET_H
#define CHARSET_H

#include "arena.h"
#include "error.h"

/* Decodes bytes into *text, UTF-8 without a byte order mark: a part of bytes itself where they were
 * UTF-8, else in arena. *charset names what they were, as IANA does. file goes into the errors:
 * "report.binary", "report.charset", "report.truncated", each with the offset in bytes. */
bool charset_decode(struct arena *arena, struct span bytes, struct span file, struct span *text,
                    const char **charset, struct error *error);

/* The 8-bit charset of Russian in which bytes are likeliest: "windows-1251", "KOI8-R", "IBM866" or
 * "ISO-8859-5"; NULL where they look like Russian in none of them. */
const char *charset_guess(struct span bytes);

/* Decodes bytes of an 8-bit charset that somebody names, into *text, in arena; bytes that stand for
 * nothing there become U+FFFD. False where there is no such charset, or it is no 8-bit one. */
bool charset_decode_as(struct arena *arena, struct span bytes, const char *charset,
                       struct span *text);

#endif
