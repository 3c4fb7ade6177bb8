/* Inside src/query/ alone: the states that facts tell of, made into intervals by state.h.
 *
 * Offices (who holds which office of a body), memberships, subordinations; and the status of an
 * agreement, a project, a site, a programme. Offices that one person holds at a time stand in
 * lexicon/sole_offices.txt. */
#ifndef STATES_H
#define STATES_H

#include "lookup.h"
#include "state.h"

/* What one report says of one fact. */
struct saying {
    const struct item *fact;
    const struct stored_claim *claims;
    size_t count;
};

/* The states of some facts. An observation of a state is an index into sayings. */
struct told_states {
    struct states states;
    struct observation *observations;
    struct saying *sayings;
    size_t count;
    size_t capacity;
};

/* Whether facts of the kind tell of states that have holders: occupation, membership,
 * subordination. */
bool kind_has_states(const struct schema_kind *kind);
/* The property under which such a kind names who holds: person, member, part; and what is held of:
 * organization, whole. NULL where the kind has none. */
const struct schema_property *kind_holder(const struct schema_kind *kind);
const struct schema_property *kind_whole(const struct schema_kind *kind);
/* The property under which a kind names the thing whose status it tells; NULL. */
const struct schema_property *kind_status_of(const struct schema_kind *kind);
/* The states that the facts tell of, statuses too. The facts must outlive the result. */
void states_tell(struct lookup *lookup, const struct items *facts, struct told_states *told);
/* A state as it is shown; without is the property in which the reader sees its entity already
 * (NULL: show all). */
void state_show(struct lookup *lookup, const struct told_states *told, const struct state *state,
                const struct schema_property *without, struct query_state_shown *shown);
/* What is known of a state on the question's day. */
enum state_on_day state_today(const struct lookup *lookup, const struct state *state);
/* Whether an answer of the question's day shows the state: with a day asked for, those alone that
 * hold or may hold. */
bool state_is_wanted(const struct lookup *lookup, const struct state *state);
/* The property that is the status of a fact of the kind or of the thing that it names; NULL. */
const struct schema_property *kind_status(const struct schema_kind *kind);
/* Adds the facts that tell of other holders of the sole offices among the facts, so that a
 * successor is seen; not of the body known (0: of all), of which the facts are the newest ones. */
void successors_add(struct lookup *lookup, int64_t known, struct items *facts);

#endif
