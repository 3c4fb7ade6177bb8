/* Inside src/reading alone: the memory that keeps forms of words from one report to the next.
 *
 * Nine words of ten stand in the reports before, in the same letters: they are looked up once. A
 * memory belongs to one reader and to one thread at a time, so the reader stays as it is and
 * nothing is locked. It is bounded: full of forms or of bytes, it learns nothing more during a
 * report and forgets all before the next one. What is not kept lives in the report's arena, and
 * readings are the same with a memory, without one, and whatever it holds. */
#ifndef MEMORY_H
#define MEMORY_H

#include "form.h"
#include "reader.h"

/* The form of a token with its text; looked up, or made and kept where there is room. memory may be
 * NULL. */
const struct form *form_of(const struct reader *reader, struct reading_memory *memory,
                           struct arena *arena, const struct token *token, struct span text);
/* To be called before each report: forgets all where there is little room left. */
void reading_memory_begin(struct reading_memory *memory, const struct reader *reader);

/* The tagger's memory of the same forms; NULL without a memory. */
struct tagger_memory *reading_memory_tagger(struct reading_memory *memory);

#endif
