/* What the answers are made from, looked up once per question. */
#include "lookup.h"

#include <stdlib.h>

#include "utf8.h"
#include "view.h"

enum { STEP = 4096, CHUNK = 400 };

void lookup_init(struct lookup *lookup, const struct query *query, struct error *error)
{
    *lookup = (struct lookup){.query = query, .arena = query->arena, .error = error};
    map_init(&lookup->numbers, query->arena);
    map_init(&lookup->facts, query->arena);
}

bool lookup_fine(const struct lookup *lookup)
{
    return !lookup->failed;
}

struct known_report *lookup_report(struct lookup *lookup, int64_t number)
{
    struct span key =
        arena_copy(lookup->arena, (struct span){(const char *)&number, sizeof number});
    bool added, found = false;
    uint32_t *index = map_add(&lookup->numbers, key, &added);
    if (!added)
        return lookup->known.items[*index - 1];
    struct known_report *known = ARENA_NEW(lookup->arena, struct known_report, 1);
    *ARRAY_PUSH(lookup->arena, &lookup->known) = known;
    *index = (uint32_t)lookup->known.count;
    if (!lookup->failed && !store_report(lookup->query->store, number, lookup->arena,
                                         &known->report, &found, lookup->error))
        lookup->failed = true;
    return known;
}

struct date query_day(const struct query *query)
{
    return date_is_set(query->as_of) ? query->as_of : query->today;
}

struct span report_name_show(const struct query *query, const struct stored_report *report)
{
    return report->title.size ? redacted_show(query, report->title) : report->id;
}

bool lookup_is_entry(struct lookup *lookup, int64_t number)
{
    return stored_report_is_entry(&lookup_report(lookup, number)->report);
}

struct span author_show(struct span author)
{
    struct span mark = SPAN("user:");
    return span_starts_with(author, mark) ? span_slice(author, mark.size, author.size) : author;
}

struct span author_join(struct arena *arena, struct span names, struct span author)
{
    struct span rest = names, name, shown = author_show(author);
    while (rest.size) {
        span_next_part(&rest, ',', &name);
        if (span_equal(span_trim(name), shown))
            return names;
    }
    return names.size ? arena_format(arena, "%.*s, %.*s", SPAN_ARGS(names), SPAN_ARGS(shown))
                      : shown;
}

void lookup_reports(struct lookup *lookup, const int64_t *numbers, size_t count)
{
    int64_t *wanted = ARENA_NEW(lookup->arena, int64_t, count);
    size_t wanted_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct span key =
            arena_copy(lookup->arena, (struct span){(const char *)&numbers[i], sizeof *numbers});
        bool added;
        uint32_t *index = map_add(&lookup->numbers, key, &added);
        if (!added)
            continue;
        *ARRAY_PUSH(lookup->arena, &lookup->known) =
            ARENA_NEW(lookup->arena, struct known_report, 1);
        *index = (uint32_t)lookup->known.count;
        wanted[wanted_count++] = numbers[i];
    }
    struct stored_report *reports = ARENA_NEW(lookup->arena, struct stored_report, wanted_count);
    if (lookup->failed || !wanted_count)
        return;
    if (!store_report_frames(lookup->query->store, wanted, wanted_count, lookup->arena, reports,
                             lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < wanted_count; i++)
        lookup->known.items[lookup->known.count - wanted_count + i]->report = reports[i];
}

void lookup_reports_of_claims(struct lookup *lookup, const struct stored_claim *claims,
                              size_t count)
{
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!kept || numbers[kept - 1] != claims[i].report)
            numbers[kept++] = claims[i].report;
    lookup_reports(lookup, numbers, kept);
}

/* Counts the code points before each step of the text. */
static void text_count(struct lookup *lookup, struct known_report *known)
{
    size_t steps = known->text.size / STEP + 1, count = 0;
    known->counts = ARENA_NEW(lookup->arena, size_t, steps);
    for (size_t i = 0; i < known->text.size; i++) {
        if (i % STEP == 0)
            known->counts[i / STEP] = count;
        count += ((unsigned char)known->text.data[i] & 0xC0) != 0x80;
    }
    if (known->text.size % STEP == 0)
        known->counts[known->text.size / STEP] = count;
}

struct span lookup_text(struct lookup *lookup, struct known_report *known)
{
    if (known->has_text)
        return known->text;
    known->has_text = true;
    if (!lookup->failed && !store_report_text(lookup->query->store, known->report.number,
                                              lookup->arena, &known->text, lookup->error))
        lookup->failed = true;
    text_count(lookup, known);
    return known->text;
}

size_t lookup_offset(struct lookup *lookup, struct known_report *known, uint32_t byte)
{
    struct span text = lookup_text(lookup, known);
    size_t end = byte < text.size ? byte : text.size, step = end / STEP;
    return known->counts[step] + utf8_count(span_slice(text, step * STEP, end));
}

