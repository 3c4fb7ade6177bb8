/* Secrets: the token that is printed at start and the session that it is exchanged for. */
#ifndef SECRET_H
#define SECRET_H

#include "span.h"

enum { SECRET_TEXT = 44 }; /* 32 random bytes in URL-safe base64 without padding, and a zero byte */

struct secret {
    char text[SECRET_TEXT];
};

/* Makes a new secret from the system's randomness; false where there is none. */
bool secret_make(struct secret *secret);
/* Whether given is the secret, in a time that does not depend on where they differ. */
bool secret_equals(const struct secret *secret, struct span given);

#endif
