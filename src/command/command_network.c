/* uzel network: who is tied to whom. */
#include "ask.h"
#include "conflicts.h"

#include <stdlib.h>

#include "grid.h"
#include "network.h"
#include "output.h"
#include "picture_run.h"

enum { KINDS_MOST = COMMAND_OPTIONS };

/* What the command line asks for. */
struct asked {
    struct query_scope scope;
    struct span kinds[KINDS_MOST];
    struct span first; /* entries; empty */
    struct span second;
    struct span region; /* of graph */
    struct span district;
    int64_t offset;
    int64_t limit; /* 0: the answer's own */
    int64_t depth;
    int64_t seed;
    double resolution;
    struct span things[KINDS_MOST]; /* of graph */
    size_t thing_count;
    int64_t steps;
    int64_t ties;
    int64_t edges;
};

static const char *text_of(struct ask *ask, struct span text)
{
    return arena_copy(&ask->invocation->arena, text).data;
}

static const char *count_text(struct ask *ask, size_t count)
{
    return message_number(ask->invocation->tongue, &ask->invocation->arena, (double)count).data;
}

static struct span label_text(struct ask *ask, const struct schema_label *label)
{
    return ask->invocation->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
}

/* ---- neighbours and paths ---- */

/* «Соглашение — Стороны (2); Должность — Организация» */
static struct span roles_text(struct ask *ask, const struct query_tie *tie)
{
    struct arena *arena = &ask->invocation->arena;
    struct span text = {0};
    for (size_t i = 0; i < tie->role_count; i++) {
        const struct query_role *role = &tie->roles[i];
        text = arena_format(arena, "%.*s%s%.*s — %.*s", SPAN_ARGS(text), i ? "; " : "",
                            SPAN_ARGS(label_text(ask, &role->kind->label)),
                            SPAN_ARGS(label_text(ask, &role->property->label)));
        if (role->facts > 1)
            text = arena_format(arena, "%.*s (%s)", SPAN_ARGS(text), count_text(ask, role->facts));
    }
    return text;
}

static void tie_print(struct ask *ask, const struct query_tie *tie, size_t indent)
{
    struct span parts[] = {tie->entity.entity, tie->entity.text, date_text(ask, tie->last)};
    output_lines(parts_join(ask, parts, 3), indent);
    output_lines(TEXT(ask->invocation, "command.network.counts", "reports",
                      count_text(ask, tie->reports), "facts", count_text(ask, tie->facts), "roles",
                      text_of(ask, roles_text(ask, tie))),
                 indent + 4);
    for (size_t i = 0; i < tie->evidence.count; i++)
        evidence_print(ask, &tie->evidence.items[i], indent + 6);
}

static int ask_fail(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    if (ask_failed_by(ask, "query.unknown_id"))
        return invocation_fail(invocation, EXIT_INPUT);
    if (ask_failed_by(ask, "query.unknown_kind") || ask_failed_by(ask, "query.same_entity") ||
        ask_failed_by(ask, "query.not_person") || ask_failed_by(ask, "query.unknown_thing") ||
        ask_failed_by(ask, "query.unknown_region"))
        return invocation_misused(invocation);
    return invocation_fail(invocation, EXIT_FAILED);
}

/* What is left out of the page. */
static void more_print(struct ask *ask, size_t shown, size_t total)
{
    if (shown < total)
        output_line(
            TEXT(ask->invocation, "command.list.more", "count", count_text(ask, total - shown)));
}

static int neighbours_show(struct ask *ask, const struct asked *asked)
{
    struct query_neighbours answer;
    if (!query_neighbours(&ask->query, asked->first, &asked->scope, (size_t)asked->offset,
                          (size_t)asked->limit, &answer, &ask->invocation->error))
        return ask_fail(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_neighbours_write, &answer);
        return EXIT_DONE;
    }
    output_lines(answer.entity.text, 0);
    for (size_t i = 0; i < answer.count; i++)
        tie_print(ask, &answer.ties[i], 2);
    output_line(answer.summary);
    more_print(ask, answer.offset + answer.count, answer.total);
    return EXIT_DONE;
}

