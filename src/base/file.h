/* Files: mapped for reading, and written whole or not at all. */
#ifndef FILE_H
#define FILE_H

#include "buffer.h"
#include "error.h"

struct mapped_file {
    struct span bytes;
};

/* Maps a regular file for reading; an empty file has an empty span. Close it with
 * mapped_file_close(). Errors: "file.cannot_open" (file, reason). */
bool mapped_file_open(struct mapped_file *file, const char *path, struct error *error);
void mapped_file_close(struct mapped_file *file);
/* Lets the system have back the memory of the file, which is read again where it is looked at. */
void mapped_file_rest(const struct mapped_file *file);
/* Reads a file, pipe or terminal to its end into buffer, which keeps its cap; path "-" is standard
 * input. Errors: "file.cannot_open", "file.cannot_read", "file.too_large" (file, limit: bytes). */
bool file_read(const char *path, struct buffer *buffer, struct error *error);
/* Writes bytes to path by way of a new file beside it, so that path holds the old bytes or the new.
 * Errors: "file.cannot_write" (file, reason). */
bool file_write(const char *path, struct span bytes, struct error *error);
/* The same with the bytes of an open file, from where it stands to its end. */
bool file_write_from(const char *path, int from, struct error *error);
/* Reads a descriptor to its end, piece by piece; false where that fails, with errno, or where take
 * does. */
bool descriptor_each(int descriptor, bool (*take)(void *context, struct span bytes), void *context);
/* Writes all bytes to a descriptor; false where that fails, with errno. */
bool descriptor_write(int descriptor, struct span bytes);
/* An empty file that nobody else can open, in the folder for temporary files (TMPDIR, else /tmp),
 * for reading and writing; it has no name and is gone with its descriptor, which the caller closes.
 * -1 with "file.cannot_write" (file, reason). */
int file_temporary(struct error *error);
/* The name of a file without its ending: what stands from its last point on, which is not its first
 * byte. */
struct span file_stem(struct span name);

#endif
