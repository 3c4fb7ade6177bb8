/* SHA-256, by which reports and pieces of evidence are known. */
#ifndef DIGEST_H
#define DIGEST_H

#include "span.h"

enum { DIGEST_SIZE = 32, DIGEST_TEXT = 7 + 64 + 1 };

struct digest {
    unsigned char bytes[DIGEST_SIZE];
};

struct digest digest_of(struct span span);
/* "sha256:" and 64 hexadecimal digits into out (DIGEST_TEXT bytes), zero-terminated; returns out.
 */
const char *digest_write(const struct digest *digest, char *out);

#endif
