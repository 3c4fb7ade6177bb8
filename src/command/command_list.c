/* uzel list: tables of what the registry holds, or its overview. */
#include "ask.h"

#include "export_run.h"
#include "output.h"

enum { FILTERS_MOST = COMMAND_OPTIONS };

static int overview_print(struct ask *ask)
{
    struct query_overview overview;
    if (!query_overview(&ask->query, &overview, &ask->invocation->error))
        return invocation_fail(ask->invocation, EXIT_FAILED);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_overview_write, &overview);
        return EXIT_DONE;
    }
    output_line(overview.summary);
    if (overview.note.size)
        output_lines(overview.note, 0);
    output_write(SPAN("\n"));
    for (size_t i = 0; i < overview.count_count; i++)
        output_line(arena_format(&ask->invocation->arena, "  %-14s%s", overview.counts[i].list,
                                 overview.counts[i].text.data));
    if (overview.classified.text.size) {
        output_write(SPAN("\n"));
        output_lines(overview.classified.text, 0);
    }
    return EXIT_DONE;
}

/* One object a line, as the contract has it; a table for people. */
static int appearances_print(struct ask *ask)
{
    struct query_identities identities;
    if (!query_appearances(&ask->query, &identities, &ask->invocation->error))
        return invocation_fail(ask->invocation, EXIT_FAILED);
    for (size_t i = 0; i < identities.count && !output_failed(); i++) {
        const struct query_identity *item = &identities.items[i];
        if (ask->json) {
            struct buffer buffer;
            struct json json;
            buffer_init(&buffer, ASK_JSON_LIMIT);
            json_init(&json, &buffer);
            query_identity_write(item, &json);
            json_print(&buffer);
            continue;
        }
        output_line(arena_format(&ask->invocation->arena, "%.*s\t%.*s\t%.*s\t%.*s",
                                 SPAN_ARGS(item->report), SPAN_ARGS(item->entity),
                                 SPAN_ARGS(item->name), SPAN_ARGS(item->canonical)));
    }
    return EXIT_DONE;
}

/* --filter COLUMN=VALUE, as often as it is given. */
static bool filters_read(struct invocation *invocation, struct query_filter *filters, size_t *count)
{
    for (size_t i = 0; i < invocation->given_count; i++) {
        if (strcmp(invocation->given[i]->name, "filter") != 0)
            continue;
        struct span value = span_of(invocation->values[i]);
        size_t sign = span_find(value, SPAN("="), 0);
        if (sign == SIZE_MAX)
            return error_add(&invocation->error, "command.list.bad_filter", "value", value.data,
                             NULL);
        if (*count == FILTERS_MOST)
            return error_add(&invocation->error, "command.too_many_options", NULL);
        filters[(*count)++] = (struct query_filter){span_slice(value, 0, sign),
                                                    span_slice(value, sign + 1, value.size)};
    }
    return true;
}

static int list_answer(struct ask *ask, const struct query_list_request *request)
{
    struct invocation *invocation = ask->invocation;
    struct query_list list;
    if (!query_list(&ask->query, request, &list, &invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_list_write, &list);
        return EXIT_DONE;
    }
    list_print(ask, &list);
    if (list.rows.count)
        output_write(SPAN("\n"));
    output_line(list.summary);
    if (list.offset + list.rows.count < list.total) {
        const char *count = message_number(invocation->tongue, &invocation->arena,
                                           (double)(list.total - list.offset - list.rows.count))
                                .data;
        output_line(TEXT(invocation, list.more ? "command.list.more_than" : "command.list.more",
                         "count", count));
    }
    return EXIT_DONE;
}

static int list_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct query_filter filters[FILTERS_MOST];
    int64_t limit = LIST_PAGE_MOST, offset = 0;
    struct query_list_request request = {
        .filters = filters,
        .facets = option_value(invocation, "facets") != NULL,
        .sort = span_of(option_value(invocation, "sort")),
    };
    struct query_filters named;
    options_filter(invocation, &named);
    query_list_take(&request, &named);
    request.words = span_of(option_value(invocation, "words"));
    if (!filters_read(invocation, filters, &request.filter_count) ||
        !option_number(invocation, "limit", 1, 1000000, &limit) ||
        !option_number(invocation, "offset", 0, INT32_MAX, &offset))
        return invocation_misused(invocation);
    bool exports = export_asked(invocation);
    if (!export_check(invocation))
        return invocation_misused(invocation);
    if (!invocation->operand_count)
        return overview_print(ask);
    request.name = span_of(invocation->operands[0]);
    request.limit = (size_t)limit;
    request.offset = (size_t)offset;
    if (span_equal(request.name, SPAN("appearances")))
        return appearances_print(ask);
    if (exports)
        return export_run(ask, &request) ? EXIT_DONE : ask_failed(ask);
    return list_answer(ask, &request);
}

static int list_run(struct invocation *invocation)
{
    return ask_run(invocation, list_ask);
}

static const struct command_option list_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT_TABLES,
    {"words", 'w', "command.argument.text", "command.list.option.words"},
    {"filter", 0, "command.argument.filter", "command.list.option.filter"},
    {"report", 0, "command.argument.id", "command.list.option.report"},
    OPTIONS_FILTER_REPORTS,
    {"status", 0, "command.argument.code", "command.filter.option.status"},
    {"field", 0, "command.argument.field", "command.list.option.field"},
    {"state", 0, "command.argument.state", "command.list.option.state"},
    {"confidence", 0, "command.argument.share", "command.list.option.confidence"},
    {"facets", 0, NULL, "command.list.option.facets"},
    {"sort", 0, "command.argument.column", "command.list.option.sort"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {"offset", 0, "command.argument.number", "command.list.option.offset"},
    {"output", 'o', "command.argument.file", "command.list.option.output"},
    OPTION_AS_OF,
    OPTION_KNOWN_AT,
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

static const char *const list_exports[] = {"csv", "csv-excel", "xlsx", NULL};

extern const struct command command_list;
const struct command command_list = {
    .name = "list",
    .arguments = "command.list.arguments",
    .summary = "command.list.summary",
    .description = "command.list.description",
    .options = list_options,
    .operands_most = 1,
    .run = list_run,
    .exports = list_exports,
};
