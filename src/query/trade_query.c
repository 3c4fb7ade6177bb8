/* Needs and offers, from the rows of their lists. */
#include "trade_query.h"

#include <math.h>
#include <stdio.h>

#include "regions.h"

/* What is gathered. Rows end with their part, so all is copied. */
struct gathering {
    const struct query *query;
    struct query_trade *trade;
    struct arena *arena;
    struct map clusters; /* by the member's id, to index + 1 of memberships */
    struct {
        struct membership {
            struct span clusters[TRADE_CLUSTERS]; /* ids */
            size_t count;
        } * items;
        size_t count;
        size_t capacity;
    } memberships;
    struct {
        struct query_traded *items;
        size_t count;
        size_t capacity;
    } buyers, suppliers;
    struct error *error;
};

/* The row that is being taken. */
struct taken_row {
    struct gathering *gathering;
    const struct query_list *part;
    const struct query_row *row;
    struct query_traded *traded;
    struct trade_line *line;
};

/* ---- cells ---- */

/* The first value of a column; NULL where it has none. */
static const struct query_value *value_in(const struct taken_row *taken, const char *column)
{
    for (size_t i = 0; i < taken->part->column_count; i++)
        if (span_is(taken->part->columns[i].name, column))
            return taken->row->cells[i].count ? &taken->row->cells[i].items[0] : NULL;
    return NULL;
}

static struct span text_in(const struct taken_row *taken, const char *column)
{
    const struct query_value *value = value_in(taken, column);
    return value ? arena_copy(taken->gathering->arena, value->text) : SPAN("");
}

static double number_in(const struct taken_row *taken, const char *column)
{
    const struct query_value *value = value_in(taken, column);
    return value && value->type == VALUE_NUMBER ? value->plain.number : 0;
}

static struct query_value value_copy(struct arena *arena, const struct query_value *value)
{
    if (!value)
        return (struct query_value){.type = VALUE_NONE};
    return (struct query_value){.type = value->type,
                                .text = arena_copy(arena, value->text),
                                .entity = arena_copy(arena, value->entity),
                                .kind = value->kind};
}

/* Notes the first thing that keeps the row out of plans. */
static void problem_note(struct taken_row *taken, const char *key, struct span value)
{
    if (taken->traded->problem)
        return;
    taken->traded->problem = key;
    taken->traded->value = value;
}

/* ---- places ---- */

static bool is_region(const struct query_value *value)
{
    return value && value->kind && !span_is(value->kind->name, "Country");
}

/* A place that a value names: a region, a town of one, or a country. */
static void place_take(const struct taken_row *taken, const char *column, struct trade_place *place)
{
    const struct query *query = taken->gathering->query;
    const struct query_value *value = value_in(taken, column);
    const struct reference_region *found =
        value && query->reference ? reference_region_named(query->reference, value->text) : NULL;
    if (found && is_region(value)) {
        place->region = reference_subject(found);
        if (found->kind == REGION_PROVINCE)
            place->country = arena_copy(taken->gathering->arena, found->country);
        return;
    }
    if (value && value->kind && span_is(value->kind->name, "Country") &&
        !(query->reference &&
          reference_country_bears(reference_country(query->reference), value->text)))
        place->country = arena_copy(taken->gathering->arena, value->text);
}

static void cluster_add(struct trade_place *place, struct span cluster)
{
    for (size_t i = 0; i < place->cluster_count; i++)
        if (span_equal(place->clusters[i], cluster))
            return;
    if (cluster.size && place->cluster_count < TRADE_CLUSTERS)
        place->clusters[place->cluster_count++] = cluster;
}

/* The cluster that the row names, and those of which whoever buys or makes it is a member. */
static void clusters_take(const struct taken_row *taken)
{
    struct gathering *gathering = taken->gathering;
    struct trade_place *place = &taken->line->place;
    const struct query_value *named = value_in(taken, "cluster");
    const uint32_t *index = taken->traded->who.entity.size
                                ? map_find(&gathering->clusters, taken->traded->who.entity)
                                : NULL;
    if (named)
        cluster_add(place, arena_copy(gathering->arena, named->entity));
    if (!index)
        return;
    const struct membership *membership = &gathering->memberships.items[*index - 1];
    for (size_t i = 0; i < membership->count; i++)
        cluster_add(place, membership->clusters[i]);
}

static void location_take(const struct taken_row *taken)
{
    struct trade_place *place = &taken->line->place;
    place->located = value_in(taken, "latitude") && value_in(taken, "longitude");
    place->latitude = number_in(taken, "latitude");
    place->longitude = number_in(taken, "longitude");
    place->located &= fabs(place->latitude) <= 90 && fabs(place->longitude) <= 180;
}

