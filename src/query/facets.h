/* Inside src/query/ alone: how often each value stands in a list. */
#ifndef FACETS_H
#define FACETS_H

#include "fields.h"
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
    struct listed_values by_field; /* by their places in fields_all() */
    bool fields;                   /* they were counted … */
    bool fields_more;              /* … of the first rows alone */
    /* By number: how many cards are counted more than once as of a region of today, and by the
     * first region of a district, as of that. */
    struct listed_values twice_regions;
    struct listed_values twice_districts;
};

/* Adds up what is counted of each of several kinds. */
void listed_counts_add(struct arena *arena, struct listed_counts *counts, enum listed_tally what,
                       const struct listed_values *values);
/* Takes note of which regions cards have together, by TALLY_TOGETHER. reference may be NULL. */
void listed_counts_together(struct arena *arena, struct listed_counts *counts,
                            const struct reference *reference, const struct listed_values *values);
/* Counts the values of rows. reference may be NULL. */
void listed_counts_rows(struct arena *arena, struct listed_counts *counts,
                        const struct reference *reference, const struct listed_rows *rows);
/* Counts the fields of entities. */
void listed_counts_fields(struct arena *arena, struct listed_counts *counts,
                          const struct field_set *sets, size_t count);
/* Shows what was counted; kind: of the list's facts, NULL where it has none. more: others were not
 * looked at. */
void facets_of_counts(const struct gathered *gathered, const struct schema_kind *kind,
                      const struct listed_counts *counts, bool all, bool more,
                      struct query_list *list);

#endif
