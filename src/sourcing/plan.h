/* The sourcing plan: which offers cover which needs, what is left uncovered and why, and what that
 * changes against today. docs/sourcing.md tells how it is made. */
#ifndef PLAN_H
#define PLAN_H

#include "cover.h"
#include "trade.h"

/* What a unit of value that comes from farther costs: for leaving the buyer's cluster, his region,
 * his federal district, the country, each on top of the one before; and at most for distance (of
 * 10,000 km, or where it is not known) and for price (the dearest of those who answer the need). */
struct plan_weights {
    double cluster;
    double region;
    double district;
    double country;
    double distance;
    double price;
};
/* 1 for each step; distance and price together less than a step. */
extern const struct plan_weights plan_weights_usual;
/* Reads "cluster=2, price=0,5", names and numbers from 0 to 1,000; those not named keep their
 * values. False where text is anything else. */
bool plan_weights_read(struct span text, struct plan_weights *weights);

struct plan_options {
    struct date today; /* from which lead times and capacities count; a full date */
    float least;       /* score of a match that may be used */
    struct plan_weights weights;
    struct cover_watch watch;
};

/* An offer that may cover a need. */
struct plan_link {
    uint32_t need;
    struct match match; /* which offer, and why */
    enum nearness nearness;
    double kilometres; /* negative: not known */
};

struct plan_delivery {
    uint32_t link;
    double quantity; /* in the need's measure */
};

enum gap_reason {
    GAP_NOBODY,   /* no offer answers the need */
    GAP_UNIT,     /* those that do count in units that cannot be compared */
    GAP_LATE,     /* none is ready by the date: earliest */
    GAP_LOT,      /* the least minimum lot is more than is needed, or than can be made: lot */
    GAP_CAPACITY, /* others' needs take what can be made, or it is too little */
    GAP_REASONS
};

struct plan_gap {
    uint32_t need;
    enum gap_reason reason;
    double missing;       /* in the need's measure */
    struct date earliest; /* of GAP_LATE: when the first could deliver */
    double lot;           /* of GAP_LOT: the least, in the need's measure */
    uint32_t near;        /* of GAP_NOBODY: the offer that comes nearest to what is needed … */
    float near_score;     /* … and how near; 0: none does */
};

/* Values by where goods come from. */
struct plan_shares {
    double by_nearness[NEARNESSES];
    double unknown; /* not covered, and not known from where now */
};

struct plan {
    const struct needs *needs;
    const struct offers *offers;
    struct {
        struct plan_link *items;
        size_t count;
        size_t capacity;
    } links; /* by need */
    struct {
        struct plan_delivery *items;
        size_t count;
        size_t capacity;
    } deliveries; /* by link */
    struct {
        struct plan_gap *items;
        size_t count;
        size_t capacity;
    } gaps;         /* by need */
    double *values; /* of needs: money, or a stand-in where no price is known */
    double value;   /* of all needs */
    struct cover_plan cover;
    struct plan_shares before;
    struct plan_shares after;
};

/* Makes a plan, in arena; needs, offers and products must outlive it. scratch is for working memory
 * and is cleared. False with an error: those of cover_solve(). Call within arena_run() of both. */
bool plan_make(struct plan *plan, const struct needs *needs, const struct offers *offers,
               const struct products *products, const struct plan_options *options,
               struct arena *arena, struct arena *scratch, struct error *error);
/* The part of the value that comes from the buyer's own cluster or region; of what is known. */
double plan_local_share(const struct plan_shares *shares);
/* The part of the value by which a better plan might cover more: 0 where the plan is the best. */
double plan_gap(const struct plan *plan);

/* A delivery of another plan, by the ids of its need and offer. */
struct told_delivery {
    struct span need;
    struct span offer;
    double quantity; /* in the measure's own unit */
};
struct told_plan {
    struct told_delivery *items;
    size_t count;
    size_t capacity;
};
/* What is another in this plan than in one told before. */
struct plan_change {
    uint32_t need;
    struct span offer; /* its id */
    double before;
    double after;
};
struct plan_changes {
    struct plan_change *items;
    size_t count;
    size_t capacity;
    double value_before; /* covered by the other plan, by the values of this one */
    size_t unknown;      /* its deliveries of needs that are no more */
};
/* Reads a plan as `uzel plan --format csv` writes it. False with "sourcing.no_plan" (file). */
bool told_plan_read(struct span text, struct span file, struct arena *arena, struct told_plan *told,
                    struct error *error);
void plans_compare(const struct told_plan *before, const struct plan *plan, struct arena *arena,
                   struct plan_changes *changes);

#endif
