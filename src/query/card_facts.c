/* The facts that an entity has a part in: which of them a card reads and shows, and their pages.
 *
 * Of a hub (a region, a ministry) thousands of facts tell. A card counts the newest NAMINGS_COUNTED
 * claims that name it, by kind, and reads the claims of the newest facts of each kind alone; the
 * rest stand on pages, kind by kind. */
#include "card_facts.h"

#include <stdlib.h>

#include "map.h"
#include "states.h"
#include "ties.h"

enum {
    NAMINGS_COUNTED = 250, /* of a card */
    STATE_FACTS = 60,      /* of a kind that tells of states, which a card reads */
    NAMINGS_FIRST = 200    /* of a page: more are asked for while they are too few */
};

static struct span number_key(const int64_t *number)
{
    return (struct span){(const char *)number, sizeof *number};
}

/* Each fact once, by the property first met. */
static void parts_take(struct lookup *lookup, const struct stored_namings *namings,
                       struct parts *parts)
{
    struct map seen;
    map_init(&seen, lookup->arena);
    for (size_t i = 0; i < namings->count; i++) {
        const struct stored_naming *naming = &namings->items[i];
        bool added;
        map_add(&seen, number_key(&naming->fact), &added);
        if (added)
            *ARRAY_PUSH(lookup->arena, parts) =
                (struct part){naming->fact, naming->kind, naming->property};
    }
}

/* Asks for the namings; where more than limit are there, parts->more says so. */
static void namings_take(struct lookup *lookup, int64_t number, struct namings_wanted *wanted,
                         size_t limit, struct parts *parts)
{
    struct stored_namings namings = {0};
    *parts = (struct parts){0};
    wanted->limit = limit + 1;
    if (lookup->failed)
        return;
    if (!store_facts_naming(lookup->query->store, number, wanted, lookup->arena, &namings,
                            lookup->error)) {
        lookup->failed = true;
        return;
    }
    parts->more = namings.count > limit;
    if (parts->more)
        namings.count = limit;
    parts_take(lookup, &namings, parts);
}

static size_t kinds_of_facts(const struct schema *schema, const struct schema_kind **kinds)
{
    size_t count = 0;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema->kinds[i].is_fact)
            kinds[count++] = &schema->kinds[i];
    return count;
}

void parts_find(struct lookup *lookup, int64_t number, struct parts *parts)
{
    const struct schema *schema = lookup->query->schema;
    const struct schema_kind **kinds =
        ARENA_NEW(lookup->arena, const struct schema_kind *, schema->kind_count);
    struct namings_wanted wanted = {.kinds = kinds, .as_of = query_known_at(lookup->query)};
    wanted.kind_count = kinds_of_facts(schema, kinds);
    namings_take(lookup, number, &wanted, NAMINGS_COUNTED, parts);
    /* Of a past day, where there are more, those that reports of that day or earlier ones tell of.
     */
    if (parts->more && date_is_set(lookup->query->as_of)) {
        wanted.until = lookup->query->as_of;
        namings_take(lookup, number, &wanted, NAMINGS_COUNTED, parts);
    }
}

void parts_of_kinds(struct lookup *lookup, int64_t number, const struct schema_kind *const *kinds,
                    size_t count, size_t limit, struct parts *parts)
{
    struct namings_wanted wanted = {
        .kinds = kinds, .kind_count = count, .as_of = query_known_at(lookup->query)};
    namings_take(lookup, number, &wanted, limit, parts);
}

bool facts_of_kinds(struct lookup *lookup, int64_t number, const struct schema_kind *const *kinds,
                    size_t count, size_t limit, struct items *facts)
{
    struct parts parts;
    parts_of_kinds(lookup, number, kinds, count, limit, &parts);
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, parts.count);
    for (size_t i = 0; i < parts.count; i++)
        numbers[i] = parts.items[i].fact;
    items_of_numbers(lookup, numbers, parts.count, facts);
    return parts.more;
}

static bool kind_tells_states(const struct schema_kind *kind)
{
    return kind_has_states(kind) || kind_status_of(kind);
}

void parts_read(struct lookup *lookup, const struct parts *parts, struct items *facts)
{
    const struct schema *schema = lookup->query->schema;
    size_t *taken = ARENA_NEW(lookup->arena, size_t, schema->kind_count), count = 0;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, parts->count);
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->items[i];
        size_t most = kind_tells_states(part->kind) ? STATE_FACTS : CARD_ROWS;
        if (taken[part->kind->number]++ < most)
            numbers[count++] = part->fact;
    }
    items_of_numbers(lookup, numbers, count, facts);
    lookup_facts_of_items(lookup, facts->items, facts->count);
}

static int by_number(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    return (a->entity.number > b->entity.number) - (a->entity.number < b->entity.number);
}

const struct item *item_find(const struct items *facts, int64_t number)
{
    struct item key = {.entity.number = number};
    return facts->count ? bsearch(&key, facts->items, facts->count, sizeof key, by_number) : NULL;
}

/* Adds rows of the kind for the parts from first on, at most limit, in the order of numbers. */
static void rows_add(struct lookup *lookup, const struct parts *parts, const struct items *facts,
                     size_t limit, struct query_list *list)
{
    struct item_part {
        const struct item *item;
        const struct part *part;
    } *shown = ARENA_NEW(lookup->arena, struct item_part, limit);
    size_t count = 0;
    for (size_t i = 0; i < parts->count && count < limit; i++) {
        const struct part *part = &parts->items[i];
        const struct item *item = part->kind == list->kind ? item_find(facts, part->fact) : NULL;
        size_t at = count;
        if (!item)
            continue;
        for (; at && shown[at - 1].item > item; at--)
            shown[at] = shown[at - 1];
        shown[at] = (struct item_part){item, part};
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        struct query_row *row = ARRAY_PUSH(lookup->arena, &list->rows);
        row_fill(lookup, shown[i].item, list->columns, list->column_count, row);
        row->role = shown[i].part->property->name;
        row->role_label = label_show(lookup->query, &shown[i].part->property->label);
    }
}

