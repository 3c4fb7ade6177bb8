/* Reviews: the call, its applications and experts, closing it, decisions. */
#include "review.h"

#include "change.h"
#include "review_part.h"
#include "right.h"
#include "utf8.h"
#include "written.h"

static bool fail_number(const char *key, int64_t number, struct error *error)
{
    return written_fail(key, "number", number, error);
}

static bool fail_text(const struct work *work, const char *key, const char *name, struct span text,
                      struct error *error)
{
    return error_add(error, key, name, arena_copy(work->arena, text).data, NULL);
}

/* ---- shared ---- */

bool review_find(const struct work *work, int64_t number, struct stored_review *review,
                 struct error *error)
{
    bool found;
    if (!store_review(work->store, number, work->arena, review, &found, error))
        return false;
    return found || fail_number("work.unknown_review", number, error);
}

bool review_find_open(const struct work *work, int64_t number, struct stored_review *review,
                      struct stored_review_parts *parts, struct error *error)
{
    if (!review_find(work, number, review, error))
        return false;
    if (review->state != REVIEW_OPEN)
        return fail_number("work.review_not_open", number, error);
    return store_review_parts(work->store, number, work->arena, parts, error);
}

bool review_note(const struct work *work, const char *what, int64_t review, struct span content,
                 struct error *error)
{
    struct span object = arena_format(work->arena, "review %lld", (long long)review);
    return change_note(work, what, object, content, error);
}

bool review_reason_take(const struct work *work, struct span given, bool needed,
                        struct span *reason, struct error *error)
{
    *reason = written_trim(work, given);
    return ((reason->size || !needed) && utf8_count(*reason) <= REVIEW_REASON_MOST &&
            written_is_plain(*reason, false)) ||
           written_fail("work.review_reason", "most", REVIEW_REASON_MOST, error);
}

bool review_words_take(const struct work *work, struct span given, struct span *words,
                       struct error *error)
{
    *words = written_trim(work, given);
    return (utf8_count(*words) <= REVIEW_WORDS_MOST && written_is_plain(*words, true)) ||
           written_fail("work.review_words", "most", REVIEW_WORDS_MOST, error);
}

bool review_entity_take(const struct work *work, struct span id, struct stored_entity *entity,
                        struct error *error)
{
    int64_t number;
    bool found = false;
    if (canonical_read(id, &number) &&
        !store_entity(work->store, number, work->arena, entity, &found, error))
        return false;
    return found || fail_text(work, "work.unknown_entity", "id", id, error);
}

/* ---- the call ---- */

static bool title_take(const struct work *work, struct span given, struct span *title,
                       struct error *error)
{
    *title = written_trim(work, given);
    return (title->size && utf8_count(*title) <= REVIEW_TITLE_MOST &&
            written_is_plain(*title, false)) ||
           written_fail("work.review_title", "most", REVIEW_TITLE_MOST, error);
}

/* A line NAME or NAME: WEIGHT; what stands behind a colon and is no number belongs to the name. */
static bool criterion_take(const struct work *work, struct span line,
                           struct stored_criterion *criterion, struct error *error)
{
    size_t colon = line.size;
    *criterion = (struct stored_criterion){.name = line, .weight = 1};
    while (colon && line.data[colon - 1] != ':')
        colon--;
    if (colon && span_to_integer(span_trim(span_slice(line, colon, line.size)), &criterion->weight))
        criterion->name = span_trim(span_slice(line, 0, colon - 1));
    else
        criterion->weight = 1;
    return (criterion->name.size && utf8_count(criterion->name) <= REVIEW_TITLE_MOST &&
            written_is_plain(criterion->name, false) && criterion->weight >= 1 &&
            criterion->weight <= REVIEW_WEIGHT_MOST) ||
           fail_text(work, "work.review_criterion", "line", line, error);
}

static bool criteria_take(const struct work *work, struct span given,
                          struct stored_criteria *criteria, struct error *error)
{
    struct span line, rest = given;
    while (span_next_line(&rest, &line))
        if (span_trim(line).size &&
            !criterion_take(work, span_trim(line), ARRAY_PUSH(work->arena, criteria), error))
            return false;
    return (criteria->count && criteria->count <= REVIEW_CRITERIA_MOST) ||
           written_fail("work.review_criteria", "most", REVIEW_CRITERIA_MOST, error);
}

