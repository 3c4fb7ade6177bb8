/* Conflicts of interest: what an expert and an applicant have in common. */
#include "conflicts.h"

#include <string.h>

#include "card_facts.h"
#include "fact.h"
#include "ties.h"
#include "view.h"
#include "within.h"
#include "write.h"

/* Somebody's office in a body. */
struct office {
    const struct item *fact;
    int64_t person;
    int64_t body;
    bool former;
};

struct offices {
    struct office *items;
    size_t count;
    size_t capacity;
};

/* A body of the group of one that stands for the applicant. */
struct relative {
    int64_t number;
    const struct item *fact; /* the subordination by which it was reached; NULL: the body itself */
    size_t from;             /* the relative from which */
    unsigned steps;
};

struct relatives {
    struct relative *items;
    size_t count;
    size_t capacity;
};

/* One that stands for the applicant: it itself, who carries the project out, the body of a person.
 */
struct side {
    int64_t number;
    const struct item *fact; /* by which it does; NULL: it is the applicant */
    bool former;
    bool person;
};

struct sides {
    struct side *items;
    size_t count;
    size_t capacity;
};

struct weighing {
    struct lookup *lookup;
    int64_t expert;
    struct offices offices; /* the expert's */
    struct sides sides;
    struct query_conflicts *conflicts;
};

/* ---- facts ---- */

/* The facts of a kind that name an entity, once each, as the question's day and time leave them. */
static struct items facts_naming(struct weighing *weighing, int64_t number, const char *kind_name)
{
    struct lookup *lookup = weighing->lookup;
    const struct schema_kind *kind = schema_kind_find(lookup->query->schema, span_of(kind_name));
    struct items items = {0};
    if (kind)
        weighing->conflicts->cut |=
            facts_of_kinds(lookup, number, &kind, 1, CONFLICT_FACTS, &items);
    return items;
}

static bool is_former(const struct item *item)
{
    const struct stored_claim *status = fact_claim(item, "status");
    return status && status->value.type == VALUE_CHOICE &&
           span_equal(status->value.choice->code, SPAN("former"));
}

static void offices_add(const struct items *facts, struct arena *arena, struct offices *offices)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct item *fact = &facts->items[i];
        const struct stored_claim *person = fact_claim(fact, "person");
        const struct stored_claim *body = fact_claim(fact, "organization");
        if (person && body && person->entity.number && body->entity.number)
            *ARRAY_PUSH(arena, offices) =
                (struct office){fact, person->entity.number, body->entity.number, is_former(fact)};
    }
}

/* ---- conflicts ---- */

static bool is_body(const struct schema_kind *kind)
{
    return span_equal(kind->family, SPAN("firm")) || span_equal(kind->family, SPAN("body"));
}

static struct query_conflict *conflict_add(struct weighing *weighing, const char *code,
                                           const struct side *side)
{
    struct lookup *lookup = weighing->lookup;
    struct query_conflict *conflict = ARRAY_PUSH(lookup->arena, weighing->conflicts);
    *conflict = (struct query_conflict){
        .code = code, .side = entity_value_show(lookup, side->number), .former = side->former};
    return conflict;
}

static void path_add(struct weighing *weighing, struct query_conflict *conflict,
                     const struct item *fact, int64_t one, int64_t other)
{
    struct lookup *lookup = weighing->lookup;
    *ARRAY_PUSH(lookup->arena, &conflict->path) = item_value(lookup, fact, item_name(lookup, fact));
    fact_prove(lookup, fact, (int64_t[]){one, other}, 2, &conflict->evidence);
}

/* How a side stands for the applicant ends the path. */
static void side_add(struct weighing *weighing, struct query_conflict *conflict,
                     const struct side *side)
{
    const struct stored_claim *person = side->fact ? fact_claim(side->fact, "person") : NULL;
    if (side->fact)
        path_add(weighing, conflict, side->fact, side->number, person ? person->entity.number : 0);
}

static const char *text_of(struct lookup *lookup, struct span text)
{
    return arena_copy(lookup->arena, text).data;
}

