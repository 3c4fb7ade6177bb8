/* The facts of a reading: two layers of patterns, then what joins their findings over the report.
 */
#include "facts.h"

#include "draft.h"

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
}

static int drafts_compare(const void *left, const void *right)
{
    const struct draft *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* Claims of one property stand together, in the order of the schema. */
static void fact_of_draft(struct facts *facts, const struct draft *draft, struct fact *fact)
{
    struct claim *claims = ARENA_NEW(facts->arena, struct claim, draft->claims.count);
    size_t count = 0;
    for (size_t i = 0; i < draft->kind->property_count; i++)
        for (size_t j = 0; j < draft->claims.count; j++)
            if (draft->claims.items[j].property == &draft->kind->properties[i])
                claims[count++] = draft->claims.items[j];
    *fact = (struct fact){.kind = draft->kind,
                          .claims = claims,
                          .claim_count = count,
                          .confidence = draft->confidence,
                          .pattern = draft->pattern->name.data};
}

/* References to facts are numbers of drafts until here. */
static void facts_number(struct facts *facts, const uint32_t *numbers)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        size_t kept = 0;
        for (size_t j = 0; j < draft->claims.count; j++) {
            struct claim claim = draft->claims.items[j];
            if (claim.value.type == VALUE_FACT)
                claim.value.fact = numbers[claim.value.fact - 1];
            if (claim.value.type != VALUE_FACT || claim.value.fact)
                draft->claims.items[kept++] = claim;
        }
        draft->claims.count = kept;
    }
}

static void facts_write(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    uint32_t *numbers = ARENA_NEW(facts->arena, uint32_t, drafts->count);
    uint32_t count = 0;
    for (size_t i = 0; i < drafts->count; i++)
        if (!drafts->items[i].dropped && !drafts->items[i].extends)
            numbers[i] = ++count;
    facts_number(facts, numbers);
    facts->reading->facts = ARENA_NEW(facts->arena, struct fact, count);
    facts->reading->fact_count = count;
    for (size_t i = 0; i < drafts->count; i++)
        if (numbers[i])
            fact_of_draft(facts, &drafts->items[i], &facts->reading->facts[numbers[i] - 1]);
}

void facts_find(const struct reader *reader, struct arena *arena, struct reading *reading)
{
    reading->facts = NULL;
    reading->fact_count = 0;
    const char *language = reading->report->language;
    /* A few lines may be too short to tell the language by; foreign ones match no pattern. */
    if (!reader->grammar || (strcmp(language, "ru") != 0 && strcmp(language, "und") != 0))
        return;
    struct facts facts = {.reader = reader, .arena = arena, .reading = reading};
    matcher_init(&facts.matcher, reader->grammar, arena, reading);
    for (unsigned layer = 0; layer < GRAMMAR_LAYERS; layer++)
        layer_run(&facts, layer);
    if (facts.drafts.count)
        qsort(facts.drafts.items, facts.drafts.count, sizeof *facts.drafts.items, drafts_compare);
    facts_inherit_figures(&facts);
    facts_join_occupations(&facts);
    facts_join_agreements(&facts);
    facts_join_equal(&facts);
    facts_prune_figures(&facts);
    facts_write(&facts);
    reading->capped = facts.matcher.capped;
}
