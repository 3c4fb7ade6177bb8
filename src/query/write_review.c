/* The JSON of reviews. */
#include <math.h>

#include "reviews.h"
#include "write.h"

static const char *const state_codes[REVIEW_STATES] = {"open", "closed", "decided"};
static const char *const outcome_codes[REVIEW_OUTCOMES] = {NULL, "accepted", "rejected",
                                                           "deferred"};
static const char *const marking_codes[MARKINGS] = {"waiting", "partly", "done", "abstained"};

static void key_string(struct json *json, const char *key, const char *value)
{
    json_key(json, key);
    json_string(json, value);
}

/* A mean to hundredths; null where there is none. */
static void key_mean(struct json *json, const char *key, double mean, bool known)
{
    json_key(json, key);
    if (known)
        json_number(json, round(mean * 100) / 100);
    else
        json_null(json);
}

static void application_write(const struct query_review *review,
                              const struct query_application *application, struct json *json)
{
    bool known = application->place != 0;
    json_object_begin(json);
    key_count(json, "number", application->number);
    key_value(json, "entity", &application->entity);
    key_text(json, "note", application->note);
    key_string(json, "outcome", outcome_codes[application->outcome]);
    key_text(json, "outcome_label", application->outcome_label);
    key_text(json, "reason", application->reason);
    key_text(json, "decided_by", application->decider);
    key_text(json, "decided_at", application->decided_at);
    if (review->may_manage || review->marks_seen) {
        key_count(json, "experts", application->experts);
        key_count(json, "marked", application->marked);
    }
    if (review->marks_seen) {
        json_key(json, "place");
        if (known)
            json_integer(json, (int64_t)application->place);
        else
            json_null(json);
        key_mean(json, "mean", application->mean, known);
        key_mean(json, "low", application->low, known);
        key_mean(json, "high", application->high, known);
        key_mean(json, "spread", application->spread, known);
        json_key(json, "means");
        json_array_begin(json);
        for (size_t i = 0; i < review->stored.criteria.count; i++)
            if (application->means[i] > 0)
                json_number(json, round(application->means[i] * 100) / 100);
            else
                json_null(json);
        json_array_end(json);
    }
    json_object_end(json);
}

static void reviewer_write(const struct query_reviewer *reviewer, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", reviewer->number);
    key_text(json, "name", reviewer->name);
    key_text(json, "shown", reviewer->shown);
    key_value(json, "person", &reviewer->person);
    json_object_end(json);
}

