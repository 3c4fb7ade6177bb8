/* The facts that a brief is made of. */
#include "brief_pool.h"

#include <stdlib.h>

#include "brief.h"
#include "card_facts.h"
#include "filter.h"
#include "ties.h"
#include "view.h"

/* What is told of the two: the kinds of facts. */
static const char *const kind_names[] = {
    "agreement", "occupation", "membership", "project",  "site",        "supply",
    "need",      "offer",      "deployment", "meeting",  "partnership", "training",
    "team",      "measure",    "programme",  "decision", "benefit"};
/* Those of a region that need not name it, but something in it. */
static const char *const region_lists[] = {"agreement", "membership", "project",
                                           "site",      "supply",     "need",
                                           "offer",     "deployment", "meeting"};

enum { KINDS = sizeof kind_names / sizeof *kind_names };

static struct span number_key(const int64_t *number)
{
    return (struct span){(const char *)number, sizeof *number};
}

/* ---- who stands for a side ---- */

static bool is_member(const struct brief_side *side, int64_t number)
{
    for (size_t i = 0; i < side->count; i++)
        if (side->members[i] == number)
            return true;
    return false;
}

static void member_add(struct brief_pool *pool, struct brief_side *side, int64_t number)
{
    if (!number || is_member(side, number))
        return;
    if (side->count < SIDE_MEMBERS)
        side->members[side->count++] = number;
    else
        pool->cut = true;
}

static bool is_of(const struct schema_kind *kind, const char *family)
{
    return span_equal(kind->family, span_of(family));
}

/* The region of a place, or of a body that is of one region. */
static void side_region(struct brief_pool *pool, struct brief_side *side)
{
    struct entity_regions regions;
    thing_regions(pool->lookup, &side->entity, &regions);
    bool place = kind_is_place(side->entity.kind) || is_of(side->entity.kind, "body");
    if (place && regions.count == 1 && !regions.by_reports)
        side->region = regions.items[0];
}

/* The place that is the region, and its bodies. */
static bool region_members(struct brief_pool *pool, struct brief_side *side)
{
    const struct query_list_request request = {
        .name = SPAN("organizations"), .region = side->region->name, .limit = REGION_FACTS};
    struct query_list list;
    member_add(pool, side, region_place(pool->lookup, side->region));
    if (!query_list(pool->lookup->query, &request, &list, pool->lookup->error))
        return false;
    for (size_t i = 0; i < list.rows.count; i++) {
        const struct query_row *row = &list.rows.items[i];
        int64_t number;
        if (is_of(row->kind, "body") && canonical_read(row->id, &number))
            member_add(pool, side, number);
    }
    return true;
}

/* What is subordinate to an organization, step by step. */
static void group_members(struct brief_pool *pool, struct brief_side *side)
{
    const struct schema_kind *kind =
        schema_kind_find(pool->lookup->query->schema, SPAN("subordination"));
    for (size_t at = 0; kind && at < side->count && !pool->lookup->failed; at++) {
        struct items facts;
        pool->cut |=
            facts_of_kinds(pool->lookup, side->members[at], &kind, 1, MEMBER_FACTS, &facts);
        for (size_t i = 0; i < facts.count; i++) {
            const struct stored_claim *part = fact_claim(&facts.items[i], "part");
            const struct stored_claim *whole = fact_claim(&facts.items[i], "whole");
            if (part && whole && whole->entity.number == side->members[at])
                member_add(pool, side, part->entity.number);
        }
    }
}

static bool side_read(struct brief_pool *pool, struct span asked, struct brief_side *side)
{
    struct lookup *lookup = pool->lookup;
    struct span id;
    *side = (struct brief_side){0};
    if (!query_entry(lookup->query, asked, &id, lookup->error) ||
        !entity_asked(lookup, id, &side->entity))
        return false;
    side->shown = entity_value_show(pool->lookup, side->entity.number);
    member_add(pool, side, side->entity.number);
    side_region(pool, side);
    if (side->region)
        return region_members(pool, side);
    if (is_of(side->entity.kind, "firm") || is_of(side->entity.kind, "body"))
        group_members(pool, side);
    return true;
}

