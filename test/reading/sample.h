/* A reading made by hand: one sentence of words parted by spaces, with the dictionary's analyses.
 * Mentions are written "[person Иван Петров]"; each is an entity of its own, equal words the same.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "../suite.h"
#include "reader.h"

struct sample {
    struct arena arena;
    struct morphology *morphology;
    struct schema *schema;
    struct report report;
    struct reading reading;
};

/* Opens the dictionary and the schema of the folder UZEL_DATA. Release with sample_release(). */
void sample_init(struct sample *sample);
void sample_release(struct sample *sample);
/* Makes sample->reading of a text. */
void sample_read(struct sample *sample, const char *text);

#endif
