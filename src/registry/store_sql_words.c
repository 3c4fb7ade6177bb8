/* The derived tables: full text, names, cards. */
#include "store_sql_counted.h"
#include "store_sql_held.h"

#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "utf8.h"

/* ---- words of readings ---- */

static bool ranges_insert(struct sql_store *store, const char *text, int64_t reading,
                          struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    bind_integer(&statement, reading);
    bind_blob(&statement, buffer_span(&store->work));
    return statement_run(&statement, error);
}

bool sql_words_add(struct sql_store *store, enum derived derived, int64_t reading,
                   const struct new_token *tokens, size_t count, struct error *error)
{
    static const char *const ranges[] = {"INSERT INTO word_ranges VALUES(?, ?)",
                                         "INSERT INTO word_ranges_new VALUES(?, ?)"};
    struct buffer *work = &store->work;
    buffer_clear(work);
    for (size_t i = 0; i < count; i++) {
        buffer_append(work, tokens[i].lemmas);
        buffer_append_byte(work, ' ');
    }
    if (work->bad)
        return sql_no_memory(store, error);
    if (!store->driver->words_add(store, derived, reading, buffer_span(work), error))
        return false;
    buffer_clear(work);
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        sql_number_append(work, tokens[i].range.start - end);
        sql_number_append(work, tokens[i].range.end - tokens[i].range.start);
        end = tokens[i].range.end;
    }
    return work->bad ? sql_no_memory(store, error)
                     : ranges_insert(store, ranges[derived], reading, error);
}

/* ---- names ---- */

/* The distinct names of the sources, in the order in which they come. */
struct names {
    struct counted_name *items;
    size_t *first; /* index of the source that bears it first */
    size_t count;
};

static struct span name_key(int64_t canonical, struct span name, struct arena *arena)
{
    return arena_join(arena, (struct span){(const char *)&canonical, sizeof canonical}, name);
}

static struct names names_collect(const struct derived_source *sources, size_t count,
                                  struct arena *arena)
{
    struct names names = {.items = ARENA_NEW(arena, struct counted_name, count),
                          .first = ARENA_NEW(arena, size_t, count)};
    struct map places;
    map_init(&places, arena);
    for (size_t i = 0; i < count; i++) {
        const struct derived_source *source = &sources[i];
        bool added;
        if (!source->name.size)
            continue;
        uint32_t *place =
            map_add(&places, name_key(source->canonical, source->name, arena), &added);
        if (added) {
            *place = (uint32_t)names.count;
            names.first[names.count] = i;
            names.items[names.count++] =
                (struct counted_name){.canonical = source->canonical, .name = source->name};
        }
        names.items[*place].sources++;
    }
    return names;
}

static bool names_count(struct sql_store *store, enum derived derived, const struct names *names,
                        struct error *error)
{
    static const char *const count[] = {
        "UPDATE names SET sources = sources + ? WHERE canonical = ? AND name = ?",
        "UPDATE names_new SET sources = sources + ? WHERE canonical = ? AND name = ?"};
    if (store->held)
        return sql_held_names_count(store, names->items, names->count, error);
    if (store->driver->many)
        return store->driver->many->names_count(store, derived, names->items, names->count, error);
    for (size_t i = 0; i < names->count; i++) {
        struct counted_name *name = &names->items[i];
        struct statement statement;
        int64_t counted;
        if (!statement_begin(store, count[derived], &statement, error))
            return false;
        bind_integer(&statement, name->sources);
        bind_integer(&statement, name->canonical);
        bind_text(&statement, name->name);
        if (!store->driver->run_counting(&statement, &counted, error))
            return false;
        name->known = counted > 0;
    }
    return true;
}

static void name_bind(struct statement *row, int64_t id, const struct counted_name *name,
                      const struct schema_kind *kind)
{
    bind_integer(row, id);
    bind_integer(row, name->canonical);
    bind_text(row, name->name);
    bind_text(row, kind->name);
    bind_integer(row, name->sources);
}

