/* The lines of a PDF, as pdftotext finds them on its pages, and the text that they make. */
#ifndef PDF_H
#define PDF_H

#include "buffer.h"

struct pdf_line {
    struct range words; /* of the words' text */
    uint32_t page;
    uint32_t block; /* lines that stand together have one number */
    float left, right, top, bottom;
    bool furniture; /* repeats at the head or foot of the pages */
};

struct pdf_pages {
    struct buffer words; /* all lines' */
    struct buffer lines; /* struct pdf_line, in the order of reading */
    uint32_t page_count;
    uint32_t block_count;
};

void pdf_pages_init(struct pdf_pages *pages);
void pdf_pages_release(struct pdf_pages *pages);
/* Reads what «pdftotext -bbox-layout» writes. False where it is no such XML, or memory is out. */
bool pdf_pages_read(struct pdf_pages *pages, struct span xml);
/* Appends the text to out: paragraphs joined across lines and pages, words that were parted at a
 * line's end joined, without what repeats at the head or foot of the pages. False where memory is
 * out. */
bool pdf_text_write(struct pdf_pages *pages, struct buffer *out);

/* Stands in the words for a soft hyphen at a line's end: there the word was parted for sure. */
#define PDF_SOFT_HYPHEN "\xE2\x80\x90"

#endif
