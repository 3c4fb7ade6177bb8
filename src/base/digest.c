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

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool digest_read(struct span text, struct digest *digest)
{
    struct span name = SPAN("sha256:");
    if (span_starts_with(text, name))
        text = span_slice(text, name.size, text.size);
    if (text.size != (size_t)2 * DIGEST_SIZE)
        return false;
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        int high = digit_value(text.data[2 * i]), low = digit_value(text.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        digest->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
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
