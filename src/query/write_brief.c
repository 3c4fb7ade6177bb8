/* A brief as JSON. */
#include "brief.h"
#include "write.h"

static void line_write(const struct query *query, const struct query_brief_line *line,
                       struct json *json)
{
    json_object_begin(json);
    json_key(json, "fact");
    if (line->fact.type == VALUE_NONE)
        json_null(json);
    else
        value_write(&line->fact, json);
    key_text(json, "text", line->text);
    key_text(json, "note", line->note);
    evidences_write(query, &line->evidence, json);
    json_object_end(json);
}

static void section_write(const struct query *query, const struct query_brief_section *section,
                          struct json *json)
{
    json_object_begin(json);
    key_text(json, "section", span_of(section->code));
    key_text(json, "title", section->title);
    key_count(json, "total", section->total);
    key_text(json, "rest", section->rest);
    key_text(json, "path", section->path);
    json_key(json, "lines");
    json_array_begin(json);
    for (size_t i = 0; i < section->lines.count; i++)
        line_write(query, &section->lines.items[i], json);
    json_array_end(json);
    json_object_end(json);
}

void query_brief_write(const struct query *query, const struct query_brief *brief,
                       struct json *json)
{
    json_object_begin(json);
    json_key(json, "first");
    value_write(&brief->first, json);
    json_key(json, "second");
    value_write(&brief->second, json);
    key_text(json, "title", brief->title);
    key_text(json, "summary", brief->summary);
    key_date(query, json, "day", brief->day);
    key_flag(json, "cut", brief->cut);
    json_key(json, "sections");
    json_array_begin(json);
    for (size_t i = 0; i < brief->count; i++)
        section_write(query, &brief->sections[i], json);
    json_array_end(json);
    json_object_end(json);
}
