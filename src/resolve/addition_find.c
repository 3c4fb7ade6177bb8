/* What a name is that a user adds to a report: it is matched as if the reader had found it. */
#include "prepare.h"

#include "context.h"
#include "store_acts.h"

/* The reading with one entity more, whose only mention stands at the range. */
static void entity_add(const struct added_name *name, struct arena *arena, struct reading *reading)
{
    struct entity *entities = ARENA_NEW(arena, struct entity, reading->entity_count + 1);
    struct mention *mentions = ARENA_NEW(arena, struct mention, reading->mention_count + 1);
    struct mention added = {.range = name->range,
                            .name = name->range,
                            .has_name = true,
                            .entity = (uint32_t)reading->entity_count + 1};
    size_t place = 0;
    for (size_t i = 0; i < reading->entity_count; i++)
        entities[i] = reading->entities[i];
    entities[reading->entity_count] =
        (struct entity){.schema = name->kind, .name = name->name, .listed = true};
    while (place < reading->mention_count &&
           reading->mentions[place].range.start <= name->range.start)
        place++;
    for (size_t i = 0; i < reading->mention_count; i++)
        mentions[i + (i >= place)] = reading->mentions[i];
    mentions[place] = added;
    reading->entities = entities;
    reading->entity_count++;
    reading->mentions = mentions;
    reading->mention_count++;
}

/* What the registry's reading does not have is not decided by the way. */
static void others_leave(struct resolve_work *work, size_t thing)
{
    for (size_t i = 0; i < work->thing_count; i++)
        if (i != thing && !work->sources[i].canonical)
            work->contexts[i].clues.count = 0;
}

/* The entities of today that the features of a thing name. */
static const int64_t *canonicals_of(const struct resolve_work *work)
{
    int64_t *canonicals = ARENA_NEW(work->arena, int64_t, work->made.source_count);
    for (size_t i = 0; i < work->made.source_count; i++)
        canonicals[i] = work->sources[i].canonical;
    return canonicals;
}

/* Features that name what is no entity yet say nothing. */
static void features_settle(struct resolve_work *work, struct new_source *source)
{
    struct source_feature *kept =
        ARENA_NEW(work->arena, struct source_feature, source->feature_count);
    size_t count = 0;
    for (size_t i = 0; i < source->feature_count; i++) {
        const struct source_feature *feature = &source->features[i];
        if (!feature->reference || work->sources[feature->value - 1].canonical)
            kept[count++] = *feature;
    }
    source->features = kept;
    source->feature_count = count;
}

static void doubts_take(struct resolve_work *work, size_t thing, struct new_addition *addition)
{
    struct new_doubt *doubts = ARENA_NEW(work->arena, struct new_doubt, work->made.doubt_count);
    for (size_t i = 0; i < work->made.doubt_count; i++) {
        if (work->made.doubts[i].source != thing)
            continue;
        doubts[addition->doubt_count] = work->made.doubts[i];
        doubts[addition->doubt_count++].source = 0;
    }
    addition->doubts = doubts;
}

bool addition_find(struct resolve_work *work, int64_t report, const struct added_name *name,
                   struct new_addition *addition)
{
    struct reading *reading = ARENA_NEW(work->arena, struct reading, 1);
    *reading = *work->reading;
    entity_add(name, work->arena, reading);
    work->reading = reading;
    prepare(work);
    work->made.report = report;
    size_t thing = work->source_of_entity[reading->entity_count - 1] - 1;
    if (!heirs_find(work, report))
        return false;
    struct new_source *source = &work->sources[thing];
    if (name->canonical) {
        source->canonical = name->canonical;
        source->author = work->origin->author;
        source->reason = SPAN("chosen");
    }
    others_leave(work, thing);
    if (name->is_new) {
        source->canonical = 0;
        source->author = work->origin->author;
        source->reason = SPAN("chosen");
        contexts_keep(work);
    } else if (!decide(work)) {
        return false;
    }
    if (source->same_as)
        source->canonical = work->sources[source->same_as - 1].canonical;
    source->act = 0;
    features_settle(work, source);
    *addition = (struct new_addition){.source = source, .canonicals = canonicals_of(work)};
    doubts_take(work, thing, addition);
    return true;
}
