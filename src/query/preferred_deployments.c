/* Deployments of an item of a list of preferred products, counted.
 *
 * A fact of a deployment is the item's where it names the same product; or where it names the
 * item's maker, and what it calls the thing is the item's name. Several facts tell of one
 * deployment where place and number are the same and their times are near: it counts once. What a
 * fact leaves open (place or time) may be that of another, so it is never counted beside it. */
#include <stdlib.h>

#include "fact.h"
#include "preferred_part.h"
#include "rank.h"
#include "regions.h"

enum {
    NEAR_DAYS = 60 /* apart; reports of one deployment follow it by weeks */
};

static const float same_words = 0.8F; /* a score from which on two names are of one thing */

/* The item whose deployments are looked for. */
struct seeking {
    struct lookup *lookup;
    int64_t product; /* 0: it is no entry */
    int64_t maker;
    struct span words;
    struct match_index *index; /* of the item's words; NULL where products are not known */
    struct query_preferred_item *shown;
};

static int64_t entity_of(const struct stored_claim *claim)
{
    return claim && claim->value.type == VALUE_ENTITY ? claim->entity.number : 0;
}

/* ---- which facts ---- */

static bool words_are_same(const struct seeking *seeking, struct span words)
{
    struct arena *arena = seeking->lookup->arena;
    struct match match;
    if (span_equal(text_folded(arena, words), text_folded(arena, seeking->words)))
        return true;
    return seeking->index && match_find(seeking->index, &(struct named_product){.words = words},
                                        same_words, &match, 1, arena) == 1;
}

static bool is_of_item(const struct seeking *seeking, const struct item *fact)
{
    struct lookup *lookup = seeking->lookup;
    const struct stored_claim *what = item_chosen(lookup, fact, "what");
    if (seeking->product && entity_of(what) == seeking->product)
        return true;
    int64_t developer = entity_of(item_chosen(lookup, fact, "developer"));
    int64_t by = entity_of(item_chosen(lookup, fact, "by"));
    return what && seeking->maker && (developer == seeking->maker || by == seeking->maker) &&
           words_are_same(seeking, value_show(lookup, what).text);
}

/* ---- which are one ---- */

/* Whether one of the places is the region in which the other one is. */
static bool regions_meet(struct lookup *lookup, int64_t one, int64_t other)
{
    const int64_t numbers[2] = {one, other};
    struct stored_entity entities[2];
    struct entity_regions regions[2];
    bool region = false;
    for (size_t i = 0; i < 2; i++)
        if (lookup_entity(lookup, numbers[i], &entities[i]))
            region |= span_equal(entities[i].kind->name, SPAN("Region"));
    if (!region)
        return false;
    things_regions(lookup, numbers, 2, regions);
    for (size_t i = 0; i < regions[0].count; i++)
        for (size_t k = 0; k < regions[1].count; k++)
            if (regions[0].items[i] == regions[1].items[k])
                return true;
    return false;
}

static bool places_meet(struct lookup *lookup, const struct query_deployment *one,
                        const struct query_deployment *other)
{
    return !one->place_number || !other->place_number || one->place_number == other->place_number ||
           regions_meet(lookup, one->place_number, other->place_number);
}

static bool times_meet(struct date one, struct date other)
{
    if (!date_is_set(one) || !date_is_set(other))
        return true;
    int gap = date_days(date_last_day(one), date_first_day(other));
    int back = date_days(date_last_day(other), date_first_day(one));
    /* Months and years meet where they have a day in common. */
    int near = one.day && other.day ? NEAR_DAYS : 0;
    return gap <= near && back <= near;
}

static bool is_one(struct lookup *lookup, const struct query_deployment *one,
                   const struct query_deployment *other)
{
    return one->count == other->count && times_meet(one->period, other->period) &&
           places_meet(lookup, one, other);
}

/* What the other tells besides, and its words. */
static void deployment_join(struct arena *arena, struct query_deployment *known,
                            const struct query_deployment *other)
{
    if (!known->place_number) {
        known->place = other->place;
        known->place_number = other->place_number;
    }
    if (!date_is_set(known->period))
        known->period = other->period;
    if (known->developer.type == VALUE_NONE)
        known->developer = other->developer;
    for (size_t i = 0; i < other->facts.count; i++)
        *ARRAY_PUSH(arena, &known->facts) = other->facts.items[i];
    for (size_t i = 0; i < other->evidence.count; i++)
        *ARRAY_PUSH(arena, &known->evidence) = other->evidence.items[i];
}

/* ---- telling ---- */

