/* What users added to a report is given to each new reading of it. */
#include "prepare.h"

#include "store_acts.h"
#include "words.h"

/* The additions to a report on their way into a new reading. */
struct keeping {
    struct resolve_work *work;
    struct stored_sources old; /* of the reading that ends */
    struct stored_claims claims;
    struct {
        struct new_source *items;
        size_t count;
        size_t capacity;
    } sources; /* behind those of the reading */
    struct {
        struct new_claim *items;
        size_t count;
        size_t capacity;
    } made;
};

/* The index plus 1 of a source that is added behind those of the reading. */
static uint32_t source_add(struct keeping *keeping, struct new_source source)
{
    struct resolve_work *work = keeping->work;
    source.lemmas =
        search_lemmas_of_phrase(work->words, work->morphology, source.name, work->arena);
    source.author = resolver_version;
    source.reason = SPAN("again");
    if (!source.clues.data)
        source.clues = SPAN("");
    *ARRAY_PUSH(work->arena, &keeping->sources) = source;
    return (uint32_t)(work->made.source_count + keeping->sources.count);
}

/* What a value names, in the new reading; what the reader did not find again is kept with the
 * value. 0: nothing. */
static uint32_t reference_keep(struct keeping *keeping, const struct stored_reference *reference)
{
    const struct resolve_work *work = keeping->work;
    if (!reference->number)
        return 0;
    for (size_t i = 0; i < work->made.source_count; i++)
        if (work->sources[i].canonical == reference->number)
            return (uint32_t)i + 1;
    for (size_t i = 0; i < keeping->sources.count; i++)
        if (keeping->sources.items[i].canonical == reference->number)
            return (uint32_t)(work->made.source_count + i + 1);
    return source_add(keeping, (struct new_source){.kind = reference->kind,
                                                   .name = reference->as_said,
                                                   .canonical = reference->number});
}

static struct value value_keep(struct keeping *keeping, const struct stored_claim *claim)
{
    struct value value = claim->value;
    if (value.type == VALUE_ENTITY) {
        value.entity = reference_keep(keeping, &claim->entity);
    } else if (value.type == VALUE_FACT) {
        value.fact = reference_keep(keeping, &claim->entity);
    } else if (value.type == VALUE_SIGNATORY) {
        value.signatory.person = reference_keep(keeping, &claim->entity);
        value.signatory.on_behalf_of = reference_keep(keeping, &claim->on_behalf_of);
    }
    return value;
}

static void claim_keep(struct keeping *keeping, const struct stored_claim *claim, uint32_t source)
{
    struct arena *arena = keeping->work->arena;
    struct range *evidence = ARENA_NEW(arena, struct range, claim->evidence_count);
    for (size_t i = 0; i < claim->evidence_count; i++)
        evidence[i] = claim->evidence[i].range;
    struct new_claim made = {.source = source - 1,
                             .property = claim->property,
                             .value = value_keep(keeping, claim),
                             .confidence = claim->confidence,
                             .held_from = claim->held_from,
                             .held_to = claim->held_to,
                             .evidence = evidence,
                             .evidence_count = claim->evidence_count,
                             .author = claim->author,
                             .kept = claim->ordinal};
    *ARRAY_PUSH(arena, &keeping->made) = made;
}

static const struct stored_source *old_find(const struct keeping *keeping, uint32_t number)
{
    for (size_t i = 0; i < keeping->old.count; i++)
        if (keeping->old.items[i].number == number)
            return &keeping->old.items[i];
    return NULL;
}

/* All sources first, so that additions that name each other find what they name. */
static void all_keep(struct keeping *keeping, const struct stored_additions *additions)
{
    uint32_t *kept = ARENA_NEW(keeping->work->arena, uint32_t, additions->count);
    for (size_t i = 0; i < additions->count; i++) {
        const struct stored_addition *addition = &additions->items[i];
        const struct stored_source *old = old_find(keeping, addition->source);
        if (old)
            kept[i] = source_add(keeping, (struct new_source){.kind = old->kind,
                                                              .name = old->name,
                                                              .clues = addition->clues,
                                                              .canonical = old->canonical,
                                                              .act = old->act,
                                                              .region = addition->region});
    }
    for (size_t i = 0; i < additions->count; i++)
        for (size_t k = 0; kept[i] && k < keeping->claims.count; k++)
            if (keeping->claims.items[k].source == additions->items[i].source)
                claim_keep(keeping, &keeping->claims.items[k], kept[i]);
}

/* Puts what is kept behind what was read. */
static void reading_extend(const struct keeping *keeping)
{
    struct resolve_work *work = keeping->work;
    struct new_reading *made = &work->made;
    struct new_source *sources =
        ARENA_NEW(work->arena, struct new_source, made->source_count + keeping->sources.count);
    struct new_claim *claims =
        ARENA_NEW(work->arena, struct new_claim, made->claim_count + keeping->made.count);
    for (size_t i = 0; i < made->source_count; i++)
        sources[i] = work->sources[i];
    for (size_t i = 0; i < keeping->sources.count; i++)
        sources[made->source_count + i] = keeping->sources.items[i];
    for (size_t i = 0; i < made->claim_count; i++)
        claims[i] = made->claims[i];
    for (size_t i = 0; i < keeping->made.count; i++)
        claims[made->claim_count + i] = keeping->made.items[i];
    made->sources = work->sources = sources;
    made->source_count += keeping->sources.count;
    made->claims = claims;
    made->claim_count += keeping->made.count;
}

bool additions_keep(struct resolve_work *work, int64_t report)
{
    struct keeping keeping = {.work = work};
    struct claims_wanted wanted = {.rejected = true};
    struct stored_additions additions;
    if (!store_additions(work->store, report, work->arena, &additions, work->error))
        return false;
    if (!additions.count)
        return true;
    if (!store_sources_of_last(work->store, report, work->arena, &keeping.old, &wanted.as_of,
                               work->error) ||
        !store_claims_of_report(work->store, report, &wanted, work->arena, &keeping.claims,
                                work->error))
        return false;
    all_keep(&keeping, &additions);
    reading_extend(&keeping);
    return true;
}
