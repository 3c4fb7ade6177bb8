/* Inside src/query/ alone: the fields of activity of the rows of a long list, of which the registry
 * knows nothing: they are found in what reports say of at most LIST_COUNTED rows. */
#ifndef LIST_FIELDS_H
#define LIST_FIELDS_H

#include "facets.h"
#include "fields.h"
#include "lookup.h"

/* Counts the fields of the first rows of the kinds. */
bool list_fields_first(struct lookup *lookup, const struct listed_wanted *kinds, size_t kind_count,
                       struct listed_counts *counts);
/* Counts the fields of rows of a kind that were looked at. */
bool list_fields_rows(struct lookup *lookup, const struct schema_kind *kind,
                      const struct listed_rows *rows, struct listed_counts *counts);
/* Wants of the newest that are wanted those alone that have the field; sets *cut where there are
 * others. */
bool list_fields_narrow(struct lookup *lookup, const struct field *field,
                        struct listed_wanted *wanted, bool *cut);

#endif
