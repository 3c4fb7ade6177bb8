/* The SQLite engine: the connection, its statements, and the groups in which it commits.
 *
 * A registry is a SQLite file in WAL mode whose application id is "Uzel" and whose user version is
 * the version of the tables. Readers see the last commit and never wait; the writer's group is one
 * transaction, each report in it a savepoint. */
#include "store_sqlite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json.h"

enum {
    APPLICATION_ID = 0x557A656C,    /* "Uzel" */
    TABLES_VERSION = 8,             /* 6: no acts and doubts; 7: pairs without offices */
    BUSY_MILLISECONDS = 15000,      /* longer than any group of another writer */
    WORK_LIMIT = 256 * 1024 * 1024, /* the lemmas of the largest report */
};

/* ---- errors ---- */

bool sqlite_fail(struct sqlite_store *store, struct error *error)
{
    const char *reason = sqlite3_errmsg(store->database);
    switch (sqlite3_errcode(store->database)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_add(error, "registry.busy", "file", store->file, NULL);
    case SQLITE_FULL:
        return error_add(error, "registry.full", "file", store->file, NULL);
    case SQLITE_READONLY:
        return error_add(error, "registry.read_only", "file", store->file, NULL);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_add(error, "registry.damaged", "file", store->file, NULL);
    default:
        return error_add(error, "registry.failed", "file", store->file, "reason", reason, NULL);
    }
}

/* ---- statements ---- */

static struct statement_slot *slot_of(struct sqlite_store *store, const char *text)
{
    size_t index = ((uintptr_t)text >> 4) * 0x9E3779B1u % STATEMENTS;
    while (store->statements[index].text && store->statements[index].text != text)
        index = (index + 1) % STATEMENTS;
    return &store->statements[index];
}

static void active_reset(struct sqlite_store *store)
{
    if (store->active)
        sqlite3_reset(store->active);
    store->active = NULL;
}

bool statement_begin(struct sqlite_store *store, const char *text, struct statement *statement,
                     struct error *error)
{
    active_reset(store);
    struct statement_slot *slot = slot_of(store, text);
    if (!slot->handle) {
        if (sqlite3_prepare_v3(store->database, text, -1, SQLITE_PREPARE_PERSISTENT, &slot->handle,
                               NULL) != SQLITE_OK)
            return sqlite_fail(store, error);
        slot->text = text;
    }
    sqlite3_clear_bindings(slot->handle);
    *statement = (struct statement){.store = store, .handle = slot->handle};
    return true;
}

void bind_integer(struct statement *statement, int64_t value)
{
    sqlite3_bind_int64(statement->handle, ++statement->bound, value);
}

void bind_optional(struct statement *statement, int64_t value)
{
    if (value)
        bind_integer(statement, value);
    else
        ++statement->bound;
}

void bind_real(struct statement *statement, double value)
{
    sqlite3_bind_double(statement->handle, ++statement->bound, value);
}

void bind_text(struct statement *statement, struct span text)
{
    sqlite3_bind_text64(statement->handle, ++statement->bound, text.data ? text.data : "",
                        text.size, SQLITE_STATIC, SQLITE_UTF8);
}

void bind_blob(struct statement *statement, struct span bytes)
{
    sqlite3_bind_blob64(statement->handle, ++statement->bound, bytes.data ? bytes.data : "",
                        bytes.size, SQLITE_STATIC);
}

void bind_date(struct statement *statement, struct date date)
{
    char text[DATE_TEXT];
    sqlite3_bind_text(statement->handle, ++statement->bound, date_write(date, text), -1,
                      SQLITE_TRANSIENT);
}

bool statement_next(struct statement *statement, bool *row, struct error *error)
{
    struct sqlite_store *store = statement->store;
    store->active = statement->handle;
    int result = sqlite3_step(statement->handle);
    *row = result == SQLITE_ROW;
    if (*row)
        return true;
    bool done = result == SQLITE_DONE || sqlite_fail(store, error);
    active_reset(store);
    return done;
}

bool statement_run(struct statement *statement, struct error *error)
{
    bool row = true;
    while (row)
        if (!statement_next(statement, &row, error))
            return false;
    return true;
}

void statement_end(struct statement *statement)
{
    active_reset(statement->store);
}

