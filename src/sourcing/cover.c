/* The components of a cover problem, and their plans together. */
#include "cover.h"

#include <stdlib.h>

#include "component.h"

/* ---- components ---- */

/* Needs, then groups; each points to one of its component, the root to itself. */
static uint32_t root_of(uint32_t *parents, uint32_t node)
{
    while (parents[node] != node) {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    return node;
}

struct components {
    size_t count;
    uint32_t *arcs;   /* by component, then in the order of the problem */
    uint32_t *starts; /* of each component's arcs; one more for the end */
};

static void components_find(const struct cover_problem *problem, struct components *components,
                            struct arena *arena)
{
    size_t nodes = problem->need_count + problem->group_count;
    uint32_t *parents = ARENA_NEW(arena, uint32_t, nodes + 1);
    uint32_t *numbers = ARENA_NEW(arena, uint32_t, nodes + 1);
    for (uint32_t i = 0; i < nodes; i++)
        parents[i] = i;
    for (size_t i = 0; i < problem->arc_count; i++) {
        uint32_t need = root_of(parents, problem->arcs[i].need);
        uint32_t group = root_of(parents, (uint32_t)problem->need_count + problem->arcs[i].group);
        parents[need > group ? need : group] = need < group ? need : group;
    }
    components->arcs = ARENA_NEW(arena, uint32_t, problem->arc_count + 1);
    components->starts = ARENA_NEW(arena, uint32_t, nodes + 2);
    for (size_t i = 0; i < problem->arc_count; i++) {
        uint32_t root = root_of(parents, problem->arcs[i].need);
        if (!numbers[root])
            numbers[root] = (uint32_t)++components->count;
        components->starts[numbers[root]]++;
    }
    for (size_t i = 0; i < components->count; i++)
        components->starts[i + 1] += components->starts[i];
    uint32_t *next = ARENA_NEW(arena, uint32_t, components->count + 1);
    for (size_t i = 0; i < problem->arc_count; i++) {
        uint32_t number = numbers[root_of(parents, problem->arcs[i].need)] - 1;
        components->arcs[components->starts[number] + next[number]++] = (uint32_t)i;
    }
}

/* ---- rows ---- */

struct sorted_arc {
    const struct cover_arc *arc;
    uint32_t column;
};

static int by_group_and_day(const void *left, const void *right)
{
    const struct sorted_arc *one = left, *other = right;
    if (one->arc->group != other->arc->group)
        return one->arc->group < other->arc->group ? -1 : 1;
    if (one->arc->day != other->arc->day)
        return one->arc->day < other->arc->day ? -1 : 1;
    return one->column < other->column ? -1 : one->column > other->column;
}

/* A row of a group: the first so many of its arcs, by day, in so many days. */
struct group_row {
    size_t first; /* of the sorted arcs */
    size_t end;
    double days;
};

struct group_rows {
    struct group_row *items;
    size_t count;
    size_t capacity;
};

static double days_of(int32_t day)
{
    return day > 0 ? day : 0.5; /* what is due today has half a day */
}

/* The rows that can bind: those in which all that is due takes more than the days there are. A row
 * is never left out for a later one, but for its own sum. */
static void group_rows_find(const struct sorted_arc *sorted, size_t count, struct group_rows *rows,
                            struct arena *arena)
{
    size_t first = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (i && sorted[i].arc->group != sorted[i - 1].arc->group) {
            first = i;
            sum = 0;
        }
        sum += sorted[i].arc->use;
        bool last_of_day = i + 1 == count || sorted[i + 1].arc->group != sorted[i].arc->group ||
                           sorted[i + 1].arc->day != sorted[i].arc->day;
        double days = days_of(sorted[i].arc->day);
        if (last_of_day && sum > days)
            *ARRAY_PUSH(arena, rows) = (struct group_row){first, i + 1, days};
    }
}

/* Needs of the component get numbers in the order in which they come. */
static void need_rows(const struct cover_problem *problem, struct component *component,
                      int *numbers, int *row_of_column)
{
    for (size_t i = 0; i < component->arc_count; i++) {
        uint32_t need = problem->arcs[component->arcs[i]].need;
        if (numbers[need] < 0)
            numbers[need] = (int)component->need_count++;
        row_of_column[i] = numbers[need];
    }
    for (size_t i = 0; i < component->arc_count; i++)
        numbers[problem->arcs[component->arcs[i]].need] = -1; /* for the next component */
}

