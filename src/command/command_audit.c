/* uzel audit: the trail of what users changed. */
#include "ask.h"

#include "accounts.h"
#include "output.h"

/* An act is told once, whatever number of entries it is. */
static void entries_print(struct ask *ask, const struct query_audit *audit)
{
    struct invocation *invocation = ask->invocation;
    if (!audit->count)
        output_line(TEXT(invocation, "command.audit.none"));
    for (size_t i = 0; i < audit->count; i++) {
        const struct query_audit_entry *entry = &audit->items[i];
        struct span parts[] = {entry->at, entry->author, entry->label, entry->object, entry->about};
        if (entry->part_of)
            continue;
        struct span number =
            entry->first == entry->number
                ? arena_format(&invocation->arena, "%zu", entry->number)
                : arena_format(&invocation->arena, "%zu–%zu", entry->first, entry->number);
        output_line(arena_format(&invocation->arena, "%.*s  %.*s", SPAN_ARGS(number),
                                 SPAN_ARGS(parts_join(ask, parts, 5))));
    }
}

static int audit_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct query_audit audit;
    int64_t before = 0, limit = AUDIT_PAGE;
    if (!option_number(invocation, "before", 1, INT32_MAX, &before) ||
        !option_number(invocation, "limit", 1, AUDIT_PAGE_MOST, &limit))
        return invocation_misused(invocation);
    if (!query_audit(&ask->query, (size_t)before, (size_t)limit, &audit, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    if (option_value(invocation, "head"))
        output_line(audit.head);
    else if (ask->json)
        ASK_PRINT_JSON(ask, query_audit_write, &audit);
    else
        entries_print(ask, &audit);
    return EXIT_DONE;
}

static int audit_run(struct invocation *invocation)
{
    return ask_run(invocation, audit_ask);
}

static const struct command_option audit_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"head", 0, NULL, "command.audit.option.head"},
    {"before", 0, "command.argument.number", "command.audit.option.before"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_audit;
const struct command command_audit = {
    .name = "audit",
    .summary = "command.audit.summary",
    .description = "command.audit.description",
    .options = audit_options,
    .run = audit_run,
};
