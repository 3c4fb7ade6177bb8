/* The sourcing plan: from tables to arcs, and back to deliveries and gaps. */
#include "plan.h"

#include <math.h>
#include <stdlib.h>

#include "map.h"
#include "whole.h"

enum {
    LINKS_OF_NEED = 64, /* the best matches of a need that are looked at */
    HORIZON = 365       /* days, of a need without a date */
};
static const double far_away = 10000; /* kilometres that count as the farthest */
static const double little = 1e-6;    /* of a need: less is nothing */

/* What stood in the way of a need's offers. */
struct hindrance {
    bool matched;
    bool comparable;
    bool in_time;
    bool fits;
    int soonest;      /* days, of those that are too late */
    double least_lot; /* of those whose lot is too great */
};

struct planning {
    struct plan *plan;
    const struct plan_options *options;
    const struct products *products;
    struct match_index *index;
    struct arena *arena;
    struct arena *scratch;
    struct hindrance *hindrances; /* by need */
    uint32_t *groups;             /* by offer */
    size_t group_count;
    struct {
        struct cover_arc *items;
        size_t count;
        size_t capacity;
    } arcs; /* one for each link */
};

/* ---- groups ---- */

/* Offers of one supplier with the same line share its time; others have their own. */
static void groups_find(struct planning *planning)
{
    const struct offers *offers = planning->plan->offers;
    struct map lines;
    map_init(&lines, planning->arena);
    planning->groups = ARENA_NEW(planning->arena, uint32_t, offers->count + 1);
    for (size_t i = 0; i < offers->count; i++) {
        const struct offer *offer = &offers->items[i];
        planning->groups[i] = (uint32_t)planning->group_count;
        if (!offer->shared.size) {
            planning->group_count++;
            continue;
        }
        bool added;
        struct span key = arena_format(planning->arena, "%.*s\t%.*s", SPAN_ARGS(offer->line.who),
                                       SPAN_ARGS(offer->shared));
        uint32_t *group = map_add(&lines, key, &added);
        if (added)
            *group = (uint32_t)planning->group_count++;
        planning->groups[i] = *group;
    }
}

/* ---- links ---- */

static int days_until(const struct planning *planning, const struct need *need)
{
    return date_is_set(need->by) ? date_days(planning->options->today, need->by) : HORIZON;
}

/* Whether an offer can cover something of a need; notes what stands in the way. */
static bool link_holds(struct planning *planning, const struct need *need,
                       const struct offer *offer, struct hindrance *hindrance)
{
    int days = days_until(planning, need);
    hindrance->matched = true;
    if (need->line.unit.measure != offer->line.unit.measure)
        return false;
    hindrance->comparable = true;
    if (offer->lead_days > days || days < 0) {
        if (!hindrance->soonest || offer->lead_days < hindrance->soonest)
            hindrance->soonest = offer->lead_days;
        return false;
    }
    hindrance->in_time = true;
    double made = offer->daily * (days > 0 ? days : 0.5);
    if (offer->minimum > need->quantity || offer->minimum > made) {
        if (hindrance->least_lot <= 0 || offer->minimum < hindrance->least_lot)
            hindrance->least_lot = offer->minimum;
        return false;
    }
    hindrance->fits = true;
    return true;
}

static void link_add(struct planning *planning, uint32_t need_index, const struct match *match)
{
    struct plan *plan = planning->plan;
    const struct need *need = &plan->needs->items[need_index];
    const struct offer *offer = &plan->offers->items[match->offer];
    if (!link_holds(planning, need, offer, &planning->hindrances[need_index]))
        return;
    *ARRAY_PUSH(planning->arena, &plan->links) = (struct plan_link){
        need_index, *match, places_nearness(&need->line.place, &offer->line.place),
        places_distance(&need->line.place, &offer->line.place)};
    *ARRAY_PUSH(planning->arena, &planning->arcs) =
        (struct cover_arc){.need = need_index,
                           .group = planning->groups[match->offer],
                           .day = days_until(planning, need),
                           .use = need->quantity / offer->daily,
                           .least = offer->minimum / need->quantity};
}

static void links_find(struct planning *planning)
{
    struct plan *plan = planning->plan;
    struct match *matches = ARENA_NEW(planning->arena, struct match, LINKS_OF_NEED);
    for (uint32_t i = 0; i < plan->needs->count; i++) {
        arena_clear(planning->scratch);
        size_t count =
            match_find(planning->index, &plan->needs->items[i].line.product,
                       planning->options->least, matches, LINKS_OF_NEED, planning->scratch);
        for (size_t k = 0; k < count; k++)
            link_add(planning, i, &matches[k]);
    }
}

