/* Documents: files that hold a report's text in another form than plain text, and that text.
 *
 * What a file is is told by its bytes, never by its name. Web pages, DOCX, ODT and PDF are read;
 * of old Word files and RTF it is said what to do. The text of a document is lines: the headline
 * and the date first, where a page states them, then a line for each paragraph, heading, item or
 * row of a table. That text is what the report is from then on: its digest and all offsets are of
 * it. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "arena.h"
#include "buffer.h"
#include "error.h"

enum document_kind {
    DOCUMENT_PLAIN, /* no document: text, or bytes of no known kind */
    DOCUMENT_PAGE,  /* HTML or XHTML */
    DOCUMENT_PDF,
    DOCUMENT_ARCHIVE,    /* zip: DOCX, ODT or another */
    DOCUMENT_OLD_OFFICE, /* the container of .doc, and of encrypted .docx */
    DOCUMENT_RTF
};

/* What bytes are, by how they begin. */
enum document_kind document_kind_of(struct span bytes);

struct document {
    struct buffer text;      /* UTF-8 */
    struct buffer publisher; /* who publishes the page, as it says itself; may be empty */
    struct buffer url;       /* the page's own address (http, https); may be empty */
};

/* An empty document; release it with document_release(). */
void document_init(struct document *document);
void document_release(struct document *document);

/* Reads what bytes of a kind that is not DOCUMENT_PLAIN hold; of a page they are its UTF-8, see
 * document_page_decode(). Uses no arena. file goes into the errors:
 *  "report.page_empty", "report.page_damaged": a page;
 *  "report.archive_damaged", "report.archive_other", "report.archive_swollen": a zip archive;
 *  "report.office_damaged", "report.document_encrypted", "report.office_old", "report.rtf";
 *  "report.pdf_damaged", "report.pdf_encrypted", "report.pdf_scanned", "report.pdf_slow",
 *  "report.pdf_tool" (reason): pdftotext cannot be started;
 *  "report.empty", "report.too_large" (limit). */
bool document_read(struct document *document, enum document_kind kind, struct span bytes,
                   struct span file, struct error *error);

/* Decodes the bytes of a page by its byte order mark, by their own form, by what the page declares,
 * or by the commonest letters; *text, in arena, has no zero bytes. Bytes that are no character
 * become U+FFFD. Errors: "report.charset" (file, offset). */
bool document_page_decode(struct arena *arena, struct span bytes, struct span file,
                          struct span *text, const char **charset, struct error *error);

#endif
