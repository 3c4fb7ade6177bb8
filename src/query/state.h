/* States over time: what reports of certain days say of who holds what, as intervals.
 *
 * A state that a report gives (an office, a membership, a status) holds for that report's day. It
 * is open between the first and the last report that say so, ends where another holder or an end is
 * reported, and is unknown after. This module knows neither claims nor the store: it makes
 * intervals of observations, so that every face counts alike. states.h makes the observations.
 *
 * A report of an exact day is dated. One whose day is only known to lie between two (a report
 * without a date, or of a month) is loose: it joins a state that it may be part of and never widens
 * one; it ends another only where it is certainly later. Of one day two reports end nobody, but
 * what a user states later ends what he or another stated before. */
#ifndef STATE_H
#define STATE_H

#include "arena.h"
#include "calendar.h"

enum observed { OBSERVED_HOLDS, OBSERVED_ENDED, OBSERVED_PLANNED };

struct observation {
    struct span slot;   /* what can be held: an office of a body, a membership of one in another */
    struct span holder; /* who or what holds it */
    bool sole;          /* the slot has one holder at a time: another one ends the state */
    enum observed what;
    struct date
        earliest;       /* the report's day, or the days between which it lies; full dates, unset */
    struct date latest; /* where a side is not known */
    struct date since;  /* as the report itself says, at its precision */
    struct date until;
    int64_t stated; /* by users: those of one day come in the order of these numbers; 0: it was read
                     */
};

enum state_ending {
    ENDING_UNKNOWN,
    ENDING_REPORTED, /* a report says that it has ended */
    ENDING_ANOTHER,  /* a report names another holder */
    ENDING_SAID,     /* a report gave the date until which it holds */
    ENDING_BEGUN,    /* of a planned one: a report says that it holds */
    ENDINGS
};

/* An interval. Its observations are indices into the array given, in the order of their days. */
struct state {
    struct span slot;
    struct span holder;
    bool planned;
    struct date since;    /* the earliest that a report says; unset: none says it */
    struct date first;    /* day of the first dated report that says so; unset: loose ones alone */
    struct date last;     /* … and of the last */
    struct date earliest; /* where first is unset: the bounds of the loose report */
    struct date latest;
    enum state_ending ending;
    struct date end; /* by this day it had ended; unset: by a day that is not known */
    size_t ended_by; /* index plus 1 of the observation that says so; 0 */
    size_t *observations;
    size_t count;
    size_t capacity;
};

struct states {
    struct state *items;
    size_t count;
    size_t capacity;
};

/* The states that observations make, by slot, then by first day, those of loose reports last. The
 * order of the observations given decides nothing but ties. In arena; the result refers to the
 * slots and holders given. */
void states_of(const struct observation *observations, size_t count, struct arena *arena,
               struct states *states);

enum state_on_day { STATE_NOT_YET, STATE_HOLDS, STATE_NOT_KNOWN, STATE_OVER, STATE_DAYS };

/* What is known of a state on a day (a full date). STATE_NOT_KNOWN: after the last report that says
 * so, and before any that ends it. */
enum state_on_day state_on(const struct state *state, struct date day);

#endif
