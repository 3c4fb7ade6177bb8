/* Opening a registry in a PostgreSQL database.
 *
 * A registry is a schema of the database whose comment is "uzel registry, tables N", N the version
 * of its tables. It is named "uzel" unless the URL sets search_path in its options
 * (?options=-csearch_path%3DNAME): then it is NAME. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_postgres.h"

#define COMMENT "uzel registry, tables "

/* Texts are compressed by LZ4 where the server has it, which costs a tenth of its own way. */
#define QUICK_COMPRESSION                                                                          \
    " SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings"               \
    " WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals);"

enum { TEXT_LIMIT = 1024 * 1024 * 1024 /* of a statement, of parameters that need cleaning */ };

/* ---- the URL ---- */

static const char *option_of(const PQconninfoOption *options, const char *keyword)
{
    for (const PQconninfoOption *one = options; one && one->keyword; one++)
        if (strcmp(one->keyword, keyword) == 0)
            return one->val && *one->val ? one->val : NULL;
    return NULL;
}

bool postgres_is_url(const char *place)
{
    return strncmp(place, "postgresql://", 13) == 0 || strncmp(place, "postgres://", 11) == 0;
}

static bool all_of(const char *text, const char *bytes)
{
    return !text || text[strspn(text, bytes)] == '\0';
}

/* Whether the parts are what they should be: signs of a password that were not written as %XX would
 * make others of them. */
