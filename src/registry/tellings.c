/* What reports tell of facts, made of the store's other questions. */
#include <stdlib.h>

#include "map.h"
#include "store.h"

/* What is kept while tellings are made. */
struct telling_work {
    struct store *store;
    struct arena *arena;
    struct error *error;
    const struct tellings_wanted *wanted;
    struct map reports; /* numbers, to index + 1 of known */
    struct stored_reports known;
};

static bool kind_is_wanted(const struct tellings_wanted *wanted, const struct schema_kind *kind)
{
    for (size_t i = 0; i < wanted->kind_count; i++)
        if (wanted->kinds[i] == kind)
            return true;
    return !wanted->kind_count && kind->is_fact;
}

static bool report_find(struct telling_work *work, int64_t number, size_t *index)
{
    bool added, found;
    struct span key = arena_copy(work->arena, (struct span){(const char *)&number, sizeof number});
    uint32_t *place = map_add(&work->reports, key, &added);
    if (added) {
        struct stored_report *report = ARRAY_PUSH(work->arena, &work->known);
        *place = (uint32_t)work->known.count;
        if (!store_report(work->store, number, work->arena, report, &found, work->error))
            return false;
    }
    *index = *place - 1;
    return true;
}

static void member_add(struct telling_work *work, struct stored_telling *telling,
                       const struct stored_claim *claim, const struct stored_reference *reference)
{
    struct stored_member *member = ARRAY_PUSH(work->arena, &telling->members);
    *member = (struct stored_member){.property = claim->property, .claim = claim->ordinal};
    if (reference) {
        member->number = reference->number;
        member->kind = reference->kind;
    } else {
        member->date = claim->value.date;
    }
}

/* The claims of one source, which one report makes. */
static bool telling_make(struct telling_work *work, const struct stored_claim *claims, size_t count,
                         struct stored_tellings *tellings)
{
    size_t index;
    if (!report_find(work, claims->report, &index))
        return false;
    const struct stored_report *report = &work->known.items[index];
    struct stored_telling *telling = ARRAY_PUSH(work->arena, tellings);
    *telling = (struct stored_telling){.fact = claims->canonical,
                                       .kind = claims->kind,
                                       .report = claims->report,
                                       .source = claims->source,
                                       .origin = report->copy_of ? report->copy_of : claims->report,
                                       .earliest = report->earliest,
                                       .latest = report->latest,
                                       .taken_in = report->taken_in};
    for (size_t i = 0; i < count; i++) {
        const struct stored_claim *claim = &claims[i];
        if (claim->entity.number)
            member_add(work, telling, claim, &claim->entity);
        if (claim->on_behalf_of.number)
            member_add(work, telling, claim, &claim->on_behalf_of);
        if (claim->value.type == VALUE_DATE)
            member_add(work, telling, claim, NULL);
    }
    return true;
}

