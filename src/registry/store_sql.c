/* What the engines that speak SQL share: statements, numbers, and the groups in which they commit.
 *
 * The writer's group is one transaction, each report in it a savepoint. */
#include "store_sql_counted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "store_queue.h"

/* ---- statements ---- */

bool statement_begin(struct sql_store *store, const char *text, struct statement *statement,
                     struct error *error)
{
    store->driver->reset(store);
    statement->store = store;
    statement->stepped = false;
    statement->bound = 0; /* the values are left as they are: there are many */
    return store->driver->prepare(store, text, &statement->handle, error);
}

static struct sql_value *value_next(struct statement *statement, enum sql_type type)
{
    struct sql_value *value = &statement->values[statement->bound++];
    value->type = type;
    return value;
}

void bind_integer(struct statement *statement, int64_t value)
{
    value_next(statement, SQL_INTEGER)->integer = value;
}

void bind_optional(struct statement *statement, int64_t value)
{
    value_next(statement, value ? SQL_INTEGER : SQL_NULL)->integer = value;
}

void bind_real(struct statement *statement, double value)
{
    value_next(statement, SQL_REAL)->real = value;
}

static struct span span_or_empty(struct span span)
{
    return span.data ? span : SPAN("");
}

void bind_text(struct statement *statement, struct span text)
{
    value_next(statement, SQL_TEXT)->bytes = span_or_empty(text);
}

void bind_blob(struct statement *statement, struct span bytes)
{
    value_next(statement, SQL_BLOB)->bytes = span_or_empty(bytes);
}

void bind_bytes(struct statement *statement, struct span text)
{
    value_next(statement, SQL_BYTES)->bytes = span_or_empty(text);
}

void bind_date(struct statement *statement, struct date date)
{
    struct sql_value *value = value_next(statement, SQL_TEXT);
    value->bytes = span_of(date_write(date, value->date));
}

bool statement_next(struct statement *statement, bool *row, struct error *error)
{
    return statement->store->driver->next(statement, row, error);
}

bool statement_row(struct statement *statement, bool *done, struct error *error)
{
    bool row = false, fine = statement_next(statement, &row, error);
    *done = fine && !row;
    return fine && row;
}

bool statement_run(struct statement *statement, struct error *error)
{
    if (!statement->stepped)
        return statement->store->driver->run(statement, error);
    for (bool row = true; row;)
        if (!statement_next(statement, &row, error))
            return false;
    return true;
}

void statement_end(struct statement *statement)
{
    statement->store->driver->reset(statement->store);
}

int64_t column_integer(const struct statement *statement, int column)
{
    return statement->store->driver->column_integer(statement, column);
}

double column_real(const struct statement *statement, int column)
{
    return statement->store->driver->column_real(statement, column);
}

bool column_is_null(const struct statement *statement, int column)
{
    return statement->store->driver->column_type(statement, column) == SQL_NULL;
}

struct span column_span(const struct statement *statement, int column)
{
    return statement->store->driver->column_span(statement, column);
}

struct span column_text(const struct statement *statement, int column, struct arena *arena)
{
    return arena_copy(arena, column_span(statement, column));
}

struct date column_date(const struct statement *statement, int column)
{
    struct date date = {0};
    if (!date_read(column_span(statement, column), &date))
        return (struct date){0};
    return date;
}

const char *sql_text_keep(struct sql_store *store, struct span text)
{
    for (size_t i = 0; i < store->text_count; i++)
        if (span_equal(span_of(store->texts[i]), text))
            return store->texts[i];
    if (store->text_count == TEXTS_KEPT)
        return NULL;
    char *kept = strndup(text.data, text.size);
    if (kept)
        store->texts[store->text_count++] = kept;
    return kept;
}

bool sql_run(struct sql_store *store, const char *text, struct error *error)
{
    store->driver->reset(store);
    return store->driver->script(store, text, error);
}

/* How many parameters, up to two, a text has. */
static int parameters_of(const char *text)
{
    const char *first = strchr(text, '?');
    return !first ? 0 : !strchr(first + 1, '?') ? 1 : 2;
}