bool sql_names_add(struct sql_store *store, enum derived derived, struct derived_source *sources,
                   size_t count, struct arena *arena, struct error *error)
{
    static const char *const add[][2] = {
        {ROWS_OF("INSERT INTO names VALUES", "(?, ?, ?, ?, ?)")},
        {ROWS_OF("INSERT INTO names_new VALUES", "(?, ?, ?, ?, ?)")}};
    static const enum sql_numbered tables[] = {NUMBERED_NAMES, NUMBERED_NAMES_NEW};
    struct names names = names_collect(sources, count, arena);
    struct name_lemmas *lemmas = ARENA_NEW(arena, struct name_lemmas, names.count);
    struct sql_rows rows;
    size_t fresh = 0;
    if (!names_count(store, derived, &names, error))
        return false;
    sql_rows_begin(&rows, store, add[derived][0], add[derived][1], 5);
    for (size_t i = 0; i < names.count; i++) {
        struct derived_source *source = &sources[names.first[i]];
        int64_t *id = &lemmas[fresh].id;
        source->fresh = !names.items[i].known;
        if (!source->fresh)
            continue;
        if (!sql_number_next(store, tables[derived], id, error))
            return false;
        lemmas[fresh++].lemmas = source->lemmas;
        if (store->held) {
            sql_held_name_add(store, *id, &names.items[i], source->kind);
            continue;
        }
        name_bind(&rows.statement, *id, &names.items[i], source->kind);
        if (!sql_rows_next(&rows, error))
            return false;
    }
    return sql_rows_end(&rows, error) &&
           store->driver->name_words_add(store, derived, lemmas, fresh, error);
}

/* ---- cards ---- */

/* The canonical entities of a reading's sources that hold: what was added to it may not. */
#define CANONICALS_OF_READING                                                                      \
    " FROM sources s JOIN identities i ON i.report = s.report AND i.source = s.number"             \
    " AND i.known_to = " HOLDS " WHERE s.report = ?1 AND s.reading = ?2 AND s.known_to = " HOLDS   \
    " "

/* The best name of a canonical entity: the longest, then the first by its bytes. */
#define BEST_NAME(suffix, canonical)                                                               \
    "coalesce((SELECT n.name FROM names" suffix " n WHERE n.canonical = " canonical                \
    " AND n.sources > 0 ORDER BY length(n.name) DESC, n.name LIMIT 1), '')"

static bool name_is_better(struct span name, struct span other)
{
    size_t letters = utf8_count(name), others = utf8_count(other);
    return letters != others ? letters > others : span_compare(name, other) < 0;
}

static int by_canonical(const void *left, const void *right)
{
    const struct named_canonical *one = left, *other = right;
    if (one->canonical != other->canonical)
        return one->canonical < other->canonical ? -1 : 1;
    if (span_equal(one->name, other->name))
        return 0;
    return name_is_better(one->name, other->name) ? -1 : 1;
}

/* A card that is there counts one report more, and its name is the better one. */
#define CARD_ADD(suffix)                                                                           \
    "INSERT INTO cards" suffix "(canonical, kind, name, reports)"                                  \
    " VALUES(?1, (SELECT kind FROM canonicals WHERE number = ?1), ?2, 1)"                          \
    " ON CONFLICT(canonical) DO UPDATE SET reports = cards" suffix ".reports + 1,"                 \
    " name = CASE WHEN length(excluded.name) > length(cards" suffix ".name)"                       \
    " OR (length(excluded.name) = length(cards" suffix ".name)"                                    \
    " AND excluded.name < cards" suffix ".name) THEN excluded.name ELSE cards" suffix ".name END"

/* A card of a minted entity cannot be there yet. */
static bool card_add(struct sql_rows *cards, struct sql_rows *minted,
                     const struct named_canonical *card, struct error *error)
{
    struct sql_rows *rows = card->minted ? minted : cards;
    bind_integer(&rows->statement, card->canonical);
    if (card->minted)
        bind_text(&rows->statement, card->minted->name);
    bind_text(&rows->statement, card->name);
    if (!card->minted)
        return sql_rows_next(rows, error);
    sql_listed_bind(&rows->statement, card->listed);
    return sql_rows_next(rows, error) &&
           sql_tallies_note(rows->statement.store, card->minted, NULL, card->listed, error);
}

/* All of them are held since their canonical entities were found. */
static bool cards_hold(struct sql_store *store, const struct named_canonical *sources, size_t count,
                       struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct named_canonical *source = &sources[i];
        if (!i || source->canonical != sources[i - 1].canonical)
            sql_held_card_count(store, source->canonical, source->name);
        if (!source->minted)
            continue;
        if (!sql_tallies_note(store, source->minted, NULL, source->listed, error))
            return false;
        sql_held_listed_set(store, source->canonical, source->listed, true);
    }
    return true;
}

