/* Reading from a registry's queue. */
#include "queue_run.h"

#include <stdlib.h>
#include <time.h>

#include "intake_worker.h"
#include "output.h"
#include "store_queue.h"
#include "tagger.h"

enum {
    TAKEN_MOST = 48,               /* reports taken at once: a transaction and a turn for all */
    ADDED_MOST = 200,              /* inputs added at once, … */
    ADDED_BYTES = 4 * 1024 * 1024, /* … or as many as have so many bytes */
    WAIT_LEAST = 1,                /* milliseconds between two questions for the turn: … */
    WAIT_MOST = 50,
    WAIT_SHARE = 8 /* … one part of so many of what was waited so far */
};

/* What the threads share. */
struct queue_pool {
    struct intake_run *run;
    pthread_mutex_t lock; /* of all that follows, and of the run's done() and failed */
    bool added;           /* all inputs */
    bool stopped;
};

/* ---- stopping ---- */

static bool stopped(struct queue_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool now = pool->stopped || signals_interrupted();
    pthread_mutex_unlock(&pool->lock);
    return now;
}

/* Ends the run; where an error is given, for its reason. */
static void stop(struct queue_pool *pool, struct error *error)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopped = true;
    if (error_any(error)) {
        if (!pool->run->failed)
            error_move(&pool->run->invocation->error, error);
        pool->run->failed = true;
    }
    pthread_mutex_unlock(&pool->lock);
}

static void pause_for(long milliseconds)
{
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, NULL);
}

/* ---- adding ---- */

/* Inputs on their way into the queue. */
struct adding {
    struct queue_pool *pool;
    struct store *store;
    struct arena arena;
    struct buffer bytes;
    struct buffer place;
    struct queued_report reports[ADDED_MOST];
    size_t count;
    size_t size;
    struct error error;
};

static bool adding_flush(struct adding *adding)
{
    bool done = !adding->count ||
                store_queue_add(adding->store, adding->reports, adding->count, &adding->error);
    adding->count = adding->size = 0;
    arena_clear(&adding->arena);
    return done;
}

/* What cannot be opened is told as if it had been read. */
static void input_refuse(struct adding *adding, const struct input *input)
{
    struct intake_run *run = adding->pool->run;
    struct intake_result result = {.input = input, .error = &adding->error};
    pthread_mutex_lock(&adding->pool->lock);
    run->done(run->context, &result);
    pthread_mutex_unlock(&adding->pool->lock);
    error_release(&adding->error);
}

static void input_queue(struct adding *adding, const struct input *input)
{
    struct mapped_file file;
    struct span text;
    if (!input_open(input, &adding->bytes, &file, &text, &adding->error)) {
        mapped_file_close(&file);
        input_refuse(adding, input);
        return;
    }
    struct arena *arena = &adding->arena;
    adding->reports[adding->count++] =
        (struct queued_report){.path = span_of(input->path),
                               .id = input->id,
                               .source = input->source,
                               .publisher = input->publisher,
                               .url = input->url,
                               .published = input->published,
                               .author = adding->pool->run->author,
                               .place = arena_copy(arena, input_place(input, &adding->place)),
                               .bytes = arena_copy(arena, text)};
    adding->size += text.size;
    mapped_file_close(&file);
}

struct input_adding {
    struct adding *adding;
    const struct input *input;
};

static void input_queue_run(void *context)
{
    struct input_adding *one = context;
    input_queue(one->adding, one->input);
}

static bool input_add(struct adding *adding, const struct input *input)
{
    struct input_adding one = {adding, input};
    if (!arena_run(&adding->arena, input_queue_run, &one))
        return error_add(&adding->error, "command.no_memory_for", "file", input->path, NULL);
    return (adding->count < ADDED_MOST && adding->size < ADDED_BYTES) || adding_flush(adding);
}

static void *adder_main(void *context)
{
    enum { ARENA_LIMIT = 128 * 1024 * 1024 };
    struct queue_pool *pool = context;
    struct intake_run *run = pool->run;
    struct adding *adding = calloc(1, sizeof *adding);
    struct error error;
    error_init(&error);
    if (!adding) {
        error_add(&error, "command.no_memory", NULL);
        stop(pool, &error);
        return NULL;
    }
    adding->pool = pool;
    arena_init(&adding->arena, ARENA_LIMIT);
    buffer_init(&adding->bytes, REPORT_LIMIT);
    buffer_init(&adding->place, 65536);
    error_init(&adding->error);
    bool fine = store_open(&adding->store, run->registry, STORE_WRITE, store_schema(run->store),
                           &adding->error);
    for (size_t i = 0; fine && i < run->inputs->count && !stopped(pool); i++)
        fine = input_add(adding, &run->inputs->items[i]);
    if (!fine || !adding_flush(adding))
        stop(pool, &adding->error);
    pthread_mutex_lock(&pool->lock);
    pool->added = true;
    pthread_mutex_unlock(&pool->lock);
    store_close(adding->store);
    buffer_release(&adding->place);
    buffer_release(&adding->bytes);
    arena_release(&adding->arena);
    error_release(&adding->error);
    free(adding);
    return NULL;
}

