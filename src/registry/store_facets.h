/* What reports are filtered and counted by: their day, publisher and regions, and the kinds of what
 * they tell of: a part of store.h, whose head tells of errors and of what lives in an arena. */
#ifndef STORE_FACETS_H
#define STORE_FACETS_H

#include "store_list.h"

/* Which reports are wanted; all zero: all. */
struct report_filter {
    struct date from; /* published between these days, a side may be unset */
    struct date until;
    bool dated;                             /* only those whose day is known … */
    bool undated;                           /* … or is not */
    const struct schema_kind *const *kinds; /* that tell of something of any of these; facts of
                                               little confidence and rejected ones do not count */
    size_t kind_count;
    const int64_t *regions; /* of any of these numbers; NULL: of any or none */
    size_t region_count;
    struct span publisher;  /* in any case; empty: any */
    const int64_t *reports; /* of these numbers, which are sorted; NULL: of all */
    size_t report_count;
    bool unstated; /* no entries of users */
};

enum report_facet { FACET_KIND, FACET_YEAR, FACET_REGION, FACET_PUBLISHER, REPORT_FACETS };

/* How many reports have each value: kinds by name, years and publishers by text, regions by number;
 * the most frequent first, years from the latest, behind them "none" for those without a day. */
struct report_facets {
    struct listed_values values[REPORT_FACETS];
};

enum { FACETS_COUNTED = 10000 /* reports that are counted, the newest */ };

/* Reports that hold and are no users' lists, as the filter wants them: by their days, those without
 * one last; after is NULL: all. *total: how many there are on all pages. facets may be NULL. Errors
 * besides the usual: "registry.uncounted" (file): an older program made the registry, and this one
 * may not write to it. */
bool store_reports_wanted(struct store *store, const struct report_filter *filter, bool reverse,
                          const struct listed_after *after, size_t offset, size_t limit,
                          struct arena *arena, struct stored_reports *reports, size_t *total,
                          struct report_facets *facets, struct error *error);

#endif