static bool day_take(struct span given, struct date *day)
{
    *day = (struct date){0};
    given = span_trim(given);
    return !given.size || (date_read(given, day) && day->day);
}

static bool days_take(const struct work_review_order *order, struct stored_review *review,
                      struct error *error)
{
    bool fine = (!order->begins.data || day_take(order->begins, &review->begins)) &&
                (!order->ends.data || day_take(order->ends, &review->ends));
    fine = fine && (!date_is_set(review->begins) || !date_is_set(review->ends) ||
                    date_compare(review->begins, review->ends) <= 0);
    return fine || error_add(error, "work.review_days", NULL);
}

/* What may be changed later on, too. */
static bool order_take(const struct work *work, const struct work_review_order *order,
                       struct stored_review *review, struct error *error)
{
    return (!order->title.data || title_take(work, order->title, &review->title, error)) &&
           (!order->sought.data ||
            review_words_take(work, order->sought, &review->sought, error)) &&
           days_take(order, review, error);
}

static bool scale_take(int64_t given, int64_t *scale, struct error *error)
{
    *scale = given ? given : REVIEW_SCALE;
    return (*scale >= REVIEW_SCALE_LEAST && *scale <= REVIEW_SCALE_MOST) ||
           written_fail("work.review_scale", "most", REVIEW_SCALE_MOST, error);
}

/* All that a review says, in a form that is always the same. */
static struct span review_content(const struct work *work, const struct stored_review *review)
{
    char begins[DATE_TEXT], ends[DATE_TEXT];
    return arena_format(
        work->arena, "title=%.*s\nsought=%.*s\nscale=%lld\nbegins=%s\nends=%s\ncriteria=%zu\n",
        SPAN_ARGS(review->title), SPAN_ARGS(review->sought), (long long)review->scale,
        date_is_set(review->begins) ? date_write(review->begins, begins) : "",
        date_is_set(review->ends) ? date_write(review->ends, ends) : "", review->criteria.count);
}

static bool opening_write(const struct work *work, const struct work_review_order *order,
                          struct stored_review *done, struct error *error)
{
    struct stored_entity entity = {0};
    if (order->entity.size && !review_entity_take(work, order->entity, &entity, error))
        return false;
    done->entity = entity.number;
    return store_review_add(work->store, done, &done->number, error) &&
           review_note(work, "review.open", done->number, review_content(work, done), error) &&
           review_find(work, done->number, done, error);
}

bool work_review_open(const struct work *work, const struct work_review_order *order,
                      struct stored_review *done, struct error *error)
{
    *done = (struct stored_review){
        .sought = SPAN(""), .state = REVIEW_OPEN, .author = work->author, .made_at = work->now};
    return title_take(work, order->title, &done->title, error) &&
           order_take(work, order, done, error) && scale_take(order->scale, &done->scale, error) &&
           criteria_take(work, order->criteria, &done->criteria, error) &&
           change_begin(work, error) &&
           change_end(work, opening_write(work, order, done, error), error);
}

static bool version_fits(const struct stored_review *review, int64_t version, struct error *error)
{
    if (!version || version == review->version)
        return true;
    written_fail("work.review_changed", "version", review->version, error);
    return false;
}

static bool change_write(const struct work *work, int64_t number,
                         const struct work_review_order *order, struct stored_review *done,
                         struct error *error)
{
    struct stored_review_parts parts;
    if (!review_find_open(work, number, done, &parts, error) ||
        !version_fits(done, order->version, error) || !order_take(work, order, done, error))
        return false;
    done->version++;
    return store_review_change(work->store, done, error) &&
           review_note(work, "review.change", number, review_content(work, done), error);
}

bool work_review_change(const struct work *work, int64_t number,
                        const struct work_review_order *order, struct stored_review *done,
                        struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, change_write(work, number, order, done, error), error);
}