static int by_number(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    return (a->entity.number > b->entity.number) - (a->entity.number < b->entity.number);
}

/* Hands each item of a sorted run its claims. */
static void claims_share(struct lookup *lookup, struct item *items, size_t count,
                         const struct stored_claims *claims)
{
    if (date_is_set(lookup->query->as_of))
        lookup_reports_of_claims(lookup, claims->items, claims->count);
    for (size_t i = 0; i < claims->count;) {
        size_t end = i + 1;
        while (end < claims->count && claims->items[end].canonical == claims->items[i].canonical)
            end++;
        struct item key = {.entity.number = claims->items[i].canonical};
        struct item *item = bsearch(&key, items, count, sizeof *items, by_number);
        if (item) {
            item->claims = claims->items + i;
            item->claim_count = claims_see(lookup, claims->items + i, end - i);
        }
        i = end;
    }
}

/* The name that a thing had then: the longest that a report gives. */
static void name_then(struct item *item)
{
    struct span best = {0};
    for (size_t i = 0; i < item->claim_count; i++) {
        struct span name = item->claims[i].text;
        if (span_equal(item->claims[i].property->name, SPAN("name")) &&
            (name.size > best.size || (name.size == best.size && span_compare(name, best) < 0)))
            best = name;
    }
    if (best.size && !item->entity.kind->is_fact)
        item->entity.name = best;
}

/* How many reports told of it then; an item's claims stand by report. */
static int64_t reports_then(const struct item *item)
{
    int64_t reports = 0;
    for (size_t i = 0; i < item->claim_count; i++)
        reports += i == 0 || item->claims[i].report != item->claims[i - 1].report;
    return reports;
}

/* Of a past day or time what nothing was said of is left out. */
static void items_see(const struct query *query, struct items *items)
{
    size_t kept = 0;
    if (!query->known_at && !date_is_set(query->as_of))
        return;
    for (size_t i = 0; i < items->count; i++) {
        if (!items->items[i].claim_count)
            continue;
        items->items[kept] = items->items[i];
        items->items[kept].entity.reports = reports_then(&items->items[i]);
        if (query->known_at)
            name_then(&items->items[kept]);
        kept++;
    }
    items->count = kept;
}

bool lookup_entity(struct lookup *lookup, int64_t number, struct stored_entity *entity)
{
    const struct query *query = lookup->query;
    const struct claims_wanted wanted = {.as_of = query_known_at(query), .bare = true};
    struct stored_claims claims = {0};
    bool found = false;
    if (!store_entity(query->store, number, lookup->arena, entity, &found, lookup->error))
        lookup->failed = true;
    if (lookup->failed || !query->known_at || (found && entity->number == number))
        return found;
    /* It was merged away; was it itself then? */
    if (!store_claims(query->store, &number, 1, &wanted, lookup->arena, &claims, lookup->error))
        lookup->failed = true;
    if (!claims.count)
        return found;
    struct item item = {
        {.number = number, .kind = claims.items[0].kind}, claims.items, claims.count};
    canonical_write(number, item.entity.id);
    item.entity.reports = reports_then(&item);
    name_then(&item);
    *entity = item.entity;
    return true;
}

/* Which of the items a question is about. */
enum load { LOAD_ALL, LOAD_THINGS, LOAD_FACTS };

/* Loads the claims of those of the sorted items. Of a thing with very many, a past day's are those
 * of the newest reports of that day or earlier ones; a fact may be told later than it began. */
static void claims_load_some(struct lookup *lookup, struct item *items, size_t count,
                             enum load load)
{
    struct claims_wanted wanted = {.as_of = query_known_at(lookup->query),
                                   .bare = true,
                                   .rejected = lookup->rejected,
                                   .newest = CLAIM_REPORTS};
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, count);
    struct stored_claims claims = {0};
    size_t asked = 0;
    if (load == LOAD_THINGS) {
        wanted.until = lookup->query->as_of;
        wanted.newest = lookup->brief ? BRIEF_REPORTS : CLAIM_REPORTS;
    }
    for (size_t i = 0; i < count; i++)
        if (load == LOAD_ALL || items[i].entity.kind->is_fact == (load == LOAD_FACTS))
            numbers[asked++] = items[i].entity.number;
    if (lookup->failed || !asked)
        return;
    if (store_claims(lookup->query->store, numbers, asked, &wanted, lookup->arena, &claims,
                     lookup->error))
        claims_share(lookup, items, count, &claims);
    else
        lookup->failed = true;
}

