/* Paths between two entities: breadth first from both ends, level by level, the smaller side first.
 *
 * What an entity is tied to is asked once and kept for all paths of the question. A path is found,
 * its inner entities are closed, and the next is searched for among the others. A node that is a
 * hub is known as one only once its ties were asked for, so that what is asked for is bounded by
 * PATH_ENTITIES times HUB_TELLINGS. */
#include <stdlib.h>

#include "network.h"
#include "ties.h"
#include "view.h"

enum { SIDES = 2 };

/* How a search reached a node from one end. */
struct reached {
    uint32_t search; /* number of the search; another: not reached */
    uint32_t level;
    uint32_t parent; /* node */
    uint32_t tie;    /* of the parent */
    size_t reports;  /* of the weakest tie on the way */
};

struct node {
    int64_t number;
    const struct schema_kind *kind;
    bool asked; /* its ties are known */
    bool hub;
    bool closed; /* an earlier path passed through it */
    struct tie *ties;
    uint32_t *others; /* nodes of the ties */
    size_t count;
    struct reached reached[SIDES];
};

struct frontier {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

struct finding {
    struct lookup *lookup;
    const struct query_paths_request *request;
    struct ties_wanted wanted;
    struct map index; /* of numbers, to node + 1 */
    struct {
        struct node *items;
        size_t count;
        size_t capacity;
    } nodes;
    struct frontier frontiers[SIDES];
    uint32_t levels[SIDES];
    uint32_t search;
    size_t asked;
    bool direct; /* the two stand beside each other: told already */
    bool cut;
    struct frontier hubs;
};

enum { FROM, TO };

static uint32_t node_of(struct finding *finding, int64_t number, const struct schema_kind *kind)
{
    struct arena *arena = finding->lookup->arena;
    struct span key = arena_copy(arena, (struct span){(const char *)&number, sizeof number});
    bool added;
    uint32_t *index = map_add(&finding->index, key, &added);
    if (added) {
        *ARRAY_PUSH(arena, &finding->nodes) = (struct node){.number = number, .kind = kind};
        *index = (uint32_t)finding->nodes.count;
    }
    return *index - 1;
}

/* ---- ties of a node ---- */

static void ties_keep(struct finding *finding, uint32_t index, const struct ties *ties)
{
    uint32_t *others = ARENA_NEW(finding->lookup->arena, uint32_t, ties->count);
    for (size_t i = 0; i < ties->count; i++)
        others[i] = node_of(finding, ties->items[i].number, ties->items[i].kind);
    struct node *node = &finding->nodes.items[index];
    node->ties = ties->items;
    node->others = others;
    node->count = ties->count;
}

/* Asks for the ties of a node, once; false where no more may be asked for. */
static bool node_ask(struct finding *finding, uint32_t index)
{
    struct node *node = &finding->nodes.items[index];
    if (node->asked)
        return true;
    if (finding->asked == PATH_ENTITIES || finding->lookup->failed) {
        finding->cut = true;
        return false;
    }
    struct ties_wanted wanted = finding->wanted;
    struct ties ties;
    if (index > TO) {
        wanted.tellings.limit = HUB_TELLINGS;
        wanted.tellings.hub = finding->request->hubs ? 0 : HUB_TELLINGS;
    }
    ties_find(finding->lookup, &wanted, node->number, &ties);
    node->asked = true;
    node->hub = index > TO && ties.cut;
    finding->asked++;
    if (!node->hub || finding->request->hubs)
        ties_keep(finding, index, &ties);
    return true;
}

/* Whether a path may pass through the node. False too where that cannot be asked for any more. */
static bool node_passes(struct finding *finding, uint32_t index)
{
    struct node *node = &finding->nodes.items[index];
    if (index <= TO)
        return true;
    if (node->closed)
        return false;
    bool place = kind_is_place(node->kind);
    if (!finding->request->hubs && place && !node->hub) {
        node->hub = true;
        *ARRAY_PUSH(finding->lookup->arena, &finding->hubs) = index;
    }
    if (!finding->request->hubs && node->hub)
        return false;
    bool before = node->asked;
    if (!node_ask(finding, index))
        return false;
    node = &finding->nodes.items[index];
    if (node->hub && !before)
        *ARRAY_PUSH(finding->lookup->arena, &finding->hubs) = index;
    return finding->request->hubs || !node->hub;
}

/* ---- a search ---- */

static int by_index(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static size_t weaker(size_t one, size_t other)
{
    return one < other ? one : other;
}

/* Reaches what the tie leads to. */
static void tie_follow(struct finding *finding, int side, uint32_t from, uint32_t tie,
                       struct frontier *next)
{
    struct node *node = &finding->nodes.items[from];
    uint32_t to = node->others[tie];
    struct node *other = &finding->nodes.items[to];
    struct reached *reached = &other->reached[side];
    struct reached way = {finding->search, finding->levels[side] + 1, from, tie,
                          weaker(node->reached[side].reports, node->ties[tie].reports)};
    if (other->closed || (finding->direct && from <= TO && to <= TO))
        return;
    if (reached->search != finding->search) {
        *reached = way;
        *ARRAY_PUSH(finding->lookup->arena, next) = to;
    } else if (reached->level == way.level && reached->reports < way.reports) {
        *reached = way;
    }
}

/* Goes one step further from one end. */
static void level_take(struct finding *finding, int side)
{
    struct frontier next = {0};
    struct frontier *frontier = &finding->frontiers[side];
    for (size_t i = 0; i < frontier->count && !finding->lookup->failed; i++) {
        uint32_t from = frontier->items[i];
        if (!node_passes(finding, from))
            continue;
        if (from <= TO && (from != (uint32_t)side || !node_ask(finding, from)))
            continue; /* a path ends at the other end */
        for (uint32_t k = 0; k < finding->nodes.items[from].count; k++)
            tie_follow(finding, side, from, k, &next);
    }
    if (next.count)
        qsort(next.items, next.count, sizeof *next.items, by_index);
    *frontier = next;
    finding->levels[side]++;
}

/* The node where the two sides meet, by the strongest way; UINT32_MAX where they do not. */
static uint32_t meeting_find(struct finding *finding, int side)
{
    const struct frontier *frontier = &finding->frontiers[side];
    uint32_t best = UINT32_MAX;
    size_t best_reports = 0;
    for (size_t i = 0; i < frontier->count; i++) {
        uint32_t index = frontier->items[i];
        const struct node *node = &finding->nodes.items[index];
        if (node->reached[!side].search != finding->search)
            continue;
        size_t reports = weaker(node->reached[FROM].reports, node->reached[TO].reports);
        if (reports > best_reports && node_passes(finding, index)) {
            best = index;
            best_reports = reports;
        }
    }
    return best;
}

static void search_begin(struct finding *finding)
{
    finding->search++;
    for (int side = 0; side < SIDES; side++) {
        finding->frontiers[side] = (struct frontier){0};
        *ARRAY_PUSH(finding->lookup->arena, &finding->frontiers[side]) = (uint32_t)side;
        finding->levels[side] = 0;
        finding->nodes.items[side].reached[side] =
            (struct reached){.search = finding->search, .reports = SIZE_MAX};
    }
}

/* Searches for the shortest path; UINT32_MAX where there is none. */
static uint32_t search(struct finding *finding, size_t depth)
{
    uint32_t meeting = UINT32_MAX;
    search_begin(finding);
    while (meeting == UINT32_MAX && finding->levels[FROM] + finding->levels[TO] < depth &&
           finding->frontiers[FROM].count && finding->frontiers[TO].count &&
           !finding->lookup->failed) {
        int side = finding->frontiers[TO].count < finding->frontiers[FROM].count ? TO : FROM;
        level_take(finding, side);
        meeting = meeting_find(finding, side);
    }
    return meeting;
}

/* ---- showing ---- */

/* What ties one node to the next; NULL only where nothing more could be asked for. */
static const struct tie *tie_between(struct finding *finding, uint32_t from, uint32_t to)
{
    node_ask(finding, from);
    const struct node *node = &finding->nodes.items[from];
    for (size_t i = 0; i < node->count; i++)
        if (node->others[i] == to)
            return &node->ties[i];
    return NULL;
}

static void step_show(struct finding *finding, uint32_t from, uint32_t to, const struct tie *tie,
                      struct query_path_step *step)
{
    struct lookup *lookup = finding->lookup;
    const struct tie *forth = tie_between(finding, from, to);
    if (forth)
        tie = forth;
    const struct tie_proof *proof = &tie->proofs[0];
    tie_show(lookup, tie, &step->to);
    step->from = entity_value_show(lookup, finding->nodes.items[from].number);
    step->to.entity = entity_value_show(lookup, finding->nodes.items[to].number);
    step->fact = entity_value_show(lookup, proof->fact);
}

static void path_show(struct finding *finding, uint32_t meeting, struct query_path *path)
{
    struct reached *met = finding->nodes.items[meeting].reached;
    size_t before = met[FROM].level, after = met[TO].level;
    *path = (struct query_path){
        .steps = ARENA_NEW(finding->lookup->arena, struct query_path_step, before + after),
        .count = before + after,
        .reports = weaker(met[FROM].reports, met[TO].reports)};
    uint32_t at = meeting;
    for (size_t i = before; i-- > 0;) {
        const struct reached way = finding->nodes.items[at].reached[FROM];
        step_show(finding, way.parent, at, &finding->nodes.items[way.parent].ties[way.tie],
                  &path->steps[i]);
        at = way.parent;
    }
    at = meeting;
    for (size_t i = before; i < before + after; i++) {
        const struct reached way = finding->nodes.items[at].reached[TO];
        step_show(finding, at, way.parent, &finding->nodes.items[way.parent].ties[way.tie],
                  &path->steps[i]);
        at = way.parent;
    }
}

/* Closes what lies within a path, so that the next one goes another way. */
static void path_close(struct finding *finding, uint32_t meeting)
{
    struct node *nodes = finding->nodes.items;
    size_t length = nodes[meeting].reached[FROM].level + nodes[meeting].reached[TO].level;
    nodes[meeting].closed = meeting > TO;
    for (int side = 0; side < SIDES; side++)
        for (uint32_t at = meeting; nodes[at].reached[side].level;) {
            at = nodes[at].reached[side].parent;
            nodes[at].closed = at > TO;
        }
    finding->direct |= length == 1;
}

static void hubs_show(struct finding *finding, struct query_paths *paths)
{
    size_t count = finding->hubs.count < HUBS_TOLD ? finding->hubs.count : HUBS_TOLD;
    paths->hubs = ARENA_NEW(finding->lookup->arena, struct query_value, count);
    for (; paths->hub_count < count; paths->hub_count++)
        paths->hubs[paths->hub_count] = entity_value_show(
            finding->lookup, finding->nodes.items[finding->hubs.items[paths->hub_count]].number);
}

static struct span paths_summary(const struct query *query, const struct query_paths *paths)
{
    struct span text = paths->count ? QUERY_TEXT(query, "query.network.paths", "count",
                                                 number_show(query, paths->count).data)
                                    : QUERY_TEXT(query, "query.network.no_path", "count",
                                                 number_show(query, paths->depth).data);
    return paths->cut ? summary_cut(query, text, "query.network.work_cut", PATH_ENTITIES) : text;
}

static void paths_find(struct finding *finding, struct query_paths *paths)
{
    size_t limit = finding->request->limit ? finding->request->limit : PATHS_PAGE;
    paths->paths = ARENA_NEW(finding->lookup->arena, struct query_path, limit);
    while (paths->count < limit && !finding->lookup->failed) {
        uint32_t meeting = search(finding, paths->depth);
        if (meeting == UINT32_MAX)
            break;
        path_show(finding, meeting, &paths->paths[paths->count++]);
        path_close(finding, meeting);
    }
    paths->cut = finding->cut;
    hubs_show(finding, paths);
    paths->summary = paths_summary(finding->lookup->query, paths);
}

bool query_paths(const struct query *query, const struct query_paths_request *request,
                 struct query_paths *paths, struct error *error)
{
    struct lookup lookup;
    struct stored_entity from, to;
    struct finding finding = {.lookup = &lookup, .request = request};
    *paths = (struct query_paths){.depth = request->depth ? request->depth : PATH_DEPTH};
    lookup_init(&lookup, query, error);
    if (!ties_want(query, &request->scope, &finding.wanted, error) ||
        !entity_asked(&lookup, request->from, &from) || !entity_asked(&lookup, request->to, &to))
        return false;
    paths->from = entity_value_show(&lookup, from.number);
    paths->to = entity_value_show(&lookup, to.number);
    if (from.number == to.number)
        return error_add(error, "query.same_entity", "id",
                         arena_copy(query->arena, request->to).data, NULL);
    finding.wanted.facts = true;
    map_init(&finding.index, query->arena);
    node_of(&finding, from.number, from.kind);
    node_of(&finding, to.number, to.kind);
    paths_find(&finding, paths);
    paths->cut |= finding.wanted.older;
    return lookup_fine(&lookup);
}
