/* Making the derived tables again: the words come from here. */
#include "resolve.h"
#include "words.h"

enum { REBUILD_PASSES = 5 /* others may write meanwhile; five times in a row is no chance */ };
static const size_t rebuild_memory = (size_t)2 * 1024 * 1024 * 1024;

struct rebuild {
    struct store *store;
    const struct morphology *morphology;
    struct word_memory *memory; /* NULL where the system has none left */
    struct arena arena;
    struct error *error;
    struct rebuild_reading reading;
    bool found;
    bool complete;
};

/* The words of users' lists are not sought. */
static bool is_list(struct rebuild *rebuild)
{
    struct stored_report report;
    bool found;
    return store_report(rebuild->store, rebuild->reading.report, &rebuild->arena, &report, &found,
                        NULL) &&
           found && stored_report_is_list(&report);
}

/* The words of a stored text, cut as when it was read. */
static void reading_words(struct rebuild *rebuild, struct search_words *words)
{
    struct report report;
    struct tokens tokens = {0};
    struct report_hint hint = {.source = SPAN("")};
    *words = (struct search_words){0};
    if (is_list(rebuild) ||
        !report_of_text(&rebuild->arena, rebuild->reading.text, &hint, &report, NULL))
        return;
    tokens_of_report(&rebuild->arena, &report, &tokens);
    search_words_of_report(rebuild->memory, rebuild->morphology, &report, &tokens, &rebuild->arena,
                           words);
}

static void reading_rebuild(void *context)
{
    struct rebuild *rebuild = context;
    struct search_words words;
    if (!store_rebuild_next(rebuild->store, &rebuild->arena, &rebuild->reading, &rebuild->found,
                            rebuild->error))
        return;
    if (!rebuild->found) {
        rebuild->complete = true;
        return;
    }
    const struct stored_sources *sources = &rebuild->reading.sources;
    struct span *lemmas = ARENA_NEW(&rebuild->arena, struct span, sources->count);
    for (size_t i = 0; i < sources->count; i++)
        lemmas[i] = search_lemmas_of_phrase(rebuild->memory, rebuild->morphology,
                                            sources->items[i].name, &rebuild->arena);
    reading_words(rebuild, &words);
    rebuild->complete = store_rebuild_add(rebuild->store, &rebuild->reading, lemmas, words.items,
                                          words.count, rebuild->error);
}

/* One pass over all readings; false with an error. */
static bool rebuild_pass(struct rebuild *rebuild, void (*progress)(void *, int64_t), void *context,
                         bool *again)
{
    if (!store_rebuild_begin(rebuild->store, rebuild->error))
        return false;
    do {
        arena_clear(&rebuild->arena);
        rebuild->complete = rebuild->found = false;
        if (!arena_run(&rebuild->arena, reading_rebuild, rebuild))
            return error_add(rebuild->error, "resolve.no_memory", NULL);
        if (!rebuild->complete)
            return false;
        if (progress && rebuild->found)
            progress(context, rebuild->reading.report);
    } while (rebuild->found);
    return store_rebuild_end(rebuild->store, again, rebuild->error);
}

bool resolve_rebuild(struct store *store, const struct morphology *morphology,
                     void (*progress)(void *context, int64_t report), void *context,
                     struct error *error)
{
    struct rebuild rebuild = {.store = store, .morphology = morphology, .error = error};
    bool again = true, fine = true;
    arena_init(&rebuild.arena, rebuild_memory);
    word_memory_new(&rebuild.memory);
    for (int i = 0; i < REBUILD_PASSES && again && fine; i++)
        fine = rebuild_pass(&rebuild, progress, context, &again);
    arena_release(&rebuild.arena);
    word_memory_free(rebuild.memory);
    if (fine && again)
        return error_add(error, "resolve.always_late", NULL);
    return fine;
}
