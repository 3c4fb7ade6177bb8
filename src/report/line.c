/* Lines: cutting them, and their looks. Only the first and last few hundred bytes of a line decide,
 * so that a line of any length costs no more than finding its end. */
#include "line.h"

#include "phrases.h"
#include "utf8.h"

enum {
    LOOK = 600,          /* bytes of a line's start that are looked at */
    TAIL = 400,          /* bytes of its end that may hold buttons and credits */
    SHORT_WORDS = 30,    /* a headline has no more */
    SHORT_SIZE = 420,    /* bytes of a headline */
    NOISE_SIZE = 300,    /* a line of the frame is no longer */
    BUTTON_SIZE = 120,   /* bytes from a button of one word to the line's end */
    CREDIT_SIZE = 240,   /* bytes of a line of credits */
    MENU_WORDS = 5,      /* words of an item of a menu */
    SENTENCE_WIDTH = 90, /* bytes of a line that may break a sentence off */
    WRAP_SAMPLE = 16 * 1024,
    NARROWEST = 60,
    WIDEST = 240,  /* bytes of the widest line of a text of fixed width */
    HEAD_LINES = 4 /* lines that may hold a headline and a date before the text */
};

struct cutter {
    struct arena *arena;
    struct span text;
    struct lines *lines;
    bool gap;     /* an empty line came last */
    size_t width; /* bytes of the line of the input that came last */
    size_t full;  /* bytes of a full line where paragraphs are broken into lines; else SIZE_MAX */
};

static uint32_t point_at(struct span text, size_t at)
{
    return at < text.size ? utf8_next(text, &at) : 0;
}

/* Moves over Cyrillic letters, of which most of a text is; adds their number. */
static size_t skip_letters(struct span text, size_t at, size_t *letters)
{
    const unsigned char *data = (const unsigned char *)text.data;
    size_t from = at;
    while (at + 1 < text.size && (data[at] | 1) == 0xD1 && (data[at + 1] & 0xC0) == 0x80)
        at += 2;
    *letters += (at - from) / 2;
    return at;
}

