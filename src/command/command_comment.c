/* uzel comment: the comments on the cards of a registry. Whoever runs it holds the registry: he
 * writes under his own name, and moderates. */
#include "change_run.h"
#include "comment.h"
#include "comments.h"
#include "output.h"

/* The owner moderates; of what is for parties alone the command tells nothing. */
static struct query_asker asker_of(const struct changing *changing)
{
    return (struct query_asker){
        .author = changing->work.author, .may_comment = true, .may_moderate = true};
}

/* The second operand as the number of a comment. */
static bool number_take(struct changing *changing, int64_t *number)
{
    struct span given = operand(changing, 1);
    return (span_to_integer(given, number) && *number > 0) ||
           error_add(errors(changing), "command.comment.no_number", "value",
                     text_of(changing, given), NULL);
}

/* ---- what is shown ---- */

static const char *count_text(const struct changing *changing, size_t count)
{
    return arena_format(changing->work.arena, "%zu", count).data;
}

static struct span author_of(const struct query_comment *comment)
{
    struct span prefix = SPAN("user:");
    return comment->shown.size ? comment->shown
                               : span_slice(comment->author, prefix.size, comment->author.size);
}

static void comment_print(const struct changing *changing, const struct query_comment *comment)
{
    struct invocation *invocation = changing->ask->invocation;
    size_t indent = comment->answers ? 2 : 0;
    struct span mark =
        comment->edited_at.size ? TEXT(invocation, "command.comment.edited") : SPAN("");
    output_lines(TEXT(invocation, "command.comment.line", "number",
                      count_text(changing, comment->number), "author",
                      text_of(changing, author_of(comment)), "at",
                      text_of(changing, comment->made_at), "mark", text_of(changing, mark)),
                 indent);
    if (!span_equal(comment->state, SPAN("shown")))
        output_lines(arena_format(&invocation->arena, "[%.*s]", SPAN_ARGS(comment->state_label)),
                     indent + 2);
    output_lines(comment->words, indent + 2);
    if (comment->reason.size)
        output_lines(TEXT(invocation, "command.comment.reason", "reason",
                          text_of(changing, comment->reason), "hider",
                          text_of(changing, comment->hider)),
                     indent + 2);
}

static int comments_list(struct changing *changing)
{
    struct invocation *invocation = changing->ask->invocation;
    struct query_asker asker = asker_of(changing);
    struct query_comments comments;
    struct span entity;
    int64_t before = 0, limit = COMMENTS_PAGE;
    if (!option_number(invocation, "before", 1, INT32_MAX, &before) ||
        !option_number(invocation, "limit", 1, COMMENTS_PAGE_MOST, &limit))
        return EXIT_USAGE;
    if (!operand_entry(changing, 1, &entity) ||
        !query_comments(&changing->query, &asker, entity, AUDIENCE_ALL, (size_t)before,
                        (size_t)limit, &comments, errors(changing)))
        return EXIT_INPUT;
    if (changing->ask->json) {
        PRINT_JSON(query_comments_write, &changing->query, &comments);
        return EXIT_DONE;
    }
    output_line(comments.summary);
    for (size_t i = 0; i < comments.count; i++)
        comment_print(changing, &comments.items[i]);
    if (comments.next)
        output_line(TEXT(invocation, "command.comment.next", "number",
                         count_text(changing, comments.next)));
    return EXIT_DONE;
}

static int comment_history(struct changing *changing)
{
    struct query_asker asker = asker_of(changing);
    struct query_comment comment;
    int64_t number;
    if (!number_take(changing, &number) ||
        !query_comment(&changing->query, &asker, number, &comment, errors(changing)))
        return EXIT_INPUT;
    if (changing->ask->json) {
        PRINT_JSON(query_comment_write, &comment);
        return EXIT_DONE;
    }
    comment_print(changing, &comment);
    for (size_t i = 0; i < comment.wordings.count; i++) {
        output_line(comment.wordings.items[i].at);
        output_lines(comment.wordings.items[i].words, 2);
    }
    return EXIT_DONE;
}

static int comment_tell(struct changing *changing, const struct stored_comment *stored,
                        const char *key)
{
    struct query_asker asker = asker_of(changing);
    struct query_comment comment;
    if (!query_comment_show(&changing->query, &asker, stored, &comment, errors(changing)))
        return EXIT_FAILED;
    if (changing->ask->json)
        PRINT_JSON(query_comment_write, &comment);
    else
        output_line(TEXT(changing->ask->invocation, key, "number",
                         count_text(changing, comment.number), "state",
                         text_of(changing, comment.state_label)));
    return EXIT_DONE;
}