static void path_print(struct ask *ask, const struct query_path *path)
{
    output_write(SPAN("\n"));
    output_line(
        TEXT(ask->invocation, "command.network.path", "count", count_text(ask, path->count)));
    for (size_t i = 0; i < path->count; i++) {
        const struct query_path_step *step = &path->steps[i];
        struct span from[] = {step->from.entity, step->from.text};
        struct span fact[] = {step->fact.entity, step->fact.text};
        if (!i)
            output_lines(parts_join(ask, from, 2), 2);
        output_lines(
            arena_format(&ask->invocation->arena, "— %.*s", SPAN_ARGS(parts_join(ask, fact, 2))),
            4);
        tie_print(ask, &step->to, 2);
    }
}

static int paths_show(struct ask *ask, const struct asked *asked)
{
    struct query_paths answer;
    struct query_paths_request request = {.from = asked->first,
                                          .to = asked->second,
                                          .scope = asked->scope,
                                          .depth = (size_t)asked->depth,
                                          .limit = (size_t)asked->limit,
                                          .hubs = option_value(ask->invocation, "hubs") != NULL};
    if (!query_paths(&ask->query, &request, &answer, &ask->invocation->error))
        return ask_fail(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_paths_write, &answer);
        return answer.count ? EXIT_DONE : EXIT_INPUT;
    }
    output_line(answer.summary);
    for (size_t i = 0; i < answer.count; i++)
        path_print(ask, &answer.paths[i]);
    struct query_values hubs = {answer.hubs, answer.hub_count, answer.hub_count};
    if (hubs.count) {
        output_write(SPAN("\n"));
        output_lines(TEXT(ask->invocation, "command.network.hubs", "names",
                          text_of(ask, values_text(ask, &hubs))),
                     0);
    }
    return answer.count ? EXIT_DONE : EXIT_INPUT;
}

static void conflict_print(struct ask *ask, const struct query_conflict *conflict)
{
    output_write(SPAN("\n"));
    output_lines(conflict->text, 0);
    for (size_t i = 0; i < conflict->path.count; i++) {
        struct span fact[] = {conflict->path.items[i].entity, conflict->path.items[i].text};
        output_lines(
            arena_format(&ask->invocation->arena, "— %.*s", SPAN_ARGS(parts_join(ask, fact, 2))),
            2);
    }
    for (size_t i = 0; i < conflict->evidence.count; i++)
        evidence_print(ask, &conflict->evidence.items[i], 6);
}

static int conflicts_show(struct ask *ask, const struct asked *asked)
{
    struct query_conflicts answer;
    if (!query_conflicts(&ask->query, asked->first, asked->second, &answer,
                         &ask->invocation->error))
        return ask_fail(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_conflicts_write, &answer);
        return EXIT_DONE;
    }
    struct span sides[] = {answer.expert.text, answer.applicant.text};
    output_lines(parts_join(ask, sides, 2), 0);
    output_line(answer.summary);
    for (size_t i = 0; i < answer.count; i++)
        conflict_print(ask, &answer.items[i]);
    return EXIT_DONE;
}

/* ---- partners and communities ---- */

static void pairs_print(struct ask *ask, const struct query_partners *answer)
{
    struct grid grid;
    grid_init(&grid, &ask->invocation->arena);
    grid_column(&grid, TEXT(ask->invocation, "command.network.agreements"), true);
    grid_column(&grid, TEXT(ask->invocation, "command.network.first"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.network.second"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.network.newest"), false);
    grid_optional(&grid);
    for (size_t i = 0; i < answer->count; i++) {
        const struct query_pair *pair = &answer->pairs[i];
        struct span ids = {0};
        for (size_t k = 0; k < pair->facts.count; k++)
            ids = arena_format(&ask->invocation->arena, "%.*s%s%.*s", SPAN_ARGS(ids), k ? " " : "",
                               SPAN_ARGS(pair->facts.items[k].entity));
        struct span *cells = grid_row(&grid);
        cells[0] = span_of(count_text(ask, pair->agreements));
        cells[1] = pair->first.text;
        cells[2] = pair->second.text;
        cells[3] = ids;
    }
    grid_print(&grid, output_width(), output_write);
    output_write(SPAN("\n"));
}

