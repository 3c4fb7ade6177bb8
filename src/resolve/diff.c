/* What a new reading of a report would change. */
#include "map.h"
#include "prepare.h"

/* A value of an entity or fact, by what it is known by: the canonical entity of what has it (of a
 * new one its index in the reading), the property, and the value as text. */
static struct span change_key(const struct reading_change *change, size_t index,
                              struct arena *arena)
{
    return arena_format(arena, "%lld.%zu %.*s %.*s", (long long)change->canonical,
                        change->canonical ? (size_t)0 : index + 1,
                        SPAN_ARGS(change->property->name), SPAN_ARGS(change->value));
}

/* ---- the values of both ---- */

static struct span source_text(const struct resolve_work *work, uint32_t source)
{
    if (!source)
        return SPAN("");
    const struct new_source *named = &work->sources[source - 1];
    return named->name.size ? named->name : named->kind->name;
}

/* As stored_text() has it. */
static struct span new_text(const struct resolve_work *work, const struct value *value)
{
    switch (value->type) {
    case VALUE_ENTITY:
        return source_text(work, value->entity);
    case VALUE_FACT:
        return source_text(work, value->fact);
    case VALUE_SIGNATORY:
        return arena_format(work->arena, "%.*s > %.*s",
                            SPAN_ARGS(source_text(work, value->signatory.person)),
                            SPAN_ARGS(source_text(work, value->signatory.on_behalf_of)));
    default:
        return value_text(value, work->arena);
    }
}

static struct span reference_text(const struct stored_reference *reference)
{
    return reference->as_said.size || !reference->kind ? reference->as_said : reference->kind->name;
}

static struct span stored_text(const struct stored_claim *claim, struct arena *arena)
{
    if (claim->value.type == VALUE_SIGNATORY)
        return arena_format(arena, "%.*s > %.*s", SPAN_ARGS(claim->entity.as_said),
                            SPAN_ARGS(claim->on_behalf_of.as_said));
    return claim->entity.number ? reference_text(&claim->entity) : claim->text;
}

static struct reading_change change_of_new(const struct resolve_work *work,
                                           const struct new_claim *claim)
{
    const struct new_source *source = &work->sources[claim->source];
    return (struct reading_change){
        .added = true,
        .canonical = source->canonical,
        .kind = source->kind,
        .name = source->name,
        .property = claim->property,
        .value = new_text(work, &claim->value),
        .evidence = claim->evidence_count ? claim->evidence[0] : (struct range){0},
    };
}

static struct reading_change change_of_stored(const struct stored_claim *claim, struct span name,
                                              struct arena *arena)
{
    return (struct reading_change){
        .canonical = claim->canonical,
        .kind = claim->kind,
        .name = name,
        .property = claim->property,
        .value = stored_text(claim, arena),
        .evidence = claim->evidence_count ? claim->evidence[0].range : (struct range){0},
    };
}

/* ---- comparing ---- */

struct comparing {
    struct resolve_work *work;
    struct stored_sources sources;
    struct stored_claims claims;
    struct reading_changes *changes;
};

static struct span stored_name(const struct comparing *comparing, uint32_t source)
{
    for (size_t i = 0; i < comparing->sources.count; i++)
        if (comparing->sources.items[i].number == source)
            return comparing->sources.items[i].name;
    return SPAN("");
}

/* What a user states of the report or of a thing is no reading's. */
static bool is_read(const struct stored_claim *claim)
{
    return claim->source != 0 && !span_starts_with(claim->author, SPAN("user:"));
}

/* Values of the new reading that the stored one has not. Marks in both the keys that it has. */
static void added_find(struct comparing *comparing, const struct map *stored, struct map *both)
{
    struct resolve_work *work = comparing->work;
    for (size_t i = 0; i < work->made.claim_count; i++) {
        const struct new_claim *claim = &work->made.claims[i];
        struct reading_change change = change_of_new(work, claim);
        struct span key = change_key(&change, claim->source, work->arena);
        if (map_find(stored, key))
            map_add(both, key, NULL);
        else
            *ARRAY_PUSH(work->arena, comparing->changes) = change;
    }
}

static void compare(struct comparing *comparing)
{
    struct resolve_work *work = comparing->work;
    struct map stored, both;
    map_init(&stored, work->arena);
    map_init(&both, work->arena);
    for (size_t i = 0; i < comparing->claims.count; i++) {
        const struct stored_claim *claim = &comparing->claims.items[i];
        struct reading_change change = change_of_stored(claim, SPAN(""), work->arena);
        if (is_read(claim))
            map_add(&stored, change_key(&change, 0, work->arena), NULL);
    }
    added_find(comparing, &stored, &both);
    for (size_t i = 0; i < comparing->claims.count; i++) {
        const struct stored_claim *claim = &comparing->claims.items[i];
        struct reading_change change =
            change_of_stored(claim, stored_name(comparing, claim->source), work->arena);
        if (is_read(claim) && !map_find(&both, change_key(&change, 0, work->arena)))
            *ARRAY_PUSH(work->arena, comparing->changes) = change;
    }
}

bool diff_make(struct resolve_work *work, int64_t report, struct reading_changes *changes)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    struct comparing comparing = {.work = work, .changes = changes};
    *changes = (struct reading_changes){0};
    prepare(work);
    work->made.report = report;
    if (!heirs_find(work, report) ||
        !store_sources_of_report(work->store, report, work->arena, &comparing.sources,
                                 work->error) ||
        !store_claims_of_report(work->store, report, &wanted, work->arena, &comparing.claims,
                                work->error))
        return false;
    compare(&comparing);
    return true;
}
