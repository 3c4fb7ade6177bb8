/* Making the derived tables again, beside those of today. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

bool sql_rebuild_begin(struct store *base, struct error *error)
{
    struct sql_store *store = sql_of(base);
    store->rebuild_after = 0;
    if (!sql_commit(base, error) || !sql_write_begin(base, 0, error))
        return false;
    if (sql_changes(store, &store->rebuild_changes, error) && sql_derived_make_new(store, error) &&
        sql_write_end(base, 0, error))
        return sql_commit(base, error);
    sql_write_cancel(base);
    return false;
}

bool sql_rebuild_next(struct store *base, struct arena *arena, struct rebuild_reading *reading,
                      bool *found, struct error *error)
{
    static const char next[] = "SELECT coalesce(min(number), 0) FROM readings WHERE number > ?"
                               " AND known_to = " HOLDS;
    struct sql_store *store = sql_of(base);
    *reading = (struct rebuild_reading){0};
    if (!sql_number(store, next, store->rebuild_after, 0, &reading->reading, error))
        return false;
    *found = reading->reading != 0;
    return !*found ||
           (sql_number(store, "SELECT report FROM readings WHERE number = ?", reading->reading, 0,
                       &reading->report, error) &&
            sql_report_text(base, reading->report, arena, &reading->text, error) &&
            sql_sources_of_report(base, reading->report, arena, &reading->sources, error));
}

/* The clues of a source. */
static bool clues_find(struct sql_store *store, const struct stored_source *source,
                       struct arena *arena, struct span *clues, struct error *error)
{
    struct statement statement;
    bool row;
    if (!statement_begin(store, "SELECT clues FROM sources WHERE report = ? AND number = ?",
                         &statement, error))
        return false;
    bind_integer(&statement, source->report);
    bind_integer(&statement, source->number);
    if (!statement_next(&statement, &row, error))
        return false;
    *clues = row ? column_text(&statement, 0, arena) : SPAN("");
    statement_end(&statement);
    return true;
}

/* A reading on its way into the new tables. */
struct deriving {
    struct sql_store *store;
    const struct rebuild_reading *reading;
    const struct span *lemmas;
    const struct new_token *tokens;
    size_t token_count;
    struct derived_source *sources;
    struct arena arena;
    struct error *error;
    bool complete;
};

static bool cards_derive(struct deriving *deriving)
{
    const struct stored_sources *held = &deriving->reading->sources;
    struct named_canonical *sources =
        ARENA_NEW(&deriving->arena, struct named_canonical, held->count);
    for (size_t i = 0; i < held->count; i++)
        sources[i] = (struct named_canonical){.canonical = held->items[i].canonical,
                                              .name = held->items[i].name};
    return sql_cards_add(deriving->store, DERIVED_NEW, sources, held->count, deriving->error);
}

static bool sources_derive(struct deriving *deriving)
{
    const struct stored_sources *held = &deriving->reading->sources;
    struct sql_store *store = deriving->store;
    struct arena *arena = &deriving->arena;
    struct derived_source *sources = ARENA_NEW(arena, struct derived_source, held->count);
    bool decided;
    if (!sql_is_decided(store, deriving->reading->report, &decided, deriving->error))
        return false;
    for (size_t i = 0; i < held->count; i++) {
        const struct stored_source *source = &held->items[i];
        sources[i] = (struct derived_source){.canonical = source->canonical,
                                             .kind = source->kind,
                                             .name = source->name,
                                             .lemmas = deriving->lemmas[i],
                                             .clues = SPAN("")};
        if ((source->name.size || !decided) &&
            !clues_find(store, source, arena, &sources[i].clues, deriving->error))
            return false;
    }
    deriving->sources = sources;
    return sql_names_add(store, DERIVED_NEW, sources, held->count, arena, deriving->error) &&
           sql_clues_add(store, DERIVED_NEW, sources, held->count, arena, deriving->error);
}

/* What lists are ordered and filtered by: of what got a better name the key, of what is new all. */
static bool listed_derive(struct deriving *deriving)
{
    for (size_t i = 0; i < deriving->reading->sources.count; i++) {
        const struct derived_source *source = &deriving->sources[i];
        if (source->fresh && !sql_listed_name(deriving->store, DERIVED_NEW, source->canonical,
                                              source->name, &deriving->arena, deriving->error))
            return false;
    }
    return sql_listed_complete(deriving->store, deriving->reading->report, deriving->error);
}

static void reading_derive_run(void *context)
{
    struct deriving *deriving = context;
    const struct rebuild_reading *reading = deriving->reading;
    struct sql_store *store = deriving->store;
    deriving->complete = sources_derive(deriving) && cards_derive(deriving) &&
                         listed_derive(deriving) &&
                         sql_pairs_add(store, DERIVED_NEW, reading->report, deriving->error) &&
                         sql_words_add(store, DERIVED_NEW, reading->reading, deriving->tokens,
                                       deriving->token_count, deriving->error);
}

static bool reading_derive(struct deriving *deriving)
{
    enum { DERIVE_LIMIT = 512 * 1024 * 1024 }; /* what is derived of the largest report */
    arena_init(&deriving->arena, DERIVE_LIMIT);
    if (!arena_run(&deriving->arena, reading_derive_run, deriving))
        sql_no_memory(deriving->store, deriving->error);
    arena_release(&deriving->arena);
    return deriving->complete;
}

bool sql_rebuild_add(struct store *base, const struct rebuild_reading *reading,
                     const struct span *lemmas, const struct new_token *tokens, size_t token_count,
                     struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct deriving deriving = {.store = store,
                                .reading = reading,
                                .lemmas = lemmas,
                                .tokens = tokens,
                                .token_count = token_count,
                                .error = error};
    if (!sql_write_begin(base, 0, error))
        return false;
    if (!reading_derive(&deriving)) {
        sql_write_cancel(base);
        return false;
    }
    store->rebuild_after = reading->reading;
    return sql_write_end(base, 0, error);
}

/* Whether the new tables miss something: a change, or a reading that came after the last one. */
static bool rebuild_is_late(struct sql_store *store, bool *late, struct error *error)
{
    int64_t changes, newer;
    if (!sql_changes(store, &changes, error) ||
        !sql_number(store, "SELECT count(*) FROM readings WHERE number > ? AND known_to = " HOLDS,
                    store->rebuild_after, 0, &newer, error))
        return false;
    *late = changes != store->rebuild_changes || newer > 0;
    return true;
}

bool sql_rebuild_end(struct store *base, bool *again, struct error *error)
{
    struct sql_store *store = sql_of(base);
    if (!sql_commit(base, error) || !sql_write_begin(base, 0, error))
        return false;
    if (rebuild_is_late(store, again, error) &&
        (*again || (sql_tallies_make_new(store, error) && sql_derived_swap(store, error) &&
                    sql_facets_renew(store, error))) &&
        sql_write_end(base, 0, error))
        return sql_commit(base, error);
    sql_write_cancel(base);
    return false;
}