static bool is_sound(const PQconninfoOption *options)
{
    const char *host = option_of(options, "host"), *port = option_of(options, "port");
    return all_of(port, "0123456789") &&
           all_of(host, "/._-:,abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/* The URL for people: without password and options. What libpq cannot take apart is not shown. */
static void name_write(const PQconninfoOption *options, struct buffer *out)
{
    const char *user = option_of(options, "user"), *host = option_of(options, "host");
    const char *port = option_of(options, "port"), *name = option_of(options, "dbname");
    buffer_append_string(out, "postgresql://");
    if (user)
        buffer_format(out, "%s@", user);
    if (host && *host != '/')
        buffer_append_string(out, host);
    if (port && host && *host != '/')
        buffer_format(out, ":%s", port);
    buffer_format(out, "/%s", name ? name : "");
}

void postgres_place_write(const char *place, struct buffer *out)
{
    PQconninfoOption *options = PQconninfoParse(place, NULL);
    if (options && is_sound(options))
        name_write(options, out);
    else
        buffer_append_string(out, "postgresql://");
    PQconninfoFree(options);
}

/* The schema that the options name, or "uzel". */
static void schema_choose(struct postgres_store *store, const PQconninfoOption *options)
{
    static const char key[] = "search_path=";
    const char *given = option_of(options, "options");
    const char *at = given ? strstr(given, key) : NULL;
    size_t size = 0;
    at = at ? at + strlen(key) : "uzel";
    while (size + 1 < SCHEMA_NAME && at[size] && !strchr(" ,\"'\\;", at[size]))
        size++;
    memcpy(store->schema, at, size);
    store->schema[size] = '\0';
}

/* ---- the schema ---- */

/* Runs a statement with the schema's name, as an identifier, between before and after. */
static bool schema_run(struct postgres_store *store, const char *before, const char *after,
                       struct error *error)
{
    char text[800];
    char *name = PQescapeIdentifier(store->connection, store->schema, strlen(store->schema));
    if (!name)
        return postgres_fail(store, error);
    snprintf(text, sizeof text, "%s%s%s;", before, name, after);
    PQfreemem(name);
    return sql_run(&store->sql, text, error);
}

/* The version of the tables; 0: there is no such schema, or it is empty and may become a registry;
 * -1: it is something else. */
static bool version_find(struct postgres_store *store, int64_t *version, struct error *error)
{
    static const char find[] = "SELECT coalesce(obj_description(n.oid, 'pg_namespace'), ''),"
                               " EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = n.oid)"
                               " FROM pg_namespace n WHERE n.nspname = ?";
    struct statement statement;
    bool row;
    *version = 0;
    if (!statement_begin(&store->sql, find, &statement, error))
        return false;
    bind_text(&statement, span_of(store->schema));
    if (!statement_next(&statement, &row, error))
        return false;
    if (row) {
        char comment[64];
        snprintf(comment, sizeof comment, "%.*s", SPAN_ARGS(column_span(&statement, 0)));
        if (strncmp(comment, COMMENT, strlen(COMMENT)) == 0)
            *version = strtoll(comment + strlen(COMMENT), NULL, 10);
        else if (column_integer(&statement, 1))
            *version = -1;
    }
    statement_end(&statement);
    return true;
}

static bool tables_make(struct postgres_store *store, struct error *error)
{
    char comment[80];
    snprintf(comment, sizeof comment, " IS '" COMMENT "%d'", TABLES_VERSION);
    return schema_run(store, "CREATE SCHEMA IF NOT EXISTS ", "", error) &&
           sql_tables_make(&store->sql, error) && postgres_queue_make(&store->sql, error) &&
           sql_run(&store->sql,
                   "CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql IMMUTABLE"
                   " AS $$SELECT upper(encode($1, 'hex'))$$;",
                   error) &&
           schema_run(store, "COMMENT ON SCHEMA ", comment, error);
}

/* Makes the tables where there are none; the lock decides between two who do. */
static bool tables_ensure(struct postgres_store *store, int64_t *version, struct error *error)
{
    if (!sql_run(&store->sql, "BEGIN; SELECT pg_advisory_xact_lock(" REGISTRY_LOCK ", 0);", error))
        return false;
    if (version_find(store, version, error) && (*version || tables_make(store, error)) &&
        sql_run(&store->sql, "COMMIT;", error)) {
        *version = *version ? *version : TABLES_VERSION;
        return true;
    }
    sql_run(&store->sql, "ROLLBACK;", NULL);
    return false;
}

/* Brings an older registry up to date; another program may have done it meanwhile. */
static bool tables_upgrade(struct postgres_store *store, struct error *error)
{
    char comment[80];
    int64_t version;
    snprintf(comment, sizeof comment, " IS '" COMMENT "%d'", TABLES_VERSION);
    if (!sql_run(&store->sql, "BEGIN; SELECT pg_advisory_xact_lock(" REGISTRY_LOCK ", 0);", error))
        return false;
    if (version_find(store, &version, error) &&
        (version == TABLES_VERSION || (sql_tables_upgrade(&store->sql, version, error) &&
                                       schema_run(store, "COMMENT ON SCHEMA ", comment, error))) &&
        sql_run(&store->sql, "COMMIT;", error))
        return true;
    sql_run(&store->sql, "ROLLBACK;", NULL);
    return false;
}

static bool version_check(struct postgres_store *store, enum store_mode mode, struct error *error)
{
    const char *file = store->sql.file;
    int64_t version;
    if (!version_find(store, &version, error) ||
        (!version && mode == STORE_CREATE && !tables_ensure(store, &version, error)))
        return false;
    if (!version)
        return error_add(error, "registry.not_found", "file", file, NULL);
    if (version < 0)
        return error_add(error, "registry.not_registry", "file", file, NULL);
    if (version >= TABLES_UPGRADED && version < TABLES_VERSION)
        return tables_upgrade(store, error);
    return version == TABLES_VERSION || sql_version_differs(&store->sql, version, error);
}

/* ---- the connection ---- */

static void notice_drop(void *context, const PGresult *result)
{
    (void)context;
    (void)result; /* "schema exists, skipping" and the like */
}

static bool cannot_open(struct postgres_store *store, const char *reason, struct error *error)
{
    return error_add(error, "registry.cannot_open", "file", store->sql.file, "reason", reason,
                     NULL);
}

static bool connection_begin(struct postgres_store *store, enum store_mode mode,
                             struct error *error)
{
    PQsetNoticeReceiver(store->connection, notice_drop, NULL);
    if (strcmp(PQparameterStatus(store->connection, "server_encoding"), "UTF8") != 0)
        return cannot_open(store, "its encoding is not UTF8", error);
    PQsetClientEncoding(store->connection, "UTF8");
    PQenterPipelineMode(store->connection);
    store->reading = mode == STORE_READ;
    /* A commit that a crash of the server loses is a group of reports, which are read again. */
    return schema_run(store,
                      "SET lock_timeout = '15s'; SET synchronous_commit = off;"
                      " SET jit = off;" QUICK_COMPRESSION " SET search_path = ",
                      "", error) &&
           version_check(store, mode, error) &&
           (!store->reading ||
            sql_run(&store->sql, "SET default_transaction_read_only = on;", error));
}

static bool connection_open(struct postgres_store *store, const char *place, enum store_mode mode,
                            struct error *error)
{
    PQconninfoOption *options = PQconninfoParse(place, NULL);
    if (!options || !is_sound(options)) { /* libpq's words on it may show the password */
        PQconninfoFree(options);
        return cannot_open(store, "not a URL of a PostgreSQL database", error);
    }
    const char *password = option_of(options, "password");
    store->password = password ? strdup(password) : NULL;
    schema_choose(store, options);
    PQconninfoFree(options);
    store->connection = PQconnectdb(place);
    if (PQstatus(store->connection) != CONNECTION_OK) {
        struct error failed;
        error_init(&failed);
        postgres_fail(store, &failed);
        bool told = cannot_open(store, store->text.data ? store->text.data : "?", error);
        error_release(&failed);
        return told;
    }
    return connection_begin(store, mode, error);
}

bool postgres_store_open(struct store **result, const char *place, enum store_mode mode,
                         const struct schema *schema, struct error *error)
{
    struct postgres_store *store = calloc(1, sizeof *store);
    struct buffer name;
    buffer_init(&name, 4096);
    postgres_place_write(place, &name);
    bool made = store && name.data && !name.bad &&
                sql_store_init(&store->sql, &postgres_driver, name.data, schema);
    if (!made)
        error_add(error, "registry.cannot_open", "file", name.data ? name.data : "postgresql://",
                  "reason", strerror(ENOMEM), NULL);
    buffer_release(&name);
    if (!made) {
        free(store);
        return false;
    }
    buffer_init(&store->text, TEXT_LIMIT);
    buffer_init(&store->clean, TEXT_LIMIT);
    buffer_init(&store->page, TEXT_LIMIT);
    buffer_init(&store->copied, TEXT_LIMIT);
    for (size_t i = 0; i < POSTGRES_ASKED; i++)
        buffer_init(&store->asked[i].bytes, TEXT_LIMIT);
    if (!connection_open(store, place, mode, error)) {
        postgres_close(&store->sql);
        return false;
    }
    *result = &store->sql.store;
    return true;
}
