/* The digests and marks of redaction. */
#include "redaction.h"

#include <string.h>

static const struct span mark_open = {"[#", 2}, mark_close = {"#]", 2};

void redaction_word_key(const unsigned char key[DIGEST_KEY_SIZE], struct span folded,
                        unsigned char out[WORD_KEY_SIZE])
{
    struct digest digest = digest_keyed(key, SPAN("word:"), folded);
    memcpy(out, digest.bytes, WORD_KEY_SIZE);
}

struct digest redaction_digest(const unsigned char key[DIGEST_KEY_SIZE], struct span folded)
{
    return digest_keyed(key, SPAN("value:"), folded);
}

uint64_t redaction_hash(const unsigned char key[DIGEST_KEY_SIZE], uint64_t hash)
{
    unsigned char bytes[8];
    uint64_t keyed = 0;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(hash >> 8 * i);
    struct digest digest =
        digest_keyed(key, SPAN("hash:"), (struct span){(const char *)bytes, sizeof bytes});
    for (size_t i = 0; i < sizeof keyed; i++)
        keyed = keyed << 8 | digest.bytes[i];
    return keyed + !keyed;
}

static int word_compare(const void *left, const void *right)
{
    const struct redacted_word *one = left, *other = right;
    int order = memcmp(one->key, other->key, WORD_KEY_SIZE);
    if (order)
        return order;
    if (one->redaction != other->redaction)
        return one->redaction < other->redaction ? -1 : 1;
    if (one->needle != other->needle)
        return one->needle < other->needle ? -1 : 1;
    return (int)one->place - (int)other->place;
}

void redaction_words_sort(struct redacted_word *words, size_t count)
{
    if (count)
        qsort(words, count, sizeof *words, word_compare);
}

void redaction_mark_write(const struct digest *digest, char *out, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    memset(out, '#', size);
    if (size < MARK_LEAST)
        return;
    out[0] = '[';
    out[size - 1] = ']';
    for (size_t i = 0; i < MARK_DIGITS && i + MARK_LEAST < size; i++)
        out[i + 2] = digits[digest->bytes[i / 2] >> (i % 2 ? 0 : 4) & 0xF];
}

static bool is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
}

bool redaction_mark_find(struct span text, size_t at, struct range *range, struct span *digits)
{
    for (size_t start = at; (start = span_find(text, mark_open, start)) != SIZE_MAX; start++) {
        size_t end = start + mark_open.size;
        while (end < text.size && end - start - 2 < MARK_DIGITS && is_hex(text.data[end]))
            end++;
        *digits = span_slice(text, start + 2, end);
        size_t stop = end;
        while (stop < text.size && text.data[stop] == '#')
            stop++;
        if (stop == end || stop == text.size || text.data[stop] != mark_close.data[1] ||
            (!digits->size && stop - start > MARK_LEAST))
            continue;
        *range = (struct range){(uint32_t)start, (uint32_t)stop + 1};
        return true;
    }
    return false;
}
