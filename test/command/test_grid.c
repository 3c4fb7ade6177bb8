/* A table of text for the terminal. */
#include "buffer.h"
#include "grid.h"
#include "suite.h"

void add_grid(Suite *suite);

static struct arena arena;
static struct buffer out;
static struct grid grid;

static void setup(void)
{
    arena_init(&arena, 1024 * 1024);
    buffer_init(&out, 1024 * 1024);
    grid_init(&grid, &arena);
}

static void teardown(void)
{
    buffer_release(&out);
    arena_release(&arena);
}

static void collect(struct span piece)
{
    buffer_append(&out, piece);
}

static void fill(void)
{
    grid_column(&grid, SPAN("Имя"), false);
    grid_column(&grid, SPAN("Что"), false);
    grid_column(&grid, SPAN("№"), true);
    struct span *row = grid_row(&grid);
    row[0] = SPAN("а");
    row[1] = SPAN("соглашение о сотрудничестве");
    row[2] = SPAN("7");
    row = grid_row(&grid);
    row[0] = SPAN("бб");
    row[2] = SPAN("12");
}

START_TEST(lines_columns_up)
{
    fill();
    grid_print(&grid, 80, collect);
    ASSERT_SPAN(buffer_span(&out), "Имя  Что                           №\n"
                                   "───  ───────────────────────────  ──\n"
                                   "а    соглашение о сотрудничестве   7\n"
                                   "бб                                12\n");
}
END_TEST

START_TEST(wraps_cells_that_do_not_fit)
{
    fill();
    grid_print(&grid, 24, collect);
    ASSERT_SPAN(buffer_span(&out), "Имя  Что               №\n"
                                   "───  ───────────────  ──\n"
                                   "а    соглашение о      7\n"
                                   "     сотрудничестве\n"
                                   "бб                    12\n");
}
END_TEST

START_TEST(prints_blocks_where_nothing_fits)
{
    fill();
    grid_print(&grid, 15, collect);
    ASSERT_SPAN(buffer_span(&out), "Имя: а\n"
                                   "Что: соглашение\n"
                                   "о\n"
                                   "сотрудничестве\n"
                                   "№: 7\n"
                                   "\n"
                                   "Имя: бб\n"
                                   "№: 12\n");
}
END_TEST

START_TEST(leaves_optional_columns_out)
{
    grid_column(&grid, SPAN("Имя"), false);
    grid_column(&grid, SPAN("Подробности"), false);
    grid_optional(&grid);
    grid_column(&grid, SPAN("№"), true);
    struct span *row = grid_row(&grid);
    row[0] = SPAN("имя");
    row[1] = SPAN("подробности");
    row[2] = SPAN("1");
    grid_print(&grid, 12, collect);
    ASSERT_SPAN(buffer_span(&out), "Имя  №\n"
                                   "───  ─\n"
                                   "имя  1\n");
}
END_TEST

START_TEST(breaks_words_longer_than_a_line)
{
    struct span rest = SPAN("  абвгдежз и\nк "), line;
    ck_assert(text_wrap(&rest, 5, &line));
    ASSERT_SPAN(line, "абвгд");
    ck_assert(text_wrap(&rest, 5, &line));
    ASSERT_SPAN(line, "ежз и");
    ck_assert(text_wrap(&rest, 5, &line));
    ASSERT_SPAN(line, "к");
    ck_assert(!text_wrap(&rest, 5, &line));
    ck_assert_uint_eq(text_width(SPAN("е\u0301ж")), 2);
}
END_TEST

void add_grid(Suite *suite)
{
    TCase *tests = tcase_create("grid");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, lines_columns_up);
    tcase_add_test(tests, wraps_cells_that_do_not_fit);
    tcase_add_test(tests, prints_blocks_where_nothing_fits);
    tcase_add_test(tests, leaves_optional_columns_out);
    tcase_add_test(tests, breaks_words_longer_than_a_line);
    suite_add_tcase(suite, tests);
}
