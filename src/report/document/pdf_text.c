/* From the lines of pages to paragraphs. */
#include <math.h>
#include <stdlib.h>

#include "flow.h"
#include "pdf.h"
#include "utf8.h"
#include "words.h"

enum {
    EDGE_LINES = 3,    /* of a page's head, and of its foot, that may repeat */
    NUMBER_BYTES = 32, /* of a line that may be a page's number */
    WORD_MOST = 64,    /* bytes of half a word */
    WINDOW = 64 * 1024 /* bytes around a parted word in which it is looked for whole */
};
static const float gap_most = 0.9f;     /* of a line's height: more space parts paragraphs */
static const float indent_least = 0.6f; /* of a line's height */
static const float full_least = 0.85f;  /* of the block's width: a shorter line may be a last one */
static const float height_change = 0.18f; /* other letters, another paragraph */

/* How far the lines of a block reach. */
struct extent {
    uint32_t block;
    uint32_t lines;
    float left, right;
};

struct writing {
    struct pdf_pages *pages;
    struct pdf_line *lines;
    size_t count;
    struct flow flow;
    struct extent extent; /* of the block of the line in hand … */
    struct extent before; /* … and of the line before it */
};

static struct span words_of(const struct writing *writing, const struct pdf_line *line)
{
    return span_of_range(buffer_span(&writing->pages->words), line->words);
}

static uint32_t point_at(struct span text, size_t at)
{
    return at < text.size ? utf8_next(text, &at) : 0;
}

static float height_of(const struct pdf_line *line)
{
    return line->bottom - line->top;
}

/* ---- heads and feet of pages ---- */

/* The outermost lines of a page, from its top and from its foot. */
struct edges {
    struct pdf_line *head[EDGE_LINES];
    struct pdf_line *foot[EDGE_LINES];
};

/* Keeps the lines that stand highest, or lowest, in their order. */
static void edge_insert(struct pdf_line **edge, struct pdf_line *line, bool foot)
{
    for (size_t i = 0; i < EDGE_LINES; i++)
        if (!edge[i] || (foot ? line->bottom > edge[i]->bottom : line->top < edge[i]->top)) {
            struct pdf_line *other = edge[i];
            edge[i] = line;
            line = other;
            if (!line)
                return;
        }
}

/* Whether two texts are the same but for their figures. */
static bool is_same(struct span left, struct span right)
{
    size_t i = 0, k = 0;
    while (i < left.size && k < right.size) {
        bool digits = code_point_is_digit((unsigned char)left.data[i]) &&
                      code_point_is_digit((unsigned char)right.data[k]);
        if (!digits && left.data[i] != right.data[k])
            return false;
        i++;
        k++;
        while (digits && i < left.size && code_point_is_digit((unsigned char)left.data[i]))
            i++;
        while (digits && k < right.size && code_point_is_digit((unsigned char)right.data[k]))
            k++;
    }
    return i == left.size && k == right.size;
}

static bool is_page_word(struct span word)
{
    static const char *const words[] = {"с", "стр", "страница", "из", "page", "of"};
    char folded[NUMBER_BYTES];
    struct span small = {folded, utf8_lower(word, folded, true)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_equal(small, span_of(words[i])))
            return true;
    return false;
}

/* Whether a line is a page's number: «12», «- 12 -», «стр. 12 из 30». */
static bool is_page_number(struct span text)
{
    bool digits = false;
    if (text.size > NUMBER_BYTES)
        return false;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        digits = digits || code_point_is_digit(point);
        if (!code_point_is_letter(point))
            continue;
        while (code_point_is_letter(point_at(text, at)))
            utf8_next(text, &at);
        if (!is_page_word(span_slice(text, start, at)))
            return false;
    }
    return digits;
}

static bool repeats(const struct writing *writing, const struct pdf_line *line,
                    const struct pdf_line *other)
{
    return other && fabsf(line->top - other->top) < height_of(line) &&
           is_same(words_of(writing, line), words_of(writing, other));
}

/* Marks what repeats at the edge of a page. It does so on the page before or behind, or, where left
 * and right pages differ, on those two away; inside of what does not repeat is text. */