static void conflict_tell(struct weighing *weighing, struct query_conflict *conflict,
                          struct query_value other)
{
    struct lookup *lookup = weighing->lookup;
    const struct query_conflicts *conflicts = weighing->conflicts;
    const char *key = arena_format(lookup->arena, "query.conflict.%s%s", conflict->code,
                                   other.text.size ? "_with" : "")
                          .data;
    struct span text =
        QUERY_TEXT(lookup->query, key, "expert", text_of(lookup, conflicts->expert.text), "body",
                   text_of(lookup, conflict->body.text), "side",
                   text_of(lookup, conflict->side.text), "other", text_of(lookup, other.text));
    conflict->text = conflict->former ? QUERY_TEXT(lookup->query, "query.conflict.former", "text",
                                                   text_of(lookup, text))
                                      : text;
}

/* ---- groups ---- */

static size_t relative_of(const struct relatives *group, int64_t number)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->items[i].number == number)
            return i;
    return SIZE_MAX;
}

/* The other end of a subordination; 0 where it is no body. */
static int64_t other_end(struct weighing *weighing, const struct item *fact, int64_t number)
{
    const struct stored_claim *part = fact_claim(fact, "part"), *whole = fact_claim(fact, "whole");
    struct stored_entity entity;
    if (!part || !whole)
        return 0;
    int64_t other = part->entity.number == number ? whole->entity.number : part->entity.number;
    return other && lookup_entity(weighing->lookup, other, &entity) && !kind_is_place(entity.kind)
               ? entity.number
               : 0;
}

/* The bodies to which subordinations lead from one, breadth first. */
static struct relatives group_of(struct weighing *weighing, int64_t number)
{
    struct relatives group = {0};
    *ARRAY_PUSH(weighing->lookup->arena, &group) = (struct relative){.number = number};
    for (size_t at = 0; at < group.count && !weighing->lookup->failed; at++) {
        struct relative here = group.items[at];
        if (here.steps == GROUP_STEPS)
            continue;
        struct items facts = facts_naming(weighing, here.number, "subordination");
        for (size_t i = 0; i < facts.count; i++) {
            int64_t other = other_end(weighing, &facts.items[i], here.number);
            if (!other || relative_of(&group, other) != SIZE_MAX)
                continue;
            if (group.count == GROUP_BODIES) {
                weighing->conflicts->cut = true;
                return group;
            }
            *ARRAY_PUSH(weighing->lookup->arena, &group) =
                (struct relative){other, &facts.items[i], at, here.steps + 1};
        }
    }
    return group;
}

/* An office of the expert in a body that is the side, or of its group; at: the relative that the
 * body is, or that has to do with it by the body's name. */
static void employer_add(struct weighing *weighing, const struct side *side,
                         const struct office *office, const struct relatives *group, size_t at,
                         const char *code)
{
    struct query_conflict *conflict = conflict_add(weighing, code, side);
    conflict->former |= office->former;
    conflict->body = entity_value_show(weighing->lookup, office->body);
    path_add(weighing, conflict, office->fact, office->person, office->body);
    for (; group->items[at].fact; at = group->items[at].from)
        path_add(weighing, conflict, group->items[at].fact, group->items[at].number,
                 group->items[group->items[at].from].number);
    side_add(weighing, conflict, side);
    conflict_tell(weighing, conflict, (struct query_value){0});
}

/* The relative of which the body of an office is a part by its name, or the other way round. */
static size_t relative_by_name(struct weighing *weighing, const struct relatives *group,
                               const struct items *named, int64_t body)
{
    struct lookup *lookup = weighing->lookup;
    struct span name = entity_value_show(lookup, body).text;
    struct items office = {0};
    items_of_numbers(lookup, &body, 1, &office);
    for (size_t i = 0; i < named->count; i++) {
        const struct item *relative = &named->items[i];
        struct span other = entity_value_show(lookup, relative->entity.number).text;
        if (is_body(relative->entity.kind) &&
            (name_is_within_item(lookup, name, relative) ||
             (office.count && name_is_within_item(lookup, other, &office.items[0]))))
            return relative_of(group, relative->entity.number);
    }
    return SIZE_MAX;
}

/* The expert's offices in bodies that no fact ties to the side's group, but their names do: a
 * department is hardly ever told to be a part of what it is named after. */
static void employers_by_name(struct weighing *weighing, const struct side *side,
                              const struct relatives *group)
{
    struct lookup *lookup = weighing->lookup;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, group->count + 1);
    struct items named = {0};
    for (size_t i = 0; i < group->count; i++)
        numbers[i] = group->items[i].number;
    items_of_numbers(lookup, numbers, group->count, &named);
    for (size_t i = 0; i < weighing->offices.count; i++) {
        const struct office *office = &weighing->offices.items[i];
        struct stored_entity body;
        if (relative_of(group, office->body) != SIZE_MAX ||
            !lookup_entity(lookup, office->body, &body) || !is_body(body.kind))
            continue;
        size_t at = relative_by_name(weighing, group, &named, office->body);
        if (at != SIZE_MAX)
            employer_add(weighing, side, office, group, at, "group");
    }
}

