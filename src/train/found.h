/* What a network, or a model in use, finds in a document of a corpus. */
#ifndef FOUND_H
#define FOUND_H

#include "network.h"
#include "tagger.h"

struct found {
    uint32_t first, last; /* tokens of the document, inclusive */
    uint32_t type;        /* of names: enum tag_kind; else the number in corpus.types */
};

struct found_spans {
    struct found *items;
    size_t count, capacity;
};

/* Names or types, whichever the document's role is, by the network in floats; spans live in arena.
 * Call within arena_run(). */
void found_by_network(const struct network *network, struct workspace *workspace,
                      const struct lessons *lessons, uint32_t document, struct arena *arena,
                      struct found_spans *spans);
/* The same by a tagger in whole numbers. Its types are added to the corpus's. */
void found_by_tagger(const struct tagger *tagger, struct corpus *corpus, uint32_t document,
                     struct arena *arena, struct found_spans *spans);

#endif