static void edge_mark(const struct writing *writing, const struct edges *edges, size_t page,
                      size_t page_count, bool foot)
{
    static const int steps[] = {-1, 1, -2, 2};
    for (size_t place = 0; place < EDGE_LINES; place++) {
        struct pdf_line *line = foot ? edges[page].foot[place] : edges[page].head[place];
        if (!line)
            return;
        line->furniture = place == 0 && is_page_number(words_of(writing, line));
        for (size_t i = 0; i < sizeof steps / sizeof *steps && !line->furniture; i++) {
            size_t other = page + (size_t)steps[i];
            if (other < page_count)
                line->furniture = repeats(
                    writing, line, foot ? edges[other].foot[place] : edges[other].head[place]);
        }
        if (!line->furniture)
            return;
    }
}

static bool furniture_mark(const struct writing *writing)
{
    size_t page_count = writing->pages->page_count;
    if (page_count < 2)
        return true;
    struct edges *edges = calloc(page_count, sizeof *edges);
    if (!edges)
        return false;
    for (size_t i = 0; i < writing->count; i++) {
        struct pdf_line *line = &writing->lines[i];
        if (line->page < 1 || line->page > page_count)
            continue;
        edge_insert(edges[line->page - 1].head, line, false);
        edge_insert(edges[line->page - 1].foot, line, true);
    }
    for (size_t page = 0; page < page_count; page++) {
        edge_mark(writing, edges, page, page_count, false);
        edge_mark(writing, edges, page, page_count, true);
    }
    free(edges);
    return true;
}

/* ---- paragraphs ---- */

static bool ends_sentence(struct span text)
{
    static const uint32_t marks[] = {'.', '!', '?', ':', ';', 0x2026};
    while (text.size) {
        size_t at = text.size;
        uint32_t point = utf8_previous(text, &at);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (point == marks[i])
                return true;
        if (point != 0xBB && point != '"' && point != ')' && point != 0x201D)
            return false;
        text.size = at; /* behind a closing mark */
    }
    return false;
}

/* Whether a line begins with the mark or number of a list's item. */
static bool begins_item(struct span text)
{
    size_t at = 0;
    uint32_t first = point_at(text, 0);
    if (first == 0x2022 || first == 0xB7 || first == 0x25AA || first == 0x25CF || first == 0x2014 ||
        first == 0x2013)
        return true;
    while (at < text.size && code_point_is_digit((unsigned char)text.data[at]))
        at++;
    return at > 0 && at < 3 && at + 1 < text.size &&
           (text.data[at] == '.' || text.data[at] == ')') && text.data[at + 1] == ' ';
}

static bool is_full(const struct pdf_line *line, const struct extent *extent)
{
    return line->right - extent->left >= (extent->right - extent->left) * full_least;
}

static bool heights_differ(const struct pdf_line *before, const struct pdf_line *line)
{
    float larger = fmaxf(height_of(before), height_of(line));
    return fabsf(height_of(before) - height_of(line)) > larger * height_change;
}

/* Whether a paragraph ends between two lines of one block. */
static bool parts_block(const struct writing *writing, const struct pdf_line *before,
                        const struct pdf_line *line)
{
    struct span text = words_of(writing, line);
    if (line->top - before->bottom > height_of(line) * gap_most)
        return true;
    if (!ends_sentence(words_of(writing, before)))
        return false;
    return begins_item(text) || !is_full(before, &writing->before) ||
           line->left - writing->extent.left > height_of(line) * indent_least;
}

static bool parts(const struct writing *writing, const struct pdf_line *before,
                  const struct pdf_line *line)
{
    if (heights_differ(before, line))
        return true;
    if (before->block == line->block)
        return parts_block(writing, before, line);
    if (ends_sentence(words_of(writing, before)))
        return true;
    if (code_point_is_lower(point_at(words_of(writing, line), 0)))
        return false;
    /* A sentence may go on with a name or a number on the next page. */
    return before->page == line->page || writing->before.lines < 2 ||
           !is_full(before, &writing->before);
}

/* ---- parted words ---- */

/* The letters at a text's end, in front of a byte. */
static struct span letters_before(struct span text, size_t end)
{
    size_t start = end;
    while (start > 0) {
        size_t at = start;
        if (!code_point_is_letter(utf8_previous(text, &at)))
            break;
        start = at;
    }
    return span_slice(text, start, end);
}

