/* What the JSON of all answers shares: values, claims, lists, errors. */
#include "write.h"

void key_text(struct json *json, const char *key, struct span text)
{
    json_key(json, key);
    if (text.size)
        json_text(json, text);
    else
        json_null(json);
}

void key_count(struct json *json, const char *key, size_t count)
{
    json_key(json, key);
    json_integer(json, (int64_t)count);
}

void key_flag(struct json *json, const char *key, bool flag)
{
    json_key(json, key);
    json_boolean(json, flag);
}

void key_date(const struct query *query, struct json *json, const char *key, struct date date)
{
    char text[DATE_TEXT];
    key_text(json, key, span_of(date_write(date, text)));
    key_text(json, arena_format(query->arena, "%s_text", key).data,
             message_date(query->catalogue, query->tongue, query->arena, date));
}

void kind_write_members(const struct schema_kind *kind, struct json *json)
{
    key_text(json, "kind", kind->name);
    key_text(json, "family", kind->family);
}

struct span query_state_code(enum query_state state)
{
    static const char *const codes[QUERY_STATES] = {"read", "stated", "confirmed", "rejected"};
    return span_of(codes[state]);
}

/* ---- values ---- */

static void plain_write_members(const struct value *value, struct json *json)
{
    json_key(json, "value");
    if (value->type == VALUE_MONEY) {
        json_number(json, value->money.value);
        key_text(json, "currency", span_of(value->money.currency));
        key_flag(json, "approximate", value->money.approximate);
    } else if (!value_write_plain(value, json)) {
        json_null(json);
    }
}

static void signatory_write_members(const struct query_value *value, struct json *json)
{
    json_key(json, "person");
    value_write(value->person, json);
    json_key(json, "for");
    if (value->on_behalf_of)
        value_write(value->on_behalf_of, json);
    else
        json_null(json);
}

void value_write(const struct query_value *value, struct json *json)
{
    if (value->type == VALUE_NONE) {
        json_null(json);
        return;
    }
    json_object_begin(json);
    json_key(json, "type");
    json_string(json, value_type_name(value->type));
    json_key(json, "text");
    json_text(json, value->text);
    if (value->type == VALUE_SIGNATORY) {
        signatory_write_members(value, json);
    } else if (value->type == VALUE_ENTITY || value->type == VALUE_FACT) {
        key_text(json, "entity", value->entity);
        if (value->kind)
            kind_write_members(value->kind, json);
    } else if (value->type != VALUE_TEXT) {
        plain_write_members(&value->plain, json);
    }
    if (value->reckoned)
        key_flag(json, "reckoned", true);
    json_object_end(json);
}

void key_value(struct json *json, const char *key, const struct query_value *value)
{
    json_key(json, key);
    if (value->type == VALUE_NONE)
        json_null(json);
    else
        value_write(value, json);
}

void values_write(const struct query_values *values, struct json *json)
{
    json_array_begin(json);
    for (size_t i = 0; i < values->count; i++)
        value_write(&values->items[i], json);
    json_array_end(json);
}

/* ---- claims ---- */

void evidences_write(const struct query *query, const struct query_evidences *evidence,
                     struct json *json)
{
    json_key(json, "evidence");
    json_array_begin(json);
    for (size_t i = 0; i < evidence->count; i++) {
        const struct query_evidence *item = &evidence->items[i];
        json_object_begin(json);
        key_text(json, "report", item->report);
        key_text(json, "title", item->title);
        key_date(query, json, "published", item->published);
        key_text(json, "quote", item->quote);
        key_count(json, "start", item->start);
        key_count(json, "end", item->end);
        if (item->by.size)
            key_text(json, "by", item->by);
        json_object_end(json);
    }
    json_array_end(json);
}

static void decided_write(const struct query_claim *claim, struct json *json)
{
    if (!claim->decided_by.size)
        return;
    json_key(json, "decided");
    json_object_begin(json);
    json_key(json, "number");
    if (claim->decided_number)
        json_integer(json, (int64_t)claim->decided_number);
    else
        json_null(json);
    key_text(json, "by", claim->decided_by);
    key_text(json, "at", claim->decided_at);
    json_object_end(json);
}

