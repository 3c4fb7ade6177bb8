/* Reading bench/searches.txt. */
#include "searches.h"

#include "file.h"

static bool line_take(struct arena *arena, struct span line, struct searches *searches,
                      size_t *parts)
{
    if (span_starts_with(line, SPAN("# "))) {
        if (*parts == SEARCH_PARTS)
            return false;
        searches->parts[(*parts)++].name = arena_copy(arena, span_slice(line, 2, line.size)).data;
        return true;
    }
    struct search_part *part = *parts ? &searches->parts[*parts - 1] : NULL;
    if (!line.size)
        return true;
    if (!part || part->count == PART_SEARCHES)
        return false;
    part->items[part->count++] = line;
    searches->count++;
    return true;
}

bool searches_read(const char *file, struct arena *arena, struct searches *searches)
{
    struct buffer text;
    struct error error;
    size_t parts = 0;
    *searches = (struct searches){.count = 0};
    error_init(&error);
    buffer_init(&text, 1 << 20);
    bool fine = file_read(file, &text, &error);
    struct span rest = fine ? arena_copy(arena, buffer_span(&text)) : SPAN(""), line;
    while (fine && span_next_line(&rest, &line))
        fine = line_take(arena, line, searches, &parts);
    buffer_release(&text);
    error_release(&error);
    for (size_t i = 0; i < SEARCH_PARTS; i++)
        fine &= searches->parts[i].count > 0;
    return fine;
}

struct span searches_at(const struct searches *searches, size_t index)
{
    size_t part = 0;
    while (index >= searches->parts[part].count)
        index -= searches->parts[part++].count;
    return searches->parts[part].items[index];
}
