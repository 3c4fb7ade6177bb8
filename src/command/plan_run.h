/* What uzel plan prints of a plan: a table, JSON, CSV. */
#ifndef PLAN_RUN_H
#define PLAN_RUN_H

#include "command.h"
#include "plan.h"
#include "query.h"

struct plan_telling {
    struct invocation *invocation;
    struct query query; /* its language, and memory */
    const struct plan *plan;
    const struct plan_changes *changes; /* NULL: no other plan was given */
};

/* For people: deliveries, gaps, shares, and what was compared. */
void plan_print(const struct plan_telling *telling);
/* For programs: one object. */
void plan_print_json(const struct plan_telling *telling);
/* A line for each delivery and each gap; plans are compared by it. */
void plan_print_csv(const struct plan_telling *telling);

/* Reads the options of a plan, but for its watch; false with errors. */
bool plan_options_read(struct invocation *invocation, struct plan_options *options);
/* uzel plan over a registry: makes a plan and keeps it, lists those that are kept, shows one,
 * compares two. The exit code. */
int plan_registry_run(struct invocation *invocation);
/* Tells on a terminal (progress) how far a plan is; false where it was interrupted. *shown: what
 * stands there, below 0 at first. */
bool plan_goes_on(bool progress, int *shown, double done);

#endif
