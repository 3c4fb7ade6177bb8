#include "figures.h"

#include <string.h>

#include "grid.h"
#include "output.h"
#include "utf8.h"

enum { CONTEXT_POINTS = 50 /* of the text on each side of a fault */ };

static struct span percent(struct arena *arena, double share)
{
    return arena_format(arena, "%.2f %%", share * 100);
}

static void row_print(struct invocation *invocation, struct grid *grid,
                      const struct measure_row *row, const struct measure_row *floats)
{
    struct arena *arena = &invocation->arena;
    struct figures figures = figures_of(row);
    struct span *cells = grid_row(grid);
    cells[0] = row->type.size > 0 ? row->type : TEXT(invocation, "evaluate.total");
    cells[1] = percent(arena, figures.precision);
    cells[2] = percent(arena, figures.recall);
    cells[3] = percent(arena, figures.f1);
    cells[4] = message_number(invocation->tongue, arena, (double)row->right);
    cells[5] = message_number(invocation->tongue, arena, (double)row->spurious);
    cells[6] = message_number(invocation->tongue, arena, (double)row->missed);
    if (floats != NULL)
        cells[7] = percent(arena, figures_of(floats).f1);
}

static struct measure_row row_find(const struct measure *measure, struct span type)
{
    for (size_t i = 0; i < measure->rows.count; i++)
        if (span_equal(measure->rows.items[i].type, type))
            return measure->rows.items[i];
    return (struct measure_row){0};
}

void figures_print(struct invocation *invocation, const struct measure *measure,
                   const struct measure *floats)
{
    static const char *const columns[] = {"evaluate.column.precision", "evaluate.column.recall",
                                          "evaluate.column.f1",        "evaluate.column.right",
                                          "evaluate.column.spurious",  "evaluate.column.missed"};
    struct grid grid;
    struct measure_row other, total = measure_total(measure);
    grid_init(&grid, &invocation->arena);
    grid_column(&grid, TEXT(invocation, "evaluate.column.type"), false);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        grid_column(&grid, TEXT(invocation, columns[i]), true);
    if (floats != NULL)
        grid_column(&grid, TEXT(invocation, "evaluate.column.floats"), true);
    for (size_t i = 0; i < measure->rows.count; i++) {
        if (floats != NULL)
            other = row_find(floats, measure->rows.items[i].type);
        row_print(invocation, &grid, &measure->rows.items[i], floats != NULL ? &other : NULL);
    }
    if (floats != NULL)
        other = measure_total(floats);
    row_print(invocation, &grid, &total, floats != NULL ? &other : NULL);
    grid_print(&grid, output_width(), output_write);
}

/* ---- faults ---- */

/* A stretch of a text on one line. */
static struct span line_of(struct arena *arena, struct span text)
{
    struct span copy = arena_copy(arena, text);
    char *bytes = memcpy(ARENA_NEW(arena, char, copy.size + 1), copy.data, copy.size);
    for (size_t i = 0; i < copy.size; i++)
        if ((unsigned char)bytes[i] < ' ')
            bytes[i] = ' ';
    return (struct span){bytes, copy.size};
}

struct fault_text {
    struct span before, words, behind;
};

static struct fault_text fault_text(const struct measure_fault *fault, const struct corpus *corpus,
                                    struct arena *arena)
{
    struct span text = corpus->documents.items[fault->document].report.text;
    size_t start = fault->start, end = fault->end;
    for (int i = 0; i < CONTEXT_POINTS && start > 0; i++)
        utf8_previous(text, &start);
    for (int i = 0; i < CONTEXT_POINTS && end < text.size; i++)
        utf8_next(text, &end);
    return (struct fault_text){line_of(arena, span_slice(text, start, fault->start)),
                               line_of(arena, span_slice(text, fault->start, fault->end)),
                               line_of(arena, span_slice(text, fault->end, end))};
}

void faults_print(struct invocation *invocation, const struct measure *measure,
                  const struct corpus *corpus)
{
    struct arena *arena = &invocation->arena;
    for (size_t i = 0; i < measure->faults.count; i++) {
        const struct measure_fault *fault = &measure->faults.items[i];
        struct fault_text text = fault_text(fault, corpus, arena);
        struct span what = fault->missed ? TEXT(invocation, "evaluate.missed")
                                         : TEXT(invocation, "evaluate.spurious");
        output_line(arena_format(arena, "%.*s  %.*s  %.*s  %.*s[%.*s]%.*s",
                                 SPAN_ARGS(corpus->documents.items[fault->document].name),
                                 SPAN_ARGS(what), SPAN_ARGS(fault->type), SPAN_ARGS(text.before),
                                 SPAN_ARGS(text.words), SPAN_ARGS(text.behind)));
    }
}

/* ---- JSON ---- */

static void row_write(struct json *json, const struct measure_row *row)
{
    struct figures figures = figures_of(row);
    json_object_begin(json);
    if (row->type.size > 0) {
        json_key(json, "type");
        json_text(json, row->type);
    }
    json_key(json, "precision");
    json_number(json, figures.precision);
    json_key(json, "recall");
    json_number(json, figures.recall);
    json_key(json, "f1");
    json_number(json, figures.f1);
    json_key(json, "right");
    json_integer(json, (int64_t)row->right);
    json_key(json, "spurious");
    json_integer(json, (int64_t)row->spurious);
    json_key(json, "missed");
    json_integer(json, (int64_t)row->missed);
    json_object_end(json);
}

static void fault_write(struct json *json, const struct measure_fault *fault,
                        const struct corpus *corpus, struct arena *arena)
{
    struct fault_text text = fault_text(fault, corpus, arena);
    json_object_begin(json);
    json_key(json, "report");
    json_text(json, corpus->documents.items[fault->document].name);
    json_key(json, "error");
    json_string(json, fault->missed ? "missed" : "spurious");
    json_key(json, "type");
    json_text(json, fault->type);
    json_key(json, "before");
    json_text(json, text.before);
    json_key(json, "text");
    json_text(json, text.words);
    json_key(json, "behind");
    json_text(json, text.behind);
    json_object_end(json);
}

void figures_write(struct json *json, const struct measure *measure, const struct corpus *corpus,
                   bool faults, struct arena *arena)
{
    struct measure_row total = measure_total(measure);
    json_key(json, "types");
    json_array_begin(json);
    for (size_t i = 0; i < measure->rows.count; i++)
        row_write(json, &measure->rows.items[i]);
    json_array_end(json);
    json_key(json, "total");
    row_write(json, &total);
    if (!faults)
        return;
    json_key(json, "errors");
    json_array_begin(json);
    for (size_t i = 0; i < measure->faults.count; i++)
        fault_write(json, &measure->faults.items[i], corpus, arena);
    json_array_end(json);
}
