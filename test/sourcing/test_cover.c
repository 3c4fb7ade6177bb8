/* Plans against exhaustive search. In these problems a unit of any need takes one day of any group,
 * and all figures are whole: then some best plan is of whole units, and trying all of those finds
 * it. */
#include "cover.h"

#include <math.h>

#include "suite.h"

void add_cover(Suite *suite);

enum { NEEDS = 3, GROUPS = 3, ARCS = 6, UNITS = 4, DAYS = 6, TRIALS = 300 };

struct sample {
    double values[NEEDS];
    int units[NEEDS];
    struct cover_arc arcs[ARCS];
    int lots[ARCS];
    int costs[ARCS]; /* per unit */
    size_t arc_count;
};

static uint32_t random_state;

static int pick(int below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (int)((random_state >> 8) % (unsigned)below);
}

static void sample_make(struct sample *sample)
{
    sample->arc_count = 0;
    for (int n = 0; n < NEEDS; n++) {
        sample->units[n] = 1 + pick(UNITS);
        sample->values[n] = sample->units[n] * (1 + pick(4));
    }
    while (sample->arc_count < ARCS) {
        size_t i = sample->arc_count++;
        int need = pick(NEEDS);
        sample->lots[i] = pick(3) ? 1 + pick(sample->units[need]) : 0;
        sample->costs[i] = pick(4);
        sample->arcs[i] = (struct cover_arc){.need = (uint32_t)need,
                                             .group = (uint32_t)pick(GROUPS),
                                             .day = 1 + pick(DAYS),
                                             .use = sample->units[need],
                                             .least = (double)sample->lots[i] / sample->units[need],
                                             .penalty = sample->costs[i] * sample->units[need]};
    }
}

struct best {
    double value;
    double penalty;
};

static bool flows_fit(const struct sample *sample, const int *flows)
{
    for (uint32_t n = 0; n < NEEDS; n++) {
        int sum = 0;
        for (size_t i = 0; i < sample->arc_count; i++)
            sum += sample->arcs[i].need == n ? flows[i] : 0;
        if (sum > sample->units[n])
            return false;
    }
    for (uint32_t g = 0; g < GROUPS; g++)
        for (int day = 1; day <= DAYS; day++) {
            int sum = 0;
            for (size_t i = 0; i < sample->arc_count; i++)
                sum += sample->arcs[i].group == g && sample->arcs[i].day <= day ? flows[i] : 0;
            if (sum > day)
                return false;
        }
    return true;
}

static void try_all(const struct sample *sample, int *flows, size_t at, struct best *best)
{
    if (at < sample->arc_count) {
        int units = sample->units[sample->arcs[at].need];
        for (flows[at] = 0; flows[at] <= units; flows[at]++)
            if (!flows[at] || flows[at] >= sample->lots[at])
                try_all(sample, flows, at + 1, best);
        return;
    }
    if (!flows_fit(sample, flows))
        return;
    struct best here = {0, 0};
    for (size_t i = 0; i < sample->arc_count; i++) {
        uint32_t need = sample->arcs[i].need;
        here.value += sample->values[need] / sample->units[need] * flows[i];
        here.penalty += sample->costs[i] * flows[i];
    }
    if (here.value > best->value + 1e-6 ||
        (here.value > best->value - 1e-6 && here.penalty < best->penalty))
        *best = here;
}

static bool no_end(void *context, double done)
{
    (void)context;
    return done >= 0;
}

static void solve(const struct sample *sample, const struct cover_watch *watch,
                  struct cover_plan *plan, struct arena *arena)
{
    struct cover_problem problem = {sample->values, NEEDS, GROUPS, sample->arcs, sample->arc_count};
    ck_assert(cover_solve(&problem, watch, plan, arena, NULL));
}

static void check_plan(const struct sample *sample, const struct cover_plan *plan)
{
    for (size_t i = 0; i < sample->arc_count; i++)
        ck_assert(plan->shares[i] <= 0 || plan->shares[i] >= sample->arcs[i].least - 1e-6);
    for (uint32_t g = 0; g < GROUPS; g++)
        for (int day = 1; day <= DAYS; day++) {
            double sum = 0;
            for (size_t i = 0; i < sample->arc_count; i++)
                if (sample->arcs[i].group == g && sample->arcs[i].day <= day)
                    sum += plan->shares[i] * sample->arcs[i].use;
            ck_assert(sum <= day + 1e-5);
        }
    ck_assert(plan->value <= plan->value_bound + 1e-6);
}

