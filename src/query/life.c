/* The life of an agreement or a project. */
#include "life.h"

#include <stdlib.h>

#include "rank.h"
#include "states.h"
#include "view.h"

enum { PARTIES_MOST = 32, SINCE_MOST = 1000 };

/* A status, and the date that belongs to it. */
struct stage {
    const char *kind;
    const char *code;
    const char *date; /* property; NULL */
    bool ahead;       /* the date lies ahead of the report: the step is of the report's day */
};

static const struct stage stages[] = {
    {"agreement", "planned", "due", true},  {"agreement", "signed", "signed_on", false},
    {"agreement", "in_force", NULL, true},  {"agreement", "extended", "until", true},
    {"agreement", "ended", "until", false}, {"project", "considered", "start", true},
    {"project", "planned", "start", true},  {"project", "under_way", "start", false},
    {"project", "completed", "end", false},
};

/* A day by which something was promised, and with which statuses it still is. */
struct promise {
    const char *kind;
    const char *date;
    const char *open[3];
    const char *parties;
    const char *text;
};

static const struct promise promises[] = {
    {"agreement", "due", {"planned"}, "parties", "query.life.no_signing"},
    {"project", "start", {"considered", "planned"}, "executors", "query.life.no_start"},
    {"project", "end", {"considered", "planned", "under_way"}, "executors", "query.life.no_end"},
};

static const struct stage *stage_find(const struct schema_kind *kind, struct span code)
{
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (span_equal(kind->name, span_of(stages[i].kind)) &&
            span_equal(code, span_of(stages[i].code)))
            return &stages[i];
    return NULL;
}

/* The first claim of a property, which may be NULL. */
static const struct stored_claim *said(const struct stored_claim *claims, size_t count,
                                       const struct schema_property *property)
{
    for (size_t i = 0; i < count; i++)
        if (claims[i].property == property && claims[i].state != CLAIM_REJECTED)
            return &claims[i];
    return NULL;
}

static const struct schema_property *property_find(const struct schema_kind *kind, const char *name)
{
    return name ? schema_property_find(kind, span_of(name)) : NULL;
}

/* ---- steps that reports tell ---- */

/* Whether two dates may be one, told more and less exactly; an unset one is told by nobody. */
static bool dates_meet(struct date left, struct date right)
{
    char texts[2][DATE_TEXT];
    struct span one = span_of(date_write(left, texts[0]));
    struct span other = span_of(date_write(right, texts[1]));
    return span_starts_with(one, other) || span_starts_with(other, one);
}

/* The step of the code that a date belongs to; NULL where it is a new one. */
static struct query_step *step_find(struct query_life *life, struct span code, struct date date)
{
    for (size_t i = 0; i < life->count; i++)
        if (span_equal(life->items[i].code, code) && dates_meet(life->items[i].date, date))
            return &life->items[i];
    return NULL;
}

static void evidence_take(struct lookup *lookup, struct query_step *step,
                          const struct stored_claim *claim)
{
    struct query_claim shown = claim_show(lookup, claim);
    for (size_t i = 0; i < shown.evidence.count; i++)
        *ARRAY_PUSH(lookup->arena, &step->evidence) = shown.evidence.items[i];
}

static void step_take(struct lookup *lookup, const struct stage *stage,
                      const struct stored_claim *status, const struct stored_claim *date,
                      struct query_life *life)
{
    const struct stored_claim *proof = status ? status : date;
    struct date earliest, latest, on = date ? date->value.date : (struct date){0};
    struct span code = span_of(stage->code);
    struct query_step *step = step_find(life, code, on);
    report_bounds(lookup_report(lookup, proof->report), &earliest, &latest);
    bool dated = date_is_set(earliest) && date_compare(earliest, latest) == 0;
    struct date day = date_is_set(earliest) ? earliest : latest;
    if (!stage->ahead && date_is_set(on))
        day = date_first_day(on);
    if (!step) {
        step = ARRAY_PUSH(lookup->arena, life);
        *step = (struct query_step){.code = code, .date = on, .day = day, .dated = dated};
    }
    bool finer = date_is_set(on) && (on.day     ? 3
                                     : on.month ? 2
                                                : 1) > (step->date.day     ? 3
                                                        : step->date.month ? 2
                                                        : step->date.year  ? 1
                                                                           : 0);
    if (finer)
        step->date = on;
    if (date_compare(day, step->day) < 0 || (finer && !stage->ahead)) {
        step->day = day;
        step->dated = dated;
    }
    evidence_take(lookup, step, proof);
    if (date && date != proof)
        evidence_take(lookup, step, date);
}

