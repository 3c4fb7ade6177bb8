/* Which language a text is in. */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include "span.h"

/* The ISO 639-1 code of text's language ("ru", "uk", "en", …), a string literal; "und" where there
 * is too little to tell. Told by letters that others lack and, in the Latin script, by the
 * commonest small words. */
const char *language_of(struct span text);

#endif
