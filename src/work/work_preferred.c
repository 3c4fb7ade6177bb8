/* Lists of preferred products: entries of the four sorts. */
#include "work_preferred.h"

#include "entry_given.h"
#include "written.h"

/* An entry's line: a property and what is stated of it. */
struct line {
    const char *property;
    struct span value;
};

/* The lines of a fact of the kind, behind which stands the id of a known one. */
static bool lines_make(const struct work *work, struct span head, const struct line *lines,
                       size_t count, struct span *facts, struct error *error)
{
    *facts = head;
    for (size_t i = 0; i < count; i++) {
        struct span value = written_trim(work, lines[i].value);
        if (!written_is_plain(value, false))
            return error_add(error, "work.preferred_line", "property", lines[i].property, NULL);
        if (value.size)
            *facts = arena_format(work->arena, "%.*s\n%s=%.*s", SPAN_ARGS(*facts),
                                  lines[i].property, SPAN_ARGS(value));
    }
    return true;
}

/* States it for the day on which it was, where that has come: so it stands in the answers of that
 * day. */
static bool state(const struct work *work, const struct work_preferred_order *order,
                  struct span facts, struct span day, struct work_entry *done, struct error *error)
{
    struct work_entry_order entry = order->as;
    struct date date;
    entry.facts = facts;
    if (day.size && date_read(day, &date) && date.day && date_compare(date, order->today) <= 0)
        entry.date = date;
    return work_entry_state(work, &entry, done, error);
}

bool work_preferred_open(const struct work *work, const struct work_preferred_order *order,
                         struct work_entry *done, struct error *error)
{
    const struct line lines[] = {{"title", order->title},
                                 {"owner", order->owner},
                                 {"under", order->under},
                                 {"since", order->since},
                                 {"until", order->until}};
    struct span facts, rest = order->criteria, criterion;
    if (!lines_make(work, SPAN("preferred_list"), lines, sizeof lines / sizeof *lines, &facts,
                    error))
        return false;
    while (span_next_line(&rest, &criterion)) {
        const struct line line = {"criteria", criterion};
        if (!lines_make(work, facts, &line, 1, &facts, error))
            return false;
    }
    return state(work, order, facts, order->since, done, error);
}

bool work_preferred_propose(const struct work *work, struct span list,
                            const struct work_preferred_order *order, struct work_entry *done,
                            struct error *error)
{
    const struct line lines[] = {{"list", list},
                                 {"what", order->what},
                                 {"maker", order->maker},
                                 {"purpose", order->purpose},
                                 {"okpd2", order->okpd2},
                                 {"proposed_by", order->proposed_by},
                                 {"proposed", order->proposed}};
    struct span facts;
    return lines_make(work, SPAN("preferred_item"), lines, sizeof lines / sizeof *lines, &facts,
                      error) &&
           state(work, order, facts, order->proposed, done, error);
}

bool work_preferred_use(const struct work *work, struct span item,
                        const struct work_preferred_order *order, struct work_entry *done,
                        struct error *error)
{
    const struct line lines[] = {{"item", item},
                                 {"user", order->user},
                                 {"how", order->how},
                                 {"since", order->since},
                                 {"until", order->until}};
    struct span facts;
    return lines_make(work, SPAN("preferred_use"), lines, sizeof lines / sizeof *lines, &facts,
                      error) &&
           state(work, order, facts, order->since, done, error);
}

/* ---- decisions ---- */

static bool may_decide(struct span outcome, enum preferred_standing standing)
{
    bool proposed = standing == PREFERRED_PROPOSED || standing == PREFERRED_UNDER_REVIEW;
    bool on_list = standing == PREFERRED_ENTERED || standing == PREFERRED_EXPIRED;
    if (span_equal(outcome, SPAN("entered")))
        return standing != PREFERRED_ENTERED;
    if (span_equal(outcome, SPAN("refused")))
        return proposed;
    if (!outcome.size || span_equal(outcome, SPAN("left")))
        return on_list;
    return true; /* the schema refuses it */
}

