/* What tells which thing is a side of a fact that no pattern bound: weights of what is seen of the
 * things of a report around the fact, over annotated reports.
 *
 * Of the things that can be the side, each has log odds against there being none:
 *
 *   log odds = sum of the weights of what is seen of it
 *
 * and a share, exp(log odds) / (1 + sum of those of all). The one with more than half is the side.
 * The weights are those of lines "weigh QUESTION LOOK NUMBER" of the grammar; without such lines
 * no thing is ever chosen. bench/weigh_sides.py fits them; docs/facts.md says what the looks are
 * and how well the choice does. */
#ifndef SIDE_WEIGHTS_H
#define SIDE_WEIGHTS_H

#include "reader.h"

/* The sides that are so chosen. */
enum side_question {
    SIDE_PROJECT_PLACE,
    SIDE_OCCUPATION_ORGANIZATION,
    SIDE_MEETING_PLACE,
    SIDE_SITE_PLACE,
    SIDE_QUESTIONS
};

/* What is seen of a thing, 1 or 0 each unless it says otherwise. */
enum side_look {
    LOOK_ANY,        /* always: against there being none */
    LOOK_OWN_BEFORE, /* in the fact's sentence, before its anchor */
    LOOK_OWN_BEHIND,
    LOOK_OWN_NEAR,    /* there, from 1 beside the anchor down to 0 */
    LOOK_OWN_CLAUSE,  /* there, without a border of clauses between */
    LOOK_OWN_SUBJECT, /* there, in the nominative */
    LOOK_OWN_SPOT,    /* there, behind «в», «на» */
    LOOK_OWN_GROUND,  /* there, behind «на территории», «на площадке» */
    LOOK_OWN_OWNER,   /* there, behind a noun */
    LOOK_OWN_BY,      /* there, in the instrumental */
    LOOK_OWN_WITH,    /* there, behind «с» */
    LOOK_PREVIOUS,    /* in the sentence before */
    LOOK_SECOND,      /* in the one before that */
    LOOK_BEFORE_SUBJECT, /* in one of the two in the nominative */
    LOOK_BEFORE_SPOT,
    LOOK_BEFORE_GROUND,
    LOOK_BEFORE_WITH,
    LOOK_NEAR,      /* in one of the four before those */
    LOOK_FAR,       /* still farther before */
    LOOK_NEXT,      /* in the next sentence */
    LOOK_BEHIND,    /* farther behind */
    LOOK_PARAGRAPH, /* in the fact's paragraph */
    LOOK_TOLD,      /* in another sentence that tells the fact */
    LOOK_TOLD_SPOT,
    LOOK_TITLE,
    LOOK_TITLE_SPOT,
    LOOK_LEAD, /* in the first sentence of the text */
    LOOK_LEAD_SPOT,
    LOOK_OFTEN,      /* 1 where it is mentioned twice, 2 four times, 3 nine times */
    LOOK_OFTENEST,   /* none of them is mentioned more often */
    LOOK_LAST,       /* the last of them up to the fact */
    LOOK_WHOLE,      /* its name never stands within another */
    LOOK_OTHER_SIDE, /* another side of the fact */
    LOOK_PAPER,      /* a side of the agreement under which it is */
    LOOK_SIBLING,    /* this side of the last fact of the kind */
    LOOK_TWIN,       /* this side of another fact of the kind in the same sentence */
    LOOK_SPEAKER,    /* whom the speaker of the words leads */
    LOOK_CALLED,     /* its name has a noun of the fact's words */
    /* What is seen of the fact, and so counts for all things alike. */
    LOOK_FACT_TITLE, /* told by the title */
    LOOK_FACT_US,    /* the sentence says «мы», «наш» */
    LOOK_FACT_DONE,  /* who does it is known */
    LOOK_FACT_PAPER, /* it is under an agreement */
    SIDE_LOOKS
};

/* What a project is about, each a word list of the grammar, and what kind of place a thing is. */
enum { SIDE_WORKS = 10, SIDE_GROUNDS = 5 };
/* Further looks: the kind of the thing, and every pair of works and ground. */
enum {
    LOOK_KIND = SIDE_LOOKS,
    LOOK_WORKS = LOOK_KIND + THINGS,
    SIDE_WEIGHTS = LOOK_WORKS + SIDE_WORKS * SIDE_GROUNDS
};

struct side_weights {
    double of[SIDE_QUESTIONS][SIDE_WEIGHTS];
};

/* The weight of a question's look by their names, «project.place» and «own-spot», «Company» or
 * «shop/town»; NULL for others. */
double *side_weight(struct side_weights *weights, struct span question, struct span look);
/* The name of a look, in a buffer of SIDE_NAME bytes. */
enum { SIDE_NAME = 40 };
const char *side_look_name(unsigned look, char buffer[SIDE_NAME]);
/* The word list of the grammar that tells what a project is about; NULL for the last, which is for
 * all others. */
const char *side_works_list(unsigned works);

#endif
