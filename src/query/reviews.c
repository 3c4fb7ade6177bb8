/* Expert reviews, as they are shown to who asks. */
#include "reviews.h"

#include <math.h>

#include "store_accounts.h"
#include "ties.h"

static const char *const state_codes[REVIEW_STATES] = {"open", "closed", "decided"};
static const char *const outcome_codes[REVIEW_OUTCOMES] = {"none", "accepted", "rejected",
                                                           "deferred"};
static const char *const marking_codes[MARKINGS] = {"waiting", "partly", "done", "abstained"};

static struct span label_of(const struct query *query, const char *code)
{
    const char *key = arena_format(query->arena, "query.review.%s", code).data;
    return QUERY_TEXT(query, key);
}

static struct span moment(const struct query *query, int64_t time)
{
    char text[TIME_TEXT];
    return time ? arena_copy(query->arena, span_of(time_write(time, text))) : SPAN("");
}

struct span query_mean_show(const struct query *query, double mean)
{
    return message_number(query->tongue, query->arena, round(mean * 100) / 100);
}

/* What is asked for a review. */
struct showing {
    struct lookup *lookup;
    const struct query *query;
    const struct query_reviewing *asker;
    struct stored_review_parts parts;
    struct query_review *review;
};

/* ---- applications ---- */

static const struct stored_verdict *verdict_of(const struct stored_review_parts *parts,
                                               int64_t application)
{
    for (size_t i = parts->verdicts.count; i; i--)
        if (parts->verdicts.items[i - 1].application == application)
            return &parts->verdicts.items[i - 1];
    return NULL;
}

static void verdict_show(const struct showing *showing, struct query_application *application)
{
    const struct query_review *review = showing->review;
    const struct stored_verdict *verdict =
        verdict_of(&showing->parts, (int64_t)application->number);
    bool seen = review->stored.state == REVIEW_DECIDED ||
                (review->inside && review->stored.state == REVIEW_CLOSED);
    application->outcome_label = SPAN("");
    if (!verdict || !seen)
        return;
    application->outcome = verdict->outcome;
    application->outcome_label = label_of(showing->query, outcome_codes[verdict->outcome]);
    application->reason = redacted_show(showing->query, verdict->reason);
    application->decider = verdict->author;
    application->decided_at = moment(showing->query, verdict->at);
}

static enum query_marking marking_of(const struct showing *showing,
                                     const struct stored_assignment *assignment)
{
    size_t given = 0;
    if (assignment->abstained.size)
        return MARKING_ABSTAINED;
    for (size_t i = 0; i < showing->parts.marks.count; i++)
        given += showing->parts.marks.items[i].assignment == assignment->number &&
                 showing->parts.marks.items[i].criterion && showing->parts.marks.items[i].mark;
    if (given == showing->review->stored.criteria.count)
        return MARKING_DONE;
    return given ? MARKING_PARTLY : MARKING_WAITING;
}

static void applications_show(struct showing *showing)
{
    const struct stored_review_parts *parts = &showing->parts;
    for (size_t i = 0; i < parts->applications.count; i++) {
        const struct stored_application *stored = &parts->applications.items[i];
        struct query_application *application =
            ARRAY_PUSH(showing->query->arena, &showing->review->applications);
        *application =
            (struct query_application){.number = (size_t)stored->number,
                                       .entity = entity_value_show(showing->lookup, stored->entity),
                                       .note = redacted_show(showing->query, stored->note)};
        for (size_t k = 0; k < parts->assignments.count; k++) {
            const struct stored_assignment *assignment = &parts->assignments.items[k];
            enum query_marking marking = marking_of(showing, assignment);
            if (assignment->application != stored->number || marking == MARKING_ABSTAINED)
                continue;
            application->experts++;
            application->marked += marking == MARKING_DONE;
        }
        verdict_show(showing, application);
    }
}

/* ---- experts ---- */

static bool is_own(const struct showing *showing, int64_t reviewer)
{
    for (size_t i = 0; i < showing->parts.reviewers.count; i++)
        if (showing->parts.reviewers.items[i].number == reviewer)
            return showing->asker->account &&
                   showing->parts.reviewers.items[i].account == showing->asker->account;
    return false;
}

static bool reviewers_show(struct showing *showing, struct error *error)
{
    const struct query *query = showing->query;
    for (size_t i = 0; i < showing->parts.reviewers.count; i++) {
        const struct stored_reviewer *stored = &showing->parts.reviewers.items[i];
        struct stored_account account;
        bool found;
        if (!showing->asker->may_manage && !showing->review->marks_seen &&
            !is_own(showing, stored->number))
            continue;
        if (!store_account(query->store, SPAN(""), stored->account, query->arena, &account, &found,
                           error))
            return false;
        *ARRAY_PUSH(query->arena, &showing->review->reviewers) =
            (struct query_reviewer){.number = (size_t)stored->number,
                                    .name = found ? account.name : SPAN(""),
                                    .shown = found ? account.shown : SPAN(""),
                                    .person = entity_value_show(showing->lookup, stored->person)};
    }
    return true;
}

