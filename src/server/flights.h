/* Flights: answers that are being worked out, so that whoever asks for the same meanwhile waits for
 * them instead of working them out again.
 *
 * Nobody who waits holds a thread: his connection is suspended, and is let go when the flight
 * lands. He then looks for the answer where it is kept (answers.h). If it is not there, since it
 * failed, was too large or the registry is another one by now, he works it out himself and waits
 * for nobody a second time. Any thread may call at any time. */
#ifndef FLIGHTS_H
#define FLIGHTS_H

#include <stdint.h>

#include "line.h"
#include "span.h"

/* An answer on its way: part of the request that works it out, and the request's own. */
struct flight {
    struct flight *next;
    uint64_t hash; /* of the question. If two had the same, one would wait in vain, no more */
    uint64_t version;
    struct line_item *waiting; /* requests */
    bool flies;
};

struct flights {
    pthread_mutex_t mutex; /* of all below, and of every flight */
    struct flight *first;
    bool stopping;
};

void flights_init(struct flights *flights);
/* When no flight is left. */
void flights_release(struct flights *flights);
/* Begins a flight for a question, as of a version, unless there is one: then true, and the item
 * waits for that. suspend is called with it before anybody can let it go; it is no more the
 * caller's. When the flights are stopped none begins, and nobody waits. */
bool flights_join(struct flights *flights, struct flight *flight, struct span question,
                  uint64_t version, struct line_item *item,
                  void (*suspend)(struct line_item *item));
/* Ends a flight that may have begun; those who waited, by next, are the caller's. */
struct line_item *flights_land(struct flights *flights, struct flight *flight);
/* Nobody waits any more; those who did, by next, are the caller's. */
struct line_item *flights_stop(struct flights *flights);

#endif