/* The expert's offices in the bodies of a side's group. */
static void employers_find(struct weighing *weighing, const struct side *side)
{
    struct relatives group = group_of(weighing, side->number);
    for (size_t i = 0; i < weighing->offices.count; i++) {
        const struct office *office = &weighing->offices.items[i];
        size_t at = relative_of(&group, office->body);
        if (at != SIZE_MAX)
            employer_add(weighing, side, office, &group, at, at ? "group" : "employer");
    }
    employers_by_name(weighing, side, &group);
}

/* ---- signatories ---- */

static bool signs(const struct item *agreement, int64_t person)
{
    for (size_t i = 0; i < agreement->claim_count; i++) {
        const struct stored_claim *claim = &agreement->claims[i];
        if (claim->value.type == VALUE_SIGNATORY && claim->entity.number == person &&
            claim->state != CLAIM_REJECTED)
            return true;
    }
    return false;
}

/* Whether the side is a party, or one for whom somebody signed. */
static bool is_side_of(const struct item *agreement, int64_t side)
{
    for (size_t i = 0; i < agreement->claim_count; i++) {
        const struct stored_claim *claim = &agreement->claims[i];
        bool party =
            span_equal(claim->property->name, SPAN("parties")) && claim->entity.number == side;
        bool signed_for =
            claim->value.type == VALUE_SIGNATORY && claim->on_behalf_of.number == side;
        if ((party || signed_for) && claim->state != CLAIM_REJECTED)
            return true;
    }
    return false;
}

static void signing_find(struct weighing *weighing, const struct item *agreement,
                         const struct side *side, const struct offices *staff)
{
    bool itself =
        side->person ? signs(agreement, side->number) : is_side_of(agreement, side->number);
    if (itself) {
        struct query_conflict *conflict = conflict_add(weighing, "signatory", side);
        path_add(weighing, conflict, agreement, weighing->expert, side->number);
        side_add(weighing, conflict, side);
        conflict_tell(weighing, conflict, (struct query_value){0});
        return;
    }
    for (size_t i = 0; i < staff->count; i++) {
        const struct office *office = &staff->items[i];
        if (office->person == weighing->expert || !signs(agreement, office->person))
            continue;
        struct query_conflict *conflict = conflict_add(weighing, "signatory", side);
        conflict->former |= office->former;
        path_add(weighing, conflict, agreement, weighing->expert, office->person);
        path_add(weighing, conflict, office->fact, office->person, office->body);
        side_add(weighing, conflict, side);
        conflict_tell(weighing, conflict, entity_value_show(weighing->lookup, office->person));
        return;
    }
}

static void signatories_find(struct weighing *weighing)
{
    struct items agreements = facts_naming(weighing, weighing->expert, "agreement");
    for (size_t i = 0; i < weighing->sides.count; i++) {
        const struct side *side = &weighing->sides.items[i];
        struct offices staff = {0};
        if (!side->person) {
            struct items facts = facts_naming(weighing, side->number, "occupation");
            offices_add(&facts, weighing->lookup->arena, &staff);
        }
        for (size_t k = 0; k < agreements.count; k++)
            if (signs(&agreements.items[k], weighing->expert))
                signing_find(weighing, &agreements.items[k], side, &staff);
    }
}

/* ---- who stands for the applicant ---- */

static bool is_person(const struct schema_kind *kind)
{
    return span_equal(kind->name, SPAN("Person"));
}

static void side_take(struct weighing *weighing, struct side side)
{
    for (size_t i = 0; i < weighing->sides.count; i++)
        if (weighing->sides.items[i].number == side.number)
            return;
    if (weighing->sides.count == CONFLICT_SIDES)
        weighing->conflicts->cut = true;
    else
        *ARRAY_PUSH(weighing->lookup->arena, &weighing->sides) = side;
}