int64_t column_integer(const struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

double column_real(const struct statement *statement, int column)
{
    return sqlite3_column_double(statement->handle, column);
}

bool column_is_null(const struct statement *statement, int column)
{
    return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

struct span column_span(const struct statement *statement, int column)
{
    const char *data = sqlite3_column_blob(statement->handle, column);
    return (struct span){data, (size_t)sqlite3_column_bytes(statement->handle, column)};
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

bool sqlite_run(struct sqlite_store *store, const char *text, struct error *error)
{
    active_reset(store);
    return sqlite3_exec(store->database, text, NULL, NULL, NULL) == SQLITE_OK ||
           sqlite_fail(store, error);
}

bool sqlite_number(struct sqlite_store *store, const char *text, int64_t first, int64_t second,
                   int64_t *number, struct error *error)
{
    struct statement statement;
    bool row;
    *number = 0;
    if (!statement_begin(store, text, &statement, error))
        return false;
    int parameters = sqlite3_bind_parameter_count(statement.handle);
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

bool sqlite_run_with(struct sqlite_store *store, const char *text, const int64_t *values,
                     size_t count, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        bind_integer(&statement, values[i]);
    return statement_run(&statement, error);
}

/* ---- small questions that several files ask ---- */

static bool author_remembered(const struct sqlite_store *store, struct span name, int64_t *number)
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

static void author_remember(struct sqlite_store *store, struct span name, int64_t number)
{
    struct known_author *known = &store->authors[store->next_author++ % KNOWN_AUTHORS];
    if (name.size > sizeof known->name)
        return;
    memcpy(known->name, name.data, name.size);
    known->size = name.size;
    known->number = number;
}

/* What was added in a report that is undone is not there any more. */
static void authors_forget(struct sqlite_store *store)
{
    memset(store->authors, 0, sizeof store->authors);
}

bool sqlite_author(struct sqlite_store *store, struct span name, int64_t *number,
                   struct error *error)
{
    struct statement statement;
    bool row;
    /* Each row of a reading names one of a few authors. */
    if (author_remembered(store, name, number))
        return true;
    /* The update that changes nothing makes RETURNING give the old row. */
    if (!statement_begin(store,
                         "INSERT INTO authors(name) VALUES(?) ON CONFLICT(name) DO UPDATE"
                         " SET name = name RETURNING number",
                         &statement, error))
        return false;
    bind_text(&statement, name);
    if (!statement_next(&statement, &row, error))
        return false;
    *number = row ? column_integer(&statement, 0) : 0;
    author_remember(store, name, *number);
    return statement_run(&statement, error);
}

bool sqlite_changes(struct sqlite_store *store, int64_t *changes, struct error *error)
{
    return sqlite_number(store, "SELECT value FROM meta WHERE key = 'changes'", 0, 0, changes,
                         error);
}

bool sqlite_changes_count(struct sqlite_store *store, struct error *error)
{
    return sqlite_run_with(store, "UPDATE meta SET value = value + 1 WHERE key = 'changes'", NULL,
                           0, error);
}

bool sqlite_canonical_follow(struct sqlite_store *store, int64_t number, int64_t *found,
                             struct error *error)
{
    static const char itself[] = "SELECT number FROM canonicals WHERE number = ?"
                                 " AND redirect IS NULL";
    static const char chain[] =
        "WITH RECURSIVE way(number, redirect) AS ("
        " SELECT number, redirect FROM canonicals WHERE number = ?"
        " UNION SELECT c.number, c.redirect FROM way JOIN canonicals c ON c.number = way.redirect)"
        " SELECT number FROM way WHERE redirect IS NULL";
    return sqlite_number(store, itself, number, 0, found, error) &&
           (*found || sqlite_number(store, chain, number, 0, found, error));
}

struct span sqlite_kinds(struct sqlite_store *store, const struct schema_kind *const *kinds,
                         size_t count)
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

/* ---- groups ---- */

static void group_forget(struct sqlite_store *store)
{
    store->in_group = store->in_report = false;
    store->group_reports = 0;
}

bool sqlite_write_begin(struct store *base, int64_t now, struct error *error)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    if (sqlite3_db_readonly(store->database, "main"))
        return error_add(error, "registry.read_only", "file", store->file, NULL);
    if (!store->in_group) {
        if (!sqlite_run(store, "BEGIN IMMEDIATE", error))
            return false;
        store->in_group = true;
        store->group_started = now;
    }
    if (!sqlite_run(store, "SAVEPOINT report", error)) {
        sqlite_run(store, "ROLLBACK", NULL);
        group_forget(store);
        return false;
    }
    store->in_report = true;
    return true;
}

void sqlite_write_cancel(struct store *base)
{
    authors_forget((struct sqlite_store *)base);
    struct sqlite_store *store = (struct sqlite_store *)base;
    if (!store->in_report)
        return;
    store->in_report = false;
    /* SQLite itself may have rolled back the whole group, on a full disk for one. */
    if (sqlite3_get_autocommit(store->database))
        group_forget(store);
    else
        sqlite_run(store, "ROLLBACK TO report; RELEASE report", NULL);
}

/* Undoes the group after an error, so that nothing half-written can be committed. */
static bool group_fail(struct sqlite_store *store, struct error *error)
{
    authors_forget(store);
    sqlite_fail(store, error);
    if (!sqlite3_get_autocommit(store->database))
        sqlite_run(store, "ROLLBACK", NULL);
    group_forget(store);
    return false;
}

bool sqlite_commit(struct store *base, struct error *error)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    sqlite_write_cancel(base);
    if (!store->in_group)
        return true;
    active_reset(store);
    if (sqlite3_exec(store->database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        return group_fail(store, error);
    group_forget(store);
    return true;
}

bool sqlite_write_end(struct store *base, int64_t now, struct error *error)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    active_reset(store);
    if (sqlite3_exec(store->database, "RELEASE report", NULL, NULL, NULL) != SQLITE_OK)
        return group_fail(store, error);
    store->in_report = false;
    store->group_reports++;
    bool full = store->group_reports >= GROUP_REPORTS;
    bool late = now - store->group_started >= GROUP_MILLISECONDS;
    return !(full || late) || sqlite_commit(base, error);
}

/* ---- opening ---- */

static void sqlite_close(struct store *base)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(store->statements[i].handle);
    sqlite3_close(store->database);
    buffer_release(&store->work);
    free(store->file);
    free(store);
}

static const struct store_engine sqlite_engine = {
    .close = sqlite_close,
    .write_begin = sqlite_write_begin,
    .write_end = sqlite_write_end,
    .write_cancel = sqlite_write_cancel,
    .commit = sqlite_commit,
    .report_add = sqlite_report_add,
    .report_withdraw = sqlite_report_withdraw,
    .report_restore = sqlite_report_restore,
    .report_erase = sqlite_report_erase,
    .report_erased = sqlite_report_erased,
    .compact = sqlite_compact,
    .reports_alike = sqlite_reports_alike,
    .sources_of_last = sqlite_sources_of_last,
    .report_supersede = sqlite_report_supersede,
    .reading_add = sqlite_reading_add,
    .report_state = sqlite_report_state,
    .claim_decide = sqlite_claim_decide,
    .identity_decide = sqlite_identity_decide,
    .canonical_merge = sqlite_canonical_merge,
    .act = sqlite_act,
    .acts = sqlite_acts,
    .act_of = sqlite_act_of,
    .differ = sqlite_differ,
    .doubts = sqlite_doubts,
    .doubt = sqlite_doubt,
    .report = sqlite_report,
    .report_by_id = sqlite_report_by_id,
    .report_by_digest = sqlite_report_by_digest,
    .report_by_path = sqlite_report_by_path,
    .report_text = sqlite_report_text,
    .reports = sqlite_reports,
    .entities = sqlite_entities,
    .entity = sqlite_entity,
    .entities_search = sqlite_entities_search,
    .candidates = sqlite_candidates,
    .profile = sqlite_profile,
    .facts_between = sqlite_facts_between,
    .facts_of_office = sqlite_facts_of_office,
    .reports_since = sqlite_reports_since,
    .claims = sqlite_claims,
    .claims_of_report = sqlite_claims_of_report,
    .claims_naming = sqlite_claims_naming,
    .sources = sqlite_sources,
    .sources_of_report = sqlite_sources_of_report,
    .sources_of_entity = sqlite_sources_of_entity,
    .mentions = sqlite_mentions,
    .credits = sqlite_credits,
    .search = sqlite_search,
    .counts = sqlite_counts,
    .rebuild_begin = sqlite_rebuild_begin,
    .rebuild_next = sqlite_rebuild_next,
    .rebuild_add = sqlite_rebuild_add,
    .rebuild_end = sqlite_rebuild_end,
    .check = sqlite_check,
    .dump = sqlite_dump,
};

static bool pragma_number(struct sqlite_store *store, const char *text, int64_t *number)
{
    sqlite3_stmt *handle;
    if (sqlite3_prepare_v2(store->database, text, -1, &handle, NULL) != SQLITE_OK)
        return false;
    bool row = sqlite3_step(handle) == SQLITE_ROW;
    if (row)
        *number = sqlite3_column_int64(handle, 0);
    return sqlite3_finalize(handle) == SQLITE_OK && row;
}

/* What a file is that does not open as a database: no registry, or one that is damaged? A SQLite
 * file begins with its magic and has the application id at offset 68. */
static bool file_is_registry(const char *path)
{
    unsigned char head[72] = {0};
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return size == sizeof head && memcmp(head, "SQLite format 3", 16) == 0 &&
           memcmp(head + 68, "Uzel", 4) == 0;
}

static bool tables_make(struct sqlite_store *store, struct error *error)
{
    char pragmas[80];
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, TABLES_VERSION);
    if (sqlite_tables_make(store, error) && sqlite_run(store, pragmas, error) &&
        sqlite_run(store, "COMMIT", error))
        return true;
    sqlite_run(store, "ROLLBACK", NULL);
    return false;
}

/* The change to a journal of its own does not wait for others who make it, as all else does. */
static bool wal_begin(struct sqlite_store *store, struct error *error)
{
    enum { PAUSE = 20 };
    for (int waited = 0; waited < BUSY_MILLISECONDS; waited += PAUSE) {
        if (sqlite_run(store, "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", NULL))
            return true;
        if (sqlite3_errcode(store->database) != SQLITE_BUSY)
            break;
        sqlite3_sleep(PAUSE);
    }
    return sqlite_fail(store, error);
}

/* Makes the tables where the file is empty; the lock decides between two who do. */
static bool tables_ensure(struct sqlite_store *store, struct error *error)
{
    int64_t tables = 0;
    if (!wal_begin(store, error))
        return false;
    if (!pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables) || tables > 0)
        return sqlite_run(store, "ROLLBACK", error);
    return tables_make(store, error);
}

