/* Inside src/reading: what the trained tagger says of names, beside the rules.
 *
 * Rules know what a thing is, what it is called in full and who is who; the tagger knows from the
 * words around it that a name stands there at all. Names that the rules did not find become
 * candidates, and the naming words of those that they did find are the tagger's. */
#ifndef TAGGED_H
#define TAGGED_H

#include "scan.h"

/* Tags the report, once; without a tagger it does nothing, and so do the others. */
void tags_find(struct scan *scan);
/* Drops the guesses of the rules that the tagger does not share, and gives organizations the extent
 * that it sees. Before repeats_find(). */
void tagged_names_judge(struct scan *scan);
/* Makes candidates of the tags that no rule found. After references_find(). */
void tagged_names_add(struct scan *scan);
/* Cuts the naming words of candidates to those of the tags inside them. */
void tagged_names_cut(struct scan *scan);

#endif
