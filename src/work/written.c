/* What people write in words of their own. */
#include "written.h"

#include <stdio.h>

bool written_is_plain(struct span text, bool lines)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte < 0x20 && !(lines && (byte == '\n' || byte == '\t'))) || byte == 0x7F)
            return false;
    }
    return true;
}

struct span written_trim(const struct work *work, struct span given)
{
    char *kept = ARENA_NEW(work->arena, char, given.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < given.size; i++)
        if (given.data[i] != '\r')
            kept[size++] = given.data[i];
    kept[size] = '\0';
    return span_trim((struct span){kept, size});
}

bool written_fail(const char *key, const char *name, int64_t number, struct error *error)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    return error_add(error, key, name, text, NULL);
}
