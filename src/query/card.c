/* The card of a thing or a fact: what is claimed of it, what it has a part in, who stands beside
 * it, where it was read. */
#include <stdlib.h>

#include "activity.h"
#include "card.h"
#include "decisions.h"
#include "life.h"
#include "rank.h"
#include "regions.h"
#include "view.h"

enum {
    RELATED_MOST = 500,
    NEIGHBOURS_MOST = 40,
    CHAIN_MOST = 20,
    APPEARANCES_MOST = 200,
    OFFICES_TOLD = 3
};

/* One part that the card's entity has in a fact. */
struct part {
    int64_t fact;
    const struct schema_property *property;
};

struct parts {
    struct part *items;
    size_t count;
    size_t capacity;
};

static int64_t *numbers_of(struct lookup *lookup, const struct parts *parts)
{
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, parts->count);
    for (size_t i = 0; i < parts->count; i++)
        numbers[i] = parts->items[i].fact;
    return numbers;
}

static bool parts_have(const struct parts *parts, int64_t fact)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].fact == fact)
            return true;
    return false;
}

/* The facts that name the entity, each once, by the property first met: those of the newest
 * reports. Of a past day, where there are more, those that reports of that day or earlier ones tell
 * of. */
static void parts_find(struct lookup *lookup, int64_t number, struct parts *parts)
{
    const struct schema *schema = lookup->query->schema;
    const struct schema_kind **kinds =
        ARENA_NEW(lookup->arena, const struct schema_kind *, schema->kind_count);
    struct namings_wanted wanted = {
        .kinds = kinds, .as_of = query_known_at(lookup->query), .limit = RELATED_MOST};
    struct stored_namings namings = {0};
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema->kinds[i].is_fact)
            kinds[wanted.kind_count++] = &schema->kinds[i];
    for (bool all = true; all && !lookup->failed;) {
        if (!store_facts_naming(lookup->query->store, number, &wanted, lookup->arena, &namings,
                                lookup->error))
            lookup->failed = true;
        all = namings.count == wanted.limit && date_is_set(lookup->query->as_of) &&
              !date_is_set(wanted.until);
        wanted.until = lookup->query->as_of;
    }
    for (size_t i = 0; i < namings.count; i++)
        if (!parts_have(parts, namings.items[i].fact))
            *ARRAY_PUSH(lookup->arena, parts) =
                (struct part){namings.items[i].fact, namings.items[i].property};
}

static const struct schema_property *part_property(const struct parts *parts, int64_t fact)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].fact == fact)
            return parts->items[i].property;
    return NULL;
}

/* The rows of one kind among the facts. */
static void related_kind(struct lookup *lookup, const struct schema_kind *kind,
                         const struct items *facts, const struct parts *parts,
                         struct query_card *card)
{
    struct query_list list = {.kind = kind, .label = label_show(lookup->query, &kind->plural)};
    struct query_column *columns;
    list.name = kind->name;
    list.column_count = columns_of_kind(lookup->query, kind, &columns);
    list.columns = columns;
    for (size_t i = 0; i < facts->count; i++) {
        const struct item *fact = &facts->items[i];
        if (fact->entity.kind != kind)
            continue;
        struct query_row *row = ARRAY_PUSH(lookup->arena, &list.rows);
        row_fill(lookup, fact, columns, list.column_count, row);
        const struct schema_property *property = part_property(parts, fact->entity.number);
        row->role = property->name;
        row->role_label = label_show(lookup->query, &property->label);
    }
    list.total = list.limit = list.rows.count;
    if (list.total)
        *ARRAY_PUSH(lookup->arena, &card->related) = list;
}

/* ---- statements ---- */

static bool is_quote(const struct stored_claim *claim)
{
    return span_equal(claim->property->name, SPAN("quote"));
}

