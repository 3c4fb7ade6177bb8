/* The best plan of a component: a first one by rounding, then branch and bound over minimum lots;
 * first for the most value, then for the least penalty among those of so much value.
 *
 * Branching is on the semicontinuous variables themselves (E. M. L. Beale and J. A. Tomlin, 1970),
 * depth first, so that each program differs from the one before by a bound or two. */
#include <math.h>
#include <string.h>

#include "program.h"

enum { ROUND_SHARE = 3 /* of the violated arcs a round of the first plan decides a third */ };

static const double tie = 2e-5;   /* by which a penalty counts beside value in the first plan */
static const double proof = 1e-7; /* of the whole: nearer to its bound a plan counts as best */
static const double held_value = 1e-9; /* the value may be so much less while penalties go down */

struct branching {
    uint32_t column;
    uint8_t second; /* the state that is tried second */
    bool tried;     /* it is */
    double bound;   /* of the program before the branching */
};

struct search {
    struct program program;
    const struct component *component;
    struct component_plan *plan;
    struct arena *arena;
    double best;  /* of the stage: what is minimized */
    double whole; /* by which tolerances are measured */
    struct {
        struct branching *items;
        size_t count;
        size_t capacity;
    } stack;
};

/* ---- plans ---- */

/* Takes the program's shares for the plan. */
static void plan_take(struct search *search)
{
    const double *shares = program_shares(&search->program);
    const struct component *component = search->component;
    for (size_t i = 0; i < component->arc_count; i++) {
        double share = shares[i], least = component->least[i];
        if (share < 1e-9)
            share = 0;
        if (share > 0 && share < least)
            share = share > least / 2 ? least : 0; /* off by the solver's tolerance alone */
        search->plan->shares[i] = share > component->most[i] ? component->most[i] : share;
    }
    search->plan->value = component_sum(component, component->values, search->plan->shares);
    search->plan->penalty = component_sum(component, component->penalties, search->plan->shares);
}

/* The same, where they cover no less. */
static void plan_take_better(struct search *search)
{
    struct component_plan *plan = search->plan;
    size_t size = search->component->arc_count * sizeof *plan->shares;
    double *before = arena_alloc(search->arena, size + 1, alignof(double));
    double value = plan->value, penalty = plan->penalty;
    memcpy(before, plan->shares, size);
    plan_take(search);
    if (plan->value >= value * (1 - held_value))
        return;
    memcpy(plan->shares, before, size);
    plan->value = value;
    plan->penalty = penalty;
}

static bool any_violated(const struct search *search)
{
    for (size_t i = 0; i < search->component->arc_count; i++)
        if (program_violated(&search->program, i))
            return true;
    return false;
}

/* ---- a first plan by rounding ---- */

/* How far a violated share is from being decided: 0 at nothing or at its lot, 0.5 between. */
static double doubt_of(const struct search *search, size_t column)
{
    double part = program_shares(&search->program)[column] / search->component->least[column];
    return part < 0.5 ? part : 1 - part;
}

/* The doubt that a quarter of the violated arcs are below. */
static double doubt_limit(const struct search *search)
{
    enum { STEPS = 64 };
    size_t counts[STEPS + 1] = {0}, all = 0, below = 0;
    for (size_t i = 0; i < search->component->arc_count; i++)
        if (program_violated(&search->program, i)) {
            counts[(size_t)(doubt_of(search, i) * 2 * STEPS)]++;
            all++;
        }
    for (size_t i = 0; i <= STEPS; i++) {
        below += counts[i];
        if (below * ROUND_SHARE >= all)
            return (double)(i + 1) / (2 * STEPS);
    }
    return 1;
}

static void lots_round(struct search *search)
{
    double limit = doubt_limit(search);
    const double *shares = program_shares(&search->program);
    for (size_t i = 0; i < search->component->arc_count; i++) {
        if (!program_violated(&search->program, i) || doubt_of(search, i) > limit)
            continue;
        bool up = shares[i] * 2 >= search->component->least[i];
        if (!up || !program_put(&search->program, i, LOT_UP))
            program_put(&search->program, i, LOT_DOWN);
    }
}

