/* The derived tables of the SQLite engine: full text, names, cards.
 *
 * FTS5 is fed with lemmas, which come from above; our tokenizer only splits: words at spaces,
 * alternatives of a word at '|', which FTS5 keeps at one position. So a phrase of lemmas is found
 * whichever alternative either side chose. The full text of readings holds no text (contentless)
 * and is keyed by reading: a reading that ends is noted in stale and left to the next rebuild.
 *
 * word_ranges has for each word of a reading two numbers, LEB128: the bytes between it and the end
 * of the word before, and its length. */
#include "store_sqlite.h"

#include <string.h>

/* ---- the tokenizer ---- */

static int lemmas_create(void *context, const char **arguments, int count, Fts5Tokenizer **made)
{
    (void)arguments;
    (void)count;
    *made = context;
    return SQLITE_OK;
}

static void lemmas_delete(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static int lemmas_split(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
                        int size, int (*token)(void *, int, const char *, int, int, int))
{
    (void)tokenizer;
    (void)flags;
    int start = 0, colocated = 0;
    for (int i = 0; i <= size; i++) {
        if (i < size && text[i] != ' ' && text[i] != '|')
            continue;
        if (i > start) {
            int result = token(context, colocated, text + start, i - start, start, i);
            if (result != SQLITE_OK)
                return result;
        }
        colocated = i < size && text[i] == '|' && i > start ? FTS5_TOKEN_COLOCATED : 0;
        start = i + 1;
    }
    return SQLITE_OK;
}

/* The function word_positions(words): a blob of pairs (first word, number of words), 32 bits each,
 * for at most HIT_RANGES instances of the phrases. */
static void word_positions(const Fts5ExtensionApi *api, Fts5Context *context,
                           sqlite3_context *result, int count, sqlite3_value **values)
{
    uint32_t pairs[2 * HIT_RANGES];
    int instances = 0, kept = 0;
    (void)count;
    (void)values;
    if (api->xInstCount(context, &instances) != SQLITE_OK)
        instances = 0;
    for (int i = 0; i < instances && kept < HIT_RANGES; i++) {
        int phrase, column, offset;
        if (api->xInst(context, i, &phrase, &column, &offset) != SQLITE_OK)
            break;
        pairs[2 * kept] = (uint32_t)offset;
        pairs[2 * kept++ + 1] = (uint32_t)api->xPhraseSize(context, phrase);
    }
    sqlite3_result_blob(result, pairs, kept * 2 * (int)sizeof *pairs, SQLITE_TRANSIENT);
}

bool sqlite_words_register(struct sqlite_store *store)
{
    static fts5_tokenizer tokenizer = {lemmas_create, lemmas_delete, lemmas_split};
    fts5_api *api = NULL;
    sqlite3_stmt *handle;
    if (sqlite3_prepare_v2(store->database, "SELECT fts5(?1)", -1, &handle, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_pointer(handle, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(handle);
    sqlite3_finalize(handle);
    return api &&
           api->xCreateTokenizer(api, "uzel_lemmas", &tokenizer, &tokenizer, NULL) == SQLITE_OK &&
           api->xCreateFunction(api, "word_positions", NULL, word_positions, NULL) == SQLITE_OK;
}

/* ---- words of readings ---- */

static void number_append(struct buffer *out, uint32_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer_append_byte(out, (char)(number | 0x80));
    buffer_append_byte(out, (char)number);
}

static bool number_take(struct span *rest, uint32_t *number)
{
    *number = 0;
    for (unsigned shift = 0; rest->size && shift < 32; shift += 7) {
        unsigned char byte = (unsigned char)*rest->data++;
        rest->size--;
        *number |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool work_fail(struct sqlite_store *store, struct error *error)
{
    return error_add(error, "registry.failed", "file", store->file, "reason", "out of memory",
                     NULL);
}

static bool lemmas_insert(struct sqlite_store *store, const char *text, int64_t row,
                          struct span lemmas, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    bind_integer(&statement, row);
    bind_text(&statement, lemmas);
    return statement_run(&statement, error);
}

static bool ranges_insert(struct sqlite_store *store, const char *text, int64_t reading,
                          struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    bind_integer(&statement, reading);
    bind_blob(&statement, buffer_span(&store->work));
    return statement_run(&statement, error);
}

bool sqlite_words_add(struct sqlite_store *store, enum derived derived, int64_t reading,
                      const struct new_token *tokens, size_t count, struct error *error)
{
    static const char *const words[] = {"INSERT INTO words(rowid, lemmas) VALUES(?, ?)",
                                        "INSERT INTO words_new(rowid, lemmas) VALUES(?, ?)"};
    static const char *const ranges[] = {"INSERT INTO word_ranges VALUES(?, ?)",
                                         "INSERT INTO word_ranges_new VALUES(?, ?)"};
    struct buffer *work = &store->work;
    buffer_clear(work);
    for (size_t i = 0; i < count; i++) {
        buffer_append(work, tokens[i].lemmas);
        buffer_append_byte(work, ' ');
    }
    if (work->bad)
        return work_fail(store, error);
    if (!lemmas_insert(store, words[derived], reading, buffer_span(work), error))
        return false;
    buffer_clear(work);
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        number_append(work, tokens[i].range.start - end);
        number_append(work, tokens[i].range.end - tokens[i].range.start);
        end = tokens[i].range.end;
    }
    return work->bad ? work_fail(store, error)
                     : ranges_insert(store, ranges[derived], reading, error);
}

/* ---- names ---- */

bool sqlite_name_add(struct sqlite_store *store, enum derived derived, int64_t canonical,
                     const struct schema_kind *kind, struct span name, struct span lemmas,
                     bool *fresh, struct error *error)
{
    static const char *const count[] = {
        "UPDATE names SET sources = sources + 1 WHERE canonical = ? AND name = ?",
        "UPDATE names_new SET sources = sources + 1 WHERE canonical = ? AND name = ?"};
    static const char *const add[] = {
        "INSERT INTO names(canonical, name, kind, sources) VALUES(?, ?, ?, 1)",
        "INSERT INTO names_new(canonical, name, kind, sources) VALUES(?, ?, ?, 1)"};
    static const char *const words[] = {"INSERT INTO name_words(rowid, lemmas) VALUES(?, ?)",
                                        "INSERT INTO name_words_new(rowid, lemmas) VALUES(?, ?)"};
    struct statement statement;
    if (!statement_begin(store, count[derived], &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_text(&statement, name);
    if (!statement_run(&statement, error))
        return false;
    *fresh = sqlite3_changes(store->database) == 0;
    if (!*fresh)
        return true;
    if (!statement_begin(store, add[derived], &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_text(&statement, name);
    bind_text(&statement, kind->name);
    return statement_run(&statement, error) &&
           lemmas_insert(store, words[derived], sqlite3_last_insert_rowid(store->database), lemmas,
                         error);
}

/* ---- cards ---- */

/* The canonical entities of a reading's sources. */
#define CANONICALS_OF_READING                                                                      \
    " FROM sources s JOIN identities i ON i.report = s.report AND i.source = s.number"             \
    " AND i.known_to = " HOLDS " WHERE s.report = ?1 AND s.reading = ?2 "

/* The best name of a canonical entity: the longest, then the first by its bytes. */
#define BEST_NAME(suffix, canonical)                                                               \
    "coalesce((SELECT n.name FROM names" suffix " n WHERE n.canonical = " canonical                \
    " AND n.sources > 0 ORDER BY length(n.name) DESC, n.name LIMIT 1), '')"

bool sqlite_cards_add(struct sqlite_store *store, enum derived derived, int64_t report,
                      int64_t reading, struct error *error)
{
#define CARDS_ADD(suffix)                                                                          \
    "INSERT INTO cards" suffix "(canonical, kind, name, reports)"                                  \
    " SELECT c.number, c.kind, " BEST_NAME(                                                        \
        suffix, "c.number") ", 1 FROM canonicals c"                                                \
                            " WHERE c.number IN (SELECT i.canonical" CANONICALS_OF_READING ")"     \
                            " ON CONFLICT(canonical) DO UPDATE SET reports = reports + 1, name = " \
                            "excluded.name"
    static const char *const add[] = {CARDS_ADD(""), CARDS_ADD("_new")};
    return sqlite_run_with(store, add[derived], (int64_t[]){report, reading}, 2, error);
}

bool sqlite_derived_remove(struct sqlite_store *store, int64_t report, int64_t reading,
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
    return sqlite_run_with(store, names, values, 2, error) &&
           sqlite_run_with(store, cards, values, 2, error) &&
           sqlite_run_with(store, "INSERT INTO stale VALUES(?)", &reading, 1, error);
}

static bool card_again(struct sqlite_store *store, int64_t canonical, struct error *error)
{
    /* Rows of names keep their id, to which their words belong. */
    static const char names_none[] = "UPDATE names SET sources = 0 WHERE canonical = ?";
    static const char names_count[] =
        "INSERT INTO names(canonical, name, kind, sources)"
        " SELECT i.canonical, s.name, min(s.kind), count(*) FROM identities i"
        " JOIN sources s ON s.report = i.report AND s.number = i.source"
        " WHERE i.canonical = ? AND i.known_to = " HOLDS " AND s.known_to = " HOLDS
        " AND s.name <> '' GROUP BY s.name"
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
    return sqlite_run_with(store, names_none, &canonical, 1, error) &&
           sqlite_run_with(store, names_count, &canonical, 1, error) &&
           sqlite_run_with(store, card, &canonical, 1, error);
}

bool sqlite_cards_exchange(struct sqlite_store *store, int64_t from, int64_t to,
                           struct error *error)
{
    /* Lemmas cannot be read back, so rows of names move with the words that hang on their id. A
     * name that from keeps for other sources has no words under to until the next rebuild. */
    static const char names_move[] =
        "UPDATE OR IGNORE names SET canonical = ? WHERE canonical = ? AND sources = 0";
    return card_again(store, from, error) &&
           sqlite_run_with(store, names_move, (int64_t[]){to, from}, 2, error) &&
           card_again(store, to, error);
}

/* ---- search ---- */

/* The query in FTS5's language, in store->work: each phrase between quotation marks. */
static bool match_write(struct sqlite_store *store, const struct search_query *query)
{
    struct buffer *work = &store->work;
    buffer_clear(work);
    for (size_t i = 0; i < query->phrase_count; i++) {
        buffer_append_string(work, work->size ? " \"" : "\"");
        for (size_t j = 0; j < query->phrases[i].size; j++)
            if (query->phrases[i].data[j] != '"' && query->phrases[i].data[j] != '\0')
                buffer_append_byte(work, query->phrases[i].data[j]);
        buffer_append_byte(work, '"');
    }
    return work->size > 0 && !work->bad;
}

/* A reading that was found, before its report is known. */
struct found {
    int64_t reading;
    int64_t report;
    struct span positions; /* of word_positions() */
    struct span ranges;    /* of word_ranges */
};

struct founds {
    struct found *items;
    size_t count;
    size_t capacity;
};

/* A day that no report is later than, where none is asked for. */
static struct date until_of(const struct search_query *query)
{
    return date_is_set(query->until) ? query->until : (struct date){9999, 12, 31};
}

static bool founds_read(struct sqlite_store *store, const struct search_query *query, size_t offset,
                        size_t limit, struct arena *arena, struct founds *founds,
                        struct error *error)
{
    static const char find[] =
        "SELECT w.rowid, d.report, word_positions(words), r.ranges FROM words w"
        " JOIN readings d ON d.number = w.rowid LEFT JOIN word_ranges r ON r.reading = w.rowid"
        " WHERE words MATCH ?1 AND w.rowid NOT IN (SELECT reading FROM stale)"
        " AND d.earliest <= ?2 ORDER BY w.rowid DESC LIMIT ?3 OFFSET ?4";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_date(&statement, until_of(query));
    bind_integer(&statement, (int64_t)limit);
    bind_integer(&statement, (int64_t)offset);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        struct found *found = ARRAY_PUSH(arena, founds);
        found->reading = column_integer(&statement, 0);
        found->report = column_integer(&statement, 1);
        found->positions = column_text(&statement, 2, arena);
        found->ranges = column_text(&statement, 3, arena);
    }
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

static void hit_ranges(const struct found *found, struct arena *arena, struct search_hit *hit)
{
    size_t words = found->ranges.size / 2; /* at most: two bytes a word */
    bool *marked = ARENA_NEW(arena, bool, words);
    size_t last = words_mark(found->positions, marked, words);
    struct span rest = found->ranges;
    uint32_t end = 0, gap, length;
    hit->ranges = ARENA_NEW(arena, struct range, HIT_RANGES);
    for (size_t i = 0; i < last && hit->range_count < HIT_RANGES; i++) {
        if (!number_take(&rest, &gap) || !number_take(&rest, &length))
            return;
        struct range range = {end + gap, end + gap + length};
        end = range.end;
        if (marked[i])
            hit->ranges[hit->range_count++] = range;
    }
}

static bool match_count(struct sqlite_store *store, const struct search_query *query,
                        int64_t *total, struct error *error)
{
    static const char all[] = "SELECT count(*) FROM words WHERE words MATCH ?1"
                              " AND rowid NOT IN (SELECT reading FROM stale)";
    static const char some[] =
        "SELECT count(*) FROM words w JOIN readings d ON d.number = w.rowid"
        " WHERE words MATCH ?1 AND w.rowid NOT IN (SELECT reading FROM stale)"
        " AND d.earliest <= ?2";
    struct statement statement;
    bool row, bounded = date_is_set(query->until);
    if (!statement_begin(store, bounded ? some : all, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    if (bounded)
        bind_date(&statement, query->until);
    if (!statement_next(&statement, &row, error))
        return false;
    *total = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

bool sqlite_search(struct store *base, const struct search_query *query, size_t offset,
                   size_t limit, struct arena *arena, struct search_hits *hits, struct error *error)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    struct founds founds = {0};
    *hits = (struct search_hits){0};
    if (!match_write(store, query))
        return true;
    if (!match_count(store, query, &hits->total, error) ||
        !founds_read(store, query, offset, limit, arena, &founds, error))
        return false;
    for (size_t i = 0; i < founds.count; i++) {
        struct search_hit *hit = ARRAY_PUSH(arena, hits);
        bool found;
        if (!sqlite_report(base, founds.items[i].report, arena, &hit->report, &found, error))
            return false;
        hit_ranges(&founds.items[i], arena, hit);
    }
    return true;
}

bool sqlite_entities_search(struct store *base, const struct search_query *query, size_t limit,
                            struct arena *arena, struct stored_entities *entities,
                            struct error *error)
{
    static const char find[] =
        "SELECT c.canonical, c.kind, c.name, c.reports FROM name_words w"
        " JOIN names n ON n.id = w.rowid JOIN cards c ON c.canonical = n.canonical"
        " WHERE name_words MATCH ? AND n.sources > 0 AND c.reports > 0 GROUP BY c.canonical"
        " ORDER BY c.reports DESC, c.canonical LIMIT ?";
    struct sqlite_store *store = (struct sqlite_store *)base;
    struct statement statement;
    *entities = (struct stored_entities){0};
    if (!match_write(store, query))
        return true;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_integer(&statement, (int64_t)limit);
    return sqlite_entities_read(&statement, arena, entities, error);
}
