/* What the reference knows of a card's entity: official and former names, days, and what came
 * before it or after it, which is another body and said to be so. */
#include "feature.h"
#include "regions.h"

static struct span date_text(struct lookup *lookup, struct date date)
{
    const struct query *query = lookup->query;
    return message_date(query->catalogue, query->tongue, lookup->arena, date);
}

/* A zero-terminated text for the catalogue. */
static const char *text_of(struct lookup *lookup, struct span text)
{
    return arena_copy(lookup->arena, text).data;
}

static void sentence_add(struct lookup *lookup, struct query_reference *told, struct span text)
{
    *ARRAY_PUSH(lookup->arena, &told->texts) = text;
}

static void sort_tell(struct lookup *lookup, struct span sort, struct query_reference *told)
{
    const char *key =
        arena_format(lookup->arena, "query.reference.sort.%.*s", SPAN_ARGS(sort)).data;
    told->sort = sort;
    told->sort_text = QUERY_TEXT(lookup->query, key);
}

static void formers_tell(struct lookup *lookup, const struct reference_formers *was,
                         struct query_reference *told)
{
    for (size_t i = 0; i < was->count; i++) {
        const struct reference_former *former = &was->items[i];
        *ARRAY_PUSH(lookup->arena, &told->was) = (struct query_former){former->name, former->until};
        sentence_add(lookup, told,
                     QUERY_TEXT(lookup->query, "query.reference.was", "date",
                                text_of(lookup, date_text(lookup, former->until)), "name",
                                text_of(lookup, former->name)));
    }
}

static void days_tell(struct lookup *lookup, struct date from, struct date until,
                      struct query_reference *told)
{
    const char *begin = text_of(lookup, date_text(lookup, from));
    const char *end = text_of(lookup, date_text(lookup, until));
    told->from = from;
    told->until = until;
    if (date_is_set(from) && date_is_set(until))
        sentence_add(
            lookup, told,
            QUERY_TEXT(lookup->query, "query.reference.span", "from", begin, "until", end));
    else if (date_is_set(from))
        sentence_add(lookup, told,
                     QUERY_TEXT(lookup->query, "query.reference.from", "date", begin));
    else if (date_is_set(until))
        sentence_add(lookup, told, QUERY_TEXT(lookup->query, "query.reference.until", "date", end));
}

static void succession_add(struct lookup *lookup, struct query_reference *told, const char *side,
                           const char *how, const struct query_succession *step,
                           struct query_successions *steps)
{
    const char *key = arena_format(lookup->arena, "query.reference.%s.%s", side, how).data;
    struct span text =
        QUERY_TEXT(lookup->query, key, "date", text_of(lookup, date_text(lookup, step->date)),
                   "name", text_of(lookup, step->name));
    *ARRAY_PUSH(lookup->arena, steps) = *step;
    sentence_add(lookup, told, text);
}

/* ---- bodies ---- */

/* The id under which the registry has a body; empty where no report names it. */
static struct span body_entity(struct lookup *lookup, const struct reference_body *body)
{
    struct stored_entities found = {0};
    if (!store_candidates(lookup->query->store, reference_body_key(body), 1, lookup->arena, &found,
                          lookup->error))
        lookup->failed = true;
    return found.count ? arena_copy(lookup->arena, span_of(found.items[0].id)) : SPAN("");
}

static void steps_tell(struct lookup *lookup, const struct reference_steps *steps, const char *side,
                       struct query_reference *told, struct query_successions *out)
{
    static const char *const ways[] = {"split", "joined", "functions"};
    for (size_t i = 0; i < steps->count; i++) {
        const struct reference_step *step = &steps->items[i];
        struct query_succession shown = {step->body->name, span_of(ways[step->how]), step->date,
                                         body_entity(lookup, step->body)};
        succession_add(lookup, told, side, ways[step->how], &shown, out);
    }
}

static void body_tell(struct lookup *lookup, const struct reference_body *body,
                      struct query_reference *told)
{
    sort_tell(lookup, body->sort, told);
    told->name = body->name;
    sentence_add(lookup, told,
                 QUERY_TEXT(lookup->query, "query.reference.what", "sort",
                            text_of(lookup, told->sort_text), "name", text_of(lookup, body->name)));
    days_tell(lookup, body->from, body->until, told);
    formers_tell(lookup, &body->was, told);
    steps_tell(lookup, &body->came_of, "came", told, &told->came_of);
    steps_tell(lookup, &body->became, "became", told, &told->became);
}