/* ---- values and penalties ---- */

/* The least price among a need's links; 0 where none is known. */
static double offered_price(const struct plan *plan, size_t first, size_t end)
{
    double least = 0;
    for (size_t i = first; i < end; i++) {
        double price = plan->offers->items[plan->links.items[i].match.offer].line.price;
        if (price > 0 && (least <= 0 || price < least))
            least = price;
    }
    return least;
}

static size_t links_end(const struct plan *plan, size_t first)
{
    size_t end = first;
    while (end < plan->links.count && plan->links.items[end].need == plan->links.items[first].need)
        end++;
    return end;
}

/* Needs are worth their price, or the cheapest offer's; where neither is known, as much as others
 * are on average. */
static void values_find(struct planning *planning)
{
    struct plan *plan = planning->plan;
    size_t known = 0;
    double sum = 0;
    plan->values = ARENA_NEW(planning->arena, double, plan->needs->count + 1);
    for (size_t i = 0; i < plan->needs->count; i++)
        plan->values[i] = plan->needs->items[i].line.price * plan->needs->items[i].quantity;
    for (size_t i = 0, end; i < plan->links.count; i = end) {
        uint32_t need = plan->links.items[i].need;
        end = links_end(plan, i);
        if (plan->values[need] <= 0)
            plan->values[need] = offered_price(plan, i, end) * plan->needs->items[need].quantity;
    }
    for (size_t i = 0; i < plan->needs->count; i++) {
        known += plan->values[i] > 0;
        sum += plan->values[i];
    }
    for (size_t i = 0; i < plan->needs->count; i++) {
        if (plan->values[i] <= 0)
            plan->values[i] = known ? sum / (double)known : 1;
        plan->value += plan->values[i];
    }
}

/* Where an offer's price stands between the least and the greatest of the need's offers: 0 to 1. */
static double price_place(double price, double least, double greatest)
{
    if (price <= 0)
        return 1;
    return greatest > least ? (price - least) / (greatest - least) : 0;
}

/* By how much all weights are made smaller, so that no penalty is above COVER_PENALTY_MOST. */
static double weights_scale(const struct plan_weights *weights)
{
    double all = weights->cluster + weights->region + weights->district + weights->country +
                 weights->distance + weights->price;
    return all > COVER_PENALTY_MOST ? COVER_PENALTY_MOST / all : 1;
}

/* What a unit of value by a link costs. */
static double link_costs(const struct planning *planning, const struct plan_link *link,
                         double price)
{
    static const double below_a_step = 0.999; /* farthest and dearest is not quite a step */
    const struct plan_weights *weights = &planning->options->weights;
    const double steps[] = {weights->cluster, weights->region, weights->district, weights->country};
    double distance =
        link->kilometres < 0 || link->kilometres > far_away ? 1 : link->kilometres / far_away;
    double costs = below_a_step * (weights->distance * distance + weights->price * price);
    for (size_t i = 0; i < (size_t)link->nearness; i++)
        costs += steps[i];
    return costs * weights_scale(weights);
}

static void penalties_find(struct planning *planning)
{
    struct plan *plan = planning->plan;
    for (size_t i = 0, end; i < plan->links.count; i = end) {
        end = links_end(plan, i);
        double least = offered_price(plan, i, end), greatest = 0;
        for (size_t k = i; k < end; k++) {
            double price = plan->offers->items[plan->links.items[k].match.offer].line.price;
            greatest = price > greatest ? price : greatest;
        }
        for (size_t k = i; k < end; k++) {
            const struct plan_link *link = &plan->links.items[k];
            double price =
                price_place(plan->offers->items[link->match.offer].line.price, least, greatest);
            planning->arcs.items[k].penalty =
                plan->values[link->need] * link_costs(planning, link, price);
        }
    }
}

const struct plan_weights plan_weights_usual = {1, 1, 1, 1, 0.5, 0.5};

