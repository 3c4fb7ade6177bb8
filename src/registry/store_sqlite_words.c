/* Full text in SQLite: FTS5, fed with lemmas, which come from above.
 *
 * Our tokenizer only splits: words at spaces, alternatives of a word at '|', which FTS5 keeps at
 * one position. So a phrase of lemmas is found whichever alternative either side chose. The full
 * text of readings holds no text (contentless) and is keyed by reading: a reading that ends is
 * noted in stale and left to the next rebuild. */
#include <math.h>
#include <string.h>

#include "store_sql_counted.h"
#include "store_sqlite.h"

enum {
    RANKED_PHRASES = 16,    /* of a question, that ranks count */
    PHRASE_READINGS = 20000 /* of one phrase, that are counted to know how rare it is */
};

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

/* The function word_counts(words): a blob of 32-bit numbers, how often each phrase stands in the
 * reading and, behind them, which word of it the first instance begins at. */
static void word_counts(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result,
                        int count, sqlite3_value **values)
{
    uint32_t counts[RANKED_PHRASES + 1] = {0};
    int instances = 0, phrases = api->xPhraseCount(context);
    (void)count;
    (void)values;
    if (phrases > RANKED_PHRASES)
        phrases = RANKED_PHRASES;
    counts[phrases] = UINT32_MAX;
    if (api->xInstCount(context, &instances) != SQLITE_OK)
        instances = 0;
    for (int i = 0; i < instances; i++) {
        int phrase, column, offset;
        if (api->xInst(context, i, &phrase, &column, &offset) != SQLITE_OK)
            break;
        if (phrase < phrases)
            counts[phrase]++;
        if ((uint32_t)offset < counts[phrases])
            counts[phrases] = (uint32_t)offset;
    }
    sqlite3_result_blob(result, counts, (phrases + 1) * (int)sizeof *counts, SQLITE_TRANSIENT);
}

/* The function is_among(number, numbers): whether the blob of 64-bit numbers, the largest first,
 * has the number. */
static void is_among(sqlite3_context *result, int count, sqlite3_value **values)
{
    int64_t number = sqlite3_value_int64(values[0]), each = 0;
    const char *bytes = sqlite3_value_blob(values[1]);
    size_t low = 0, high = (size_t)sqlite3_value_bytes(values[1]) / sizeof each;
    (void)count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        memcpy(&each, bytes + middle * sizeof each, sizeof each);
        if (each == number)
            break;
        if (each > number)
            low = middle + 1;
        else
            high = middle;
    }
    sqlite3_result_int(result, low < high);
}

/* The function note_reading(number): an aggregate that puts numbers into the set that is being
 * filled, which is several times as fast as a row for each of them. */
static void note_reading(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct sqlite_store *store = sqlite3_user_data(context);
    int64_t reading = sqlite3_value_int64(values[0]);
    (void)count;
    if (reading >= 0 && (uint64_t)reading >> 6 < store->noted->size)
        reading_set_add(store->noted, reading);
}

