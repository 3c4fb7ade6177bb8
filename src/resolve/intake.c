/* Turns. */
#include "resolve.h"

void intake_init(struct intake *intake)
{
    *intake = (struct intake){0};
    pthread_mutex_init(&intake->lock, NULL);
    pthread_cond_init(&intake->moved, NULL);
}

void intake_release(struct intake *intake)
{
    pthread_cond_destroy(&intake->moved);
    pthread_mutex_destroy(&intake->lock);
}

uint64_t intake_take(struct intake *intake)
{
    pthread_mutex_lock(&intake->lock);
    uint64_t turn = intake->taken++;
    pthread_mutex_unlock(&intake->lock);
    return turn;
}

void intake_wait(struct intake *intake, uint64_t turn)
{
    pthread_mutex_lock(&intake->lock);
    while (intake->ended != turn)
        pthread_cond_wait(&intake->moved, &intake->lock);
    pthread_mutex_unlock(&intake->lock);
}

void intake_end(struct intake *intake)
{
    pthread_mutex_lock(&intake->lock);
    intake->ended++;
    pthread_cond_broadcast(&intake->moved);
    pthread_mutex_unlock(&intake->lock);
}
