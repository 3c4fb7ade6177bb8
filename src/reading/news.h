/* Inside src/reading alone: the day that a report's news is of. */
#ifndef NEWS_H
#define NEWS_H

#include "reading.h"

/* Whether a date is a day shortly before the report, or of it: when what is news happened. Of a
 * month, the report's own. */
bool date_is_news(struct date date, struct date published);
/* The number of the first mention that begins at a token or behind it. */
uint32_t mention_from(const struct reading *reading, uint32_t token);
/* The number of the last date mentioned before token limit that is such a day: when what is told
 * there happened. The dateline is none. UINT32_MAX where there is no such date. */
uint32_t news_day(const struct reading *reading, uint32_t limit);
/* Likewise the first one mentioned at that token or behind it. */
uint32_t news_day_after(const struct reading *reading, uint32_t token);

#endif
