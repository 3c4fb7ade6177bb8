/* uzel reminders: days that come or have passed, and what others wrote. */
#include "ask.h"

#include <errno.h>
#include <string.h>

#include "feed.h"
#include "grid.h"
#include "intake_run.h"
#include "output.h"
#include "reminders.h"
#include "store_accounts.h"

static void days_print(struct ask *ask, const struct query_reminders *reminders)
{
    struct invocation *invocation = ask->invocation;
    struct grid grid;
    grid_init(&grid, &invocation->arena);
    grid_column(&grid, TEXT(invocation, "command.reminders.day"), false);
    grid_column(&grid, TEXT(invocation, "command.reminders.what"), false);
    grid_column(&grid, TEXT(invocation, "command.reminders.of"), false);
    for (size_t i = 0; i < reminders->days.count; i++) {
        const struct query_reminder *reminder = &reminders->days.items[i];
        struct span *cells = grid_row(&grid);
        cells[0] = date_text(ask, reminder->date);
        cells[1] = reminder->late ? TEXT(invocation, "command.reminders.late") : reminder->label;
        cells[2] = reminder->fact.text;
    }
    if (reminders->days.count)
        grid_print(&grid, output_width(), output_write);
}

static void notes_print(struct ask *ask, const struct query_reminders *reminders)
{
    struct invocation *invocation = ask->invocation;
    for (size_t i = 0; i < reminders->notes.count; i++) {
        const struct query_comment *note = &reminders->notes.items[i];
        output_line(TEXT(invocation,
                         note->mention ? "command.reminders.mention" : "command.reminders.answer",
                         "number", arena_format(&invocation->arena, "%zu", note->number).data,
                         "author", arena_copy(&invocation->arena, note->author).data, "fact",
                         arena_copy(&invocation->arena, note->on).data));
        output_lines(note->words, 2);
    }
}

static void feed_print(struct ask *ask, const struct query_reminders *reminders, bool calendar)
{
    const struct feed_frame frame = {.origin = SPAN("")};
    struct buffer out;
    buffer_init(&out, ASK_JSON_LIMIT);
    if (calendar)
        feed_calendar_write(&ask->query, reminders, &frame, &out);
    else
        feed_atom_write(&ask->query, reminders, &frame, &out);
    if (out.bad)
        output_fail(ENOMEM);
    else
        output_write(buffer_span(&out));
    buffer_release(&out);
}

/* Whose reminders: those of an account, else of whoever runs the program. */
static bool account_take(struct ask *ask, struct query_reminders_request *request)
{
    struct invocation *invocation = ask->invocation;
    const char *name = option_value(invocation, "for");
    struct stored_account account;
    bool found;
    request->asker.author = user_author(&invocation->arena);
    if (!name)
        return true;
    if (!store_account(ask->query.store, *name ? span_of(name) : SPAN("-"), 0, &invocation->arena,
                       &account, &found, &invocation->error))
        return false;
    if (!found)
        return error_add(&invocation->error, "work.unknown_account", "name", name, NULL);
    request->account = account.number;
    request->asker.author = arena_format(&invocation->arena, "user:%s", name);
    request->asker.organization = account.role >= ROLE_PARTICIPANT ? account.entity : 0;
    return true;
}

static int reminders_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    const char *format = option_value(invocation, "format");
    struct query_reminders_request request = {
        .days = REMINDER_DAYS, .all = option_value(invocation, "all") != NULL, .now = clock_now()};
    struct query_reminders reminders;
    if (!option_number(invocation, "days", 1, REMINDER_DAYS_MOST, &request.days))
        return invocation_misused(invocation);
    if (!account_take(ask, &request))
        return invocation_fail(invocation, EXIT_INPUT);
    if (!query_reminders(&ask->query, &request, &reminders, &invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_reminders_write, &reminders);
    } else if (format && strcmp(format, "table") != 0) {
        feed_print(ask, &reminders, strcmp(format, "ics") == 0);
    } else {
        days_print(ask, &reminders);
        notes_print(ask, &reminders);
        output_line(reminders.summary);
    }
    return EXIT_DONE;
}

static int reminders_run(struct invocation *invocation)
{
    return ask_run(invocation, reminders_ask);
}

static const char *const reminders_exports[] = {"ics", "atom", NULL};

static const struct command_option reminders_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    OPTION_TODAY,
    {"days", 0, "command.argument.number", "command.reminders.option.days"},
    {"for", 0, "command.argument.text", "command.reminders.option.for"},
    {"all", 0, NULL, "command.reminders.option.all"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_reminders;
const struct command command_reminders = {
    .name = "reminders",
    .summary = "command.reminders.summary",
    .description = "command.reminders.description",
    .options = reminders_options,
    .run = reminders_run,
    .exports = reminders_exports,
};