static bool version_check(struct sqlite_store *store, struct error *error)
{
    int64_t application = 0, version = 0;
    if (!pragma_number(store, "PRAGMA application_id", &application) ||
        !pragma_number(store, "PRAGMA user_version", &version)) {
        if (sqlite3_errcode(store->database) != SQLITE_NOTADB || file_is_registry(store->file))
            return sqlite_fail(store, error);
        return error_add(error, "registry.not_registry", "file", store->file, NULL);
    }
    if (application != APPLICATION_ID)
        return error_add(error, "registry.not_registry", "file", store->file, NULL);
    if (version == TABLES_VERSION)
        return true;
    char is[24], known[24];
    snprintf(is, sizeof is, "%lld", (long long)version);
    snprintf(known, sizeof known, "%d", TABLES_VERSION);
    return error_add(error, version > TABLES_VERSION ? "registry.newer" : "registry.older", "file",
                     store->file, "version", is, "known", known, NULL);
}

/* Whether the file holds no tables: it is new, or another program is just making them. */
static bool file_is_blank(struct sqlite_store *store)
{
    int64_t tables = 0;
    return pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables) && tables == 0;
}

/* Why a file did not open: the system's reason, which the catalogue translates, before SQLite's. */
static const char *open_reason(sqlite3 *database)
{
    int reason = database ? sqlite3_system_errno(database) : ENOMEM;
    return reason ? strerrordesc_np(reason) : sqlite3_errmsg(database);
}

