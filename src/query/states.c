/* What facts tell of states, as observations; and states as they are shown. */
#include "states.h"

#include "choose.h"

#include "sole_office.h"
#include "utf8.h"
#include "view.h"

enum { SUCCESSORS_MOST = 30, OFFICES_MOST = 16 };

/* A kind of fact whose facts are states that somebody holds. */
struct held_kind {
    const char *kind;
    const char *holder;
    const char *whole;
    const char *what; /* what is held of the whole; NULL */
};

static const struct held_kind held_kinds[] = {
    {"occupation", "person", "organization", "position"},
    {"membership", "member", "whole", "role"},
    {"subordination", "part", "whole", NULL},
};

/* A property that is the status of its fact, or of the thing that the fact names. */
struct status_kind {
    const char *kind;
    const char *property;
    const char *of; /* NULL: of the fact */
};

static const struct status_kind status_kinds[] = {
    {"agreement", "status", NULL},
    {"project", "stage", NULL},
    {"site", "status", "site"},
    {"programme", "status", "programme"},
};

static const struct held_kind *held_kind_of(const struct schema_kind *kind)
{
    for (size_t i = 0; i < sizeof held_kinds / sizeof *held_kinds; i++)
        if (span_equal(kind->name, span_of(held_kinds[i].kind)))
            return &held_kinds[i];
    return NULL;
}

static const struct status_kind *status_kind_of(const struct schema_kind *kind)
{
    for (size_t i = 0; i < sizeof status_kinds / sizeof *status_kinds; i++)
        if (span_equal(kind->name, span_of(status_kinds[i].kind)))
            return &status_kinds[i];
    return NULL;
}

bool kind_has_states(const struct schema_kind *kind)
{
    return held_kind_of(kind) != NULL;
}

const struct schema_property *kind_holder(const struct schema_kind *kind)
{
    const struct held_kind *held = held_kind_of(kind);
    return held ? schema_property_find(kind, span_of(held->holder)) : NULL;
}

const struct schema_property *kind_whole(const struct schema_kind *kind)
{
    const struct held_kind *held = held_kind_of(kind);
    return held ? schema_property_find(kind, span_of(held->whole)) : NULL;
}

const struct schema_property *kind_status_of(const struct schema_kind *kind)
{
    const struct status_kind *status = status_kind_of(kind);
    return status && status->of ? schema_property_find(kind, span_of(status->of)) : NULL;
}

const struct schema_property *kind_status(const struct schema_kind *kind)
{
    const struct status_kind *status = status_kind_of(kind);
    return status ? schema_property_find(kind, span_of(status->property)) : NULL;
}

/* ---- observations ---- */

static const struct stored_claim *claim_of(const struct saying *saying, const char *property)
{
    for (size_t i = 0; property && i < saying->count; i++)
        if (span_equal(saying->claims[i].property->name, span_of(property)))
            return &saying->claims[i];
    return NULL;
}

/* What a claim's value is known by: its entity, or its text without regard to case. */
static struct span claim_known_by(struct lookup *lookup, const struct stored_claim *claim)
{
    if (!claim)
        return SPAN("");
    if (claim->entity.number)
        return arena_format(lookup->arena, "#%lld", (long long)claim->entity.number);
    char *out = ARENA_NEW(lookup->arena, char, claim->text.size + 1);
    return (struct span){out, utf8_lower(claim->text, out, true)};
}

static struct span choice_of(const struct saying *saying, const char *property)
{
    const struct stored_claim *claim = claim_of(saying, property);
    return claim && claim->value.type == VALUE_CHOICE ? claim->value.choice->code : SPAN("");
}

static struct date date_of(const struct saying *saying, const char *property)
{
    const struct stored_claim *claim = claim_of(saying, property);
    return claim && claim->value.type == VALUE_DATE ? claim->value.date : (struct date){0};
}