static double *weight_named(struct plan_weights *weights, struct span name)
{
    const struct {
        const char *name;
        double *weight;
    } all[] = {{"cluster", &weights->cluster},   {"region", &weights->region},
               {"district", &weights->district}, {"country", &weights->country},
               {"distance", &weights->distance}, {"price", &weights->price}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (span_is(name, all[i].name))
            return all[i].weight;
    return NULL;
}

/* Takes the next part off *rest: parts are parted by commas or semicolons, but a comma before a
 * digit parts a fraction. */
static bool weight_next(struct span *rest, struct span *part)
{
    size_t end = 0;
    while (end < rest->size) {
        bool digit =
            end + 1 < rest->size && rest->data[end + 1] >= '0' && rest->data[end + 1] <= '9';
        if (rest->data[end] == ';' || (rest->data[end] == ',' && !digit))
            break;
        end++;
    }
    *part = span_trim(span_slice(*rest, 0, end));
    bool more = rest->size > 0;
    *rest = span_slice(*rest, end + 1, rest->size);
    return more;
}

bool plan_weights_read(struct span text, struct plan_weights *weights)
{
    static const double most = 1000;
    struct span rest = text, part;
    while (weight_next(&rest, &part)) {
        struct span value = part, name;
        span_next_part(&value, '=', &name);
        double *weight = weight_named(weights, span_trim(name));
        value = span_trim(value);
        if (!part.size)
            continue;
        if (weight && span_is(value, "0"))
            *weight = 0;
        else if (!weight || !amount_of_text(value, weight) || *weight > most)
            return false;
    }
    return true;
}

/* ---- what comes of it ---- */

/* How many pieces each need is; 0 where it is not counted in whole ones. */
static double *pieces_find(const struct plan *plan, struct arena *arena)
{
    double *pieces = ARENA_NEW(arena, double, plan->needs->count + 1);
    for (size_t i = 0; i < plan->needs->count; i++) {
        const struct need *need = &plan->needs->items[i];
        bool counted =
            need->line.unit.measure == MEASURE_PIECES || need->line.unit.measure == MEASURE_SETS ||
            need->line.unit.measure == MEASURE_PACKS || need->line.unit.measure == MEASURE_PAIRS;
        pieces[i] = counted && need->quantity == floor(need->quantity) ? need->quantity : 0;
    }
    return pieces;
}

static void deliveries_take(struct planning *planning, double *covered)
{
    struct plan *plan = planning->plan;
    for (uint32_t i = 0; i < plan->links.count; i++) {
        uint32_t need = plan->links.items[i].need;
        double share = plan->cover.shares[i];
        if (share <= little)
            continue;
        covered[need] += share;
        *ARRAY_PUSH(planning->arena, &plan->deliveries) =
            (struct plan_delivery){i, share * plan->needs->items[need].quantity};
    }
}

/* The days that a group has left for what is due by a day: the least of all days from then on. */
static double days_left(const struct planning *planning, uint32_t group, int32_t day)
{
    const struct plan *plan = planning->plan;
    double least = day > 0 ? day : 0.5;
    for (size_t i = 0; i < planning->arcs.count; i++) {
        const struct cover_arc *until = &planning->arcs.items[i];
        if (until->group != group || until->day < day)
            continue;
        double left = until->day > 0 ? until->day : 0.5;
        for (size_t k = 0; k < planning->arcs.count; k++)
            if (planning->arcs.items[k].group == group && planning->arcs.items[k].day <= until->day)
                left -= planning->arcs.items[k].use * plan->cover.shares[k];
        least = left < least ? left : least;
    }
    return least;
}

/* The least lot of a need's links for which there would be some time, but not so much; 0: none. */
static double hindering_lot(const struct planning *planning, size_t first, size_t end,
                            double missing)
{
    const struct plan *plan = planning->plan;
    double least = 0;
    for (size_t i = first; i < end; i++) {
        const struct cover_arc *arc = &planning->arcs.items[i];
        if (plan->cover.shares[i] > little || arc->least <= 0)
            continue;
        double room = days_left(planning, arc->group, arc->day) / arc->use;
        double lot = arc->least * plan->needs->items[arc->need].quantity;
        if (room > little && (room < arc->least || missing < arc->least) &&
            (least <= 0 || lot < least))
            least = lot;
    }
    return least;
}

/* Of those who do not make it, who makes what is most like it: whoever looks for a maker asks him
 * first. */
static void nearest_find(struct planning *planning, struct plan_gap *gap)
{
    static const float faintly = 0.35F; /* below it nothing is like it */
    const struct need *need = &planning->plan->needs->items[gap->need];
    struct match match;
    arena_clear(planning->scratch);
    if (!match_find(planning->index, &need->line.product, faintly, &match, 1, planning->scratch))
        return;
    gap->near = match.offer;
    gap->near_score = match.score;
}

/* Looking for the lots that hinder takes the square of the arcs: only where they are few. */
enum { ARCS_LOOKED_AT = 3000 };

static void gap_explain(struct planning *planning, struct plan_gap *gap, size_t first, size_t end,
                        double share)
{
    const struct hindrance *hindrance = &planning->hindrances[gap->need];
    if (!hindrance->matched) {
        gap->reason = GAP_NOBODY;
        nearest_find(planning, gap);
    } else if (!hindrance->comparable)
        gap->reason = GAP_UNIT;
    else if (!hindrance->in_time) {
        gap->reason = GAP_LATE;
        gap->earliest = date_add_days(planning->options->today, hindrance->soonest);
    } else if (!hindrance->fits) {
        gap->reason = GAP_LOT;
        gap->lot = hindrance->least_lot;
    } else {
        gap->lot =
            planning->arcs.count <= ARCS_LOOKED_AT ? hindering_lot(planning, first, end, share) : 0;
        gap->reason = gap->lot > 0 ? GAP_LOT : GAP_CAPACITY;
    }
}

static void gaps_find(struct planning *planning, const double *covered)
{
    struct plan *plan = planning->plan;
    size_t first = 0;
    for (uint32_t i = 0; i < plan->needs->count; i++) {
        while (first < plan->links.count && plan->links.items[first].need < i)
            first++;
        size_t end = first;
        while (end < plan->links.count && plan->links.items[end].need == i)
            end++;
        double share = 1 - covered[i];
        if (share <= little)
            continue;
        struct plan_gap *gap = ARRAY_PUSH(planning->arena, &plan->gaps);
        *gap = (struct plan_gap){.need = i, .missing = share * plan->needs->items[i].quantity};
        gap_explain(planning, gap, first, end, share);
    }
}

/* What is not covered stays where it is bought now. */
static void shares_find(struct plan *plan, const double *covered)
{
    for (size_t i = 0; i < plan->needs->count; i++) {
        const struct need *need = &plan->needs->items[i];
        enum nearness now = places_nearness(&need->line.place, &need->now);
        double left = plan->values[i] * (1 - covered[i]);
        *(need->now_known ? &plan->before.by_nearness[now] : &plan->before.unknown) +=
            plan->values[i];
        *(need->now_known ? &plan->after.by_nearness[now] : &plan->after.unknown) += left;
    }
    for (size_t i = 0; i < plan->links.count; i++) {
        const struct plan_link *link = &plan->links.items[i];
        plan->after.by_nearness[link->nearness] += plan->values[link->need] * plan->cover.shares[i];
    }
}

static void index_make(struct planning *planning)
{
    const struct offers *offers = planning->plan->offers;
    struct named_product *named =
        ARENA_NEW(planning->arena, struct named_product, offers->count + 1);
    for (size_t i = 0; i < offers->count; i++)
        named[i] = offers->items[i].line.product;
    planning->index = match_index_make(planning->products, named, offers->count, planning->arena);
}

bool plan_make(struct plan *plan, const struct needs *needs, const struct offers *offers,
               const struct products *products, const struct plan_options *options,
               struct arena *arena, struct arena *scratch, struct error *error)
{
    struct planning planning = {
        .plan = plan, .options = options, .products = products, .arena = arena, .scratch = scratch};
    double *covered = ARENA_NEW(arena, double, needs->count + 1);
    *plan = (struct plan){.needs = needs, .offers = offers};
    planning.hindrances = ARENA_NEW(arena, struct hindrance, needs->count + 1);
    groups_find(&planning);
    index_make(&planning);
    links_find(&planning);
    values_find(&planning);
    penalties_find(&planning);
    struct cover_problem problem = {plan->values, needs->count, planning.group_count,
                                    planning.arcs.items, planning.arcs.count};
    if (!cover_solve(&problem, &options->watch, &plan->cover, arena, error))
        return false;
    cover_make_whole(&problem, pieces_find(plan, arena), &plan->cover, arena);
    deliveries_take(&planning, covered);
    gaps_find(&planning, covered);
    shares_find(plan, covered);
    return true;
}

double plan_local_share(const struct plan_shares *shares)
{
    double all = 0;
    for (size_t i = 0; i < NEARNESSES; i++)
        all += shares->by_nearness[i];
    return all > 0 ? (shares->by_nearness[NEAR_CLUSTER] + shares->by_nearness[NEAR_REGION]) / all
                   : 0;
}

double plan_gap(const struct plan *plan)
{
    double bound = plan->cover.value_bound;
    return bound > plan->cover.value ? (bound - plan->cover.value) / bound : 0;
}
