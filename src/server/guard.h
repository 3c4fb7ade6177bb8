/* The guard: no client may hold a connection for longer than its step of a request should take.
 *
 * An idle limit alone does not help against a client that sends one byte every few seconds. So each
 * connection has a deadline for what it does at the moment, and a thread shuts the socket of one
 * that is past it. Where connections are scarce, those that have not sent a request yet get far
 * less time, so that they cannot keep others out. */
#ifndef GUARD_H
#define GUARD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* What a connection is about. */
enum guard_step {
    GUARD_HEAD,  /* opened, or idle after an answer: the head of a request is to come */
    GUARD_BODY,  /* the body is to come */
    GUARD_WORK,  /* the server works: no limit */
    GUARD_ANSWER /* the client takes the answer */
};

struct guard_limits {
    unsigned head_seconds;
    unsigned crowded_head_seconds;
    unsigned body_seconds;
    unsigned answer_seconds;
    size_t crowd; /* this many connections are a crowd */
};

struct guarded {
    int socket;
    enum guard_step step;
    time_t since; /* of the monotonic clock, seconds */
    struct guarded *next;
    struct guarded **link; /* what points at this one */
};

struct guard {
    pthread_mutex_t mutex; /* of all below and of every guarded connection */
    pthread_cond_t stop;
    pthread_t thread;
    bool stopping;
    struct guarded *first;
    size_t count;
    struct guard_limits limits;
};

/* Starts the guard's thread; false where none can be started. Stop it with guard_stop(), when no
 * connection is left. */
bool guard_start(struct guard *guard, const struct guard_limits *limits);
void guard_stop(struct guard *guard);
/* A connection was opened; the result is given back by guard_leave() before its socket is closed.
 * NULL where memory is out. */
struct guarded *guard_enter(struct guard *guard, int socket);
void guard_leave(struct guard *guard, struct guarded *guarded);
/* A connection has come to a step. NULL is allowed. */
void guard_step(struct guard *guard, struct guarded *guarded, enum guard_step step);

#endif
