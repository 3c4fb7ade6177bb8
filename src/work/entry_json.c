/* Entries as JSON, for the faces. */
#include "entry.h"

static void text_write(struct json *json, const char *key, struct span text)
{
    json_key(json, key);
    if (text.size)
        json_text(json, text);
    else
        json_null(json);
}

static void frame_write(struct json *json, const struct stored_report *report)
{
    char published[DATE_TEXT];
    text_write(json, "entry", report->id);
    json_key(json, "version");
    json_integer(json, report->number);
    text_write(json, "title", report->title);
    json_key(json, "date");
    json_string(json,
                date_is_set(report->published) ? date_write(report->published, published) : NULL);
}

void work_entry_write(const struct work_entry *done, struct json *json)
{
    json_object_begin(json);
    frame_write(json, &done->report);
    json_key(json, "facts");
    json_array_begin(json);
    for (size_t i = 0; i < done->facts; i++)
        json_text(json, done->ids[i]);
    json_array_end(json);
    json_object_end(json);
}

static void value_write(const struct told_value *value, struct json *json)
{
    json_object_begin(json);
    text_write(json, "property", value->property->name);
    text_write(json, "value", value->given);
    if (value->kind) {
        text_write(json, "kind", value->kind->name);
        text_write(json, "name", value->name);
    }
    if (value->text.size)
        text_write(json, "text", value->text);
    if (value->for_name.size)
        text_write(json, "for", value->for_name);
    json_object_end(json);
}

static void fact_write(const struct told_fact *fact, struct json *json)
{
    json_object_begin(json);
    text_write(json, "kind", fact->kind->name);
    text_write(json, "id", fact->id);
    json_key(json, "values");
    json_array_begin(json);
    for (size_t i = 0; i < fact->count; i++)
        value_write(&fact->items[i], json);
    json_array_end(json);
    json_object_end(json);
}

static void version_write(const struct told_version *version, struct json *json)
{
    char time[TIME_TEXT];
    json_object_begin(json);
    frame_write(json, &version->report);
    text_write(json, "author", version->author);
    json_key(json, "at");
    json_string(json, time_write(version->report.taken_in, time));
    json_key(json, "withdrawn");
    json_boolean(json, version->report.withdrawn_at != 0);
    if (version->report.withdrawn_at) {
        text_write(json, "withdrawn_by", version->report.withdrawn_by);
        json_key(json, "withdrawn_at");
        json_string(json, time_write(version->report.withdrawn_at, time));
        text_write(json, "reason", version->report.withdrawn_why);
    }
    json_object_end(json);
}

void work_entry_told_write(const struct work_entry_told *told, struct json *json)
{
    char time[TIME_TEXT];
    json_object_begin(json);
    frame_write(json, &told->report);
    json_key(json, "withdrawn");
    json_boolean(json, told->withdrawn);
    text_write(json, "author", told->author);
    json_key(json, "at");
    json_string(json, time_write(told->report.taken_in, time));
    text_write(json, "note", told->note);
    json_key(json, "facts");
    json_array_begin(json);
    for (size_t i = 0; i < told->facts.count; i++)
        fact_write(&told->facts.items[i], json);
    json_array_end(json);
    json_key(json, "versions");
    json_array_begin(json);
    for (size_t i = 0; i < told->versions.count; i++)
        version_write(&told->versions.items[i], json);
    json_array_end(json);
    json_object_end(json);
}