static void columns_fill(const struct cover_problem *problem, struct component *component,
                         struct arena *arena)
{
    component->most = ARENA_NEW(arena, double, component->arc_count);
    component->least = ARENA_NEW(arena, double, component->arc_count);
    component->values = ARENA_NEW(arena, double, component->arc_count);
    component->penalties = ARENA_NEW(arena, double, component->arc_count);
    for (size_t i = 0; i < component->arc_count; i++) {
        const struct cover_arc *arc = &problem->arcs[component->arcs[i]];
        component->most[i] = 1;
        component->least[i] = arc->least;
        component->values[i] = problem->values[arc->need];
        component->penalties[i] = arc->penalty;
    }
}

static void entries_fill(struct component *component, const struct sorted_arc *sorted,
                         const struct group_rows *rows, const int *row_of_column,
                         struct arena *arena)
{
    size_t columns = component->arc_count, total = columns;
    int *counts = ARENA_NEW(arena, int, columns + 1);
    for (size_t r = 0; r < rows->count; r++)
        for (size_t i = rows->items[r].first; i < rows->items[r].end; i++, total++)
            counts[sorted[i].column]++;
    component->starts = ARENA_NEW(arena, int, columns + 1);
    component->rows = ARENA_NEW(arena, int, total);
    component->entries = ARENA_NEW(arena, double, total);
    for (size_t i = 0; i < columns; i++) {
        component->starts[i + 1] = component->starts[i] + counts[i] + 1;
        component->rows[component->starts[i]] = row_of_column[i];
        component->entries[component->starts[i]] = 1;
        counts[i] = component->starts[i] + 1;
    }
    for (size_t r = 0; r < rows->count; r++)
        for (size_t i = rows->items[r].first; i < rows->items[r].end; i++) {
            uint32_t column = sorted[i].column;
            double entry = sorted[i].arc->use / rows->items[r].days;
            component->rows[counts[column]] = (int)(component->need_count + r);
            component->entries[counts[column]++] = entry;
            if (entry * component->most[column] > 1)
                component->most[column] = 1 / entry;
        }
}

/* A lot that never fits lets its arc carry nothing. */
static void lots_check(struct component *component)
{
    for (size_t i = 0; i < component->arc_count; i++)
        if (component->least[i] > component->most[i]) {
            component->most[i] = 0;
            component->least[i] = 0;
        }
}

static void component_build(const struct cover_problem *problem, const uint32_t *arcs, size_t count,
                            int *numbers, struct component *component, struct arena *arena)
{
    struct sorted_arc *sorted = ARENA_NEW(arena, struct sorted_arc, count);
    int *row_of_column = ARENA_NEW(arena, int, count);
    struct group_rows rows = {0};
    *component = (struct component){.arcs = arcs, .arc_count = count};
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct sorted_arc){&problem->arcs[arcs[i]], (uint32_t)i};
    qsort(sorted, count, sizeof *sorted, by_group_and_day);
    need_rows(problem, component, numbers, row_of_column);
    columns_fill(problem, component, arena);
    group_rows_find(sorted, count, &rows, arena);
    component->row_count = component->need_count + rows.count;
    entries_fill(component, sorted, &rows, row_of_column, arena);
    lots_check(component);
}

/* ---- a plan at once ---- */

double component_sum(const struct component *component, const double *factors, const double *shares)
{
    double sum = 0;
    for (size_t i = 0; i < component->arc_count; i++)
        sum += factors[i] * shares[i];
    return sum;
}

struct cheap_column {
    double penalty; /* per value */
    uint32_t column;
};

static int by_penalty(const void *left, const void *right)
{
    const struct cheap_column *one = left, *other = right;
    if (one->penalty < other->penalty || one->penalty > other->penalty)
        return one->penalty < other->penalty ? -1 : 1;
    return one->column < other->column ? -1 : one->column > other->column;
}

static void column_take(const struct component *component, size_t column, double *left,
                        double *shares)
{
    double share = component->most[column];
    int end = component->starts[column + 1];
    for (int i = component->starts[column]; i < end; i++) {
        double room = left[component->rows[i]] / component->entries[i];
        share = room < share ? room : share;
    }
    if (share <= 1e-12 || share < component->least[column])
        return;
    shares[column] = share;
    for (int i = component->starts[column]; i < end; i++)
        left[component->rows[i]] -= component->entries[i] * share;
}

