/* The searches of bench/searches.txt: by how many reports of the generated archive (bench/archive)
 * they find. A line "# NAME" begins a part; all others are searches. */
#ifndef SEARCHES_H
#define SEARCHES_H

#include "arena.h"

enum { SEARCH_PARTS = 3, PART_SEARCHES = 32 };

struct search_part {
    const char *name; /* "over half", "middling", "rare" */
    struct span items[PART_SEARCHES];
    size_t count;
};

struct searches {
    struct search_part parts[SEARCH_PARTS];
    size_t count; /* of all */
};

/* Reads them; false where the file is not there, or has other parts. In arena. */
bool searches_read(const char *file, struct arena *arena, struct searches *searches);
/* The search of an index below count. */
struct span searches_at(const struct searches *searches, size_t index);

#endif
