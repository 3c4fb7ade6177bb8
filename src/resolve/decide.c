/* Which known canonical entity a thing is.
 *
 * The rule of this version is simple and safe: a known entity of a kind that readers may confuse
 * with this one, with an equal name key, if there is exactly one such, or exactly one with the very
 * same name; persons moreover must not differ in the patronymic. In doubt a new entity is minted:
 * two that are one can be merged without loss, one that is two is a false statement. */
#include "map.h"
#include "name_key.h"
#include "prepare.h"

const struct span resolver_version = {"resolver 1", 10};

enum { GROUP_KINDS = 32 };

/* The kinds of the same group as kind, into kinds; their number. */
static size_t group_kinds(const struct schema *schema, const struct schema_kind *kind,
                          const struct schema_kind **kinds)
{
    enum name_group group = name_group_of(kind);
    size_t count = 0;
    if (group == GROUP_OTHER) {
        kinds[0] = kind;
        return 1;
    }
    for (size_t i = 0; i < schema->kind_count && count < GROUP_KINDS; i++)
        if (name_group_of(&schema->kinds[i]) == group)
            kinds[count++] = &schema->kinds[i];
    return count;
}

/* An earlier source of the same reading that has the same name and kind; its index plus 1, or 0.
 * keys leads from name keys to 1 + the index of the first source that has each. */
static uint32_t twin_find(const struct resolve_work *work, struct map *keys, size_t index)
{
    const struct new_source *source = &work->sources[index];
    bool added;
    uint32_t *first = map_add(keys, source->name_key, &added);
    if (added)
        *first = (uint32_t)index + 1;
    const struct new_source *twin = &work->sources[*first - 1];
    return !added && twin->kind == source->kind && span_equal(twin->name, source->name) ? *first
                                                                                        : 0;
}

struct choice {
    int64_t only; /* the candidate, if it is the only one */
    size_t count;
    int64_t exact; /* the one with the very same name */
    size_t exact_count;
};

/* Looks at a candidate, which stands under its own number however it was merged since. */
static bool candidate_weigh(struct resolve_work *work, const struct new_source *source,
                            int64_t number, struct choice *choice)
{
    struct stored_entity entity;
    bool found;
    if (!store_entity(work->store, number, work->arena, &entity, &found, work->error))
        return false;
    if (!found || (name_group_of(source->kind) == GROUP_PERSON &&
                   !person_names_agree(entity.name, source->name)))
        return true;
    if (entity.number != choice->only)
        choice->count++;
    choice->only = entity.number;
    if (span_equal(entity.name, source->name)) {
        choice->exact_count += entity.number != choice->exact;
        choice->exact = entity.number;
    }
    return true;
}

static bool thing_decide(struct resolve_work *work, struct new_source *source)
{
    const struct schema_kind *kinds[GROUP_KINDS];
    struct stored_entities candidates;
    struct choice choice = {0};
    size_t kind_count = group_kinds(work->schema, source->kind, kinds);
    if (!store_candidates(work->store, source->name_key, kinds, kind_count, work->arena,
                          &candidates, work->error))
        return false;
    for (size_t i = 0; i < candidates.count; i++)
        if (!candidate_weigh(work, source, candidates.items[i].number, &choice))
            return false;
    if (choice.count == 1)
        source->canonical = choice.only;
    else if (choice.exact_count == 1)
        source->canonical = choice.exact;
    if (choice.count)
        source->reason = source->canonical ? SPAN("name") : SPAN("doubt");
    return true;
}

bool decide(struct resolve_work *work)
{
    struct map keys;
    map_init(&keys, work->arena);
    for (size_t i = 0; i < work->thing_count; i++) {
        struct new_source *source = &work->sources[i];
        if (!source->name_key.size)
            continue;
        uint32_t twin = twin_find(work, &keys, i);
        if (source->canonical)
            continue;
        source->same_as = twin;
        if (source->same_as)
            source->reason = SPAN("name");
        else if (!thing_decide(work, source))
            return false;
    }
    return true;
}
