/* CSV as people's programs write it. */
#include "csv.h"
#include "suite.h"

void add_csv(Suite *suite);

static struct arena arena;
static struct span cells[CSV_CELLS];
static size_t count;

static void setup(void)
{
    arena_init(&arena, 1024 * 1024);
}

static void teardown(void)
{
    arena_release(&arena);
}

START_TEST(reads_quoted_cells)
{
    struct csv csv;
    csv_init(&csv, SPAN("file,source\r\na.txt,\"Газета «А», \"\"Б\"\"\"\r\n\n\"b\nc\",x\nlast,"));
    ck_assert(csv_next(&csv, &arena, cells, &count));
    ck_assert_uint_eq(count, 2);
    ASSERT_SPAN(cells[1], "source");
    ck_assert(csv_next(&csv, &arena, cells, &count));
    ASSERT_SPAN(cells[0], "a.txt");
    ASSERT_SPAN(cells[1], "Газета «А», \"Б\"");
    ck_assert_uint_eq(csv.ranges[0].start, sizeof "file,source\r\n" - 1);
    ck_assert_uint_eq(csv.ranges[0].end - csv.ranges[0].start, sizeof "a.txt" - 1);
    ck_assert_uint_eq(csv.ranges[1].end - csv.ranges[1].start, cells[1].size + 2);
    ck_assert_uint_eq(csv.line, 2);
    ck_assert(csv_next(&csv, &arena, cells, &count));
    ASSERT_SPAN(cells[0], "b\nc");
    ck_assert_uint_eq(csv.line, 4);
    ck_assert(csv_next(&csv, &arena, cells, &count));
    ck_assert_uint_eq(csv.line, 6);
    ck_assert_uint_eq(count, 2);
    ASSERT_SPAN(cells[1], "");
    ck_assert(!csv_next(&csv, &arena, cells, &count));
}
END_TEST

START_TEST(finds_the_delimiter_and_the_mark)
{
    struct csv csv;
    csv_init(&csv, SPAN("\xEF\xBB\xBF"
                        "file;published\nа, б.txt;2015-02-09\n"));
    ck_assert(csv_next(&csv, &arena, cells, &count));
    ASSERT_SPAN(cells[0], "file");
    ck_assert(csv_next(&csv, &arena, cells, &count));
    ASSERT_SPAN(cells[0], "а, б.txt");
    ASSERT_SPAN(cells[1], "2015-02-09");
}
END_TEST

START_TEST(survives_what_is_no_table)
{
    const char *const texts[] = {"",    "\n\n",  "\"", "\"never ended", "a,\"b\"junk,c",
                                 ",,,", "\"\"\""};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct csv csv;
        size_t records = 0;
        csv_init(&csv, span_of(texts[i]));
        while (csv_next(&csv, &arena, cells, &count))
            records++;
        ck_assert_uint_le(records, 1);
    }
}
END_TEST

void add_csv(Suite *suite)
{
    TCase *csv = tcase_create("csv");
    tcase_add_checked_fixture(csv, setup, teardown);
    tcase_add_test(csv, reads_quoted_cells);
    tcase_add_test(csv, finds_the_delimiter_and_the_mark);
    tcase_add_test(csv, survives_what_is_no_table);
    suite_add_tcase(suite, csv);
}