/* The sentences by which each report tells the number, else the thing. */
static void sentences_add(struct lookup *lookup, const struct item *fact,
                          struct query_evidences *evidence)
{
    bool counted = item_chosen(lookup, fact, "count") != NULL;
    struct span wanted = span_of(counted ? "count" : "what");
    int64_t before = 0;
    for (size_t i = 0; i < fact->claim_count; i++) {
        const struct stored_claim *claim = &fact->claims[i];
        if (!span_equal(claim->property->name, wanted) || claim->report == before ||
            claim->state == CLAIM_REJECTED)
            continue;
        before = claim->report;
        sentence_prove(lookup, claim, 0, evidence);
    }
}

static struct query_deployment deployment_of(struct lookup *lookup, const struct item *fact)
{
    const struct stored_claim *count = item_chosen(lookup, fact, "count");
    struct query_deployment deployment = {
        .what = preferred_value(lookup, fact, "what"),
        .place = preferred_value(lookup, fact, "place"),
        .developer = preferred_value(lookup, fact, "developer"),
        .count = count && count->value.type == VALUE_INTEGER ? count->value.integer : 0,
        .period = preferred_date(lookup, fact, "period"),
        .place_number = entity_of(item_chosen(lookup, fact, "place"))};
    if (deployment.developer.type == VALUE_NONE)
        deployment.developer = preferred_value(lookup, fact, "by");
    *ARRAY_PUSH(lookup->arena, &deployment.facts) =
        item_value(lookup, fact, item_name(lookup, fact));
    sentences_add(lookup, fact, &deployment.evidence);
    return deployment;
}

static void fact_take(struct seeking *seeking, const struct item *fact)
{
    struct lookup *lookup = seeking->lookup;
    struct query_preferred_item *shown = seeking->shown;
    struct query_deployment deployment = deployment_of(lookup, fact);
    for (size_t i = 0; i < shown->deployments.count; i++)
        if (is_one(lookup, &shown->deployments.items[i], &deployment)) {
            deployment_join(lookup->arena, &shown->deployments.items[i], &deployment);
            return;
        }
    *ARRAY_PUSH(lookup->arena, &shown->deployments) = deployment;
}

static int newest_first(const void *left, const void *right)
{
    const struct query_deployment *a = left, *b = right;
    int day = date_compare(date_last_day(b->period), date_last_day(a->period));
    if (!day)
        day = (b->count > a->count) - (b->count < a->count);
    return day ? day : span_compare(a->facts.items[0].entity, b->facts.items[0].entity);
}

/* ---- the question ---- */

/* Those facts of the kind that name the entity and were not taken yet. */
static void facts_take(struct seeking *seeking, int64_t number, struct map *taken)
{
    struct items facts;
    bool added;
    preferred_facts(seeking->lookup, number, "deployment", &facts);
    for (size_t i = 0; i < facts.count; i++) {
        const struct item *fact = &facts.items[i];
        if (!is_of_item(seeking, fact))
            continue;
        map_add(taken, arena_copy(seeking->lookup->arena, span_of(fact->entity.id)), &added);
        if (!added)
            continue;
        if (fact_is_sure(fact))
            fact_take(seeking, fact);
        else
            seeking->shown->doubtful++;
    }
}

static void index_make(struct seeking *seeking)
{
    const struct products *products = seeking->lookup->query->products;
    struct arena *arena = seeking->lookup->arena;
    struct named_product *named = ARENA_NEW(arena, struct named_product, 1);
    named->words = seeking->words;
    if (products && seeking->words.size)
        seeking->index = match_index_make(products, named, 1, arena);
}

void preferred_deploy(struct lookup *lookup, const struct item *item,
                      struct query_preferred_item *shown)
{
    struct seeking seeking = {.lookup = lookup,
                              .product = entity_of(item_chosen(lookup, item, "what")),
                              .maker = entity_of(item_chosen(lookup, item, "maker")),
                              .words = shown->what.text,
                              .shown = shown};
    struct map taken;
    map_init(&taken, lookup->arena);
    if (seeking.maker)
        index_make(&seeking);
    if (seeking.product)
        facts_take(&seeking, seeking.product, &taken);
    if (seeking.maker)
        facts_take(&seeking, seeking.maker, &taken);
    if (shown->deployments.count)
        qsort(shown->deployments.items, shown->deployments.count, sizeof *shown->deployments.items,
              newest_first);
    for (size_t i = 0; i < shown->deployments.count; i++)
        shown->deployed += shown->deployments.items[i].count;
}
