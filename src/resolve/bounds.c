/* Between which days the day of a report lies. */
#include "prepare.h"

/* What a date says of the report's day. */
enum bearing { BEARING_NONE, BEARING_PAST, BEARING_FUTURE };

/* A property that is a date, and what it says: where deciding is given, by the choice that the same
 * fact has under it. */
struct dated_property {
    const char *kind;
    const char *property;
    const char *deciding;
    const char *past[4]; /* choices with which the date is past; "" stands for none */
    const char *future[4];
};

static const struct dated_property dated[] = {
    {"agreement", "signed_on", "status", {"signed", "in_force", "extended", "ended"}, {"planned"}},
    {"agreement", "due", "status", {NULL}, {"planned"}},
    {"membership", "since", "status", {"current", "ended", ""}, {"planned"}},
    {"membership", "until", "status", {"ended"}, {NULL}},
    {"project", "start", "stage", {"under_way", "completed"}, {"planned", "considered"}},
    {"project", "end", "stage", {"completed"}, {"planned", "considered", "under_way"}},
    {"partnership", "since", NULL, {""}, {NULL}},
    {"deployment", "period", NULL, {""}, {NULL}},
    {"decision", "date", NULL, {""}, {NULL}},
};

/* The code of the choice that a fact has under a property; "" where it has none. */
static struct span choice_of(const struct resolve_work *work, uint32_t source, const char *property)
{
    for (size_t i = 0; property && i < work->made.claim_count; i++) {
        const struct new_claim *claim = &work->made.claims[i];
        if (claim->source == source && claim->value.type == VALUE_CHOICE &&
            span_equal(claim->property->name, span_of(property)))
            return claim->value.choice->code;
    }
    return SPAN("");
}

static bool is_among(struct span code, const char *const *codes)
{
    for (size_t i = 0; i < 4 && codes[i]; i++)
        if (span_equal(code, span_of(codes[i])))
            return true;
    return false;
}

static enum bearing bearing_of(const struct resolve_work *work, const struct new_claim *claim)
{
    struct span kind = work->sources[claim->source].kind->name;
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        if (!span_equal(kind, span_of(dated[i].kind)) ||
            !span_equal(claim->property->name, span_of(dated[i].property)))
            continue;
        struct span code = choice_of(work, claim->source, dated[i].deciding);
        if (is_among(code, dated[i].past))
            return BEARING_PAST;
        return is_among(code, dated[i].future) ? BEARING_FUTURE : BEARING_NONE;
    }
    return BEARING_NONE;
}

/* Each date that is past moves the earliest day on, each that is to come moves the latest back. */
static void bounds_narrow(const struct resolve_work *work, struct date *earliest,
                          struct date *latest)
{
    for (size_t i = 0; i < work->made.claim_count; i++) {
        const struct new_claim *claim = &work->made.claims[i];
        if (claim->value.type != VALUE_DATE)
            continue;
        enum bearing bearing = bearing_of(work, claim);
        struct date first = date_first_day(claim->value.date);
        struct date last = date_last_day(claim->value.date);
        if (bearing == BEARING_PAST && date_compare(first, *earliest) > 0)
            *earliest = first;
        if (bearing == BEARING_FUTURE && (!date_is_set(*latest) || date_compare(last, *latest) < 0))
            *latest = last;
    }
}

void bounds_find(struct resolve_work *work)
{
    struct date earliest = date_first_day(work->made.published);
    struct date latest = date_last_day(work->made.published);
    if (!date_is_set(work->made.published))
        bounds_narrow(work, &earliest, &latest);
    /* Dates that contradict each other say nothing. */
    bool contradict = date_is_set(latest) && date_compare(earliest, latest) > 0;
    work->made.earliest = contradict ? (struct date){0} : earliest;
    work->made.latest = contradict ? (struct date){0} : latest;
}