/* ---- reading ---- */

/* What a thread that reads has of its own. */
struct queue_reader {
    struct queue_pool *pool;
    struct store *store;
    struct reading_memory *memory;
    struct resolve_memory *kept;
    struct arena arena; /* of the reports taken */
    struct queued_reports taken;
    size_t singly; /* how many reports are to be taken one at a time */
    bool empty;
    struct input inputs[TAKEN_MOST];
    struct intake_worker workers[TAKEN_MOST];
    struct error error;
    bool fine;
};

static void reports_take(void *context)
{
    struct queue_reader *reader = context;
    size_t limit = reader->singly ? 1 : TAKEN_MOST;
    reader->fine = store_queue_take(reader->store, limit, &reader->arena, &reader->taken,
                                    &reader->empty, &reader->error);
    reader->singly -= reader->singly > 0;
}

static void report_read(struct queue_reader *reader, size_t i)
{
    const struct queued_report *taken = &reader->taken.items[i];
    struct intake_worker *worker = &reader->workers[i];
    reader->inputs[i] = (struct input){.path = taken->path.data,
                                       .source = taken->source,
                                       .id = taken->id,
                                       .publisher = taken->publisher,
                                       .url = taken->url,
                                       .published = taken->published};
    worker->input = &reader->inputs[i];
    worker->text = taken->bytes;
    worker->place = taken->place;
    worker->author = taken->author;
    worker->store = worker->writer = reader->store;
    /* Those before are not written yet, and point into what the memory would forget. */
    worker->memory = i > 0 && reading_memory_forgets(reader->memory) ? NULL : reader->memory;
    worker->kept = reader->kept;
    intake_worker_read(worker);
}

/* Waits for the turn; false where there is none: the run stops, or all is to be taken anew. */
static bool turn_wait(struct queue_reader *reader)
{
    enum queue_turn turn = QUEUE_WAIT;
    for (long waited = 0; turn == QUEUE_WAIT && !stopped(reader->pool);) {
        long wait = waited / WAIT_SHARE;
        wait = wait < WAIT_LEAST ? WAIT_LEAST : wait < WAIT_MOST ? wait : WAIT_MOST;
        if (!store_queue_turn(reader->store, &reader->arena, &turn, &reader->error))
            return false;
        if (turn == QUEUE_WAIT)
            pause_for(wait);
        waited += wait;
    }
    return turn == QUEUE_TURN;
}

/* Tells of the one report that could not be written; those before it are undone with it. */
static void failure_tell(struct queue_reader *reader, struct intake_worker *worker)
{
    struct queue_pool *pool = reader->pool;
    pthread_mutex_lock(&pool->lock);
    pool->run->failed = true;
    intake_worker_tell(worker);
    pthread_mutex_unlock(&pool->lock);
}

/* Commits, and tells of what then is in the registry. The lock is taken before the turn goes to the
 * next reader, so that reports are told of in their order. */
static bool reports_end(struct queue_reader *reader)
{
    struct queue_pool *pool = reader->pool;
    size_t count = reader->taken.count;
    pthread_mutex_lock(&pool->lock);
    bool going =
        store_queue_end(reader->store, reader->taken.items[count - 1].number, &reader->error);
    for (size_t i = 0; i < count && going; i++)
        going = intake_worker_tell(&reader->workers[i]);
    pthread_mutex_unlock(&pool->lock);
    return going;
}

/* What all of the reports will ask the registry for. */
static bool reports_look_ahead(struct queue_reader *reader)
{
    struct resolve_work *works[TAKEN_MOST];
    size_t count = 0;
    for (size_t i = 0; i < reader->taken.count; i++)
        if (reader->workers[i].read && reader->workers[i].work)
            works[count++] = reader->workers[i].work;
    return count < 2 ||
           resolve_look_ahead(reader->store, works, count, &reader->arena, &reader->error);
}

/* Only the reader whose turn it is writes, so that no lock is needed for it. A report for which
 * there is no memory undoes the others that were taken with it: then each is taken for itself. */
