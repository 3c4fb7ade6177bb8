/* Who reviews what in spite of what, and what he says of it. */
#include "change.h"
#include "conflicts.h"
#include "review.h"
#include "review_part.h"
#include "store_accounts.h"
#include "utf8.h"
#include "written.h"

static bool fail_name(const struct work *work, const char *key, struct span name,
                      struct error *error)
{
    return error_add(error, key, "name", arena_copy(work->arena, name).data, NULL);
}

/* ---- assigning ---- */

/* An assignment that is being made. */
struct assigning {
    const struct work *work;
    const struct query *query;
    const struct work_assignment_order *order;
    struct stored_account account;
    const struct stored_application *application;
    const struct stored_reviewer *reviewer;
    struct query_conflicts conflicts;
};

static bool parts_find(struct assigning *assigning, const struct stored_review_parts *parts,
                       struct error *error)
{
    const struct work *work = assigning->work;
    const struct work_assignment_order *order = assigning->order;
    bool found;
    for (size_t i = 0; i < parts->applications.count; i++)
        if (parts->applications.items[i].number == order->application)
            assigning->application = &parts->applications.items[i];
    if (!assigning->application)
        return written_fail("work.unknown_application", "number", order->application, error);
    if (!store_account(work->store, order->account.size ? order->account : SPAN("-"), 0,
                       work->arena, &assigning->account, &found, error))
        return false;
    for (size_t i = 0; i < parts->reviewers.count; i++)
        if (found && parts->reviewers.items[i].account == assigning->account.number)
            assigning->reviewer = &parts->reviewers.items[i];
    if (!assigning->reviewer)
        return fail_name(work, "work.unknown_expert", order->account, error);
    for (size_t i = 0; i < parts->assignments.count; i++)
        if (parts->assignments.items[i].application == order->application &&
            parts->assignments.items[i].reviewer == assigning->reviewer->number)
            return fail_name(work, "work.review_assigned", order->account, error);
    return true;
}

/* That an account acts for the applicant no report needs to tell. */
static bool account_weigh(struct assigning *assigning, const struct stored_entity *applicant,
                          struct error *error)
{
    const struct query *query = assigning->query;
    struct arena *arena = assigning->work->arena;
    struct query_conflicts *conflicts = &assigning->conflicts;
    struct stored_entity own;
    bool found;
    if (!store_entity(assigning->work->store, assigning->account.entity, arena, &own, &found,
                      error))
        return false;
    if (found && own.number == applicant->number)
        *ARRAY_PUSH(arena, conflicts) = (struct query_conflict){
            .code = "account",
            .text = message(query->catalogue, query->tongue, arena, "query.conflict.account",
                            "expert", arena_copy(arena, conflicts->expert.text).data, "side",
                            arena_copy(arena, conflicts->applicant.text).data, NULL)};
    return true;
}

static bool conflicts_find(struct assigning *assigning, struct error *error)
{
    const struct work *work = assigning->work;
    struct stored_entity person, applicant;
    bool found, there;
    if (!store_entity(work->store, assigning->reviewer->person, work->arena, &person, &found,
                      error) ||
        !store_entity(work->store, assigning->application->entity, work->arena, &applicant, &there,
                      error))
        return false;
    if (!found || !there)
        return written_fail("work.unknown_application", "number", assigning->order->application,
                            error);
    if (person.number == applicant.number)
        return fail_name(work, "work.review_self", assigning->order->account, error);
    return query_conflicts(assigning->query, span_of(person.id), span_of(applicant.id),
                           &assigning->conflicts, error) &&
           account_weigh(assigning, &applicant, error);
}

static bool conflicts_allow(const struct assigning *assigning, struct error *error)
{
    const struct query_conflicts *conflicts = &assigning->conflicts;
    struct arena *arena = assigning->work->arena;
    if (!conflicts->count || span_trim(assigning->order->reason).size)
        return true;
    return error_add(error, "work.review_conflict", "text",
                     arena_copy(arena, conflicts->items[0].text).data, "count",
                     arena_format(arena, "%zu", conflicts->count).data, NULL);
}

