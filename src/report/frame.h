/* The frame of a report: what of its text is headline, date, list, credit and noise. */
#ifndef FRAME_H
#define FRAME_H

#include "report.h"

/* Sets blocks, credits, title and, unless the user stated it, published of a report whose text is
 * set. The rules:
 *
 *  - What stands above the first sentences is the head. Its headline is the first short line that
 *    is no menu, date or name of a site.
 *  - The date is that of the head nearest to the headline, or of a dateline at the start of the
 *    text («Калуга, 17 марта 2015 г. …»), or one labelled as the date of publication. The page's
 *    current day («Сегодня: …») is none.
 *  - What stands below the last sentences is the foot: credits, a bare name (the author), and
 *    noise.
 *
 * Call within arena_run(). Linear in the length of the text. */
void frame_read(struct arena *arena, struct report *report);

#endif
