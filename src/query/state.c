/* Intervals of observations: one pass over the dated ones of each slot, then the loose ones. */
#include "state.h"

#include <stdlib.h>

struct sweep {
    const struct observation *all;
    struct arena *arena;
    struct states *states;
    size_t first; /* of the slot's states */
};

/* ---- order ---- */

static bool is_dated(const struct observation *observation)
{
    return date_is_set(observation->earliest) &&
           date_compare(observation->earliest, observation->latest) == 0;
}

/* On one day what holds comes before what has ended: a successor's report names both. */
static int by_slot_and_day(const void *left, const void *right, void *context)
{
    const struct sweep *sweep = context;
    const struct observation *all = sweep->all;
    const size_t *one = left, *other = right;
    const struct observation *a = &all[*one], *b = &all[*other];
    int order = span_compare(a->slot, b->slot);
    if (!order)
        order = is_dated(b) - is_dated(a);
    if (!order)
        order = date_compare(a->earliest, b->earliest);
    if (!order && a->stated && b->stated)
        order = (a->stated > b->stated) - (a->stated < b->stated);
    if (!order)
        order = (int)a->what - (int)b->what;
    return order ? order : (*one > *other) - (*one < *other);
}

/* ---- states of one slot ---- */

static bool is_open(const struct state *state)
{
    return state->ending == ENDING_UNKNOWN || state->ending == ENDING_SAID;
}

static struct state *state_add(struct sweep *sweep, size_t index, bool planned)
{
    struct state *state = ARRAY_PUSH(sweep->arena, sweep->states);
    *state = (struct state){
        .slot = sweep->all[index].slot, .holder = sweep->all[index].holder, .planned = planned};
    return state;
}

static void observation_join(struct sweep *sweep, struct state *state, size_t index)
{
    struct {
        size_t *items;
        size_t count;
        size_t capacity;
    } list = {state->observations, state->count, state->capacity};
    *ARRAY_PUSH(sweep->arena, &list) = index;
    state->observations = list.items;
    state->count = list.count;
    state->capacity = list.capacity;
    struct date since = sweep->all[index].since;
    if (date_is_set(since) && (!date_is_set(state->since) || date_compare(since, state->since) < 0))
        state->since = since;
}

static void state_end(struct state *state, enum state_ending ending, struct date end, size_t index)
{
    state->ending = ending;
    state->end = end;
    state->ended_by = index + 1;
}

/* The open state of a holder; NULL where there is none. */
static struct state *open_find(struct sweep *sweep, struct span holder, bool planned)
{
    for (size_t i = sweep->states->count; i-- > sweep->first;) {
        struct state *state = &sweep->states->items[i];
        if (is_open(state) && state->planned == planned && span_equal(state->holder, holder))
            return state;
    }
    return NULL;
}

/* Whether an observation comes after what was last said of a state: on a later day, or stated after
 * what was stated of the same. */
static bool is_later(const struct sweep *sweep, const struct state *state,
                     const struct observation *observation)
{
    int order = date_compare(state->last, observation->earliest);
    int64_t stated = state->count ? sweep->all[state->observations[state->count - 1]].stated : 0;
    return order < 0 || (!order && stated && stated < observation->stated);
}

/* Ends what others hold, if it was said before. */
static void others_end(struct sweep *sweep, size_t index)
{
    const struct observation *observation = &sweep->all[index];
    for (size_t i = sweep->first; i < sweep->states->count; i++) {
        struct state *state = &sweep->states->items[i];
        bool other = !span_equal(state->holder, observation->holder);
        if (other && is_open(state) && !state->planned && date_is_set(state->last) &&
            is_later(sweep, state, observation))
            state_end(state, ENDING_ANOTHER, observation->latest, index);
    }
}

/* A date until which it holds, if the report gave one that was still to come. */
static void until_note(struct state *state, const struct observation *observation, size_t index)
{
    bool past = state->ending == ENDING_SAID &&
                date_compare(date_last_day(state->end), observation->earliest) < 0;
    if (date_is_set(observation->until))
        state_end(state, ENDING_SAID, observation->until, index);
    else if (past)
        state->ending = ENDING_UNKNOWN;
}

static void dated_holds(struct sweep *sweep, size_t index)
{
    const struct observation *observation = &sweep->all[index];
    struct state *planned = open_find(sweep, observation->holder, true);
    if (planned)
        state_end(planned, ENDING_BEGUN, observation->earliest, index);
    if (observation->sole)
        others_end(sweep, index);
    struct state *state = open_find(sweep, observation->holder, false);
    if (!state) {
        state = state_add(sweep, index, false);
        state->first = observation->earliest;
    }
    state->last = observation->earliest;
    until_note(state, observation, index);
    observation_join(sweep, state, index);
}

static void dated_planned(struct sweep *sweep, size_t index)
{
    const struct observation *observation = &sweep->all[index];
    struct state *state = open_find(sweep, observation->holder, true);
    if (!state) {
        state = state_add(sweep, index, true);
        state->first = observation->earliest;
    }
    state->last = observation->earliest;
    observation_join(sweep, state, index);
}

/* When an end that a report tells of was: the date it gives, if that is not later than itself. */
static struct date end_of(const struct observation *observation)
{
    bool given = date_is_set(observation->until) &&
                 (!date_is_set(observation->latest) ||
                  date_compare(date_first_day(observation->until), observation->latest) <= 0);
    return given ? observation->until : observation->latest;
}

