/* uzel comment: the comments on the cards of a registry, and with --report on the page of a report.
 * Whoever runs it holds the registry: he writes under his own name, and moderates. With --for he
 * acts for an organization, and shares with the other parties of an agreement or an application
 * what they alone see: messages, documents. */
#include "change_run.h"
#include "comment.h"
#include "comments.h"
#include "file.h"
#include "output.h"

/* The owner moderates; of what is for parties alone nothing is told but to the organization for
 * which he acts. */
static struct query_asker asker_of(const struct changing *changing, int64_t organization)
{
    return (struct query_asker){.author = changing->work.author,
                                .organization = organization,
                                .may_comment = true,
                                .may_moderate = true};
}

/* The organization of --for; 0 where it is not given. */
static bool organization_take(struct changing *changing, int64_t *organization)
{
    struct span given = option_span(changing, "for"), id;
    *organization = 0;
    if (!given.size)
        return true;
    return query_entry(&changing->query, given, &id, errors(changing)) &&
           canonical_read(id, organization);
}

/* What the second operand names: a report's id with --report, else an entry by its id or name. */
static bool place_take(struct changing *changing, struct span *entity, struct span *report)
{
    *entity = *report = SPAN("");
    if (!option_value(changing->ask->invocation, "report"))
        return operand_entry(changing, 1, entity);
    *report = operand(changing, 1);
    return !option_span(changing, "for").size ||
           error_add(errors(changing), "command.comment.for_all", NULL);
}

static enum comment_audience audience_of(int64_t organization)
{
    return organization ? AUDIENCE_PARTIES : AUDIENCE_ALL;
}

/* The second operand as the number of a comment, or of a file. */
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

static void file_print(const struct changing *changing, const struct query_file *file,
                       size_t indent)
{
    output_lines(TEXT(changing->ask->invocation, "command.comment.file", "number",
                      count_text(changing, file->number), "name", text_of(changing, file->name),
                      "size", count_text(changing, file->size)),
                 indent);
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
    for (size_t i = 0; i < comment->files.count; i++)
        file_print(changing, &comment->files.items[i], indent + 2);
    if (comment->reason.size)
        output_lines(TEXT(invocation, "command.comment.reason", "reason",
                          text_of(changing, comment->reason), "hider",
                          text_of(changing, comment->hider)),
                     indent + 2);
}

static int comments_list(struct changing *changing)
{
    struct invocation *invocation = changing->ask->invocation;
    struct query_asker asker;
    struct query_comments_request request;
    struct query_comments comments;
    int64_t before = 0, limit = COMMENTS_PAGE, organization;
    if (!option_number(invocation, "before", 1, INT32_MAX, &before) ||
        !option_number(invocation, "limit", 1, COMMENTS_PAGE_MOST, &limit))
        return EXIT_USAGE;
    if (!place_take(changing, &request.entity, &request.report) ||
        !organization_take(changing, &organization))
        return EXIT_INPUT;
    asker = asker_of(changing, organization);
    request.audience = audience_of(organization);
    request.before = (size_t)before;
    request.limit = (size_t)limit;
    if (!query_comments(&changing->query, &asker, &request, &comments, errors(changing)))
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
    struct query_asker asker = asker_of(changing, 0);
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
    struct query_asker asker = asker_of(changing, 0);
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
    if (!place_take(changing, &order.entity, &order.report) ||
        !organization_take(changing, &order.organization))
        return EXIT_INPUT;
    order.audience = audience_of(order.organization);
    if (!work_comment_add(&changing->work, &order, &done, errors(changing)))
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

/* ---- files of parties ---- */

static int file_attach(struct changing *changing)
{
    struct work_commenter who = {0};
    struct stored_attachment done;
    struct span path = operand(changing, 2);
    struct buffer bytes;
    int64_t number;
    buffer_init(&bytes, ATTACHMENT_MOST + 1);
    bool fine = number_take(changing, &number) && organization_take(changing, &who.organization) &&
                file_read(text_of(changing, path), &bytes, errors(changing)) &&
                work_attachment_add(&changing->work, &who, number, path, buffer_span(&bytes), &done,
                                    errors(changing));
    buffer_release(&bytes);
    if (!fine)
        return EXIT_INPUT;
    output_line(TEXT(changing->ask->invocation, "command.comment.attached", "number",
                     count_text(changing, (size_t)done.number), "name",
                     text_of(changing, done.name)));
    return EXIT_DONE;
}

static int file_save(struct changing *changing)
{
    struct stored_attachment file;
    struct query_asker asker;
    int64_t number, organization;
    if (!number_take(changing, &number) || !organization_take(changing, &organization))
        return EXIT_INPUT;
    asker = asker_of(changing, organization);
    if (!query_attachment(&changing->query, &asker, number, &file, errors(changing)))
        return EXIT_INPUT;
    if (!file_write(text_of(changing, operand(changing, 2)), file.bytes, errors(changing)))
        return EXIT_FAILED;
    output_line(TEXT(changing->ask->invocation, "command.comment.saved", "name",
                     text_of(changing, file.name), "file",
                     text_of(changing, operand(changing, 2))));
    return EXIT_DONE;
}

/* ---- the command ---- */

static const struct action actions[] = {
    {"list", 2, 2, comments_list},      {"add", 3, 3, comment_add},
    {"edit", 3, 3, comment_edit},       {"withdraw", 2, 2, comment_withdraw},
    {"restore", 2, 2, comment_restore}, {"hide", 2, 2, comment_hide},
    {"show", 2, 2, comment_show},       {"history", 2, 2, comment_history},
    {"erase", 1, 2, comment_erase},     {"attach", 3, 3, file_attach},
    {"save", 3, 3, file_save},
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
    {"report", 0, NULL, "command.comment.option.report"},
    {"answer", 0, "command.argument.number", "command.comment.option.answer"},
    {"reason", 0, "command.argument.text", "command.comment.option.reason"},
    {"by", 0, "command.argument.text", "command.comment.option.by"},
    {"for", 0, "command.argument.id", "command.comment.option.for"},
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
