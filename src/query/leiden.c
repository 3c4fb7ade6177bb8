/* Leiden's method. */
#include "leiden.h"

#include <math.h>
#include <string.h>

/* What the method leaves open: how much chance there is in refining (theta of the paper), how many
 * rounds there are at most, and below what a gain is none but rounding. */
static const double randomness = 0.01;
static const double least_gain = 1e-12;
enum { ROUNDS_MOST = 40, VISITS_MOST = 64 /* of each node in one round, on average */ };

/* The graph of one round. */
struct level {
    size_t count;
    size_t *start;
    uint32_t *others;
    double *weights;
    double *strength; /* of nodes, ties within them counted twice */
};

struct method {
    struct arena *arena;
    double resolution;
    double total; /* 2m */
    uint64_t seed;
    struct level level;
    uint32_t *group; /* of nodes: the community */
    uint32_t *part;  /* of nodes: the part of the community, by refining */
    double *weight;  /* of communities or parts: the sum of their nodes' strengths */
    double *outside; /* of parts: weight of ties to the rest of their community */
    size_t *size;    /* of communities or parts */
    double *sums;    /* of communities or parts: weight of ties with the node at hand; else 0 */
    uint32_t *met;   /* those whose sums are not 0 */
    size_t met_count;
    uint32_t *order;
};

static uint64_t draw(struct method *method)
{
    /* SplitMix64 (Steele, Lea, Flood, 2014). */
    uint64_t mixed = method->seed += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
}

/* Fisher and Yates. */
static void shuffle(struct method *method, uint32_t *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = draw(method) % i;
        uint32_t item = items[i - 1];
        items[i - 1] = items[other];
        items[other] = item;
    }
}

/* Sums the weights of the node's ties by the group (or part) of the others, those of the same
 * community alone where within is given. */
static void sums_make(struct method *method, uint32_t node, const uint32_t *groups,
                      const uint32_t *within)
{
    const struct level *level = &method->level;
    method->met_count = 0;
    for (size_t i = level->start[node]; i < level->start[node + 1]; i++) {
        uint32_t other = level->others[i], group = groups[other];
        if (other == node || (within && within[other] != within[node]))
            continue;
        if (method->sums[group] == 0)
            method->met[method->met_count++] = group;
        method->sums[group] += level->weights[i];
    }
}

static void sums_clear(struct method *method)
{
    for (size_t i = 0; i < method->met_count; i++)
        method->sums[method->met[i]] = 0;
}

/* What modularity (times 2m) gains where a node of the strength joins a group whose others have the
 * weight, by ties of sum. */
static double gain(const struct method *method, double sum, double strength, double weight)
{
    return sum - method->resolution * strength * weight / method->total;
}

/* ---- moving nodes ---- */

/* Nodes whose surroundings changed, in a ring. */
struct queue {
    uint32_t *items;
    bool *in;
    size_t first;
    size_t count;
    size_t capacity;
};

static void queue_push(struct queue *queue, uint32_t node)
{
    if (queue->in[node])
        return;
    queue->in[node] = true;
    queue->items[(queue->first + queue->count++) % queue->capacity] = node;
}

static uint32_t queue_pop(struct queue *queue)
{
    uint32_t node = queue->items[queue->first];
    queue->first = (queue->first + 1) % queue->capacity;
    queue->count--;
    queue->in[node] = false;
    return node;
}

/* The group that the node gains most by joining; empty is one without nodes. */
static uint32_t best_group(struct method *method, uint32_t node, uint32_t empty)
{
    double strength = method->level.strength[node];
    uint32_t own = method->group[node], best = own;
    sums_make(method, node, method->group, NULL);
    double most = gain(method, method->sums[own], strength, method->weight[own] - strength);
    for (size_t i = 0; i < method->met_count; i++) {
        uint32_t group = method->met[i];
        double gained = group == own
                            ? most
                            : gain(method, method->sums[group], strength, method->weight[group]);
        bool better = gained > most + least_gain;
        bool equal = best != own && gained > most - least_gain && group < best;
        if (better || equal) {
            most = better ? gained : most;
            best = group;
        }
    }
    sums_clear(method);
    return most < -least_gain && method->size[own] > 1 ? empty : best;
}

static void node_move(struct method *method, uint32_t node, uint32_t group, struct queue *queue)
{
    const struct level *level = &method->level;
    uint32_t own = method->group[node];
    method->weight[own] -= level->strength[node];
    method->size[own]--;
    method->weight[group] += level->strength[node];
    method->size[group]++;
    method->group[node] = group;
    for (size_t i = level->start[node]; i < level->start[node + 1]; i++)
        if (method->group[level->others[i]] != group)
            queue_push(queue, level->others[i]);
}

/* A group without nodes: there is one whenever a group has two. */
static uint32_t empty_group(const struct method *method, uint32_t from)
{
    while (from < method->level.count && method->size[from])
        from++;
    return from;
}