static void notes_end(sqlite3_context *context)
{
    sqlite3_result_null(context);
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
           sqlite3_create_function_v2(store->database, "is_among", 2,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                      is_among, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_create_function_v2(store->database, "note_reading", 1,
                                      SQLITE_UTF8 | SQLITE_DIRECTONLY, store, NULL, note_reading,
                                      notes_end, NULL) == SQLITE_OK &&
           api->xCreateTokenizer(api, "uzel_lemmas", &tokenizer, &tokenizer, NULL) == SQLITE_OK &&
           api->xCreateFunction(api, "word_positions", NULL, word_positions, NULL) == SQLITE_OK &&
           api->xCreateFunction(api, "word_counts", NULL, word_counts, NULL) == SQLITE_OK;
}

/* ---- tables ---- */

bool sqlite_search_tables_make(struct sql_store *store, enum derived derived, struct error *error)
{
#define SEARCH_TABLES(suffix)                                                                      \
    "CREATE VIRTUAL TABLE name_words" suffix                                                       \
    " USING fts5(lemmas, content='', tokenize='uzel_lemmas');"                                     \
    "CREATE VIRTUAL TABLE words" suffix                                                            \
    " USING fts5(lemmas, content='', columnsize=0, tokenize='uzel_lemmas');"                       \
    "INSERT INTO words" suffix "(words" suffix ", rank)"                                           \
    " VALUES('hashsize', 8388608), ('automerge', 8);"
    /* A group's full text is one piece of the index, and eight are merged into one of the next
     * size: with half the pieces and four, all is written once more often. */
    static const char *const make[] = {SEARCH_TABLES(""), SEARCH_TABLES("_new")};
    return sql_run(store, make[derived], error);
}

/* ---- writing ---- */

/* The full text is written for all reports of a group at once, before its commit: FTS5 writes a
 * piece of its index at each savepoint, and merges pieces again and again. */

enum text_table { TABLE_WORDS, TABLE_WORDS_NEW, TABLE_NAME_WORDS, TABLE_NAME_WORDS_NEW };

/* What stands before the lemmas of a row in store->put_off. */
struct put_off_row {
    int64_t row;
    size_t size; /* of the lemmas */
    enum text_table table;
};

static bool row_put_off(struct sql_store *base, enum text_table table, int64_t row,
                        struct span lemmas, struct error *error)
{
    struct buffer *rows = &sqlite_of(base)->put_off;
    struct put_off_row head = {.row = row, .size = lemmas.size, .table = table};
    rows->size = base->put_off; /* what was undone lies behind it */
    buffer_append(rows, (struct span){(const char *)&head, sizeof head});
    buffer_append(rows, lemmas);
    if (rows->bad) {
        rows->bad = false; /* what is before the row is still there */
        return sql_no_memory(base, error);
    }
    base->put_off = rows->size;
    return true;
}

bool sqlite_words_add(struct sql_store *store, enum derived derived, int64_t reading,
                      struct span lemmas, struct error *error)
{
    return row_put_off(store, derived == DERIVED_NEW ? TABLE_WORDS_NEW : TABLE_WORDS, reading,
                       lemmas, error);
}

bool sqlite_name_words_add(struct sql_store *store, enum derived derived,
                           const struct name_lemmas *names, size_t count, struct error *error)
{
    enum text_table table = derived == DERIVED_NEW ? TABLE_NAME_WORDS_NEW : TABLE_NAME_WORDS;
    for (size_t i = 0; i < count; i++)
        if (!row_put_off(store, table, names[i].id, names[i].lemmas, error))
            return false;
    return true;
}

static bool row_insert(struct sql_store *store, const struct put_off_row *row, struct span lemmas,
                       struct error *error)
{
    static const char *const add[] = {
        [TABLE_WORDS] = "INSERT INTO words(rowid, lemmas) VALUES(?, ?)",
        [TABLE_WORDS_NEW] = "INSERT INTO words_new(rowid, lemmas) VALUES(?, ?)",
        [TABLE_NAME_WORDS] = "INSERT INTO name_words(rowid, lemmas) VALUES(?, ?)",
        [TABLE_NAME_WORDS_NEW] = "INSERT INTO name_words_new(rowid, lemmas) VALUES(?, ?)"};
    struct statement statement;
    if (!statement_begin(store, add[row->table], &statement, error))
        return false;
    bind_integer(&statement, row->row);
    bind_text(&statement, lemmas);
    return statement_run(&statement, error);
}

bool sqlite_words_settle(struct sql_store *store, struct error *error)
{
    struct span rest = {sqlite_of(store)->put_off.data, store->put_off};
    while (rest.size) {
        struct put_off_row row;
        memcpy(&row, rest.data, sizeof row);
        struct span lemmas = span_slice(rest, sizeof row, sizeof row + row.size);
        if (!row_insert(store, &row, lemmas, error))
            return false;
        rest = span_slice(rest, sizeof row + row.size, rest.size);
    }
    store->put_off = 0;
    return true;
}

/* A search within a group finds what its reports have written. */
static bool words_settle(struct sql_store *store, struct error *error)
{
    return store->in_report || sqlite_words_settle(store, error);
}

/* ---- finding ---- */

static void phrase_write(struct buffer *out, struct span phrase)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < phrase.size; i++)
        if (phrase.data[i] != '"' && phrase.data[i] != '\0')
            buffer_append_byte(out, phrase.data[i]);
    buffer_append_byte(out, '"');
}

/* The query in FTS5's language, in store->work: each phrase between quotation marks. */
static bool match_write(struct sql_store *store, const struct search_query *query)
{
    struct buffer *work = &store->work;
    buffer_clear(work);
    if (!query->phrase_count)
        return false;
    buffer_append_byte(work, '(');
    for (size_t i = 0; i < query->phrase_count; i++) {
        buffer_append_string(work, i ? " AND " : "");
        phrase_write(work, query->phrases[i]);
    }
    buffer_append_string(work, query->begins ? " *)" : ")");
    for (size_t i = 0; i < query->excluded_count; i++) {
        buffer_append_string(work, " NOT ");
        phrase_write(work, query->excluded[i]);
    }
    return !work->bad;
}

/* Words that begin with TITLE_MARK. */
const char sqlite_title_words[] =
    "SELECT count(*) FROM words WHERE words MATCH '\"\x01\" *' AND rowid = ?";

