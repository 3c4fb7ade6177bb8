/* Which of several claims is shown. */
#include "choose.h"

enum { SOURCES_TOLD = 64 };

/* What speaks for the value of a claim. */
struct standing {
    const struct stored_claim *claim;
    struct span key;
    int authority; /* 3 confirmed, 2 stated by a user, 1 read, 0 rejected */
    size_t sources;
    struct date day; /* of the latest report that says it */
    int64_t stated;  /* number of the last entry in which a user states it; 0 */
    double confidence;
};

struct standings {
    struct standing *items;
    size_t count;
    size_t capacity;
};

bool claim_is_stated(const struct stored_claim *claim)
{
    return span_starts_with(claim->author, SPAN("user:"));
}

bool claims_progress(const struct stored_claim *claims, size_t count,
                     const struct schema_property *property)
{
    bool term =
        span_equal(property->name, SPAN("until")) || span_equal(property->name, SPAN("term"));
    if (property->progresses)
        return true;
    for (size_t i = 0; i < count && term; i++)
        if (claims[i].value.type == VALUE_CHOICE &&
            span_equal(claims[i].value.choice->code, SPAN("extended")))
            return true;
    return false;
}

/* Whether a claim speaks for a value: by saying it, or by a coarser date within which it lies. */
static bool speaks_for(const struct claim_chooser *chooser, const struct stored_claim *claim,
                       struct span key)
{
    struct span said = chooser->key(chooser->context, claim);
    return claim->value.type == VALUE_DATE ? span_starts_with(key, said) : span_equal(key, said);
}

size_t claim_support(const struct claim_chooser *chooser, const struct stored_claim *claims,
                     size_t count, const struct schema_property *property, struct span key)
{
    int64_t origins[SOURCES_TOLD];
    size_t found = 0;
    for (size_t i = 0; i < count && found < SOURCES_TOLD; i++) {
        if (claims[i].property != property || claims[i].state == CLAIM_REJECTED ||
            !speaks_for(chooser, &claims[i], key))
            continue;
        int64_t origin = chooser->origin(chooser->context, claims[i].report);
        size_t k = 0;
        while (k < found && origins[k] != origin)
            k++;
        if (k == found)
            origins[found++] = origin;
    }
    return found;
}

static int authority_of(const struct stored_claim *claim)
{
    if (claim->state == CLAIM_CONFIRMED)
        return 3;
    if (claim->state == CLAIM_REJECTED)
        return 0;
    return claim_is_stated(claim) ? 2 : 1;
}

static void standing_take(const struct claim_chooser *chooser, struct standings *standings,
                          const struct stored_claim *claim, struct arena *arena)
{
    struct span key = chooser->key(chooser->context, claim);
    struct standing *standing = NULL;
    for (size_t i = 0; i < standings->count && !standing; i++)
        if (span_equal(standings->items[i].key, key))
            standing = &standings->items[i];
    if (!standing) {
        standing = ARRAY_PUSH(arena, standings);
        *standing = (struct standing){.claim = claim, .key = key};
    }
    /* A report of no known day counts as the earliest that it may be. */
    struct date earliest = chooser->day(chooser->context, claim->report);
    if (date_compare(earliest, standing->day) > 0)
        standing->day = earliest;
    if (claim_is_stated(claim) && claim->report > standing->stated)
        standing->stated = claim->report;
    if (authority_of(claim) > standing->authority)
        standing->authority = authority_of(claim);
    if (claim->confidence > standing->confidence)
        standing->confidence = claim->confidence;
}

/* What came next, positive where left did: by the days, and of one day by who stated it last. What
 * was confirmed of an earlier day does not hold back what a user states of a later one. */
static int progress_compare(const struct standing *left, const struct standing *right)
{
    int order = (left->authority > 1) - (right->authority > 1);
    if (!order)
        order = date_compare(left->day, right->day);
    if (!order && left->stated && right->stated)
        order = (left->stated > right->stated) - (left->stated < right->stated);
    return order;
}

/* Positive where left is to be shown before right. */
static int standing_compare(const struct standing *left, const struct standing *right,
                            bool progresses)
{
    bool dates = left->claim->value.type == VALUE_DATE && right->claim->value.type == VALUE_DATE;
    int order = progresses ? progress_compare(left, right) : 0;
    if (!order)
        order = left->authority - right->authority;
    if (!order)
        order = (left->sources > right->sources) - (left->sources < right->sources);
    if (!order && dates)
        order = (left->key.size > right->key.size) - (left->key.size < right->key.size);
    if (!order)
        order = date_compare(left->day, right->day);
    if (!order)
        order = (left->confidence > right->confidence) - (left->confidence < right->confidence);
    return order;
}

const struct stored_claim *claim_choose(const struct claim_chooser *chooser,
                                        const struct stored_claim *claims, size_t count,
                                        const struct schema_property *property, struct arena *arena)
{
    struct standings standings = {0};
    const struct standing *best = NULL;
    const struct stored_claim *only = NULL;
    size_t said = 0;
    for (size_t i = 0; i < count && said < 2; i++) {
        if (claims[i].property == property && claims[i].state != CLAIM_REJECTED) {
            only = &claims[i];
            said++;
        }
    }
    if (said < 2)
        return only;
    for (size_t i = 0; i < count; i++)
        if (claims[i].property == property && claims[i].state != CLAIM_REJECTED)
            standing_take(chooser, &standings, &claims[i], arena);
    if (standings.count == 1)
        return standings.items[0].claim;
    bool progresses = claims_progress(claims, count, property);
    for (size_t i = 0; i < standings.count; i++) {
        struct standing *standing = &standings.items[i];
        standing->sources = claim_support(chooser, claims, count, property, standing->key);
        if (!best || standing_compare(standing, best, progresses) > 0)
            best = standing;
    }
    return best ? best->claim : NULL;
}
