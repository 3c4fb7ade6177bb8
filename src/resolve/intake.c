/* Turns. */
#include "resolve.h"

#include <assert.h>

void intake_init(struct intake *intake, size_t ahead)
{
    assert(ahead > 0 && ahead <= INTAKE_AHEAD);
    *intake = (struct intake){.ahead = ahead};
    pthread_mutex_init(&intake->lock, NULL);
    pthread_cond_init(&intake->moved, NULL);
}

void intake_release(struct intake *intake)
{
    pthread_cond_destroy(&intake->moved);
    pthread_mutex_destroy(&intake->lock);
}

/* Writing comes first: others wait for it. */
static bool turn_begin(struct intake *intake, uint64_t *turn)
{
    if (intake->writing || intake->ended == intake->taken ||
        !intake->ready[intake->ended % INTAKE_AHEAD])
        return false;
    intake->writing = true;
    *turn = intake->ended;
    return true;
}

static bool turn_take(struct intake *intake,
                      bool (*take)(void *context, uint64_t turn, size_t in_hand), void *context,
                      uint64_t *turn)
{
    size_t in_hand = (size_t)(intake->taken - intake->ended);
    if (in_hand == intake->ahead || !take(context, intake->taken, in_hand))
        return false;
    *turn = intake->taken++;
    intake->ready[*turn % INTAKE_AHEAD] = false;
    return true;
}

enum intake_task intake_next(struct intake *intake,
                             bool (*take)(void *context, uint64_t turn, size_t in_hand),
                             void *context, uint64_t *turn)
{
    enum intake_task task = INTAKE_DONE;
    pthread_mutex_lock(&intake->lock);
    for (;;) {
        if (turn_begin(intake, turn))
            task = INTAKE_WRITE;
        else if (turn_take(intake, take, context, turn))
            task = INTAKE_READ;
        else if (intake->ended < intake->taken) {
            pthread_cond_wait(&intake->moved, &intake->lock);
            continue;
        }
        break;
    }
    pthread_mutex_unlock(&intake->lock);
    return task;
}

void intake_ready(struct intake *intake, uint64_t turn)
{
    pthread_mutex_lock(&intake->lock);
    intake->ready[turn % INTAKE_AHEAD] = true;
    pthread_cond_broadcast(&intake->moved);
    pthread_mutex_unlock(&intake->lock);
}

void intake_end(struct intake *intake)
{
    pthread_mutex_lock(&intake->lock);
    intake->writing = false;
    intake->ended++;
    pthread_cond_broadcast(&intake->moved);
    pthread_mutex_unlock(&intake->lock);
}
