/* Inside src/query/ alone: the fields of activity of subjects, projects, products and
 * specializations.
 *
 * They are found when they are asked for, by the words of lexicon/fields.txt: so a change there
 * needs no new reading. What a user decided of a claim counts before. */
#ifndef ACTIVITY_H
#define ACTIVITY_H

#include "fields.h"
#include "lookup.h"

/* Whether values of the property have fields: what agreements are about, projects, specializations,
 * goods; of projects, products, programmes, sites and clusters their names. */
bool property_has_fields(const struct schema_kind *kind, const struct schema_property *property);
/* Adds the fields of a claim's value, the best first; they stand in fields once. */
void claim_fields_add(struct lookup *lookup, const struct stored_claim *claim,
                      struct query_fields *fields);
/* The fields of a thing or fact by its claims. Added to fields. */
void item_fields_add(struct lookup *lookup, const struct item *item, struct query_fields *fields);
/* Fills a row's fields from what it was made of, once. */
void row_fields_find(struct lookup *lookup, struct query_row *row);
/* Reads --field into *field (NULL: all); false with an error where there is none of that name. */
bool field_filter_read(struct lookup *lookup, struct span name, const struct field **field);
bool row_has_field(struct lookup *lookup, struct query_row *row, const struct field *field);
/* Whether things or facts of the kind have fields by a value of theirs. */
bool kind_has_fields(const struct schema_kind *kind);
/* The fields of entities of a kind that has some, by what the reports that tell of them say, to
 * sets in the order of the numbers. Of a thing they are those of its names. */
bool fields_of_listed(struct lookup *lookup, const struct schema_kind *kind, const int64_t *numbers,
                      size_t count, struct field_set *sets);
/* How many of the newest subjects, projects, products and specializations have no field. */
void fields_count(struct lookup *lookup, struct query_classified *classified);

#endif