static const struct reference_body *body_of(struct lookup *lookup,
                                            const struct stored_entity *entity)
{
    struct stored_profile profile;
    bool found;
    if (!store_profile(lookup->query->store, entity->number, lookup->arena, &profile, &found,
                       lookup->error)) {
        lookup->failed = true;
        return NULL;
    }
    for (size_t i = 0; found && i < profile.count; i++)
        if (profile.features[i].kind == FEATURE_BODY)
            return reference_body_of_number(lookup->query->reference, profile.features[i].value);
    return NULL;
}

/* ---- regions ---- */

static struct span district_name(const struct query *query,
                                 const struct reference_district *district)
{
    return query->tongue == TONGUE_RUSSIAN ? district->name : district->english;
}

static void region_succession(struct lookup *lookup, const char *side,
                              const struct reference_region *other, struct date date,
                              struct query_reference *told, struct query_successions *steps)
{
    struct query_succession shown = {other->name, SPAN("joined"), date, SPAN("")};
    succession_add(lookup, told, side, "region", &shown, steps);
}

/* The former subjects that became a part of the region. */
static void came_of_tell(struct lookup *lookup, const struct reference_region *region,
                         struct query_reference *told)
{
    size_t count;
    const struct reference_region *all = reference_regions(lookup->query->reference, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < all[i].became.count; k++)
            if (all[i].became.items[k] == region)
                region_succession(lookup, "came", &all[i], all[i].until, told, &told->came_of);
}

/* «субъект Российской Федерации: Томская область; код RU-TOM; Сибирский федеральный округ» */
static struct span region_sentence(struct lookup *lookup, const struct reference_region *region,
                                   const struct query_reference *told)
{
    const struct query *query = lookup->query;
    struct span text =
        QUERY_TEXT(query, "query.reference.what", "sort", text_of(lookup, told->sort_text), "name",
                   text_of(lookup, region->official));
    struct span parts[4];
    size_t count = 0;
    if (region->country.size)
        parts[count++] = region->country;
    if (region->code.size)
        parts[count++] =
            QUERY_TEXT(query, "query.reference.code", "code", text_of(lookup, region->code));
    if (region->district)
        parts[count++] = district_name(query, region->district);
    if (region->capital.size)
        parts[count++] =
            QUERY_TEXT(query, "query.reference.capital", "name", text_of(lookup, region->capital));
    for (size_t i = 0; i < count; i++)
        text = arena_format(lookup->arena, "%.*s; %.*s", SPAN_ARGS(text), SPAN_ARGS(parts[i]));
    return text;
}

static void region_tell(struct lookup *lookup, const struct reference_region *region,
                        struct query_reference *told)
{
    static const struct span sorts[] = {{"subject", 7}, {"former", 6}, {"province", 8}};
    sort_tell(lookup, sorts[region->kind], told);
    told->name = region->official;
    told->code = region->code;
    told->capital = region->capital;
    sentence_add(lookup, told, region_sentence(lookup, region, told));
    days_tell(lookup, region->from, region->until, told);
    formers_tell(lookup, &region->was, told);
    came_of_tell(lookup, region, told);
    for (size_t i = 0; i < region->became.count; i++)
        region_succession(lookup, "became", region->became.items[i], region->until, told,
                          &told->became);
}

/* ---- the card ---- */

static void regions_show(struct lookup *lookup, const struct entity_regions *regions,
                         struct query_card *card)
{
    for (size_t i = 0; i < regions->count; i++) {
        const struct reference_region *region = regions->items[i];
        const struct reference_district *district = region->district;
        *ARRAY_PUSH(lookup->arena, &card->regions) = (struct query_region){
            .code = region->code,
            .name = region->name,
            .district = district ? district->code : SPAN(""),
            .district_name = district ? district_name(lookup->query, district) : SPAN(""),
            .by_reports = regions->by_reports};
    }
}

void reference_tell(struct lookup *lookup, const struct stored_entity *entity,
                    struct query_card *card)
{
    const struct reference *reference = lookup->query->reference;
    struct entity_regions regions;
    if (!reference || entity->kind->is_fact)
        return;
    thing_regions(lookup, entity, &regions);
    regions_show(lookup, &regions, card);
    if (span_equal(entity->kind->name, SPAN("Region"))) {
        const struct reference_region *region = reference_region_named(reference, entity->name);
        if (region && reference_region_bears(region, entity->name))
            region_tell(lookup, region, &card->reference);
        return;
    }
    const struct reference_body *body = body_of(lookup, entity);
    if (body)
        body_tell(lookup, body, &card->reference);
}
