/* The text of a report among all that stands on its page.
 *
 * The method is that of F. Sun, D. Song and L. Liao, "DOM Based Content Extraction via Text
 * Density" (SIGIR 2011): an element's composite text density is high where it has many characters
 * for its tags and few of them in links; the element whose children's densities have the greatest
 * sum holds the text. Within it a line that is mostly links is left out, as by C. Kohlschütter, P.
 * Fankhauser and W. Nejdl, "Boilerplate Detection Using Shallow Text Features" (WSDM 2010). What
 * the page itself marks is believed before that: navigation, asides, the article's body. */
#include <math.h>
#include <stdlib.h>

#include "dateline.h"
#include "flow.h"
#include "page.h"
#include "parts.h"
#include "utf8.h"

enum {
    BODY_LEAST = 200,  /* characters of what is believed to be the article's body */
    LINKED_LONG = 150, /* characters of a line that is text though most of it is links */
    DATED_LONG = 60,   /* characters of a line that may be the date's */
    DATED_REACH = 6,   /* lines around the headline in which the date may stand */
    LEAD_LEAST = 40,   /* characters of a line between headline and body that is text */
    CELL_LONG = 80,    /* characters of a cell that has a line of its own */
    LEAD_LINES = 6,    /* between headline and body, where no heading tells where the text begins */
    HEADING_LONG = 120 /* characters of a line that may be a headline */
};

/* An element with all that stands in it. */
struct weight {
    double chars, link_chars, tags, link_tags;
    double sum; /* of the densities of its children */
    bool apart;
    bool titled;
};

struct choice {
    const struct page *page;
    const struct page_element *elements;
    const struct page_block *blocks;
    size_t element_count, block_count;
    struct weight *weights;
    size_t body;  /* the element that holds the text */
    size_t title; /* the block of the headline; block_count: none */
    size_t date;  /* the block with the date; block_count: none */
    struct span headline;
};

/* ---- densities ---- */

/* Adds up from the innermost elements on; what stands apart counts for nothing. */
static void weights_add_up(struct choice *choice)
{
    for (size_t i = choice->element_count; i-- > 0;) {
        const struct page_element *element = &choice->elements[i];
        struct weight *weight = &choice->weights[i];
        struct weight *parent = &choice->weights[element->parent];
        weight->titled = weight->titled || element->titled;
        if (i > 0)
            parent->titled = parent->titled || weight->titled;
        if (weight->apart)
            continue;
        weight->chars += element->chars;
        weight->link_chars += element->link_chars;
        weight->tags += element->tags;
        weight->link_tags += element->link_tags;
        if (i == 0)
            continue;
        parent->chars += weight->chars;
        parent->link_chars += weight->link_chars;
        parent->tags += weight->tags;
        parent->link_tags += weight->link_tags;
    }
}

/* What is marked by its names only holds no text, unless most of the page's stands there. A page's
 * header does where the headline stands in it. */
static void apart_spread(struct choice *choice)
{
    double most = (choice->weights[0].chars - choice->weights[0].link_chars) / 2;
    for (size_t i = 1; i < choice->element_count; i++) {
        const struct page_element *element = &choice->elements[i];
        const struct weight *weight = &choice->weights[i];
        bool whole = weight->chars - weight->link_chars > most;
        choice->weights[i].apart =
            element->apart || choice->weights[element->parent].apart ||
            (!whole && (element->suspect || (element->headed && !weight->titled)));
    }
}

/* The composite text density, as the paper has it; body is the whole page. */
static double density(const struct weight *weight, const struct weight *body)
{
    double chars = weight->chars, links = weight->link_chars > 1 ? weight->link_chars : 1;
    double tags = weight->tags > 1 ? weight->tags : 1;
    double link_tags = weight->link_tags > 1 ? weight->link_tags : 1;
    double rest = chars > links ? chars - links : 1;
    if (chars < 1)
        return 0;
    double base = log(chars / rest * links + body->link_chars / body->chars * chars + M_E);
    double ratio = log(chars / links * tags / link_tags);
    return ratio > 0 ? chars / tags * ratio / log(base > 1.01 ? base : 1.01) : 0;
}

