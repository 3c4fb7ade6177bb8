/* uzel review: expert reviews of a registry. Whoever runs it holds the registry: he manages all of
 * them, and enters what experts gave on paper; marks of open reviews it shows to nobody. */
#include "output.h"
#include "review.h"
#include "review_print.h"

static const struct query_reviewing owner = {.may_manage = true};

static bool number_take(const struct changing *changing, size_t index, int64_t *number)
{
    struct span given = operand(changing, index);
    return (span_to_integer(given, number) && *number > 0) ||
           error_add(errors(changing), "command.review.no_number", "value",
                     text_of(changing, given), NULL);
}

static const char *count_text(const struct changing *changing, int64_t count)
{
    return arena_format(changing->work.arena, "%lld", (long long)count).data;
}

/* Lines that stand on one line of the command, with semicolons between. */
static struct span option_lines(const struct changing *changing, const char *name)
{
    struct span given = option_span(changing, name);
    char *lines = ARENA_NEW(changing->work.arena, char, given.size + 1);
    for (size_t i = 0; i < given.size; i++)
        lines[i] = given.data[i] == ';' ? '\n' : given.data[i];
    return (struct span){lines, given.size};
}

/* What an option gives; data is NULL where it was not given. */
static struct span option_given(const struct changing *changing, const char *name)
{
    return option_value(changing->ask->invocation, name) ? option_span(changing, name)
                                                         : (struct span){0};
}

/* ---- asking ---- */

static int reviews_list(struct changing *changing)
{
    struct invocation *invocation = changing->ask->invocation;
    struct query_reviews_order order = {.state = option_span(changing, "state")};
    struct query_reviews reviews;
    int64_t before = 0, limit = REVIEWS_PAGE;
    if (!option_number(invocation, "before", 1, INT32_MAX, &before) ||
        !option_number(invocation, "limit", 1, REVIEWS_PAGE_MOST, &limit))
        return EXIT_USAGE;
    order.before = (size_t)before;
    order.limit = (size_t)limit;
    if (!query_reviews(&changing->query, &owner, &order, &reviews, errors(changing)))
        return EXIT_INPUT;
    if (changing->ask->json) {
        PRINT_JSON(query_reviews_write, &changing->query, &reviews);
        return EXIT_DONE;
    }
    output_line(reviews.summary);
    for (size_t i = 0; i < reviews.count; i++)
        review_line_print(changing, &reviews.items[i]);
    if (reviews.next)
        output_line(TEXT(invocation, "command.review.next", "number",
                         count_text(changing, (int64_t)reviews.next)));
    return EXIT_DONE;
}

static int review_show(struct changing *changing)
{
    struct query_review review;
    int64_t number;
    if (!number_take(changing, 1, &number) ||
        !query_review(&changing->query, &owner, number, &review, errors(changing)))
        return EXIT_INPUT;
    if (changing->ask->json)
        PRINT_JSON(query_review_write, &changing->query, &review);
    else
        review_print(changing, &review);
    return EXIT_DONE;
}

static int review_minutes(struct changing *changing)
{
    struct query_review review;
    int64_t number;
    if (!number_take(changing, 1, &number) ||
        !query_review(&changing->query, &owner, number, &review, errors(changing)))
        return EXIT_INPUT;
    if (review.stored.state == REVIEW_OPEN) {
        error_add(errors(changing), "command.review.still_open", "number",
                  count_text(changing, number), NULL);
        return EXIT_INPUT;
    }
    if (changing->ask->json) {
        PRINT_JSON(query_review_write, &changing->query, &review);
        return EXIT_DONE;
    }
    output_line(TEXT(changing->ask->invocation, "command.review.minutes", "number",
                     count_text(changing, number), "date",
                     text_of(changing, date_text(changing->ask, changing->query.today))));
    review_print(changing, &review);
    return EXIT_DONE;
}

/* ---- changing ---- */

/* Says that something was done; with --format json the review as it is now. */
static int tell(struct changing *changing, int64_t number, const char *key, struct span name,
                int64_t which)
{
    struct query_review review;
    if (!query_review(&changing->query, &owner, number, &review, errors(changing)))
        return EXIT_FAILED;
    if (changing->ask->json)
        PRINT_JSON(query_review_write, &changing->query, &review);
    else
        output_line(TEXT(changing->ask->invocation, key, "number", count_text(changing, which),
                         "name", text_of(changing, name), "state",
                         text_of(changing, review.state_label)));
    return EXIT_DONE;
}

static int review_open(struct changing *changing)
{
    struct work_review_order order = {.title = operand(changing, 1),
                                      .sought = option_given(changing, "sought"),
                                      .criteria = option_lines(changing, "criteria"),
                                      .begins = option_given(changing, "from"),
                                      .ends = option_given(changing, "to")};
    struct stored_review done;
    if (!option_number(changing->ask->invocation, "scale", 0, INT32_MAX, &order.scale))
        return EXIT_USAGE;
    if (!query_entry(&changing->query, option_span(changing, "agreement"), &order.entity,
                     errors(changing)) ||
        !work_review_open(&changing->work, &order, &done, errors(changing)))
        return EXIT_INPUT;
    return tell(changing, done.number, "command.review.opened", SPAN(""), done.number);
}

