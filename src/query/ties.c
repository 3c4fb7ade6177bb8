/* What joins an entity to others: the tellings of facts that name it, counted by whom else they
 * name. */
#include "ties.h"

#include <stdlib.h>

#include "filter.h"
#include "list_page.h"
#include "states.h"
#include "store_facets.h"
#include "view.h"

/* ---- which tellings ---- */

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

static bool bad_value(const struct query *query, const char *key, struct span value,
                      struct error *error)
{
    return error_add(error, key, "value", arena_copy(query->arena, value).data, NULL);
}

/* Which facts have to be asked for their standing: without a filter those alone of whose kind some
 * are of little confidence. */
static bool standing_want(const struct query *query, const struct query_scope *scope,
                          struct ties_wanted *wanted, struct error *error)
{
    const struct schema *schema = query->schema;
    bool filtered = scope->confidence.size || scope->state.size, any = filtered;
    bool *judged = ARENA_NEW(query->arena, bool, schema->kind_count);
    wanted->confidence_from = LISTED_SURE;
    wanted->confidence_to = LISTED_CERTAIN;
    if (scope->confidence.size &&
        !confidence_read(scope->confidence, &wanted->confidence_from, &wanted->confidence_to))
        return bad_value(query, "query.bad_confidence", scope->confidence, error);
    wanted->in_state = scope->state.size > 0;
    if (wanted->in_state && !state_read(scope->state, &wanted->state))
        return bad_value(query, "query.bad_state", scope->state, error);
    for (size_t i = 0; i < schema->kind_count; i++) {
        struct listed_values doubtful = {0};
        judged[i] = filtered && schema->kinds[i].is_fact;
        if (filtered || !schema->kinds[i].is_fact)
            continue;
        if (!store_listed_tallies(query->store, &schema->kinds[i], TALLY_DOUBTFUL, query->arena,
                                  &doubtful, error))
            return false;
        judged[i] = doubtful.count > 0;
        any |= judged[i];
    }
    wanted->judged = any ? judged : NULL;
    return true;
}

/* Asks for the reports of a source alone. */
static bool source_want(const struct query *query, struct span source, struct ties_wanted *wanted,
                        struct error *error)
{
    const struct report_filter filter = {.publisher = source};
    struct stored_reports reports;
    size_t total;
    if (!source.size)
        return true;
    if (!store_reports_wanted(query->store, &filter, true, NULL, 0, SCOPE_REPORTS, query->arena,
                              &reports, &total, NULL, error))
        return false;
    int64_t *numbers = ARENA_NEW(query->arena, int64_t, reports.count + 1);
    for (size_t i = 0; i < reports.count; i++)
        numbers[i] = reports.items[i].number;
    if (reports.count)
        qsort(numbers, reports.count, sizeof *numbers, by_number);
    wanted->tellings.reports = numbers;
    wanted->tellings.report_count = reports.count;
    wanted->older = total > reports.count;
    return true;
}

bool ties_want(const struct query *query, const struct query_scope *scope,
               struct ties_wanted *wanted, struct error *error)
{
    const struct schema_kind **kinds =
        ARENA_NEW(query->arena, const struct schema_kind *, scope->kind_count);
    *wanted = (struct ties_wanted){.since = scope->since, .until = scope->until};
    for (size_t i = 0; i < scope->kind_count; i++) {
        kinds[i] = schema_kind_find(query->schema, scope->kinds[i]);
        if (!kinds[i] || !kinds[i]->is_fact)
            return error_add(error, "query.unknown_kind", "kind",
                             arena_copy(query->arena, scope->kinds[i]).data, NULL);
    }
    wanted->tellings = (struct tellings_wanted){.kinds = kinds,
                                                .kind_count = scope->kind_count,
                                                .as_of = query_known_at(query),
                                                .until = query->as_of,
                                                .limit = TELLINGS_MOST};
    return source_want(query, scope->source, wanted, error) &&
           standing_want(query, scope, wanted, error);
}

/* ---- how facts stand ---- */

static bool standing_is_wanted(const struct ties_wanted *wanted,
                               const struct fact_standing *standing)
{
    return standing->confidence >= wanted->confidence_from &&
           standing->confidence <= wanted->confidence_to &&
           (!wanted->in_state || (enum query_state)standing->state == wanted->state);
}

