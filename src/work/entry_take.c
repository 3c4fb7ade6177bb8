/* Reading what a user states. */
#include "entry_given.h"
#include "entry_value.h"
#include "words.h"

#include <stdio.h>

enum { NAMES_SOUGHT = 40, NAMES_SHOWN = 5 };

struct taking {
    const struct work *work;
    const struct work_entry_order *order;
    struct entry *entry;
    struct error *error;
    struct {
        struct entry_fact *items;
        size_t count;
        size_t capacity;
    } links; /* facts that are linked, behind those stated: numbers are given at the end */
    const struct schema_property *property; /* whose value is being read */
    struct span given;                      /* its value */
    size_t line;                            /* … and line, from 1 */
    int64_t party;                          /* that each fact must name; 0: nobody */
};

static const char *text_of(const struct taking *taking, struct span text)
{
    return arena_copy(taking->work->arena, text).data;
}

static struct span label_of(const struct taking *taking, const struct schema_label *label)
{
    return taking->order->tongue == TONGUE_ENGLISH ? label->en : label->ru;
}

static const char *number_of(const struct taking *taking, size_t number)
{
    return arena_format(taking->work->arena, "%zu", number).data;
}

/* An error of the value that is being read. */
static bool value_fail(const struct taking *taking, const char *key, const char *name,
                       struct span text)
{
    return error_add(taking->error, key, "property",
                     text_of(taking, label_of(taking, &taking->property->label)), "value",
                     text_of(taking, taking->given), name, text_of(taking, text), "line",
                     number_of(taking, taking->line), NULL);
}

/* ---- what is named ---- */

static uint32_t thing_add(struct taking *taking, const struct schema_kind *kind, struct span name,
                          int64_t canonical)
{
    struct entry *entry = taking->entry;
    for (size_t i = 0; i < entry->things.count; i++) {
        const struct entry_thing *thing = &entry->things.items[i];
        if (canonical ? thing->canonical == canonical
                      : !thing->canonical && thing->kind == kind && span_equal(thing->name, name))
            return (uint32_t)i + 1;
    }
    *ARRAY_PUSH(taking->work->arena, &entry->things) = (struct entry_thing){
        .kind = kind, .name = name, .canonical = canonical, .named = !canonical};
    return (uint32_t)entry->things.count;
}

/* The kinds that the property takes, for people. */
static struct span kinds_wanted(const struct taking *taking)
{
    const struct schema *schema = store_schema(taking->work->store);
    struct span kinds = SPAN("");
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema_property_takes(taking->property, &schema->kinds[i]))
            kinds = arena_format(taking->work->arena, "%.*s%s%.*s", SPAN_ARGS(kinds),
                                 kinds.size ? ", " : "", SPAN_ARGS(schema->kinds[i].name));
    return kinds;
}

static bool kind_fits(const struct taking *taking, const struct schema_kind *kind)
{
    if (schema_property_takes(taking->property, kind))
        return true;
    return value_fail(taking, "work.entry_kind", "wanted", kinds_wanted(taking));
}

/* The number of a known fact among the entry's: of those stated, or of those linked, which count
 * from ENTRY_FACTS on until all are known. */
static bool fact_link(struct taking *taking, const struct stored_entity *known, uint32_t *number)
{
    for (size_t i = 0; i < taking->links.count; i++)
        if (taking->links.items[i].canonical == known->number) {
            *number = (uint32_t)(ENTRY_FACTS + i + 1);
            return true;
        }
    struct entry_fact link = {.kind = known->kind, .canonical = known->number, .linked = true};
    if (!entry_fact_name(taking->work, known, taking->order->tongue, &link.name, taking->error))
        return false;
    *ARRAY_PUSH(taking->work->arena, &taking->links) = link;
    *number = (uint32_t)(ENTRY_FACTS + taking->links.count);
    return true;
}

static bool known_take(struct taking *taking, int64_t id, struct value *value)
{
    struct stored_entity known;
    bool found;
    if (!store_entity(taking->work->store, id, taking->work->arena, &known, &found, taking->error))
        return false;
    if (!found || !known.kind)
        return error_add(taking->error, "work.unknown_entity", "id", text_of(taking, taking->given),
                         "line", number_of(taking, taking->line), NULL);
    if (!kind_fits(taking, known.kind))
        return false;
    value->type = known.kind->is_fact ? VALUE_FACT : VALUE_ENTITY;
    if (!known.kind->is_fact) {
        value->entity = thing_add(taking, known.kind, known.name, known.number);
        return true;
    }
    return fact_link(taking, &known, &value->fact);
}