bool sql_cards_add(struct sql_store *store, enum derived derived, struct named_canonical *sources,
                   size_t count, struct error *error)
{
    static const char *const add[] = {CARD_ADD(""), CARD_ADD("_new")};
    static const char *const insert[] = {
        ROWS_OF("INSERT INTO cards VALUES", "(?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")};
    struct sql_rows cards, minted;
    if (count)
        qsort(sources, count, sizeof *sources, by_canonical);
    if (store->held)
        return cards_hold(store, sources, count, error);
    sql_rows_begin(&cards, store, add[derived], NULL, 2);
    sql_rows_begin(&minted, store, insert[0], insert[1], 16);
    for (size_t i = 0; i < count; i++)
        if ((!i || sources[i].canonical != sources[i - 1].canonical) &&
            !card_add(&cards, &minted, &sources[i], error))
            return false;
    return sql_rows_end(&cards, error) && sql_rows_end(&minted, error);
}

bool sql_derived_remove(struct sql_store *store, int64_t report, int64_t reading,
                        struct error *error)
{
    static const char names[] =
        "UPDATE names SET sources = sources - gone.n FROM"
        " (SELECT i.canonical AS canonical, s.name AS name, count(*) AS n" CANONICALS_OF_READING
        " AND s.name <> '' GROUP BY 1, 2) AS gone"
        " WHERE names.canonical = gone.canonical AND names.name = gone.name";
    static const char cards[] = "UPDATE cards SET reports = reports - 1, name = " BEST_NAME(
        "", "cards.canonical") " WHERE canonical IN (SELECT i.canonical" CANONICALS_OF_READING ")";
    int64_t values[] = {report, reading};
    return sql_fact_profiles_drop(store, report, error) &&
           sql_run_with(store, names, values, 2, error) &&
           sql_run_with(store, cards, values, 2, error) &&
           sql_run_with(store, "INSERT INTO stale VALUES(?)", &reading, 1, error);
}

static bool card_again(struct sql_store *store, int64_t canonical, struct error *error)
{
    /* Rows of names keep their id, to which their words belong. */
    static const char names_none[] = "UPDATE names SET sources = 0 WHERE canonical = ?";
    static const char names_count[] =
        "INSERT INTO names(id, canonical, name, kind, sources)"
        " SELECT (SELECT coalesce(max(id), 0) FROM names) + row_number() OVER (ORDER BY s.name),"
        " i.canonical, s.name, min(s.kind), count(*) FROM identities i"
        " JOIN sources s ON s.report = i.report AND s.number = i.source"
        " WHERE i.canonical = ? AND i.known_to = " HOLDS " AND s.known_to = " HOLDS
        " AND s.name <> '' GROUP BY i.canonical, s.name"
        " ON CONFLICT(canonical, name) DO UPDATE SET sources = excluded.sources";
    static const char card[] =
        "INSERT INTO cards(canonical, kind, name, reports)"
        " SELECT c.number, c.kind, " BEST_NAME(
            "", "c.number") ","
                            " (SELECT count(DISTINCT s.reading) FROM identities i"
                            "  JOIN sources s ON s.report = i.report AND s.number = i.source"
                            "  WHERE i.canonical = c.number AND i.known_to = " HOLDS
                            " AND s.known_to = " HOLDS ")"
                            " FROM canonicals c WHERE c.number = ?"
                            " ON CONFLICT(canonical) DO UPDATE SET reports = excluded.reports, "
                            "name = excluded.name";
    sql_numbers_forget(store, NUMBERED_NAMES);
    return sql_run_with(store, names_none, &canonical, 1, error) &&
           sql_run_with(store, names_count, &canonical, 1, error) &&
           sql_run_with(store, card, &canonical, 1, error);
}

