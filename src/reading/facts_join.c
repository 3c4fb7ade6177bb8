/* One fact told twice is one fact: joining drafts that say the same. */
#include "draft.h"

enum { ADDITION_REACH = 3 }; /* sentences */
#define OFFICE_LEAST 0.65    /* an office whose body was only guessed binds nobody */

static uint32_t entity_of(const struct draft *draft, const char *property)
{
    const struct claim *claim = draft_claim(draft, property);
    return claim && claim->value.type == VALUE_ENTITY ? claim->value.entity : NO_ENTITY;
}

static const struct schema_choice *choice_of(const struct draft *draft, const char *property)
{
    const struct claim *claim = draft_claim(draft, property);
    return claim && claim->value.type == VALUE_CHOICE ? claim->value.choice : NULL;
}

uint32_t occupation_of(const struct facts *facts, uint32_t person, struct claim *organization)
{
    uint32_t found = NO_ENTITY;
    for (size_t i = 0; i < facts->drafts.count; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || !draft_is(draft, "occupation") || draft->confidence < OFFICE_LEAST ||
            entity_of(draft, "person") != person)
            continue;
        const struct claim *claim = draft_claim(draft, "organization");
        const struct schema_choice *status = choice_of(draft, "status");
        bool former = status && span_equal(status->code, SPAN("former"));
        if (!claim || (former && found))
            continue;
        if (organization)
            *organization = *claim;
        found = claim->value.entity;
        if (!former)
            return found;
    }
    return found;
}

static void claims_move(struct facts *facts, struct draft *to, struct draft *from)
{
    for (size_t i = 0; i < from->claims.count; i++)
        draft_add_claim(facts, to, &from->claims.items[i]);
    if (from->confidence > to->confidence)
        to->confidence = from->confidence;
    from->dropped = true;
}

/* Whether two drafts of one person tell of the same office. */
static bool same_office(const struct facts *facts, const struct draft *left,
                        const struct draft *right)
{
    uint32_t left_body = entity_of(left, "organization");
    uint32_t right_body = entity_of(right, "organization");
    if (choice_of(left, "status") != choice_of(right, "status"))
        return false;
    if (left_body && right_body && same_party(facts->reading, left_body, right_body))
        return true;
    const struct claim *a = draft_claim(left, "position"), *b = draft_claim(right, "position");
    bool alike =
        a && b &&
        (name_within(a->value.text, b->value.text) || name_within(b->value.text, a->value.text));
    double difference = left->confidence - right->confidence;
    /* Of two bodies for one office a sure one outdoes one that was only guessed. */
    return alike && (!left_body || !right_body || difference > 0.09 || difference < -0.09);
}

/* The fuller of two drafts of one office stays; what it lacks comes from the other. */
static void join_pair(struct facts *facts, struct draft *first, struct draft *second)
{
    bool first_has = entity_of(first, "organization"),
         second_has = entity_of(second, "organization");
    bool second_is_fuller =
        second_has && (!first_has || second->confidence > first->confidence + 0.09);
    if (second_is_fuller)
        claims_move(facts, second, first);
    else
        claims_move(facts, first, second);
}

/* «глава региона» of whom the report says elsewhere which region. */
static bool is_told_elsewhere(const struct drafts *drafts, const struct draft *draft)
{
    if (entity_of(draft, "organization"))
        return false;
    for (size_t i = 0; i < drafts->count; i++) {
        const struct draft *other = &drafts->items[i];
        if (!other->dropped && draft_is(other, "occupation") && entity_of(other, "organization") &&
            entity_of(other, "person") == entity_of(draft, "person") &&
            choice_of(other, "status") == choice_of(draft, "status"))
            return true;
    }
    return false;
}

void facts_join_occupations(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        if (!draft_is(draft, "occupation"))
            continue;
        office_clean(facts, draft);
        if (!entity_of(draft, "person") || !draft_claim(draft, "position") ||
            entity_of(draft, "person") == entity_of(draft, "organization"))
            draft->dropped = true;
        for (size_t j = 0; j < i && !draft->dropped; j++) {
            struct draft *earlier = &drafts->items[j];
            if (!earlier->dropped && draft_is(earlier, "occupation") &&
                entity_of(earlier, "person") == entity_of(draft, "person") &&
                same_office(facts, earlier, draft))
                join_pair(facts, earlier, draft);
        }
    }
    for (size_t i = 0; i < drafts->count; i++)
        if (!drafts->items[i].dropped && draft_is(&drafts->items[i], "occupation") &&
            is_told_elsewhere(drafts, &drafts->items[i]))
            drafts->items[i].dropped = true;
}

