/* Inside src/sourcing/ alone: whole pieces. A program's shares may be parts of a piece; here they
 * become whole, within what lines can make and with minimum lots kept to. */
#ifndef WHOLE_H
#define WHOLE_H

#include "cover.h"

/* Makes the shares of needs that are counted in pieces whole: each is cut down to whole pieces, and
 * what that leaves is given, piece by piece, to whoever has the time for it. pieces: by need, how
 * many it is; 0: it is not counted so. A plan that loses value by it is no longer proved. Working
 * memory in arena. */
void cover_make_whole(const struct cover_problem *problem, const double *pieces,
                      struct cover_plan *plan, struct arena *arena);

#endif
