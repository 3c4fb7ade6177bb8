/* Failed logins, counted for a while by name and by address, so that passwords cannot be tried at
 * will.
 *
 * The table has a fixed size; where it is full the oldest count gives way. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include <pthread.h>
#include <stdint.h>

#include "span.h"

enum {
    ATTEMPTS_SECONDS = 15 * 60, /* how long a failure counts: from the first of a row */
    ATTEMPTS_OF_NAME = 10,      /* failures after which no more are tried */
    ATTEMPTS_OF_ADDRESS = 50,
    ATTEMPTS_SLOTS = 4096,
    ATTEMPTS_TRIED = 8 /* slots in which a count may stand */
};

enum attempts_by { ATTEMPTS_BY_NAME, ATTEMPTS_BY_ADDRESS };

struct attempt {
    uint64_t key; /* 0: none */
    int64_t since;
    unsigned count;
};

struct attempts {
    pthread_mutex_t mutex;
    uint64_t seed; /* random: nobody can choose names that share slots */
    struct attempt slots[ATTEMPTS_SLOTS];
};

/* False where the system has no randomness. */
bool attempts_init(struct attempts *attempts);
void attempts_release(struct attempts *attempts);
/* Seconds until it may be tried again; 0: now. now: seconds of any steady clock. */
unsigned attempts_wait(struct attempts *attempts, enum attempts_by by, struct span of, int64_t now);
/* Counts a failure. */
void attempts_fail(struct attempts *attempts, enum attempts_by by, struct span of, int64_t now);
/* Forgets the failures: it fitted. */
void attempts_forget(struct attempts *attempts, enum attempts_by by, struct span of);

#endif
