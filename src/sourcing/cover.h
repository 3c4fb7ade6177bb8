/* The mathematics of a plan: how much of each need which offer covers.
 *
 * An *arc* leads from an offer to a need: it carries a share of the need, from 0 to 1, either none
 * or at least `least` of it (the minimum lot). A need is covered at most once. Groups (a plant's
 * line, or the one offer of a supplier) have time: an arc takes `use` days of its group for the
 * whole of the need, and what is due by a day must fit into the days until then.
 *
 * Wanted is the most value covered, and of all plans that cover so much the one with the least
 * penalty. Needs and groups that are tied by arcs are one component, solved by itself: a linear
 * program by Clp, and branch and bound over the minimum lots. docs/sourcing.md tells more. */
#ifndef COVER_H
#define COVER_H

#include "arena.h"
#include "error.h"

struct cover_arc {
    uint32_t need;
    uint32_t group;
    int32_t day;    /* by which it is due, from today */
    double use;     /* days of the group for the whole need; above 0 */
    double least;   /* the smallest share above 0; 0: none */
    double penalty; /* of the whole need by this arc: its value times 0 … COVER_PENALTY_MOST */
};

enum { COVER_PENALTY_MOST = 6 };

struct cover_problem {
    const double *values; /* of needs, each at least 0 */
    size_t need_count;
    size_t group_count;
    const struct cover_arc *arcs;
    size_t arc_count;
};

/* What is asked now and then while it is worked on: done is the share of the work; false ends it.
 */
struct cover_watch {
    bool (*goes_on)(void *context, double done);
    void *context;
    double work; /* for proofs and better plans beyond the first ones: simplex iterations times
                    rows, which is no time, so that the same comes out on any machine. 0: as much as
                    is usual, some seconds */
};

struct cover_plan {
    double *shares; /* by arc */
    double value;
    double value_bound; /* no plan covers more */
    double penalty;
    double penalty_bound; /* no plan that covers so much has less */
    size_t components;
    size_t largest; /* arcs of the largest component */
    size_t proved;  /* components whose part is proved to be the best */
    bool stopped;
};

/* Solves it, in arena; the same for the same problem, however often. False with an error where Clp
 * has no memory: "sourcing.no_memory". Call within arena_run(). */
bool cover_solve(const struct cover_problem *problem, const struct cover_watch *watch,
                 struct cover_plan *plan, struct arena *arena, struct error *error);

#endif
