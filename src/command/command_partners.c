/* uzel partners: whom an organization could work with, and why. */
#include "ask.h"

#include "output.h"
#include "prospects.h"

static void path_print(struct ask *ask, const struct query_path *path)
{
    struct arena *arena = &ask->invocation->arena;
    struct span text = SPAN("");
    for (size_t i = 0; i < path->count; i++) {
        const struct query_path_step *step = &path->steps[i];
        if (!i)
            text = step->from.text;
        text = arena_format(arena, "%.*s → %.*s", SPAN_ARGS(text), SPAN_ARGS(step->to.entity.text));
    }
    output_lines(
        TEXT(ask->invocation, "command.partners.path", "path", arena_copy(arena, text).data), 4);
}

static void prospect_print(struct ask *ask, const struct query_prospect *prospect)
{
    struct invocation *invocation = ask->invocation;
    struct span head[] = {prospect->entity.text, prospect->regions, prospect->entity.entity};
    output_lines(parts_join(ask, head, 3), 2);
    for (size_t i = 0; i < prospect->reasons.count; i++) {
        const struct query_prospect_reason *reason = &prospect->reasons.items[i];
        bool same = span_equal(reason->words, reason->fact.text);
        output_lines(TEXT(invocation,
                          same ? "command.partners.reason_alone" : "command.partners.reason",
                          "role", arena_copy(&invocation->arena, reason->property_label).data,
                          "words", arena_copy(&invocation->arena, reason->words).data, "fact",
                          arena_copy(&invocation->arena, reason->fact.text).data),
                     4);
    }
    if (prospect->paths.count)
        path_print(ask, &prospect->paths.paths[0]);
}

static int partners_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct query_prospects *prospects = ARENA_NEW(&invocation->arena, struct query_prospects, 1);
    struct query_prospects_request request = {
        .field = span_of(option_value(invocation, "field")),
        .product = span_of(option_value(invocation, "product")),
        .region = span_of(option_value(invocation, "region")),
        .district = span_of(option_value(invocation, "district"))};
    int64_t offset = 0, limit = PROSPECTS_PAGE;
    if (!option_number(invocation, "offset", 0, INT32_MAX, &offset) ||
        !option_number(invocation, "limit", 1, PROSPECTS_PAGE_MOST, &limit))
        return invocation_misused(invocation);
    request.offset = (size_t)offset;
    request.limit = (size_t)limit;
    if (!ask_entry(ask, 0, &request.entity) ||
        !query_prospects(&ask->query, &request, prospects, &invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_prospects_write, prospects);
        return EXIT_DONE;
    }
    output_line(prospects->summary);
    for (size_t i = 0; i < prospects->count; i++)
        prospect_print(ask, &prospects->items[i]);
    return EXIT_DONE;
}

static int partners_run(struct invocation *invocation)
{
    return ask_run(invocation, partners_ask);
}

static const struct command_option partners_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"field", 0, "command.argument.field", "command.partners.option.field"},
    {"product", 0, "command.argument.text", "command.partners.option.product"},
    OPTIONS_FILTER_PLACES,
    {"offset", 0, "command.argument.number", "command.list.option.offset"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_partners;
const struct command command_partners = {
    .name = "partners",
    .arguments = "command.partners.arguments",
    .summary = "command.partners.summary",
    .description = "command.partners.description",
    .options = partners_options,
    .operands_least = 1,
    .operands_most = 1,
    .run = partners_run,
};
