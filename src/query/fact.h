/* Inside src/query/ alone: what single facts say, and the words that prove it. */
#ifndef FACT_H
#define FACT_H

#include "lookup.h"

/* The first claim of a property that is not rejected; NULL. */
const struct stored_claim *fact_claim(const struct item *item, const char *property);
/* Whether a claim that is not rejected names an entity; of a signatory, for whom he signs too. */
bool claim_names(const struct stored_claim *claim, int64_t number);
/* Whether a fact is not rejected and sure enough to stand in lists. */
bool fact_is_sure(const struct item *item);
/* The day of the newest report or entry that tells of a fact, as far as its bounds say. */
struct date fact_told(struct lookup *lookup, const struct item *item);
/* Adds the evidence of what a fact says of some entities, of each one claim; a number may be 0, of
 * nobody. The store is asked once. */
void fact_prove(struct lookup *lookup, const struct item *fact, const int64_t *numbers,
                size_t count, struct query_evidences *evidence);
/* Adds the sentences in which a claim is told, cut to about so many code points around its words;
 * 0: whole. */
void sentence_prove(struct lookup *lookup, const struct stored_claim *claim, size_t limit,
                    struct query_evidences *evidence);

#endif
