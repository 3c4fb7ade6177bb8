/* Full text in PostgreSQL: tsvector and its inverted index, fed with lemmas, which come from above.
 *
 * A tsvector holds 255 places of a word and places up to 16383, so the words of a reading stand in
 * pages of PAGE_WORDS: words(reading, page, lemmas). A page begins PAGE_OVERLAP words before the
 * end of the one before, so that a phrase of up to PAGE_OVERLAP + 1 words stands whole in one of
 * them; longer ones may be missed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "store_postgres.h"
#include "store_sql_counted.h"

enum {
    PAGE_WORDS = 250,
    PAGE_OVERLAP = 15,
    PAGE_STEP = PAGE_WORDS - PAGE_OVERLAP,
    LEXEME_MOST = 1000 /* bytes of a word; a tsvector takes 2046. Longer ones are not found */
};

/* ---- tables ---- */

/* Rows of names, cards and profiles change again and again: room beside them spares index entries.
 */
bool postgres_search_tables_make(struct sql_store *store, enum derived derived, struct error *error)
{
#define SEARCH_TABLES(suffix)                                                                      \
    "CREATE TABLE name_words" suffix "(id INTEGER PRIMARY KEY, lemmas tsvector NOT NULL);"         \
    "CREATE INDEX ON name_words" suffix " USING gin(lemmas);"                                      \
    "CREATE TABLE words" suffix "(reading INTEGER NOT NULL, page INTEGER NOT NULL,"                \
    " lemmas tsvector NOT NULL, PRIMARY KEY(reading, page));"                                      \
    "CREATE INDEX ON words" suffix " USING gin(lemmas);"                                           \
    "ALTER TABLE names" suffix " SET (fillfactor = 80);"                                           \
    "ALTER TABLE cards" suffix " SET (fillfactor = 80);"                                           \
    "ALTER TABLE profiles" suffix " SET (fillfactor = 70);"
    static const char *const make[] = {SEARCH_TABLES(""), SEARCH_TABLES("_new")};
    return sql_run(store, make[derived], error);
}

/* ---- writing ---- */

/* A word between apostrophes, as tsvector and tsquery read it; nothing where it is too long. */
static bool lexeme_write(struct span lexeme, struct buffer *out)
{
    if (!lexeme.size || lexeme.size > LEXEME_MOST)
        return false;
    buffer_append_byte(out, '\'');
    for (size_t i = 0; i < lexeme.size; i++) {
        if (lexeme.data[i] == '\'' || lexeme.data[i] == '\\')
            buffer_append_byte(out, lexeme.data[i]);
        buffer_append_byte(out, lexeme.data[i] ? lexeme.data[i] : ' ');
    }
    buffer_append_byte(out, '\'');
    return true;
}

/* The next word with all its alternatives; false after the last. */
static bool word_next(struct span *rest, struct span *word)
{
    while (rest->size && *rest->data == ' ')
        *rest = span_slice(*rest, 1, rest->size);
    return rest->size && span_next_part(rest, ' ', word);
}

/* Up to PAGE_WORDS words as the text of a tsvector; *after is the rest behind PAGE_STEP words. The
 * number of words. */
static unsigned page_write(struct span lemmas, struct buffer *out, struct span *after)
{
    struct span word, lexeme;
    unsigned count = 0;
    buffer_clear(out);
    for (*after = SPAN(""); count < PAGE_WORDS && word_next(&lemmas, &word);) {
        count++;
        while (word.size && span_next_part(&word, '|', &lexeme))
            if (lexeme_write(lexeme, out))
                buffer_format(out, ":%u ", count);
        if (count == PAGE_STEP)
            *after = lemmas;
    }
    return count;
}

static bool page_insert(struct sql_store *store, const char *text, const int64_t *keys,
                        size_t key_count, struct span vector, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    for (size_t i = 0; i < key_count; i++)
        bind_integer(&statement, keys[i]);
    bind_text(&statement, vector);
    return statement_run(&statement, error);
}