static void list_init(struct lookup *lookup, const struct schema_kind *kind,
                      struct query_list *list)
{
    struct query_column *columns;
    *list = (struct query_list){.name = kind->name,
                                .kind = kind,
                                .label = label_show(lookup->query, &kind->plural),
                                .column_count = columns_of_kind(lookup->query, kind, &columns)};
    list->columns = columns;
}

/* How many of the facts are of the kind. Of a past day or time facts of which nothing was said are
 * no part of the card: of those that were read it is known. */
static size_t parts_count(const struct query *query, const struct parts *parts,
                          const struct items *facts, const struct schema_kind *kind)
{
    bool then = query->known_at || date_is_set(query->as_of);
    size_t count = 0, read = 0, most = kind_tells_states(kind) ? STATE_FACTS : CARD_ROWS;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->items[i].kind != kind)
            continue;
        bool was_read = read++ < most;
        count += !then || !was_read || item_find(facts, parts->items[i].fact);
    }
    return count;
}

void related_add(struct lookup *lookup, const struct parts *parts, const struct items *facts,
                 struct query_card *card)
{
    const struct schema *schema = lookup->query->schema;
    for (size_t i = 0; i < schema->kind_count; i++) {
        const struct schema_kind *kind = &schema->kinds[i];
        struct query_list list;
        size_t total = kind->is_fact ? parts_count(lookup->query, parts, facts, kind) : 0;
        if (span_equal(kind->name, SPAN("statement"))) {
            card->statement_total = total;
            continue;
        }
        if (!total)
            continue;
        list_init(lookup, kind, &list);
        rows_add(lookup, parts, facts, CARD_ROWS, &list);
        list.total = total;
        list.limit = list.rows.count;
        *ARRAY_PUSH(lookup->arena, &card->related) = list;
    }
    card->more = parts->more;
}

/* ---- pages ---- */

/* Leaves the parts of which something was said on the question's day. */
static void parts_see(struct lookup *lookup, struct parts *parts)
{
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, parts->count);
    struct items facts;
    size_t kept = 0;
    for (size_t i = 0; i < parts->count; i++)
        numbers[i] = parts->items[i].fact;
    items_of_numbers(lookup, numbers, parts->count, &facts);
    for (size_t i = 0; i < parts->count; i++)
        if (item_find(&facts, parts->items[i].fact))
            parts->items[kept++] = parts->items[i];
    parts->count = kept;
}

/* The facts of one kind as far as the page and one more, or all. Of a past day they are those of a
 * card: all of which that day's world knew, or, where there are more than a card counts, those that
 * reports of that day or earlier ones tell of. */
static void page_find(struct lookup *lookup, int64_t number, const struct schema_kind *kind,
                      size_t end, struct parts *parts)
{
    struct namings_wanted wanted = {
        .kinds = &kind, .kind_count = 1, .as_of = query_known_at(lookup->query)};
    if (date_is_set(lookup->query->as_of)) {
        namings_take(lookup, number, &wanted, NAMINGS_COUNTED, parts);
        if (!parts->more)
            parts_see(lookup, parts);
        if (lookup->failed || !parts->more)
            return;
        wanted.until = lookup->query->as_of;
    }
    for (size_t limit = NAMINGS_FIRST;; limit *= 2) {
        namings_take(lookup, number, &wanted, limit, parts);
        if (lookup->failed || !parts->more || parts->count > end || limit > NAMINGS_SCANNED)
            return;
    }
}

static struct span page_summary(const struct query *query, const struct query_list *list)
{
    return QUERY_TEXT(query, list->more ? "query.facts.more" : "count.rows", "count",
                      number_show(query, list->total).data);
}

bool query_facts(const struct query *query, struct span id,
                 const struct query_facts_request *request, struct query_list *list,
                 struct error *error)
{
    struct lookup lookup;
    struct stored_entity entity;
    struct parts parts;
    struct items facts;
    const struct schema_kind *kind = schema_kind_find(query->schema, request->kind);
    *list = (struct query_list){0};
    lookup_init(&lookup, query, error);
    if (!kind || !kind->is_fact)
        return error_add(error, "query.unknown_kind", "kind",
                         arena_copy(query->arena, request->kind).data, NULL);
    if (!entity_asked(&lookup, id, &entity))
        return false;
    list_init(&lookup, kind, list);
    list->offset = request->offset;
    list->limit = request->limit ? request->limit : LIST_PAGE;
    page_find(&lookup, entity.number, kind, list->offset + list->limit, &parts);
    list->total = parts.count;
    list->more = parts.more;
    size_t first = list->offset < parts.count ? list->offset : parts.count;
    size_t rest = parts.count - first;
    struct parts page = {parts.items + first, rest < list->limit ? rest : list->limit, 0, false};
    int64_t *numbers = ARENA_NEW(query->arena, int64_t, page.count);
    for (size_t i = 0; i < page.count; i++)
        numbers[i] = page.items[i].fact;
    items_of_numbers(&lookup, numbers, page.count, &facts);
    lookup_facts_of_items(&lookup, facts.items, facts.count);
    rows_add(&lookup, &page, &facts, page.count, list);
    list->summary = page_summary(query, list);
    return lookup_fine(&lookup);
}