bool sql_cards_exchange(struct sql_store *store, int64_t from, int64_t to, struct error *error)
{
    /* Lemmas cannot be read back, so rows of names move with the words that hang on their id. A
     * name that from keeps for other sources has no words under to until the next rebuild. */
    static const char names_move[] =
        "UPDATE names SET canonical = ?1 WHERE canonical = ?2 AND sources = 0 AND NOT EXISTS"
        " (SELECT 1 FROM names other WHERE other.canonical = ?1 AND other.name = names.name)";
    return card_again(store, from, error) &&
           sql_run_with(store, names_move, (int64_t[]){to, from}, 2, error) &&
           card_again(store, to, error) && sql_facets_note(store, from, error) &&
           sql_facets_note(store, to, error) &&
           sql_listed_again(store, DERIVED_TODAY, (int64_t[]){from, to}, 2, error);
}

/* ---- search ---- */

struct date search_until(const struct search_query *query)
{
    return date_is_set(query->until) ? query->until : (struct date){9999, 12, 31};
}

/* Marks the words of the positions; longest is how far a phrase reaches. */
static size_t words_mark(struct span positions, bool *marked, size_t words)
{
    size_t last = 0;
    for (size_t i = 0; i + 8 <= positions.size; i += 8) {
        uint32_t pair[2];
        memcpy(pair, positions.data + i, sizeof pair);
        for (uint32_t word = pair[0]; word - pair[0] < pair[1] && word < words; word++) {
            marked[word] = true;
            if (word >= last)
                last = word + 1;
        }
    }
    return last;
}

static void hit_ranges(const struct found_reading *found, struct arena *arena,
                       struct search_hit *hit)
{
    size_t words = found->ranges.size / 2; /* at most: two bytes a word */
    bool *marked = ARENA_NEW(arena, bool, words);
    size_t last = words_mark(found->positions, marked, words);
    struct span rest = found->ranges;
    struct range range = {0};
    hit->ranges = ARENA_NEW(arena, struct range, HIT_RANGES);
    for (size_t i = 0; i < last && hit->range_count < HIT_RANGES; i++) {
        if (!word_range_take(&rest, &range))
            return;
        if (marked[i])
            hit->ranges[hit->range_count++] = range;
    }
}

struct ranked {
    int64_t reading;
    double score;
};

static int by_score(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int order = (a->score < b->score) - (a->score > b->score);
    return order ? order : (a->reading < b->reading) - (a->reading > b->reading);
}

/* The newest of those that were found, by how much they are about it; *count gets their number. */
static bool found_rank(struct sql_store *store, const struct search_query *query,
                       const struct reading_set *set, struct arena *arena, int64_t **readings,
                       size_t *count, struct error *error)
{
    struct found_set found = {ARENA_NEW(arena, int64_t, SEARCH_RANKED),
                              ARENA_NEW(arena, uint32_t, SEARCH_RANKED), 0};
    double *scores = ARENA_NEW(arena, double, SEARCH_RANKED);
    struct ranked *ranked = ARENA_NEW(arena, struct ranked, SEARCH_RANKED);
    found.count = reading_set_newest(set, SEARCH_RANKED, found.readings);
    for (size_t i = 0; i < found.count; i++)
        found.sizes[i] = sql_counted_size(store, found.readings[i]);
    if (!store->driver->words_rank(store, query, &found, arena, scores, error))
        return false;
    for (size_t i = 0; i < found.count; i++)
        ranked[i] = (struct ranked){found.readings[i], scores[i]};
    if (found.count)
        qsort(ranked, found.count, sizeof *ranked, by_score);
    for (size_t i = 0; i < found.count; i++)
        found.readings[i] = ranked[i].reading;
    *readings = found.readings;
    *count = found.count;
    return true;
}

static int by_newest(const void *left, const void *right)
{
    const int64_t *one = left, *other = right;
    return (*one < *other) - (*one > *other);
}

bool sql_founds_read(struct sql_store *store, const int64_t *readings, size_t count,
                     struct arena *arena, struct found_readings *founds, struct error *error)
{
    static const char find[] =
        "SELECT d.number, d.report, (SELECT r.ranges FROM word_ranges r WHERE r.reading = d.number)"
        " FROM readings d WHERE d.number IN (SELECT CAST(value AS INTEGER) FROM json_each(?1))"
        " ORDER BY d.number DESC";
    struct statement statement;
    struct span list = sql_numbers(store, readings, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, founds) =
            (struct found_reading){.reading = column_integer(&statement, 0),
                                   .report = column_integer(&statement, 1),
                                   .ranges = column_text(&statement, 2, arena)};
    }
    return done;
}

