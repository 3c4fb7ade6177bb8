/* Inside the lexicon alone: what it is made of. */
#ifndef LEXICON_FORM_H
#define LEXICON_FORM_H

#include "lexicon.h"
#include "map.h"

/* Phrases stand in a trie. Its edges are one open hash table: a key is a node and the number of a
 * word, which is the dictionary's number of its lemma or, for words that the dictionary lacks,
 * FORM_WORD and the number of its set of forms. */
#define FORM_WORD 0x80000000u

struct edge {
    uint64_t key; /* node + 1 in the upper half, word in the lower; 0: free */
    uint32_t target;
};

struct node {
    uint32_t entry; /* first of the entries that end here; 0 for none */
};

struct lexicon {
    struct arena *arena;
    const struct morphology *morphology;
    struct {
        struct edge *items;
        size_t count;
        size_t capacity;
    } edges;
    struct {
        struct node *items;
        size_t count;
        size_t capacity;
    } nodes;
    struct {
        struct lexicon_entry *items;
        size_t count;
        size_t capacity;
    } entries;
    struct map forms; /* of words that the dictionary lacks: folded form to number */
    uint32_t form_count;
    struct map names; /* folded name to entry, for references between entries */
};

#endif
