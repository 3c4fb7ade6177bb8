/* What a thread keeps from report to report while it resolves. Internal to the folder. */
#ifndef MEMORY_H
#define MEMORY_H

#include "alike.h"
#include "resolve.h"
#include "words.h"

struct resolve_memory {
    struct word_memory *words; /* NULL where the system had none left */
    struct kept_print *prints; /* PRINTS of them */
};

/* The words of a memory that may be NULL. */
struct word_memory *resolve_memory_words(struct resolve_memory *memory);

/* text_print_make() without the bands, out of the memory, which may be NULL: texts of which others
 * are thought to be copies are the same again and again. Valid until the next call. */
void text_print_kept(struct resolve_memory *memory, struct span text, struct arena *arena,
                     struct text_print *print);

#endif
