/* Which region words like «областной», «края» can mean. */
#include "land.h"

bool land_is_city(struct span name)
{
    return span_equal(name, SPAN("Москва")) || span_equal(name, SPAN("Санкт-Петербург")) ||
           span_equal(name, SPAN("Севастополь"));
}

/* Whether a word is one of those that tell of the kind of region. */
static bool tells_land(struct span word)
{
    return span_starts_with(word, SPAN("област")) || span_starts_with(word, SPAN("краев")) ||
           span_equal(word, SPAN("края")) || span_starts_with(word, SPAN("республик"));
}

bool land_is_meant(const struct token *tokens, uint32_t first, uint32_t end, struct span name)
{
    for (uint32_t token = first; token < end; token++) {
        struct span word = tokens[token].folded;
        if (!tells_land(word))
            continue;
        bool area = span_find(name, SPAN("облас"), 0) != SIZE_MAX;
        bool land = span_find(name, SPAN("край"), 0) != SIZE_MAX;
        /* «в области энергетики» is no place */
        if (token > first && span_equal(tokens[token - 1].folded, SPAN("в")))
            continue;
        if (span_starts_with(word, SPAN("област")))
            return area;
        if (span_starts_with(word, SPAN("краев")) || span_equal(word, SPAN("края")))
            return land;
        if (span_starts_with(word, SPAN("республик")))
            return !area && !land && !land_is_city(name);
    }
    return true;
}

bool land_fits_mention(const struct reading *reading, const struct lexicon *lexicon, uint32_t first,
                       uint32_t end, const struct mention *mention)
{
    if (mention->entity == NO_ENTITY)
        return true;
    const struct entity *entity = &reading->entities[mention->entity - 1];
    if (!span_equal(entity->schema->name, SPAN("Region")) &&
        !span_equal(entity->schema->name, SPAN("Country")))
        return true;
    uint32_t number = reading->words[mention->first].entry;
    const struct lexicon_entry *entry =
        lexicon != NULL && number != 0 ? lexicon_entry(lexicon, number) : NULL;
    struct span name = entry != NULL && entry->class == LEXICON_PLACE ? entry->name : entity->name;
    return land_is_meant(reading->tokens.items, first, end, name);
}
