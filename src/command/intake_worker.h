/* One report on its way: read by a thread, then written in its turn. What intake_run() and
 * queue_run() share. */
#ifndef INTAKE_WORKER_H
#define INTAKE_WORKER_H

#include "intake_run.h"

struct intake_worker {
    struct intake_run *run;
    struct arena arena;
    struct reading_memory *memory; /* of the thread that reads; NULL where the system has none left,
                                      or none may be used */
    struct resolve_memory *kept;   /* of the thread that reads, then of that which writes; NULL: the
                                      same */
    struct buffer json;
    struct store *store;  /* for looking whether the report is known; NULL: the turn tells */
    struct store *writer; /* to write into; NULL where nothing is kept */
    struct error error;
    /* The input in hand; the caller's. */
    const struct input *input;
    struct span text;   /* its bytes */
    struct span place;  /* by which a changed file is known again; may be empty */
    struct span author; /* of what the user states; the run's, unless it is set */
    /* What became of it. */
    struct report report;
    struct reading reading;
    struct resolve_origin origin;
    struct resolve_work *work; /* the reading, made ready for the registry */
    bool made;                 /* there is a report */
    bool known;                /* to the registry, as it is */
    bool read;
    bool resolved;
    struct resolution resolution;
};

/* Nothing in hand, no memories; run must outlive the worker. */
void intake_worker_init(struct intake_worker *worker, struct intake_run *run);
void intake_worker_release(struct intake_worker *worker);
/* Makes the report, and the reading where one is needed; what fails is in worker->error. */
void intake_worker_read(struct intake_worker *worker);
/* What is done in the turn. Into the registry, where there is one; false where that failed, so that
 * going on would not help. */
bool intake_worker_write(struct intake_worker *worker);
/* To whoever wants to know, of a thread at a time; false ends the run. */
bool intake_worker_tell(struct intake_worker *worker);
/* Ready for the next input. */
void intake_worker_clear(struct intake_worker *worker);

#endif
