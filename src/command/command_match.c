/* uzel match: which offers answer a need, and which needs an offer answers. */
#include "ask.h"

#include "output.h"
#include "store.h"
#include "trade_query.h"

static void match_print(struct ask *ask, const struct query_match *match)
{
    struct invocation *invocation = ask->invocation;
    struct arena *arena = &invocation->arena;
    struct span parts[] = {match->fact.entity, match->who.text, match->goods, match->code};
    output_write(SPAN("\n"));
    output_lines(parts_join(ask, parts, sizeof parts / sizeof *parts), 0);
    struct span score = message_number(invocation->tongue, arena,
                                       (double)(int)((double)match->match.score * 100 + 0.5) / 100);
    output_lines(TEXT(invocation, "command.match.why", "score", score.data, "nearness",
                      query_nearness_text(&ask->query, match->nearness).data, "why",
                      query_match_text(&ask->query, &match->match).data),
                 4);
    if (match->cluster.type != VALUE_NONE)
        output_lines(TEXT(invocation, "command.match.cluster", "cluster",
                          arena_copy(arena, match->cluster.text).data),
                     4);
    if (match->agreements.count)
        output_lines(TEXT(invocation, "command.match.agreements", "names",
                          arena_copy(arena, values_text(ask, &match->agreements)).data),
                     4);
    for (size_t i = 0; i < match->evidence.count; i++)
        evidence_print(ask, &match->evidence.items[i], 6);
}

/* The id that is given, or that of the first need, offer or supply that the words find. */
static bool traded_find(struct ask *ask, struct span *id)
{
    static const char *const lists[] = {"needs", "offers", "supply"};
    struct invocation *invocation = ask->invocation;
    int64_t number;
    *id = span_of(invocation->operands[0]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && !canonical_read(*id, &number); i++) {
        const struct query_list_request request = {
            .name = span_of(lists[i]), .words = *id, .limit = 1};
        struct query_list list;
        if (!query_list(&ask->query, &request, &list, &invocation->error))
            return false;
        if (list.rows.count)
            *id = list.rows.items[0].id;
    }
    return true;
}

static int match_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct span id;
    struct query_matches matches;
    int64_t limit = 0;
    if (!option_number(invocation, "limit", 1, MATCHES_MOST, &limit))
        return invocation_misused(invocation);
    if (!ask_products(ask))
        return invocation_fail(invocation, EXIT_FAILED);
    if (!traded_find(ask, &id))
        return ask_failed(ask);
    bool good = query_matches(&ask->query, id, false, (size_t)limit, &matches, &invocation->error);
    if (!good && ask_failed_by(ask, "query.no_need")) {
        error_release(&invocation->error);
        error_init(&invocation->error);
        good = query_matches(&ask->query, id, true, (size_t)limit, &matches, &invocation->error);
    }
    if (!good)
        return ask_failed_by(ask, "query.no_offer") ? invocation_fail(invocation, EXIT_INPUT)
                                                    : ask_failed(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_matches_write, &matches);
        return EXIT_DONE;
    }
    output_lines(matches.fact.text, 0);
    output_line(matches.summary);
    for (size_t i = 0; i < matches.count; i++)
        match_print(ask, &matches.items[i]);
    return EXIT_DONE;
}

static int match_run(struct invocation *invocation)
{
    return ask_run(invocation, match_ask);
}

static const struct command_option match_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"limit", 0, "command.argument.number", "command.match.option.limit"},
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

extern const struct command command_match;
const struct command command_match = {
    .name = "match",
    .arguments = "command.match.arguments",
    .summary = "command.match.summary",
    .description = "command.match.description",
    .options = match_options,
    .operands_least = 1,
    .operands_most = 1,
    .run = match_run,
};
