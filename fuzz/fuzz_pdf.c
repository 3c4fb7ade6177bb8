/* Fuzzes what becomes of a PDF's words: the markup that pdftotext writes. */
#include <stdlib.h>

#include "document/pdf.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LIMIT = 1 << 22 };
    struct pdf_pages pages;
    struct buffer text;
    buffer_init(&text, LIMIT);
    pdf_pages_init(&pages);
    if (pdf_pages_read(&pages, (struct span){(const char *)data, size}))
        check(pdf_text_write(&pages, &text));
    check(utf8_check(buffer_span(&text)) == text.size);
    pdf_pages_release(&pages);
    buffer_release(&text);
    return 0;
}
