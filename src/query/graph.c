/* Pairs of entities, of what the newest reports tell. */
#include "graph.h"

#include <stdlib.h>

#include "view.h"

enum { WORK_LIMIT = 256 * 1024 * 1024, SLOTS_LEAST = 1024 };

/* What joining must set free of the room, as a part of it. */
enum { PAIRS_SPARE = 8 };

struct node_slot {
    int64_t number; /* 0: free */
    uint32_t node;
};

/* The members of the fact at hand: of all its tellings. */
struct members {
    uint32_t nodes[FACT_MEMBERS];
    size_t count;
};

struct gathering {
    const struct query *query;
    const struct graph_wanted *wanted;
    struct graph *graph;
    struct error *error;
    struct arena work; /* of what is gathered, */
    struct arena part; /* and of the tellings at hand */
    bool complete;     /* memory sufficed */
    bool failed;
};

/* ---- nodes ---- */

static struct node_slot *slot_of(struct graph *graph, int64_t number)
{
    uint64_t mixed = (uint64_t)number * 0x9E3779B97F4A7C15u;
    size_t at = (mixed >> 20) & (graph->slot_count - 1);
    while (graph->slots[at].number && graph->slots[at].number != number)
        at = (at + 1) & (graph->slot_count - 1);
    return &graph->slots[at];
}

static void slots_grow(struct graph *graph)
{
    graph->slot_count = graph->slot_count ? graph->slot_count * 2 : SLOTS_LEAST;
    graph->slots = ARENA_NEW(graph->arena, struct node_slot, graph->slot_count);
    for (size_t i = 0; i < graph->count; i++)
        *slot_of(graph, graph->numbers[i]) = (struct node_slot){graph->numbers[i], (uint32_t)i};
}

static uint32_t node_of(struct graph *graph, int64_t number)
{
    if (2 * graph->count >= graph->slot_count)
        slots_grow(graph);
    struct node_slot *slot = slot_of(graph, number);
    if (slot->number)
        return slot->node;
    *slot = (struct node_slot){number, (uint32_t)graph->count};
    graph->numbers = arena_reserve(graph->arena, graph->numbers, graph->count, &graph->capacity,
                                   sizeof *graph->numbers);
    graph->numbers[graph->count] = number;
    return (uint32_t)graph->count++;
}

/* ---- pairs ---- */

static int by_nodes(const void *left, const void *right)
{
    const struct graph_pair *a = left, *b = right;
    int order = (a->first > b->first) - (a->first < b->first);
    return order ? order : (a->second > b->second) - (a->second < b->second);
}

/* Orders the pairs and makes equal ones one. */
static void pairs_join(struct graph *graph)
{
    size_t kept = 0;
    if (graph->pair_count)
        qsort(graph->pairs, graph->pair_count, sizeof *graph->pairs, by_nodes);
    for (size_t i = 0; i < graph->pair_count; i++) {
        if (kept && by_nodes(&graph->pairs[kept - 1], &graph->pairs[i]) == 0)
            graph->pairs[kept - 1].weight += graph->pairs[i].weight;
        else
            graph->pairs[kept++] = graph->pairs[i];
    }
    graph->pair_count = kept;
}

static void pair_add(struct graph *graph, uint32_t one, uint32_t other, float weight)
{
    if (graph->pair_count == graph->pair_room && !graph->joined) {
        pairs_join(graph);
        /* Joining again and again for less room than this would cost more than it gives. */
        graph->joined = graph->pair_count > graph->pair_room - graph->pair_room / PAIRS_SPARE;
    }
    graph->cut |= graph->pair_count == graph->pair_room;
    if (graph->cut)
        return;
    graph->pairs[graph->pair_count++] =
        (struct graph_pair){one < other ? one : other, one < other ? other : one, weight};
}