/* Whether the holder had a state that has ended already; the report then says nothing new. */
static bool is_known_ended(struct sweep *sweep, struct span holder)
{
    for (size_t i = sweep->first; i < sweep->states->count; i++) {
        const struct state *state = &sweep->states->items[i];
        if (!is_open(state) && !state->planned && span_equal(state->holder, holder))
            return true;
    }
    return false;
}

static void ended(struct sweep *sweep, size_t index)
{
    const struct observation *observation = &sweep->all[index];
    struct state *state = open_find(sweep, observation->holder, false);
    bool later = state && (!date_is_set(state->last) || !date_is_set(observation->earliest) ||
                           date_compare(state->last, observation->earliest) <= 0);
    if (!later && is_known_ended(sweep, observation->holder))
        return;
    if (!later)
        state = state_add(sweep, index, false);
    state_end(state, ENDING_REPORTED, end_of(observation), index);
    observation_join(sweep, state, index);
}

static void dated_take(struct sweep *sweep, size_t index)
{
    switch (sweep->all[index].what) {
    case OBSERVED_HOLDS:
        dated_holds(sweep, index);
        break;
    case OBSERVED_PLANNED:
        dated_planned(sweep, index);
        break;
    case OBSERVED_ENDED:
        ended(sweep, index);
        break;
    }
}

/* ---- loose observations ---- */

/* Whether a day that lies between the bounds may fall into the state's interval. */
static bool may_join(const struct state *state, const struct observation *observation)
{
    bool before = date_is_set(state->first) && date_is_set(observation->latest) &&
                  date_compare(observation->latest, state->first) < 0;
    bool after = date_is_set(observation->earliest) && state->ending != ENDING_UNKNOWN &&
                 date_is_set(state->end) &&
                 date_compare(observation->earliest, date_last_day(state->end)) >= 0;
    return !before && !after;
}

static struct state *loose_join(struct sweep *sweep, const struct observation *observation,
                                bool planned)
{
    for (size_t i = sweep->first; i < sweep->states->count; i++) {
        struct state *state = &sweep->states->items[i];
        if (state->planned == planned && span_equal(state->holder, observation->holder) &&
            may_join(state, observation))
            return state;
    }
    return NULL;
}

/* A state of a loose report alone has ended where another holder is reported of a later day. */
static void loose_end(struct sweep *sweep, struct state *loose)
{
    for (size_t i = sweep->first; i < sweep->states->count && date_is_set(loose->latest); i++) {
        const struct state *state = &sweep->states->items[i];
        bool later = date_is_set(state->first) && date_compare(loose->latest, state->first) < 0;
        bool sooner = loose->ending == ENDING_UNKNOWN || date_compare(state->first, loose->end) < 0;
        if (later && sooner && !state->planned && state->count &&
            !span_equal(state->holder, loose->holder) && sweep->all[state->observations[0]].sole)
            state_end(loose, ENDING_ANOTHER, state->first, state->observations[0]);
    }
}

static void loose_holds(struct sweep *sweep, size_t index, bool planned)
{
    const struct observation *observation = &sweep->all[index];
    struct state *state = loose_join(sweep, observation, planned);
    if (!state) {
        state = state_add(sweep, index, planned);
        state->earliest = observation->earliest;
        state->latest = observation->latest;
        if (date_is_set(observation->until))
            state_end(state, ENDING_SAID, observation->until, index);
        else if (!planned)
            loose_end(sweep, state);
    }
    if (observation->sole && !planned && date_is_set(observation->earliest))
        others_end(sweep, index);
    observation_join(sweep, state, index);
}

static void loose_take(struct sweep *sweep, size_t index)
{
    const struct observation *observation = &sweep->all[index];
    if (observation->what == OBSERVED_ENDED)
        ended(sweep, index);
    else
        loose_holds(sweep, index, observation->what == OBSERVED_PLANNED);
}

void states_of(const struct observation *observations, size_t count, struct arena *arena,
               struct states *states)
{
    struct sweep sweep = {observations, arena, states, 0};
    size_t *order = ARENA_NEW(arena, size_t, count);
    *states = (struct states){0};
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    if (count)
        qsort_r(order, count, sizeof *order, by_slot_and_day, &sweep);
    for (size_t i = 0; i < count; i++) {
        if (i && !span_equal(observations[order[i]].slot, observations[order[i - 1]].slot))
            sweep.first = states->count;
        if (is_dated(&observations[order[i]]))
            dated_take(&sweep, order[i]);
        else
            loose_take(&sweep, order[i]);
    }
}

/* ---- asking ---- */

enum state_on_day state_on(const struct state *state, struct date day)
{
    struct date begin = date_is_set(state->since) ? state->since : state->first;
    if (state->ending != ENDING_UNKNOWN && date_is_set(state->end) &&
        date_compare(day, date_last_day(state->end)) >= 0)
        return STATE_OVER;
    if (!date_is_set(begin))
        return date_is_set(state->earliest) && date_compare(day, state->earliest) < 0
                   ? STATE_NOT_YET
                   : STATE_NOT_KNOWN;
    if (date_compare(day, date_first_day(begin)) < 0)
        return STATE_NOT_YET;
    if (state->planned || date_compare(day, date_last_day(begin)) < 0)
        return STATE_NOT_KNOWN;
    bool said = state->ending == ENDING_SAID && date_compare(day, date_first_day(state->end)) < 0;
    bool open = date_is_set(state->last) && date_compare(day, state->last) <= 0;
    return said || open ? STATE_HOLDS : STATE_NOT_KNOWN;
}