/* Takes out the readings that have ended since the last rebuild. */
static bool stale_drop(struct sql_store *store, struct reading_set *found, struct error *error)
{
    struct statement statement;
    bool done;
    if (!statement_begin(store, "SELECT reading FROM stale", &statement, error))
        return false;
    while (statement_row(&statement, &done, error))
        reading_set_drop(found, column_integer(&statement, 0));
    return done;
}

bool sqlite_words_find(struct sql_store *store, const struct search_query *query,
                       struct arena *arena, struct reading_set *found, struct error *error)
{
    static const char last[] = "SELECT coalesce(max(number), 0) FROM readings";
    static const char find[] = "SELECT note_reading(rowid) FROM words WHERE words MATCH ?1";
    struct statement statement;
    int64_t readings;
    bool row;
    *found = (struct reading_set){0};
    if (!words_settle(store, error))
        return false;
    if (!sql_number(store, last, 0, 0, &readings, error))
        return false;
    found->size = (size_t)(readings >> 6) + 1;
    found->words = ARENA_NEW(arena, uint64_t, found->size);
    if (!match_write(store, query))
        return true;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    sqlite_of(store)->noted = found;
    if (!statement_next(&statement, &row, error))
        return false;
    statement_end(&statement);
    return stale_drop(store, found, error);
}

/* Begins a statement over the readings that a question has found: ?1 the question, ?2 and ?3 the
 * first and the last of them, ?4 the list. */
static bool found_begin(struct sql_store *store, const char *find, const struct search_query *query,
                        const int64_t *readings, size_t count, struct arena *arena,
                        struct statement *statement, struct error *error)
{
    struct span list = arena_copy(arena, sql_numbers(store, readings, count));
    match_write(store, query);
    if (!statement_begin(store, find, statement, error))
        return false;
    bind_text(statement, buffer_span(&store->work));
    bind_integer(statement, readings[count - 1]);
    bind_integer(statement, readings[0]);
    bind_text(statement, list);
    return true;
}

/* The sign before the row's number keeps SQLite from asking the index for each of them anew. */
#define OF_FOUND                                                                                   \
    " WHERE words MATCH ?1 AND w.rowid >= ?2 AND w.rowid <= ?3"                                    \
    " AND +w.rowid IN (SELECT CAST(value AS INTEGER) FROM json_each(?4)) ORDER BY w.rowid DESC"

#define PLACED                                                                                     \
    "SELECT w.rowid, d.report, word_positions(words), r.ranges FROM words w"                       \
    " CROSS JOIN readings d ON d.number = w.rowid"                                                 \
    " LEFT JOIN word_ranges r ON r.reading = w.rowid WHERE words MATCH ?1"

static bool places_read(struct statement *statement, struct arena *arena,
                        struct found_readings *founds, struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        struct found_reading *found = ARRAY_PUSH(arena, founds);
        found->reading = column_integer(statement, 0);
        found->report = column_integer(statement, 1);
        found->positions = column_text(statement, 2, arena);
        found->ranges = column_text(statement, 3, arena);
    }
    return done;
}

/* One reading after another: where very many hold the words, the full text has an index by which to
 * find the place of one of them. */
static bool places_of_each(struct sql_store *store, struct span match, const int64_t *readings,
                           size_t count, struct arena *arena, struct found_readings *founds,
                           struct error *error)
{
    struct statement statement;
    for (size_t i = 0; i < count; i++) {
        if (!statement_begin(store, PLACED " AND w.rowid = ?2", &statement, error))
            return false;
        bind_text(&statement, match);
        bind_integer(&statement, readings[i]);
        if (!places_read(&statement, arena, founds, error))
            return false;
    }
    return true;
}

/* Going along all that hold the words. */
static bool places_among(struct sql_store *store, struct span match, const int64_t *readings,
                         size_t count, struct arena *arena, struct found_readings *founds,
                         struct error *error)
{
    static const char find[] = PLACED " AND w.rowid >= ?2 AND w.rowid <= ?3"
                                      " AND is_among(w.rowid, ?4) ORDER BY w.rowid DESC";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, match);
    bind_integer(&statement, readings[count - 1]);
    bind_integer(&statement, readings[0]);
    bind_blob(&statement, (struct span){(const char *)readings, count * sizeof *readings});
    return places_read(&statement, arena, founds, error);
}

bool sqlite_words_place(struct sql_store *store, const struct search_query *query,
                        const int64_t *readings, size_t count, size_t hits, struct arena *arena,
                        struct found_readings *founds, struct error *error)
{
    enum { GONE_ALONG = 300 /* readings, in the time in which one is found by itself */ };
    if (!count || !match_write(store, query))
        return true;
    struct span match = arena_copy(arena, buffer_span(&store->work));
    return (hits < GONE_ALONG * count ? places_among : places_of_each)(store, match, readings,
                                                                       count, arena, founds, error);
}

