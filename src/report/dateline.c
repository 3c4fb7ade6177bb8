/* Dates and datelines. */
#include "dateline.h"

#include "utf8.h"

enum { LEAD = 240, PLACE_WORDS = 4, AGENCY = 80 };

static const char *const months[] = {"янв", "фев", "мар", "апр", "мая", "июн",
                                     "июл", "авг", "сен", "окт", "ноя", "дек"};
static const char *const month_endings[] = {"",  "аря",  "раля",  "та",   "т",    "еля", "ля",
                                            "я", "уста", "тября", "ября", "абря", "бря", "кабря"};
static const char *const weekdays[] = {
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "пн",
    "вт",          "ср",      "чт",    "пт",      "сб",      "вс",      "пон",         "втр"};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Moves over spaces of any kind; the offset behind them. */
static size_t skip_spaces(struct span text, size_t at)
{
    while (at < text.size) {
        size_t next = at;
        if (!code_point_is_space(utf8_next(text, &next)))
            break;
        at = next;
    }
    return at;
}

/* Reads up to most digits at *at; the number of digits. */
static int read_digits(struct span text, size_t *at, int most, int *value)
{
    int count = 0;
    *value = 0;
    while (*at < text.size && count < most && code_point_is_digit((unsigned char)text.data[*at])) {
        *value = *value * 10 + (text.data[(*at)++] - '0');
        count++;
    }
    return count;
}

static bool digit_at(struct span text, size_t at)
{
    return at < text.size && code_point_is_digit((unsigned char)text.data[at]);
}

/* The end of the run of letters at from. */
static size_t word_end(struct span text, size_t from)
{
    while (from < text.size) {
        size_t next = from;
        if (!code_point_is_letter(utf8_next(text, &next)))
            break;
        from = next;
    }
    return from;
}

/* Whether the word [start, end) is the string, whatever its case. */
static bool word_is(struct span text, size_t start, size_t end, const char *string)
{
    char folded[32];
    if (end - start > sizeof folded || end - start != strlen(string))
        return false;
    size_t size = utf8_lower(span_slice(text, start, end), folded, true);
    return span_equal((struct span){folded, size}, span_of(string));
}

/* The month 1-12 that the word names, in the genitive or cut short; 0 for any other word. */
static int month_of_word(struct span text, size_t start, size_t end)
{
    char folded[32];
    if (end - start < 6 || end - start > 16)
        return 0;
    struct span word = {folded, utf8_lower(span_slice(text, start, end), folded, true)};
    for (int month = 0; month < 12; month++) {
        if (!span_starts_with(word, span_of(months[month])))
            continue;
        struct span ending = span_slice(word, 6, word.size);
        for (size_t i = 0; i < COUNT_OF(month_endings); i++)
            if (span_equal(ending, span_of(month_endings[i])))
                return month + 1;
    }
    return 0;
}

static bool set_date(struct date *date, int year, int month, int day)
{
    *date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    if (year != 0)
        return year >= 1900 && year <= 2199 && date_is_valid(*date);
    struct date leap = {2000, (int8_t)month, (int8_t)day};
    return date_is_valid(leap);
}

/* «09.02.2015», «28/10/2016», «9-2-15» behind the day; *at stands on the mark. */
static bool read_numeric(struct span text, size_t *at, int day, struct date *date)
{
    char mark = text.data[*at];
    int month, year;
    ++*at;
    if (read_digits(text, at, 2, &month) == 0 || *at >= text.size || text.data[*at] != mark)
        return false;
    ++*at;
    int digits = read_digits(text, at, 5, &year);
    if (digits == 2 && mark == '.')
        year += 2000;
    else if (digits != 4)
        return false;
    return set_date(date, year, month, day);
}

/* «-02-09» behind a year of four digits. */
static bool read_iso(struct span text, size_t *at, int year, struct date *date)
{
    int month, day;
    ++*at;
    if (read_digits(text, at, 2, &month) != 2 || *at >= text.size || text.data[*at] != '-')
        return false;
    ++*at;
    return read_digits(text, at, 3, &day) == 2 && set_date(date, year, month, day);
}

/* The offset behind «г.», «г», «года» or «год» at from, or from. */
static size_t skip_year_word(struct span text, size_t from)
{
    size_t start = skip_spaces(text, from), end = word_end(text, start);
    if (word_is(text, start, end, "г"))
        return end < text.size && text.data[end] == '.' ? end + 1 : end;
    return word_is(text, start, end, "года") || word_is(text, start, end, "год") ? end : from;
}

