/* The table of batches, and the thread that reads their files. */
#include "batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "json.h"

enum {
    STREAM_LIMIT = 8 * 1024 * 1024, /* more than all that can be told of a batch's files */
    TOLD_LIMIT = 16 * 1024          /* of one file */
};

enum file_state { FILE_TO_COME, FILE_WAITING, FILE_READING, FILE_READ, FILE_FAILED };

struct file {
    enum file_state state;
    void *given; /* while it waits or is read */
    size_t size;
    struct buffer told; /* when it is read or failed */
};

struct batch {
    struct batch *next;
    struct secret id;
    struct file *files;
    size_t count;
    size_t given;
    size_t read;
    size_t failed;
    size_t first;          /* all before it have been read */
    struct stream *stream; /* NULL: nobody watches */
    double unwatched;      /* since when */
    double begun;          /* when the first file was taken; 0 before */
    bool busy;             /* a file of it is being read */
    bool dropped;          /* while that was */
};

struct batches {
    pthread_mutex_t mutex; /* of all below */
    pthread_cond_t changed;
    pthread_t thread;
    bool stopping;
    bool joined;
    struct batch_limits limits;
    struct batch_reader reader;
    struct batch *first; /* whose turn it is */
    size_t count;
    size_t waiting; /* bytes */
    double beaten;  /* when all streams were last given a sign of life */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ---- telling ---- */

static void tell_bytes(struct batch *batch, struct span bytes)
{
    if (!batch->stream || stream_append(batch->stream, bytes))
        return;
    stream_end(batch->stream);
    batch->stream = NULL;
    batch->unwatched = now();
}

/* One event; data is a JSON object, which holds no line feed. */
static void tell(struct batch *batch, const char *event, struct span data)
{
    struct buffer bytes;
    buffer_init(&bytes, TOLD_LIMIT + 64);
    buffer_format(&bytes, "event: %s\ndata: ", event);
    buffer_append(&bytes, data);
    buffer_append_string(&bytes, "\n\n");
    if (!bytes.bad)
        tell_bytes(batch, buffer_span(&bytes));
    buffer_release(&bytes);
}

static void write_count(struct json *json, const char *key, size_t count)
{
    json_key(json, key);
    json_integer(json, (int64_t)count);
}

/* The rate is that since the first file was taken, so it tells of whatever holds up the whole. */
static void tell_progress(struct batch *batch, const char *event)
{
    struct buffer out;
    struct json json;
    size_t done = batch->read + batch->failed;
    double passed = batch->begun > 0 ? now() - batch->begun : 0;
    buffer_init(&out, TOLD_LIMIT);
    json_init(&json, &out);
    json_object_begin(&json);
    write_count(&json, "files", batch->count);
    write_count(&json, "given", batch->given);
    write_count(&json, "read", batch->read);
    write_count(&json, "failed", batch->failed);
    json_key(&json, "per_second");
    if (done > 0 && passed > 0)
        json_number(&json, (double)done / passed);
    else
        json_null(&json);
    json_key(&json, "seconds_left");
    if (done > 0)
        json_number(&json, passed / (double)done * (double)(batch->count - done));
    else
        json_null(&json);
    json_object_end(&json);
    tell(batch, event, buffer_span(&out));
    buffer_release(&out);
}

static void tell_file(struct batch *batch, size_t number)
{
    static const char *const states[] = {[FILE_WAITING] = "waiting", [FILE_READING] = "reading"};
    struct file *file = &batch->files[number];
    struct buffer out;
    if (file->state == FILE_READ || file->state == FILE_FAILED) {
        tell(batch, "file", buffer_span(&file->told));
        return;
    }
    buffer_init(&out, TOLD_LIMIT);
    buffer_format(&out, "{\"file\":%zu,\"state\":\"%s\"}", number, states[file->state]);
    tell(batch, "file", buffer_span(&out));
    buffer_release(&out);
}

/* The last event: the stream ends with it. */
static void tell_end(struct batch *batch, const char *event)
{
    tell_progress(batch, event);
    stream_end(batch->stream);
    batch->stream = NULL;
    batch->unwatched = now();
}

static bool is_done(const struct batch *batch)
{
    return batch->read + batch->failed == batch->count;
}

/* ---- the table ---- */

static struct batch *batch_find(struct batches *batches, struct span id)
{
    for (struct batch *batch = batches->first; batch; batch = batch->next)
        if (secret_equals(&batch->id, id))
            return batch;
    return NULL;
}

static void batch_free(struct batches *batches, struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->files[i].given)
            batches->waiting -= batch->files[i].size;
        free(batch->files[i].given);
        buffer_release(&batch->files[i].told);
    }
    stream_end(batch->stream);
    free(batch->files);
    free(batch);
}

