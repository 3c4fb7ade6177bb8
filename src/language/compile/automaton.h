/* Building a minimal automaton from sorted keys and packing it into units (see dictionary.h).
 *
 * Incremental construction from sorted data: Daciuk, Mihov, Watson and Watson, "Incremental
 * Construction of Minimal Acyclic Finite-State Automata", Computational Linguistics 26(1), 2000. */
#ifndef AUTOMATON_H
#define AUTOMATON_H

#include "arena.h"

struct automaton;

/* An empty automaton in arena. */
struct automaton *automaton_new(struct arena *arena);
/* Adds a key of codes 1-63 with the value that it leads to (24 bits); keys come in strictly rising
 * order of their codes. False where they do not, or the key is too long. */
bool automaton_add(struct automaton *automaton, const uint8_t *key, size_t size, uint32_t value);
/* Ends the construction and packs it; the units and their number, in the arena. NULL where they do
 * not fit into 24 bits. */
const uint32_t *automaton_pack(struct automaton *automaton, size_t *count);

#endif
