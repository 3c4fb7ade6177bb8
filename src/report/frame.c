/* Reading the frame: from the looks of lines to blocks. */
#include "frame.h"

#include "dateline.h"
#include "line.h"
#include "phrases.h"
#include "utf8.h"

enum {
    MENU_RUN = 4,   /* so many short lines in a row are a menu */
    MENU_WORDS = 3, /* of at most so many words */
    SITE_WORDS = 3, /* a line over the date with so few words is a site's or section's name */
    FOOT_RUN = 3,
    HEADING_WORDS = 14,
    MASTHEAD_LINES = 4,
    COMMENT_REACH = 6, /* lines below «Комментарии» in which somebody's name and hour stand */
    TEXT_WORDS = 8, /* a line of prose with so many words is of the text */
    AUTHOR_WORDS = 4
};

struct credits {
    struct credit *items;
    size_t count, capacity;
};

struct frame {
    struct arena *arena;
    struct report *report;
    struct line *lines;
    size_t count;
    enum block_kind *kinds; /* by line */
    size_t head_end;        /* index of the first line of the text */
    size_t foot_start;      /* index behind its last line */
    size_t title;           /* index of the headline; SIZE_MAX: none */
    struct credits credits;
};

static struct span line_text(const struct frame *frame, size_t index)
{
    return span_of_range(frame->report->text, frame->lines[index].range);
}

static bool is_text(const struct line *line)
{
    return line->look == LINE_PROSE || line->look == LINE_LIST;
}

/* Whether a line of noise begins with one of some words. */
static bool noise_begins(const struct frame *frame, size_t index, const char *const *words,
                         size_t count)
{
    size_t size;
    struct span text = line_text(frame, index);
    if (frame->lines[index].look != LINE_NOISE || phrase_at_start(text, &size) != PHRASE_NOISE)
        return false;
    char folded[64];
    struct span start = span_slice(text, 0, size < sizeof folded ? size : sizeof folded);
    struct span phrase = {folded, utf8_lower(start, folded, true)};
    for (size_t i = 0; i < count; i++)
        if (span_starts_with(phrase, span_of(words[i])))
            return true;
    return false;
}

/* Whether a line says how many comments there are, or that they follow. */
static bool heads_comments(const struct frame *frame, size_t index)
{
    static const char *const words[] = {"комментари", "отзыв"};
    return noise_begins(frame, index, words, sizeof words / sizeof *words);
}

/* Whether readers' comments follow a line: the day and hour of one of them, or the button below it,
 * stand near by. */
static bool comments_follow(const struct frame *frame, size_t index)
{
    static const char *const buttons[] = {"ответить", "цитировать", "пожаловаться"};
    size_t end = index + 1 + COMMENT_REACH;
    for (size_t i = index + 1; i < frame->count && i < end; i++) {
        struct dateline_date found;
        if (frame->lines[i].look == LINE_DATELINE &&
            dateline_find(line_text(frame, i), 0, &found) && found.timed)
            return true;
        if (noise_begins(frame, i, buttons, sizeof buttons / sizeof *buttons))
            return true;
    }
    return false;
}

/* Below the text all that readers say is noise, and so are the headlines of other reports. */
static void mark_foreign(struct frame *frame)
{
    bool text = false, related = false, comments = false;
    for (size_t i = 0; i < frame->count; i++) {
        struct line *line = &frame->lines[i];
        if (comments) {
            line->look = LINE_NOISE;
            continue;
        }
        if (line->look == LINE_PROSE && !line->single)
            related = false;
        text = text || (line->look == LINE_PROSE && line->words >= TEXT_WORDS);
        related = related || (text && line->look == LINE_RELATED);
        if (related && line->look == LINE_LIST)
            line->look = LINE_NOISE;
        comments = text && heads_comments(frame, i) && comments_follow(frame, i);
    }
}

/* Whether the first sentence-like line may still be a headline: «Сколько стоит кластер?». */
static bool may_be_question_title(const struct frame *frame, size_t index)
{
    const struct line *line = &frame->lines[index];
    return line->question && !line->dash && line->words <= HEADING_WORDS &&
           index + 1 < frame->count && line->look == LINE_PROSE;
}

