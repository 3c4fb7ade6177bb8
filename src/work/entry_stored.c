/* Entries as the registry has them: what was given, from the sources and claims of a version. */
#include "change.h"
#include "entry_given.h"

/* A stored version on its way. */
struct storing {
    const struct work *work;
    struct stored_sources sources;
    struct stored_claims claims;
    uint32_t *numbers; /* by index of sources: of the thing or fact, from 1 */
    struct entry *entry;
};

static bool has_claims(const struct storing *storing, uint32_t source)
{
    for (size_t i = 0; i < storing->claims.count; i++)
        if (storing->claims.items[i].source == source)
            return true;
    return false;
}

/* The number of the thing or fact that is a canonical entity; 0: none. */
static uint32_t number_of(const struct storing *storing, int64_t canonical)
{
    for (size_t i = 0; i < storing->sources.count && canonical; i++)
        if (storing->sources.items[i].canonical == canonical)
            return storing->numbers[i];
    return 0;
}

static void thing_take(struct storing *storing, size_t index)
{
    const struct stored_source *source = &storing->sources.items[index];
    *ARRAY_PUSH(storing->work->arena, &storing->entry->things) = (struct entry_thing){
        .kind = source->kind, .name = source->name, .canonical = source->canonical};
    storing->numbers[index] = (uint32_t)storing->entry->things.count;
}

/* Stated ones come before those that are linked, as they were written. */
static void fact_take(struct storing *storing, size_t index)
{
    const struct stored_source *source = &storing->sources.items[index];
    bool linked = !has_claims(storing, source->number);
    *ARRAY_PUSH(storing->work->arena, &storing->entry->facts) =
        (struct entry_fact){.kind = source->kind, .canonical = source->canonical, .linked = linked};
    storing->numbers[index] = (uint32_t)storing->entry->facts.count;
    storing->entry->stated += !linked;
}

static bool value_take(const struct storing *storing, const struct stored_claim *claim,
                       struct value *value)
{
    *value = claim->value;
    switch (value->type) {
    case VALUE_ENTITY:
        value->entity = number_of(storing, claim->entity.number);
        return value->entity != 0;
    case VALUE_FACT:
        value->fact = number_of(storing, claim->entity.number);
        return value->fact != 0;
    case VALUE_SIGNATORY:
        value->signatory.person = number_of(storing, claim->entity.number);
        value->signatory.on_behalf_of = number_of(storing, claim->on_behalf_of.number);
        return value->signatory.person != 0;
    default:
        return true;
    }
}

/* Where the range of a value names a thing. */
static void place_add(struct storing *storing, uint32_t number, struct range range)
{
    struct entry *entry = storing->entry;
    struct span name = entry->things.items[number - 1].name;
    size_t at = span_find(span_of_range(entry->text, range), name, 0);
    if (at != SIZE_MAX)
        range =
            (struct range){range.start + (uint32_t)at, range.start + (uint32_t)(at + name.size)};
    *ARRAY_PUSH(storing->work->arena, &entry->places) = (struct entry_place){number, range};
}

static void places_add(struct storing *storing, const struct value *value, struct range range)
{
    if (value->type == VALUE_ENTITY)
        place_add(storing, value->entity, range);
    if (value->type != VALUE_SIGNATORY)
        return;
    place_add(storing, value->signatory.person, range);
    if (value->signatory.on_behalf_of)
        place_add(storing, value->signatory.on_behalf_of, range);
}

static void claim_take(struct storing *storing, const struct stored_claim *claim)
{
    struct entry *entry = storing->entry;
    struct entry_value made = {.property = claim->property};
    size_t index = 0;
    if (!claim->source && claim->value.type == VALUE_DATE)
        entry->date = claim->value.date;
    while (index < storing->sources.count && storing->sources.items[index].number != claim->source)
        index++;
    if (index == storing->sources.count || !claim->evidence_count)
        return;
    if (!claim->kind->is_fact) {
        entry->things.items[storing->numbers[index] - 1].named = true;
        return;
    }
    made.range = claim->evidence[0].range;
    if (!value_take(storing, claim, &made.value))
        return;
    places_add(storing, &made.value, made.range);
    *ARRAY_PUSH(storing->work->arena, &entry->facts.items[storing->numbers[index] - 1]) = made;
}

/* The note stands between the last value and the line that tells who gave it all. */
static void note_find(struct entry *entry)
{
    struct span text = span_trim(entry->text);
    size_t start = 0, end = text.size, line;
    for (size_t i = 0; i < entry->stated; i++)
        for (size_t j = 0; j < entry->facts.items[i].count; j++)
            if (entry->facts.items[i].items[j].range.end > start)
                start = entry->facts.items[i].items[j].range.end;
    while (end && text.data[end - 1] != '\n')
        end--;
    line = span_find(entry->text, SPAN("\n"), start);
    if (line != SIZE_MAX && line < end)
        entry->note = span_trim(span_slice(entry->text, line, end));
    line = span_find(entry->text, SPAN("\n"), 0);
    entry->title = (struct range){0, (uint32_t)(line == SIZE_MAX ? text.size : line)};
}