/* ---- facts ---- */

struct numbers {
    struct map seen;
    int64_t *items;
    size_t count;
    size_t capacity;
};

static void number_add(struct brief_pool *pool, struct numbers *numbers, int64_t number)
{
    bool added;
    map_add(&numbers->seen, arena_copy(pool->lookup->arena, number_key(&number)), &added);
    if (added)
        *ARRAY_PUSH(pool->lookup->arena, numbers) = number;
}

static void facts_naming_side(struct brief_pool *pool, const struct brief_side *side,
                              struct numbers *numbers)
{
    const struct schema_kind *kinds[KINDS];
    size_t count = 0;
    for (size_t i = 0; i < KINDS; i++) {
        const struct schema_kind *kind =
            schema_kind_find(pool->lookup->query->schema, span_of(kind_names[i]));
        if (kind)
            kinds[count++] = kind;
    }
    for (size_t i = 0; i < side->count; i++) {
        struct parts parts;
        parts_of_kinds(pool->lookup, side->members[i], kinds, count, MEMBER_FACTS, &parts);
        pool->cut |= parts.more;
        for (size_t k = 0; k < parts.count; k++)
            number_add(pool, numbers, parts.items[k].fact);
    }
}

static bool facts_in_region(struct brief_pool *pool, const struct brief_side *side,
                            struct numbers *numbers)
{
    for (size_t i = 0; side->region && i < sizeof region_lists / sizeof *region_lists; i++) {
        const struct query_list_request request = {
            .name = span_of(region_lists[i]), .region = side->region->name, .limit = REGION_FACTS};
        struct query_list list;
        int64_t number;
        if (!query_list(pool->lookup->query, &request, &list, pool->lookup->error))
            return false;
        pool->cut |= list.more || list.total > list.rows.count;
        for (size_t k = 0; k < list.rows.count; k++)
            if (canonical_read(list.rows.items[k].id, &number))
                number_add(pool, numbers, number);
    }
    return true;
}

/* What came of agreements: facts that name them. */
static void facts_of_agreements(struct brief_pool *pool, struct numbers *numbers)
{
    static const char *const names[] = {"project", "training",   "team",
                                        "measure", "membership", "agreement"};
    const struct schema_kind *kinds[sizeof names / sizeof *names];
    enum { COUNT = sizeof names / sizeof *names };
    struct items agreements;
    for (size_t i = 0; i < COUNT; i++)
        kinds[i] = schema_kind_find(pool->lookup->query->schema, span_of(names[i]));
    items_of_numbers(pool->lookup, numbers->items, numbers->count, &agreements);
    for (size_t i = 0; i < agreements.count; i++) {
        const struct stored_entity *entity = &agreements.items[i].entity;
        struct parts parts;
        if (!span_is(entity->kind->name, "agreement"))
            continue;
        parts_of_kinds(pool->lookup, entity->number, kinds, COUNT, BRIEF_LINES, &parts);
        for (size_t k = 0; k < parts.count; k++)
            number_add(pool, numbers, parts.items[k].fact);
    }
}

/* ---- whom they touch ---- */

static void place_want(struct brief_pool *pool, struct numbers *numbers, int64_t number)
{
    bool added;
    if (!number)
        return;
    uint32_t *index =
        map_add(&pool->places, arena_copy(pool->lookup->arena, number_key(&number)), &added);
    if (!added)
        return;
    *ARRAY_PUSH(pool->lookup->arena, numbers) = number;
    *index = (uint32_t)numbers->count;
}

/* The regions of all whom the facts name, by one question. */
static void places_find(struct brief_pool *pool)
{
    struct numbers numbers = {0};
    map_init(&pool->places, pool->lookup->arena);
    for (size_t i = 0; i < pool->items.count; i++)
        for (size_t k = 0; k < pool->items.items[i].claim_count; k++) {
            const struct stored_claim *claim = &pool->items.items[i].claims[k];
            place_want(pool, &numbers, claim->entity.number);
            place_want(pool, &numbers, claim->on_behalf_of.number);
        }
    pool->regions = ARENA_NEW(pool->lookup->arena, struct entity_regions, numbers.count + 1);
    things_regions(pool->lookup, numbers.items, numbers.count, pool->regions);
}

