/* Parsing a web page: from the parser's events to blocks of text.
 *
 * libxml2's HTML parser is used by its events alone. Its tree would take a hundred bytes for each
 * tag, and it leaves out what stands deeper than 256 elements. */
#include "page.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "flow.h"
#include "parts.h"
#include "utf8.h"
#include "words.h"

enum {
    ELEMENTS_MOST = 1 << 20, /* further ones are not told from those in which they stand */
    BLOCKS_MOST = 1 << 20,
    NOTE_LIMIT = 4096,        /* bytes of what a page says of itself */
    DATA_LIMIT = 1024 * 1024, /* bytes of JSON-LD */
    NAMES_LIMIT = 512         /* bytes of an element's class and id that are looked at */
};

enum tag_kind {
    TAG_INLINE,
    TAG_BLOCK,
    TAG_TITLE,   /* h1 */
    TAG_HEADING, /* h2 to h6 */
    TAG_ITEM,
    TAG_ROW,
    TAG_CELL,
    TAG_BREAK, /* ends a line and holds nothing */
    TAG_APART, /* holds no text of the report */
    TAG_SILENT /* holds nothing that anybody reads */
};

struct tag_entry {
    const char *name;
    enum tag_kind kind;
};

static const struct tag_entry tag_table[] = {
    {"address", TAG_BLOCK},   {"article", TAG_BLOCK},    {"aside", TAG_APART},
    {"audio", TAG_SILENT},    {"blockquote", TAG_BLOCK}, {"body", TAG_BLOCK},
    {"br", TAG_BREAK},        {"button", TAG_SILENT},    {"canvas", TAG_SILENT},
    {"caption", TAG_BLOCK},   {"center", TAG_BLOCK},     {"datalist", TAG_SILENT},
    {"dd", TAG_BLOCK},        {"details", TAG_BLOCK},    {"dialog", TAG_APART},
    {"dir", TAG_BLOCK},       {"div", TAG_BLOCK},        {"dl", TAG_BLOCK},
    {"dt", TAG_BLOCK},        {"fieldset", TAG_BLOCK},   {"figcaption", TAG_BLOCK},
    {"figure", TAG_BLOCK},    {"footer", TAG_APART},     {"form", TAG_BLOCK},
    {"h1", TAG_TITLE},        {"h2", TAG_HEADING},       {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},      {"h5", TAG_HEADING},       {"h6", TAG_HEADING},
    {"header", TAG_BLOCK},    {"hr", TAG_BREAK},         {"html", TAG_BLOCK},
    {"iframe", TAG_SILENT},   {"input", TAG_BREAK},      {"legend", TAG_BLOCK},
    {"li", TAG_ITEM},         {"main", TAG_BLOCK},       {"map", TAG_SILENT},
    {"math", TAG_SILENT},     {"menu", TAG_APART},       {"nav", TAG_APART},
    {"noindex", TAG_INLINE},  {"noscript", TAG_SILENT},  {"object", TAG_SILENT},
    {"ol", TAG_BLOCK},        {"optgroup", TAG_SILENT},  {"option", TAG_SILENT},
    {"p", TAG_BLOCK},         {"pre", TAG_BLOCK},        {"script", TAG_SILENT},
    {"section", TAG_BLOCK},   {"select", TAG_SILENT},    {"style", TAG_SILENT},
    {"summary", TAG_BLOCK},   {"svg", TAG_SILENT},       {"table", TAG_BLOCK},
    {"tbody", TAG_BLOCK},     {"td", TAG_CELL},          {"template", TAG_SILENT},
    {"textarea", TAG_SILENT}, {"tfoot", TAG_BLOCK},      {"th", TAG_CELL},
    {"thead", TAG_BLOCK},     {"title", TAG_SILENT},     {"tr", TAG_ROW},
    {"ul", TAG_BLOCK},        {"video", TAG_SILENT},
};

/* An element that is open. */
struct open_tag {
    const struct tag_entry *entry; /* NULL: an inline one */
    uint32_t element;              /* that holds its text */
    uint32_t row;
    uint32_t cell;
    enum page_role role;
    bool link;
    bool silent;
    bool preserved; /* line ends stand for themselves */
};

enum capture { CAPTURE_NONE, CAPTURE_TITLE, CAPTURE_DATA };