static void weights_make(struct method *method, const uint32_t *groups)
{
    size_t count = method->level.count;
    memset(method->weight, 0, count * sizeof *method->weight);
    memset(method->size, 0, count * sizeof *method->size);
    for (size_t i = 0; i < count; i++) {
        method->weight[groups[i]] += method->level.strength[i];
        method->size[groups[i]]++;
    }
}

static void nodes_move(struct method *method)
{
    size_t count = method->level.count;
    struct queue queue = {.items = ARENA_NEW(method->arena, uint32_t, count),
                          .in = ARENA_NEW(method->arena, bool, count),
                          .capacity = count};
    uint32_t empty = 0;
    weights_make(method, method->group);
    shuffle(method, method->order, count);
    for (size_t i = 0; i < count; i++)
        queue_push(&queue, method->order[i]);
    for (size_t visits = 0; queue.count && visits < count * VISITS_MOST; visits++) {
        uint32_t node = queue_pop(&queue);
        empty = empty_group(method, empty);
        uint32_t group = best_group(method, node, empty);
        if (group == method->group[node] || group == count)
            continue;
        uint32_t left = method->group[node];
        node_move(method, node, group, &queue);
        if (!method->size[left] && left < empty)
            empty = left;
    }
}

/* ---- refining ---- */

/* Whether a part of the weight has ties enough to the rest of its community. */
static bool well_connected(const struct method *method, double outside, double weight,
                           double community)
{
    return outside >=
           method->resolution * weight * (community - weight) / method->total - least_gain;
}

/* Draws the part that a node joins, of those that gain and are well connected: the more it gains
 * the likelier. The node's own part where there is none. */
static uint32_t part_draw(struct method *method, uint32_t node, const double *communities,
                          double *chances)
{
    double strength = method->level.strength[node], all = 1; /* staying alone gains nothing: e^0 */
    uint32_t own = method->part[node];
    for (size_t i = 0; i < method->met_count; i++) {
        uint32_t part = method->met[i];
        double gained = gain(method, method->sums[part], strength, method->weight[part]);
        chances[i] = 0;
        if (part != own && gained >= 0 &&
            well_connected(method, method->outside[part], method->weight[part],
                           communities[method->group[node]]))
            chances[i] = exp(fmin(gained / randomness, 600));
        all += chances[i];
    }
    double lot = (double)(draw(method) >> 11) * 0x1p-53 * all;
    for (size_t i = 0; i < method->met_count; i++) {
        if (lot < chances[i])
            return method->met[i];
        lot -= chances[i];
    }
    return own;
}

/* Makes part the refined groups: each node alone first, those alone join others of their group. */
static void groups_refine(struct method *method)
{
    size_t count = method->level.count;
    double *communities = ARENA_NEW(method->arena, double, count);
    double *chances = ARENA_NEW(method->arena, double, count);
    weights_make(method, method->group);
    memcpy(communities, method->weight, count * sizeof *communities);
    for (uint32_t i = 0; i < count; i++)
        method->part[i] = i;
    weights_make(method, method->part);
    for (uint32_t i = 0; i < count; i++) {
        method->outside[i] = 0;
        for (size_t k = method->level.start[i]; k < method->level.start[i + 1]; k++)
            if (method->level.others[k] != i &&
                method->group[method->level.others[k]] == method->group[i])
                method->outside[i] += method->level.weights[k];
    }
    shuffle(method, method->order, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t node = method->order[i], own = method->part[node];
        double strength = method->level.strength[node];
        if (method->size[own] != 1 || !well_connected(method, method->outside[own], strength,
                                                      communities[method->group[node]]))
            continue;
        sums_make(method, node, method->part, method->group);
        uint32_t part = part_draw(method, node, communities, chances);
        if (part != own) {
            method->outside[part] += method->outside[own] - 2 * method->sums[part];
            method->weight[part] += strength;
            method->size[part]++;
            method->weight[own] = method->outside[own] = 0;
            method->size[own] = 0;
            method->part[node] = part;
        }
        sums_clear(method);
    }
}

/* ---- the next round's graph ---- */

/* Numbers what occurs from 0, in the order of nodes; how many there are. */
static size_t renumber(struct arena *arena, uint32_t *groups, size_t count)
{
    uint32_t *numbers = ARENA_NEW(arena, uint32_t, count);
    uint32_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (!numbers[groups[i]])
            numbers[groups[i]] = ++next;
        groups[i] = numbers[groups[i]] - 1;
    }
    return next;
}