static void conflict_write(const struct query_review_conflict *conflict, struct json *json)
{
    json_object_begin(json);
    key_text(json, "kind", conflict->kind);
    key_text(json, "text", conflict->text);
    key_flag(json, "former", conflict->former);
    json_key(json, "quotes");
    json_array_begin(json);
    for (size_t i = 0; i < conflict->quotes.count; i++) {
        json_object_begin(json);
        key_text(json, "report", conflict->quotes.items[i].report);
        key_text(json, "quote", conflict->quotes.items[i].quote);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

static void mark_write(const struct stored_mark *mark, struct json *json)
{
    json_object_begin(json);
    json_key(json, "criterion");
    json_integer(json, mark->criterion);
    json_key(json, "mark");
    if (mark->mark)
        json_integer(json, mark->mark);
    else
        json_null(json);
    key_text(json, "words", mark->words);
    json_object_end(json);
}

/* "words" on the whole, and "marks" of the criteria. */
static void marks_write(const struct stored_mark *marks, size_t count, struct json *json)
{
    struct span words = {0};
    for (size_t i = 0; i < count; i++)
        if (!marks[i].criterion)
            words = marks[i].words;
    key_text(json, "words", words);
    json_key(json, "marks");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        if (marks[i].criterion)
            mark_write(&marks[i], json);
    json_array_end(json);
}

static void assignment_write(const struct query_review *review,
                             const struct query_assignment *assignment, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", assignment->number);
    key_count(json, "application", assignment->application);
    key_count(json, "expert", assignment->reviewer);
    key_flag(json, "own", assignment->own);
    key_string(json, "state", marking_codes[assignment->marking]);
    key_text(json, "state_label", assignment->marking_label);
    key_text(json, "reason", assignment->reason);
    json_key(json, "conflicts");
    json_array_begin(json);
    for (size_t i = 0; i < assignment->conflicts.count; i++)
        conflict_write(&assignment->conflicts.items[i], json);
    json_array_end(json);
    if (assignment->seen) {
        key_text(json, "abstained", assignment->abstained);
        marks_write(assignment->marks.items, assignment->marks.count, json);
        key_text(json, "entered_by", assignment->entered);
        key_text(json, "changed_at", assignment->changed_at);
        json_key(json, "version");
        json_integer(json, assignment->version);
        key_mean(json, "mean", assignment->mean, review->marks_seen && assignment->mean > 0);
    }
    json_object_end(json);
}

static void call_write(const struct query *query, const struct query_review *review,
                       struct json *json)
{
    const struct stored_review *stored = &review->stored;
    json_key(json, "number");
    json_integer(json, stored->number);
    key_text(json, "title", stored->title);
    key_text(json, "sought", stored->sought);
    key_string(json, "state", state_codes[stored->state]);
    key_text(json, "state_label", review->state_label);
    key_date(query, json, "begins", stored->begins);
    key_date(query, json, "ends", stored->ends);
    key_value(json, "entity", &review->entity);
    key_text(json, "author", stored->author);
    key_text(json, "made_at", review->made_at);
    key_text(json, "closed_at", review->closed_at);
    key_text(json, "summary", review->summary);
    json_key(json, "scale");
    json_integer(json, stored->scale);
    json_key(json, "version");
    json_integer(json, stored->version);
    key_count(json, "due", review->due);
    json_key(json, "criteria");
    json_array_begin(json);
    for (size_t i = 0; i < stored->criteria.count; i++) {
        json_object_begin(json);
        json_key(json, "ordinal");
        json_integer(json, stored->criteria.items[i].ordinal);
        key_text(json, "name", stored->criteria.items[i].name);
        json_key(json, "weight");
        json_integer(json, stored->criteria.items[i].weight);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_review_write(const struct query *query, const struct query_review *review,
                        struct json *json)
{
    json_object_begin(json);
    call_write(query, review, json);
    key_flag(json, "may_manage", review->may_manage);
    key_flag(json, "inside", review->inside);
    key_flag(json, "marks_seen", review->marks_seen);
    json_key(json, "applications");
    json_array_begin(json);
    for (size_t i = 0; i < review->applications.count; i++)
        application_write(review, &review->applications.items[i], json);
    json_array_end(json);
    json_key(json, "experts");
    json_array_begin(json);
    for (size_t i = 0; i < review->reviewers.count; i++)
        reviewer_write(&review->reviewers.items[i], json);
    json_array_end(json);
    json_key(json, "assignments");
    json_array_begin(json);
    for (size_t i = 0; i < review->assignments.count; i++)
        assignment_write(review, &review->assignments.items[i], json);
    json_array_end(json);
    json_object_end(json);
}

void query_reviews_write(const struct query *query, const struct query_reviews *reviews,
                         struct json *json)
{
    json_object_begin(json);
    key_text(json, "summary", reviews->summary);
    key_flag(json, "may_manage", reviews->may_manage);
    json_key(json, "reviews");
    json_array_begin(json);
    for (size_t i = 0; i < reviews->count; i++) {
        json_object_begin(json);
        call_write(query, &reviews->items[i], json);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "next");
    if (reviews->next)
        json_integer(json, (int64_t)reviews->next);
    else
        json_null(json);
    json_object_end(json);
}

void query_review_marks_write(const struct query *query, const struct stored_marks *marks,
                              struct json *json)
{
    char time[TIME_TEXT];
    (void)query;
    json_object_begin(json);
    json_key(json, "versions");
    json_array_begin(json);
    for (size_t i = 0, end; i < marks->count; i = end) {
        end = i;
        while (end < marks->count && marks->items[end].version == marks->items[i].version)
            end++;
        json_object_begin(json);
        json_key(json, "version");
        json_integer(json, marks->items[i].version);
        key_string(json, "at", time_write(marks->items[i].at, time));
        key_text(json, "by", marks->items[i].author);
        marks_write(&marks->items[i], end - i, json);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}