static void members_pair(struct gathering *gathering, const struct members *members)
{
    float weight =
        gathering->wanted->shared && members->count > 1 ? 1.0f / (float)(members->count - 1) : 1;
    for (size_t i = 0; i < members->count; i++)
        for (size_t k = 0; k < i; k++)
            pair_add(gathering->graph, members->nodes[i], members->nodes[k], weight);
}

/* ---- facts ---- */

static bool member_is_wanted(const struct graph_wanted *wanted, const struct stored_member *member)
{
    return member->number && !member->kind->is_fact &&
           (!wanted->property || span_equal(member->property->name, span_of(wanted->property))) &&
           (wanted->places || !kind_is_place(member->kind));
}

static void members_add(struct gathering *gathering, const struct stored_telling *telling,
                        struct members *members)
{
    if (!telling_is_wanted(gathering->query, &gathering->wanted->ties, telling))
        return;
    for (size_t i = 0; i < telling->members.count && members->count < FACT_MEMBERS; i++) {
        const struct stored_member *member = &telling->members.items[i];
        if (!member_is_wanted(gathering->wanted, member))
            continue;
        uint32_t node = node_of(gathering->graph, member->number);
        size_t k = 0;
        while (k < members->count && members->nodes[k] != node)
            k++;
        if (k == members->count)
            members->nodes[members->count++] = node;
    }
}

static bool tellings_take(void *context, struct stored_tellings *tellings)
{
    struct gathering *gathering = context;
    struct members members = {.count = 0};
    if (!tellings_judge(gathering->query, &gathering->wanted->ties, &gathering->part, tellings,
                        gathering->error))
        return false;
    for (size_t i = 0; i < tellings->count && !gathering->graph->cut; i++) {
        if (i && tellings->items[i].fact != tellings->items[i - 1].fact) {
            members_pair(gathering, &members);
            members.count = 0;
        }
        members_add(gathering, &tellings->items[i], &members);
    }
    members_pair(gathering, &members);
    return true;
}

/* Takes what the newest reports tell; in arenas of its own. */
static void facts_take(void *context)
{
    struct gathering *gathering = context;
    const struct graph_wanted *wanted = gathering->wanted;
    struct tellings_wanted asked = newest_wanted(gathering->query, &wanted->ties, wanted->reports);
    const struct tellings_taker taker = {tellings_take, gathering, &gathering->part};
    asked.bare = !wanted->property && !ties_ask_for_days(gathering->query, &wanted->ties);
    gathering->failed = !store_tellings_newest(gathering->query->store, &asked, &gathering->work,
                                               &taker, &gathering->graph->older, gathering->error);
    gathering->graph->older |= wanted->ties.older;
}

static void in_work(void *context)
{
    struct gathering *gathering = context;
    gathering->complete = arena_run(&gathering->work, facts_take, gathering);
}

/* In the question's arena. */
static void all_gather(void *context)
{
    struct gathering *gathering = context;
    struct graph *graph = gathering->graph;
    graph->pair_room = gathering->wanted->pairs_most ? gathering->wanted->pairs_most : PAIRS_MOST;
    graph->pairs = ARENA_ROOM(graph->arena, struct graph_pair, graph->pair_room);
    if (!arena_run(&gathering->part, in_work, gathering) || !gathering->complete)
        gathering->failed = !error_add(gathering->error, "query.too_large", NULL);
    pairs_join(graph);
}

bool graph_gather(const struct query *query, const struct graph_wanted *wanted, struct graph *graph,
                  struct error *error)
{
    struct gathering gathering = {.query = query, .wanted = wanted, .graph = graph, .error = error};
    *graph = (struct graph){.arena = query->arena};
    arena_init(&gathering.work, WORK_LIMIT);
    arena_init(&gathering.part, WORK_LIMIT);
    /* The memory of the facts is given back before anything else takes any. */
    bool complete = arena_run(query->arena, all_gather, &gathering);
    arena_release(&gathering.work);
    arena_release(&gathering.part);
    if (!complete)
        return error_add(error, "query.too_large", NULL);
    return !gathering.failed;
}
