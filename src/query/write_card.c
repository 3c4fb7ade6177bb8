/* The JSON of cards, reports, searches and the overview. */
#include "reference.h"
#include "terms_of.h"
#include "write.h"

void properties_write(const struct query *query, const struct query_properties *properties,
                      struct json *json)
{
    json_key(json, "properties");
    json_array_begin(json);
    for (size_t i = 0; i < properties->count; i++) {
        const struct query_property *property = &properties->items[i];
        json_object_begin(json);
        key_text(json, "name", property->property->name);
        key_text(json, "label", label_show(query, &property->property->label));
        json_key(json, "type");
        json_string(json, value_type_name(property->property->type));
        key_flag(json, "listed", property->property->listed);
        json_key(json, "claims");
        json_array_begin(json);
        for (size_t k = 0; k < property->claims.count; k++) {
            json_object_begin(json);
            claim_write_members(query, &property->claims.items[k], json);
            json_object_end(json);
        }
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void state_write(const struct query *query, const struct query_state_shown *state,
                        struct json *json)
{
    json_object_begin(json);
    kind_write_members(state->kind, json);
    key_text(json, "label",
             label_show(query, state->property ? &state->property->label : &state->kind->label));
    key_text(json, "text", state->text);
    key_text(json, "when", state->when);
    json_key(json, "holder");
    value_write(&state->holder, json);
    json_key(json, "whole");
    value_write(&state->whole, json);
    key_text(json, "status", state->status);
    key_date(query, json, "since", state->since);
    key_date(query, json, "first", state->first);
    key_date(query, json, "last", state->last);
    key_date(query, json, "earliest", state->earliest);
    key_date(query, json, "latest", state->latest);
    key_text(json, "first_report", state->first_report);
    key_text(json, "last_report", state->last_report);
    key_text(json, "ending", state->ending);
    key_date(query, json, "end", state->end);
    key_text(json, "end_report", state->end_report);
    json_key(json, "another");
    value_write(&state->another, json);
    key_text(json, "on_day", state->on_day);
    key_count(json, "reports", state->reports);
    if (state->stated_by.size)
        key_text(json, "stated_by", state->stated_by);
    json_key(json, "fact");
    value_write(&state->fact, json);
    json_object_end(json);
}

static void states_write(const struct query *query, const struct query_card *card,
                         struct json *json)
{
    json_key(json, "states");
    json_array_begin(json);
    for (size_t i = 0; i < card->states.count; i++)
        state_write(query, &card->states.items[i], json);
    json_array_end(json);
}

static void life_write(const struct query *query, const struct query_card *card, struct json *json)
{
    json_key(json, "life");
    json_array_begin(json);
    for (size_t i = 0; i < card->life.count; i++) {
        const struct query_step *step = &card->life.items[i];
        json_object_begin(json);
        key_text(json, "code", step->code);
        key_text(json, "text", step->text);
        key_date(query, json, "date", step->date);
        key_flag(json, "contradicted", step->contradicted);
        key_flag(json, "shown", step->shown);
        key_count(json, "sources", step->sources);
        key_count(json, "since", step->since);
        evidences_write(query, &step->evidence, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void related_write(const struct query_card *card, struct json *json)
{
    json_key(json, "related");
    json_array_begin(json);
    for (size_t i = 0; i < card->related.count; i++) {
        const struct query_list *list = &card->related.items[i];
        json_object_begin(json);
        key_text(json, "kind", list->kind->name);
        key_text(json, "label", list->label);
        key_count(json, "total", list->total);
        key_flag(json, "more", card->more);
        list_write_columns(list, json);
        list_write_rows(list, json);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_facts_write(const struct query *query, const struct query_list *list, struct json *json)
{
    (void)query;
    json_object_begin(json);
    key_text(json, "kind", list->kind->name);
    key_text(json, "label", list->label);
    key_text(json, "summary", list->summary);
    key_count(json, "total", list->total);
    key_flag(json, "more", list->more);
    key_count(json, "offset", list->offset);
    key_count(json, "limit", list->limit);
    list_write_columns(list, json);
    list_write_rows(list, json);
    json_object_end(json);
}

static void neighbours_write(const struct query_card *card, struct json *json)
{
    json_key(json, "neighbours");
    json_array_begin(json);
    for (size_t i = 0; i < card->neighbours.count; i++) {
        const struct query_neighbour *neighbour = &card->neighbours.items[i];
        json_object_begin(json);
        key_text(json, "id", neighbour->id);
        kind_write_members(neighbour->kind, json);
        key_text(json, "name", neighbour->name);
        key_count(json, "facts", neighbour->facts);
        json_object_end(json);
    }
    json_array_end(json);
}

static void chain_write(const struct query *query, const struct query_card *card, struct json *json)
{
    json_key(json, "chain");
    json_array_begin(json);
    for (size_t i = 0; i < card->chain.count; i++) {
        const struct query_link *link = &card->chain.items[i];
        json_object_begin(json);
        key_text(json, "id", link->id);
        key_text(json, "name", link->name);
        key_date(query, json, "signed_on", link->signed_on);
        key_flag(json, "current", link->current);
        json_object_end(json);
    }
    json_array_end(json);
}

static void statements_write(const struct query *query, const struct query_card *card,
                             struct json *json)
{
    json_key(json, "statements");
    json_array_begin(json);
    for (size_t i = 0; i < card->statements.count; i++) {
        const struct query_statement *statement = &card->statements.items[i];
        json_object_begin(json);
        key_text(json, "id", statement->id);
        json_key(json, "speaker");
        value_write(&statement->speaker, json);
        key_text(json, "quote", statement->quote);
        evidences_write(query, &statement->evidence, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void appearances_write(const struct query *query, const struct query_card *card,
                              struct json *json)
{
    json_key(json, "reports");
    json_array_begin(json);
    for (size_t i = 0; i < card->reports.count; i++) {
        const struct query_appearance *report = &card->reports.items[i];
        json_object_begin(json);
        key_text(json, "id", report->id);
        key_text(json, "title", report->title);
        key_date(query, json, "published", report->published);
        key_text(json, "publisher", report->publisher);
        key_text(json, "copy_of", report->copy_of);
        key_flag(json, "list", report->list);
        if (report->by.size)
            key_text(json, "by", report->by);
        key_count(json, "mentions", report->mentions);
        json_object_end(json);
    }
    json_array_end(json);
}

static void history_write(const struct query_card *card, struct json *json)
{
    json_key(json, "history");
    json_array_begin(json);
    for (size_t i = 0; i < card->history.count; i++) {
        const struct query_event *event = &card->history.items[i];
        json_object_begin(json);
        key_text(json, "at", event->at);
        key_text(json, "text", event->text);
        key_text(json, "report", event->report);
        key_text(json, "author", event->author);
        if (event->decision) {
            key_count(json, "decision", event->decision);
            key_flag(json, "undone", event->undone);
        }
        json_object_end(json);
    }
    json_array_end(json);
}

void query_card_write(const struct query *query, const struct query_card *card, struct json *json)
{
    json_object_begin(json);
    key_text(json, "id", card->id);
    if (card->redirected_from.size)
        key_text(json, "redirected_from", card->redirected_from);
    kind_write_members(card->kind, json);
    key_text(json, "kind_label", label_show(query, &card->kind->label));
    key_flag(json, "fact", card->kind->is_fact);
    key_text(json, "name", card->name);
    json_key(json, "aliases");
    json_array_begin(json);
    for (size_t i = 0; i < card->aliases.count; i++)
        json_text(json, card->aliases.items[i].text);
    json_array_end(json);
    key_text(json, "summary", card->summary);
    key_text(json, "state", query_state_code(card->state));
    json_key(json, "confidence");
    json_number(json, card->confidence);
    properties_write(query, &card->properties, json);
    regions_write(card, json);
    reference_write(query, &card->reference, json);
    fields_write(query, &card->fields, json);
    states_write(query, card, json);
    terms_write(query, &card->terms, json);
    life_write(query, card, json);
    related_write(card, json);
    neighbours_write(card, json);
    chain_write(query, card, json);
    statements_write(query, card, json);
    key_count(json, "statement_total", card->statement_total);
    key_count(json, "sources", card->sources);
    key_count(json, "report_total", card->report_total);
    key_flag(json, "reports_more", card->reports_more);
    appearances_write(query, card, json);
    history_write(card, json);
    json_object_end(json);
}

/* ---- reports ---- */

static void numbers_write(const char *key, const uint32_t *numbers, size_t count, struct json *json)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        json_integer(json, numbers[i]);
    json_array_end(json);
}

static void segment_write(const struct query_segment *segment, size_t id, struct json *json)
{
    json_object_begin(json);
    key_count(json, "id", id);
    key_count(json, "start", segment->start);
    key_count(json, "end", segment->end);
    json_key(json, "text");
    json_text(json, segment->text);
    numbers_write("mentions", segment->mentions, segment->mention_count, json);
    numbers_write("facts", segment->facts, segment->fact_count, json);
    json_object_end(json);
}

static void paragraphs_write(const struct query_report *report, struct json *json)
{
    json_key(json, "paragraphs");
    json_array_begin(json);
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        const struct query_paragraph *paragraph = &report->paragraphs.items[i];
        size_t end = paragraph->first + paragraph->count;
        json_object_begin(json);
        json_key(json, "kind");
        json_string(json, paragraph->title ? "title" : "text");
        key_count(json, "start", report->segments.items[paragraph->first].start);
        key_count(json, "end", report->segments.items[end - 1].end);
        json_key(json, "segments");
        json_array_begin(json);
        for (size_t k = paragraph->first; k < end; k++)
            segment_write(&report->segments.items[k], k, json);
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void mentions_write(const struct query *query, const struct query_report *report,
                           struct json *json)
{
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < report->mentions.count; i++) {
        const struct query_mention *mention = &report->mentions.items[i];
        const char *key =
            arena_format(query->arena, "query.mention.%.*s", SPAN_ARGS(mention->type)).data;
        json_object_begin(json);
        key_count(json, "id", i);
        key_count(json, "start", mention->start);
        key_count(json, "end", mention->end);
        key_text(json, "type", mention->type);
        key_text(json, "label", message(query->catalogue, query->tongue, query->arena, key, NULL));
        key_text(json, "text", mention->text);
        json_key(json, "entity");
        value_write(&mention->entity, json);
        json_object_end(json);
    }
    json_array_end(json);
}

/* The segments that a claim's evidence covers, found from the first that it begins. */
static void claim_segments_write(const struct query_report *report, const struct query_claim *claim,
                                 struct json *json)
{
    json_key(json, "segments");
    json_array_begin(json);
    for (size_t i = 0; i < claim->evidence.count; i++) {
        const struct query_evidence *evidence = &claim->evidence.items[i];
        size_t low = 0, high = report->segments.count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (report->segments.items[middle].start < evidence->start)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < report->segments.count && report->segments.items[low].start < evidence->end;
             low++)
            json_integer(json, (int64_t)low);
    }
    json_array_end(json);
}

static void fact_write(const struct query *query, const struct query_report *report, size_t number,
                       struct json *json)
{
    const struct query_report_fact *fact = &report->facts.items[number];
    json_object_begin(json);
    key_text(json, "id", fact->id);
    key_count(json, "number", number);
    kind_write_members(fact->kind, json);
    key_text(json, "label", label_show(query, &fact->kind->label));
    key_text(json, "name", fact->name);
    key_text(json, "state", query_state_code(fact->state));
    json_key(json, "confidence");
    json_number(json, fact->confidence);
    json_key(json, "properties");
    json_array_begin(json);
    for (size_t i = 0; i < fact->properties.count; i++) {
        const struct query_property *property = &fact->properties.items[i];
        json_object_begin(json);
        key_text(json, "name", property->property->name);
        key_text(json, "label", label_show(query, &property->property->label));
        json_key(json, "claims");
        json_array_begin(json);
        for (size_t k = 0; k < property->claims.count; k++) {
            json_object_begin(json);
            claim_write_members(query, &property->claims.items[k], json);
            claim_segments_write(report, &property->claims.items[k], json);
            json_object_end(json);
        }
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

/* Where in the text something is said. */
static void place_write(const char *key, const struct query_place *place, struct json *json)
{
    json_key(json, key);
    if (place->range.start == place->range.end) {
        json_null(json);
        return;
    }
    json_object_begin(json);
    key_count(json, "start", place->start);
    key_count(json, "end", place->end);
    json_object_end(json);
}

static void frame_write(const struct query *query, const struct query_report *report,
                        struct json *json)
{
    key_text(json, "id", report->id);
    json_key(json, "kind");
    json_string(json, "Report");
    key_text(json, "title", report->title);
    key_date(query, json, "published", report->published);
    json_key(json, "published_by");
    json_string(json, !date_is_set(report->published) ? NULL
                      : report->published_by_user     ? "user"
                                                      : "report");
    place_write("dateline", &report->dateline, json);
    key_text(json, "publisher", report->publisher);
    key_text(json, "source", report->source);
    key_text(json, "url", report->url);
    key_text(json, "language", report->language);
    key_flag(json, "example", report->example);
    key_text(json, "copy_of", report->copy_of);
    json_key(json, "withdrawn");
    if (report->withdrawn_at.size) {
        json_object_begin(json);
        key_text(json, "at", report->withdrawn_at);
        key_text(json, "by", report->withdrawn_by);
        key_text(json, "reason", report->withdrawn_why);
        key_flag(json, "erased", report->erased);
        json_object_end(json);
    } else {
        json_null(json);
    }
    key_text(json, "digest", report->digest);
    key_count(json, "length", report->length);
    key_text(json, "summary", report->summary);
    json_key(json, "credits");
    json_array_begin(json);
    for (size_t i = 0; i < report->credits.count; i++) {
        struct span role = report->credits.items[i].role;
        const char *key = arena_format(query->arena, "query.credit.%.*s", SPAN_ARGS(role)).data;
        json_object_begin(json);
        key_text(json, "role", role);
        key_text(json, "label", message(query->catalogue, query->tongue, query->arena, key, NULL));
        key_text(json, "name", report->credits.items[i].name);
        place_write("place", &report->credits.items[i].place, json);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_report_write(const struct query *query, const struct query_report *report,
                        struct json *json)
{
    json_object_begin(json);
    frame_write(query, report, json);
    paragraphs_write(report, json);
    mentions_write(query, report, json);
    json_key(json, "facts");
    json_array_begin(json);
    for (size_t i = 0; i < report->facts.count; i++)
        fact_write(query, report, i, json);
    json_array_end(json);
    json_object_end(json);
}

/* ---- search ---- */

static void snippets_write(const struct query_hit *hit, struct json *json)
{
    json_key(json, "snippets");
    json_array_begin(json);
    for (size_t i = 0; i < hit->snippet_count; i++) {
        const struct query_snippet *snippet = &hit->snippets[i];
        json_object_begin(json);
        key_count(json, "start", snippet->start);
        key_count(json, "end", snippet->end);
        json_key(json, "parts");
        json_array_begin(json);
        for (size_t k = 0; k < snippet->part_count; k++) {
            json_object_begin(json);
            json_key(json, "text");
            json_text(json, snippet->parts[k].text);
            if (snippet->parts[k].hit) {
                key_flag(json, "hit", true);
            }
            json_object_end(json);
        }
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void hits_write(const struct query *query, const struct query_search *search,
                       struct json *json)
{
    json_key(json, "reports");
    json_array_begin(json);
    for (size_t i = 0; i < search->hit_count; i++) {
        const struct query_hit *hit = &search->hits[i];
        json_object_begin(json);
        key_text(json, "id", hit->report);
        key_text(json, "title", hit->title);
        key_date(query, json, "published", hit->published);
        key_text(json, "publisher", hit->publisher);
        snippets_write(hit, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void entities_write(const struct query *query, const char *key,
                           const struct query_neighbour *entities, size_t count, struct json *json)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        const struct query_neighbour *entity = &entities[i];
        json_object_begin(json);
        key_text(json, "id", entity->id);
        kind_write_members(entity->kind, json);
        key_text(json, "kind_label", label_show(query, &entity->kind->label));
        key_text(json, "name", entity->name);
        key_count(json, "reports", entity->facts);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_suggestions_write(const struct query *query, const struct query_suggestions *suggestions,
                             struct json *json)
{
    json_object_begin(json);
    key_text(json, "query", suggestions->typed);
    entities_write(query, "suggestions", suggestions->items, suggestions->count, json);
    json_object_end(json);
}

void query_search_write(const struct query *query, const struct query_search *search,
                        struct json *json)
{
    json_object_begin(json);
    key_text(json, "query", search->words);
    key_text(json, "summary", search->summary);
    key_count(json, "total", search->total);
    key_flag(json, "more", search->more);
    key_count(json, "offset", search->offset);
    key_count(json, "limit", search->limit);
    key_text(json, "sort", search->ranked ? SPAN("relevance") : SPAN("date"));
    entities_write(query, "entities", search->entities, search->entity_count, json);
    hits_write(query, search, json);
    if (search->filter_count)
        facets_write(search->filters, search->filter_count, json);
    json_object_end(json);
}

/* ---- overview ---- */

static void promises_write(const struct query *query, const struct query_overview *overview,
                           struct json *json)
{
    json_key(json, "promises");
    json_array_begin(json);
    for (size_t i = 0; i < overview->promise_count; i++) {
        const struct query_promises *promises = &overview->promises[i];
        json_object_begin(json);
        key_text(json, "text", promises->text);
        json_key(json, "filters");
        json_object_begin(json);
        for (size_t k = 0; k < 2; k++) {
            json_key_span(json, promises->filters[k].column);
            json_text(json, promises->filters[k].value);
        }
        json_object_end(json);
        json_key(json, "list");
        query_list_write(query, &promises->list, json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void active_write(const struct query_overview *overview, struct json *json)
{
    json_key(json, "regions");
    json_array_begin(json);
    for (size_t i = 0; i < overview->region_count; i++) {
        json_object_begin(json);
        key_text(json, "code", overview->regions[i].region->code);
        key_text(json, "name", overview->regions[i].region->name);
        key_count(json, "count", overview->regions[i].count);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_overview_write(const struct query *query, const struct query_overview *overview,
                          struct json *json)
{
    char text[DATE_TEXT];
    json_object_begin(json);
    key_flag(json, "empty", overview->empty);
    key_text(json, "summary", overview->summary);
    key_text(json, "registry", query->registry);
    key_flag(json, "examples", overview->examples);
    json_key(json, "counts");
    json_array_begin(json);
    for (size_t i = 0; i < overview->count_count; i++) {
        const struct query_count *count = &overview->counts[i];
        json_object_begin(json);
        key_text(json, "list", span_of(count->list));
        key_text(json, "label", count->label);
        key_count(json, "count", count->count);
        key_text(json, "text", count->text);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "classified");
    json_object_begin(json);
    key_count(json, "values", overview->classified.values);
    key_count(json, "without", overview->classified.without);
    key_text(json, "text", overview->classified.text);
    json_object_end(json);
    key_text(json, "first_published", span_of(date_write(overview->first_published, text)));
    key_text(json, "last_published", span_of(date_write(overview->last_published, text)));
    json_key(json, "agreements");
    query_list_write(query, &overview->agreements, json);
    json_key(json, "ending");
    query_list_write(query, &overview->ending, json);
    key_text(json, "ending_days", overview->ending_filter.value);
    promises_write(query, overview, json);
    terms_write(query, &overview->terms, json);
    active_write(overview, json);
    json_key(json, "reports");
    query_list_write(query, &overview->reports, json);
    if (overview->note.size)
        key_text(json, "note", overview->note);
    json_object_end(json);
}