static int partners_show(struct ask *ask, const struct asked *asked)
{
    struct query_partners answer;
    if (!query_partners(&ask->query, asked->first, &asked->scope, (size_t)asked->offset,
                        (size_t)asked->limit, &answer, &ask->invocation->error))
        return ask_fail(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_partners_write, &answer);
        return EXIT_DONE;
    }
    if (answer.count)
        pairs_print(ask, &answer);
    output_line(answer.summary);
    more_print(ask, answer.offset + answer.count, answer.total);
    return EXIT_DONE;
}

static void community_print(struct ask *ask, const struct query_community *community)
{
    struct arena *arena = &ask->invocation->arena;
    struct span names = {0};
    for (size_t i = 0; i < community->count; i++)
        names = arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(names), i ? "; " : "",
                             SPAN_ARGS(community->members[i].entity.text));
    if (community->count < community->size)
        names = TEXT(ask->invocation, "command.network.and_more", "names", text_of(ask, names));
    output_lines(TEXT(ask->invocation, "command.network.community", "number",
                      count_text(ask, community->number), "size", count_text(ask, community->size),
                      "names", text_of(ask, names)),
                 0);
}

static int communities_show(struct ask *ask, const struct asked *asked)
{
    struct query_communities answer;
    struct query_communities_request request = {.scope = asked->scope,
                                                .places =
                                                    option_value(ask->invocation, "places") != NULL,
                                                .resolution = asked->resolution,
                                                .seed = (uint64_t)asked->seed,
                                                .offset = (size_t)asked->offset,
                                                .limit = (size_t)asked->limit};
    if (!query_communities(&ask->query, &request, &answer, &ask->invocation->error))
        return ask_fail(ask);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_communities_write, &answer);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < answer.count; i++)
        community_print(ask, &answer.communities[i]);
    output_line(answer.summary);
    more_print(ask, answer.offset + answer.count, answer.total);
    return EXIT_DONE;
}

/* ---- the picture ---- */

static int graph_show(struct ask *ask, const struct asked *asked)
{
    struct query_picture_request request = {.scope = asked->scope,
                                            .things = asked->things,
                                            .thing_count = asked->thing_count,
                                            .region = asked->region,
                                            .district = asked->district,
                                            .entity = asked->first,
                                            .steps = (unsigned)asked->steps,
                                            .facts = option_value(ask->invocation, "facts") != NULL,
                                            .ties = (size_t)asked->ties,
                                            .limit = (size_t)asked->limit,
                                            .edges = (size_t)asked->edges};
    int code = picture_run(ask, &request);
    return code < 0 ? ask_fail(ask) : code;
}

/* ---- the command line ---- */

enum question_bit {
    NEIGHBOURS = 1,
    PATHS = 2,
    PARTNERS = 4,
    COMMUNITIES = 8,
    GRAPH = 16,
    CONFLICTS = 32
};

struct question {
    const char *name;
    size_t entries_least;
    size_t entries_most;
    int64_t page_most;
    int (*show)(struct ask *ask, const struct asked *asked);
    enum question_bit bit;
};

static const struct question questions[] = {
    {"neighbours", 1, 1, NEIGHBOURS_PAGE_MOST, neighbours_show, NEIGHBOURS},
    {"paths", 2, 2, PATHS_MOST, paths_show, PATHS},
    {"partners", 0, 1, PARTNERS_PAGE_MOST, partners_show, PARTNERS},
    {"communities", 0, 0, COMMUNITIES_PAGE_MOST, communities_show, COMMUNITIES},
    {"graph", 0, 1, PICTURE_NODES_MOST, graph_show, GRAPH},
    {"conflicts", 2, 2, 1, conflicts_show, CONFLICTS},
};

/* The options that some questions take, and others do not: those that the API takes there. */
static const struct {
    const char *name;
    unsigned questions; /* bits */
} particular[] = {
    {"kind", NEIGHBOURS | PATHS | COMMUNITIES | GRAPH},
    {"depth", PATHS},
    {"hubs", PATHS},
    {"places", COMMUNITIES},
    {"resolution", COMMUNITIES},
    {"seed", COMMUNITIES},
    {"offset", NEIGHBOURS | PARTNERS | COMMUNITIES},
    {"as-of", NEIGHBOURS | PATHS | GRAPH | CONFLICTS},
    {"known-at", NEIGHBOURS | PATHS | CONFLICTS},
    {"limit", NEIGHBOURS | PATHS | PARTNERS | COMMUNITIES | GRAPH},
    {"since", NEIGHBOURS | PATHS | PARTNERS | COMMUNITIES | GRAPH},
    {"until", NEIGHBOURS | PATHS | PARTNERS | COMMUNITIES | GRAPH},
    {"thing", GRAPH},
    {"region", GRAPH},
    {"district", GRAPH},
    {"source", NEIGHBOURS | PATHS | COMMUNITIES | GRAPH},
    {"party", PARTNERS | GRAPH},
    {"person", PARTNERS | GRAPH},
    {"cluster", PARTNERS | GRAPH},
    {"steps", GRAPH},
    {"facts", GRAPH},
    {"ties", GRAPH},
    {"edges", GRAPH},
};

