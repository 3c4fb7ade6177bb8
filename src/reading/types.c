/* Nested mentions of all types of the model, beside the reading's own. */
#include "memory.h"
#include "reading.h"
#include "tagger.h"

const char *reading_type(const struct reader *reader, uint32_t type)
{
    return tagger_type(reader->tagger, type);
}

static int tags_compare(const void *left, const void *right)
{
    const struct tag *one = left, *other = right;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    if (one->end != other->end)
        return one->end > other->end ? -1 : 1;
    return one->kind < other->kind ? -1 : one->kind > other->kind;
}

/* Two layers of one type may agree on a mention. */
static void tags_unite(struct tags *tags)
{
    size_t kept = 0;
    qsort(tags->items, tags->count, sizeof *tags->items, tags_compare);
    for (size_t i = 0; i < tags->count; i++)
        if (kept == 0 || tags_compare(&tags->items[kept - 1], &tags->items[i]) != 0)
            tags->items[kept++] = tags->items[i];
    tags->count = kept;
}

void reading_find_types(const struct reader *reader, struct reading_memory *memory,
                        struct arena *arena, const struct reading *reading, struct tags *tags)
{
    const struct tokens *tokens = &reading->tokens;
    *tags = (struct tags){0};
    if (reader->tagger == NULL)
        return;
    struct tagger_word *words = ARENA_ROOM(arena, struct tagger_word, tokens->count + 1);
    for (size_t i = 0; i < tokens->count; i++)
        words[i] = (struct tagger_word){.analyses = reading->words[i].analyses,
                                        .analysis_count = reading->words[i].analysis_count,
                                        .number = reading->words[i].form->number,
                                        .input = reading->words[i].form->input};
    tagger_types(reader->tagger, reading_memory_tagger(memory), arena, reading->report, tokens,
                 words, tags);
    arena_return(arena, words, (tokens->count + 1) * sizeof *words);
    if (tags->count > 0)
        tags_unite(tags);
}
