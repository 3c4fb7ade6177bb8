/* Brings the log (WAL) of a SQLite file that is written to into the file itself.
 *
 * SQLite would do it within a commit, whose thread then waits for the disk: with a large registry,
 * whose pages lie far apart, that is as long as all the rest of the writing. Here a thread with a
 * connection of its own copies the pages while writing goes on; the writer copies what came
 * meanwhile, which is little, so that the log begins anew. Where the disk can't keep up, the writer
 * waits for it: the log stays bounded.
 *
 * What can't be copied (the disk is full) stays in the log, where it is safe. */
#include <pthread.h>
#include <stdlib.h>

#include "store_sqlite.h"

enum { MOST = 4 /* times the pages of a copy: then the writer waits */, WAIT_MILLISECONDS = 15000 };

/* IDLE and LEFT are left by the writer, WANTED by the thread. */
enum log_state {
    LOG_IDLE,
    LOG_WANTED, /* the thread is to copy, or does so */
    LOG_LEFT,   /* it has: what came meanwhile is left to the writer */
    LOG_END     /* the thread is to end */
};

struct sqlite_log {
    const char *file;
    bool runs; /* the thread, which most programs never need */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum log_state state; /* under the lock */
    sqlite3 *database;    /* the thread's connection */
    int pages;            /* of the log: then they are copied */
};

static void log_set(struct sqlite_log *log, enum log_state state)
{
    pthread_mutex_lock(&log->lock);
    log->state = state;
    pthread_cond_broadcast(&log->changed);
    pthread_mutex_unlock(&log->lock);
}

static enum log_state log_get(struct sqlite_log *log)
{
    pthread_mutex_lock(&log->lock);
    enum log_state state = log->state;
    pthread_mutex_unlock(&log->lock);
    return state;
}

static void pages_copy(sqlite3 *database)
{
    sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static void *log_run(void *argument)
{
    struct sqlite_log *log = argument;
    pthread_mutex_lock(&log->lock);
    while (log->state != LOG_END) {
        if (log->state != LOG_WANTED) {
            pthread_cond_wait(&log->changed, &log->lock);
            continue;
        }
        pthread_mutex_unlock(&log->lock);
        pages_copy(log->database);
        pthread_mutex_lock(&log->lock);
        if (log->state == LOG_WANTED)
            log->state = LOG_LEFT;
        pthread_cond_broadcast(&log->changed);
    }
    pthread_mutex_unlock(&log->lock);
    return NULL;
}

static bool thread_start(struct sqlite_log *log)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    log->runs = sqlite3_open_v2(log->file, &log->database, flags, NULL) == SQLITE_OK &&
                sqlite3_busy_timeout(log->database, WAIT_MILLISECONDS) == SQLITE_OK &&
                pthread_create(&log->thread, NULL, log_run, log) == 0;
    if (!log->runs) {
        sqlite3_close(log->database);
        log->database = NULL;
    }
    return log->runs;
}

/* Called after a commit, with the pages that the log has. */
static int commit_follow(void *argument, sqlite3 *database, const char *name, int pages)
{
    (void)name;
    struct sqlite_log *log = argument;
    enum log_state state = log_get(log);
    if (state == LOG_LEFT || pages >= MOST * log->pages) {
        sqlite_log_wait(log);
        pages_copy(database);
    } else if (pages >= log->pages && state == LOG_IDLE) {
        if (log->runs || thread_start(log))
            log_set(log, LOG_WANTED);
        else
            pages_copy(database);
    }
    return SQLITE_OK;
}

void sqlite_log_wait(struct sqlite_log *log)
{
    if (!log)
        return;
    pthread_mutex_lock(&log->lock);
    while (log->state == LOG_WANTED)
        pthread_cond_wait(&log->changed, &log->lock);
    if (log->state == LOG_LEFT)
        log->state = LOG_IDLE;
    pthread_mutex_unlock(&log->lock);
}

struct sqlite_log *sqlite_log_start(sqlite3 *database, const char *file, int pages)
{
    struct sqlite_log *log = calloc(1, sizeof *log);
    if (!log)
        return NULL;
    *log = (struct sqlite_log){.file = file, .pages = pages};
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->changed, NULL);
    sqlite3_wal_hook(database, commit_follow, log);
    return log;
}

void sqlite_log_end(struct sqlite_log *log)
{
    if (!log)
        return;
    if (log->runs) {
        log_set(log, LOG_END);
        pthread_join(log->thread, NULL);
        sqlite3_close(log->database);
    }
    pthread_cond_destroy(&log->changed);
    pthread_mutex_destroy(&log->lock);
    free(log);
}
