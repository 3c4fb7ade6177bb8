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
        return QUERY_TEXT(query, "sourcing.gap.lot", "lot",
                          quantity_text(query, need, gap->lot).data, "missing", missing);
    case GAP_CAPACITY:
        return QUERY_TEXT(query, "sourcing.gap.capacity", "missing", missing);
    case GAP_NOBODY:
    case GAP_REASONS:
        break;
    }
    return QUERY_TEXT(query, "sourcing.gap.nobody");
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
    if (cover->stopped)
        sentences[2] =
            QUERY_TEXT(query, "sourcing.stopped", "gap", percent_text(query, plan_gap(plan)).data);
    else if (cover->proved == cover->components)
        sentences[2] = QUERY_TEXT(query, "sourcing.proved");
    else
        sentences[2] =
            QUERY_TEXT(query, "sourcing.gap_told", "gap", percent_text(query, plan_gap(plan)).data,
                       "penalty_gap", percent_text(query, penalty_gap).data);
}