/* ---- what is changed ---- */

static int comment_add(struct changing *changing)
{
    struct work_comment_order order = {.words = operand(changing, 2)};
    struct stored_comment done;
    if (!option_number(changing->ask->invocation, "answer", 1, INT32_MAX, &order.answers))
        return EXIT_USAGE;
    if (!operand_entry(changing, 1, &order.entity) ||
        !work_comment_add(&changing->work, &order, &done, errors(changing)))
        return EXIT_INPUT;
    return comment_tell(changing, &done, "command.comment.added");
}

static int comment_edit(struct changing *changing)
{
    const struct work_commenter who = {0};
    struct stored_comment done;
    int64_t number;
    if (!number_take(changing, &number) ||
        !work_comment_change(&changing->work, &who, number, operand(changing, 2), 0, &done,
                             errors(changing)))
        return EXIT_INPUT;
    return comment_tell(changing, &done, "command.comment.changed");
}

static int withdrawn_set(struct changing *changing, bool withdrawn)
{
    const struct work_commenter who = {0};
    struct stored_comment done;
    int64_t number;
    if (!number_take(changing, &number) ||
        !work_comment_withdraw(&changing->work, &who, number, withdrawn, &done, errors(changing)))
        return EXIT_INPUT;
    return comment_tell(changing, &done, "command.comment.changed");
}

static int comment_withdraw(struct changing *changing)
{
    return withdrawn_set(changing, true);
}

static int comment_restore(struct changing *changing)
{
    return withdrawn_set(changing, false);
}

static int hidden_set(struct changing *changing, bool hidden)
{
    const struct work_commenter who = {0};
    struct stored_comment done;
    int64_t number;
    if (!number_take(changing, &number) ||
        !work_comment_hide(&changing->work, &who, number, hidden, option_span(changing, "reason"),
                           &done, errors(changing)))
        return EXIT_INPUT;
    return comment_tell(changing, &done, "command.comment.changed");
}

static int comment_hide(struct changing *changing)
{
    return hidden_set(changing, true);
}

static int comment_show(struct changing *changing)
{
    return hidden_set(changing, false);
}

static int comment_erase(struct changing *changing)
{
    struct invocation *invocation = changing->ask->invocation;
    struct span by = option_span(changing, "by");
    size_t count = 1;
    int64_t number;
    if (by.size) {
        by = arena_format(changing->work.arena, "user:%.*s", SPAN_ARGS(by));
        if (!work_comments_erase_by(&changing->work, by, &count, errors(changing)))
            return EXIT_INPUT;
    } else if (!number_take(changing, &number) ||
               !work_comment_erase(&changing->work, number, errors(changing))) {
        return EXIT_INPUT;
    }
    output_line(TEXT(invocation, "command.comment.erased", "count", count_text(changing, count)));
    return EXIT_DONE;
}

/* ---- the command ---- */

static const struct action actions[] = {
    {"list", 2, 2, comments_list},      {"add", 3, 3, comment_add},
    {"edit", 3, 3, comment_edit},       {"withdraw", 2, 2, comment_withdraw},
    {"restore", 2, 2, comment_restore}, {"hide", 2, 2, comment_hide},
    {"show", 2, 2, comment_show},       {"history", 2, 2, comment_history},
    {"erase", 1, 2, comment_erase},
};

static int comment_ask(struct ask *ask)
{
    return actions_run(ask, actions, sizeof actions / sizeof *actions,
                       "command.comment.unknown_action");
}

static int comment_run(struct invocation *invocation)
{
    signals_release(); /* each change is whole or not there */
    return ask_run(invocation, comment_ask);
}

static const struct command_option comment_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"answer", 0, "command.argument.number", "command.comment.option.answer"},
    {"reason", 0, "command.argument.text", "command.comment.option.reason"},
    {"by", 0, "command.argument.text", "command.comment.option.by"},
    {"before", 0, "command.argument.number", "command.comment.option.before"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_comment;
const struct command command_comment = {
    .name = "comment",
    .arguments = "command.comment.arguments",
    .summary = "command.comment.summary",
    .description = "command.comment.description",
    .options = comment_options,
    .operands_least = 1,
    .operands_most = 3,
    .run = comment_run,
};