struct parsing {
    struct page *page;
    struct flow flow;
    struct buffer open; /* struct open_tag */
    struct buffer kept; /* what is captured */
    enum capture capture;
    struct page_block block; /* in hand; range.end is not set yet */
    bool titled;             /* a headline was met */
};

/* ---- arrays ---- */

void page_init(struct page *page)
{
    static const size_t limit = (size_t)TEXT_LIMIT + 4 * BLOCKS_MOST;
    struct page_note *notes[] = {&page->title, &page->headline, &page->site, &page->url,
                                 &page->published};
    *page = (struct page){0};
    buffer_init(&page->text, limit);
    buffer_init(&page->elements, ELEMENTS_MOST * sizeof(struct page_element));
    buffer_init(&page->blocks, BLOCKS_MOST * sizeof(struct page_block));
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        buffer_init(&notes[i]->text, NOTE_LIMIT);
}

void page_release(struct page *page)
{
    struct buffer *buffers[] = {&page->text,          &page->elements,      &page->blocks,
                                &page->title.text,    &page->site.text,     &page->url.text,
                                &page->headline.text, &page->published.text};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_release(buffers[i]);
}

size_t page_element_count(const struct page *page)
{
    return page->elements.size / sizeof(struct page_element);
}

struct page_element *page_elements(const struct page *page)
{
    return (struct page_element *)(void *)page->elements.data;
}

size_t page_block_count(const struct page *page)
{
    return page->blocks.size / sizeof(struct page_block);
}

struct page_block *page_blocks(const struct page *page)
{
    return (struct page_block *)(void *)page->blocks.data;
}

static struct open_tag *tag_top(struct parsing *parsing)
{
    size_t count = parsing->open.size / sizeof(struct open_tag);
    return (struct open_tag *)(void *)parsing->open.data + (count - 1);
}

/* ---- blocks ---- */

static struct page_element *element_of(struct parsing *parsing)
{
    return &page_elements(parsing->page)[tag_top(parsing)->element];
}

/* Ends the line in hand, if it has text. */
static void block_end(struct parsing *parsing)
{
    struct page *page = parsing->page;
    struct page_block *block = &parsing->block;
    if (flow_line_is_empty(&parsing->flow) || page->text.bad) {
        parsing->flow.space = false;
        return;
    }
    block->range.end = (uint32_t)page->text.size;
    flow_line(&parsing->flow);
    if (page->blocks.size < page->blocks.limit) /* else its text is lost, and only that */
        buffer_append(&page->blocks, (struct span){(const char *)block, sizeof *block});
    *block = (struct page_block){0};
}

static uint32_t chars_of(struct span text)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.size;)
        count += !code_point_is_space(utf8_next(text, &at));
    return count;
}

static void line_add(struct parsing *parsing, struct span text)
{
    const struct open_tag *tag = tag_top(parsing);
    struct page_block *block = &parsing->block;
    uint32_t chars = chars_of(text);
    if (chars && flow_line_is_empty(&parsing->flow))
        *block = (struct page_block){.range.start = (uint32_t)parsing->page->text.size,
                                     .element = tag->element,
                                     .row = tag->row,
                                     .cell = tag->cell,
                                     .role = tag->role};
    flow_text(&parsing->flow, text);
    struct page_element *element = element_of(parsing);
    block->chars += chars;
    element->chars += chars;
    if (!tag->link)
        return;
    block->link_chars += chars;
    element->link_chars += chars;
}

static void text_add(struct parsing *parsing, struct span text)
{
    const struct open_tag *tag = tag_top(parsing);
    if (parsing->capture != CAPTURE_NONE)
        buffer_append(&parsing->kept, text);
    if (tag->silent || parsing->page->text.bad)
        return;
    struct span line;
    while (tag->preserved && span_find(text, SPAN("\n"), 0) != SIZE_MAX &&
           span_next_line(&text, &line)) {
        line_add(parsing, line);
        block_end(parsing);
    }
    line_add(parsing, text);
}

/* ---- elements ---- */

bool name_is(const char *name, const char *literal)
{
    return strcasecmp(name, literal) == 0;
}

static const struct tag_entry *tag_find(const char *name)
{
    for (size_t i = 0; i < sizeof tag_table / sizeof *tag_table; i++)
        if (name_is(name, tag_table[i].name))
            return &tag_table[i];
    return NULL;
}

static struct span attribute_of(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        if (name_is(attributes[i], name))
            return attributes[i + 1] ? span_of(attributes[i + 1]) : SPAN("");
    return (struct span){0};
}

