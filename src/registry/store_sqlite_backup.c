/* A registry as one file: a copy of one moment, taken while others read and write. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store_sqlite.h"

enum {
    PAGES = 1024, /* that are copied before it is asked whether to go on */
    PATH_ROOM = 4096
};

/* The copy, in a folder that nobody else can enter. */
struct backup {
    struct sqlite_store *store;
    char folder[PATH_ROOM];
    char path[PATH_ROOM + 16];
    sqlite3 *database;
    const struct store_going *going;
    struct error *error;
};

static bool cannot(const struct backup *backup, const char *reason)
{
    return error_add(backup->error, "registry.cannot_copy", "file", backup->store->sql.file,
                     "reason", reason, NULL);
}

static bool backup_open(struct backup *backup)
{
    const char *place = getenv("TMPDIR");
    int size =
        snprintf(backup->folder, PATH_ROOM, "%s/uzel-XXXXXX", place && *place ? place : "/tmp");
    if (size >= PATH_ROOM || !mkdtemp(backup->folder)) {
        backup->folder[0] = '\0';
        return cannot(backup, strerrordesc_np(size >= PATH_ROOM ? ENAMETOOLONG : errno));
    }
    snprintf(backup->path, sizeof backup->path, "%s/registry", backup->folder);
    /* Nobody needs half of the copy: it has no journal and waits for no disk. */
    return (sqlite3_open_v2(backup->path, &backup->database,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK &&
            sqlite3_exec(backup->database, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
                         NULL, NULL, NULL) == SQLITE_OK) ||
           cannot(backup, sqlite3_errmsg(backup->database));
}

/* Whoever reads within a transaction sees one moment, the backup too; one that had to begin its own
 * transactions would begin anew whenever somebody writes. */
static bool moment_begin(struct backup *backup, bool *own)
{
    sqlite3 *source = backup->store->database;
    *own = sqlite3_get_autocommit(source) != 0;
    return (!*own || sqlite3_exec(source, "BEGIN", NULL, NULL, NULL) == SQLITE_OK) &&
           sqlite3_exec(source, "SELECT count(*) FROM meta", NULL, NULL, NULL) == SQLITE_OK;
}

static bool goes_on(const struct store_going *going)
{
    return !going || !going->on || going->on(going->context);
}

static bool pages_copy(struct backup *backup)
{
    sqlite3_backup *pages =
        sqlite3_backup_init(backup->database, "main", backup->store->database, "main");
    int result = pages ? SQLITE_OK : sqlite3_errcode(backup->database);
    while (result == SQLITE_OK && goes_on(backup->going))
        result = sqlite3_backup_step(pages, PAGES);
    if (pages)
        sqlite3_backup_finish(pages);
    if (result == SQLITE_OK)
        return error_add(backup->error, "registry.stopped", NULL);
    return result == SQLITE_DONE || cannot(backup, sqlite3_errstr(result));
}

static void backup_remove(struct backup *backup)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    char path[PATH_ROOM + 32];
    sqlite3_close(backup->database);
    if (!backup->folder[0])
        return;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, sizeof path, "%s%s", backup->path, endings[i]);
        unlink(path);
    }
    rmdir(backup->folder);
}

/* Copies the registry as it is at one moment. */
static bool moment_copy(struct backup *backup)
{
    sqlite3 *source = backup->store->database;
    bool own;
    bool copied =
        moment_begin(backup, &own) ? pages_copy(backup) : cannot(backup, sqlite3_errmsg(source));
    if (own && !sqlite3_get_autocommit(source))
        sqlite3_exec(source, "ROLLBACK", NULL, NULL, NULL);
    return copied;
}

/* Takes out what is for the parties of agreements alone, and the marks of reviews that are open:
 * whoever may take the file may see neither. What is deleted is overwritten. */
static bool private_leave(struct backup *backup)
{
    static const char leave[] =
        "PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON; BEGIN;"
        "DELETE FROM comment_words WHERE comment IN"
        " (SELECT number FROM comments WHERE audience = 1);"
        "DELETE FROM comment_mentions WHERE comment IN"
        " (SELECT number FROM comments WHERE audience = 1);"
        "DELETE FROM attachments;"
        "UPDATE comments SET state = 3, reason = '', hider = NULL WHERE audience = 1;"
        "DELETE FROM review_marks WHERE assignment IN (SELECT a.number FROM review_assignments a"
        " JOIN review_applications p ON p.number = a.application"
        " JOIN reviews r ON r.number = p.review WHERE r.state = 0); COMMIT";
    struct sql_store *store = &backup->store->sql;
    int64_t comments, files, marks;
    if (!sql_private_count(&store->store, &comments, &files, backup->error) ||
        !sql_number(store, "SELECT count(*) FROM review_marks", 0, 0, &marks, backup->error))
        return false;
    return (!comments && !files && !marks) ||
           sqlite3_exec(backup->database, leave, NULL, NULL, NULL) == SQLITE_OK ||
           cannot(backup, sqlite3_errmsg(backup->database));
}

bool sqlite_backup(struct sql_store *base, const struct store_going *going, int *file,
                   struct error *error)
{
    struct backup backup = {.store = sqlite_of(base), .going = going, .error = error};
    bool copied = backup_open(&backup) && moment_copy(&backup) && private_leave(&backup);
    *file = copied ? open(backup.path, O_RDONLY | O_CLOEXEC) : -1;
    if (copied && *file < 0)
        cannot(&backup, strerrordesc_np(errno));
    backup_remove(&backup);
    return *file >= 0;
}
