/* Inside src/reading alone: numbers in figures and in words. */
#ifndef NUMBER_H
#define NUMBER_H

#include "reading.h"

/* Reads tokens first..end as one number: «2 000», «14,5», «5,4 тысячи», «сорок», «двадцать семь».
 * False where they are none. */
bool number_read(const struct reading *reading, uint32_t first, uint32_t end, double *number);

#endif
