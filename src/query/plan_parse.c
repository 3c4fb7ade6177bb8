/* Reading the JSON of kept plans. */
#include "plan_parse.h"

#include <jansson.h>

static struct span text_of(const json_t *object, const char *key, struct arena *arena)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? arena_copy(arena, span_of(text)) : SPAN("");
}

static double number_of(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

static size_t count_of(const json_t *object, const char *key)
{
    json_int_t count = json_integer_value(json_object_get(object, key));
    return count > 0 ? (size_t)count : 0;
}

static json_t *object_load(struct span text)
{
    json_t *root = json_loadb(text.data ? text.data : "", text.size, 0, NULL);
    if (json_is_object(root))
        return root;
    json_decref(root);
    return NULL;
}

bool plan_summary_parse(struct span text, struct arena *arena, struct parsed_summary *summary)
{
    json_t *root = object_load(text);
    if (!root)
        return false;
    *summary = (struct parsed_summary){
        .title_ru = text_of(root, "title_ru", arena),
        .title_en = text_of(root, "title_en", arena),
        .needs = count_of(root, "needs"),
        .gaps = count_of(root, "gaps"),
        .covered_share = number_of(root, "covered_share"),
        .local_before = number_of(root, "local_before"),
        .local_after = number_of(root, "local_after"),
        .interrupted = json_is_true(json_object_get(root, "interrupted")),
    };
    json_decref(root);
    return true;
}

static struct query_plan_row row_of(const json_t *object, struct arena *arena)
{
    return (struct query_plan_row){
        .need = text_of(json_object_get(object, "need"), "entity", arena),
        .product = text_of(object, "product", arena),
        .buyer = text_of(json_object_get(object, "buyer"), "text", arena),
        .unit = text_of(object, "unit", arena),
    };
}

static void delivery_parse(const json_t *object, struct arena *arena, struct query_plan_row *row)
{
    *row = row_of(object, arena);
    row->offer = text_of(json_object_get(object, "offer"), "entity", arena);
    row->offered = text_of(object, "offered", arena);
    row->supplier = text_of(json_object_get(object, "supplier"), "text", arena);
    row->nearness = text_of(object, "nearness", arena);
    row->nearness_text = text_of(object, "nearness_text", arena);
    row->why = text_of(object, "why", arena);
    row->quantity = number_of(object, "quantity");
    row->score = number_of(object, "score");
}

static void gap_parse(const json_t *object, struct arena *arena, struct query_plan_row *row)
{
    *row = row_of(object, arena);
    row->gap = true;
    row->why = text_of(object, "text", arena);
    row->quantity = number_of(object, "missing");
}

bool plan_rows_parse(struct span text, struct arena *arena, struct query_plan_rows *rows)
{
    json_t *root = object_load(text);
    size_t i;
    const json_t *each;
    *rows = (struct query_plan_rows){0};
    if (!root)
        return false;
    json_array_foreach(json_object_get(root, "deliveries"), i, each)
        delivery_parse(each, arena, ARRAY_PUSH(arena, rows));
    json_array_foreach(json_object_get(root, "gaps"), i, each)
        gap_parse(each, arena, ARRAY_PUSH(arena, rows));
    json_decref(root);
    return true;
}
