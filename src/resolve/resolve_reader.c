/* Resolving what a reader read. */
#include "alike.h"
#include "memory.h"
#include "prepare.h"
#include "reader.h"
#include "store_queue.h"

struct span resolve_reader_version(const struct reader *reader, struct arena *arena)
{
    struct span program = reader_program(reader), grammar = reader_grammar(reader);
    return arena_format(arena, "%.*s %.*s", SPAN_ARGS(program), SPAN_ARGS(grammar));
}

/* A work with what the reader knows. */
static struct resolve_work work_of(const struct reader *reader, const struct reading *reading,
                                   const struct resolve_origin *origin, struct arena *arena)
{
    return (struct resolve_work){.schema = reader_schema(reader),
                                 .morphology = reader_morphology(reader),
                                 .lexicon = reader->lexicon,
                                 .reference = reader->reference,
                                 .reader_version = resolve_reader_version(reader, arena),
                                 .reading = reading,
                                 .origin = origin,
                                 .arena = arena};
}

struct resolve_work *resolve_prepare(const struct reader *reader, struct resolve_memory *memory,
                                     const struct reading *reading,
                                     const struct resolve_origin *origin, struct arena *arena)
{
    struct resolve_work *work = ARENA_NEW(arena, struct resolve_work, 1);
    *work = work_of(reader, reading, origin, arena);
    work->memory = memory;
    work->words = resolve_memory_words(memory);
    prepare(work);
    return work;
}

bool resolve_prepared(struct store *store, struct resolve_memory *memory, struct resolve_work *work,
                      struct resolution *resolution, struct error *error)
{
    work->memory = memory;
    work->words = resolve_memory_words(memory);
    work->store = store;
    work->error = error;
    return resolve_write(work, resolution);
}

void resolve_look_before(struct store *reading, struct resolve_work *work)
{
    texts_look_before(reading, work->memory, work->print, work->arena, &work->weighed, NULL);
}

bool resolve_look_ahead(struct store *store, struct resolve_work *const *works, size_t count,
                        struct arena *arena, struct error *error)
{
    struct report_look *looks = ARENA_NEW(arena, struct report_look, count);
    for (size_t i = 0; i < count; i++) {
        const struct report *report = works[i]->reading->report;
        looks[i] = (struct report_look){.digest = report->digest,
                                        .path = works[i]->origin->path,
                                        .id = report->id,
                                        .alike_limit = ALIKE_CANDIDATES};
        looks[i].band_count = text_print_bands(works[i]->print, &looks[i].bands);
        works[i]->store = store;
        works[i]->error = error;
    }
    return store_look_ahead(store, looks, count, error) && decide_look_ahead(works, count, arena);
}

bool resolve_report(struct store *store, const struct reader *reader, const struct reading *reading,
                    const struct resolve_origin *origin, struct arena *arena,
                    struct resolution *resolution, struct error *error)
{
    struct resolve_work *work = resolve_prepare(reader, NULL, reading, origin, arena);
    return resolve_prepared(store, NULL, work, resolution, error);
}

bool resolve_diff(struct store *store, const struct reader *reader, const struct reading *reading,
                  int64_t report, struct arena *arena, struct reading_changes *changes,
                  struct error *error)
{
    const struct resolve_origin origin = {0};
    struct resolve_work work = work_of(reader, reading, &origin, arena);
    work.store = store;
    work.error = error;
    return diff_make(&work, report, changes);
}

bool resolve_added_name(struct store *store, const struct reader *reader,
                        const struct reading *reading, int64_t report,
                        const struct added_name *name, const struct resolve_origin *origin,
                        struct arena *arena, struct new_addition *addition, struct error *error)
{
    struct resolve_work *work = ARENA_NEW(arena, struct resolve_work, 1);
    *work = work_of(reader, reading, origin, arena);
    work->store = store;
    work->error = error;
    return addition_find(work, report, name, addition);
}
