/* Who shares agreements. */
#include <stdlib.h>

#include "graph.h"
#include "network.h"

static int by_weight(const void *left, const void *right, void *context)
{
    const struct graph *graph = context;
    const struct graph_pair *a = left, *b = right;
    int order = (a->weight < b->weight) - (a->weight > b->weight);
    if (order)
        return order;
    int64_t one = graph->numbers[a->first] + graph->numbers[a->second];
    int64_t other = graph->numbers[b->first] + graph->numbers[b->second];
    order = (one > other) - (one < other);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

void agreements_between(struct lookup *lookup, int64_t first, int64_t second,
                        struct query_values *facts)
{
    const struct schema_kind *kind = schema_kind_find(lookup->query->schema, SPAN("agreement"));
    struct stored_entities found;
    if (lookup->failed)
        return;
    if (!store_facts_between(lookup->query->store, first, second, kind, PARTNER_FACTS,
                             lookup->arena, &found, lookup->error)) {
        lookup->failed = true;
        return;
    }
    for (size_t i = 0; i < found.count; i++) {
        struct items items;
        items_of_numbers(lookup, &found.items[i].number, 1, &items);
        if (items.count && items.items[0].claim_count)
            *ARRAY_PUSH(lookup->arena, facts) =
                item_value(lookup, &items.items[0], item_name(lookup, &items.items[0]));
    }
}

static void pairs_show(struct lookup *lookup, const struct graph *graph,
                       struct query_partners *partners)
{
    size_t first = partners->offset < graph->pair_count ? partners->offset : graph->pair_count;
    size_t rest = graph->pair_count - first;
    partners->total = graph->pair_count;
    partners->count = rest < partners->limit ? rest : partners->limit;
    partners->pairs = ARENA_NEW(lookup->arena, struct query_pair, partners->count);
    for (size_t i = 0; i < partners->count; i++) {
        const struct graph_pair *found = &graph->pairs[first + i];
        struct query_pair *pair = &partners->pairs[i];
        int64_t one = graph->numbers[found->first], other = graph->numbers[found->second];
        pair->first = entity_value_show(lookup, one);
        pair->second = entity_value_show(lookup, other);
        pair->agreements = (size_t)found->weight;
        agreements_between(lookup, one, other, &pair->facts);
    }
}

/* The pairs of one entity, of the tellings that name it. */
static void pairs_of(struct lookup *lookup, const struct ties_wanted *wanted, int64_t number,
                     struct graph *graph)
{
    struct ties ties;
    ties_find(lookup, wanted, number, &ties);
    graph->numbers = ARENA_NEW(lookup->arena, int64_t, ties.count + 1);
    graph->pairs = ARENA_NEW(lookup->arena, struct graph_pair, ties.count);
    graph->numbers[graph->count++] = number;
    graph->cut = ties.cut;
    for (size_t i = 0; i < ties.count; i++) {
        graph->pairs[graph->pair_count++] =
            (struct graph_pair){0, (uint32_t)graph->count, (float)ties.items[i].facts};
        graph->numbers[graph->count++] = ties.items[i].number;
    }
}

/* One entity's pairs are of the tellings that name it, all pairs of the newest reports. */
static struct span partners_summary(const struct query *query,
                                    const struct query_partners *partners,
                                    const struct graph *graph, bool of_one)
{
    struct span text = QUERY_TEXT(query, "query.network.partners", "count",
                                  number_show(query, partners->total).data);
    if (!partners->cut)
        return text;
    if (of_one)
        return summary_cut(query, text, "query.network.newest", TELLINGS_MOST);
    if (graph->older)
        text = summary_cut(query, text, "query.network.reports_cut", PARTNER_REPORTS);
    return graph->cut ? summary_cut(query, text, "query.network.pairs_cut", PAIRS_MOST) : text;
}

bool query_partners(const struct query *query, struct span id, const struct query_scope *scope,
                    size_t offset, size_t limit, struct query_partners *partners,
                    struct error *error)
{
    static const struct span agreement = {"agreement", 9};
    struct query_scope agreements = {&agreement, 1, scope->since, scope->until};
    struct graph_wanted wanted = {
        .reports = PARTNER_REPORTS, .property = "parties", .places = true};
    struct graph graph = {.arena = query->arena};
    struct lookup lookup;
    struct stored_entity entity;
    *partners = (struct query_partners){.offset = offset, .limit = limit ? limit : PARTNERS_PAGE};
    lookup_init(&lookup, query, error);
    if (!ties_want(query, &agreements, &wanted.ties, error) ||
        (id.size && !entity_asked(&lookup, id, &entity)))
        return false;
    wanted.ties.property = wanted.property;
    if (id.size)
        pairs_of(&lookup, &wanted.ties, entity.number, &graph);
    else if (!graph_gather(query, &wanted, &graph, error))
        return false;
    if (graph.pair_count)
        qsort_r(graph.pairs, graph.pair_count, sizeof *graph.pairs, by_weight, &graph);
    partners->cut = graph.cut || graph.older;
    pairs_show(&lookup, &graph, partners);
    partners->summary = partners_summary(query, partners, &graph, id.size > 0);
    return lookup_fine(&lookup);
}