/* Finds where the text begins and ends. */
static void find_body(struct frame *frame)
{
    size_t first = 0;
    while (first < frame->count && !is_text(&frame->lines[first]))
        first++;
    if (first < frame->count && may_be_question_title(frame, first)) {
        bool titled = false;
        for (size_t i = 0; i < first; i++)
            titled = titled || frame->lines[i].look == LINE_SHORT;
        if (!titled) {
            frame->lines[first].look = LINE_SHORT;
            while (first < frame->count && !is_text(&frame->lines[first]))
                first++;
        }
    }
    size_t last = frame->count;
    while (last > first && !is_text(&frame->lines[last - 1]))
        last--;
    frame->head_end = first;
    frame->foot_start = last;
}

/* Marks runs of short lines between from and to as menus; a line next to the text may be a
 * headline and stays. */
static void mark_menu_runs(struct frame *frame, size_t from, size_t to, size_t run)
{
    for (size_t i = from; i < to;) {
        size_t end = i;
        while (end < to && frame->lines[end].look == LINE_SHORT &&
               frame->lines[end].words <= MENU_WORDS && !frame->lines[end].colon)
            end++;
        if (end - i >= run)
            for (size_t k = i; k < end; k++)
                frame->lines[k].look = LINE_MENU;
        i = end > i ? end : i + 1;
    }
}

/* Whether a menu or date stands below the line, before the text. */
static bool look_follows(const struct frame *frame, size_t from, enum line_look look)
{
    for (size_t i = from + 1; i < frame->head_end; i++)
        if (frame->lines[i].look == look)
            return true;
    return false;
}

/* The next short line of the head at or after from; SIZE_MAX where there is none. */
static size_t next_short(const struct frame *frame, size_t from)
{
    for (size_t i = from; i < frame->head_end; i++)
        if (frame->lines[i].look == LINE_SHORT)
            return i;
    return SIZE_MAX;
}

/* Whether the line is a name in quotation marks alone: «Вечерний Энск». */
static bool is_quoted_name(struct span text)
{
    return span_starts_with(text, SPAN("«")) && span_ends_with(text, SPAN("»")) &&
           span_find(text, SPAN("»"), 0) == text.size - 2;
}

/* Whether a whole date begins or ends a line: «21 марта 2019   Деловой Енисей», «№ 39 от 7 октября
 * 2009 г.». */
static bool is_masthead_date(const struct frame *frame, size_t index)
{
    struct dateline_date found;
    struct span text = line_text(frame, index);
    if (frame->lines[index].words > HEADING_WORDS || !dateline_find(text, 0, &found) ||
        found.date.year == 0 || found.date.day == 0)
        return false;
    return found.whole.start == 0 || found.whole.end + 1 >= text.size;
}

/* Whether a short line above another candidate names a site, a paper or a section instead of being
 * the headline. */
static bool names_site(const struct frame *frame, size_t index)
{
    const struct line *line = &frame->lines[index];
    if (next_short(frame, index + 1) == SIZE_MAX)
        return false;
    if (look_follows(frame, index, LINE_MENU) || is_masthead_date(frame, index))
        return true;
    if (!look_follows(frame, index, LINE_DATELINE) && !look_follows(frame, index, LINE_LABELLED))
        return false;
    bool dated_next = frame->lines[index + 1].look == LINE_DATELINE;
    return line->words <= SITE_WORDS || (dated_next && is_quoted_name(line_text(frame, index)));
}

/* The next line of the head from an index on that gives a whole date; head_end where none does. */
static size_t next_date(const struct frame *frame, size_t from, struct date *date)
{
    for (size_t i = from; i < frame->head_end; i++) {
        struct dateline_date found;
        if (frame->lines[i].look == LINE_DATELINE &&
            dateline_find(line_text(frame, i), 0, &found) && date_is_set(found.date)) {
            *date = found.date;
            return i;
        }
    }
    return frame->head_end;
}

/* Of two different dates in the head, with the headline between them, the first is the page's: all
 * above the line before the second belongs to the page too. */
static void drop_page_date(struct frame *frame)
{
    struct date page, own;
    size_t first = next_date(frame, 0, &page);
    size_t second = next_date(frame, first + 1, &own);
    if (first + 1 >= second || second >= frame->head_end || date_compare(page, own) == 0 ||
        frame->lines[second - 1].look != LINE_SHORT)
        return;
    for (size_t i = 0; i + 1 < second; i++)
        if (frame->lines[i].look == LINE_DATELINE || frame->lines[i].look == LINE_SHORT)
            frame->lines[i].look = LINE_NOISE;
}

