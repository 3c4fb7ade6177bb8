/* Inside the store alone: the blocks of the table report_facets, which store_sql_facets.c writes
 * and store_sql_counted.c reads. */
#ifndef STORE_SQL_FACETS_H
#define STORE_SQL_FACETS_H

#include "store_sql.h"

enum { BLOCK_ENTRIES = 512, BLOCK_KINDS = 64, ENTRY_REGIONS = 5, ENTRY_NONE = UINT16_MAX };

/* A reading. */
struct entry {
    uint64_t kinds; /* bits: places in the block */
    uint32_t reading;
    uint32_t report;
    uint32_t day;      /* on which it was published, as day_number(); 0: not known */
    uint32_t earliest; /* the same of the first day that it may be of */
    uint32_t size;     /* bytes of its row of word_ranges: about two a word */
    uint16_t publisher;
    uint16_t regions[ENTRY_REGIONS];
};
_Static_assert(sizeof(struct entry) == 40, "entries are stored as they are");

struct texts {
    struct span *items;
    size_t count;
    size_t capacity;
};

struct block {
    int64_t first; /* reading; 0: the table has no such row yet */
    struct {
        struct entry *items;
        size_t count;
        size_t capacity;
    } entries;
    struct {
        uint32_t *items;
        size_t count;
        size_t capacity;
    } regions;
    struct texts kinds;
    struct texts publishers;
};

/* 20150209, 20150200, 20150000: compares as the dates do; 0 where none is set. */
uint32_t sql_day_number(struct date date);
/* Reads a block, whose texts stay in bytes; false where it is none. */
bool sql_facet_block_read(struct span bytes, struct arena *arena, struct block *block);
/* *there says whether there is a table; where it is needed and there is none, false. What was
 * written in this group is counted first. */
bool sql_facets_need(struct sql_store *store, bool needed, bool *there, struct error *error);

#endif