static const struct schema_kind *kind_named(const struct taking *taking, struct span name)
{
    const struct schema *schema = store_schema(taking->work->store);
    struct arena *arena = taking->work->arena;
    struct span folded = entry_fold(arena, name);
    const struct schema_kind *kind = schema_kind_find(schema, span_trim(name));
    for (size_t i = 0; i < schema->kind_count && !kind; i++)
        if (span_equal(entry_fold(arena, schema->kinds[i].label.ru), folded) ||
            span_equal(entry_fold(arena, schema->kinds[i].label.en), folded))
            kind = &schema->kinds[i];
    return kind && !span_equal(kind->family, SPAN("report")) ? kind : NULL;
}

/* "Company:ООО «Новый завод»": false, without an error, where no kind stands before the colon. */
static bool new_take(struct taking *taking, struct span given, struct value *value)
{
    struct span name = given, kind_name;
    span_next_part(&name, ':', &kind_name);
    const struct schema_kind *kind = name.size ? kind_named(taking, kind_name) : NULL;
    name = span_trim(name);
    if (!kind || kind->is_fact || !name.size)
        return false;
    value->type = VALUE_ENTITY;
    value->entity = kind_fits(taking, kind) ? thing_add(taking, kind, name, 0) : 0;
    return true;
}

/* The things that have the very name, whatever its case and blanks; *count of them. kind: of this
 * one alone; NULL: of any that the property takes. */
static bool names_find(const struct taking *taking, const struct schema_kind *kind,
                       struct span name, struct stored_entity *found, size_t *count)
{
    struct arena *arena = taking->work->arena;
    struct stored_entities entities = {0};
    struct search_query query;
    struct span folded = entry_fold(arena, name);
    *count = 0;
    /* The blank: the last word is whole too. */
    search_query_begun(reader_morphology(taking->work->reader),
                       arena_format(arena, "%.*s ", SPAN_ARGS(name)), arena, &query);
    if (query.phrase_count && !store_entities_search(taking->work->store, &query, NAMES_SOUGHT,
                                                     arena, &entities, taking->error))
        return false;
    for (size_t i = 0; i < entities.count && *count < NAMES_SHOWN; i++)
        if (!entities.items[i].kind->is_fact &&
            schema_property_takes(taking->property, entities.items[i].kind) &&
            (!kind || entities.items[i].kind == kind) &&
            span_equal(entry_fold(arena, entities.items[i].name), folded))
            found[(*count)++] = entities.items[i];
    return true;
}

static bool names_fail(const struct taking *taking, const struct stored_entity *found, size_t count)
{
    struct span ids = SPAN("");
    for (size_t i = 0; i < count; i++)
        ids = arena_format(taking->work->arena, "%.*s%s%s", SPAN_ARGS(ids), i ? ", " : "",
                           found[i].id);
    return value_fail(taking, "work.entry_names", "ids", ids);
}

/* The number of a new thing that the entry named before by the very name; 0. */
static uint32_t thing_named_before(const struct taking *taking, struct span name)
{
    struct span folded = entry_fold(taking->work->arena, name);
    for (size_t i = 0; i < taking->entry->things.count; i++) {
        const struct entry_thing *thing = &taking->entry->things.items[i];
        if (!thing->canonical && schema_property_takes(taking->property, thing->kind) &&
            span_equal(entry_fold(taking->work->arena, thing->name), folded))
            return (uint32_t)i + 1;
    }
    return 0;
}

static bool name_take(struct taking *taking, struct span given, struct value *value)
{
    struct stored_entity found[NAMES_SHOWN];
    size_t count;
    if (!names_find(taking, NULL, given, found, &count))
        return false;
    if (count > 1)
        return names_fail(taking, found, count);
    uint32_t before = count ? 0 : thing_named_before(taking, given);
    if (before) {
        *value = (struct value){.type = VALUE_ENTITY, .entity = before};
        return true;
    }
    if (!count && value_fits(taking->property->type, VALUE_TEXT)) {
        *value = (struct value){.type = VALUE_TEXT, .text = given};
        return true;
    }
    if (!count)
        return value_fail(taking, "work.entry_name", "wanted", kinds_wanted(taking));
    value->type = VALUE_ENTITY;
    value->entity = thing_add(taking, found->kind, found->name, found->number);
    return true;
}

/* "Company?Новый завод": false, without an error, where no kind stands before the mark; a value of
 * no entity is an error. */
