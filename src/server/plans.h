/* Plans on their way: each is made by a thread of its own, which asks the registry over a
 * connection of its own, tells how far it is, and keeps what it found in the registry, also where
 * it was stopped. What came of a plan is remembered for a while; kept plans are asked of the
 * registry. */
#ifndef PLANS_H
#define PLANS_H

#include "api.h"
#include "plan_query.h"
#include "secret.h"

struct plan_jobs;

enum {
    PLANS_AT_ONCE = 2,    /* that are made at a time */
    PLANS_REMEMBERED = 32 /* of which it is known what became of them */
};

enum plan_state { PLAN_RUNNING, PLAN_KEPT, PLAN_FAILED };

/* How far a plan is. */
struct plan_told {
    enum plan_state state;
    double done;       /* of PLAN_RUNNING: 0 to 1 */
    char kept[64];     /* of PLAN_KEPT: its id in the registry */
    char problem[512]; /* of PLAN_FAILED: a sentence, in the language of the order */
};

/* What is to be planned, by whom; all is copied. */
struct plan_order {
    struct query_plan_request request;
    struct span author;
    const struct catalogue *catalogue;
    enum tongue tongue;
    struct date today;
};

/* A table of plans over the API's registry; NULL where memory is out. options must outlive it. Stop
 * it with plan_jobs_stop(), then free it. */
struct plan_jobs *plan_jobs_new(const struct api_options *options);
/* Stops all plans, which are kept as far as they are, and waits for them. May be called again. */
void plan_jobs_stop(struct plan_jobs *jobs);
void plan_jobs_free(struct plan_jobs *jobs);
/* Begins a plan; writes its id, which nobody can guess. False where too many are made. */
bool plan_begin(struct plan_jobs *jobs, const struct plan_order *order, struct secret *id);
/* How far a plan is; false where there is no such plan. */
bool plan_tell(struct plan_jobs *jobs, struct span id, struct plan_told *told);
/* Ends a plan, which is kept as far as it is; false where there is no such plan. */
bool plan_stop(struct plan_jobs *jobs, struct span id);

#endif