/* A parent's sum has the densities of its children, and of its own text as of one more child. */
static void densities_sum(struct choice *choice)
{
    const struct weight *body = &choice->weights[0];
    for (size_t i = choice->element_count; i-- > 0;) {
        const struct page_element *element = &choice->elements[i];
        struct weight *weight = &choice->weights[i];
        if (weight->apart)
            continue;
        struct weight own = {.chars = element->chars,
                             .link_chars = element->link_chars,
                             .tags = element->tags,
                             .link_tags = element->link_tags};
        weight->sum += density(&own, body);
        if (i > 0)
            choice->weights[element->parent].sum += density(weight, body);
    }
}

/* Weighs all elements, and finds out which stand apart. */
static void weigh(struct choice *choice)
{
    for (size_t i = 0; i < choice->element_count; i++)
        choice->weights[i].apart = choice->elements[i].apart;
    weights_add_up(choice);
    apart_spread(choice);
    for (size_t i = 0; i < choice->element_count; i++)
        choice->weights[i] = (struct weight){.apart = choice->weights[i].apart};
    weights_add_up(choice);
    densities_sum(choice);
}

/* ---- the body ---- */

/* What the page itself marks as the article's body, if it is one element with text. */
static bool body_is_marked(struct choice *choice)
{
    size_t count = 0;
    for (size_t i = 1; i < choice->element_count; i++)
        if (choice->elements[i].body && !choice->weights[i].apart &&
            choice->weights[i].chars >= BODY_LEAST) {
            choice->body = i;
            count++;
        }
    return count == 1;
}

static void body_find(struct choice *choice)
{
    if (body_is_marked(choice))
        return;
    choice->body = 0;
    for (size_t i = 1; i < choice->element_count; i++)
        if (choice->weights[i].sum > choice->weights[choice->body].sum && !choice->weights[i].apart)
            choice->body = i;
    /* An article has its lead beside its body. */
    for (size_t i = choice->body; i > 0; i = choice->elements[i].parent)
        if (choice->elements[i].article && !choice->weights[i].apart) {
            choice->body = i;
            return;
        }
}

/* Which blocks stand in the body: from *first to before *end. Elements of a subtree are numbered
 * without gaps, from its own number on. */
static void body_blocks(const struct choice *choice, size_t *first, size_t *end)
{
    size_t last = choice->body;
    for (size_t i = choice->body + 1;
         i < choice->element_count && choice->elements[i].parent >= choice->body; i++)
        last = i;
    *first = *end = choice->block_count;
    for (size_t i = 0; i < choice->block_count; i++) {
        uint32_t element = choice->blocks[i].element;
        if (element < choice->body || element > last)
            continue;
        if (*first == choice->block_count)
            *first = i;
        *end = i + 1;
    }
}

/* ---- lines ---- */

static struct span block_text(const struct choice *choice, size_t index)
{
    return span_of_range(buffer_span(&choice->page->text), choice->blocks[index].range);
}

static bool is_apart(const struct choice *choice, size_t index)
{
    return choice->weights[choice->blocks[index].element].apart;
}

static bool is_text(const struct choice *choice, size_t index)
{
    const struct page_block *block = &choice->blocks[index];
    if (is_apart(choice, index))
        return false;
    return block->link_chars * 2 <= block->chars || block->chars > LINKED_LONG;
}

/* Whether a line is short and has a date in it; of a given day, where one is given. A sentence with
 * a date is text. */
static bool is_dated(const struct choice *choice, size_t index, struct date day)
{
    struct dateline_date found;
    struct span text = block_text(choice, index);
    return !is_apart(choice, index) && choice->blocks[index].chars <= DATED_LONG &&
           dateline_find(text, 0, &found) && date_is_set(found.date) && found.date.day &&
           (!date_is_set(day) || date_compare(found.date, day) == 0) &&
           (found.whole.end == text.size || !span_ends_with(text, SPAN(".")));
}

/* ---- the headline ---- */

static bool contains(struct span whole, struct span part)
{
    return part.size && span_find(whole, part, 0) != SIZE_MAX;
}

