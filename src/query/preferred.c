/* Lists of preferred products and their items. */
#include "preferred.h"

#include <stdlib.h>

#include "card_facts.h"
#include "fact.h"
#include "preferred_part.h"
#include "rank.h"
#include "terms.h"
#include "ties.h"

enum {
    FACTS_MOST = 2000, /* of a kind that name one entity */
    MATCHES_LOOKED = 500
};

static const float least_score = 0.5F;  /* as of offers that answer needs */
static const float faint_score = 0.35F; /* where nothing is as sure as that */

/* ---- facts and their values ---- */

bool preferred_facts(struct lookup *lookup, int64_t number, const char *kind, struct items *facts)
{
    const struct schema_kind *found = schema_kind_find(lookup->query->schema, span_of(kind));
    *facts = (struct items){0};
    return found && facts_of_kinds(lookup, number, &found, 1, FACTS_MOST, facts);
}

struct query_value preferred_value(struct lookup *lookup, const struct item *item,
                                   const char *property)
{
    const struct stored_claim *claim = item_chosen(lookup, item, property);
    return claim ? value_show(lookup, claim) : (struct query_value){.type = VALUE_NONE};
}

struct span preferred_text(struct lookup *lookup, const struct item *item, const char *property)
{
    struct query_value value = preferred_value(lookup, item, property);
    return value.type == VALUE_NONE ? SPAN("") : value.text;
}

struct date preferred_date(struct lookup *lookup, const struct item *item, const char *property)
{
    const struct stored_claim *claim = item_chosen(lookup, item, property);
    return claim && claim->value.type == VALUE_DATE ? claim->value.date : (struct date){0};
}

/* The words of the first claim of a property, by which a user stated the fact. */
static void evidence_of(struct lookup *lookup, const struct item *item, const char *property,
                        struct query_evidences *evidence)
{
    const struct stored_claim *claim = item_chosen(lookup, item, property);
    if (claim)
        sentence_prove(lookup, claim, 0, evidence);
}

/* ---- uses ---- */

static bool is_over(const struct query *query, struct date until)
{
    return date_is_set(until) && date_compare(date_last_day(until), query_day(query)) < 0;
}

static int by_use(const void *left, const void *right)
{
    const struct query_preferred_use *a = left, *b = right;
    int order = a->over - b->over;
    if (!order)
        order = date_compare(date_first_day(a->since), date_first_day(b->since));
    return order ? order : span_compare(a->fact, b->fact);
}

static void uses_show(struct lookup *lookup, const struct item *item,
                      struct query_preferred_item *shown)
{
    const struct query *query = lookup->query;
    struct items facts;
    preferred_facts(lookup, item->entity.number, "preferred_use", &facts);
    for (size_t i = 0; i < facts.count; i++) {
        const struct item *fact = &facts.items[i];
        struct query_preferred_use use = {.fact =
                                              arena_copy(query->arena, span_of(fact->entity.id)),
                                          .user = preferred_value(lookup, fact, "user"),
                                          .how = preferred_text(lookup, fact, "how"),
                                          .since = preferred_date(lookup, fact, "since"),
                                          .until = preferred_date(lookup, fact, "until")};
        bool ahead =
            date_is_set(use.since) && date_compare(date_first_day(use.since), query_day(query)) > 0;
        if (use.user.type == VALUE_NONE || !fact_is_sure(fact) || ahead)
            continue;
        use.over = is_over(query, use.until);
        evidence_of(lookup, fact, "user", &use.evidence);
        *ARRAY_PUSH(query->arena, &shown->uses) = use;
    }
    if (shown->uses.count)
        qsort(shown->uses.items, shown->uses.count, sizeof *shown->uses.items, by_use);
}

/* ---- items ---- */

/* What an item says of itself and how it stands, without what is counted of it. */
static void item_show(struct lookup *lookup, const struct item *item, bool reviews,
                      struct query_preferred_item *shown)
{
    *shown =
        (struct query_preferred_item){.id = arena_copy(lookup->arena, span_of(item->entity.id)),
                                      .name = item_name(lookup, item),
                                      .list = preferred_value(lookup, item, "list"),
                                      .what = preferred_value(lookup, item, "what"),
                                      .maker = preferred_value(lookup, item, "maker"),
                                      .proposed_by = preferred_value(lookup, item, "proposed_by"),
                                      .purpose = preferred_text(lookup, item, "purpose"),
                                      .code = preferred_text(lookup, item, "okpd2")};
    preferred_stand(lookup, item, reviews, shown);
}

