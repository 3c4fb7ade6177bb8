/* Inside src/query/ alone: reading the JSON of kept plans. A file of its own, for the library that
 * reads JSON and the writer of JSON share names of functions. */
#ifndef PLAN_PARSE_H
#define PLAN_PARSE_H

#include "plan_row.h"

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

/* False where text is no such JSON; results in arena. */
bool plan_summary_parse(struct span text, struct arena *arena, struct parsed_summary *summary);
/* Deliveries, then gaps. */
bool plan_rows_parse(struct span text, struct arena *arena, struct query_plan_rows *rows);

#endif
