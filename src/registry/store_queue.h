/* The store's queue of reports that are to be read, where the engine has one (PostgreSQL): a part
 * of store.h, whose head tells of errors, times and what lives in an arena. */
#ifndef STORE_QUEUE_H
#define STORE_QUEUE_H

#include "store.h"

/* A report as it came, with what the user says of it. */
struct queued_report {
    int64_t number;   /* order of intake; given by the store */
    struct span path; /* for people */
    struct span id;
    struct span source;
    struct span publisher;
    struct span url;
    struct date published;
    struct span author; /* of what the user states */
    struct span place;  /* by which a changed file is known again */
    struct span bytes;
};

struct queued_reports {
    struct queued_report *items;
    size_t count;
    size_t capacity;
};

enum { QUEUE_BYTES = 1024 * 1024 /* of the reports taken at once, where they are several */ };

enum queue_turn {
    QUEUE_WAIT, /* reports before those taken are being read by others: ask again */
    QUEUE_TURN, /* write */
    QUEUE_LOST  /* a reader died, whose reports come before: cancel, and take anew */
};

/* Whether reports can wait in the registry for one of several programs that read at once
 * (PostgreSQL). The other functions of the queue are for such registries alone. */
bool store_has_queue(const struct store *store);
/* Adds reports at the end of the queue, but for those that wait there already; number is not read.
 */
bool store_queue_add(struct store *store, const struct queued_report *reports, size_t count,
                     struct error *error);
/* Takes the first reports that nobody has taken, at most limit, in arena; they are given back by
 * store_queue_cancel(), or where this program dies. *empty: none is left, nor taken by others. */
bool store_queue_take(struct store *store, size_t limit, struct arena *arena,
                      struct queued_reports *reports, bool *empty, struct error *error);
/* Whether it is the turn of the reports taken: then the store is the only writer, and each may be
 * written between store_write_begin() and store_write_end(). Waits for other writers. Where several
 * were taken store_write_cancel() undoes them all and gives them back. What the store keeps in
 * memory of the turn lies in arena: write within arena_run() of it. */
bool store_queue_turn(struct store *store, struct arena *arena, enum queue_turn *turn,
                      struct error *error);
/* By what a report is looked for when it is written. */
struct report_look {
    struct digest digest;
    struct span path;
    struct span id;
    const uint64_t *bands;
    size_t band_count;
    size_t alike_limit; /* that store_reports_alike() will be asked with */
};
/* Asks ahead whether there are reports that have what the reports of this turn are looked for by:
 * where there are none, as mostly, the questions of each need not be asked. May be left out, and
 * does nothing where no turn is held. */
bool store_look_ahead(struct store *store, const struct report_look *looks, size_t count,
                      struct error *error);
/* Commits what was written, and takes the reports up to the number last out of the queue. */
bool store_queue_end(struct store *store, int64_t last, struct error *error);
/* Gives back what was taken; what was written is undone. */
void store_queue_cancel(struct store *store);

#endif