static bool database_open(struct sqlite_store *store, enum store_mode mode, struct error *error)
{
    int flags = mode == STORE_READ    ? SQLITE_OPEN_READONLY
                : mode == STORE_WRITE ? SQLITE_OPEN_READWRITE
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (mode != STORE_CREATE && access(store->file, F_OK) != 0)
        return error_add(error, "registry.not_found", "file", store->file, NULL);
    int result = sqlite3_open_v2(store->file, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (result != SQLITE_OK)
        return error_add(error, "registry.cannot_open", "file", store->file, "reason",
                         open_reason(store->database), NULL);
    sqlite3_busy_timeout(store->database, BUSY_MILLISECONDS);
    if (!sqlite_words_register(store))
        return sqlite_fail(store, error);
    if (mode == STORE_CREATE && file_is_blank(store) && !tables_ensure(store, error))
        return false;
    return version_check(store, error) &&
           sqlite_run(store,
                      "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64000;"
                      " PRAGMA wal_autocheckpoint = 4000;"
                      "PRAGMA secure_delete = FAST",
                      error);
}

bool sqlite_store_open(struct store **result, const char *path, enum store_mode mode,
                       const struct schema *schema, struct error *error)
{
    struct sqlite_store *store = calloc(1, sizeof *store);
    char *file = strdup(path);
    if (!store || !file) {
        free(store);
        free(file);
        return error_add(error, "registry.cannot_open", "file", path, "reason", strerror(ENOMEM),
                         NULL);
    }
    store->store = (struct store){.engine = &sqlite_engine, .schema = schema};
    store->file = file;
    buffer_init(&store->work, WORK_LIMIT);
    if (!database_open(store, mode, error)) {
        sqlite_close(&store->store);
        return false;
    }
    *result = &store->store;
    return true;
}
