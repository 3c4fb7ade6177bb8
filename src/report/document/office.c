/* The text of office documents. */
#include "office.h"

#include "flow.h"
#include "markup.h"

enum { VALUE_LIMIT = 1024, SPACES_MOST = 64 };

/* What an element is for the text. */
enum office_mark {
    MARK_NONE,
    MARK_PARAGRAPH,
    MARK_TEXT,  /* holds words: without such an element words do not count (WordprocessingML) */
    MARK_SPACE, /* stands for a space, a tab or the like */
    MARK_LINE,  /* ends a line within a paragraph */
    MARK_HYPHEN,
    MARK_ITEM, /* the paragraph is an item of a list */
    MARK_CELL,
    MARK_ROW,
    MARK_SKIP /* with all that stands in it */
};

struct mark_entry {
    const char *name;
    enum office_mark mark;
};

/* By names without prefix; those of both forms do not clash. */
static const struct mark_entry word_marks[] = {
    {"p", MARK_PARAGRAPH},
    {"t", MARK_TEXT},
    {"tab", MARK_SPACE},
    {"ptab", MARK_SPACE},
    {"br", MARK_LINE},
    {"cr", MARK_LINE},
    {"noBreakHyphen", MARK_HYPHEN},
    {"numPr", MARK_ITEM},
    {"tc", MARK_CELL},
    {"tr", MARK_ROW},
    {"del", MARK_SKIP},
    {"moveFrom", MARK_SKIP},
    {"Fallback", MARK_SKIP},
    {"sectPr", MARK_SKIP},
    {"tblPr", MARK_SKIP},
    {"rPr", MARK_SKIP},
    {"pPrChange", MARK_SKIP},
    {"tabs", MARK_SKIP},
};
static const struct mark_entry open_marks[] = {
    {"p", MARK_PARAGRAPH},
    {"h", MARK_PARAGRAPH},
    {"s", MARK_SPACE},
    {"tab", MARK_SPACE},
    {"line-break", MARK_LINE},
    {"list-item", MARK_ITEM},
    {"table-cell", MARK_CELL},
    {"table-row", MARK_ROW},
    {"note", MARK_SKIP},
    {"annotation", MARK_SKIP},
    {"tracked-changes", MARK_SKIP},
    {"forms", MARK_SKIP},
    {"sequence-decls", MARK_SKIP},
    {"automatic-styles", MARK_SKIP},
    {"font-face-decls", MARK_SKIP},
    {"desc", MARK_SKIP},
    {"title", MARK_SKIP},
    {"scripts", MARK_SKIP},
};

struct office {
    enum office_form form;
    xmlTextReaderPtr reader;
    struct flow flow;
    bool body;      /* within the document's body */
    unsigned texts; /* open elements that hold words */
    unsigned cells; /* open cells: their paragraphs share a line */
    bool item;      /* the next words begin an item of a list */
    bool damaged;
};

static enum office_mark mark_of(enum office_form form, struct span name)
{
    const struct mark_entry *marks = form == OFFICE_WORD ? word_marks : open_marks;
    size_t count = form == OFFICE_WORD ? sizeof word_marks / sizeof *word_marks
                                       : sizeof open_marks / sizeof *open_marks;
    for (size_t i = 0; i < count; i++)
        if (span_is(name, marks[i].name))
            return marks[i].mark;
    return MARK_NONE;
}

/* Within a cell the ends of paragraphs are spaces. */
static void line_end(struct office *office)
{
    if (office->cells)
        flow_space(&office->flow);
    else
        flow_line(&office->flow);
}