static void batch_unlink(struct batches *batches, struct batch *batch)
{
    struct batch **link = &batches->first;
    while (*link != batch)
        link = &(*link)->next;
    *link = batch->next;
    batches->count--;
}

/* Forgets a batch; one of which a file is being read is freed when that is done. */
static void batch_drop(struct batches *batches, struct batch *batch)
{
    batch_unlink(batches, batch);
    batch->dropped = true;
    if (!batch->busy)
        batch_free(batches, batch);
}

/* Puts the batch whose turn it was at the end. */
static void turn_pass(struct batches *batches)
{
    struct batch *passed = batches->first;
    struct batch **end = &batches->first;
    if (!passed || !passed->next)
        return;
    batches->first = passed->next;
    while (*end)
        end = &(*end)->next;
    passed->next = NULL;
    *end = passed;
}

/* ---- reading ---- */

/* The number of the first file that waits; count where none does. */
static size_t waiting_find(struct batch *batch)
{
    while (batch->first < batch->count && batch->files[batch->first].state > FILE_WAITING)
        batch->first++;
    for (size_t i = batch->first; i < batch->count; i++)
        if (batch->files[i].state == FILE_WAITING)
            return i;
    return batch->count;
}

/* Reads one file, unlocked meanwhile; the batch is busy and so stays where it is. */
static void file_read(struct batches *batches, struct batch *batch, size_t number)
{
    struct file *file = &batch->files[number];
    file->state = FILE_READING;
    batch->busy = true;
    if (batch->begun <= 0)
        batch->begun = now();
    tell_file(batch, number);
    pthread_mutex_unlock(&batches->mutex);
    buffer_init(&file->told, TOLD_LIMIT);
    bool read = batches->reader.read(batches->reader.context, file->given, number, &file->told);
    pthread_mutex_lock(&batches->mutex);
    batches->waiting -= file->size;
    free(file->given);
    file->given = NULL;
    file->state = read ? FILE_READ : FILE_FAILED;
    batch->busy = false;
    ++*(read ? &batch->read : &batch->failed);
}

/* Reads the next file of the batch whose turn it is, or of the next that has one. */
static bool next_read(struct batches *batches)
{
    for (size_t i = 0; i < batches->count; i++) {
        struct batch *batch = batches->first;
        size_t number = waiting_find(batch);
        turn_pass(batches);
        if (number == batch->count)
            continue;
        file_read(batches, batch, number);
        if (batch->dropped) {
            batch_free(batches, batch);
            return true;
        }
        tell_file(batch, number);
        if (is_done(batch))
            tell_end(batch, "done");
        else
            tell_progress(batch, "progress");
        return true;
    }
    return false;
}

/* Gives streams a sign of life, and drops what nobody has watched for too long. */
static void beat(struct batches *batches)
{
    double time = now();
    struct batch *next;
    if (time - batches->beaten < batches->limits.beat)
        return;
    batches->beaten = time;
    for (struct batch *batch = batches->first; batch; batch = next) {
        next = batch->next;
        tell_bytes(batch, SPAN(":\n\n"));
        if (!batch->stream && time - batch->unwatched > batches->limits.unwatched)
            batch_drop(batches, batch);
    }
}

static void rest(struct batches *batches)
{
    struct timespec until;
    if (batches->count == 0) {
        pthread_cond_wait(&batches->changed, &batches->mutex);
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += batches->limits.beat;
    pthread_cond_timedwait(&batches->changed, &batches->mutex, &until);
}

static void *batches_run(void *argument)
{
    struct batches *batches = argument;
    pthread_mutex_lock(&batches->mutex);
    while (!batches->stopping) {
        beat(batches);
        if (!next_read(batches) && !batches->stopping)
            rest(batches);
    }
    for (struct batch *batch = batches->first; batch; batch = batch->next)
        tell_end(batch, "stopped");
    pthread_mutex_unlock(&batches->mutex);
    return NULL;
}

/* ---- from outside ---- */

struct batches *batches_new(const struct batch_limits *limits, const struct batch_reader *reader)
{
    pthread_condattr_t attributes;
    struct batches *batches = calloc(1, sizeof *batches);
    if (!batches)
        return NULL;
    batches->limits = *limits;
    batches->reader = *reader;
    pthread_mutex_init(&batches->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&batches->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&batches->thread, NULL, batches_run, batches) == 0)
        return batches;
    batches->joined = true;
    batches_free(batches);
    return NULL;
}

