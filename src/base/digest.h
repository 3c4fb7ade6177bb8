/* SHA-256, by which reports and pieces of evidence are known. */
#ifndef DIGEST_H
#define DIGEST_H

#include "span.h"

enum { DIGEST_SIZE = 32, DIGEST_TEXT = 7 + 64 + 1 };

struct digest {
    unsigned char bytes[DIGEST_SIZE];
};

struct digest digest_of(struct span span);
/* HMAC-SHA-256 of two parts, one behind the other: a digest that nobody can try values against who
 * does not have the key. */
enum { DIGEST_KEY_SIZE = 32 };
struct digest digest_keyed(const unsigned char key[DIGEST_KEY_SIZE], struct span first,
                           struct span second);
/* "sha256:" and 64 hexadecimal digits into out (DIGEST_TEXT bytes), zero-terminated; returns out.
 */
const char *digest_write(const struct digest *digest, char *out);
/* Reads what digest_write() writes, with or without "sha256:"; false where text is anything else.
 */
bool digest_read(struct span text, struct digest *digest);

#endif
