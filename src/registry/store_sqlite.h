/* The inside of SQLite's driver: its connection and its full text. Seen by store_sqlite*.c alone.
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store_sql.h"

enum { STATEMENTS = 1024 /* twice as many as there are texts of statements */ };

struct statement_slot {
    const char *text; /* a literal, by address */
    sqlite3_stmt *handle;
};

struct sqlite_log;

struct sqlite_store {
    struct sql_store sql;
    sqlite3 *database;
    struct statement_slot statements[STATEMENTS];
    sqlite3_stmt *active;      /* the statement in progress */
    struct buffer put_off;     /* rows of the full text: store_sqlite_words.c */
    struct sqlite_log *log;    /* NULL where it is only read: store_sqlite_log.c */
    struct reading_set *noted; /* that note_reading() fills */
};

static inline struct sqlite_store *sqlite_of(struct sql_store *store)
{
    return (struct sqlite_store *)store;
}

/* store_sqlite_log.c */
/* Has the log of the connection's file copied into it beside the writing whenever it has so many
 * pages, from now on, by a thread that begins when it first has; within the commits where none can
 * be had. file is not copied. NULL where memory is short: then SQLite does it within the commits.
 * End it before the connection. */
struct sqlite_log *sqlite_log_start(sqlite3 *database, const char *file, int pages);
/* Waits till nothing is being copied. NULL is allowed. */
void sqlite_log_wait(struct sqlite_log *);
/* Waits for what is being copied, and ends it. NULL is allowed. */
void sqlite_log_end(struct sqlite_log *);

/* store_sqlite_backup.c */
bool sqlite_backup(struct sql_store *, const struct store_going *, int *file, struct error *);

/* store_sqlite_words.c */
/* Makes the tokenizer and the function of positions known to the connection. */
bool sqlite_words_register(struct sqlite_store *store);
bool sqlite_search_tables_make(struct sql_store *, enum derived, struct error *);
/* Writes the rows that were put off. */
bool sqlite_words_settle(struct sql_store *, struct error *);
bool sqlite_words_add(struct sql_store *, enum derived, int64_t reading, struct span lemmas,
                      struct error *);
bool sqlite_name_words_add(struct sql_store *, enum derived, const struct name_lemmas *,
                           size_t count, struct error *);
bool sqlite_words_find(struct sql_store *, const struct search_query *, struct arena *,
                       struct reading_set *, struct error *);
bool sqlite_words_place(struct sql_store *, const struct search_query *, const int64_t *readings,
                        size_t count, size_t hits, struct arena *, struct found_readings *,
                        struct error *);
bool sqlite_words_rank(struct sql_store *, const struct search_query *, const struct found_set *,
                       struct arena *, double *scores, struct error *);
extern const char sqlite_title_words[];
bool sqlite_names_find(struct sql_store *, const struct search_query *, size_t limit,
                       struct statement *, bool *any, struct error *);

#endif
