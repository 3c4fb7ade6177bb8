/* Redaction: what the registry knows of redacted values, and masking them where they stand. */
#include <stdlib.h>
#include <string.h>

#include "redaction.h"
#include "store_acts.h"
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- what is redacted ---- */

void sql_redactions_release(struct sql_store *store)
{
    if (store->redactions) {
        free(store->redactions->items);
        free(store->redactions->words);
        free(store->redactions);
    }
    store->redactions = NULL;
    store->redactions_known = false;
}

static bool items_load(struct sql_store *store, struct redactions *into, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, "SELECT number, digest FROM redactions ORDER BY number", &statement,
                         error))
        return false;
    for (bool row = true; into->count < SIZE_MAX;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        struct stored_redaction *items =
            realloc(into->items, (into->count + 1) * sizeof *into->items);
        if (!items)
            return sql_no_memory(store, error);
        into->items = items;
        struct span digest = column_span(&statement, 1);
        items[into->count] = (struct stored_redaction){.number = column_integer(&statement, 0)};
        memcpy(items[into->count++].digest.bytes, digest.data,
               digest.size < DIGEST_SIZE ? digest.size : DIGEST_SIZE);
    }
    return true;
}

static void word_take(const struct statement *row, struct redacted_word *word)
{
    struct span key = column_span(row, 3);
    *word = (struct redacted_word){.redaction = column_integer(row, 0),
                                   .needle = (uint32_t)column_integer(row, 1),
                                   .place = (uint8_t)column_integer(row, 2),
                                   .places = (uint8_t)column_integer(row, 4),
                                   .weak = column_integer(row, 5) != 0};
    memcpy(word->key, key.data, key.size < WORD_KEY_SIZE ? key.size : WORD_KEY_SIZE);
}

static bool words_load(struct sql_store *store, struct redactions *into, struct error *error)
{
    int64_t count;
    struct statement statement;
    if (!sql_number(store, "SELECT count(*) FROM redacted_words", 0, 0, &count, error))
        return false;
    into->words = calloc((size_t)count + 1, sizeof *into->words);
    if (!into->words)
        return sql_no_memory(store, error);
    if (!statement_begin(store,
                         "SELECT redaction, needle, place, key, places, weak FROM redacted_words",
                         &statement, error))
        return false;
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        if (into->word_count < (size_t)count)
            word_take(&statement, &into->words[into->word_count++]);
    }
    redaction_words_sort(into->words, into->word_count);
    return true;
}

/* Only who writes can redact, so what is known holds until the transaction ends. */
bool sql_redactions(struct store *base, const struct redactions **redactions, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t count;
    bool there;
    *redactions = store->redactions;
    if (store->redactions_known)
        return true;
    sql_redactions_release(store);
    *redactions = NULL;
    if (!sql_number(store, "SELECT count(*) FROM redactions", 0, 0, &count, error))
        return false;
    if (count) {
        store->redactions = calloc(1, sizeof *store->redactions);
        if (!store->redactions)
            return sql_no_memory(store, error);
        if (!sql_redaction_key_read(store, store->redactions->key, &there, error) ||
            !items_load(store, store->redactions, error) ||
            !words_load(store, store->redactions, error)) {
            sql_redactions_release(store);
            return false;
        }
    }
    store->redactions_known = true;
    *redactions = store->redactions;
    return true;
}

/* ---- texts by what they were ---- */

