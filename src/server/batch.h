/* Batches: many files that are read one after another while whoever sent them watches.
 *
 * A batch says how many files are to come. They come one by one, wait, are read by a thread of
 * the table's own, those of several batches in turn, and are forgotten; what is kept of each is
 * what is told of it. Who watches gets a stream of server-sent events: first how far all is, then
 * what happens. A batch that nobody watches for a while is dropped, with all that waits in it.
 *
 * Events, each with an object in its data:
 *   file       what became of one file: its number and "state" (waiting, reading, read, failed),
 *              with what the table's reader tells of it
 *   progress   how many files there are, were given, read and failed; files a second, seconds left
 *   done       the same, when all files are read or failed: the last event
 *   stopped    the same, when the batch was stopped or the server stops: the last event */
#ifndef BATCH_H
#define BATCH_H

#include "buffer.h"
#include "secret.h"
#include "stream.h"

struct batches;

/* All that may be asked of the table at a time. */
struct batch_limits {
    size_t batches;
    size_t files;       /* of one batch */
    size_t waiting;     /* bytes of all files that wait */
    unsigned unwatched; /* seconds that a batch is kept while nobody watches */
    unsigned beat;      /* seconds after which a stream on which nothing happens gets a sign of
                           life, by which it is also seen that its client is gone */
};

/* What reads files. Called by the table's thread alone. */
struct batch_reader {
    void *context;
    /* Reads a file and appends what became of it to told, a JSON object with "file" (number) and
     * "state": "read" or "failed". True where it was read. */
    bool (*read)(void *context, const void *file, size_t number, struct buffer *told);
};

enum batch_outcome {
    BATCH_DONE,
    BATCH_UNKNOWN, /* there is no such batch, or no longer */
    BATCH_TWICE,   /* the file was given before */
    BATCH_FULL     /* of batches, of waiting files, or out of memory */
};

/* Makes a table and starts its thread; NULL where that cannot be done. Stop it with batches_stop(),
 * then free it. */
struct batches *batches_new(const struct batch_limits *limits, const struct batch_reader *reader);
/* Ends the streams, and the thread after the file that is being read. May be called again. */
void batches_stop(struct batches *batches);
void batches_free(struct batches *batches);

/* Opens a batch of so many files, 1 to the limit; writes its id, which nobody can guess. */
enum batch_outcome batch_open(struct batches *batches, size_t files, struct secret *id);
/* Gives a file by its number, from 0 on; the caller checks that the batch has it by
 * batch_files(). file is one piece of malloc() that the table frees, of size bytes; it stays the
 * caller's unless the outcome is BATCH_DONE. */
enum batch_outcome batch_give(struct batches *batches, struct span id, size_t number, void *file,
                              size_t size);
/* How many files a batch has; 0 where there is no such batch. */
size_t batch_files(struct batches *batches, struct span id);
/* Watches a batch: *stream is the exchange's part of a stream of its events. Whoever watched
 * before is let go. */
enum batch_outcome batch_watch(struct batches *batches, struct span id, struct stream **stream);
/* Stops a batch and forgets it; the file that is being read is the last. */
enum batch_outcome batch_stop(struct batches *batches, struct span id);

#endif
