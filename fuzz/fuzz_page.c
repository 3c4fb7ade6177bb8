/* Fuzzes web pages: whatever the bytes, an error is given or a text that is UTF-8. */
#include <stdlib.h>

#include "document.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct job {
    struct arena arena;
    struct span bytes;
    struct span page;
    bool decoded;
};

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void decode(void *context)
{
    struct job *job = context;
    const char *charset;
    job->decoded = document_page_decode(&job->arena, job->bytes, SPAN("fuzz.html"), &job->page,
                                        &charset, NULL);
}

static void page_check(struct span page)
{
    struct document document;
    struct error error;
    error_init(&error);
    document_init(&document);
    check(utf8_check(page) == page.size);
    if (document_read(&document, DOCUMENT_PAGE, page, SPAN("fuzz.html"), &error))
        check(document.text.size > 0);
    else
        check(error_any(&error));
    check(utf8_check(buffer_span(&document.text)) == document.text.size);
    check(utf8_check(buffer_span(&document.publisher)) == document.publisher.size);
    check(utf8_check(buffer_span(&document.url)) == document.url.size);
    document_release(&document);
    error_release(&error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct job job = {.bytes = {(const char *)data, size}};
    arena_init(&job.arena, (size_t)1 << 28);
    check(arena_run(&job.arena, decode, &job));
    if (job.decoded)
        page_check(job.page);
    arena_release(&job.arena);
    return 0;
}
