/* Lists of preferred products as JSON. */
#include "preferred.h"
#include "trade_query.h"
#include "write.h"

static void key_number(struct json *json, const char *key, int64_t number)
{
    json_key(json, key);
    json_integer(json, number);
}

static void steps_write(const struct query *query, const struct query_preferred_item *item,
                        struct json *json)
{
    json_key(json, "steps");
    json_array_begin(json);
    for (size_t i = 0; i < item->steps.count; i++) {
        const struct query_preferred_step *step = &item->steps.items[i];
        json_object_begin(json);
        key_text(json, "code", step->code);
        key_text(json, "text", step->text);
        key_date(query, json, "day", step->day);
        key_date(query, json, "until", step->until);
        key_text(json, "reason", step->reason);
        key_text(json, "report", step->report);
        key_text(json, "by", step->by);
        key_flag(json, "ahead", step->ahead);
        json_object_end(json);
    }
    json_array_end(json);
}

static void uses_write(const struct query *query, const struct query_preferred_item *item,
                       struct json *json)
{
    json_key(json, "uses");
    json_array_begin(json);
    for (size_t i = 0; i < item->uses.count; i++) {
        const struct query_preferred_use *use = &item->uses.items[i];
        json_object_begin(json);
        key_text(json, "fact", use->fact);
        key_value(json, "user", &use->user);
        key_text(json, "how", use->how);
        key_date(query, json, "since", use->since);
        key_date(query, json, "until", use->until);
        key_flag(json, "over", use->over);
        evidences_write(query, &use->evidence, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void deployments_write(const struct query *query, const struct query_preferred_item *item,
                              struct json *json)
{
    json_key(json, "deployments");
    json_array_begin(json);
    for (size_t i = 0; i < item->deployments.count; i++) {
        const struct query_deployment *deployment = &item->deployments.items[i];
        json_object_begin(json);
        json_key(json, "facts");
        values_write(&deployment->facts, json);
        key_value(json, "what", &deployment->what);
        key_number(json, "count", deployment->count);
        key_value(json, "place", &deployment->place);
        key_date(query, json, "period", deployment->period);
        key_value(json, "developer", &deployment->developer);
        evidences_write(query, &deployment->evidence, json);
        json_object_end(json);
    }
    json_array_end(json);
    key_number(json, "deployed", item->deployed);
    key_count(json, "doubtful", item->doubtful);
}

static void reviews_write(const struct query_preferred_item *item, struct json *json)
{
    json_key(json, "reviews");
    json_array_begin(json);
    for (size_t i = 0; i < item->reviews.count; i++) {
        json_object_begin(json);
        key_count(json, "number", item->reviews.items[i].number);
        key_text(json, "title", item->reviews.items[i].title);
        key_text(json, "state", item->reviews.items[i].state);
        key_text(json, "state_label", item->reviews.items[i].state_label);
        json_object_end(json);
    }
    json_array_end(json);
}

static void item_write(const struct query *query, const struct query_preferred_item *item,
                       struct json *json)
{
    json_object_begin(json);
    key_text(json, "id", item->id);
    key_text(json, "name", item->name);
    key_value(json, "list", &item->list);
    key_value(json, "what", &item->what);
    key_value(json, "maker", &item->maker);
    key_text(json, "purpose", item->purpose);
    key_text(json, "okpd2", item->code);
    key_value(json, "proposed_by", &item->proposed_by);
    key_date(query, json, "proposed", item->proposed);
    key_text(json, "standing", span_of(preferred_standing_code(item->standing)));
    key_text(json, "standing_text", item->standing_text);
    key_text(json, "text", item->text);
    key_date(query, json, "decided", item->decided);
    key_text(json, "reason", item->reason);
    key_date(query, json, "until", item->until);
    key_flag(json, "ends_soon", item->ends_soon);
    steps_write(query, item, json);
    uses_write(query, item, json);
    deployments_write(query, item, json);
    reviews_write(item, json);
    if (item->match.score > 0) {
        json_key(json, "score");
        json_number(json, (double)(int)((double)item->match.score * 100 + 0.5) / 100);
        reasons_write(query, &item->match, json);
    }
    json_object_end(json);
}

static void items_write(const struct query *query, const struct query_preferred_items *items,
                        struct json *json)
{
    json_key(json, "items");
    json_array_begin(json);
    for (size_t i = 0; i < items->count; i++)
        item_write(query, &items->items[i], json);
    json_array_end(json);
}

static void list_write_members(const struct query *query, const struct query_preferred_list *list,
                               struct json *json)
{
    key_text(json, "id", list->id);
    key_text(json, "title", list->title);
    key_value(json, "owner", &list->owner);
    key_value(json, "under", &list->under);
    json_key(json, "criteria");
    values_write(&list->criteria, json);
    key_date(query, json, "since", list->since);
    key_date(query, json, "until", list->until);
    key_flag(json, "over", list->over);
    key_text(json, "text", list->text);
    key_text(json, "summary", list->summary);
    key_count(json, "total", list->total);
    json_key(json, "counts");
    json_array_begin(json);
    for (int i = 0; i < PREFERRED_STANDINGS; i++) {
        const char *code = preferred_standing_code((enum preferred_standing)i);
        if (!list->counts[i])
            continue;
        json_object_begin(json);
        key_text(json, "standing", span_of(code));
        key_text(json, "text",
                 QUERY_TEXT(query, arena_format(query->arena, "query.preferred.%s", code).data));
        key_count(json, "count", list->counts[i]);
        json_object_end(json);
    }
    json_array_end(json);
    evidences_write(query, &list->evidence, json);
    key_flag(json, "more", list->more);
}

void query_preferred_lists_write(const struct query *query,
                                 const struct query_preferred_lists *lists, struct json *json)
{
    json_object_begin(json);
    key_date(query, json, "day", lists->day);
    key_text(json, "summary", lists->summary);
    json_key(json, "lists");
    json_array_begin(json);
    for (size_t i = 0; i < lists->count; i++) {
        json_object_begin(json);
        list_write_members(query, &lists->items[i], json);
        json_object_end(json);
    }
    json_array_end(json);
    key_flag(json, "more", lists->more);
    json_object_end(json);
}

void query_preferred_list_write(const struct query *query, const struct query_preferred_list *list,
                                struct json *json)
{
    json_object_begin(json);
    list_write_members(query, list, json);
    key_date(query, json, "day", list->day);
    key_number(json, "deployed", list->deployed);
    items_write(query, &list->items, json);
    json_object_end(json);
}

void query_preferred_found_write(const struct query *query,
                                 const struct query_preferred_found *found, struct json *json)
{
    json_object_begin(json);
    key_text(json, "need", found->need);
    key_date(query, json, "day", found->day);
    key_text(json, "summary", found->summary);
    items_write(query, &found->items, json);
    key_flag(json, "more", found->more);
    json_object_end(json);
}
