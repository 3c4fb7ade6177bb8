/* A review as text. */
#include "review_print.h"

#include "output.h"

#define SAY(changing, ...) TEXT((changing)->ask->invocation, __VA_ARGS__)

static const char *number_text(const struct changing *changing, size_t number)
{
    return arena_format(&changing->ask->invocation->arena, "%zu", number).data;
}

static const char *mean_text(const struct changing *changing, double mean)
{
    return text_of(changing, query_mean_show(&changing->query, mean));
}

/* An account without what marks it as one. */
static const char *author_text(const struct changing *changing, struct span author)
{
    static const struct span mark = {"user:", 5};
    return text_of(changing, span_starts_with(author, mark)
                                 ? span_slice(author, mark.size, author.size)
                                 : author);
}

static void title_print(const struct changing *changing, const char *key)
{
    output_line(SPAN(""));
    output_line(SAY(changing, key));
}

/* ---- the call ---- */

void review_line_print(const struct changing *changing, const struct query_review *review)
{
    output_line(SAY(changing, "command.review.line", "number",
                    number_text(changing, (size_t)review->stored.number), "title",
                    text_of(changing, review->stored.title), "state",
                    text_of(changing, review->state_label)));
}

static void days_print(const struct changing *changing, struct date from, struct date to)
{
    const char *key = !date_is_set(to)     ? "command.review.days_from"
                      : !date_is_set(from) ? "command.review.days_to"
                                           : "command.review.days";
    if (date_is_set(from) || date_is_set(to))
        output_line(SAY(changing, key, "from", text_of(changing, date_text(changing->ask, from)),
                        "to", text_of(changing, date_text(changing->ask, to))));
}

static void call_print(const struct changing *changing, const struct query_review *review)
{
    const struct stored_review *stored = &review->stored;
    if (stored->sought.size)
        output_lines(stored->sought, 2);
    if (review->entity.text.size)
        output_line(SAY(changing, "command.review.agreement", "name",
                        text_of(changing, review->entity.text)));
    days_print(changing, stored->begins, stored->ends);
    output_line(SAY(changing, "command.review.criteria", "scale",
                    number_text(changing, (size_t)stored->scale)));
    for (size_t i = 0; i < stored->criteria.count; i++)
        output_lines(SAY(changing, "command.review.criterion", "number",
                         number_text(changing, (size_t)stored->criteria.items[i].ordinal), "name",
                         text_of(changing, stored->criteria.items[i].name), "weight",
                         number_text(changing, (size_t)stored->criteria.items[i].weight)),
                     2);
}

/* ---- applications ---- */

static void place_print(const struct changing *changing, const struct query_application *one)
{
    if (one->place)
        output_lines(
            SAY(changing, "command.review.place", "place", number_text(changing, one->place),
                "mean", mean_text(changing, one->mean), "low", mean_text(changing, one->low),
                "high", mean_text(changing, one->high), "spread", mean_text(changing, one->spread)),
            4);
    else
        output_lines(SAY(changing, "command.review.no_place"), 4);
    if (one->marked < one->experts)
        output_lines(SAY(changing, "command.review.missing", "count",
                         number_text(changing, one->experts - one->marked)),
                     4);
}

static void application_print(const struct changing *changing, const struct query_review *review,
                              const struct query_application *one)
{
    output_lines(SAY(changing, "command.review.application", "number",
                     number_text(changing, one->number), "name",
                     text_of(changing, one->entity.text), "id",
                     text_of(changing, one->entity.entity)),
                 2);
    if (one->note.size)
        output_lines(one->note, 4);
    if (review->marks_seen)
        place_print(changing, one);
    else
        output_lines(SAY(changing, "command.review.counts", "experts",
                         number_text(changing, one->experts), "marked",
                         number_text(changing, one->marked)),
                     4);
    if (one->outcome)
        output_lines(SAY(changing, "command.review.outcome", "outcome",
                         text_of(changing, one->outcome_label), "reason",
                         text_of(changing, one->reason), "by", author_text(changing, one->decider)),
                     4);
}

/* ---- experts and what they say ---- */

static const char *reviewer_name(const struct changing *changing, const struct query_review *review,
                                 size_t number)
{
    for (size_t i = 0; i < review->reviewers.count; i++)
        if (review->reviewers.items[i].number == number)
            return text_of(changing, review->reviewers.items[i].shown.size
                                         ? review->reviewers.items[i].shown
                                         : review->reviewers.items[i].name);
    return "";
}

static void conflicts_print(const struct changing *changing, const struct query_assignment *one)
{
    for (size_t i = 0; i < one->conflicts.count; i++) {
        const struct query_review_conflict *conflict = &one->conflicts.items[i];
        struct span text =
            conflict->text.size ? conflict->text : SAY(changing, "command.review.erased");
        output_lines(SAY(changing, "command.review.conflict", "text", text_of(changing, text)), 4);
        for (size_t k = 0; k < conflict->quotes.count; k++)
            output_lines(arena_format(&changing->ask->invocation->arena, "«%.*s»",
                                      SPAN_ARGS(conflict->quotes.items[k].quote)),
                         6);
    }
    if (one->reason.size)
        output_lines(
            SAY(changing, "command.review.reason", "reason", text_of(changing, one->reason)), 4);
}

static void marks_print(const struct changing *changing, const struct query_assignment *one)
{
    struct arena *arena = &changing->ask->invocation->arena;
    if (one->abstained.size)
        output_lines(
            SAY(changing, "command.review.abstained", "reason", text_of(changing, one->abstained)),
            4);
    for (size_t i = 0; i < one->marks.count && !one->abstained.size; i++) {
        const struct stored_mark *mark = &one->marks.items[i];
        if (mark->mark)
            output_lines(arena_format(arena, "%lld: %lld %.*s", (long long)mark->criterion,
                                      (long long)mark->mark, SPAN_ARGS(mark->words)),
                         4);
        else if (mark->words.size)
            output_lines(mark->words, 4);
    }
    if (one->entered.size)
        output_lines(
            SAY(changing, "command.review.entered", "by", author_text(changing, one->entered)), 4);
}

static void assignment_print(const struct changing *changing, const struct query_review *review,
                             const struct query_assignment *one)
{
    output_lines(SAY(changing, "command.review.assignment", "number",
                     number_text(changing, one->number), "application",
                     number_text(changing, one->application), "expert",
                     reviewer_name(changing, review, one->reviewer), "state",
                     text_of(changing, one->marking_label)),
                 2);
    conflicts_print(changing, one);
    if (one->seen)
        marks_print(changing, one);
}

void review_print(const struct changing *changing, const struct query_review *review)
{
    review_line_print(changing, review);
    call_print(changing, review);
    if (review->applications.count)
        title_print(changing, "command.review.applications");
    for (size_t i = 0; i < review->applications.count; i++)
        application_print(changing, review, &review->applications.items[i]);
    if (review->reviewers.count)
        title_print(changing, "command.review.experts");
    for (size_t i = 0; i < review->reviewers.count; i++)
        output_lines(SAY(changing, "command.review.expert", "name",
                         text_of(changing, review->reviewers.items[i].name), "person",
                         text_of(changing, review->reviewers.items[i].person.text)),
                     2);
    if (review->assignments.count)
        title_print(changing, "command.review.assignments");
    for (size_t i = 0; i < review->assignments.count; i++)
        assignment_print(changing, review, &review->assignments.items[i]);
}