/* ---- how much a reading is about it ---- */

/* The rarer a phrase is among all readings the more it counts; where there is but one, nothing is
 * counted. */
static bool weights_find(struct sql_store *store, const struct search_query *query, double *weights,
                         struct error *error)
{
    static const char all[] = "SELECT coalesce(max(number), 0) FROM readings";
    static const char having[] = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ?1"
                                 " LIMIT ?2)";
    int64_t readings;
    weights[0] = 1;
    if (query->phrase_count < 2)
        return true;
    if (!sql_number(store, all, 0, 0, &readings, error))
        return false;
    for (size_t i = 0; i < query->phrase_count && i < RANKED_PHRASES; i++) {
        const struct search_query one = {.phrases = &query->phrases[i], .phrase_count = 1};
        struct statement statement;
        bool row;
        match_write(store, &one);
        if (!statement_begin(store, having, &statement, error))
            return false;
        bind_text(&statement, buffer_span(&store->work));
        bind_integer(&statement, PHRASE_READINGS);
        if (!statement_next(&statement, &row, error))
            return false;
        double found = row ? (double)column_integer(&statement, 0) : 0;
        statement_end(&statement);
        weights[i] = log(1 + ((double)readings + 1) / (found + 1));
    }
    return true;
}

/* Okapi's BM25 of one reading; what stands at its beginning, as its title does, counts twice. */
static double score_of(struct span counts, const double *weights, double length)
{
    static const double saturation = 1.2, by_length = 0.75;
    enum { BEGINNING = 12 /* words */ };
    uint32_t numbers[RANKED_PHRASES + 1] = {0};
    size_t phrases = counts.size / sizeof *numbers;
    double score = 0;
    if (phrases < 2 || phrases > RANKED_PHRASES + 1)
        return 0;
    memcpy(numbers, counts.data, counts.size);
    phrases--;
    for (size_t i = 0; i < phrases; i++) {
        double often = numbers[i];
        score += weights[i] * often * (saturation + 1) /
                 (often + saturation * (1 - by_length + by_length * length));
    }
    return numbers[phrases] < BEGINNING ? 2 * score : score;
}

static double mean_size(const struct found_set *found)
{
    double sum = 0;
    for (size_t i = 0; i < found->count; i++)
        sum += found->sizes[i];
    return sum > 0 ? sum / (double)found->count : 1;
}

bool sqlite_words_rank(struct sql_store *store, const struct search_query *query,
                       const struct found_set *found, struct arena *arena, double *scores,
                       struct error *error)
{
    static const char find[] = "SELECT w.rowid, word_counts(words) FROM words w" OF_FOUND;
    double weights[RANKED_PHRASES], mean = mean_size(found);
    struct statement statement;
    size_t at = 0;
    if (!found->count)
        return true;
    if (!weights_find(store, query, weights, error) ||
        !found_begin(store, find, query, found->readings, found->count, arena, &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        int64_t reading = column_integer(&statement, 0);
        while (at < found->count && found->readings[at] > reading)
            at++;
        if (at < found->count && found->readings[at] == reading)
            scores[at] = score_of(column_span(&statement, 1), weights,
                                  found->sizes[at] ? found->sizes[at] / mean : 1);
    }
    return done;
}

bool sqlite_names_find(struct sql_store *store, const struct search_query *query, size_t limit,
                       struct statement *statement, bool *any, struct error *error)
{
    static const char find[] =
        "SELECT c.canonical, c.kind, c.name, c.reports FROM"
        " (SELECT * FROM (SELECT rowid AS id FROM name_words WHERE name_words MATCH ?1"
        " ORDER BY rowid LIMIT ?3)"
        " UNION SELECT * FROM (SELECT rowid AS id FROM name_words WHERE name_words MATCH ?1"
        " ORDER BY rowid DESC LIMIT ?3)) AS w"
        " CROSS JOIN names n ON n.id = w.id CROSS JOIN cards c ON c.canonical = n.canonical"
        " WHERE n.sources > 0 AND c.reports > 0 GROUP BY c.canonical"
        " ORDER BY c.reports DESC, c.canonical LIMIT ?2";
    if (!words_settle(store, error))
        return false;
    *any = match_write(store, query);
    if (!*any)
        return true;
    if (!statement_begin(store, find, statement, error))
        return false;
    bind_text(statement, buffer_span(&store->work));
    bind_integer(statement, (int64_t)limit);
    bind_integer(statement, NAMES_RANKED / 2);
    return true;
}
