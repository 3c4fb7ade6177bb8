/* workbook_text(): the first sheet of an XLSX workbook as CSV. */
#include "workbook.h"

#include <zip.h>

#include "../suite.h"

void add_workbook(Suite *suite);

static struct buffer text;
static struct error error;
static char *packed;
static size_t packed_size;

static void setup(void)
{
    buffer_init(&text, 1 << 20);
    error_init(&error);
}

static void teardown(void)
{
    buffer_release(&text);
    error_release(&error);
    free(packed);
    packed = NULL;
}

static void part_add(zip_t *archive, const char *name, const char *content)
{
    zip_source_t *source = zip_source_buffer(archive, content, strlen(content), 0);
    ck_assert_int_ge(zip_file_add(archive, name, source, ZIP_FL_OVERWRITE), 0);
}

/* A workbook of a hidden sheet, and one with the rows. */
static void pack(const char *rows, const char *properties)
{
    char sheet[8192], book[1024];
    zip_error_t reason;
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &reason);
    zip_t *archive = zip_open_from_source(whole, ZIP_TRUNCATE, &reason);
    zip_stat_t stat;
    zip_source_keep(whole);
    snprintf(sheet, sizeof sheet, "<worksheet><sheetData>%s</sheetData></worksheet>", rows);
    snprintf(
        book, sizeof book,
        "<workbook xmlns:r=\"urn:r\">%s<sheets><sheet name=\"a\" state=\"hidden\" r:id=\"r1\"/>"
        "<sheet name=\"b\" r:id=\"r2\"/></sheets></workbook>",
        properties);
    part_add(archive, "xl/workbook.xml", book);
    part_add(archive, "xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/none.xml\"/>"
             "<Relationship Id=\"r2\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
    part_add(archive, "xl/worksheets/sheet2.xml", sheet);
    part_add(archive, "xl/sharedStrings.xml",
             "<sst><si><t>товар</t></si><si><r><t>болт </t></r><r><t>М24</t></r>"
             "<rPh><t>bolt</t></rPh></si><si><t>«a, \"b\"»&#10;c</t></si></sst>");
    part_add(archive, "xl/styles.xml",
             "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"
             "<numFmt numFmtId=\"165\" formatCode=\"0.0&quot;day&quot;\"/></numFmts>"
             "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
             "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>"
             "</styleSheet>");
    ck_assert_int_eq(zip_close(archive), 0);
    ck_assert_int_eq(zip_source_stat(whole, &stat), 0);
    packed_size = (size_t)stat.size;
    packed = malloc(packed_size);
    zip_source_open(whole);
    zip_source_read(whole, packed, packed_size);
    zip_source_close(whole);
    zip_source_free(whole);
}

static void read_packed(void)
{
    bool read = workbook_text((struct span){packed, packed_size}, SPAN("t.xlsx"), &text, &error);
    ck_assert_msg(read, "%s", read ? "" : error.items[0].key);
}

START_TEST(cells_stand_in_their_rows_and_columns)
{
    pack("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>сколько"
         "</t></is></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\"><v>12.5</v>"
         "</c><c t=\"s\"><v>2</v></c><c t=\"b\"><v>1</v></c><c t=\"s\"><v>99</v></c></row>",
         "");
    ck_assert(workbook_is((struct span){packed, packed_size}));
    read_packed();
    ASSERT_SPAN(buffer_span(&text), "\"товар\",,\"сколько\"\n\n"
                                    "\"болт М24\",,\"12.5\",\"«a, \"\"b\"\"» c\",\"1\",\"\"\n");
}
END_TEST

START_TEST(days_are_told_by_their_format)
{
    pack("<row><c s=\"0\"><v>46022</v></c><c s=\"1\"><v>46022</v></c><c s=\"2\"><v>46022.75</v></c>"
         "<c s=\"3\"><v>46022</v></c><c s=\"7\"><v>0.1</v></c><c><f>1+1</f><v>2</v></c></row>",
         "");
    read_packed();
    ASSERT_SPAN(buffer_span(&text),
                "\"46022\",\"2025-12-31\",\"2025-12-31\",\"46022\",\"0.1\",\"2\"\n");
}
END_TEST

START_TEST(days_may_count_from_1904)
{
    pack("<row><c s=\"1\"><v>1</v></c></row>", "<workbookPr date1904=\"1\"/>");
    read_packed();
    ASSERT_SPAN(buffer_span(&text), "\"1904-01-02\"\n");
}
END_TEST

START_TEST(what_is_no_workbook_is_told)
{
    static const char cut[] = "PK\003\004\000";
    ck_assert(!workbook_is(SPAN("товар;количество\n")));
    ck_assert(!workbook_text((struct span){cut, sizeof cut}, SPAN("t.xlsx"), &text, &error));
    ck_assert_str_eq(error.items[0].key, "report.workbook_damaged");
    error_release(&error);
    error_init(&error);
    pack("<row><c></row>", "");
    ck_assert(!workbook_text((struct span){packed, packed_size}, SPAN("t.xlsx"), &text, &error));
    ck_assert_str_eq(error.items[0].key, "report.workbook_damaged");
}
END_TEST

/* Whichever a table came as, its reader sees text in UTF-8. */
START_TEST(tables_come_as_texts_and_as_workbooks)
{
    struct arena arena;
    struct span table;
    arena_init(&arena, 1 << 20);
    ck_assert(table_decode(&arena,
                           SPAN("\xEF\xBB\xBF"
                                "товар;цена\n"),
                           SPAN("t.csv"), 1 << 20, &table, &error));
    ASSERT_SPAN(table, "товар;цена\n");
    pack("<row><c t=\"s\"><v>0</v></c><c><v>7</v></c></row>", "");
    ck_assert(table_decode(&arena, (struct span){packed, packed_size}, SPAN("t.xlsx"), 1 << 20,
                           &table, &error));
    ASSERT_SPAN(table, "\"товар\",\"7\"\n");
    ck_assert(!table_decode(&arena, (struct span){packed, packed_size}, SPAN("t.xlsx"), 8, &table,
                            &error));
    ck_assert_str_eq(error.items[0].key, "report.archive_swollen");
    arena_release(&arena);
}
END_TEST

void add_workbook(Suite *suite)
{
    TCase *cases = tcase_create("workbook");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, cells_stand_in_their_rows_and_columns);
    tcase_add_test(cases, days_are_told_by_their_format);
    tcase_add_test(cases, days_may_count_from_1904);
    tcase_add_test(cases, what_is_no_workbook_is_told);
    tcase_add_test(cases, tables_come_as_texts_and_as_workbooks);
    suite_add_tcase(suite, cases);
}
