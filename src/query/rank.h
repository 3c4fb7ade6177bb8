/* Inside src/query/ alone: which of several claims is shown, where reports disagree. The
 * rule is that of choose.h. */
#ifndef RANK_H
#define RANK_H

#include "lookup.h"

/* The claim that is shown of a property that is no list; NULL where there is none. */
const struct stored_claim *claim_chosen(struct lookup *lookup, const struct stored_claim *claims,
                                        size_t count, const struct schema_property *property);
/* The same of a thing or fact, by the property's name. */
const struct stored_claim *item_chosen(struct lookup *lookup, const struct item *item,
                                       const char *property);
/* The date that claims of a fact do not tell and that is reckoned from what they tell (schema.h);
 * unset: they tell it, or nothing from which to reckon it. */
struct date date_reckoned(struct lookup *lookup, const struct item *item,
                          const struct schema_property *property);
/* The code of a claim that is a choice; empty of any other, and of NULL. */
struct span choice_code(const struct stored_claim *claim);
/* How many independent texts say the value of the key (claim_key()) of the property. */
size_t claim_sources(struct lookup *lookup, const struct stored_claim *claims, size_t count,
                     const struct schema_property *property, struct span key);
/* Whether another value of a later report is no contradiction but what came next. */
bool property_progresses(const struct stored_claim *claims, size_t count,
                         const struct schema_property *property);

#endif
