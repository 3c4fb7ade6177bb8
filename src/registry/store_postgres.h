/* The inside of PostgreSQL's driver. Seen by store_postgres*.c alone.
 *
 * What is written is sent without waiting for its outcome (libpq's pipeline mode); whatever waits,
 * a question or the end of a report, learns that something sent before it failed. */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include <libpq-fe.h>

#include "store_queue.h"
#include "store_sql.h"

/* The first number of all advisory locks; "Uzel". */
#define REGISTRY_LOCK "1434084716"

/* Settings of a transaction that writes. All that it asks is some rows by their keys, of tables
 * that the server has no statistics of while they fill: its guesses would read them whole. */
#define WRITER_SETTINGS                                                                            \
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"                             \
    " SET LOCAL enable_mergejoin = off; SET LOCAL plan_cache_mode = force_generic_plan;"

enum {
    POSTGRES_STATEMENTS = 1024, /* more than twice as many as there are texts of statements */
    SCHEMA_NAME = 64,           /* bytes of the name of a schema, with its zero byte */
    NUMBERS_KEPT = 4,           /* numbers as text that stay valid at once */
    POSTGRES_ROWS = 48,         /* more than there are tables into which rows are gathered */
    POSTGRES_COLUMNS = 20,      /* of such a table */
    POSTGRES_ARRAY_HEAD = 20,   /* bytes before the elements of an array */
    POSTGRES_ASKED = 4          /* lists that one question may have */
};

/* A set of tables, by their places in the list of store_postgres_rows.c. */
typedef uint32_t postgres_tables;
#define ALL_TABLES UINT32_MAX

struct postgres_statement {
    const char *text; /* a literal, by address */
    char name[24];    /* under which the server knows it */
    bool prepared;
    bool many;              /* it inserts the rows of arrays: postgres_rows_write() */
    bool plain;             /* it inserts a row of values and nothing else */
    postgres_tables own;    /* the table that it changes */
    postgres_tables tables; /* which it reads or writes */
    bool reads;             /* it changes nothing */
};

/* An array on its way; store_postgres_rows.c. */
struct postgres_array {
    struct buffer bytes;
    enum sql_type type; /* of what is not null */
    size_t count;
    bool nulls;
};

/* A field of rows that are copied: a column of the rows that are gathered, or a constant. */
struct postgres_field {
    int column; /* -1: a constant */
    size_t size;
    char constant[40]; /* with its size before it */
};

/* How rows are copied; no fields: they cannot be. */
struct postgres_copy {
    char text[240];
    struct postgres_field fields[POSTGRES_COLUMNS];
    size_t field_count;
};

/* Rows that are gathered for a table, until something asks for it or the transaction ends. */
struct postgres_rows {
    const char *text; /* of the statement that inserts one, a literal, by address */
    struct postgres_statement sent;
    struct postgres_array columns[POSTGRES_COLUMNS];
    int column_count;
    struct postgres_copy copy;
};

/* What a statement is sent with, in binary. */
struct postgres_parameter {
    Oid type;
    struct span bytes; /* data is NULL: null */
};

struct postgres_store {
    struct sql_store sql;
    PGconn *connection;
    char *password;           /* of the URL, which no message may show; NULL: none */
    char schema[SCHEMA_NAME]; /* in which the tables lie */
    bool reading;             /* STORE_READ */
    struct postgres_statement statements[POSTGRES_STATEMENTS];
    unsigned prepared;  /* statements so far */
    size_t unread;      /* results of what was sent that are still to be read */
    PGresult *result;   /* of the statement in progress */
    int row;            /* of it */
    char state[8];      /* SQLSTATE of what failed first since the last wait; empty: nothing */
    struct buffer text; /* of a statement on its way: as PostgreSQL writes it; then why it failed */
    struct buffer clean;  /* parameters that cannot be sent as they are */
    struct buffer page;   /* of words, on its way */
    struct buffer copied; /* rows on their way */
    char numbers[NUMBERS_KEPT][32];
    unsigned next_number;
    struct postgres_rows rows[POSTGRES_ROWS];
    postgres_tables gathered;                    /* tables for which there are rows */
    struct postgres_array asked[POSTGRES_ASKED]; /* of the question on its way */
};

static inline struct postgres_store *postgres_of(struct sql_store *store)
{
    return (struct postgres_store *)store;
}

/* store_postgres_words.c */
bool postgres_search_tables_make(struct sql_store *, enum derived, struct error *);
bool postgres_words_add(struct sql_store *, enum derived, int64_t reading, struct span lemmas,
                        struct error *);