static void mark_begin(struct office *office, enum office_mark mark)
{
    switch (mark) {
    case MARK_TEXT:
        office->texts++;
        break;
    case MARK_SPACE:
        flow_space(&office->flow);
        break;
    case MARK_LINE:
        line_end(office);
        break;
    case MARK_HYPHEN:
        flow_text(&office->flow, SPAN("-"));
        break;
    case MARK_ITEM:
        office->item = office->cells == 0;
        break;
    case MARK_CELL:
        office->cells++;
        flow_tab(&office->flow);
        break;
    case MARK_PARAGRAPH: /* may stand within another, in a text box */
        line_end(office);
        office->texts += office->form == OFFICE_OPEN;
        break;
    case MARK_ROW:
        if (!office->cells)
            flow_line(&office->flow);
        break;
    case MARK_NONE:
    case MARK_SKIP:
        break;
    }
}

static void mark_end(struct office *office, enum office_mark mark)
{
    switch (mark) {
    case MARK_TEXT:
        office->texts -= office->texts > 0;
        break;
    case MARK_PARAGRAPH:
        office->texts -= office->form == OFFICE_OPEN && office->texts > 0;
        office->item = office->item && office->form == OFFICE_OPEN;
        line_end(office);
        break;
    case MARK_CELL:
        office->cells -= office->cells > 0;
        break;
    case MARK_ITEM:
        office->item = office->item && office->form == OFFICE_WORD;
        break;
    case MARK_ROW:
        line_end(office);
        break;
    default:
        break;
    }
}

static void words_add(struct office *office, struct span text)
{
    if (!office->texts || !office->body)
        return;
    if (office->item && span_trim(text).size) {
        if (flow_line_is_empty(&office->flow))
            flow_text(&office->flow, SPAN("• "));
        office->item = false;
    }
    flow_text(&office->flow, text);
}

/* Takes the present node; false where the part is no document. */
static bool node_take(struct office *office, bool *skip)
{
    xmlTextReaderPtr reader = office->reader;
    struct span name;
    *skip = false;
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_DOCUMENT_TYPE: /* may hold entities, which no office program writes */
        return false;
    case XML_READER_TYPE_ELEMENT:
        name = markup_name(reader);
        enum office_mark mark = mark_of(office->form, name);
        office->body = office->body || span_is(name, "body");
        *skip = mark == MARK_SKIP;
        mark_begin(office, mark);
        if (xmlTextReaderIsEmptyElement(reader) == 1)
            mark_end(office, mark);
        break;
    case XML_READER_TYPE_END_ELEMENT:
        name = markup_name(reader);
        mark_end(office, mark_of(office->form, name));
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    case XML_READER_TYPE_WHITESPACE:
        words_add(office, markup_text(reader));
        break;
    default:
        break;
    }
    return true;
}

bool office_text(enum office_form form, struct span xml, struct buffer *out)
{
    struct office office = {.form = form, .reader = markup_open(xml)};
    int more = office.reader ? 1 : -1;
    bool skip = false;
    flow_init(&office.flow, out);
    while (more == 1 && !out->bad) {
        more = skip ? xmlTextReaderNext(office.reader) : xmlTextReaderRead(office.reader);
        if (more == 1 && !node_take(&office, &skip))
            more = -1;
    }
    flow_line(&office.flow);
    xmlFreeTextReader(office.reader);
    return more == 0 && office.body;
}

bool office_main_part(struct span content_types, struct buffer *name)
{
    static const char *const types[] = {"wordprocessingml.document.main+xml",
                                        "wordprocessingml.template.main+xml",
                                        "ms-word.document.macroEnabled.main+xml"};
    xmlTextReaderPtr reader = markup_open(content_types);
    struct buffer type;
    bool found = false;
    buffer_init(&type, VALUE_LIMIT);
    while (reader && !found && xmlTextReaderRead(reader) == 1) {
        if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT ||
            !markup_attribute(reader, "ContentType", &type))
            continue;
        for (size_t i = 0; i < sizeof types / sizeof *types && !found; i++)
            found = span_ends_with(buffer_span(&type), span_of(types[i])) &&
                    markup_attribute(reader, "PartName", name) && !name->bad;
    }
    buffer_release(&type);
    xmlFreeTextReader(reader);
    return found;
}