bool sql_number(struct sql_store *store, const char *text, int64_t first, int64_t second,
                int64_t *number, struct error *error)
{
    struct statement statement;
    bool row;
    *number = 0;
    if (!statement_begin(store, text, &statement, error))
        return false;
    int parameters = parameters_of(text);
    if (parameters > 0)
        bind_integer(&statement, first);
    if (parameters > 1)
        bind_integer(&statement, second);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        *number = column_integer(&statement, 0);
    statement_end(&statement);
    return true;
}

bool sql_run_with(struct sql_store *store, const char *text, const int64_t *values, size_t count,
                  struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        bind_integer(&statement, values[i]);
    return statement_run(&statement, error);
}

/* ---- rows ---- */

void sql_rows_begin(struct sql_rows *rows, struct sql_store *store, const char *one,
                    const char *many, int columns)
{
    rows->statement.store = store;
    rows->statement.bound = 0;
    rows->one = one;
    rows->many = many;
    rows->columns = columns;
    if (store->driver->rows_begin)
        store->driver->rows_begin(rows);
}

bool sql_rows_next(struct sql_rows *rows, struct error *error)
{
    struct statement *statement = &rows->statement;
    int bound = statement->bound;
    if (statement->store->driver->rows_next)
        return statement->store->driver->rows_next(rows, error);
    if (!rows->many)
        return sql_rows_end(rows, error);
    if (bound < ROWS_AT_ONCE * rows->columns)
        return true;
    if (!statement_begin(statement->store, rows->many, statement, error))
        return false;
    statement->bound = bound;
    bool fine = statement_run(statement, error);
    statement->bound = 0;
    return fine;
}

bool sql_rows_end(struct sql_rows *rows, struct error *error)
{
    struct statement one;
    if (rows->statement.store->driver->rows_end)
        return rows->statement.store->driver->rows_end(rows, error);
    for (int row = 0; row < rows->statement.bound; row += rows->columns) {
        if (!statement_begin(rows->statement.store, rows->one, &one, error))
            return false;
        memcpy(one.values, rows->statement.values + row,
               (size_t)rows->columns * sizeof *one.values);
        one.bound = rows->columns;
        if (!statement_run(&one, error))
            return false;
    }
    rows->statement.bound = 0;
    return true;
}

/* ---- numbers ---- */

/* Only one writes at a time, so the number that was given last is known until the transaction
 * ends, or what was written is undone. */
bool sql_number_next(struct sql_store *store, enum sql_numbered table, int64_t *number,
                     struct error *error)
{
    static const char *const last[NUMBERED_TABLES] = {
        [NUMBERED_REPORTS] = "SELECT coalesce(max(number), 0) FROM reports",
        [NUMBERED_READINGS] = "SELECT coalesce(max(number), 0) FROM readings",
        [NUMBERED_AUTHORS] = "SELECT coalesce(max(number), 0) FROM authors",
        [NUMBERED_CANONICALS] = "SELECT coalesce(max(number), 0) FROM canonicals",
        [NUMBERED_DECISIONS] = "SELECT coalesce(max(decision), 0) FROM decisions",
        [NUMBERED_WITHDRAWALS] = "SELECT coalesce(max(decision), 0) FROM withdrawals",
        [NUMBERED_NAMES] = "SELECT coalesce(max(id), 0) FROM names",
        [NUMBERED_NAMES_NEW] = "SELECT coalesce(max(id), 0) FROM names_new",
    };
    if (!store->last[table] && !sql_number(store, last[table], 0, 0, &store->last[table], error))
        return false;
    *number = ++store->last[table];
    return true;
}

void sql_numbers_forget(struct sql_store *store, enum sql_numbered table)
{
    store->last[table] = 0;
}

/* ---- small questions that several files ask ---- */

bool sql_no_memory(const struct sql_store *store, struct error *error)
{
    return error_add(error, "registry.failed", "file", store->file, "reason", "out of memory",
                     NULL);
}