bool postgres_name_words_add(struct sql_store *, enum derived, const struct name_lemmas *,
                             size_t count, struct error *);
bool postgres_words_find(struct sql_store *, const struct search_query *, struct arena *,
                         struct reading_set *, struct error *);
bool postgres_words_place(struct sql_store *, const struct search_query *, const int64_t *readings,
                          size_t count, size_t hits, struct arena *, struct found_readings *,
                          struct error *);
bool postgres_words_rank(struct sql_store *, const struct search_query *, const struct found_set *,
                         struct arena *, double *scores, struct error *);
extern const char postgres_title_words[];
bool postgres_names_find(struct sql_store *, const struct search_query *, size_t limit,
                         struct statement *, bool *any, struct error *);

/* store_postgres_queue.c */
bool postgres_queue_make(struct sql_store *, struct error *);
bool postgres_queue_add(struct sql_store *, const struct queued_report *, size_t count,
                        struct error *);
bool postgres_queue_take(struct sql_store *, size_t limit, struct arena *, struct queued_reports *,
                         bool *empty, struct error *);
bool postgres_queue_turn(struct sql_store *, struct arena *, enum queue_turn *, struct error *);
bool postgres_queue_end(struct sql_store *, int64_t last, struct error *);
void postgres_queue_cancel(struct sql_store *);

/* store_postgres_rows.c */
void postgres_rows_begin(struct sql_rows *);
bool postgres_rows_next(struct sql_rows *, struct error *);
bool postgres_rows_end(struct sql_rows *, struct error *);
/* Fills what a statement's text tells. */
void postgres_statement_describe(struct postgres_statement *statement);
/* Makes what was written before visible to a statement that is to be sent. */
bool postgres_statement_ready(struct postgres_store *store, const struct postgres_statement *known,
                              struct error *error);
/* Gathers the row of a plain statement whose values are bound. */
bool postgres_row_gather(struct statement *statement, struct error *error);
/* Sends the rows that are gathered for some tables. */
bool postgres_rows_flush(struct postgres_store *store, postgres_tables tables, struct error *error);
/* Forgets all rows that are gathered: what they belong to is undone. */
void postgres_rows_drop(struct postgres_store *store);
void postgres_rows_release(struct postgres_store *store);
void postgres_array_begin(struct postgres_array *array);
void postgres_array_add(struct postgres_store *store, struct postgres_array *array,
                        const struct sql_value *value);
void postgres_array_add_integer(struct postgres_array *array, int64_t value);
void postgres_array_add_text(struct postgres_store *store, struct postgres_array *array,
                             struct span text);
/* The array as a parameter; valid until it changes. */
struct postgres_parameter postgres_array_end(struct postgres_array *array);

/* store_postgres_copy.c */
void postgres_copy_describe(const char *text, struct postgres_copy *copy);
/* All that is copied of the rows, which can be. */
void postgres_copy_write(const struct postgres_rows *rows, struct buffer *out);

/* store_postgres_many.c */
extern const struct sql_many postgres_many;

/* store_postgres_text.c: the text of a statement that inserts a row, as one that inserts the rows
 * of so many arrays; zero-terminated in out. */
void postgres_rows_write(const char *text, size_t columns, struct buffer *out);
/* The text of a statement as PostgreSQL writes it, see store_sql.h;
 * zero-terminated in out. */
void postgres_text_write(const char *text, struct buffer *out);

/* store_postgres.c */
extern const struct sql_driver postgres_driver;
/* Sends what is a failure of the connection or the server to error; returns false. */
bool postgres_fail(struct postgres_store *store, struct error *error);
/* Waits for all that was sent; false where some of it failed. */
bool postgres_settle(struct postgres_store *store, struct error *error);
void postgres_close(struct sql_store *store);
/* Sends a statement with its parameters. */
bool postgres_send(struct postgres_store *store, struct postgres_statement *known,
                   const struct postgres_parameter *parameters, size_t count, struct error *error);
/* Runs a COPY that takes the bytes. */
bool postgres_copy_run(struct postgres_store *store, const char *text, struct span bytes,
                       struct error *error);
/* Asks a question whose first parameters are the first lists of store->asked, those that are bound
 * stand after them, and waits for its rows. */
bool postgres_ask(struct statement *statement, size_t lists, struct error *error);
/* A text as PostgreSQL takes it; valid until the next one. */
struct span postgres_text_clean(struct postgres_store *store, struct span text);

#endif
