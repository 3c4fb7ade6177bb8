/* A table of text for the terminal. */
#include "grid.h"

#include <assert.h>

#include "utf8.h"

enum { GAP = 2, NARROWEST = 6 };

void grid_init(struct grid *grid, struct arena *arena)
{
    *grid = (struct grid){.arena = arena};
}

void grid_column(struct grid *grid, struct span title, bool right)
{
    assert(grid->column_count < GRID_COLUMNS && !grid->rows.count);
    grid->titles[grid->column_count] = title;
    grid->right[grid->column_count++] = right;
}

struct span *grid_row(struct grid *grid)
{
    struct span **row = ARRAY_PUSH(grid->arena, &grid->rows);
    *row = ARENA_NEW(grid->arena, struct span, grid->column_count);
    return *row;
}

static size_t code_point_width(uint32_t code_point)
{
    return (code_point >= 0x300 && code_point < 0x370) || code_point == 0x200B ? 0 : 1;
}

size_t text_width(struct span text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.size;)
        width += code_point_width(utf8_next(text, &i));
    return width;
}

bool text_wrap(struct span *rest, size_t width, struct span *line)
{
    *rest = span_trim(*rest);
    size_t taken = 0, space = 0, used = 0;
    while (taken < rest->size && rest->data[taken] != '\n') {
        size_t next = taken;
        used += code_point_width(utf8_next(*rest, &next));
        if (used > width)
            break;
        taken = next;
        if (taken < rest->size && rest->data[taken] == ' ')
            space = taken;
    }
    bool whole = taken == rest->size || rest->data[taken] == '\n';
    size_t end = whole || !space ? taken : space;
    if (!end && rest->size)
        utf8_next(*rest, &end);
    *line = span_trim(span_slice(*rest, 0, end));
    *rest = span_slice(*rest, end, rest->size);
    return line->size > 0;
}

/* The width that a column would like to have, and the least it can do with: its longest word, up
 * to a bound. */
static void column_measure(const struct grid *grid, size_t column, size_t *wish, size_t *least)
{
    *wish = text_width(grid->titles[column]);
    for (size_t i = 0; i < grid->rows.count; i++) {
        size_t width = text_width(grid->rows.items[i][column]);
        if (width > *wish)
            *wish = width;
    }
    *least = grid->right[column] || *wish < NARROWEST ? *wish : NARROWEST;
    size_t title = text_width(grid->titles[column]);
    if (title > *least)
        *least = title;
}

/* Gives each column its width: first those that need little, then equal shares of what is left.
 * False where they do not fit. */
static bool columns_fit(const struct grid *grid, size_t width, size_t *widths)
{
    size_t wishes[GRID_COLUMNS], least[GRID_COLUMNS];
    size_t left = width, open = grid->column_count, needed = 0;
    bool settled[GRID_COLUMNS] = {false};
    for (size_t i = 0; i < grid->column_count; i++) {
        column_measure(grid, i, &wishes[i], &least[i]);
        needed += least[i] + (i ? GAP : 0);
    }
    if (needed > width)
        return false;
    left -= GAP * (grid->column_count - 1);
    for (bool moved = true; moved && open;) {
        moved = false;
        for (size_t i = 0; i < grid->column_count; i++) {
            size_t share = open ? left / open : 0;
            if (settled[i] || (wishes[i] > share && least[i] <= share))
                continue;
            widths[i] = wishes[i] <= share ? wishes[i] : least[i];
            left -= widths[i];
            settled[i] = moved = true;
            open--;
        }
    }
    for (size_t i = 0; i < grid->column_count; i++)
        if (!settled[i])
            widths[i] = left / open;
    return true;
}

static void pad(size_t count, void (*write)(struct span piece))
{
    static const char spaces[] = "                                ";
    for (; count >= sizeof spaces - 1; count -= sizeof spaces - 1)
        write((struct span){spaces, sizeof spaces - 1});
    write((struct span){spaces, count});
}

/* A row, as many lines as its tallest cell; no spaces stand at the ends of lines. */
static void row_print(const struct grid *grid, const struct span *cells, const size_t *widths,
                      void (*write)(struct span piece))
{
    struct span rest[GRID_COLUMNS];
    for (size_t i = 0; i < grid->column_count; i++)
        rest[i] = cells[i];
    for (bool first = true;; first = false) {
        struct span lines[GRID_COLUMNS];
        bool any = false;
        for (size_t i = 0; i < grid->column_count; i++)
            any |= text_wrap(&rest[i], widths[i], &lines[i]);
        if (!any && !first)
            return;
        size_t due = 0; /* spaces not yet written */
        for (size_t i = 0; i < grid->column_count; i++) {
            size_t blank = widths[i] - text_width(lines[i]);
            pad(lines[i].size ? due + (grid->right[i] ? blank : 0) : 0, write);
            write(lines[i]);
            if (!lines[i].size)
                due += widths[i] + GAP;
            else
                due = (grid->right[i] ? 0 : blank) + GAP;
        }
        write(SPAN("\n"));
    }
}

static void rule_print(const struct grid *grid, const size_t *widths,
                       void (*write)(struct span piece))
{
    for (size_t i = 0; i < grid->column_count; i++) {
        pad(i ? GAP : 0, write);
        for (size_t k = 0; k < widths[i]; k++)
            write(SPAN("─"));
    }
    write(SPAN("\n"));
}

static void blocks_print(const struct grid *grid, size_t width, void (*write)(struct span piece))
{
    for (size_t row = 0; row < grid->rows.count; row++) {
        for (size_t i = 0; i < grid->column_count; i++) {
            struct span cell = grid->rows.items[row][i];
            if (!cell.size)
                continue;
            struct span rest = arena_format(grid->arena, "%.*s: %.*s", SPAN_ARGS(grid->titles[i]),
                                            SPAN_ARGS(cell));
            for (struct span line; text_wrap(&rest, width, &line);) {
                write(line);
                write(SPAN("\n"));
            }
        }
        if (row + 1 < grid->rows.count)
            write(SPAN("\n"));
    }
}

void grid_print(const struct grid *grid, size_t width, void (*write)(struct span piece))
{
    size_t widths[GRID_COLUMNS];
    if (!grid->column_count)
        return;
    if (!columns_fit(grid, width, widths)) {
        blocks_print(grid, width, write);
        return;
    }
    row_print(grid, grid->titles, widths, write);
    rule_print(grid, widths, write);
    for (size_t i = 0; i < grid->rows.count; i++)
        row_print(grid, grid->rows.items[i], widths, write);
}