static bool author_remembered(const struct sql_store *store, struct span name, int64_t *number)
{
    for (size_t i = 0; i < KNOWN_AUTHORS; i++) {
        const struct known_author *known = &store->authors[i];
        if (known->number && span_equal(name, (struct span){known->name, known->size})) {
            *number = known->number;
            return true;
        }
    }
    return false;
}

static void author_remember(struct sql_store *store, struct span name, int64_t number)
{
    struct known_author *known = &store->authors[store->next_author++ % KNOWN_AUTHORS];
    if (name.size > sizeof known->name)
        return;
    memcpy(known->name, name.data, name.size);
    known->size = name.size;
    known->number = number;
}

void sql_known_forget(struct sql_store *store)
{
    memset(store->authors, 0, sizeof store->authors);
    memset(store->last, 0, sizeof store->last);
    store->redactions_known = false;
}

static bool author_find(struct sql_store *store, struct span name, int64_t *number,
                        struct error *error)
{
    struct statement statement;
    bool row;
    if (!statement_begin(store, "SELECT number FROM authors WHERE name = ?", &statement, error))
        return false;
    bind_text(&statement, name);
    if (!statement_next(&statement, &row, error))
        return false;
    *number = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

static bool author_add(struct sql_store *store, struct span name, int64_t *number,
                       struct error *error)
{
    struct statement statement;
    if (!sql_number_next(store, NUMBERED_AUTHORS, number, error) ||
        !statement_begin(store, "INSERT INTO authors VALUES(?, ?)", &statement, error))
        return false;
    bind_integer(&statement, *number);
    bind_text(&statement, name);
    return statement_run(&statement, error);
}

bool sql_author(struct sql_store *store, struct span name, int64_t *number, struct error *error)
{
    /* Each row of a reading names one of a few authors. */
    if (author_remembered(store, name, number))
        return true;
    if (!author_find(store, name, number, error) ||
        (!*number && !author_add(store, name, number, error)))
        return false;
    author_remember(store, name, *number);
    return true;
}

bool sql_author_name(struct sql_store *store, int64_t number, struct arena *arena,
                     struct span *name, struct error *error)
{
    struct statement statement;
    bool row;
    for (size_t i = 0; i < KNOWN_AUTHORS; i++) {
        const struct known_author *known = &store->authors[i];
        if (known->number == number && number) {
            *name = arena_copy(arena, (struct span){known->name, known->size});
            return true;
        }
    }
    *name = SPAN("");
    if (!statement_begin(store, "SELECT name FROM authors WHERE number = ?", &statement, error))
        return false;
    bind_integer(&statement, number);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        *name = column_text(&statement, 0, arena);
    statement_end(&statement);
    if (row)
        author_remember(store, *name, number);
    return true;
}

bool sql_changes(struct sql_store *store, int64_t *changes, struct error *error)
{
    return sql_number(store, "SELECT value FROM meta WHERE key = 'changes'", 0, 0, changes, error);
}

bool sql_changes_count(struct sql_store *store, struct error *error)
{
    return sql_run_with(store, "UPDATE meta SET value = value + 1 WHERE key = 'changes'", NULL, 0,
                        error);
}

bool sql_canonical_follow(struct sql_store *store, int64_t number, int64_t *found,
                          struct error *error)
{
    static const char itself[] = "SELECT number FROM canonicals WHERE number = ?"
                                 " AND redirect IS NULL";
    static const char chain[] =
        "WITH RECURSIVE way(number, redirect) AS ("
        " SELECT number, redirect FROM canonicals WHERE number = ?"
        " UNION SELECT c.number, c.redirect FROM way JOIN canonicals c ON c.number = way.redirect)"
        " SELECT number FROM way WHERE redirect IS NULL";
    return sql_number(store, itself, number, 0, found, error) &&
           (*found || sql_number(store, chain, number, 0, found, error));
}

struct span sql_kinds(struct sql_store *store, const struct schema_kind *const *kinds, size_t count)
{
    struct json json;
    buffer_clear(&store->work);
    json_init(&json, &store->work);
    json_array_begin(&json);
    for (size_t i = 0; i < count; i++)
        json_text(&json, kinds[i]->name);
    json_array_end(&json);
    return buffer_span(&store->work);
}

/* ---- reading as of one moment ---- */

static bool sql_snapshot_begin(struct store *base, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    store->driver->reset(store);
    if (store->driver->in_transaction(store))
        return true;
    store->in_snapshot = store->driver->snapshot(store, error);
    return store->in_snapshot;
}

static void sql_snapshot_end(struct store *base)
{
    struct sql_store *store = (struct sql_store *)base;
    if (!store->in_snapshot)
        return;
    store->in_snapshot = false;
    store->driver->reset(store);
    sql_run(store, "ROLLBACK", NULL);
}

static bool sql_version(struct store *base, int64_t *version, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    return store->driver->version(store, version, error);
}

/* ---- groups ---- */

void sql_group_forget(struct sql_store *store)
{
    store->in_group = store->in_report = store->in_batch = store->all_or_none = false;
    store->held = NULL;
    store->group_reports = 0;
    store->put_off = 0;
    store->facets_due = store->has_facets = false;
    sql_tallies_forget(store);
}

bool sql_write_begin(struct store *base, int64_t now, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    if (store->driver->read_only(store))
        return error_add(error, "registry.read_only", "file", store->file, NULL);
    if (!store->in_group) {
        store->driver->reset(store);
        if (!store->driver->begin(store, error))
            return false;
        store->in_group = true;
        store->group_started = now;
        sql_known_forget(store); /* others may have written meanwhile */
    }
    if (!store->all_or_none && !sql_run(store, "SAVEPOINT report", error)) {
        sql_run(store, "ROLLBACK", NULL);
        sql_group_forget(store);
        return false;
    }
    store->in_report = true;
    store->added_report = 0;
    store->put_off_before = store->put_off;
    sql_tallies_report_begin(store);
    return true;
}

/* Undoes the group after an error, so that nothing half-written can be committed. */
static bool group_fail(struct sql_store *store)
{
    sql_known_forget(store);
    if (store->driver->in_transaction(store))
        sql_run(store, "ROLLBACK", NULL);
    sql_group_forget(store);
    return false;
}

void sql_write_cancel(struct store *base)
{
    struct sql_store *store = (struct sql_store *)base;
    sql_known_forget(store);
    if (!store->in_report)
        return;
    store->in_report = false;
    store->put_off = store->put_off_before;
    sql_tallies_report_undo(store);
    /* The database itself may have rolled back the whole group, on a full disk for one. */
    if (!store->driver->in_transaction(store))
        sql_group_forget(store);
    else if (store->all_or_none)
        group_fail(store);
    else
        sql_run(store, "ROLLBACK TO SAVEPOINT report; RELEASE SAVEPOINT report", NULL);
}

bool sql_commit(struct store *base, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    if (store->in_report)
        sql_write_cancel(base);
    if (!store->in_group)
        return true;
    store->driver->reset(store);
    if (!sql_tallies_settle(store, error) || !sql_facets_settle(store, error) ||
        (store->driver->settle && !store->driver->settle(store, error)) ||
        !sql_run(store, "COMMIT", error))
        return group_fail(store);
    sql_group_forget(store);
    return true;
}

bool sql_write_end(struct store *base, int64_t now, struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    if (!store->all_or_none && !sql_run(store, "RELEASE SAVEPOINT report", error))
        return group_fail(store);
    store->in_report = false;
    store->group_reports++;
    bool full = store->group_reports >= GROUP_REPORTS || store->put_off >= PUT_OFF_MOST;
    bool late = now - store->group_started >= GROUP_MILLISECONDS;
    return store->in_batch || !(full || late) || sql_commit(base, error);
}

/* ---- the engine ---- */

enum { ASKED_LIMIT = 64 * 1024 };

bool sql_store_init(struct sql_store *store, const struct sql_driver *driver, const char *file,
                    const struct schema *schema)
{
    store->store = (struct store){.engine = &sql_engine, .schema = schema};
    store->driver = driver;
    store->file = strdup(file);
    buffer_init(&store->work, WORK_LIMIT);
    buffer_init(&store->asked, ASKED_LIMIT);
    return store->file != NULL;
}

void sql_store_release(struct sql_store *store)
{
    sql_redactions_release(store);
    sql_tallies_release(store);
    sql_counted_release(store);
    free(store->facet_facts.items);
    for (size_t i = 0; i < store->text_count; i++)
        free(store->texts[i]);
    buffer_release(&store->work);
    buffer_release(&store->asked);
    free(store->file);
}

bool sql_version_differs(struct sql_store *store, int64_t version, struct error *error)
{
    char is[24], known[24];
    snprintf(is, sizeof is, "%lld", (long long)version);
    snprintf(known, sizeof known, "%d", TABLES_VERSION);
    return error_add(error, version > TABLES_VERSION ? "registry.newer" : "registry.older", "file",
                     store->file, "version", is, "known", known, NULL);
}

static void sql_close(struct store *base)
{
    struct sql_store *store = (struct sql_store *)base;
    store->driver->close(store);
}

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

static bool sql_has_queue(const struct store *store)
{
    return ((const struct sql_store *)store)->driver->queue_add != NULL;
}

static bool sql_queue_add(struct store *store, const struct queued_report *reports, size_t count,
                          struct error *error)
{
    return sql_of(store)->driver->queue_add(sql_of(store), reports, count, error);
}

static bool sql_queue_take(struct store *store, size_t limit, struct arena *arena,
                           struct queued_reports *reports, bool *empty, struct error *error)
{
    return sql_of(store)->driver->queue_take(sql_of(store), limit, arena, reports, empty, error);
}

static bool sql_queue_turn(struct store *store, struct arena *arena, enum queue_turn *turn,
                           struct error *error)
{
    return sql_of(store)->driver->queue_turn(sql_of(store), arena, turn, error);
}

static bool sql_queue_end(struct store *store, int64_t last, struct error *error)
{
    return sql_of(store)->driver->queue_end(sql_of(store), last, error);
}

static void sql_queue_cancel(struct store *store)
{
    sql_of(store)->driver->queue_cancel(sql_of(store));
}

const struct store_engine sql_engine = {
    .close = sql_close,
    .snapshot_begin = sql_snapshot_begin,
    .snapshot_end = sql_snapshot_end,
    .version = sql_version,
    .write_begin = sql_write_begin,
    .write_end = sql_write_end,
    .write_cancel = sql_write_cancel,
    .commit = sql_commit,
    .is_counted = sql_is_counted,
    .count = sql_count,
    .reports_wanted = sql_reports_wanted,
    .facts_standing = sql_facts_standing,
    .facts_rejected = sql_facts_rejected,
    .has_queue = sql_has_queue,
    .queue_add = sql_queue_add,
    .queue_take = sql_queue_take,
    .queue_turn = sql_queue_turn,
    .look_ahead = sql_look_ahead,
    .queue_end = sql_queue_end,
    .queue_cancel = sql_queue_cancel,
    .report_add = sql_report_add,
    .report_withdraw = sql_report_withdraw,
    .report_restore = sql_report_restore,
    .report_erase = sql_report_erase,
    .report_erased = sql_report_erased,
    .compact = sql_compact,
    .reports_alike = sql_reports_alike,
    .sources_of_last = sql_sources_of_last,
    .report_supersede = sql_report_supersede,
    .reading_add = sql_reading_add,
    .report_state = sql_report_state,
    .claim_decide = sql_claim_decide,
    .identity_decide = sql_identity_decide,
    .canonical_merge = sql_canonical_merge,
    .act = sql_act,
    .acts = sql_acts,
    .additions = sql_additions,
    .act_of = sql_act_of,
    .differ = sql_differ,
    .doubts = sql_doubts,
    .doubt = sql_doubt,
    .report = sql_report,
    .report_by_id = sql_report_by_id,
    .report_by_digest = sql_report_by_digest,
    .report_by_path = sql_report_by_path,
    .report_versions = sql_report_versions,
    .report_text = sql_report_text,
    .reports = sql_reports,
    .entities = sql_entities,
    .entity = sql_entity,
    .entities_search = sql_entities_search,
    .entities_of_reports = sql_entities_of_reports,
    .search_reports = sql_search_reports,
    .candidates = sql_candidates,
    .candidates_of = sql_candidates_of,
    .profile = sql_profile,
    .profiles = sql_profiles,
    .facts_of_pairs = sql_facts_of_pairs,
    .report_texts = sql_report_texts,
    .facts_between = sql_facts_between,
    .facts_paired = sql_facts_paired,
    .facts_of_office = sql_facts_of_office,
    .reports_since = sql_reports_since,
    .claims = sql_claims,
    .claims_of_report = sql_claims_of_report,
    .facts_naming = sql_facts_naming,
    .telling_places = sql_telling_places,
    .tellings_at = sql_tellings_at,
    .tellings_newest = sql_tellings_newest,
    .sources = sql_sources,
    .sources_of_report = sql_sources_of_report,
    .evidence_many = sql_evidence_many,
    .entities_of = sql_entities_of,
    .reports_of = sql_reports_of,
    .report_frames = sql_report_frames,
    .sources_of_entity = sql_sources_of_entity,
    .mentions = sql_mentions,
    .credits = sql_credits,
    .search = sql_search,
    .counts = sql_counts,
    .listed = sql_listed,
    .listed_count = sql_listed_count,
    .listed_rows = sql_listed_rows,
    .listed_texts = sql_listed_texts,
    .told_since = sql_told_since,
    .listed_tallies = sql_listed_tallies,
    .reports_listed = sql_reports_listed,
    .reports_listed_count = sql_reports_listed_count,
    .report_counts = sql_report_counts,
    .rebuild_begin = sql_rebuild_begin,
    .rebuild_next = sql_rebuild_next,
    .rebuild_add = sql_rebuild_add,
    .rebuild_end = sql_rebuild_end,
    .copy = sql_copy,
    .backup = sql_backup,
    .redactions = sql_redactions,
    .redaction_key = sql_redaction_key,
    .strings_of_report = sql_strings_of_report,
    .names_ever = sql_names_ever,
    .redaction_add = sql_redaction_add,
    .redact_report = sql_redact_report,
    .redact_rest = sql_redact_rest,
    .redacted_text_add = sql_redacted_text_add,
    .redaction_pending = sql_redaction_pending,
    .redactions_complete = sql_redactions_complete,
    .account_add = sql_account_add,
    .account_change = sql_account_change,
    .account = sql_account,
    .accounts = sql_accounts,
    .secret_add = sql_secret_add,
    .secret = sql_secret,
    .secrets = sql_secrets,
    .secret_change = sql_secret_change,
    .sessions_end = sql_sessions_end,
    .setting = sql_setting,
    .setting_put = sql_setting_put,
    .audit_add = sql_audit_add,
    .audits = sql_audits,
    .audit_head = sql_audit_head,
    .audit_find = sql_audit_find,
    .comment_add = sql_comment_add,
    .comment_change = sql_comment_change,
    .comment_erase = sql_comment_erase,
    .comment_mention = sql_comment_mention,
    .comment = sql_comment,
    .wordings = sql_wordings,
    .comments = sql_comments,
    .comments_count = sql_comments_count,
    .comments_by = sql_comments_by,
    .comments_to = sql_comments_to,
    .attachment_add = sql_attachment_add,
    .attachment = sql_attachment,
    .attachments = sql_attachments,
    .review_add = sql_review_add,
    .review_change = sql_review_change,
    .application_add = sql_application_add,
    .reviewer_add = sql_reviewer_add,
    .assignment_add = sql_assignment_add,
    .conflict_add = sql_conflict_add,
    .assignment_change = sql_assignment_change,
    .mark_add = sql_mark_add,
    .verdict_add = sql_verdict_add,
    .review = sql_review,
    .review_parts = sql_review_parts,
    .marks = sql_marks,
    .reviews = sql_reviews,
    .private_count = sql_private_count,
    .check = sql_check,
    .dump = sql_dump,
};
