/* Plans on their way. */
#include "plans.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "plan_keep.h"
#include "store.h"

static const size_t plan_memory = (size_t)1 << 30;

struct plan_job {
    struct plan_jobs *jobs;
    struct secret id;
    pthread_t thread;
    bool started; /* its thread is to be joined */
    bool stop;
    struct plan_told told;
    struct arena order_arena; /* of the order's texts */
    struct plan_order order;
    /* The thread's own. */
    struct arena arena;
    struct error error;
    bool fine;
    struct plan_job *next;
};

struct plan_jobs {
    const struct api_options *options;
    pthread_mutex_t lock; /* of all that jobs tell, and of the list */
    struct plan_job *first;
    bool stopped;
};

/* ---- the thread ---- */

static bool goes_on(void *context, double done)
{
    struct plan_job *job = context;
    pthread_mutex_lock(&job->jobs->lock);
    bool on = !job->stop;
    job->told.done = done;
    pthread_mutex_unlock(&job->jobs->lock);
    return on;
}

static bool plan_keep(struct plan_job *job, const struct query *query,
                      const struct query_plan *plan)
{
    enum { TEXT_LIMIT = 64 * 1024 * 1024 };
    const struct api_options *options = job->jobs->options;
    struct timespec now;
    struct stored_report kept;
    struct buffer text;
    clock_gettime(CLOCK_REALTIME, &now);
    struct work work = {.reader = options->reader,
                        .arena = &job->arena,
                        .author = job->order.author,
                        .now = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000};
    buffer_init(&text, TEXT_LIMIT);
    bool done = work_plan_text(query, plan, &text, &job->error) &&
                store_open(&work.store, options->registry, STORE_WRITE,
                           reader_schema(options->reader), &job->error);
    done = done && work_plan_keep(&work, buffer_span(&text), &kept, &job->error);
    if (done)
        snprintf(job->told.kept, sizeof job->told.kept, "%.*s", SPAN_ARGS(kept.id));
    store_close(work.store);
    buffer_release(&text);
    return done;
}

static void plan_run(void *context)
{
    struct plan_job *job = context;
    const struct api_options *options = job->jobs->options;
    struct query_plan *plan = ARENA_NEW(&job->arena, struct query_plan, 1);
    const struct cover_watch watch = {.goes_on = goes_on, .context = job};
    struct query query = {.schema = reader_schema(options->reader),
                          .catalogue = job->order.catalogue,
                          .morphology = reader_morphology(options->reader),
                          .reference = reader_reference(options->reader),
                          .fields = reader_fields(options->reader),
                          .products = options->products,
                          .registry = options->name,
                          .today = job->order.today,
                          .arena = &job->arena};
    if (!store_open(&query.store, options->registry, STORE_READ, query.schema, &job->error))
        return;
    bool gathered = store_snapshot_begin(query.store, &job->error) &&
                    query_plan_gather(&query, &job->order.request, plan, &job->error);
    store_close(query.store);
    query.store = NULL;
    job->fine = gathered && query_plan_make(&query, plan, &watch, &job->error) &&
                plan_keep(job, &query, plan);
}

/* In memory of its own: the plan's may be used up. */
static void problem_tell(struct plan_job *job)
{
    struct span text = SPAN("");
    if (error_any(&job->error))
        text = message_of_error(job->order.catalogue, job->order.tongue, &job->order_arena,
                                &job->error.items[0]);
    pthread_mutex_lock(&job->jobs->lock);
    snprintf(job->told.problem, sizeof job->told.problem, "%.*s", SPAN_ARGS(text));
    pthread_mutex_unlock(&job->jobs->lock);
}

static void *job_run(void *context)
{
    struct plan_job *job = context;
    arena_init(&job->arena, plan_memory);
    error_init(&job->error);
    if (!arena_run(&job->arena, plan_run, job))
        error_add(&job->error, "sourcing.no_memory", NULL);
    if (!job->fine)
        problem_tell(job);
    pthread_mutex_lock(&job->jobs->lock);
    job->told.state = job->fine ? PLAN_KEPT : PLAN_FAILED;
    pthread_mutex_unlock(&job->jobs->lock);
    error_release(&job->error);
    arena_release(&job->arena);
    return NULL;
}