static void find_title(struct frame *frame)
{
    frame->title = SIZE_MAX;
    drop_page_date(frame);
    for (size_t i = next_short(frame, 0); i != SIZE_MAX; i = next_short(frame, i + 1)) {
        if (!names_site(frame, i)) {
            frame->title = i;
            frame->report->title = frame->lines[i].range;
            return;
        }
        frame->kinds[i] = BLOCK_DATELINE;
        frame->lines[i].look = LINE_NOISE; /* named: no candidate any more */
    }
}

/* A list item that began with a dash: in a list, not in speech. */
static bool is_dash_item(const struct frame *frame, size_t index)
{
    const struct line *line = &frame->lines[index];
    if (!line->dash)
        return false;
    struct span text = line_text(frame, index);
    size_t at = 0;
    utf8_next(text, &at);
    while (at < text.size && text.data[at] == ' ')
        at++;
    size_t next = at;
    bool small = at < text.size && code_point_is_lower(utf8_next(text, &next));
    const struct line *before = index > 0 ? &frame->lines[index - 1] : NULL;
    bool listed = before && (before->colon || (frame->kinds[index - 1] == BLOCK_LIST_ITEM));
    return small || (listed && !line->question);
}

/* Takes the dash off a list item. */
static void strip_dash(struct frame *frame, size_t index)
{
    struct span text = line_text(frame, index);
    size_t at = 0;
    utf8_next(text, &at);
    while (at < text.size) {
        size_t next = at;
        if (!code_point_is_space(utf8_next(text, &next)))
            break;
        at = next;
    }
    if (at < text.size)
        frame->lines[index].range.start += (uint32_t)at;
}

static void add_credit(struct frame *frame, enum credit_role role, struct range name)
{
    if (name.start == name.end)
        return;
    *ARRAY_PUSH(frame->arena, &frame->credits) = (struct credit){role, name};
}

/* Whether text is a person's name alone, as an author signs: «Лариса КЛИМОВА», «Р. Иванов», «С.
 * ВИХРОВ.»: two to four capitalized words or initials and nothing else. */
static bool is_signature(struct span text)
{
    size_t words = 0, long_words = 0;
    bool in_word = false;
    size_t letters = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t point = utf8_next(text, &at);
        if (code_point_is_letter(point)) {
            if (!in_word && !code_point_is_upper(point))
                return false;
            words += !in_word;
            letters = in_word ? letters + 1 : 1;
            long_words += letters == 3;
            in_word = true;
        } else if (point == '-' && in_word) {
            in_word = false;
            words--;
        } else if (point == '.' || code_point_is_space(point)) {
            in_word = false;
        } else {
            return false;
        }
    }
    return words >= 2 && words <= AUTHOR_WORDS && long_words >= 1 && long_words <= 3;
}

static enum block_kind look_kind(const struct line *line)
{
    switch ((enum line_look)line->look) {
    case LINE_PROSE:
        return BLOCK_PROSE;
    case LINE_SHORT:
        return BLOCK_HEADING;
    case LINE_LIST:
        return BLOCK_LIST_ITEM;
    case LINE_DATELINE:
    case LINE_LABELLED:
        return BLOCK_DATELINE;
    case LINE_AUTHOR:
    case LINE_PHOTO:
    case LINE_PRESS:
        return BLOCK_CREDIT;
    case LINE_MENU:
    case LINE_NOISE:
    case LINE_RELATED:
        break;
    }
    return BLOCK_NOISE;
}

static void read_credit_line(struct frame *frame, size_t index)
{
    const struct line *line = &frame->lines[index];
    if (line->look == LINE_PRESS)
        add_credit(frame, CREDIT_PRESS_SERVICE, line->name);
    else if (line->look == LINE_AUTHOR)
        add_credit(frame, CREDIT_AUTHOR, line->name);
    else if (line->look == LINE_PHOTO)
        add_credit(frame, CREDIT_PHOTO, line->name);
}

