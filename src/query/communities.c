/* Communities of the network. */
#include <stdlib.h>

#include "graph.h"
#include "leiden.h"
#include "network.h"

struct group {
    uint32_t number;
    size_t size;
    double weight;
    struct {
        uint32_t node;
        double weight;
    } members[COMMUNITY_MEMBERS]; /* the heaviest first */
    size_t count;
};

struct grouping {
    const struct graph *graph;
    struct weighted_graph ties;
    uint32_t *of; /* of nodes */
    struct group *groups;
    size_t count;
};

/* Both ways round, by node. */
static void ties_make(struct arena *arena, const struct graph *graph, struct weighted_graph *ties)
{
    size_t *start = ARENA_NEW(arena, size_t, graph->count + 2);
    uint32_t *others = ARENA_ROOM(arena, uint32_t, 2 * graph->pair_count);
    float *weights = ARENA_ROOM(arena, float, 2 * graph->pair_count);
    /* start[i + 1] counts up to the end of node i while it is filled. */
    for (size_t i = 0; i < graph->pair_count; i++) {
        start[graph->pairs[i].first + 2]++;
        start[graph->pairs[i].second + 2]++;
    }
    for (size_t i = 2; i < graph->count + 2; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < graph->pair_count; i++) {
        const struct graph_pair *pair = &graph->pairs[i];
        size_t one = start[pair->first + 1]++, other = start[pair->second + 1]++;
        others[one] = pair->second;
        others[other] = pair->first;
        weights[one] = weights[other] = pair->weight;
    }
    *ties = (struct weighted_graph){graph->count, start, others, weights};
}

static void member_take(struct group *group, uint32_t node, double weight)
{
    size_t at = group->count;
    while (at && group->members[at - 1].weight < weight)
        at--;
    if (at == COMMUNITY_MEMBERS)
        return;
    size_t last = group->count < COMMUNITY_MEMBERS ? group->count++ : COMMUNITY_MEMBERS - 1;
    for (size_t i = last; i > at; i--)
        group->members[i] = group->members[i - 1];
    group->members[at].node = node;
    group->members[at].weight = weight;
}

static void groups_fill(struct grouping *grouping)
{
    for (uint32_t i = 0; i < grouping->ties.count; i++) {
        struct group *group = &grouping->groups[grouping->of[i]];
        double weight = 0;
        for (size_t k = grouping->ties.start[i]; k < grouping->ties.start[i + 1]; k++)
            if (grouping->of[grouping->ties.others[k]] == grouping->of[i])
                weight += (double)grouping->ties.weights[k];
        group->size++;
        group->weight += weight / 2;
        member_take(group, i, weight);
    }
}

static int by_size(const void *left, const void *right)
{
    const struct group *a = left, *b = right;
    int order = (a->size < b->size) - (a->size > b->size);
    if (!order)
        order = (a->weight < b->weight) - (a->weight > b->weight);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void community_show(struct lookup *lookup, const struct graph *graph,
                           const struct group *group, size_t number,
                           struct query_community *community)
{
    *community = (struct query_community){
        .number = number, .size = group->size, .weight = group->weight, .count = group->count};
    community->members = ARENA_NEW(lookup->arena, struct query_member, group->count);
    for (size_t i = 0; i < group->count; i++)
        community->members[i] =
            (struct query_member){entity_value_show(lookup, graph->numbers[group->members[i].node]),
                                  group->members[i].weight};
}

static void communities_show(struct lookup *lookup, const struct grouping *grouping,
                             struct query_communities *communities)
{
    const struct query *query = lookup->query;
    while (communities->total < grouping->count &&
           grouping->groups[communities->total].size >= COMMUNITY_LEAST)
        communities->total++;
    size_t first =
        communities->offset < communities->total ? communities->offset : communities->total;
    size_t rest = communities->total - first;
    communities->count = rest < communities->limit ? rest : communities->limit;
    communities->communities = ARENA_NEW(lookup->arena, struct query_community, communities->count);
    for (size_t i = 0; i < communities->count; i++)
        community_show(lookup, grouping->graph, &grouping->groups[first + i], first + i + 1,
                       &communities->communities[i]);
    communities->summary = QUERY_TEXT(query, "query.network.communities", "count",
                                      number_show(query, communities->total).data, "entities",
                                      number_show(query, communities->entities).data);
    if (grouping->graph->older)
        communities->summary = summary_cut(query, communities->summary, "query.network.reports_cut",
                                           COMMUNITY_REPORTS);
    if (grouping->graph->cut)
        communities->summary =
            summary_cut(query, communities->summary, "query.network.pairs_cut", PAIRS_MOST);
}

/* Entities without a tie are no nodes: they stand alone in their facts. */
static void lone_drop(struct graph *graph)
{
    uint32_t *now = ARENA_NEW(graph->arena, uint32_t, graph->count);
    uint32_t kept = 0;
    for (size_t i = 0; i < graph->pair_count; i++)
        now[graph->pairs[i].first] = now[graph->pairs[i].second] = 1;
    for (size_t i = 0; i < graph->count; i++) {
        if (!now[i])
            continue;
        graph->numbers[kept] = graph->numbers[i];
        now[i] = kept++;
    }
    for (size_t i = 0; i < graph->pair_count; i++) {
        graph->pairs[i].first = now[graph->pairs[i].first];
        graph->pairs[i].second = now[graph->pairs[i].second];
    }
    graph->count = kept;
}

bool query_communities(const struct query *query, const struct query_communities_request *request,
                       struct query_communities *communities, struct error *error)
{
    struct graph_wanted wanted = {
        .reports = COMMUNITY_REPORTS, .places = request->places, .shared = true};
    struct graph graph;
    struct grouping grouping = {.graph = &graph};
    struct lookup lookup;
    *communities = (struct query_communities){
        .offset = request->offset, .limit = request->limit ? request->limit : COMMUNITIES_PAGE};
    lookup_init(&lookup, query, error);
    if (!ties_want(query, &request->scope, &wanted.ties, error) ||
        !graph_gather(query, &wanted, &graph, error))
        return false;
    lone_drop(&graph);
    ties_make(query->arena, &graph, &grouping.ties);
    grouping.of = ARENA_NEW(query->arena, uint32_t, graph.count);
    communities->modularity =
        leiden_communities(&grouping.ties, request->resolution > 0 ? request->resolution : 1,
                           request->seed, query->arena, grouping.of, &grouping.count);
    grouping.groups = ARENA_NEW(query->arena, struct group, grouping.count);
    for (uint32_t i = 0; i < grouping.count; i++)
        grouping.groups[i].number = i;
    groups_fill(&grouping);
    if (grouping.count)
        qsort(grouping.groups, grouping.count, sizeof *grouping.groups, by_size);
    communities->entities = graph.count;
    communities->ties = graph.pair_count;
    communities->cut = graph.cut || graph.older;
    communities_show(&lookup, &grouping, communities);
    return lookup_fine(&lookup);
}
