/* Reading many reports in parallel. */
#include "intake_run.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "file.h"
#include "output.h"
#include "tagger.h"
#include "words.h"

enum {
    MAPPED_LEAST = 256 * 1024, /* bytes of an input from which on mapping it is cheaper */
    KEPT = 64 * 1024 * 1024    /* an arena that grew beyond it for one report is given back */
};
/* For one report: one needs up to 150 times its size, and 32 MB is the most. */
static const size_t arena_limit = (size_t)6 * 1024 * 1024 * 1024;
static const char *const limit_text = "33554432"; /* REPORT_LIMIT, for people */
static const size_t json_limit = (size_t)2 * 1024 * 1024 * 1024;

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
    struct arena arena;
    struct reading_memory *memory; /* NULL where the system has none left */
    struct word_memory *words;     /* the same */
    struct buffer bytes;           /* of an input that cannot be mapped */
    struct buffer json;
    struct store *store; /* for looking only */
    struct error error;
    /* The input in hand. */
    const struct input *input;
    struct span text;
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

int64_t clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void origin_make(struct worker *worker)
{
    const struct input *input = worker->input;
    char *path = strcmp(input->path, "-") == 0 ? NULL : realpath(input->path, NULL);
    worker->origin = (struct resolve_origin){
        .author = worker->pool->run->author,
        .stated = {input->published, input->publisher, input->url},
        .now = clock_now(),
    };
    char buffer[4096];
    snprintf(buffer, sizeof buffer, "%s", path ? path : "");
    free(path); /* before the arena may run out */
    worker->origin.path = arena_copy(&worker->arena, span_of(buffer));
}

/* Makes the report, and the reading where one is needed. Runs within arena_run(). */
static void worker_read(void *context)
{
    struct worker *worker = context;
    const struct intake_run *run = worker->pool->run;
    const struct input *input = worker->input;
    struct report_hint hint = {input->id, span_of(input->path), input->publisher, input->url,
                               input->published};
    worker->made =
        report_of_bytes(&worker->arena, worker->text, &hint, &worker->report, &worker->error);
    if (!worker->made)
        return;
    worker->report.source = arena_copy(&worker->arena, input->source);
    if (run->store) {
        origin_make(worker);
        /* The registry may know a date that was stated, too. */
        if (worker->store &&
            !resolve_is_known(worker->store, &worker->report, run->reader_version, &worker->origin,
                              &worker->arena, &worker->known, &worker->error))
            worker->known = false;   /* the turn will tell what is wrong with the registry */
        worker->known &= !run->json; /* who wants JSON wants it of what is known, too */
        if (worker->known)
            return;
    }
    reading_with_memory(run->reader, worker->memory, &worker->arena, &worker->report,
                        &worker->reading);
    worker->read = true;
    if (run->store)
        worker->work = resolve_prepare(run->reader, worker->words, &worker->reading,
                                       &worker->origin, &worker->arena);
    if (run->json && run->explain) {
        struct json json;
        json_init(&json, &worker->json);
        reading_write_explanation(&worker->reading, run->refusals, &json);
    } else if (run->json) {
        struct json json;
        json_init(&json, &worker->json);
        struct tags types;
        if (run->types)
            reading_find_types(run->reader, worker->memory, &worker->arena, &worker->reading,
                               &types);
        reading_write_json(run->reader, &worker->reading, run->types ? &types : NULL, &json);
    }
}

static void worker_resolve(void *context)
{
    struct worker *worker = context;
    const struct intake_run *run = worker->pool->run;
    worker->resolved =
        resolve_prepared(run->store, worker->work, &worker->resolution, &worker->error);
}

static bool no_memory(struct worker *worker)
{
    return error_add(&worker->error, "command.no_memory_for", "file", worker->input->path, NULL);
}