static enum observed observed_by(struct span status)
{
    if (span_equal(status, SPAN("former")) || span_equal(status, SPAN("ended")) ||
        span_equal(status, SPAN("declined")))
        return OBSERVED_ENDED;
    return span_equal(status, SPAN("planned")) || span_equal(status, SPAN("invited"))
               ? OBSERVED_PLANNED
               : OBSERVED_HOLDS;
}

static void observation_add(struct lookup *lookup, struct told_states *told,
                            const struct saying *saying, struct observation observation)
{
    struct {
        struct observation *items;
        size_t count;
        size_t capacity;
    } observations = {told->observations, told->count, told->capacity};
    struct {
        struct saying *items;
        size_t count;
        size_t capacity;
    } sayings = {told->sayings, told->count, told->capacity};
    report_bounds(lookup_report(lookup, saying->claims->report), &observation.earliest,
                  &observation.latest);
    observation.stated = claim_is_stated(saying->claims) ? saying->claims->report : 0;
    *ARRAY_PUSH(lookup->arena, &observations) = observation;
    *ARRAY_PUSH(lookup->arena, &sayings) = *saying;
    told->observations = observations.items;
    told->sayings = sayings.items;
    told->count = observations.count;
    told->capacity = observations.capacity;
}

static void held_tell(struct lookup *lookup, const struct held_kind *kind,
                      const struct saying *saying, struct told_states *told)
{
    const struct stored_claim *whole = claim_of(saying, kind->whole);
    const struct stored_claim *what = claim_of(saying, kind->what);
    struct span holder = claim_known_by(lookup, claim_of(saying, kind->holder));
    struct span key = claim_known_by(lookup, what), body = claim_known_by(lookup, whole);
    if (!holder.size || (!body.size && !key.size))
        return;
    bool office =
        what && what->value.type == VALUE_TEXT && sole_office_of(what->text, lookup->arena, &key);
    bool sole = office && whole && whole->entity.number;
    struct observation observation = {.holder = holder, .sole = sole};
    observation.slot =
        arena_format(lookup->arena, "%s\n%.*s\n%.*s\n%.*s", kind->kind, SPAN_ARGS(body),
                     SPAN_ARGS(key), SPAN_ARGS(sole ? SPAN("") : holder));
    observation.what = observed_by(choice_of(saying, "status"));
    observation.since = date_of(saying, "since");
    observation.until = date_of(saying, "until");
    observation_add(lookup, told, saying, observation);
}

static void status_tell(struct lookup *lookup, const struct status_kind *kind,
                        const struct saying *saying, struct told_states *told)
{
    const struct stored_claim *status = claim_of(saying, kind->property);
    struct span of = claim_known_by(lookup, claim_of(saying, kind->of));
    if (!status || (kind->of && !of.size))
        return;
    if (!kind->of)
        of = arena_format(lookup->arena, "#%lld", (long long)saying->fact->entity.number);
    observation_add(lookup, told, saying,
                    (struct observation){
                        .slot = arena_format(lookup->arena, "%s\n%.*s", kind->kind, SPAN_ARGS(of)),
                        .holder = claim_known_by(lookup, status),
                        .sole = true,
                        .what = OBSERVED_HOLDS});
}

static void fact_tell(struct lookup *lookup, const struct item *fact, struct told_states *told)
{
    const struct held_kind *held = held_kind_of(fact->entity.kind);
    const struct status_kind *status = status_kind_of(fact->entity.kind);
    for (size_t first = 0, end; first < fact->claim_count && (held || status); first = end) {
        end = saying_end(fact->claims, fact->claim_count, first);
        struct saying saying = {fact, fact->claims + first, end - first};
        if (held)
            held_tell(lookup, held, &saying, told);
        else
            status_tell(lookup, status, &saying, told);
    }
}

