/* Making the derived tables again, beside those of today. */
#include <stdlib.h>

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

/* The clues of a source, in store->work: valid until the next one. */
static bool clues_find(struct sql_store *store, const struct stored_source *source,
                       struct error *error)
{
    struct statement statement;
    bool row;
    buffer_clear(&store->work);
    if (!statement_begin(store, "SELECT clues FROM sources WHERE report = ? AND number = ?",
                         &statement, error))
        return false;
    bind_integer(&statement, source->report);
    bind_integer(&statement, source->number);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        buffer_append(&store->work, column_span(&statement, 0));
    statement_end(&statement);
    return true;
}

static bool cards_derive(struct sql_store *store, const struct rebuild_reading *reading,
                         struct error *error)
{
    size_t count = reading->sources.count;
    struct named_canonical *sources = calloc(count ? count : 1, sizeof *sources);
    if (!sources)
        return sql_no_memory(store, error);
    for (size_t i = 0; i < count; i++)
        sources[i] = (struct named_canonical){.canonical = reading->sources.items[i].canonical,
                                              .name = reading->sources.items[i].name};
    bool fine = sql_cards_add(store, DERIVED_NEW, sources, count, error);
    free(sources);
    return fine;
}

/* What got a better name is listed by it. */
static bool names_list(struct sql_store *store, const struct rebuild_reading *reading,
                       const bool *fresh, struct error *error)
{
    enum { KEYS_LIMIT = 16 * 1024 * 1024 };
    struct arena arena;
    bool fine = true;
    arena_init(&arena, KEYS_LIMIT);
    for (size_t i = 0; i < reading->sources.count && fine; i++) {
        const struct stored_source *source = &reading->sources.items[i];
        fine = !fresh[i] || sql_listed_name(store, DERIVED_NEW, source->canonical, source->name,
                                            &arena, error);
    }
    arena_release(&arena);
    return fine;
}

static bool sources_derive(struct sql_store *store, const struct rebuild_reading *reading,
                           const struct span *lemmas, const struct new_token *tokens,
                           size_t token_count, bool *fresh, struct error *error)
{
    bool decided;
    if (!sql_is_decided(store, reading->report, &decided, error))
        return false;
    for (size_t i = 0; i < reading->sources.count; i++) {
        const struct stored_source *source = &reading->sources.items[i];
        if (!source->name.size) {
            if (!decided && (!clues_find(store, source, error) ||
                             !sql_clues_add(store, DERIVED_NEW, source->canonical,
                                            buffer_span(&store->work), false, error)))
                return false;
            continue;
        }
        if (!sql_name_add(store, DERIVED_NEW, source->canonical, source->kind, source->name,
                          lemmas[i], &fresh[i], error) ||
            !clues_find(store, source, error) ||
            !sql_clues_add(store, DERIVED_NEW, source->canonical, buffer_span(&store->work),
                           fresh[i], error))
            return false;
    }
    return cards_derive(store, reading, error) && names_list(store, reading, fresh, error) &&
           sql_listed_complete(store, reading->report, error) &&
           sql_pairs_add(store, DERIVED_NEW, reading->report, error) &&
           sql_words_add(store, DERIVED_NEW, reading->reading, tokens, token_count, error);
}

static bool reading_derive(struct sql_store *store, const struct rebuild_reading *reading,
                           const struct span *lemmas, const struct new_token *tokens,
                           size_t token_count, struct error *error)
{
    bool *fresh = calloc(reading->sources.count + 1, sizeof *fresh);
    if (!fresh)
        return sql_no_memory(store, error);
    bool fine = sources_derive(store, reading, lemmas, tokens, token_count, fresh, error);
    free(fresh);
    return fine;
}

bool sql_rebuild_add(struct store *base, const struct rebuild_reading *reading,
                     const struct span *lemmas, const struct new_token *tokens, size_t token_count,
                     struct error *error)
{
    struct sql_store *store = sql_of(base);
    if (!sql_write_begin(base, 0, error))
        return false;
    if (!reading_derive(store, reading, lemmas, tokens, token_count, error)) {
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
    if (rebuild_is_late(store, again, error) && (*again || sql_derived_swap(store, error)) &&
        sql_write_end(base, 0, error))
        return sql_commit(base, error);
    sql_write_cancel(base);
    return false;
}