/* All marks that hold, for the digest by which the trail proves them later on. */
static struct span marks_content(const struct work *work, const struct stored_review_parts *parts)
{
    struct span all = SPAN("");
    for (size_t i = 0; i < parts->marks.count; i++) {
        const struct stored_mark *mark = &parts->marks.items[i];
        all = arena_format(work->arena, "%.*s%lld.%lld=%lld %.*s\n", SPAN_ARGS(all),
                           (long long)mark->assignment, (long long)mark->criterion,
                           (long long)mark->mark, SPAN_ARGS(mark->words));
    }
    return all;
}

static bool closing_write(const struct work *work, int64_t number, struct stored_review *done,
                          struct error *error)
{
    struct stored_review_parts parts;
    if (!review_find_open(work, number, done, &parts, error))
        return false;
    done->state = REVIEW_CLOSED;
    done->closed_at = work->now;
    done->version++;
    return store_review_change(work->store, done, error) &&
           review_note(work, "review.close", number, marks_content(work, &parts), error);
}

bool work_review_close(const struct work *work, int64_t number, struct stored_review *done,
                       struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, closing_write(work, number, done, error), error);
}

/* ---- applications ---- */

/* Whether two numbers are one entity by now. */
static bool is_same(const struct work *work, int64_t number, int64_t canonical, bool *same,
                    struct error *error)
{
    struct stored_entity entity;
    bool found;
    if (!store_entity(work->store, number, work->arena, &entity, &found, error))
        return false;
    *same = found && entity.number == canonical;
    return true;
}

static bool application_is_new(const struct work *work, const struct stored_review_parts *parts,
                               const struct stored_entity *entity, struct error *error)
{
    for (size_t i = 0; i < parts->applications.count; i++) {
        bool same;
        if (!is_same(work, parts->applications.items[i].entity, entity->number, &same, error))
            return false;
        if (same)
            return error_add(error, "work.review_applied", "id", entity->id, NULL);
    }
    return parts->applications.count < REVIEW_APPLICATIONS_MOST ||
           written_fail("work.review_full", "most", REVIEW_APPLICATIONS_MOST, error);
}

static bool application_write(const struct work *work, int64_t number, struct span id,
                              struct stored_application *done, struct error *error)
{
    struct stored_review review;
    struct stored_review_parts parts;
    struct stored_entity entity;
    if (!review_find_open(work, number, &review, &parts, error) ||
        !review_entity_take(work, id, &entity, error) ||
        !application_is_new(work, &parts, &entity, error))
        return false;
    done->entity = entity.number;
    struct span content = arena_format(work->arena, "%s\n%.*s", entity.id, SPAN_ARGS(done->note));
    return store_application_add(work->store, number, done, &done->number, error) &&
           review_note(work, "review.application", number, content, error);
}

bool work_application_add(const struct work *work, int64_t review, struct span entity,
                          struct span note, struct stored_application *done, struct error *error)
{
    *done = (struct stored_application){.author = work->author, .at = work->now};
    return review_reason_take(work, note, false, &done->note, error) && change_begin(work, error) &&
           change_end(work, application_write(work, review, entity, done, error), error);
}

/* ---- experts ---- */

static bool reviewer_is_new(const struct work *work, const struct stored_review_parts *parts,
                            const struct stored_reviewer *new, struct span name,
                            struct error *error)
{
    for (size_t i = 0; i < parts->reviewers.count; i++) {
        const struct stored_reviewer *known = &parts->reviewers.items[i];
        bool same;
        if (!is_same(work, known->person, new->person, &same, error))
            return false;
        if (same || known->account == new->account)
            return fail_text(work, "work.review_expert_known", "name", name, error);
    }
    return parts->reviewers.count < REVIEW_EXPERTS_MOST ||
           written_fail("work.review_full", "most", REVIEW_EXPERTS_MOST, error);
}

static bool account_take(const struct work *work, struct span name, int64_t *number,
                         struct error *error)
{
    struct stored_account account;
    bool found;
    if (!store_account(work->store, name.size ? name : SPAN("-"), 0, work->arena, &account, &found,
                       error))
        return false;
    if (!found)
        return fail_text(work, "work.unknown_account", "name", name, error);
    *number = account.number;
    return (account.state == ACCOUNT_ACTIVE && role_has(account.role, RIGHT_DECIDE)) ||
           fail_text(work, "work.review_role", "name", name, error);
}

