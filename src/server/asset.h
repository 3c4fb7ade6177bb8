/* The web app's files, embedded in the program when it was built.
 *
 * embed.mjs writes, from web/dist, the table of assets and the bytes that it points into
 * (asset_table and asset_bytes), each file also compressed where that is shorter by a tenth. Where
 * the web app was not built the table is empty. A request's path is only ever looked up in this
 * table: there is no way from here to the file system. */
#ifndef ASSET_H
#define ASSET_H

#include "exchange.h"

/* Offsets count from the start of asset_bytes; the table is sorted by path, byte by byte. */
struct asset {
    const char *path; /* "/assets/index-8f2c.js" */
    const char *tag;  /* entity tag, with its quotes */
    uint32_t start;
    uint32_t size;
    uint32_t packed_start; /* compressed by gzip */
    uint32_t packed_size;  /* 0: not kept compressed */
};

/* The asset of a path; NULL where there is none. */
const struct asset *asset_find(struct span path);
/* Whether the web app was embedded. */
bool asset_any(void);
/* Answers a path that is no route's: a file of the web app, or its first page for the paths that
 * the app itself understands; accepts and accepts_encoding are headers of the request. */
unsigned asset_answer(struct exchange *exchange, struct span accepts, struct span accepts_encoding);

#endif