bool entry_of_stored(const struct work *work, int64_t report, struct entry *entry,
                     struct error *error)
{
    struct storing storing = {.work = work, .entry = entry};
    struct claims_wanted wanted = {.rejected = true};
    *entry = (struct entry){0};
    if (!store_sources_of_last(work->store, report, work->arena, &storing.sources, &wanted.as_of,
                               error) ||
        !store_claims_of_report(work->store, report, &wanted, work->arena, &storing.claims,
                                error) ||
        !store_report_text(work->store, report, work->arena, &entry->text, error))
        return false;
    storing.numbers = ARENA_NEW(work->arena, uint32_t, storing.sources.count);
    for (size_t i = 0; i < storing.sources.count; i++) {
        if (storing.sources.items[i].kind->is_fact)
            fact_take(&storing, i);
        else
            thing_take(&storing, i);
    }
    for (size_t i = 0; i < storing.claims.count; i++) {
        entry->author = storing.claims.items[i].author; /* those of the report itself come first */
        claim_take(&storing, &storing.claims.items[i]);
    }
    note_find(entry);
    return true;
}

/* ---- a new version ---- */

static void things_inherit(const struct entry *old, struct entry *entry)
{
    for (size_t i = 0; i < entry->things.count; i++) {
        struct entry_thing *thing = &entry->things.items[i];
        for (size_t j = 0; j < old->things.count; j++) {
            const struct entry_thing *before = &old->things.items[j];
            bool same = thing->canonical ? thing->canonical == before->canonical
                                         : before->named && thing->kind == before->kind &&
                                               span_equal(thing->name, before->name);
            if (!same)
                continue;
            thing->canonical = before->canonical;
            thing->named = before->named;
            break;
        }
    }
}

static bool values_same(const struct entry *old, const struct entry_value *one,
                        const struct entry *entry, const struct entry_value *other)
{
    if (one->property != other->property || one->value.type != other->value.type)
        return false;
    if (one->value.type == VALUE_ENTITY)
        return old->things.items[one->value.entity - 1].canonical ==
               entry->things.items[other->value.entity - 1].canonical;
    if (one->value.type == VALUE_FACT || one->value.type == VALUE_SIGNATORY)
        return false;
    return value_equal(&one->value, &other->value);
}

static size_t facts_share(const struct entry *old, const struct entry_fact *one,
                          const struct entry *entry, const struct entry_fact *other)
{
    size_t shared = 0;
    for (size_t i = 0; i < one->count; i++)
        for (size_t j = 0; j < other->count; j++)
            shared += values_same(old, &one->items[i], entry, &other->items[j]);
    return shared;
}

static bool is_taken(const struct entry *entry, int64_t canonical)
{
    for (size_t i = 0; i < entry->stated; i++)
        if (entry->facts.items[i].canonical == canonical)
            return true;
    return false;
}

/* Facts of a kind that are stated. */
static size_t kind_count(const struct entry *entry, const struct schema_kind *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < entry->stated; i++)
        count += entry->facts.items[i].kind == kind;
    return count;
}

/* The fact of the version before that says most of what this one says, or the only one of the kind.
 */
static void fact_inherit(const struct entry *old, bool *taken, const struct entry *entry,
                         struct entry_fact *fact)
{
    size_t most = 0, best = 0;
    bool alone = kind_count(old, fact->kind) == 1 && kind_count(entry, fact->kind) == 1;
    for (size_t i = 0; i < old->stated && !fact->canonical; i++) {
        const struct entry_fact *before = &old->facts.items[i];
        if (before->kind != fact->kind || taken[i])
            continue;
        size_t shared = facts_share(old, before, entry, fact) + alone;
        if (shared > most) {
            most = shared;
            best = i;
        }
    }
    if (!most)
        return;
    taken[best] = true;
    fact->canonical = old->facts.items[best].canonical;
}

bool entry_inherit(const struct work *work, int64_t older, struct entry *entry, struct error *error)
{
    struct entry old;
    if (!entry_of_stored(work, older, &old, error))
        return false;
    bool *taken = ARENA_NEW(work->arena, bool, old.stated);
    for (size_t i = 0; i < old.stated; i++)
        taken[i] = is_taken(entry, old.facts.items[i].canonical);
    things_inherit(&old, entry);
    for (size_t i = 0; i < entry->stated; i++)
        fact_inherit(&old, taken, entry, &entry->facts.items[i]);
    return true;
}

bool entry_is_same(const struct work *work, int64_t older, const struct entry *entry, bool *same,
                   struct error *error)
{
    struct entry old;
    if (!entry_of_stored(work, older, &old, error))
        return false;
    *same = old.stated == entry->stated;
    for (size_t i = 0; i < entry->stated && *same; i++) {
        const struct entry_fact *one = &old.facts.items[i], *other = &entry->facts.items[i];
        *same = one->canonical == other->canonical && one->count == other->count &&
                facts_share(&old, one, entry, other) == one->count;
    }
    return true;
}