/* Writes what joins the two as it is known now: it must stand when the network says otherwise. */
static bool conflict_write(const struct work *work, int64_t assignment, size_t index,
                           const struct query_conflict *conflict, struct error *error)
{
    struct stored_conflict row = {.assignment = assignment,
                                  .conflict = (int64_t)index + 1,
                                  .kind = span_of(conflict->code),
                                  .text = conflict->text,
                                  .former = conflict->former};
    for (size_t i = 0; i < conflict->evidence.count; i++) {
        struct stored_report report;
        bool found;
        if (!store_report_by_id(work->store, conflict->evidence.items[i].report, work->arena,
                                &report, &found, error))
            return false;
        row.report = found ? report.number : 0;
        row.quote = conflict->evidence.items[i].quote;
        if (!store_conflict_add(work->store, &row, error))
            return false;
    }
    return conflict->evidence.count || store_conflict_add(work->store, &row, error);
}

static bool assigning_write(struct assigning *assigning, struct stored_assignment *done,
                            struct error *error)
{
    const struct work *work = assigning->work;
    const struct work_assignment_order *order = assigning->order;
    struct stored_review review;
    struct stored_review_parts parts;
    if (!review_find_open(work, order->review, &review, &parts, error) ||
        !parts_find(assigning, &parts, error) || !conflicts_find(assigning, error) ||
        !conflicts_allow(assigning, error))
        return false;
    done->application = order->application;
    done->reviewer = assigning->reviewer->number;
    /* Without a conflict there is nothing to be explained. */
    if (!assigning->conflicts.count)
        done->reason = SPAN("");
    if (!store_assignment_add(work->store, done, &done->number, error))
        return false;
    for (size_t i = 0; i < assigning->conflicts.count; i++)
        if (!conflict_write(work, done->number, i, &assigning->conflicts.items[i], error))
            return false;
    struct span content = arena_format(work->arena, "%lld=%.*s\nconflicts=%zu\n%.*s",
                                       (long long)order->application, SPAN_ARGS(order->account),
                                       assigning->conflicts.count, SPAN_ARGS(done->reason));
    return review_note(work, "review.assign", order->review, content, error);
}

bool work_review_assign(const struct work *work, const struct query *query,
                        const struct work_assignment_order *order, struct stored_assignment *done,
                        struct error *error)
{
    struct assigning assigning = {.work = work, .query = query, .order = order};
    *done =
        (struct stored_assignment){.author = work->author, .at = work->now, .abstained = SPAN("")};
    return review_reason_take(work, order->reason, false, &done->reason, error) &&
           change_begin(work, error) &&
           change_end(work, assigning_write(&assigning, done, error), error);
}

/* ---- marks ---- */

static bool day_fits(const struct stored_review *review, struct date today, struct error *error)
{
    char day[DATE_TEXT];
    if (date_is_set(review->begins) && date_compare(today, review->begins) < 0)
        return error_add(error, "work.review_early", "date", date_write(review->begins, day), NULL);
    if (date_is_set(review->ends) && date_compare(today, review->ends) > 0)
        return error_add(error, "work.review_over", "date", date_write(review->ends, day), NULL);
    return true;
}

static int64_t account_of(const struct stored_review_parts *parts, int64_t reviewer)
{
    for (size_t i = 0; i < parts->reviewers.count; i++)
        if (parts->reviewers.items[i].number == reviewer)
            return parts->reviewers.items[i].account;
    return 0;
}

/* One's own assignment: of others' nobody learns whether they are there. */
static bool own_find(const struct work_marks_order *order, const struct stored_review_parts *parts,
                     struct stored_assignment *done, struct error *error)
{
    for (size_t i = 0; i < parts->assignments.count; i++) {
        const struct stored_assignment *one = &parts->assignments.items[i];
        int64_t account = account_of(parts, one->reviewer);
        if (one->number != order->assignment ||
            !(order->owner || (account && account == order->account)))
            continue;
        *done = *one;
        return true;
    }
    return written_fail("work.unknown_assignment", "number", order->assignment, error);
}

static bool version_fits(const struct work_marks_order *order,
                         const struct stored_assignment *assignment, struct error *error)
{
    return order->version < 0 || order->version == assignment->version ||
           written_fail("work.review_marks_changed", "version", assignment->version, error);
}

