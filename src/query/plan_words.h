/* The words in which a plan is told. */
#ifndef PLAN_WORDS_H
#define PLAN_WORDS_H

#include "plan.h"
#include "query.h"

/* "cluster", "region" … and "nobody", "late" …: codes for programs. */
extern const char *const nearness_codes[NEARNESSES];
extern const char *const gap_codes[GAP_REASONS];

/* What a product is called, or its code. */
struct span product_text(const struct named_product *product);
/* «12,5 т»: a quantity of a need, in its unit. */
struct span quantity_text(const struct query *query, const struct need *need, double quantity);
/* «12,5 %». */
struct span percent_text(const struct query *query, double share);
/* Why a gap is one, in a sentence. */
struct span gap_text(const struct query *query, const struct plan *plan,
                     const struct plan_gap *gap);
/* What comes of a plan: how much it covers, what is made near by before and after, how good it is.
 */
enum { PLAN_SENTENCES = 3 };
void plan_sentences(const struct query *query, const struct plan *plan,
                    struct span sentences[PLAN_SENTENCES]);

#endif
