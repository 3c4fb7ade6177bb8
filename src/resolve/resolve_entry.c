/* What a user states of his own on its way into the registry: a report that nobody reads, in which
 * who is who is said. */
#include "context.h"
#include "lexicon.h"
#include "prepare.h"
#include "reader.h"

static void source_choose(struct new_source *source, int64_t canonical, struct span author)
{
    source->canonical = canonical;
    source->author = author;
    source->reason = canonical ? SPAN("chosen") : SPAN("new");
}

void entry_decide(struct resolve_work *work)
{
    const struct resolve_entry *entry = work->entry;
    struct span author = entry->author;
    for (size_t i = 0; i < work->reading->entity_count; i++)
        if (work->source_of_entity[i])
            source_choose(&work->sources[work->source_of_entity[i] - 1], entry->things[i], author);
    for (size_t i = 0; i < work->reading->fact_count; i++)
        if (work->source_of_fact[i])
            source_choose(&work->sources[work->source_of_fact[i] - 1], entry->facts[i], author);
    contexts_keep(work);
    agreements_keep(work);
}

bool resolve_entry(struct store *store, const struct reader *reader,
                   const struct resolve_entry *entry, const struct resolve_origin *origin,
                   struct arena *arena, struct resolution *resolution, struct error *error)
{
    struct resolve_work work = {.store = store,
                                .schema = reader_schema(reader),
                                .morphology = reader_morphology(reader),
                                .lexicon = reader->lexicon,
                                .reference = reader->reference,
                                .entry = entry,
                                .reader_version = entry->author,
                                .reading = entry->reading,
                                .origin = origin,
                                .arena = arena,
                                .error = error};
    return resolve_write(&work, resolution);
}
