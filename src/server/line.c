/* Doing work in the order of arrival. */
#include "line.h"

/* The first item, waited for; NULL when the line stops and is empty. */
static struct line_item *line_take(struct line *line, bool *stopping)
{
    pthread_mutex_lock(&line->mutex);
    while (!line->first && !line->stopping)
        pthread_cond_wait(&line->changed, &line->mutex);
    struct line_item *item = line->first;
    if (item) {
        line->first = item->next;
        line->count--;
        if (!line->first)
            line->end = &line->first;
    }
    *stopping = line->stopping;
    pthread_mutex_unlock(&line->mutex);
    return item;
}

static void *line_run(void *argument)
{
    struct line *line = argument;
    struct line_item *item;
    bool stopping;
    while ((item = line_take(line, &stopping)))
        (item->work ? item->work : line->work)(item, stopping);
    return NULL;
}

bool line_start(struct line *line, size_t threads, size_t limit,
                void (*work)(struct line_item *item, bool stopping))
{
    *line = (struct line){.limit = limit, .work = work};
    line->end = &line->first;
    pthread_mutex_init(&line->mutex, NULL);
    pthread_cond_init(&line->changed, NULL);
    while (line->thread_count < threads && line->thread_count < LINE_THREADS_MOST &&
           pthread_create(&line->threads[line->thread_count], NULL, line_run, line) == 0)
        line->thread_count++;
    if (line->thread_count)
        return true;
    pthread_cond_destroy(&line->changed);
    pthread_mutex_destroy(&line->mutex);
    return false;
}

bool line_add(struct line *line, struct line_item *item)
{
    pthread_mutex_lock(&line->mutex);
    bool taken = !line->stopping && line->count < line->limit;
    if (taken) {
        item->next = NULL;
        *line->end = item;
        line->end = &item->next;
        line->count++;
        pthread_cond_signal(&line->changed);
    }
    pthread_mutex_unlock(&line->mutex);
    return taken;
}

/* The mutex outlives the threads: answers that are still on their way may try to add. */
void line_stop(struct line *line)
{
    pthread_mutex_lock(&line->mutex);
    line->stopping = true;
    pthread_cond_broadcast(&line->changed);
    pthread_mutex_unlock(&line->mutex);
    for (size_t i = 0; i < line->thread_count; i++)
        pthread_join(line->threads[i], NULL);
}
