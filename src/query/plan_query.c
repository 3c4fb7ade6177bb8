/* The sourcing plan over the registry. */
#include "plan_query.h"

#include <stdlib.h>

#include "filter.h"
#include "plan_words.h"
#include "regions.h"
#include "ties.h"
#include "write.h"

static const float least_usual = 0.6F; /* below it more matches are wrong than right */

/* ---- gathering ---- */

/* Whose needs are planned. */
struct scope {
    const struct query_plan_request *request;
    struct region_filter place;
};

static bool is_within(const struct scope *scope, const struct trade_place *place)
{
    bool in_cluster = !scope->request->cluster.size;
    for (size_t i = 0; i < place->cluster_count && !in_cluster; i++)
        in_cluster = span_equal(place->clusters[i], scope->request->cluster);
    bool placed = !scope->place.region && !scope->place.district;
    return in_cluster && (placed || (place->region && region_fits(&scope->place, place->region)));
}

static void needs_choose(const struct query *query, const struct scope *scope,
                         struct query_plan *plan)
{
    const struct needs *all = &plan->trade.needs;
    plan->buyers = ARENA_NEW(query->arena, struct query_traded *, all->count + 1);
    for (size_t i = 0; i < all->count; i++) {
        struct query_traded *traded = &plan->trade.buyers[i];
        if (!is_within(scope, &all->items[i].line.place))
            continue;
        if (traded->problem) {
            *ARRAY_PUSH(query->arena, &plan->left_out) = (struct query_left_out){traded};
            continue;
        }
        plan->buyers[plan->needs.count] = traded;
        *ARRAY_PUSH(query->arena, &plan->needs) = all->items[i];
    }
}

static void offers_choose(const struct query *query, struct query_plan *plan)
{
    const struct offers *all = &plan->trade.offers;
    plan->suppliers = ARENA_NEW(query->arena, struct query_traded *, all->count + 1);
    for (size_t i = 0; i < all->count; i++) {
        if (plan->trade.suppliers[i].problem)
            continue;
        plan->suppliers[plan->offers.count] = &plan->trade.suppliers[i];
        *ARRAY_PUSH(query->arena, &plan->offers) = all->items[i];
    }
}

bool query_plan_gather(const struct query *query, const struct query_plan_request *request,
                       struct query_plan *plan, struct error *error)
{
    struct lookup lookup;
    struct stored_entity cluster;
    struct scope scope = {.request = &plan->request};
    const struct query_filters in = {.values = {[FILTER_CLUSTER] = request->cluster}};
    struct span named;
    *plan = (struct query_plan){.request = *request, .cluster = {.type = VALUE_NONE}};
    lookup_init(&lookup, query, error);
    if (request->cluster.size) {
        if (!filter_one_read(query, &in, &named, error) || !entity_asked(&lookup, named, &cluster))
            return false;
        plan->cluster = entity_value_show(&lookup, cluster.number);
        plan->request.cluster = plan->cluster.entity;
    }
    if (!region_filter_read(&lookup, request->region, request->district, &scope.place) ||
        !query_trade(query, &plan->trade, error))
        return false;
    if (scope.place.region)
        plan->place = scope.place.region->name;
    else if (scope.place.district)
        plan->place = scope.place.district->name;
    needs_choose(query, &scope, plan);
    offers_choose(query, plan);
    if (!plan->needs.count)
        return error_add(error, "query.plan_no_needs", NULL);
    return plan->offers.count || error_add(error, "query.plan_no_offers", NULL);
}

/* ---- making ---- */

struct making {
    const struct query *query;
    struct query_plan *plan;
    struct plan_options options;
    struct arena scratch;
    struct error *error;
    bool made;
};

static void plan_run(void *context)
{
    struct making *making = context;
    making->made = plan_make(&making->plan->plan, &making->plan->needs, &making->plan->offers,
                             making->query->products, &making->options, making->query->arena,
                             &making->scratch, making->error);
}

