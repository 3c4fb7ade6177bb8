/* Inside src/reading alone: sides of facts that are left to what is spoken of. */
#ifndef FACTS_TOPIC_H
#define FACTS_TOPIC_H

#include "draft.h"

/* Whom the speaker of the words leads, as a claim of a property; see below. */
bool topic_speaker(struct facts *facts, struct draft *draft, const char *property, bool by_pronoun,
                   struct claim *claim);

/* ---- sources ----
 *
 * A side that a sentence leaves out is what is spoken of: each source knows one way to tell what
 * that is. It adds what it offers, with the words that prove it, to a property that the draft
 * lacks, unless another property holds it, and says whether it did. A kind names the sources of
 * its sides in their order, the surest first. */
typedef bool side_source(struct facts *facts, struct draft *draft, const char *property);

struct side_step {
    const char *property;
    side_source *source;
};

/* Asks the sources in their order, each for a property that the draft still lacks. */
void sides_fill(struct facts *facts, struct draft *draft, const struct side_step *steps,
                size_t count);
#define SIDES_FILL(facts, draft, steps)                                                            \
    sides_fill(facts, draft, steps, sizeof(steps) / sizeof *(steps))

/* Whom the speaker of the words leads, where the draft stands within what somebody says. */
side_source topic_speaker_add;
/* Likewise where the sentence says «мы», «нам», «наш». */
side_source topic_us_add;
/* Whom «он», «она», «последняя» before the draft's words means. */
side_source topic_pronoun_add;
/* The firm with which the sentence tells of a document: «соглашение с «Зарёй», по которому …». */
side_source topic_partner_add;
/* The firm that is the subject of the sentence, or of one of the two before. */
side_source topic_subject_add;
/* The firm that the paragraph speaks of: the first of the sentence before. */
side_source topic_firm_add;
/* The firm that the paragraph speaks of first. */
side_source topic_lead_add;
/* The firm that the report speaks of more than twice as often as of any other. */
side_source topic_main_firm_add;
/* The town or site in which the sentence before is set; topic_place.c, as the next three. */
side_source topic_place_add;
/* The town or site behind the words of what it is: «цех завода «Заря» в Омске». */
side_source topic_behind_add;
/* The place that stands at the head of the item: «ОМСК. Здесь открыли …». */
side_source topic_item_place_add;
/* The site of which one of the draft's firms is a resident. */
side_source topic_site_add;

/* Adds a mention to a property, unless the draft holds its entity; false for NULL too. */
bool topic_mention_add(struct facts *facts, struct draft *draft, const char *property,
                       const struct mention *mention);
/* Whether the sentence says «мы», «нам», «наш». */
bool topic_is_us(const struct facts *facts, const struct draft *draft);
/* The body, region or site that the sentence, or one shortly before in the paragraph, tells of in
 * the nominative, and that the draft does not hold; NULL. */
const struct mention *topic_side(const struct facts *facts, const struct draft *draft);
/* The first side in the nominative of a sentence, which the draft does not hold; NULL. */
const struct mention *topic_side_of(const struct facts *facts, const struct draft *draft,
                                    uint32_t sentence);
/* The sides that a sentence tells of in one list, the first in the nominative: «A, B и C создают
 * центр»; 0 where it has no such list before the draft. */
size_t topic_row(const struct facts *facts, const struct draft *draft, uint32_t sentence,
                 const struct mention **row, size_t most);
/* The firm that the report names first, where it speaks of it more often than of any
 * other that the draft does not hold; NULL. */
const struct mention *topic_main(const struct facts *facts, const struct draft *draft);
/* Whether the sentence of a draft holds one of the words. */
bool topic_says(const struct facts *facts, const struct draft *draft, const char *const *forms,
                size_t count);
/* The number of the first mention that begins at or behind an offset. */
size_t topic_mention_at(const struct reading *reading, size_t offset);
/* The organization whose mention begins right behind an offset; NULL. */
const struct mention *topic_mention_behind(const struct reading *reading, size_t offset);
/* The firm named or pointed at within a range; NULL. */
const struct mention *topic_firm_within(const struct reading *reading, struct range range);
/* The town, site or region in the locative within a range or soon behind it; NULL. */
const struct mention *topic_spot_behind(const struct reading *reading, struct range range);
/* The firm that the report speaks of more than twice as often as of any other; NULL. */
const struct mention *topic_main_firm(const struct facts *facts);
static inline struct value value_of_entity(uint32_t entity)
{
    return (struct value){.type = VALUE_ENTITY, .entity = entity};
}

/* Finds where a project is and who carries it out; project_sides.c. */
void project_sides(struct facts *facts, struct draft *draft);
/* Finds where a project is that neither its sentence nor its sides set; project_place.c. */
side_source project_place;
/* Whether a property of the draft holds the entity. */
bool draft_holds(const struct draft *draft, uint32_t entity);

/* Gives deliveries the goods, the supplier or the recipient that their sentence leaves to what was
 * said before; supply.c. */
void facts_complete_supplies(struct facts *facts);
/* Puts in place of a pronoun, or of a mere measure («первая партия»), bound to a property the thing
 * that was spoken of; supply.c. */
void goods_resolve(struct facts *facts, struct draft *draft, const char *property);
/* Puts in place of «предприятие», «компания», bound to a property as text, the firm spoken of. */
void firm_resolve(struct facts *facts, struct draft *draft, const char *property);

/* Tells what and whose a deployment is that its sentence only points at; deployment.c. */
void facts_complete_deployments(struct facts *facts);

/* Names benefits that are told by a verb, and finds whom they are for; benefit.c. */
void facts_complete_benefits(struct facts *facts);

/* Leaves of needs that read the same words one, and finds who needs it; need.c. */
void facts_complete_needs(struct facts *facts);
/* Joins the drafts of one meeting. meeting.c. */
void facts_join_meetings(struct facts *facts);
/* Gives decisions the body and the day of the meeting at which they were taken. */
void facts_complete_decisions(struct facts *facts);
/* Adds to needs who could make the goods: who is to build what makes them, once projects are
 * joined; need.c. */
void facts_find_makers(struct facts *facts);

#endif
