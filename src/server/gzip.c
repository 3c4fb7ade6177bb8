/* Answers compressed by gzip. */
#include "gzip.h"

#include <zlib.h>

enum {
    LEVEL = 4,            /* of JSON a quarter longer than by 6, in a quarter of the time */
    GZIP_WINDOW = 15 + 16 /* the largest window, and gzip's frame instead of zlib's */
};

bool gzip_append(struct span bytes, struct buffer *out)
{
    enum { MEMORY = 8 /* zlib's usual */ };
    z_stream stream = {0};
    if (bytes.size > UINT32_MAX ||
        deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t start = out->size, room = deflateBound(&stream, bytes.size);
    char *to = buffer_extend(out, room);
    bool whole = false;
    if (to) {
        stream.next_in = (z_const Bytef *)(uintptr_t)bytes.data;
        stream.avail_in = (uInt)bytes.size;
        stream.next_out = (Bytef *)to;
        stream.avail_out = (uInt)room;
        whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
        out->size = start + (whole ? stream.total_out : 0);
    }
    deflateEnd(&stream);
    return whole;
}
