/* Whole pieces. */
#include "whole.h"

#include <math.h>
#include <stdlib.h>

static const double hair = 1e-6; /* of a piece: shares are as exact as the solver is */

struct rounding {
    const struct cover_problem *problem;
    const double *pieces;
    double *shares;
    uint32_t *order; /* arcs by group, then by day */
    size_t *firsts;  /* by group: its first place in order; one more at the end */
    double *missing; /* by need: pieces that are not covered */
};

static double time_of(int32_t day)
{
    return day > 0 ? day : 0.5;
}

static int by_group(const void *left, const void *right, void *context)
{
    const struct cover_arc *arcs = context;
    const struct cover_arc *one = &arcs[*(const uint32_t *)left];
    const struct cover_arc *other = &arcs[*(const uint32_t *)right];
    if (one->group != other->group)
        return one->group < other->group ? -1 : 1;
    return (one->day > other->day) - (one->day < other->day);
}

static void groups_sort(struct rounding *rounding, struct arena *arena)
{
    const struct cover_problem *problem = rounding->problem;
    rounding->order = ARENA_NEW(arena, uint32_t, problem->arc_count + 1);
    rounding->firsts = ARENA_NEW(arena, size_t, problem->group_count + 1);
    struct cover_arc *arcs = ARENA_NEW(arena, struct cover_arc, problem->arc_count + 1);
    for (uint32_t i = 0; i < problem->arc_count; i++) {
        rounding->order[i] = i;
        arcs[i] = problem->arcs[i];
        rounding->firsts[problem->arcs[i].group + 1]++;
    }
    for (size_t i = 0; i < problem->group_count; i++)
        rounding->firsts[i + 1] += rounding->firsts[i];
    if (problem->arc_count)
        qsort_r(rounding->order, problem->arc_count, sizeof *rounding->order, by_group, arcs);
}

/* The days that an arc's group has left for what is due by the arc's day: the least of those that
 * are left at any later day. */
static double room_of(const struct rounding *rounding, const struct cover_arc *arc)
{
    const struct cover_arc *arcs = rounding->problem->arcs;
    double taken = 0, least = INFINITY;
    size_t end = rounding->firsts[arc->group + 1];
    for (size_t i = rounding->firsts[arc->group]; i < end; i++) {
        const struct cover_arc *each = &arcs[rounding->order[i]];
        taken += each->use * rounding->shares[rounding->order[i]];
        bool last_of_day = i + 1 == end || arcs[rounding->order[i + 1]].day != each->day;
        if (last_of_day && each->day >= arc->day && time_of(each->day) - taken < least)
            least = time_of(each->day) - taken;
    }
    return least;
}

static void all_cut(struct rounding *rounding)
{
    const struct cover_problem *problem = rounding->problem;
    for (size_t i = 0; i < problem->need_count; i++)
        rounding->missing[i] = rounding->pieces[i];
    for (size_t i = 0; i < problem->arc_count; i++) {
        const struct cover_arc *arc = &problem->arcs[i];
        double pieces = rounding->pieces[arc->need];
        if (pieces <= 0)
            continue;
        double whole = floor(rounding->shares[i] * pieces + hair);
        if (whole < arc->least * pieces - hair)
            whole = 0;
        rounding->shares[i] = whole / pieces;
        rounding->missing[arc->need] -= whole;
    }
}

/* Gives an arc as many pieces more as its need lacks and its group can make, at most so many. */
static void pieces_add(struct rounding *rounding, size_t index, double most)
{
    const struct cover_arc *arc = &rounding->problem->arcs[index];
    double pieces = rounding->pieces[arc->need];
    double missing = rounding->missing[arc->need];
    if (pieces <= 0 || missing < 1 - hair)
        return;
    double has = round(rounding->shares[index] * pieces);
    double room = floor(room_of(rounding, arc) / arc->use * pieces + hair);
    double more = missing < room ? missing : room;
    more = floor((more < most ? more : most) + hair);
    if (more < 1 || has + more < arc->least * pieces - hair)
        return;
    rounding->shares[index] = (has + more) / pieces;
    rounding->missing[arc->need] -= more;
}

static int by_penalty(const void *left, const void *right, void *context)
{
    const struct cover_problem *problem = context;
    const struct cover_arc *one = &problem->arcs[*(const uint32_t *)left];
    const struct cover_arc *other = &problem->arcs[*(const uint32_t *)right];
    double here = one->penalty / (problem->values[one->need] + 1e-300);
    double there = other->penalty / (problem->values[other->need] + 1e-300);
    int order = (here > there) - (here < there);
    uint32_t first = *(const uint32_t *)left, second = *(const uint32_t *)right;
    return order ? order : (first > second) - (first < second);
}

/* First what the program gave a part of a piece to gets that piece, then all that is left goes to
 * whoever is nearest. */
static void rest_give(struct rounding *rounding, const double *before, struct arena *arena)
{
    const struct cover_problem *problem = rounding->problem;
    uint32_t *order = ARENA_NEW(arena, uint32_t, problem->arc_count + 1);
    for (uint32_t i = 0; i < problem->arc_count; i++) {
        order[i] = i;
        if (before[i] > rounding->shares[i] + hair)
            pieces_add(rounding, i, 1);
    }
    struct cover_problem sorted = *problem;
    if (problem->arc_count)
        qsort_r(order, problem->arc_count, sizeof *order, by_penalty, &sorted);
    for (size_t i = 0; i < problem->arc_count; i++)
        pieces_add(rounding, order[i], INFINITY);
}

void cover_make_whole(const struct cover_problem *problem, const double *pieces,
                      struct cover_plan *plan, struct arena *arena)
{
    static const double lost = 1e-9;
    struct rounding rounding = {.problem = problem,
                                .pieces = pieces,
                                .shares = plan->shares,
                                .missing = ARENA_NEW(arena, double, problem->need_count + 1)};
    double *before = ARENA_NEW(arena, double, problem->arc_count + 1);
    double value = plan->value, penalty = plan->penalty;
    for (size_t i = 0; i < problem->arc_count; i++)
        before[i] = plan->shares[i];
    groups_sort(&rounding, arena);
    all_cut(&rounding);
    rest_give(&rounding, before, arena);
    plan->value = plan->penalty = 0;
    for (size_t i = 0; i < problem->arc_count; i++) {
        plan->value += plan->shares[i] * problem->values[problem->arcs[i].need];
        plan->penalty += plan->shares[i] * problem->arcs[i].penalty;
    }
    /* Whole pieces that cost nothing are as good as the parts that were proved to be the best. */
    if (plan->proved &&
        (plan->value < value * (1 - lost) || plan->penalty > penalty * (1 + hair) + lost))
        plan->proved--;
}
