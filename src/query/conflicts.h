/* Conflicts of interest: what an expert and an applicant have in common, by what reports and users
 * say.
 *
 * An applicant is a body, a person (then also the bodies in which he holds or held an office), or a
 * project, a need or the like (then who carries it out). Three things join an expert to an
 * applicant:
 *   employer   he holds or held an office there;
 *   group      he holds or held one in a body of the same group: subordinations lead from one to
 *              the other, at most GROUP_STEPS of them, through no place; or the name of the one
 *              tells that it is a part of the other («Департамент … госкорпорации «Росатом»»);
 *   signatory  he signed an agreement to which the applicant is a party, for it or for another, or
 *              together with somebody who holds or held an office there.
 * What ended is told too, and said to have: whether it is a conflict is for people to judge. */
#ifndef CONFLICTS_H
#define CONFLICTS_H

#include "query.h"

enum {
    CONFLICT_FACTS = 1000, /* of one entity and kind that are looked at, the newest */
    GROUP_STEPS = 4,
    GROUP_BODIES = 300, /* of an applicant's group that are looked at */
    CONFLICT_SIDES = 30 /* bodies that stand for an applicant */
};

struct query_conflict {
    const char *code;         /* "employer", "group", "signatory" */
    struct span text;         /* the same for people */
    struct query_value body;  /* in which the expert has an office; of "signatory" VALUE_NONE */
    struct query_value side;  /* the applicant, or what stands for it */
    bool former;              /* an office, the expert's or the co-signatory's, is over */
    struct query_values path; /* the facts that join the two, from the expert on */
    struct query_evidences evidence; /* the words that tell of each fact whom it joins */
};

struct query_conflicts {
    struct query_value expert;
    struct query_value applicant;
    struct span summary;
    struct query_conflict *items; /* employers, groups, signatories */
    size_t count;
    size_t capacity;
    bool cut; /* one of them has more facts, or bodies in its group, than are looked at */
};

/* What joins the entities of two ids. Works as of a day and a time of knowledge. Errors:
 * "query.unknown_id", "query.not_person" (id) where the expert is none, those of the store. Needs
 * query.morphology. */
bool query_conflicts(const struct query *query, struct span expert, struct span applicant,
                     struct query_conflicts *conflicts, struct error *error);
void query_conflicts_write(const struct query *query, const struct query_conflicts *conflicts,
                           struct json *json);

#endif