static struct span letters_behind(struct span text)
{
    size_t end = 0;
    while (code_point_is_letter(point_at(text, end)))
        utf8_next(text, &end);
    return span_slice(text, 0, end);
}

/* Whether two halves stand in the text near by, with something between them. */
static bool stands_near(const struct writing *writing, const struct pdf_line *line,
                        struct span first, const char *between, struct span second)
{
    char word[2 * WORD_MOST + 2];
    int size =
        snprintf(word, sizeof word, "%.*s%s%.*s", SPAN_ARGS(first), between, SPAN_ARGS(second));
    size_t from = line->words.start > WINDOW ? line->words.start - WINDOW : 0;
    struct span window =
        span_slice(buffer_span(&writing->pages->words), from, (size_t)line->words.start + WINDOW);
    return size > 0 && (size_t)size < sizeof word &&
           span_find(window, (struct span){word, (size_t)size}, 0) != SIZE_MAX;
}

/* Whether the hyphen at a line's end belongs to the word: it is written so elsewhere, or nowhere
 * without it and its first half is of such words. */
static bool hyphen_stays(const struct writing *writing, const struct pdf_line *line,
                         struct span first, struct span second)
{
    char folded[WORD_MOST];
    if (first.size > WORD_MOST || second.size > WORD_MOST)
        return true;
    if (stands_near(writing, line, first, "-", second))
        return true;
    if (stands_near(writing, line, first, "", second))
        return false;
    struct span small = {folded, utf8_lower(first, folded, true)};
    return document_word_of(small) == WORD_COMPOUND;
}

/* The part of the text that is written of a line, when the next continues it: without the hyphen of
 * a parted word; *joined says that no space follows. */
static struct span line_start(const struct writing *writing, const struct pdf_line *line,
                              struct span next, bool *joined)
{
    struct span text = words_of(writing, line);
    bool soft = span_ends_with(text, SPAN(PDF_SOFT_HYPHEN));
    size_t end = text.size - (soft ? sizeof PDF_SOFT_HYPHEN - 1 : 1);
    struct span first = letters_before(text, end), second = letters_behind(next);
    *joined = false;
    if ((!soft && !span_ends_with(text, SPAN("-"))) || !first.size || !second.size)
        return text;
    if (!soft && !code_point_is_lower(point_at(second, 0))) {
        *joined = true; /* «Санкт-» and «Петербург» */
        return text;
    }
    *joined = true;
    return soft || !hyphen_stays(writing, line, first, second) ? span_slice(text, 0, end) : text;
}

/* ---- writing ---- */

static struct extent extent_of(const struct writing *writing, size_t from)
{
    const struct pdf_line *line = &writing->lines[from];
    struct extent extent = {line->block, 0, line->left, line->right};
    for (size_t i = from; i < writing->count && writing->lines[i].block == line->block; i++) {
        extent.left = fminf(extent.left, writing->lines[i].left);
        extent.right = fmaxf(extent.right, writing->lines[i].right);
        extent.lines++;
    }
    return extent;
}

static void line_write(struct writing *writing, const struct pdf_line *line,
                       const struct pdf_line *next)
{
    bool parted = !next || parts(writing, line, next), joined = false;
    struct span text = words_of(writing, line);
    if (!parted)
        text = line_start(writing, line, words_of(writing, next), &joined);
    flow_text(&writing->flow, text);
    if (parted)
        flow_line(&writing->flow);
    else if (!joined)
        flow_space(&writing->flow);
}

static void lines_write(struct writing *writing)
{
    const struct pdf_line *before = NULL;
    for (size_t i = 0; i < writing->count; i++) {
        const struct pdf_line *line = &writing->lines[i];
        if (line->furniture)
            continue;
        writing->before = writing->extent;
        if (!before || line->block != writing->extent.block)
            writing->extent = extent_of(writing, i);
        if (before)
            line_write(writing, before, line);
        before = line;
    }
    if (before)
        line_write(writing, before, NULL);
}

bool pdf_text_write(struct pdf_pages *pages, struct buffer *out)
{
    struct writing writing = {.pages = pages,
                              .lines = (struct pdf_line *)(void *)pages->lines.data,
                              .count = pages->lines.size / sizeof(struct pdf_line)};
    flow_init(&writing.flow, out);
    if (!furniture_mark(&writing))
        return false;
    lines_write(&writing);
    return true;
}