/* ---- rows ---- */

static void line_take(struct taken_row *taken, const char *who)
{
    struct arena *arena = taken->gathering->arena;
    struct trade_line *line = taken->line;
    const struct query_value *price = value_in(taken, "price");
    struct span unit = text_in(taken, "unit");
    taken->traded->fact = (struct query_value){.type = VALUE_FACT,
                                               .text = arena_copy(arena, taken->row->name),
                                               .entity = arena_copy(arena, taken->row->id),
                                               .kind = taken->row->kind};
    taken->traded->who = value_copy(arena, value_in(taken, who));
    line->id = taken->traded->fact.entity;
    line->who = taken->traded->who.text;
    line->product = (struct named_product){text_in(taken, "goods"), text_in(taken, "okpd2")};
    if (span_equal(line->product.words, line->product.code))
        line->product.words = SPAN(""); /* a code alone was given */
    if (!unit_read(unit, &line->unit)) {
        problem_note(taken, "query.trade_unit", unit);
        unit_read(SPAN(""), &line->unit);
    }
    if (price && price->type == VALUE_MONEY && price->plain.money.value > 0)
        line->price = price->plain.money.value / line->unit.factor;
    place_take(taken, "place", &line->place);
    clusters_take(taken);
    location_take(taken);
}

static void need_take(struct taken_row *taken)
{
    struct gathering *gathering = taken->gathering;
    struct need *need = ARRAY_PUSH(gathering->arena, &gathering->trade->needs);
    const struct query_value *by;
    *need = (struct need){0};
    taken->traded = ARRAY_PUSH(gathering->arena, &gathering->buyers);
    *taken->traded = (struct query_traded){0};
    taken->line = &need->line;
    line_take(taken, "buyer");
    need->quantity = number_in(taken, "quantity") * need->line.unit.factor;
    if (need->quantity <= 0)
        problem_note(taken, "query.trade_no_quantity", SPAN(""));
    by = value_in(taken, "by");
    need->by = by && by->type == VALUE_DATE ? date_last_day(by->plain.date) : (struct date){0};
    need->supplier_now = text_in(taken, "bought_from");
    place_take(taken, "bought_place", &need->now);
    need->now_known = need->now.region || need->now.country.size;
}

static double period_days(const struct taken_row *taken)
{
    const struct query_value *period = value_in(taken, "period");
    double days;
    period_read(period && period->type == VALUE_CHOICE ? period->plain.choice->code : SPAN(""),
                &days);
    return days;
}

static void offer_take(struct taken_row *taken)
{
    enum { MONTH = 30, YEAR = 365, WEEK = 7 };
    struct gathering *gathering = taken->gathering;
    struct offer *offer = ARRAY_PUSH(gathering->arena, &gathering->trade->offers);
    const struct query_value *lead = value_in(taken, "lead_time");
    *offer = (struct offer){0};
    taken->traded = ARRAY_PUSH(gathering->arena, &gathering->suppliers);
    *taken->traded = (struct query_traded){0};
    taken->line = &offer->line;
    line_take(taken, "supplier");
    offer->daily = number_in(taken, "capacity") * offer->line.unit.factor / period_days(taken);
    if (offer->daily <= 0)
        problem_note(taken, "query.trade_no_capacity", SPAN(""));
    if (lead && lead->type == VALUE_DURATION) {
        const struct duration *time = &lead->plain.duration;
        offer->lead_days =
            time->days + WEEK * time->weeks + MONTH * time->months + YEAR * time->years;
    }
    offer->minimum = number_in(taken, "minimum") * offer->line.unit.factor;
    offer->shared = text_in(taken, "line");
}

static bool rows_take(void *context, const struct query *query, const struct query_list *part)
{
    struct gathering *gathering = context;
    char limit[24];
    (void)query;
    for (size_t i = 0; i < part->rows.count; i++) {
        struct taken_row taken = {
            .gathering = gathering, .part = part, .row = &part->rows.items[i]};
        bool need = span_is(part->rows.items[i].kind->name, "need");
        if ((need ? gathering->trade->needs.count : gathering->trade->offers.count) == TRADE_MOST) {
            snprintf(limit, sizeof limit, "%d", TRADE_MOST);
            return error_add(gathering->error, "query.trade_many", "limit", limit, NULL);
        }
        if (need)
            need_take(&taken);
        else
            offer_take(&taken);
    }
    return true;
}

/* ---- clusters ---- */