bool sql_redacted_text_find(struct sql_store *store, const struct digest *original, int64_t *report,
                            struct error *error)
{
    unsigned char key[DIGEST_KEY_SIZE];
    int64_t any;
    bool there, row;
    struct statement statement;
    *report = 0;
    if (store->redactions_known && !store->redactions)
        return true;
    if (!sql_number(store, "SELECT EXISTS (SELECT 1 FROM redacted_texts)", 0, 0, &any, error))
        return false;
    if (!any)
        return true;
    if (!sql_redaction_key_read(store, key, &there, error))
        return false;
    struct digest keyed =
        digest_keyed(key, SPAN("text:"), (struct span){(const char *)original->bytes, DIGEST_SIZE});
    if (!statement_begin(store, "SELECT report FROM redacted_texts WHERE key = ?", &statement,
                         error))
        return false;
    bind_blob(&statement, (struct span){(const char *)keyed.bytes, DIGEST_SIZE});
    if (!statement_next(&statement, &row, error))
        return false;
    *report = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

bool sql_redacted_text_add(struct store *base, int64_t report, const struct digest *original,
                           struct error *error)
{
    struct sql_store *store = sql_of(base);
    unsigned char key[DIGEST_KEY_SIZE];
    bool there;
    struct statement statement;
    if (!sql_redaction_key_read(store, key, &there, error))
        return false;
    struct digest keyed =
        digest_keyed(key, SPAN("text:"), (struct span){(const char *)original->bytes, DIGEST_SIZE});
    if (!statement_begin(store, "INSERT INTO redacted_texts VALUES(?, ?) ON CONFLICT DO NOTHING",
                         &statement, error))
        return false;
    bind_blob(&statement, (struct span){(const char *)keyed.bytes, DIGEST_SIZE});
    bind_integer(&statement, report);
    return statement_run(&statement, error);
}

struct digest sql_text_digest(struct span text, int64_t report, bool again, struct arena *arena)
{
    return again ? digest_of(arena_format(arena, "%.*s\n%lld", SPAN_ARGS(text), (long long)report))
                 : digest_of(text);
}

/* ---- adding ---- */

static bool redaction_find(struct sql_store *store, struct span digest, int64_t *number,
                           struct error *error)
{
    struct statement statement;
    bool row;
    if (!statement_begin(store, "SELECT number FROM redactions WHERE digest = ?", &statement,
                         error))
        return false;
    bind_blob(&statement, digest);
    if (!statement_next(&statement, &row, error))
        return false;
    *number = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

/* The number of the redaction of a digest, which is added where it is new. */
static bool redaction_number(struct sql_store *store, const struct new_redaction *redaction,
                             int64_t act, int64_t *number, struct error *error)
{
    struct span digest = {(const char *)redaction->digest.bytes, DIGEST_SIZE};
    struct statement statement;
    if (!redaction_find(store, digest, number, error))
        return false;
    if (*number)
        return sql_run_with(store, "UPDATE redactions SET complete = 0 WHERE number = ?", number, 1,
                            error);
    if (!sql_number(store, "SELECT coalesce(max(number), 0) + 1 FROM redactions", 0, 0, number,
                    error) ||
        !statement_begin(store, "INSERT INTO redactions VALUES(?, ?, ?, 0)", &statement, error))
        return false;
    bind_integer(&statement, *number);
    bind_blob(&statement, digest);
    bind_integer(&statement, act);
    return statement_run(&statement, error);
}

static bool words_add(struct sql_store *store, const struct new_redaction *redaction,
                      int64_t number, struct error *error)
{
    static const char insert[] = "INSERT INTO redacted_words(redaction, needle, place, key, places,"
                                 " weak) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    int64_t first;
    struct statement statement;
    if (!sql_number(store,
                    "SELECT coalesce(max(needle), -1) + 1 FROM redacted_words WHERE redaction = ?",
                    number, 0, &first, error))
        return false;
    for (size_t i = 0; i < redaction->word_count; i++) {
        const struct redacted_word *word = &redaction->words[i];
        if (!statement_begin(store, insert, &statement, error))
            return false;
        bind_integer(&statement, number);
        bind_integer(&statement, first + word->needle);
        bind_integer(&statement, word->place);
        bind_blob(&statement, (struct span){(const char *)word->key, WORD_KEY_SIZE});
        bind_integer(&statement, word->places);
        bind_integer(&statement, word->weak);
        if (!statement_run(&statement, error))
            return false;
    }
    return true;
}

bool sql_redaction_add(struct store *base, const struct new_redaction *redaction, int64_t now,
                       int64_t *number, struct error *error)
{
    struct sql_store *store = sql_of(base);
    const struct new_act act = {.kind = ACT_REDACT,
                                .subject = redaction->subject,
                                .author = redaction->author,
                                .reason = redaction->reason};
    int64_t redacted;
    store->redactions_known = false;
    return sql_act(base, &act, now, number, error) &&
           redaction_number(store, redaction, *number, &redacted, error) &&
           words_add(store, redaction, redacted, error);
}

bool sql_redaction_pending(struct store *base, bool *pending, struct error *error)
{
    int64_t count;
    if (!sql_number(sql_of(base), "SELECT count(*) FROM redactions WHERE complete = 0", 0, 0,
                    &count, error))
        return false;
    *pending = count > 0;
    return true;
}

bool sql_redactions_complete(struct store *base, struct error *error)
{
    return sql_run_with(sql_of(base), "UPDATE redactions SET complete = 1 WHERE complete = 0", NULL,
                        0, error);
}

/* ---- what is to be looked through ---- */

static bool strings_read(struct statement *statement, struct arena *arena,
                         struct stored_strings *strings, struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        *ARRAY_PUSH(arena, strings) =
            (struct stored_string){.report = column_integer(statement, 0),
                                   .source = column_integer(statement, 1),
                                   .text = column_text(statement, 2, arena)};
    }
    return done;
}

bool sql_strings_of_report(struct store *base, int64_t report, struct arena *arena,
                           struct stored_strings *strings, struct error *error)
{
    struct statement statement;
    *strings = (struct stored_strings){0};
    if (!statement_begin(sql_of(base),
                         "SELECT report, number, name FROM sources WHERE report = ?1 AND name <> ''"
                         " UNION ALL SELECT report, source, value FROM claims WHERE report = ?1"
                         " AND type = 'text'",
                         &statement, error))
        return false;
    bind_integer(&statement, report);
    return strings_read(&statement, arena, strings, error);
}

bool sql_names_ever(struct store *base, int64_t canonical, struct arena *arena,
                    struct stored_strings *names, struct error *error)
{
    struct statement statement;
    *names = (struct stored_strings){0};
    if (!statement_begin(sql_of(base),
                         "SELECT s.report, s.number, s.name FROM identities i JOIN sources s"
                         " ON s.report = i.report AND s.number = i.source"
                         " WHERE i.canonical = ? AND i.known_to = " HOLDS " AND s.name <> ''"
                         " ORDER BY s.report, s.number",
                         &statement, error))
        return false;
    bind_integer(&statement, canonical);
    return strings_read(&statement, arena, names, error);
}

/* ---- strings ---- */

enum { STRINGS = 3, STRING_KEYS = 3, PAGE = 500 };

/* Strings of a table: find gives the keys, then the strings, of rows behind the keys ?1, ?2 …, at
 * most PAGE of them, in their order; update takes the strings, then the keys. */
struct string_table {
    const char *find;
    const char *update;
    int keys;
    int strings;
};

struct string_row {
    int64_t keys[STRING_KEYS];
    struct span strings[STRINGS];
};

struct string_rows {
    struct string_row *items;
    size_t count;
    size_t capacity;
};

static bool rows_read(struct sql_store *store, const struct string_table *table,
                      const int64_t *after, struct arena *arena, struct string_rows *rows,
                      struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, table->find, &statement, error))
        return false;
    for (int i = 0; i < table->keys; i++)
        bind_integer(&statement, after[i]);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct string_row *one = ARRAY_PUSH(arena, rows);
        for (int i = 0; i < table->keys; i++)
            one->keys[i] = column_integer(&statement, i);
        for (int i = 0; i < table->strings; i++)
            one->strings[i] = column_text(&statement, table->keys + i, arena);
    }
    return done;
}