/* Whether the single values that both have are equal, and the kind's first property is. */
static bool drafts_agree(const struct draft *left, const struct draft *right)
{
    const struct schema_property *key = &left->kind->properties[0];
    bool shared = false;
    for (size_t i = 0; i < left->claims.count; i++)
        for (size_t j = 0; j < right->claims.count; j++) {
            const struct claim *a = &left->claims.items[i], *b = &right->claims.items[j];
            if (a->property == key && b->property == key && key->listed)
                shared |= value_equal(&a->value, &b->value);
            if (a->property != b->property || a->property->listed)
                continue;
            bool texts = a->value.type == VALUE_TEXT && b->value.type == VALUE_TEXT;
            if (texts ? !texts_alike(a->value.text, b->value.text)
                      : !value_equal(&a->value, &b->value))
                return false;
            shared |= a->property == key;
        }
    return shared;
}

/* A part of itself, a member of itself: two properties that hold the same entity. */
static bool draft_is_circular(const struct draft *draft)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct claim *a = &draft->claims.items[i], *b = &draft->claims.items[j];
            if (a->property != b->property && a->value.type == VALUE_ENTITY &&
                b->value.type == VALUE_ENTITY && a->value.entity == b->value.entity)
                return true;
        }
    return false;
}

static bool ranges_overlap(struct range left, struct range right)
{
    return left.start < right.end && right.start < left.end;
}

/* Of two statements over the same words the longer quote stays. */
static void join_statements(struct draft *earlier, struct draft *later)
{
    const struct claim *a = draft_claim(earlier, "quote"), *b = draft_claim(later, "quote");
    if (!a || !b || !a->evidence_count || !b->evidence_count ||
        !ranges_overlap(a->evidence[0], b->evidence[0]))
        return;
    bool equal = a->value.text.size == b->value.text.size;
    if (equal ? earlier->confidence >= later->confidence : a->value.text.size > b->value.text.size)
        later->dropped = true;
    else
        earlier->dropped = true;
}

/* Kinds that say nothing without both of their first two properties. */
static bool draft_is_whole(const struct draft *draft)
{
    static const char *const pairs[][3] = {{"membership", "member", "whole"},
                                           {"subordination", "part", "whole"},
                                           {"statement", "speaker", "quote"},
                                           {"occupation", "person", "position"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (draft_is(draft, pairs[i][0]))
            return draft_claim(draft, pairs[i][1]) && draft_claim(draft, pairs[i][2]);
    return draft->claims.count > 1;
}

/* A draft that only adds goes to the last of its kind that stands a few sentences before. */
static void additions_join(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i], *last = NULL;
        if (!draft->extends || draft->dropped || draft_is(draft, "agreement"))
            continue;
        for (size_t j = 0; j < drafts->count; j++) {
            struct draft *other = &drafts->items[j];
            bool before = other->sentence <= draft->sentence &&
                          other->sentence + ADDITION_REACH >= draft->sentence;
            if (!other->extends && !other->dropped && other->kind == draft->kind && before)
                last = other;
        }
        if (last)
            claims_move(facts, last, draft);
    }
}

void facts_join_equal(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    additions_join(facts);
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        bool agreement = draft_is(draft, "agreement"), statement = draft_is(draft, "statement");
        if (draft->dropped || draft->extends || agreement)
            continue;
        if (statement)
            statement_continue(facts, draft);
        if (draft_is(draft, "site"))
            site_complete(facts, draft);
        if (draft_is(draft, "programme"))
            programme_complete(facts, draft);
        if (!draft_is_whole(draft) || (!statement && draft_is_circular(draft)))
            draft->dropped = true;
        for (size_t j = 0; j < i && !draft->dropped; j++) {
            struct draft *earlier = &drafts->items[j];
            if (earlier->dropped || earlier->extends || earlier->kind != draft->kind)
                continue;
            if (statement)
                join_statements(earlier, draft);
            else if (drafts_agree(earlier, draft))
                claims_move(facts, earlier, draft);
        }
    }
}
