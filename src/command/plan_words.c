/* The words in which a plan is told. */
#include "plan_words.h"

#include <math.h>

const char *const nearness_codes[NEARNESSES] = {"cluster", "region", "district", "country",
                                                "abroad"};
const char *const gap_codes[GAP_REASONS] = {"nobody", "unit", "late", "lot", "capacity"};

struct span nearness_text(const struct plan_telling *telling, enum nearness nearness)
{
    static const char *const keys[NEARNESSES] = {"sourcing.near.cluster", "sourcing.near.region",
                                                 "sourcing.near.district", "sourcing.near.country",
                                                 "sourcing.near.abroad"};
    return TEXT(telling->invocation, keys[nearness]);
}

struct span product_text(const struct named_product *product)
{
    return product->words.size ? product->words : product->code;
}

/* With as many digits as mean anything. */
static struct span number_text(const struct plan_telling *telling, double number)
{
    double by = fabs(number) >= 100 ? 1 : 1000;
    return message_number(telling->invocation->tongue, &telling->invocation->arena,
                          round(number * by) / by);
}

struct span quantity_text(const struct plan_telling *telling, const struct need *need,
                          double quantity)
{
    return arena_format(&telling->invocation->arena, "%s %s",
                        number_text(telling, quantity / need->line.unit.factor).data,
                        need->line.unit.name);
}

struct span percent_text(const struct plan_telling *telling, double share)
{
    return arena_format(&telling->invocation->arena, "%s %%",
                        message_number(telling->invocation->tongue, &telling->invocation->arena,
                                       round(share * 1000) / 10)
                            .data);
}

static struct span reason_text(const struct plan_telling *telling,
                               const struct match_reason *reason)
{
    static const char *const keys[REASON_KINDS] = {
        [REASON_WORD] = "sourcing.reason.word",
        [REASON_GRADE] = "sourcing.reason.grade",
        [REASON_SYNONYM] = "sourcing.reason.synonym",
        [REASON_PART] = "sourcing.reason.part",
        [REASON_ROOT] = "sourcing.reason.root",
        [REASON_CODE_EQUAL] = "sourcing.reason.code_equal",
        [REASON_CODE_PART] = "sourcing.reason.code_part",
        [REASON_CODE_NEAR] = "sourcing.reason.code_near",
        [REASON_CODE_WORDS] = "sourcing.reason.code_words"};
    struct arena *arena = &telling->invocation->arena;
    return TEXT(telling->invocation, keys[reason->kind], "need",
                arena_copy(arena, reason->need).data, "offer",
                arena_copy(arena, reason->offer).data);
}

struct span reasons_text(const struct plan_telling *telling, const struct plan_link *link)
{
    struct span text = SPAN("");
    for (size_t i = 0; i < link->match.reason_count; i++) {
        struct span reason = reason_text(telling, &link->match.reasons[i]);
        text = i ? arena_format(&telling->invocation->arena, "%.*s; %.*s", SPAN_ARGS(text),
                                SPAN_ARGS(reason))
                 : reason;
    }
    return text;
}

struct span gap_text(const struct plan_telling *telling, const struct plan_gap *gap)
{
    struct invocation *invocation = telling->invocation;
    const struct need *need = &telling->plan->needs->items[gap->need];
    const char *missing = quantity_text(telling, need, gap->missing).data;
    switch (gap->reason) {
    case GAP_UNIT:
        return TEXT(invocation, "sourcing.gap.unit", "unit", need->line.unit.name);
    case GAP_LATE:
        return TEXT(invocation, "sourcing.gap.late", "date",
                    message_date(invocation->catalogue, invocation->tongue, &invocation->arena,
                                 gap->earliest)
                        .data);
    case GAP_LOT:
        return TEXT(invocation, "sourcing.gap.lot", "lot",
                    quantity_text(telling, need, gap->lot).data, "missing", missing);
    case GAP_CAPACITY:
        return TEXT(invocation, "sourcing.gap.capacity", "missing", missing);
    case GAP_NOBODY:
    case GAP_REASONS:
        break;
    }
    return TEXT(invocation, "sourcing.gap.nobody");
}