static bool row_update(struct sql_store *store, const struct string_table *table,
                       const struct string_row *row, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, table->update, &statement, error))
        return false;
    for (int i = 0; i < table->strings; i++)
        bind_text(&statement, row->strings[i]);
    for (int i = 0; i < table->keys; i++)
        bind_integer(&statement, row->keys[i]);
    return statement_run(&statement, error);
}

/* The text masked; *changed says whether it was. */
static struct span mask(struct redacting *redacting, struct span text, struct arena *arena,
                        bool *changed)
{
    struct span masked = text.size ? redacting->mask(redacting->context, text, arena) : text;
    *changed |= masked.data != text.data;
    return masked;
}

static bool row_mask(struct redacting *redacting, const struct string_table *table,
                     struct string_row *row, struct arena *arena)
{
    bool changed = false;
    for (int i = 0; i < table->strings; i++)
        row->strings[i] = mask(redacting, row->strings[i], arena, &changed);
    return changed;
}

static bool table_mask(struct sql_store *store, const struct string_table *table,
                       struct redacting *redacting, struct arena *arena, struct error *error)
{
    int64_t after[STRING_KEYS] = {0};
    for (size_t count = PAGE; count == PAGE;) {
        struct string_rows rows = {0};
        arena_clear(arena);
        if (!rows_read(store, table, after, arena, &rows, error))
            return false;
        count = rows.count;
        for (size_t i = 0; i < count; i++) {
            memcpy(after, rows.items[i].keys, sizeof after);
            if (!row_mask(redacting, table, &rows.items[i], arena))
                continue;
            redacting->strings++;
            if (!row_update(store, table, &rows.items[i], error))
                return false;
        }
    }
    return true;
}

