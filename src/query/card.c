/* The card of a thing or a fact: what is claimed of it, what it has a part in, who stands beside
 * it, where it was read. */
#include <stdlib.h>

#include "activity.h"
#include "card.h"
#include "card_facts.h"
#include "decisions.h"
#include "life.h"
#include "rank.h"
#include "regions.h"
#include "store_acts.h"
#include "terms.h"
#include "terms_of.h"
#include "view.h"

enum {
    NEIGHBOURS_MOST = 40,
    CHAIN_MOST = 20,
    APPEARANCES_SHOWN = 50,
    EVENTS_MOST = 50, /* of the history, but for decisions */
    LISTS_MOST = 50,  /* a user's lists of organizations that are looked at */
    ACTS_MOST = 50,
    OFFICES_TOLD = 3
};

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
    for (size_t i = 0; i < facts->count && card->statements.count + statements.count < CARD_ROWS;
         i++) {
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
    int64_t numbers[CARD_ROWS];
    size_t count = 0;
    struct items facts;
    for (size_t i = 0; i < card->reports.count && count < CARD_ROWS && !lookup->failed; i++) {
        struct stored_report report;
        struct stored_sources sources = {0};
        bool found;
        if (!store_report_by_id(lookup->query->store, card->reports.items[i].id, lookup->arena,
                                &report, &found, lookup->error) ||
            !store_sources_of_report(lookup->query->store, report.number, lookup->arena, &sources,
                                     lookup->error))
            lookup->failed = true;
        for (size_t k = 0; k < sources.count && count < CARD_ROWS; k++) {
            size_t at = 0;
            while (at < count && numbers[at] != sources.items[k].canonical)
                at++;
            if (sources.items[k].kind == kind && at == count)
                numbers[count++] = sources.items[k].canonical;
        }
    }
    items_of_numbers(lookup, numbers, count, &facts);
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

/* Looks up the reports of whose text others are copies. */
static void originals_look_up(struct lookup *lookup, const struct stored_report *reports,
                              size_t count)
{
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, count);
    size_t copies = 0;
    for (size_t i = 0; i < count; i++)
        if (reports[i].copy_of)
            numbers[copies++] = reports[i].copy_of;
    lookup_reports(lookup, numbers, copies);
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

/* Who stated an entry: the author of what it claims. */
static struct span entry_author(struct lookup *lookup, const struct stored_report *report)
{
    const struct claims_wanted wanted = {
        .as_of = query_known_at(lookup->query), .rejected = true, .bare = true};
    struct stored_claims claims = {0};
    if (!stored_report_is_entry(report) || lookup->failed)
        return SPAN("");
    if (!store_claims_of_report(lookup->query->store, report->number, &wanted, lookup->arena,
                                &claims, lookup->error))
        lookup->failed = true;
    return claims.count ? claims.items[0].author : SPAN("user");
}

static void appearance_add(struct lookup *lookup, const struct stored_report *report,
                           const struct stored_source *source, struct query_card *card)
{
    size_t last = card->reports.count;
    if (last && span_equal(card->reports.items[last - 1].id, report->id)) {
        card->reports.items[last - 1].mentions += source->mentions;
        return;
    }
    *ARRAY_PUSH(lookup->arena, &card->reports) = (struct query_appearance){
        .id = report->id,
        .title = redacted_show(lookup->query, report->title),
        .published = report->published,
        .publisher = report->publisher,
        .copy_of = report->copy_of ? lookup_report(lookup, report->copy_of)->report.id : SPAN(""),
        .list = stored_report_is_list(report),
        .by = entry_author(lookup, report),
        .mentions = source->mentions,
    };
}

/* The newest reports that name it, and how many there are. */
static void appearances_find(struct lookup *lookup, const struct stored_entity *entity,
                             struct query_card *card)
{
    const struct query *query = lookup->query;
    bool then = query->known_at || date_is_set(query->as_of);
    struct stored_sources sources = {0};
    struct origins origins = {0};
    if (!store_sources_of_entity(query->store, entity->number, query_known_at(query), query->as_of,
                                 APPEARANCES_SHOWN, lookup->arena, &sources, lookup->error))
        lookup->failed = true;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, sources.count);
    struct stored_report *reports = ARENA_NEW(lookup->arena, struct stored_report, sources.count);
    size_t count = 0;
    for (size_t i = 0; i < sources.count; i++)
        if (!count || numbers[count - 1] != sources.items[i].report)
            numbers[count++] = sources.items[i].report;
    if (!lookup->failed &&
        !store_reports_of(query->store, numbers, count, lookup->arena, reports, lookup->error))
        lookup->failed = true;
    originals_look_up(lookup, reports, count);
    lookup_reports(lookup, numbers, then ? count : 0);
    for (size_t i = 0, k = 0; i < sources.count; i++) {
        k += k + 1 < count && numbers[k] != sources.items[i].report;
        if (!report_is_seen(lookup, sources.items[i].report))
            continue;
        appearance_add(lookup, &reports[k], &sources.items[i], card);
        int64_t origin = reports[k].copy_of ? reports[k].copy_of : reports[k].number;
        card->sources += origin_add(lookup, &origins, origin);
    }
    card->report_total = card->reports.count;
    card->reports_more = then && sources.count == APPEARANCES_SHOWN;
    if (!then && sources.count == APPEARANCES_SHOWN && (size_t)entity->reports > card->report_total)
        card->report_total = (size_t)entity->reports;
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
        struct span name = report_name_show(lookup->query, &known->report);
        const char *title = arena_copy(lookup->arena, name).data;
        const char *key = stored_report_is_entry(&known->report) ? "query.history.entry"
                          : stated                               ? "query.history.stated"
                                                                 : "query.history.read";
        *ARRAY_PUSH(lookup->arena, &card->history) = (struct query_event){
            .at = time_show(lookup, claim->known_from),
            .text = QUERY_TEXT(lookup->query, key, "title", title),
            .report = known->report.id,
            .author = claim->author,
        };
    }
    size_t count = card->history.count;
    if (count > EVENTS_MOST) {
        card->history.items += count - EVENTS_MOST;
        card->history.count = card->history.capacity = EVENTS_MOST;
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

/* Of the reports that are shown those that are none: users' lists, and entries with their authors.
 */
struct unread {
    size_t lists;
    size_t entries;
    struct span authors;
    size_t author_count;
};

static struct unread unread_count(struct lookup *lookup, const struct query_card *card)
{
    struct unread unread = {.authors = SPAN("")};
    for (size_t i = 0; i < card->reports.count; i++) {
        const struct query_appearance *report = &card->reports.items[i];
        unread.lists += report->list;
        unread.entries += report->by.size > 0;
        if (!report->by.size)
            continue;
        struct span authors = author_join(lookup->arena, unread.authors, report->by);
        unread.author_count += authors.size > unread.authors.size;
        unread.authors = authors;
    }
    return unread;
}

/* Where it was read: «Упоминается в 2 сообщениях. Внесено: olga.» */
static struct span sources_tell(struct lookup *lookup, const struct query_card *card)
{
    const struct query *query = lookup->query;
    struct unread unread = unread_count(lookup, card);
    size_t others = unread.lists + unread.entries, reports = card->report_total - others;
    struct span text = SPAN("");
    if (reports)
        text = QUERY_TEXT(query, "query.in_reports", "count", number_show(query, reports).data);
    else if (unread.lists)
        text = QUERY_TEXT(query, "query.in_list");
    /* Nobody has looked which of those that are not shown are copies. */
    if (card->sources != card->report_total && card->report_total <= card->reports.count)
        text = arena_format(query->arena, "%.*s %.*s", SPAN_ARGS(text),
                            SPAN_ARGS(QUERY_TEXT(query, "query.independent", "count",
                                                 number_show(query, card->sources - others).data)));
    if (!unread.entries)
        return text;
    return arena_format(query->arena, "%.*s%s%.*s", SPAN_ARGS(text), text.size ? " " : "",
                        SPAN_ARGS(QUERY_TEXT(query, "query.in_entries", "count",
                                             number_show(query, unread.author_count).data, "names",
                                             arena_copy(query->arena, unread.authors).data)));
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
    const char *stop = span_ends_with(text, SPAN(".")) ? "" : ".";
    return arena_format(query->arena, "%.*s%s %.*s", SPAN_ARGS(text), stop,
                        SPAN_ARGS(sources_tell(lookup, card)));
}

/* ---- the question ---- */

static void related_find(struct lookup *lookup, const struct item *item, struct query_card *card)
{
    struct parts parts;
    struct items facts;
    parts_find(lookup, item->entity.number, &parts);
    parts_read(lookup, &parts, &facts);
    related_add(lookup, &parts, &facts, card);
    statements_add(lookup, &facts, card);
    neighbours_find(lookup, &facts, card);
    if (!item->entity.kind->is_fact) {
        terms_of_items(lookup, &facts, TERM_DAYS, &card->terms);
        card_states(lookup, &facts, item->entity.number, &card->states);
    }
}

static void aliases_show(struct lookup *lookup, const struct stored_claims *claims,
                         struct query_card *card)
{
    for (size_t i = 0; i < claims->count; i++)
        if (span_equal(claims->items[i].property->name, SPAN("alias")))
            cell_add(lookup->arena, &card->aliases, value_show(lookup, &claims->items[i]));
}

/* The reports whose claims of an entity are looked at however old they are: a user's lists of
 * organizations, and those on whose claims users decided. */
static size_t reports_kept(struct lookup *lookup, int64_t number, int64_t **reports)
{
    struct stored_reports lists = {0};
    struct stored_acts acts = {0};
    size_t count = 0;
    if (!store_lists(lookup->query->store, false, LISTS_MOST, lookup->arena, &lists,
                     lookup->error) ||
        !store_acts(lookup->query->store, number, 0, ACTS_MOST, lookup->arena, &acts,
                    lookup->error))
        lookup->failed = true;
    *reports = ARENA_NEW(lookup->arena, int64_t, lists.count + acts.count);
    for (size_t i = 0; i < lists.count; i++)
        (*reports)[count++] = lists.items[i].number;
    for (size_t i = 0; i < acts.count; i++)
        if (acts.items[i].claim)
            (*reports)[count++] = acts.items[i].report;
    return count;
}

/* The claims of the card, those that were rejected too. */
static void card_claims(struct lookup *lookup, const struct stored_entity *entity,
                        struct stored_claims *claims)
{
    struct claims_wanted wanted = {
        .as_of = query_known_at(lookup->query), .rejected = true, .newest = CLAIM_REPORTS};
    int64_t *reports;
    /* A fact may be told later than it began. */
    if (!entity->kind->is_fact)
        wanted.until = lookup->query->as_of;
    if (entity->reports > CLAIM_REPORTS) {
        wanted.report_count = reports_kept(lookup, entity->number, &reports);
        wanted.reports = reports;
    }
    if (!lookup->failed && !store_claims(lookup->query->store, &entity->number, 1, &wanted,
                                         lookup->arena, claims, lookup->error))
        lookup->failed = true;
    lookup_reports_of_claims(lookup, claims->items, claims->count);
    claims->count = claims_see(lookup, claims->items, claims->count);
}

static void card_fill(struct lookup *lookup, const struct stored_entity *entity,
                      struct query_card *card)
{
    struct stored_claims claims = {0};
    card_claims(lookup, entity, &claims);
    struct item item = {*entity, claims.items, claims.count};
    card->kind = entity->kind;
    card->name = item_name(lookup, &item);
    claims_judge(claims.items, claims.count, &card->state, &card->confidence);
    aliases_show(lookup, &claims, card);
    properties_show(lookup, entity->kind, claims.items, claims.count, &card->properties);
    appearances_find(lookup, entity, card);
    related_find(lookup, &item, card);
    if (entity->kind->is_fact) {
        struct items self = {&item, 1, 1};
        if (!span_equal(entity->kind->name, SPAN("agreement")))
            terms_of_items(lookup, &self, TERM_DAYS, &card->terms);
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