void preferred_show(struct lookup *lookup, const struct item *item, bool reviews,
                    struct query_preferred_item *shown)
{
    item_show(lookup, item, reviews, shown);
    uses_show(lookup, item, shown);
    preferred_deploy(lookup, item, shown);
}

static int by_standing(const void *left, const void *right)
{
    const struct query_preferred_item *a = left, *b = right;
    int order = (b->standing == PREFERRED_ENTERED) - (a->standing == PREFERRED_ENTERED);
    if (!order)
        order = (int)a->standing - (int)b->standing;
    if (!order)
        order = date_compare(b->decided, a->decided);
    return order ? order : span_compare(a->name, b->name);
}

static bool is_entity(const struct query_value *value, struct span id)
{
    return !id.size || span_equal(value->entity, id);
}

static bool has_user(const struct query_preferred_item *item, struct span id)
{
    bool found = !id.size;
    for (size_t i = 0; i < item->uses.count && !found; i++)
        found = span_equal(item->uses.items[i].user.entity, id);
    return found;
}

/* ---- what answers a need ---- */

static bool is_code(struct span need)
{
    for (size_t i = 0; i < need.size; i++)
        if (need.data[i] != '.' && (need.data[i] < '0' || need.data[i] > '9'))
            return false;
    return need.size > 0;
}

static int by_score(const void *left, const void *right)
{
    const struct query_preferred_item *a = left, *b = right;
    int order = (b->standing == PREFERRED_ENTERED) - (a->standing == PREFERRED_ENTERED);
    if (!order)
        order = (a->match.score < b->match.score) - (a->match.score > b->match.score);
    return order ? order : span_compare(a->id, b->id);
}

/* An item is named twice: by what it is and by what it is for. */
static struct match_index *items_index(struct lookup *lookup,
                                       const struct query_preferred_items *items)
{
    struct named_product *named =
        ARENA_NEW(lookup->arena, struct named_product, 2 * items->count + 1);
    for (size_t i = 0; i < items->count; i++) {
        named[2 * i] = (struct named_product){items->items[i].what.text, items->items[i].code};
        named[2 * i + 1] = (struct named_product){.words = items->items[i].purpose};
    }
    return match_index_make(lookup->query->products, named, 2 * items->count, lookup->arena);
}

/* Items that are the thing asked for, by their names, codes or what they are for; how many names.
 */
static size_t things_match(struct lookup *lookup, const struct named_product *asked, float least,
                           struct query_preferred_items *items)
{
    struct match *matches = ARENA_NEW(lookup->arena, struct match, MATCHES_LOOKED);
    size_t count = match_find(items_index(lookup, items), asked, least, matches, MATCHES_LOOKED,
                              lookup->arena);
    for (size_t i = 0; i < count; i++) {
        struct query_preferred_item *item = &items->items[matches[i].offer / 2];
        /* «светофор» and «светильник» have a root in common, which alone is no likeness. */
        bool by_root = matches[i].reason_count && matches[i].reasons[0].kind == REASON_ROOT;
        if (matches[i].score > item->match.score && (matches[i].score >= least_score || !by_root))
            item->match = matches[i];
    }
    return count;
}

/* Items of which what they are and what they are for have all the words: a need is often said as
 * what is to become of it, «безопасность переходов». */
static void words_match(struct lookup *lookup, struct span need,
                        struct query_preferred_items *items)
{
    struct match *matches = ARENA_NEW(lookup->arena, struct match, MATCHES_LOOKED);
    struct named_product *named = ARENA_NEW(lookup->arena, struct named_product, items->count + 1);
    for (size_t i = 0; i < items->count; i++)
        named[i].words =
            arena_format(lookup->arena, "%.*s %.*s", SPAN_ARGS(items->items[i].what.text),
                         SPAN_ARGS(items->items[i].purpose));
    struct match_index *index =
        match_index_make(lookup->query->products, named, items->count, lookup->arena);
    size_t count = match_seek(index, need, matches, MATCHES_LOOKED, lookup->arena);
    for (size_t i = 0; i < count; i++)
        if (matches[i].score > items->items[matches[i].offer].match.score)
            items->items[matches[i].offer].match = matches[i];
}

void preferred_match(struct lookup *lookup, struct span need, struct query_preferred_items *items)
{
    const struct named_product asked = is_code(need) ? (struct named_product){.code = need}
                                                     : (struct named_product){.words = need};
    size_t kept = 0;
    if (!things_match(lookup, &asked, least_score, items) && !asked.code.size) {
        things_match(lookup, &asked, faint_score, items);
        words_match(lookup, need, items);
    }
    for (size_t i = 0; i < items->count; i++)
        if (items->items[i].match.score > 0)
            items->items[kept++] = items->items[i];
    items->count = kept;
    if (kept)
        qsort(items->items, kept, sizeof *items->items, by_score);
}