/* Whether a membership is one today, as far as is told. */
static bool is_member(const struct taken_row *taken)
{
    static const char *const others[] = {"ended", "declined", "invited", "planned"};
    const struct query_value *status = value_in(taken, "status");
    for (size_t i = 0; status && i < sizeof others / sizeof *others; i++)
        if (status->type == VALUE_CHOICE && span_is(status->plain.choice->code, others[i]))
            return false;
    return true;
}

static bool memberships_take(void *context, const struct query *query,
                             const struct query_list *part)
{
    struct gathering *gathering = context;
    (void)query;
    for (size_t i = 0; i < part->rows.count; i++) {
        const struct taken_row taken = {
            .gathering = gathering, .part = part, .row = &part->rows.items[i]};
        const struct query_value *member = value_in(&taken, "member");
        const struct query_value *whole = value_in(&taken, "whole");
        if (!member || !member->entity.size || !whole || !whole->kind ||
            !span_is(whole->kind->name, "Cluster") || !is_member(&taken))
            continue;
        bool added;
        uint32_t *index =
            map_add(&gathering->clusters, arena_copy(gathering->arena, member->entity), &added);
        if (added) {
            *ARRAY_PUSH(gathering->arena, &gathering->memberships) = (struct membership){0};
            *index = (uint32_t)gathering->memberships.count;
        }
        struct membership *membership = &gathering->memberships.items[*index - 1];
        if (membership->count < TRADE_CLUSTERS)
            membership->clusters[membership->count++] = arena_copy(gathering->arena, whole->entity);
    }
    return true;
}

/* ---- regions of those who name no place ---- */

/* Those whose regions are asked for, each once. */
struct regionless {
    struct map index; /* by id, to index + 1 of numbers */
    struct {
        int64_t *items;
        size_t count;
        size_t capacity;
    } numbers;
    struct entity_regions *regions;
};

static bool is_placed(const struct trade_line *line)
{
    return line->place.region || line->place.country.size;
}

static void regionless_add(struct arena *arena, struct regionless *regionless,
                           const struct trade_line *line, const struct query_traded *traded)
{
    int64_t number;
    bool added;
    if (is_placed(line) || !canonical_read(traded->who.entity, &number))
        return;
    uint32_t *index = map_add(&regionless->index, traded->who.entity, &added);
    if (!added)
        return;
    *ARRAY_PUSH(arena, &regionless->numbers) = number;
    *index = (uint32_t)regionless->numbers.count;
}

static void region_fill(const struct regionless *regionless, struct trade_line *line,
                        const struct query_traded *traded)
{
    const uint32_t *index = is_placed(line) || !traded->who.entity.size
                                ? NULL
                                : map_find(&regionless->index, traded->who.entity);
    if (index && regionless->regions[*index - 1].count)
        line->place.region = regionless->regions[*index - 1].items[0];
}

static bool regions_fill(struct gathering *gathering)
{
    struct arena *arena = gathering->arena;
    struct query_trade *trade = gathering->trade;
    struct regionless regionless = {0};
    struct lookup lookup;
    lookup_init(&lookup, gathering->query, gathering->error);
    map_init(&regionless.index, arena);
    for (size_t i = 0; i < trade->needs.count; i++)
        regionless_add(arena, &regionless, &trade->needs.items[i].line, &trade->buyers[i]);
    for (size_t i = 0; i < trade->offers.count; i++)
        regionless_add(arena, &regionless, &trade->offers.items[i].line, &trade->suppliers[i]);
    regionless.regions = ARENA_NEW(arena, struct entity_regions, regionless.numbers.count + 1);
    if (regionless.numbers.count)
        things_regions(&lookup, regionless.numbers.items, regionless.numbers.count,
                       regionless.regions);
    for (size_t i = 0; i < trade->needs.count; i++)
        region_fill(&regionless, &trade->needs.items[i].line, &trade->buyers[i]);
    for (size_t i = 0; i < trade->offers.count; i++)
        region_fill(&regionless, &trade->offers.items[i].line, &trade->suppliers[i]);
    return lookup_fine(&lookup);
}

bool query_trade(const struct query *query, struct query_trade *trade, struct error *error)
{
    static const char *const kinds[] = {"need", "offer", "supply"};
    struct gathering gathering = {
        .query = query, .trade = trade, .arena = query->arena, .error = error};
    struct query_all all;
    *trade = (struct query_trade){0};
    map_init(&gathering.clusters, query->arena);
    if (!query_list_all(query, &(struct query_list_request){.name = SPAN("membership")},
                        memberships_take, &gathering, &all, error))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!query_list_all(query, &(struct query_list_request){.name = span_of(kinds[i])},
                            rows_take, &gathering, &all, error))
            return false;
    trade->buyers = gathering.buyers.items;
    trade->suppliers = gathering.suppliers.items;
    return regions_fill(&gathering);
}
