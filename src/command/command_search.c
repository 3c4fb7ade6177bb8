/* uzel search: reports by their words, entities by their names. */
#include "ask.h"

#include "grid.h"
#include "output.h"

static struct span words_join(struct invocation *invocation)
{
    struct span words = {0};
    for (size_t i = 0; i < invocation->operand_count; i++)
        words = arena_format(&invocation->arena, "%.*s%s%s", SPAN_ARGS(words), i ? " " : "",
                             invocation->operands[i]);
    return words;
}

/* The words found stand between marks. */
static void snippet_print(struct ask *ask, const struct query_snippet *snippet)
{
    struct span text = SPAN("… ");
    for (size_t i = 0; i < snippet->part_count; i++)
        text =
            arena_format(&ask->invocation->arena, snippet->parts[i].hit ? "%.*s[%.*s]" : "%.*s%.*s",
                         SPAN_ARGS(text), SPAN_ARGS(snippet->parts[i].text));
    output_lines(arena_format(&ask->invocation->arena, "%.*s …", SPAN_ARGS(text)), 4);
}

static void hit_print(struct ask *ask, const struct query_hit *hit)
{
    struct invocation *invocation = ask->invocation;
    struct span parts[] = {
        hit->report,
        message_date(invocation->catalogue, invocation->tongue, &invocation->arena, hit->published),
        hit->title};
    output_write(SPAN("\n"));
    output_line(parts_join(ask, parts, 3));
    for (size_t i = 0; i < hit->snippet_count; i++)
        snippet_print(ask, &hit->snippets[i]);
}

static void entities_print(struct ask *ask, const struct query_search *search)
{
    struct grid grid;
    grid_init(&grid, &ask->invocation->arena);
    grid_column(&grid, TEXT(ask->invocation, "command.column.id"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.column.kind"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.column.name"), false);
    for (size_t i = 0; i < search->entity_count; i++) {
        struct span *cells = grid_row(&grid);
        const struct schema_label *label = &search->entities[i].kind->label;
        cells[0] = search->entities[i].id;
        cells[1] = ask->invocation->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
        cells[2] = search->entities[i].name;
    }
    if (search->entity_count) {
        output_write(SPAN("\n"));
        grid_print(&grid, output_width(), output_write);
    }
}

static int search_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    int64_t limit = SEARCH_PAGE, offset = 0;
    struct query_search search;
    if (!option_number(invocation, "limit", 1, 100000, &limit) ||
        !option_number(invocation, "offset", 0, INT32_MAX, &offset))
        return invocation_misused(invocation);
    struct query_search_request request = {words_join(invocation), (size_t)offset, (size_t)limit};
    if (!query_search(&ask->query, &request, &search, &invocation->error))
        return ask_failed_by(ask, "query.no_words") ? invocation_misused(invocation)
                                                    : invocation_fail(invocation, EXIT_FAILED);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_search_write, &search);
    } else {
        output_line(search.summary);
        entities_print(ask, &search);
        for (size_t i = 0; i < search.hit_count; i++)
            hit_print(ask, &search.hits[i]);
    }
    return search.total || search.entity_count ? EXIT_DONE : EXIT_INPUT;
}

static int search_run(struct invocation *invocation)
{
    return ask_run(invocation, search_ask);
}

static const struct command_option search_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {"offset", 0, "command.argument.number", "command.list.option.offset"},
    OPTION_AS_OF,
    {NULL, 0, NULL, NULL}};

extern const struct command command_search;
const struct command command_search = {
    .name = "search",
    .arguments = "command.search.arguments",
    .summary = "command.search.summary",
    .description = "command.search.description",
    .options = search_options,
    .operands_least = 1,
    .operands_most = SIZE_MAX,
    .run = search_run,
};
