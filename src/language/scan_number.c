/* Numbers: «2 000 000», «1,5», «09.02.2015», «14:30», «2015-02-09», «28/10/2016», «2015-го». */
#include "scanner.h"

#include "utf8.h"

enum { LONGEST_ENDING = 6 /* bytes of «го», «ого», «м»: three letters */ };

static bool digit_at(const struct scanner *scanner, size_t at)
{
    return at < scanner->end && code_point_is_digit((unsigned char)scanner->text.data[at]);
}

/* The number of digits at the offset, counted up to most. */
static size_t digits_at(const struct scanner *scanner, size_t at, size_t most)
{
    size_t count = 0;
    while (count < most && digit_at(scanner, at + count))
        count++;
    return count;
}

static uint32_t point_at(const struct scanner *scanner, size_t at)
{
    struct span text = span_slice(scanner->text, 0, scanner->end);
    return at < text.size ? utf8_next(text, &at) : 0;
}

/* The size of a space between groups of three digits: plain, no-break, thin or narrow. */
static size_t group_space(const struct scanner *scanner, size_t at)
{
    switch (point_at(scanner, at)) {
    case ' ':
        return 1;
    case 0xA0:
        return 2;
    case 0x2009:
    case 0x202F:
        return 3;
    default:
        return 0;
    }
}

/* «02-09» behind «2015-», «10/2016» behind «28/»: a date in figures with this mark; its end, or
 * zero. */
static size_t scan_date(const struct scanner *scanner, size_t at, size_t first, char mark)
{
    size_t end = scanner->end, second_at = at + 1;
    if (at >= end || scanner->text.data[at] != mark)
        return 0;
    size_t second = digits_at(scanner, second_at, 3);
    size_t third_at = second_at + second + 1;
    if (second < 1 || second > 2 || third_at >= end || scanner->text.data[third_at - 1] != mark)
        return 0;
    size_t third = digits_at(scanner, third_at, 5);
    bool iso = mark == '-' && first == 4 && second == 2 && third == 2;
    bool slashed = mark == '/' && first <= 2 && third == 4;
    return iso || slashed ? third_at + third : 0;
}

/* Groups of three digits behind the first one to three. */
static size_t scan_groups(const struct scanner *scanner, size_t at)
{
    for (;;) {
        size_t space = group_space(scanner, at);
        if (space == 0 || digits_at(scanner, at + space, 4) != 3)
            return at;
        at += space + 3;
    }
}

/* Parts behind a point, comma or colon that a digit follows: fractions, dates, times. */
static size_t scan_parts(const struct scanner *scanner, size_t at)
{
    while (at < scanner->end) {
        char mark = scanner->text.data[at];
        if ((mark != '.' && mark != ',' && mark != ':') || !digit_at(scanner, at + 1))
            break;
        at++;
        while (digit_at(scanner, at))
            at++;
    }
    return at;
}

/* What stands right behind the digits: an ending of an ordinal, or the rest of a word. */
static size_t scan_ending(const struct scanner *scanner, size_t at, bool *word)
{
    uint32_t next = point_at(scanner, at);
    if (code_point_is_latin(next)) {
        *word = true;
        return at;
    }
    size_t hyphen = next == '-' ? 1 : next == 0x2010 || next == 0x2011 ? 3 : 0;
    if (hyphen == 0 || !code_point_is_letter(point_at(scanner, at + hyphen)))
        return at;
    struct span text = span_slice(scanner->text, 0, scanner->end);
    size_t end = at + hyphen;
    bool lower = true;
    while (end < text.size && end - at - hyphen <= LONGEST_ENDING) {
        size_t after = end;
        uint32_t point = utf8_next(text, &after);
        if (!code_point_is_letter(point))
            break;
        lower = lower && code_point_is_lower(point) && code_point_is_cyrillic(point);
        end = after;
    }
    *word = !lower || end - at - hyphen > LONGEST_ENDING || point_at(scanner, end) == '-';
    return *word ? at : end;
}

size_t scan_number(const struct scanner *scanner, bool *word)
{
    size_t at = scanner->at;
    *word = false;
    while (digit_at(scanner, at))
        at++;
    size_t first = at - scanner->at;
    size_t date = scan_date(scanner, at, first, first == 4 ? '-' : '/');
    if (date)
        return date;
    if (first <= 3)
        at = scan_groups(scanner, at);
    at = scan_parts(scanner, at);
    return scan_ending(scanner, at, word);
}