/* The decision that a fact of an entry tells of a known item; false where it tells none. */
static bool outcome_of(const struct entry_fact *fact, struct span *outcome)
{
    if (!fact->canonical || fact->linked || !span_is(fact->kind->name, "preferred_item"))
        return false;
    for (size_t i = 0; i < fact->count; i++)
        if (span_is(fact->items[i].property->name, "outcome") &&
            fact->items[i].value.type == VALUE_CHOICE) {
            *outcome = fact->items[i].value.choice->code;
            return true;
        }
    return false;
}

bool entry_decisions_fit(const struct work *work, const struct work_entry_order *order,
                         const struct entry *entry, struct date day, struct error *error)
{
    const struct query query = {.store = work->store,
                                .schema = reader_schema(work->reader),
                                .catalogue = order->catalogue,
                                .reference = reader_reference(work->reader),
                                .tongue = order->tongue,
                                .today = day,
                                .as_of = day,
                                .arena = work->arena};
    for (size_t i = 0; i < entry->facts.count; i++) {
        struct query_preferred_item item;
        struct span outcome;
        char id[CANONICAL_TEXT];
        if (!outcome_of(&entry->facts.items[i], &outcome))
            continue;
        struct span known = span_of(canonical_write(entry->facts.items[i].canonical, id));
        if (!query_preferred_stands(&query, arena_copy(work->arena, known), &item, error))
            return false;
        if (!may_decide(outcome, item.standing))
            return error_add(error, "work.preferred_decided", "name",
                             arena_copy(work->arena, item.name).data, "state",
                             arena_copy(work->arena, item.standing_text).data, NULL);
    }
    return true;
}

static bool decision_check(const struct work *work, const struct work_preferred_order *order,
                           const struct query_preferred_item *item, struct error *error)
{
    struct date day;
    if (!written_trim(work, order->reason).size)
        return error_add(error, "work.preferred_reason", NULL);
    if (order->decided.size && !date_read(order->decided, &day))
        return error_add(error, "work.preferred_day", "value",
                         arena_copy(work->arena, order->decided).data, NULL);
    return may_decide(order->outcome, item->standing) ||
           error_add(error, "work.preferred_decided", "name",
                     arena_copy(work->arena, item->name).data, "state",
                     arena_copy(work->arena, item->standing_text).data, NULL);
}

/* A value as a line names it. */
static struct span named(const struct query_value *value)
{
    if (value->type == VALUE_NONE)
        return SPAN("");
    return value->entity.size ? value->entity : value->text;
}

bool work_preferred_decide(const struct work *work, const struct query *query, struct span item,
                           const struct work_preferred_order *order, struct work_entry *done,
                           struct error *error)
{
    struct query_preferred_item known;
    char today[DATE_TEXT];
    if (!query_preferred_item(query, item, false, &known, error) ||
        !decision_check(work, order, &known, error))
        return false;
    struct span day = order->decided.size
                          ? order->decided
                          : arena_copy(work->arena, span_of(date_write(order->today, today)));
    /* What was decided on is said again: so the decision stands whatever becomes of the proposal.
     */
    bool whole = order->outcome.size > 0;
    const struct line lines[] = {{"list", whole ? named(&known.list) : SPAN("")},
                                 {"what", whole ? named(&known.what) : SPAN("")},
                                 {"maker", whole ? named(&known.maker) : SPAN("")},
                                 {"outcome", order->outcome},
                                 {"decided", day},
                                 {"reason", order->reason},
                                 {"until", order->until}};
    struct span facts, head = arena_format(work->arena, "preferred_item %.*s", SPAN_ARGS(known.id));
    return lines_make(work, head, lines, sizeof lines / sizeof *lines, &facts, error) &&
           state(work, order, facts, day, done, error);
}