static bool reviewer_write(const struct work *work, int64_t number, struct span name,
                           struct span id, struct stored_reviewer *done, struct error *error)
{
    struct stored_review review;
    struct stored_review_parts parts;
    struct stored_entity person;
    if (!review_find_open(work, number, &review, &parts, error) ||
        !account_take(work, name, &done->account, error) ||
        !review_entity_take(work, id, &person, error))
        return false;
    if (!span_equal(person.kind->name, SPAN("Person")))
        return fail_text(work, "work.review_person", "id", id, error);
    done->person = person.number;
    struct span content = arena_format(work->arena, "%.*s=%s", SPAN_ARGS(name), person.id);
    return reviewer_is_new(work, &parts, done, name, error) &&
           store_reviewer_add(work->store, number, done, &done->number, error) &&
           review_note(work, "review.expert", number, content, error);
}

bool work_reviewer_add(const struct work *work, int64_t review, struct span account,
                       struct span person, struct stored_reviewer *done, struct error *error)
{
    *done = (struct stored_reviewer){.author = work->author, .at = work->now};
    return change_begin(work, error) &&
           change_end(work, reviewer_write(work, review, account, person, done, error), error);
}

/* ---- decisions ---- */

static const char *const outcomes[REVIEW_OUTCOMES] = {"none", "accepted", "rejected", "deferred"};

static bool outcome_take(const struct work *work, struct span code, enum review_outcome *outcome,
                         struct error *error)
{
    for (int i = OUTCOME_ACCEPTED; i < REVIEW_OUTCOMES; i++)
        if (span_equal(code, span_of(outcomes[i]))) {
            *outcome = (enum review_outcome)i;
            return true;
        }
    return fail_text(work, "work.review_outcome", "outcome", code, error);
}

/* Whether every application is decided on, the one in hand among them. */
static bool all_decided(const struct stored_review_parts *parts, int64_t application)
{
    size_t decided = 0;
    for (size_t i = 0; i < parts->applications.count; i++) {
        int64_t number = parts->applications.items[i].number;
        bool is = number == application;
        for (size_t k = 0; k < parts->verdicts.count; k++)
            is |= parts->verdicts.items[k].application == number;
        decided += is;
    }
    return decided == parts->applications.count;
}

static bool is_of_review(const struct stored_review_parts *parts, int64_t application)
{
    for (size_t i = 0; i < parts->applications.count; i++)
        if (parts->applications.items[i].number == application)
            return true;
    return false;
}

static bool verdict_write(const struct work *work, int64_t number,
                          const struct stored_verdict *verdict, struct error *error)
{
    struct stored_review review;
    struct stored_review_parts parts;
    if (!review_find(work, number, &review, error) ||
        !store_review_parts(work->store, number, work->arena, &parts, error))
        return false;
    if (!is_of_review(&parts, verdict->application))
        return fail_number("work.unknown_application", verdict->application, error);
    if (review.state == REVIEW_OPEN)
        return fail_number("work.review_open", number, error);
    if (all_decided(&parts, verdict->application) && review.state != REVIEW_DECIDED) {
        review.state = REVIEW_DECIDED;
        review.version++;
        if (!store_review_change(work->store, &review, error))
            return false;
    }
    struct span content =
        arena_format(work->arena, "%lld=%s\n%.*s", (long long)verdict->application,
                     outcomes[verdict->outcome], SPAN_ARGS(verdict->reason));
    return store_verdict_add(work->store, verdict, error) &&
           review_note(work, "review.decide", number, content, error);
}

bool work_review_decide(const struct work *work, int64_t review, int64_t application,
                        struct span outcome, struct span reason, struct error *error)
{
    struct stored_verdict verdict = {
        .application = application, .author = work->author, .at = work->now};
    return outcome_take(work, outcome, &verdict.outcome, error) &&
           review_reason_take(work, reason, true, &verdict.reason, error) &&
           change_begin(work, error) &&
           change_end(work, verdict_write(work, review, &verdict, error), error);
}
