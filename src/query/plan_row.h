/* A line of a kept plan: what is delivered, or what nobody delivers. */
#ifndef PLAN_ROW_H
#define PLAN_ROW_H

#include "arena.h"

struct query_plan_row {
    bool gap;         /* nobody delivers it: offer, supplier, offered and nearness are empty */
    struct span need; /* ids */
    struct span offer;
    struct span product;
    struct span offered;
    struct span buyer; /* names */
    struct span supplier;
    struct span unit;
    struct span nearness; /* code */
    struct span nearness_text;
    struct span why; /* it fits; of a gap, it is one */
    double quantity; /* that is delivered; that is missing */
    double score;
};

struct query_plan_rows {
    struct query_plan_row *items;
    size_t count;
    size_t capacity;
};

#endif
