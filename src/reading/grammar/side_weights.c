#include "side_weights.h"

#include <stdio.h>

static const char *const questions[SIDE_QUESTIONS] = {
    [SIDE_PROJECT_PLACE] = "project.place",
    [SIDE_OCCUPATION_ORGANIZATION] = "occupation.organization",
    [SIDE_MEETING_PLACE] = "meeting.place",
    [SIDE_SITE_PLACE] = "site.place",
};

static const char *const looks[SIDE_LOOKS] = {
    [LOOK_ANY] = "any",
    [LOOK_OWN_BEFORE] = "own-before",
    [LOOK_OWN_BEHIND] = "own-behind",
    [LOOK_OWN_NEAR] = "own-near",
    [LOOK_OWN_CLAUSE] = "own-clause",
    [LOOK_OWN_SUBJECT] = "own-subject",
    [LOOK_OWN_SPOT] = "own-spot",
    [LOOK_OWN_GROUND] = "own-ground",
    [LOOK_OWN_OWNER] = "own-owner",
    [LOOK_OWN_BY] = "own-by",
    [LOOK_OWN_WITH] = "own-with",
    [LOOK_PREVIOUS] = "previous",
    [LOOK_SECOND] = "second",
    [LOOK_BEFORE_SUBJECT] = "before-subject",
    [LOOK_BEFORE_SPOT] = "before-spot",
    [LOOK_BEFORE_GROUND] = "before-ground",
    [LOOK_BEFORE_WITH] = "before-with",
    [LOOK_NEAR] = "near",
    [LOOK_FAR] = "far",
    [LOOK_NEXT] = "next",
    [LOOK_BEHIND] = "behind",
    [LOOK_PARAGRAPH] = "paragraph",
    [LOOK_TOLD] = "told",
    [LOOK_TOLD_SPOT] = "told-spot",
    [LOOK_TITLE] = "title",
    [LOOK_TITLE_SPOT] = "title-spot",
    [LOOK_LEAD] = "lead",
    [LOOK_LEAD_SPOT] = "lead-spot",
    [LOOK_OFTEN] = "often",
    [LOOK_OFTENEST] = "oftenest",
    [LOOK_LAST] = "last",
    [LOOK_WHOLE] = "whole",
    [LOOK_OTHER_SIDE] = "other-side",
    [LOOK_PAPER] = "paper",
    [LOOK_SIBLING] = "sibling",
    [LOOK_TWIN] = "twin",
    [LOOK_SPEAKER] = "speaker",
    [LOOK_CALLED] = "called",
    [LOOK_FACT_TITLE] = "fact-title",
    [LOOK_FACT_US] = "fact-us",
    [LOOK_FACT_DONE] = "fact-done",
    [LOOK_FACT_PAPER] = "fact-paper",
};

/* What projects are about, by the word lists "side-NAME". */
static const char *const works[SIDE_WORKS] = {"shop",  "renewal", "plant",  "park",   "centre",
                                              "chair", "network", "outfit", "device", "other"};
static const char *const lists[SIDE_WORKS] = {
    "side-shop",  "side-renewal", "side-plant",  "side-park",   "side-centre",
    "side-chair", "side-network", "side-outfit", "side-device", NULL};
static const char *const grounds[SIDE_GROUNDS] = {"land", "town", "site", "firm", "body"};

const char *side_works_list(unsigned number)
{
    return lists[number];
}

const char *side_look_name(unsigned look, char buffer[SIDE_NAME])
{
    if (look < SIDE_LOOKS)
        return looks[look];
    if (look < LOOK_WORKS)
        return thing_name((enum thing)(look - LOOK_KIND));
    unsigned pair = look - LOOK_WORKS;
    snprintf(buffer, SIDE_NAME, "%s/%s", works[pair / SIDE_GROUNDS], grounds[pair % SIDE_GROUNDS]);
    return buffer;
}

double *side_weight(struct side_weights *weights, struct span question, struct span look)
{
    for (unsigned q = 0; q < SIDE_QUESTIONS; q++)
        for (unsigned i = 0; span_is(question, questions[q]) && i < SIDE_WEIGHTS; i++) {
            char buffer[SIDE_NAME];
            if (span_is(look, side_look_name(i, buffer)))
                return &weights->of[q][i];
        }
    return NULL;
}
