/* Dates at the precision that a report gives, and durations; ISO 8601 both ways. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "span.h"

/* A date: year alone (month == 0), year and month (day == 0), or a day. year == 0: no date. */
struct date {
    int16_t year;
    int8_t month;
    int8_t day;
};

/* A length of time as it was said: «5 лет», «18 месяцев». All zero: none. */
struct duration {
    int16_t years;
    int16_t months;
    int16_t weeks;
    int16_t days;
};

enum { DATE_TEXT = 20, DURATION_TEXT = 48, TIME_TEXT = 32 };

bool date_is_set(struct date date);
/* Whether such a day, month or year exists (years 1-9999, Gregorian). */
bool date_is_valid(struct date date);
/* Earlier, same, later: negative, zero, positive; a coarser date before the finer it begins with.
 */
int date_compare(struct date left, struct date right);
/* The date moved by a number of days, months or years; keeps its precision. A day that the target
 * month has not becomes its last. */
struct date date_add_days(struct date date, int days);
struct date date_add_months(struct date date, int months);
struct date date_add(struct date date, struct duration duration);
/* Monday 1 … Sunday 7 of a full date. */
int date_weekday(struct date date);
/* Days from one full date to another; negative where it is earlier. */
int date_days(struct date from, struct date to);
/* The first and the last day that a date may mean: of 2015-02 the 1st and the 28th. Unset stays so.
 */
struct date date_first_day(struct date date);
struct date date_last_day(struct date date);
/* ISO 8601 into out (DATE_TEXT bytes), zero-terminated; returns out. "" where no date is set. */
const char *date_write(struct date date, char *out);
/* Reads 2015, 2015-02 or 2015-02-09; false where text is anything else or no such day exists. */
bool date_read(struct span text, struct date *date);
/* A time, milliseconds of UTC since 1970, as 2026-11-29T10:00:00Z into out (TIME_TEXT bytes),
 * zero-terminated; returns out. */
const char *time_write(int64_t milliseconds, char *out);

bool duration_is_set(struct duration duration);
/* ISO 8601 (P5Y, P18M, P2Y6M, P10D) into out (DURATION_TEXT bytes); returns out. */
const char *duration_write(struct duration duration, char *out);
bool duration_read(struct span text, struct duration *duration);

#endif
