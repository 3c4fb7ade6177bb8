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

bool plan_deliveries_parse(struct span text, struct arena *arena,
                           struct parsed_deliveries *deliveries)
{
    json_t *root = object_load(text);
    size_t i;
    const json_t *each;
    *deliveries = (struct parsed_deliveries){0};
    if (!root)
        return false;
    json_array_foreach(json_object_get(root, "deliveries"), i, each)
    {
        *ARRAY_PUSH(arena, deliveries) = (struct parsed_delivery){
            .need = text_of(json_object_get(each, "need"), "entity", arena),
            .offer = text_of(json_object_get(each, "offer"), "entity", arena),
            .product = text_of(each, "product", arena),
            .buyer = text_of(json_object_get(each, "buyer"), "text", arena),
            .supplier = text_of(json_object_get(each, "supplier"), "text", arena),
            .unit = text_of(each, "unit", arena),
            .quantity = number_of(each, "quantity"),
        };
    }
    json_decref(root);
    return true;
}
