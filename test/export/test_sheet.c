/* Tables: what a cell becomes in each form. */
#include "sheet.h"

#include <fcntl.h>
#include <unistd.h>

#include "buffer.h"
#include "file.h"
#include "suite.h"

void add_sheet(Suite *suite);

static struct arena arena;
static struct error error;
static struct buffer written;

static void setup(void)
{
    arena_init(&arena, 1 << 24);
    error_init(&error);
    buffer_init(&written, 1 << 24);
}

static void teardown(void)
{
    arena_release(&arena);
    error_release(&error);
    buffer_release(&written);
}

static bool take(void *context, struct span bytes)
{
    buffer_append(context, bytes);
    return true;
}

static void write_table(struct sheet *sheet, int file, const struct cell *cells, size_t count)
{
    const struct sheet_column columns[] = {{SPAN("имя; название"), 12, false},
                                           {SPAN("доля"), 12, true},
                                           {SPAN("день"), 12, false},
                                           {SPAN("x"), 12, false}};
    const struct sheet_note note = {SPAN("Реестр"), SPAN("=1+1")};
    ck_assert_ptr_nonnull(sheet);
    ck_assert(sheet->form->begin(sheet, &arena, columns, count));
    ck_assert(sheet->form->row(sheet, &arena, cells, count));
    ck_assert(sheet->form->end(sheet, &arena, SPAN("О таблице"), &note, 1));
    buffer_clear(&written);
    ck_assert_int_eq(lseek(file, 0, SEEK_SET), 0);
    ck_assert(descriptor_each(file, take, &written));
}

/* The row that cells become as CSV, without what stands before it. */
static struct span csv_of(bool excel, const struct cell *cells, size_t count)
{
    int file = file_temporary(&error);
    ck_assert_int_ge(file, 0);
    write_table(sheet_csv_new(file, excel, &error), file, cells, count);
    close(file);
    struct span text = buffer_span(&written), line;
    span_next_line(&text, &line);
    ck_assert(span_starts_with(line, SPAN("\xEF\xBB\xBF")) == excel);
    span_next_line(&text, &line);
    ck_assert_uint_eq(text.size, 0);
    return line;
}

static void assert_text(const char *text, const char *plain, const char *excel)
{
    struct cell cell = {.type = CELL_TEXT, .text = span_of(text)};
    ASSERT_SPAN(csv_of(false, &cell, 1), plain);
    ASSERT_SPAN(csv_of(true, &cell, 1), excel);
}

START_TEST(texts_stay_what_they_are)
{
    assert_text("Завод", "Завод", "Завод");
    assert_text("a,b", "\"a,b\"", "\"a,b\"");
    assert_text("a;b", "\"a;b\"", "\"a;b\"");
    assert_text("ООО \"Завод\"", "\"ООО \"\"Завод\"\"\"", "\"ООО \"\"Завод\"\"\"");
    assert_text("6,5", "\"6,5\"", "\"6,5\"");
    assert_text("", "", "");
}
END_TEST

START_TEST(formulas_are_none)
{
    static const char *const formulas[] = {"=1+1",    "+7 495",    "-1",      "@SUM(A1)",
                                           "\t=1",    "\uFF1D1+1", "\uFF0B1", "\uFF0D1",
                                           "\u22121", "\uFF20A1"};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        const char *guarded = arena_format(&arena, "\"'%s\"", formulas[i]).data;
        assert_text(formulas[i], guarded, guarded);
    }
    assert_text("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"", "\"'=HYPERLINK(\"\"x\"\")\"");
    assert_text("a=1", "a=1", "a=1");
    assert_text("— тире", "— тире", "— тире");
}
END_TEST

START_TEST(numbers_that_are_names_keep_their_digits)
{
    assert_text("0278000001", "0278000001", "\"'0278000001\"");
    assert_text("1027700132195", "1027700132195", "\"'1027700132195\"");
    assert_text("7712345678", "7712345678", "7712345678");
    assert_text("0", "0", "0");
}
END_TEST

START_TEST(numbers_and_days_are_written_as_each_reads_them)
{
    struct cell cells[] = {{.type = CELL_TEXT, .text = SPAN("a")},
                           {.type = CELL_NUMBER, .number = 0.97},
                           {.type = CELL_DATE, .date = {2015, 2, 9}},
                           {.type = CELL_EMPTY}};
    ASSERT_SPAN(csv_of(false, cells, 4), "a,0.97,2015-02-09,");
    ASSERT_SPAN(csv_of(true, cells, 4), "a;0,97;09.02.2015;");
    cells[1].number = -2000000000;
    ASSERT_SPAN(csv_of(false, cells, 2), "a,-2000000000");
    cells[1].number = 1e20;
    ASSERT_SPAN(csv_of(false, cells, 2), "a,1e+20");
}
END_TEST

START_TEST(a_book_is_written)
{
    char *longest = ARENA_NEW(&arena, char, 40001);
    struct cell cells[] = {{.type = CELL_TEXT, .text = {longest, 40000}},
                           {.type = CELL_NUMBER, .number = 0.5},
                           {.type = CELL_DATE, .date = {1897, 2, 9}},
                           {.type = CELL_LINK, .text = SPAN("http://127.0.0.1:80/entities/ru-1")}};
    memset(longest, '=', 40000);
    int file = file_temporary(&error);
    struct sheet *sheet =
        sheet_xlsx_new(file, SPAN("Список: [все]/*?\\ и ещё много слов"), true, &error);
    write_table(sheet, file, cells, 4);
    ck_assert(span_starts_with(buffer_span(&written), SPAN("PK")));
    close(file);
    ck_assert(!error_any(&error));
}
END_TEST

START_TEST(a_book_may_be_given_up)
{
    int file = file_temporary(&error);
    struct sheet *sheet = sheet_xlsx_new(file, SPAN("a"), false, &error);
    sheet->form->drop(sheet);
    sheet = sheet_csv_new(file, false, &error);
    sheet->form->drop(sheet);
    close(file);
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_told)
{
    struct cell cell = {.type = CELL_TEXT, .text = SPAN("a")};
    int file = open("/dev/full", O_WRONLY);
    struct sheet *sheet = sheet_csv_new(file, false, &error);
    ck_assert(sheet->form->row(sheet, &arena, &cell, 1));
    ck_assert(!sheet->form->end(sheet, &arena, SPAN(""), NULL, 0));
    ck_assert_str_eq(error.items[0].key, "export.cannot_write");
    close(file);
}
END_TEST

void add_sheet(Suite *suite)
{
    TCase *tests = tcase_create("sheet");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, texts_stay_what_they_are);
    tcase_add_test(tests, formulas_are_none);
    tcase_add_test(tests, numbers_that_are_names_keep_their_digits);
    tcase_add_test(tests, numbers_and_days_are_written_as_each_reads_them);
    tcase_add_test(tests, a_book_is_written);
    tcase_add_test(tests, a_book_may_be_given_up);
    tcase_add_test(tests, a_file_that_cannot_be_written_is_told);
    suite_add_tcase(suite, tests);
}
