#include "calibration.h"

#include <math.h>

void calibration_init(struct calibration *calibration)
{
    *calibration = (struct calibration){.pattern = 1};
}

double *calibration_weight(struct calibration *calibration, const struct schema *schema,
                           struct span name)
{
    if (span_equal(name, SPAN("base")))
        return &calibration->base;
    if (span_equal(name, SPAN("pattern")))
        return &calibration->pattern;
    if (span_equal(name, SPAN("telling")))
        return &calibration->telling;
    if (span_equal(name, SPAN("distance")))
        return &calibration->distance;
    const struct schema_kind *kind = schema_kind_find(schema, name);
    return kind && kind->is_fact && kind->number < CALIBRATION_KINDS
               ? &calibration->kinds[kind->number]
               : NULL;
}

double calibration_confidence(const struct calibration *calibration, const struct schema_kind *kind,
                              const struct confidence_basis *basis)
{
    double odds = calibration->base +
                  calibration->pattern * log(basis->pattern / (1 - basis->pattern)) +
                  calibration->telling * log2(basis->sentences ? basis->sentences : 1) +
                  calibration->distance * log2(1 + (double)basis->distance) +
                  (kind->number < CALIBRATION_KINDS ? calibration->kinds[kind->number] : 0);
    /* In hundredths: no more is known, and no machine's rounding shows. */
    double hundredths = round(100 / (1 + exp(-odds)));
    return (hundredths < 1 ? 1 : hundredths > 99 ? 99 : hundredths) / 100;
}