static bool either_take(struct taking *taking, struct span given, struct value *value)
{
    struct stored_entity found[NAMES_SHOWN];
    struct span name = given, kind_name;
    size_t count;
    span_next_part(&name, '?', &kind_name);
    const struct schema_kind *kind = name.size ? kind_named(taking, kind_name) : NULL;
    name = span_trim(name);
    if (!kind || kind->is_fact || !name.size)
        return false;
    value->type = VALUE_ENTITY;
    if (!kind_fits(taking, kind) || !names_find(taking, kind, name, found, &count) ||
        (!count && !names_find(taking, NULL, name, found, &count)))
        return true;
    if (count > 1)
        names_fail(taking, found, count);
    else if (count)
        value->entity = thing_add(taking, found->kind, found->name, found->number);
    else
        value->entity = thing_add(taking, kind, name, 0);
    return true;
}

/* "#2": another fact of the entry; that there is one is seen at the end. */
static bool sibling_take(struct taking *taking, struct span given, struct value *value)
{
    int64_t number;
    value->type = VALUE_FACT;
    if (!span_to_integer(span_slice(given, 1, given.size), &number) || number < 1 ||
        number > ENTRY_FACTS || !value_fits(taking->property->type, VALUE_FACT))
        return value_fail(taking, "work.entry_name", "wanted", kinds_wanted(taking));
    value->fact = (uint32_t)number;
    return true;
}

static bool reference_take(struct taking *taking, struct span given, struct value *value)
{
    int64_t id;
    *value = (struct value){0};
    if (canonical_read(given, &id))
        return known_take(taking, id, value);
    if (span_starts_with(given, SPAN("#")))
        return sibling_take(taking, given, value);
    if (new_take(taking, given, value) || either_take(taking, given, value))
        return value->entity != 0;
    return name_take(taking, given, value);
}

/* "PERSON > BODY". */
static bool signatory_take(struct taking *taking, struct span given, struct value *value)
{
    struct span rest = given, person;
    struct value signs, behind = {0};
    span_next_part(&rest, '>', &person);
    rest = span_trim(rest);
    if (!reference_take(taking, span_trim(person), &signs) ||
        (rest.size && !reference_take(taking, rest, &behind)))
        return false;
    if (!span_equal(taking->entry->things.items[signs.entity - 1].kind->name, SPAN("Person")))
        return value_fail(taking, "work.entry_kind", "wanted", SPAN("Person"));
    *value = (struct value){.type = VALUE_SIGNATORY};
    value->signatory.person = signs.entity;
    value->signatory.on_behalf_of = behind.entity;
    return true;
}

/* ---- values ---- */

/* The choices of a property, or an example of a value, for people. */
static struct span value_wanted(const struct taking *taking)
{
    const struct schema_property *property = taking->property;
    struct span wanted = SPAN("");
    for (size_t i = 0; i < property->choice_count; i++)
        wanted = arena_format(taking->work->arena, "%.*s%s%.*s", SPAN_ARGS(wanted), i ? ", " : "",
                              SPAN_ARGS(property->choices[i].code));
    if (wanted.size)
        return wanted;
    const char *key =
        arena_format(taking->work->arena, "work.entry_example.%s", value_type_name(property->type))
            .data;
    return message(taking->order->catalogue, taking->order->tongue, taking->work->arena, key, NULL);
}

static bool value_take(struct taking *taking, struct value *value)
{
    enum value_type type = taking->property->type;
    struct span given = taking->given;
    bool names = value_fits(type, VALUE_ENTITY) || value_fits(type, VALUE_FACT);
    if (!given.size || given.size > ENTRY_VALUE)
        return value_fail(taking, "work.entry_value", "wanted", value_wanted(taking));
    if (type == VALUE_SIGNATORY)
        return signatory_take(taking, given, value);
    if (names)
        return reference_take(taking, given, value);
    return entry_value_read(given, taking->property, taking->order->tongue, taking->work->arena,
                            value) ||
           value_fail(taking, "work.entry_value", "wanted", value_wanted(taking));
}

static const struct schema_property *
property_named(const struct taking *taking, const struct schema_kind *kind, struct span name)
{
    struct arena *arena = taking->work->arena;
    struct span folded = entry_fold(arena, name);
    const struct schema_property *property = schema_property_find(kind, name);
    for (size_t i = 0; i < kind->property_count && !property; i++)
        if (span_equal(entry_fold(arena, kind->properties[i].label.ru), folded) ||
            span_equal(entry_fold(arena, kind->properties[i].label.en), folded))
            property = &kind->properties[i];
    return property;
}