static void statement_add(struct lookup *lookup, const struct item *fact, struct query_card *card)
{
    struct query_statement *statement = ARRAY_PUSH(lookup->arena, &card->statements);
    statement->id = arena_copy(lookup->arena, span_of(fact->entity.id));
    for (size_t i = 0; i < fact->claim_count; i++) {
        const struct stored_claim *claim = &fact->claims[i];
        if (span_equal(claim->property->name, SPAN("speaker")))
            statement->speaker = value_show(lookup, claim);
        if (!is_quote(claim))
            continue;
        statement->quote = claim->text;
        statement->evidence = claim_show(lookup, claim).evidence;
    }
}

/* The statements among the facts, with the words that prove their quotes: items come without. */
static void statements_add(struct lookup *lookup, const struct items *facts,
                           struct query_card *card)
{
    struct items statements = {0};
    struct {
        struct stored_claim **items;
        size_t count;
        size_t capacity;
    } quotes = {0};
    for (size_t i = 0; i < facts->count; i++) {
        struct item fact = facts->items[i];
        if (!span_equal(fact.entity.kind->name, SPAN("statement")))
            continue;
        struct stored_claim *claims =
            ARENA_NEW(lookup->arena, struct stored_claim, fact.claim_count);
        for (size_t k = 0; k < fact.claim_count; k++) {
            claims[k] = fact.claims[k];
            if (is_quote(&claims[k]))
                *ARRAY_PUSH(lookup->arena, &quotes) = &claims[k];
        }
        fact.claims = claims;
        *ARRAY_PUSH(lookup->arena, &statements) = fact;
    }
    if (!lookup->failed && !store_evidence(lookup->query->store, quotes.items, quotes.count,
                                           lookup->arena, lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < statements.count; i++)
        statement_add(lookup, &statements.items[i], card);
}

/* What the reports of an agreement quote. */
static void statements_beside(struct lookup *lookup, struct query_card *card)
{
    const struct schema_kind *kind = schema_kind_find(lookup->query->schema, SPAN("statement"));
    struct parts parts = {0};
    struct items facts;
    for (size_t i = 0; i < card->reports.count && !lookup->failed; i++) {
        struct stored_report report;
        struct stored_sources sources = {0};
        bool found;
        if (!store_report_by_id(lookup->query->store, card->reports.items[i].id, lookup->arena,
                                &report, &found, lookup->error) ||
            !store_sources_of_report(lookup->query->store, report.number, lookup->arena, &sources,
                                     lookup->error))
            lookup->failed = true;
        for (size_t k = 0; k < sources.count; k++)
            if (sources.items[k].kind == kind && !parts_have(&parts, sources.items[k].canonical))
                ARRAY_PUSH(lookup->arena, &parts)->fact = sources.items[k].canonical;
    }
    items_of_numbers(lookup, numbers_of(lookup, &parts), parts.count, &facts);
    statements_add(lookup, &facts, card);
}

/* ---- neighbours ---- */

/* The things of one fact, each once. */
struct company {
    const struct stored_reference **items;
    size_t count;
    size_t capacity;
};

static void company_add(struct lookup *lookup, const struct query_card *card,
                        const struct stored_reference *reference, struct company *company)
{
    if (!reference->number || reference->kind->is_fact ||
        span_equal(span_of(reference->id), card->id))
        return;
    for (size_t i = 0; i < company->count; i++)
        if (company->items[i]->number == reference->number)
            return;
    *ARRAY_PUSH(lookup->arena, company) = reference;
}

static void neighbour_count(struct lookup *lookup, const struct stored_reference *reference,
                            struct query_card *card)
{
    struct span id = span_of(reference->id);
    for (size_t i = 0; i < card->neighbours.count; i++) {
        if (span_equal(card->neighbours.items[i].id, id)) {
            card->neighbours.items[i].facts++;
            return;
        }
    }
    *ARRAY_PUSH(lookup->arena, &card->neighbours) = (struct query_neighbour){
        arena_copy(lookup->arena, id), reference->name, reference->kind, 1};
}

static int by_facts(const void *left, const void *right)
{
    const struct query_neighbour *a = left, *b = right;
    int order = (a->facts < b->facts) - (a->facts > b->facts);
    return order ? order : span_compare(a->name, b->name);
}

static void neighbours_find(struct lookup *lookup, const struct items *facts,
                            struct query_card *card)
{
    for (size_t i = 0; i < facts->count; i++) {
        struct company company = {0};
        for (size_t k = 0; k < facts->items[i].claim_count; k++) {
            company_add(lookup, card, &facts->items[i].claims[k].entity, &company);
            company_add(lookup, card, &facts->items[i].claims[k].on_behalf_of, &company);
        }
        for (size_t k = 0; k < company.count; k++)
            neighbour_count(lookup, company.items[k], card);
    }
    if (card->neighbours.count)
        qsort(card->neighbours.items, card->neighbours.count, sizeof *card->neighbours.items,
              by_facts);
    if (card->neighbours.count > NEIGHBOURS_MOST)
        card->neighbours.count = NEIGHBOURS_MOST;
}

/* ---- the chain of agreements ---- */

static struct query_link link_of(struct lookup *lookup, const struct item *item, bool current)
{
    struct query_link link = {.id = arena_copy(lookup->arena, span_of(item->entity.id)),
                              .name = item_name(lookup, item),
                              .current = current};
    const struct schema_property *property =
        schema_property_find(item->entity.kind, SPAN("signed_on"));
    const struct stored_claim *signing =
        property ? claim_chosen(lookup, item->claims, item->claim_count, property) : NULL;
    if (signing)
        link.signed_on = signing->value.date;
    return link;
}

/* The number of the agreement that the item continues; 0. */
static int64_t continued_by(const struct item *item)
{
    for (size_t i = 0; i < item->claim_count; i++)
        if (span_equal(item->claims[i].property->name, SPAN("continues")))
            return item->claims[i].entity.number;
    return 0;
}

/* The number of an agreement that continues the one of number; 0. */
static int64_t continuing(struct lookup *lookup, int64_t number)
{
    struct parts parts = {0};
    parts_find(lookup, number, &parts);
    for (size_t i = 0; i < parts.count; i++)
        if (span_equal(parts.items[i].property->name, SPAN("continues")))
            return parts.items[i].fact;
    return 0;
}

/* Whether the chain has an agreement already: reports may let two continue each other. */
static bool chain_has(const struct query_link *links, size_t first, size_t end, int64_t number)
{
    char id[CANONICAL_TEXT];
    for (size_t i = first; i < end; i++)
        if (span_equal(links[i].id, span_of(canonical_write(number, id))))
            return true;
    return false;
}

static void chain_find(struct lookup *lookup, const struct item *item, struct query_card *card)
{
    struct query_link links[2 * CHAIN_MOST + 1];
    size_t first = CHAIN_MOST, end = CHAIN_MOST + 1;
    struct items found = {0};
    links[CHAIN_MOST] = link_of(lookup, item, true);
    for (int64_t number = continued_by(item);
         number && first > 0 && !chain_has(links, first, end, number);) {
        items_of_numbers(lookup, &number, 1, &found);
        number = found.count ? continued_by(&found.items[0]) : 0;
        if (found.count)
            links[--first] = link_of(lookup, &found.items[0], false);
    }
    for (int64_t number = continuing(lookup, item->entity.number);
         number && end < 2 * CHAIN_MOST + 1 && !chain_has(links, first, end, number);) {
        items_of_numbers(lookup, &number, 1, &found);
        if (found.count)
            links[end++] = link_of(lookup, &found.items[0], false);
        number = found.count ? continuing(lookup, number) : 0;
    }
    for (size_t i = first; i < end && end - first > 1; i++)
        *ARRAY_PUSH(lookup->arena, &card->chain) = links[i];
}

/* ---- where it was read ---- */

/* The id of the report of whose text one is a copy; empty. */
static struct span copy_id(struct lookup *lookup, const struct known_report *known)
{
    if (!known->report.copy_of)
        return SPAN("");
    return lookup_report(lookup, known->report.copy_of)->report.id;
}

struct origins {
    int64_t *items;
    size_t count;
    size_t capacity;
};

/* 1 where the origin is new, else 0. */
static size_t origin_add(struct lookup *lookup, struct origins *origins, int64_t origin)
{
    for (size_t i = 0; i < origins->count; i++)
        if (origins->items[i] == origin)
            return 0;
    *ARRAY_PUSH(lookup->arena, origins) = origin;
    return 1;
}

static void appearances_find(struct lookup *lookup, int64_t number, struct query_card *card)
{
    struct stored_sources sources = {0};
    struct origins origins = {0};
    if (!store_sources_of_entity(lookup->query->store, number, query_known_at(lookup->query),
                                 APPEARANCES_MOST, lookup->arena, &sources, lookup->error))
        lookup->failed = true;
    int64_t *reports = ARENA_NEW(lookup->arena, int64_t, sources.count);
    for (size_t i = 0; i < sources.count; i++)
        reports[i] = sources.items[i].report;
    lookup_reports(lookup, reports, sources.count);
    for (size_t i = 0; i < sources.count; i++) {
        const struct stored_source *source = &sources.items[i];
        if (!report_is_seen(lookup, source->report))
            continue;
        struct known_report *known = lookup_report(lookup, source->report);
        size_t last = card->reports.count;
        if (last && span_equal(card->reports.items[last - 1].id, known->report.id)) {
            card->reports.items[last - 1].mentions += source->mentions;
            continue;
        }
        *ARRAY_PUSH(lookup->arena, &card->reports) = (struct query_appearance){
            .id = known->report.id,
            .title = redacted_show(lookup->query, known->report.title),
            .published = known->report.published,
            .publisher = known->report.publisher,
            .copy_of = copy_id(lookup, known),
            .list = stored_report_is_list(&known->report),
            .mentions = source->mentions,
        };
        card->sources += origin_add(lookup, &origins, report_origin(known));
    }
}

/* When and from which report each reading was made that claims something of it. */
static void history_make(struct lookup *lookup, const struct stored_claims *claims,
                         struct query_card *card)
{
    const struct stored_claim *before = NULL;
    for (size_t i = 0; i < claims->count; i++) {
        const struct stored_claim *claim = &claims->items[i];
        if (before && before->report == claim->report && before->known_from == claim->known_from)
            continue;
        before = claim;
        struct known_report *known = lookup_report(lookup, claim->report);
        bool stated = claim_state_show(claim) == STATE_STATED;
        struct span name = known->report.title.size ? known->report.title : known->report.id;
        const char *title = arena_copy(lookup->arena, redacted_show(lookup->query, name)).data;
        *ARRAY_PUSH(lookup->arena, &card->history) = (struct query_event){
            .at = time_show(lookup, claim->known_from),
            .text =
                QUERY_TEXT(lookup->query, stated ? "query.history.stated" : "query.history.read",
                           "title", title),
            .report = known->report.id,
            .author = claim->author,
        };
    }
}

/* What was decided on it comes behind what was read, oldest first. */
static void decisions_tell(struct lookup *lookup, int64_t number, struct query_card *card)
{
    enum { DECISIONS_TOLD = 50 };
    char id[CANONICAL_TEXT];
    struct query_decisions decisions;
    if (!query_decisions(lookup->query, span_of(canonical_write(number, id)), 0, DECISIONS_TOLD,
                         &decisions, lookup->error)) {
        lookup->failed = true;
        return;
    }
    for (size_t i = decisions.count; i-- > 0;) {
        const struct query_decision *decision = &decisions.items[i];
        struct span text = decision->text;
        if (decision->reason.size && span_starts_with(decision->author, SPAN("user:")))
            text = arena_format(lookup->arena, "%.*s: %.*s", SPAN_ARGS(text),
                                SPAN_ARGS(decision->reason));
        *ARRAY_PUSH(lookup->arena, &card->history) =
            (struct query_event){.at = decision->at,
                                 .text = text,
                                 .report = decision->report,
                                 .author = decision->author,
                                 .decision = decision->number,
                                 .undone = decision->undone_by > 0};
    }
}

/* ---- the sentence on top ---- */

static struct span claim_text(struct lookup *lookup, const struct stored_claims *claims,
                              const char *property)
{
    const struct schema_property *found =
        claims->count ? schema_property_find(claims->items->kind, span_of(property)) : NULL;
    const struct stored_claim *chosen =
        found ? claim_chosen(lookup, claims->items, claims->count, found) : NULL;
    return chosen ? value_show(lookup, chosen).text : (struct span){0};
}

/* The offices of a person: «мэр, Ярославль (по сообщению от 9 февраля 2015 г.)». */
static struct span offices_text(struct lookup *lookup, const struct query_card *card)
{
    struct span text = {0};
    size_t told = 0;
    for (size_t i = 0; i < card->states.count && told < OFFICES_TOLD; i++) {
        const struct query_state_shown *state = &card->states.items[i];
        if (!span_equal(state->kind->name, SPAN("occupation")) ||
            !span_equal(state->holder.entity, card->id))
            continue;
        text = arena_format(lookup->arena, "%.*s%s%.*s (%.*s)", SPAN_ARGS(text), told ? "; " : "",
                            SPAN_ARGS(state->text), SPAN_ARGS(state->when));
        told++;
    }
    return text;
}

/* «Соглашение: подписано, 9 февраля 2015 г., на 5 лет. Упоминается в 2 сообщениях.» */
static struct span summary_make(struct lookup *lookup, const struct stored_claims *claims,
                                const struct query_card *card)
{
    static const struct {
        const char *property;
        const char *key;
    } telling[] = {{"status", "query.telling"},     {"stage", "query.telling"},
                   {"signed_on", "query.telling"},  {"due", "query.telling.until"},
                   {"date", "query.telling"},       {"term", "query.telling.term"},
                   {"until", "query.telling.until"}};
    const struct query *query = lookup->query;
    struct span text = label_show(query, &card->kind->label);
    const char *separator = ": ";
    struct span offices = offices_text(lookup, card);
    if (offices.size)
        text = arena_format(query->arena, "%.*s: %.*s", SPAN_ARGS(text), SPAN_ARGS(offices));
    for (size_t i = 0; i < sizeof telling / sizeof *telling && card->kind->is_fact; i++) {
        struct span value = claim_text(lookup, claims, telling[i].property);
        if (!value.size)
            continue;
        const char *part = message(query->catalogue, query->tongue, query->arena, telling[i].key,
                                   "value", arena_copy(query->arena, value).data, NULL)
                               .data;
        text = arena_format(query->arena, "%.*s%s%s", SPAN_ARGS(text), separator, part);
        separator = ", ";
    }
    size_t lists = 0;
    for (size_t i = 0; i < card->reports.count; i++)
        lists += card->reports.items[i].list;
    const char *stop = span_ends_with(text, SPAN(".")) ? "" : ".";
    if (lists && lists == card->reports.count)
        return arena_format(query->arena, "%.*s%s %s", SPAN_ARGS(text), stop,
                            QUERY_TEXT(query, "query.in_list").data);
    const char *reports = QUERY_TEXT(query, "query.in_reports", "count",
                                     number_show(query, card->reports.count - lists).data)
                              .data;
    text = arena_format(query->arena, "%.*s%s %s", SPAN_ARGS(text), stop, reports);
    if (card->sources == card->reports.count)
        return text;
    const char *sources = QUERY_TEXT(query, "query.independent", "count",
                                     number_show(query, card->sources - lists).data)
                              .data;
    return arena_format(query->arena, "%.*s %s", SPAN_ARGS(text), sources);
}

/* ---- the question ---- */

static void related_find(struct lookup *lookup, const struct item *item, struct query_card *card)
{
    const struct schema *schema = lookup->query->schema;
    struct parts parts = {0};
    struct items facts;
    parts_find(lookup, item->entity.number, &parts);
    items_of_numbers(lookup, numbers_of(lookup, &parts), parts.count, &facts);
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema->kinds[i].is_fact && !span_equal(schema->kinds[i].name, SPAN("statement")))
            related_kind(lookup, &schema->kinds[i], &facts, &parts, card);
    statements_add(lookup, &facts, card);
    neighbours_find(lookup, &facts, card);
    if (!item->entity.kind->is_fact)
        card_states(lookup, &facts, item->entity.number, &card->states);
}

