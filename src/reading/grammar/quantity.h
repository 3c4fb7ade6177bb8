/* Inside src/reading alone: quantities as a report gives them, with what they count.
 *
 * «свыше двухсот организаций Прикамья», «от 5 до 7 тысяч человек», «18 тысяч» of «18 тысяч кв. м».
 */
#ifndef QUANTITY_H
#define QUANTITY_H

#include "phrase.h"

struct quantity {
    uint32_t first; /* tokens of the number with its scale, of a range both ends */
    uint32_t end;
    double value;
    double maximum;       /* of a range; else 0 */
    struct phrase phrase; /* what is counted, where that was asked for */
};

/* Whether the token at index is the first of a number, and no part of a date or a name. */
bool quantity_begins(const struct reading *reading, uint32_t index);
/* Reads the number that begins at token first and ends before limit; counted: a noun that can be
 * counted must follow («27 резидентов», neither «27 рублей» nor «2012 площадка»). */
bool quantity_read(const struct reading *reading, uint32_t first, uint32_t limit, bool counted,
                   struct quantity *quantity);
/* Reads «двадцать седьмым», «27-м» and the noun behind it. */
bool ordinal_read(const struct reading *reading, uint32_t first, uint32_t limit,
                  struct quantity *quantity);
/* The token behind a quantity and what it counts. */
uint32_t quantity_end(const struct quantity *quantity);

#endif
