/* What a reading says around its things. */
#include "context.h"

#include <string.h>

#include "name_lists.h"
#include "utf8.h"

static const struct entity *entity_of_thing(const struct resolve_work *work, size_t thing)
{
    return &work->reading->entities[work->entity_of_source[thing]];
}

static bool is_kind(const struct schema_kind *kind, const char *name)
{
    return span_equal(kind->name, span_of(name));
}

/* ---- where the report is ---- */

struct place_mention {
    uint32_t start;
    uint32_t region;
};

struct regions {
    struct place_mention *items;
    size_t count;
    uint32_t main; /* that most of them are of; 0 where there is none */
};

/* Most mentions of places are of one region: then that is meant wherever none is told. */
static uint32_t main_region(const struct regions *regions)
{
    uint32_t best = 0;
    size_t most = 0;
    for (size_t i = 0; i < regions->count; i++) {
        size_t count = 0;
        for (size_t j = 0; j < regions->count; j++)
            count += regions->items[j].region == regions->items[i].region;
        if (count > most) {
            most = count;
            best = regions->items[i].region;
        }
    }
    return most * 5 >= regions->count * 3 ? best : 0;
}

static void regions_find(const struct resolve_work *work, const uint32_t *region_of,
                         struct regions *regions)
{
    enum { MENTIONS = 256 }; /* a report of usual length has some dozens */
    const struct reading *reading = work->reading;
    regions->items = ARENA_NEW(work->arena, struct place_mention, MENTIONS);
    regions->count = 0;
    for (size_t i = 0; i < reading->mention_count && regions->count < MENTIONS; i++) {
        uint32_t entity = reading->mentions[i].entity;
        if (entity && entity <= reading->entity_count && region_of[entity - 1])
            regions->items[regions->count++] =
                (struct place_mention){reading->mentions[i].range.start, region_of[entity - 1]};
    }
    regions->main = main_region(regions);
}

/* The region that is spoken of at a place of the text. */
static uint32_t region_at(const struct regions *regions, uint32_t start)
{
    uint32_t region = 0;
    if (regions->main)
        return regions->main;
    for (size_t i = 0; i < regions->count; i++) {
        if (regions->items[i].start > start && region)
            break;
        region = regions->items[i].region;
    }
    return region;
}

static uint32_t thing_start(const struct resolve_work *work, size_t thing)
{
    uint32_t mention = work->first_mention[work->entity_of_source[thing]];
    return mention ? work->reading->mentions[mention - 1].range.start : 0;
}

/* ---- what the facts say ---- */

static void number_add(uint32_t *numbers, size_t *count, size_t limit, uint32_t number)
{
    for (size_t i = 0; i < *count; i++)
        if (numbers[i] == number)
            return;
    if (*count < limit)
        numbers[(*count)++] = number;
}

static void things_link(struct resolve_work *work, uint32_t one, uint32_t other)
{
    struct thing_context *context = &work->contexts[one - 1];
    if (one != other)
        number_add(context->links, &context->link_count, THING_LINKS, other);
}

static void person_employ(struct resolve_work *work, uint32_t person, uint32_t organization)
{
    struct thing_context *context = &work->contexts[person - 1];
    if (organization && person != organization)
        number_add(context->employers, &context->employer_count, THING_EMPLOYERS, organization);
}

static uint32_t source_of(const struct resolve_work *work, uint32_t entity)
{
    return entity >= 1 && entity <= work->reading->entity_count ? work->source_of_entity[entity - 1]
                                                                : 0;
}

struct participants {
    uint32_t items[THING_LINKS];
    size_t count;
    uint32_t person; /* of an occupation; index plus 1 of sources, as the others */
    uint32_t organization;
    struct span position;
};

static void claim_take(struct resolve_work *work, const struct claim *claim,
                       struct participants *taken)
{
    uint32_t source = 0;
    if (claim->value.type == VALUE_SIGNATORY) {
        uint32_t person = source_of(work, claim->value.signatory.person);
        uint32_t body = source_of(work, claim->value.signatory.on_behalf_of);
        if (person)
            person_employ(work, person, body);
        if (person)
            number_add(taken->items, &taken->count, THING_LINKS, person);
        source = body;
    } else if (claim->value.type == VALUE_ENTITY) {
        source = source_of(work, claim->value.entity);
        if (span_equal(claim->property->name, SPAN("person")))
            taken->person = source;
        if (span_equal(claim->property->name, SPAN("organization")))
            taken->organization = source;
    } else if (span_equal(claim->property->name, SPAN("position"))) {
        taken->position = claim->value.text;
    }
    if (source)
        number_add(taken->items, &taken->count, THING_LINKS, source);
}

