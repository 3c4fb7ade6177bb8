/* Which claims a question sees: those known at its time, of its day of the world. */
#include <time.h>

#include "lookup.h"
#include "view.h"

enum { MILLISECONDS = 1000, DAY_SECONDS = 24 * 60 * 60 };

int64_t query_known_at(const struct query *query)
{
    return query->known_at ? query->known_at : STORE_TODAY;
}

bool query_day_read(struct span text, struct date *day)
{
    if (!date_read(text, day))
        return false;
    *day = date_last_day(*day);
    return true;
}

static int64_t time_of(struct date day, int seconds)
{
    struct tm parts = {
        .tm_year = day.year - 1900, .tm_mon = day.month - 1, .tm_mday = day.day, .tm_sec = seconds};
    return (int64_t)timegm(&parts) * MILLISECONDS;
}

/* The seconds of "T22:00:00Z". */
static bool clock_read(struct span text, int *seconds)
{
    static const char form[] = "T00:00:00Z";
    int digits[6], count = 0;
    if (text.size != sizeof form - 1)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        bool digit = text.data[i] >= '0' && text.data[i] <= '9';
        if (form[i] == '0' ? !digit : text.data[i] != form[i])
            return false;
        if (digit)
            digits[count++] = text.data[i] - '0';
    }
    int hour = digits[0] * 10 + digits[1], minute = digits[2] * 10 + digits[3];
    int second = digits[4] * 10 + digits[5];
    *seconds = (hour * 60 + minute) * 60 + second;
    return hour < 24 && minute < 60 && second < 60;
}

bool query_time_read(struct span text, int64_t *time)
{
    enum { DAY_TEXT = 10 };
    struct date day;
    int seconds = 0;
    if (query_day_read(text, &day)) {
        *time = time_of(day, DAY_SECONDS) - 1;
        return true;
    }
    if (text.size <= DAY_TEXT || !date_read(span_slice(text, 0, DAY_TEXT), &day) ||
        !clock_read(span_slice(text, DAY_TEXT, text.size), &seconds))
        return false;
    *time = time_of(day, seconds) + MILLISECONDS - 1;
    return true;
}

/* ---- the day of the world ---- */

static struct date day_of_time(int64_t milliseconds)
{
    time_t seconds = (time_t)(milliseconds / MILLISECONDS);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    return (struct date){(int16_t)(parts.tm_year + 1900), (int8_t)(parts.tm_mon + 1),
                         (int8_t)parts.tm_mday};
}

void bounds_complete(struct date earliest, struct date *latest, int64_t taken_in)
{
    if (date_is_set(*latest))
        return;
    /* It was there when it was taken in; somewhere it was the next day already. */
    *latest = date_add_days(day_of_time(taken_in), 1);
    if (date_compare(*latest, earliest) < 0)
        *latest = earliest;
}

void report_bounds(const struct known_report *known, struct date *earliest, struct date *latest)
{
    *earliest = known->report.earliest;
    *latest = known->report.latest;
    bounds_complete(*earliest, latest, known->report.taken_in);
}

int64_t report_origin(const struct known_report *known)
{
    return known->report.copy_of ? known->report.copy_of : known->report.number;
}

int64_t evidence_origin(struct lookup *lookup, struct span id)
{
    for (size_t i = 0; i < lookup->known.count; i++)
        if (span_equal(lookup->known.items[i]->report.id, id))
            return report_origin(lookup->known.items[i]);
    return 0;
}

struct span time_show(struct lookup *lookup, int64_t milliseconds)
{
    char text[TIME_TEXT];
    return arena_copy(lookup->arena, span_of(time_write(milliseconds, text)));
}

bool report_is_seen(struct lookup *lookup, int64_t report)
{
    struct date day = lookup->query->as_of, earliest, latest;
    if (!date_is_set(day))
        return true;
    report_bounds(lookup_report(lookup, report), &earliest, &latest);
    return date_compare(earliest, day) <= 0;
}

static bool is_named(const struct schema_property *property, const char *const *names)
{
    for (; *names; names++)
        if (span_equal(property->name, span_of(*names)))
            return true;
    return false;
}

bool property_begins(const struct schema_property *property)
{
    static const char *const names[] = {"signed_on", "since", "start", "period", "date", NULL};
    return is_named(property, names);
}

bool property_ends(const struct schema_property *property)
{
    static const char *const names[] = {"until", "end", NULL};
    return is_named(property, names);
}

bool kind_is_place(const struct schema_kind *kind)
{
    static const char *const names[] = {"Country", "Region", "Locality", "Place"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_equal(kind->name, span_of(names[i])))
            return true;
    return false;
}

/* The claims [first, end) are of one source: one report says them of one fact. */
static bool saying_is_seen(struct lookup *lookup, const struct stored_claim *claims, size_t count)
{
    if (report_is_seen(lookup, claims->report))
        return true;
    for (size_t i = 0; i < count && claims->kind->is_fact; i++)
        if (claims[i].value.type == VALUE_DATE && property_begins(claims[i].property) &&
            date_compare(date_first_day(claims[i].value.date), lookup->query->as_of) <= 0)
            return true;
    return false;
}

size_t saying_end(const struct stored_claim *claims, size_t count, size_t first)
{
    size_t end = first + 1;
    while (end < count && claims[end].report == claims[first].report &&
           claims[end].source == claims[first].source)
        end++;
    return end;
}

size_t claims_see(struct lookup *lookup, struct stored_claim *claims, size_t count)
{
    size_t kept = 0;
    if (!date_is_set(lookup->query->as_of))
        return count;
    for (size_t first = 0, end; first < count; first = end) {
        end = saying_end(claims, count, first);
        bool seen = saying_is_seen(lookup, claims + first, end - first);
        for (size_t i = first; i < end && seen; i++)
            claims[kept++] = claims[i];
    }
    return kept;
}
