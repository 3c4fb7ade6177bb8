/* The network as a picture: which nodes and edges are shown. */
#include "picture.h"

#include <stdlib.h>

#include "leiden.h"
#include "regions.h"
#include "strands.h"

#define NO_PLACE UINT32_MAX

/* What is known of a node before the choice. */
struct rated {
    uint32_t node;
    uint32_t ties;
    uint64_t sources; /* of its ties */
    int64_t number;
};

struct choosing {
    struct lookup lookup;
    const struct query_picture_request *request;
    struct strands_wanted wanted;
    struct region_filter region;
    struct strands strands;
    struct rated *rated; /* the nodes that may be shown, the focus first, then the most tied */
    size_t count;
    size_t chosen;        /* the first of them are shown, but for those left without an edge */
    uint32_t *place;      /* of nodes: which of the picture; NO_PLACE */
    struct strand *edges; /* those between chosen nodes */
    size_t edge_count;
    struct query_picture *picture;
};

/* ---- which kinds ---- */

static bool kinds_read(struct choosing *choosing)
{
    const struct query *query = choosing->lookup.query;
    const struct query_picture_request *request = choosing->request;
    bool *kinds = ARENA_NEW(query->arena, bool, query->schema->kind_count);
    choosing->wanted.kinds = kinds;
    for (size_t k = 0; k < query->schema->kind_count; k++)
        kinds[k] = request->thing_count == 0;
    for (size_t i = 0; i < request->thing_count; i++) {
        bool any = false;
        for (size_t k = 0; k < query->schema->kind_count; k++) {
            const struct schema_kind *kind = &query->schema->kinds[k];
            bool fits = span_equal(kind->name, request->things[i]) ||
                        span_equal(kind->family, request->things[i]);
            kinds[k] |= fits;
            any |= fits;
        }
        if (!any)
            return error_add(choosing->lookup.error, "query.unknown_thing", "kind",
                             arena_copy(query->arena, request->things[i]).data, NULL);
    }
    return true;
}

/* ---- which nodes ---- */

static void nodes_rate(struct choosing *choosing)
{
    const struct strands *strands = &choosing->strands;
    choosing->rated = ARENA_NEW(choosing->lookup.arena, struct rated, strands->nodes.count);
    for (size_t i = 0; i < strands->nodes.count; i++)
        choosing->rated[i] = (struct rated){(uint32_t)i, 0, 0, strands->nodes.items[i].number};
    for (size_t i = 0; i < strands->count; i++) {
        const struct strand *edge = &strands->items[i];
        struct rated *ends[] = {&choosing->rated[edge->first], &choosing->rated[edge->second]};
        for (size_t k = 0; k < 2; k++) {
            ends[k]->ties++;
            ends[k]->sources += edge->sources;
        }
    }
}

