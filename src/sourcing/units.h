/* Units in which goods are counted: «т», «шт.», «пог. м». Units of one measure can be compared. */
#ifndef UNITS_H
#define UNITS_H

#include "span.h"

enum measure {
    MEASURE_PIECES,
    MEASURE_SETS,
    MEASURE_PACKS,
    MEASURE_PAIRS,
    MEASURE_MASS,   /* in kilograms */
    MEASURE_LENGTH, /* in metres */
    MEASURE_AREA,   /* in square metres */
    MEASURE_VOLUME, /* in litres */
    MEASURE_TIME,   /* in hours of work */
    MEASURE_ENERGY  /* in kilowatt hours */
};

/* A year in days: what makes 100 a year makes 100 in the year of a need without a date. */
#define YEAR_DAYS 365.0
#define MONTH_DAYS (YEAR_DAYS / 12)

struct unit {
    enum measure measure;
    double factor;    /* of the measure's own unit */
    const char *name; /* as it is written: "кг" */
};

/* The unit of a text in any case of letters, with or without points; false where it is none. An
 * empty text is pieces. */
bool unit_read(struct span text, struct unit *unit);
/* The days of a period: «месяц», «в год», "quarter"; false where it is none. An empty text is a
 * year. */
bool period_read(struct span text, double *days);
/* A number above 0 as people write it: «1 200,5»; false where it is none. */
bool amount_of_text(struct span text, double *quantity);

#endif
