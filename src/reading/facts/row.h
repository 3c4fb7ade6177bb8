/* Inside src/reading alone: rows of things of one kind, each of which makes a fact. */
#ifndef FACTS_ROW_H
#define FACTS_ROW_H

#include "draft.h"

struct row_member {
    uint32_t first; /* tokens */
    uint32_t end;
    grammemes cases;
    const struct mention *place; /* that stands behind it; NULL */
    const struct mention *actor; /* that stands behind it in brackets; NULL */
};

/* The things that follow what was bound to a property: «цех в Омске, котельную и склад», itself the
 * first. ruled: its first word is the noun of action that rules them all. row.c. */
size_t row_read(const struct facts *facts, const struct capture *what, bool ruled,
                struct row_member *members, size_t most);
/* Gives members without a place that of the next member that has one. */
void row_share(struct row_member *members, size_t count);
/* Narrows the words of a list's item to the thing that it names first, «туристический комплекс» of
 * «Туристический комплекс в Омске. Инвестор — …»; false where that is nothing that is built. */
bool row_item(const struct facts *facts, struct capture *item);

#endif