#define USERS "(SELECT number FROM authors WHERE name LIKE 'user:%')"

bool sql_redact_rest(struct store *base, struct redacting *redacting, struct arena *arena,
                     struct error *error)
{
    static const struct string_table tables[] = {
        {"SELECT number, subject_name, object_name, reason FROM acts WHERE number > ?"
         " ORDER BY number LIMIT 500",
         "UPDATE acts SET subject_name = ?, object_name = ?, reason = ? WHERE number = ?", 1, 3},
        {"SELECT report, source, n, reason FROM identities WHERE report >= ?1"
         " AND (report > ?1 OR source > ?2 OR (source = ?2 AND n > ?3)) AND author IN " USERS
         " ORDER BY report, source, n LIMIT 500",
         "UPDATE identities SET reason = ? WHERE report = ? AND source = ? AND n = ?", 3, 1},
        {"SELECT decision, reason, value FROM decisions WHERE decision > ?"
         " ORDER BY decision LIMIT 500",
         "UPDATE decisions SET reason = ?, value = ? WHERE decision = ?", 1, 2},
        {"SELECT decision, reason FROM withdrawals WHERE decision > ? ORDER BY decision LIMIT 500",
         "UPDATE withdrawals SET reason = ? WHERE decision = ?", 1, 1},
        {"SELECT number, reasons FROM doubts WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE doubts SET reasons = ? WHERE number = ?", 1, 1},
        {"SELECT report, ordinal, value FROM claims WHERE report >= ?1"
         " AND (report > ?1 OR ordinal > ?2) AND type = 'text' AND author IN " USERS
         " ORDER BY report, ordinal LIMIT 500",
         "UPDATE claims SET value = ? WHERE report = ? AND ordinal = ?", 2, 1},
        {"SELECT number, reason FROM comments WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE comments SET reason = ? WHERE number = ?", 1, 1},
        {"SELECT comment, version, words FROM comment_words WHERE comment >= ?1"
         " AND (comment > ?1 OR version > ?2) ORDER BY comment, version LIMIT 500",
         "UPDATE comment_words SET words = ? WHERE comment = ? AND version = ?", 2, 1},
        {"SELECT number, name FROM attachments WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE attachments SET name = ? WHERE number = ?", 1, 1},
        {"SELECT number, title, sought FROM reviews WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE reviews SET title = ?, sought = ? WHERE number = ?", 1, 2},
        {"SELECT number, name FROM review_criteria WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE review_criteria SET name = ? WHERE number = ?", 1, 1},
        {"SELECT number, note FROM review_applications WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE review_applications SET note = ? WHERE number = ?", 1, 1},
        {"SELECT number, reason, abstained FROM review_assignments WHERE number > ?"
         " ORDER BY number LIMIT 500",
         "UPDATE review_assignments SET reason = ?, abstained = ? WHERE number = ?", 1, 2},
        {"SELECT number, told, quote FROM review_conflicts WHERE number > ?"
         " ORDER BY number LIMIT 500",
         "UPDATE review_conflicts SET told = ?, quote = ? WHERE number = ?", 1, 2},
        {"SELECT number, words FROM review_marks WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE review_marks SET words = ? WHERE number = ?", 1, 1},
        {"SELECT number, reason FROM review_decisions WHERE number > ? ORDER BY number LIMIT 500",
         "UPDATE review_decisions SET reason = ? WHERE number = ?", 1, 1},
    };
    struct sql_store *store = sql_of(base);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!table_mask(store, &tables[i], redacting, arena, error))
            return false;
    for (size_t i = 0; i < redacting->canonicals.count; i++) {
        int64_t canonical = redacting->canonicals.items[i];
        if (!sql_cards_exchange(store, canonical, canonical, error) ||
            !sql_clues_again(store, canonical, error) ||
            !sql_run_with(store, "DELETE FROM names WHERE canonical = ? AND sources = 0",
                          &canonical, 1, error))
            return false;
    }
    return sql_changes_count(store, error) && sql_audit_forget(store, error);
}