static void office_take(struct resolve_work *work, const struct participants *taken)
{
    struct span rest = taken->position, word;
    if (!taken->person)
        return;
    struct thing_context *context = &work->contexts[taken->person - 1];
    person_employ(work, taken->person, taken->organization);
    if (span_next_part(&rest, ' ', &word) && word.size && context->office_count < THING_EMPLOYERS)
        context->offices[context->office_count++] =
            (struct office){hash_short(shape_fold(word, work->arena)),
                            hash_short(shape_fold(taken->position, work->arena))};
}

static void facts_take(struct resolve_work *work)
{
    for (size_t i = 0; i < work->reading->fact_count; i++) {
        const struct fact *fact = &work->reading->facts[i];
        struct participants taken = {.count = 0};
        if (!work->source_of_fact[i])
            continue;
        for (size_t j = 0; j < fact->claim_count; j++)
            claim_take(work, &fact->claims[j], &taken);
        if (is_kind(fact->kind, "occupation"))
            office_take(work, &taken);
        for (size_t j = 0; j < taken.count; j++)
            for (size_t k = 0; k < taken.count; k++)
                things_link(work, taken.items[j], taken.items[k]);
    }
}

/* ---- names ---- */

static void shapes_make(struct resolve_work *work, uint32_t *region_of)
{
    for (size_t i = 0; i < work->thing_count; i++) {
        const struct new_source *source = &work->sources[i];
        struct thing_context *context = &work->contexts[i];
        enum name_group group = name_group_of(source->kind);
        uint32_t region = 0;
        if (group == GROUP_PERSON) {
            context->is_named = person_name_of(source->name, work->arena, &context->person);
        } else if (group == GROUP_PLACE) {
            struct span name =
                place_name(work->lexicon, work->morphology, source->name, work->arena, &region);
            place_clues(name, &context->clues, work->arena);
            if (region && region != work_country(work) && !is_kind(source->kind, "Country"))
                region_of[work->entity_of_source[i]] = region;
            if (region)
                number_add(context->regions, &context->region_count, THING_REGIONS, region);
        } else {
            shape_of(work->lexicon, work->morphology, work_country(work), source->name, work->arena,
                     &context->shape);
            if (context->shape.region)
                number_add(context->regions, &context->region_count, THING_REGIONS,
                           context->shape.region);
        }
    }
}

/* The federal body that a thing is by any of its names, of the day of the report. */
static const struct reference_body *body_of(const struct resolve_work *work, size_t thing)
{
    const struct entity *entity = entity_of_thing(work, thing);
    struct date day = work->reading->report->published;
    if (!work->reference || name_group_of(work->sources[thing].kind) != GROUP_ORGANIZATION)
        return NULL;
    const struct reference_body *body =
        reference_body_named(work->reference, work->sources[thing].name, day, work->arena);
    for (size_t i = 0; !body && i < entity->alias_count && i < THING_NAMES; i++)
        body = reference_body_named(work->reference, entity->aliases[i], day, work->arena);
    return body;
}

/* A person is of the regions of those that he works for. */
static void person_regions(struct resolve_work *work, struct thing_context *context)
{
    for (size_t i = 0; i < context->employer_count; i++) {
        const struct thing_context *employer = &work->contexts[context->employers[i] - 1];
        for (size_t j = 0; j < employer->region_count; j++)
            number_add(context->regions, &context->region_count, THING_REGIONS,
                       employer->regions[j]);
    }
}

static void person_clues_make(struct resolve_work *work, struct thing_context *context)
{
    uint32_t regions[THING_REGIONS + 1];
    size_t count = context->region_count;
    if (!context->is_named)
        return;
    memcpy(regions, context->regions, sizeof *regions * count);
    if (context->home)
        number_add(regions, &count, THING_REGIONS + 1, context->home);
    person_clues(&context->person, regions, count, work->arena, &context->clues);
}