/* The kinds of all lines but those that find_title() settled. */
static void set_kinds(struct frame *frame)
{
    bool related = false; /* headlines of other reports follow */
    for (size_t i = 0; i < frame->count; i++) {
        struct line *line = &frame->lines[i];
        if (frame->kinds[i] == BLOCK_DATELINE)
            continue;
        frame->kinds[i] = look_kind(line);
        if (line->look == LINE_RELATED)
            related = true;
        else if (is_text(line) && !line->single)
            related = false;
        else if (related && (line->look == LINE_SHORT || line->look == LINE_LIST ||
                             line->look == LINE_DATELINE))
            frame->kinds[i] = BLOCK_NOISE;
        if (line->look == LINE_PROSE && is_dash_item(frame, i)) {
            frame->kinds[i] = BLOCK_LIST_ITEM;
            strip_dash(frame, i);
        }
        if (frame->kinds[i] == BLOCK_CREDIT)
            read_credit_line(frame, i);
    }
    if (frame->title != SIZE_MAX)
        frame->kinds[frame->title] = BLOCK_TITLE;
}

/* The foot: a bare name is its author; short lines behind noise are noise too. */
static void read_foot(struct frame *frame)
{
    bool noise = false, signed_already = false;
    for (size_t i = 0; i < frame->credits.count; i++)
        signed_already = signed_already || frame->credits.items[i].role == CREDIT_AUTHOR;
    for (size_t i = frame->foot_start; i < frame->count; i++) {
        noise = noise || frame->kinds[i] == BLOCK_NOISE;
        if (frame->kinds[i] != BLOCK_HEADING || i == frame->title)
            continue;
        if (!noise && !signed_already && is_signature(line_text(frame, i))) {
            struct range name = frame->lines[i].range;
            if (frame->report->text.data[name.end - 1] == '.')
                name.end--;
            frame->kinds[i] = BLOCK_CREDIT;
            add_credit(frame, CREDIT_AUTHOR, name);
            signed_already = true;
        } else if (noise) {
            frame->kinds[i] = BLOCK_NOISE;
        }
    }
}

/* A signature that ends with a point looks like a sentence: moves such last lines into the foot. */
static void extend_foot(struct frame *frame)
{
    size_t lowest = frame->foot_start > 4 ? frame->foot_start - 4 : 0;
    for (size_t i = frame->foot_start; i > lowest && i > frame->head_end; i--) {
        struct line *line = &frame->lines[i - 1];
        if (line->look != LINE_PROSE || line->words > HEADING_WORDS || line->dash)
            return;
        if (is_signature(line_text(frame, i - 1))) {
            line->look = LINE_SHORT;
            frame->foot_start = i - 1;
            return;
        }
    }
}

/* The date of a dateline block into the report, if it is complete. */
static bool take_date(struct frame *frame, size_t index)
{
    struct report *report = frame->report;
    struct dateline_date found;
    struct span text = line_text(frame, index);
    if (!dateline_find(text, 0, &found) || !date_is_set(found.date))
        return false;
    uint32_t start = frame->lines[index].range.start;
    report->published = found.date;
    report->published_range = (struct range){start + found.words.start, start + found.words.end};
    return true;
}

static bool is_dated(const struct frame *frame, size_t index, enum line_look look)
{
    return frame->kinds[index] == BLOCK_DATELINE && frame->lines[index].look == look;
}

/* The dateline that stands behind the lead or right behind the text, where the head has none. A
 * date further down is the page's. */
static void take_late_date(struct frame *frame)
{
    size_t behind_lead = frame->head_end + 1;
    if (behind_lead < frame->foot_start && is_dated(frame, behind_lead, LINE_DATELINE) &&
        take_date(frame, behind_lead))
        return;
    for (size_t i = frame->foot_start; i < frame->count; i++) {
        if (frame->kinds[i] == BLOCK_CREDIT)
            continue;
        if (is_dated(frame, i, LINE_DATELINE))
            take_date(frame, i);
        return;
    }
}

/* A masthead that holds more than the date: the line of the head nearest to the headline. */
static bool take_masthead_date(struct frame *frame, size_t limit, size_t middle)
{
    for (size_t distance = 1; distance <= limit; distance++) {
        size_t at[] = {middle + distance, distance <= middle ? middle - distance : limit};
        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
            if (at[i] < limit && at[i] != frame->title && is_masthead_date(frame, at[i]) &&
                take_date(frame, at[i]))
                return true;
    }
    return false;
}