/* ---- a report ---- */

/* A report that is being masked. */
struct masking {
    struct sql_store *store;
    const struct redacted_report *report;
    struct redacting *redacting;
    struct arena *arena;
    struct error *error;
    struct span old_text;
    struct digest old_digest;
    struct digest digest;
    bool counted; /* reports are counted by what was masked: by their publisher */
};

static bool digest_is_taken(struct masking *masking, bool *taken)
{
    struct statement statement;
    if (!statement_begin(masking->store, "SELECT 1 FROM reports WHERE digest = ? AND number <> ?",
                         &statement, masking->error))
        return false;
    bind_blob(&statement, (struct span){(const char *)masking->digest.bytes, DIGEST_SIZE});
    bind_integer(&statement, masking->report->report);
    if (!statement_next(&statement, taken, masking->error))
        return false;
    statement_end(&statement);
    return true;
}

static bool digests_find(struct masking *masking)
{
    struct stored_report stored;
    bool found, taken;
    int64_t number = masking->report->report;
    if (!sql_report(&masking->store->store, number, masking->arena, &stored, &found,
                    masking->error) ||
        !sql_report_text(&masking->store->store, number, masking->arena, &masking->old_text,
                         masking->error))
        return false;
    masking->old_digest = stored.digest;
    masking->digest = sql_text_digest(masking->report->text, number, false, masking->arena);
    if (!digest_is_taken(masking, &taken))
        return false;
    /* Two texts may differ in the forms of the value alone. */
    if (taken)
        masking->digest = sql_text_digest(masking->report->text, number, true, masking->arena);
    return true;
}

static bool text_write(struct masking *masking)
{
    struct statement statement;
    if (!statement_begin(masking->store, "UPDATE texts SET text = ? WHERE report = ?", &statement,
                         masking->error))
        return false;
    bind_bytes(&statement, masking->report->text);
    bind_integer(&statement, masking->report->report);
    return statement_run(&statement, masking->error) &&
           sql_run_with(masking->store, "DELETE FROM bands WHERE report = ?",
                        &masking->report->report, 1, masking->error) &&
           sql_bands_add(masking->store, masking->report->report, masking->report->bands,
                         masking->report->band_count, masking->error);
}

/* The frame: what the file was called, and the titles of its readings. */
static bool frame_write(struct masking *masking)
{
    static const struct string_table titles = {
        "SELECT number, title FROM readings WHERE report = ?",
        "UPDATE readings SET title = ? WHERE number = ?", 1, 1};
    struct stored_report stored;
    struct statement statement;
    struct string_rows rows = {0};
    bool found, changed = false, renamed = false;
    int64_t number = masking->report->report;
    if (!sql_report(&masking->store->store, number, masking->arena, &stored, &found,
                    masking->error))
        return false;
    struct span id = mask(masking->redacting, stored.id, masking->arena, &renamed);
    struct span source = mask(masking->redacting, stored.source, masking->arena, &changed);
    struct span path = mask(masking->redacting, stored.path, masking->arena, &changed);
    if (renamed)
        id = arena_format(masking->arena, "redacted-%lld", (long long)number);
    if (!statement_begin(masking->store,
                         "UPDATE reports SET id = ?, source = ?, path = ?, digest = ?"
                         " WHERE number = ?",
                         &statement, masking->error))
        return false;
    bind_text(&statement, id);
    bind_text(&statement, source);
    bind_text(&statement, path);
    bind_blob(&statement, (struct span){(const char *)masking->digest.bytes, DIGEST_SIZE});
    bind_integer(&statement, number);
    if (!statement_run(&statement, masking->error) ||
        !rows_read(masking->store, &titles, &number, masking->arena, &rows, masking->error))
        return false;
    for (size_t i = 0; i < rows.count; i++)
        if (row_mask(masking->redacting, &titles, &rows.items[i], masking->arena) &&
            !row_update(masking->store, &titles, &rows.items[i], masking->error))
            return false;
    return true;
}

/* ---- decisions, which know a claim by the words that prove it ---- */

struct old_decision {
    int64_t number;
    struct span evidence;
    struct span value;
};

struct old_decisions {
    struct old_decision *items;
    size_t count;
    size_t capacity;
};

