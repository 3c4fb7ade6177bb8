/* Lines of the reference's files. */
#include "lines.h"

#include <stdio.h>

#include "file.h"

bool lines_open(struct lines *lines, struct arena *arena, struct span folder, const char *file,
                char separator, struct error *error)
{
    struct mapped_file mapped;
    const char *path = arena_format(arena, "%.*s/lexicon/%s", SPAN_ARGS(folder), file).data;
    *lines = (struct lines){.arena = arena, .file = file, .separator = separator, .error = error};
    if (!mapped_file_open(&mapped, path, error))
        return false;
    lines->rest = arena_copy(arena, mapped.bytes);
    mapped_file_close(&mapped);
    return true;
}

bool lines_complain(struct lines *lines, const char *problem, struct span what)
{
    char line[24];
    snprintf(line, sizeof line, "%lld", (long long)lines->line);
    lines->failed = true;
    return error_add(lines->error, "lexicon.invalid", "file", lines->file, "line", line, "problem",
                     problem, "word", arena_copy(lines->arena, what).data, NULL);
}

static bool section_read(struct lines *lines, struct span line)
{
    if (!span_ends_with(line, SPAN("]")))
        return lines_complain(lines, "section", line);
    lines->section = span_slice(line, 1, line.size - 1);
    return true;
}

bool lines_next(struct lines *lines, struct span *name)
{
    struct span line;
    while (!lines->failed && span_next_line(&lines->rest, &line)) {
        lines->line++;
        size_t comment = span_find(line, SPAN("#"), 0);
        line = span_trim(span_slice(line, 0, comment == SIZE_MAX ? line.size : comment));
        if (!line.size || (line.data[0] == '[' && section_read(lines, line)))
            continue;
        if (lines->failed || !lines->section.size) {
            if (!lines->failed)
                lines_complain(lines, "no_section", line);
            return false;
        }
        lines->properties = line;
        span_next_part(&lines->properties, ':', name);
        *name = span_trim(*name);
        return name->size || lines_complain(lines, "phrase", line);
    }
    return false;
}

bool lines_property(struct lines *lines, struct span *name, struct span *values)
{
    struct span property;
    while (lines->properties.data && span_next_part(&lines->properties, ';', &property)) {
        property = span_trim(property);
        if (!property.size)
            continue;
        size_t blank = span_find(property, SPAN(" "), 0);
        if (blank == SIZE_MAX)
            return lines_complain(lines, "unknown_property", property);
        *name = span_slice(property, 0, blank);
        *values = span_trim(span_slice(property, blank + 1, property.size));
        return true;
    }
    return false;
}

bool value_next(const struct lines *lines, struct span *values, struct span *value)
{
    size_t depth = 0, end = 0;
    if (!values->data)
        return false;
    /* Within brackets nothing is parted. */
    for (; end < values->size && (depth || values->data[end] != lines->separator); end++)
        depth += (values->data[end] == '(') - (values->data[end] == ')' && depth > 0);
    *value = span_trim(span_slice(*values, 0, end));
    *values =
        end < values->size ? span_slice(*values, end + 1, values->size) : (struct span){NULL, 0};
    return true;
}

struct span value_bracket(struct span *value)
{
    size_t open = value->size;
    if (!span_ends_with(*value, SPAN(")")))
        return (struct span){NULL, 0};
    while (open > 0 && value->data[open - 1] != '(')
        open--;
    if (!open)
        return (struct span){NULL, 0};
    struct span inside = span_trim(span_slice(*value, open, value->size - 1));
    *value = span_trim(span_slice(*value, 0, open - 1));
    return inside;
}

bool names_read(struct lines *lines, struct span values, struct reference_names *names)
{
    struct span value;
    while (value_next(lines, &values, &value)) {
        if (!value.size)
            return lines_complain(lines, "phrase", values);
        *ARRAY_PUSH(lines->arena, names) = value;
    }
    return true;
}

bool formers_read(struct lines *lines, struct span values, struct reference_formers *formers)
{
    struct span value;
    while (value_next(lines, &values, &value)) {
        struct reference_former former = {.name = value};
        struct span until = value_bracket(&former.name);
        if (!date_read(until, &former.until) || !former.name.size)
            return lines_complain(lines, "date", value);
        *ARRAY_PUSH(lines->arena, formers) = former;
    }
    return true;
}

bool date_property(struct lines *lines, struct span values, struct date *date)
{
    return date_read(values, date) || lines_complain(lines, "date", values);
}
