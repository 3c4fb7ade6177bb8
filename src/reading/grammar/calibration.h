/* How sure a fact is: what was seen of facts like it, over annotated reports.
 *
 * A pattern's "confidence" is its author's. What share of facts is right depends on more: how many
 * sentences tell the fact, how many away what completes it stands, its kind. The odds of a fact are
 *
 *   log odds = base + pattern · log odds of the pattern + telling · log2(sentences)
 *              + distance · log2(1 + distance) + the kind's own
 *
 * with weights that lines "calibrate NAME NUMBER" of the grammar give; without such lines a fact is
 * as sure as its pattern. bench/calibrate.py fits them; docs/facts.md shows how well they do. */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include "reading.h"

enum { CALIBRATION_KINDS = 64 };

struct calibration {
    double base;
    double pattern;
    double telling;
    double distance;
    double kinds[CALIBRATION_KINDS]; /* by number of the kind */
};

/* One that changes nothing. */
void calibration_init(struct calibration *calibration);
/* The weight of a name: "base", "pattern", "telling", "distance" or a kind of fact; NULL for
 * others. */
double *calibration_weight(struct calibration *calibration, const struct schema *schema,
                           struct span name);
/* The confidence of a fact, from 0.01 to 0.99 in hundredths. */
double calibration_confidence(const struct calibration *calibration, const struct schema_kind *kind,
                              const struct confidence_basis *basis);

#endif
