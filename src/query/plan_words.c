/* The words in which a plan is told. */
#include "plan_words.h"

#include <math.h>

#include "lookup.h"

const char *const nearness_codes[NEARNESSES] = {"cluster", "region", "district", "country",
                                                "abroad"};
const char *const gap_codes[GAP_REASONS] = {"nobody", "unit", "late", "lot", "capacity"};

struct span product_text(const struct named_product *product)
{
    return product->words.size ? product->words : product->code;
}

/* With as many digits as mean anything. */
static struct span number_text(const struct query *query, double number)
{
    double by = fabs(number) >= 100 ? 1 : 1000;
    return message_number(query->tongue, query->arena, round(number * by) / by);
}

struct span quantity_text(const struct query *query, const struct need *need, double quantity)
{
    return arena_format(query->arena, "%s %s",
                        number_text(query, quantity / need->line.unit.factor).data,
                        need->line.unit.name);
}

/* By how much at most: never less than it is. */
static struct span bound_text(const struct query *query, double share)
{
    static const double hair = 1e-9;
    return arena_format(
        query->arena, "%s %%",
        message_number(query->tongue, query->arena, ceil((share - hair) * 1000) / 10).data);
}

/* A part is never told as nothing or as all: «< 0,1 %», «> 99,9 %». */
struct span percent_text(const struct query *query, double share)
{
    static const double least = 0.001; /* that is shown */
    static const double hair = 1e-9;   /* what sums of shares may be off */
    bool small = share > hair && share < least / 2;
    bool great = share < 1 - hair && share > 1 - least / 2;
    double shown = small ? least : great ? 1 - least : share;
    return arena_format(query->arena, "%s%s %%",
                        small   ? "< "
                        : great ? "> "
                                : "",
                        message_number(query->tongue, query->arena, round(shown * 1000) / 10).data);
}

/* A lot is more than is missing, or more than can be made in time. */
static struct span lot_text(const struct query *query, const struct need *need,
                            const struct plan_gap *gap)
{
    const char *lot = quantity_text(query, need, gap->lot).data;
    return gap->lot > gap->missing ? QUERY_TEXT(query, "sourcing.gap.lot", "lot", lot, "missing",
                                                quantity_text(query, need, gap->missing).data)
                                   : QUERY_TEXT(query, "sourcing.gap.lot_time", "lot", lot);
}

static struct span nobody_text(const struct query *query, const struct plan *plan,
                               const struct plan_gap *gap)
{
    const struct trade_line *near = &plan->offers->items[gap->near].line;
    if (gap->near_score <= 0)
        return QUERY_TEXT(query, "sourcing.gap.nobody");
    return QUERY_TEXT(query, "sourcing.gap.near", "offer",
                      arena_copy(query->arena, product_text(&near->product)).data, "supplier",
                      arena_copy(query->arena, near->who.size ? near->who : near->id).data);
}

struct span gap_text(const struct query *query, const struct plan *plan, const struct plan_gap *gap)
{
    const struct need *need = &plan->needs->items[gap->need];
    const char *missing = quantity_text(query, need, gap->missing).data;
    switch (gap->reason) {
    case GAP_UNIT:
        return QUERY_TEXT(query, "sourcing.gap.unit", "unit", need->line.unit.name);
    case GAP_LATE:
        return QUERY_TEXT(
            query, "sourcing.gap.late", "date",
            message_date(query->catalogue, query->tongue, query->arena, gap->earliest).data);
    case GAP_LOT:
        return lot_text(query, need, gap);
    case GAP_CAPACITY:
        return QUERY_TEXT(query, "sourcing.gap.capacity", "missing", missing);
    case GAP_NOBODY:
    case GAP_REASONS:
        break;
    }
    return nobody_text(query, plan, gap);
}

/* How good a plan is that was searched to the end. */
static struct span quality_text(const struct query *query, const struct plan *plan,
                                double penalty_gap)
{
    const char *gap = bound_text(query, plan_gap(plan)).data;
    const char *penalty = bound_text(query, penalty_gap).data;
    static const double hair = 1e-9;
    if (plan->cover.proved == plan->cover.components)
        return QUERY_TEXT(query, "sourcing.proved");
    if (penalty_gap <= hair)
        return QUERY_TEXT(query, "sourcing.gap_value", "gap", gap);
    return plan_gap(plan) <= hair
               ? QUERY_TEXT(query, "sourcing.gap_penalty", "penalty_gap", penalty)
               : QUERY_TEXT(query, "sourcing.gap_told", "gap", gap, "penalty_gap", penalty);
}

void plan_sentences(const struct query *query, const struct plan *plan,
                    struct span sentences[PLAN_SENTENCES])
{
    const struct cover_plan *cover = &plan->cover;
    double penalty_gap = cover->penalty > cover->penalty_bound && cover->penalty > 0
                             ? (cover->penalty - cover->penalty_bound) / cover->penalty
                             : 0;
    double share = plan->value > 0 ? cover->value / plan->value : 0;
    sentences[0] = QUERY_TEXT(
        query, "sourcing.summary", "needs", number_show(query, plan->needs->count).data, "share",
        percent_text(query, share).data, "gaps", number_show(query, plan->gaps.count).data);
    sentences[1] = QUERY_TEXT(query, "sourcing.local", "before",
                              percent_text(query, plan_local_share(&plan->before)).data, "after",
                              percent_text(query, plan_local_share(&plan->after)).data);
    sentences[2] = cover->stopped ? QUERY_TEXT(query, "sourcing.stopped", "gap",
                                               bound_text(query, plan_gap(plan)).data)
                                  : quality_text(query, plan, penalty_gap);
}
