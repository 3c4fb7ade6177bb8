/* Inside src/reading alone: what is done as a noun: «готовить инженеров» is «подготовка инженеров».
 */
#ifndef NOMINAL_H
#define NOMINAL_H

#include "reading.h"

/* The text of tokens first..end, which begin with a verb and go on with what it is done to, with
 * the verb's noun in its place, in arena; empty where the verb has none here. */
struct span nominal_text(const struct morphology *morphology, const struct reading *reading,
                         struct arena *arena, uint32_t first, uint32_t end);

#endif