/* The part of a page's title that is the longest: the others name the site and the section. */
static struct span longest_part(struct span title)
{
    static const char *const marks[] = {" | ", " — ", " – ", " :: ", " / ", " » ", " - "};
    struct span best = title;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct span mark = span_of(marks[i]), rest = best, longest = {0};
        for (size_t at; rest.size; rest = span_slice(rest, at + mark.size, rest.size)) {
            at = span_find(rest, mark, 0);
            if (at == SIZE_MAX)
                at = rest.size;
            if (at > longest.size)
                longest = span_slice(rest, 0, at);
            if (at == rest.size)
                break;
        }
        best = longest;
    }
    return span_trim(best);
}

/* Whether a menu stands between a heading and the body: then it names the site. */
static bool menu_follows(const struct choice *choice, size_t heading, size_t first)
{
    for (size_t i = heading + 1; i < first; i++)
        if (is_apart(choice, i) || !is_text(choice, i))
            return true;
    return false;
}

/* The heading of the first level that is the headline: one that the page's title or its notes
 * repeat, else the only one, unless it names the site. */
static size_t title_block(const struct choice *choice, size_t first, size_t end)
{
    struct span noted = buffer_span(&choice->page->headline.text);
    struct span title = buffer_span(&choice->page->title.text);
    size_t count = 0, only = choice->block_count;
    for (size_t i = 0; i < end; i++) {
        if (choice->blocks[i].role != PAGE_TITLE || is_apart(choice, i))
            continue;
        struct span text = block_text(choice, i);
        if (contains(title, text) || contains(noted, text))
            return i;
        only = i;
        count++;
    }
    return count == 1 && !menu_follows(choice, only, first) ? only : choice->block_count;
}

/* Where the text begins that has no heading: with the lines right before the body that are text. */
static size_t lead_start(const struct choice *choice, size_t first)
{
    size_t lead = first;
    while (lead > 0 && first - lead < LEAD_LINES && is_text(choice, lead - 1))
        lead--;
    return lead;
}

/* Whether the body itself begins with a line that looks like a headline. */
static bool body_is_headed(const struct choice *choice, size_t first, size_t end)
{
    struct date any = {0};
    while (first < end && (!is_text(choice, first) || is_dated(choice, first, any)))
        first++;
    if (first == end || choice->blocks[first].chars > HEADING_LONG)
        return false;
    struct span text = block_text(choice, first);
    size_t last = text.size;
    uint32_t mark = text.size ? utf8_previous(text, &last) : 0;
    return mark != '.' && mark != ':' && mark != ',' && mark != ';';
}

static bool body_repeats(const struct choice *choice, size_t first, size_t end, struct span title)
{
    for (size_t i = first; i < end; i++)
        if (span_equal(block_text(choice, i), title))
            return true;
    return false;
}

/* Without a heading that is the headline, what the page says of itself is; its title only where the
 * body has none of its own. */
static void title_find(struct choice *choice, size_t first, size_t end)
{
    struct span noted = buffer_span(&choice->page->headline.text);
    struct span title = longest_part(buffer_span(&choice->page->title.text));
    choice->title = title_block(choice, first, end);
    if (choice->title < choice->block_count)
        choice->headline = block_text(choice, choice->title);
    else if (noted.size)
        choice->headline = noted;
    else if (body_repeats(choice, first, end, title) ||
             !body_is_headed(choice, lead_start(choice, first), end))
        choice->headline = title;
}

/* ---- the date ---- */

/* The line around the headline that shows the date. */
static void date_find(struct choice *choice, size_t first, struct date day)
{
    size_t middle = choice->title < choice->block_count ? choice->title : first;
    choice->date = choice->block_count;
    for (size_t distance = 1; distance <= DATED_REACH; distance++) {
        if (middle + distance < choice->block_count && is_dated(choice, middle + distance, day)) {
            choice->date = middle + distance;
            return;
        }
        if (distance <= middle && is_dated(choice, middle - distance, day)) {
            choice->date = middle - distance;
            return;
        }
    }
}

/* ---- writing ---- */

/* The words of the line with the date: all of it, unless the hour or the like stands before it,
 * with which it would be no dateline. */
