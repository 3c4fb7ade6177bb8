/* Dates and lengths of time.
 *
 * A relative expression is resolved against the day of the report; without one it stays a mention
 * without a value. */
#include "amounts.h"

/* What a part of a date is read into. */
struct date_scan {
    const struct scan *scan;
    const struct sentence *sentence;
    uint32_t end; /* of the sentence */
    struct date published;
};

static bool token_in(const struct date_scan *dates, uint32_t token, enum time_group group)
{
    return token < dates->end && dates->scan->times[token] != NULL &&
           ((dates->scan->times[token]->groups >> group) & 1);
}

/* Which of count groups from first on a token is in, from 1; 0 for none. */
static int group_at(const struct date_scan *dates, uint32_t token, unsigned first, int count)
{
    if (token >= dates->end || dates->scan->times[token] == NULL)
        return 0;
    uint64_t groups = dates->scan->times[token]->groups >> first;
    groups &= ((uint64_t)1 << count) - 1;
    return groups != 0 ? __builtin_ctzll(groups) + 1 : 0;
}

static int month_at(const struct date_scan *dates, uint32_t token)
{
    return group_at(dates, token, GROUP_MONTH, 12);
}

static bool year_at(const struct date_scan *dates, uint32_t token, int *year)
{
    return token < dates->end && token_integer(dates->scan, token, year) && *year >= 1800 &&
           *year <= 2100;
}

/* «2016-м», «2018-го»: figures that only a year is said with; the token behind them, or NO_TOKEN.
 */
static uint32_t suffixed_year_read(const struct date_scan *dates, uint32_t token, int *year)
{
    static const char *const endings[] = {"-м", "-го", "-му", "-й"};
    uint32_t after = token + 1;
    if (token >= dates->end)
        return NO_TOKEN;
    struct span text = dates->scan->tokens[token].folded;
    struct span ending = text.size > 4 ? span_slice(text, 4, text.size) : SPAN("");
    if (text.size == 4 && after < dates->end && !dates->scan->tokens[after].space_before)
        ending = dates->scan->tokens[after++].folded;
    int64_t number;
    if (text.size < 4 || !span_to_integer(span_slice(text, 0, 4), &number) || number < 1900 ||
        number > 2100)
        return NO_TOKEN;
    *year = (int)number;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (span_equal(ending, span_of(endings[i])))
            return after;
    return NO_TOKEN;
}

static bool is_year_word(const struct date_scan *dates, uint32_t token)
{
    return token_in(dates, token, GROUP_YEAR);
}

/* The token behind «2015 года», «2015-м», which gives the year; NO_TOKEN where there is no year. A
 * number alone is one only where a month stands before it. */
static uint32_t year_read(const struct date_scan *dates, uint32_t token, bool alone, int *year)
{
    uint32_t suffixed = suffixed_year_read(dates, token, year);
    if (suffixed != NO_TOKEN)
        return suffixed;
    if (!year_at(dates, token, year))
        return NO_TOKEN;
    if (is_year_word(dates, token + 1))
        return token + 2;
    if (token_in(dates, token + 1, GROUP_ORDINAL_END))
        return is_year_word(dates, token + 2) ? token + 3 : token + 2;
    return alone ? token + 1 : NO_TOKEN;
}

/* «этого года», «прошлого года»: the year that is meant, by the report's. */
static uint32_t relative_year_read(const struct date_scan *dates, uint32_t token, int *year)
{
    int shift;
    if (token_in(dates, token, GROUP_THIS))
        shift = 0;
    else if (token_in(dates, token, GROUP_LAST))
        shift = -1;
    else if (token_in(dates, token, GROUP_NEXT))
        shift = 1;
    else if (token_in(dates, token, GROUP_BEFORE_LAST))
        shift = -2;
    else
        return NO_TOKEN;
    if (!token_in(dates, token + 1, GROUP_YEAR_ONE))
        return NO_TOKEN;
    *year = dates->published.year ? dates->published.year + shift : 0;
    return token + 2;
}

static uint32_t any_year_read(const struct date_scan *dates, uint32_t token, int *year)
{
    uint32_t after = year_read(dates, token, true, year);
    if (after == NO_TOKEN && token_is(dates->scan, token, ","))
        after = year_read(dates, token + 1, true, year);
    return after != NO_TOKEN ? after : relative_year_read(dates, token, year);
}

static struct date make_date(int year, int month, int day)
{
    struct date date = {.year = (int16_t)year, .month = (int8_t)month, .day = (int8_t)day};
    return year > 0 && date_is_valid(date) ? date : (struct date){0};
}

