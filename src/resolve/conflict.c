/* What speaks against two known entities being one. */
#include "conflict.h"

#include "name_lists.h"
#include "score.h"

static void conflict_add(struct resolve_conflicts *conflicts, bool there, const char *key)
{
    if (there && conflicts->count < CONFLICTS)
        conflicts->keys[conflicts->count++] = key;
}

static bool kinds_differ(const struct schema_kind *one, const struct schema_kind *other)
{
    enum name_group group = name_group_of(one);
    return one != other && (group == GROUP_OTHER || group != name_group_of(other));
}

/* Whether a property that has one value has other ones on the other side, and no common one. */
static bool property_differs(const struct stored_claims *claims, const struct stored_claim *claim,
                             int64_t other)
{
    bool any = false;
    if (claim->property->listed || !claim->text.size)
        return false;
    for (size_t i = 0; i < claims->count; i++) {
        const struct stored_claim *against = &claims->items[i];
        if (against->canonical != other || against->property != claim->property)
            continue;
        if (span_equal(against->text, claim->text))
            return false;
        any = true;
    }
    return any;
}

static bool values_differ(struct store *store, int64_t one, int64_t other, struct arena *arena,
                          bool *differ, struct error *error)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct stored_claims claims;
    *differ = false;
    if (!store_claims(store, (int64_t[]){one, other}, 2, &wanted, arena, &claims, error))
        return false;
    for (size_t i = 0; i < claims.count && !*differ; i++)
        *differ =
            claims.items[i].canonical == one && property_differs(&claims, &claims.items[i], other);
    return true;
}

bool resolve_conflicts_find(struct store *store, const struct reference *reference, int64_t one,
                            int64_t other, struct arena *arena, struct resolve_conflicts *conflicts,
                            struct error *error)
{
    struct stored_profile left, right;
    bool found, other_found, differ = false;
    *conflicts = (struct resolve_conflicts){0};
    if (!store_profile(store, one, arena, &left, &found, error) ||
        !store_profile(store, other, arena, &right, &other_found, error))
        return false;
    if (!found || !other_found)
        return true;
    if (left.entity.kind->is_fact && left.entity.kind == right.entity.kind &&
        !values_differ(store, left.entity.number, right.entity.number, arena, &differ, error))
        return false;
    conflict_add(conflicts, kinds_differ(left.entity.kind, right.entity.kind), "work.warning.kind");
    conflict_add(conflicts,
                 profiles_exclude_regions(reference_country_number(reference), &left, &right),
                 "work.warning.region");
    conflict_add(conflicts,
                 profiles_exclude(&left, &right, FEATURE_PATRONYMIC) ||
                     profiles_exclude(&left, &right, FEATURE_PATRONYMIC_LETTER),
                 "work.warning.patronymic");
    conflict_add(conflicts, profiles_exclude(&left, &right, FEATURE_FORM), "work.warning.form");
    conflict_add(conflicts, profiles_exclude(&left, &right, FEATURE_BODY), "work.warning.body");
    conflict_add(conflicts,
                 profiles_exclude(&left, &right, FEATURE_INN) ||
                     profiles_exclude(&left, &right, FEATURE_OGRN),
                 "work.warning.number");
    conflict_add(conflicts, differ, "work.warning.values");
    return true;
}