static int by_standing(const void *left, const void *right)
{
    const struct fact_standing *one = left, *other = right;
    return (one->number > other->number) - (one->number < other->number);
}

bool tellings_judge(const struct query *query, const struct ties_wanted *wanted,
                    struct arena *arena, struct stored_tellings *tellings, struct error *error)
{
    if (!wanted->judged || !tellings->count)
        return true;
    int64_t *numbers = ARENA_ROOM(arena, int64_t, tellings->count);
    size_t count = 0, unique = 0, kept = 0;
    for (size_t i = 0; i < tellings->count; i++)
        if (wanted->judged[tellings->items[i].kind->number])
            numbers[count++] = tellings->items[i].fact;
    if (count)
        qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 0; i < count; i++)
        if (!unique || numbers[unique - 1] != numbers[i])
            numbers[unique++] = numbers[i];
    struct fact_standing *standings = ARENA_NEW(arena, struct fact_standing, unique);
    if (!store_facts_standing(query->store, numbers, unique, arena, standings, error))
        return false;
    for (size_t i = 0; i < tellings->count; i++) {
        const struct stored_telling *telling = &tellings->items[i];
        const struct fact_standing key = {.number = telling->fact};
        if (!wanted->judged[telling->kind->number] ||
            standing_is_wanted(wanted, bsearch(&key, standings, unique, sizeof key, by_standing)))
            tellings->items[kept++] = *telling;
    }
    tellings->count = kept;
    return true;
}

bool query_scope_take(const struct query *query, const struct query_filters *filters,
                      struct query_scope *scope, struct error *error)
{
    struct span date = filters->values[FILTER_DATE];
    struct filter_days days;
    scope->confidence = filters->values[FILTER_CONFIDENCE];
    scope->state = filters->values[FILTER_STATE];
    scope->source = filters->values[FILTER_SOURCE];
    if (filters->values[FILTER_KIND].size)
        filter_kinds_name(query, filters->values[FILTER_KIND], &scope->kinds, &scope->kind_count);
    if (!date.size)
        return true;
    if (date_is_set(scope->since) || date_is_set(scope->until))
        return error_add(error, "query.filter_twice", "filter", filter_name(FILTER_DATE), NULL);
    if (!filter_days_read(date, &days) || days.none || days.known)
        return error_add(error, "query.filter_date", "filter", filter_name(FILTER_DATE), "value",
                         arena_copy(query->arena, date).data, NULL);
    scope->since = days.from;
    scope->until = days.until;
    return true;
}

static struct date sooner(struct date one, struct date other)
{
    if (!date_is_set(one) || !date_is_set(other))
        return date_is_set(one) ? one : other;
    return date_compare(one, other) <= 0 ? one : other;
}

static struct date later(struct date one, struct date other)
{
    if (!date_is_set(one) || !date_is_set(other))
        return date_is_set(one) ? one : other;
    return date_compare(one, other) >= 0 ? one : other;
}

void telling_days(const struct stored_telling *telling, struct date *first, struct date *last)
{
    struct date begin = {0}, latest = telling->latest;
    bounds_complete(telling->earliest, &latest, telling->taken_in);
    *last = latest;
    for (size_t i = 0; i < telling->members.count; i++) {
        const struct stored_member *member = &telling->members.items[i];
        if (!date_is_set(member->date))
            continue;
        if (property_begins(member->property))
            begin = sooner(begin, date_first_day(member->date));
        if (property_ends(member->property))
            *last = later(*last, date_last_day(member->date));
    }
    *first = date_is_set(begin) ? begin : telling->earliest;
}

bool ties_ask_for_days(const struct query *query, const struct ties_wanted *wanted)
{
    return date_is_set(query->as_of) || date_is_set(wanted->since) || date_is_set(wanted->until);
}

struct tellings_wanted newest_wanted(const struct query *query, const struct ties_wanted *wanted,
                                     size_t reports)
{
    struct tellings_wanted asked = wanted->tellings;
    struct date until = date_is_set(wanted->until) ? date_last_day(wanted->until) : wanted->until;
    asked.limit = reports;
    asked.until = sooner(until, query->as_of);
    return asked;
}

