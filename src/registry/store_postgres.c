/* The driver of PostgreSQL: its connection and its statements.
 *
 * Each statement is prepared once on a connection. Numbers and bytes travel in binary. Statements
 * of which no rows are wanted are sent and not waited for; their results are read when something
 * waits. A statement that failed aborts the transaction, so nothing of what was sent after it can
 * be committed. */
#include "store_postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_sql_held.h"
#include "utf8.h"

/* The server's numbers of types. */
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25,
    TYPE_FLOAT8 = 701
};

enum { UNREAD_MOST = 2000 /* results that may wait to be read: they take memory */ };

/* ---- errors ---- */

/* Keeps why a statement failed, where none failed before it. */
static void failure_note(struct postgres_store *store, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *reason = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (store->state[0])
        return;
    snprintf(store->state, sizeof store->state, "%s", state ? state : "08006");
    buffer_clear(&store->text);
    buffer_append_string(&store->text, reason ? reason : PQerrorMessage(store->connection));
    buffer_append_byte(&store->text, '\0');
}

/* The reason on one line, without the password. */
static const char *reason_of(struct postgres_store *store)
{
    char *reason = store->text.data;
    size_t secret = store->password ? strlen(store->password) : 0;
    for (char *at = reason; *at; at++)
        if (*at == '\n')
            *at = at[1] ? ' ' : '\0';
    for (char *at = reason; secret && (at = strstr(at, store->password)); at += secret)
        memset(at, '*', secret);
    return reason;
}

static bool state_is(const struct postgres_store *store, const char *state)
{
    return strncmp(store->state, state, strlen(state)) == 0;
}

bool postgres_fail(struct postgres_store *store, struct error *error)
{
    const char *file = store->sql.file;
    bool gone = PQstatus(store->connection) == CONNECTION_BAD;
    if (!store->state[0]) {
        buffer_clear(&store->text);
        buffer_append_string(&store->text, PQerrorMessage(store->connection));
        buffer_append_byte(&store->text, '\0');
    }
    if (gone)
        error_add(error, "registry.failed", "file", file, "reason", reason_of(store), NULL);
    else if (state_is(store, "55P03") || state_is(store, "40P01"))
        error_add(error, "registry.busy", "file", file, NULL);
    else if (state_is(store, "53100"))
        error_add(error, "registry.full", "file", file, NULL);
    else if (state_is(store, "25006") || state_is(store, "42501"))
        error_add(error, "registry.read_only", "file", file, NULL);
    else if (state_is(store, "XX001") || state_is(store, "XX002"))
        error_add(error, "registry.damaged", "file", file, NULL);
    else
        error_add(error, "registry.failed", "file", file, "reason", reason_of(store), NULL);
    store->state[0] = '\0';
    return false;
}

/* ---- the pipeline ---- */

