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

/* «Регион: Томская область — 12, Москва — 3» */
static void facets_print(struct ask *ask, const struct query_facets *facets, size_t count)
{
    struct invocation *invocation = ask->invocation;
    enum { VALUES_MOST = 8 };
    for (size_t i = 0; i < count; i++) {
        struct span text = arena_format(&invocation->arena, "%.*s:", SPAN_ARGS(facets[i].label));
        if (!facets[i].count)
            continue;
        for (size_t k = 0; k < facets[i].count && k < VALUES_MOST; k++)
            text = arena_format(&invocation->arena, "%.*s%s %.*s — %s", SPAN_ARGS(text),
                                k ? "," : "", SPAN_ARGS(facets[i].items[k].text),
                                message_number(invocation->tongue, &invocation->arena,
                                               (double)facets[i].items[k].count)
                                    .data);
        output_write(SPAN("\n"));
        output_lines(text, 0);
    }
}

static int search_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    int64_t limit = SEARCH_PAGE, offset = 0;
    struct query_search search;
    struct query_filters filters;
    if (!option_number(invocation, "limit", 1, 100000, &limit) ||
        !option_number(invocation, "offset", 0, INT32_MAX, &offset))
        return invocation_misused(invocation);
    options_filter(invocation, &filters);
    struct query_search_request request = {.words = words_join(invocation),
                                           .filters = &filters,
                                           .sort = span_of(option_value(invocation, "sort")),
                                           .facets = option_value(invocation, "facets") != NULL,
                                           .offset = (size_t)offset,
                                           .limit = (size_t)limit};
    if (!query_search(&ask->query, &request, &search, &invocation->error))
        return ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_search_write, &search);
    } else {
        output_line(search.summary);
        entities_print(ask, &search);
        for (size_t i = 0; i < search.hit_count; i++)
            hit_print(ask, &search.hits[i]);
        facets_print(ask, search.filters, search.filter_count);
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
    OPTIONS_FILTER_REPORTS,
    {"sort", 0, "command.argument.order", "command.search.option.sort"},
    {"facets", 0, NULL, "command.search.option.facets"},
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
    .operands_least = 0,
    .operands_most = SIZE_MAX,
    .run = search_run,
};
