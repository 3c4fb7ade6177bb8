/* Dates and durations. */
#include "calendar.h"

#include <stdio.h>
#include <time.h>

bool date_is_set(struct date date)
{
    return date.year != 0;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

bool date_is_valid(struct date date)
{
    if (date.year < 1 || date.year > 9999 || date.month < 0 || date.month > 12)
        return false;
    if (date.month == 0)
        return date.day == 0;
    return date.day >= 0 && date.day <= month_length(date.year, date.month);
}

int date_compare(struct date left, struct date right)
{
    if (left.year != right.year)
        return left.year - right.year;
    if (left.month != right.month)
        return left.month - right.month;
    return left.day - right.day;
}

/* Days since 1 March of year 0, by the method of Howard Hinnant's "chrono-Compatible Low-Level
 * Date Algorithms" (2013). */
static int day_number(struct date date)
{
    int year = date.year - (date.month <= 2);
    int era_year = year % 400, month = (date.month + 9) % 12;
    int day_of_year = (153 * month + 2) / 5 + date.day - 1;
    return year / 400 * 146097 + era_year * 365 + era_year / 4 - era_year / 100 + day_of_year;
}

static struct date date_of_number(int number)
{
    int era = number / 146097, day = number % 146097;
    int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int day_of_year = day - (365 * year + year / 4 - year / 100);
    int month = (5 * day_of_year + 2) / 153;
    struct date date = {.day = (int8_t)(day_of_year - (153 * month + 2) / 5 + 1),
                        .month = (int8_t)(month < 10 ? month + 3 : month - 9)};
    date.year = (int16_t)(year + era * 400 + (date.month <= 2));
    return date;
}

struct date date_add_days(struct date date, int days)
{
    if (date.day == 0)
        return date;
    int number = day_number(date) + days;
    return number < 366 ? (struct date){0} : date_of_number(number);
}

int date_days(struct date from, struct date to)
{
    return day_number(to) - day_number(from);
}

struct date date_add_months(struct date date, int months)
{
    if (date.month == 0) {
        date.year = (int16_t)(date.year + months / 12);
        return date;
    }
    int count = date.year * 12 + date.month - 1 + months;
    date.year = (int16_t)(count / 12);
    date.month = (int8_t)(count % 12 + 1);
    if (date.year >= 1 && date.day > month_length(date.year, date.month))
        date.day = (int8_t)month_length(date.year, date.month);
    return date;
}

struct date date_add(struct date date, struct duration duration)
{
    date = date_add_months(date, duration.years * 12 + duration.months);
    return date_add_days(date, duration.weeks * 7 + duration.days);
}

int date_weekday(struct date date)
{
    return (day_number(date) + 2) % 7 + 1;
}

struct date date_first_day(struct date date)
{
    if (!date_is_set(date))
        return date;
    return (struct date){date.year, date.month ? date.month : 1, date.day ? date.day : 1};
}

struct date date_last_day(struct date date)
{
    if (!date_is_set(date) || date.day)
        return date;
    int month = date.month ? date.month : 12;
    return (struct date){date.year, (int8_t)month, (int8_t)month_length(date.year, month)};
}

const char *date_write(struct date date, char *out)
{
    if (!date_is_set(date))
        out[0] = 0;
    else if (date.month == 0)
        snprintf(out, DATE_TEXT, "%04d", date.year);
    else if (date.day == 0)
        snprintf(out, DATE_TEXT, "%04d-%02d", date.year, date.month);
    else
        snprintf(out, DATE_TEXT, "%04d-%02d-%02d", date.year, date.month, date.day);
    return out;
}

bool date_read(struct span text, struct date *date)
{
    int64_t year = 0, month = 0, day = 0;
    if (text.size != 4 && text.size != 7 && text.size != 10)
        return false;
    if (text.data[0] == '-' || !span_to_integer(span_slice(text, 0, 4), &year))
        return false;
    if (text.size > 4 &&
        (text.data[4] != '-' || !span_to_integer(span_slice(text, 5, 7), &month) || month < 1))
        return false;
    if (text.size > 7 &&
        (text.data[7] != '-' || !span_to_integer(span_slice(text, 8, 10), &day) || day < 1))
        return false;
    struct date result = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (!date_is_valid(result))
        return false;
    *date = result;
    return true;
}

bool duration_is_set(struct duration duration)
{
    return duration.years || duration.months || duration.weeks || duration.days;
}

const char *duration_write(struct duration duration, char *out)
{
    const struct {
        int count;
        char unit;
    } parts[] = {
        {duration.years, 'Y'}, {duration.months, 'M'}, {duration.weeks, 'W'}, {duration.days, 'D'}};
    size_t size = 0;
    out[size++] = 'P';
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].count)
            size += (size_t)snprintf(out + size, DURATION_TEXT - size, "%d%c", parts[i].count,
                                     parts[i].unit);
    out[size == 1 ? 0 : size] = 0;
    return out;
}

bool duration_read(struct span text, struct duration *duration)
{
    struct duration result = {0};
    if (text.size < 3 || text.data[0] != 'P')
        return false;
    for (size_t start = 1; start < text.size;) {
        size_t end = start;
        while (end < text.size && text.data[end] >= '0' && text.data[end] <= '9')
            end++;
        int64_t count;
        if (end == text.size || !span_to_integer(span_slice(text, start, end), &count) ||
            count > 9999)
            return false;
        switch (text.data[end]) {
        case 'Y':
            result.years = (int16_t)count;
            break;
        case 'M':
            result.months = (int16_t)count;
            break;
        case 'W':
            result.weeks = (int16_t)count;
            break;
        case 'D':
            result.days = (int16_t)count;
            break;
        default:
            return false;
        }
        start = end + 1;
    }
    *duration = result;
    return true;
}

const char *time_write(int64_t milliseconds, char *out)
{
    time_t seconds = (time_t)(milliseconds / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    /* The remainders change nothing: they bound the numbers for the compiler. */
    snprintf(out, TIME_TEXT, "%04u-%02u-%02uT%02u:%02u:%02uZ",
             (unsigned)(parts.tm_year + 1900) % 10000, (unsigned)(parts.tm_mon + 1) % 100,
             (unsigned)parts.tm_mday % 100, (unsigned)parts.tm_hour % 100,
             (unsigned)parts.tm_min % 100, (unsigned)parts.tm_sec % 100);
    return out;
}
