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
/* Reads a file, pipe or terminal to its end into buffer, which keeps its cap; path "-" is standard
 * input. Errors: "file.cannot_open", "file.cannot_read", "file.too_large" (file, limit: bytes). */
bool file_read(const char *path, struct buffer *buffer, struct error *error);
/* Writes bytes to path by way of a new file beside it, so that path holds the old bytes or the new.
 * Errors: "file.cannot_write" (file, reason). */
bool file_write(const char *path, struct span bytes, struct error *error);
/* The name of a file without its ending: what stands from its last point on, which is not its first
 * byte. */
struct span file_stem(struct span name);

#endif
