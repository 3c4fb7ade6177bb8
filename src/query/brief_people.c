/* Of a brief: who knows both sides, and what the last reports say of each. */
#include "brief_make.h"

#include <stdlib.h>

#include "ties.h"

/* ---- who knows both ---- */

/* How a person is tied to a side. */
struct person_tie {
    const struct item *fact; /* NULL: not at all */
    const struct stored_claim *claim;
};

struct person_known {
    int64_t number;
    struct person_tie ties[2];
};

struct people_known {
    struct person_known *items;
    size_t count;
    size_t capacity;
};

static bool is_person(const struct stored_claim *claim)
{
    return claim->entity.number && claim->entity.kind && claim->state != CLAIM_REJECTED &&
           span_is(claim->entity.kind->name, "Person");
}

/* Whether the others whom a fact names are of the side. */
static bool meets_side(const struct brief_making *making, const struct item *fact, size_t side,
                       int64_t person)
{
    for (size_t i = 0; i < fact->claim_count; i++) {
        const struct stored_claim *claim = &fact->claims[i];
        if (claim->state != CLAIM_REJECTED && claim->entity.number != person &&
            side_has(&making->pool, side, claim->entity.number))
            return true;
    }
    return false;
}

/* An office in the side, a signature for it or with it, a meeting with it. */
static bool is_tied(const struct brief_making *making, const struct brief_fact *fact,
                    const struct stored_claim *claim, size_t side)
{
    const struct brief_pool *pool = &making->pool;
    if (fact_is(fact, "occupation"))
        return side_in(pool, side, fact->item, "organization");
    if (fact_is(fact, "agreement"))
        return claim->value.type == VALUE_SIGNATORY &&
               (side_in(pool, side, fact->item, "parties") ||
                side_has(pool, side, claim->on_behalf_of.number));
    return fact_is(fact, "meeting") && meets_side(making, fact->item, side, claim->entity.number);
}

static struct person_known *person_find(struct brief_making *making, struct people_known *people,
                                        int64_t number)
{
    for (size_t i = 0; i < people->count; i++)
        if (people->items[i].number == number)
            return &people->items[i];
    struct person_known *person = ARRAY_PUSH(making->lookup->arena, people);
    *person = (struct person_known){.number = number};
    return person;
}

static void people_of_fact(struct brief_making *making, const struct brief_fact *fact,
                           struct people_known *people)
{
    for (size_t i = 0; i < fact->item->claim_count; i++) {
        const struct stored_claim *claim = &fact->item->claims[i];
        for (size_t side = 0; side < 2; side++) {
            if (!is_person(claim) || !is_tied(making, fact, claim, side))
                continue;
            struct person_known *person = person_find(making, people, claim->entity.number);
            if (!person->ties[side].fact)
                person->ties[side] = (struct person_tie){fact->item, claim};
        }
    }
}

/* «Омская область: губернатор, Омская область» */
static struct span tie_text(struct brief_making *making, const struct person_tie *tie,
                            struct span whose)
{
    struct lookup *lookup = making->lookup;
    const struct query *query = lookup->query;
    struct span name = span_is(tie->fact->entity.kind->name, "occupation")
                           ? fact_brief(lookup, tie->fact, tie->claim->property)
                           : item_name(lookup, tie->fact);
    const char *key =
        arena_format(query->arena, "query.brief.tie_%.*s", SPAN_ARGS(tie->fact->entity.kind->name))
            .data;
    return QUERY_TEXT(query, key, "side", arena_copy(query->arena, whose).data, "name",
                      arena_copy(query->arena, name).data);
}

static void person_tell(struct brief_making *making, struct query_brief_section *section,
                        const struct person_known *person)
{
    const struct query *query = making->lookup->query;
    struct query_value value = entity_value_show(making->lookup, person->number);
    struct query_brief_line *line = brief_line(making, section, NULL, value.text);
    bool same = person->ties[0].fact == person->ties[1].fact;
    if (!line)
        return;
    line->fact = value;
    for (size_t side = 0; side < (same ? 1 : 2); side++) {
        struct span whose =
            same ? QUERY_TEXT(query, "query.brief.with_both") : making->pool.sides[side].shown.text;
        line->note =
            brief_join(making, line->note, "; ", tie_text(making, &person->ties[side], whose));
        brief_prove_claim(making, line, person->ties[side].claim);
    }
}

void brief_people(struct brief_making *making)
{
    /* Offices tell more than one signature or meeting. */
    static const char *const kinds[] = {"occupation", "agreement", "meeting"};
    struct query_brief_section *section =
        brief_section(making, "people", brief_path_both(making, "people"));
    struct people_known people = {0};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < making->pool.count; i++)
            if (fact_is(&making->pool.facts[i], kinds[k]))
                people_of_fact(making, &making->pool.facts[i], &people);
    for (size_t i = 0; i < people.count; i++) {
        const struct person_known *person = &people.items[i];
        if (person->ties[0].fact && person->ties[1].fact &&
            person->number != making->pool.sides[0].entity.number &&
            person->number != making->pool.sides[1].entity.number)
            person_tell(making, section, person);
    }
}

/* ---- the last reports ---- */

enum { REPORTS_TOLD = 3 };

struct report_told {
    int64_t origin;
    struct date published;
    const struct stored_claim *claim; /* that names the side */
};

struct reports_told {
    struct report_told *items;
    size_t count;
    size_t capacity;
};

/* Whether a claim names one that stands for the side: what is only in its region does not. */
static bool names_side(const struct brief_side *side, const struct stored_claim *claim)
{
    for (size_t i = 0; i < side->count; i++)
        if (claim_names(claim, side->members[i]))
            return true;
    return false;
}

static void report_take(struct brief_making *making, const struct stored_claim *claim,
                        struct reports_told *reports)
{
    struct known_report *report = lookup_report(making->lookup, claim->report);
    int64_t origin = report_origin(report);
    for (size_t i = 0; i < reports->count; i++)
        if (reports->items[i].origin == origin)
            return;
    if (!stored_report_is_entry(&report->report))
        *ARRAY_PUSH(making->lookup->arena, reports) =
            (struct report_told){origin, report->report.published, claim};
}

static int by_published(const void *left, const void *right)
{
    const struct report_told *one = left, *other = right;
    int order = date_compare(other->published, one->published);
    return order ? order : (one->origin < other->origin) - (one->origin > other->origin);
}

void brief_reports(struct brief_making *making, size_t side)
{
    struct query_brief_section *section = brief_section(
        making, side ? "second_reports" : "first_reports", brief_path(making, "reports", side));
    struct reports_told reports = {0};
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct item *fact = making->pool.facts[i].item;
        for (size_t k = 0; k < fact->claim_count; k++)
            if (names_side(&making->pool.sides[side], &fact->claims[k]))
                report_take(making, &fact->claims[k], &reports);
    }
    if (reports.count)
        qsort(reports.items, reports.count, sizeof *reports.items, by_published);
    for (size_t i = 0; i < reports.count; i++) {
        const struct known_report *report =
            lookup_report(making->lookup, reports.items[i].claim->report);
        struct span title = redacted_show(making->lookup->query, report->report.title);
        struct query_brief_line *line =
            i < REPORTS_TOLD
                ? brief_line(making, section, NULL, title.size ? title : report->report.id)
                : NULL;
        section->total += i >= REPORTS_TOLD;
        if (line)
            brief_prove_claim(making, line, reports.items[i].claim);
    }
}
