/* Values as people write them in forms and tables. */
#include "entry_value.h"

#include <math.h>
#include <stdlib.h>

#include "calendar_text.h"
#include "utf8.h"

enum { WORDS = 12 /* of a date, a sum or a length of time; no such value has more */ };

struct span entry_fold(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, 3 * text.size + 1, 1), *folded;
    size_t size = 0;
    bool blank = false;
    for (size_t offset = 0; offset < text.size;) {
        uint32_t code_point = utf8_next(text, &offset);
        if (code_point_is_space(code_point)) {
            blank = size > 0;
            continue;
        }
        if (blank)
            out[size++] = ' ';
        blank = false;
        size += utf8_encode(code_point, out + size);
    }
    folded = arena_alloc(arena, size + 1, 1);
    return (struct span){folded, utf8_lower((struct span){out, size}, folded, true)};
}

/* ---- numbers ---- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Whether the only comma of a number parts thousands: "1,200". */
static bool parts_thousands(struct span text, size_t comma, enum tongue tongue)
{
    return tongue == TONGUE_ENGLISH && text.size - comma == 4 && comma > 0;
}

/* The digits of a number with "." before its fraction. A number has at most 40 bytes. */
static bool number_of(struct span text, enum tongue tongue, double *number)
{
    enum { NUMBER = 40 };
    char digits[NUMBER + 1];
    size_t size = 0, commas = 0, points = 0, last_comma = 0;
    if (!text.size || text.size > NUMBER)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        commas += text.data[i] == ',';
        points += text.data[i] == '.';
        last_comma = text.data[i] == ',' ? i : last_comma;
    }
    bool thousands = commas > 1 || (commas && points) || parts_thousands(text, last_comma, tongue);
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == ',' && thousands)
            continue;
        if (!is_digit(byte) && byte != ',' && byte != '.' && !(byte == '-' && !i))
            return false;
        digits[size++] = byte == ',' ? '.' : byte;
    }
    digits[size] = '\0';
    char *end;
    *number = strtod(digits, &end);
    return size && end == digits + size && is_digit(digits[size - 1]) && isfinite(*number);
}

/* "1 200 000": the words from *at on that are one number; *at stays where they are none. */
static bool number_take(const struct span *words, size_t count, size_t *at, enum tongue tongue,
                        struct arena *arena, double *number)
{
    size_t end = *at;
    struct span digits;
    if (end == count || !number_of(words[end], tongue, number))
        return false;
    digits = words[end++];
    while (end < count && words[end].size >= 3 && is_digit(words[end].data[0]) &&
           is_digit(words[end].data[1]) && is_digit(words[end].data[2]) &&
           (words[end].size == 3 || !is_digit(words[end].data[3])))
        digits = arena_join(arena, digits, words[end++]);
    if (!number_of(digits, tongue, number))
        return false;
    *at = end;
    return true;
}

static bool number_read(struct span text, enum tongue tongue, struct arena *arena, double *number)
{
    struct span words[WORDS];
    size_t count = span_words(text, words, WORDS), at = 0;
    return number_take(words, count, &at, tongue, arena, number) && at == count;
}

static bool integer_read(struct span text, enum tongue tongue, struct arena *arena,
                         int64_t *integer)
{
    static const double most = 9007199254740992.0; /* 2^53: whole numbers that a double has */
    double number;
    if (!number_read(text, tongue, arena, &number) || number != floor(number) ||
        fabs(number) > most)
        return false;
    *integer = (int64_t)number;
    return true;
}

/* ---- lengths of time ---- */

static bool duration_given(struct span folded, struct duration *duration)
{
    static const struct {
        const char *beginning;
        char unit;
    } units[] = {{"год", 'y'},   {"лет", 'y'},  {"year", 'y'}, {"мес", 'm'}, {"month", 'm'},
                 {"недел", 'w'}, {"week", 'w'}, {"ден", 'd'},  {"дн", 'd'},  {"day", 'd'}};
    struct span words[WORDS];
    size_t count = span_words(folded, words, WORDS);
    *duration = (struct duration){0};
    for (size_t i = 0; i + 1 < count; i += 2) {
        int64_t number;
        size_t unit = 0, unit_count = sizeof units / sizeof *units;
        while (unit < unit_count && !span_starts_with(words[i + 1], span_of(units[unit].beginning)))
            unit++;
        if (unit == unit_count || !span_to_integer(words[i], &number) || number < 1 ||
            number > 9999)
            return false;
        int16_t *field = units[unit].unit == 'y'   ? &duration->years
                         : units[unit].unit == 'm' ? &duration->months
                         : units[unit].unit == 'w' ? &duration->weeks
                                                   : &duration->days;
        *field = (int16_t)number;
    }
    return count && count % 2 == 0 && duration_is_set(*duration);
}

/* ---- sums ---- */

