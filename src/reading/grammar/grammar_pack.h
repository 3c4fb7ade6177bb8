/* Inside src/reading alone: a grammar as sections of a file, from which it is read without parsing.
 *
 * Nodes, parts, bits of sets and what the matcher looks up stand in the file as they stand in
 * memory; what holds pointers is written with numbers in their place. Word lists and parts that
 * only lines of text name, groups and examples are left out. */
#ifndef GRAMMAR_PACK_H
#define GRAMMAR_PACK_H

#include "grammar.h"
#include "pack.h"

enum { GRAMMAR_SECTIONS = 21 };
extern const struct pack_kind grammar_kinds[GRAMMAR_SECTIONS];

/* Numbers that are others where the structs in the sections are. */
enum { GRAMMAR_LAYOUT = 9 };
void grammar_layout(size_t sizes[GRAMMAR_LAYOUT]);

/* Adds the sections of a finished grammar. work is for what is needed meanwhile. */
void grammar_pack(const struct grammar *grammar, struct arena *work, struct pack_writer *writer);
/* A grammar in arena over the sections of a pack from first on, which must outlive it; NULL where
 * they are not what grammar_pack() writes. No number in them leads out of them. */
struct grammar *grammar_unpack(struct arena *arena, const struct schema *schema, struct pack *pack,
                               unsigned first);

#endif