static bool decisions_of_report(struct masking *masking, struct old_decisions *decisions)
{
    struct statement statement;
    if (!statement_begin(masking->store,
                         "SELECT decision, evidence, value FROM decisions WHERE digest = ?",
                         &statement, masking->error))
        return false;
    bind_blob(&statement, (struct span){(const char *)masking->old_digest.bytes, DIGEST_SIZE});
    bool done;
    while (statement_row(&statement, &done, masking->error)) {
        *ARRAY_PUSH(masking->arena, decisions) =
            (struct old_decision){.number = column_integer(&statement, 0),
                                  .evidence = column_text(&statement, 1, masking->arena),
                                  .value = column_text(&statement, 2, masking->arena)};
    }
    return done;
}

/* What proves the claim of a decision now. A decision on no claim of today is lost already; its
 * digest of words is keyed, so that nobody finds them by trying. */
static bool decision_evidence(struct masking *masking, const struct stored_claims *claims,
                              const struct old_decision *decision, struct digest *evidence)
{
    unsigned char key[DIGEST_KEY_SIZE];
    bool there;
    for (size_t i = 0; i < claims->count; i++) {
        const struct stored_claim *claim = &claims->items[i];
        struct digest old = sql_evidence_digest(masking->old_text, claim->evidence,
                                                claim->evidence_count, masking->arena);
        if (decision->evidence.size == DIGEST_SIZE &&
            memcmp(old.bytes, decision->evidence.data, DIGEST_SIZE) == 0) {
            *evidence = sql_evidence_digest(masking->report->text, claim->evidence,
                                            claim->evidence_count, masking->arena);
            return true;
        }
    }
    if (!sql_redaction_key_read(masking->store, key, &there, masking->error))
        return false;
    *evidence = digest_keyed(key, SPAN("evidence:"), decision->evidence);
    return true;
}

static bool decision_write(struct masking *masking, const struct old_decision *decision,
                           const struct digest *evidence)
{
    struct statement statement;
    bool changed = false;
    struct span value = mask(masking->redacting, decision->value, masking->arena, &changed);
    masking->redacting->strings += changed;
    if (!statement_begin(masking->store,
                         "UPDATE decisions SET digest = ?, evidence = ?, value = ?"
                         " WHERE decision = ?",
                         &statement, masking->error))
        return false;
    bind_blob(&statement, (struct span){(const char *)masking->digest.bytes, DIGEST_SIZE});
    bind_blob(&statement, (struct span){(const char *)evidence->bytes, DIGEST_SIZE});
    bind_text(&statement, value);
    bind_integer(&statement, decision->number);
    return statement_run(&statement, masking->error);
}

/* Before the text is masked: the claims are read by the digest that the report has. */
static bool decisions_write(struct masking *masking)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    struct old_decisions decisions = {0};
    struct stored_claims claims;
    if (!decisions_of_report(masking, &decisions))
        return false;
    if (!decisions.count)
        return true;
    if (!sql_claims_of_report(&masking->store->store, masking->report->report, &wanted,
                              masking->arena, &claims, masking->error))
        return false;
    for (size_t i = 0; i < decisions.count; i++) {
        struct digest evidence;
        if (!decision_evidence(masking, &claims, &decisions.items[i], &evidence) ||
            !decision_write(masking, &decisions.items[i], &evidence))
            return false;
    }
    return true;
}

/* ---- sources and claims ---- */

struct old_source {
    int64_t number;
    struct span name;
    struct span clues;
    bool veiled; /* a name of it is masked */
};

struct old_sources {
    struct old_source *items;
    size_t count;
    size_t capacity;
};

static bool sources_read(struct masking *masking, struct old_sources *sources)
{
    struct statement statement;
    if (!statement_begin(masking->store,
                         "SELECT number, name, clues FROM sources WHERE report = ? AND number > 0"
                         " AND name <> '' ORDER BY number",
                         &statement, masking->error))
        return false;
    bind_integer(&statement, masking->report->report);
    bool done;
    while (statement_row(&statement, &done, masking->error)) {
        *ARRAY_PUSH(masking->arena, sources) =
            (struct old_source){.number = column_integer(&statement, 0),
                                .name = column_text(&statement, 1, masking->arena),
                                .clues = column_text(&statement, 2, masking->arena)};
    }
    return done;
}

static void source_veil(struct old_sources *sources, int64_t number)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i].number == number)
            sources->items[i].veiled = true;
}

