/* Expert reviews, as the faces show them to who asks.
 *
 * While a review is open an expert sees of its experts and marks his own alone; who manages it sees
 * who has given marks, and none of them but his own. Once it is closed both see all. Others see the
 * call and its applications, and what was decided once everything is. */
#ifndef REVIEWS_H
#define REVIEWS_H

#include "query.h"
#include "store_reviews.h"

/* Who asks for a review. */
struct query_reviewing {
    int64_t account; /* 0: none */
    bool may_manage; /* reviews: opening, assigning, closing, deciding */
};

struct query_quote {
    struct span report; /* id; empty where it is gone */
    struct span quote;
};

/* A conflict of interest as it was found when the expert was assigned. */
struct query_review_conflict {
    struct span kind; /* "employer", …; empty where its words were erased */
    struct span text;
    bool former;
    struct {
        struct query_quote *items;
        size_t count;
        size_t capacity;
    } quotes;
};

enum query_marking { MARKING_WAITING, MARKING_PARTLY, MARKING_DONE, MARKING_ABSTAINED, MARKINGS };

struct query_assignment {
    size_t number;
    size_t application;
    size_t reviewer;
    bool own;
    bool seen; /* marks and words are shown */
    enum query_marking marking;
    struct span marking_label;
    struct span reason; /* why in spite of conflicts; empty */
    struct {
        struct query_review_conflict *items;
        size_t count;
        size_t capacity;
    } conflicts;
    struct span abstained; /* why, where it is seen */
    struct stored_marks marks;
    struct span entered; /* who entered the marks in the expert's stead: "user:NAME"; empty */
    struct span changed_at;
    int64_t version;
    double mean; /* weighted, of this expert; 0: no marks, or not seen */
};

struct query_reviewer {
    size_t number;
    struct span name;
    struct span shown;
    struct query_value person;
};

struct query_application {
    size_t number;
    struct query_value entity;
    struct span note;
    enum review_outcome outcome; /* OUTCOME_NONE also where it is not shown */
    struct span outcome_label;
    struct span reason;
    struct span decider;
    struct span decided_at;
    size_t experts; /* assigned, those who abstained not among them */
    size_t marked;  /* of these who gave all marks */
    /* Where marks are seen: */
    size_t place; /* 0: no marks */
    double mean;  /* weighted, of the criteria's means */
    double low;   /* the least and greatest mean of one expert */
    double high;
    double spread; /* standard deviation of the experts' means; 0 of fewer than two */
    double *means; /* by criteria; 0: no marks */
};

struct query_review {
    struct stored_review stored; /* texts as they are shown */
    struct span state_label;
    struct span author_shown;
    struct span made_at;
    struct span closed_at; /* empty: it is open */
    struct query_value entity;
    struct span summary;
    bool may_manage;
    bool inside;     /* who asks sees experts and assignments, where there are any for him */
    bool marks_seen; /* all marks and places are shown */
    size_t due;      /* own assignments that wait for marks */
    struct {
        struct query_application *items; /* by place where it is known */
        size_t count;
        size_t capacity;
    } applications;
    struct {
        struct query_reviewer *items;
        size_t count;
        size_t capacity;
    } reviewers;
    struct {
        struct query_assignment *items;
        size_t count;
        size_t capacity;
    } assignments;
};

/* The review of a number. "query.unknown_review" (number). */
bool query_review(const struct query *query, const struct query_reviewing *asker, int64_t number,
                  struct query_review *review, struct error *error);
void query_review_write(const struct query *query, const struct query_review *review,
                        struct json *json);
/* A mean for people: "4,33". */
struct span query_mean_show(const struct query *query, double mean);

enum { REVIEWS_PAGE = 20, REVIEWS_PAGE_MOST = 100 };

/* What a list of reviews is asked for. */
struct query_reviews_order {
    struct span state;  /* a code; empty: any */
    struct span entity; /* id of an application or agreement; empty: any */
    bool own;           /* those of which who asks is an expert */
    size_t before;      /* 0: from the newest */
    size_t limit;       /* 0: REVIEWS_PAGE */
};

struct query_reviews {
    struct query_review *items; /* the newest first */
    size_t count;
    size_t capacity;
    struct span summary;
    bool may_manage;
    size_t next; /* the before of the next page; 0 */
};

/* Errors: "query.unknown_review_state" (state), "query.unknown_id" (id). */
bool query_reviews(const struct query *query, const struct query_reviewing *asker,
                   const struct query_reviews_order *order, struct query_reviews *reviews,
                   struct error *error);
void query_reviews_write(const struct query *query, const struct query_reviews *reviews,
                         struct json *json);

/* Inside src/query/: computes means, spreads and places of the applications of the marks that hold,
 * and sorts the applications by them. */
void review_rank(const struct query *query, const struct stored_review_parts *parts,
                 struct query_review *review);

/* A version of what an expert said, for himself. */
bool query_review_marks(const struct query *query, const struct query_reviewing *asker,
                        int64_t review, int64_t assignment, struct stored_marks *marks,
                        struct error *error);
void query_review_marks_write(const struct query *query, const struct stored_marks *marks,
                              struct json *json);

#endif