/* «9 февраля 2015 года», «9–10 февраля», «9 февраля». */
static uint32_t day_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    int day, month, year = dates->published.year;
    uint32_t at = token + 1;
    if (!token_integer(dates->scan, token, &day) || day < 1 || day > 31)
        return NO_TOKEN;
    int last;
    if (token_is_kind(dates->scan, at, TOKEN_DASH) && token_integer(dates->scan, at + 1, &last))
        at += 2;
    else if (token_in(dates, at, GROUP_ORDINAL_END))
        at++;
    month = month_at(dates, at);
    if (month == 0)
        return NO_TOKEN;
    uint32_t after = any_year_read(dates, at + 1, &year);
    *date = make_date(year, month, day);
    return after != NO_TOKEN ? after : at + 1;
}

/* «ноябре 2014 года», «в декабре». */
static uint32_t month_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    int month = month_at(dates, token), year = dates->published.year;
    if (month == 0)
        return NO_TOKEN;
    uint32_t after = any_year_read(dates, token + 1, &year);
    bool first = token <= dates->sentence->first;
    bool preposition = !first && token_in(dates, token - 1, GROUP_BEFORE_MONTH);
    /* «в прошлом декабре»: the last one that is over. */
    bool last = !first && token_in(dates, token - 1, GROUP_LAST);
    if (after == NO_TOKEN && !preposition && !last)
        return NO_TOKEN;
    if (after == NO_TOKEN && last && month >= dates->published.month && year > 0)
        year--;
    *date = make_date(year, month, 0);
    return after != NO_TOKEN ? after : token + 1;
}

/* «09.02.2015», «28/10/2016», «2015-02-09». */
static uint32_t figures_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    struct span text = token_text(dates->scan, token);
    enum { MOST = 8 }; /* digits of a part, which leave no room for the others */
    int parts[3] = {0}, count = 0, digits = 0;
    if (!token_is_kind(dates->scan, token, TOKEN_NUMBER) || text.size < 8 || text.size > 10)
        return NO_TOKEN;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte >= '0' && byte <= '9') {
            if (digits == MOST)
                return NO_TOKEN; /* no date, and too large a number to count on */
            parts[count] = parts[count] * 10 + (byte - '0');
            digits++;
        } else if ((byte == '.' || byte == '/' || byte == '-') && digits > 0 && count < 2) {
            count++;
            digits = 0;
        } else {
            return NO_TOKEN;
        }
    }
    if (count != 2)
        return NO_TOKEN;
    if (parts[0] > 31)
        *date = make_date(parts[0], parts[1], parts[2]);
    else
        *date = make_date(parts[2] < 100 ? 2000 + parts[2] : parts[2], parts[1], parts[0]);
    return date_is_set(*date) ? token + 1 : NO_TOKEN;
}

/* «сегодня, 9 февраля», «в четверг, 24 ноября» are one date each: the day that is said counts. */
static uint32_t apposition_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    struct date said;
    uint32_t comma = token + (token_is(dates->scan, token + 1, ",") ? 2 : 1);
    uint32_t after = comma < dates->end ? day_read(dates, comma, &said) : NO_TOKEN;
    if (after == NO_TOKEN)
        return token + 1;
    *date = said;
    return after;
}

static uint32_t day_word_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    int word = group_at(dates, token, GROUP_DAY_BEFORE_YESTERDAY, 5);
    if (word == 0)
        return NO_TOKEN;
    *date = dates->published.day ? date_add_days(dates->published, word - 3) : (struct date){0};
    return apposition_read(dates, token, date);
}

/* «во вторник», «в минувшую пятницу»: the last such day up to the report's; «в следующий вторник»:
 * the next. */
static uint32_t weekday_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    int day = group_at(dates, token, GROUP_WEEKDAY, 7);
    if (day == 0 || token <= dates->sentence->first)
        return NO_TOKEN;
    bool future = token_in(dates, token - 1, GROUP_NEXT);
    bool past = token_in(dates, token - 1, GROUP_LAST);
    if (!future && !past && !token_in(dates, token - 1, GROUP_BEFORE_WEEKDAY))
        return NO_TOKEN;
    *date = (struct date){0};
    if (dates->published.day) {
        int back = (date_weekday(dates->published) - day + 7) % 7;
        if (past && back == 0)
            back = 7;
        *date = date_add_days(dates->published, future ? 7 - back : -back);
    }
    return apposition_read(dates, token, date);
}

