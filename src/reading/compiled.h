/* Inside src/reading alone: the file in which lexicons and grammar stand compiled, beside the text
 * that they were made from, and the vectors of the model's words added up.
 *
 * A reader takes it where it was made from just this text, schema, dictionary and model by a
 * program with the same structs, which a digest of all of them tells; otherwise, and where the file
 * is missing or damaged, it reads the text. So an edit of a text works at once, and needs a run of
 * "uzel compile" only to start as fast as before. */
#ifndef COMPILED_H
#define COMPILED_H

#include "reader.h"

/* Fills the reader's lexicon and grammar from the file in the folder of data, and keeps it mapped.
 * What kept it from that in one word: "missing", "sources" for one that was made from something
 * else, or how it is damaged; NULL where it is used. The reader has its dictionary and schema. */
const char *compiled_load(struct reader *reader, struct span data_folder);

#endif
