/* A table of text for the terminal. */
#include "grid.h"

#include <assert.h>

#include "utf8.h"

enum { GAP = 2, LEAST_MOST = 16 /* no column insists on more */ };

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

void grid_optional(struct grid *grid)
{
    grid->optional[grid->column_count - 1] = true;
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

/* The columns of the longest word of text. */
static size_t longest_word(struct span text)
{
    size_t longest = 0;
    for (struct span word; span_next_part(&text, ' ', &word);)
        if (text_width(word) > longest)
            longest = text_width(word);
    return longest;
}

/* The width that a column would like to have, and the least it can do with: its longest word, up
 * to a bound. */
static void column_measure(const struct grid *grid, size_t column, size_t *wish, size_t *least)
{
    *wish = text_width(grid->titles[column]);
    *least = longest_word(grid->titles[column]);
    for (size_t i = 0; i < grid->rows.count; i++) {
        size_t width = text_width(grid->rows.items[i][column]);
        size_t word = longest_word(grid->rows.items[i][column]);
        if (width > *wish)
            *wish = width;
        if (word > *least)
            *least = word;
    }
    if (*least > LEAST_MOST)
        *least = LEAST_MOST;
    if (grid->right[column])
        *least = *wish;
}

/* The columns' widths while they are shared out. */
struct sharing {
    size_t wishes[GRID_COLUMNS];
    size_t least[GRID_COLUMNS];
    bool settled[GRID_COLUMNS];
    size_t left; /* for those that are not settled */
    size_t open; /* how many those are */
};

/* Settles the columns whose need (wish or least) compares with an equal share as wanted. */
static bool columns_settle(struct sharing *sharing, const struct grid *grid, bool modest,
                           size_t *widths)
{
    bool moved = false;
    for (size_t i = 0; i < grid->column_count && sharing->open; i++) {
        size_t share = sharing->left / sharing->open;
        bool fits = modest ? sharing->wishes[i] <= share : sharing->least[i] >= share;
        if (sharing->settled[i] || !fits)
            continue;
        widths[i] = modest ? sharing->wishes[i] : sharing->least[i];
        sharing->left -= widths[i];
        sharing->settled[i] = moved = true;
        sharing->open--;
    }
    return moved;
}

/* Gives each column its width: first those that need little, then those that cannot do with an
 * equal share, then equal shares of what is left. False where they do not fit. */
static bool columns_fit(const struct grid *grid, size_t width, size_t *widths)
{
    struct sharing sharing = {.open = grid->column_count};
    size_t needed = GAP * (grid->column_count - 1);
    for (size_t i = 0; i < grid->column_count; i++) {
        column_measure(grid, i, &sharing.wishes[i], &sharing.least[i]);
        needed += sharing.least[i];
    }
    if (needed > width)
        return false;
    sharing.left = width - GAP * (grid->column_count - 1);
    while (columns_settle(&sharing, grid, true, widths) ||
           columns_settle(&sharing, grid, false, widths))
        continue;
    for (size_t i = 0; i < grid->column_count; i++) {
        if (sharing.settled[i])
            continue;
        widths[i] = sharing.left / sharing.open--;
        sharing.left -= widths[i];
    }
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

/* Leaves the last optional column out; false where there is none. */
static bool column_drop(struct grid *grid)
{
    size_t column = grid->column_count;
    while (column > 0 && !grid->optional[column - 1])
        column--;
    if (!column)
        return false;
    size_t behind = grid->column_count-- - column;
    memmove(&grid->titles[column - 1], &grid->titles[column], behind * sizeof *grid->titles);
    memmove(&grid->right[column - 1], &grid->right[column], behind * sizeof *grid->right);
    memmove(&grid->optional[column - 1], &grid->optional[column], behind * sizeof *grid->optional);
    for (size_t i = 0; i < grid->rows.count; i++) {
        struct span *cells = grid->rows.items[i];
        memmove(&cells[column - 1], &cells[column], behind * sizeof *cells);
    }
    return true;
}

void grid_print(struct grid *grid, size_t width, void (*write)(struct span piece))
{
    size_t widths[GRID_COLUMNS];
    if (!grid->column_count)
        return;
    bool fits;
    while (!(fits = columns_fit(grid, width, widths)) && column_drop(grid))
        continue;
    if (!fits) {
        blocks_print(grid, width, write);
        return;
    }
    row_print(grid, grid->titles, widths, write);
    rule_print(grid, widths, write);
    for (size_t i = 0; i < grid->rows.count; i++)
        row_print(grid, grid->rows.items[i], widths, write);
}
