/* How a programme stands, in lines: what is late first, each value with the words that prove it. */
#include "progress_run.h"

#include "output.h"
#include "progress.h"

static void heading_print(struct ask *ask, const char *key, size_t count)
{
    struct arena *arena = &ask->invocation->arena;
    output_line(arena_format(arena, "\n%s (%zu)", TEXT(ask->invocation, key).data, count));
}

/* The value of a property that is shown; empty. */
static struct span shown_text(const struct query_progress_fact *fact, const char *name)
{
    for (size_t i = 0; i < fact->properties.count; i++)
        if (span_equal(fact->properties.items[i].property->name, span_of(name)))
            return fact->properties.items[i].claims.items[0].value.text;
    return (struct span){0};
}

static void proofs_print(struct ask *ask, const struct query_evidences *evidence)
{
    for (size_t i = 0; i < evidence->count && i < 1; i++)
        evidence_print(ask, &evidence->items[i], 4);
}

static void fact_print(struct ask *ask, const struct query_progress_fact *fact,
                       struct span standing)
{
    struct span what = shown_text(fact, "what");
    struct span parts[] = {span_of(fact->is_new ? "+" : "—"), fact->id,
                           what.size ? what : fact->name, standing};
    output_lines(parts_join(ask, parts, 4), 2);
    /* Behind the first property, which names the programme. */
    if (fact->properties.count > 1)
        proofs_print(ask, &fact->properties.items[1].claims.items[0].evidence);
}

static void measures_print(struct ask *ask, const struct query_progress *progress)
{
    struct arena *arena = &ask->invocation->arena;
    if (progress->measures.count)
        heading_print(ask, "command.progress.measures", progress->measures.count);
    for (size_t i = 0; i < progress->measures.count; i++) {
        const struct query_progress_measure *measure = &progress->measures.items[i];
        struct span status = shown_text(&measure->fact, "status");
        struct span text =
            status.size && measure->text.size
                ? arena_format(arena, "%.*s; %.*s", SPAN_ARGS(status), SPAN_ARGS(measure->text))
            : status.size ? status
                          : measure->text;
        fact_print(ask, &measure->fact, text);
    }
}

static void proposals_print(struct ask *ask, const struct query_progress_proposals *proposals)
{
    for (size_t i = 0; i < proposals->count; i++) {
        const struct query_progress_proposal *proposal = &proposals->items[i];
        struct span parts[] = {span_of("?"), proposal->figure, proposal->name,
                               proposal->claim.value.text};
        output_lines(parts_join(ask, parts, 4), 4);
        proofs_print(ask, &proposal->claim.evidence);
    }
}

static void indicators_print(struct ask *ask, const struct query_progress *progress)
{
    struct arena *arena = &ask->invocation->arena;
    if (progress->indicators.count)
        heading_print(ask, "command.progress.indicators", progress->indicators.count);
    for (size_t i = 0; i < progress->indicators.count; i++) {
        const struct query_progress_indicator *indicator = &progress->indicators.items[i];
        output_lines(arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(indicator->measure),
                                  indicator->unit.size ? ", " : "", SPAN_ARGS(indicator->unit)),
                     2);
        for (size_t k = 0; k < indicator->values.count; k++) {
            const struct query_progress_value *value = &indicator->values.items[k];
            struct span parts[] = {date_text(ask, value->year), value->reading_text,
                                   value->claim.value.text, value->fact};
            output_lines(parts_join(ask, parts, 4), 4);
            proofs_print(ask, &value->claim.evidence);
        }
        proposals_print(ask, &indicator->proposals);
    }
    if (progress->figures.count)
        heading_print(ask, "command.progress.figures", progress->figures.count);
    proposals_print(ask, &progress->figures);
}

static void facts_print(struct ask *ask, const char *key, const struct query_progress_facts *facts)
{
    if (facts->count)
        heading_print(ask, key, facts->count);
    for (size_t i = 0; i < facts->count; i++)
        fact_print(ask, &facts->items[i], (struct span){0});
}

static void changes_print(struct ask *ask, const struct query_progress *progress)
{
    if (!date_is_set(progress->since))
        return;
    heading_print(ask, "command.progress.changes", progress->changes.count);
    for (size_t i = 0; i < progress->changes.count; i++) {
        const struct query_progress_change *change = &progress->changes.items[i];
        struct span parts[] = {span_slice(change->at, 0, sizeof "2015-02-09" - 1), change->fact,
                               change->name, change->text};
        output_lines(parts_join(ask, parts, 4), 2);
        proofs_print(ask, &change->evidence);
    }
}

static void progress_print(struct ask *ask, const struct query_progress *progress)
{
    output_lines(progress->name, 0);
    output_lines(progress->summary, 0);
    output_write(SPAN("\n"));
    properties_print(ask, &progress->told);
    measures_print(ask, progress);
    indicators_print(ask, progress);
    facts_print(ask, "command.progress.decisions", &progress->decisions);
    facts_print(ask, "command.progress.projects", &progress->projects);
    changes_print(ask, progress);
}

int progress_ask(struct ask *ask, struct span id)
{
    struct invocation *invocation = ask->invocation;
    struct query_progress *progress = ARENA_NEW(&invocation->arena, struct query_progress, 1);
    struct date since = {0};
    if (!option_date(invocation, "since", &since))
        return invocation_misused(invocation);
    if (!query_progress(&ask->query, id, since, progress, &invocation->error)) {
        bool asked =
            ask_failed_by(ask, "query.unknown_id") || ask_failed_by(ask, "query.not_programme");
        return invocation_fail(invocation, asked ? EXIT_INPUT : EXIT_FAILED);
    }
    if (ask->json)
        ASK_PRINT_JSON(ask, query_progress_write, progress);
    else
        progress_print(ask, progress);
    return EXIT_DONE;
}
