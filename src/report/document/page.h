/* A web page as it comes out of the parser: its blocks of text in their order, the elements in
 * which they stand, and what the page says of itself. */
#ifndef PAGE_H
#define PAGE_H

#include "buffer.h"
#include "calendar.h"

/* An element that parts text from text (not bold type, not a link). Elements stand in the order of
 * their beginnings, so that a parent stands before its children; the first is the page itself. */
struct page_element {
    uint32_t parent;
    uint32_t chars; /* of the element's own text, without what stands in further elements … */
    uint32_t link_chars; /* … of those within links; white space is not counted */
    uint32_t tags;       /* that begin in its own text; its own tag is counted by the parent */
    uint32_t link_tags;
    bool apart;   /* by its tag: navigation, asides, what is hidden */
    bool suspect; /* by its names: a class or id of what is not text */
    bool article; /* <article> */
    bool body;    /* itemprop="articleBody" */
    bool headed;  /* <header> */
    bool titled;  /* a heading of the first level stands in it */
};

enum page_role { PAGE_PARAGRAPH, PAGE_TITLE, PAGE_HEADING, PAGE_ITEM, PAGE_CELL };

/* A line of text. */
struct page_block {
    struct range range; /* of the page's text */
    uint32_t element;
    uint32_t row;        /* of a cell's text: the row's element … */
    uint32_t cell;       /* … and the cell's */
    uint32_t chars;      /* without white space */
    uint32_t link_chars; /* within links */
    enum page_role role;
};

/* Something that a page says of itself in several places: the one that is to be trusted most. */
struct page_note {
    struct buffer text;
    int trust; /* 0: none yet */
};

struct page {
    struct buffer text;
    struct buffer elements; /* struct page_element */
    struct buffer blocks;   /* struct page_block */
    struct page_note title; /* of <title> */
    struct page_note headline;
    struct page_note site;
    struct page_note url;
    struct page_note published;
};

/* An empty page; release it with page_release(). */
void page_init(struct page *page);
void page_release(struct page *page);
/* Parses a page of valid UTF-8 without zero bytes. False where memory is out, or it is larger than
 * anything that people read. */
bool page_parse(struct page *page, struct span html);

size_t page_element_count(const struct page *page);
struct page_element *page_elements(const struct page *page);
size_t page_block_count(const struct page *page);
struct page_block *page_blocks(const struct page *page);

/* ---- what the page says of itself (page_notes.c) ---- */

/* Takes a text over where it is to be trusted more than what is there. */
void page_note_take(struct page_note *note, struct span text, int trust);
/* A <meta> with its name (or property, or itemprop) and content. */
void page_meta(struct page *page, struct span name, struct span content);
/* A <time> with its moment; titled says whether it stands behind the headline, published that it is
 * marked as the time of publication. */
void page_time(struct page *page, struct span moment, bool titled, bool published);
/* An address, where it is one of the web. */
void page_address(struct page *page, struct span address, int trust);
/* A block of JSON-LD (schema.org). */
void page_linked_data(struct page *page, struct span json);
/* The day of a moment: "2015-02-09T10:00:00+03:00", "2015-02-09", "09.02.2015 10:00"; unset where
 * it is none. */
struct date page_day(struct span moment);

#endif
