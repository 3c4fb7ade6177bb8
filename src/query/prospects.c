/* Whom an organization could work with. */
#include "prospects.h"

#include <stdlib.h>

#include "regions.h"
#include "ties.h"
#include "write.h"

/* Facts that tell what somebody does, as what he stands in them, and where they say what. */
static const struct doing {
    const char *list;
    const char *who;
    const char *what;
} doings[] = {
    {"offers", "supplier", "goods"},
    {"supply", "supplier", "goods"},
    {"projects", "executors", NULL},
    {"agreements", "parties", "subjects"},
};

struct found {
    int64_t number;
    size_t facts;
    size_t between;
    struct query_prospect shown;
};

struct seeking {
    struct lookup lookup;
    const struct query *query;
    const struct query_prospects_request *request;
    struct query_prospects *prospects;
    struct error *error;
    int64_t number; /* of the organization */
    struct map index;
    struct {
        struct found *items;
        size_t count;
        size_t capacity;
    } found;
    struct ties beside; /* whom it stands beside */
    struct ties_wanted wanted;
};

static struct found *found_of(struct seeking *seeking, int64_t number)
{
    struct arena *arena = seeking->query->arena;
    struct span key = arena_copy(arena, (struct span){(const char *)&number, sizeof number});
    bool added;
    uint32_t *index = map_add(&seeking->index, key, &added);
    if (!added)
        return &seeking->found.items[*index - 1];
    struct found *found = ARRAY_PUSH(arena, &seeking->found);
    found->number = number;
    *index = (uint32_t)seeking->found.count;
    return found;
}

static bool is_organization(const struct schema_kind *kind)
{
    return kind && !kind->is_fact &&
           (span_equal(kind->family, SPAN("firm")) || span_equal(kind->family, SPAN("body")));
}

static bool is_called(const struct schema_kind *kind, const char *name)
{
    return kind && span_equal(kind->name, span_of(name));
}

/* Whom one works with: a technopark is one too. */
static bool is_partner(const struct schema_kind *kind)
{
    return is_organization(kind) || is_called(kind, "Site");
}

/* Who may stand between two: members of one cluster are two steps apart. */
static bool is_between(const struct schema_kind *kind)
{
    return is_partner(kind) || is_called(kind, "Cluster");
}

static bool stands_beside(const struct seeking *seeking, int64_t number)
{
    for (size_t i = 0; i < seeking->beside.count; i++)
        if (seeking->beside.items[i].number == number)
            return true;
    return number == seeking->number;
}

/* ---- by what they do ---- */

static const struct query_column *column_of(const struct query_list *list, const char *name,
                                            size_t *index)
{
    for (*index = 0; name && *index < list->column_count; ++*index)
        if (span_equal(list->columns[*index].name, span_of(name)))
            return &list->columns[*index];
    return NULL;
}

static struct span words_of(const struct seeking *seeking, const struct query_list *list,
                            const struct query_row *row, const char *what)
{
    size_t index;
    struct span text = SPAN("");
    if (!column_of(list, what, &index))
        return row->name;
    for (size_t i = 0; i < row->cells[index].count; i++)
        text = arena_format(seeking->query->arena, "%.*s%s%.*s", SPAN_ARGS(text), i ? "; " : "",
                            SPAN_ARGS(row->cells[index].items[i].text));
    return text;
}

static void reason_add(struct seeking *seeking, const struct doing *doing,
                       const struct query_list *list, const struct query_row *row,
                       const struct query_column *column, const struct query_value *who)
{
    int64_t number;
    if (who->type != VALUE_ENTITY || !is_partner(who->kind) ||
        !canonical_read(who->entity, &number) || stands_beside(seeking, number))
        return;
    struct found *found = found_of(seeking, number);
    found->facts++;
    if (found->shown.reasons.count == PROSPECT_REASONS)
        return;
    *ARRAY_PUSH(seeking->query->arena, &found->shown.reasons) = (struct query_prospect_reason){
        .fact = {.type = row->kind->is_fact ? VALUE_FACT : VALUE_ENTITY,
                 .text = row->name,
                 .entity = row->id,
                 .kind = row->kind},
        .property = column->name,
        .property_label = column->label,
        .words = words_of(seeking, list, row, doing->what)};
}

static bool doing_gather(struct seeking *seeking, const struct doing *doing)
{
    const struct query_prospects_request *request = seeking->request;
    const struct query_list_request wanted = {.name = span_of(doing->list),
                                              .words = request->product,
                                              .field = request->field,
                                              .limit = PROSPECT_ROWS};
    struct query_list list;
    size_t index;
    if (!query_list(seeking->query, &wanted, &list, seeking->error))
        return false;
    const struct query_column *column = column_of(&list, doing->who, &index);
    seeking->prospects->cut |= list.total > list.rows.count || list.newest_only;
    for (size_t i = 0; column && i < list.rows.count; i++) {
        const struct query_values *cell = &list.rows.items[i].cells[index];
        for (size_t k = 0; k < cell->count; k++)
            reason_add(seeking, doing, &list, &list.rows.items[i], column, &cell->items[k]);
    }
    return true;
}

/* ---- by who stands between ---- */

/* Whom those stand beside whom the organization stands beside; where something is sought they only
 * come the sooner. */
