/* CSV as people's programs write it. */
#include "csv.h"

void csv_init(struct csv *csv, struct span text)
{
    static const char delimiters[] = {',', ';', '\t'};
    size_t most = 0;
    *csv = (struct csv){.rest = text, .delimiter = ',', .next_line = 1, .begin = text.data};
    if (span_starts_with(text, SPAN("\xEF\xBB\xBF")))
        csv->rest = span_slice(text, 3, text.size);
    struct span rest = csv->rest, line = {0};
    span_next_line(&rest, &line);
    for (size_t i = 0; i < sizeof delimiters; i++) {
        size_t count = 0;
        for (size_t k = 0; k < line.size; k++)
            count += line.data[k] == delimiters[i];
        if (count > most) {
            most = count;
            csv->delimiter = delimiters[i];
        }
    }
}

/* The offset of the quotation mark that ends a quoted cell; the text's size where none does. */
static size_t quoted_end(struct span text)
{
    for (size_t i = 1; i < text.size; i++) {
        if (text.data[i] != '"')
            continue;
        if (i + 1 == text.size || text.data[i + 1] != '"')
            return i;
        i++;
    }
    return text.size;
}

/* Reads a cell that begins with a quotation mark; gives the offset behind its end. */
static size_t quoted_read(struct csv *csv, struct arena *arena, struct span *cell, struct span *raw)
{
    struct span text = csv->rest;
    size_t end = quoted_end(text), size = 0;
    char *out = arena_alloc(arena, end + 1, 1);
    for (size_t i = 1; i < end; i++) {
        csv->next_line += text.data[i] == '\n';
        out[size++] = text.data[i];
        i += text.data[i] == '"';
    }
    *cell = (struct span){out, size};
    *raw = span_slice(text, 1, end);
    while (end < text.size && text.data[end] != csv->delimiter && text.data[end] != '\n')
        end++;
    return end;
}

static size_t plain_read(const struct csv *csv, struct arena *arena, struct span *cell,
                         struct span *raw)
{
    size_t i = 0;
    while (i < csv->rest.size && csv->rest.data[i] != csv->delimiter && csv->rest.data[i] != '\n')
        i++;
    *raw = span_trim(span_slice(csv->rest, 0, i));
    *cell = arena_copy(arena, *raw);
    return i;
}

static bool record_read(struct csv *csv, struct arena *arena, struct span *cells, size_t *count)
{
    bool any = false;
    *count = 0;
    csv->line = csv->next_line;
    for (;;) {
        struct span cell, raw;
        bool quoted = csv->rest.size && csv->rest.data[0] == '"';
        size_t end =
            quoted ? quoted_read(csv, arena, &cell, &raw) : plain_read(csv, arena, &cell, &raw);
        any |= cell.size > 0;
        if (*count < CSV_CELLS) {
            size_t start = raw.size ? (size_t)(raw.data - csv->begin) : 0;
            csv->ranges[*count] = (struct range){(uint32_t)start, (uint32_t)(start + raw.size)};
            cells[(*count)++] = cell;
        }
        bool more = end < csv->rest.size && csv->rest.data[end] == csv->delimiter;
        bool line_end = end < csv->rest.size && !more;
        csv->rest = span_slice(csv->rest, end + 1, csv->rest.size);
        csv->next_line += line_end;
        if (!more)
            return any;
    }
}

bool csv_next(struct csv *csv, struct arena *arena, struct span *cells, size_t *count)
{
    while (csv->rest.size)
        if (record_read(csv, arena, cells, count))
            return true;
    return false;
}
