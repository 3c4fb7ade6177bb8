/* Parts of zip archives that somebody sent, unpacked in bounds: office documents and workbooks. */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include <zip.h>

#include "buffer.h"

enum {
    PARTS_MOST = 10000,
    PART_LIMIT = 128 * 1024 * 1024 /* bytes of a part unpacked */
};

enum part_outcome { PART_READ, PART_MISSING, PART_SWOLLEN, PART_ENCRYPTED, PART_DAMAGED };

/* Opens an archive of bytes, which must outlive it; close it with zip_discard(). NULL where they
 * are none. */
zip_t *archive_open(struct span bytes);
/* Unpacks the part of a name into part, which is emptied before and must take PART_LIMIT bytes. */
enum part_outcome archive_part(zip_t *archive, const char *name, struct buffer *part);

#endif
