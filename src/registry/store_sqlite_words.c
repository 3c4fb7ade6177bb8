/* Full text in SQLite: FTS5, fed with lemmas, which come from above.
 *
 * Our tokenizer only splits: words at spaces, alternatives of a word at '|', which FTS5 keeps at
 * one position. So a phrase of lemmas is found whichever alternative either side chose. The full
 * text of readings holds no text (contentless) and is keyed by reading: a reading that ends is
 * noted in stale and left to the next rebuild. */
#include "store_sqlite.h"

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

static bool match_count(struct sql_store *store, const struct search_query *query, int64_t counted,
                        int64_t *total, struct error *error)
{
    static const char all[] = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ?1"
                              " AND rowid NOT IN (SELECT reading FROM stale) LIMIT ?2)";
    static const char some[] =
        "SELECT count(*) FROM (SELECT 1 FROM words w JOIN readings d ON d.number = w.rowid"
        " WHERE words MATCH ?1 AND w.rowid NOT IN (SELECT reading FROM stale)"
        " AND d.earliest <= ?3 LIMIT ?2)";
    struct statement statement;
    bool row, bounded = date_is_set(query->until);
    if (!statement_begin(store, bounded ? some : all, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_integer(&statement, counted);
    if (bounded)
        bind_date(&statement, query->until);
    if (!statement_next(&statement, &row, error))
        return false;
    *total = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

static bool founds_read(struct sql_store *store, const struct search_query *query, size_t offset,
                        size_t limit, bool placed, struct arena *arena,
                        struct found_readings *founds, struct error *error)
{
#define MATCHED                                                                                    \
    " WHERE words MATCH ?1 AND w.rowid NOT IN (SELECT reading FROM stale)"                         \
    " AND d.earliest <= ?2 ORDER BY w.rowid DESC LIMIT ?3 OFFSET ?4"
    static const char *const find[2] = {
        "SELECT w.rowid, d.report, '', '' FROM words w JOIN readings d ON d.number = "
        "w.rowid" MATCHED,
        "SELECT w.rowid, d.report, word_positions(words), r.ranges FROM words w"
        " JOIN readings d ON d.number = w.rowid LEFT JOIN word_ranges r ON r.reading = "
        "w.rowid" MATCHED};
    struct statement statement;
    if (!statement_begin(store, find[placed], &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_date(&statement, search_until(query));
    bind_integer(&statement, (int64_t)limit);
    bind_integer(&statement, (int64_t)offset);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct found_reading *found = ARRAY_PUSH(arena, founds);
        found->reading = column_integer(&statement, 0);
        found->report = column_integer(&statement, 1);
        found->positions = column_text(&statement, 2, arena);
        found->ranges = column_text(&statement, 3, arena);
    }
    return done;
}

bool sqlite_words_find(struct sql_store *store, const struct search_query *query, size_t offset,
                       size_t limit, int64_t counted, struct arena *arena,
                       struct found_readings *founds, int64_t *total, struct error *error)
{
    if (!words_settle(store, error))
        return false;
    if (!match_write(store, query))
        return true;
    return (!total || match_count(store, query, counted, total, error)) &&
           founds_read(store, query, offset, limit, total != NULL, arena, founds, error);
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
