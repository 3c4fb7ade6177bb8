/* Whether the registry is sound. */
#include <string.h>

#include "lookup.h"
#include "store_accounts.h"
#include "write.h"

static struct span argument_of(const struct query *query, const struct error_item *item,
                               const char *name)
{
    for (size_t i = 0; i < item->argument_count; i++)
        if (strcmp(item->arguments[i].name, name) == 0)
            return arena_copy(query->arena, span_of(item->arguments[i].value));
    return (struct span){0};
}

/* Problems are answers; what keeps the store from looking for them is an error. */
static bool problems_take(const struct query *query, struct error *found, struct query_check *check,
                          struct error *error)
{
    bool failed = false;
    for (size_t i = 0; i < found->count; i++) {
        const struct error_item *item = &found->items[i];
        if (strcmp(item->key, "registry.unsound") != 0) {
            failed = true;
            continue;
        }
        *ARRAY_PUSH(query->arena, &check->problems) = (struct query_problem){
            argument_of(query, item, "table"), argument_of(query, item, "where"),
            message_of_error(query->catalogue, query->tongue, query->arena, item)};
    }
    if (failed)
        error_move(error, found);
    return !failed;
}

bool query_check(const struct query *query, struct query_check *check, struct error *error)
{
    struct store_counts counts = {0};
    struct error found;
    *check = (struct query_check){0};
    error_init(&found);
    check->sound = store_check(query->store, &found);
    bool fine = problems_take(query, &found, check, error);
    error_release(&found);
    if (!fine || !store_counts(query->store, query->arena, &counts, error))
        return false;
    const char *registry = arena_copy(query->arena, query->registry).data;
    const char *reports =
        QUERY_TEXT(query, "count.reports", "count", number_show(query, (size_t)counts.reports).data)
            .data;
    const char *claims = QUERY_TEXT(query, "query.check.claims", "count",
                                    number_show(query, (size_t)counts.claims).data)
                             .data;
    check->summary = check->sound
                         ? QUERY_TEXT(query, "query.check.sound", "registry", registry, "reports",
                                      reports, "claims", claims)
                         : QUERY_TEXT(query, "query.check.unsound", "registry", registry, "count",
                                      number_show(query, check->problems.count).data);
    return true;
}

bool query_check_head(const struct query *query, const struct digest *head,
                      struct query_check *check, struct error *error)
{
    struct digest last;
    int64_t number, count;
    char text[DIGEST_TEXT];
    if (!store_audit_find(query->store, head, &number, error) ||
        !store_audit_head(query->store, &last, &count, error))
        return false;
    check->sound = check->sound && number;
    check->trail =
        QUERY_TEXT(query, number ? "query.check.head_found" : "query.check.head_missing", "head",
                   digest_write(head, text), "number", number_show(query, (size_t)number).data,
                   "count", number_show(query, (size_t)count).data);
    return true;
}

void query_check_write(const struct query *query, const struct query_check *check,
                       struct json *json)
{
    json_object_begin(json);
    key_flag(json, "sound", check->sound);
    key_text(json, "registry", query->registry);
    key_text(json, "summary", check->summary);
    if (check->trail.size)
        key_text(json, "trail", check->trail);
    json_key(json, "problems");
    json_array_begin(json);
    for (size_t i = 0; i < check->problems.count; i++) {
        json_object_begin(json);
        key_text(json, "table", check->problems.items[i].table);
        key_text(json, "where", check->problems.items[i].where);
        key_text(json, "text", check->problems.items[i].text);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}
