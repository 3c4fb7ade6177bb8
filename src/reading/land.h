/* What words tell of the region that they mean without its name. */
#ifndef LAND_H
#define LAND_H

#include "lexicon.h"
#include "reading.h"

/* Whether a region is one of the cities that are regions. */
bool land_is_city(struct span name);
/* Whether the words first..end can mean a region of that name: «областной», «губернатор области»
 * are of no край, «республиканский» of neither; words that tell nothing can mean any. */
bool land_is_meant(const struct token *tokens, uint32_t first, uint32_t end, struct span name);
/* Whether the words first..end can mean what a mention that is no reference names; things that are
 * neither regions nor countries always can. lexicon: of the regions' full names; NULL where there
 * is none. */
bool land_fits_mention(const struct reading *reading, const struct lexicon *lexicon, uint32_t first,
                       uint32_t end, const struct mention *mention);

#endif
