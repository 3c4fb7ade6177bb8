/* Whether what two reports say of an agreement is of one agreement.
 *
 * An agreement is told of by many reports: that it is planned, was signed, is in force, was
 * extended, has ended. What is compared is the kind, the dates, and the day of the report; the
 * parties are compared by whoever looks for candidates. Two sayings of different stages fit if the
 * one may have become the other. Internal to the folder. */
#ifndef PACT_H
#define PACT_H

#include "calendar.h"
#include "schema.h"

/* How far an agreement has come by a report. */
enum pact_stage {
    PACT_PLANNED,
    PACT_SIGNED,
    PACT_LATER /* in force, extended, ended, or only spoken of */
};

/* What one report says of one agreement. Unset: it does not say it. */
struct pact {
    struct span kind; /* code of agreement_kind */
    enum pact_stage stage;
    bool extended; /* or ended: its date of expiry is not what it was */
    struct date signed_on;
    struct date due;
    struct date until;
    struct duration term;
    struct date earliest; /* the days between which the report's day lies */
    struct date latest;
};

enum pact_fit {
    PACT_NOT,    /* two agreements */
    PACT_WEAK,   /* one, if there is no other that it may be */
    PACT_LIKELY, /* one by stage and day */
    PACT_SURE    /* one by the day of signing */
};

/* The same in either order. */
enum pact_fit pact_compare(const struct pact *left, const struct pact *right);
/* Whether two that give these days of signing, and are no plans, are two agreements whatever else
 * they say. */
bool pact_signings_exclude(struct date left, struct date right);

#endif
