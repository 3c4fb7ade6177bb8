/* Fuzzes office documents: the first byte says whether the rest is an archive, or the XML of a
 * part, which a fuzzer would seldom find behind an archive's checksums. */
#include <stdlib.h>

#include "document.h"
#include "document/office.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void archive_check(struct span bytes)
{
    struct document document;
    struct error error;
    error_init(&error);
    document_init(&document);
    check(document_read(&document, DOCUMENT_ARCHIVE, bytes, SPAN("fuzz.docx"), &error) ||
          error_any(&error));
    check(utf8_check(buffer_span(&document.text)) == document.text.size);
    document_release(&document);
    error_release(&error);
}

static void part_check(enum office_form form, struct span xml)
{
    enum { LIMIT = 1 << 20 };
    struct buffer text;
    buffer_init(&text, LIMIT);
    office_text(form, xml, &text);
    check(utf8_check(buffer_span(&text)) == text.size);
    buffer_clear(&text);
    office_main_part(xml, &text);
    buffer_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data + 1, size - 1};
    if (size < 2)
        return 0;
    if (data[0] == 'P')
        archive_check((struct span){(const char *)data, size});
    else
        part_check(data[0] % 2 ? OFFICE_WORD : OFFICE_OPEN, rest);
    return 0;
}
