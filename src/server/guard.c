/* Shutting the sockets of clients that dawdle. */
#include "guard.h"

#include <stdlib.h>
#include <sys/socket.h>

static time_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static unsigned seconds_of(const struct guard *guard, enum guard_step step)
{
    const struct guard_limits *limits = &guard->limits;
    switch (step) {
    case GUARD_HEAD:
        return guard->count >= limits->crowd ? limits->crowded_head_seconds : limits->head_seconds;
    case GUARD_BODY:
        return limits->body_seconds;
    case GUARD_ANSWER:
        return limits->answer_seconds;
    case GUARD_WORK:
        break;
    }
    return 0;
}

/* The socket is only shut: its owner sees the end and closes it. */
static void shut_late_ones(struct guard *guard)
{
    time_t time = now();
    for (struct guarded *guarded = guard->first; guarded; guarded = guarded->next) {
        unsigned seconds = seconds_of(guard, guarded->step);
        if (seconds > 0 && time - guarded->since > (time_t)seconds)
            shutdown(guarded->socket, SHUT_RDWR);
    }
}

static void *guard_run(void *argument)
{
    struct guard *guard = argument;
    pthread_mutex_lock(&guard->mutex);
    while (!guard->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&guard->stop, &guard->mutex, &until);
        shut_late_ones(guard);
    }
    pthread_mutex_unlock(&guard->mutex);
    return NULL;
}

bool guard_start(struct guard *guard, const struct guard_limits *limits)
{
    pthread_condattr_t attributes;
    *guard = (struct guard){.limits = *limits};
    pthread_mutex_init(&guard->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&guard->stop, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&guard->thread, NULL, guard_run, guard) == 0)
        return true;
    pthread_cond_destroy(&guard->stop);
    pthread_mutex_destroy(&guard->mutex);
    return false;
}

void guard_stop(struct guard *guard)
{
    pthread_mutex_lock(&guard->mutex);
    guard->stopping = true;
    pthread_cond_signal(&guard->stop);
    pthread_mutex_unlock(&guard->mutex);
    pthread_join(guard->thread, NULL);
    pthread_cond_destroy(&guard->stop);
    pthread_mutex_destroy(&guard->mutex);
}

struct guarded *guard_enter(struct guard *guard, int socket)
{
    struct guarded *guarded = calloc(1, sizeof *guarded);
    if (!guarded)
        return NULL;
    *guarded = (struct guarded){.socket = socket, .since = now(), .link = &guard->first};
    pthread_mutex_lock(&guard->mutex);
    guarded->next = guard->first;
    if (guarded->next)
        guarded->next->link = &guarded->next;
    guard->first = guarded;
    guard->count++;
    pthread_mutex_unlock(&guard->mutex);
    return guarded;
}

void guard_leave(struct guard *guard, struct guarded *guarded)
{
    if (!guarded)
        return;
    pthread_mutex_lock(&guard->mutex);
    *guarded->link = guarded->next;
    if (guarded->next)
        guarded->next->link = guarded->link;
    guard->count--;
    pthread_mutex_unlock(&guard->mutex);
    free(guarded);
}

void guard_step(struct guard *guard, struct guarded *guarded, enum guard_step step)
{
    if (!guarded)
        return;
    time_t time = now();
    pthread_mutex_lock(&guard->mutex);
    guarded->step = step;
    guarded->since = time;
    pthread_mutex_unlock(&guard->mutex);
}