/* ---- assignments ---- */

static void conflicts_show(struct showing *showing, struct query_assignment *assignment)
{
    int64_t last = 0;
    for (size_t i = 0; i < showing->parts.conflicts.count; i++) {
        const struct stored_conflict *stored = &showing->parts.conflicts.items[i];
        if (stored->assignment != (int64_t)assignment->number)
            continue;
        if (stored->conflict != last)
            *ARRAY_PUSH(showing->query->arena, &assignment->conflicts) =
                (struct query_review_conflict){.kind = stored->kind,
                                               .text = redacted_show(showing->query, stored->text),
                                               .former = stored->former};
        last = stored->conflict;
        struct query_review_conflict *conflict =
            &assignment->conflicts.items[assignment->conflicts.count - 1];
        const struct known_report *report =
            stored->report ? lookup_report(showing->lookup, stored->report) : NULL;
        if (stored->quote.size)
            *ARRAY_PUSH(showing->query->arena, &conflict->quotes) =
                (struct query_quote){report ? report->report.id : SPAN(""), stored->quote};
    }
}

/* Marks and words, with who entered them where that is somebody else. */
static void marks_show(struct showing *showing, const struct stored_assignment *stored,
                       struct query_assignment *assignment)
{
    assignment->abstained = redacted_show(showing->query, stored->abstained);
    for (size_t i = 0; i < showing->parts.marks.count; i++) {
        struct stored_mark mark = showing->parts.marks.items[i];
        if (mark.assignment != stored->number)
            continue;
        mark.words = redacted_show(showing->query, mark.words);
        *ARRAY_PUSH(showing->query->arena, &assignment->marks) = mark;
        assignment->entered = mark.author;
    }
    for (size_t i = 0; i < showing->review->reviewers.count; i++) {
        const struct query_reviewer *reviewer = &showing->review->reviewers.items[i];
        struct span own =
            arena_format(showing->query->arena, "user:%.*s", SPAN_ARGS(reviewer->name));
        if (reviewer->number == assignment->reviewer && span_equal(own, assignment->entered))
            assignment->entered = SPAN("");
    }
}

static void assignments_show(struct showing *showing)
{
    struct query_review *review = showing->review;
    for (size_t i = 0; i < showing->parts.assignments.count; i++) {
        const struct stored_assignment *stored = &showing->parts.assignments.items[i];
        bool own = is_own(showing, stored->reviewer);
        enum query_marking marking = marking_of(showing, stored);
        review->due += own && marking == MARKING_WAITING && review->stored.state == REVIEW_OPEN;
        if (!own && !showing->asker->may_manage && !review->marks_seen)
            continue;
        struct query_assignment *assignment =
            ARRAY_PUSH(showing->query->arena, &review->assignments);
        *assignment = (struct query_assignment){
            .number = (size_t)stored->number,
            .application = (size_t)stored->application,
            .reviewer = (size_t)stored->reviewer,
            .own = own,
            .seen = own || review->marks_seen,
            .marking = marking,
            .marking_label = label_of(showing->query, marking_codes[marking]),
            .reason = redacted_show(showing->query, stored->reason),
            .changed_at = moment(showing->query, stored->changed_at),
            .version = stored->version};
        conflicts_show(showing, assignment);
        if (assignment->seen)
            marks_show(showing, stored, assignment);
    }
}

/* ---- a review ---- */

static bool is_reviewer(const struct showing *showing)
{
    for (size_t i = 0; i < showing->parts.reviewers.count; i++)
        if (is_own(showing, showing->parts.reviewers.items[i].number))
            return true;
    return false;
}

static void call_show(struct showing *showing)
{
    const struct query *query = showing->query;
    struct query_review *review = showing->review;
    struct stored_review *stored = &review->stored;
    stored->title = redacted_show(query, stored->title);
    stored->sought = redacted_show(query, stored->sought);
    for (size_t i = 0; i < stored->criteria.count; i++)
        stored->criteria.items[i].name = redacted_show(query, stored->criteria.items[i].name);
    review->state_label = label_of(query, state_codes[stored->state]);
    review->author_shown = author_show(stored->author);
    review->made_at = moment(query, stored->made_at);
    review->closed_at = moment(query, stored->closed_at);
    if (stored->entity)
        review->entity = entity_value_show(showing->lookup, stored->entity);
    review->may_manage = showing->asker->may_manage;
    review->inside = review->may_manage || is_reviewer(showing);
    review->marks_seen = review->inside && stored->state != REVIEW_OPEN;
}

