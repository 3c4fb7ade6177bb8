/* The key of a registry's redactions, and the file in which it lies.
 *
 * Of a registry in a file it is FILE.key, beside it; of a PostgreSQL database, ID.key in the folder
 * uzel of the user's settings ($XDG_CONFIG_HOME, else ~/.config), ID being the number by which the
 * registry knows its key (meta.redaction_key). It holds 32 random bytes, and its owner alone may
 * read it. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "redaction.h"
#include "store_sql.h"

static int64_t key_id(const unsigned char key[DIGEST_KEY_SIZE])
{
    struct digest digest = digest_keyed(key, SPAN("id"), SPAN(""));
    uint64_t id = 0;
    for (size_t i = 0; i < 8; i++)
        id = id << 8 | digest.bytes[i];
    id &= INT64_MAX;
    return (int64_t)(id + !id);
}

/* The path of the key's file, in buffer. */
static void path_make(const struct sql_store *store, int64_t id, struct buffer *path)
{
    const char *settings = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    buffer_clear(path);
    if (store->driver->is_file)
        buffer_format(path, "%s.key", store->file);
    else if (settings && settings[0] == '/')
        buffer_format(path, "%s/uzel/%016" PRIx64 ".key", settings, (uint64_t)id);
    else
        buffer_format(path, "%s/.config/uzel/%016" PRIx64 ".key", home ? home : "", (uint64_t)id);
    buffer_append_byte(path, '\0');
}

/* Makes the folders of a path. */
static void folders_make(char *path)
{
    for (char *at = path + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        mkdir(path, 0700);
        *at = '/';
    }
}

/* Only a file of a key's size is one. */
static bool file_read_key(const char *path, unsigned char key[DIGEST_KEY_SIZE])
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    bool read_whole = file >= 0 && fstat(file, &status) == 0 && status.st_size == DIGEST_KEY_SIZE &&
                      read(file, key, DIGEST_KEY_SIZE) == DIGEST_KEY_SIZE;
    if (file >= 0)
        close(file);
    return read_whole;
}

/* Whether the file is not there yet, or holds this key; anything else is somebody's. */
static bool path_is_free(const char *path, const unsigned char key[DIGEST_KEY_SIZE])
{
    unsigned char there[DIGEST_KEY_SIZE];
    struct stat status;
    if (lstat(path, &status) != 0)
        return errno == ENOENT;
    if (file_read_key(path, there) && memcmp(there, key, DIGEST_KEY_SIZE) == 0)
        return true;
    errno = EEXIST;
    return false;
}

/* Makes a new name in the folder of a path last. */
static bool folder_sync(const char *path)
{
    const char *name = strrchr(path, '/');
    struct buffer folder;
    buffer_init(&folder, 65536);
    if (name)
        buffer_append(&folder, (struct span){path, (size_t)(name - path) + 1});
    else
        buffer_append(&folder, SPAN("."));
    buffer_append_byte(&folder, '\0');
    int file = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = file >= 0 && (fsync(file) == 0 || errno == EINVAL);
    if (file >= 0)
        close(file);
    buffer_release(&folder);
    return synced;
}

static bool key_put(const char *path, const unsigned char key[DIGEST_KEY_SIZE])
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written =
        file >= 0 && write(file, key, DIGEST_KEY_SIZE) == DIGEST_KEY_SIZE && fsync(file) == 0;
    int reason = errno;
    if (file >= 0)
        close(file);
    errno = reason;
    return written;
}

/* Written beside, then named: the file is there whole or not at all. */
static bool file_write_key(char *path, const unsigned char key[DIGEST_KEY_SIZE])
{
    struct buffer beside;
    folders_make(path);
    buffer_init(&beside, 65536);
    buffer_format(&beside, "%s.%ld", path, (long)getpid());
    buffer_append_byte(&beside, '\0');
    bool written = path_is_free(path, key) && key_put(beside.data, key) &&
                   rename(beside.data, path) == 0 && folder_sync(path);
    int reason = errno;
    if (!written)
        unlink(beside.data);
    buffer_release(&beside);
    errno = reason;
    return written;
}

static bool fail(const struct sql_store *store, const char *key, const char *path,
                 struct error *error)
{
    return error_add(error, key, "file", store->file, "key", path, NULL);
}

static bool key_load(struct sql_store *store, int64_t id, struct error *error)
{
    struct buffer path;
    unsigned char *key = store->redaction_key;
    buffer_init(&path, 65536);
    path_make(store, id, &path);
    bool fine =
        (file_read_key(path.data, key) || fail(store, "registry.no_key", path.data, error)) &&
        (key_id(key) == id || fail(store, "registry.wrong_key", path.data, error));
    buffer_release(&path);
    store->has_redaction_key = fine;
    return fine;
}

bool sql_redaction_key_read(struct sql_store *store, unsigned char key[DIGEST_KEY_SIZE],
                            bool *there, struct error *error)
{
    int64_t id;
    if (!store->has_redaction_key) {
        if (!sql_number(store, "SELECT value FROM meta WHERE key = 'redaction_key'", 0, 0, &id,
                        error) ||
            (id && !key_load(store, id, error)))
            return false;
    }
    *there = store->has_redaction_key || store->has_trial_key;
    if (*there)
        memcpy(key, store->redaction_key, DIGEST_KEY_SIZE);
    return true;
}

/* Writes the key's file and notes it in the registry. */
static bool key_note(struct sql_store *store, const unsigned char key[DIGEST_KEY_SIZE],
                     struct error *error)
{
    struct buffer path;
    int64_t id = key_id(key);
    buffer_init(&path, 65536);
    path_make(store, id, &path);
    bool fine =
        file_write_key(path.data, key) || error_add(error, "file.cannot_write", "file", path.data,
                                                    "reason", strerrordesc_np(errno), NULL);
    buffer_release(&path);
    return fine &&
           sql_run_with(store, "INSERT INTO meta VALUES('redaction_key', ?)", &id, 1, error);
}

/* A new key; that of a file which an interrupted redaction left is its own. */
static bool key_make(struct sql_store *store, struct error *error)
{
    struct buffer path;
    if (getrandom(store->redaction_key, DIGEST_KEY_SIZE, 0) != DIGEST_KEY_SIZE)
        return error_add(error, "registry.failed", "file", store->file, "reason",
                         strerrordesc_np(errno), NULL);
    buffer_init(&path, 65536);
    path_make(store, 0, &path);
    if (store->driver->is_file)
        file_read_key(path.data, store->redaction_key);
    buffer_release(&path);
    store->has_trial_key = true;
    return true;
}

bool sql_redaction_key(struct store *base, bool make, unsigned char out[DIGEST_KEY_SIZE],
                       struct error *error)
{
    struct sql_store *store = (struct sql_store *)base;
    bool there;
    if (!sql_redaction_key_read(store, out, &there, error) || (!there && !key_make(store, error)) ||
        (make && !store->has_redaction_key && !key_note(store, store->redaction_key, error)))
        return false;
    memcpy(out, store->redaction_key, DIGEST_KEY_SIZE);
    return true;
}

bool sql_redaction_key_copy(struct sql_store *from, struct sql_store *to, struct error *error)
{
    unsigned char key[DIGEST_KEY_SIZE];
    bool there;
    return sql_redaction_key_read(from, key, &there, error) && (!there || key_note(to, key, error));
}