static bool result_failed(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

/* The next result of what was sent; NULL where the connection is gone. */
static PGresult *result_take(struct postgres_store *store)
{
    PGresult *result = PQgetResult(store->connection);
    if (!result && PQstatus(store->connection) == CONNECTION_OK)
        result = PQgetResult(store->connection); /* NULL ends the results of a statement */
    return result;
}

/* Reads results up to the mark of a sync; the last before it is given where wanted. */
static void results_read(struct postgres_store *store, PGresult **last)
{
    for (bool more = true; more;) {
        PGresult *result = result_take(store);
        if (!result) {
            if (!store->state[0])
                snprintf(store->state, sizeof store->state, "08006");
            buffer_clear(&store->text);
            buffer_append_string(&store->text, PQerrorMessage(store->connection));
            buffer_append_byte(&store->text, '\0');
            break;
        }
        more = PQresultStatus(result) != PGRES_PIPELINE_SYNC;
        if (result_failed(result))
            failure_note(store, result);
        if (more && last) {
            PQclear(*last);
            *last = result;
        } else {
            PQclear(result);
        }
    }
    store->unread = 0;
}

/* Waits for what was sent, and gives the result of the last statement where wanted. */
static bool results_wait(struct postgres_store *store, PGresult **last, struct error *error)
{
    if (!PQpipelineSync(store->connection))
        return postgres_fail(store, error);
    results_read(store, last);
    if (!store->state[0])
        return true;
    for (size_t i = 0; i < POSTGRES_STATEMENTS; i++)
        store->statements[i].prepared = false;
    for (size_t i = 0; i < POSTGRES_ROWS; i++)
        store->rows[i].sent.prepared = false;
    return postgres_fail(store, error);
}

bool postgres_settle(struct postgres_store *store, struct error *error)
{
    return !store->unread || results_wait(store, NULL, error);
}

/* ---- parameters ---- */

static void big_endian(uint64_t value, char *into)
{
    for (int i = 0; i < 8; i++)
        into[i] = (char)(value >> 8 * (7 - i));
}

static uint64_t of_big_endian(const char *from, int size)
{
    uint64_t value = 0;
    for (int i = 0; i < size; i++)
        value = value << 8 | (unsigned char)from[i];
    return value;
}

/* What PQsendQueryPrepared() takes. */
struct parameters {
    Oid types[PARAMETERS_MOST];
    const char *values[PARAMETERS_MOST];
    int sizes[PARAMETERS_MOST];
    int formats[PARAMETERS_MOST];
    char numbers[PARAMETERS_MOST][8];
};

/* PostgreSQL refuses texts with zero bytes, and those that are no UTF-8: names of files may be any
 * bytes. */
static bool is_clean(struct span text)
{
    return !memchr(text.data, '\0', text.size) && utf8_check(text) == text.size;
}

enum { CLEAN_MOST = 4 /* bytes for one that is refused */ };

/* A text as PostgreSQL takes it: a zero byte becomes the character for what could not be read, a
 * byte that is no UTF-8 its number, so that names that differ in it alone stay two. */
static struct span text_clean(struct buffer *clean, struct span text)
{
    size_t start = clean->size, offset = 0;
    if (is_clean(text))
        return text;
    while (offset < text.size) {
        struct span rest = span_slice(text, offset, text.size);
        size_t valid = utf8_check(rest);
        for (size_t i = 0; i < valid; i++) {
            if (rest.data[i])
                buffer_append_byte(clean, rest.data[i]);
            else
                buffer_append_string(clean, "\xEF\xBF\xBD");
        }
        if (valid < rest.size)
            buffer_format(clean, "\\x%02X", (unsigned char)rest.data[valid++]);
        offset += valid;
    }
    return span_slice(buffer_span(clean), start, clean->size);
}

struct span postgres_text_clean(struct postgres_store *store, struct span text)
{
    if (is_clean(text))
        return text;
    buffer_clear(&store->clean);
    return text_clean(&store->clean, text);
}

/* Room for all parameters, so that none of them moves. */
static bool clean_reserve(const struct statement *statement, struct buffer *clean)
{
    size_t size = 1;
    for (int i = 0; i < statement->bound; i++) {
        const struct sql_value *value = &statement->values[i];
        if (value->type == SQL_TEXT && !is_clean(value->bytes))
            size += value->bytes.size * CLEAN_MOST;
    }
    buffer_clear(clean);
    if (size > 1 && !buffer_extend(clean, size))
        return false;
    clean->size = 0;
    return true;
}

static void parameter_fill(struct parameters *parameters, int i, const struct sql_value *value,
                           struct buffer *clean)
{
    static const Oid types[] = {
        [SQL_NULL] = TYPE_INT8, [SQL_INTEGER] = TYPE_INT8, [SQL_REAL] = TYPE_FLOAT8,
        [SQL_TEXT] = TYPE_TEXT, [SQL_BLOB] = TYPE_BYTEA,   [SQL_BYTES] = TYPE_BYTEA};
    uint64_t bits = (uint64_t)value->integer;
    parameters->types[i] = types[value->type];
    parameters->formats[i] = 1;
    if (value->type == SQL_NULL) {
        parameters->values[i] = NULL;
        parameters->sizes[i] = 0;
    } else if (value->type == SQL_INTEGER || value->type == SQL_REAL) {
        if (value->type == SQL_REAL)
            memcpy(&bits, &value->real, sizeof bits);
        big_endian(bits, parameters->numbers[i]);
        parameters->values[i] = parameters->numbers[i];
        parameters->sizes[i] = 8;
    } else {
        struct span bytes =
            value->type == SQL_TEXT ? text_clean(clean, value->bytes) : value->bytes;
        parameters->values[i] = bytes.data;
        parameters->sizes[i] = (int)bytes.size;
    }
}

/* ---- statements ---- */

static bool postgres_prepare(struct sql_store *base, const char *text, void **handle,
                             struct error *error)
{
    struct postgres_store *store = postgres_of(base);
    (void)error; /* it is prepared when it is run: then the types of its parameters are known */
    size_t index = ((uintptr_t)text >> 4) * 0x9E3779B1u % POSTGRES_STATEMENTS;
    while (store->statements[index].text && store->statements[index].text != text)
        index = (index + 1) % POSTGRES_STATEMENTS;
    struct postgres_statement *statement = &store->statements[index];
    if (!statement->text) {
        statement->text = text;
        postgres_statement_describe(statement);
    }
    *handle = statement;
    return true;
}

/* Has the server prepare a statement where it does not know it. */
static bool statement_prepare(struct postgres_store *store, struct postgres_statement *known,
                              const Oid *types, size_t count, struct error *error)
{
    if (known->prepared)
        return true;
    if (known->many)
        postgres_rows_write(known->text, count, &store->text);
    else
        postgres_text_write(known->text, &store->text);
    /* A new name each time: what the server made of one that may have failed is not known. */
    snprintf(known->name, sizeof known->name, "s%u", ++store->prepared);
    if (!PQsendPrepare(store->connection, known->name, store->text.data, (int)count, types))
        return postgres_fail(store, error);
    known->prepared = true;
    store->unread++;
    return true;
}

static bool parameters_send(struct postgres_store *store, struct postgres_statement *known,
                            const struct parameters *parameters, size_t count, struct error *error)
{
    if (!statement_prepare(store, known, parameters->types, count, error))
        return false;
    if (!PQsendQueryPrepared(store->connection, known->name, (int)count, parameters->values,
                             parameters->sizes, parameters->formats, 1))
        return postgres_fail(store, error);
    store->unread++;
    return true;
}

static bool statement_send(struct statement *statement, struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    struct postgres_statement *known = statement->handle;
    struct parameters parameters;
    if (!postgres_statement_ready(store, known, error))
        return false;
    if (!clean_reserve(statement, &store->clean))
        return sql_no_memory(&store->sql, error);
    for (int i = 0; i < statement->bound; i++)
        parameter_fill(&parameters, i, &statement->values[i], &store->clean);
    return parameters_send(store, known, &parameters, (size_t)statement->bound, error);
}

static void parameter_give(struct parameters *parameters, size_t i,
                           const struct postgres_parameter *given)
{
    parameters->types[i] = given->type;
    parameters->values[i] = given->bytes.data;
    parameters->sizes[i] = (int)given->bytes.size;
    parameters->formats[i] = 1;
}

bool postgres_send(struct postgres_store *store, struct postgres_statement *known,
                   const struct postgres_parameter *given, size_t count, struct error *error)
{
    struct parameters parameters;
    for (size_t i = 0; i < count; i++)
        parameter_give(&parameters, i, &given[i]);
    return parameters_send(store, known, &parameters, count, error);
}

static void postgres_reset(struct sql_store *base)
{
    struct postgres_store *store = postgres_of(base);
    PQclear(store->result);
    store->result = NULL;
}

static bool statement_wait(struct statement *statement, struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    if (results_wait(store, &store->result, error))
        return true;
    postgres_reset(statement->store);
    return false;
}

bool postgres_ask(struct statement *statement, size_t lists, struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    struct postgres_statement *known = statement->handle;
    struct parameters parameters;
    size_t count = lists + (size_t)statement->bound;
    if (!clean_reserve(statement, &store->clean))
        return sql_no_memory(&store->sql, error);
    for (size_t i = 0; i < lists; i++) {
        if (store->asked[i].bytes.bad)
            return sql_no_memory(&store->sql, error);
        struct postgres_parameter list = postgres_array_end(&store->asked[i]);
        parameter_give(&parameters, i, &list);
    }
    for (int i = 0; i < statement->bound; i++)
        parameter_fill(&parameters, (int)lists + i, &statement->values[i], &store->clean);
    statement->stepped = true;
    store->row = -1;
    return parameters_send(store, known, &parameters, count, error) &&
           statement_wait(statement, error);
}

static bool postgres_next(struct statement *statement, bool *row, struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    if (!statement->stepped) {
        statement->stepped = true;
        if (!statement_send(statement, error) || !statement_wait(statement, error))
            return false;
        store->row = -1; /* other questions may have been asked before it was sent */
    }
    *row = ++store->row < PQntuples(store->result);
    if (!*row)
        postgres_reset(statement->store);
    return true;
}

static bool postgres_run(struct statement *statement, struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    const struct postgres_statement *known = statement->handle;
    if (known->plain && store->sql.in_group)
        return postgres_row_gather(statement, error);
    if (!statement_send(statement, error))
        return false;
    /* Outside of a transaction nobody would learn of a failure later. */
    if (store->unread < UNREAD_MOST && store->sql.in_group)
        return true;
    bool done = statement_wait(statement, error);
    postgres_reset(statement->store);
    return done;
}

static bool postgres_run_counting(struct statement *statement, int64_t *changed,
                                  struct error *error)
{
    struct postgres_store *store = postgres_of(statement->store);
    if (!statement_send(statement, error) || !statement_wait(statement, error))
        return false;
    *changed = strtoll(PQcmdTuples(store->result), NULL, 10);
    postgres_reset(statement->store);
    return true;
}

/* ---- columns ---- */

static const PGresult *result_of(const struct statement *statement)
{
    return postgres_of(statement->store)->result;
}

static int row_of(const struct statement *statement)
{
    return postgres_of(statement->store)->row;
}

static int postgres_column_count(const struct statement *statement)
{
    return PQnfields(result_of(statement));
}

static enum sql_type postgres_column_type(const struct statement *statement, int column)
{
    const PGresult *result = result_of(statement);
    if (PQgetisnull(result, row_of(statement), column))
        return SQL_NULL;
    switch (PQftype(result, column)) {
    case TYPE_BOOL:
    case TYPE_INT4:
    case TYPE_INT8:
        return SQL_INTEGER;
    case TYPE_FLOAT8:
        return SQL_REAL;
    case TYPE_BYTEA:
        return SQL_BLOB;
    default:
        return SQL_TEXT;
    }
}

static int64_t postgres_column_integer(const struct statement *statement, int column)
{
    const PGresult *result = result_of(statement);
    const char *bytes = PQgetvalue(result, row_of(statement), column);
    int size = PQgetlength(result, row_of(statement), column);
    switch (PQftype(result, column)) {
    case TYPE_BOOL:
    case TYPE_INT8:
        return (int64_t)of_big_endian(bytes, size);
    case TYPE_INT4:
        return (int32_t)of_big_endian(bytes, size);
    default:
        return 0;
    }
}

static double postgres_column_real(const struct statement *statement, int column)
{
    const PGresult *result = result_of(statement);
    double real = 0;
    if (PQftype(result, column) != TYPE_FLOAT8)
        return (double)postgres_column_integer(statement, column);
    if (PQgetlength(result, row_of(statement), column) == sizeof real) {
        uint64_t bits = of_big_endian(PQgetvalue(result, row_of(statement), column), sizeof real);
        memcpy(&real, &bits, sizeof real);
    }
    return real;
}

static struct span postgres_column_span(const struct statement *statement, int column)
{
    struct postgres_store *store = postgres_of(statement->store);
    enum sql_type type = postgres_column_type(statement, column);
    if (type == SQL_NULL)
        return (struct span){NULL, 0};
    if (type != SQL_INTEGER)
        return (struct span){PQgetvalue(store->result, store->row, column),
                             (size_t)PQgetlength(store->result, store->row, column)};
    char *text = store->numbers[store->next_number++ % NUMBERS_KEPT];
    snprintf(text, sizeof *store->numbers, "%lld",
             (long long)postgres_column_integer(statement, column));
    return span_of(text);
}

/* ---- transactions ---- */

/* Statements without parameters, which may be several: they do not fit into the pipeline. */
static bool script_run(struct postgres_store *store, const char *text, struct error *error)
{
    postgres_text_write(text, &store->text);
    if (!PQexitPipelineMode(store->connection))
        return postgres_fail(store, error);
    PGresult *result = PQexec(store->connection, store->text.data);
    bool done = result && !result_failed(result);
    if (!done && result)
        failure_note(store, result);
    PQclear(result);
    PQenterPipelineMode(store->connection);
    return done || postgres_fail(store, error);
}

/* The last result, where several come; the connection waits for a statement then. */
static PGresult *results_last(PGconn *connection)
{
    PGresult *last = NULL;
    for (PGresult *result; (result = PQgetResult(connection));) {
        if (last && result_failed(last)) { /* the first failure is the one */
            PQclear(result);
            continue;
        }
        PQclear(last);
        last = result;
    }
    return last;
}

/* COPY does not fit into the pipeline either. */
bool postgres_copy_run(struct postgres_store *store, const char *text, struct span bytes,
                       struct error *error)
{
    if (!postgres_settle(store, error))
        return false;
    if (!PQexitPipelineMode(store->connection))
        return postgres_fail(store, error);
    PGresult *result = PQexec(store->connection, text);
    if (PQresultStatus(result) == PGRES_COPY_IN) {
        PQclear(result);
        if (PQputCopyData(store->connection, bytes.data, (int)bytes.size) == 1)
            PQputCopyEnd(store->connection, NULL);
        result = results_last(store->connection);
    }
    bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!done)
        failure_note(store, result);
    PQclear(result);
    PQenterPipelineMode(store->connection);
    return done || postgres_fail(store, error);
}