/* Whether a class or id has a word of what is not text. */
static bool names_are_suspect(struct span names)
{
    char word[32];
    size_t size = 0;
    bool small = false;
    names = span_slice(names, 0, NAMES_LIMIT);
    for (size_t i = 0; i <= names.size; i++) {
        char byte = i < names.size ? names.data[i] : ' ';
        bool capital = byte >= 'A' && byte <= 'Z';
        bool letter = capital || (byte >= 'a' && byte <= 'z');
        if (!letter || (capital && small)) {
            if (size && size < sizeof word &&
                document_word_of((struct span){word, size}) == WORD_APART)
                return true;
            size = 0;
        }
        small = letter && !capital;
        if (letter && size < sizeof word)
            word[size] = (char)(byte | 0x20);
        size += letter;
    }
    return false;
}

static bool style_hides(struct span style)
{
    return span_find(style, SPAN("display:none"), 0) != SIZE_MAX ||
           span_find(style, SPAN("display: none"), 0) != SIZE_MAX;
}

static bool has_word(struct span names, struct span word)
{
    struct span rest = names, part;
    while (span_next_part(&rest, ' ', &part))
        if (span_equal(part, word))
            return true;
    return false;
}

/* Adds an element below the one that is open; the page's own takes no names. */
static uint32_t element_add(struct parsing *parsing, const struct tag_entry *entry,
                            const char **attributes)
{
    struct page *page = parsing->page;
    uint32_t parent = parsing->open.size ? tag_top(parsing)->element : 0;
    uint32_t number = (uint32_t)page_element_count(page);
    if (number >= ELEMENTS_MOST)
        return parent;
    struct span role = attribute_of(attributes, "role");
    bool whole = name_is(entry->name, "html") || name_is(entry->name, "body") ||
                 name_is(entry->name, "main");
    struct page_element made = {
        .parent = parent,
        .apart = entry->kind == TAG_APART || attribute_of(attributes, "hidden").data ||
                 span_equal(role, SPAN("navigation")) || span_equal(role, SPAN("complementary")) ||
                 span_equal(role, SPAN("contentinfo")),
        .suspect = !whole && (names_are_suspect(attribute_of(attributes, "class")) ||
                              names_are_suspect(attribute_of(attributes, "id")) ||
                              style_hides(attribute_of(attributes, "style"))),
        .article = name_is(entry->name, "article"),
        .body = has_word(attribute_of(attributes, "itemprop"), SPAN("articleBody")),
        .headed = name_is(entry->name, "header"),
        .titled = entry->kind == TAG_TITLE,
    };
    buffer_append(&page->elements, (struct span){(const char *)&made, sizeof made});
    return page->elements.bad ? parent : number;
}

static enum page_role role_of(enum tag_kind kind, enum page_role outer)
{
    switch (kind) {
    case TAG_TITLE:
        return PAGE_TITLE;
    case TAG_HEADING:
        return PAGE_HEADING;
    case TAG_ITEM:
        return PAGE_ITEM;
    case TAG_CELL:
        return PAGE_CELL;
    default:
        return outer == PAGE_ITEM || outer == PAGE_CELL ? outer : PAGE_PARAGRAPH;
    }
}

static void capture_begin(struct parsing *parsing, const struct tag_entry *entry,
                          const char **attributes)
{
    if (parsing->capture != CAPTURE_NONE)
        return;
    if (name_is(entry->name, "title") && !parsing->page->title.trust)
        parsing->capture = CAPTURE_TITLE;
    else if (name_is(entry->name, "script") &&
             span_equal(attribute_of(attributes, "type"), SPAN("application/ld+json")))
        parsing->capture = CAPTURE_DATA;
    buffer_clear(&parsing->kept);
}

static void capture_end(struct parsing *parsing)
{
    struct span kept = parsing->kept.bad ? SPAN("") : buffer_span(&parsing->kept);
    if (parsing->capture == CAPTURE_TITLE)
        page_note_take(&parsing->page->title, kept, 1);
    else if (parsing->capture == CAPTURE_DATA)
        page_linked_data(parsing->page, kept);
    parsing->capture = CAPTURE_NONE;
}

