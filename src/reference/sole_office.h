/* Offices that one person holds at a time, as lexicon/sole_offices.txt has them: who holds one now
 * is told apart by them within a report, and from report to report. */
#ifndef SOLE_OFFICE_H
#define SOLE_OFFICE_H

#include "arena.h"

enum sole_office {
    SOLE_NONE, /* several hold it at a time */
    SOLE_OF_PLACE,
    SOLE_OF_BODY
};

/* Whether a position is held by one person at a time, and its key: equal for the same office of one
 * place or body. In arena. */
enum sole_office sole_office_of(struct span position, struct arena *arena, struct span *key);

#endif