bool query_plan_make(const struct query *query, struct query_plan *plan,
                     const struct cover_watch *watch, struct error *error)
{
    static const size_t scratch_limit = (size_t)1 << 26;
    struct making making = {.query = query, .plan = plan, .error = error};
    if (plan->request.least <= 0)
        plan->request.least = least_usual;
    making.options = (struct plan_options){.today = query->today,
                                           .least = plan->request.least,
                                           .weights = plan->request.weights,
                                           .watch = *watch};
    arena_init(&making.scratch, scratch_limit);
    if (!arena_run(&making.scratch, plan_run, &making))
        error_add(error, "sourcing.no_memory", NULL);
    arena_release(&making.scratch);
    return making.made;
}

/* ---- telling ---- */

struct span query_plan_title(const struct query *query, const struct query_plan *plan)
{
    struct span of = plan->cluster.type != VALUE_NONE ? plan->cluster.text : plan->place;
    return of.size
               ? QUERY_TEXT(query, "query.plan_title_of", "of", arena_copy(query->arena, of).data)
               : QUERY_TEXT(query, "query.plan_title");
}

static void value_or_null(struct json *json, const char *key, const struct query_value *value)
{
    json_key(json, key);
    if (value->type == VALUE_NONE)
        json_null(json);
    else
        value_write(value, json);
}

static void key_number(struct json *json, const char *key, double number)
{
    json_key(json, key);
    json_number(json, number);
}

static void need_write(const struct query_plan *plan, uint32_t index, struct json *json)
{
    value_or_null(json, "need", &plan->buyers[index]->fact);
    value_or_null(json, "buyer", &plan->buyers[index]->who);
    key_text(json, "product", product_text(&plan->needs.items[index].line.product));
}

static double in_unit(const struct need *need, double quantity)
{
    return quantity / need->line.unit.factor;
}

static void delivery_write(const struct query *query, const struct query_plan *plan,
                           const struct plan_delivery *delivery, struct json *json)
{
    const struct plan_link *link = &plan->plan.links.items[delivery->link];
    const struct need *need = &plan->needs.items[link->need];
    const struct query_traded *supplier = plan->suppliers[link->match.offer];
    json_object_begin(json);
    need_write(plan, link->need, json);
    value_or_null(json, "offer", &supplier->fact);
    value_or_null(json, "supplier", &supplier->who);
    key_text(json, "offered", product_text(&plan->offers.items[link->match.offer].line.product));
    key_number(json, "quantity", in_unit(need, delivery->quantity));
    json_key(json, "unit");
    json_string(json, need->line.unit.name);
    key_text(json, "text", quantity_text(query, need, delivery->quantity));
    json_key(json, "nearness");
    json_string(json, nearness_codes[link->nearness]);
    key_text(json, "nearness_text", query_nearness_text(query, link->nearness));
    key_number(json, "score", (double)link->match.score);
    key_text(json, "why", query_match_text(query, &link->match));
    json_object_end(json);
}

/* Those of whom reports tell that they make it, though nobody knows how much. */
static void known_write(const struct query *query, const struct query_plan *plan,
                        struct match_index *index, const uint32_t *unknown, uint32_t need,
                        struct json *json)
{
    enum { KNOWN = 3 };
    struct match matches[KNOWN];
    size_t count = index ? match_find(index, &plan->needs.items[need].line.product,
                                      plan->request.least, matches, KNOWN, query->arena)
                         : 0;
    json_key(json, "known");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        const struct query_traded *traded = &plan->trade.suppliers[unknown[matches[i].offer]];
        value_write(traded->who.type == VALUE_NONE ? &traded->fact : &traded->who, json);
    }
    json_array_end(json);
}