/* «февраля 2015 года», «окт, 2016», «марта» behind the day. */
static bool read_month_name(struct span text, size_t *at, int day, struct date *date)
{
    size_t start = skip_spaces(text, *at), end = word_end(text, start);
    int month = month_of_word(text, start, end);
    if (start == *at || month == 0)
        return false;
    if (end < text.size && text.data[end] == '.' && end - start <= 8 && month != 5)
        end++;
    *at = end;
    size_t behind = end;
    if (behind < text.size && text.data[behind] == ',')
        behind++;
    behind = skip_spaces(text, behind);
    int year;
    if (read_digits(text, &behind, 4, &year) == 4 && !digit_at(text, behind)) {
        *at = skip_year_word(text, behind);
        return set_date(date, year, month, day);
    }
    return set_date(date, 0, month, day);
}

/* «Март 12, 2018», as many sites' engines write it: the day stands at from, *at behind it; the
 * start of the month's name, or from where there is none. */
static size_t read_month_before(struct span text, size_t from, size_t *at, int day,
                                struct date *date)
{
    size_t end = from;
    while (end > 0 && text.data[end - 1] == ' ')
        end--;
    size_t start = end;
    while (start > 0 && end - start < 16) {
        size_t previous = start;
        if (!code_point_is_letter(utf8_previous(text, &previous)))
            break;
        start = previous;
    }
    size_t behind = skip_spaces(text, *at + 1);
    int year, month = month_of_word(text, start, end);
    if (month == 0 || end == from || read_digits(text, &behind, 4, &year) != 4 ||
        digit_at(text, behind) || !set_date(date, year, month, day))
        return from;
    *at = behind;
    return start;
}

/* A date that begins at from, where a digit stands. */
static bool read_date(struct span text, size_t from, struct dateline_date *found)
{
    int number;
    size_t at = from;
    int digits = read_digits(text, &at, 4, &number);
    *found = (struct dateline_date){0};
    if (at >= text.size || digit_at(text, at))
        return false;
    char mark = text.data[at];
    bool read;
    if (digits == 4) {
        read = mark == '-' && read_iso(text, &at, number, &found->date);
        found->numeric = true;
    } else if (digits > 2) {
        return false;
    } else if (mark == '.' || mark == '/' || mark == '-') {
        read = read_numeric(text, &at, number, &found->date);
        found->numeric = true;
    } else if (mark == ',') {
        size_t start = read_month_before(text, from, &at, number, &found->date);
        read = start < from;
        from = start;
    } else {
        read = read_month_name(text, &at, number, &found->date);
    }
    if (!read || digit_at(text, at))
        return false;
    bool joined = at < text.size && strchr(".-/", text.data[at]) && digit_at(text, at + 1);
    if (found->numeric && joined)
        return false; /* a number of parts, as of a document */
    if (found->numeric)
        at = skip_year_word(text, at);
    found->words = (struct range){(uint32_t)from, (uint32_t)at};
    return true;
}

/* The offset behind a time of day at from («, 14:30», «в 09:15 (МСК)», «T12:00»), or from. */
static size_t skip_time(struct span text, size_t from)
{
    size_t at = from;
    while (at < text.size && (text.data[at] == ',' || text.data[at] == '|' || text.data[at] == '-'))
        at = skip_spaces(text, at + 1);
    at = skip_spaces(text, at);
    size_t word = word_end(text, at);
    if (word_is(text, at, word, "в"))
        at = skip_spaces(text, word);
    int hour, minute, second;
    int digits = read_digits(text, &at, 2, &hour);
    if (digits == 0 || hour > 24 || at + 1 >= text.size ||
        (text.data[at] != ':' && text.data[at] != '.') || (text.data[at] == '.' && digits != 2))
        return from;
    at++;
    if (read_digits(text, &at, 3, &minute) != 2 || minute > 59)
        return from;
    if (at < text.size && text.data[at] == ':' && digit_at(text, at + 1)) {
        at++;
        read_digits(text, &at, 2, &second);
    }
    size_t zone = skip_spaces(text, at);
    bool bracket = zone < text.size && text.data[zone] == '(';
    size_t zone_end = word_end(text, zone + bracket);
    if (word_is(text, zone + bracket, zone_end, "мск")) {
        at = zone_end;
        if (bracket && at < text.size && text.data[at] == ')')
            at++;
    }
    return at;
}