bool postgres_words_add(struct sql_store *base, enum derived derived, int64_t reading,
                        struct span lemmas, struct error *error)
{
    static const char *const add[] = {"INSERT INTO words VALUES(?, ?, ?::text::tsvector)",
                                      "INSERT INTO words_new VALUES(?, ?, ?::text::tsvector)"};
    struct buffer *page = &postgres_of(base)->page;
    struct span after;
    for (int64_t keys[2] = {reading, 0};; keys[1]++) {
        unsigned count = page_write(lemmas, page, &after);
        if (page->bad)
            return sql_no_memory(base, error);
        /* The last page may hold nothing that the one before does not. */
        if (count == 0 || (keys[1] > 0 && count <= PAGE_OVERLAP))
            return true;
        if (!page_insert(base, add[derived], keys, 2, buffer_span(page), error))
            return false;
        lemmas = after;
    }
}

bool postgres_name_words_add(struct sql_store *base, enum derived derived,
                             const struct name_lemmas *names, size_t count, struct error *error)
{
    static const char *const add[] = {"INSERT INTO name_words VALUES(?, ?::text::tsvector)",
                                      "INSERT INTO name_words_new VALUES(?, ?::text::tsvector)"};
    struct buffer *page = &postgres_of(base)->page;
    struct sql_rows rows;
    struct span after;
    sql_rows_begin(&rows, base, add[derived], NULL, 2);
    for (size_t i = 0; i < count; i++) {
        page_write(names[i].lemmas, page, &after);
        if (page->bad)
            return sql_no_memory(base, error);
        bind_integer(&rows.statement, names[i].id);
        bind_text(&rows.statement, buffer_span(page));
        if (!sql_rows_next(&rows, error))
            return false;
    }
    return sql_rows_end(&rows, error);
}

/* ---- questions ---- */

/* A phrase without the bytes that mean something in the language of questions. */
static struct span phrase_clean(struct span phrase, struct buffer *out)
{
    buffer_clear(out);
    for (size_t i = 0; i < phrase.size; i++)
        if (phrase.data[i] != '"' && phrase.data[i] != '\0')
            buffer_append_byte(out, phrase.data[i]);
    return buffer_span(out);
}

/* A phrase as the text of a tsquery: ('сталь' | 'стать') <-> ('завод'). False where it is empty. */
static bool phrase_write(struct span phrase, struct buffer *out)
{
    struct span word, lexeme;
    bool any = false;
    while (word_next(&phrase, &word)) {
        bool alternative = false;
        buffer_append_string(out, any ? " <-> (" : "(");
        while (word.size && span_next_part(&word, '|', &lexeme)) {
            if (alternative && lexeme.size)
                buffer_append_string(out, " | ");
            alternative |= lexeme_write(lexeme, out);
        }
        buffer_append_string(out, alternative ? ")" : "'')");
        any = true;
    }
    return any;
}

/* The phrases that are not empty as a JSON list of tsqueries, in store->work, those that must not
 * be found behind the others; how many these are. */
static size_t phrases_write(struct sql_store *store, const struct search_query *query)
{
    struct buffer *page = &postgres_of(store)->page, *clean = &postgres_of(store)->clean;
    struct json json;
    size_t count = 0;
    buffer_clear(&store->work);
    json_init(&json, &store->work);
    json_array_begin(&json);
    for (size_t i = 0; i < query->phrase_count + query->excluded_count; i++) {
        bool wanted = i < query->phrase_count;
        struct span phrase = wanted ? query->phrases[i] : query->excluded[i - query->phrase_count];
        buffer_clear(page);
        if (!phrase_write(phrase_clean(phrase, clean), page))
            continue;
        json_text(&json, buffer_span(page));
        count += wanted;
    }
    json_array_end(&json);
    return store->work.bad || page->bad ? 0 : count;
}

