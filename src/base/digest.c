/* SHA-256 by Nettle, which uses the processor's instructions for it where there are any. */
#include "digest.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>

struct digest digest_of(struct span span)
{
    struct digest digest;
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, span.size, (const uint8_t *)span.data);
    sha256_digest(&context, sizeof digest.bytes, digest.bytes);
    return digest;
}

struct digest digest_keyed(const unsigned char key[DIGEST_KEY_SIZE], struct span first,
                           struct span second)
{
    struct digest digest;
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, DIGEST_KEY_SIZE, key);
    hmac_sha256_update(&context, first.size, (const uint8_t *)first.data);
    hmac_sha256_update(&context, second.size, (const uint8_t *)second.data);
    hmac_sha256_digest(&context, sizeof digest.bytes, digest.bytes);
    return digest;
}

const char *digest_write(const struct digest *digest, char *out)
{
    static const char digits[] = "0123456789abcdef";
    memcpy(out, "sha256:", 7);
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        out[7 + 2 * i] = digits[digest->bytes[i] >> 4];
        out[8 + 2 * i] = digits[digest->bytes[i] & 0xF];
    }
    out[DIGEST_TEXT - 1] = 0;
    return out;
}