static bool assignment_find(const struct work *work, const struct work_marks_order *order,
                            struct stored_review *review, struct stored_assignment *done,
                            struct error *error)
{
    struct stored_review_parts parts;
    if (!review_find(work, order->review, review, error) ||
        !store_review_parts(work->store, order->review, work->arena, &parts, error) ||
        !own_find(order, &parts, done, error))
        return false;
    if (review->state != REVIEW_OPEN)
        return written_fail("work.review_not_open", "number", order->review, error);
    return day_fits(review, order->today, error) && version_fits(order, done, error);
}

/* A line ORDINAL: MARK [WORDS]. */
static bool mark_take(const struct work *work, const struct stored_review *review, struct span line,
                      struct stored_mark *mark, struct error *error)
{
    size_t colon = span_find(line, SPAN(":"), 0);
    struct span rest =
        colon == SIZE_MAX ? SPAN("") : span_trim(span_slice(line, colon + 1, line.size));
    size_t end = span_find(rest, SPAN(" "), 0);
    struct span given = span_slice(rest, 0, end == SIZE_MAX ? rest.size : end);
    bool fine = colon != SIZE_MAX &&
                span_to_integer(span_slice(line, 0, colon), &mark->criterion) &&
                mark->criterion >= 1 && mark->criterion <= (int64_t)review->criteria.count;
    if (fine && !span_equal(given, SPAN("-")))
        fine =
            span_to_integer(given, &mark->mark) && mark->mark >= 1 && mark->mark <= review->scale;
    if (!fine)
        return error_add(error, "work.review_mark", "line", arena_copy(work->arena, line).data,
                         "most", arena_format(work->arena, "%lld", (long long)review->scale).data,
                         NULL);
    return review_words_take(work, span_slice(rest, given.size, rest.size), &mark->words, error);
}

/* Marks by their criteria, 0 for the words on the whole. */
struct marks_given {
    struct stored_mark items[REVIEW_CRITERIA_MOST + 1];
};

static bool marks_take(const struct work *work, const struct work_marks_order *order,
                       const struct stored_review *review, struct marks_given *given,
                       struct error *error)
{
    struct span line, rest = order->marks;
    if (!review_words_take(work, order->words, &given->items[0].words, error))
        return false;
    while (span_next_line(&rest, &line)) {
        struct stored_mark mark = {0};
        if (!span_trim(line).size)
            continue;
        if (!mark_take(work, review, span_trim(line), &mark, error))
            return false;
        given->items[mark.criterion] = mark;
    }
    return true;
}

static bool marks_write(const struct work *work, const struct stored_review *review,
                        const struct stored_assignment *assignment, struct marks_given *given,
                        struct error *error)
{
    for (size_t i = 0; i <= review->criteria.count; i++) {
        struct stored_mark *mark = &given->items[i];
        mark->assignment = assignment->number;
        mark->version = assignment->version;
        mark->criterion = (int64_t)i;
        mark->author = work->author;
        mark->at = work->now;
        if (!store_mark_add(work->store, mark, error))
            return false;
    }
    return true;
}

/* Nothing of what is said stands in the trail while the review is open. */
static bool assignment_write(const struct work *work, const char *what, int64_t review,
                             struct stored_assignment *assignment, struct error *error)
{
    assignment->version++;
    assignment->changed_at = work->now;
    return store_assignment_change(work->store, assignment, error) &&
           review_note(work, what, review, SPAN(""), error);
}

static bool marking_write(const struct work *work, const struct work_marks_order *order,
                          struct stored_assignment *done, struct error *error)
{
    struct stored_review review;
    struct marks_given given = {0};
    if (!assignment_find(work, order, &review, done, error) ||
        !marks_take(work, order, &review, &given, error))
        return false;
    done->abstained = SPAN("");
    return assignment_write(work, "review.mark", order->review, done, error) &&
           marks_write(work, &review, done, &given, error);
}

bool work_review_mark(const struct work *work, const struct work_marks_order *order,
                      struct stored_assignment *done, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, marking_write(work, order, done, error), error);
}

static bool abstention_write(const struct work *work, const struct work_marks_order *order,
                             struct stored_assignment *done, struct error *error)
{
    struct stored_review review;
    return assignment_find(work, order, &review, done, error) &&
           review_reason_take(work, order->words, true, &done->abstained, error) &&
           assignment_write(work, "review.abstain", order->review, done, error);
}

bool work_review_abstain(const struct work *work, const struct work_marks_order *order,
                         struct stored_assignment *done, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, abstention_write(work, order, done, error), error);
}