/* A statement that is one of the pipeline. */
static bool single_run(struct postgres_store *store, const char *text, struct error *error)
{
    if (!PQsendQueryParams(store->connection, text, 0, NULL, NULL, NULL, NULL, 1))
        return postgres_fail(store, error);
    store->unread++;
    return results_wait(store, NULL, error);
}

static bool postgres_script(struct sql_store *base, const char *text, struct error *error)
{
    struct postgres_store *store = postgres_of(base);
    if (strncmp(text, "ROLLBACK", strlen("ROLLBACK")) == 0)
        postgres_rows_drop(store);
    else if ((base->held && !sql_held_settle(base, error)) ||
             !postgres_rows_flush(store, ALL_TABLES, error))
        return false;
    if (!strchr(text, ';'))
        return single_run(store, text, error);
    return postgres_settle(store, error) && script_run(store, text, error);
}

/* The lock is of the schema: one writes into a registry at a time. */
static bool postgres_begin(struct sql_store *base, struct error *error)
{
    struct postgres_store *store = postgres_of(base);
    if (script_run(store,
                   "BEGIN; " WRITER_SETTINGS " SELECT pg_advisory_xact_lock(" REGISTRY_LOCK
                   ", current_schema()::regnamespace::oid::int)",
                   error))
        return true;
    script_run(store, "ROLLBACK", NULL);
    return false;
}

