/* Inside src/reading alone: the day that a report's news is of. */
#ifndef NEWS_H
#define NEWS_H

#include "reading.h"

/* The number of the last date mentioned before token limit that is a day shortly before the report,
 * or of it (or the report's own month): when what is told there happened. The dateline is none.
 * UINT32_MAX where there is no such date. */
uint32_t news_day(const struct reading *reading, uint32_t limit);

#endif
