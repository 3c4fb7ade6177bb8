/* Who asks, and what he may do. */
#ifndef ASKER_H
#define ASKER_H

#include "login.h"
#include "right.h"

enum asker_by {
    BY_NOBODY,
    BY_KEY,     /* the key that was printed at the start; where there are no accounts */
    BY_SESSION, /* of an account */
    BY_TOKEN    /* of an account's program */
};

struct asker {
    struct work_access access;
    enum asker_by by;
    bool closed; /* the server answers others than this computer, and there are no accounts */
};

bool asker_has(const struct asker *asker, enum right right);

#endif