struct claim_text {
    int64_t ordinal;
    int64_t source;
    struct span value;
    bool names;
};

struct claim_texts {
    struct claim_text *items;
    size_t count;
    size_t capacity;
};

static bool claim_texts_read(struct masking *masking, struct claim_texts *texts)
{
    struct statement statement;
    if (!statement_begin(masking->store,
                         "SELECT ordinal, source, value, property FROM claims WHERE report = ?"
                         " AND type = 'text' ORDER BY ordinal",
                         &statement, masking->error))
        return false;
    bind_integer(&statement, masking->report->report);
    bool done;
    while (statement_row(&statement, &done, masking->error)) {
        struct span property = column_span(&statement, 3);
        bool names = span_equal(property, SPAN("name")) || span_equal(property, SPAN("alias"));
        *ARRAY_PUSH(masking->arena, texts) =
            (struct claim_text){.ordinal = column_integer(&statement, 0),
                                .source = column_integer(&statement, 1),
                                .value = column_text(&statement, 2, masking->arena),
                                .names = names};
    }
    return done;
}

static bool claims_write(struct masking *masking, struct old_sources *sources)
{
    struct claim_texts texts = {0};
    if (!claim_texts_read(masking, &texts))
        return false;
    for (size_t i = 0; i < texts.count; i++) {
        struct statement statement;
        bool changed = false;
        struct span value =
            mask(masking->redacting, texts.items[i].value, masking->arena, &changed);
        if (!changed)
            continue;
        masking->redacting->claims++;
        masking->counted |= !texts.items[i].source;
        if (texts.items[i].names)
            source_veil(sources, texts.items[i].source);
        if (!statement_begin(masking->store,
                             "UPDATE claims SET value = ? WHERE report = ? AND ordinal = ?",
                             &statement, masking->error))
            return false;
        bind_text(&statement, value);
        bind_integer(&statement, masking->report->report);
        bind_integer(&statement, texts.items[i].ordinal);
        if (!statement_run(&statement, masking->error))
            return false;
    }
    return true;
}

static bool source_write(struct masking *masking, const struct old_source *source)
{
    struct sql_store *store = masking->store;
    unsigned char key[DIGEST_KEY_SIZE];
    char room[CLUES_MOST];
    bool there;
    int64_t canonical;
    struct statement statement;
    if (!sql_redaction_key_read(store, key, &there, masking->error) ||
        !statement_begin(store,
                         "UPDATE sources SET name = ?, clues = ? WHERE report = ? AND number = ?",
                         &statement, masking->error))
        return false;
    bind_text(&statement, source->name);
    bind_blob(&statement, sql_clues_veil(source->clues, key, room));
    bind_integer(&statement, masking->report->report);
    bind_integer(&statement, source->number);
    if (!statement_run(&statement, masking->error) ||
        !sql_number(store,
                    "SELECT canonical FROM identities WHERE report = ? AND source = ?"
                    " AND known_to = " HOLDS,
                    masking->report->report, source->number, &canonical, masking->error))
        return false;
    struct redacting *redacting = masking->redacting;
    for (size_t i = 0; i < redacting->canonicals.count; i++)
        if (redacting->canonicals.items[i] == canonical)
            return true;
    if (canonical)
        *ARRAY_PUSH(redacting->kept, &redacting->canonicals) = canonical;
    return true;
}

static bool sources_write(struct masking *masking, struct old_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        struct old_source *source = &sources->items[i];
        source->name = mask(masking->redacting, source->name, masking->arena, &source->veiled);
        if (source->veiled && !source_write(masking, source))
            return false;
    }
    return true;
}

bool sql_redact_report(struct store *base, const struct redacted_report *report,
                       struct redacting *redacting, struct arena *arena, struct error *error)
{
    struct masking masking = {.store = sql_of(base),
                              .report = report,
                              .redacting = redacting,
                              .arena = arena,
                              .error = error};
    struct old_sources sources = {0};
    return digests_find(&masking) && decisions_write(&masking) &&
           sql_redacted_text_add(base, report->report, &masking.old_digest, error) &&
           text_write(&masking) && frame_write(&masking) && sources_read(&masking, &sources) &&
           claims_write(&masking, &sources) && sources_write(&masking, &sources) &&
           (!masking.counted || sql_facets_forget(masking.store, report->report, error));
}