/* The date of publication: a labelled one in the head, the one nearest to the headline (below it
 * rather than above), a labelled one in the foot, one in a masthead, or one behind the lead or the
 * text. */
static void find_published(struct frame *frame)
{
    size_t limit = frame->head_end < frame->count ? frame->head_end : frame->count;
    size_t middle = frame->title == SIZE_MAX ? limit : frame->title;
    for (size_t i = 0; i < limit; i++)
        if (is_dated(frame, i, LINE_LABELLED) && take_date(frame, i))
            return;
    for (size_t distance = 1; distance <= limit; distance++) {
        size_t below = middle + distance;
        if (below < limit && is_dated(frame, below, LINE_DATELINE) && take_date(frame, below))
            return;
        if (distance <= middle && is_dated(frame, middle - distance, LINE_DATELINE) &&
            take_date(frame, middle - distance))
            return;
    }
    for (size_t i = frame->foot_start; i < frame->count; i++)
        if (is_dated(frame, i, LINE_LABELLED) && take_date(frame, i))
            return;
    if (limit < MASTHEAD_LINES)
        limit = frame->count < MASTHEAD_LINES ? frame->count : MASTHEAD_LINES;
    if (!take_masthead_date(frame, limit, middle))
        take_late_date(frame);
}

/* Who reports: as the first dateline says that says it. */
static void find_agency(struct frame *frame)
{
    struct span text = frame->report->text;
    for (size_t i = 0; i < frame->count; i++) {
        if (frame->kinds[i] != BLOCK_DATELINE)
            continue;
        uint32_t start = frame->lines[i].range.start;
        struct range agency = dateline_agency(span_slice(text, start, text.size));
        if (agency.end == agency.start)
            continue;
        frame->report->agency = (struct range){start + agency.start, start + agency.end};
        return;
    }
}

/* «Фото автора»: the author is the photographer. */
static void credit_author_for_photo(struct frame *frame)
{
    for (size_t i = 0; i < frame->count; i++) {
        if (frame->lines[i].look != LINE_PHOTO ||
            span_find(line_text(frame, i), SPAN("автора"), 0) == SIZE_MAX)
            continue;
        for (size_t k = 0; k < frame->credits.count; k++)
            if (frame->credits.items[k].role == CREDIT_AUTHOR) {
                add_credit(frame, CREDIT_PHOTO, frame->credits.items[k].name);
                break;
            }
        return;
    }
}

static void set_blocks(struct frame *frame)
{
    struct block *blocks = ARENA_NEW(frame->arena, struct block, frame->count);
    for (size_t i = 0; i < frame->count; i++)
        blocks[i] = (struct block){frame->kinds[i], frame->lines[i].range};
    frame->report->blocks = blocks;
    frame->report->block_count = frame->count;
    frame->report->credits = frame->credits.items;
    frame->report->credit_count = frame->credits.count;
}

/* Lines inside the text that repeat the headline are titles too. */
static void mark_repeated_titles(struct frame *frame)
{
    if (frame->title == SIZE_MAX)
        return;
    struct span title = line_text(frame, frame->title);
    for (size_t i = frame->title + 1; i < frame->count; i++)
        if (frame->kinds[i] == BLOCK_HEADING && span_equal(line_text(frame, i), title))
            frame->kinds[i] = BLOCK_TITLE;
}

void frame_read(struct arena *arena, struct report *report)
{
    struct lines lines;
    lines_of_text(arena, report->text, &lines);
    struct frame frame = {arena, report, lines.items, lines.count, NULL, 0, 0, SIZE_MAX, {0}};
    frame.kinds = ARENA_NEW(arena, enum block_kind, lines.count);
    mark_foreign(&frame);
    find_body(&frame);
    mark_menu_runs(&frame, 0, frame.head_end, MENU_RUN);
    mark_menu_runs(&frame, frame.foot_start, frame.count, FOOT_RUN);
    find_title(&frame);
    extend_foot(&frame);
    set_kinds(&frame);
    mark_repeated_titles(&frame);
    read_foot(&frame);
    credit_author_for_photo(&frame);
    if (!report->published_by_user)
        find_published(&frame);
    find_agency(&frame);
    set_blocks(&frame);
}