static const char *currency_of(struct span word)
{
    static const struct {
        const char *word;
        const char *currency;
        bool whole;
    } currencies[] = {{"₽", "RUB", true},   {"руб", "RUB", false},  {"р", "RUB", true},
                      {"rub", "RUB", false},  {"roub", "RUB", false}, {"$", "USD", true},
                      {"долл", "USD", false}, {"usd", "USD", true},   {"dollar", "USD", false},
                      {"€", "EUR", true},     {"евро", "EUR", true},  {"eur", "EUR", false},
                      {"юан", "CNY", false},  {"yuan", "CNY", true},  {"cny", "CNY", true}};
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (currencies[i].whole ? span_equal(word, span_of(currencies[i].word))
                                : span_starts_with(word, span_of(currencies[i].word)))
            return currencies[i].currency;
    return NULL;
}

static double scale_of(struct span word)
{
    static const struct {
        const char *beginning;
        double scale;
    } scales[] = {{"тыс", 1e3},     {"thousand", 1e3}, {"млн", 1e6},       {"миллион", 1e6},
                  {"million", 1e6}, {"млрд", 1e9},     {"миллиард", 1e9},  {"billion", 1e9},
                  {"bn", 1e9},      {"трлн", 1e12},    {"триллион", 1e12}, {"trillion", 1e12}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (span_starts_with(word, span_of(scales[i].beginning)))
            return scales[i].scale;
    return 0;
}

/* A sign of currency stands at its number: "$5", "5₽"; they are parted. */
static struct span signs_part(struct arena *arena, struct span text)
{
    static const char *const signs[] = {"$", "€", "₽"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct span sign = span_of(signs[i]);
        size_t at = span_find(text, sign, 0);
        if (at != SIZE_MAX)
            return arena_format(arena, "%.*s %s %.*s", (int)at, text.data, signs[i],
                                SPAN_ARGS(span_slice(text, at + sign.size, text.size)));
    }
    return text;
}

/* Whether it looks like a code of ISO 4217. */
static bool is_currency(const char *code)
{
    for (size_t i = 0; i < 3; i++)
        if (code[i] < 'A' || code[i] > 'Z')
            return false;
    return true;
}

static bool money_given(struct span folded, enum tongue tongue, struct arena *arena,
                        struct money *money)
{
    struct span words[WORDS];
    size_t count = span_words(signs_part(arena, folded), words, WORDS), at = 0;
    const char *currency = NULL;
    bool numbered = false;
    double scale = 0, one;
    *money = (struct money){.currency = "RUB"};
    while (at < count) {
        const char *named = currency_of(words[at]);
        if (!numbered && number_take(words, count, &at, tongue, arena, &money->value)) {
            numbered = true;
            continue;
        }
        one = scale_of(words[at]);
        if ((named && currency) || (one > 0 && scale > 0) || (!named && one <= 0))
            return false;
        currency = named ? named : currency;
        scale = one > 0 ? one : scale;
        at++;
    }
    if (currency)
        memcpy(money->currency, currency, sizeof money->currency);
    money->value *= scale > 0 ? scale : 1;
    return numbered && currency && isfinite(money->value);
}

/* ---- the rest ---- */

static bool boolean_given(struct span folded, bool *boolean)
{
    static const char *const yes[] = {"да", "yes", "true", "1", "+"};
    static const char *const no[] = {"нет", "no", "false", "0", "-"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        *boolean = span_equal(folded, span_of(yes[i]));
        if (*boolean || span_equal(folded, span_of(no[i])))
            return true;
    }
    return false;
}

static bool choice_given(struct span folded, const struct schema_property *property,
                         struct arena *arena, const struct schema_choice **choice)
{
    for (size_t i = 0; i < property->choice_count; i++) {
        *choice = &property->choices[i];
        if (span_equal(entry_fold(arena, (*choice)->code), folded) ||
            span_equal(entry_fold(arena, (*choice)->label.ru), folded) ||
            span_equal(entry_fold(arena, (*choice)->label.en), folded))
            return true;
    }
    return false;
}

bool entry_value_read(struct span text, const struct schema_property *property, enum tongue tongue,
                      struct arena *arena, struct value *value)
{
    struct span given = span_trim(text), folded = entry_fold(arena, given);
    *value = (struct value){.type = property->type};
    switch (property->type) {
    case VALUE_DATE:
        return date_of_text(folded, &value->date);
    case VALUE_DURATION:
        return (duration_read(given, &value->duration) && duration_is_set(value->duration)) ||
               duration_given(folded, &value->duration);
    case VALUE_MONEY:
        return (value_read(given, VALUE_MONEY, property, value) &&
                is_currency(value->money.currency)) ||
               money_given(folded, tongue, arena, &value->money);
    case VALUE_INTEGER:
        return integer_read(folded, tongue, arena, &value->integer);
    case VALUE_NUMBER:
        return number_read(folded, tongue, arena, &value->number);
    case VALUE_BOOLEAN:
        return boolean_given(folded, &value->boolean);
    case VALUE_CHOICE:
        return choice_given(folded, property, arena, &value->choice);
    case VALUE_TEXT:
    case VALUE_ENTITY_OR_TEXT:
        *value = (struct value){.type = VALUE_TEXT, .text = given};
        return given.size > 0;
    default:
        return false;
    }
}