/* The hits of a page of readings, in their order. */
static bool page_place(struct sql_store *store, const struct search_query *query,
                       const int64_t *page, size_t count, size_t found, struct arena *arena,
                       struct search_hits *hits, struct error *error)
{
    struct found_readings founds = {0};
    int64_t *newest = ARENA_NEW(arena, int64_t, count);
    int64_t *reports = ARENA_NEW(arena, int64_t, count);
    struct stored_report *frames = ARENA_NEW(arena, struct stored_report, count);
    if (!count)
        return true;
    memcpy(newest, page, count * sizeof *page);
    qsort(newest, count, sizeof *newest, by_newest);
    if (!(query->unplaced ? sql_founds_read(store, newest, count, arena, &founds, error)
                          : store->driver->words_place(store, query, newest, count, found, arena,
                                                       &founds, error)))
        return false;
    for (size_t i = 0; i < founds.count; i++)
        reports[i] = founds.items[i].report;
    if (!sql_reports_of(&store->store, reports, founds.count, arena, frames, error))
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < founds.count; k++) {
            if (founds.items[k].reading != page[i])
                continue;
            struct search_hit *hit = ARRAY_PUSH(arena, hits);
            *hit = (struct search_hit){.report = frames[k]};
            if (query->unplaced)
                hit->words = founds.items[k].ranges;
            else
                hit_ranges(&founds.items[k], arena, hit);
        }
    return true;
}

/* The readings of a page, in their order. */
static bool page_find(struct sql_store *store, const struct search_query *query,
                      const struct reading_set *found, size_t offset, size_t limit,
                      struct arena *arena, int64_t **page, size_t *count, struct error *error)
{
    if (!query->ranked) {
        *page = ARENA_NEW(arena, int64_t, limit);
        *count = sql_counted_latest(store, found, offset, limit, arena, *page);
        return true;
    }
    if (!found_rank(store, query, found, arena, page, count, error))
        return false;
    size_t first = offset < *count ? offset : *count;
    *page += first;
    *count = *count - first < limit ? *count - first : limit;
    return true;
}

bool sql_search(struct store *base, const struct search_query *query, size_t offset, size_t limit,
                struct arena *arena, struct search_hits *hits, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    struct reading_set found;
    struct report_facets *facets = query->facets ? ARENA_NEW(arena, struct report_facets, 1) : NULL;
    const size_t counted = query->counted ? query->counted : SEARCH_COUNTED;
    int64_t *page;
    size_t count;
    *hits = (struct search_hits){.facets = facets};
    if (!sql_counted_find(store, query, arena, &found, error))
        return false;
    sql_counted_choose(store, query, counted, arena, &found, facets);
    hits->more = found.count > counted;
    hits->total = (int64_t)(hits->more ? counted : found.count);
    return page_find(store, query, &found, offset, limit, arena, &page, &count, error) &&
           page_place(store, query, page, count, found.count, arena, hits, error);
}

bool sql_search_reports(struct store *base, const struct search_query *query, size_t limit,
                        struct arena *arena, struct stored_numbers *reports, struct error *error)
{
    static const char find[] =
        "SELECT d.report FROM readings d WHERE d.number IN (SELECT CAST(value AS INTEGER)"
        " FROM json_each(?1)) ORDER BY d.number DESC";
    struct sql_store *store = (struct sql_store *)base;
    struct reading_set found;
    struct statement statement;
    *reports = (struct stored_numbers){0};
    if (!sql_counted_find(store, query, arena, &found, error))
        return false;
    sql_counted_choose(store, query, 0, arena, &found, NULL);
    int64_t *readings = ARENA_NEW(arena, int64_t, limit < found.count ? limit : found.count);
    size_t count = reading_set_newest(&found, limit, readings);
    struct span list = arena_copy(arena, sql_numbers(store, readings, count));
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, reports) = column_integer(&statement, 0);
    }
    return done;
}

bool sql_entities_search(struct store *base, const struct search_query *query, size_t limit,
                         struct arena *arena, struct stored_entities *entities, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    struct statement statement;
    bool any;
    *entities = (struct stored_entities){0};
    return store->driver->names_find(store, query, limit, &statement, &any, error) &&
           (!any || sql_entities_read(&statement, arena, entities, error));
}
