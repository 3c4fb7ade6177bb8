/* Parts of addresses. */
#include "address.h"

static bool is_unreserved(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("-._~", byte));
}

struct span address_encode(struct arena *arena, struct span text)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = ARENA_NEW(arena, char, text.size * 3 + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (is_unreserved(text.data[i])) {
            out[size++] = text.data[i];
            continue;
        }
        out[size++] = '%';
        out[size++] = digits[byte >> 4];
        out[size++] = digits[byte & 15];
    }
    return (struct span){out, size};
}