/* The offers whose capacity is not known, as an index of their own; *unknown: which they are. */
static struct match_index *unknown_index(const struct query *query, const struct query_plan *plan,
                                         uint32_t **unknown)
{
    const struct offers *all = &plan->trade.offers;
    struct named_product *named = ARENA_NEW(query->arena, struct named_product, all->count + 1);
    size_t count = 0;
    *unknown = ARENA_NEW(query->arena, uint32_t, all->count + 1);
    for (uint32_t i = 0; i < all->count; i++) {
        if (!plan->trade.suppliers[i].problem)
            continue;
        (*unknown)[count] = i;
        named[count++] = all->items[i].line.product;
    }
    return count ? match_index_make(query->products, named, count, query->arena) : NULL;
}

static int by_worth(const void *left, const void *right, void *context)
{
    const struct plan *plan = context;
    const struct plan_gap *one = *(const struct plan_gap *const *)left;
    const struct plan_gap *other = *(const struct plan_gap *const *)right;
    double here = plan->values[one->need] * one->missing / plan->needs->items[one->need].quantity;
    double there =
        plan->values[other->need] * other->missing / plan->needs->items[other->need].quantity;
    int order = (here < there) - (here > there);
    return order ? order : (one > other) - (one < other);
}

/* What is missing in roubles; empty where neither the need nor any offer has a price. */
static struct span worth_text(const struct query *query, const struct query_plan *plan,
                              const struct plan_gap *gap)
{
    const struct need *need = &plan->needs.items[gap->need];
    double worth = need->line.price * gap->missing;
    return worth > 0
               ? message_money(query->catalogue, query->tongue, query->arena, worth, "RUB", false)
               : SPAN("");
}

static void gap_write(const struct query *query, const struct query_plan *plan,
                      const struct plan_gap *gap, struct match_index *index,
                      const uint32_t *unknown, struct json *json)
{
    const struct need *need = &plan->needs.items[gap->need];
    char date[DATE_TEXT];
    json_object_begin(json);
    need_write(plan, gap->need, json);
    key_number(json, "missing", in_unit(need, gap->missing));
    json_key(json, "unit");
    json_string(json, need->line.unit.name);
    key_text(json, "missing_text", quantity_text(query, need, gap->missing));
    key_number(json, "worth", plan->plan.values[gap->need] * gap->missing / need->quantity);
    key_text(json, "worth_text", worth_text(query, plan, gap));
    json_key(json, "reason");
    json_string(json, gap_codes[gap->reason]);
    key_text(json, "text", gap_text(query, &plan->plan, gap));
    json_key(json, "earliest");
    if (gap->reason == GAP_LATE)
        json_string(json, date_write(gap->earliest, date));
    else
        json_null(json);
    key_text(json, "now", need->supplier_now);
    known_write(query, plan, index, unknown, gap->need, json);
    json_object_end(json);
}

/* What is not covered is what somebody could make: what is worth most first. */
static void gaps_write(const struct query *query, const struct query_plan *plan, struct json *json)
{
    const struct plan *made = &plan->plan;
    const struct plan_gap **order =
        ARENA_NEW(query->arena, const struct plan_gap *, made->gaps.count + 1);
    uint32_t *unknown;
    struct match_index *index = unknown_index(query, plan, &unknown);
    struct plan sorted = *made;
    for (size_t i = 0; i < made->gaps.count; i++)
        order[i] = &made->gaps.items[i];
    if (made->gaps.count)
        qsort_r(order, made->gaps.count, sizeof *order, by_worth, &sorted);
    json_key(json, "gaps");
    json_array_begin(json);
    for (size_t i = 0; i < made->gaps.count; i++)
        gap_write(query, plan, order[i], index, unknown, json);
    json_array_end(json);
}

/* Which part of the value comes from how near, before and after. */
static void places_write(const struct query *query, const struct plan *plan, struct json *json)
{
    json_key(json, "places");
    json_array_begin(json);
    for (size_t i = 0; i <= NEARNESSES; i++) {
        bool known = i < NEARNESSES;
        double before = known ? plan->before.by_nearness[i] : plan->before.unknown;
        double after = known ? plan->after.by_nearness[i] : plan->after.unknown;
        json_object_begin(json);
        json_key(json, "nearness");
        json_string(json, known ? nearness_codes[i] : "unknown");
        key_text(json, "text",
                 known ? query_nearness_text(query, (enum nearness)i)
                       : QUERY_TEXT(query, "sourcing.near.unknown"));
        key_number(json, "before", plan->value > 0 ? before / plan->value : 0);
        key_number(json, "after", plan->value > 0 ? after / plan->value : 0);
        json_object_end(json);
    }
    json_array_end(json);
}

