/* Reminders as feeds that other programs follow: a calendar (iCalendar, RFC 5545) and a web feed
 * (Atom, RFC 4287). The same reminders give the same bytes, whenever they are asked for. */
#ifndef FEED_H
#define FEED_H

#include "reminders.h"

struct feed_frame {
    struct span origin; /* what stands before the paths of cards: "http://127.0.0.1:8080"; empty:
                           links are left out */
};

/* A day of a fact is an event of all day. What others wrote is left out. */
void feed_calendar_write(const struct query *query, const struct query_reminders *reminders,
                         const struct feed_frame *frame, struct buffer *out);
/* Days and what others wrote; of what is for parties alone that it was written, and no words. */
void feed_atom_write(const struct query *query, const struct query_reminders *reminders,
                     const struct feed_frame *frame, struct buffer *out);

#endif
