/* uzel show: the card of an entity, an agreement or another fact, or a report. */
#include "ask.h"

#include "fields.h"
#include "filter.h"
#include "output.h"
#include "progress_run.h"

static struct span label_text(struct ask *ask, const struct schema_label *label)
{
    return ask->invocation->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
}

static void heading_print(struct ask *ask, struct span text)
{
    output_line(arena_format(&ask->invocation->arena, "\n%.*s", SPAN_ARGS(text)));
}

static void claim_print(struct ask *ask, const struct query_claim *claim)
{
    static const char *const states[QUERY_STATES] = {
        NULL, "query.state.stated", "query.state.confirmed", "query.state.rejected"};
    struct arena *arena = &ask->invocation->arena;
    struct span text = arena_format(arena, "— %.*s", SPAN_ARGS(claim->value.text));
    if (states[claim->state])
        text = arena_format(arena, "%s [%s]", text.data,
                            TEXT(ask->invocation, states[claim->state]).data);
    if (claim->contradicted)
        text = arena_format(arena, "%s [%s]", text.data,
                            TEXT(ask->invocation, "command.show.contradicted").data);
    output_lines(text, 2);
    for (size_t i = 0; i < claim->evidence.count; i++)
        evidence_print(ask, &claim->evidence.items[i], 6);
}

void properties_print(struct ask *ask, const struct query_properties *properties)
{
    for (size_t i = 0; i < properties->count; i++) {
        const struct query_property *property = &properties->items[i];
        output_line(label_text(ask, &property->property->label));
        for (size_t k = 0; k < property->claims.count; k++)
            claim_print(ask, &property->claims.items[k]);
    }
}

/* «мэр, Ярославль — по сообщению от 9 февраля 2015 г.» */
static void states_print(struct ask *ask, const struct query_card *card)
{
    struct arena *arena = &ask->invocation->arena;
    size_t told = 0;
    for (size_t i = 0; i < card->states.count; i++)
        told += !card->states.items[i].property || !card->life.count;
    if (told)
        heading_print(ask, TEXT(ask->invocation, "command.show.states"));
    for (size_t i = 0; i < card->states.count; i++) {
        const struct query_state_shown *state = &card->states.items[i];
        if (state->property && card->life.count)
            continue; /* its steps stand above */
        const struct schema_label *label =
            state->property ? &state->property->label : &state->kind->label;
        struct span text =
            arena_format(arena, "%.*s: %.*s — %.*s", SPAN_ARGS(label_text(ask, label)),
                         SPAN_ARGS(state->text), SPAN_ARGS(state->when));
        output_lines(text, 2);
    }
}

/* «подписано — 9 февраля 2015 г. (2 источника: 002, 017)» */
static void step_print(struct ask *ask, const struct query_step *step)
{
    struct invocation *invocation = ask->invocation;
    struct arena *arena = &invocation->arena;
    struct span text = step->text, reports = {0}, last = {0};
    for (size_t i = 0; i < step->evidence.count; i++) {
        struct span report = step->evidence.items[i].report;
        if (!span_equal(report, last))
            reports = reports.size
                          ? arena_format(arena, "%.*s, %.*s", SPAN_ARGS(reports), SPAN_ARGS(report))
                          : report;
        last = report;
    }
    if (reports.size) {
        const char *count = message_number(invocation->tongue, arena, (double)step->sources).data;
        text = arena_format(arena, "%.*s (%s: %.*s)", SPAN_ARGS(text),
                            TEXT(invocation, "command.show.sources", "count", count).data,
                            SPAN_ARGS(reports));
    }
    if (step->contradicted)
        text = arena_format(arena, "%.*s [%s]", SPAN_ARGS(text),
                            TEXT(invocation, "command.show.other_date").data);
    output_lines(arena_format(arena, "%s %.*s", step->shown ? "●" : "○", SPAN_ARGS(text)), 2);
}

