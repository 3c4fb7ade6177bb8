/* Expert reviews: a call with criteria, its applications, experts and who reviews what, marks that
 * nobody else sees until the review is closed, and decisions. Each function is one change with its
 * entry in the audit trail, which holds nothing of marks before the review is closed.
 *
 * Whoever may use which of them is the faces' business, but for marks: those are the assigned
 * expert's. Errors that all share: "work.unknown_review" (number), "work.review_not_open"
 * (number). */
#ifndef REVIEW_H
#define REVIEW_H

#include "query.h"
#include "store_reviews.h"
#include "work.h"

enum {
    REVIEW_TITLE_MOST = 200,  /* characters of a title, of a criterion's name */
    REVIEW_WORDS_MOST = 4000, /* characters of what is sought, of an expert's words */
    REVIEW_REASON_MOST = 500, /* characters of a reason, of a note */
    REVIEW_CRITERIA_MOST = 20,
    REVIEW_WEIGHT_MOST = 100,
    REVIEW_SCALE = 5, /* where none is given */
    REVIEW_SCALE_LEAST = 2,
    REVIEW_SCALE_MOST = 100,
    REVIEW_APPLICATIONS_MOST = 500,
    REVIEW_EXPERTS_MOST = 100
};

/* What a review is to be. Of a change: what has data NULL stays as it is; criteria, scale and
 * entity always do. */
struct work_review_order {
    struct span title;
    struct span sought;
    struct span criteria; /* lines NAME or NAME: WEIGHT (1 where none is given) */
    int64_t scale;        /* 0: REVIEW_SCALE */
    struct span entity;   /* id of the agreement to which it belongs; may be empty */
    struct span begins;   /* days, "2026-12-31"; empty: none */
    struct span ends;
    int64_t version; /* of a change: that was seen; 0: whichever it is */
};

/* Errors: "work.review_title" (most), "work.review_words" (most): of what is sought,
 * "work.review_criteria" (most), "work.review_criterion" (line), "work.review_scale" (least, most),
 * "work.review_days", "work.unknown_entity" (id). */
bool work_review_open(const struct work *work, const struct work_review_order *order,
                      struct stored_review *done, struct error *error);
/* Changes words and days while it is open. Errors besides those: "work.review_changed" (number,
 * version: as it is now). */
bool work_review_change(const struct work *work, int64_t number,
                        const struct work_review_order *order, struct stored_review *done,
                        struct error *error);
/* Closes a review: from now on all of it see the marks, which nobody changes any more. The trail
 * gets a digest of all of them. */
bool work_review_close(const struct work *work, int64_t number, struct stored_review *done,
                       struct error *error);

/* Adds an entry of the registry as an application. Errors: "work.unknown_entity" (id),
 * "work.review_applied" (id): it is there, "work.review_reason" (most): the note is too long,
 * "work.review_full" (most). */
bool work_application_add(const struct work *work, int64_t review, struct span entity,
                          struct span note, struct stored_application *done, struct error *error);
/* Adds an account as an expert, with the person that he is. Errors: "work.unknown_account" (name),
 * "work.review_role" (name): it may not review, "work.unknown_entity" (id), "work.review_person"
 * (id): that is none, "work.review_expert_known" (name): account or person is one already,
 * "work.review_full" (most). */
bool work_reviewer_add(const struct work *work, int64_t review, struct span account,
                       struct span person, struct stored_reviewer *done, struct error *error);

/* Which expert is to review which application. */
struct work_assignment_order {
    int64_t review;
    int64_t application;
    struct span account; /* the expert's name */
    struct span reason;  /* why, in spite of a conflict of interest; empty: a conflict refuses */
};

/* Assigns an expert; query asks work's store what he and the applicant have in common, which is
 * noted. Errors: "work.unknown_application" (number), "work.unknown_expert" (name),
 * "work.review_assigned" (name), "work.review_self" (name): he is the applicant,
 * "work.review_conflict" (text: the first, count), "work.review_reason" (most). */
bool work_review_assign(const struct work *work, const struct query *query,
                        const struct work_assignment_order *order, struct stored_assignment *done,
                        struct error *error);

/* What an expert says of an application. */
struct work_marks_order {
    int64_t review;
    int64_t assignment;
    int64_t account; /* who says it; 0 with owner: he enters what the expert gave */
    bool owner;
    struct span marks; /* lines ORDINAL: MARK [WORDS]; - for no mark */
    struct span words; /* on the whole */
    int64_t version;   /* of the assignment that was seen; -1: whichever it is */
    struct date today;
};

/* Writes all marks anew; the earlier are kept. Errors: "work.unknown_assignment" (number), also
 * where it is somebody else's; "work.review_early" (date), "work.review_over" (date): not within
 * the review's days, "work.review_mark" (line, most), "work.review_words" (most),
 * "work.review_marks_changed" (number, version). */
bool work_review_mark(const struct work *work, const struct work_marks_order *order,
                      struct stored_assignment *done, struct error *error);
/* Abstains from an application, for a reason (order->words); marks that were given count no more.
 * Marking takes it back. Errors: as of marks, and "work.review_reason" (most) of none. */
bool work_review_abstain(const struct work *work, const struct work_marks_order *order,
                         struct stored_assignment *done, struct error *error);

/* Decides on an application of a closed review: "accepted", "rejected" or "deferred", for a reason.
 * The last decision holds. Errors: "work.unknown_application" (number), "work.review_open"
 * (number), "work.review_outcome" (outcome), "work.review_reason" (most). */
bool work_review_decide(const struct work *work, int64_t review, int64_t application,
                        struct span outcome, struct span reason, struct error *error);

#endif
