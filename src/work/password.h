/* Passwords: what one must be, and their hashes by Argon2id (libsodium, 64 MB, two passes).
 *
 * A hash takes a tenth of a second and its memory; how many are made at once is the caller's
 * business. */
#ifndef PASSWORD_H
#define PASSWORD_H

#include "error.h"
#include "span.h"

enum { PASSWORD_LEAST = 10, PASSWORD_MOST = 200 /* characters */, PASSWORD_HASH = 128 };

/* Whether a password may be that of the account of a name. Errors: "work.password_short" (least),
 * "work.password_long" (most), "work.password_common", "work.password_name". */
bool password_is_fine(struct span password, struct span name, struct error *error);
/* The hash, zero-terminated. "work.no_memory" where there is too little for it. */
bool password_hash(struct span password, char hash[PASSWORD_HASH], struct error *error);
/* Whether the hash is that of the password; where it is empty it is not, after the same work. */
bool password_fits(struct span hash, struct span password);

#endif
