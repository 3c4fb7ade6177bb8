/* Reading many reports: in parallel, with what is done to each reading in the order of intake.
 *
 * A pool of threads takes the inputs one after another. Each reads on its own (file, report,
 * reading, JSON where it is wanted) and then waits for its turn: what needs the order (printing,
 * resolving into the registry, counting) happens in turns alone. A registry with a queue
 * (PostgreSQL) gives the turns itself: see queue_run.h. */
#ifndef INTAKE_RUN_H
#define INTAKE_RUN_H

#include "command.h"
#include "file.h"
#include "input.h"
#include "resolve.h"

/* What became of one input; handed over in its turn. */
struct intake_result {
    const struct input *input;
    const struct report *report;   /* NULL where it could not be made */
    const struct reading *reading; /* NULL where there is none, or the registry knew the report */
    struct span json;              /* of the reading; empty where none was wanted */
    struct resolution resolution;  /* where there is a registry */
    struct error *error;           /* why there is no report, or could not be written */
};

struct intake_run {
    struct invocation *invocation;
    const struct reader *reader;
    const struct inputs *inputs;
    size_t jobs;
    bool json;
    bool types;           /* JSON has nested mentions of all of the model's types */
    bool explain;         /* JSON is of how the facts came about, */
    bool refusals;        /* and of what is no fact */
    const char *registry; /* place; NULL: only read */
    struct store *store;  /* open for writing; NULL where registry is */
    struct span author;   /* of what the user states */
    struct span reader_version;
    /* Called in the turn of each input, by one thread at a time. False ends the run. */
    bool (*done)(void *context, const struct intake_result *result);
    void *context;
    bool failed; /* the registry, the system or memory failed: the run ended early */
};

/* Runs over all inputs, or until a signal, a failure of the registry, or done() says no. Commits
 * what was written. False where it ended before all inputs. */
bool intake_run(struct intake_run *run);

/* The bytes of an input, mapped where it is a large file, else in bytes; close file in the end. */
bool input_open(const struct input *input, struct buffer *bytes, struct mapped_file *file,
                struct span *text, struct error *error);
/* By what a changed file of the input is known again, in room; empty for standard input. */
struct span input_place(const struct input *input, struct buffer *room);

/* Milliseconds of UTC since 1970, by the clock. */
int64_t clock_now(void);

#endif