static bool value_line_take(struct taking *taking, struct entry_fact *fact, struct span line)
{
    struct span rest = line, name;
    struct entry_value made = {.line = taking->line};
    span_next_part(&rest, '=', &name);
    name = span_trim(name);
    taking->given = span_trim(rest);
    taking->property = property_named(taking, fact->kind, name);
    if (!taking->property)
        return error_add(taking->error, "work.unknown_property", "property", text_of(taking, name),
                         "line", number_of(taking, taking->line), NULL);
    made.property = taking->property;
    if (!value_take(taking, &made.value))
        return false;
    for (size_t i = 0; i < fact->count; i++) {
        if (fact->items[i].property != made.property)
            continue;
        if (value_equal(&fact->items[i].value, &made.value))
            return true;
        if (!made.property->listed)
            return value_fail(taking, "work.entry_many", "wanted", SPAN(""));
    }
    *ARRAY_PUSH(taking->work->arena, fact) = made;
    return true;
}

/* ---- facts ---- */

/* The known fact that the last kind of the entry is to be of. */
static bool fact_take_known(struct taking *taking, struct entry_fact *fact, int64_t id,
                            struct span given)
{
    struct stored_entity known;
    bool found;
    if (!store_entity(taking->work->store, id, taking->work->arena, &known, &found, taking->error))
        return false;
    if (!found || known.kind != fact->kind)
        return error_add(taking->error, "work.unknown_entity", "id", text_of(taking, given), NULL);
    fact->canonical = known.number;
    return true;
}

/* "membership", "membership ru-…", "ru-…" alone behind a kind. */
static bool fact_begin(struct taking *taking, struct span line)
{
    struct span name = line, id = SPAN("");
    struct entry *entry = taking->entry;
    int64_t number = 0;
    size_t blank = line.size;
    while (blank && line.data[blank - 1] != ' ')
        blank--;
    if (canonical_read(span_slice(line, blank, line.size), &number)) {
        id = span_slice(line, blank, line.size);
        name = span_trim(span_slice(line, 0, blank));
    }
    struct entry_fact *last =
        entry->facts.count ? &entry->facts.items[entry->facts.count - 1] : NULL;
    if (id.size && !name.size && last && !last->canonical && !last->count)
        return fact_take_known(taking, last, number, id);
    const struct schema_kind *kind = kind_named(taking, name);
    if (!kind || !kind->is_fact)
        return error_add(taking->error, "work.unknown_kind", "kind", text_of(taking, name), NULL);
    if (entry->facts.count == ENTRY_FACTS)
        return error_add(taking->error, "work.entry_large", "limit",
                         arena_format(taking->work->arena, "%d", ENTRY_FACTS).data, NULL);
    struct entry_fact *fact = ARRAY_PUSH(taking->work->arena, &entry->facts);
    *fact = (struct entry_fact){.kind = kind};
    return !id.size || fact_take_known(taking, fact, number, id);
}

static bool lines_take(struct taking *taking)
{
    struct span rest = taking->order->facts, line;
    struct entry *entry = taking->entry;
    while (span_next_line(&rest, &line)) {
        line = span_trim(line);
        taking->line++;
        if (!line.size)
            continue;
        if (span_find(line, SPAN("="), 0) == SIZE_MAX) {
            if (!fact_begin(taking, line))
                return false;
            continue;
        }
        if (!entry->facts.count)
            return error_add(taking->error, "work.entry_no_kind", "line", text_of(taking, line),
                             NULL);
        if (!value_line_take(taking, &entry->facts.items[entry->facts.count - 1], line))
            return false;
    }
    return entry->facts.count || error_add(taking->error, "work.entry_no_facts", NULL);
}

/* Whether a fact that is new says what makes it one. */
static bool fact_is_complete(const struct taking *taking, const struct entry_fact *fact)
{
    const char *kind = text_of(taking, label_of(taking, &fact->kind->label));
    const char *number = number_of(taking, (size_t)(fact - taking->entry->facts.items) + 1);
    if (!fact->count)
        return error_add(taking->error, "work.entry_empty", "kind", kind, "fact", number, NULL);
    for (size_t i = 0; i < fact->kind->property_count && !fact->canonical; i++) {
        const struct schema_property *property = &fact->kind->properties[i];
        bool said = !property->required;
        for (size_t j = 0; j < fact->count && !said; j++)
            said = fact->items[j].property == property;
        if (!said)
            return error_add(taking->error, "work.entry_missing", "kind", kind, "property",
                             text_of(taking, label_of(taking, &property->label)), "fact", number,
                             NULL);
    }
    return true;
}

static bool value_names(const struct entry *entry, const struct value *value, int64_t canonical)
{
    uint32_t things[] = {value->type == VALUE_ENTITY      ? value->entity
                         : value->type == VALUE_SIGNATORY ? value->signatory.person
                                                          : 0,
                         value->type == VALUE_SIGNATORY ? value->signatory.on_behalf_of : 0};
    for (size_t i = 0; i < 2; i++)
        if (things[i] && entry->things.items[things[i] - 1].canonical == canonical)
            return true;
    return false;
}

