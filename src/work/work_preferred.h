/* Lists of preferred products: opening one, proposals, decisions, uses (docs/preferred.md). Each is
 * an entry (entry.h), so it has its author and words, is changed and withdrawn as any other. */
#ifndef WORK_PREFERRED_H
#define WORK_PREFERRED_H

#include "entry.h"
#include "preferred.h"

/* What is stated. Values are as those of an entry's lines, empty where nothing is said; none has
 * line breaks but criteria, whose lines are one each. */
struct work_preferred_order {
    struct work_entry_order as; /* own, party, note, catalogue and tongue alone */
    struct date today;
    /* of a list */
    struct span title, owner, under, criteria;
    /* of an item */
    struct span what, maker, purpose, okpd2, proposed_by, proposed;
    /* of a decision; outcome empty: until alone is changed */
    struct span outcome, reason, decided;
    /* of a use */
    struct span user, how;
    /* of lists, decisions and uses */
    struct span since, until;
};

/* Each states one thing. Errors: those of work_entry_state(), "work.preferred_line" (property): a
 * value has line breaks. */
bool work_preferred_open(const struct work *work, const struct work_preferred_order *order,
                         struct work_entry *done, struct error *error);
bool work_preferred_propose(const struct work *work, struct span list,
                            const struct work_preferred_order *order, struct work_entry *done,
                            struct error *error);
bool work_preferred_use(const struct work *work, struct span item,
                        const struct work_preferred_order *order, struct work_entry *done,
                        struct error *error);
/* Decides on an item: "entered" what is not on the list, "refused" what is proposed, "left" what is
 * on it or was until its term ended. query asks the same store, of today. Besides: those of
 * query_preferred_item(), "work.preferred_reason", "work.preferred_day" (value),
 * "work.preferred_decided" (name, state): it does not stand so that this could be decided. */
bool work_preferred_decide(const struct work *work, const struct query *query, struct span item,
                           const struct work_preferred_order *order, struct work_entry *done,
                           struct error *error);

#endif
