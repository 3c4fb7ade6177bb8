/* SHA-256 by libsodium. */
#include "digest.h"

#include <sodium.h>
#include <string.h>

struct digest digest_of(struct span span)
{
    struct digest digest;
    crypto_hash_sha256(digest.bytes, (const unsigned char *)span.data, span.size);
    return digest;
}

const char *digest_write(const struct digest *digest, char *out)
{
    memcpy(out, "sha256:", 7);
    sodium_bin2hex(out + 7, DIGEST_TEXT - 7, digest->bytes, DIGEST_SIZE);
    return out;
}
