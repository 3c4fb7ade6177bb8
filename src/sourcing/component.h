/* Inside src/sourcing/ alone: one component of a cover problem as rows and columns.
 *
 * Columns are arcs. Rows are needs (at most 1), then what is due of a group by a day (at most 1:
 * the days that it takes, over the days that there are). All coefficients are above 0, so shares
 * that keep to the rows do so when they are made smaller. */
#ifndef COMPONENT_H
#define COMPONENT_H

#include "cover.h"

struct component {
    size_t arc_count;
    const uint32_t *arcs; /* of the problem */
    size_t need_count;
    size_t row_count; /* needs first */
    int *starts;      /* by column: its entries */
    int *rows;
    double *entries;
    double *most;      /* by column: what its rows leave it alone */
    double *least;     /* by column: the minimum lot's share */
    double *values;    /* by column: of the whole need */
    double *penalties; /* by column */
};

struct component_plan {
    double *shares; /* by column */
    double value;
    double value_bound;
    double penalty;
    double penalty_bound;
    double work; /* done for it: as cover_watch has it */
    bool proved;
    bool stopped;
};

/* The sum over columns of factors times shares. */
double component_sum(const struct component *component, const double *factors,
                     const double *shares);
/* A plan at once: arcs by penalty, each as much as is left. plan's shares are filled. */
void component_greedy(const struct component *component, struct component_plan *plan,
                      struct arena *arena);
/* Makes a plan that is there better, until it is proved to be the best, work is used up or the
 * watch ends it. done: the share of all work that lies behind. False where Clp has no memory. */
bool component_search(const struct component *component, const struct cover_watch *watch,
                      double done, double work, struct component_plan *plan, struct arena *arena);
/* Whether it is too large to be searched as a whole. */
bool component_is_large(const struct component *component);
/* Plans a large component's needs anew part by part; the plan only gets better. As
 * component_search(). */
bool component_improve(const struct component *component, const struct cover_watch *watch,
                       double done, struct component_plan *plan, struct arena *arena);

#endif