/* ---- one list ---- */

static bool standing_read(struct lookup *lookup, struct span code, int *standing)
{
    *standing = -1;
    for (int i = 0; i < PREFERRED_STANDINGS; i++)
        if (span_equal(code, span_of(preferred_standing_code((enum preferred_standing)i))))
            *standing = i;
    return !code.size || *standing >= 0 ||
           error_add(lookup->error, "query.bad_standing", "value",
                     arena_copy(lookup->arena, code).data, NULL);
}

static struct span term_text(const struct query *query, const struct query_preferred_list *list)
{
    if (list->over)
        return QUERY_TEXT(query, "query.preferred.list_over", "date",
                          date_show(query, list->until).data);
    if (date_is_set(list->since) && date_is_set(list->until))
        return QUERY_TEXT(query, "query.preferred.list_term", "since",
                          date_show(query, list->since).data, "until",
                          date_show(query, list->until).data);
    if (date_is_set(list->since))
        return QUERY_TEXT(query, "query.preferred.list_since", "date",
                          date_show(query, list->since).data);
    return date_is_set(list->until) ? QUERY_TEXT(query, "query.preferred.list_until", "date",
                                                 date_show(query, list->until).data)
                                    : SPAN("");
}

static void list_show(struct lookup *lookup, const struct item *item,
                      struct query_preferred_list *list)
{
    const struct query *query = lookup->query;
    *list = (struct query_preferred_list){.id = arena_copy(query->arena, span_of(item->entity.id)),
                                          .title = preferred_text(lookup, item, "title"),
                                          .owner = preferred_value(lookup, item, "owner"),
                                          .under = preferred_value(lookup, item, "under"),
                                          .since = preferred_date(lookup, item, "since"),
                                          .until = preferred_date(lookup, item, "until"),
                                          .day = query_day(query)};
    for (size_t i = 0; i < item->claim_count; i++)
        if (span_equal(item->claims[i].property->name, SPAN("criteria")) &&
            item->claims[i].state != CLAIM_REJECTED)
            cell_add(query->arena, &list->criteria, value_show(lookup, &item->claims[i]));
    list->over = is_over(query, list->until);
    list->text = term_text(query, list);
    evidence_of(lookup, item, "title", &list->evidence);
}

/* «2 изделия: в перечне 1, предложено 1.» */
static struct span summary_make(const struct query *query, const struct query_preferred_list *list)
{
    struct span text =
        QUERY_TEXT(query, list->total ? "query.preferred.items" : "query.preferred.no_items",
                   "count", number_show(query, list->total).data);
    for (int i = 0; i < PREFERRED_STANDINGS; i++) {
        const char *key = arena_format(query->arena, "query.preferred.%s",
                                       preferred_standing_code((enum preferred_standing)i))
                              .data;
        if (list->counts[i])
            text = arena_format(query->arena, "%.*s%s%.*s — %.*s", SPAN_ARGS(text),
                                text.data[text.size - 1] == ':' ? " " : ", ",
                                SPAN_ARGS(QUERY_TEXT(query, key)),
                                SPAN_ARGS(number_show(query, list->counts[i])));
    }
    return arena_format(query->arena, "%.*s%s", SPAN_ARGS(text), list->total ? "." : "");
}

/* The facts that are items of the list. */
static void items_load(struct lookup *lookup, int64_t number, struct items *facts, bool *more)
{
    size_t kept = 0;
    *more = preferred_facts(lookup, number, "preferred_item", facts);
    for (size_t i = 0; i < facts->count; i++)
        if (fact_is_sure(&facts->items[i]) && item_chosen(lookup, &facts->items[i], "what"))
            facts->items[kept++] = facts->items[i];
    facts->count = kept;
    lookup_facts_of_items(lookup, facts->items, facts->count);
}

static void counts_take(struct query_preferred_list *list, const struct query_preferred_item *item)
{
    list->counts[item->standing]++;
    list->total++;
}

static bool fail_kind(struct lookup *lookup, struct span id)
{
    return lookup_fine(lookup) && error_add(lookup->error, "query.not_preferred", "id",
                                            arena_copy(lookup->arena, id).data, NULL);
}