static int by_source(const void *left, const void *right)
{
    const struct stored_claim *a = left, *b = right;
    int order = (a->canonical > b->canonical) - (a->canonical < b->canonical);
    if (!order)
        order = (a->report < b->report) - (a->report > b->report);
    if (!order)
        order = (a->source > b->source) - (a->source < b->source);
    return order ? order : (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

static bool same_source(const struct stored_claim *one, const struct stored_claim *other)
{
    return one->canonical == other->canonical && one->report == other->report &&
           one->source == other->source;
}

/* Whether the claims of a source tell of the entity. */
static bool tells_of(const struct stored_claim *claims, size_t count, int64_t canonical)
{
    if (!canonical || claims->canonical == canonical)
        return true;
    for (size_t i = 0; i < count; i++)
        if (claims[i].entity.number == canonical || claims[i].on_behalf_of.number == canonical)
            return true;
    return false;
}

/* The tellings of facts that name canonical (0: all of them). */
static bool facts_tell(struct telling_work *work, const int64_t *facts, size_t count,
                       int64_t canonical, struct stored_tellings *tellings)
{
    const struct claims_wanted wanted = {.as_of = work->wanted->as_of, .bare = true};
    struct stored_claims claims;
    if (!store_claims(work->store, facts, count, &wanted, work->arena, &claims, work->error))
        return false;
    if (claims.count)
        qsort(claims.items, claims.count, sizeof *claims.items, by_source);
    for (size_t first = 0, end; first < claims.count; first = end) {
        const struct stored_claim *told = &claims.items[first];
        for (end = first + 1; end < claims.count && same_source(told, &claims.items[end]);)
            end++;
        if (kind_is_wanted(work->wanted, told->kind) && tells_of(told, end - first, canonical) &&
            !telling_make(work, told, end - first, tellings))
            return false;
    }
    return true;
}

static struct telling_work work_begin(struct store *store, const struct tellings_wanted *wanted,
                                      struct arena *arena, struct error *error)
{
    struct telling_work work = {.store = store, .arena = arena, .error = error, .wanted = wanted};
    map_init(&work.reports, arena);
    return work;
}

static int by_report(const void *left, const void *right)
{
    const struct stored_telling *a = left, *b = right;
    int order = (a->report < b->report) - (a->report > b->report);
    return order ? order : (a->source > b->source) - (a->source < b->source);
}

/* The distinct facts of which claims are, and the entity itself. */
static size_t facts_of(const struct stored_claims *claims, const struct tellings_wanted *wanted,
                       int64_t canonical, int64_t *facts, struct arena *arena)
{
    struct map seen;
    size_t count = 0;
    map_init(&seen, arena);
    facts[count++] = canonical;
    for (size_t i = 0; i < claims->count; i++) {
        const struct stored_claim *claim = &claims->items[i];
        struct span key = {(const char *)&claim->canonical, sizeof claim->canonical};
        bool added;
        if (!claim->canonical || !kind_is_wanted(wanted, claim->kind))
            continue;
        map_add(&seen, key, &added);
        if (added)
            facts[count++] = claim->canonical;
    }
    return count;
}

bool store_tellings_naming(struct store *store, int64_t canonical,
                           const struct tellings_wanted *wanted, struct arena *arena,
                           struct stored_tellings *tellings, struct error *error)
{
    const struct claims_wanted naming = {.as_of = wanted->as_of, .bare = true};
    struct telling_work work = work_begin(store, wanted, arena, error);
    struct stored_claims claims;
    *tellings = (struct stored_tellings){0};
    if (!store_claims_naming(store, canonical, wanted->limit, &naming, arena, &claims, error))
        return false;
    int64_t *facts = ARENA_NEW(arena, int64_t, claims.count + 1);
    size_t count = facts_of(&claims, wanted, canonical, facts, arena);
    if (!facts_tell(&work, facts, count, canonical, tellings))
        return false;
    if (tellings->count)
        qsort(tellings->items, tellings->count, sizeof *tellings->items, by_report);
    if (tellings->count > wanted->limit)
        tellings->count = wanted->limit;
    return true;
}

/* The kinds that are wanted: all kinds of facts where none is named. */
static size_t kinds_of(const struct store *store, const struct tellings_wanted *wanted,
                       const struct schema_kind **kinds)
{
    const struct schema *schema = store_schema(store);
    size_t count = 0;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (kind_is_wanted(wanted, &schema->kinds[i]))
            kinds[count++] = &schema->kinds[i];
    return count;
}

bool store_tellings_after(struct store *store, int64_t *after, const struct tellings_wanted *wanted,
                          struct arena *arena, struct stored_tellings *tellings,
                          struct error *error)
{
    const struct schema_kind **kinds =
        ARENA_NEW(arena, const struct schema_kind *, store_schema(store)->kind_count);
    struct tellings_wanted today = *wanted;
    today.as_of = STORE_TODAY;
    struct telling_work work = work_begin(store, &today, arena, error);
    struct entities_wanted entities = {.kinds = kinds,
                                       .kind_count = kinds_of(store, wanted, kinds),
                                       .after = *after,
                                       .limit = wanted->limit,
                                       .as_of = STORE_TODAY};
    struct stored_entities found;
    *tellings = (struct stored_tellings){0};
    if (!store_entities(store, &entities, arena, &found, error))
        return false;
    int64_t *facts = ARENA_NEW(arena, int64_t, found.count);
    for (size_t i = 0; i < found.count; i++)
        facts[i] = found.items[i].number;
    if (found.count)
        *after = facts[found.count - 1];
    return facts_tell(&work, facts, found.count, 0, tellings);
}
