/* Who stands beside an entity. */
#include "network.h"
#include "ties.h"

static struct span neighbours_summary(const struct query *query,
                                      const struct query_neighbours *neighbours)
{
    struct span text = QUERY_TEXT(query, "query.network.neighbours", "count",
                                  number_show(query, neighbours->total).data);
    return neighbours->cut ? summary_cut(query, text, "query.network.newest", TELLINGS_MOST) : text;
}

bool query_neighbours(const struct query *query, struct span id, const struct query_scope *scope,
                      size_t offset, size_t limit, struct query_neighbours *neighbours,
                      struct error *error)
{
    struct lookup lookup;
    struct stored_entity entity;
    struct ties_wanted wanted;
    struct ties ties;
    *neighbours =
        (struct query_neighbours){.offset = offset, .limit = limit ? limit : NEIGHBOURS_PAGE};
    lookup_init(&lookup, query, error);
    if (!ties_want(query, scope, &wanted, error) || !entity_asked(&lookup, id, &entity))
        return false;
    ties_find(&lookup, &wanted, entity.number, &ties);
    ties_sort(&ties);
    neighbours->entity = entity_value_show(&lookup, entity.number);
    neighbours->total = ties.count;
    neighbours->cut = ties.cut || wanted.older;
    neighbours->summary = neighbours_summary(query, neighbours);
    size_t first = offset < ties.count ? offset : ties.count;
    size_t rest = ties.count - first;
    neighbours->count = rest < neighbours->limit ? rest : neighbours->limit;
    neighbours->ties = ARENA_NEW(query->arena, struct query_tie, neighbours->count);
    for (size_t i = 0; i < neighbours->count; i++)
        tie_show(&lookup, &ties.items[first + i], &neighbours->ties[i]);
    return lookup_fine(&lookup);
}