/* Words that begin with TITLE_MARK. */
const char postgres_title_words[] =
    "SELECT count(*) FROM words WHERE reading = ? AND lemmas @@ '''\x01'':*'::tsquery";

/* Readings of which each phrase stands in some page, and none of the others in any. */
#define FOUND                                                                                      \
    "WITH asked AS (SELECT q::tsquery AS q, n FROM json_array_elements_text($1::json)"             \
    " WITH ORDINALITY AS a(q, n)), found AS (SELECT w.reading FROM asked JOIN words w"             \
    " ON w.lemmas @@ asked.q GROUP BY w.reading"                                                   \
    " HAVING count(DISTINCT asked.n) FILTER (WHERE asked.n <= $2) = $2"                            \
    " AND count(*) FILTER (WHERE asked.n > $2) = 0)"

bool postgres_words_find(struct sql_store *store, const struct search_query *query,
                         struct arena *arena, struct reading_set *found, struct error *error)
{
    static const char find[] =
        FOUND "SELECT f.reading FROM found f WHERE f.reading NOT IN (SELECT reading FROM stale)"
              " ORDER BY f.reading DESC LIMIT $3";
    struct statement statement;
    size_t phrases = phrases_write(store, query);
    *found = (struct reading_set){0};
    if (!phrases)
        return true;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_integer(&statement, (int64_t)phrases);
    bind_integer(&statement, SEARCH_ORDERED);
    bool done;
    while (statement_row(&statement, &done, error)) {
        int64_t reading = column_integer(&statement, 0);
        if (!found->words) { /* the newest */
            found->size = (size_t)(reading >> 6) + 1;
            found->words = ARENA_NEW(arena, uint64_t, found->size);
        }
        reading_set_add(found, reading);
    }
    return done;
}

/* ---- where in the reading ---- */

/* A word of the question at a place of the reading. */
struct place {
    uint32_t word;
    struct span lexeme;
};

struct places {
    struct place *items;
    size_t count;
    size_t capacity;
};

/* The places of a page, "1 17 204", which begins at the word first of the reading. */
static void places_take(struct span text, uint32_t first, struct span lexeme, struct arena *arena,
                        struct places *places)
{
    struct span part;
    while (text.size && span_next_part(&text, ' ', &part)) {
        uint32_t place = 0;
        for (size_t i = 0; i < part.size; i++)
            place = place * 10 + (uint32_t)(part.data[i] - '0');
        *ARRAY_PUSH(arena, places) = (struct place){first + place - 1, lexeme};
    }
}

/* The lexemes of all phrases as a JSON list, in store->work. */
static void lexemes_write(struct sql_store *store, const struct search_query *query)
{
    struct json json;
    buffer_clear(&store->work);
    json_init(&json, &store->work);
    json_array_begin(&json);
    for (size_t i = 0; i < query->phrase_count; i++) {
        struct span phrase = query->phrases[i], word, lexeme;
        while (word_next(&phrase, &word))
            while (word.size && span_next_part(&word, '|', &lexeme))
                json_text(&json, lexeme);
    }
    json_array_end(&json);
}

static bool places_read(struct sql_store *store, int64_t reading, struct arena *arena,
                        struct places *places, struct error *error)
{
    static const char find[] =
        "SELECT w.page, t.lexeme, array_to_string(t.positions, ' ') FROM words w,"
        " unnest(w.lemmas) t WHERE w.reading = $2 AND t.lexeme IN"
        " (SELECT value FROM json_array_elements_text($1::json)) ORDER BY w.page";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_integer(&statement, reading);
    bool done;
    while (statement_row(&statement, &done, error)) {
        uint32_t first = (uint32_t)column_integer(&statement, 0) * PAGE_STEP;
        struct span lexeme = column_text(&statement, 1, arena);
        places_take(column_span(&statement, 2), first, lexeme, arena, places);
    }
    return done;
}

