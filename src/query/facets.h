/* Inside src/query/ alone: how often each value stands in a list. */
#ifndef FACETS_H
#define FACETS_H

#include "list_page.h"
#include "store_list.h"

/* Counts the values of rows that were made. all: those too that are no columns with choices:
 * regions, districts, fields, years, states. */
void facets_of_rows(const struct gathered *gathered, bool all, struct query_list *list);

/* What is counted of the cards of the list's kinds, by enum listed_tally, the most frequent first.
 * by_kind has the number of cards of each kind, for lists of things. */
struct listed_counts {
    struct listed_values values[TALLY_DOUBTFUL + 1];
    struct listed_values by_kind;
};

/* Adds up what is counted of each of several kinds. */
void listed_counts_add(struct arena *arena, struct listed_counts *counts, enum listed_tally what,
                       const struct listed_values *values);
/* Counts the values of rows. */
void listed_counts_rows(struct arena *arena, struct listed_counts *counts,
                        const struct listed_rows *rows);
/* Shows what was counted; kind: of the list's facts, NULL where it has none. more: others were not
 * looked at. */
void facets_of_counts(const struct gathered *gathered, const struct schema_kind *kind,
                      const struct listed_counts *counts, bool all, bool more,
                      struct query_list *list);

#endif
