/* How sure it is that a candidate is the thing: a sum of named features. Internal to the folder. */
#ifndef SCORE_H
#define SCORE_H

#include "context.h"

/* What speaks for a candidate or against it. */
enum score_feature {
    SCORE_NAME,       /* what the names have to do with each other, and how much they tell */
    SCORE_PATRONYMIC, /* of persons: the same, or another one */
    SCORE_EMPLOYER,   /* of persons: works for the same body */
    SCORE_OFFICE,     /* of persons: holds an office of the same name */
    SCORE_REGION,     /* the region of name or office is the same, or another one */
    SCORE_HOME,       /* the reports speak of the same region, or of others */
    SCORE_BESIDE,     /* stands in facts with the same others; the rarer they are the more */
    SCORE_FORM,       /* of firms: the same legal form */
    SCORE_KIND,       /* read as the same kind */
    SCORE_TIME,       /* years lie between the reports */
    SCORE_BEARERS,    /* others bear the name too */
    SCORE_LISTED,     /* a user's list has it under that very name */
    SCORE_FEATURES
};

/* From these on a candidate is the thing, or may be; below the second it is not. */
#define SCORE_SURE 2.0
#define SCORE_DOUBTFUL 0.8
#define SCORE_IMPOSSIBLE -10.0

struct candidate {
    int64_t number;
    uint32_t relations; /* a set of enum relation: of the keys that found it */
    struct stored_profile profile;
    double features[SCORE_FEATURES];
    double score;
};

/* What is known of the things of the reading that are decided already. */
struct decided {
    int64_t number;  /* canonical entity; 0: new, or not decided */
    int64_t reports; /* in how many it was before */
    bool is_place;
};

/* Weighs a candidate whose profile is filled. bearers: how many candidates have the very name;
 * decided: by thing. */
void candidate_score(const struct resolve_work *work, size_t thing, const struct decided *decided,
                     size_t bearers, struct candidate *candidate);
/* Whether what is known of two candidates excludes that they are one. */
bool candidates_conflict(uint32_t country, const struct candidate *one,
                         const struct candidate *other);
/* Whether both have features of the kind, and none is of both; of the regions, whether both are
 * known to be of regions, by name or by the reports that speak of them, and of none together, nor
 * one of the whole country, whose number is given. */
bool profiles_exclude(const struct stored_profile *one, const struct stored_profile *other,
                      enum feature kind);
bool profiles_exclude_regions(uint32_t country, const struct stored_profile *one,
                              const struct stored_profile *other);
/* The features with their weights, "name:1.0 employer:2.5", in arena. */
struct span score_reasons(const struct candidate *candidate, struct arena *arena);
/* What spoke for a candidate that was taken, "name+employer". Of no arena. */
struct span score_reason_short(const struct candidate *candidate);

#endif