static void aliases_show(struct lookup *lookup, const struct stored_claims *claims,
                         struct query_card *card)
{
    for (size_t i = 0; i < claims->count; i++)
        if (span_equal(claims->items[i].property->name, SPAN("alias")))
            cell_add(lookup->arena, &card->aliases, value_show(lookup, &claims->items[i]));
}

/* The claims of the card, those that were rejected too. */
static void card_claims(struct lookup *lookup, int64_t number, struct stored_claims *claims)
{
    const struct claims_wanted wanted = {.as_of = query_known_at(lookup->query), .rejected = true};
    if (!store_claims(lookup->query->store, &number, 1, &wanted, lookup->arena, claims,
                      lookup->error))
        lookup->failed = true;
    lookup_reports_of_claims(lookup, claims->items, claims->count);
    claims->count = claims_see(lookup, claims->items, claims->count);
}

static void card_fill(struct lookup *lookup, const struct stored_entity *entity,
                      struct query_card *card)
{
    struct stored_claims claims = {0};
    card_claims(lookup, entity->number, &claims);
    struct item item = {*entity, claims.items, claims.count};
    card->kind = entity->kind;
    card->name = item_name(lookup, &item);
    claims_judge(claims.items, claims.count, &card->state, &card->confidence);
    aliases_show(lookup, &claims, card);
    properties_show(lookup, entity->kind, claims.items, claims.count, &card->properties);
    appearances_find(lookup, entity->number, card);
    related_find(lookup, &item, card);
    if (entity->kind->is_fact) {
        struct items self = {&item, 1, 1};
        neighbours_find(lookup, &self, card);
        card_states(lookup, &self, entity->number, &card->states);
    }
    if (span_equal(entity->kind->name, SPAN("agreement"))) {
        chain_find(lookup, &item, card);
        statements_beside(lookup, card);
    }
    life_make(lookup, &item, &card->life);
    history_make(lookup, &claims, card);
    decisions_tell(lookup, entity->number, card);
    reference_tell(lookup, entity, card);
    item_fields_add(lookup, &item, &card->fields);
    card->summary = summary_make(lookup, &claims, card);
}

bool query_card(const struct query *query, struct span id, struct query_card *card,
                struct error *error)
{
    struct lookup lookup;
    struct stored_entity entity;
    int64_t number;
    bool found = false;
    *card = (struct query_card){0};
    lookup_init(&lookup, query, error);
    if (canonical_read(id, &number))
        found = lookup_entity(&lookup, number, &entity);
    if (!lookup_fine(&lookup))
        return false;
    if (!found)
        return error_add(error, "query.unknown_id", "id", arena_copy(query->arena, id).data, NULL);
    card->id = arena_copy(query->arena, span_of(entity.id));
    if (!span_equal(card->id, id))
        card->redirected_from = id;
    card_fill(&lookup, &entity, card);
    return lookup_fine(&lookup);
}