/* The bytes of the input; mapped where it is a large file. */
static bool input_open(struct worker *worker, struct mapped_file *file)
{
    struct stat status;
    const char *path = worker->input->path;
    bool regular = strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
    *file = (struct mapped_file){0};
    if (regular && status.st_size > REPORT_LIMIT) /* mapping it would read it */
        return error_add(&worker->error, "file.too_large", "file", path, "limit", limit_text, NULL);
    if (regular && status.st_size >= MAPPED_LEAST) {
        bool mapped = mapped_file_open(file, path, &worker->error);
        worker->text = file->bytes;
        return mapped;
    }
    buffer_clear(&worker->bytes);
    if (!file_read(path, &worker->bytes, &worker->error))
        return false;
    worker->text = buffer_span(&worker->bytes);
    return true;
}

/* What is done in the turn: into the registry, and to whoever wants to know. False ends the run. */
static bool worker_turn(struct worker *worker)
{
    struct intake_run *run = worker->pool->run;
    bool failed = false;
    if (run->store && worker->read) {
        worker->resolved = false;
        if (!arena_run(&worker->arena, worker_resolve, worker)) {
            store_write_cancel(run->store);
            no_memory(worker);
        } else {
            failed = !worker->resolved; /* the registry itself: going on would not help */
        }
    }
    run->failed |= failed;
    struct intake_result result = {
        .input = worker->input,
        .report = worker->made ? &worker->report : NULL,
        .reading = worker->read && !error_any(&worker->error) ? &worker->reading : NULL,
        .json = buffer_span(&worker->json),
        .resolution =
            worker->known ? (struct resolution){.outcome = RESOLVED_UNCHANGED} : worker->resolution,
        .error = &worker->error,
    };
    return run->done(run->context, &result) && !failed;
}

static void worker_clear(struct worker *worker)
{
    if (worker->arena.used > KEPT)
        arena_release(&worker->arena);
    else
        arena_clear(&worker->arena);
    buffer_clear(&worker->json);
    error_release(&worker->error);
    worker->made = worker->known = worker->read = worker->resolved = false;
    worker->resolution = (struct resolution){0};
}

/* Takes the next input and its turn; false where there is none, or the run is to end. */
static bool worker_take(struct worker *worker, uint64_t *turn)
{
    struct pool *pool = worker->pool;
    pthread_mutex_lock(&pool->lock);
    bool any = !pool->stopped && !signals_interrupted() && pool->next < pool->run->inputs->count;
    if (any) {
        worker->input = &pool->run->inputs->items[pool->next++];
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

static void *worker_main(void *context)
{
    struct worker *worker = context;
    struct pool *pool = worker->pool;
    for (uint64_t turn; worker_take(worker, &turn);) {
        struct mapped_file file;
        if (input_open(worker, &file) && !arena_run(&worker->arena, worker_read, worker)) {
            worker->made = worker->read = false;
            no_memory(worker);
        }
        if (worker->json.bad) {
            worker->read = false;
            no_memory(worker);
        }
        intake_wait(&pool->intake, turn);
        if (!pool_stopped(pool) && !worker_turn(worker))
            pool_stop(pool);
        intake_end(&pool->intake);
        mapped_file_close(&file);
        worker_clear(worker);
    }
    return NULL;
}

static void worker_init(struct worker *worker, struct pool *pool)
{
    struct intake_run *run = pool->run;
    *worker = (struct worker){.pool = pool};
    arena_init(&worker->arena, arena_limit);
    buffer_init(&worker->bytes, REPORT_LIMIT);
    buffer_init(&worker->json, json_limit);
    if (!reading_memory_new(&worker->memory, READING_MEMORY_FORMS))
        worker->memory = NULL; /* each form is looked up each time */
    word_memory_new(&worker->words);
    error_init(&worker->error);
    /* Without a store to look into, each report is read; its turn finds out that it is known. */
    if (run->registry)
        store_open(&worker->store, run->registry, STORE_READ, store_schema(run->store), NULL);
}

static void worker_release(struct worker *worker)
{
    store_close(worker->store);
    error_release(&worker->error);
    buffer_release(&worker->json);
    buffer_release(&worker->bytes);
    word_memory_free(worker->words);
    reading_memory_free(worker->memory);
    arena_release(&worker->arena);
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
