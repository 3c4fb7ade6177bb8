/* PDF: pdftotext of poppler finds the words and where they stand. It runs as a program of its own,
 * since PDF is complex and comes from strangers. */
#include "pdf.h"

#include <errno.h>
#include <stdlib.h>

#include "flow.h"
#include "markup.h"
#include "parts.h"
#include "tool.h"

enum {
    LINES_MOST = 4 * 1024 * 1024,
    OUTPUT_LIMIT = 256 * 1024 * 1024, /* bytes of pdftotext's markup */
    COMPLAINTS_LIMIT = 16 * 1024,
    VALUE_LIMIT = 64
};

static const struct tool_bounds bounds = {
    .cpu_seconds = 30, .seconds = 60, .memory = (size_t)1024 * 1024 * 1024};

void pdf_pages_init(struct pdf_pages *pages)
{
    *pages = (struct pdf_pages){0};
    buffer_init(&pages->words, TEXT_LIMIT);
    buffer_init(&pages->lines, LINES_MOST * sizeof(struct pdf_line));
}

void pdf_pages_release(struct pdf_pages *pages)
{
    buffer_release(&pages->words);
    buffer_release(&pages->lines);
}

/* ---- reading the markup ---- */

struct pdf_reading {
    struct pdf_pages *pages;
    xmlTextReaderPtr reader;
    struct buffer value;
    struct flow flow;
    struct pdf_line line; /* in hand */
    bool word;            /* within a word */
};

static float number_of(struct pdf_reading *reading, const char *name)
{
    if (!markup_attribute(reading->reader, name, &reading->value) || reading->value.bad)
        return 0;
    double number = strtod(reading->value.data ? reading->value.data : "", NULL);
    return number > -1e6 && number < 1e6 ? (float)number : 0;
}

static void element_begin(struct pdf_reading *reading)
{
    struct pdf_pages *pages = reading->pages;
    struct span name = markup_name(reading->reader);
    reading->word = span_is(name, "word");
    if (span_is(name, "page")) {
        pages->page_count++;
    } else if (span_is(name, "block")) {
        pages->block_count++;
    } else if (span_is(name, "line")) {
        reading->line = (struct pdf_line){
            .words.start = (uint32_t)pages->words.size,
            .page = pages->page_count,
            .block = pages->block_count,
            .left = number_of(reading, "xMin"),
            .right = number_of(reading, "xMax"),
            .top = number_of(reading, "yMin"),
            .bottom = number_of(reading, "yMax"),
        };
    }
}

static void element_end(struct pdf_reading *reading)
{
    struct pdf_pages *pages = reading->pages;
    struct span name = markup_name(reading->reader);
    if (span_is(name, "word")) {
        reading->word = false;
        flow_space(&reading->flow);
    } else if (span_is(name, "line")) {
        reading->line.words.end = (uint32_t)pages->words.size;
        if (reading->line.words.end > reading->line.words.start)
            buffer_append(&pages->lines,
                          (struct span){(const char *)&reading->line, sizeof reading->line});
        flow_line(&reading->flow);
    }
}

static void word_add(struct pdf_reading *reading, struct span word)
{
    flow_text(&reading->flow, word);
    if (span_ends_with(word, SPAN("\xC2\xAD")))
        flow_text(&reading->flow, SPAN(PDF_SOFT_HYPHEN));
}

static void node_take(struct pdf_reading *reading)
{
    switch (xmlTextReaderNodeType(reading->reader)) {
    case XML_READER_TYPE_ELEMENT:
        element_begin(reading);
        break;
    case XML_READER_TYPE_END_ELEMENT:
        element_end(reading);
        break;
    case XML_READER_TYPE_TEXT:
        if (reading->word)
            word_add(reading, markup_text(reading->reader));
        break;
    default:
        break;
    }
}

bool pdf_pages_read(struct pdf_pages *pages, struct span xml)
{
    struct pdf_reading reading = {.pages = pages, .reader = markup_open(xml)};
    int more = reading.reader ? 1 : -1;
    buffer_init(&reading.value, VALUE_LIMIT);
    flow_init(&reading.flow, &pages->words);
    while (more == 1 && !pages->words.bad && !pages->lines.bad) {
        more = xmlTextReaderRead(reading.reader);
        if (more == 1)
            node_take(&reading);
    }
    buffer_release(&reading.value);
    xmlFreeTextReader(reading.reader);
    return more == 0 && !pages->words.bad && !pages->lines.bad;
}

/* ---- the program ---- */

static bool text_make(struct document *document, struct span markup, struct span file,
                      struct error *error)
{
    struct pdf_pages pages;
    pdf_pages_init(&pages);
    bool read = pdf_pages_read(&pages, markup) && pdf_text_write(&pages, &document->text);
    pdf_pages_release(&pages);
    if (!read)
        return document_fail(error, "report.pdf_damaged", file);
    return document->text.size > 0 || document->text.bad ||
           document_fail(error, "report.pdf_scanned", file);
}

/* pdftotext says why only in words, which are always English. */
static const char *failure_of(struct span complaints)
{
    bool encrypted = span_find(complaints, SPAN("ncorrect password"), 0) != SIZE_MAX ||
                     span_find(complaints, SPAN("ncrypt"), 0) != SIZE_MAX;
    return encrypted ? "report.pdf_encrypted" : "report.pdf_damaged";
}

static bool outcome_take(struct document *document, enum tool_outcome outcome,
                         const struct buffer *output, const struct buffer *complaints,
                         struct span file, struct error *error)
{
    char name[256];
    switch (outcome) {
    case TOOL_DONE:
        return text_make(document, buffer_span(output), file, error);
    case TOOL_FAILED:
        return document_fail(error, failure_of(buffer_span(complaints)), file);
    case TOOL_STOPPED:
        return document_fail(error, "report.pdf_slow", file);
    case TOOL_MISSING:
        break;
    }
    snprintf(name, sizeof name, "%.*s", SPAN_ARGS(file));
    return error_add(error, "report.pdf_tool", "file", name, "reason", strerrordesc_np(errno),
                     NULL);
}

bool pdf_read(struct document *document, struct span bytes, struct span file, struct error *error)
{
    static const char *const arguments[] = {"pdftotext", "-bbox-layout", "-enc", "UTF-8", "-", "-",
                                            NULL};
    struct buffer output, complaints;
    buffer_init(&output, OUTPUT_LIMIT);
    buffer_init(&complaints, COMPLAINTS_LIMIT);
    enum tool_outcome outcome = tool_run(arguments, bytes, &bounds, &output, &complaints);
    bool read = outcome_take(document, outcome, &output, &complaints, file, error);
    buffer_release(&complaints);
    buffer_release(&output);
    return read;
}