void batches_stop(struct batches *batches)
{
    if (batches->joined)
        return;
    pthread_mutex_lock(&batches->mutex);
    batches->stopping = true;
    pthread_cond_signal(&batches->changed);
    pthread_mutex_unlock(&batches->mutex);
    pthread_join(batches->thread, NULL);
    batches->joined = true;
}

void batches_free(struct batches *batches)
{
    if (!batches)
        return;
    batches_stop(batches);
    while (batches->first)
        batch_drop(batches, batches->first);
    pthread_cond_destroy(&batches->changed);
    pthread_mutex_destroy(&batches->mutex);
    free(batches);
}

static enum batch_outcome open_locked(struct batches *batches, size_t files, struct secret *id)
{
    if (batches->stopping || batches->count >= batches->limits.batches)
        return BATCH_FULL;
    struct batch *batch = calloc(1, sizeof *batch);
    if (!batch)
        return BATCH_FULL;
    batch->files = calloc(files, sizeof *batch->files);
    if (!batch->files || !secret_make(&batch->id)) {
        free(batch->files);
        free(batch);
        return BATCH_FULL;
    }
    batch->count = files;
    batch->unwatched = now();
    batch->next = batches->first;
    batches->first = batch;
    batches->count++;
    *id = batch->id;
    return BATCH_DONE;
}

enum batch_outcome batch_open(struct batches *batches, size_t files, struct secret *id)
{
    pthread_mutex_lock(&batches->mutex);
    enum batch_outcome outcome = open_locked(batches, files, id);
    pthread_cond_signal(&batches->changed);
    pthread_mutex_unlock(&batches->mutex);
    return outcome;
}

static enum batch_outcome give_locked(struct batches *batches, struct batch *batch, size_t number,
                                      void *given, size_t size)
{
    if (!batch)
        return BATCH_UNKNOWN;
    struct file *file = &batch->files[number];
    if (file->state != FILE_TO_COME)
        return BATCH_TWICE;
    if (batches->stopping || size > batches->limits.waiting - batches->waiting)
        return BATCH_FULL;
    *file = (struct file){.state = FILE_WAITING, .given = given, .size = size};
    batches->waiting += size;
    batch->given++;
    tell_file(batch, number);
    return BATCH_DONE;
}

enum batch_outcome batch_give(struct batches *batches, struct span id, size_t number, void *file,
                              size_t size)
{
    pthread_mutex_lock(&batches->mutex);
    struct batch *batch = batch_find(batches, id);
    enum batch_outcome outcome = give_locked(batches, batch, number, file, size);
    pthread_cond_signal(&batches->changed);
    pthread_mutex_unlock(&batches->mutex);
    return outcome;
}

size_t batch_files(struct batches *batches, struct span id)
{
    pthread_mutex_lock(&batches->mutex);
    const struct batch *batch = batch_find(batches, id);
    size_t count = batch ? batch->count : 0;
    pthread_mutex_unlock(&batches->mutex);
    return count;
}

/* Tells a new watcher of all that has happened. */
static void tell_all(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        if (batch->files[i].state != FILE_TO_COME)
            tell_file(batch, i);
    if (is_done(batch))
        tell_end(batch, "done");
    else
        tell_progress(batch, "progress");
}

enum batch_outcome batch_watch(struct batches *batches, struct span id, struct stream **stream)
{
    enum batch_outcome outcome = BATCH_UNKNOWN;
    pthread_mutex_lock(&batches->mutex);
    struct batch *batch = batch_find(batches, id);
    if (batch) {
        stream_end(batch->stream);
        *stream = batch->stream = stream_new(STREAM_LIMIT);
        outcome = *stream ? BATCH_DONE : BATCH_FULL;
        tell_all(batch);
    }
    pthread_mutex_unlock(&batches->mutex);
    return outcome;
}

enum batch_outcome batch_stop(struct batches *batches, struct span id)
{
    pthread_mutex_lock(&batches->mutex);
    struct batch *batch = batch_find(batches, id);
    if (batch) {
        tell_end(batch, "stopped");
        batch_drop(batches, batch);
    }
    pthread_mutex_unlock(&batches->mutex);
    return batch ? BATCH_DONE : BATCH_UNKNOWN;
}