void states_tell(struct lookup *lookup, const struct items *facts, struct told_states *told)
{
    struct {
        int64_t *items;
        size_t count;
        size_t capacity;
    } reports = {0};
    *told = (struct told_states){0};
    for (size_t i = 0; i < facts->count; i++) {
        const struct item *fact = &facts->items[i];
        bool tells = held_kind_of(fact->entity.kind) || status_kind_of(fact->entity.kind);
        for (size_t k = 0; k < fact->claim_count && tells; k++)
            if (!reports.count || reports.items[reports.count - 1] != fact->claims[k].report)
                *ARRAY_PUSH(lookup->arena, &reports) = fact->claims[k].report;
    }
    lookup_reports(lookup, reports.items, reports.count);
    for (size_t i = 0; i < facts->count; i++)
        fact_tell(lookup, &facts->items[i], told);
    states_of(told->observations, told->count, lookup->arena, &told->states);
}

/* ---- who came after ---- */

static bool numbers_have(const int64_t *numbers, size_t count, int64_t number)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

/* An office of a body, by the words that one report has for it. */
struct office {
    int64_t body;
    struct span words;
};

static void office_add(struct office *offices, size_t *count, int64_t body, struct span words)
{
    for (size_t i = 0; i < *count; i++)
        if (offices[i].body == body && span_equal(offices[i].words, words))
            return;
    if (*count < OFFICES_MOST)
        offices[(*count)++] = (struct office){body, words};
}

/* The sole offices that facts tell of, each wording once. */
static size_t offices_find(struct lookup *lookup, int64_t known, const struct items *facts,
                           struct office *offices)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->count && count < OFFICES_MOST; i++) {
        struct saying saying = {&facts->items[i], facts->items[i].claims,
                                facts->items[i].claim_count};
        const struct stored_claim *position = claim_of(&saying, "position");
        const struct stored_claim *body = claim_of(&saying, "organization");
        struct span key;
        if (!span_equal(facts->items[i].entity.kind->name, SPAN("occupation")) || !position ||
            !body || !body->entity.number || body->entity.number == known ||
            !sole_office_of(position->text, lookup->arena, &key))
            continue;
        office_add(offices, &count, body->entity.number, position->text);
        /* «Губернатор» and «губернатор Омской области» are one office. */
        struct span rest = position->text, first;
        if (key.size < position->text.size && span_next_part(&rest, ' ', &first))
            office_add(offices, &count, body->entity.number, first);
    }
    return count;
}

static void items_join(struct lookup *lookup, struct items *items, const struct items *more)
{
    struct items all = {0};
    for (size_t i = 0; i < items->count; i++)
        *ARRAY_PUSH(lookup->arena, &all) = items->items[i];
    for (size_t i = 0; i < more->count; i++)
        *ARRAY_PUSH(lookup->arena, &all) = more->items[i];
    *items = all;
}

void successors_add(struct lookup *lookup, int64_t known, struct items *facts)
{
    struct office offices[OFFICES_MOST];
    int64_t others[OFFICES_MOST * SUCCESSORS_MOST];
    size_t office_count = offices_find(lookup, known, facts, offices), count = 0;
    for (size_t i = 0; i < office_count; i++) {
        struct stored_entities found;
        if (!store_facts_of_office(lookup->query->store, offices[i].body, offices[i].words,
                                   SUCCESSORS_MOST, lookup->arena, &found, lookup->error)) {
            lookup->failed = true;
            return;
        }
        for (size_t k = 0; k < found.count; k++) {
            bool there = numbers_have(others, count, found.items[k].number);
            for (size_t f = 0; f < facts->count && !there; f++)
                there = facts->items[f].entity.number == found.items[k].number;
            if (!there)
                others[count++] = found.items[k].number;
        }
    }
    struct items more;
    items_of_numbers(lookup, others, count, &more);
    items_join(lookup, facts, &more);
}

/* ---- showing ---- */

enum state_on_day state_today(const struct lookup *lookup, const struct state *state)
{
    const struct query *query = lookup->query;
    return state_on(state, date_is_set(query->as_of) ? query->as_of : query->today);
}