static void shares_write(const struct query *query, const char *key,
                         const struct plan_shares *shares, struct json *json)
{
    json_key(json, key);
    json_object_begin(json);
    for (size_t i = 0; i < NEARNESSES; i++)
        key_number(json, nearness_codes[i], shares->by_nearness[i]);
    key_number(json, "unknown", shares->unknown);
    key_number(json, "local_share", plan_local_share(shares));
    key_text(json, "local_text", percent_text(query, plan_local_share(shares)));
    json_object_end(json);
}

struct span query_left_out_text(const struct query *query, const struct query_traded *traded)
{
    return QUERY_TEXT(query, traded->problem, "value",
                      arena_copy(query->arena, traded->value).data);
}

static void left_out_write(const struct query *query, const struct query_plan *plan,
                           struct json *json)
{
    json_key(json, "left_out");
    json_array_begin(json);
    for (size_t i = 0; i < plan->left_out.count; i++) {
        const struct query_traded *traded = plan->left_out.items[i].traded;
        json_object_begin(json);
        value_or_null(json, "need", &traded->fact);
        key_text(json, "text", query_left_out_text(query, traded));
        json_object_end(json);
    }
    json_array_end(json);
}

static void frame_write(const struct query *query, const struct query_plan *plan, struct json *json)
{
    const struct plan_weights *weights = &plan->request.weights;
    value_or_null(json, "cluster", &plan->cluster);
    key_text(json, "place", plan->place);
    key_date(query, json, "made", query->today);
    key_number(json, "least", (double)plan->request.least);
    json_key(json, "weights");
    json_object_begin(json);
    key_number(json, "cluster", weights->cluster);
    key_number(json, "region", weights->region);
    key_number(json, "district", weights->district);
    key_number(json, "country", weights->country);
    key_number(json, "distance", weights->distance);
    key_number(json, "price", weights->price);
    json_object_end(json);
}

static void totals_write(const struct query *query, const struct query_plan *plan,
                         struct json *json)
{
    const struct plan *made = &plan->plan;
    struct span sentences[PLAN_SENTENCES];
    key_count(json, "needs", made->needs->count);
    key_count(json, "offers", made->offers->count);
    key_number(json, "value", made->value);
    key_number(json, "covered", made->cover.value);
    key_number(json, "covered_share", made->value > 0 ? made->cover.value / made->value : 0);
    key_number(json, "gap", plan_gap(made));
    key_flag(json, "proved", made->cover.proved == made->cover.components && !made->cover.stopped);
    key_flag(json, "interrupted", made->cover.stopped);
    plan_sentences(query, made, sentences);
    json_key(json, "summary");
    json_array_begin(json);
    for (size_t i = 0; i < PLAN_SENTENCES; i++)
        json_text(json, sentences[i]);
    json_array_end(json);
}

void query_plan_write(const struct query *query, const struct query_plan *plan, struct json *json)
{
    const struct plan *made = &plan->plan;
    json_object_begin(json);
    key_text(json, "title", query_plan_title(query, plan));
    frame_write(query, plan, json);
    totals_write(query, plan, json);
    shares_write(query, "before", &made->before, json);
    shares_write(query, "after", &made->after, json);
    places_write(query, made, json);
    json_key(json, "deliveries");
    json_array_begin(json);
    for (size_t i = 0; i < made->deliveries.count; i++)
        delivery_write(query, plan, &made->deliveries.items[i], json);
    json_array_end(json);
    gaps_write(query, plan, json);
    left_out_write(query, plan, json);
    json_object_end(json);
}