bool side_has(const struct brief_pool *pool, size_t side, int64_t number)
{
    const struct brief_side *own = &pool->sides[side];
    if (!number || is_member(own, number))
        return number != 0;
    const uint32_t *index = own->region ? map_find(&pool->places, number_key(&number)) : NULL;
    if (!index || is_member(&pool->sides[!side], number))
        return false;
    const struct entity_regions *regions = &pool->regions[*index - 1];
    for (size_t i = 0; i < regions->count; i++)
        if (regions->items[i] == own->region && !regions->by_reports)
            return true;
    return false;
}

bool side_in(const struct brief_pool *pool, size_t side, const struct item *item,
             const char *property)
{
    for (size_t i = 0; i < item->claim_count; i++) {
        const struct stored_claim *claim = &item->claims[i];
        if (claim->state != CLAIM_REJECTED &&
            span_equal(claim->property->name, span_of(property)) &&
            (side_has(pool, side, claim->entity.number) ||
             side_has(pool, side, claim->on_behalf_of.number)))
            return true;
    }
    return false;
}

static bool side_touched(const struct brief_pool *pool, size_t side, const struct item *item)
{
    for (size_t i = 0; i < item->claim_count; i++)
        if (item->claims[i].state != CLAIM_REJECTED &&
            (side_has(pool, side, item->claims[i].entity.number) ||
             side_has(pool, side, item->claims[i].on_behalf_of.number)))
            return true;
    return false;
}

bool fact_is(const struct brief_fact *fact, const char *kind)
{
    return span_equal(fact->item->entity.kind->name, span_of(kind));
}

static int by_day(const void *left, const void *right)
{
    const struct brief_fact *one = left, *other = right;
    int order = date_compare(other->told, one->told);
    return order ? order
                 : (one->item->entity.number > other->item->entity.number) -
                       (one->item->entity.number < other->item->entity.number);
}

static void facts_judge(struct brief_pool *pool)
{
    struct lookup *lookup = pool->lookup;
    pool->facts = ARENA_NEW(lookup->arena, struct brief_fact, pool->items.count + 1);
    for (size_t i = 0; i < pool->items.count; i++) {
        const struct item *item = &pool->items.items[i];
        if (!item->claim_count || !fact_is_sure(item))
            continue;
        lookup_reports_of_claims(lookup, item->claims, item->claim_count);
        pool->facts[pool->count++] = (struct brief_fact){
            .item = item,
            .touches = {side_touched(pool, 0, item), side_touched(pool, 1, item)},
            .told = fact_told(lookup, item)};
    }
    if (pool->count)
        qsort(pool->facts, pool->count, sizeof *pool->facts, by_day);
}

bool brief_gather(struct lookup *lookup, const struct span asked[2], struct brief_pool *pool)
{
    struct numbers numbers = {0};
    *pool = (struct brief_pool){.lookup = lookup};
    map_init(&numbers.seen, lookup->arena);
    for (size_t side = 0; side < 2; side++)
        if (!side_read(pool, asked[side], &pool->sides[side]))
            return false;
    if (pool->sides[0].entity.number == pool->sides[1].entity.number)
        return error_add(lookup->error, "query.brief_same", NULL);
    for (size_t side = 0; side < 2; side++) {
        facts_naming_side(pool, &pool->sides[side], &numbers);
        if (!facts_in_region(pool, &pool->sides[side], &numbers))
            return false;
    }
    facts_of_agreements(pool, &numbers);
    items_of_numbers(lookup, numbers.items, numbers.count, &pool->items);
    lookup_facts_of_items(lookup, pool->items.items, pool->items.count);
    places_find(pool);
    facts_judge(pool);
    return lookup_fine(lookup);
}