static int place_compare(const void *left, const void *right)
{
    const struct place *one = left, *other = right;
    return (one->word > other->word) - (one->word < other->word);
}

static bool has_alternative(struct span word, struct span lexeme)
{
    struct span one;
    while (word.size && span_next_part(&word, '|', &one))
        if (span_equal(one, lexeme))
            return true;
    return false;
}

/* Whether one of the alternatives of a word stands at a place; from is where to look from. */
static bool stands_at(const struct places *places, size_t from, uint32_t at, struct span word)
{
    for (size_t i = from; i < places->count && places->items[i].word <= at; i++)
        if (places->items[i].word == at && has_alternative(word, places->items[i].lexeme))
            return true;
    return false;
}

/* How many words a phrase has where it stands whole from a place on; 0 where it does not. */
static uint32_t phrase_at(const struct places *places, size_t from, struct span phrase)
{
    uint32_t words = 0, first = places->items[from].word;
    struct span word;
    while (word_next(&phrase, &word)) {
        if (!stands_at(places, from, first + words, word))
            return 0;
        words++;
    }
    return words;
}

/* The pairs of found_reading.positions, in the order of the text. */
static struct span positions_find(const struct places *places, const struct search_query *query,
                                  struct arena *arena)
{
    uint32_t *pairs = ARENA_NEW(arena, uint32_t, 2 * HIT_RANGES);
    size_t kept = 0;
    for (size_t i = 0; i < places->count; i++) {
        if (i && places->items[i].word == places->items[i - 1].word)
            continue; /* another alternative, or the page after, of the same place */
        for (size_t k = 0; k < query->phrase_count && kept < HIT_RANGES; k++) {
            uint32_t words = phrase_at(places, i, query->phrases[k]);
            if (!words)
                continue;
            pairs[2 * kept] = places->items[i].word;
            pairs[2 * kept++ + 1] = words;
        }
    }
    return (struct span){(const char *)pairs, kept * 2 * sizeof *pairs};
}

/* The question with clean phrases, in arena. */
static struct search_query query_clean(struct sql_store *store, const struct search_query *query,
                                       struct arena *arena)
{
    struct span *phrases = ARENA_NEW(arena, struct span, query->phrase_count);
    for (size_t i = 0; i < query->phrase_count; i++)
        phrases[i] = arena_copy(arena, phrase_clean(query->phrases[i], &postgres_of(store)->clean));
    return (struct search_query){.phrases = phrases, .phrase_count = query->phrase_count};
}

bool postgres_words_place(struct sql_store *store, const struct search_query *query,
                          const int64_t *readings, size_t count, size_t hits, struct arena *arena,
                          struct found_readings *founds, struct error *error)
{
    (void)hits;
    if (!sql_founds_read(store, readings, count, arena, founds, error))
        return false;
    struct search_query clean = query_clean(store, query, arena);
    lexemes_write(store, &clean);
    for (size_t i = 0; i < founds->count; i++) {
        struct places places = {0};
        if (!places_read(store, founds->items[i].reading, arena, &places, error))
            return false;
        if (places.count)
            qsort(places.items, places.count, sizeof *places.items, place_compare);
        founds->items[i].positions = positions_find(&places, &clean, arena);
    }
    return true;
}

/* A phrase with the mark of titles before each of its lexemes, in out. */
static struct span phrase_of_title(struct span phrase, struct buffer *out)
{
    buffer_clear(out);
    for (size_t i = 0; i < phrase.size; i++) {
        bool begins = i == 0 || phrase.data[i - 1] == ' ' || phrase.data[i - 1] == '|';
        if (begins && phrase.data[i] != ' ' && phrase.data[i] != '|' &&
            phrase.data[i] != TITLE_MARK)
            buffer_append_byte(out, TITLE_MARK);
        buffer_append_byte(out, phrase.data[i]);
    }
    return buffer_span(out);
}