/* The token behind «(пять)», which papers write behind a number; the token itself where none is. */
static uint32_t repeated_end(const struct date_scan *dates, uint32_t token)
{
    double again;
    uint32_t at = NO_TOKEN;
    if (token + 2 < dates->end && token_is(dates->scan, token, "("))
        at = amount_read(dates->scan, token + 1, dates->end, &again);
    return at != NO_TOKEN && at < dates->end && token_is(dates->scan, at, ")") ? at + 1 : token;
}

/* «5 лет», «5 (пять) лет», «восемнадцать месяцев», «год» behind «на». */
static uint32_t duration_read_tokens(const struct date_scan *dates, uint32_t token,
                                     struct duration *duration)
{
    double count = 1;
    uint32_t at = amount_read(dates->scan, token, dates->end, &count);
    if (at == NO_TOKEN)
        return NO_TOKEN;
    *duration = (struct duration){0};
    if (count < 0 || count > 999)
        return NO_TOKEN;
    at = repeated_end(dates, at);
    int whole = (int)count;
    if (token_in(dates, at, GROUP_YEARS)) {
        duration->years = (int16_t)whole;
        duration->months = count > whole ? 6 : 0;
    } else if (token_in(dates, at, GROUP_MONTHS)) {
        duration->months = (int16_t)whole;
    } else if (token_in(dates, at, GROUP_WEEKS)) {
        duration->weeks = (int16_t)whole;
    } else if (token_in(dates, at, GROUP_DAYS)) {
        duration->days = (int16_t)whole;
    } else {
        return NO_TOKEN;
    }
    return duration_is_set(*duration) ? at + 1 : NO_TOKEN;
}

/* «пять лет назад», «год назад»: the year; «два месяца назад»: the month. */
static uint32_t ago_read(const struct date_scan *dates, uint32_t token, struct date *date)
{
    struct duration duration;
    uint32_t after = duration_read_tokens(dates, token, &duration);
    if (after == NO_TOKEN &&
        (token_in(dates, token, GROUP_YEARS) || token_in(dates, token, GROUP_MONTHS))) {
        bool years = token_in(dates, token, GROUP_YEARS);
        duration = (struct duration){.years = years, .months = !years};
        after = token + 1;
    }
    if (after == NO_TOKEN || after >= dates->end || !token_is(dates->scan, after, "назад") ||
        duration.weeks || duration.days)
        return NO_TOKEN;
    struct date published = dates->published;
    int month = published.year * 12 + published.month - 1 - duration.years * 12 - duration.months;
    *date = (struct date){0};
    if (published.year && duration.months && published.month)
        *date = make_date(month / 12, month % 12 + 1, 0);
    else if (published.year && !duration.months)
        *date = make_date(published.year - duration.years, 0, 0);
    return after + 1;
}

static uint32_t date_read_tokens(const struct date_scan *dates, uint32_t token, struct date *date)
{
    static uint32_t (*const readers[])(const struct date_scan *, uint32_t, struct date *) = {
        figures_read, day_read, month_read, day_word_read, weekday_read, ago_read};
    int year = 0;
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        uint32_t after = readers[i](dates, token, date);
        if (after != NO_TOKEN)
            return after;
    }
    uint32_t after = year_read(dates, token, false, &year);
    if (after == NO_TOKEN)
        after = relative_year_read(dates, token, &year);
    /* «в 2011 и 2014 годах», «2011–2012 гг.»: the first of two. */
    if (after == NO_TOKEN && year_at(dates, token, &year)) {
        int second;
        if ((token_is(dates->scan, token + 1, "и") ||
             token_is_kind(dates->scan, token + 1, TOKEN_DASH)) &&
            year_read(dates, token + 2, false, &second) != NO_TOKEN)
            after = token + 1;
    }
    *date = make_date(year, 0, 0);
    return after;
}

static bool may_begin(const struct scan *scan, uint32_t token)
{
    return scan->tokens[token].kind == TOKEN_NUMBER || scan->times[token] != NULL;
}

void dates_find(struct scan *scan, const struct sentence *sentence)
{
    struct date_scan dates = {.scan = scan,
                              .sentence = sentence,
                              .end = sentence->first + sentence->count,
                              .published = scan->reading->report->published};
    for (uint32_t token = sentence->first; token < dates.end;) {
        struct date date = {0};
        struct duration duration;
        uint32_t after = NO_TOKEN;
        struct value value = {.type = VALUE_NONE};
        if (may_begin(scan, token)) {
            after = date_read_tokens(&dates, token, &date);
            if (after != NO_TOKEN && date_is_set(date))
                value = (struct value){.type = VALUE_DATE, .date = date};
        }
        if (after == NO_TOKEN && may_begin(scan, token)) {
            after = duration_read_tokens(&dates, token, &duration);
            if (after != NO_TOKEN)
                value = (struct value){.type = VALUE_DURATION, .duration = duration};
        }
        if (after == NO_TOKEN) {
            token++;
            continue;
        }
        struct candidate *candidate =
            candidate_add(scan, token, after, token, MENTION_DATE, THING_NONE);
        candidate->value = value;
        token = after;
    }
}