static void alias_clues(struct resolve_work *work, size_t thing, struct span alias)
{
    struct thing_context *context = &work->contexts[thing];
    const struct schema_kind *kind = work->sources[thing].kind;
    struct clue_place place = {context->shape.region ? context->shape.region : context->home,
                               work_country(work)};
    struct name_shape shape;
    if (name_group_of(kind) == GROUP_PLACE) {
        place_clues(place_name(work->lexicon, work->morphology, alias, work->arena, NULL),
                    &context->clues, work->arena);
        return;
    }
    shape_of(work->lexicon, work->morphology, work_country(work), alias, work->arena, &shape);
    thing_clues(kind, &shape, place, true, work->arena, &context->clues);
}

static void clues_make(struct resolve_work *work)
{
    for (size_t i = 0; i < work->thing_count; i++) {
        struct thing_context *context = &work->contexts[i];
        const struct schema_kind *kind = work->sources[i].kind;
        const struct entity *entity = entity_of_thing(work, i);
        enum name_group group = name_group_of(kind);
        if (group == GROUP_PERSON) {
            person_regions(work, context);
            person_clues_make(work, context);
            continue;
        }
        context->body = body_of(work, i);
        if (context->body)
            body_clue(context->body, &context->clues);
        if (group != GROUP_PLACE)
            thing_clues(kind, &context->shape,
                        (struct clue_place){context->home, work_country(work)}, false, work->arena,
                        &context->clues);
        for (size_t j = 0; j < entity->alias_count && j < THING_NAMES; j++)
            alias_clues(work, i, entity->aliases[j]);
    }
}

/* What is two names of one thing is found by the clues of both. */
static void renamed_join(struct resolve_work *work)
{
    for (size_t i = 0; i < work->thing_count; i++) {
        const struct thing_context *context = &work->contexts[i];
        if (!context->renamed)
            continue;
        struct clues *clues = &work->contexts[context->renamed - 1].clues;
        for (size_t j = 0; j < context->clues.count && clues->count < CLUES; j++)
            clues->items[clues->count++] = context->clues.items[j];
    }
}

/* What a user's list says of the things: entities stand in its order. */
static void listed_take(struct resolve_work *work)
{
    for (size_t i = 0; i < work->thing_count; i++) {
        struct thing_context *context = &work->contexts[i];
        const struct listed *listed =
            &work->listing->organizations.items[work->entity_of_source[i]];
        context->listed = listed;
        number_clue("inn", listed->inn.text, &context->clues, work->arena);
        number_clue("ogrn", listed->ogrn.text, &context->clues, work->arena);
        if (!listed->region)
            continue;
        context->home = region_number(listed->region->name);
        number_add(context->regions, &context->region_count, THING_REGIONS, context->home);
    }
}

void contexts_make(struct resolve_work *work)
{
    struct regions regions;
    uint32_t *region_of = ARENA_NEW(work->arena, uint32_t, work->reading->entity_count);
    work->contexts = ARENA_NEW(work->arena, struct thing_context, work->thing_count);
    work->entity_of_source = ARENA_NEW(work->arena, uint32_t, work->thing_count);
    for (size_t i = 0; i < work->reading->entity_count; i++)
        if (work->source_of_entity[i])
            work->entity_of_source[work->source_of_entity[i] - 1] = (uint32_t)i;
    shapes_make(work, region_of);
    if (work->listing) {
        listed_take(work);
        clues_make(work);
        return;
    }
    facts_take(work);
    regions_find(work, region_of, &regions);
    for (size_t i = 0; i < work->thing_count; i++)
        work->contexts[i].home = region_at(&regions, thing_start(work, i));
    clues_make(work);
    if (work->entry) /* who is who is said */
        return;
    renamings_find(work);
    renamed_join(work);
}

/* ---- keeping ---- */

struct features {
    struct source_feature *items;
    size_t count;
    int16_t year;
};

static void feature_keep(struct features *features, enum feature kind, bool reference,
                         uint32_t value)
{
    if (value && features->count < SOURCE_FEATURES)
        features->items[features->count++] = (struct source_feature){
            .kind = (uint8_t)kind, .reference = reference, .value = value, .year = features->year};
}

uint32_t name_hash(const struct thing_context *context, struct span part)
{
    uint32_t hash = hash_short(part);
    return context->veil ? (uint32_t)redaction_hash(context->veil, hash) : hash;
}