/* The start of a weekday that stands before the offset («Пятница, 28 декабря»), or the offset. */
static size_t weekday_before(struct span text, size_t offset)
{
    size_t end = offset;
    while (end > 0 &&
           (text.data[end - 1] == ' ' || text.data[end - 1] == ',' || text.data[end - 1] == '.'))
        end--;
    size_t start = end;
    while (start > 0 && end - start < 24) {
        size_t previous = start;
        if (!code_point_is_letter(utf8_previous(text, &previous)))
            break;
        start = previous;
    }
    for (size_t i = 0; i < COUNT_OF(weekdays); i++)
        if (word_is(text, start, end, weekdays[i]))
            return start;
    return offset;
}

/* The offset behind a weekday at from («, вторник»), or from. */
static size_t skip_weekday(struct span text, size_t from)
{
    size_t at = from;
    if (at < text.size && text.data[at] == ',')
        at++;
    at = skip_spaces(text, at);
    size_t end = word_end(text, at);
    for (size_t i = 0; i < COUNT_OF(weekdays); i++)
        if (word_is(text, at, end, weekdays[i]))
            return end;
    return from;
}

/* The offset of the next digit at or after from; text.size where there is none. */
static size_t next_digit(struct span text, size_t from)
{
    const uint64_t ones = 0x0101010101010101u;
    while (text.size - from >= sizeof ones) {
        uint64_t eight;
        memcpy(&eight, text.data + from, sizeof eight);
        /* Bytes from 0x30 to 0x3F are zero here. */
        uint64_t high = (eight ^ ones * 0x30) & ones * 0xF0;
        if ((high - ones) & ~high & ones * 0x80)
            break;
        from += sizeof eight;
    }
    while (from < text.size && !digit_at(text, from))
        from++;
    return from;
}

bool dateline_find(struct span text, size_t from, struct dateline_date *found)
{
    for (size_t at = from; at < text.size; at++) {
        at = next_digit(text, at);
        if (at >= text.size)
            break;
        size_t before = at;
        bool starts = at == 0 || !code_point_is_letter(utf8_previous(text, &before));
        starts = starts && (at == 0 || (text.data[at - 1] != '.' && text.data[at - 1] != '-'));
        if (starts && read_date(text, at, found)) {
            size_t start = weekday_before(text, found->words.start);
            size_t end = skip_weekday(text, found->words.end);
            size_t time = skip_time(text, end);
            found->timed = time != end;
            found->whole = (struct range){(uint32_t)start, (uint32_t)time};
            return true;
        }
        while (digit_at(text, at + 1))
            at++;
    }
    return false;
}

/* Whether the words before the date can be a place: one to four capitalized words, as «Великий
 * Новгород», «НИЖНИЙ НОВГОРОД», «Ростов-на-Дону», with marks between and behind. Between slashes or
 * brackets words may be small: «КУБИНКА /Московская область/». */
static bool is_place(struct span text)
{
    int words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        if (!code_point_is_letter(point)) {
            if (point != ' ' && point != ',' && point != '.' && point != '-' && point != '(' &&
                point != ')' && point != '/' && point != 0xA0)
                return false;
            inside = point == '/' ? !inside : point == '(' || (inside && point != ')');
            continue;
        }
        if (++words > PLACE_WORDS)
            return false;
        bool inner = start > 0 && text.data[start - 1] == '-';
        if (!inner && !inside && !code_point_is_upper(point))
            return false;
        at = word_end(text, at);
    }
    return words > 0;
}

/* The size of a dash or «/» between spaces, or of «: », that ends a dateline at the offset; 0 where
 * there is none. */
