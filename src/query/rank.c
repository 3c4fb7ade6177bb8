/* Which of several claims is shown: the rule of choose.h, with what the question looked up. */
#include "rank.h"

#include "choose.h"

static struct span key_of(void *lookup, const struct stored_claim *claim)
{
    return claim_key(lookup, claim);
}

static int64_t origin_of(void *lookup, int64_t report)
{
    return report_origin(lookup_report(lookup, report));
}

static struct date day_of(void *lookup, int64_t report)
{
    struct date earliest, latest;
    report_bounds(lookup_report(lookup, report), &earliest, &latest);
    return earliest;
}

static struct claim_chooser chooser_of(struct lookup *lookup)
{
    return (struct claim_chooser){lookup, key_of, origin_of, day_of};
}

bool property_progresses(const struct stored_claim *claims, size_t count,
                         const struct schema_property *property)
{
    return claims_progress(claims, count, property);
}

size_t claim_sources(struct lookup *lookup, const struct stored_claim *claims, size_t count,
                     const struct schema_property *property, struct span key)
{
    struct claim_chooser chooser = chooser_of(lookup);
    return claim_support(&chooser, claims, count, property, key);
}

const struct stored_claim *claim_chosen(struct lookup *lookup, const struct stored_claim *claims,
                                        size_t count, const struct schema_property *property)
{
    struct claim_chooser chooser = chooser_of(lookup);
    return claim_choose(&chooser, claims, count, property, lookup->arena);
}

const struct stored_claim *item_chosen(struct lookup *lookup, const struct item *item,
                                       const char *property)
{
    const struct schema_property *found =
        schema_property_find(item->entity.kind, span_of(property));
    return found ? claim_chosen(lookup, item->claims, item->claim_count, found) : NULL;
}

struct date date_reckoned(struct lookup *lookup, const struct item *item,
                          const struct schema_property *property)
{
    const struct stored_claim *const claims = item->claims;
    if (!property->lasting || claim_chosen(lookup, claims, item->claim_count, property))
        return (struct date){0};
    const struct stored_claim *from =
        claim_chosen(lookup, claims, item->claim_count, property->from);
    const struct stored_claim *lasting =
        from ? claim_chosen(lookup, claims, item->claim_count, property->lasting) : NULL;
    return lasting ? date_add(from->value.date, lasting->value.duration) : (struct date){0};
}

struct span choice_code(const struct stored_claim *claim)
{
    return claim && claim->value.type == VALUE_CHOICE ? claim->value.choice->code : SPAN("");
}