/* What one report says: the step of its status, and the signing where it gives its day beside
 * another status. */
static void saying_take(struct lookup *lookup, const struct schema_kind *kind,
                        const struct stored_claim *claims, size_t count, struct query_life *life)
{
    const struct stored_claim *status = said(claims, count, kind_status(kind));
    const struct stored_claim *signing = said(claims, count, property_find(kind, "signed_on"));
    const struct stage *stage =
        status && status->value.choice ? stage_find(kind, status->value.choice->code) : NULL;
    const struct stage *signed_stage = stage_find(kind, SPAN("signed"));
    if (stage)
        step_take(lookup, stage, status, said(claims, count, property_find(kind, stage->date)),
                  life);
    bool planned = stage && span_equal(span_of(stage->code), SPAN("planned"));
    if (signing && signed_stage && stage != signed_stage && !planned)
        step_take(lookup, signed_stage, NULL, signing, life);
}

static int by_day(const void *left, const void *right)
{
    const struct query_step *a = left, *b = right;
    return date_compare(a->day, b->day);
}

static size_t evidence_sources(struct lookup *lookup, const struct query_step *step)
{
    size_t count = 0;
    for (size_t i = 0; i < step->evidence.count; i++) {
        int64_t origin = evidence_origin(lookup, step->evidence.items[i].report);
        bool counted = false;
        for (size_t k = 0; k < i && !counted; k++)
            counted = evidence_origin(lookup, step->evidence.items[k].report) == origin;
        count += !counted;
    }
    return count;
}

static struct span step_text(struct lookup *lookup, const struct schema_kind *kind,
                             const struct query_step *step)
{
    const struct query *query = lookup->query;
    const struct stage *stage = stage_find(kind, step->code);
    const struct schema_choice *choice = schema_choice_find(kind_status(kind), step->code);
    struct span label = choice ? label_show(query, &choice->label) : step->code;
    bool until = stage && stage->date && stage->ahead && !span_equal(kind->name, SPAN("project"));
    if (!date_is_set(step->date) && step->dated) {
        struct span by = step->evidence.count ? step->evidence.items[0].by : SPAN("");
        const char *names = arena_copy(query->arena, author_show(by)).data;
        struct span source =
            QUERY_TEXT(query, by.size ? "query.state.by_user" : "query.state.by_report", "date",
                       date_show(query, step->day).data, "names", names);
        return arena_format(query->arena, "%.*s, %.*s", SPAN_ARGS(label), SPAN_ARGS(source));
    }
    if (!date_is_set(step->date))
        return label;
    const char *date = date_show(query, step->date).data;
    return QUERY_TEXT(query, until ? "query.life.step_until" : "query.life.step", "label",
                      arena_copy(query->arena, label).data, "date", date);
}

/* Marks steps of one kind whose dates contradict each other, and the one that is shown. */
static void contradictions_mark(struct lookup *lookup, const struct item *item,
                                struct query_life *life)
{
    for (size_t i = 0; i < life->count; i++) {
        struct query_step *step = &life->items[i];
        const struct stage *stage = stage_find(item->entity.kind, step->code);
        const struct schema_property *property = property_find(item->entity.kind, stage->date);
        const struct stored_claim *chosen =
            property ? claim_chosen(lookup, item->claims, item->claim_count, property) : NULL;
        step->shown = !chosen || dates_meet(step->date, chosen->value.date);
        for (size_t k = 0; k < life->count; k++)
            step->contradicted |= k != i && !stage->ahead && date_is_set(step->date) &&
                                  date_is_set(life->items[k].date) &&
                                  span_equal(life->items[k].code, step->code);
        step->sources = evidence_sources(lookup, step);
        step->text = step_text(lookup, item->entity.kind, step);
    }
}

/* ---- what the dates say ---- */

