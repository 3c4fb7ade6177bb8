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

enum {
    MAPPED_LEAST = 256 * 1024, /* bytes of an input from which on mapping it is cheaper */
    SEATS_A_JOB = 2,           /* a report that is read, and one that waits for its turn */
    AHEAD_BYTES = 1024 * 1024  /* of inputs in hand, beyond which nobody reads ahead */
};
static const char *const limit_text = "33554432"; /* REPORT_LIMIT, for people */

/* A report in hand, from its file's opening to its turn's end. */
struct seat {
    struct intake_worker intake;
    struct buffer bytes; /* of an input that cannot be mapped */
    struct buffer place;
    struct mapped_file file;
    struct worker *reader; /* whose memory the reading points into */
};

/* What the threads share. */
struct pool {
    struct intake_run *run;
    struct intake intake;
    size_t jobs;
    struct seat *seats; /* by turn modulo their number */
    size_t seat_count;
    size_t next; /* input; under the intake's lock */
    pthread_mutex_t lock;
    size_t bytes; /* under lock, as is the rest: of the inputs in hand */
    bool stopped;
};

/* What a thread has of its own. */
struct worker {
    struct pool *pool;
    struct reading_memory *memory; /* NULL where the system has none left */
    struct resolve_memory *kept;   /* the same */
    struct store *store;           /* for looking whether reports are known; may be NULL */
    size_t in_hand;                /* under the pool's lock: seats that it read */
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

static struct seat *seat_of(struct pool *pool, uint64_t turn)
{
    return &pool->seats[turn % pool->seat_count];
}

/* Whether the worker may read now, with so many in hand: a reading of a large input takes much
 * memory, and what the worker read points into the memory that the next reading may forget. */
static bool may_read(struct worker *worker, size_t in_hand)
{
    struct pool *pool = worker->pool;
    bool forgets = reading_memory_forgets(worker->memory);
    pthread_mutex_lock(&pool->lock);
    bool may = !pool->stopped && (in_hand < pool->jobs || pool->bytes < AHEAD_BYTES) &&
               !(forgets && worker->in_hand);
    worker->in_hand += may;
    pthread_mutex_unlock(&pool->lock);
    return may;
}

/* Takes the next input; false where there is none, the run is to end, or not now. */
static bool input_take(void *context, uint64_t turn, size_t in_hand)
{
    struct worker *worker = context;
    struct pool *pool = worker->pool;
    const struct inputs *inputs = pool->run->inputs;
    if (signals_interrupted() || pool->next == inputs->count || !may_read(worker, in_hand))
        return false;
    struct seat *seat = seat_of(pool, turn);
    seat->reader = worker;
    seat->intake.input = &inputs->items[pool->next++];
    return true;
}

static void seat_read(struct worker *worker, struct seat *seat)
{
    struct pool *pool = worker->pool;
    struct intake_worker *intake = &seat->intake;
    intake->memory = worker->memory;
    intake->kept = worker->kept;
    intake->store = worker->store;
    intake->place = pool->run->store ? input_place(intake->input, &seat->place) : SPAN("");
    intake->text = SPAN("");
    if (!input_open(intake->input, &seat->bytes, &seat->file, &intake->text, &intake->error))
        return;
    pthread_mutex_lock(&pool->lock);
    pool->bytes += intake->text.size;
    pthread_mutex_unlock(&pool->lock);
    intake_worker_read(intake);
}

static bool seat_write(struct worker *worker, struct seat *seat)
{
    struct intake_worker *intake = &seat->intake;
    intake->kept = worker->kept;
    bool written = intake_worker_write(intake);
    intake->run->failed |= !written; /* in turns alone */
    return intake_worker_tell(intake) && written;
}

static void seat_clear(struct pool *pool, struct seat *seat)
{
    pthread_mutex_lock(&pool->lock);
    pool->bytes -= seat->intake.text.size;
    seat->reader->in_hand--;
    pthread_mutex_unlock(&pool->lock);
    mapped_file_close(&seat->file);
    intake_worker_clear(&seat->intake);
}

static void *worker_main(void *context)
{
    struct worker *worker = context;
    struct pool *pool = worker->pool;
    enum intake_task task;
    for (uint64_t turn;
         (task = intake_next(&pool->intake, input_take, worker, &turn)) != INTAKE_DONE;) {
        struct seat *seat = seat_of(pool, turn);
        if (task == INTAKE_READ) {
            seat_read(worker, seat);
            intake_ready(&pool->intake, turn);
            continue;
        }
        if (!pool_stopped(pool) && !seat_write(worker, seat))
            pool_stop(pool);
        seat_clear(pool, seat);
        intake_end(&pool->intake);
    }
    return NULL;
}

static void seat_init(struct seat *seat, struct intake_run *run)
{
    buffer_init(&seat->bytes, REPORT_LIMIT);
    buffer_init(&seat->place, 65536);
    intake_worker_init(&seat->intake, run);
    seat->intake.writer = run->store;
}

static void seat_release(struct seat *seat)
{
    intake_worker_release(&seat->intake);
    buffer_release(&seat->bytes);
    buffer_release(&seat->place);
}

static void worker_init(struct worker *worker, struct pool *pool)
{
    struct intake_run *run = pool->run;
    *worker = (struct worker){.pool = pool};
    if (!reading_memory_new(&worker->memory, READING_MEMORY_FORMS))
        worker->memory = NULL; /* each form is looked up each time */
    resolve_memory_new(&worker->kept);
    /* Without a store to look into, each report is read; its turn finds out that it is known. */
    if (run->registry)
        store_open(&worker->store, run->registry, STORE_READ, store_schema(run->store), NULL);
}

static void worker_release(struct worker *worker)
{
    store_close(worker->store);
    resolve_memory_free(worker->kept);
    reading_memory_free(worker->memory);
}

/* Runs the jobs' threads, this one among them; fewer where the system gives no more. */
static void pool_run(struct pool *pool)
{
    struct worker *workers = calloc(pool->jobs, sizeof *workers);
    pthread_t *threads = calloc(pool->jobs, sizeof *threads);
    pool->seats = calloc(pool->seat_count, sizeof *pool->seats);
    size_t started = 1;
    if (!workers || !threads || !pool->seats) {
        pool->run->failed = true;
        error_add(&pool->run->invocation->error, "command.no_memory", NULL);
    } else {
        for (size_t i = 0; i < pool->seat_count; i++)
            seat_init(&pool->seats[i], pool->run);
        for (size_t i = 0; i < pool->jobs; i++)
            worker_init(&workers[i], pool);
        while (started < pool->jobs &&
               pthread_create(&threads[started], NULL, worker_main, &workers[started]) == 0)
            started++;
        worker_main(&workers[0]);
        for (size_t i = 1; i < started; i++)
            pthread_join(threads[i], NULL);
        for (size_t i = 0; i < pool->jobs; i++)
            worker_release(&workers[i]);
        for (size_t i = 0; i < pool->seat_count; i++)
            seat_release(&pool->seats[i]);
    }
    free(pool->seats);
    free(threads);
    free(workers);
}

/* One job reads and writes by turns; several have reports that wait for their turn. */
static void pool_init(struct pool *pool, struct intake_run *run)
{
    size_t jobs = run->jobs < run->inputs->count ? run->jobs : run->inputs->count;
    jobs = jobs ? jobs : 1;
    size_t seats = jobs == 1 ? 1 : jobs * SEATS_A_JOB;
    seats = seats > INTAKE_AHEAD ? INTAKE_AHEAD : seats;
    *pool = (struct pool){.run = run, .jobs = jobs, .seat_count = seats};
    pthread_mutex_init(&pool->lock, NULL);
    intake_init(&pool->intake, seats);
}

bool intake_run(struct intake_run *run)
{
    if (run->store && store_has_queue(run->store))
        return queue_run(run);
    struct pool pool;
    pool_init(&pool, run);
    pool_run(&pool);
    if (run->store && !store_commit(run->store, &run->invocation->error))
        run->failed = true;
    intake_release(&pool.intake);
    pthread_mutex_destroy(&pool.lock);
    return !pool.stopped && !run->failed && pool.next == run->inputs->count;
}