bool state_is_wanted(const struct lookup *lookup, const struct state *state)
{
    enum state_on_day on = state_today(lookup, state);
    return !date_is_set(lookup->query->as_of) || on == STATE_HOLDS || on == STATE_NOT_KNOWN;
}

/* «по сообщениям от 9 февраля 2015 г. и 3 марта 2017 г.» */
static struct span reports_text(const struct query *query, const struct query_state_shown *shown)
{
    const char *count = number_show(query, shown->reports).data;
    const char *first = date_show(query, shown->first).data;
    const char *names = arena_copy(query->arena, shown->stated_by).data;
    bool once = date_compare(shown->first, shown->last) == 0;
    if (shown->stated_by.size && shown->reports && !once)
        return QUERY_TEXT(query, "query.state.by_both", "count", count, "first", first, "last",
                          date_show(query, shown->last).data, "names", names);
    if (shown->stated_by.size && date_is_set(shown->first))
        return once ? QUERY_TEXT(query, "query.state.by_user", "names", names, "date", first)
                    : QUERY_TEXT(query, "query.state.by_users", "names", names, "first", first,
                                 "last", date_show(query, shown->last).data);
    if (!date_is_set(shown->first)) {
        const char *latest = date_show(query, shown->latest).data;
        if (!shown->reports)
            return (struct span){0};
        if (!date_is_set(shown->latest))
            return QUERY_TEXT(query, "query.state.undated_open");
        return date_is_set(shown->earliest)
                   ? QUERY_TEXT(query, "query.state.undated_between", "earliest",
                                date_show(query, shown->earliest).data, "latest", latest)
                   : QUERY_TEXT(query, "query.state.undated", "latest", latest);
    }
    if (once)
        return QUERY_TEXT(query, "query.state.by_report", "date", first);
    return QUERY_TEXT(query, "query.state.by_reports", "count", count, "first", first, "last",
                      date_show(query, shown->last).data);
}

static struct span ending_text(const struct query *query, const struct query_state_shown *shown,
                               enum state_ending ending)
{
    static const char *const keys[ENDINGS] = {NULL, "query.state.reported_over",
                                              "query.state.another", "query.state.until",
                                              "query.state.begun"};
    const char *name = arena_copy(query->arena, shown->another.text).data;
    if (!date_is_set(shown->end))
        return QUERY_TEXT(query, "query.state.over");
    return QUERY_TEXT(query, keys[ending], "date", date_show(query, shown->end).data, "name", name);
}

static struct span when_text(const struct query *query, const struct query_state_shown *shown,
                             enum state_ending ending)
{
    struct span parts[3] = {{0}}, text = {0};
    if (date_is_set(shown->since))
        parts[0] =
            QUERY_TEXT(query, "query.state.since", "date", date_show(query, shown->since).data);
    parts[1] = reports_text(query, shown);
    if (ending != ENDING_UNKNOWN)
        parts[2] = ending_text(query, shown, ending);
    for (size_t i = 0; i < 3; i++)
        if (parts[i].size)
            text = text.size ? arena_format(query->arena, "%.*s; %.*s", SPAN_ARGS(text),
                                            SPAN_ARGS(parts[i]))
                             : parts[i];
    return text;
}

static struct query_value property_value(struct lookup *lookup, const struct saying *saying,
                                         const char *property)
{
    const struct stored_claim *claim = claim_of(saying, property);
    return claim ? value_show(lookup, claim) : (struct query_value){0};
}

/* How many reports tell it: one that tells it twice counts once. What users stated is none. */
static size_t reports_count(struct lookup *lookup, const struct told_states *told,
                            const struct state *state, struct span *stated_by)
{
    size_t count = 0;
    *stated_by = SPAN("");
    for (size_t i = 0; i < state->count; i++) {
        const struct saying *saying = &told->sayings[state->observations[i]];
        bool counted = told->observations[state->observations[i]].what == OBSERVED_ENDED &&
                       state->ended_by == state->observations[i] + 1;
        for (size_t k = 0; k < i && !counted; k++)
            counted =
                told->sayings[state->observations[k]].claims->report == saying->claims->report;
        if (counted)
            continue;
        if (lookup_is_entry(lookup, saying->claims->report))
            *stated_by = author_join(lookup->arena, *stated_by, saying->claims->author);
        else
            count++;
    }
    return count;
}