void claim_write_members(const struct query *query, const struct query_claim *claim,
                         struct json *json)
{
    key_text(json, "id", claim->id);
    json_key(json, "value");
    value_write(&claim->value, json);
    key_text(json, "state", query_state_code(claim->state));
    if (claim->contradicted) {
        key_flag(json, "contradicted", true);
    }
    key_flag(json, "shown", claim->shown);
    key_count(json, "sources", claim->sources);
    json_key(json, "confidence");
    json_number(json, claim->confidence);
    key_text(json, "author", claim->author);
    decided_write(claim, json);
    field_codes_write(&claim->fields, json);
    evidences_write(query, &claim->evidence, json);
}

/* ---- lists ---- */

void list_write_columns(const struct query_list *list, struct json *json)
{
    json_key(json, "columns");
    json_array_begin(json);
    for (size_t i = 0; i < list->column_count; i++) {
        const struct query_column *column = &list->columns[i];
        json_object_begin(json);
        key_text(json, "name", column->name);
        key_text(json, "label", column->label);
        json_key(json, "type");
        json_string(json, value_type_name(column->type));
        key_flag(json, "listed", column->listed);
        key_flag(json, "sortable", true);
        json_object_end(json);
    }
    json_array_end(json);
}

static void row_write(const struct query_list *list, const struct query_row *row, struct json *json)
{
    json_object_begin(json);
    key_text(json, "id", row->id);
    kind_write_members(row->kind, json);
    key_text(json, "name", row->name);
    key_text(json, "state", query_state_code(row->state));
    json_key(json, "confidence");
    json_number(json, row->confidence);
    key_count(json, "reports", row->reports);
    field_codes_write(&row->fields, json);
    if (row->role.size) {
        key_text(json, "role", row->role);
        key_text(json, "role_label", row->role_label);
    }
    json_key(json, "cells");
    json_object_begin(json);
    for (size_t i = 0; i < list->column_count; i++) {
        if (!row->cells[i].count)
            continue;
        json_key_span(json, list->columns[i].name);
        values_write(&row->cells[i], json);
    }
    json_object_end(json);
    json_object_end(json);
}

void list_write_rows(const struct query_list *list, struct json *json)
{
    json_key(json, "rows");
    json_array_begin(json);
    for (size_t i = 0; i < list->rows.count; i++)
        row_write(list, &list->rows.items[i], json);
    json_array_end(json);
}