/* Money. */

static const char *currency_at(const struct scan *scan, uint32_t token)
{
    if (token >= scan->reading->tokens.count || scan->times[token] == NULL)
        return NULL;
    for (unsigned group = GROUP_CURRENCY; group < GROUP_CURRENCY_END; group++)
        if ((scan->times[token]->groups >> group) & 1)
            return currency_code(group);
    return NULL;
}

/* «6,5 млрд рублей», «$5 млн»; gives the token behind, NO_TOKEN where there is no sum. */
static uint32_t money_read(const struct scan *scan, uint32_t token, uint32_t end, double *value,
                           const char **currency)
{
    bool before = scan->tokens[token].kind == TOKEN_SYMBOL;
    *currency = before ? currency_at(scan, token) : NULL;
    if (before && *currency == NULL)
        return NO_TOKEN;
    uint32_t at = amount_read(scan, token + before, end, value);
    if (at == NO_TOKEN || at > end)
        return NO_TOKEN;
    if (before)
        return at;
    *currency = at < end ? currency_at(scan, at) : NULL;
    if (*currency == NULL)
        return NO_TOKEN;
    return at + 1 < end && token_is(scan, at + 1, "сша") ? at + 2 : at + 1;
}

/* Whether a sentence speaks of money without naming it. */
static bool speaks_of_money(const struct scan *scan, const struct sentence *sentence)
{
    static const char *const stems[] = {"рубл",     "сумм",     "вложи",   "вложен", "инвестиц",
                                        "стоимост", "стоит",    "кредит",  "заем",   "заём",
                                        "займ",     "грант",    "субсиди", "бюджет", "деньг",
                                        "денег",    "финансир", "обойд",   "цена",   "затрат"};
    for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
        for (size_t j = 0; j < sizeof stems / sizeof *stems; j++)
            if (span_starts_with(scan->tokens[i].folded, span_of(stems[j])))
                return true;
    return false;
}

/* «Вложит в завод 600 миллионов»: millions of nothing are roubles where money is spoken of. */
static uint32_t bare_money_read(const struct scan *scan, const struct sentence *sentence,
                                uint32_t token, double *value)
{
    uint32_t end = sentence->first + sentence->count;
    uint32_t at = amount_read(scan, token, end, value);
    if (at == NO_TOKEN || at > end || at < token + 2 || *value < 1e6 ||
        scan->times[at - 1] == NULL || scan->times[at - 1]->scale < 1e6)
        return NO_TOKEN;
    bool word = at < end && token_is_kind(scan, at, TOKEN_WORD);
    const struct word *next = word ? &scan->words[at] : NULL;
    if (at < end && (token_is_kind(scan, at, TOKEN_NUMBER) || token_is(scan, at, "%") ||
                     (next && (next->analysis_count == 0 ||
                               (PARTS_NOUN | PARTS_ADJECTIVE) >> next->analyses[0].pos & 1))))
        return NO_TOKEN;
    return speaks_of_money(scan, sentence) ? at : NO_TOKEN;
}

void money_find(struct scan *scan, const struct sentence *sentence)
{
    uint32_t end = sentence->first + sentence->count;
    const char *last = "RUB";
    for (uint32_t token = sentence->first; token < end;) {
        double number;
        const char *currency;
        uint32_t after = NO_TOKEN;
        if (scan->owner[token] == 0 && may_begin(scan, token))
            after = money_read(scan, token, end, &number, &currency);
        if (after == NO_TOKEN && scan->owner[token] == 0 && may_begin(scan, token)) {
            after = bare_money_read(scan, sentence, token, &number);
            currency = last;
        }
        if (after == NO_TOKEN) {
            token++;
            continue;
        }
        last = currency;
        struct candidate *candidate =
            candidate_add(scan, token, after, token, MENTION_MONEY, THING_NONE);
        candidate->value.type = VALUE_MONEY;
        candidate->value.money.value = number;
        candidate->value.money.approximate = amount_is_approximate(scan, sentence, token);
        memcpy(candidate->value.money.currency, currency, 4);
        token = after;
    }
}
