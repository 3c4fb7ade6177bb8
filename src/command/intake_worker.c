/* Reading one report, and writing it in its turn. */
#include "intake_worker.h"

#include <stdlib.h>

#include "tagger.h"

/* An arena that grew beyond it for one report is given back. */
enum { KEPT = 64 * 1024 * 1024 };
/* For one report: one needs up to 150 times its size, and 32 MB is the most. */
static const size_t arena_limit = (size_t)6 * 1024 * 1024 * 1024;
static const size_t json_limit = (size_t)2 * 1024 * 1024 * 1024;

static void origin_make(struct intake_worker *worker)
{
    const struct input *input = worker->input;
    worker->origin = (struct resolve_origin){
        .path = worker->place,
        .author = worker->author,
        .stated = {input->published, input->publisher, input->url},
        .now = clock_now(),
    };
}

/* Makes the report, and the reading where one is needed. Runs within arena_run(). */
static void worker_read(void *context)
{
    struct intake_worker *worker = context;
    const struct intake_run *run = worker->run;
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
                              &worker->arena, &worker->known, NULL))
            worker->known = false;   /* the turn will tell what is wrong with the registry */
        worker->known &= !run->json; /* who wants JSON wants it of what is known, too */
        if (worker->known)
            return;
    }
    reading_with_memory(run->reader, worker->memory, &worker->arena, &worker->report,
                        &worker->reading);
    worker->read = true;
    if (run->store)
        worker->work = resolve_prepare(run->reader, worker->kept, &worker->reading, &worker->origin,
                                       &worker->arena);
    /* Where others read meanwhile, a turn is what they wait for; alone it would be work twice. */
    if (run->store && run->jobs > 1 && worker->store && worker->store != worker->writer)
        resolve_look_before(worker->store, worker->work);
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
    struct intake_worker *worker = context;
    worker->resolved = resolve_prepared(worker->writer, worker->kept, worker->work,
                                        &worker->resolution, &worker->error);
}

static bool no_memory(struct intake_worker *worker)
{
    return error_add(&worker->error, "command.no_memory_for", "file", worker->input->path, NULL);
}

void intake_worker_read(struct intake_worker *worker)
{
    if (!arena_run(&worker->arena, worker_read, worker)) {
        worker->made = worker->read = false;
        no_memory(worker);
    }
    if (worker->json.bad) {
        worker->read = false;
        no_memory(worker);
    }
}

bool intake_worker_write(struct intake_worker *worker)
{
    if (!worker->writer || !worker->read)
        return true;
    worker->resolved = false;
    if (arena_run(&worker->arena, worker_resolve, worker))
        return worker->resolved;
    store_write_cancel(worker->writer);
    no_memory(worker);
    return true;
}

bool intake_worker_tell(struct intake_worker *worker)
{
    const struct intake_run *run = worker->run;
    struct intake_result result = {
        .input = worker->input,
        .report = worker->made ? &worker->report : NULL,
        .reading = worker->read && !error_any(&worker->error) ? &worker->reading : NULL,
        .json = buffer_span(&worker->json),
        .resolution =
            worker->known ? (struct resolution){.outcome = RESOLVED_UNCHANGED} : worker->resolution,
        .error = &worker->error,
    };
    return run->done(run->context, &result);
}

void intake_worker_clear(struct intake_worker *worker)
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

void intake_worker_init(struct intake_worker *worker, struct intake_run *run)
{
    *worker = (struct intake_worker){.run = run, .author = run->author};
    arena_init(&worker->arena, arena_limit);
    buffer_init(&worker->json, json_limit);
    error_init(&worker->error);
}

void intake_worker_release(struct intake_worker *worker)
{
    error_release(&worker->error);
    buffer_release(&worker->json);
    arena_release(&worker->arena);
}
