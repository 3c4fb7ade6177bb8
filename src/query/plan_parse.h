/* Inside src/query/ alone: reading the JSON of kept plans. A file of its own, for the library that
 * reads JSON and the writer of JSON share names of functions. */
#ifndef PLAN_PARSE_H
#define PLAN_PARSE_H

#include "arena.h"

/* The first line of a kept plan. */
struct parsed_summary {
    struct span title_ru;
    struct span title_en;
    size_t needs;
    size_t gaps;
    double covered_share;
    double local_before;
    double local_after;
    bool interrupted;
};

struct parsed_delivery {
    struct span need; /* ids */
    struct span offer;
    struct span product;
    struct span buyer;
    struct span supplier;
    struct span unit;
    double quantity;
};

struct parsed_deliveries {
    struct parsed_delivery *items;
    size_t count;
    size_t capacity;
};

/* False where text is no such JSON; results in arena. */
bool plan_summary_parse(struct span text, struct arena *arena, struct parsed_summary *summary);
bool plan_deliveries_parse(struct span text, struct arena *arena,
                           struct parsed_deliveries *deliveries);

#endif