static const struct question *question_find(struct invocation *invocation)
{
    const char *name = invocation->operands[0];
    size_t entries = invocation->operand_count - 1;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(questions[i].name, name) != 0)
            continue;
        if (entries >= questions[i].entries_least && entries <= questions[i].entries_most)
            return &questions[i];
        error_add(&invocation->error, "command.network.operands", "action", name, NULL);
        return NULL;
    }
    error_add(&invocation->error, "command.network.unknown", "action", name, NULL);
    return NULL;
}

/* «neighbours, paths» */
static const char *questions_text(struct invocation *invocation, unsigned bits)
{
    struct span text = {0};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (questions[i].bit & bits)
            text = arena_format(&invocation->arena, "%.*s%s%s", SPAN_ARGS(text),
                                text.size ? ", " : "", questions[i].name);
    return text.data;
}

/* An option that the question does not take would be passed over in silence. */
static bool options_fit(struct invocation *invocation, const struct question *question)
{
    for (size_t i = 0; i < sizeof particular / sizeof *particular; i++)
        if (!(particular[i].questions & question->bit) &&
            option_value(invocation, particular[i].name))
            return error_add(&invocation->error, "command.network.option_of_others", "option",
                             particular[i].name, "action", question->name, "questions",
                             questions_text(invocation, particular[i].questions), NULL);
    return true;
}

/* The values of an option that may be given several times. */
static bool values_read(struct invocation *invocation, const char *name, struct span *values,
                        size_t *count)
{
    for (size_t i = 0; i < invocation->given_count; i++) {
        if (strcmp(invocation->given[i]->name, name) != 0)
            continue;
        if (*count == KINDS_MOST)
            return error_add(&invocation->error, "command.too_many_options", NULL);
        values[(*count)++] = span_of(invocation->values[i]);
    }
    return true;
}

static bool kinds_read(struct invocation *invocation, struct asked *asked)
{
    asked->scope.kinds = asked->kinds;
    return values_read(invocation, "kind", asked->kinds, &asked->scope.kind_count) &&
           values_read(invocation, "thing", asked->things, &asked->thing_count);
}

/* Files for other programs are of the picture alone. */
static bool format_fits(struct invocation *invocation, const struct question *question)
{
    const char *value = option_value(invocation, "format");
    if (question->bit == GRAPH || !value || strcmp(value, "json") == 0 ||
        strcmp(value, "table") == 0)
        return true;
    return error_add(&invocation->error, "command.bad_format", "value", value, "formats",
                     "table, json", NULL);
}

static bool resolution_read(struct invocation *invocation, double *resolution)
{
    static const double most = 1000;
    const char *value = option_value(invocation, "resolution");
    char *end;
    if (!value)
        return true;
    *resolution = strtod(value, &end);
    if (*value && !*end && *resolution > 0 && *resolution <= most)
        return true;
    return error_add(&invocation->error, "command.network.bad_resolution", "value", value, NULL);
}

static bool options_take(struct invocation *invocation, const struct question *question,
                         struct asked *asked)
{
    return options_fit(invocation, question) && format_fits(invocation, question) &&
           kinds_read(invocation, asked) && option_date(invocation, "since", &asked->scope.since) &&
           option_date(invocation, "until", &asked->scope.until) &&
           option_number(invocation, "limit", 1, question->page_most, &asked->limit) &&
           option_number(invocation, "offset", 0, INT32_MAX, &asked->offset) &&
           option_number(invocation, "depth", 1, PATH_DEPTH_MOST, &asked->depth) &&
           option_number(invocation, "seed", 0, INT32_MAX, &asked->seed) &&
           option_number(invocation, "steps", 1, PICTURE_STEPS_MOST, &asked->steps) &&
           option_number(invocation, "ties", 1, INT32_MAX, &asked->ties) &&
           option_number(invocation, "edges", 1, PICTURE_EDGES_MOST, &asked->edges) &&
           resolution_read(invocation, &asked->resolution);
}

