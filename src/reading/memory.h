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

/* The hash by which the form of a token with its text is found. */
uint64_t form_hash(const struct token *token, struct span text);
/* The form; looked up, or made and kept where there is room. memory may be NULL. */
const struct form *form_of(const struct reader *reader, struct reading_memory *memory,
                           struct arena *arena, const struct token *token, struct span text,
                           uint64_t hash);
/* Tells the processor what form_of() will read in a while, and then what it will read soon: words
 * stand anywhere in a memory of megabytes. They change nothing else. */
void form_fetch_slot(const struct reading_memory *memory, uint64_t hash);
void form_fetch(const struct reader *reader, const struct reading_memory *memory, uint64_t hash);
void form_fetch_letters(const struct reading_memory *memory, uint64_t hash);
/* To be called before each report: forgets all where there is little room left. */
void reading_memory_begin(struct reading_memory *memory, const struct reader *reader);

/* The tagger's memory of the same forms; NULL without a memory. */
struct tagger_memory *reading_memory_tagger(struct reading_memory *memory);

#endif
