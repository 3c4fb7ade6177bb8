/* Waiting for answers that others work out. */
#include "flights.h"

#include <xxhash.h>

void flights_init(struct flights *flights)
{
    *flights = (struct flights){0};
    pthread_mutex_init(&flights->mutex, NULL);
}

void flights_release(struct flights *flights)
{
    pthread_mutex_destroy(&flights->mutex);
}

/* There are few: at most one for each thread and each place in a line. */
static struct flight *flight_find(const struct flights *flights, uint64_t hash, uint64_t version)
{
    struct flight *flight = flights->first;
    while (flight && !(flight->hash == hash && flight->version == version))
        flight = flight->next;
    return flight;
}

bool flights_join(struct flights *flights, struct flight *flight, struct span question,
                  uint64_t version, struct line_item *item, void (*suspend)(struct line_item *item))
{
    uint64_t hash = XXH3_64bits(question.data, question.size);
    pthread_mutex_lock(&flights->mutex);
    struct flight *found = flights->stopping ? NULL : flight_find(flights, hash, version);
    if (found) {
        suspend(item);
        item->next = found->waiting;
        found->waiting = item;
    } else if (!flights->stopping) {
        *flight = (struct flight){flights->first, hash, version, NULL, true};
        flights->first = flight;
    }
    pthread_mutex_unlock(&flights->mutex);
    return found != NULL;
}

struct line_item *flights_land(struct flights *flights, struct flight *flight)
{
    pthread_mutex_lock(&flights->mutex);
    struct line_item *waiting = flight->waiting;
    if (flight->flies) {
        struct flight **link = &flights->first;
        while (*link != flight)
            link = &(*link)->next;
        *link = flight->next;
    }
    *flight = (struct flight){0};
    pthread_mutex_unlock(&flights->mutex);
    return waiting;
}

struct line_item *flights_stop(struct flights *flights)
{
    struct line_item *waiting = NULL;
    pthread_mutex_lock(&flights->mutex);
    flights->stopping = true;
    for (struct flight *flight = flights->first; flight; flight = flight->next) {
        struct line_item **end = &flight->waiting;
        while (*end)
            end = &(*end)->next;
        *end = waiting;
        waiting = flight->waiting;
        flight->waiting = NULL;
    }
    pthread_mutex_unlock(&flights->mutex);
    return waiting;
}
