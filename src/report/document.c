/* What bytes are, and who reads them. */
#include "document.h"

#include "document/parts.h"
#include "utf8.h"

enum {
    SNIFFED = 2048,    /* bytes that tell what a file is */
    PDF_WITHIN = 1024, /* of a PDF's start, where its mark may stand */
    NOTE_LIMIT = 8 * 1024
};

void document_init(struct document *document)
{
    buffer_init(&document->text, TEXT_LIMIT);
    buffer_init(&document->publisher, NOTE_LIMIT);
    buffer_init(&document->url, NOTE_LIMIT);
}

void document_release(struct document *document)
{
    buffer_release(&document->text);
    buffer_release(&document->publisher);
    buffer_release(&document->url);
}

bool document_fail(struct error *error, const char *key, struct span file)
{
    char name[256];
    snprintf(name, sizeof name, "%.*s", SPAN_ARGS(file));
    return error_add(error, key, "file", name, NULL);
}

/* ---- what bytes are ---- */

/* The first bytes in small letters, without byte order marks, zero bytes (of UTF-16) and white
 * space at their start. */
static struct span start_of(struct span bytes, char *room)
{
    size_t size = 0;
    bool blank = true;
    for (size_t i = 0; i < bytes.size && i < SNIFFED; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        bool mark = i < 3 && byte >= 0xBB && byte != 0xBC;
        bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
        if (byte == 0 || mark || (blank && space))
            continue;
        blank = false;
        room[size++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    return (struct span){room, size};
}

/* Behind the comments with which a page may begin. */
static struct span without_comments(struct span start)
{
    while (span_starts_with(start, SPAN("<!--"))) {
        size_t end = span_find(start, SPAN("-->"), 4);
        if (end == SIZE_MAX)
            return start;
        start = span_trim(span_slice(start, end + 3, start.size));
    }
    return start;
}

/* Pages begin with what the WHATWG's MIME Sniffing names; those of single tags are left out, since
 * a text may begin with them as well. */
static bool is_page(struct span start)
{
    static const char *const marks[] = {"<!doctype html", "<html", "<head",  "<body",
                                        "<title",         "<meta", "<script"};
    start = without_comments(start);
    if (span_starts_with(start, SPAN("<?xml")))
        return span_find(start, SPAN("<html"), 0) != SIZE_MAX;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (span_starts_with(start, span_of(marks[i])))
            return true;
    bool markup = span_starts_with(start, SPAN("<"));
    return markup && (span_find(start, SPAN("<html"), 0) != SIZE_MAX ||
                      span_find(start, SPAN("<body"), 0) != SIZE_MAX ||
                      span_find(start, SPAN("<p>"), 0) != SIZE_MAX);
}

enum document_kind document_kind_of(struct span bytes)
{
    char room[SNIFFED];
    static const struct {
        struct span mark;
        enum document_kind kind;
    } marks[] = {
        {{"PK\003\004", 4}, DOCUMENT_ARCHIVE},
        {{"PK\005\006", 4}, DOCUMENT_ARCHIVE},
        {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, DOCUMENT_OLD_OFFICE},
        {{"{\\rtf", 5}, DOCUMENT_RTF},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (span_starts_with(bytes, marks[i].mark))
            return marks[i].kind;
    if (span_starts_with(bytes, SPAN("%PDF-")))
        return DOCUMENT_PDF;
    struct span start = start_of(bytes, room);
    if (is_page(start))
        return DOCUMENT_PAGE;
    /* A mail's or server's head may stand before the mark, but no text. */
    size_t mark = span_find(span_slice(bytes, 0, PDF_WITHIN), SPAN("%PDF-"), 0);
    bool binary = mark != SIZE_MAX && memchr(bytes.data, 0, bytes.size);
    return binary ? DOCUMENT_PDF : DOCUMENT_PLAIN;
}

/* ---- reading ---- */

static bool kind_read(struct document *document, enum document_kind kind, struct span bytes,
                      struct span file, struct error *error)
{
    switch (kind) {
    case DOCUMENT_PAGE:
        return page_read(document, bytes, file, error);
    case DOCUMENT_ARCHIVE:
        return archive_read(document, bytes, file, error);
    case DOCUMENT_PDF:
        return pdf_read(document, bytes, file, error);
    case DOCUMENT_OLD_OFFICE:
        return document_fail(error, "report.office_old", file);
    case DOCUMENT_RTF:
        return document_fail(error, "report.rtf", file);
    case DOCUMENT_PLAIN:
        break;
    }
    return document_fail(error, "report.empty", file);
}

bool document_read(struct document *document, enum document_kind kind, struct span bytes,
                   struct span file, struct error *error)
{
    if (!kind_read(document, kind, bytes, file, error))
        return false;
    if (!document->text.bad)
        return true;
    char name[256], limit[24];
    snprintf(name, sizeof name, "%.*s", SPAN_ARGS(file));
    snprintf(limit, sizeof limit, "%d", (int)TEXT_LIMIT);
    return error_add(error, "report.too_large", "file", name, "limit", limit, NULL);
}
