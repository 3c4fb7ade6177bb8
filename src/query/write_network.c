/* The JSON of the network's answers. */
#include "network.h"
#include "prospects.h"
#include "ties.h"
#include "write.h"

static void roles_write(const struct query *query, const struct query_tie *tie, struct json *json)
{
    json_key(json, "roles");
    json_array_begin(json);
    for (size_t i = 0; i < tie->role_count; i++) {
        const struct query_role *role = &tie->roles[i];
        json_object_begin(json);
        kind_write_members(role->kind, json);
        key_text(json, "label", label_show(query, &role->kind->label));
        key_text(json, "role", role->property->name);
        key_text(json, "role_label", label_show(query, &role->property->label));
        key_count(json, "facts", role->facts);
        json_object_end(json);
    }
    json_array_end(json);
}

void tie_write_members(const struct query *query, const struct query_tie *tie, struct json *json)
{
    key_value(json, "entity", &tie->entity);
    key_count(json, "reports", tie->reports);
    key_count(json, "facts", tie->facts);
    roles_write(query, tie, json);
    key_date(query, json, "first", tie->first);
    key_date(query, json, "last", tie->last);
    evidences_write(query, &tie->evidence, json);
}

static void page_write_members(struct json *json, struct span summary, size_t total, size_t offset,
                               size_t limit)
{
    key_text(json, "summary", summary);
    key_count(json, "total", total);
    key_count(json, "offset", offset);
    key_count(json, "limit", limit);
}

void query_neighbours_write(const struct query *query, const struct query_neighbours *neighbours,
                            struct json *json)
{
    json_object_begin(json);
    key_value(json, "entity", &neighbours->entity);
    page_write_members(json, neighbours->summary, neighbours->total, neighbours->offset,
                       neighbours->limit);
    key_flag(json, "cut", neighbours->cut);
    json_key(json, "neighbours");
    json_array_begin(json);
    for (size_t i = 0; i < neighbours->count; i++) {
        json_object_begin(json);
        tie_write_members(query, &neighbours->ties[i], json);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

static void path_write(const struct query *query, const struct query_path *path, struct json *json)
{
    json_object_begin(json);
    key_count(json, "length", path->count);
    key_count(json, "reports", path->reports);
    json_key(json, "steps");
    json_array_begin(json);
    for (size_t i = 0; i < path->count; i++) {
        json_object_begin(json);
        key_value(json, "from", &path->steps[i].from);
        key_value(json, "fact", &path->steps[i].fact);
        json_key(json, "to");
        json_object_begin(json);
        tie_write_members(query, &path->steps[i].to, json);
        json_object_end(json);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

void query_paths_write(const struct query *query, const struct query_paths *paths,
                       struct json *json)
{
    json_object_begin(json);
    key_value(json, "from", &paths->from);
    key_value(json, "to", &paths->to);
    key_text(json, "summary", paths->summary);
    key_count(json, "depth", paths->depth);
    key_flag(json, "cut", paths->cut);
    json_key(json, "paths");
    json_array_begin(json);
    for (size_t i = 0; i < paths->count; i++)
        path_write(query, &paths->paths[i], json);
    json_array_end(json);
    json_key(json, "hubs");
    json_array_begin(json);
    for (size_t i = 0; i < paths->hub_count; i++)
        value_write(&paths->hubs[i], json);
    json_array_end(json);
    json_object_end(json);
}

void query_partners_write(const struct query *query, const struct query_partners *partners,
                          struct json *json)
{
    (void)query;
    json_object_begin(json);
    page_write_members(json, partners->summary, partners->total, partners->offset, partners->limit);
    key_flag(json, "cut", partners->cut);
    json_key(json, "pairs");
    json_array_begin(json);
    for (size_t i = 0; i < partners->count; i++) {
        const struct query_pair *pair = &partners->pairs[i];
        json_object_begin(json);
        key_value(json, "first", &pair->first);
        key_value(json, "second", &pair->second);
        key_count(json, "agreements", pair->agreements);
        json_key(json, "facts");
        values_write(&pair->facts, json);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

static void reason_write(const struct query_prospect_reason *reason, struct json *json)
{
    json_object_begin(json);
    key_value(json, "fact", &reason->fact);
    key_text(json, "property", reason->property);
    key_text(json, "property_label", reason->property_label);
    key_text(json, "words", reason->words);
    json_object_end(json);
}

static void prospect_write(const struct query *query, const struct query_prospect *prospect,
                           struct json *json)
{
    json_object_begin(json);
    key_value(json, "entity", &prospect->entity);
    key_text(json, "regions", prospect->regions);
    key_count(json, "facts", prospect->facts);
    key_count(json, "between", prospect->between);
    json_key(json, "reasons");
    json_array_begin(json);
    for (size_t i = 0; i < prospect->reasons.count; i++)
        reason_write(&prospect->reasons.items[i], json);
    json_array_end(json);
    json_key(json, "path");
    if (prospect->paths.count)
        path_write(query, &prospect->paths.paths[0], json);
    else
        json_null(json);
    json_object_end(json);
}

void query_prospects_write(const struct query *query, const struct query_prospects *prospects,
                           struct json *json)
{
    json_object_begin(json);
    key_value(json, "entity", &prospects->entity);
    page_write_members(json, prospects->summary, prospects->total, prospects->offset,
                       prospects->limit);
    key_flag(json, "cut", prospects->cut);
    json_key(json, "partners");
    json_array_begin(json);
    for (size_t i = 0; i < prospects->count; i++)
        prospect_write(query, &prospects->items[i], json);
    json_array_end(json);
    json_object_end(json);
}

static void community_write(const struct query_community *community, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", community->number);
    key_count(json, "size", community->size);
    json_key(json, "weight");
    json_number(json, community->weight);
    json_key(json, "members");
    json_array_begin(json);
    for (size_t i = 0; i < community->count; i++) {
        json_object_begin(json);
        key_value(json, "entity", &community->members[i].entity);
        json_key(json, "weight");
        json_number(json, community->members[i].weight);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

void query_communities_write(const struct query *query, const struct query_communities *communities,
                             struct json *json)
{
    (void)query;
    json_object_begin(json);
    page_write_members(json, communities->summary, communities->total, communities->offset,
                       communities->limit);
    key_count(json, "entities", communities->entities);
    key_count(json, "ties", communities->ties);
    key_flag(json, "cut", communities->cut);
    json_key(json, "modularity");
    json_number(json, communities->modularity);
    json_key(json, "communities");
    json_array_begin(json);
    for (size_t i = 0; i < communities->count; i++)
        community_write(&communities->communities[i], json);
    json_array_end(json);
    json_object_end(json);
}