static int review_change(struct changing *changing)
{
    const struct work_review_order order = {
        .title = operand(changing, 2).size ? operand(changing, 2) : (struct span){0},
        .sought = option_given(changing, "sought"),
        .begins = option_given(changing, "from"),
        .ends = option_given(changing, "to")};
    struct stored_review done;
    int64_t number;
    if (!number_take(changing, 1, &number) ||
        !work_review_change(&changing->work, number, &order, &done, errors(changing)))
        return EXIT_INPUT;
    return tell(changing, number, "command.review.changed", SPAN(""), number);
}

static int review_close(struct changing *changing)
{
    struct stored_review done;
    int64_t number;
    if (!number_take(changing, 1, &number) ||
        !work_review_close(&changing->work, number, &done, errors(changing)))
        return EXIT_INPUT;
    return tell(changing, number, "command.review.changed", SPAN(""), number);
}

static int application_add(struct changing *changing)
{
    struct stored_application done;
    struct span entity;
    int64_t number;
    if (!number_take(changing, 1, &number) || !operand_entry(changing, 2, &entity) ||
        !work_application_add(&changing->work, number, entity, option_span(changing, "note"), &done,
                              errors(changing)))
        return EXIT_INPUT;
    return tell(changing, number, "command.review.applied", SPAN(""), done.number);
}

static int expert_add(struct changing *changing)
{
    struct stored_reviewer done;
    struct span person;
    int64_t number;
    if (!number_take(changing, 1, &number) || !operand_entry(changing, 3, &person) ||
        !work_reviewer_add(&changing->work, number, operand(changing, 2), person, &done,
                           errors(changing)))
        return EXIT_INPUT;
    return tell(changing, number, "command.review.added", operand(changing, 2), done.number);
}

static int expert_assign(struct changing *changing)
{
    struct work_assignment_order order = {.account = operand(changing, 3),
                                          .reason = option_span(changing, "reason")};
    struct stored_assignment done;
    if (!number_take(changing, 1, &order.review) || !number_take(changing, 2, &order.application) ||
        !work_review_assign(&changing->work, &changing->query, &order, &done, errors(changing)))
        return EXIT_INPUT;
    return tell(changing, order.review, "command.review.assigned", SPAN(""), done.number);
}

static int marks_note(struct changing *changing,
                      bool (*note)(const struct work *, const struct work_marks_order *,
                                   struct stored_assignment *, struct error *),
                      const char *words)
{
    struct work_marks_order order = {.owner = true,
                                     .marks = option_lines(changing, "marks"),
                                     .words = option_span(changing, words),
                                     .version = -1,
                                     .today = changing->query.today};
    struct stored_assignment done;
    if (!number_take(changing, 1, &order.review) || !number_take(changing, 2, &order.assignment) ||
        !note(&changing->work, &order, &done, errors(changing)))
        return EXIT_INPUT;
    return tell(changing, order.review, "command.review.noted", SPAN(""), done.number);
}

static int marks_give(struct changing *changing)
{
    return marks_note(changing, work_review_mark, "words");
}

static int expert_abstain(struct changing *changing)
{
    return marks_note(changing, work_review_abstain, "reason");
}

static int application_decide(struct changing *changing)
{
    int64_t number, application;
    if (!number_take(changing, 1, &number) || !number_take(changing, 2, &application) ||
        !work_review_decide(&changing->work, number, application, operand(changing, 3),
                            option_span(changing, "reason"), errors(changing)))
        return EXIT_INPUT;
    return tell(changing, number, "command.review.changed", SPAN(""), number);
}

/* ---- the command ---- */

static const struct action actions[] = {
    {"list", 1, 1, reviews_list},         {"show", 2, 2, review_show},
    {"open", 2, 2, review_open},          {"change", 2, 3, review_change},
    {"close", 2, 2, review_close},        {"application", 3, 3, application_add},
    {"expert", 4, 4, expert_add},         {"assign", 4, 4, expert_assign},
    {"mark", 3, 3, marks_give},           {"abstain", 3, 3, expert_abstain},
    {"decide", 4, 4, application_decide}, {"minutes", 2, 2, review_minutes},
};

static int review_ask(struct ask *ask)
{
    return actions_run(ask, actions, sizeof actions / sizeof *actions,
                       "command.review.unknown_action");
}

static int review_run(struct invocation *invocation)
{
    signals_release(); /* each change is whole or not there */
    return ask_run(invocation, review_ask);
}

static const struct command_option review_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"sought", 0, "command.argument.text", "command.review.option.sought"},
    {"criteria", 0, "command.argument.text", "command.review.option.criteria"},
    {"scale", 0, "command.argument.number", "command.review.option.scale"},
    {"from", 0, "command.argument.date", "command.review.option.from"},
    {"to", 0, "command.argument.date", "command.review.option.to"},
    {"agreement", 0, "command.argument.id", "command.review.option.agreement"},
    {"note", 0, "command.argument.text", "command.review.option.note"},
    {"reason", 0, "command.argument.text", "command.review.option.reason"},
    {"marks", 0, "command.argument.text", "command.review.option.marks"},
    {"words", 0, "command.argument.text", "command.review.option.words"},
    {"state", 0, "command.argument.text", "command.review.option.state"},
    {"before", 0, "command.argument.number", "command.review.option.before"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

extern const struct command command_review;
const struct command command_review = {
    .name = "review",
    .arguments = "command.review.arguments",
    .summary = "command.review.summary",
    .description = "command.review.description",
    .options = review_options,
    .operands_least = 1,
    .operands_most = 4,
    .run = review_run,
};
