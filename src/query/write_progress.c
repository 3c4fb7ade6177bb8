/* The JSON of a programme's progress. */
#include "progress.h"
#include "write.h"

static void fact_write_members(const struct query *query, const struct query_progress_fact *fact,
                               struct json *json)
{
    key_text(json, "id", fact->id);
    kind_write_members(fact->kind, json);
    key_text(json, "name", fact->name);
    json_key(json, "confidence");
    json_number(json, fact->confidence);
    key_date(query, json, "told", fact->told);
    key_flag(json, "new", fact->is_new);
    properties_write(query, &fact->properties, json);
}

static void facts_write(const struct query *query, const char *key,
                        const struct query_progress_facts *facts, struct json *json)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < facts->count; i++) {
        json_object_begin(json);
        fact_write_members(query, &facts->items[i], json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void measures_write(const struct query *query, const struct query_progress *progress,
                           struct json *json)
{
    json_key(json, "measures");
    json_array_begin(json);
    for (size_t i = 0; i < progress->measures.count; i++) {
        const struct query_progress_measure *measure = &progress->measures.items[i];
        json_object_begin(json);
        fact_write_members(query, &measure->fact, json);
        key_text(json, "standing", measure->standing);
        key_text(json, "text", measure->text);
        key_date(query, json, "due", measure->due);
        json_object_end(json);
    }
    json_array_end(json);
}

static void claim_write(const struct query *query, const struct query_claim *claim,
                        struct json *json)
{
    json_key(json, "claim");
    json_object_begin(json);
    claim_write_members(query, claim, json);
    json_object_end(json);
}

static void proposals_write(const struct query *query, const char *key,
                            const struct query_progress_proposals *proposals, struct json *json)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < proposals->count; i++) {
        const struct query_progress_proposal *proposal = &proposals->items[i];
        json_object_begin(json);
        key_text(json, "figure", proposal->figure);
        key_text(json, "name", proposal->name);
        key_text(json, "measure", proposal->measure);
        key_text(json, "unit", proposal->unit);
        key_date(query, json, "year", proposal->year);
        key_flag(json, "target", proposal->target);
        json_key(json, "number");
        json_number(json, proposal->number);
        json_key(json, "confidence");
        json_number(json, proposal->confidence);
        claim_write(query, &proposal->claim, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void values_of_indicator_write(const struct query *query,
                                      const struct query_progress_indicator *indicator,
                                      struct json *json)
{
    json_key(json, "values");
    json_array_begin(json);
    for (size_t i = 0; i < indicator->values.count; i++) {
        const struct query_progress_value *value = &indicator->values.items[i];
        json_object_begin(json);
        key_text(json, "fact", value->fact);
        key_text(json, "reading", value->reading);
        key_text(json, "reading_text", value->reading_text);
        key_date(query, json, "year", value->year);
        json_key(json, "number");
        json_number(json, value->number);
        key_text(json, "figure", value->figure);
        key_flag(json, "new", value->is_new);
        claim_write(query, &value->claim, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void indicators_write(const struct query *query, const struct query_progress *progress,
                             struct json *json)
{
    json_key(json, "indicators");
    json_array_begin(json);
    for (size_t i = 0; i < progress->indicators.count; i++) {
        const struct query_progress_indicator *indicator = &progress->indicators.items[i];
        json_object_begin(json);
        key_text(json, "measure", indicator->measure);
        key_text(json, "unit", indicator->unit);
        values_of_indicator_write(query, indicator, json);
        proposals_write(query, "proposals", &indicator->proposals, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void changes_write(const struct query *query, const struct query_progress *progress,
                          struct json *json)
{
    json_key(json, "changes");
    json_array_begin(json);
    for (size_t i = 0; i < progress->changes.count; i++) {
        const struct query_progress_change *change = &progress->changes.items[i];
        json_object_begin(json);
        key_text(json, "at", change->at);
        key_text(json, "fact", change->fact);
        kind_write_members(change->kind, json);
        key_text(json, "label", label_show(query, &change->kind->label));
        key_text(json, "name", change->name);
        key_text(json, "text", change->text);
        evidences_write(query, &change->evidence, json);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_progress_write(const struct query *query, const struct query_progress *progress,
                          struct json *json)
{
    json_object_begin(json);
    key_text(json, "id", progress->id);
    kind_write_members(progress->kind, json);
    key_text(json, "name", progress->name);
    key_text(json, "summary", progress->summary);
    key_date(query, json, "day", progress->day);
    key_date(query, json, "since", progress->since);
    key_count(json, "completed", progress->completed);
    key_count(json, "late", progress->late);
    key_count(json, "unheard", progress->unheard);
    properties_write(query, &progress->told, json);
    measures_write(query, progress, json);
    indicators_write(query, progress, json);
    proposals_write(query, "figures", &progress->figures, json);
    facts_write(query, "decisions", &progress->decisions, json);
    facts_write(query, "projects", &progress->projects, json);
    changes_write(query, progress, json);
    key_flag(json, "more", progress->more);
    json_object_end(json);
}
