/* What a new reading of a report takes over from the one before: things keep their canonical
 * entities by kind and name, facts by kind and the words that prove them. So an id that a user
 * noted stays the agreement's when the reader gets better. */
#include "map.h"
#include "name_lists.h"
#include "prepare.h"

/* The claims of one source, which stand together, and the stretch of text that proves them. */
struct stretch {
    size_t first;
    size_t end;
    struct range range;
};

/* What the old reading had, and whether something of the new one has taken it over. */
struct heritage {
    const struct resolve_work *work;
    struct stored_sources sources;
    struct stored_claims claims;
    struct stretch *old; /* by index of sources */
    struct stretch *new; /* by index of work->sources */
    bool *taken;         /* by index of sources */
    struct map names;    /* from the keys of things to 1 + their index in sources */
};

/* What a thing is known by: its name, among the kinds that readers confuse («Зеленоград» may be a
 * place and a cluster of one report). */
static struct span thing_key(struct heritage *heritage, const struct schema_kind *kind,
                             struct span name)
{
    enum name_group group = name_group_of(kind);
    struct arena *arena = heritage->work->arena;
    if (group == GROUP_OTHER)
        return arena_format(arena, "%.*s\n%.*s", SPAN_ARGS(kind->name), SPAN_ARGS(name));
    return arena_format(arena, "%d\n%.*s", (int)group, SPAN_ARGS(name));
}

static void source_inherit(struct heritage *heritage, size_t old, struct new_source *source)
{
    heritage->taken[old] = true;
    source->canonical = heritage->sources.items[old].canonical;
    source->act = heritage->sources.items[old].act;
    source->reason = SPAN("again");
}

static void thing_inherit(struct heritage *heritage, struct new_source *source)
{
    const uint32_t *old =
        map_find(&heritage->names, thing_key(heritage, source->kind, source->name));
    if (old && !heritage->taken[*old - 1])
        source_inherit(heritage, *old - 1, source);
}

/* Bytes that two ranges share. */
static size_t range_overlap(struct range left, struct range right)
{
    uint32_t start = left.start > right.start ? left.start : right.start;
    uint32_t end = left.end < right.end ? left.end : right.end;
    return start < end ? end - start : 0;
}

static size_t claims_overlap(const struct stored_claim *old, const struct new_claim *new)
{
    size_t shared = 0;
    if (old->property != new->property)
        return 0;
    for (size_t i = 0; i < old->evidence_count; i++)
        for (size_t j = 0; j < new->evidence_count; j++)
            shared += range_overlap(old->evidence[i].range, new->evidence[j]);
    return shared;
}

/* Bytes that the evidence of a new fact shares with that of an old one, property by property. */
static size_t fact_overlap(const struct heritage *heritage, const struct stretch *old,
                           const struct stretch *new)
{
    size_t shared = 0;
    if (!range_overlap(old->range, new->range))
        return 0;
    for (size_t i = old->first; i < old->end; i++)
        for (size_t j = new->first; j < new->end; j++)
            shared += claims_overlap(&heritage->claims.items[i], &heritage->work->made.claims[j]);
    return shared;
}

static void fact_inherit(struct heritage *heritage, struct new_source *source, size_t index)
{
    size_t best = heritage->sources.count, most = 0;
    for (size_t i = 0; i < heritage->sources.count; i++) {
        const struct stored_source *old = &heritage->sources.items[i];
        if (heritage->taken[i] || old->kind != source->kind)
            continue;
        size_t shared = fact_overlap(heritage, &heritage->old[i], &heritage->new[index]);
        if (shared > most) {
            most = shared;
            best = i;
        }
    }
    if (best < heritage->sources.count)
        source_inherit(heritage, best, source);
}

static void stretch_add(struct stretch *stretch, size_t claim)
{
    if (stretch->first == stretch->end)
        *stretch = (struct stretch){.first = claim, .range = {UINT32_MAX, 0}};
    stretch->end = claim + 1;
}

static void stretch_widen(struct stretch *stretch, struct range range)
{
    if (range.start < stretch->range.start)
        stretch->range.start = range.start;
    if (range.end > stretch->range.end)
        stretch->range.end = range.end;
}

static void stretches_make_old(struct heritage *heritage)
{
    for (size_t i = 0, source = 0; i < heritage->claims.count; i++) {
        const struct stored_claim *claim = &heritage->claims.items[i];
        /* Sources are in the order of their numbers; claims almost in the order of sources. */
        if (source >= heritage->sources.count ||
            heritage->sources.items[source].number > claim->source)
            source = 0;
        while (source < heritage->sources.count &&
               heritage->sources.items[source].number < claim->source)
            source++;
        if (source == heritage->sources.count ||
            heritage->sources.items[source].number != claim->source)
            continue;
        stretch_add(&heritage->old[source], i);
        for (size_t j = 0; j < claim->evidence_count; j++)
            stretch_widen(&heritage->old[source], claim->evidence[j].range);
    }
}

static void stretches_make_new(struct heritage *heritage)
{
    const struct new_reading *made = &heritage->work->made;
    for (size_t i = 0; i < made->claim_count; i++) {
        stretch_add(&heritage->new[made->claims[i].source], i);
        for (size_t j = 0; j < made->claims[i].evidence_count; j++)
            stretch_widen(&heritage->new[made->claims[i].source], made->claims[i].evidence[j]);
    }
}

static void names_map(struct heritage *heritage)
{
    map_init(&heritage->names, heritage->work->arena);
    for (size_t i = 0; i < heritage->sources.count; i++) {
        bool added;
        const struct stored_source *source = &heritage->sources.items[i];
        if (source->kind->is_fact)
            continue;
        uint32_t *index =
            map_add(&heritage->names, thing_key(heritage, source->kind, source->name), &added);
        if (added)
            *index = (uint32_t)i + 1;
    }
}

bool heirs_find(struct resolve_work *work, int64_t report)
{
    struct heritage heritage = {.work = work};
    struct claims_wanted wanted = {.rejected = true};
    if (!store_sources_of_last(work->store, report, work->arena, &heritage.sources, &wanted.as_of,
                               work->error))
        return false;
    if (!heritage.sources.count)
        return true;
    if (!store_claims_of_report(work->store, report, &wanted, work->arena, &heritage.claims,
                                work->error))
        return false;
    heritage.taken = ARENA_NEW(work->arena, bool, heritage.sources.count);
    heritage.old = ARENA_NEW(work->arena, struct stretch, heritage.sources.count);
    heritage.new = ARENA_NEW(work->arena, struct stretch, work->made.source_count);
    stretches_make_old(&heritage);
    stretches_make_new(&heritage);
    names_map(&heritage);
    for (size_t i = 0; i < work->made.source_count; i++) {
        if (i < work->thing_count)
            thing_inherit(&heritage, &work->sources[i]);
        else
            fact_inherit(&heritage, &work->sources[i], i);
    }
    return true;
}