/* Any of the phrases, in store->work; those of a title are two instances of what is sought. */
static void ranking_write(struct sql_store *store, const struct search_query *query,
                          struct arena *arena)
{
    struct buffer *page = &postgres_of(store)->page, *clean = &postgres_of(store)->clean;
    buffer_clear(&store->work);
    for (size_t i = 0; i < 2 * query->phrase_count; i++) {
        struct span phrase = arena_copy(arena, phrase_clean(query->phrases[i / 2], clean));
        buffer_clear(page);
        if (phrase_write(i % 2 ? phrase_of_title(phrase, clean) : phrase, page))
            buffer_format(&store->work, "%s(%.*s)", store->work.size ? " | " : "",
                          SPAN_ARGS(buffer_span(page)));
    }
}

bool postgres_words_rank(struct sql_store *store, const struct search_query *query,
                         const struct found_set *found, struct arena *arena, double *scores,
                         struct error *error)
{
    static const char find[] =
        "SELECT w.reading, sum(ts_rank(w.lemmas, $1::text::tsquery, 1)::double precision) FROM "
        "words w"
        " WHERE w.reading IN (SELECT CAST(value AS bigint) FROM json_array_elements_text($2::json))"
        " GROUP BY w.reading ORDER BY w.reading DESC";
    struct span list = arena_copy(arena, sql_numbers(store, found->readings, found->count));
    struct statement statement;
    size_t at = 0;
    ranking_write(store, query, arena);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, buffer_span(&store->work));
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        int64_t reading = column_integer(&statement, 0);
        while (at < found->count && found->readings[at] > reading)
            at++;
        if (at < found->count && found->readings[at] == reading)
            scores[at] = column_real(&statement, 1);
    }
    return done;
}

/* ---- names ---- */

bool postgres_names_find(struct sql_store *store, const struct search_query *query, size_t limit,
                         struct statement *statement, bool *any, struct error *error)
{
    static const char find[] =
        "WITH found AS MATERIALIZED (SELECT w.id FROM name_words w"
        " WHERE w.lemmas @@ $1::text::tsquery), ranked AS"
        " ((SELECT id FROM found ORDER BY id LIMIT $3)"
        " UNION (SELECT id FROM found ORDER BY id DESC LIMIT $3))"
        " SELECT c.canonical, c.kind, c.name, c.reports FROM ranked w"
        " JOIN names n ON n.id = w.id JOIN cards c ON c.canonical = n.canonical"
        " WHERE n.sources > 0 AND c.reports > 0"
        " GROUP BY c.canonical ORDER BY c.reports DESC, c.canonical LIMIT $2";
    struct buffer *page = &postgres_of(store)->page, *clean = &postgres_of(store)->clean;
    struct buffer *work = &store->work;
    *any = false;
    buffer_clear(work);
    for (size_t i = 0; i < query->phrase_count; i++) {
        bool begins = query->begins && i + 1 == query->phrase_count;
        struct span phrase = phrase_clean(query->phrases[i], clean);
        buffer_clear(page);
        if (begins ? !lexeme_write(phrase, page) : !phrase_write(phrase, page))
            continue;
        buffer_format(work, begins ? "%s%.*s:*" : "%s(%.*s)", *any ? " & " : "",
                      SPAN_ARGS(buffer_span(page)));
        *any = true;
    }
    for (size_t i = 0; i < query->excluded_count && *any; i++) {
        buffer_clear(page);
        if (phrase_write(phrase_clean(query->excluded[i], clean), page))
            buffer_format(work, " & !(%.*s)", SPAN_ARGS(buffer_span(page)));
    }
    if (!*any)
        return true;
    if (!statement_begin(store, find, statement, error))
        return false;
    bind_text(statement, buffer_span(work));
    bind_integer(statement, (int64_t)limit);
    bind_integer(statement, NAMES_RANKED / 2);
    return true;
}