static void life_print(struct ask *ask, const struct query_card *card)
{
    if (card->life.count)
        heading_print(ask, TEXT(ask->invocation, "command.show.life"));
    for (size_t i = 0; i < card->life.count; i++)
        step_print(ask, &card->life.items[i]);
}

/* Says that a part of the card has more than it shows, and how to see the rest. */
static void rest_print(struct ask *ask, const char *key, struct span kind, size_t shown,
                       size_t total, bool more)
{
    struct invocation *invocation = ask->invocation;
    struct arena *arena = &invocation->arena;
    if (shown >= total && !more)
        return;
    const char *count = message_number(invocation->tongue, arena, (double)shown).data;
    const char *all = message_number(invocation->tongue, arena, (double)total).data;
    output_lines(TEXT(invocation, key, "shown", count, "total",
                      more ? TEXT(invocation, "command.show.over", "total", all).data : all, "kind",
                      arena_copy(arena, kind).data),
                 2);
}

static void related_print(struct ask *ask, const struct query_card *card)
{
    for (size_t i = 0; i < card->related.count; i++) {
        const struct query_list *list = &card->related.items[i];
        heading_print(ask, list->label);
        list_print(ask, list);
        rest_print(ask, "command.show.rest", list->name, list->rows.count, list->total, card->more);
    }
}

static void statements_print(struct ask *ask, const struct query_card *card)
{
    if (card->statements.count)
        heading_print(ask, TEXT(ask->invocation, "command.show.statements"));
    for (size_t i = 0; i < card->statements.count; i++) {
        const struct query_statement *statement = &card->statements.items[i];
        output_lines(arena_format(&ask->invocation->arena, "%.*s: «%.*s»",
                                  SPAN_ARGS(statement->speaker.text), SPAN_ARGS(statement->quote)),
                     2);
    }
    rest_print(ask, "command.show.rest", SPAN("statement"), card->statements.count,
               card->statement_total, card->more && card->statement_total);
}

static void chain_print(struct ask *ask, const struct query_card *card)
{
    if (card->chain.count)
        heading_print(ask, TEXT(ask->invocation, "command.show.chain"));
    for (size_t i = 0; i < card->chain.count; i++) {
        const struct query_link *link = &card->chain.items[i];
        struct span parts[] = {span_of(link->current ? "●" : "○"), link->id,
                               date_text(ask, link->signed_on), link->name};
        output_lines(parts_join(ask, parts, 4), 2);
    }
}

static void appearances_print(struct ask *ask, const struct query_card *card)
{
    heading_print(ask, TEXT(ask->invocation, "command.show.reports"));
    for (size_t i = 0; i < card->reports.count; i++) {
        const struct query_appearance *report = &card->reports.items[i];
        struct span parts[] = {report->id, date_text(ask, report->published), report->title, {0}};
        if (report->by.size)
            parts[3] = TEXT(ask->invocation, "command.show.stated_by", "name",
                            arena_copy(&ask->invocation->arena, report->by).data);
        if (report->copy_of.size)
            parts[3] = TEXT(ask->invocation, "command.show.copy_of", "report",
                            arena_copy(&ask->invocation->arena, report->copy_of).data);
        output_lines(parts_join(ask, parts, 4), 2);
    }
    rest_print(ask, "command.show.rest_reports", SPAN(""), card->reports.count, card->report_total,
               card->reports_more);
}

/* «Регион: Томская область, Сибирский федеральный округ» */
static void regions_print(struct ask *ask, const struct query_card *card)
{
    struct arena *arena = &ask->invocation->arena;
    for (size_t i = 0; i < card->regions.count; i++) {
        const struct query_region *region = &card->regions.items[i];
        struct span text =
            arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(region->name),
                         region->district_name.size ? ", " : "", SPAN_ARGS(region->district_name));
        output_lines(
            TEXT(ask->invocation,
                 region->by_reports ? "command.show.region_by_reports" : "command.show.region",
                 "name", text.data),
            0);
    }
}

