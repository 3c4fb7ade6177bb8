/* Fuzzes XLSX workbooks: what comes out must be UTF-8, a record of CSV on each line. The input is
 * an archive, or the XML of the parts of one, parted by zero bytes, which is packed here, for a
 * fuzzer would seldom find it behind an archive's checksums. */
#include <stdlib.h>
#include <zip.h>

#include "csv.h"
#include "utf8.h"
#include "workbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void text_check(struct span bytes)
{
    enum { LIMIT = 1 << 24 };
    struct buffer text;
    struct error error;
    struct arena arena;
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t count;
    error_init(&error);
    buffer_init(&text, LIMIT);
    arena_init(&arena, (size_t)1 << 28);
    check(workbook_text(bytes, SPAN("fuzz.xlsx"), &text, &error) || error_any(&error));
    check(utf8_check(buffer_span(&text)) == text.size);
    csv_init(&csv, buffer_span(&text));
    while (text.size < 1 << 16 && csv_next(&csv, &arena, cells, &count))
        check(count <= CSV_CELLS);
    arena_release(&arena);
    buffer_release(&text);
    error_release(&error);
}

/* Packs parts under the names that a workbook has. */
static void parts_check(struct span rest)
{
    static const char *const names[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                        "xl/styles.xml"};
    static const char book[] =
        "<workbook xmlns:r=\"r\"><sheets><sheet r:id=\"a\"/></sheets></workbook>";
    static const char relations[] =
        "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *archive = zip_open_from_source(whole, ZIP_TRUNCATE, NULL);
    zip_stat_t stat;
    struct span part;
    zip_source_keep(whole);
    zip_file_add(archive, "xl/workbook.xml", zip_source_buffer(archive, book, sizeof book - 1, 0),
                 ZIP_FL_OVERWRITE);
    zip_file_add(archive, "xl/_rels/workbook.xml.rels",
                 zip_source_buffer(archive, relations, sizeof relations - 1, 0), ZIP_FL_OVERWRITE);
    for (size_t i = 0; i < 3 && span_next_part(&rest, 0, &part); i++)
        zip_file_add(archive, names[i], zip_source_buffer(archive, part.data, part.size, 0),
                     ZIP_FL_OVERWRITE);
    zip_close(archive);
    zip_source_stat(whole, &stat);
    char *packed = malloc(stat.size + 1);
    zip_source_open(whole);
    zip_source_read(whole, packed, stat.size);
    zip_source_close(whole);
    zip_source_free(whole);
    text_check((struct span){packed, stat.size});
    free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span bytes = {(const char *)data, size};
    if (size > 1 && data[0] == 'P')
        text_check(bytes);
    else
        parts_check(bytes);
    return 0;
}