bool telling_is_wanted(const struct query *query, const struct ties_wanted *wanted,
                       const struct stored_telling *telling)
{
    struct date first, last;
    bool of_day = date_is_set(query->as_of);
    const struct tellings_wanted *of = &wanted->tellings;
    if (of->reports &&
        !(of->report_count && bsearch(&telling->report, of->reports, of->report_count,
                                      sizeof telling->report, by_number)))
        return false;
    if (!ties_ask_for_days(query, wanted))
        return true;
    telling_days(telling, &first, &last);
    struct date told = sooner(first, telling->earliest);
    if (of_day && date_is_set(told) && date_compare(told, query->as_of) > 0)
        return false;
    if (date_is_set(wanted->since) && date_compare(last, date_first_day(wanted->since)) < 0)
        return false;
    return !date_is_set(wanted->until) || !date_is_set(first) ||
           date_compare(first, date_last_day(wanted->until)) <= 0;
}

/* ---- states that are over ---- */

struct numbers {
    int64_t *items;
    size_t count;
    size_t capacity;
};

static void numbers_add(struct arena *arena, struct numbers *numbers, int64_t number)
{
    for (size_t i = 0; i < numbers->count; i++)
        if (numbers->items[i] == number)
            return;
    *ARRAY_PUSH(arena, numbers) = number;
}

/* The offices, memberships and places in a structure among the facts that are over on the
 * question's day, or have not begun. */
static void over_find(struct lookup *lookup, const struct ties_wanted *wanted,
                      const struct stored_tellings *tellings, struct numbers *over)
{
    struct numbers held = {0}, on = {0};
    struct items facts;
    struct told_states told;
    *over = (struct numbers){0};
    for (size_t i = 0; i < tellings->count && date_is_set(lookup->query->as_of); i++)
        if (kind_has_states(tellings->items[i].kind) &&
            telling_is_wanted(lookup->query, wanted, &tellings->items[i]))
            numbers_add(lookup->arena, &held, tellings->items[i].fact);
    if (!held.count)
        return;
    items_of_numbers(lookup, held.items, held.count, &facts);
    successors_add(lookup, 0, &facts);
    states_tell(lookup, &facts, &told);
    for (size_t i = 0; i < told.states.count; i++) {
        const struct state *state = &told.states.items[i];
        struct numbers *list = state_is_wanted(lookup, state) ? &on : over;
        for (size_t k = 0; k < state->count; k++)
            numbers_add(lookup->arena, list,
                        told.sayings[state->observations[k]].fact->entity.number);
    }
    size_t kept = 0;
    for (size_t i = 0; i < over->count; i++) {
        bool holds = false;
        for (size_t k = 0; k < on.count && !holds; k++)
            holds = on.items[k] == over->items[i];
        if (!holds)
            over->items[kept++] = over->items[i];
    }
    over->count = kept;
}

static bool numbers_have(const struct numbers *numbers, int64_t number)
{
    for (size_t i = 0; i < numbers->count; i++)
        if (numbers->items[i] == number)
            return true;
    return false;
}

/* ---- counting ---- */

struct counting {
    struct lookup *lookup;
    const struct ties_wanted *wanted;
    int64_t self;
    struct ties *ties;
    struct map index; /* of numbers, to index + 1 of ties */
    struct map seen;  /* what was counted: see seen_add() */
};

/* What is counted once for a tie: an origin, a fact, a fact under a property. */
enum seen { SEEN_ORIGIN, SEEN_FACT, SEEN_ROLE };

struct seen_key {
    uint64_t what;
    uint64_t tie;
    int64_t number;
    const struct schema_property *property;
};

static bool seen_add(struct counting *counting, enum seen what, size_t tie, int64_t number,
                     const struct schema_property *property)
{
    struct seen_key key = {what, tie, number, property};
    struct span bytes =
        arena_copy(counting->lookup->arena, (struct span){(const char *)&key, sizeof key});
    bool added;
    map_add(&counting->seen, bytes, &added);
    return added;
}

static size_t tie_index(struct counting *counting, int64_t number, const struct schema_kind *kind)
{
    struct arena *arena = counting->lookup->arena;
    struct span key = arena_copy(arena, (struct span){(const char *)&number, sizeof number});
    bool added;
    uint32_t *index = map_add(&counting->index, key, &added);
    if (added) {
        *ARRAY_PUSH(arena, counting->ties) = (struct tie){.number = number, .kind = kind};
        *index = (uint32_t)counting->ties->count;
    }
    return *index - 1;
}

