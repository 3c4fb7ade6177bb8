/* Tags: OpenCorpora's names of grammemes ("NOUN,anim,masc sing,nomn") and their sets of bits. */
#ifndef TAG_H
#define TAG_H

#include "dictionary.h"
#include "morphology.h"

/* Reads a tag as OpenCorpora writes it; names that have no bit are passed over (false is returned
 * where the part of speech is none of them). Sets all members but text. */
bool tag_parse(struct span name, struct dictionary_tag *tag);
/* The set of the grammemes named in text, separated by commas or spaces ("sing,nomn"); false at a
 * name that is unknown. */
bool grammemes_parse(struct span text, grammemes *set);

#endif