/* The people and bodies that a fact names: who carries out a project, who needs goods. */
static void sides_of_fact(struct weighing *weighing, int64_t number)
{
    struct items items = {0};
    items_of_numbers(weighing->lookup, &number, 1, &items);
    for (size_t i = 0; items.count && i < items.items[0].claim_count; i++) {
        const struct stored_claim *claim = &items.items[0].claims[i];
        struct stored_entity entity;
        if (!claim->entity.number || claim->state == CLAIM_REJECTED ||
            !lookup_entity(weighing->lookup, claim->entity.number, &entity))
            continue;
        if (is_body(entity.kind) || is_person(entity.kind))
            side_take(weighing, (struct side){.number = entity.number,
                                              .fact = &items.items[0],
                                              .person = is_person(entity.kind)});
    }
}

static void sides_find(struct weighing *weighing, const struct stored_entity *applicant)
{
    if (applicant->kind->is_fact)
        sides_of_fact(weighing, applicant->number);
    else
        side_take(weighing,
                  (struct side){.number = applicant->number, .person = is_person(applicant->kind)});
    for (size_t i = 0, count = weighing->sides.count; i < count; i++) {
        struct offices offices = {0};
        if (!weighing->sides.items[i].person)
            continue;
        struct items facts = facts_naming(weighing, weighing->sides.items[i].number, "occupation");
        offices_add(&facts, weighing->lookup->arena, &offices);
        for (size_t k = 0; k < offices.count; k++)
            side_take(weighing, (struct side){.number = offices.items[k].body,
                                              .fact = offices.items[k].fact,
                                              .former = offices.items[k].former});
    }
}

static struct span conflicts_summary(const struct query *query,
                                     const struct query_conflicts *conflicts)
{
    struct span text = conflicts->count ? QUERY_TEXT(query, "query.conflict.summary", "count",
                                                     number_show(query, conflicts->count).data)
                                        : QUERY_TEXT(query, "query.conflict.none", NULL);
    return conflicts->cut ? summary_cut(query, text, "query.conflict.cut", CONFLICT_FACTS) : text;
}

bool query_conflicts(const struct query *query, struct span expert, struct span applicant,
                     struct query_conflicts *conflicts, struct error *error)
{
    struct lookup lookup;
    struct stored_entity who, whose;
    *conflicts = (struct query_conflicts){0};
    lookup_init(&lookup, query, error);
    if (!entity_asked(&lookup, expert, &who) || !entity_asked(&lookup, applicant, &whose))
        return false;
    if (!is_person(who.kind))
        return error_add(error, "query.not_person", "id", arena_copy(query->arena, expert).data,
                         NULL);
    struct weighing weighing = {.lookup = &lookup, .expert = who.number, .conflicts = conflicts};
    conflicts->expert = entity_value_show(&lookup, who.number);
    conflicts->applicant = entity_value_show(&lookup, whose.number);
    struct items facts = facts_naming(&weighing, who.number, "occupation");
    offices_add(&facts, lookup.arena, &weighing.offices);
    sides_find(&weighing, &whose);
    for (size_t i = 0; i < weighing.sides.count; i++)
        if (!weighing.sides.items[i].person)
            employers_find(&weighing, &weighing.sides.items[i]);
    signatories_find(&weighing);
    conflicts->summary = conflicts_summary(query, conflicts);
    return lookup_fine(&lookup);
}

/* ---- writing ---- */

static void conflict_write(const struct query *query, const struct query_conflict *conflict,
                           struct json *json)
{
    json_object_begin(json);
    key_text(json, "kind", span_of(conflict->code));
    key_text(json, "text", conflict->text);
    json_key(json, "body");
    if (conflict->body.type == VALUE_NONE)
        json_null(json);
    else
        value_write(&conflict->body, json);
    json_key(json, "side");
    value_write(&conflict->side, json);
    key_flag(json, "former", conflict->former);
    json_key(json, "path");
    json_array_begin(json);
    for (size_t i = 0; i < conflict->path.count; i++)
        value_write(&conflict->path.items[i], json);
    json_array_end(json);
    evidences_write(query, &conflict->evidence, json);
    json_object_end(json);
}

void query_conflicts_write(const struct query *query, const struct query_conflicts *conflicts,
                           struct json *json)
{
    json_object_begin(json);
    json_key(json, "expert");
    value_write(&conflicts->expert, json);
    json_key(json, "applicant");
    value_write(&conflicts->applicant, json);
    key_text(json, "summary", conflicts->summary);
    key_flag(json, "cut", conflicts->cut);
    json_key(json, "conflicts");
    json_array_begin(json);
    for (size_t i = 0; i < conflicts->count; i++)
        conflict_write(query, &conflicts->items[i], json);
    json_array_end(json);
    json_object_end(json);
}