static void role_count(struct arena *arena, struct tie *tie, const struct schema_kind *kind,
                       const struct schema_property *property)
{
    for (size_t i = 0; i < tie->roles.count; i++) {
        if (tie->roles.items[i].property == property) {
            tie->roles.items[i].facts++;
            return;
        }
    }
    *ARRAY_PUSH(arena, &tie->roles) = (struct tie_role){kind, property, 1};
}

static void proof_add(struct tie *tie, const struct stored_telling *telling,
                      const struct stored_member *member)
{
    if (tie->proof_count == TIE_PROOFS)
        return;
    for (size_t i = 0; i < tie->proof_count; i++)
        if (tie->origins[i] == telling->origin)
            return;
    /* A fact itself is proved by the words of whom it names first. */
    const struct stored_member *words = member ? member : &telling->members.items[0];
    tie->origins[tie->proof_count] = telling->origin;
    tie->proofs[tie->proof_count++] =
        (struct tie_proof){telling->fact, telling->report, telling->source, words->claim};
}

/* Counts a telling that names the other one; member NULL: the other one is the fact itself. */
static void tie_count(struct counting *counting, const struct stored_telling *telling,
                      const struct stored_member *member)
{
    int64_t number = member ? member->number : telling->fact;
    size_t index = tie_index(counting, number, member ? member->kind : telling->kind);
    struct tie *tie = &counting->ties->items[index];
    struct date first, last;
    tie->reports += seen_add(counting, SEEN_ORIGIN, index, telling->origin, NULL);
    tie->facts += seen_add(counting, SEEN_FACT, index, telling->fact, NULL);
    if (member && seen_add(counting, SEEN_ROLE, index, telling->fact, member->property))
        role_count(counting->lookup->arena, tie, telling->kind, member->property);
    telling_days(telling, &first, &last);
    tie->first = sooner(tie->first, first);
    tie->last = later(tie->last, last);
    proof_add(tie, telling, member);
}

/* Facts are nodes of their own where others may name them. */
static bool fact_is_node(const struct schema_kind *kind)
{
    return span_equal(kind->name, SPAN("agreement"));
}

/* Whether the telling names the entity under the property that is wanted. */
static bool self_fits(const struct counting *counting, const struct stored_telling *telling)
{
    const char *property = counting->wanted->property;
    for (size_t i = 0; property && i < telling->members.count; i++)
        if (telling->members.items[i].number == counting->self &&
            span_equal(telling->members.items[i].property->name, span_of(property)))
            return true;
    return !property;
}

static bool member_fits(const struct counting *counting, const struct stored_member *member)
{
    const char *property = counting->wanted->property;
    return member->number && member->number != counting->self &&
           (counting->wanted->facts || !member->kind->is_fact) &&
           (!property || span_equal(member->property->name, span_of(property)));
}

static void telling_count(struct counting *counting, const struct stored_telling *telling)
{
    bool facts = counting->wanted->facts;
    if (!self_fits(counting, telling))
        return;
    for (size_t i = 0; i < telling->members.count; i++) {
        const struct stored_member *member = &telling->members.items[i];
        if (member_fits(counting, member))
            tie_count(counting, telling, member);
    }
    if (facts && telling->fact != counting->self && fact_is_node(telling->kind))
        tie_count(counting, telling, NULL);
}

void ties_find(struct lookup *lookup, const struct ties_wanted *wanted, int64_t number,
               struct ties *ties)
{
    struct counting counting = {.lookup = lookup, .wanted = wanted, .self = number, .ties = ties};
    struct tellings_wanted asked = wanted->tellings;
    struct stored_tellings tellings;
    struct numbers over;
    *ties = (struct ties){0};
    map_init(&counting.index, lookup->arena);
    map_init(&counting.seen, lookup->arena);
    if (lookup->failed)
        return;
    asked.limit++; /* one more tells whether there are more */
    if (!store_tellings_naming(lookup->query->store, number, &asked, lookup->arena, &tellings,
                               lookup->error)) {
        lookup->failed = true;
        return;
    }
    ties->cut = tellings.hub || tellings.count > wanted->tellings.limit;
    if (tellings.count > wanted->tellings.limit)
        tellings.count = wanted->tellings.limit;
    if (!tellings_judge(lookup->query, wanted, lookup->arena, &tellings, lookup->error)) {
        lookup->failed = true;
        return;
    }
    over_find(lookup, wanted, &tellings, &over);
    for (size_t i = 0; i < tellings.count; i++)
        if (telling_is_wanted(lookup->query, wanted, &tellings.items[i]) &&
            !numbers_have(&over, tellings.items[i].fact))
            telling_count(&counting, &tellings.items[i]);
}

