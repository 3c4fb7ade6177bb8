/* Dates as people write them in forms and tables. */
#include "calendar_text.h"

#include "utf8.h"

enum { WORDS = 12 /* of a date; none has more */ };

size_t span_words(struct span text, struct span *words, size_t most)
{
    struct span word;
    size_t count = 0;
    while (span_next_part(&text, ' ', &word)) {
        while (word.size && (word.data[word.size - 1] == ',' || word.data[word.size - 1] == '.'))
            word.size--;
        if (!word.size)
            continue;
        if (count == most)
            return 0;
        words[count++] = word;
    }
    return count;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static int8_t month_of(struct span word)
{
    static const char *const months[12][4] = {{"январ", "jan"},
                                              {"феврал", "feb"},
                                              {"март", "mar"},
                                              {"апрел", "apr"},
                                              {"май", "may", "мая", "мае"},
                                              {"июн", "jun"},
                                              {"июл", "jul"},
                                              {"август", "aug"},
                                              {"сентябр", "sep"},
                                              {"октябр", "oct"},
                                              {"ноябр", "nov"},
                                              {"декабр", "dec"}};
    for (int month = 0; month < 12; month++)
        for (int form = 0; form < 4 && months[month][form]; form++)
            if (span_starts_with(word, span_of(months[month][form])))
                return (int8_t)(month + 1);
    return 0;
}

static bool small_number(struct span word, int64_t most, int64_t *number)
{
    return word.size && is_digit(word.data[0]) && span_to_integer(word, number) && *number >= 1 &&
           *number <= most;
}

/* "01.03.2024", "03.2024": day, month and year with full stops between. */
static bool date_of_parts(struct span text, struct date *date)
{
    struct span part;
    int64_t numbers[3] = {0};
    size_t count = 0;
    while (count < 3 && span_next_part(&text, '.', &part))
        if (!small_number(part, 9999, &numbers[count++]))
            return false;
    if (count < 2 || text.size || numbers[count - 1] < 1000 || numbers[count - 2] > 12 ||
        (count == 3 && numbers[0] > 31))
        return false;
    *date = (struct date){(int16_t)numbers[count - 1], (int8_t)numbers[count - 2],
                          (int8_t)(count == 3 ? numbers[0] : 0)};
    return date_is_valid(*date);
}

static bool is_year_word(struct span word)
{
    static const char *const words[] = {"г", "год", "года", "году"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_equal(word, span_of(words[i])))
            return true;
    return false;
}

/* "1 марта 2024 г.", "March 1, 2024", "март 2024", "2024 год". */
static bool date_of_words(struct span text, struct date *date)
{
    struct span words[WORDS];
    size_t count = span_words(text, words, WORDS);
    int64_t number;
    *date = (struct date){0};
    if (count && is_year_word(words[count - 1]))
        count--;
    for (size_t i = 0; i < count; i++) {
        int8_t month = month_of(words[i]);
        if (month && !date->month)
            date->month = month;
        else if (small_number(words[i], 9999, &number) && number > 31 && !date->year)
            date->year = (int16_t)number;
        else if (small_number(words[i], 31, &number) && !date->day)
            date->day = (int8_t)number;
        else
            return false;
    }
    return date->year >= 1000 && (!date->day || date->month) && date_is_valid(*date);
}

bool date_of_text(struct span folded, struct date *date)
{
    return date_read(folded, date) || date_of_parts(folded, date) || date_of_words(folded, date);
}

bool date_of_typed(struct span text, struct date *date)
{
    enum { LONGEST = 80 /* bytes; no date that people write has more */ };
    char single[LONGEST + 4], folded[LONGEST + 4];
    size_t size = 0;
    text = span_trim(text);
    if (text.size > LONGEST)
        return false;
    for (size_t offset = 0; offset < text.size;) {
        uint32_t code_point = utf8_next(text, &offset);
        if (!code_point_is_space(code_point))
            size += utf8_encode(code_point, single + size);
        else if (size && single[size - 1] != ' ')
            single[size++] = ' ';
        if (size > LONGEST)
            return false; /* bytes that are no text grow */
    }
    size = utf8_lower((struct span){single, size}, folded, true);
    return date_of_text((struct span){folded, size}, date);
}

/* ---- days by which something is due ---- */

/* Without what may stand before and behind a day and says nothing of it. */
static struct span due_trim(struct span text)
{
    static const char *const before[] = {"не позднее ", "до ", "к ", "по ", "by ", "until "};
    static const char *const behind[] = {" 00:00:00", " 0:00:00", " 00:00", " 0:00",
                                         " года",     " год",     "г.",     "г"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (span_starts_with(text, span_of(before[i])))
            text = span_slice(text, strlen(before[i]), text.size);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (span_ends_with(text, span_of(behind[i])))
            text = span_slice(text, 0, text.size - strlen(behind[i]));
    return span_trim(text);
}

/* A year of this century by its last two digits, or a whole one. */
static bool due_year(struct span text, int16_t *year)
{
    enum { CENTURY = 2000 };
    int64_t number;
    if ((text.size != 2 && text.size != 4) || !small_number(text, 9999, &number))
        return false;
    *year = (int16_t)(text.size == 2 ? CENTURY + number : number);
    return *year >= 1000;
}

/* "31.12.27". */
static bool due_of_parts(struct span text, struct date *date)
{
    struct span day, month, year = text;
    int64_t numbers[2];
    if (!span_next_part(&year, '.', &day) || !span_next_part(&year, '.', &month) ||
        !small_number(day, 31, &numbers[0]) || !small_number(month, 12, &numbers[1]) ||
        !due_year(year, &date->year))
        return false;
    date->month = (int8_t)numbers[1];
    date->day = (int8_t)numbers[0];
    return date_is_valid(*date);
}

static int8_t quarter_of(struct span word)
{
    static const char *const names[4][5] = {{"1", "i", "1-й", "первый", "q1"},
                                            {"2", "ii", "2-й", "второй", "q2"},
                                            {"3", "iii", "3-й", "третий", "q3"},
                                            {"4", "iv", "4-й", "четвертый", "q4"}};
    for (int quarter = 0; quarter < 4; quarter++)
        for (int form = 0; form < 5; form++)
            if (span_is(word, names[quarter][form]))
                return (int8_t)(quarter + 1);
    return 0;
}

/* "iv кв. 2027", "4 квартал 2027", "q4 2027"; "дек.27", "дек-27", as spreadsheets show a month. */
static bool due_of_words(struct span text, struct date *date)
{
    enum { MONTHS = 3 /* of a quarter; letters of a month's name that are enough */ };
    struct span words[WORDS], rest = text;
    size_t count = span_words(text, words, WORDS);
    int8_t quarter = count ? quarter_of(words[0]) : 0;
    bool named = count == 3 && (span_starts_with(words[1], SPAN("кв")) ||
                                span_starts_with(words[1], SPAN("quarter")));
    if (quarter && (named || (count == 2 && words[0].data[0] == 'q'))) {
        date->month = (int8_t)(quarter * MONTHS);
        return due_year(words[count - 1], &date->year);
    }
    static const char *const months[] = {"янв", "фев", "мар", "апр", "май", "июн",
                                         "июл", "авг", "сен", "окт", "ноя", "дек"};
    for (int i = 0; i < 12; i++) {
        if (!span_starts_with(text, span_of(months[i])))
            continue;
        rest = span_slice(text, strlen(months[i]), text.size);
        if (rest.size < 2 || (rest.data[0] != '.' && rest.data[0] != '-' && rest.data[0] != ' '))
            return false;
        date->month = (int8_t)(i + 1);
        return due_year(span_trim(span_slice(rest, 1, rest.size)), &date->year);
    }
    return false;
}

bool date_due_of_text(struct span folded, struct date *date)
{
    struct span text = due_trim(folded);
    if (date_of_text(folded, date) || date_of_text(text, date))
        return true;
    *date = (struct date){0};
    return due_of_parts(text, date) || due_of_words(text, date);
}
