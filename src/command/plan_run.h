/* What uzel plan prints of a plan: a table, JSON, CSV. */
#ifndef PLAN_RUN_H
#define PLAN_RUN_H

#include "command.h"
#include "plan.h"

struct plan_telling {
    struct invocation *invocation;
    const struct plan *plan;
    const struct plan_changes *changes; /* NULL: no other plan was given */
};

/* For people: deliveries, gaps, shares, and what was compared. */
void plan_print(const struct plan_telling *telling);
/* For programs: one object. */
void plan_print_json(const struct plan_telling *telling);
/* A line for each delivery and each gap; plans are compared by it. */
void plan_print_csv(const struct plan_telling *telling);

#endif