/* «Область деятельности: Химия и нефтехимия (ОКВЭД2 20, 22)» */
static void fields_print(struct ask *ask, const struct query_card *card)
{
    struct arena *arena = &ask->invocation->arena;
    struct span text = {0};
    for (size_t i = 0; i < card->fields.count; i++) {
        const struct field *field = card->fields.items[i];
        struct span name = ask->invocation->tongue == TONGUE_RUSSIAN ? field->ru : field->en;
        text = arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(text), i ? "; " : "", SPAN_ARGS(name));
    }
    if (text.size)
        output_lines(
            TEXT(ask->invocation,
                 card->fields.stated ? "command.show.fields_stated" : "command.show.fields",
                 "names", text.data),
            0);
}

static void reference_print(struct ask *ask, const struct query_card *card)
{
    if (card->reference.texts.count)
        heading_print(ask, TEXT(ask->invocation, "command.show.reference"));
    for (size_t i = 0; i < card->reference.texts.count; i++)
        output_lines(card->reference.texts.items[i], 2);
}

static void card_print(struct ask *ask, const struct query_card *card)
{
    output_lines(card->name, 0);
    output_lines(card->summary, 0);
    if (card->aliases.count)
        output_lines(TEXT(ask->invocation, "command.show.aliases", "names",
                          values_text(ask, &card->aliases).data),
                     0);
    regions_print(ask, card);
    fields_print(ask, card);
    output_write(SPAN("\n"));
    properties_print(ask, &card->properties);
    reference_print(ask, card);
    life_print(ask, card);
    states_print(ask, card);
    related_print(ask, card);
    statements_print(ask, card);
    chain_print(ask, card);
    appearances_print(ask, card);
}

static void report_print(struct ask *ask, const struct query_report *report)
{
    struct arena *arena = &ask->invocation->arena;
    output_lines(report->title.size ? report->title : report->id, 0);
    struct span date = date_text(ask, report->published);
    struct span frame = arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(date),
                                     date.size && report->publisher.size ? " · " : "",
                                     SPAN_ARGS(report->publisher));
    output_lines(frame, 0);
    output_lines(report->summary, 0);
    if (report->copy_of.size)
        output_lines(TEXT(ask->invocation, "command.show.copy_of", "report",
                          arena_copy(arena, report->copy_of).data),
                     0);
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        const struct query_paragraph *paragraph = &report->paragraphs.items[i];
        const struct query_segment *first = &report->segments.items[paragraph->first];
        size_t end = report->segments.items[paragraph->first + paragraph->count - 1].range.end;
        output_write(SPAN("\n"));
        output_lines(span_slice(report->text, first->range.start, end), 0);
    }
    for (size_t i = 0; i < report->facts.count; i++) {
        const struct query_report_fact *fact = &report->facts.items[i];
        heading_print(ask, arena_format(arena, "%.*s  %.*s", SPAN_ARGS(fact->id),
                                        SPAN_ARGS(label_text(ask, &fact->kind->label))));
        properties_print(ask, &fact->properties);
    }
}

/* A page of the facts of one kind that an entity has a part in. */
static int facts_ask(struct ask *ask, struct span id, const char *kind)
{
    struct invocation *invocation = ask->invocation;
    struct query_facts_request request = {.kind = span_of(kind)};
    struct query_list list;
    int64_t limit = LIST_PAGE, offset = 0;
    if (!option_number(invocation, "limit", 1, 1000000, &limit) ||
        !option_number(invocation, "offset", 0, INT32_MAX, &offset))
        return invocation_misused(invocation);
    request.offset = (size_t)offset;
    request.limit = (size_t)limit;
    if (!query_facts(&ask->query, id, &request, &list, &invocation->error)) {
        if (ask_failed_by(ask, "query.unknown_kind"))
            return invocation_misused(invocation);
        return invocation_fail(invocation,
                               ask_failed_by(ask, "query.unknown_id") ? EXIT_INPUT : EXIT_FAILED);
    }
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_facts_write, &list);
        return EXIT_DONE;
    }
    list_print(ask, &list);
    if (list.rows.count)
        output_write(SPAN("\n"));
    output_line(list.summary);
    return EXIT_DONE;
}