/* The entity of an id that has to be of a kind. */
static bool fact_asked(struct lookup *lookup, struct span id, const char *kind,
                       struct stored_entity *entity)
{
    return entity_asked(lookup, id, entity) &&
           (span_equal(entity->kind->name, span_of(kind)) || fail_kind(lookup, id));
}

/* What the question's day knows of a fact; false where that is nothing. */
static bool fact_read(struct lookup *lookup, int64_t number, struct items *found)
{
    items_of_numbers(lookup, &number, 1, found);
    return lookup_fine(lookup) && found->count && found->items[0].claim_count;
}

static void items_take(struct lookup *lookup, const struct items *facts,
                       const struct query_preferred_request *request, int standing,
                       struct query_preferred_list *list)
{
    for (size_t i = 0; i < facts->count; i++) {
        struct query_preferred_item item;
        preferred_show(lookup, &facts->items[i], request->reviews, &item);
        counts_take(list, &item);
        if ((standing >= 0 && (int)item.standing != standing) ||
            !is_entity(&item.maker, request->maker) || !has_user(&item, request->user))
            continue;
        *ARRAY_PUSH(lookup->arena, &list->items) = item;
    }
    if (request->need.size)
        preferred_match(lookup, request->need, &list->items);
    else if (list->items.count)
        qsort(list->items.items, list->items.count, sizeof *list->items.items, by_standing);
    for (size_t i = 0; i < list->items.count; i++)
        list->deployed += list->items.items[i].deployed;
}

/* A list that nobody knew of on the question's day: what it is called today, and nothing on it. */
static bool list_later(const struct query *query, const struct stored_entity *entity,
                       struct query_preferred_list *list, struct error *error)
{
    struct query now = *query;
    struct lookup lookup;
    struct items asked;
    now.as_of = (struct date){0};
    lookup_init(&lookup, &now, error);
    if (!date_is_set(query->as_of) || !fact_read(&lookup, entity->number, &asked))
        return fail_kind(&lookup, span_of(entity->id));
    list_show(&lookup, &asked.items[0], list);
    list->day = query->as_of;
    list->text = SPAN("");
    list->summary =
        QUERY_TEXT(query, "query.preferred.not_yet", "date", date_show(query, query->as_of).data);
    return lookup_fine(&lookup);
}

bool query_preferred_list(const struct query *query, struct span id,
                          const struct query_preferred_request *request,
                          struct query_preferred_list *list, struct error *error)
{
    struct lookup lookup;
    struct stored_entity entity;
    struct items asked, facts;
    int standing;
    lookup_init(&lookup, query, error);
    if (!standing_read(&lookup, request->standing, &standing) ||
        !fact_asked(&lookup, id, "preferred_list", &entity))
        return false;
    if (!fact_read(&lookup, entity.number, &asked))
        return lookup_fine(&lookup) && list_later(query, &entity, list, error);
    list_show(&lookup, &asked.items[0], list);
    items_load(&lookup, entity.number, &facts, &list->more);
    items_take(&lookup, &facts, request, standing, list);
    list->summary = summary_make(query, list);
    return lookup_fine(&lookup);
}

/* ---- one item ---- */

/* Begins a question about the item of an id. *known: what the question's day knows of it, NULL
 * where that is nothing. */
static bool item_asked(struct lookup *lookup, const struct query *query, struct span id,
                       const struct item **known, struct error *error)
{
    struct stored_entity entity;
    struct items asked;
    lookup_init(lookup, query, error);
    if (!fact_asked(lookup, id, "preferred_item", &entity))
        return false;
    *known = fact_read(lookup, entity.number, &asked) ? &asked.items[0] : NULL;
    return lookup_fine(lookup);
}

bool query_preferred_item(const struct query *query, struct span id, bool reviews,
                          struct query_preferred_item *item, struct error *error)
{
    struct lookup lookup;
    const struct item *known;
    if (!item_asked(&lookup, query, id, &known, error))
        return false;
    if (!known)
        return fail_kind(&lookup, id);
    preferred_show(&lookup, known, reviews, item);
    return lookup_fine(&lookup);
}

bool query_preferred_stands(const struct query *query, struct span id,
                            struct query_preferred_item *item, struct error *error)
{
    struct lookup lookup;
    const struct item *known;
    *item = (struct query_preferred_item){.id = id, .standing = PREFERRED_PROPOSED};
    if (!item_asked(&lookup, query, id, &known, error))
        return false;
    if (known)
        item_show(&lookup, known, false, item);
    return lookup_fine(&lookup);
}

/* ---- all lists ---- */