static size_t reports_since(struct lookup *lookup, const struct item *item, const char *parties,
                            struct date after)
{
    int64_t numbers[PARTIES_MOST];
    size_t count = 0, since = 0;
    for (size_t i = 0; i < item->claim_count && count < PARTIES_MOST; i++)
        if (item->claims[i].entity.number &&
            span_equal(item->claims[i].property->name, span_of(parties)))
            numbers[count++] = item->claims[i].entity.number;
    if (count && !store_reports_since(lookup->query->store, numbers, count, after,
                                      query_day(lookup->query), SINCE_MOST, &since, lookup->error))
        lookup->failed = true;
    return since;
}

static void computed_add(struct lookup *lookup, struct query_life *life, const char *code,
                         const char *key, struct date date, size_t since)
{
    const struct query *query = lookup->query;
    *ARRAY_PUSH(lookup->arena, life) =
        (struct query_step){.code = span_of(code),
                            .text = QUERY_TEXT(query, key, "date", date_show(query, date).data,
                                               "count", number_show(query, since).data),
                            .date = date,
                            .day = date,
                            .shown = true,
                            .since = since};
}

static const struct stored_claim *chosen_of(struct lookup *lookup, const struct item *item,
                                            const char *property)
{
    const struct schema_property *found = property_find(item->entity.kind, property);
    return found ? claim_chosen(lookup, item->claims, item->claim_count, found) : NULL;
}

static bool code_is(struct span code, const char *text)
{
    return span_equal(code, span_of(text));
}

/* The code of the latest status; empty. */
static struct span status_of(struct lookup *lookup, const struct item *item)
{
    const struct stored_claim *status =
        claim_chosen(lookup, item->claims, item->claim_count, kind_status(item->entity.kind));
    return status && status->value.type == VALUE_CHOICE ? status->value.choice->code : SPAN("");
}

/* Until when an agreement is in force: as reports say, else by its day and term. */
static struct date expiry_of(struct lookup *lookup, const struct item *item)
{
    const struct stored_claim *until = chosen_of(lookup, item, "until");
    const struct stored_claim *signing = chosen_of(lookup, item, "signed_on");
    const struct stored_claim *term = chosen_of(lookup, item, "term");
    if (until)
        return until->value.date;
    return signing && term ? date_add(signing->value.date, term->value.duration) : (struct date){0};
}

static void term_tell(struct lookup *lookup, const struct item *item, struct span status,
                      struct query_life *life)
{
    struct date expiry = expiry_of(lookup, item);
    if (!date_is_set(expiry) || code_is(status, "planned") || code_is(status, "ended"))
        return;
    if (date_compare(date_last_day(expiry), query_day(lookup->query)) >= 0) {
        computed_add(lookup, life, "runs", "query.life.runs", expiry, 0);
        return;
    }
    computed_add(lookup, life, "ran_out", "query.life.ran_out", expiry,
                 reports_since(lookup, item, "parties", expiry));
}

static void promises_tell(struct lookup *lookup, const struct item *item, struct span status,
                          struct query_life *life)
{
    for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
        const struct promise *promise = &promises[i];
        const struct stored_claim *date = chosen_of(lookup, item, promise->date);
        bool open = false;
        for (size_t k = 0; k < 3 && promise->open[k]; k++)
            open |= code_is(status, promise->open[k]);
        if (!open || !date || !code_is(item->entity.kind->name, promise->kind) ||
            date_compare(date_last_day(date->value.date), query_day(lookup->query)) >= 0)
            continue;
        computed_add(lookup, life, "no_report", promise->text, date->value.date,
                     reports_since(lookup, item, promise->parties, date->value.date));
    }
}

void life_make(struct lookup *lookup, const struct item *item, struct query_life *life)
{
    const struct schema_kind *kind = item->entity.kind;
    if (!code_is(kind->name, "agreement") && !code_is(kind->name, "project"))
        return;
    for (size_t first = 0, end; first < item->claim_count; first = end) {
        end = saying_end(item->claims, item->claim_count, first);
        saying_take(lookup, kind, item->claims + first, end - first, life);
    }
    contradictions_mark(lookup, item, life);
    if (life->count)
        qsort(life->items, life->count, sizeof *life->items, by_day);
    struct span status = status_of(lookup, item);
    if (code_is(kind->name, "agreement"))
        term_tell(lookup, item, status, life);
    promises_tell(lookup, item, status, life);
}