/* Decides lots by the shares of the program, some at a time, until all are kept to. */
static enum program_end plan_round(struct search *search)
{
    while (any_violated(search)) {
        lots_round(search);
        enum program_end end = program_solve(&search->program, true);
        if (end != PROGRAM_SOLVED)
            return end;
    }
    return PROGRAM_SOLVED;
}

static void lots_free(struct search *search)
{
    for (size_t i = 0; i < search->component->arc_count; i++)
        program_put(&search->program, i, LOT_FREE);
}

/* ---- branch and bound ---- */

/* The violated arc that weighs most: its value times its doubt. */
static size_t column_to_branch(const struct search *search)
{
    size_t best = SIZE_MAX;
    double most = -1;
    for (size_t i = 0; i < search->component->arc_count; i++) {
        if (!program_violated(&search->program, i))
            continue;
        double weight = (search->component->values[i] + search->component->penalties[i]) *
                        search->component->least[i] * (doubt_of(search, i) + 1e-3);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    return best;
}

static bool is_hopeless(const struct search *search, double bound)
{
    return bound >= search->best - proof * search->whole;
}

/* Goes back to the last branching whose second side is still to be tried; false where none is. */
static bool branch_back(struct search *search)
{
    while (search->stack.count) {
        struct branching *last = &search->stack.items[search->stack.count - 1];
        program_put(&search->program, last->column, LOT_FREE);
        if (!last->tried && !is_hopeless(search, last->bound)) {
            last->tried = true;
            if (program_put(&search->program, last->column, (enum lot_state)last->second))
                return true;
            program_put(&search->program, last->column, LOT_FREE);
        }
        search->stack.count--;
    }
    return false;
}

static void branch_on(struct search *search, size_t column, double bound)
{
    bool up = program_shares(&search->program)[column] * 2 >= search->component->least[column];
    struct branching *branching = ARRAY_PUSH(search->arena, &search->stack);
    *branching = (struct branching){(uint32_t)column, up ? LOT_DOWN : LOT_UP, false, bound};
    if (program_put(&search->program, column, up ? LOT_UP : LOT_DOWN))
        return;
    branching->tried = true; /* it cannot be up */
    program_put(&search->program, column, LOT_DOWN);
}

/* What the stage's plan is certainly not below, while branchings are open. */
static double open_bound(const struct search *search, double here)
{
    double bound = here < search->best ? here : search->best;
    for (size_t i = 0; i < search->stack.count; i++)
        if (!search->stack.items[i].tried && search->stack.items[i].bound < bound)
            bound = search->stack.items[i].bound;
    return bound;
}

/* Searches all; the bound that is left is the stage's result where all was searched. root: the
 * bound of the program with all lots free, which has just been solved. */
static double branch_all(struct search *search, double root, double work)
{
    double here = root;
    double until = search->program.work + work;
    search->stack.count = 0;
    for (bool solved = true;;) {
        bool back = !solved || is_hopeless(search, here);
        size_t column = back ? SIZE_MAX : column_to_branch(search);
        if (!back && column == SIZE_MAX) {
            plan_take(search);
            search->best = here;
            back = true;
        }
        if (!back)
            branch_on(search, column, here);
        else if (!branch_back(search))
            return search->best;
        if (search->program.work > until)
            return open_bound(search, here);
        enum program_end end = program_solve(&search->program, true);
        if (end == PROGRAM_STOPPED)
            return open_bound(search, here);
        solved = end == PROGRAM_SOLVED;
        /* A program bounds no better than that from which it came. */
        double result = solved ? program_result(&search->program) : INFINITY;
        here = result;
    }
}

/* ---- the two stages ---- */

/* A first plan, and a bound of the value. False where the watch ended it. */
static bool stage_first(struct search *search)
{
    struct component_plan *plan = search->plan;
    program_aim(&search->program, -1, tie, search->arena);
    if (program_solve(&search->program, true) != PROGRAM_SOLVED)
        return false;
    /* No plan has more than this: its penalty is at most so many times its value. */
    double bound = -program_result(&search->program) / (1 - tie * COVER_PENALTY_MOST);
    if (bound < plan->value_bound)
        plan->value_bound = bound;
    enum program_end end = plan_round(search);
    if (end == PROGRAM_SOLVED)
        plan_take_better(search);
    lots_free(search);
    return end == PROGRAM_SOLVED;
}

/* The most value. False where the watch ended it. */
static bool stage_value(struct search *search, double work)
{
    struct component_plan *plan = search->plan;
    program_aim(&search->program, -1, 0, search->arena);
    if (program_solve(&search->program, false) != PROGRAM_SOLVED)
        return false;
    search->best = -plan->value;
    double bound = -branch_all(search, program_result(&search->program), work);
    if (bound < plan->value_bound)
        plan->value_bound = bound;
    lots_free(search);
    return !search->program.stopped;
}

/* The plan with the same arcs that has the least penalty. */
static bool penalty_settle(struct search *search)
{
    const struct component *component = search->component;
    for (size_t i = 0; i < component->arc_count; i++)
        if (component->least[i] > 0)
            program_put(&search->program, i, search->plan->shares[i] > 0 ? LOT_UP : LOT_DOWN);
    enum program_end end = program_solve(&search->program, false);
    if (end == PROGRAM_SOLVED && program_result(&search->program) < search->plan->penalty)
        plan_take(search);
    lots_free(search);
    return end != PROGRAM_STOPPED;
}

/* The least penalty of a plan that covers as much. False where the watch ended it. */
static bool stage_penalty(struct search *search, double work)
{
    struct component_plan *plan = search->plan;
    program_aim(&search->program, 0, 1, search->arena);
    program_hold_value(&search->program, plan->value * (1 - held_value), search->arena);
    if (!penalty_settle(search) || program_solve(&search->program, false) != PROGRAM_SOLVED)
        return false;
    double root = program_result(&search->program);
    search->best = plan->penalty;
    plan->penalty_bound = root;
    double bound = branch_all(search, root, work);
    plan->penalty_bound = bound > root ? bound : root;
    return !search->program.stopped;
}

/* A bound of the penalty of plans that cover as much, without a row for the value, which would be
 * as long as the program is large: value beyond the plan's, or short of it, has a price (Lagrange's
 * relaxation). Any price bounds; it is doubled while that helps by a hundredth. False where the
 * watch ended it. */
static bool penalty_bound(struct search *search)
{
    static const double first = COVER_PENALTY_MOST, most = 64 * COVER_PENALTY_MOST;
    static const double least_gain = 0.01;
    struct component_plan *plan = search->plan;
    for (double price = first; price <= most; price *= 2) {
        program_aim(&search->program, -price, 1, search->arena);
        if (program_solve(&search->program, false) != PROGRAM_SOLVED)
            return false;
        double bound = program_result(&search->program) + price * plan->value;
        bool helps = bound > plan->penalty_bound * (1 + least_gain);
        if (bound > plan->penalty_bound)
            plan->penalty_bound = bound;
        if (!helps)
            return true;
    }
    return true;
}

static bool is_near(double one, double other, double whole)
{
    return fabs(one - other) <= 10 * proof * whole + 1e-12;
}

bool component_search(const struct component *component, const struct cover_watch *watch,
                      double done, double work, struct component_plan *plan, struct arena *arena)
{
    struct search search = {.component = component, .plan = plan, .arena = arena};
    if (!program_init(&search.program, component, watch, done, arena))
        return false;
    search.whole = plan->value_bound;
    bool good = stage_first(&search);
    if (good && component_is_large(component))
        good = component_improve(component, watch, done, plan, arena) && !plan->stopped &&
               penalty_bound(&search);
    else if (good)
        good = stage_value(&search, work / 2) && stage_penalty(&search, work / 2);
    plan->proved = good && is_near(plan->value, plan->value_bound, search.whole) &&
                   is_near(plan->penalty, plan->penalty_bound, search.whole);
    plan->stopped |= search.program.stopped;
    plan->work += search.program.work;
    program_release(&search.program);
    return true;
}
