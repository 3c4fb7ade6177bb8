/* Makes the plan of a large component better part by part: some needs are taken out of it with all
 * their arcs and planned anew in the time that the others leave, which is a component by itself and
 * small enough to be searched (a search of large neighbourhoods, P. Shaw, 1998). A part's plan is
 * taken where it covers more, or as much with less penalty: so the whole only gets better. */
#include <string.h>

#include "component.h"

enum {
    PART_ARCS = 500,            /* of a part: so many are searched in some hundredths of a second */
    LARGE_ARCS = 4 * PART_ARCS, /* fewer are searched as a whole, and a part has fewer */
};
static const double part_work = 1e7;
static const double too_little = 1e-9; /* of a row: nothing is left of it */

struct improving {
    const struct component *component;
    const struct cover_watch *watch;
    double done;
    struct component_plan *plan;
    double *used;         /* by row */
    uint32_t *row_arcs;   /* columns, by row */
    uint32_t *row_starts; /* one more for the end */
    bool *taken;          /* needs that a part had */
    bool *queued;         /* needs of the queue */
    uint32_t *queue;
    int *numbers; /* rows: their number in the part, or -1 */
};

static void improving_init(struct improving *improving, struct arena *arena)
{
    const struct component *component = improving->component;
    size_t rows = component->row_count, total = (size_t)component->starts[component->arc_count];
    uint32_t *next = ARENA_NEW(arena, uint32_t, rows + 1);
    improving->row_starts = ARENA_NEW(arena, uint32_t, rows + 1);
    improving->row_arcs = ARENA_NEW(arena, uint32_t, total + 1);
    for (size_t i = 0; i < total; i++)
        improving->row_starts[component->rows[i] + 1]++;
    for (size_t i = 0; i < rows; i++) {
        improving->row_starts[i + 1] += improving->row_starts[i];
        next[i] = improving->row_starts[i];
    }
    for (size_t i = 0; i < component->arc_count; i++)
        for (int k = component->starts[i]; k < component->starts[i + 1]; k++)
            improving->row_arcs[next[component->rows[k]]++] = (uint32_t)i;
    improving->used = ARENA_NEW(arena, double, rows + 1);
    improving->taken = ARENA_NEW(arena, bool, component->need_count + 1);
    improving->queued = ARENA_NEW(arena, bool, component->need_count + 1);
    improving->queue = ARENA_NEW(arena, uint32_t, component->need_count + 1);
    improving->numbers = ARENA_NEW(arena, int, rows + 1);
    memset(improving->numbers, -1, rows * sizeof *improving->numbers);
}

/* Counts what a column's share takes of its rows, or no longer takes (by: 1, -1). */
static void use(struct improving *improving, size_t column, double by)
{
    const struct component *component = improving->component;
    for (int k = component->starts[column]; k < component->starts[column + 1]; k++)
        improving->used[component->rows[k]] +=
            by * component->entries[k] * improving->plan->shares[column];
}

/* ---- a part ---- */

static void queue_add(struct improving *improving, uint32_t need, size_t *count)
{
    if (improving->queued[need] || improving->taken[need])
        return;
    improving->queued[need] = true;
    improving->queue[(*count)++] = need;
}

/* Queues the needs that compete with a need for the time of a group. */
static void rivals_queue(struct improving *improving, uint32_t need, size_t *count)
{
    const struct component *component = improving->component;
    for (uint32_t a = improving->row_starts[need]; a < improving->row_starts[need + 1]; a++) {
        uint32_t column = improving->row_arcs[a];
        /* The last row of a column has all arcs of its group that compete. */
        int row = component->rows[component->starts[column + 1] - 1];
        for (uint32_t b = improving->row_starts[row]; b < improving->row_starts[row + 1]; b++) {
            uint32_t other = improving->row_arcs[b];
            queue_add(improving, (uint32_t)component->rows[component->starts[other]], count);
        }
    }
}

/* The needs around one until their arcs are enough; their number. */
static size_t part_choose(struct improving *improving, uint32_t seed)
{
    size_t queued = 0, arcs = 0, count = 0;
    queue_add(improving, seed, &queued);
    for (; count < queued && arcs < PART_ARCS; count++) {
        uint32_t need = improving->queue[count];
        improving->taken[need] = true;
        arcs += improving->row_starts[need + 1] - improving->row_starts[need];
        rivals_queue(improving, need, &queued);
    }
    for (size_t i = 0; i < queued; i++)
        improving->queued[improving->queue[i]] = false;
    return count;
}

struct part {
    struct component component;
    struct component_plan plan;
    uint32_t *columns; /* of the whole */
    int *rows;         /* of the whole */
};

static void part_columns(struct improving *improving, struct part *part, size_t needs,
                         struct arena *arena)
{
    size_t arcs = 0, entries = 0;
    const struct component *whole = improving->component;
    for (size_t i = 0; i < needs; i++) {
        uint32_t need = improving->queue[i];
        arcs += improving->row_starts[need + 1] - improving->row_starts[need];
    }
    part->columns = ARENA_NEW(arena, uint32_t, arcs + 1);
    for (size_t i = 0; i < needs; i++) {
        uint32_t need = improving->queue[i];
        for (uint32_t a = improving->row_starts[need]; a < improving->row_starts[need + 1]; a++) {
            uint32_t column = improving->row_arcs[a];
            part->columns[part->component.arc_count++] = column;
            entries += (size_t)(whole->starts[column + 1] - whole->starts[column]);
        }
        improving->numbers[need] = (int)i;
    }
    part->component.need_count = needs;
    part->component.starts = ARENA_NEW(arena, int, arcs + 1);
    part->component.rows = ARENA_NEW(arena, int, entries + 1);
    part->component.entries = ARENA_NEW(arena, double, entries + 1);
    part->component.most = ARENA_NEW(arena, double, arcs + 1);
    part->component.least = ARENA_NEW(arena, double, arcs + 1);
    part->component.values = ARENA_NEW(arena, double, arcs + 1);
    part->component.penalties = ARENA_NEW(arena, double, arcs + 1);
    part->plan.shares = ARENA_NEW(arena, double, arcs + 1);
    part->rows = ARENA_NEW(arena, int, needs + entries + 1);
}