static bool postgres_snapshot(struct sql_store *store, struct error *error)
{
    return sql_run(store, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error);
}

/* Which transactions have ended: it changes with each that writes, in any database of the server.
 */
static bool postgres_version(struct sql_store *store, int64_t *version, struct error *error)
{
    static const char find[] = "SELECT hashtextextended(pg_current_snapshot()::text, 0)";
    return sql_number(store, find, 0, 0, version, error);
}

static bool postgres_in_transaction(struct sql_store *base)
{
    struct postgres_store *store = postgres_of(base);
    if (store->unread)
        postgres_settle(store, NULL);
    return PQtransactionStatus(store->connection) != PQTRANS_IDLE &&
           PQtransactionStatus(store->connection) != PQTRANS_UNKNOWN;
}

static bool postgres_read_only(struct sql_store *store)
{
    return postgres_of(store)->reading;
}

/* ---- upkeep ---- */

static bool postgres_compact(struct sql_store *base, struct error *error)
{
    static const char find[] = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = "
                               "current_schema()::regnamespace"
                               " AND relkind = 'r' ORDER BY relname";
    struct postgres_store *store = postgres_of(base);
    struct statement statement;
    struct buffer *work = &base->work;
    buffer_clear(work);
    buffer_append_string(work, "VACUUM (FULL, ANALYZE) ");
    if (!statement_begin(base, find, &statement, error))
        return false;
    for (bool row = true, first = true;; first = false) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        buffer_append_string(work, first ? "" : ", ");
        buffer_append(work, column_span(&statement, 0));
    }
    buffer_append_byte(work, '\0');
    return postgres_settle(store, error) && script_run(store, work->data, error);
}