static struct span date_words(const struct choice *choice)
{
    struct dateline_date found;
    struct span text = block_text(choice, choice->date);
    bool figures = text.size && code_point_is_digit((unsigned char)text.data[0]);
    if (figures && dateline_find(text, 0, &found) && found.whole.start > 0)
        return span_of_range(text, found.words);
    return text;
}

static void date_write_line(const struct choice *choice, struct flow *flow)
{
    struct date day = page_day(buffer_span(&choice->page->published.text));
    char date[40];
    if (choice->date < choice->block_count) {
        flow_text(flow, date_words(choice));
    } else if (date_is_set(day)) {
        snprintf(date, sizeof date, "%02d.%02d.%04d", day.day, day.month, day.year);
        flow_text(flow, span_of(date));
    }
    flow_gap(flow);
}

/* Cells of a row of figures stand in one line; long ones only lay out the page. */
static bool is_next_cell(const struct page_block *before, const struct page_block *block)
{
    return block->row && before->row == block->row && before->cell != block->cell &&
           before->chars <= CELL_LONG && block->chars <= CELL_LONG;
}

static void block_write(const struct choice *choice, size_t index, size_t before, struct flow *flow)
{
    const struct page_block *block = &choice->blocks[index];
    if (before < index && is_next_cell(&choice->blocks[before], block))
        flow_tab(flow);
    else
        flow_line(flow);
    if (block->role == PAGE_HEADING)
        flow_gap(flow);
    if (block->role == PAGE_ITEM)
        flow_text(flow, SPAN("• "));
    flow_text(flow, block_text(choice, index));
}

/* Whether a line is of the text: between headline and body short ones are not, but a headline. */
static bool is_written(const struct choice *choice, size_t index, size_t first)
{
    struct span text = block_text(choice, index);
    if (index == choice->title || index == choice->date || span_equal(text, choice->headline))
        return false;
    bool is_short = index < first && choice->blocks[index].chars < LEAD_LEAST;
    return is_text(choice, index) && (!is_short || !choice->headline.size);
}

/* The lines of the body, and those of the text that stand between it and the headline. */
static size_t text_write(const struct choice *choice, size_t first, size_t end, struct flow *flow)
{
    size_t from = choice->title < first ? choice->title + 1 : lead_start(choice, first);
    size_t before = choice->block_count, written = 0;
    for (size_t i = from; i < end; i++) {
        if (!is_written(choice, i, first))
            continue;
        block_write(choice, i, before, flow);
        before = i;
        written += choice->blocks[i].chars;
    }
    flow_line(flow);
    return written;
}

static bool page_write(struct choice *choice, struct buffer *out)
{
    struct flow flow;
    size_t first, end;
    flow_init(&flow, out);
    weigh(choice);
    body_find(choice);
    body_blocks(choice, &first, &end);
    title_find(choice, first, end);
    date_find(choice, first, page_day(buffer_span(&choice->page->published.text)));
    flow_text(&flow, choice->headline);
    flow_line(&flow);
    date_write_line(choice, &flow);
    return text_write(choice, first, end, &flow) > 0;
}

/* What the page says of itself, as one line each. */
static void note_copy(struct buffer *to, const struct page_note *note)
{
    struct flow flow;
    flow_init(&flow, to);
    flow_text(&flow, buffer_span(&note->text));
}

bool page_read(struct document *document, struct span text, struct span file, struct error *error)
{
    struct page page;
    struct choice choice = {.page = &page};
    bool written = false;
    page_init(&page);
    bool parsed = page_parse(&page, text);
    if (parsed) {
        choice.element_count = page_element_count(&page);
        choice.block_count = page_block_count(&page);
        choice.elements = page_elements(&page);
        choice.blocks = page_blocks(&page);
        choice.weights = calloc(choice.element_count, sizeof *choice.weights);
        parsed = choice.weights != NULL;
    }
    if (parsed) {
        written = page_write(&choice, &document->text);
        note_copy(&document->publisher, &page.site);
        note_copy(&document->url, &page.url);
    }
    free(choice.weights);
    page_release(&page);
    if (!parsed)
        return document_fail(error, "report.page_damaged", file);
    return written || document_fail(error, "report.page_empty", file);
}