/* Says which others have the name whose card is shown. */
static void namesakes_print(struct ask *ask, const struct stored_entities *named)
{
    struct arena *arena = &ask->invocation->arena;
    if (named->count < 2)
        return;
    heading_print(ask, TEXT(ask->invocation, "command.show.namesakes"));
    for (size_t i = 1; i < named->count; i++)
        output_lines(
            arena_format(arena, "%s  %.*s", named->items[i].id, SPAN_ARGS(named->items[i].name)),
            2);
}

static int card_ask(struct ask *ask, struct span id, const struct stored_entities *named)
{
    struct invocation *invocation = ask->invocation;
    struct query_card card;
    if (!query_card(&ask->query, id, &card, &invocation->error))
        return invocation_fail(invocation,
                               ask_failed_by(ask, "query.unknown_id") ? EXIT_INPUT : EXIT_FAILED);
    if (ask->json) {
        ASK_PRINT_JSON(ask, query_card_write, &card);
        return EXIT_DONE;
    }
    card_print(ask, &card);
    namesakes_print(ask, named);
    return EXIT_DONE;
}

/* Shows the report of an id; false where there is none. */
static bool report_ask(struct ask *ask, struct span id)
{
    struct query_report report;
    struct error error;
    error_init(&error);
    bool found = query_report(&ask->query, id, &report, &error);
    error_release(&error);
    if (found && ask->json)
        ASK_PRINT_JSON(ask, query_report_write, &report);
    else if (found)
        report_print(ask, &report);
    return found;
}

/* A report's id can be any file's stem, so it is looked for first. */
static int show_ask(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct span id = span_of(invocation->operands[0]);
    struct stored_entities named = {0};
    const char *kind = option_value(invocation, "facts");
    int64_t number;
    bool progress = option_value(invocation, "progress");
    if (!progress && option_value(invocation, "since")) {
        error_add(&invocation->error, "command.show.since_of_progress", NULL);
        return invocation_misused(invocation);
    }
    if (!kind && (option_value(invocation, "limit") || option_value(invocation, "offset"))) {
        error_add(&invocation->error, "command.show.pages_of_facts", NULL);
        return invocation_misused(invocation);
    }
    if (!kind && !progress && report_ask(ask, id))
        return EXIT_DONE;
    if (!canonical_read(id, &number)) {
        if (!query_named(&ask->query, id, &named, &invocation->error))
            return invocation_fail(
                invocation, ask_failed_by(ask, "query.unknown_id") ? EXIT_INPUT : EXIT_FAILED);
        id = span_of(named.items[0].id);
    }
    if (progress)
        return progress_ask(ask, id);
    return kind ? facts_ask(ask, id, kind) : card_ask(ask, id, &named);
}

static int show_run(struct invocation *invocation)
{
    return ask_run(invocation, show_ask);
}

static const struct command_option show_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"facts", 0, "command.argument.kind", "command.show.option.facts"},
    {"offset", 0, "command.argument.number", "command.list.option.offset"},
    {"limit", 0, "command.argument.number", "command.list.option.limit"},
    {"progress", 0, NULL, "command.show.option.progress"},
    {"since", 0, "command.argument.date", "command.show.option.since"},
    OPTION_AS_OF,
    OPTION_KNOWN_AT,
    OPTION_TODAY,
    {NULL, 0, NULL, NULL}};

extern const struct command command_show;
const struct command command_show = {
    .name = "show",
    .arguments = "command.show.arguments",
    .summary = "command.show.summary",
    .description = "command.show.description",
    .options = show_options,
    .operands_least = 1,
    .operands_most = 1,
    .run = show_run,
};
