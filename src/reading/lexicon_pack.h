/* Inside src/reading alone: a lexicon as sections of a file, from which it is read without parsing.
 */
#ifndef LEXICON_PACK_H
#define LEXICON_PACK_H

#include "lexicon.h"
#include "pack.h"

enum { LEXICON_SECTIONS = 5 };
extern const struct pack_kind lexicon_kinds[LEXICON_SECTIONS];

/* Adds the sections of a lexicon. work is for what is needed meanwhile. */
void lexicon_pack(const struct lexicon *lexicon, const struct schema *schema, struct arena *work,
                  struct pack_writer *writer);
/* A lexicon in arena over the sections of a pack from first on, which must outlive it; NULL where
 * they are not what lexicon_pack() writes. No number in them leads out of them. */
struct lexicon *lexicon_unpack(struct arena *arena, const struct morphology *morphology,
                               const struct schema *schema, struct pack *pack, unsigned first);

#endif
