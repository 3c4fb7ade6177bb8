/* The driver of SQLite: a file, its statements, its full text.
 *
 * A registry is a SQLite file in WAL mode whose application id is "Uzel" and whose user version is
 * the version of the tables. Readers see the last commit and never wait. */
#include "store_sqlite.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    APPLICATION_ID = 0x557A656C, /* "Uzel" */
    BUSY_MILLISECONDS = 15000,   /* longer than any group of another writer */
    LOG_PAGES = 16000            /* of the log: then they are copied into the file */
};

/* ---- errors ---- */

static bool fail(struct sqlite_store *store, struct error *error)
{
    const char *reason = sqlite3_errmsg(store->database), *file = store->sql.file;
    switch (sqlite3_errcode(store->database)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_add(error, "registry.busy", "file", file, NULL);
    case SQLITE_FULL:
        return error_add(error, "registry.full", "file", file, NULL);
    case SQLITE_READONLY:
        return error_add(error, "registry.read_only", "file", file, NULL);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_add(error, "registry.damaged", "file", file, NULL);
    default:
        return error_add(error, "registry.failed", "file", file, "reason", reason, NULL);
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

static void sqlite_reset(struct sql_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    if (store->active)
        sqlite3_reset(store->active);
    store->active = NULL;
}

/* After an error the report is undone as a whole. So an insertion need not be able to undo its own
 * rows alone, for which SQLite would keep a copy of each page that it touches. */
static bool handle_make(struct sqlite_store *store, const char *text, sqlite3_stmt **handle,
                        struct error *error)
{
    static const char insert[] = "INSERT INTO ", or_fail[] = "INSERT OR FAIL INTO ";
    struct buffer changed;
    buffer_init(&changed, 1 << 20);
    if (strncmp(text, insert, sizeof insert - 1) == 0 && !strstr(text, "ON CONFLICT")) {
        buffer_append_string(&changed, or_fail);
        buffer_append_string(&changed, text + sizeof insert - 1);
    }
    bool fine = sqlite3_prepare_v3(store->database, changed.size ? changed.data : text, -1,
                                   SQLITE_PREPARE_PERSISTENT, handle, NULL) == SQLITE_OK ||
                fail(store, error);
    buffer_release(&changed);
    return fine;
}

static bool sqlite_prepare(struct sql_store *base, const char *text, void **handle,
                           struct error *error)
{
    struct sqlite_store *store = sqlite_of(base);
    struct statement_slot *slot = slot_of(store, text);
    if (!slot->handle) {
        if (!handle_make(store, text, &slot->handle, error))
            return false;
        slot->text = text;
    }
    *handle = slot->handle;
    return true;
}

/* Bytes are bound where they lie: they stay until the statement ends. */
static void values_bind(sqlite3_stmt *handle, const struct sql_value *values, int count)
{
    for (int i = 0; i < count; i++) {
        const struct sql_value *value = &values[i];
        switch (value->type) {
        case SQL_NULL:
            sqlite3_bind_null(handle, i + 1);
            break;
        case SQL_INTEGER:
            sqlite3_bind_int64(handle, i + 1, value->integer);
            break;
        case SQL_REAL:
            sqlite3_bind_double(handle, i + 1, value->real);
            break;
        case SQL_TEXT:
        case SQL_BYTES:
            sqlite3_bind_text64(handle, i + 1, value->bytes.data, value->bytes.size, SQLITE_STATIC,
                                SQLITE_UTF8);
            break;
        case SQL_BLOB:
            sqlite3_bind_blob64(handle, i + 1, value->bytes.data, value->bytes.size, SQLITE_STATIC);
            break;
        }
    }
}

static bool sqlite_next(struct statement *statement, bool *row, struct error *error)
{
    struct sqlite_store *store = sqlite_of(statement->store);
    if (!statement->stepped)
        values_bind(statement->handle, statement->values, statement->bound);
    statement->stepped = true;
    store->active = statement->handle;
    int result = sqlite3_step(statement->handle);
    *row = result == SQLITE_ROW;
    if (*row)
        return true;
    bool done = result == SQLITE_DONE || fail(store, error);
    sqlite_reset(&store->sql);
    return done;
}

static bool sqlite_run(struct statement *statement, struct error *error)
{
    for (bool row = true; row;)
        if (!sqlite_next(statement, &row, error))
            return false;
    return true;
}

static bool sqlite_run_counting(struct statement *statement, int64_t *changed, struct error *error)
{
    if (!sqlite_run(statement, error))
        return false;
    *changed = sqlite3_changes(sqlite_of(statement->store)->database);
    return true;
}

static int sqlite_column_count(const struct statement *statement)
{
    return sqlite3_column_count(statement->handle);
}

static enum sql_type sqlite_column_type(const struct statement *statement, int column)
{
    switch (sqlite3_column_type(statement->handle, column)) {
    case SQLITE_INTEGER:
        return SQL_INTEGER;
    case SQLITE_FLOAT:
        return SQL_REAL;
    case SQLITE_TEXT:
        return SQL_TEXT;
    case SQLITE_BLOB:
        return SQL_BLOB;
    default:
        return SQL_NULL;
    }
}

static int64_t sqlite_column_integer(const struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

static double sqlite_column_real(const struct statement *statement, int column)
{
    return sqlite3_column_double(statement->handle, column);
}

static struct span sqlite_column_span(const struct statement *statement, int column)
{
    const char *data = sqlite3_column_blob(statement->handle, column);
    return (struct span){data, (size_t)sqlite3_column_bytes(statement->handle, column)};
}

static bool sqlite_script(struct sql_store *base, const char *text, struct error *error)
{
    struct sqlite_store *store = sqlite_of(base);
    return sqlite3_exec(store->database, text, NULL, NULL, NULL) == SQLITE_OK || fail(store, error);
}

static bool sqlite_begin(struct sql_store *store, struct error *error)
{
    return sqlite_script(store, "BEGIN IMMEDIATE", error);
}

static bool sqlite_snapshot(struct sql_store *store, struct error *error)
{
    return sqlite_script(store, "BEGIN", error);
}

/* Counts the commits of others: SQLite's own number for this connection. */
static bool sqlite_version(struct sql_store *store, int64_t *version, struct error *error)
{
    return sql_number(store, "PRAGMA data_version", 0, 0, version, error);
}

static bool sqlite_in_transaction(struct sql_store *store)
{
    return !sqlite3_get_autocommit(sqlite_of(store)->database);
}

static bool sqlite_read_only(struct sql_store *store)
{
    return sqlite3_db_readonly(sqlite_of(store)->database, "main");
}

/* ---- upkeep ---- */

static bool sqlite_compact(struct sql_store *store, struct error *error)
{
    int64_t busy;
    sqlite_log_wait(sqlite_of(store)->log);
    /* In WAL mode the new pages reach the file, and the old ones leave the log, at a checkpoint
     * that nobody's reading holds up. */
    if (!sql_run(store, "VACUUM", error) ||
        !sql_number(store, "PRAGMA wal_checkpoint(TRUNCATE)", 0, 0, &busy, error))
        return false;
    return !busy || error_add(error, "registry.busy", "file", store->file, NULL);
}

static bool sqlite_check(struct sql_store *store, bool *sound, struct error *error)
{
    struct statement statement;
    bool row;
    if (!statement_begin(store, "PRAGMA quick_check(1)", &statement, error) ||
        !statement_next(&statement, &row, error))
        return false;
    if (row && !span_equal(column_span(&statement, 0), SPAN("ok"))) {
        *sound = false;
        sql_problem_add(store, "file", column_span(&statement, 0), "damaged", error);
    }
    statement_end(&statement);
    return true;
}

static bool sqlite_table_find(struct sql_store *store, const char *name, int64_t *count,
                              struct error *error)
{
    struct statement statement;
    bool row;
    *count = 0;
    if (!statement_begin(store, "SELECT count(*) FROM sqlite_schema WHERE name = ?", &statement,
                         error))
        return false;
    bind_text(&statement, span_of(name));
    if (!statement_next(&statement, &row, error))
        return false;
    *count = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

/* ---- opening ---- */

static void sqlite_close(struct sql_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(store->statements[i].handle);
    sqlite_log_end(store->log);
    sqlite3_close(store->database);
    buffer_release(&store->put_off);
    sql_store_release(base);
    free(store);
}

static const struct sql_driver sqlite_driver = {
    .is_file = true,
    .close = sqlite_close,
    .prepare = sqlite_prepare,
    .next = sqlite_next,
    .run = sqlite_run,
    .run_counting = sqlite_run_counting,
    .reset = sqlite_reset,
    .column_count = sqlite_column_count,
    .column_type = sqlite_column_type,
    .column_integer = sqlite_column_integer,
    .column_real = sqlite_column_real,
    .column_span = sqlite_column_span,
    .script = sqlite_script,
    .begin = sqlite_begin,
    .snapshot = sqlite_snapshot,
    .version = sqlite_version,
    .settle = sqlite_words_settle,
    .in_transaction = sqlite_in_transaction,
    .read_only = sqlite_read_only,
    .compact = sqlite_compact,
    .check = sqlite_check,
    .backup = sqlite_backup,
    .search_tables_make = sqlite_search_tables_make,
    .words_add = sqlite_words_add,
    .name_words_add = sqlite_name_words_add,
    .words_find = sqlite_words_find,
    .words_place = sqlite_words_place,
    .words_rank = sqlite_words_rank,
    .title_words = sqlite_title_words,
    .table_find = sqlite_table_find,
    .names_find = sqlite_names_find,
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
    if (sql_tables_make(&store->sql, error) && sqlite_script(&store->sql, pragmas, error) &&
        sqlite_script(&store->sql, "COMMIT", error))
        return true;
    sqlite_script(&store->sql, "ROLLBACK", NULL);
    return false;
}

/* The change to a journal of its own does not wait for others who make it, as all else does. */
static bool wal_begin(struct sqlite_store *store, struct error *error)
{
    enum { PAUSE = 20 };
    for (int waited = 0; waited < BUSY_MILLISECONDS; waited += PAUSE) {
        if (sqlite_script(&store->sql, "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", NULL))
            return true;
        if (sqlite3_errcode(store->database) != SQLITE_BUSY)
            break;
        sqlite3_sleep(PAUSE);
    }
    return fail(store, error);
}

/* Makes the tables where the file is empty; the lock decides between two who do. */
static bool tables_ensure(struct sqlite_store *store, struct error *error)
{
    int64_t tables = 0;
    if (!wal_begin(store, error))
        return false;
    if (!pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables) || tables > 0)
        return sqlite_script(&store->sql, "ROLLBACK", error);
    return tables_make(store, error);
}

/* Another program may have done it meanwhile. */
static bool tables_upgrade(struct sqlite_store *store, struct error *error)
{
    char pragma[48];
    int64_t version = 0;
    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", TABLES_VERSION);
    if (!sqlite_script(&store->sql, "BEGIN IMMEDIATE", error))
        return false;
    if (pragma_number(store, "PRAGMA user_version", &version) &&
        (version == TABLES_VERSION || (sql_tables_upgrade(&store->sql, version, error) &&
                                       sqlite_script(&store->sql, pragma, error))) &&
        sqlite_script(&store->sql, "COMMIT", error))
        return true;
    sqlite_script(&store->sql, "ROLLBACK", NULL);
    return false;
}

/* Brings an older registry up to date, through a connection of its own where this one reads. */
static bool older_upgrade(struct sqlite_store *store, enum store_mode mode, struct error *error)
{
    struct store *writer;
    if (mode != STORE_READ)
        return tables_upgrade(store, error);
    if (!sqlite_store_open(&writer, store->sql.file, STORE_WRITE, store->sql.store.schema, error))
        return false;
    store_close(writer);
    return true;
}

static bool version_check(struct sqlite_store *store, enum store_mode mode, struct error *error)
{
    int64_t application = 0, version = 0;
    if (!pragma_number(store, "PRAGMA application_id", &application) ||
        !pragma_number(store, "PRAGMA user_version", &version)) {
        if (sqlite3_errcode(store->database) != SQLITE_NOTADB || file_is_registry(store->sql.file))
            return fail(store, error);
        return error_add(error, "registry.not_registry", "file", store->sql.file, NULL);
    }
    if (application != APPLICATION_ID)
        return error_add(error, "registry.not_registry", "file", store->sql.file, NULL);
    if (version == TABLES_VERSION)
        return true;
    if (version >= TABLES_UPGRADED && version < TABLES_VERSION)
        return older_upgrade(store, mode, error);
    return sql_version_differs(&store->sql, version, error);
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

/* SQLite counts its memory under a lock that all threads share, for figures that nobody asks for.
 */
static void memory_uncounted(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* The small memory of statements: a hundred kept ones hold more than what SQLite sets aside by
 * default, and take the rest piece by piece from the system at each step. */
static void memory_set_aside(sqlite3 *database)
{
    enum { PIECE = 1200, PIECES = 1000 };
    sqlite3_db_config(database, SQLITE_DBCONFIG_LOOKASIDE, NULL, PIECE, PIECES);
}

static bool database_open(struct sqlite_store *store, enum store_mode mode, struct error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, memory_uncounted);
    int flags = mode == STORE_READ    ? SQLITE_OPEN_READONLY
                : mode == STORE_WRITE ? SQLITE_OPEN_READWRITE
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (mode != STORE_CREATE && access(store->sql.file, F_OK) != 0)
        return error_add(error, "registry.not_found", "file", store->sql.file, NULL);
    int result =
        sqlite3_open_v2(store->sql.file, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (result != SQLITE_OK)
        return error_add(error, "registry.cannot_open", "file", store->sql.file, "reason",
                         open_reason(store->database), NULL);
    memory_set_aside(store->database);
    sqlite3_busy_timeout(store->database, BUSY_MILLISECONDS);
    if (!sqlite_words_register(store))
        return fail(store, error);
    if (mode == STORE_CREATE && file_is_blank(store) && !tables_ensure(store, error))
        return false;
    /* A server has a reader for each thread; what it has not, the system keeps in memory. */
    static const char reading[] = "PRAGMA cache_size = -12000; PRAGMA temp_store = MEMORY";
    static const char writing[] = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -128000;"
                                  " PRAGMA wal_autocheckpoint = 16000; PRAGMA temp_store = MEMORY;"
                                  " PRAGMA secure_delete = FAST";
    return version_check(store, mode, error) &&
           sqlite_script(&store->sql, mode == STORE_READ ? reading : writing, error);
}

bool sqlite_store_open(struct store **result, const char *path, enum store_mode mode,
                       const struct schema *schema, struct error *error)
{
    struct sqlite_store *store = calloc(1, sizeof *store);
    if (!store || !sql_store_init(&store->sql, &sqlite_driver, path, schema)) {
        free(store);
        return error_add(error, "registry.cannot_open", "file", path, "reason", strerror(ENOMEM),
                         NULL);
    }
    buffer_init(&store->put_off, 2 * (size_t)WORK_LIMIT);
    if (!database_open(store, mode, error)) {
        sqlite_close(&store->sql);
        return false;
    }
    if (mode != STORE_READ)
        store->log = sqlite_log_start(store->database, store->sql.file, LOG_PAGES);
    *result = &store->sql.store;
    return true;
}