static size_t end_mark(struct span text, size_t at)
{
    struct span rest = span_slice(text, at, text.size);
    static const char *const marks[] = {"- ", "– ", "— ", "/ ", ": "};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (span_starts_with(rest, span_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* Whether a sentence can begin at the offset: a capital, a figure or an opening mark, or the end.
 */
static bool can_begin(struct span text, size_t at)
{
    at = skip_spaces(text, at);
    if (at >= text.size)
        return true;
    uint32_t point = utf8_next(text, &at);
    return !code_point_is_lower(point) && point != ',' && point != '.';
}

/* The end of «Иван Петров. » behind an agency's comma; 0 where no correspondent stands there. */
static size_t correspondent_end(struct span text, size_t from)
{
    size_t at = from;
    for (int words = 0; words < 2; words++) {
        size_t next = at = skip_spaces(text, at);
        if (at >= text.size || !code_point_is_upper(utf8_next(text, &next)))
            return 0;
        at = word_end(text, at);
    }
    return at < text.size && text.data[at] == '.' && can_begin(text, at + 1) ? at + 1 : 0;
}

/* The end of an agency's name that stands between the date and the text, with the mark behind it
 * («ОКА-ИНФОРМ - », «/Агентство/. », «АИ "Волга". »); 0 where the text begins at from already. */
static size_t agency_end(struct span text, size_t from)
{
    int words = 0, small = 0;
    bool bracket = from < text.size && (text.data[from] == '/' || text.data[from] == '(');
    for (size_t at = from; at < text.size && at < from + AGENCY;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        size_t mark = start > from && text.data[start - 1] == ' ' ? end_mark(text, start) : 0;
        if (mark)
            return can_begin(text, start + mark) ? start + mark : 0;
        if (bracket && start > from && (point == '/' || point == ')'))
            return at < text.size && (text.data[at] == '.' || text.data[at] == ',') ? at + 1 : at;
        if (bracket)
            continue; /* «(корр. «Название»)»: only the bracket ends it */
        if (point == '.' && (at >= text.size || text.data[at] == ' '))
            return words <= 3 && small == 0 ? at : 0;
        if (point == ',' && words > 0 && words <= 3)
            return correspondent_end(text, at);
        if (point == ',' || point == ';' || point == '!' || point == '?')
            return 0;
        if (code_point_is_letter(point)) {
            if (++words > 5)
                return 0;
            small += code_point_is_lower(point);
            at = word_end(text, at);
        }
    }
    return 0;
}

/* The name between brackets, slashes and marks: its first word with a capital, or quotation mark,
 * to its last letter or closing one. */
static struct range agency_name(struct span text, size_t from, size_t end)
{
    bool bracket = from < end && (text.data[from] == '/' || text.data[from] == '(');
    for (size_t at = from; !bracket && at < end; at++)
        if (text.data[at] == ',')
            end = at; /* the correspondent follows */
    while (from < end) {
        size_t next = from;
        uint32_t point = utf8_next(text, &next);
        if (code_point_is_upper(point) || point == 0xAB || point == '"' || point == 0x201E)
            break;
        /* «корр. Агентства»: a small word is no part of it. */
        from = code_point_is_letter(point) ? word_end(text, from) : next;
    }
    while (end > from) {
        size_t before = end;
        uint32_t point = utf8_previous(text, &before);
        if (code_point_is_letter(point) || code_point_is_digit(point) || point == 0xBB ||
            point == '"' || point == 0x201C)
            break;
        end = before;
    }
    return (struct range){(uint32_t)from, (uint32_t)end};
}

size_t dateline_lead(struct span text, struct dateline_date *found)
{
    struct span start = span_slice(text, 0, text.size < LEAD ? text.size : LEAD);
    found->agency = (struct range){0};
    enum { WITH_YEAR = 10 };
    /* «Екатеринбург, 05.07.2021. …», but no «…, 05.07. …» */
    if (!dateline_find(start, 0, found) ||
        (found->numeric && found->whole.end - found->whole.start < WITH_YEAR))
        return 0;
    struct span place = span_slice(start, 0, found->whole.start);
    if (place.size == 0 || !is_place(place))
        return 0;
    size_t at = found->whole.end;
    bool comma = at < start.size && start.data[at] == ',';
    bool point = at < start.size && start.data[at] == '.';
    bool stop = point || start.data[at - 1] == '.';
    at = skip_spaces(start, at + (comma || point));
    size_t mark = end_mark(start, at);
    if (mark)
        at = skip_spaces(start, at + mark);
    bool bracket = at < start.size && (start.data[at] == '/' || start.data[at] == '(');
    if (!mark && !stop && !comma && !bracket)
        return 0;
    size_t agency = agency_end(start, at);
    if (agency) {
        found->agency = agency_name(start, at, agency);
        return skip_spaces(start, agency);
    }
    return mark || (stop && can_begin(start, at)) ? at : 0;
}

struct range dateline_agency(struct span text)
{
    struct dateline_date found = {0};
    if (dateline_lead(text, &found) > 0)
        return found.agency;
    struct span start = span_slice(text, 0, text.size < LEAD ? text.size : LEAD);
    size_t at = 0;
    if (start.size == 0 || utf8_next(start, &at) != 0xAB || !dateline_find(start, 0, &found))
        return (struct range){0};
    while (at < found.whole.start) {
        uint32_t point = utf8_next(start, &at);
        if (point == 0xBB)
            return (struct range){0, (uint32_t)at};
        if (point == '\n')
            break;
    }
    return (struct range){0};
}