/* Whether a known fact names a canonical entity: what is added to it concerns him, too. */
static bool known_names(const struct taking *taking, int64_t fact, int64_t canonical, bool *names)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_claims claims = {0};
    if (!store_claims(taking->work->store, &fact, 1, &wanted, taking->work->arena, &claims,
                      taking->error))
        return false;
    for (size_t i = 0; i < claims.count && !*names; i++)
        *names = claims.items[i].entity.number == canonical ||
                 claims.items[i].on_behalf_of.number == canonical;
    return true;
}

static bool fact_has_party(const struct taking *taking, const struct entry_fact *fact)
{
    bool names = false;
    for (size_t i = 0; i < fact->count && taking->party && !names; i++)
        names = value_names(taking->entry, &fact->items[i].value, taking->party);
    if (!names && taking->party && fact->canonical &&
        !known_names(taking, fact->canonical, taking->party, &names))
        return false;
    return names ||
           error_add(taking->error, "work.entry_party", "kind",
                     text_of(taking, label_of(taking, &fact->kind->label)), "fact",
                     number_of(taking, (size_t)(fact - taking->entry->facts.items) + 1), NULL);
}

/* Whether somebody who may not edit states nothing that is an editor's to decide. */
static bool fact_is_open(const struct taking *taking, const struct entry_fact *fact)
{
    const struct schema_property *kept = NULL;
    for (size_t i = 0; i < fact->count && !kept; i++)
        if (fact->kind->editors || fact->items[i].property->editors)
            kept = fact->items[i].property;
    return !kept ||
           error_add(taking->error, "work.entry_editors", "kind",
                     text_of(taking, label_of(taking, &fact->kind->label)), "property",
                     text_of(taking, label_of(taking, &kept->label)), "fact",
                     number_of(taking, (size_t)(fact - taking->entry->facts.items) + 1), NULL);
}

/* Gives values that name facts their numbers, now that all are known. */
static bool facts_number(struct taking *taking, struct entry_fact *fact)
{
    struct entry *entry = taking->entry;
    for (size_t i = 0; i < fact->count; i++) {
        struct value *value = &fact->items[i].value;
        if (value->type != VALUE_FACT)
            continue;
        if (value->fact > ENTRY_FACTS) {
            value->fact = (uint32_t)(value->fact - ENTRY_FACTS + entry->stated);
            continue;
        }
        taking->property = fact->items[i].property;
        taking->line = fact->items[i].line;
        taking->given = arena_format(taking->work->arena, "#%u", (unsigned)value->fact);
        if (value->fact > entry->stated || &entry->facts.items[value->fact - 1] == fact)
            return value_fail(taking, "work.entry_name", "wanted", kinds_wanted(taking));
        if (!kind_fits(taking, entry->facts.items[value->fact - 1].kind))
            return false;
    }
    return true;
}

static bool facts_end(struct taking *taking)
{
    struct entry *entry = taking->entry;
    entry->stated = entry->facts.count;
    for (size_t i = 0; i < entry->stated; i++) {
        struct entry_fact *fact = &entry->facts.items[i];
        if (!facts_number(taking, fact) || !fact_is_complete(taking, fact) ||
            (taking->order->own && (!fact_is_open(taking, fact) || !fact_has_party(taking, fact))))
            return false;
    }
    for (size_t i = 0; i < taking->links.count; i++)
        *ARRAY_PUSH(taking->work->arena, &entry->facts) = taking->links.items[i];
    return true;
}

/* Who must have a part in each fact, as he is today. */
static bool party_find(struct taking *taking)
{
    struct stored_entity known;
    bool found = false;
    if (taking->order->own && taking->order->party &&
        !store_entity(taking->work->store, taking->order->party, taking->work->arena, &known,
                      &found, taking->error))
        return false;
    taking->party = found ? known.number : 0;
    return true;
}

bool entry_take(const struct work *work, const struct work_entry_order *order, struct entry *entry,
                struct error *error)
{
    struct taking taking = {.work = work, .order = order, .entry = entry, .error = error};
    *entry = (struct entry){.note = span_trim(order->note)};
    if (order->facts.size + order->note.size > ENTRY_TEXT)
        return error_add(error, "work.entry_large", "limit",
                         arena_format(work->arena, "%d", ENTRY_TEXT).data, NULL);
    return party_find(&taking) && lines_take(&taking) && facts_end(&taking);
}