/* The nodes ordered by their part, and where each part's begin. */
static uint32_t *nodes_by_part(struct method *method, size_t parts, size_t *begin)
{
    size_t count = method->level.count;
    uint32_t *nodes = ARENA_NEW(method->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        begin[method->part[i] + 1]++;
    for (size_t i = 0; i < parts; i++)
        begin[i + 1] += begin[i];
    size_t *next = ARENA_NEW(method->arena, size_t, parts);
    memcpy(next, begin, parts * sizeof *next);
    for (uint32_t i = 0; i < count; i++)
        nodes[next[method->part[i]]++] = i;
    return nodes;
}

/* Makes the parts the nodes; groups stay theirs. */
static void level_raise(struct method *method, size_t parts)
{
    struct level below = method->level, level = {.count = parts};
    size_t ties = below.start[below.count], filled = 0;
    size_t *begin = ARENA_NEW(method->arena, size_t, parts + 1);
    uint32_t *nodes = nodes_by_part(method, parts, begin);
    uint32_t *group = ARENA_NEW(method->arena, uint32_t, parts);
    level.start = ARENA_NEW(method->arena, size_t, parts + 1);
    level.others = ARENA_ROOM(method->arena, uint32_t, ties);
    level.weights = ARENA_ROOM(method->arena, double, ties);
    level.strength = ARENA_NEW(method->arena, double, parts);
    for (uint32_t part = 0; part < parts; part++) {
        method->met_count = 0;
        for (size_t i = begin[part]; i < begin[part + 1]; i++) {
            uint32_t node = nodes[i];
            group[part] = method->group[node];
            level.strength[part] += below.strength[node];
            for (size_t k = below.start[node]; k < below.start[node + 1]; k++) {
                uint32_t other = method->part[below.others[k]];
                if (other == part)
                    continue; /* a tie within: its weight is in the strength */
                if (method->sums[other] == 0)
                    method->met[method->met_count++] = other;
                method->sums[other] += below.weights[k];
            }
        }
        for (size_t i = 0; i < method->met_count; i++) {
            level.others[filled] = method->met[i];
            level.weights[filled++] = method->sums[method->met[i]];
        }
        level.start[part + 1] = filled;
        sums_clear(method);
    }
    method->level = level;
    method->group = group;
}

/* ---- the whole ---- */

static double modularity(const struct weighted_graph *graph, const struct method *method,
                         const double *strength, const uint32_t *community, size_t count)
{
    double *weight = ARENA_NEW(method->arena, double, count), within = 0, expected = 0;
    for (size_t i = 0; i < graph->count; i++) {
        weight[community[i]] += strength[i];
        for (size_t k = graph->start[i]; k < graph->start[i + 1]; k++)
            if (community[graph->others[k]] == community[i])
                within += (double)graph->weights[k];
    }
    for (size_t i = 0; i < count; i++)
        expected += weight[i] / method->total * (weight[i] / method->total);
    return within / method->total - method->resolution * expected;
}

static void method_init(struct method *method, const struct weighted_graph *graph,
                        struct arena *arena)
{
    size_t count = graph->count, ties = graph->start[count];
    struct level *level = &method->level;
    level->count = count;
    level->start = ARENA_NEW(arena, size_t, count + 1);
    memcpy(level->start, graph->start, (count + 1) * sizeof *level->start);
    level->others = ARENA_ROOM(arena, uint32_t, ties);
    level->weights = ARENA_ROOM(arena, double, ties);
    level->strength = ARENA_NEW(arena, double, count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = graph->start[i]; k < graph->start[i + 1]; k++) {
            level->others[k] = graph->others[k];
            level->weights[k] = (double)graph->weights[k];
            level->strength[i] += (double)graph->weights[k];
        }
        method->total += level->strength[i];
    }
    method->arena = arena;
    method->group = ARENA_NEW(arena, uint32_t, count);
    method->part = ARENA_NEW(arena, uint32_t, count);
    method->weight = ARENA_NEW(arena, double, count);
    method->outside = ARENA_NEW(arena, double, count);
    method->size = ARENA_NEW(arena, size_t, count);
    method->sums = ARENA_NEW(arena, double, count);
    method->met = ARENA_NEW(arena, uint32_t, count);
    method->order = ARENA_NEW(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        method->group[i] = i;
}

double leiden_communities(const struct weighted_graph *graph, double resolution, uint64_t seed,
                          struct arena *arena, uint32_t *community, size_t *community_count)
{
    struct method method = {.resolution = resolution, .seed = seed};
    *community_count = 0;
    if (!graph->count)
        return 0;
    method_init(&method, graph, arena);
    const double *strength = method.level.strength;
    uint32_t *node = ARENA_NEW(arena, uint32_t, graph->count); /* of the round's graph */
    for (uint32_t i = 0; i < graph->count; i++)
        node[i] = community[i] = i;
    for (int round = 0; round < ROUNDS_MOST && method.total > 0; round++) {
        for (uint32_t i = 0; i < method.level.count; i++)
            method.order[i] = i;
        nodes_move(&method);
        for (size_t i = 0; i < graph->count; i++)
            community[i] = method.group[node[i]];
        groups_refine(&method);
        size_t groups = renumber(arena, method.group, method.level.count);
        size_t parts = renumber(arena, method.part, method.level.count);
        if (groups == method.level.count || parts == method.level.count)
            break; /* nothing joined */
        for (size_t i = 0; i < graph->count; i++)
            node[i] = method.part[node[i]];
        level_raise(&method, parts);
    }
    *community_count = renumber(arena, community, graph->count);
    return method.total > 0 ? modularity(graph, &method, strength, community, *community_count) : 0;
}