/* What elements without text say of the page. */
static void notes_take(struct parsing *parsing, const char *name, const char **attributes)
{
    static const char *const names[] = {"property", "name", "itemprop"};
    struct span itemprop = attribute_of(attributes, "itemprop");
    if (name_is(name, "meta"))
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            page_meta(parsing->page, attribute_of(attributes, names[i]),
                      attribute_of(attributes, "content"));
    else if (name_is(name, "link") && span_is(attribute_of(attributes, "rel"), "canonical"))
        page_address(parsing->page, attribute_of(attributes, "href"), 2);
    else if (name_is(name, "time"))
        page_time(parsing->page, attribute_of(attributes, "datetime"), parsing->titled,
                  has_word(itemprop, SPAN("datePublished")) ||
                      attribute_of(attributes, "pubdate").data);
    else if (has_word(itemprop, SPAN("datePublished")))
        page_meta(parsing->page, SPAN("datePublished"), attribute_of(attributes, "content"));
}

static void tag_begin(void *context, const xmlChar *xml_name, const xmlChar **xml_attributes)
{
    struct parsing *parsing = context;
    const char *name = (const char *)xml_name;
    const char **attributes = (const char **)(void *)xml_attributes;
    const struct tag_entry *entry = tag_find(name);
    struct open_tag made = {0};
    if (parsing->open.size) {
        made = *tag_top(parsing);
        struct page_element *element = element_of(parsing);
        element->tags++;
        element->link_tags += made.link || name_is(name, "a");
    }
    made.entry = entry;
    made.link = made.link || name_is(name, "a");
    notes_take(parsing, name, attributes);
    if (entry && entry->kind != TAG_INLINE) {
        block_end(parsing);
        capture_begin(parsing, entry, attributes);
        made.silent = made.silent || entry->kind == TAG_SILENT;
        made.preserved = made.preserved || name_is(name, "pre");
        made.role = role_of(entry->kind, made.role);
        if (!made.silent && entry->kind != TAG_BREAK)
            made.element = element_add(parsing, entry, attributes);
        if (entry->kind == TAG_ROW)
            made.row = made.element;
        if (entry->kind == TAG_CELL)
            made.cell = made.element;
        parsing->titled = parsing->titled || entry->kind == TAG_TITLE;
    }
    buffer_append(&parsing->open, (struct span){(const char *)&made, sizeof made});
}

static void tag_end(void *context, const xmlChar *name)
{
    struct parsing *parsing = context;
    (void)name; /* the parser ends the elements that are open from the innermost on */
    if (parsing->open.size <= sizeof(struct open_tag))
        return;
    const struct open_tag *tag = tag_top(parsing);
    if (tag->entry && tag->entry->kind != TAG_INLINE) {
        block_end(parsing);
        if (parsing->capture != CAPTURE_NONE)
            capture_end(parsing);
    }
    parsing->open.size -= sizeof(struct open_tag);
}

static void characters(void *context, const xmlChar *text, int size)
{
    struct parsing *parsing = context;
    if (size > 0 && parsing->open.size && !parsing->open.bad)
        text_add(parsing, (struct span){(const char *)text, (size_t)size});
}

/* ---- the parser ---- */

static bool parser_run(struct parsing *parsing, struct span html)
{
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html.data, (int)html.size);
    if (!parser)
        return false;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    *parser->sax = (xmlSAXHandler){.startElement = tag_begin,
                                   .endElement = tag_end,
                                   .characters = characters,
                                   .ignorableWhitespace = characters,
                                   .cdataBlock = characters};
    parser->userData = parsing;
    htmlParseDocument(parser);
    bool fine = parser->errNo != XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    return fine;
}

bool page_parse(struct page *page, struct span html)
{
    static const struct tag_entry whole = {"html", TAG_BLOCK};
    struct parsing parsing = {.page = page};
    struct open_tag root = {.entry = &whole};
    enum { OPEN_LIMIT = 64 * 1024 * 1024 };
    flow_init(&parsing.flow, &page->text);
    buffer_init(&parsing.open, OPEN_LIMIT);
    buffer_init(&parsing.kept, DATA_LIMIT);
    root.element = element_add(&parsing, &whole, NULL);
    buffer_append(&parsing.open, (struct span){(const char *)&root, sizeof root});
    bool fine = !parsing.open.bad && !page->elements.bad && parser_run(&parsing, html);
    if (fine)
        block_end(&parsing);
    fine = fine && !parsing.open.bad && !page->text.bad && !page->blocks.bad && !page->elements.bad;
    buffer_release(&parsing.kept);
    buffer_release(&parsing.open);
    return fine;
}