static bool reports_write(struct queue_reader *reader)
{
    if (!reports_look_ahead(reader))
        return false;
    for (size_t i = 0; i < reader->taken.count; i++) {
        struct intake_worker *worker = &reader->workers[i];
        if (!intake_worker_write(worker)) {
            failure_tell(reader, worker);
            return false;
        }
        if (reader->taken.count > 1 && worker->read && !worker->resolved) {
            reader->singly = reader->taken.count;
            return true;
        }
    }
    return reports_end(reader);
}

/* What the store holds of the turn lies in the reader's arena. */
static void turn_do(void *context)
{
    struct queue_reader *reader = context;
    reader->fine = turn_wait(reader) ? reports_write(reader) : !error_any(&reader->error);
}

/* Of a report that is taken for itself nothing is held. */
static void memory_lack(struct queue_reader *reader)
{
    reader->fine = reader->taken.count > 1;
    if (reader->fine)
        reader->singly = reader->taken.count;
    else
        error_add(&reader->error, "command.no_memory", NULL);
}

static bool batch_do(struct queue_reader *reader)
{
    for (size_t i = 0; i < reader->taken.count && !stopped(reader->pool); i++)
        report_read(reader, i);
    reader->fine = true;
    if (!stopped(reader->pool) && !arena_run(&reader->arena, turn_do, reader))
        memory_lack(reader);
    bool going = reader->fine;
    store_queue_cancel(reader->store);
    for (size_t i = 0; i < reader->taken.count; i++)
        intake_worker_clear(&reader->workers[i]);
    return going;
}

/* Takes, reads and writes until the queue is empty. */
static void reader_run(struct queue_reader *reader)
{
    struct queue_pool *pool = reader->pool;
    while (!stopped(pool)) {
        arena_clear(&reader->arena);
        pthread_mutex_lock(&pool->lock);
        bool added = pool->added; /* before the queue is found empty */
        pthread_mutex_unlock(&pool->lock);
        bool taken = arena_run(&reader->arena, reports_take, reader);
        if (!taken)
            error_add(&reader->error, "command.no_memory", NULL);
        if (!taken || !reader->fine || (reader->taken.count && !batch_do(reader))) {
            store_queue_cancel(reader->store);
            stop(pool, &reader->error);
        } else if (!reader->taken.count) {
            if (reader->empty && added)
                return;
            pause_for(WAIT_MOST);
        }
    }
}

static bool reader_init(struct queue_reader *reader, struct queue_pool *pool)
{
    enum { ARENA_LIMIT = 256 * 1024 * 1024 };
    struct intake_run *run = pool->run;
    reader->pool = pool;
    error_init(&reader->error);
    arena_init(&reader->arena, ARENA_LIMIT);
    if (!reading_memory_new(&reader->memory, READING_MEMORY_FORMS))
        reader->memory = NULL; /* each form is looked up each time */
    resolve_memory_new(&reader->kept);
    for (size_t i = 0; i < TAKEN_MOST; i++)
        intake_worker_init(&reader->workers[i], run);
    return store_open(&reader->store, run->registry, STORE_WRITE, store_schema(run->store),
                      &reader->error);
}

static void *reader_main(void *context)
{
    struct queue_pool *pool = context;
    struct queue_reader *reader = calloc(1, sizeof *reader);
    struct error error;
    error_init(&error);
    if (!reader) {
        error_add(&error, "command.no_memory", NULL);
        stop(pool, &error);
        return NULL;
    }
    if (reader_init(reader, pool))
        reader_run(reader);
    else
        stop(pool, &reader->error);
    store_close(reader->store);
    for (size_t i = 0; i < TAKEN_MOST; i++)
        intake_worker_release(&reader->workers[i]);
    resolve_memory_free(reader->kept);
    reading_memory_free(reader->memory);
    arena_release(&reader->arena);
    error_release(&reader->error);
    free(reader);
    return NULL;
}

bool queue_run(struct intake_run *run)
{
    enum { JOBS_MOST = 64 };
    struct queue_pool pool = {.run = run};
    pthread_t adder, readers[JOBS_MOST];
    size_t started = 0, jobs = run->jobs < JOBS_MOST ? run->jobs : JOBS_MOST;
    pthread_mutex_init(&pool.lock, NULL);
    bool adds = pthread_create(&adder, NULL, adder_main, &pool) == 0;
    if (!adds)
        adder_main(&pool);
    while (started + 1 < jobs && pthread_create(&readers[started], NULL, reader_main, &pool) == 0)
        started++;
    reader_main(&pool);
    for (size_t i = 0; i < started; i++)
        pthread_join(readers[i], NULL);
    if (adds)
        pthread_join(adder, NULL);
    pthread_mutex_destroy(&pool.lock);
    return !pool.stopped && !run->failed && !signals_interrupted();
}