/* Loads the claims of sorted items, some hundreds at a time. */
static void claims_load(struct lookup *lookup, struct items *items)
{
    for (size_t at = 0; at < items->count && !lookup->failed; at += CHUNK) {
        size_t count = items->count - at < CHUNK ? items->count - at : CHUNK;
        if (!date_is_set(lookup->query->as_of) && !lookup->brief) {
            claims_load_some(lookup, items->items + at, count, LOAD_ALL);
            continue;
        }
        claims_load_some(lookup, items->items + at, count, LOAD_THINGS);
        claims_load_some(lookup, items->items + at, count, LOAD_FACTS);
    }
    items_see(lookup->query, items);
}

void items_newest(struct lookup *lookup, const struct schema_kind *const *kinds, size_t count,
                  size_t limit, struct items *items)
{
    struct entities_wanted wanted = {.kinds = kinds,
                                     .kind_count = count,
                                     .newest_first = true,
                                     .limit = limit,
                                     .as_of = query_known_at(lookup->query)};
    struct stored_entities entities = {0};
    *items = (struct items){0};
    if (lookup->failed || !count)
        return;
    if (!store_entities(lookup->query->store, &wanted, lookup->arena, &entities, lookup->error)) {
        lookup->failed = true;
        return;
    }
    for (size_t i = 0; i < entities.count; i++)
        ARRAY_PUSH(lookup->arena, items)->entity = entities.items[i];
    lookup->cut |= entities.count == limit;
    if (items->count)
        qsort(items->items, items->count, sizeof *items->items, by_number);
    claims_load(lookup, items);
}

void items_of_kinds(struct lookup *lookup, const struct schema_kind *const *kinds, size_t count,
                    struct items *items)
{
    items_newest(lookup, kinds, count, ITEMS_MOST, items);
}

void items_of_numbers(struct lookup *lookup, const int64_t *numbers, size_t count,
                      struct items *items)
{
    struct stored_entity *entities = ARENA_NEW(lookup->arena, struct stored_entity, count);
    *items = (struct items){0};
    if (lookup->failed || !count)
        return;
    /* What is merged today may have been two then. */
    bool then = lookup->query->known_at != 0;
    if (!then && !store_entities_of(lookup->query->store, numbers, count, lookup->arena, entities,
                                    lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < count && !lookup->failed; i++)
        if (then ? lookup_entity(lookup, numbers[i], &entities[i]) : entities[i].number != 0)
            ARRAY_PUSH(lookup->arena, items)->entity = entities[i];
    if (items->count)
        qsort(items->items, items->count, sizeof *items->items, by_number);
    claims_load(lookup, items);
}

/* ---- facts that values refer to ---- */

/* Adds the number to those that are to be asked for, unless it was. */
static void fact_want(struct lookup *lookup, int64_t number, int64_t *wanted, size_t *count)
{
    struct span key =
        arena_copy(lookup->arena, (struct span){(const char *)&number, sizeof number});
    bool added;
    uint32_t *index = map_add(&lookup->facts, key, &added);
    if (!added)
        return;
    *ARRAY_PUSH(lookup->arena, &lookup->told) = NULL;
    *index = (uint32_t)lookup->told.count;
    wanted[(*count)++] = number;
}

static const struct item *item_among(const struct items *items, int64_t number)
{
    struct item key = {.entity.number = number};
    return items->count ? bsearch(&key, items->items, items->count, sizeof key, by_number) : NULL;
}

/* Asks for those that were added. */
static void facts_ask(struct lookup *lookup, const int64_t *wanted, size_t count)
{
    struct items found, merged;
    items_of_numbers(lookup, wanted, count, &found);
    for (size_t i = 0; i < count; i++) {
        struct span number = {(const char *)&wanted[i], sizeof *wanted};
        const struct item *item = item_among(&found, wanted[i]);
        /* One that was merged into another is found as that one. */
        if (!item) {
            items_of_numbers(lookup, &wanted[i], 1, &merged);
            item = merged.count ? &merged.items[0] : NULL;
        }
        lookup->told.items[*map_find(&lookup->facts, number) - 1] = item;
    }
}

const struct item *lookup_fact(struct lookup *lookup, int64_t number)
{
    struct span key = {(const char *)&number, sizeof number};
    size_t count = 0;
    int64_t wanted;
    fact_want(lookup, number, &wanted, &count);
    if (count)
        facts_ask(lookup, &wanted, count);
    return lookup->told.items[*map_find(&lookup->facts, key) - 1];
}

void lookup_facts_of_items(struct lookup *lookup, const struct item *items, size_t count)
{
    size_t claims = 0, wanted_count = 0;
    for (size_t i = 0; i < count; i++)
        claims += items[i].claim_count;
    int64_t *wanted = ARENA_NEW(lookup->arena, int64_t, claims);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < items[i].claim_count; k++) {
            const struct stored_claim *claim = &items[i].claims[k];
            if (claim->value.type == VALUE_FACT && claim->entity.number)
                fact_want(lookup, claim->entity.number, wanted, &wanted_count);
        }
    facts_ask(lookup, wanted, wanted_count);
}
