/* uzel brief: what two participants have in common, to be read before a visit. */
#include "ask.h"

#include "brief.h"
#include "output.h"

static void line_print(struct ask *ask, const struct query_brief_line *line)
{
    struct span parts[] = {line->text, line->fact.entity};
    output_lines(parts_join(ask, parts, 2), 2);
    if (line->note.size)
        output_lines(line->note, 4);
    for (size_t i = 0; i < line->evidence.count; i++)
        evidence_print(ask, &line->evidence.items[i], 4);
}

static void section_print(struct ask *ask, const struct query_brief_section *section)
{
    struct arena *arena = &ask->invocation->arena;
    output_write(SPAN("\n"));
    output_lines(arena_format(arena, "%.*s: %zu", SPAN_ARGS(section->title), section->total), 0);
    for (size_t i = 0; i < section->lines.count; i++)
        line_print(ask, &section->lines.items[i]);
    if (section->rest.size)
        output_lines(section->rest, 2);
}

static int brief_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct query_brief brief;
    struct span first = span_of(invocation->operands[0]);
    struct span second = span_of(invocation->operands[1]);
    if (!ask_products(ask))
        return invocation_fail(invocation, EXIT_FAILED);
    if (!query_brief(&ask->query, first, second, &brief, &invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_brief_write, &brief);
        return EXIT_DONE;
    }
    output_lines(brief.title, 0);
    output_lines(brief.summary, 0);
    if (brief.cut)
        output_lines(TEXT(invocation, "query.brief.cut"), 0);
    for (size_t i = 0; i < brief.count; i++)
        section_print(ask, &brief.sections[i]);
    return EXIT_DONE;
}

static int brief_run(struct invocation *invocation)
{
    return ask_run(invocation, brief_ask);
}

static const struct command_option brief_options[] = {
    OPTION_REGISTRY, OPTION_FORMAT, OPTION_AS_OF, OPTION_TODAY, {NULL, 0, NULL, NULL}};

extern const struct command command_brief;
const struct command command_brief = {
    .name = "brief",
    .arguments = "command.brief.arguments",
    .summary = "command.brief.summary",
    .description = "command.brief.description",
    .options = brief_options,
    .operands_least = 2,
    .operands_most = 2,
    .run = brief_run,
};
