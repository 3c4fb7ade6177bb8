/* The store's expert reviews: a part of store.h, whose head tells of errors, times and what lives
 * in an arena.
 *
 * A review has applications (canonical entities; where one was merged into another it is that),
 * experts (accounts, each with the person that he is), assignments (which expert reviews which
 * application, with the conflicts of interest that were found then), marks (of an assignment by
 * criteria, every version kept) and decisions (the last on an application holds). Who may do and
 * see what is src/work's and src/query's. */
#ifndef STORE_REVIEWS_H
#define STORE_REVIEWS_H

#include "store.h"

/* The numbers of these two stand in registries. */
enum review_state {
    REVIEW_OPEN,
    REVIEW_CLOSED,  /* no marks are taken any more, and all of the review see them */
    REVIEW_DECIDED, /* … and every application is decided on */
    REVIEW_STATES
};

enum review_outcome {
    OUTCOME_NONE,
    OUTCOME_ACCEPTED,
    OUTCOME_REJECTED,
    OUTCOME_DEFERRED,
    REVIEW_OUTCOMES
};

struct stored_criterion {
    int64_t ordinal; /* from 1 */
    struct span name;
    int64_t weight;
};

struct stored_criteria {
    struct stored_criterion *items;
    size_t count;
    size_t capacity;
};

struct stored_review {
    int64_t number;
    struct span title;
    struct span sought; /* what is asked for, in lines; may be empty */
    int64_t entity;     /* canonical entity of the agreement to which it belongs; 0 */
    int64_t scale;      /* marks are from 1 to it */
    struct date begins; /* days on which marks are taken; either may be unset */
    struct date ends;
    enum review_state state;
    struct span author; /* "user:NAME" */
    int64_t version;    /* counts the changes of what stands here, from 1 */
    int64_t made_at;    /* times */
    int64_t closed_at;  /* 0: it is open */
    struct stored_criteria criteria;
};

struct stored_reviews {
    struct stored_review *items;
    size_t count;
    size_t capacity;
};

struct stored_application {
    int64_t number;
    int64_t entity;
    struct span note;
    struct span author;
    int64_t at;
};

struct stored_reviewer {
    int64_t number;
    int64_t account;
    int64_t person; /* canonical entity */
    struct span author;
    int64_t at;
};

struct stored_assignment {
    int64_t number;
    int64_t application;
    int64_t reviewer;
    struct span reason; /* why he was assigned in spite of conflicts; empty */
    struct span author;
    int64_t at;
    int64_t version;       /* counts what the expert did, from 0 */
    struct span abstained; /* why he abstains; empty where he does not */
    int64_t changed_at;    /* when he did it last; 0 */
};

/* What joined an expert and an applicant when he was assigned: a row for each words that tell it.
 */
struct stored_conflict {
    int64_t assignment;
    int64_t conflict; /* the rows of one have the same number, from 1 */
    struct span kind; /* as query_conflicts() has it; these two are empty where words were erased */
    struct span text;
    bool former;
    int64_t report; /* that has the quote; 0 */
    struct span quote;
};

struct stored_mark {
    int64_t assignment;
    int64_t version;   /* of the assignment, from which on it holds */
    int64_t criterion; /* its ordinal; 0: words on the whole */
    int64_t mark;      /* 0: none */
    struct span words;
    struct span author; /* who entered it */
    int64_t at;
};

struct stored_marks {
    struct stored_mark *items;
    size_t count;
    size_t capacity;
};

struct stored_verdict {
    int64_t application;
    enum review_outcome outcome;
    struct span reason;
    struct span author;
    int64_t at;
};

/* All that belongs to a review, each by number; of marks the newest version, of decisions all. */
struct stored_review_parts {
    struct {
        struct stored_application *items;
        size_t count;
        size_t capacity;
    } applications;
    struct {
        struct stored_reviewer *items;
        size_t count;
        size_t capacity;
    } reviewers;
    struct {
        struct stored_assignment *items;
        size_t count;
        size_t capacity;
    } assignments;
    struct {
        struct stored_conflict *items;
        size_t count;
        size_t capacity;
    } conflicts;
    struct stored_marks marks;
    struct {
        struct stored_verdict *items;
        size_t count;
        size_t capacity;
    } verdicts;
};

/* The functions that write need a transaction: see store_write_begin(). Each gives the number of
 * what it adds. */
bool store_review_add(struct store *store, const struct stored_review *review, int64_t *number,
                      struct error *error);
/* Writes title, sought, days, state, version and closed_at of a review. */
bool store_review_change(struct store *store, const struct stored_review *review,
                         struct error *error);
bool store_application_add(struct store *store, int64_t review,
                           const struct stored_application *application, int64_t *number,
                           struct error *error);
bool store_reviewer_add(struct store *store, int64_t review, const struct stored_reviewer *reviewer,
                        int64_t *number, struct error *error);
bool store_assignment_add(struct store *store, const struct stored_assignment *assignment,
                          int64_t *number, struct error *error);
bool store_conflict_add(struct store *store, const struct stored_conflict *conflict,
                        struct error *error);
/* Writes version, abstained and changed_at of an assignment. */
bool store_assignment_change(struct store *store, const struct stored_assignment *assignment,
                             struct error *error);
bool store_mark_add(struct store *store, const struct stored_mark *mark, struct error *error);
bool store_verdict_add(struct store *store, const struct stored_verdict *verdict,
                       struct error *error);

/* A review with its criteria; *found is false where there is none. */
bool store_review(struct store *store, int64_t number, struct arena *arena,
                  struct stored_review *review, bool *found, struct error *error);
bool store_review_parts(struct store *store, int64_t review, struct arena *arena,
                        struct stored_review_parts *parts, struct error *error);
/* All versions of an assignment's marks, by version and criterion. */
bool store_marks(struct store *store, int64_t assignment, struct arena *arena,
                 struct stored_marks *marks, struct error *error);

/* Which reviews a list wants. */
struct reviews_wanted {
    int64_t state;   /* -1: any */
    int64_t entity;  /* that it is of: an application, or the agreement; 0: any */
    int64_t account; /* that is one of the experts; 0: any */
    int64_t before;  /* with numbers below; 0: from the newest */
    size_t limit;
};

/* The newest first, without criteria. */
bool store_reviews(struct store *store, const struct reviews_wanted *wanted, struct arena *arena,
                   struct stored_reviews *reviews, struct error *error);

#endif
