/* The facts of a reading: two layers of patterns, then what joins their findings over the report.
 */
#include "facts.h"

#include "draft.h"
#include "topic.h"

/* Lets each match of a pattern with "chunk PROPERTY" stand for the mention bound to it. */
static void chunk_of_match(struct facts *facts, const struct match *match)
{
    if (match->pattern->chunk == CHUNK_NONE)
        return;
    const struct schema_property *property =
        &match->pattern->kind->properties[match->pattern->chunk];
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct capture *capture = &match->captures[i];
        if (facts->reader->grammar->roles.items[capture->role].property == property &&
            capture->mention != NO_MENTION)
            matcher_add_chunk(&facts->matcher, match->first, match->end, capture->mention);
    }
}

static void layer_run(struct facts *facts, unsigned layer)
{
    struct matches matches = {0};
    matcher_run(&facts->matcher, layer, &matches);
    for (size_t i = 0; i < matches.count; i++) {
        draft_of_match(facts, &matches.items[i]);
        chunk_of_match(facts, &matches.items[i]);
    }
    arena_return(facts->arena, matches.items, matches.capacity * sizeof *matches.items);
}

static int drafts_compare(const void *left, const void *right)
{
    const struct draft *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* The drafts in the order of the text; each claim is told by its own. */
static void drafts_sort(struct drafts *drafts)
{
    if (drafts->count)
        qsort(drafts->items, drafts->count, sizeof *drafts->items, drafts_compare);
    for (uint32_t i = 0; i < drafts->count; i++)
        for (size_t j = 0; j < drafts->items[i].claims.count; j++)
            drafts->items[i].claims.items[j].telling = i + 1;
}

static void capped_write(struct facts *facts)
{
    struct reading *reading = facts->reading;
    size_t count = facts->matcher.capped.count;
    struct range *ranges = ARENA_NEW(facts->arena, struct range, count + 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = facts->matcher.capped.items[i];
        const struct sentence *sentence = &reading->tokens.sentences[number];
        ranges[i] = tokens_range(reading, sentence->first, sentence->first + sentence->count);
    }
    reading->capped = ranges;
    reading->capped_count = count;
}

/* How often each entity is mentioned. */
static const uint32_t *mention_counts(struct arena *arena, const struct reading *reading)
{
    uint32_t *counts = ARENA_NEW(arena, uint32_t, reading->entity_count + 1);
    for (size_t i = 0; i < reading->mention_count; i++)
        counts[reading->mentions[i].entity]++;
    return counts;
}

void facts_find(const struct reader *reader, struct arena *arena, struct reading *reading)
{
    const char *language = reading->report->language;
    /* A few lines may be too short to tell the language by; foreign ones match no pattern. */
    if (!reader->grammar || (strcmp(language, "ru") != 0 && strcmp(language, "und") != 0))
        return;
    struct facts facts = {.reader = reader,
                          .arena = arena,
                          .reading = reading,
                          .mention_counts = mention_counts(arena, reading),
                          .main_firm = ARENA_NEW(arena, struct main_firm, 1),
                          .parties = ARENA_NEW(arena, struct party_key, reading->entity_count + 1)};
    matcher_init(&facts.matcher, reader->grammar, arena, reading);
    facts.matcher.lexicon = reader->lexicon;
    for (unsigned layer = 0; layer < GRAMMAR_LAYERS; layer++)
        layer_run(&facts, layer);
    statements_of_dialogue(&facts);
    drafts_sort(&facts.drafts);
    facts.sorted = facts.drafts.count;
    facts_inherit_figures(&facts);
    facts_join_occupations(&facts);
    facts_join_agreements(&facts);
    facts_complete_supplies(&facts);
    facts_complete_deployments(&facts);
    facts_complete_benefits(&facts);
    facts_complete_needs(&facts);
    facts_join_projects(&facts);
    facts_find_makers(&facts);
    facts_join_meetings(&facts);
    facts_complete_decisions(&facts);
    facts_join_equal(&facts);
    facts_prune_figures(&facts);
    facts_write(&facts);
    capped_write(&facts);
}