static void person_keep(const struct thing_context *context, struct features *features)
{
    const struct person_name *name = &context->person;
    for (size_t i = 0; i < context->employer_count; i++)
        feature_keep(features, FEATURE_ORGANIZATION, true, context->employers[i]);
    for (size_t i = 0; i < context->office_count; i++) {
        feature_keep(features, FEATURE_OFFICE, false, context->offices[i].whole);
        if (context->offices[i].first != context->offices[i].whole)
            feature_keep(features, FEATURE_OFFICE, false, context->offices[i].first);
    }
    if (!context->is_named || !name->patronymic.size)
        return;
    size_t letter = 0;
    utf8_next(name->patronymic, &letter);
    feature_keep(features, FEATURE_PATRONYMIC_LETTER, false,
                 name_hash(context, span_slice(name->patronymic, 0, letter)));
    if (!memchr(name->patronymic.data, '.', name->patronymic.size))
        feature_keep(features, FEATURE_PATRONYMIC, false, name_hash(context, name->patronymic));
}

static void number_keep(struct features *features, enum feature kind, struct span number)
{
    if (number.size)
        feature_keep(features, kind, false, hash_short(number));
}

static void thing_keep(struct resolve_work *work, size_t thing, struct features *features)
{
    const struct thing_context *context = &work->contexts[thing];
    for (size_t i = 0; i < context->region_count; i++)
        feature_keep(features, FEATURE_REGION, false, context->regions[i]);
    if (name_group_of(work->sources[thing].kind) == GROUP_PERSON)
        person_keep(context, features);
    else if (context->shape.form.size)
        feature_keep(features, FEATURE_FORM, false, hash_short(context->shape.form));
    if (context->shape.specificity == SPECIFIC_WIDE)
        feature_keep(features, FEATURE_WIDE, false, 1);
    if (context->body)
        feature_keep(features, FEATURE_BODY, false, context->body->number);
    if (context->listed) {
        feature_keep(features, FEATURE_LISTED, false, 1);
        number_keep(features, FEATURE_INN, context->listed->inn.text);
        number_keep(features, FEATURE_OGRN, context->listed->ogrn.text);
    }
    feature_keep(features, FEATURE_HOME, false, context->home);
    for (size_t i = 0; i < context->link_count; i++)
        if (name_group_of(work->sources[context->links[i] - 1].kind) != GROUP_PLACE)
            feature_keep(features, FEATURE_BESIDE, true, context->links[i]);
}

/* The number of the subject of today that a region is, whatever it is called; 0: it is none. */
static int64_t subject_number(const struct resolve_work *work, uint32_t region)
{
    const struct reference_region *found =
        work->reference && region ? reference_region_of_number(work->reference, region) : NULL;
    return found ? (int64_t)region_number(reference_subject(found)->name) : 0;
}

/* The region that the registry lists a thing by: see new_source.region. */
static int64_t thing_region(const struct resolve_work *work, size_t thing)
{
    const struct thing_context *context = &work->contexts[thing];
    enum name_group group = name_group_of(work->sources[thing].kind);
    bool wide = context->body || context->shape.specificity == SPECIFIC_WIDE;
    for (size_t i = 0; i < context->region_count; i++) {
        int64_t number = subject_number(work, context->regions[i]);
        if (number)
            return number;
        wide |= context->regions[i] == work_country(work);
    }
    return wide || group == GROUP_PERSON || group == GROUP_PLACE
               ? 0
               : -subject_number(work, context->home);
}

void contexts_keep(struct resolve_work *work)
{
    int16_t year = work->reading->report->published.year;
    for (size_t i = 0; i < work->thing_count; i++) {
        struct new_source *source = &work->sources[i];
        const struct clues *clues = &work->contexts[i].clues;
        uint64_t *keys = ARENA_NEW(work->arena, uint64_t, clues->count);
        for (size_t j = 0; j < clues->count; j++)
            if (clues->items[j].kept)
                keys[source->key_count++] = clues->items[j].key;
        source->keys = keys;
        source->region = thing_region(work, i);
        /* A place is known by its name alone. */
        if (name_group_of(source->kind) == GROUP_PLACE || !clues->count)
            continue;
        struct features features = {
            .items = ARENA_NEW(work->arena, struct source_feature, SOURCE_FEATURES), .year = year};
        thing_keep(work, i, &features);
        source->features = features.items;
        source->feature_count = features.count;
    }
}