void facets_write(const struct query_facets *all, size_t count, struct json *json)
{
    json_key(json, "filters");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        const struct query_facets *facets = &all[i];
        json_object_begin(json);
        key_text(json, "name", facets->name);
        key_text(json, "label", facets->label);
        key_text(json, "parameter", facets->parameter);
        if (facets->more) {
            key_flag(json, "more", true);
        }
        json_key(json, "values");
        json_array_begin(json);
        for (size_t k = 0; k < facets->count; k++) {
            json_object_begin(json);
            key_text(json, "value", facets->items[k].value);
            key_text(json, "text", facets->items[k].text);
            key_count(json, "count", facets->items[k].count);
            json_object_end(json);
        }
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_list_write(const struct query *query, const struct query_list *list, struct json *json)
{
    (void)query;
    json_object_begin(json);
    key_text(json, "list", list->name);
    key_text(json, "kind", list->kind ? list->kind->name : (struct span){0});
    key_text(json, "label", list->label);
    key_text(json, "summary", list->summary);
    key_count(json, "total", list->total);
    if (list->more) {
        key_flag(json, "more", true);
    }
    if (list->newest_only) {
        key_flag(json, "newest_only", true);
    }
    if (list->doubtful)
        key_count(json, "doubtful", list->doubtful);
    key_count(json, "offset", list->offset);
    key_count(json, "limit", list->limit);
    key_text(json, "next", list->next_cursor);
    key_text(json, "sort", list->sort);
    list_write_columns(list, json);
    facets_write(list->filters, list->filter_count, json);
    list_write_rows(list, json);
    json_object_end(json);
}

/* ---- health, identities ---- */

void query_health_write(const struct query *query, const char *version, struct json *json)
{
    json_object_begin(json);
    json_key(json, "status");
    json_string(json, "ok");
    json_key(json, "version");
    json_string(json, version);
    key_text(json, "registry", query->registry);
    json_object_end(json);
}

void query_identity_write(const struct query_identity *identity, struct json *json)
{
    json_object_begin(json);
    key_text(json, "report", identity->report);
    key_text(json, "name", identity->name);
    key_text(json, "schema", identity->schema);
    key_text(json, "entity", identity->entity);
    key_text(json, "canonical", identity->canonical);
    json_object_end(json);
}

/* ---- schema ---- */

static void choices_write(const struct query *query, const struct schema_property *property,
                          struct json *json)
{
    json_key(json, "choices");
    json_array_begin(json);
    for (size_t i = 0; i < property->choice_count; i++) {
        json_object_begin(json);
        key_text(json, "code", property->choices[i].code);
        key_text(json, "label", label_show(query, &property->choices[i].label));
        json_object_end(json);
    }
    json_array_end(json);
}

/* Of which kinds what stands under a property may be, where not all will do. */
static void taken_write(const struct query *query, const struct schema_property *property,
                        struct json *json)
{
    if (!property->of_count)
        return;
    json_key(json, "takes");
    json_array_begin(json);
    for (size_t i = 0; i < query->schema->kind_count; i++)
        if (schema_property_takes(property, &query->schema->kinds[i]))
            json_text(json, query->schema->kinds[i].name);
    json_array_end(json);
}

static void kind_write(const struct query *query, const struct schema_kind *kind, struct json *json)
{
    json_object_begin(json);
    key_text(json, "name", kind->name);
    key_flag(json, "fact", kind->is_fact);
    key_text(json, "family", kind->family);
    key_text(json, "label", label_show(query, &kind->label));
    key_text(json, "plural", label_show(query, &kind->plural));
    json_key(json, "properties");
    json_array_begin(json);
    for (size_t i = 0; i < kind->property_count; i++) {
        const struct schema_property *property = &kind->properties[i];
        json_object_begin(json);
        key_text(json, "name", property->name);
        key_text(json, "label", label_show(query, &property->label));
        json_key(json, "type");
        json_string(json, value_type_name(property->type));
        key_flag(json, "listed", property->listed);
        key_flag(json, "required", property->required);
        key_flag(json, "editors", kind->editors || property->editors);
        taken_write(query, property, json);
        if (property->choice_count)
            choices_write(query, property, json);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

/* Codes with labels that the catalogue has under PREFIX.CODE. */
static void coded_write(const struct query *query, const char *prefix, struct span code,
                        const char *name, struct json *json)
{
    const char *key = arena_format(query->arena, "%s.%.*s", prefix, SPAN_ARGS(code)).data;
    json_object_begin(json);
    key_text(json, name, code);
    key_text(json, "label", message(query->catalogue, query->tongue, query->arena, key, NULL));
    json_object_end(json);
}

void query_schema_write(const struct query *query, struct json *json)
{
    json_object_begin(json);
    json_key(json, "lists");
    json_array_begin(json);
    for (const char *const *name = query_list_names(); *name; name++)
        coded_write(query, "query.list", span_of(*name), "name", json);
    json_array_end(json);
    json_key(json, "kinds");
    json_array_begin(json);
    for (size_t i = 0; i < query->schema->kind_count; i++)
        kind_write(query, &query->schema->kinds[i], json);
    json_array_end(json);
    fields_write_all(query, json);
    json_key(json, "mention_types");
    json_array_begin(json);
    for (unsigned i = 0; i < 10; i++)
        coded_write(query, "query.mention", query_mention_type(i), "code", json);
    json_array_end(json);
    json_key(json, "states");
    json_array_begin(json);
    for (int i = 0; i < QUERY_STATES; i++)
        coded_write(query, "query.state", query_state_code((enum query_state)i), "code", json);
    json_array_end(json);
    json_object_end(json);
}
