/* Which of several claims is shown, where reports disagree: the rule, which lists are ordered and
 * filtered by (in the registry) and answers show (in the questions).
 *
 * What a user confirmed comes before what a user stated, and this before what was read; then what
 * more independent texts say (a coarser date speaks for the finer one within it); then the more
 * exact date; then the later report; then the more confident reading; then what was taken in first.
 * A property that progresses (a status; the term of what was extended) is shown as the latest
 * report says, of one day as who stated it last; what users confirmed or stated comes before what
 * was read. All claims stay beside the one that is shown. */
#ifndef CHOOSE_H
#define CHOOSE_H

#include "store.h"

/* What is to be known of claims beside what they hold; each function gets the context. */
struct claim_chooser {
    void *context;
    /* The normalized value: equal for claims that say the same. */
    struct span (*key)(void *context, const struct stored_claim *claim);
    /* The report of whose text the claim's report is a copy; itself, where of none. */
    int64_t (*origin)(void *context, int64_t report);
    /* The first of the days on which the report may have been written; unset: not known. */
    struct date (*day)(void *context, int64_t report);
};

/* Whether a user stated the claim's value. */
bool claim_is_stated(const struct stored_claim *claim);
/* Whether another value of a later report is no contradiction but what came next; the claims are
 * all of the fact. */
bool claims_progress(const struct stored_claim *claims, size_t count,
                     const struct schema_property *property);
/* The claim that is shown of a property that is no list; NULL where there is none. */
const struct stored_claim *claim_choose(const struct claim_chooser *chooser,
                                        const struct stored_claim *claims, size_t count,
                                        const struct schema_property *property,
                                        struct arena *arena);
/* How many independent texts say the value of the key of the property. */
size_t claim_support(const struct claim_chooser *chooser, const struct stored_claim *claims,
                     size_t count, const struct schema_property *property, struct span key);

#endif