static struct span review_summary(const struct query *query, const struct query_review *review)
{
    size_t count = review->applications.count;
    return count ? QUERY_TEXT(query, "query.review.applications", "count",
                              number_show(query, count).data)
                 : QUERY_TEXT(query, "query.review.no_applications");
}

/* Shows a review whose call is known. */
static bool review_show(struct showing *showing, struct error *error)
{
    struct query_review *review = showing->review;
    if (!store_review_parts(showing->query->store, review->stored.number, showing->query->arena,
                            &showing->parts, error))
        return false;
    call_show(showing);
    applications_show(showing);
    if (!reviewers_show(showing, error))
        return false;
    assignments_show(showing);
    if (review->marks_seen)
        review_rank(showing->query, &showing->parts, review);
    review->summary = review_summary(showing->query, review);
    return lookup_fine(showing->lookup);
}

static bool fail_review(const struct query *query, int64_t number, struct error *error)
{
    return error_add(error, "query.unknown_review", "number",
                     arena_format(query->arena, "%lld", (long long)number).data, NULL);
}

bool query_review(const struct query *query, const struct query_reviewing *asker, int64_t number,
                  struct query_review *review, struct error *error)
{
    struct lookup lookup;
    struct showing showing = {.lookup = &lookup, .query = query, .asker = asker, .review = review};
    bool found;
    *review = (struct query_review){0};
    lookup_init(&lookup, query, error);
    if (!store_review(query->store, number, query->arena, &review->stored, &found, error))
        return false;
    return found ? review_show(&showing, error) : fail_review(query, number, error);
}

bool query_review_marks(const struct query *query, const struct query_reviewing *asker,
                        int64_t review, int64_t assignment, struct stored_marks *marks,
                        struct error *error)
{
    struct query_review shown;
    if (!query_review(query, asker, review, &shown, error))
        return false;
    for (size_t i = 0; i < shown.assignments.count; i++)
        if (shown.assignments.items[i].number == (size_t)assignment &&
            shown.assignments.items[i].own)
            return store_marks(query->store, assignment, query->arena, marks, error);
    return fail_review(query, review, error);
}

/* ---- lists ---- */

static bool state_take(const struct query *query, struct span code, int64_t *state,
                       struct error *error)
{
    *state = -1;
    for (int i = 0; i < REVIEW_STATES; i++)
        if (span_equal(code, span_of(state_codes[i])))
            *state = i;
    return !code.size || *state >= 0 ||
           error_add(error, "query.unknown_review_state", "state",
                     arena_copy(query->arena, code).data, NULL);
}

static bool order_take(struct lookup *lookup, const struct query_reviewing *asker,
                       const struct query_reviews_order *order, struct reviews_wanted *wanted)
{
    struct stored_entity entity = {0};
    if (!state_take(lookup->query, order->state, &wanted->state, lookup->error) ||
        (order->entity.size && !entity_asked(lookup, order->entity, &entity)))
        return false;
    wanted->entity = entity.number;
    /* Nobody's are none: accounts are numbered from 1. */
    wanted->account = !order->own ? 0 : asker->account ? asker->account : -1;
    wanted->before = (int64_t)order->before;
    return true;
}

bool query_reviews(const struct query *query, const struct query_reviewing *asker,
                   const struct query_reviews_order *order, struct query_reviews *reviews,
                   struct error *error)
{
    size_t limit = order->limit ? order->limit : REVIEWS_PAGE;
    struct reviews_wanted wanted = {.limit = limit + 1};
    struct stored_reviews stored;
    struct lookup lookup;
    *reviews = (struct query_reviews){.may_manage = asker->may_manage};
    lookup_init(&lookup, query, error);
    if (!order_take(&lookup, asker, order, &wanted) ||
        !store_reviews(query->store, &wanted, query->arena, &stored, error))
        return false;
    for (size_t i = 0; i < stored.count && i < limit; i++)
        if (!query_review(query, asker, stored.items[i].number, ARRAY_PUSH(query->arena, reviews),
                          error))
            return false;
    if (stored.count > limit)
        reviews->next = (size_t)stored.items[limit - 1].number;
    reviews->summary = reviews->count ? QUERY_TEXT(query, "query.reviews", "count",
                                                   number_show(query, reviews->count).data)
                                      : QUERY_TEXT(query, "query.reviews.none");
    return lookup_fine(&lookup);
}
