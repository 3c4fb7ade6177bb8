/* Dates, durations, numbers and sums as people write them in Russian and in English.
 *
 * Groups of digits are parted by U+202F (narrow no-break space) in Russian, from five digits on,
 * and by commas in English. A sum is put into thousand millions only where nothing is lost by it.
 */
#include "message.h"

#include <math.h>

#define NARROW_SPACE "\u202f"

struct span message_date(const struct catalogue *catalogue, enum tongue tongue, struct arena *arena,
                         struct date date)
{
    if (!date_is_set(date))
        return (struct span){0};
    const char *year = arena_format(arena, "%d", date.year).data;
    const char *day = arena_format(arena, "%d", date.day).data;
    if (!date.month)
        return message(catalogue, tongue, arena, "message.year", "year", year, NULL);
    const char *key =
        arena_format(arena, date.day ? "message.day.%d" : "message.month.%d", date.month).data;
    return message(catalogue, tongue, arena, key, "day", day, "year", year, NULL);
}

struct span message_duration(const struct catalogue *catalogue, enum tongue tongue,
                             struct arena *arena, struct duration duration)
{
    const struct {
        const char *key;
        int count;
    } parts[] = {{"message.years", duration.years},
                 {"message.months", duration.months},
                 {"message.weeks", duration.weeks},
                 {"message.days", duration.days}};
    struct span text = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].count)
            continue;
        struct span number = message_number(tongue, arena, parts[i].count);
        struct span part =
            message(catalogue, tongue, arena, parts[i].key, "count", number.data, NULL);
        text = text.size ? arena_format(arena, "%s %s", text.data, part.data) : part;
    }
    return text;
}

/* The digits before the point, parted into groups. */
static struct span whole_write(enum tongue tongue, struct arena *arena, struct span digits)
{
    size_t least = tongue == TONGUE_RUSSIAN ? 5 : 4;
    const char *mark = tongue == TONGUE_RUSSIAN ? NARROW_SPACE : ",";
    if (digits.size < least)
        return arena_copy(arena, digits);
    size_t first = (digits.size - 1) % 3 + 1;
    struct span text = arena_copy(arena, span_slice(digits, 0, first));
    for (size_t at = first; at < digits.size; at += 3)
        text = arena_format(arena, "%s%s%.3s", text.data, mark, digits.data + at);
    return text;
}

struct span message_number(enum tongue tongue, struct arena *arena, double number)
{
    if (!isfinite(number))
        return arena_copy(arena, SPAN("–"));
    struct span plain = arena_format(arena, "%.6f", fabs(number));
    size_t point = span_find(plain, SPAN("."), 0);
    size_t end = plain.size;
    while (end > point + 1 && plain.data[end - 1] == '0')
        end--;
    struct span fraction = span_slice(plain, point + 1, end);
    struct span whole = whole_write(tongue, arena, span_slice(plain, 0, point));
    const char *sign = number < 0 && (fraction.size || plain.data[0] != '0') ? "−" : "";
    if (!fraction.size)
        return arena_format(arena, "%s%s", sign, whole.data);
    return arena_format(arena, "%s%s%s%.*s", sign, whole.data, tongue == TONGUE_RUSSIAN ? "," : ".",
                        SPAN_ARGS(fraction));
}

/* The sign of a currency, its code where it has none. */
static const char *currency_sign(const char *currency)
{
    static const struct {
        const char *code;
        const char *sign;
    } signs[] = {{"RUB", "₽"}, {"USD", "$"}, {"EUR", "€"}, {"GBP", "£"},
                 {"CNY", "CN¥"}, {"JPY", "¥"}, {"KZT", "₸"}, {"INR", "₹"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(signs[i].code, currency) == 0)
            return signs[i].sign;
    return currency;
}

/* Whether value has at most three digits behind the point, give or take what doubles lose. */
static bool is_short(double value)
{
    double thousandths = value * 1000;
    return fabs(thousandths - round(thousandths)) < 1e-6 * fmax(1, fabs(thousandths) * 1e-6);
}

struct span message_money(const struct catalogue *catalogue, enum tongue tongue,
                          struct arena *arena, double value, const char *currency, bool approximate)
{
    static const struct {
        double size;
        const char *key;
    } scales[] = {{1e12, "message.trillion"},
                  {1e9, "message.billion"},
                  {1e6, "message.million"},
                  {1, "message.money"}};
    size_t scale = 0;
    while (scales[scale].size > 1 &&
           (fabs(value) < scales[scale].size || !is_short(value / scales[scale].size)))
        scale++;
    struct span number = message_number(tongue, arena, value / scales[scale].size);
    struct span sum = message(catalogue, tongue, arena, scales[scale].key, "value", number.data,
                              "currency", currency_sign(currency), NULL);
    if (!approximate)
        return sum;
    return message(catalogue, tongue, arena, "message.about", "value", sum.data, NULL);
}
