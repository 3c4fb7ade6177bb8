/* A user's own list of organizations on its way into the registry: a report whose things are those
 * of the list, stated by the user. */
#include "lexicon.h"
#include "listing.h"
#include "name_lists.h"
#include "prepare.h"
#include "reader.h"
#include "words.h"

/* ---- what an organization is ---- */

/* The kind by the first word of the name that the lexicons have as a head of such names:
 * «институт», «министерство»; a company where there is none. */
static const struct schema_kind *kind_of_name(const struct reader *reader, struct span name,
                                              struct arena *arena)
{
    enum { MATCHES = 4 };
    struct tokens tokens;
    tokens_of_phrase(name, arena, &tokens);
    struct lexicon_words *words = ARENA_NEW(arena, struct lexicon_words, tokens.count);
    for (size_t i = 0; i < tokens.count; i++) {
        struct analysis analyses[ANALYSIS_LIMIT];
        const struct token *token = &tokens.items[i];
        size_t count =
            morphology_analyze(reader->morphology, span_slice(name, token->start, token->end),
                               analyses, ANALYSIS_LIMIT);
        words[i] = lexicon_words_of(reader->lexicon, token->folded, analyses, count);
    }
    for (size_t i = 0; i < tokens.count; i++) {
        struct lexicon_match matches[MATCHES];
        size_t count = lexicon_find(reader->lexicon, &tokens.items[i], &words[i], tokens.count - i,
                                    matches, MATCHES);
        for (size_t k = 0; k < count; k++) {
            const struct lexicon_entry *entry = lexicon_entry(reader->lexicon, matches[k].entry);
            bool tells = entry->class == LEXICON_HEAD || entry->class == LEXICON_NAME;
            if (tells && entry->schema && name_group_of(entry->schema) == GROUP_ORGANIZATION)
                return entry->schema;
        }
    }
    return reader->things[THING_COMPANY];
}

/* ---- as a reading ---- */

static void mention_add(struct reading *reading, struct range range, size_t entity)
{
    reading->mentions[reading->mention_count++] = (struct mention){.range = range,
                                                                   .name = range,
                                                                   .has_name = true,
                                                                   .type = MENTION_ORGANIZATION,
                                                                   .entity = (uint32_t)entity + 1};
}

static struct entity entity_of(const struct reader *reader, const struct listed *listed,
                               struct arena *arena)
{
    struct span *aliases = ARENA_NEW(arena, struct span, listed->alias_count);
    for (size_t i = 0; i < listed->alias_count; i++)
        aliases[i] = listed->aliases[i].text;
    return (struct entity){.schema = kind_of_name(reader, listed->name.text, arena),
                           .name = listed->name.text,
                           .aliases = aliases,
                           .alias_count = listed->alias_count,
                           .listed = true};
}

static void reading_make(const struct reader *reader, const struct report *report,
                         const struct listing *listing, struct arena *arena,
                         struct reading *reading)
{
    size_t count = listing->organizations.count;
    *reading = (struct reading){.report = report,
                                .entities = ARENA_NEW(arena, struct entity, count),
                                .entity_count = count,
                                .mentions =
                                    ARENA_NEW(arena, struct mention, count * (1 + LISTED_ALIASES))};
    for (size_t i = 0; i < count; i++) {
        const struct listed *listed = &listing->organizations.items[i];
        reading->entities[i] = entity_of(reader, listed, arena);
        mention_add(reading, listed->name.range, i);
        for (size_t k = 0; k < listed->alias_count; k++)
            if (listed->aliases[k].range.start != listed->name.range.start)
                mention_add(reading, listed->aliases[k].range, i);
    }
}

bool resolve_listing(struct store *store, const struct reader *reader, const struct report *report,
                     const struct listing *listing, const struct resolve_origin *origin,
                     struct arena *arena, struct resolution *resolution, struct error *error)
{
    struct reading *reading = ARENA_NEW(arena, struct reading, 1);
    reading_make(reader, report, listing, arena, reading);
    struct resolve_work work = {.store = store,
                                .schema = reader_schema(reader),
                                .morphology = reader_morphology(reader),
                                .lexicon = reader->lexicon,
                                .reference = reader->reference,
                                .listing = listing,
                                .reader_version = origin->author,
                                .reading = reading,
                                .origin = origin,
                                .arena = arena,
                                .error = error};
    return resolve_write(&work, resolution);
}
