/* The words in which a plan is told. Internal to uzel plan. */
#ifndef PLAN_WORDS_H
#define PLAN_WORDS_H

#include "plan_run.h"

/* Names for programs: "cluster", "region" …; "nobody", "unit" …. */
extern const char *const nearness_codes[NEARNESSES];
extern const char *const gap_codes[GAP_REASONS];

struct span nearness_text(const struct plan_telling *telling, enum nearness nearness);
/* What a product is called: its words, else its code. */
struct span product_text(const struct named_product *product);
/* A quantity in a need's own unit, with the unit. */
struct span quantity_text(const struct plan_telling *telling, const struct need *need,
                          double quantity);
/* Why an offer answers a need: its reasons, one after another. */
struct span reasons_text(const struct plan_telling *telling, const struct plan_link *link);
/* Why something of a need is not covered. */
struct span gap_text(const struct plan_telling *telling, const struct plan_gap *gap);
/* A share of one as a percentage. */
struct span percent_text(const struct plan_telling *telling, double share);

#endif
