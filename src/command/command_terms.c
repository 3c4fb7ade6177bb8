/* uzel terms: what ends soon: statuses, benefits, memberships, agreements, programmes. */
#include "terms.h"

#include <string.h>

#include "ask.h"
#include "grid.h"
#include "output.h"

/* How many days are left, for people. */
static struct span left_text(struct invocation *invocation, size_t days)
{
    return days ? TEXT(invocation, "command.terms.days", "count",
                       message_number(invocation->tongue, &invocation->arena, (double)days).data)
                : TEXT(invocation, "command.terms.today");
}

static struct span label_of(const struct ask *ask, const struct query_term *term)
{
    const struct schema_label *label = &term->kind->label;
    return ask->query.tongue == TONGUE_ENGLISH ? label->en : label->ru;
}

static void terms_print(struct ask *ask, const struct query_terms *terms)
{
    struct invocation *invocation = ask->invocation;
    struct grid grid;
    grid_init(&grid, &invocation->arena);
    grid_column(&grid, TEXT(invocation, "command.terms.until"), false);
    grid_column(&grid, TEXT(invocation, "command.terms.left"), false);
    grid_column(&grid, TEXT(invocation, "command.terms.what"), false);
    grid_column(&grid, TEXT(invocation, "command.terms.of"), false);
    grid_column(&grid, TEXT(invocation, "command.terms.entry"), false);
    for (size_t i = 0; i < terms->terms.count; i++) {
        const struct query_term *term = &terms->terms.items[i];
        struct span *cells = grid_row(&grid);
        cells[0] = date_text(ask, term->until);
        cells[1] = left_text(invocation, term->days);
        cells[2] = label_of(ask, term);
        cells[3] = term->name;
        cells[4] = term->fact;
    }
    if (terms->terms.count)
        grid_print(&grid, output_width(), output_write);
    const char *until = arena_copy(&invocation->arena, date_text(ask, terms->until)).data;
    output_line(terms->terms.count ? TEXT(invocation, "command.terms.count", "count",
                                          message_number(invocation->tongue, &invocation->arena,
                                                         (double)terms->terms.count)
                                              .data,
                                          "until", until)
                                   : TEXT(invocation, "command.terms.none", "until", until));
    if (terms->terms.count == TERMS_MOST)
        output_line(TEXT(invocation, "command.terms.most"));
}

static void terms_print_csv(struct ask *ask, const struct query_terms *terms)
{
    enum { COLUMNS = 5 };
    struct arena *arena = &ask->invocation->arena;
    output_write(SPAN("id,kind,name,until,days\r\n"));
    for (size_t i = 0; i < terms->terms.count; i++) {
        const struct query_term *term = &terms->terms.items[i];
        char until[DATE_TEXT];
        const struct span cells[COLUMNS] = {term->fact, term->kind->name, term->name,
                                            span_of(date_write(term->until, until)),
                                            arena_format(arena, "%zu", term->days)};
        output_csv_row(cells, COLUMNS);
    }
}

static int terms_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    const char *format = option_value(invocation, "format");
    struct query_terms_request request = {.days = TERM_DAYS, .agreements = true};
    struct query_terms terms;
    if (!option_number(invocation, "within", 1, TERM_DAYS_MOST, &request.days))
        return invocation_misused(invocation);
    if (!ask_entry(ask, 0, &request.entity) ||
        !query_terms(&ask->query, &request, &terms, &invocation->error))
        return ask_failed(ask);
    if (ask->json)
        ASK_PRINT_JSON(ask, query_terms_write, &terms);
    else if (format && strcmp(format, "csv") == 0)
        terms_print_csv(ask, &terms);
    else
        terms_print(ask, &terms);
    return EXIT_DONE;
}

static int terms_run(struct invocation *invocation)
{
    return ask_run(invocation, terms_ask);
}

static const char *const terms_exports[] = {"csv", NULL};

static const struct command_option terms_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"within", 0, "command.argument.number", "command.terms.option.within"},
    OPTION_AS_OF,
    OPTION_KNOWN_AT,
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

extern const struct command command_terms;
const struct command command_terms = {
    .name = "terms",
    .arguments = "command.terms.arguments",
    .summary = "command.terms.summary",
    .description = "command.terms.description",
    .options = terms_options,
    .operands_most = 1,
    .run = terms_run,
    .exports = terms_exports,
};