/* The saying in which a state is shown: the last dated one that says that it holds, else any. */
static size_t telling_of(const struct told_states *told, const struct state *state)
{
    for (size_t i = state->count; i-- > 0;) {
        const struct observation *observation = &told->observations[state->observations[i]];
        bool last = date_is_set(state->last) && date_is_set(observation->earliest) &&
                    date_compare(observation->earliest, state->last) == 0 &&
                    date_compare(observation->latest, state->last) == 0;
        if (last && observation->what != OBSERVED_ENDED)
            return state->observations[i];
    }
    return state->observations[0];
}

static struct span report_id(struct lookup *lookup, const struct told_states *told, size_t index)
{
    return lookup_report(lookup, told->sayings[index].claims->report)->report.id;
}

static void ending_show(struct lookup *lookup, const struct told_states *told,
                        const struct state *state, struct query_state_shown *shown)
{
    static const char *const codes[ENDINGS] = {"unknown", "reported", "another", "said", "begun"};
    shown->ending = span_of(codes[state->ending]);
    shown->end = state->end;
    if (!state->ended_by)
        return;
    const struct saying *saying = &told->sayings[state->ended_by - 1];
    shown->end_report = report_id(lookup, told, state->ended_by - 1);
    if (state->ending != ENDING_ANOTHER)
        return;
    const struct held_kind *held = held_kind_of(shown->kind);
    const struct status_kind *status = status_kind_of(shown->kind);
    shown->another = property_value(lookup, saying, held ? held->holder : status->property);
}

static void holder_show(struct lookup *lookup, const struct saying *saying,
                        const struct schema_property *without, struct query_state_shown *shown)
{
    const struct held_kind *held = held_kind_of(shown->kind);
    const struct status_kind *status = status_kind_of(shown->kind);
    if (held) {
        struct item item = {saying->fact->entity, saying->claims, saying->count};
        shown->holder = property_value(lookup, saying, held->holder);
        shown->whole = property_value(lookup, saying, held->whole);
        shown->text = fact_brief(lookup, &item, without);
        if (!shown->text.size)
            shown->text = label_show(lookup->query, &shown->kind->label);
        shown->status = choice_of(saying, "status");
    } else {
        shown->property = schema_property_find(shown->kind, span_of(status->property));
        shown->holder = property_value(lookup, saying, status->of);
        shown->text = property_value(lookup, saying, status->property).text;
        shown->status = choice_of(saying, status->property);
    }
}

void state_show(struct lookup *lookup, const struct told_states *told, const struct state *state,
                const struct schema_property *without, struct query_state_shown *shown)
{
    static const char *const days[STATE_DAYS] = {"not_yet", "holds", "unknown", "over"};
    size_t telling = telling_of(told, state);
    const struct saying *saying = &told->sayings[telling];
    *shown = (struct query_state_shown){.kind = saying->fact->entity.kind,
                                        .since = state->since,
                                        .first = state->first,
                                        .last = state->last,
                                        .earliest = state->earliest,
                                        .latest = state->latest,
                                        .on_day = span_of(days[state_today(lookup, state)]),
                                        .last_report = report_id(lookup, told, telling)};
    shown->reports = reports_count(lookup, told, state, &shown->stated_by);
    shown->first_report = report_id(lookup, told, state->observations[0]);
    holder_show(lookup, saying, without, shown);
    ending_show(lookup, told, state, shown);
    shown->when = when_text(lookup->query, shown, state->ending);
    shown->fact = item_value(lookup, saying->fact, shown->text);
}