/* ---- the table ---- */

struct plan_jobs *plan_jobs_new(const struct api_options *options)
{
    struct plan_jobs *jobs = calloc(1, sizeof *jobs);
    if (!jobs)
        return NULL;
    jobs->options = options;
    pthread_mutex_init(&jobs->lock, NULL);
    return jobs;
}

static void job_free(struct plan_job *job)
{
    if (job->started)
        pthread_join(job->thread, NULL);
    arena_release(&job->order_arena);
    free(job);
}

void plan_jobs_stop(struct plan_jobs *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_lock(&jobs->lock);
    jobs->stopped = true;
    struct plan_job *first = jobs->first;
    jobs->first = NULL;
    for (struct plan_job *job = first; job; job = job->next)
        job->stop = true;
    pthread_mutex_unlock(&jobs->lock);
    while (first) {
        struct plan_job *job = first;
        first = job->next;
        job_free(job);
    }
}

void plan_jobs_free(struct plan_jobs *jobs)
{
    if (!jobs)
        return;
    plan_jobs_stop(jobs);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
}

/* Forgets the oldest that has ended, where too many are remembered. False where too many run. */
static bool room_make(struct plan_jobs *jobs, struct plan_job **forgotten)
{
    size_t running = 0, count = 0;
    struct plan_job **last = NULL;
    *forgotten = NULL;
    for (struct plan_job **at = &jobs->first; *at; at = &(*at)->next) {
        count++;
        running += (*at)->told.state == PLAN_RUNNING;
        if ((*at)->told.state != PLAN_RUNNING)
            last = at;
    }
    if (count >= PLANS_REMEMBERED && last) {
        *forgotten = *last;
        *last = (*last)->next;
    }
    return running < PLANS_AT_ONCE && !jobs->stopped;
}

static void order_copy(struct plan_job *job, const struct plan_order *order)
{
    struct arena *arena = &job->order_arena;
    job->order = *order;
    job->order.author = arena_copy(arena, order->author);
    job->order.request.cluster = arena_copy(arena, order->request.cluster);
    job->order.request.region = arena_copy(arena, order->request.region);
    job->order.request.district = arena_copy(arena, order->request.district);
}

bool plan_begin(struct plan_jobs *jobs, const struct plan_order *order, struct secret *id)
{
    enum { ORDER_MEMORY = 1024 * 1024 };
    struct plan_job *job = calloc(1, sizeof *job), *forgotten;
    if (!job)
        return false;
    arena_init(&job->order_arena, ORDER_MEMORY);
    job->jobs = jobs;
    order_copy(job, order);
    pthread_mutex_lock(&jobs->lock);
    bool room = room_make(jobs, &forgotten) && secret_make(&job->id);
    job->started = room && pthread_create(&job->thread, NULL, job_run, job) == 0;
    if (job->started) {
        *id = job->id;
        job->next = jobs->first;
        jobs->first = job;
    }
    pthread_mutex_unlock(&jobs->lock);
    if (forgotten)
        job_free(forgotten);
    bool begun = job->started;
    if (!begun)
        job_free(job);
    return begun;
}

static struct plan_job *job_find(struct plan_jobs *jobs, struct span id)
{
    for (struct plan_job *job = jobs->first; job; job = job->next)
        if (secret_equals(&job->id, id))
            return job;
    return NULL;
}

bool plan_tell(struct plan_jobs *jobs, struct span id, struct plan_told *told)
{
    pthread_mutex_lock(&jobs->lock);
    const struct plan_job *job = job_find(jobs, id);
    if (job)
        *told = job->told;
    pthread_mutex_unlock(&jobs->lock);
    return job != NULL;
}

bool plan_stop(struct plan_jobs *jobs, struct span id)
{
    pthread_mutex_lock(&jobs->lock);
    struct plan_job *job = job_find(jobs, id);
    if (job)
        job->stop = true;
    pthread_mutex_unlock(&jobs->lock);
    return job != NULL;
}
