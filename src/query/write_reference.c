/* The JSON of regions and of what the reference knows. */
#include "fields.h"
#include "write.h"

void regions_write(const struct query_card *card, struct json *json)
{
    json_key(json, "regions");
    json_array_begin(json);
    for (size_t i = 0; i < card->regions.count; i++) {
        const struct query_region *region = &card->regions.items[i];
        json_object_begin(json);
        key_text(json, "code", region->code);
        key_text(json, "name", region->name);
        key_text(json, "district", region->district);
        key_text(json, "district_name", region->district_name);
        key_flag(json, "by_reports", region->by_reports);
        json_object_end(json);
    }
    json_array_end(json);
}

static void successions_write(const struct query *query, const char *key,
                              const struct query_successions *steps, struct json *json)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < steps->count; i++) {
        const struct query_succession *step = &steps->items[i];
        json_object_begin(json);
        key_text(json, "name", step->name);
        key_text(json, "how", step->how);
        key_date(query, json, "date", step->date);
        key_text(json, "entity", step->entity);
        json_object_end(json);
    }
    json_array_end(json);
}

static void formers_write(const struct query *query, const struct query_reference *reference,
                          struct json *json)
{
    json_key(json, "was");
    json_array_begin(json);
    for (size_t i = 0; i < reference->was.count; i++) {
        json_object_begin(json);
        key_text(json, "name", reference->was.items[i].name);
        key_date(query, json, "until", reference->was.items[i].until);
        json_object_end(json);
    }
    json_array_end(json);
}

void reference_write(const struct query *query, const struct query_reference *reference,
                     struct json *json)
{
    json_key(json, "reference");
    if (!reference->sort.size) {
        json_null(json);
        return;
    }
    json_object_begin(json);
    key_text(json, "sort", reference->sort);
    key_text(json, "sort_label", reference->sort_text);
    key_text(json, "name", reference->name);
    key_text(json, "code", reference->code);
    key_text(json, "capital", reference->capital);
    key_date(query, json, "from", reference->from);
    key_date(query, json, "until", reference->until);
    formers_write(query, reference, json);
    successions_write(query, "came_of", &reference->came_of, json);
    successions_write(query, "became", &reference->became, json);
    json_key(json, "texts");
    json_array_begin(json);
    for (size_t i = 0; i < reference->texts.count; i++)
        json_text(json, reference->texts.items[i]);
    json_array_end(json);
    json_object_end(json);
}

static void names_write(const char *key, const struct reference_names *names, struct json *json)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < names->count; i++)
        json_text(json, names->items[i]);
    json_array_end(json);
}

void field_codes_write(const struct query_fields *fields, struct json *json)
{
    if (!fields->sought)
        return;
    json_key(json, "fields");
    json_array_begin(json);
    for (size_t i = 0; i < fields->count; i++)
        json_text(json, fields->items[i]->code);
    json_array_end(json);
    key_flag(json, "fields_stated", fields->stated);
}

static void field_write(const struct query *query, const struct field *field, struct json *json)
{
    json_object_begin(json);
    key_text(json, "code", field->code);
    key_text(json, "label", query->tongue == TONGUE_RUSSIAN ? field->ru : field->en);
    names_write("okved", &field->okved, json);
    names_write("okpd", &field->okpd, json);
    json_object_end(json);
}

void fields_write(const struct query *query, const struct query_fields *fields, struct json *json)
{
    json_key(json, "fields");
    json_array_begin(json);
    for (size_t i = 0; i < fields->count; i++)
        field_write(query, fields->items[i], json);
    json_array_end(json);
}

void fields_write_all(const struct query *query, struct json *json)
{
    size_t count = 0;
    const struct field *all = query->fields ? fields_all(query->fields, &count) : NULL;
    json_key(json, "fields");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        field_write(query, &all[i], json);
    json_array_end(json);
}