static int by_title(const void *left, const void *right)
{
    const struct query_preferred_list *a = left, *b = right;
    int order = a->over - b->over;
    if (!order)
        order = span_compare(a->title, b->title);
    return order ? order : span_compare(a->id, b->id);
}

static void lists_of(struct lookup *lookup, struct items *facts)
{
    const struct schema_kind *kind =
        schema_kind_find(lookup->query->schema, SPAN("preferred_list"));
    size_t kept = 0;
    *facts = (struct items){0};
    items_of_kinds(lookup, &kind, kind ? 1 : 0, facts);
    for (size_t i = 0; i < facts->count; i++)
        if (fact_is_sure(&facts->items[i]))
            facts->items[kept++] = facts->items[i];
    facts->count = kept;
}

static void list_count(struct lookup *lookup, int64_t number, struct query_preferred_list *list)
{
    struct items facts;
    items_load(lookup, number, &facts, &list->more);
    for (size_t i = 0; i < facts.count; i++) {
        struct query_preferred_item item;
        item_show(lookup, &facts.items[i], false, &item);
        counts_take(list, &item);
    }
    list->summary = summary_make(lookup->query, list);
}

bool query_preferred_lists(const struct query *query, struct span owner, struct span under,
                           struct query_preferred_lists *lists, struct error *error)
{
    struct lookup lookup;
    struct items facts;
    *lists = (struct query_preferred_lists){.day = query_day(query)};
    lookup_init(&lookup, query, error);
    lists_of(&lookup, &facts);
    for (size_t i = 0; i < facts.count; i++) {
        struct query_preferred_list list;
        list_show(&lookup, &facts.items[i], &list);
        if (!list.title.size || !is_entity(&list.owner, owner) || !is_entity(&list.under, under))
            continue;
        list_count(&lookup, facts.items[i].entity.number, &list);
        *ARRAY_PUSH(query->arena, lists) = list;
    }
    if (lists->count)
        qsort(lists->items, lists->count, sizeof *lists->items, by_title);
    lists->more = lookup.cut;
    lists->summary =
        QUERY_TEXT(query, lists->count ? "query.preferred.lists" : "query.preferred.no_lists",
                   "count", number_show(query, lists->count).data);
    return lookup_fine(&lookup);
}

/* Items and their matches first; uses and deployments of those alone that answer the need. */
static void found_fill(struct lookup *lookup, const struct query_preferred_request *request,
                       struct query_preferred_found *found)
{
    for (size_t i = 0; i < found->items.count; i++) {
        struct query_preferred_item *item = &found->items.items[i];
        struct match match = item->match;
        struct items fact;
        int64_t number;
        canonical_read(item->id, &number);
        items_of_numbers(lookup, &number, 1, &fact);
        if (fact.count)
            preferred_show(lookup, &fact.items[0], request->reviews, item);
        item->match = match;
    }
}

/* Those items of a list that are asked for. */
static void list_search(struct lookup *lookup, int64_t number,
                        const struct query_preferred_request *request, int standing,
                        struct query_preferred_found *found)
{
    struct items facts;
    bool more;
    items_load(lookup, number, &facts, &more);
    found->more |= more;
    for (size_t i = 0; i < facts.count; i++) {
        struct query_preferred_item item;
        item_show(lookup, &facts.items[i], request->reviews, &item);
        if ((standing < 0 || (int)item.standing == standing) &&
            is_entity(&item.maker, request->maker))
            *ARRAY_PUSH(lookup->arena, &found->items) = item;
    }
}

bool query_preferred_search(const struct query *query,
                            const struct query_preferred_request *request,
                            struct query_preferred_found *found, struct error *error)
{
    struct lookup lookup;
    struct items lists;
    int standing;
    *found = (struct query_preferred_found){.need = request->need, .day = query_day(query)};
    lookup_init(&lookup, query, error);
    if (!standing_read(&lookup, request->standing, &standing))
        return false;
    lists_of(&lookup, &lists);
    for (size_t i = 0; i < lists.count; i++) {
        const struct query_value owner = preferred_value(&lookup, &lists.items[i], "owner");
        const struct query_value under = preferred_value(&lookup, &lists.items[i], "under");
        if (is_entity(&owner, request->owner) && is_entity(&under, request->under))
            list_search(&lookup, lists.items[i].entity.number, request, standing, found);
    }
    preferred_match(&lookup, request->need, &found->items);
    found_fill(&lookup, request, found);
    found->summary = QUERY_TEXT(
        query, found->items.count ? "query.preferred.found" : "query.preferred.found_none", "count",
        number_show(query, found->items.count).data);
    return lookup_fine(&lookup);
}