static bool is_terminal(uint32_t point)
{
    return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

static bool is_closer(uint32_t point)
{
    return point == 0xBB || point == '"' || point == 0x201C || point == 0x201D || point == ')' ||
           point == ']';
}

static bool is_dash(uint32_t point)
{
    return point == '-' || point == 0x2013 || point == 0x2014 || point == 0x2212;
}

static bool is_bullet(uint32_t point)
{
    return point == 0x2022 || point == '*' || point == 0xB7 || point == 0x25CF || point == 0x25AA ||
           point == 0x25A0 || point == 0x2023 || point == 0xF0B7 || point == 0x25CB ||
           point == 0x2713;
}

/* text without white space of any kind at both ends. */
static struct span trim(struct span text)
{
    while (text.size > 0) {
        size_t next = 0;
        if (!code_point_is_space(utf8_next(text, &next)))
            break;
        text = span_slice(text, next, text.size);
    }
    while (text.size > 0) {
        size_t previous = text.size;
        if (!code_point_is_space(utf8_previous(text, &previous)))
            break;
        text.size = previous;
    }
    return text;
}

static struct range range_of(struct span whole, struct span part)
{
    uint32_t start = (uint32_t)(part.data - whole.data);
    return (struct range){start, start + (uint32_t)part.size};
}

/* The size of the mark of a list with which text begins, with the space behind it («1. », «а) »,
 * «• »); 0 where there is none. A dash is not counted: it may begin speech. */
static size_t list_mark(struct span text)
{
    size_t at = 0, digits = 0;
    if (text.size < 3)
        return 0;
    uint32_t point = utf8_next(text, &at);
    if (is_bullet(point))
        return code_point_is_space(point_at(text, at)) || point != '*' ? at : 0;
    if (code_point_is_digit(point)) {
        for (digits = 1; code_point_is_digit(point_at(text, at)) && digits < 3; digits++)
            at++;
    } else if (!code_point_is_letter(point)) {
        return 0;
    }
    uint32_t mark = point_at(text, at);
    if (mark != ')' && (mark != '.' || digits == 0))
        return 0;
    size_t behind = at + 1;
    return code_point_is_space(point_at(text, behind)) ? behind : 0;
}

/* Counts words, and sees whether a sentence ends inside: a mark, a space, and a capital. */
static void look_inside(struct span text, struct line *line, bool *sentences)
{
    struct span start = span_slice(text, 0, LOOK);
    bool in_word = false, ended = false, spaced = false;
    size_t words = 0, letters = 0;
    *sentences = false;
    for (size_t at = 0; at < start.size;) {
        uint32_t point = utf8_next(start, &at);
        bool letter = code_point_is_letter(point) || code_point_is_digit(point);
        words += letter && !in_word;
        if (letter && !in_word && ended && spaced && !code_point_is_lower(point))
            *sentences = true;
        if (letter) {
            letters = in_word ? letters + 1 : 1;
            ended = false;
            at = skip_letters(start, at, &letters);
        } else if (is_terminal(point)) {
            ended = letters >= 3 || point != '.'; /* «г.», «им.», «А.» end nothing here */
        } else if (code_point_is_space(point)) {
            spaced = true;
        }
        if (!code_point_is_space(point))
            spaced = false;
        in_word = letter;
    }
    line->words = (uint8_t)(words > 255 ? 255 : words);
}

/* What the end of a line is: the mark, behind quotation marks and brackets. */
static uint32_t last_mark(struct span text)
{
    size_t at = text.size;
    uint32_t point = 0;
    for (int i = 0; at > 0 && i < 4; i++) {
        point = utf8_previous(text, &at);
        if (!is_closer(point))
            break;
    }
    return point;
}

/* Whether text ends with «г.», «корр.» or an initial: a point that ends no sentence. */
static bool ends_abbreviated(struct span text)
{
    size_t at = text.size, letters = 0;
    if (at == 0 || text.data[at - 1] != '.')
        return false;
    at--;
    while (at > 0 && letters < 4) {
        if (!code_point_is_letter(utf8_previous(text, &at)))
            break;
        letters++;
    }
    return letters >= 1 && letters <= 2;
}

/* Whether a separator of a menu can begin with the byte. */
static bool may_separate(char byte)
{
    return byte == ' ' || byte == '|' || byte == ':' || byte == '\xC2' || byte == '\xE2';
}

/* Separators of a menu's items in a line, and whether all items are short. */
static bool is_menu(struct span text)
{
    static const char *const marks[] = {"|", "•", "·", "→", "»", "›", " / ", "   ", " > ", "::"};
    struct span start = span_slice(text, 0, LOOK);
    size_t separators = 0, size = 0, words = 0, letters = 0;
    bool in_word = false, known = false, fresh = true;
    if (text.size > LOOK || is_terminal(last_mark(text)) || is_bullet(point_at(text, 0)))
        return false;
    for (size_t at = 0; at < start.size;) {
        struct span rest = span_slice(start, at, start.size);
        size_t taken = 0;
        if (may_separate(start.data[at]))
            for (size_t i = 0; i < sizeof marks / sizeof *marks && !taken; i++)
                if (rest.data[0] == marks[i][0] &&
                    (marks[i][1] == 0 || (rest.size > 1 && rest.data[1] == marks[i][1])) &&
                    span_starts_with(rest, span_of(marks[i])))
                    taken = strlen(marks[i]);
        /* «Фонд «Развитие»»: a closing mark without space before it separates nothing. */
        if (taken && span_starts_with(rest, SPAN("»")) && at > 0 && start.data[at - 1] != ' ')
            taken = 0;
        if (taken) {
            separators += words > 0;
            words = 0;
            in_word = false;
            fresh = true;
            at += taken;
            continue;
        }
        uint32_t point = utf8_next(start, &at);
        bool letter = code_point_is_letter(point) || code_point_is_digit(point);
        if (letter && fresh) {
            enum phrase_kind kind = known ? PHRASE_NONE : phrase_at_start(rest, &size);
            known = known || kind == PHRASE_MENU || kind == PHRASE_NOISE;
            fresh = false;
        }
        words += letter && !in_word;
        in_word = letter;
        if (letter)
            at = skip_letters(start, at, &letters);
        if (words > MENU_WORDS + 1)
            return false;
    }
    return separators >= 2 || (separators == 1 && known);
}

/* The size of the items of a menu with which text begins, if there are two at least. */
static size_t menu_prefix(struct span text)
{
    size_t at = 0, end = 0, size;
    for (int items = 0;; items++) {
        while (at < text.size) {
            size_t next = at;
            uint32_t point = utf8_next(text, &next);
            if (!code_point_is_space(point) && point != '|' && point != '/' && point != 0xB7 &&
                point != 0x2022 && point != 0x2192 && point != '>')
                break;
            at = next;
        }
        struct span rest = span_slice(text, at, text.size);
        if (code_point_is_lower(point_at(rest, 0)) || phrase_at_start(rest, &size) != PHRASE_MENU ||
            point_at(rest, size) == ',')
            return items >= 2 ? end : 0;
        at += size;
        end = at;
    }
}

/* Whether a phrase of the frame at the start of text is more than a word of a sentence. */
static bool phrase_stands_alone(struct span text, size_t size)
{
    struct span rest = trim(span_slice(text, size, text.size));
    uint32_t next = point_at(rest, 0);
    return rest.size == 0 || !code_point_is_letter(next);
}

/* Without figures, marks and spaces at the start: «13 комментариев», «© », «[Печать]», «#». */
static struct span without_count(struct span text)
{
    size_t at = 0;
    while (at < text.size) {
        size_t next = at;
        uint32_t point = utf8_next(text, &next);
        if (code_point_is_letter(point))
            break;
        at = next;
    }
    return span_slice(text, at, text.size);
}

static bool is_noise(struct span text, enum phrase_kind kind, size_t size)
{
    uint32_t first = point_at(text, 0);
    if (text.size > NOISE_SIZE)
        return false;
    struct span words = without_count(text);
    if (words.size == 0 || first == 0xA9 || first == '#')
        return true;
    if (words.size < text.size)
        kind = phrase_at_start(words, &size);
    if (kind != PHRASE_NOISE)
        return false;
    if (phrase_is_long(span_slice(words, 0, size)))
        return true;
    bool counted = code_point_is_digit(point_at(trim(span_slice(words, size, words.size)), 0));
    return phrase_stands_alone(words, size) && (!counted || words.size <= BUTTON_SIZE / 2);
}

/* The name in a line of credits, behind its label: up to a mark that begins something else. */
static struct range credit_name(struct cutter *cutter, struct span text, size_t from)
{
    struct span rest = span_slice(text, from, text.size);
    size_t at = 0;
    while (at < rest.size) {
        size_t next = at;
        uint32_t point = utf8_next(rest, &next);
        if (code_point_is_letter(point) || point == 0xAB || point == '"')
            break;
        at = next;
    }
    struct span name = span_slice(rest, at, rest.size);
    size_t end = 0;
    while (end < name.size) {
        size_t next = end;
        uint32_t point = utf8_next(name, &next);
        if (point == '|' || point == ';' || point == '/' || point == ',' || point == '(' ||
            point == 0xA9)
            break;
        size_t size;
        if (point == ' ' && code_point_is_upper(point_at(name, next)) &&
            phrase_at_start(span_slice(name, next, name.size), &size) == PHRASE_NOISE)
            break;
        end = next;
    }
    name = trim(span_slice(name, 0, end));
    if (span_ends_with(name, SPAN(".")) && !ends_abbreviated(name))
        name.size--;
    return range_of(cutter->text, name);
}

/* Reads a line of credits; false where it is none. */
static bool read_credit(struct cutter *cutter, struct span text, enum phrase_kind kind, size_t size,
                        struct line *line)
{
    if (text.size > CREDIT_SIZE || kind < PHRASE_AUTHOR || kind > PHRASE_PRESS)
        return false;
    struct span rest = trim(span_slice(text, size, text.size));
    uint32_t next = point_at(rest, 0);
    if (kind == PHRASE_PRESS) {
        if (line->words > 16 || (is_terminal(last_mark(text)) && line->words > 12))
            return false;
        struct span verb = SPAN("сообщает");
        size_t end = span_find(text, verb, 0);
        struct span name = trim(span_slice(text, 0, end == SIZE_MAX ? text.size : end));
        while (name.size > 0 &&
               (name.data[name.size - 1] == '.' || name.data[name.size - 1] == ':'))
            name.size--;
        line->look = LINE_PRESS;
        line->name = range_of(cutter->text, name);
        return true;
    }
    /* «Автор: …», «Беседовала Имя Фамилия», but not «Авторы проекта рассказали …». */
    bool marked = next == ':' || next == 0xA9 || is_dash(next);
    if (!marked && (is_terminal(next) ? rest.size > 3 : !code_point_is_upper(next)) &&
        !(kind == PHRASE_PHOTO && line->words <= 8))
        return false;
    if (!marked && line->words > 6)
        return false;
    line->look = kind == PHRASE_AUTHOR ? LINE_AUTHOR : LINE_PHOTO;
    if (marked || code_point_is_upper(next))
        line->name = credit_name(cutter, text, size);
    return true;
}

/* Whether the line is a date with a place, a source or a heading of the site. The first label bytes
 * are «Опубликовано» or the like. */
static bool is_dateline(struct span text, size_t label, const struct line *line)
{
    struct dateline_date found;
    text = trim(span_slice(text, label, text.size));
    if (text.size > SHORT_SIZE || line->words > 16 || !dateline_find(text, 0, &found))
        return false;
    struct span before = trim(span_slice(text, 0, found.whole.start));
    struct span after = trim(span_slice(text, found.whole.end, text.size));
    size_t last = before.size;
    uint32_t mark = before.size ? utf8_previous(before, &last) : 0;
    uint32_t next = point_at(after, 0);
    bool sure = found.timed || (found.numeric && before.size == 0);
    if (!sure && before.size && (code_point_is_letter(mark) || code_point_is_digit(mark)))
        return false;
    if (after.size && code_point_is_letter(next) && !(sure && line->words <= 9))
        return false;
    struct span name = without_count(after);
    bool goes_on = code_point_is_lower(point_at(name, 0)) || next == 0xAB || next == '"';
    if (!sure && goes_on)
        return false; /* «5 мая 2018 года — открыт цех» */
    if (is_terminal(last_mark(after)) && line->words > 7 && !ends_abbreviated(after))
        return false;
    if (is_bullet(point_at(text, 0)) && !date_is_set(found.date))
        return false;
    return date_is_set(found.date) || before.size + after.size < 80;
}

/* The look of a line by itself. */
static void look_at(struct cutter *cutter, struct span text, struct line *line)
{
    size_t size, mark;
    bool sentences;
    look_inside(text, line, &sentences);
    uint32_t last = last_mark(text), first = point_at(text, 0);
    enum phrase_kind phrase = phrase_at_start(text, &size);
    line->small = code_point_is_lower(first);
    line->dash = is_dash(first);
    line->colon = last == ':';
    line->look = LINE_PROSE;
    if (is_dateline(text, phrase == PHRASE_PUBLISHED ? size : 0, line))
        line->look = phrase == PHRASE_PUBLISHED ? LINE_LABELLED
                     : phrase == PHRASE_CURRENT ? LINE_NOISE
                                                : LINE_DATELINE;
    else if (phrase == PHRASE_RELATED && text.size <= NOISE_SIZE && phrase_stands_alone(text, size))
        line->look = LINE_RELATED;
    else if (read_credit(cutter, text, phrase, size, line))
        return;
    else if (is_noise(text, phrase, size))
        line->look = LINE_NOISE;
    else if (is_menu(text) || (phrase == PHRASE_MENU && size == text.size) ||
             (menu_prefix(text) == text.size))
        line->look = LINE_MENU;
    else if ((mark = list_mark(text)) > 0)
        line->look = LINE_LIST;
    bool ended = (is_terminal(last) && !ends_abbreviated(text)) || last == ';' || last == ',';
    line->single = is_terminal(last) && !sentences;
    line->question = line->single && last != '.';
    if (line->look == LINE_PROSE && !ended && !line->colon && !sentences && !line->dash &&
        line->words <= SHORT_WORDS && text.size <= SHORT_SIZE)
        line->look = LINE_SHORT;
}

static void add_line(struct cutter *cutter, struct span part)
{
    struct span text = trim(part);
    if (text.size == 0)
        return;
    struct line line = {.alone = cutter->gap, .range = range_of(cutter->text, text)};
    look_at(cutter, text, &line);
    if (line.look == LINE_LIST) {
        text = trim(span_slice(text, list_mark(text), text.size));
        if (text.size == 0)
            return;
        line.range = range_of(cutter->text, text);
    }
    cutter->gap = false;
    *ARRAY_PUSH(cutter->arena, cutter->lines) = line;
}

/* Whether a button, counter or credit begins with text; ended says whether a sentence ended before
 * it. */
static bool begins_tail(struct span text, bool ended)
{
    size_t size;
    enum phrase_kind kind = phrase_at_start(text, &size);
    if (kind != PHRASE_NOISE && kind != PHRASE_RELATED && kind != PHRASE_PHOTO &&
        kind != PHRASE_AUTHOR)
        return false;
    if (!ended && kind == PHRASE_AUTHOR)
        return false; /* «Текст: …» may stand in a sentence */
    struct span rest = trim(span_slice(text, size, text.size));
    uint32_t next = point_at(rest, 0);
    if (next == ':')
        return true;
    if (!ended || kind != PHRASE_NOISE)
        return false;
    bool several = phrase_is_long(span_slice(text, 0, size));
    if (code_point_is_letter(next))
        return several && code_point_is_upper(next) && phrase_at_start(rest, &size) == PHRASE_NOISE;
    return several || text.size <= BUTTON_SIZE;
}

/* Where buttons, counters and credits begin in the last bytes of a line; its size where there are
 * none. */
static size_t find_tail(struct span text)
{
    for (size_t at = text.size > TAIL ? text.size - TAIL : 1; at < text.size; at++) {
        const char *space = memchr(text.data + at - 1, ' ', text.size - at);
        if (space == NULL)
            break;
        at = (size_t)(space - text.data) + 1;
        if (!code_point_is_upper(point_at(text, at)))
            continue;
        size_t before = at;
        uint32_t mark = ' ';
        while (before > 0 && mark == ' ')
            mark = utf8_previous(text, &before);
        bool ended = is_terminal(mark) || is_closer(mark);
        if (begins_tail(span_slice(text, at, text.size), ended))
            return at;
    }
    return text.size;
}

/* Cuts «Заголовок 09.02.2015 14:30 Текст …» and «09.02.2015 Заголовок» at the date; adds what
 * stands before the text, and returns the text. */
static struct span cut_head(struct cutter *cutter, struct span text)
{
    struct dateline_date found;
    struct span start = span_slice(text, 0, SHORT_SIZE);
    size_t menu = menu_prefix(text);
    if (menu > 0 && menu < text.size && !is_menu(text)) {
        add_line(cutter, span_slice(text, 0, menu));
        return cut_head(cutter, trim(span_slice(text, menu, text.size)));
    }
    size_t lead = dateline_lead(text, &found);
    if (lead > 0 && lead < text.size) {
        size_t before = cutter->lines->count;
        add_line(cutter, span_slice(text, 0, lead));
        if (cutter->lines->count > before)
            cutter->lines->items[before].look = LINE_DATELINE;
        return span_slice(text, lead, text.size);
    }
    if (!dateline_find(start, 0, &found) || !date_is_set(found.date) ||
        !(found.numeric || found.timed))
        return text;
    struct span before = trim(span_slice(text, 0, found.whole.start));
    struct span after = trim(span_slice(text, found.whole.end, text.size));
    size_t at = 0;
    struct line look = {0};
    bool sentences;
    look_inside(before, &look, &sentences);
    uint32_t next = after.size ? utf8_next(after, &at) : 0;
    bool begins = code_point_is_upper(next) || next == 0xAB || next == '"';
    struct span tail = span_slice(before, before.size > 9 ? before.size - 9 : 0, before.size);
    bool governed = span_ends_with(tail, SPAN(" от")) || span_ends_with(tail, SPAN(" с")) ||
                    span_ends_with(tail, SPAN(" до")) || span_ends_with(tail, SPAN(" на")) ||
                    span_ends_with(tail, SPAN(" по")) || span_ends_with(tail, SPAN("№"));
    if (!begins || governed || sentences || after.size < 60)
        return text;
    add_line(cutter, before);
    add_line(cutter, span_slice(text, found.whole.start, found.whole.end));
    return after;
}

/* Whether a line ends inside a word: «соглаше-». */
static bool parts_word(struct span line)
{
    size_t at = line.size;
    uint32_t hyphen = at ? utf8_previous(line, &at) : 0;
    return (hyphen == '-' || hyphen == 0x2010) && at &&
           code_point_is_lower(utf8_previous(line, &at));
}

/* Whether a line goes on with the sentence of the one before: it begins with a small letter, or the
 * text is broken into lines of a fixed width and that one was full. */
static bool goes_on(const struct cutter *cutter, struct span text)
{
    if (cutter->gap || cutter->lines->count == 0)
        return false;
    const struct line *before = &cutter->lines->items[cutter->lines->count - 1];
    bool open = before->look == LINE_SHORT || (before->look == LINE_PROSE && !before->single);
    bool text_before = open || before->look == LINE_PROSE || before->look == LINE_LIST;
    if (!text_before || list_mark(text) > 0 || is_dash(point_at(text, 0)))
        return false;
    if (cutter->full != SIZE_MAX && cutter->width >= cutter->full)
        return true;
    struct span last = span_of_range(cutter->text, before->range);
    uint32_t mark = last_mark(last);
    if (parts_word(last) && code_point_is_lower(point_at(text, 0)))
        return true;
    bool ended = is_terminal(mark) || mark == ':' || mark == ';';
    bool broken = cutter->full != SIZE_MAX || cutter->width >= SENTENCE_WIDTH;
    return !ended && broken && code_point_is_lower(point_at(text, 0));
}

/* Makes the text a part of the line before it. */
static void join_line(struct cutter *cutter, struct span text)
{
    struct line *line = &cutter->lines->items[cutter->lines->count - 1];
    bool list = line->look == LINE_LIST;
    bool known = line->range.end - line->range.start > LOOK; /* the start decides already */
    line->range.end = range_of(cutter->text, text).end;
    if (known)
        return;
    look_at(cutter, span_of_range(cutter->text, line->range), line);
    if (line->look != LINE_PROSE || list)
        line->look = list ? LINE_LIST : LINE_PROSE;
}

/* The width of a full line where the text's paragraphs are broken into lines of a fixed width: many
 * lines begin inside a sentence, and none is long. SIZE_MAX where they are not. */
static size_t full_width(struct span text)
{
    size_t lines = 0, small = 0, widest = 0, start = 0;
    struct span sample = span_slice(text, 0, WRAP_SAMPLE);
    while (start <= sample.size) {
        const char *feed = memchr(sample.data + start, '\n', sample.size - start);
        size_t end = feed ? (size_t)(feed - sample.data) : sample.size;
        struct span line = trim(span_slice(sample, start, end));
        start = end + 1;
        if (line.size == 0)
            continue;
        lines++;
        small += code_point_is_lower(point_at(line, 0));
        widest = line.size > widest ? line.size : widest;
    }
    bool broken = lines >= 6 && small * 4 >= lines && widest >= NARROWEST && widest <= WIDEST;
    return broken ? widest * 3 / 5 : SIZE_MAX;
}

/* Adds a line of the input, in its parts. */
static void cut_line(struct cutter *cutter, struct span line)
{
    struct span text = trim(line);
    if (text.size == 0) {
        cutter->gap = true;
        return;
    }
    if (goes_on(cutter, text)) {
        join_line(cutter, text);
        cutter->width = text.size;
        return;
    }
    cutter->width = text.size;
    if (cutter->lines->count < HEAD_LINES * 3)
        text = cut_head(cutter, text);
    size_t tail = find_tail(text);
    add_line(cutter, span_slice(text, 0, tail));
    while (tail < text.size) {
        struct span rest = span_slice(text, tail, text.size);
        size_t size;
        phrase_at_start(rest, &size);
        size_t next = size + find_tail(span_slice(rest, size, rest.size));
        add_line(cutter, span_slice(rest, 0, next));
        tail += next;
    }
}

/* The places of the next mark of each kind that ends a line: each is looked for once. */
struct line_ends {
    size_t next[4];
};

/* The offset of the next end of a line at or after from. */
static size_t line_end(struct span text, struct line_ends *ends, size_t from)
{
    static const char marks[] = {'\n', '\r', '\f', '\v'};
    size_t nearest = text.size;
    for (size_t i = 0; i < sizeof marks; i++) {
        if (ends->next[i] < from || from == 0) {
            const char *found = memchr(text.data + from, marks[i], text.size - from);
            ends->next[i] = found ? (size_t)(found - text.data) : text.size;
        }
        nearest = ends->next[i] < nearest ? ends->next[i] : nearest;
    }
    return nearest;
}

void lines_of_text(struct arena *arena, struct span text, struct lines *lines)
{
    struct cutter cutter = {.arena = arena, .text = text, .lines = lines, .gap = true};
    struct line_ends ends = {{0}};
    cutter.full = full_width(text);
    *lines = (struct lines){0};
    for (size_t at = 0; at < text.size;) {
        size_t end = line_end(text, &ends, at);
        cut_line(&cutter, span_slice(text, at, end));
        if (end + 1 < text.size && text.data[end] == '\r' && text.data[end + 1] == '\n')
            end++;
        at = end + 1;
    }
}