void component_greedy(const struct component *component, struct component_plan *plan,
                      struct arena *arena)
{
    size_t count = component->arc_count;
    struct cheap_column *order = ARENA_NEW(arena, struct cheap_column, count);
    double *left = ARENA_NEW(arena, double, component->row_count + 1);
    for (size_t i = 0; i < component->row_count; i++)
        left[i] = 1;
    for (size_t i = 0; i < count; i++)
        order[i] = (struct cheap_column){
            component->values[i] > 0 ? component->penalties[i] / component->values[i] : 0,
            (uint32_t)i};
    qsort(order, count, sizeof *order, by_penalty);
    for (size_t i = 0; i < count; i++)
        column_take(component, order[i].column, left, plan->shares);
    plan->value = component_sum(component, component->values, plan->shares);
    plan->penalty = component_sum(component, component->penalties, plan->shares);
}

/* What the needs are worth as far as any arc reaches them: more is never covered. */
static double simple_bound(const struct component *component, struct arena *arena)
{
    double *reached = ARENA_NEW(arena, double, component->need_count + 1), bound = 0;
    for (size_t i = 0; i < component->arc_count; i++) {
        double *need = &reached[component->rows[component->starts[i]]];
        double more = component->most[i] < 1 - *need ? component->most[i] : 1 - *need;
        *need += more;
        bound += more * component->values[i];
    }
    return bound;
}

/* ---- all together ---- */

struct solving {
    const struct cover_problem *problem;
    const struct cover_watch *watch;
    struct cover_plan *plan;
    struct components components;
    struct component *items;
    struct component_plan *plans;
    struct arena *arena;
};

static void components_prepare(struct solving *solving)
{
    int *numbers = ARENA_NEW(solving->arena, int, solving->problem->need_count + 1);
    for (size_t i = 0; i < solving->problem->need_count; i++)
        numbers[i] = -1;
    for (size_t i = 0; i < solving->components.count; i++) {
        uint32_t start = solving->components.starts[i], end = solving->components.starts[i + 1];
        struct component *component = &solving->items[i];
        struct component_plan *plan = &solving->plans[i];
        component_build(solving->problem, solving->components.arcs + start, end - start, numbers,
                        component, solving->arena);
        plan->shares = ARENA_NEW(solving->arena, double, component->arc_count);
        component_greedy(component, plan, solving->arena);
        plan->value_bound = simple_bound(component, solving->arena);
        if (component->arc_count > solving->plan->largest)
            solving->plan->largest = component->arc_count;
    }
}

/* Work by size, and what components before left over. */
static bool components_search(struct solving *solving)
{
    static const double usual = 4e7, of_each = 1e5;
    double all = (double)solving->problem->arc_count + 1, behind = 0, allowed = 0;
    double work = solving->watch->work > 0 ? solving->watch->work : usual;
    const struct cover_watch *watch = solving->watch;
    for (size_t i = 0; i < solving->components.count && !solving->plan->stopped; i++) {
        allowed += of_each + work * (double)solving->items[i].arc_count / all;
        if (watch->goes_on && !watch->goes_on(watch->context, behind / all))
            solving->plan->stopped = true;
        else if (!component_search(&solving->items[i], watch, behind / all, allowed,
                                   &solving->plans[i], solving->arena))
            return false;
        solving->plan->stopped |= solving->plans[i].stopped;
        allowed -= solving->plans[i].work < allowed ? solving->plans[i].work : allowed;
        behind += (double)solving->items[i].arc_count;
    }
    return true;
}

static void plans_join(struct solving *solving)
{
    struct cover_plan *plan = solving->plan;
    for (size_t i = 0; i < solving->components.count; i++) {
        const struct component_plan *part = &solving->plans[i];
        for (size_t k = 0; k < solving->items[i].arc_count; k++)
            plan->shares[solving->items[i].arcs[k]] = part->shares[k];
        plan->value += part->value;
        plan->value_bound += part->value_bound;
        plan->penalty += part->penalty;
        plan->penalty_bound += part->penalty_bound;
        plan->proved += part->proved;
    }
    plan->components = solving->components.count;
}

bool cover_solve(const struct cover_problem *problem, const struct cover_watch *watch,
                 struct cover_plan *plan, struct arena *arena, struct error *error)
{
    static const struct cover_watch nobody;
    struct solving solving = {.problem = problem, .plan = plan, .arena = arena};
    solving.watch = watch ? watch : &nobody;
    *plan = (struct cover_plan){.shares = ARENA_NEW(arena, double, problem->arc_count + 1)};
    components_find(problem, &solving.components, arena);
    solving.items = ARENA_NEW(arena, struct component, solving.components.count + 1);
    solving.plans = ARENA_NEW(arena, struct component_plan, solving.components.count + 1);
    components_prepare(&solving);
    bool good = components_search(&solving);
    plans_join(&solving);
    return good || error_add(error, "sourcing.no_memory", NULL);
}
