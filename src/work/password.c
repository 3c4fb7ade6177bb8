/* Choosing, hashing and trying passwords. */
#include "password.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>

#include "utf8.h"

enum { DISTINCT_LEAST = 5 };

/* Those of published lists of the most common ones that are long enough, and what Russian keyboards
 * make of them; in lower case. */
static const char *const common[] = {
    "1234567890",    "12345678910",      "0123456789",   "0987654321",   "1q2w3e4r5t",
    "1qaz2wsx3edc",  "q1w2e3r4t5",       "qwertyuiop",   "qwerty12345",  "qwerty123456",
    "1q2w3e4r5t6y",  "password12",       "password123",  "password1234", "passw0rd123",
    "administrator", "administrator1",   "iloveyou123",  "letmein123",   "welcome123",
    "changeme123",   "qazwsxedcrfv",     "zaq12wsxcde3", "asdfghjkl1",   "zxcvbnm123",
    "abcdefghij",    "abc123456789",     "123456789a",   "a123456789",   "1234567891",
    "11111111111",   "football123",      "superman123",  "sunshine123",  "princess123",
    "йцукенгшщз",    "йцукен12345",      "фывапролджэ",  "пароль12345",  "пароль123456",
    "qwertyqwerty",  "passwordpassword", "secretsecret", "adminadmin",   "администратор",
};

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool equal_lower(struct span given, struct span wanted)
{
    if (given.size != wanted.size)
        return false;
    for (size_t i = 0; i < given.size; i++)
        if (lower(given.data[i]) != wanted.data[i])
            return false;
    return true;
}

/* Whether the bytes are of few kinds: "aaaaaaaaaa", "1212121212". */
static bool is_monotonous(struct span password)
{
    bool seen[256] = {false};
    size_t distinct = 0;
    for (size_t i = 0; i < password.size; i++) {
        unsigned char byte = (unsigned char)password.data[i];
        distinct += !seen[byte];
        seen[byte] = true;
    }
    return distinct < DISTINCT_LEAST;
}

static bool is_common(struct span password)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (equal_lower(password, span_of(common[i])))
            return true;
    return is_monotonous(password);
}

static bool holds_name(struct span password, struct span name)
{
    for (size_t i = 0; name.size && i + name.size <= password.size; i++)
        if (equal_lower(span_slice(password, i, i + name.size), name))
            return password.size < 2 * name.size + PASSWORD_LEAST / 2;
    return false;
}

bool password_is_fine(struct span password, struct span name, struct error *error)
{
    char bound[16];
    size_t size = utf8_count(password);
    snprintf(bound, sizeof bound, "%d", size < PASSWORD_LEAST ? PASSWORD_LEAST : PASSWORD_MOST);
    if (size < PASSWORD_LEAST)
        return error_add(error, "work.password_short", "least", bound, NULL);
    if (size > PASSWORD_MOST)
        return error_add(error, "work.password_long", "most", bound, NULL);
    if (is_common(password))
        return error_add(error, "work.password_common", NULL);
    if (holds_name(password, name))
        return error_add(error, "work.password_name", NULL);
    return true;
}

static char dummy[PASSWORD_HASH]; /* of a password that nobody has */

static void dummy_make(void)
{
    unsigned char random[32];
    if (sodium_init() < 0)
        return;
    randombytes_buf(random, sizeof random);
    if (crypto_pwhash_str(dummy, (const char *)random, sizeof random,
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        dummy[0] = '\0';
}

bool password_hash(struct span password, char hash[PASSWORD_HASH], struct error *error)
{
    _Static_assert(PASSWORD_HASH == crypto_pwhash_STRBYTES, "the room of a hash");
    if (sodium_init() >= 0 &&
        crypto_pwhash_str(hash, password.data, password.size, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
        return true;
    return error_add(error, "work.no_memory", NULL);
}

bool password_fits(struct span hash, struct span password)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char room[PASSWORD_HASH] = {0};
    bool known = hash.size > 0 && hash.size < sizeof room;
    pthread_once(&once, dummy_make);
    if (known)
        memcpy(room, hash.data, hash.size);
    else
        memcpy(room, dummy, sizeof room);
    return crypto_pwhash_str_verify(room, password.data ? password.data : "", password.size) == 0 &&
           known;
}
