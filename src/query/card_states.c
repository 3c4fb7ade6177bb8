/* The states of a card: what reports tell of its offices, memberships, structure and statuses. */
#include <stdlib.h>

#include "card.h"
#include "states.h"

enum { STATES_MOST = 500 };

static bool names(const struct stored_claim *claim, int64_t number)
{
    return claim->entity.number == number;
}

/* The property under which what was said names the entity, of those that states are about; NULL
 * where it is about others. */
static const struct schema_property *naming_of(const struct saying *saying, int64_t number)
{
    const struct schema_kind *kind = saying->fact->entity.kind;
    const struct schema_property *of[] = {kind_holder(kind), kind_whole(kind),
                                          kind_status_of(kind)};
    for (size_t i = 0; i < saying->count; i++)
        for (size_t k = 0; k < sizeof of / sizeof *of; k++)
            if (of[k] && saying->claims[i].property == of[k] && names(&saying->claims[i], number))
                return of[k];
    return NULL;
}

/* What holds or may hold comes first, the latest before the older. */
static int by_day(const void *left, const void *right)
{
    const struct query_state_shown *a = left, *b = right;
    bool over[] = {span_equal(a->on_day, SPAN("over")), span_equal(b->on_day, SPAN("over"))};
    int order = over[0] - over[1];
    struct date days[] = {date_is_set(a->last) ? a->last : a->latest,
                          date_is_set(b->last) ? b->last : b->latest};
    if (!order)
        order = (int)a->kind->number - (int)b->kind->number;
    if (!order)
        order = date_compare(days[1], days[0]);
    return order ? order : span_compare(a->text, b->text);
}

void card_states(struct lookup *lookup, const struct items *facts, int64_t number,
                 struct query_states_shown *states)
{
    struct items all = *facts;
    struct told_states told;
    successors_add(lookup, number, &all);
    states_tell(lookup, &all, &told);
    for (size_t i = 0; i < told.states.count && states->count < STATES_MOST; i++) {
        const struct state *state = &told.states.items[i];
        const struct saying *saying = &told.sayings[state->observations[0]];
        const struct schema_property *naming = naming_of(saying, number);
        if ((!naming && saying->fact->entity.number != number) || !state_is_wanted(lookup, state))
            continue;
        state_show(lookup, &told, state, naming, ARRAY_PUSH(lookup->arena, states));
    }
    if (states->count)
        qsort(states->items, states->count, sizeof *states->items, by_day);
}