static bool between_gather(struct seeking *seeking, bool sought)
{
    struct ties beside = seeking->beside;
    size_t looked = 0;
    ties_sort(&beside);
    for (size_t i = 0; i < beside.count && lookup_fine(&seeking->lookup); i++) {
        struct ties theirs;
        if (!is_between(beside.items[i].kind))
            continue;
        if (looked++ == PROSPECT_BETWEEN) {
            seeking->prospects->cut = true;
            break;
        }
        ties_find(&seeking->lookup, &seeking->wanted, beside.items[i].number, &theirs);
        for (size_t k = 0; k < theirs.count; k++) {
            int64_t number = theirs.items[k].number;
            if (!is_partner(theirs.items[k].kind) || stands_beside(seeking, number))
                continue;
            struct span key = {(const char *)&number, sizeof number};
            if (!sought || map_find(&seeking->index, key))
                found_of(seeking, number)->between++;
        }
    }
    return lookup_fine(&seeking->lookup);
}

/* ---- of a region ---- */

static bool regions_fit(struct seeking *seeking)
{
    const struct query_prospects_request *request = seeking->request;
    struct arena *arena = seeking->query->arena;
    struct region_filter filter = {0};
    size_t count = seeking->found.count, kept = 0;
    int64_t *numbers = ARENA_NEW(arena, int64_t, count + 1);
    struct entity_regions *regions = ARENA_NEW(arena, struct entity_regions, count + 1);
    if (!request->region.size && !request->district.size)
        return true;
    if (!region_filter_read(&seeking->lookup, request->region, request->district, &filter))
        return false;
    for (size_t i = 0; i < count; i++)
        numbers[i] = seeking->found.items[i].number;
    things_regions(&seeking->lookup, numbers, count, regions);
    for (size_t i = 0; i < count; i++) {
        bool fits = false;
        for (size_t k = 0; k < regions[i].count; k++)
            fits |= region_fits(&filter, regions[i].items[k]);
        if (fits)
            seeking->found.items[kept++] = seeking->found.items[i];
    }
    seeking->found.count = kept;
    return lookup_fine(&seeking->lookup);
}

/* ---- what is shown ---- */

static int by_likeliness(const void *left, const void *right)
{
    const struct found *one = left, *other = right;
    if (one->facts != other->facts)
        return one->facts > other->facts ? -1 : 1;
    if (one->between != other->between)
        return one->between > other->between ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

static struct span regions_text(struct seeking *seeking, const struct stored_entity *entity)
{
    struct entity_regions regions;
    struct span text = SPAN("");
    thing_regions(&seeking->lookup, entity, &regions);
    for (size_t i = 0; i < regions.count; i++)
        text = arena_format(seeking->query->arena, "%.*s%s%.*s", SPAN_ARGS(text), i ? ", " : "",
                            SPAN_ARGS(regions.items[i]->name));
    return text;
}

static bool prospect_show(struct seeking *seeking, struct found *found)
{
    struct query_prospect *shown = ARRAY_PUSH(seeking->query->arena, seeking->prospects);
    struct stored_entity entity;
    *shown = found->shown;
    shown->facts = found->facts;
    shown->between = found->between;
    shown->entity = entity_value_show(&seeking->lookup, found->number);
    if (lookup_entity(&seeking->lookup, found->number, &entity))
        shown->regions = regions_text(seeking, &entity);
    const struct query_paths_request way = {.from = seeking->prospects->entity.entity,
                                            .to = shown->entity.entity,
                                            .depth = PROSPECT_PATH_DEPTH,
                                            .limit = 1};
    return lookup_fine(&seeking->lookup) &&
           query_paths(seeking->query, &way, &shown->paths, seeking->error);
}

static bool page_show(struct seeking *seeking)
{
    struct query_prospects *prospects = seeking->prospects;
    prospects->total = seeking->found.count;
    if (prospects->total)
        qsort(seeking->found.items, prospects->total, sizeof *seeking->found.items, by_likeliness);
    for (size_t i = prospects->offset; i < prospects->total && prospects->count < prospects->limit;
         i++)
        if (!prospect_show(seeking, &seeking->found.items[i]))
            return false;
    prospects->summary = prospects->total
                             ? QUERY_TEXT(seeking->query, "query.prospects", "count",
                                          number_show(seeking->query, prospects->total).data)
                             : QUERY_TEXT(seeking->query, "query.prospects.none");
    return true;
}

static bool candidates_gather(struct seeking *seeking)
{
    const struct query_prospects_request *request = seeking->request;
    bool sought = request->field.size || request->product.size;
    for (size_t i = 0; sought && i < sizeof doings / sizeof *doings; i++)
        if (!doing_gather(seeking, &doings[i]))
            return false;
    return between_gather(seeking, sought) && regions_fit(seeking);
}

bool query_prospects(const struct query *query, const struct query_prospects_request *request,
                     struct query_prospects *prospects, struct error *error)
{
    const struct query_scope scope = {0};
    struct seeking seeking = {
        .query = query, .request = request, .prospects = prospects, .error = error};
    struct stored_entity entity;
    *prospects = (struct query_prospects){
        .offset = request->offset, .limit = request->limit ? request->limit : PROSPECTS_PAGE};
    lookup_init(&seeking.lookup, query, error);
    map_init(&seeking.index, query->arena);
    if (!ties_want(query, &scope, &seeking.wanted, error) ||
        !entity_asked(&seeking.lookup, request->entity, &entity))
        return false;
    seeking.number = entity.number;
    prospects->entity = entity_value_show(&seeking.lookup, entity.number);
    ties_find(&seeking.lookup, &seeking.wanted, entity.number, &seeking.beside);
    return lookup_fine(&seeking.lookup) && candidates_gather(&seeking) && page_show(&seeking) &&
           lookup_fine(&seeking.lookup);
}