START_TEST(plans_are_as_good_as_exhaustive_search_finds)
{
    struct arena arena;
    struct cover_watch watch = {.goes_on = no_end};
    arena_init(&arena, (size_t)1 << 26);
    for (random_state = 1; random_state <= TRIALS; random_state++) {
        uint32_t seed = random_state;
        struct sample sample;
        struct cover_plan plan;
        struct best best = {0, 0};
        int flows[ARCS];
        sample_make(&sample);
        try_all(&sample, flows, 0, &best);
        solve(&sample, &watch, &plan, &arena);
        check_plan(&sample, &plan);
        ck_assert_msg(fabs(plan.value - best.value) < 1e-4, "%u: value %f, should be %f", seed,
                      plan.value, best.value);
        ck_assert_msg(fabs(plan.penalty - best.penalty) < 1e-3, "%u: penalty %f, should be %f",
                      seed, plan.penalty, best.penalty);
        ck_assert_uint_eq(plan.proved, plan.components);
        random_state = seed;
        arena_clear(&arena);
    }
    arena_release(&arena);
}
END_TEST

static bool ends_after(void *context, double done)
{
    int *left = context;
    (void)done;
    return --*left >= 0;
}

START_TEST(interrupted_plans_keep_to_all_and_tell_their_gap)
{
    struct arena arena;
    arena_init(&arena, (size_t)1 << 26);
    for (int questions = 0; questions < 12; questions++) {
        struct sample sample;
        struct cover_plan plan, whole;
        int left = questions;
        struct cover_watch watch = {.goes_on = ends_after, .context = &left};
        random_state = 7;
        sample_make(&sample);
        solve(&sample, &watch, &plan, &arena);
        solve(&sample, NULL, &whole, &arena);
        check_plan(&sample, &plan);
        ck_assert(plan.value_bound >= whole.value - 1e-6);
        ck_assert(plan.value > 0 || whole.value < 1e-9);
        ck_assert(questions > 0 || plan.stopped);
        arena_clear(&arena);
    }
    arena_release(&arena);
}
END_TEST

/* One need of more offers than a part of a large component has, and others beside it. */
START_TEST(large_components_are_planned_by_parts)
{
    enum { MANY = 6000, OTHERS = 50 };
    struct arena arena;
    struct cover_plan plan;
    double values[OTHERS + 1];
    arena_init(&arena, (size_t)1 << 28);
    struct cover_arc *arcs = ARENA_NEW(&arena, struct cover_arc, MANY + OTHERS);
    for (uint32_t i = 0; i < MANY + OTHERS; i++)
        arcs[i] = (struct cover_arc){.need = i < MANY ? 0 : i - MANY + 1,
                                     .group = i % MANY,
                                     .day = 10,
                                     .use = 30,
                                     .least = 0.2,
                                     .penalty = 10};
    for (size_t i = 0; i <= OTHERS; i++)
        values[i] = 10;
    struct cover_problem problem = {values, OTHERS + 1, MANY, arcs, MANY + OTHERS};
    ck_assert(cover_solve(&problem, NULL, &plan, &arena, NULL));
    ck_assert_uint_eq(plan.components, 1);
    ck_assert_msg(plan.value > 10 + OTHERS * 10 / 3.0 - 1e-3, "%f", plan.value);
    ck_assert(plan.value_bound >= plan.value - 1e-6);
    arena_release(&arena);
}
END_TEST

START_TEST(nothing_to_cover_is_no_mistake)
{
    struct arena arena;
    struct cover_plan plan;
    struct cover_problem problem = {0};
    arena_init(&arena, 1 << 20);
    ck_assert(cover_solve(&problem, NULL, &plan, &arena, NULL));
    ck_assert_uint_eq(plan.components, 0);
    arena_release(&arena);
}
END_TEST

void add_cover(Suite *suite)
{
    SUITE_ADD(suite, plans_are_as_good_as_exhaustive_search_finds);
    SUITE_ADD(suite, interrupted_plans_keep_to_all_and_tell_their_gap);
    SUITE_ADD(suite, large_components_are_planned_by_parts);
    SUITE_ADD(suite, nothing_to_cover_is_no_mistake);
}