static int by_weight(const void *left, const void *right)
{
    const struct tie *a = left, *b = right;
    int order = (a->reports < b->reports) - (a->reports > b->reports);
    if (!order)
        order = (a->facts < b->facts) - (a->facts > b->facts);
    if (!order)
        order = date_compare(b->last, a->last);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

void ties_sort(struct ties *ties)
{
    if (ties->count)
        qsort(ties->items, ties->count, sizeof *ties->items, by_weight);
}

/* ---- showing ---- */

struct span summary_cut(const struct query *query, struct span summary, const char *key,
                        size_t count)
{
    struct span more = QUERY_TEXT(query, key, "count", number_show(query, count).data);
    return arena_format(query->arena, "%.*s %.*s", SPAN_ARGS(summary), SPAN_ARGS(more));
}

struct query_value entity_value_show(struct lookup *lookup, int64_t number)
{
    struct stored_entity entity = {0};
    char id[CANONICAL_TEXT];
    struct query_value value = {.type = VALUE_ENTITY};
    if (lookup_entity(lookup, number, &entity)) {
        struct item item = {.entity = entity};
        struct items items;
        if (entity.kind->is_fact) {
            items_of_numbers(lookup, &number, 1, &items);
            if (items.count)
                item = items.items[0];
        }
        value = item_value(lookup, &item, item_name(lookup, &item));
    } else {
        value.entity = arena_copy(lookup->arena, span_of(canonical_write(number, id)));
    }
    if (!value.text.size)
        value.text = value.entity;
    return value;
}

bool entity_asked(struct lookup *lookup, struct span id, struct stored_entity *entity)
{
    int64_t number;
    if (canonical_read(id, &number) && lookup_entity(lookup, number, entity))
        return true;
    return lookup_fine(lookup) && error_add(lookup->error, "query.unknown_id", "id",
                                            arena_copy(lookup->arena, id).data, NULL);
}

/* The words by which a telling names the other one. */
static void proof_show(struct lookup *lookup, const struct tie_proof *proof,
                       struct query_evidences *evidence)
{
    struct stored_claim claim = {
        .report = proof->report, .source = proof->source, .ordinal = proof->claim};
    if (lookup->failed)
        return;
    if (store_evidence(lookup->query->store, &(struct stored_claim *){&claim}, 1, lookup->arena,
                       lookup->error))
        evidence_add(lookup, &claim, evidence);
    else
        lookup->failed = true;
}

static int by_facts(const void *left, const void *right)
{
    const struct tie_role *a = left, *b = right;
    int order = (a->facts < b->facts) - (a->facts > b->facts);
    return order ? order : span_compare(a->property->name, b->property->name);
}

void tie_show(struct lookup *lookup, const struct tie *tie, struct query_tie *shown)
{
    *shown = (struct query_tie){.entity = entity_value_show(lookup, tie->number),
                                .reports = tie->reports,
                                .facts = tie->facts,
                                .first = tie->first,
                                .last = tie->last,
                                .role_count = tie->roles.count};
    shown->roles = ARENA_NEW(lookup->arena, struct query_role, tie->roles.count);
    if (tie->roles.count)
        qsort(tie->roles.items, tie->roles.count, sizeof *tie->roles.items, by_facts);
    for (size_t i = 0; i < tie->roles.count; i++)
        shown->roles[i] = (struct query_role){
            tie->roles.items[i].kind, tie->roles.items[i].property, tie->roles.items[i].facts};
    for (size_t i = 0; i < tie->proof_count; i++)
        proof_show(lookup, &tie->proofs[i], &shown->evidence);
}
