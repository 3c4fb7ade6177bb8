/* Inside the store alone: what reports are filtered and counted by, in memory.
 *
 * It is read from the table report_facets when it is first asked for. A connection that only reads
 * keeps it, some 50 bytes a report, while nobody writes; others read it anew for each question. */
#ifndef STORE_SQL_COUNTED_H
#define STORE_SQL_COUNTED_H

#include "store_sql.h"

/* Readings by their numbers: bits of words. */
struct reading_set {
    uint64_t *words;
    size_t size; /* words */
    size_t count;
};

/* Adds a reading to a set of words enough. */
static inline void reading_set_add(struct reading_set *set, int64_t reading)
{
    uint64_t bit = (uint64_t)1 << (reading & 63), *word = &set->words[reading >> 6];
    set->count += !(*word & bit);
    *word |= bit;
}

static inline void reading_set_drop(struct reading_set *set, int64_t reading)
{
    uint64_t bit = (uint64_t)1 << (reading & 63);
    if ((uint64_t)reading >> 6 >= set->size || !(set->words[reading >> 6] & bit))
        return;
    set->words[reading >> 6] &= ~bit;
    set->count--;
}

static inline bool reading_set_has(const struct reading_set *set, int64_t reading)
{
    return (uint64_t)reading >> 6 < set->size && set->words[reading >> 6] >> (reading & 63) & 1;
}

/* The newest readings of a set, at most so many; their number. */
size_t reading_set_newest(const struct reading_set *set, size_t most, int64_t *readings);

/* The readings that hold a question's phrases, the newest SEARCH_ORDERED of them: kept for the next
 * time where they are many. */
bool sql_counted_find(struct sql_store *store, const struct search_query *query,
                      struct arena *arena, struct reading_set *found, struct error *error);
/* Leaves those that the query's filter and day want, and counts the newest of them, at most so
 * many, in facets, which may be NULL. */
void sql_counted_choose(struct sql_store *store, const struct search_query *query, size_t most,
                        struct arena *arena, struct reading_set *found,
                        struct report_facets *facets);
/* Those of a set whose reports were published last, then those that were taken in last: offset of
 * them left out, at most limit; how many there are. */
size_t sql_counted_latest(const struct sql_store *store, const struct reading_set *found,
                          size_t offset, size_t limit, struct arena *arena, int64_t *readings);
/* The size of a reading: about two bytes a word; 0: not known. */
uint32_t sql_counted_size(const struct sql_store *store, int64_t reading);
/* Gives back what is kept. */
void sql_counted_release(struct sql_store *store);

#endif