static int by_ties(const void *left, const void *right, void *context)
{
    const struct rated *a = left, *b = right;
    const int64_t *focus = context;
    int order = (a->number != *focus) - (b->number != *focus);
    if (!order)
        order = (a->ties < b->ties) - (a->ties > b->ties);
    if (!order)
        order = (a->sources < b->sources) - (a->sources > b->sources);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* Leaves those with enough ties, and the focus; in their order. */
static void nodes_sort(struct choosing *choosing)
{
    size_t least = choosing->request->ties ? choosing->request->ties : 1, kept = 0;
    int64_t focus = choosing->wanted.focus;
    for (size_t i = 0; i < choosing->strands.nodes.count; i++)
        if (choosing->rated[i].ties >= least || choosing->rated[i].number == focus)
            choosing->rated[kept++] = choosing->rated[i];
    choosing->count = kept;
    if (kept)
        qsort_r(choosing->rated, kept, sizeof *choosing->rated, by_ties, &focus);
}

static bool is_wanted(const struct region_filter *filter, const struct entity_regions *regions)
{
    for (size_t i = 0; i < regions->count; i++)
        if (region_fits(filter, regions->items[i]))
            return true;
    return false;
}

/* Which of the nodes are things of the region, the most tied of them; how many were looked at. */
static size_t things_fit(struct choosing *choosing, bool *fits)
{
    const struct strands *strands = &choosing->strands;
    struct arena *arena = choosing->lookup.arena;
    int64_t *numbers = ARENA_NEW(arena, int64_t, PICTURE_REGION_NODES);
    uint32_t *nodes = ARENA_NEW(arena, uint32_t, PICTURE_REGION_NODES);
    struct entity_regions *regions = ARENA_NEW(arena, struct entity_regions, PICTURE_REGION_NODES);
    size_t asked = 0;
    for (size_t i = 0; i < choosing->count && asked < PICTURE_REGION_NODES; i++) {
        nodes[asked] = choosing->rated[i].node;
        numbers[asked] = choosing->rated[i].number;
        asked += !strands->nodes.items[nodes[asked]].kind->is_fact;
    }
    things_regions(&choosing->lookup, numbers, asked, regions);
    for (size_t i = 0; i < asked; i++)
        fits[nodes[i]] = is_wanted(&choosing->region, &regions[i]);
    return asked;
}

/* Leaves the nodes of the region. */
static void region_apply(struct choosing *choosing)
{
    const struct strands *strands = &choosing->strands;
    bool *fits = ARENA_NEW(choosing->lookup.arena, bool, strands->nodes.count);
    size_t kept = 0;
    if (!choosing->region.region && !choosing->region.district)
        return;
    size_t asked = things_fit(choosing, fits);
    choosing->picture->cut |= asked == PICTURE_REGION_NODES;
    for (size_t i = 0; i < strands->count; i++) {
        const struct strand *edge = &strands->items[i];
        bool first = strands->nodes.items[edge->first].kind->is_fact;
        bool second = strands->nodes.items[edge->second].kind->is_fact;
        if (first && !second)
            fits[edge->first] |= fits[edge->second];
        if (second && !first)
            fits[edge->second] |= fits[edge->first];
    }
    for (size_t i = 0; i < choosing->count; i++)
        if (fits[choosing->rated[i].node] || choosing->rated[i].number == choosing->wanted.focus)
            choosing->rated[kept++] = choosing->rated[i];
    choosing->count = kept;
}

/* ---- which edges ---- */

static int by_sources(const void *left, const void *right)
{
    const struct strand *a = left, *b = right;
    int order = (a->sources < b->sources) - (a->sources > b->sources);
    if (!order)
        order = (a->facts < b->facts) - (a->facts > b->facts);
    if (!order)
        order = (a->first > b->first) - (a->first < b->first);
    return order ? order : (a->second > b->second) - (a->second < b->second);
}

/* The edges between the chosen nodes, as many as are shown; their ends are places among the rated.
 */
static void edges_choose(struct choosing *choosing)
{
    struct strands *strands = &choosing->strands;
    size_t limit = choosing->request->edges ? choosing->request->edges : PICTURE_EDGES, kept = 0;
    uint32_t *place = ARENA_NEW(choosing->lookup.arena, uint32_t, strands->nodes.count);
    for (size_t i = 0; i < strands->nodes.count; i++)
        place[i] = NO_PLACE;
    for (uint32_t i = 0; i < choosing->chosen; i++)
        place[choosing->rated[i].node] = i;
    for (size_t i = 0; i < strands->count; i++) {
        struct strand edge = strands->items[i];
        edge.first = place[edge.first];
        edge.second = place[edge.second];
        if (edge.first != NO_PLACE && edge.second != NO_PLACE)
            strands->items[kept++] = edge;
    }
    if (kept)
        qsort(strands->items, kept, sizeof *strands->items, by_sources);
    choosing->edges = strands->items;
    choosing->edge_count = kept < limit ? kept : limit;
    choosing->picture->edges_left_out = kept - choosing->edge_count;
}

/* Nodes whose edges to other chosen ones all found no room are left out; not the focus, nor those
 * that have none: the others whom they are tied to were not chosen. */
static void lone_drop(struct choosing *choosing)
{
    uint32_t *place = ARENA_NEW(choosing->lookup.arena, uint32_t, choosing->chosen);
    bool *tied = ARENA_NEW(choosing->lookup.arena, bool, choosing->chosen);
    bool *shown = ARENA_NEW(choosing->lookup.arena, bool, choosing->chosen);
    size_t edges = choosing->edge_count + choosing->picture->edges_left_out;
    uint32_t kept = 0;
    for (size_t i = 0; i < edges; i++) {
        const struct strand *edge = &choosing->edges[i];
        tied[edge->first] = tied[edge->second] = true;
        if (i < choosing->edge_count)
            shown[edge->first] = shown[edge->second] = true;
    }
    for (size_t i = 0; i < choosing->chosen; i++) {
        if (tied[i] && !shown[i] && choosing->rated[i].number != choosing->wanted.focus)
            continue;
        choosing->rated[kept] = choosing->rated[i];
        place[i] = kept++;
    }
    for (size_t i = 0; i < choosing->edge_count; i++) {
        choosing->edges[i].first = place[choosing->edges[i].first];
        choosing->edges[i].second = place[choosing->edges[i].second];
    }
    choosing->chosen = kept;
    choosing->picture->nodes_left_out = choosing->count - kept;
}

/* ---- communities ---- */

static void ties_make(const struct choosing *choosing, struct weighted_graph *graph)
{
    struct arena *arena = choosing->lookup.arena;
    size_t count = choosing->chosen;
    size_t *start = ARENA_NEW(arena, size_t, count + 2);
    uint32_t *others = ARENA_ROOM(arena, uint32_t, 2 * choosing->edge_count);
    float *weights = ARENA_ROOM(arena, float, 2 * choosing->edge_count);
    /* start[i + 1] counts up to the end of node i while it is filled. */
    for (size_t i = 0; i < choosing->edge_count; i++) {
        start[choosing->edges[i].first + 2]++;
        start[choosing->edges[i].second + 2]++;
    }
    for (size_t i = 2; i < count + 2; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < choosing->edge_count; i++) {
        const struct strand *edge = &choosing->edges[i];
        size_t one = start[edge->first + 1]++, other = start[edge->second + 1]++;
        others[one] = edge->second;
        others[other] = edge->first;
        weights[one] = weights[other] = (float)edge->sources;
    }
    *graph = (struct weighted_graph){count, start, others, weights};
}

struct community {
    uint32_t number;
    uint32_t first; /* its most tied node */
    size_t size;
};

static int by_size(const void *left, const void *right)
{
    const struct community *a = left, *b = right;
    int order = (a->size < b->size) - (a->size > b->size);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static void communities_find(struct choosing *choosing)
{
    struct arena *arena = choosing->lookup.arena;
    struct query_picture *picture = choosing->picture;
    struct weighted_graph graph;
    uint32_t *of = ARENA_NEW(arena, uint32_t, choosing->chosen);
    size_t count = 0;
    ties_make(choosing, &graph);
    leiden_communities(&graph, 1, 0, arena, of, &count);
    struct community *communities = ARENA_NEW(arena, struct community, count);
    uint32_t *now = ARENA_NEW(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        communities[i] = (struct community){i, NO_PLACE, 0};
    for (uint32_t i = 0; i < choosing->chosen; i++) {
        struct community *community = &communities[of[i]];
        if (!community->size++)
            community->first = i;
    }
    if (count)
        qsort(communities, count, sizeof *communities, by_size);
    for (uint32_t i = 0; i < count; i++)
        now[communities[i].number] = i;
    for (uint32_t i = 0; i < choosing->chosen; i++)
        picture->nodes[i].community = now[of[i]] + 1;
    picture->communities = count;
}

/* ---- showing ---- */

/* The names of agreements and projects are made from their claims. */
static void facts_name(struct choosing *choosing)
{
    struct lookup *lookup = &choosing->lookup;
    struct query_picture *picture = choosing->picture;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, choosing->chosen);
    struct items items;
    size_t count = 0;
    for (size_t i = 0; i < choosing->chosen; i++)
        if (picture->nodes[i].kind->is_fact)
            numbers[count++] = choosing->rated[i].number;
    items_of_numbers(lookup, numbers, count, &items);
    for (size_t i = 0; i < choosing->chosen; i++) {
        struct query_node *node = &picture->nodes[i];
        size_t low = 0, high = items.count;
        while (node->kind->is_fact && low < high) {
            size_t middle = low + (high - low) / 2;
            if (items.items[middle].entity.number < choosing->rated[i].number)
                low = middle + 1;
            else
                high = middle;
        }
        if (node->kind->is_fact && low < items.count &&
            items.items[low].entity.number == choosing->rated[i].number)
            node->label = item_name(lookup, &items.items[low]);
    }
}

static void nodes_show(struct choosing *choosing)
{
    struct lookup *lookup = &choosing->lookup;
    struct query_picture *picture = choosing->picture;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, choosing->chosen);
    struct stored_entity *entities =
        ARENA_NEW(lookup->arena, struct stored_entity, choosing->chosen);
    picture->node_count = choosing->chosen;
    picture->nodes = ARENA_NEW(lookup->arena, struct query_node, choosing->chosen);
    for (size_t i = 0; i < choosing->chosen; i++)
        numbers[i] = choosing->rated[i].number;
    if (choosing->chosen && !lookup->failed &&
        !store_entities_of(lookup->query->store, numbers, choosing->chosen, lookup->arena, entities,
                           lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < choosing->chosen; i++) {
        char id[CANONICAL_TEXT];
        picture->nodes[i] = (struct query_node){
            .id = arena_copy(lookup->arena, span_of(canonical_write(numbers[i], id))),
            .label = entities[i].name,
            .kind = choosing->strands.nodes.items[choosing->rated[i].node].kind,
            .ties = choosing->rated[i].ties};
    }
    facts_name(choosing);
    for (size_t i = 0; i < choosing->chosen; i++)
        if (!picture->nodes[i].label.size)
            picture->nodes[i].label = picture->nodes[i].id;
}

/* The kinds of facts whose bits stand in the mask, in the schema's order. */
static void kinds_show(const struct query *query, uint64_t mask, struct query_edge *edge)
{
    for (uint64_t rest = mask; rest; rest &= rest - 1)
        edge->kind_count++;
    edge->kinds = ARENA_NEW(query->arena, const struct schema_kind *, edge->kind_count);
    edge->kind_count = 0;
    for (size_t i = 0; i < query->schema->kind_count; i++) {
        const struct schema_kind *kind = &query->schema->kinds[i];
        if (kind->is_fact && (strand_kind(query, kind) & mask))
            edge->kinds[edge->kind_count++] = kind;
    }
}

static void edge_count_kinds(struct query_picture *picture, const struct query_edge *edge,
                             size_t *counts)
{
    for (size_t i = 0; i < edge->kind_count; i++)
        counts[edge->kinds[i]->number]++;
    if (!date_is_set(edge->first))
        return;
    if (!date_is_set(picture->first) || date_compare(edge->first, picture->first) < 0)
        picture->first = edge->first;
    if (date_compare(edge->first, picture->last) > 0)
        picture->last = edge->first;
}

static void edges_show(struct choosing *choosing)
{
    const struct query *query = choosing->lookup.query;
    const struct schema *schema = query->schema;
    struct query_picture *picture = choosing->picture;
    size_t *counts = ARENA_NEW(query->arena, size_t, schema->kind_count);
    picture->edge_count = choosing->edge_count;
    picture->edges = ARENA_NEW(query->arena, struct query_edge, choosing->edge_count);
    for (size_t i = 0; i < choosing->edge_count; i++) {
        const struct strand *strand = &choosing->edges[i];
        struct query_edge *edge = &picture->edges[i];
        *edge = (struct query_edge){.from = strand->first,
                                    .to = strand->second,
                                    .facts = strand->facts,
                                    .reports = strand->sources,
                                    .first = strand_date(strand->begin),
                                    .last = strand_date(strand->end)};
        kinds_show(query, strand->kinds, edge);
        edge_count_kinds(picture, edge, counts);
    }
    picture->kinds = ARENA_NEW(query->arena, struct query_kind_count, schema->kind_count);
    for (size_t i = 0; i < schema->kind_count; i++)
        if (counts[i])
            picture->kinds[picture->kind_count++] =
                (struct query_kind_count){&schema->kinds[i], counts[i]};
}

static struct span summary_make(struct choosing *choosing)
{
    const struct query *query = choosing->lookup.query;
    struct query_picture *picture = choosing->picture;
    struct span nodes = QUERY_TEXT(query, "query.picture.nodes", "count",
                                   number_show(query, picture->node_count).data);
    struct span edges = QUERY_TEXT(query, "query.picture.edges", "count",
                                   number_show(query, picture->edge_count).data);
    struct span text =
        arena_format(query->arena, "%.*s, %.*s.", SPAN_ARGS(nodes), SPAN_ARGS(edges));
    if (picture->nodes_left_out)
        text = summary_cut(query, text, "query.picture.nodes_left_out", picture->nodes_left_out);
    if (picture->edges_left_out)
        text = summary_cut(query, text, "query.picture.edges_left_out", picture->edges_left_out);
    if (picture->cut)
        text = summary_cut(query, text, "query.picture.cut", 0);
    if (choosing->strands.older)
        text = summary_cut(query, text,
                           choosing->wanted.naming ? "query.network.region_cut"
                                                   : "query.network.reports_cut",
                           choosing->wanted.reports);
    picture->cut |= choosing->strands.older;
    return text;
}

static void picture_show(struct choosing *choosing)
{
    size_t limit = choosing->request->limit ? choosing->request->limit : PICTURE_NODES;
    nodes_rate(choosing);
    nodes_sort(choosing);
    region_apply(choosing);
    choosing->chosen = choosing->count < limit ? choosing->count : limit;
    edges_choose(choosing);
    lone_drop(choosing);
    nodes_show(choosing);
    edges_show(choosing);
    communities_find(choosing);
    choosing->picture->cut |= choosing->strands.cut;
    choosing->picture->summary = summary_make(choosing);
}

/* Whether the registry has more reports than that. */
static bool has_more_reports(struct lookup *lookup, size_t most)
{
    struct stored_reports reports = {0};
    if (!lookup->failed && !store_reports(lookup->query->store, 0, true, true, 1, lookup->arena,
                                          &reports, lookup->error))
        lookup->failed = true;
    return reports.count && reports.items[0].number > (int64_t)most;
}

/* Which reports are looked at: of a region, where there are many, those that name it; of a
 * source its own. */
static void reports_choose(struct choosing *choosing)
{
    struct strands_wanted *wanted = &choosing->wanted;
    bool of_source = wanted->ties.tellings.reports != NULL;
    wanted->reports = of_source ? SCOPE_REPORTS : PICTURE_REPORTS;
    if (!choosing->region.region || wanted->focus || of_source)
        return;
    if (has_more_reports(&choosing->lookup, PICTURE_REGION_REPORTS))
        wanted->naming = region_place(&choosing->lookup, choosing->region.region);
    wanted->reports = PICTURE_REGION_REPORTS;
}

bool query_picture(const struct query *query, const struct query_picture_request *request,
                   struct query_picture *picture, struct error *error)
{
    struct choosing choosing = {.request = request, .picture = picture};
    struct stored_entity entity = {.kind = NULL};
    *picture = (struct query_picture){.entity = {.type = VALUE_NONE}};
    lookup_init(&choosing.lookup, query, error);
    if (!ties_want(query, &request->scope, &choosing.wanted.ties, error) ||
        !kinds_read(&choosing) ||
        !region_filter_read(&choosing.lookup, request->region, request->district,
                            &choosing.region) ||
        (request->entity.size && !entity_asked(&choosing.lookup, request->entity, &entity)))
        return false;
    choosing.wanted.facts = request->facts;
    if (entity.kind) {
        picture->entity = entity_value_show(&choosing.lookup, entity.number);
        picture->steps = request->steps ? request->steps : 1;
        choosing.wanted.focus = entity.number;
        choosing.wanted.steps = picture->steps;
    }
    reports_choose(&choosing);
    if (!strands_gather(&choosing.lookup, &choosing.wanted, entity.kind, &choosing.strands))
        return false;
    picture_show(&choosing);
    return lookup_fine(&choosing.lookup);
}
