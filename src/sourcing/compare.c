/* Two plans compared: a plan as it was told before, and this one. */
#include "csv.h"
#include "map.h"
#include "plan.h"

enum { TOLD_MOST = 1000000 };

static size_t column_of(const struct span *cells, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && !span_is(cells[i], name))
        i++;
    return i;
}

bool told_plan_read(struct span text, struct span file, struct arena *arena, struct told_plan *told,
                    struct error *error)
{
    struct csv csv;
    struct span *cells = ARENA_NEW(arena, struct span, CSV_CELLS);
    size_t count = 0;
    *told = (struct told_plan){0};
    csv_init(&csv, text);
    csv_next(&csv, arena, cells, &count);
    size_t need = column_of(cells, count, "need"), offer = column_of(cells, count, "offer");
    size_t quantity = column_of(cells, count, "quantity"), unit = column_of(cells, count, "unit");
    if (need == count || offer == count || quantity == count || unit == count)
        return error_add(error, "sourcing.no_plan", "file", arena_copy(arena, file).data, NULL);
    while (told->count < TOLD_MOST && csv_next(&csv, arena, cells, &count)) {
        struct told_delivery delivery;
        struct unit counted;
        if (need >= count || offer >= count || quantity >= count || unit >= count ||
            !cells[offer].size || !amount_of_text(cells[quantity], &delivery.quantity) ||
            !unit_read(cells[unit], &counted))
            continue; /* a gap */
        delivery.need = cells[need];
        delivery.offer = cells[offer];
        delivery.quantity *= counted.factor;
        *ARRAY_PUSH(arena, told) = delivery;
    }
    return true;
}

static struct span pair_key(struct arena *arena, struct span need, struct span offer)
{
    return arena_format(arena, "%.*s\t%.*s", SPAN_ARGS(need), SPAN_ARGS(offer));
}

static struct plan_change *change_of(struct plan_changes *changes, struct map *pairs,
                                     struct arena *arena, uint32_t need, struct span need_id,
                                     struct span offer)
{
    bool added;
    uint32_t *place = map_add(pairs, pair_key(arena, need_id, offer), &added);
    if (added) {
        *ARRAY_PUSH(arena, changes) = (struct plan_change){.need = need, .offer = offer};
        *place = (uint32_t)changes->count;
    }
    return &changes->items[*place - 1];
}

/* Leaves those that are as they were out. */
static void changes_keep(struct plan_changes *changes)
{
    size_t kept = 0;
    for (size_t i = 0; i < changes->count; i++) {
        struct plan_change change = changes->items[i];
        double most = change.before > change.after ? change.before : change.after;
        double apart = change.before - change.after;
        if (apart > 1e-5 * most || apart < -1e-5 * most)
            changes->items[kept++] = change;
    }
    changes->count = kept;
}

void plans_compare(const struct told_plan *before, const struct plan *plan, struct arena *arena,
                   struct plan_changes *changes)
{
    struct map ids, pairs;
    map_init(&ids, arena);
    map_init(&pairs, arena);
    *changes = (struct plan_changes){0};
    for (uint32_t i = 0; i < plan->needs->count; i++)
        *map_add(&ids, plan->needs->items[i].line.id, NULL) = i + 1;
    for (size_t i = 0; i < plan->deliveries.count; i++) {
        const struct plan_link *link = &plan->links.items[plan->deliveries.items[i].link];
        change_of(changes, &pairs, arena, link->need, plan->needs->items[link->need].line.id,
                  plan->offers->items[link->match.offer].line.id)
            ->after += plan->deliveries.items[i].quantity;
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct told_delivery *told = &before->items[i];
        const uint32_t *need = map_find(&ids, told->need);
        changes->unknown += !need;
        if (!need)
            continue;
        change_of(changes, &pairs, arena, *need - 1, told->need, told->offer)->before +=
            told->quantity;
        double share = told->quantity / plan->needs->items[*need - 1].quantity;
        changes->value_before += plan->values[*need - 1] * (share < 1 ? share : 1);
    }
    changes_keep(changes);
}
