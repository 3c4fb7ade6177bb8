/* Reading many reports in parallel. */
#include "intake_worker.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "file.h"
#include "output.h"
#include "queue_run.h"
#include "store_queue.h"

enum { MAPPED_LEAST = 256 * 1024 /* bytes of an input from which on mapping it is cheaper */ };
static const char *const limit_text = "33554432"; /* REPORT_LIMIT, for people */

/* What the threads share. */
struct pool {
    struct intake_run *run;
    struct intake intake;
    pthread_mutex_t lock; /* of next */
    size_t next;
    bool stopped; /* written in turns; a worker that reads it late does one input more */
};

/* What a thread has of its own. */
struct worker {
    struct pool *pool;
    struct reading_memory *memory; /* NULL where the system has none left */
    struct resolve_memory *kept;   /* the same */
    struct buffer bytes;           /* of an input that cannot be mapped */
    struct intake_worker intake;
};

int64_t clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct span input_place(const struct input *input, struct buffer *room)
{
    char *path = strcmp(input->path, "-") == 0 ? NULL : realpath(input->path, NULL);
    buffer_clear(room);
    buffer_append_string(room, path ? path : "");
    free(path);
    return room->size ? buffer_span(room) : SPAN("");
}

bool input_open(const struct input *input, struct buffer *bytes, struct mapped_file *file,
                struct span *text, struct error *error)
{
    struct stat status;
    const char *path = input->path;
    bool regular = strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
    *file = (struct mapped_file){0};
    if (regular && status.st_size > REPORT_LIMIT) /* mapping it would read it */
        return error_add(error, "file.too_large", "file", path, "limit", limit_text, NULL);
    if (regular && status.st_size >= MAPPED_LEAST) {
        bool mapped = mapped_file_open(file, path, error);
        *text = file->bytes;
        return mapped;
    }
    buffer_clear(bytes);
    if (!file_read(path, bytes, error))
        return false;
    *text = buffer_span(bytes);
    return true;
}

/* Takes the next input and its turn; false where there is none, or the run is to end. */
static bool worker_take(struct worker *worker, uint64_t *turn)
{
    struct pool *pool = worker->pool;
    pthread_mutex_lock(&pool->lock);
    bool any = !pool->stopped && !signals_interrupted() && pool->next < pool->run->inputs->count;
    if (any) {
        worker->intake.input = &pool->run->inputs->items[pool->next++];
        *turn = intake_take(&pool->intake);
    }
    pthread_mutex_unlock(&pool->lock);
    return any;
}

static void pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopped = true;
    pthread_mutex_unlock(&pool->lock);
}

static bool pool_stopped(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool stopped = pool->stopped;
    pthread_mutex_unlock(&pool->lock);
    return stopped;
}

static bool worker_turn(struct intake_worker *intake)
{
    bool written = intake_worker_write(intake);
    intake->run->failed |= !written; /* in turns alone */
    return intake_worker_tell(intake) && written;
}

static void *worker_main(void *context)
{
    struct worker *worker = context;
    struct pool *pool = worker->pool;
    struct intake_worker *intake = &worker->intake;
    struct buffer place;
    buffer_init(&place, 65536);
    for (uint64_t turn; worker_take(worker, &turn);) {
        struct mapped_file file;
        intake->place = pool->run->store ? input_place(intake->input, &place) : SPAN("");
        if (input_open(intake->input, &worker->bytes, &file, &intake->text, &intake->error))
            intake_worker_read(intake);
        intake_wait(&pool->intake, turn);
        if (!pool_stopped(pool) && !worker_turn(intake))
            pool_stop(pool);
        intake_end(&pool->intake);
        mapped_file_close(&file);
        intake_worker_clear(intake);
    }
    buffer_release(&place);
    return NULL;
}

static void worker_init(struct worker *worker, struct pool *pool)
{
    struct intake_run *run = pool->run;
    *worker = (struct worker){.pool = pool};
    buffer_init(&worker->bytes, REPORT_LIMIT);
    if (!reading_memory_new(&worker->memory, READING_MEMORY_FORMS))
        worker->memory = NULL; /* each form is looked up each time */
    resolve_memory_new(&worker->kept);
    intake_worker_init(&worker->intake, run, worker->memory, worker->kept);
    worker->intake.writer = run->store;
    /* Without a store to look into, each report is read; its turn finds out that it is known. */
    if (run->registry)
        store_open(&worker->intake.store, run->registry, STORE_READ, store_schema(run->store),
                   NULL);
}

static void worker_release(struct worker *worker)
{
    store_close(worker->intake.store);
    intake_worker_release(&worker->intake);
    buffer_release(&worker->bytes);
    resolve_memory_free(worker->kept);
    reading_memory_free(worker->memory);
}

/* Runs jobs threads, this one among them; fewer where the system gives no more. */
static void pool_run(struct pool *pool, size_t jobs)
{
    struct worker *workers = calloc(jobs, sizeof *workers);
    pthread_t *threads = calloc(jobs, sizeof *threads);
    size_t started = 1;
    if (!workers || !threads) {
        free(workers);
        free(threads);
        pool->run->failed = true;
        error_add(&pool->run->invocation->error, "command.no_memory", NULL);
        return;
    }
    for (size_t i = 0; i < jobs; i++)
        worker_init(&workers[i], pool);
    while (started < jobs &&
           pthread_create(&threads[started], NULL, worker_main, &workers[started]) == 0)
        started++;
    worker_main(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < jobs; i++)
        worker_release(&workers[i]);
    free(threads);
    free(workers);
}

bool intake_run(struct intake_run *run)
{
    if (run->store && store_has_queue(run->store))
        return queue_run(run);
    struct pool pool = {.run = run};
    size_t jobs = run->jobs < run->inputs->count ? run->jobs : run->inputs->count;
    pthread_mutex_init(&pool.lock, NULL);
    intake_init(&pool.intake);
    pool_run(&pool, jobs ? jobs : 1);
    if (run->store && !store_commit(run->store, &run->invocation->error))
        run->failed = true;
    intake_release(&pool.intake);
    pthread_mutex_destroy(&pool.lock);
    return !pool.stopped && !run->failed && pool.next == run->inputs->count;
}
