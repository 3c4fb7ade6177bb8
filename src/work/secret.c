/* Making and comparing secrets. */
#include "secret.h"

#include <sodium.h>

bool secret_make(struct secret *secret)
{
    unsigned char bytes[32];
    if (sodium_init() < 0)
        return false;
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(secret->text, sizeof secret->text, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return true;
}

bool secret_equals(const struct secret *secret, struct span given)
{
    return given.size == SECRET_TEXT - 1 &&
           sodium_memcmp(secret->text, given.data, SECRET_TEXT - 1) == 0;
}