static bool postgres_check(struct sql_store *store, bool *sound, struct error *error)
{
    static const char find[] =
        "SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND "
        "i.indisready)";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        *sound = false;
        sql_problem_add(store, "index", column_span(&statement, 0), "damaged", error);
    }
    return done;
}

void postgres_close(struct sql_store *base)
{
    struct postgres_store *store = postgres_of(base);
    PQclear(store->result);
    PQfinish(store->connection);
    buffer_release(&store->text);
    buffer_release(&store->clean);
    buffer_release(&store->page);
    buffer_release(&store->copied);
    postgres_rows_release(store);
    free(store->password);
    sql_store_release(base);
    free(store);
}

static bool postgres_table_find(struct sql_store *store, const char *name, int64_t *count,
                                struct error *error)
{
    static const char find[] = "SELECT count(*) FROM pg_tables WHERE tablename = ?"
                               " AND schemaname = current_schema()";
    struct statement statement;
    bool row;
    *count = 0;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, span_of(name));
    if (!statement_next(&statement, &row, error))
        return false;
    *count = row ? column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

const struct sql_driver postgres_driver = {
    .many = &postgres_many,
    .close = postgres_close,
    .prepare = postgres_prepare,
    .next = postgres_next,
    .run = postgres_run,
    .run_counting = postgres_run_counting,
    .rows_begin = postgres_rows_begin,
    .rows_next = postgres_rows_next,
    .rows_end = postgres_rows_end,
    .reset = postgres_reset,
    .column_count = postgres_column_count,
    .column_type = postgres_column_type,
    .column_integer = postgres_column_integer,
    .column_real = postgres_column_real,
    .column_span = postgres_column_span,
    .script = postgres_script,
    .begin = postgres_begin,
    .snapshot = postgres_snapshot,
    .version = postgres_version,
    .in_transaction = postgres_in_transaction,
    .read_only = postgres_read_only,
    .compact = postgres_compact,
    .check = postgres_check,
    .search_tables_make = postgres_search_tables_make,
    .words_add = postgres_words_add,
    .name_words_add = postgres_name_words_add,
    .words_find = postgres_words_find,
    .words_place = postgres_words_place,
    .words_rank = postgres_words_rank,
    .title_words = postgres_title_words,
    .table_find = postgres_table_find,
    .names_find = postgres_names_find,
    .queue_add = postgres_queue_add,
    .queue_take = postgres_queue_take,
    .queue_turn = postgres_queue_turn,
    .queue_end = postgres_queue_end,
    .queue_cancel = postgres_queue_cancel,
};
