/* The facts of a reading: what the grammar finds, completed and joined over the whole report. */
#ifndef FACTS_H
#define FACTS_H

#include "reader.h"

/* Finds the facts of a reading whose words, mentions and entities are there, and fills its facts
 * and capped; all in arena. reader must hold the grammar, the schema and the morphology. A report
 * that is not Russian has none. */
void facts_find(const struct reader *reader, struct arena *arena, struct reading *reading);

#endif
