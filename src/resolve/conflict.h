/* What speaks against two known entities being one: for the user who is about to merge them. */
#ifndef CONFLICT_H
#define CONFLICT_H

#include "reference.h"
#include "store.h"

enum { CONFLICTS = 6 };

/* Keys of messages: "work.warning.kind", "….region", "….patronymic", "….form", "….values" (facts
 * with two values of a property that has one). */
struct resolve_conflicts {
    const char *keys[CONFLICTS];
    size_t count;
};

bool resolve_conflicts_find(struct store *store, const struct reference *reference, int64_t one,
                            int64_t other, struct arena *arena, struct resolve_conflicts *conflicts,
                            struct error *error);

#endif
