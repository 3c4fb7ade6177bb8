/* Inside src/query/ alone: which claims a question sees.
 *
 * What was known then is asked of the store (query_known_at()). The day of the world is looked
 * after here: a claim is seen if its report may be of that day or an earlier one, or if its fact
 * began by then («в 2011 году подписали», told in 2015). */
#ifndef VIEW_H
#define VIEW_H

#include "lookup.h"

/* Whether the report may be of the question's day or an earlier one. */
bool report_is_seen(struct lookup *lookup, int64_t report);
/* Whether a date of the property is one from which on its fact is there, whatever day the report is
 * of that tells it; and whether it is one till which the fact is there. */
bool property_begins(const struct schema_property *property);
bool property_ends(const struct schema_property *property);
/* Whether entities of the kind are places: country, region, locality. */
bool kind_is_place(const struct schema_kind *kind);
/* The end of the claims of one source, which stand together and begin at first: what one report
 * says of one thing or fact. */
size_t saying_end(const struct stored_claim *claims, size_t count, size_t first);
/* Moves the claims of one entity that are seen to the front; their number. */
size_t claims_see(struct lookup *lookup, struct stored_claim *claims, size_t count);

#endif
