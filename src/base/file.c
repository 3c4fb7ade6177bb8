/* Files. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static bool cannot(struct error *error, const char *key, const char *path)
{
    return error_add(error, key, "file", path, "reason", strerrordesc_np(errno), NULL);
}

bool mapped_file_open(struct mapped_file *file, const char *path, struct error *error)
{
    *file = (struct mapped_file){0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return cannot(error, "file.cannot_open", path);
    struct stat status;
    if (fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode))
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    else if (status.st_size == 0)
        return close(descriptor), true;
    else {
        void *memory = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE,
                            descriptor, 0);
        if (memory != MAP_FAILED) {
            file->bytes = (struct span){memory, (size_t)status.st_size};
            return close(descriptor), true;
        }
    }
    cannot(error, "file.cannot_open", path);
    return close(descriptor), false;
}

void mapped_file_close(struct mapped_file *file)
{
    if (file->bytes.size)
        munmap((void *)(uintptr_t)file->bytes.data, file->bytes.size);
    *file = (struct mapped_file){0};
}

void mapped_file_rest(const struct mapped_file *file)
{
    if (file->bytes.size)
        madvise((void *)(uintptr_t)file->bytes.data, file->bytes.size, MADV_DONTNEED);
}

static bool descriptor_read(int descriptor, const char *path, struct buffer *buffer,
                            struct error *error)
{
    char chunk[65536];
    for (;;) {
        ssize_t size = read(descriptor, chunk, sizeof chunk);
        if (size == 0)
            return true;
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return cannot(error, "file.cannot_read", path);
        buffer_append(buffer, (struct span){chunk, (size_t)size});
        if (buffer->bad) {
            char limit[24];
            snprintf(limit, sizeof limit, "%zu", buffer->limit);
            return error_add(error, "file.too_large", "file", path, "limit", limit, NULL);
        }
    }
}

bool file_read(const char *path, struct buffer *buffer, struct error *error)
{
    if (strcmp(path, "-") == 0)
        return descriptor_read(STDIN_FILENO, path, buffer, error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return cannot(error, "file.cannot_open", path);
    bool read = descriptor_read(descriptor, path, buffer, error);
    close(descriptor);
    return read;
}

bool descriptor_write(int descriptor, struct span bytes)
{
    while (bytes.size) {
        ssize_t size = write(descriptor, bytes.data, bytes.size);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return false;
        bytes = span_slice(bytes, (size_t)size, bytes.size);
    }
    return true;
}

/* What is written beside a file until it takes its place. */
struct beside {
    struct buffer path;
    int descriptor;
};

static void beside_open(struct beside *beside, const char *path)
{
    buffer_init(&beside->path, PATH_ROOM);
    buffer_format(&beside->path, "%s.new-XXXXXX", path);
    beside->descriptor =
        beside->path.bad ? (errno = ENAMETOOLONG, -1) : mkostemp(beside->path.data, O_CLOEXEC);
}

static bool beside_close(struct beside *beside, bool written, const char *path, struct error *error)
{
    written = written && fsync(beside->descriptor) == 0 && fchmod(beside->descriptor, 0644) == 0 &&
              rename(beside->path.data, path) == 0;
    if (!written)
        cannot(error, "file.cannot_write", path);
    if (beside->descriptor >= 0) {
        close(beside->descriptor);
        if (!written)
            unlink(beside->path.data);
    }
    buffer_release(&beside->path);
    return written;
}

bool file_write(const char *path, struct span bytes, struct error *error)
{
    struct beside beside;
    beside_open(&beside, path);
    bool written = beside.descriptor >= 0 && descriptor_write(beside.descriptor, bytes);
    return beside_close(&beside, written, path, error);
}

static bool take_bytes(void *context, struct span bytes)
{
    return descriptor_write(*(const int *)context, bytes);
}

bool file_write_from(const char *path, int from, struct error *error)
{
    struct beside beside;
    beside_open(&beside, path);
    bool written = beside.descriptor >= 0 && descriptor_each(from, take_bytes, &beside.descriptor);
    return beside_close(&beside, written, path, error);
}

bool descriptor_each(int descriptor, bool (*take)(void *context, struct span bytes), void *context)
{
    enum { PIECE = 64 * 1024 };
    char piece[PIECE];
    for (;;) {
        ssize_t size = read(descriptor, piece, sizeof piece);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size == 0;
        if (!take(context, (struct span){piece, (size_t)size}))
            return false;
    }
}

int file_temporary(struct error *error)
{
    const char *folder = getenv("TMPDIR");
    char path[PATH_ROOM];
    int size = snprintf(path, sizeof path, "%s/uzel-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = size < PATH_ROOM ? mkostemp(path, O_CLOEXEC) : (errno = ENAMETOOLONG, -1);
    if (descriptor < 0)
        cannot(error, "file.cannot_write", path);
    else
        unlink(path);
    return descriptor;
}

struct span file_stem(struct span name)
{
    for (size_t i = name.size; i-- > 1;)
        if (name.data[i] == '.')
            return span_slice(name, 0, i);
    return name;
}