/* One column: its entries in what the others leave of its rows. */
static void part_column(struct improving *improving, struct part *part, size_t place)
{
    const struct component *whole = improving->component;
    struct component *component = &part->component;
    uint32_t column = part->columns[place];
    int at = component->starts[place];
    double most = whole->most[column];
    for (int k = whole->starts[column]; k < whole->starts[column + 1]; k++) {
        int row = whole->rows[k];
        double left = 1 - improving->used[row];
        if (improving->numbers[row] < 0)
            improving->numbers[row] = (int)component->row_count++;
        part->rows[improving->numbers[row]] = row;
        component->rows[at] = improving->numbers[row];
        component->entries[at] = left > too_little ? whole->entries[k] / left : 1;
        if (left <= too_little)
            most = 0;
        else if (component->entries[at] * most > 1)
            most = 1 / component->entries[at];
        at++;
    }
    bool fits = most > 0 && most >= whole->least[column];
    component->starts[place + 1] = at;
    component->most[place] = fits ? most : 0;
    component->least[place] = fits ? whole->least[column] : 0;
    component->values[place] = whole->values[column];
    component->penalties[place] = whole->penalties[column];
    part->plan.shares[place] = fits ? improving->plan->shares[column] : 0;
    if (part->plan.shares[place] > component->most[place]) /* by a rounding error */
        part->plan.shares[place] = component->most[place];
}

static void part_make(struct improving *improving, struct part *part, size_t needs,
                      struct arena *arena)
{
    *part = (struct part){.component.row_count = needs};
    part_columns(improving, part, needs, arena);
    for (size_t i = 0; i < part->component.arc_count; i++)
        use(improving, part->columns[i], -1);
    for (size_t i = 0; i < part->component.arc_count; i++)
        part_column(improving, part, i);
    for (size_t i = 0; i < part->component.row_count; i++)
        improving->numbers[part->rows[i]] = -1;
    part->plan.value = component_sum(&part->component, part->component.values, part->plan.shares);
    part->plan.penalty =
        component_sum(&part->component, part->component.penalties, part->plan.shares);
    part->plan.value_bound = 0;
    for (size_t i = 0; i < needs; i++) {
        uint32_t column = improving->row_arcs[improving->row_starts[improving->queue[i]]];
        part->plan.value_bound += improving->component->values[column];
    }
}

/* Plans a part anew, and takes the plan where it is better. */
static bool part_improve(struct improving *improving, size_t needs, struct arena *arena)
{
    struct part part;
    part_make(improving, &part, needs, arena);
    double value = part.plan.value, penalty = part.plan.penalty, little = 1e-9 * value;
    /* A single need may have more offers than a part has arcs: then the part stays as it is. */
    bool good = component_is_large(&part.component) ||
                component_search(&part.component, improving->watch, improving->done, part_work,
                                 &part.plan, arena);
    bool better = part.plan.value > value + little ||
                  (part.plan.value >= value - little && part.plan.penalty < penalty);
    for (size_t i = 0; i < part.component.arc_count; i++) {
        if (better)
            improving->plan->shares[part.columns[i]] = part.plan.shares[i];
        use(improving, part.columns[i], 1);
    }
    improving->plan->work += part.plan.work;
    improving->plan->stopped |= part.plan.stopped;
    return good;
}

struct improvement {
    struct improving improving;
    size_t needs;
    struct arena scratch;
    bool good;
};

static void part_run(void *context)
{
    struct improvement *improvement = context;
    improvement->good =
        part_improve(&improvement->improving, improvement->needs, &improvement->scratch);
}

/* All needs once, in parts; the first of each is the first that no part has had. */
static bool parts_run(struct improvement *improvement)
{
    struct improving *improving = &improvement->improving;
    size_t needs = improving->component->need_count;
    for (uint32_t i = 0; i < needs && !improving->plan->stopped; i++) {
        if (improving->taken[i])
            continue;
        improvement->needs = part_choose(improving, i);
        arena_clear(&improvement->scratch);
        if (!arena_run(&improvement->scratch, part_run, improvement) || !improvement->good)
            return false;
    }
    return true;
}

bool component_is_large(const struct component *component)
{
    return component->arc_count > LARGE_ARCS;
}

bool component_improve(const struct component *component, const struct cover_watch *watch,
                       double done, struct component_plan *plan, struct arena *arena)
{
    static const size_t scratch_limit = (size_t)1 << 28;
    struct improvement improvement = {.improving = {component, watch, done, plan}};
    improving_init(&improvement.improving, arena);
    arena_init(&improvement.scratch, scratch_limit);
    for (size_t i = 0; i < component->arc_count; i++)
        use(&improvement.improving, i, 1);
    bool good = parts_run(&improvement);
    arena_release(&improvement.scratch);
    plan->value = component_sum(component, component->values, plan->shares);
    plan->penalty = component_sum(component, component->penalties, plan->shares);
    return good;
}
