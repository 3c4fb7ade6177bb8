/* How an item of a list of preferred products stands: what was stated of it, by its days.
 *
 * Each entry that says what was decided is a step; the last one whose day has come holds. So the
 * same claims tell how it stood on any day, and a decision takes nothing away from those before. */
#include <stdlib.h>

#include "preferred_part.h"
#include "reviews.h"
#include "terms.h"

static const char *const codes[PREFERRED_STANDINGS] = {"proposed", "under_review", "entered",
                                                       "expired",  "refused",      "left"};

const char *preferred_standing_code(enum preferred_standing standing)
{
    return codes[standing];
}

static struct span said(const struct query *query, const char *prefix, const char *code)
{
    return QUERY_TEXT(query, arena_format(query->arena, "%s.%s", prefix, code).data);
}

/* ---- steps ---- */

/* What one report or entry says of the item. */
struct telling {
    const struct stored_claim *outcome;
    const struct stored_claim *decided;
    const struct stored_claim *reason;
    const struct stored_claim *until;
    const struct stored_claim *proposed;
    const struct stored_claim *what;
};

static void claim_take(struct telling *telling, const struct stored_claim *claim)
{
    const struct {
        const char *name;
        const struct stored_claim **place;
    } places[] = {{"outcome", &telling->outcome},   {"decided", &telling->decided},
                  {"reason", &telling->reason},     {"until", &telling->until},
                  {"proposed", &telling->proposed}, {"what", &telling->what}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (span_equal(claim->property->name, span_of(places[i].name)))
            *places[i].place = claim;
}

/* A day that was stated; else that of the report or entry. */
static struct date step_day(struct lookup *lookup, const struct stored_claim *stated,
                            int64_t report)
{
    struct date earliest, latest;
    if (stated)
        return stated->value.date;
    report_bounds(lookup_report(lookup, report), &earliest, &latest);
    return date_is_set(earliest) ? earliest : latest;
}

static struct span step_code(const struct telling *telling)
{
    if (telling->outcome && telling->outcome->value.type == VALUE_CHOICE)
        return telling->outcome->value.choice->code;
    if (telling->what)
        return SPAN("proposed");
    return telling->until ? SPAN("extended") : SPAN("");
}

static void step_add(struct lookup *lookup, const struct telling *telling,
                     const struct stored_claim *first, struct query_preferred_item *shown)
{
    const struct query *query = lookup->query;
    struct span code = step_code(telling);
    bool proposed = span_equal(code, SPAN("proposed"));
    bool entry = lookup_is_entry(lookup, first->report);
    /* What somebody added by the words of a report is no decision: those are editors' entries. */
    if (!code.size || (!proposed && !entry))
        return;
    const struct known_report *report = lookup_report(lookup, first->report);
    struct query_preferred_step step = {
        .code = code,
        .text = said(query, "query.preferred.step", arena_copy(query->arena, code).data),
        .day = step_day(lookup, proposed ? telling->proposed : telling->decided, first->report),
        .until = telling->until ? telling->until->value.date : (struct date){0},
        .reason = telling->reason ? value_show(lookup, telling->reason).text : SPAN(""),
        .report = report->report.id,
        .by = entry ? author_show(first->author) : SPAN(""),
        .number = first->report};
    step.ahead = date_compare(date_first_day(step.day), query_day(query)) > 0;
    *ARRAY_PUSH(query->arena, &shown->steps) = step;
    /* Who proposed and decided at once said two things. */
    if (!proposed && telling->proposed) {
        step.code = SPAN("proposed");
        step.text = said(query, "query.preferred.step", "proposed");
        step.day = telling->proposed->value.date;
        step.until = (struct date){0};
        step.reason = SPAN("");
        *ARRAY_PUSH(query->arena, &shown->steps) = step;
    }
}

static int by_day(const void *left, const void *right)
{
    const struct query_preferred_step *a = left, *b = right;
    bool first = span_equal(a->code, SPAN("proposed")), other = span_equal(b->code, a->code);
    int order = date_compare(date_first_day(a->day), date_first_day(b->day));
    if (!order && !other && (first || span_equal(b->code, SPAN("proposed"))))
        order = first ? -1 : 1;
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* Claims stand by report. */
static void steps_tell(struct lookup *lookup, const struct item *item,
                       struct query_preferred_item *shown)
{
    for (size_t first = 0, end; first < item->claim_count; first = end) {
        struct telling telling = {0};
        for (end = first;
             end < item->claim_count && item->claims[end].report == item->claims[first].report;
             end++)
            if (item->claims[end].state != CLAIM_REJECTED)
                claim_take(&telling, &item->claims[end]);
        step_add(lookup, &telling, &item->claims[first], shown);
    }
    if (shown->steps.count)
        qsort(shown->steps.items, shown->steps.count, sizeof *shown->steps.items, by_day);
}

/* ---- reviews ---- */

/* Whether the review had the item by the question's day. */
static bool review_had(struct lookup *lookup, int64_t review, int64_t item)
{
    struct stored_review_parts parts;
    struct date day;
    if (!date_is_set(lookup->query->as_of))
        return true;
    if (!store_review_parts(lookup->query->store, review, lookup->arena, &parts, lookup->error)) {
        lookup->failed = true;
        return false;
    }
    for (size_t i = 0; i < parts.applications.count; i++) {
        struct span at = time_show(lookup, parts.applications.items[i].at);
        if (parts.applications.items[i].entity == item &&
            date_read(span_slice(at, 0, sizeof "2015-02-09" - 1), &day) &&
            date_compare(day, lookup->query->as_of) <= 0)
            return true;
    }
    return false;
}

/* Whether any review has it; those that who asks may see are told. */
static bool reviews_tell(struct lookup *lookup, int64_t item, bool seen,
                         struct query_preferred_item *shown)
{
    static const char *const states[REVIEW_STATES] = {"open", "closed", "decided"};
    const struct query *query = lookup->query;
    const struct reviews_wanted wanted = {.state = -1, .entity = item, .limit = REVIEWS_PAGE};
    struct stored_reviews found = {0};
    bool any = false;
    if (lookup->failed)
        return false;
    if (!store_reviews(query->store, &wanted, query->arena, &found, lookup->error)) {
        lookup->failed = true;
        return false;
    }
    for (size_t i = 0; i < found.count; i++) {
        const struct stored_review *review = &found.items[i];
        if (!review_had(lookup, review->number, item))
            continue;
        any = true;
        if (seen)
            *ARRAY_PUSH(query->arena, &shown->reviews) = (struct query_preferred_review){
                .number = (size_t)review->number,
                .title = redacted_show(query, review->title),
                .state = span_of(states[review->state]),
                .state_label = said(query, "query.review", states[review->state])};
    }
    return any;
}

/* ---- how it stands ---- */

static bool is_step(const struct query_preferred_step *step, const char *code)
{
    return span_equal(step->code, span_of(code));
}

/* The decision that holds, and the term as it was last given. */
static const struct query_preferred_step *decision_find(struct query_preferred_item *shown)
{
    const struct query_preferred_step *holds = NULL;
    for (size_t i = 0; i < shown->steps.count; i++) {
        const struct query_preferred_step *step = &shown->steps.items[i];
        if (step->ahead)
            continue;
        if (is_step(step, "proposed")) {
            if (!date_is_set(shown->proposed))
                shown->proposed = step->day;
        } else if (is_step(step, "extended")) {
            shown->until = step->until;
        } else {
            holds = step;
            shown->until = step->until;
        }
    }
    return holds;
}

static enum preferred_standing standing_of(const struct query *query,
                                           const struct query_preferred_step *holds,
                                           const struct query_preferred_item *shown)
{
    if (is_step(holds, "refused"))
        return PREFERRED_REFUSED;
    if (is_step(holds, "left"))
        return PREFERRED_LEFT;
    bool over = date_is_set(shown->until) &&
                date_compare(date_last_day(shown->until), query_day(query)) < 0;
    return over ? PREFERRED_EXPIRED : PREFERRED_ENTERED;
}

/* «до 1 марта 2027 г., осталось 12 дней» */
static struct span text_make(const struct query *query, struct query_preferred_item *shown)
{
    bool entered = shown->standing == PREFERRED_ENTERED;
    if (!date_is_set(shown->until) || (!entered && shown->standing != PREFERRED_EXPIRED))
        return SPAN("");
    const char *date = date_show(query, shown->until).data;
    int days = date_days(query_day(query), date_last_day(shown->until));
    shown->ends_soon = entered && days <= TERM_DAYS;
    return shown->ends_soon ? QUERY_TEXT(query, "query.preferred.ends_soon", "date", date, "count",
                                         number_show(query, (size_t)days).data)
                            : QUERY_TEXT(query, "query.preferred.until", "date", date);
}

void preferred_stand(struct lookup *lookup, const struct item *item, bool reviews,
                     struct query_preferred_item *shown)
{
    const struct query *query = lookup->query;
    steps_tell(lookup, item, shown);
    const struct query_preferred_step *holds = decision_find(shown);
    bool reviewed = reviews_tell(lookup, item->entity.number, reviews, shown);
    shown->standing = holds      ? standing_of(query, holds, shown)
                      : reviewed ? PREFERRED_UNDER_REVIEW
                                 : PREFERRED_PROPOSED;
    if (holds) {
        shown->decided = holds->day;
        shown->reason = holds->reason;
    }
    shown->standing_text = said(query, "query.preferred", codes[shown->standing]);
    shown->text = text_make(query, shown);
}
