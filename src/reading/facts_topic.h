/* Inside src/reading alone: sides of facts that are left to what is spoken of. */
#ifndef FACTS_TOPIC_H
#define FACTS_TOPIC_H

#include "draft.h"

/* Adds to a property whom the speaker of the words leads, where the draft stands within what
 * somebody says; by_pronoun: and says «мы», «нам», «наш». */
bool topic_speaker_add(struct facts *facts, struct draft *draft, const char *property,
                       bool by_pronoun);
/* Adds to a property the town or site in which the sentence before is set. */
bool topic_place_add(struct facts *facts, struct draft *draft, const char *property);
/* Adds to a property the place that stands at the head of the item: «ОМСК. Здесь открыли …». */
bool topic_item_place_add(struct facts *facts, struct draft *draft, const char *property);
/* Adds to a property the site of which one of those bound to another is a resident. */
bool topic_site_add(struct facts *facts, struct draft *draft, const char *by, const char *property);
/* Adds to a property the firm that is the subject of the sentence, or of one of the two before. */
bool topic_subject_add(struct facts *facts, struct draft *draft, const char *property);
/* Adds to a property the firm that the paragraph speaks of: the first of the sentence before. */
bool topic_firm_add(struct facts *facts, struct draft *draft, const char *property);
/* Gives deliveries the supplier or recipient that their sentence leaves out. */
void facts_complete_supplies(struct facts *facts);

/* Names benefits that are told by a verb, and finds whom they are for; facts_benefit.c. */
void facts_complete_benefits(struct facts *facts);

#endif