/* The filters of the language that all questions share; an entry may be named by one of them. */
static bool filters_take(struct ask *ask, struct asked *asked)
{
    struct invocation *invocation = ask->invocation;
    struct query_filters filters;
    struct span entity;
    options_filter(invocation, &filters);
    filters.values[FILTER_KIND] = (struct span){0}; /* it may be given several times */
    asked->region = filters.values[FILTER_REGION];
    asked->district = filters.values[FILTER_DISTRICT];
    struct span *kinds = asked->kinds;
    size_t kind_count = asked->scope.kind_count;
    if (!query_scope_take(&ask->query, &filters, &asked->scope, &invocation->error) ||
        !filter_one_read(&ask->query, &filters, &entity, &invocation->error))
        return false;
    asked->scope.kinds = kinds;
    asked->scope.kind_count = kind_count;
    if (!entity.size)
        return true;
    if (asked->first.size)
        return error_add(&invocation->error, "query.filter_twice", "filter",
                         filter_name(FILTER_ENTITY), NULL);
    asked->first = entity;
    return true;
}

static int network_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    const struct question *question = question_find(invocation);
    struct asked asked = {.limit = 0};
    if (!question || !options_take(invocation, question, &asked))
        return invocation_misused(invocation);
    if (!ask_entry(ask, 1, &asked.first) || !ask_entry(ask, 2, &asked.second) ||
        !filters_take(ask, &asked))
        return ask_failed(ask);
    return question->show(ask, &asked);
}

static int network_run(struct invocation *invocation)
{
    return ask_run(invocation, network_ask);
}

static const struct command_option network_options[] = {
    OPTION_REGISTRY,
    {"format", 'f', "command.argument.format", "command.network.option.format"},
    {"kind", 'k', "command.argument.kind", "command.network.option.kind"},
    {"since", 0, "command.argument.date", "command.network.option.since"},
    {"until", 0, "command.argument.date", "command.network.option.until"},
    {"depth", 0, "command.argument.number", "command.network.option.depth"},
    {"hubs", 0, NULL, "command.network.option.hubs"},
    {"places", 0, NULL, "command.network.option.places"},
    {"resolution", 0, "command.argument.number", "command.network.option.resolution"},
    {"seed", 0, "command.argument.number", "command.network.option.seed"},
    {"thing", 0, "command.argument.kind", "command.network.option.thing"},
    {"region", 0, "command.argument.region", "command.network.option.region"},
    {"district", 0, "command.argument.district", "command.list.option.district"},
    {"party", 0, "command.argument.id", "command.filter.option.party"},
    {"person", 0, "command.argument.id", "command.filter.option.person"},
    {"cluster", 0, "command.argument.id", "command.filter.option.cluster"},
    {"date", 0, "command.argument.dates", "command.network.option.date"},
    {"source", 0, "command.argument.text", "command.network.option.source"},
    {"state", 0, "command.argument.state", "command.list.option.state"},
    {"confidence", 0, "command.argument.share", "command.list.option.confidence"},
    {"steps", 0, "command.argument.number", "command.network.option.steps"},
    {"facts", 0, NULL, "command.network.option.facts"},
    {"ties", 0, "command.argument.number", "command.network.option.ties"},
    {"edges", 0, "command.argument.number", "command.network.option.edges"},
    {"limit", 'n', "command.argument.number", "command.list.option.limit"},
    {"offset", 0, "command.argument.number", "command.list.option.offset"},
    {"as-of", 0, "command.argument.date", "command.network.option.as_of"},
    {"known-at", 0, "command.argument.time", "command.network.option.known_at"},
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

static const char *const network_exports[] = {"csv", "gexf", NULL};

extern const struct command command_network;
const struct command command_network = {
    .name = "network",
    .arguments = "command.network.arguments",
    .summary = "command.network.summary",
    .description = "command.network.description",
    .options = network_options,
    .operands_least = 1,
    .operands_most = 3,
    .run = network_run,
    .exports = network_exports,
};
