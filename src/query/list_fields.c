/* Fields of activity of long lists. */
#include "list_fields.h"

#include "activity.h"

static bool has_fields(const struct lookup *lookup, const struct schema_kind *kind)
{
    return lookup->query->fields && kind_has_fields(kind);
}

/* The first entities that are wanted, at most most; *more says that there are others. */
static bool first_find(struct lookup *lookup, struct listed_wanted wanted, size_t most,
                       struct stored_numbers *numbers, bool *more)
{
    struct listed_entities found;
    wanted.offset = 0;
    wanted.limit = most + 1;
    if (!store_listed(lookup->query->store, &wanted, lookup->arena, &found, lookup->error))
        return false;
    *more |= found.count > most;
    numbers->count = found.count < most ? found.count : most;
    numbers->items = ARENA_NEW(lookup->arena, int64_t, numbers->count);
    for (size_t i = 0; i < numbers->count; i++)
        numbers->items[i] = found.items[i].number;
    return true;
}

static bool fields_add(struct lookup *lookup, const struct schema_kind *kind,
                       const struct stored_numbers *numbers, struct listed_counts *counts)
{
    struct field_set *sets = ARENA_NEW(lookup->arena, struct field_set, numbers->count);
    if (!fields_of_listed(lookup, kind, numbers->items, numbers->count, sets))
        return false;
    listed_counts_fields(lookup->arena, counts, sets, numbers->count);
    return true;
}

bool list_fields_first(struct lookup *lookup, const struct listed_wanted *kinds, size_t kind_count,
                       struct listed_counts *counts)
{
    size_t room = LIST_COUNTED;
    for (size_t i = 0; i < kind_count; i++) {
        struct stored_numbers numbers = {0};
        if (!has_fields(lookup, kinds[i].kind))
            continue;
        if (!first_find(lookup, kinds[i], room, &numbers, &counts->fields_more) ||
            !fields_add(lookup, kinds[i].kind, &numbers, counts))
            return false;
        room -= numbers.count;
    }
    return true;
}

bool list_fields_rows(struct lookup *lookup, const struct schema_kind *kind,
                      const struct listed_rows *rows, struct listed_counts *counts)
{
    if (!has_fields(lookup, kind))
        return true;
    struct stored_numbers numbers = {.items = ARENA_NEW(lookup->arena, int64_t, rows->count),
                                     .count = rows->count};
    for (size_t i = 0; i < rows->count; i++)
        numbers.items[i] = rows->items[i].number;
    return fields_add(lookup, kind, &numbers, counts);
}

static bool has_conditions(const struct listed_wanted *wanted)
{
    bool any = wanted->among || wanted->regions || wanted->in_state;
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        any |= wanted->choices[i].size > 0;
    for (size_t i = 0; i < LISTED_DAYS; i++)
        any |= wanted->days[i].below.size > 0;
    return any;
}

/* The newest that are wanted. What is filtered is found by its conditions, in no order that tells
 * which are the newest: so again where there are too many. */
static bool newest_find(struct lookup *lookup, struct listed_wanted wanted,
                        struct stored_numbers *numbers, bool *cut)
{
    bool more = false;
    wanted.order = ORDER_KEY;
    if (has_conditions(&wanted)) {
        if (!first_find(lookup, wanted, LIST_COUNTED, numbers, &more))
            return false;
        if (!more)
            return true;
    }
    wanted.narrow = NARROW_NONE;
    wanted.order = ORDER_NUMBER;
    wanted.reverse = true;
    return first_find(lookup, wanted, LIST_COUNTED, numbers, cut);
}

bool list_fields_narrow(struct lookup *lookup, const struct field *field,
                        struct listed_wanted *wanted, bool *cut)
{
    static const int64_t none = 0;
    struct stored_numbers numbers = {0};
    size_t kept = 0;
    if (has_fields(lookup, wanted->kind) && !newest_find(lookup, *wanted, &numbers, cut))
        return false;
    struct field_set *sets = ARENA_NEW(lookup->arena, struct field_set, numbers.count);
    if (numbers.count &&
        !fields_of_listed(lookup, wanted->kind, numbers.items, numbers.count, sets))
        return false;
    for (size_t i = 0; i < numbers.count; i++)
        if (field_set_has(&sets[i], lookup->query->fields, field))
            numbers.items[kept++] = numbers.items[i];
    wanted->among = kept ? numbers.items : &none;
    wanted->among_count = kept;
    wanted->narrow = NARROW_NONE;
    return true;
}
